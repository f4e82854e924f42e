//! Memory that was lent to an arena.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::ptr::NonNull;

use super::Window;
use crate::ArenaError;

/// A block of shared memory: the control block, a chunk of the slot table, or a slab.
pub struct Region {
    base: NonNull<u8>,
    bytes: usize,
    /// Keeps the memory allocated; dropped with the region.
    _owner: Box<dyn Any>,
}

impl Region {
    /// Takes memory over for shared use, with a value that keeps it allocated. Errors: `InvalidValue` when it does
    /// not start at a multiple of 8.
    ///
    /// # Safety
    /// Until `owner` is dropped, the `bytes` bytes from `base` stay at their place, readable and writable, and Rust
    /// code reaches them only through regions or atomics.
    pub unsafe fn new(base: NonNull<u8>, bytes: usize, owner: Box<dyn Any>) -> Result<Self, ArenaError> {
        if !base.addr().get().is_multiple_of(8) {
            return Err(ArenaError::InvalidValue {
                what: "lent memory must start at a multiple of 8",
                value: base.addr().get() as u64,
            });
        }
        Ok(Self { base, bytes, _owner: owner })
    }

    /// Number of bytes.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    #[inline]
    pub(crate) fn window(&self) -> Window<'_> {
        Window { base: self.base, bytes: self.bytes, memory: PhantomData }
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Region").field("base", &self.base).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}
