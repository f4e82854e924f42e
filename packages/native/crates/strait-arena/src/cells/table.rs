//! Maps.

use std::marker::PhantomData;

use super::element::ElementPlace;
use super::span::SpanCell;
use super::{Element, Key};
use crate::map::{MapTable, Shape};
use crate::message::presence::Span;
use crate::{Arena, ArenaError};

/// A map field: entries of key and value, in the order of insertion.
#[repr(transparent)]
pub struct Table<K, V> {
    span: SpanCell,
    entry: PhantomData<fn() -> (K, V)>,
}

impl<K: Key, V: Element> Table<K, V> {
    const VALUE_OFFSET: usize = K::SIZE.next_multiple_of(V::ALIGNMENT);
    const STRIDE: usize = (Self::VALUE_OFFSET + V::SIZE).next_multiple_of(if K::ALIGNMENT > V::ALIGNMENT {
        K::ALIGNMENT
    } else {
        V::ALIGNMENT
    });

    const SHAPE: Shape =
        Shape { key: K::KIND.0, stride: Self::STRIDE as u32, value_offset: Self::VALUE_OFFSET as u32 };

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.span.length() as usize
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries in turn, each read when it is its turn.
    pub fn iter<'a>(
        &'a self,
        arena: &'a Arena,
    ) -> impl ExactSizeIterator<Item = Result<(K::Value<'a>, V::Value<'a>), ArenaError>> {
        (0..self.len()).map(|position| self.entry(arena, position))
    }

    /// Key and value at a position. Errors: `OutOfBounds` beyond the last, and those of reading them.
    pub fn entry<'a>(
        &self,
        arena: &'a Arena,
        position: usize,
    ) -> Result<(K::Value<'a>, V::Value<'a>), ArenaError> {
        let entry = self.span.element(arena, position, Self::STRIDE)?;
        let key = K::read(arena, ElementPlace(entry.part(0, K::SIZE)?))?;
        Ok((key, V::read(arena, ElementPlace(entry.part(Self::VALUE_OFFSET, V::SIZE)?))?))
    }

    /// The value of a key, if the map has it; in constant time, except that a look-up first indexes what a writer did
    /// not. Errors: `Corrupt`, `OutOfBounds`, and those of reading the value.
    ///
    /// ```text
    /// let limit: Option<f64> = message.limits.get(&arena, "EUR")?;
    /// ```
    pub fn get<'a>(&self, arena: &'a Arena, key: K::Wanted<'_>) -> Result<Option<V::Value<'a>>, ArenaError> {
        let Some(position) = self.position(arena, key)? else { return Ok(None) };
        let entry = self.span.element(arena, position, Self::STRIDE)?;
        V::read(arena, ElementPlace(entry.part(Self::VALUE_OFFSET, V::SIZE)?)).map(Some)
    }

    /// Whether the map has a key. Errors: as [`get`](Self::get).
    pub fn contains(&self, arena: &Arena, key: K::Wanted<'_>) -> Result<bool, ArenaError> {
        Ok(self.position(arena, key)?.is_some())
    }

    fn position(&self, arena: &Arena, key: K::Wanted<'_>) -> Result<Option<usize>, ArenaError> {
        let span = Span { address: self.span.address(), length: self.span.length() };
        if span.length == 0 {
            return Ok(None);
        }
        let map = MapTable::new(&arena.allocator, Self::SHAPE, span)?;
        let key = K::wanted(key).0;
        Ok(map.find(key, map.hash(key))?.map(|position| position as usize))
    }
}
