//! Memory that was lent to an arena.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::ptr::NonNull;
use std::sync::Arc;

use super::{Cell, Window};
use crate::ArenaError;

/// A block of shared memory: the control block, a chunk of the slot table, or a slab.
pub struct Region {
    base: NonNull<u8>,
    bytes: usize,
    /// Keeps the memory allocated; dropped with the region.
    _owner: Box<dyn Any + Send + Sync>,
}

// SAFETY: the memory is reached only through atomics, whatever thread does it, and stays until the owner is dropped,
// which any thread may do.
unsafe impl Send for Region {}
// SAFETY: the same.
unsafe impl Sync for Region {}

impl Region {
    /// Takes memory over for shared use, with a value that keeps it allocated. Errors: `InvalidValue` when it does
    /// not start at a multiple of 8.
    ///
    /// # Safety
    /// Until `owner` is dropped, the `bytes` bytes from `base` stay at their place, readable and writable, and Rust
    /// code reaches them only through regions or atomics.
    pub unsafe fn new(
        base: NonNull<u8>,
        bytes: usize,
        owner: Box<dyn Any + Send + Sync>,
    ) -> Result<Self, ArenaError> {
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

    /// Parts of these sizes from the start, which keep the memory together. Errors: `OutOfBounds` when there is less
    /// memory, `InvalidValue` when a part would not start at a multiple of 8.
    pub(crate) fn divide(self, sizes: impl Iterator<Item = usize>) -> Result<Vec<Self>, ArenaError> {
        let whole = Arc::new(self);
        let mut offset = 0;
        let mut parts = Vec::new();
        for bytes in sizes {
            let part = whole.window().part(offset, bytes)?;
            // SAFETY: the part lies in the whole, which it keeps, and whose contract it inherits.
            parts.push(unsafe { Self::new(part.base, bytes, Box::new(Arc::clone(&whole))) }?);
            offset += bytes;
        }
        Ok(parts)
    }

    /// As many cells as there is room for.
    #[inline]
    pub(crate) fn cells<T: Cell>(&self) -> &[T] {
        const { assert!(align_of::<T>() <= 8) };
        // SAFETY: the memory starts at a multiple of 8, stays as long as the region, and is reached only through atomics,
        // which by the contract of `Cell` are all that T consists of.
        unsafe {
            std::slice::from_raw_parts(self.base.cast().as_ptr(), self.bytes / const { size_of::<T>() })
        }
    }

    /// Tells the system that what these bytes hold is not needed: it takes the pages that lie in them as a whole, and they
    /// read as zeros from then on. False where a system cannot do that, or refuses.
    #[cfg(target_os = "linux")]
    pub(crate) fn give_back(&self, offset: usize, bytes: usize) -> bool {
        let page = rustix::param::page_size();
        let Ok(part) = self.window().part(offset, bytes) else { return false };
        let unaligned = part.base.addr().get() % page;
        let before = if unaligned == 0 { 0 } else { page - unaligned };
        let length = bytes.saturating_sub(before) / page * page;
        if length == 0 {
            return true;
        }
        // SAFETY: the length is at most what is left of the part after these bytes.
        let start = unsafe { part.base.add(before) };
        // SAFETY: the pages lie in the region, which is reached only through atomics: to them this is a thread that writes
        // zeros. The mapping stays, readable and writable. Memory that a file stands behind, or other processes see, reads
        // as the file has it, which is one more thing that untrusted memory may hold.
        let advised =
            unsafe { rustix::mm::madvise(start.as_ptr().cast(), length, rustix::mm::Advice::LinuxDontNeed) };
        advised.is_ok()
    }

    /// No system but Linux is asked.
    #[cfg(not(target_os = "linux"))]
    pub(crate) const fn give_back(&self, _offset: usize, _bytes: usize) -> bool {
        false
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
