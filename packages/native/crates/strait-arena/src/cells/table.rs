//! Maps.

use std::marker::PhantomData;

use super::element::ElementPlace;
use super::span::SpanCell;
use super::{Element, Key};
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
}
