//! Memory from Rust's allocator, for programs without JavaScript.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ptr::NonNull;

use super::{ControlBlock, MemorySource, Region};
use crate::map::random_secret;
use crate::{ArenaError, Schema};

/// Lends zeroed memory of the heap, up to a limit.
#[derive(Debug)]
pub struct HeapMemory {
    schema: &'static Schema,
    slab_shift: u32,
    /// Bytes that may still be lent.
    left: usize,
}

struct Allocation {
    base: NonNull<u8>,
    layout: Layout,
}

// SAFETY: it only frees the memory, once, which any thread may do.
unsafe impl Send for Allocation {}
// SAFETY: a shared reference to it does nothing.
unsafe impl Sync for Allocation {}

impl HeapMemory {
    /// Memory for an arena of `schema` with slabs of `2^slab_shift` bytes, at most `limit` bytes in all.
    #[must_use]
    pub const fn new(schema: &'static Schema, slab_shift: u32, limit: usize) -> Self {
        Self { schema, slab_shift, left: limit }
    }

    fn lend(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        let refused = ArenaError::OutOfMemory { what: "bytes of heap memory", amount: bytes as u64 };
        let layout = Layout::from_size_align(bytes, 8).map_err(|_| refused.clone())?;
        if bytes == 0 || bytes > self.left {
            return Err(refused);
        }
        // SAFETY: the layout is not empty.
        let base = NonNull::new(unsafe { alloc_zeroed(layout) }).ok_or(refused)?;
        self.left -= bytes;
        // SAFETY: the memory is freed when the allocation is dropped, and nobody else has the pointer.
        unsafe { Region::new(base, bytes, Box::new(Allocation { base, layout })) }
    }
}

impl MemorySource for HeapMemory {
    fn control(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        let region = self.lend(bytes)?;
        ControlBlock::write_constants(&region, 0, self.schema, self.slab_shift, random_secret())?;
        Ok(region)
    }

    fn slab(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        self.lend(bytes)
    }

    fn slot_chunk(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        self.lend(bytes)
    }
}

impl Drop for Allocation {
    fn drop(&mut self) {
        // SAFETY: `lend` allocated it with this layout, and only this drop frees it.
        unsafe { dealloc(self.base.as_ptr(), self.layout) };
    }
}
