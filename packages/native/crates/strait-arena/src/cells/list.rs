//! Repeated fields.

use std::marker::PhantomData;

use super::Element;
use super::element::ElementPlace;
use super::span::SpanCell;
use crate::{Arena, ArenaError};

/// A repeated field.
#[repr(transparent)]
pub struct List<T> {
    span: SpanCell,
    element: PhantomData<fn() -> T>,
}

impl<T: Element> List<T> {
    /// Number of elements.
    pub fn len(&self) -> usize {
        self.span.length() as usize
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`. Errors: `OutOfBounds` beyond the last, and those of reading the element.
    pub fn get<'a>(&self, arena: &'a Arena, index: usize) -> Result<T::Value<'a>, ArenaError> {
        T::read(arena, ElementPlace(self.span.element(arena, index, T::SIZE)?))
    }

    /// The elements in turn, each read when it is its turn.
    pub fn iter<'a>(
        &'a self,
        arena: &'a Arena,
    ) -> impl ExactSizeIterator<Item = Result<T::Value<'a>, ArenaError>> {
        (0..self.len()).map(|index| self.get(arena, index))
    }

    /// All elements.
    pub fn read<'a>(&self, arena: &'a Arena) -> Result<Vec<T::Value<'a>>, ArenaError> {
        let mut elements = Vec::new();
        for index in 0..self.len() {
            let element = self.get(arena, index)?;
            let refused = ArenaError::OutOfMemory { what: "elements for a copy", amount: self.len() as u64 };
            elements.try_reserve(1).map_err(|_| refused)?;
            elements.push(element);
        }
        Ok(elements)
    }
}
