//! Repeated fields and maps. What cannot be finished is taken back, so that no element lacks its content.

use super::value::{Source, Target};
use super::{Editor, Input};
use crate::message::presence::{Span, span};
use crate::message::write::{Place, set_span};
use crate::schema::{FieldLayout, Kind, Rule};
use crate::wire::append;
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
        let place = match self.find(field, &key)? {
            Some(place) => place,
            None => self.append_entry(field, key)?,
        };
        self.store(field, place, value)
    }

    /// The sub-message that a map has for a key, a new one if it has none. Errors: `OutOfMemory`, with no entry added.
    pub fn insert_child<K: Key, N: Message>(
        &mut self,
        field: impl FnOnce(&M) -> &Table<K, Child<N>>,
        key: impl Input<K>,
    ) -> Result<Editor<'_, N>, ArenaError> {
        let field = self.field(field)?;
        if let Some(place) = self.find(field, &key)? {
            return self.child_at(place);
        }
        let child = self.arena.take_child(self.slot.index, N::TYPE_ID)?;
        let place = self.append_entry(field, key);
        let place = self.or_release(child.index, place)?;
        self.put_child(place, child)
    }

    /// Where the value of a key is, if the map has it.
    fn find<K: Key>(&self, field: &FieldLayout, key: &impl Input<K>) -> Result<Option<Place>, ArenaError> {
        let Rule::Map { key: kind, stride, value_offset } = field.rule else { return Ok(None) };
        let entries = span(self.place(field.offset).window(self.arena, 8)?, 0, Kind::Bytes)?;
        for position in 0..entries.length {
            let place = Place { address: entries.address, offset: position * stride };
            if key.is_at(Source { arena: self.arena, place, kind })? {
                return Ok(Some(place.after(value_offset)));
            }
        }
        Ok(None)
    }

    /// Adds an entry. Returns where its value is.
    fn append_entry<K: Key>(&mut self, field: &FieldLayout, key: impl Input<K>) -> Result<Place, ArenaError> {
        let Rule::Map { key: kind, stride, value_offset } = field.rule else {
            self.refuse(Some("a map"))?;
            return Ok(self.place(field.offset));
        };
        let (map, owner) = (self.place(field.offset), self.owner());
        let place = append(self.arena, owner, map, 1, stride)?;
        let stored = key.store(Target { arena: self.arena, owner, place, kind });
        if stored.is_err() {
            self.take_back(map)?;
        }
        stored.map(|()| place.after(value_offset))
    }
}
