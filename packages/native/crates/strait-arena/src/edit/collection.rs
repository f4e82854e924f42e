//! Repeated fields and maps. What cannot be finished is taken back, so that no element lacks its content.

use super::{Editor, Input};
use crate::map::{MapKey, MapTable, Shape, find_or_append};
use crate::message::append::append;
use crate::message::presence::{Span, span};
use crate::message::write::{Place, set_span};
use crate::schema::{FieldLayout, Kind, Rule};
use crate::{ArenaError, Child, Element, Key, List, Message, Table};

/// Repeated fields.
impl<M: Message> Editor<'_, M> {
    /// Appends a value. Errors: `OutOfMemory`, with nothing appended.
    pub fn push<V: Element>(
        &mut self,
        field: impl FnOnce(&M) -> &List<V>,
        value: impl Input<V>,
    ) -> Result<(), ArenaError> {
        let field = self.field(field)?;
        let list = self.place(field.offset);
        let element = append(self.arena, self.owner(), list, 1, field.kind.size())?;
        let stored = self.store(field, element, value);
        if stored.is_err() {
            self.take_back(list)?;
        }
        stored
    }

    /// Appends values. Errors: `OutOfMemory`, with those before it appended.
    pub fn extend<V: Element>(
        &mut self,
        field: impl Fn(&M) -> &List<V>,
        values: impl IntoIterator<Item: Input<V>>,
    ) -> Result<(), ArenaError> {
        values.into_iter().try_for_each(|value| self.push(&field, value))
    }

    /// Appends a sub-message. Errors: `OutOfMemory`, with nothing appended.
    pub fn add<N: Message>(
        &mut self,
        field: impl FnOnce(&M) -> &List<Child<N>>,
    ) -> Result<Editor<'_, N>, ArenaError> {
        let field = self.field(field)?;
        let child = self.arena.take_child(self.slot.index, N::TYPE_ID)?;
        let element = append(self.arena, self.owner(), self.place(field.offset), 1, field.kind.size());
        let element = self.or_release(child.index, element)?;
        self.put_child(element, child)
    }

    /// The sub-message at `index` of a repeated field. Errors: `OutOfBounds` beyond the last.
    pub fn element<N: Message>(
        &mut self,
        field: impl FnOnce(&M) -> &List<Child<N>>,
        index: usize,
    ) -> Result<Editor<'_, N>, ArenaError> {
        let field = self.field(field)?;
        let Span { address, length } = span(self.place(field.offset).window(self.arena, 8)?, 0, Kind::Bytes)?;
        let outside = ArenaError::OutOfBounds { start: index as u64, bytes: 1, limit: length.into() };
        let index = u32::try_from(index).ok().filter(|&index| index < length).ok_or(outside)?;
        self.child_at(Place { address, offset: index * field.kind.size() })
    }

    /// Takes the last element back, whose content was not stored.
    fn take_back(&self, list: Place) -> Result<(), ArenaError> {
        let Span { address, length } = span(list.window(self.arena, 8)?, 0, Kind::Bytes)?;
        set_span(self.arena, list, address, length.saturating_sub(1))
    }

    /// Frees a new sub-message when there is no place for it.
    fn or_release(&mut self, child: u32, place: Result<Place, ArenaError>) -> Result<Place, ArenaError> {
        if place.is_err() {
            self.arena.release_owned(child)?;
        }
        place
    }
}

/// Maps.
impl<M: Message> Editor<'_, M> {
    /// Sets the value of a key. Errors: `OutOfMemory`, with the value empty or no entry added.
    pub fn insert<K: Key, V: Element>(
        &mut self,
        field: impl FnOnce(&M) -> &Table<K, V>,
        key: impl Input<K>,
        value: impl Input<V>,
    ) -> Result<(), ArenaError> {
        let field = self.field(field)?;
        let place = self.entry(field, key.key().0)?;
        self.store(field, place, value)
    }

    /// The sub-message that a map has for a key, a new one if it has none. Errors: `OutOfMemory`, with no entry added.
    pub fn insert_child<K: Key, N: Message>(
        &mut self,
        field: impl FnOnce(&M) -> &Table<K, Child<N>>,
        key: impl Input<K>,
    ) -> Result<Editor<'_, N>, ArenaError> {
        let field = self.field(field)?;
        let key = key.key().0;
        let (shape, map) = (self.shape(field)?, self.place(field.offset));
        if self.has_key(map, shape, key)? {
            let place = self.entry(field, key)?;
            return self.child_at(place);
        }
        let child = self.arena.take_child(self.slot.index, N::TYPE_ID)?;
        let place = self.entry(field, key);
        let place = self.or_release(child.index, place)?;
        self.put_child(place, child)
    }

    /// Where the value of a key is, in its entry or a new one.
    fn entry(&mut self, field: &FieldLayout, key: MapKey<'_>) -> Result<Place, ArenaError> {
        let (shape, map) = (self.shape(field)?, self.place(field.offset));
        Ok(find_or_append(self.arena, self.owner(), map, shape, key)?.after(shape.value_offset))
    }

    fn has_key(&self, map: Place, shape: Shape, key: MapKey<'_>) -> Result<bool, ArenaError> {
        let entries = span(map.window(self.arena, 8)?, 0, Kind::Bytes)?;
        if entries.length == 0 {
            return Ok(false);
        }
        let map = MapTable::new(&self.arena.allocator, shape, entries)?;
        Ok(map.find(key, map.hash(key))?.is_some())
    }

    fn shape(&self, field: &FieldLayout) -> Result<Shape, ArenaError> {
        match field.rule {
            Rule::Map { key, stride, value_offset } => Ok(Shape { key, stride, value_offset }),
            _ => Err(ArenaError::WrongField {
                message: self.arena.type_of(M::TYPE_ID)?.layout.name,
                needs: "a map",
            }),
        }
    }
}
