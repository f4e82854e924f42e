//! Repeated fields.

use std::marker::PhantomData;

use super::child::child_at;
use super::element::ElementPlace;
use super::span::SpanCell;
use super::{Child, Element, Message};
use crate::{Arena, ArenaError, Handle};

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

impl<M: Message> List<Child<M>> {
    /// The handle of the message at `index`. Errors: as [`get`](Self::get).
    pub fn handle(&self, arena: &Arena, index: usize) -> Result<Handle, ArenaError> {
        let element = self.span.element(arena, index, Child::<M>::SIZE)?.u32(0)?;
        child_at::<M>(arena, element)?;
        arena.handle_at(element)
    }
}
