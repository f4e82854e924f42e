//! The two words of every cell that refers to a data block.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use crate::memory::Window;
use crate::{Arena, ArenaError};

/// Address of the block, and length in bytes or elements.
#[repr(C)]
pub(super) struct SpanCell {
    address: AtomicU32,
    length: AtomicU32,
}

impl SpanCell {
    pub(super) fn length(&self) -> u32 {
        self.length.load(Relaxed)
    }

    pub(super) fn address(&self) -> u32 {
        self.address.load(Relaxed)
    }

    /// `bytes` bytes of the block from `start`.
    pub(super) fn content<'a>(
        &self,
        arena: &'a Arena,
        start: u64,
        bytes: u64,
    ) -> Result<Window<'a>, ArenaError> {
        let block = arena.allocator.slabs.block(self.address())?;
        let outside = ArenaError::OutOfBounds { start, bytes, limit: block.capacity() };
        let (Ok(start), Ok(bytes)) = (usize::try_from(start), usize::try_from(bytes)) else {
            return Err(outside);
        };
        block.window.part(start, bytes)
    }

    /// The element of `stride` bytes at `index`. Errors: `OutOfBounds` beyond the length.
    pub(super) fn element<'a>(
        &self,
        arena: &'a Arena,
        index: usize,
        stride: usize,
    ) -> Result<Window<'a>, ArenaError> {
        let length = self.length() as usize;
        if index >= length {
            return Err(ArenaError::OutOfBounds { start: index as u64, bytes: 1, limit: length as u64 });
        }
        self.content(arena, index as u64 * stride as u64, stride as u64)
    }
}

impl SpanCell {
    /// A private copy of the span at the start of `element`.
    pub(super) fn copied(element: Window<'_>) -> Result<Self, ArenaError> {
        Ok(Self { address: AtomicU32::new(element.u32(0)?), length: AtomicU32::new(element.u32(4)?) })
    }
}
