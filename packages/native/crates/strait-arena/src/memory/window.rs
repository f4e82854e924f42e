//! Checked access to a range of shared memory. All reads and writes of the crate end here.

use std::marker::PhantomData;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering::Relaxed};

use crate::{ArenaError, Message};

/// What memory of an arena can be read as.
///
/// # Safety
/// The type takes at least a byte, consists of relaxed atomics without padding, and every bit pattern is valid in it.
pub(crate) unsafe trait Cell {}

// SAFETY: it is an atomic.
unsafe impl Cell for AtomicU32 {}

// SAFETY: it is an atomic.
unsafe impl Cell for AtomicU64 {}

/// A range of a [`Region`](super::Region) that lives as long as the region is borrowed.
///
/// Invariant: the `bytes` bytes from `base` lie inside one region, whose contract keeps them valid for `'a`.
#[derive(Clone, Copy)]
pub(crate) struct Window<'a> {
    pub(super) base: NonNull<u8>,
    pub(super) bytes: usize,
    pub(super) memory: PhantomData<&'a [AtomicU8]>,
}

impl<'a> Window<'a> {
    /// A range of a region.
    ///
    /// # Safety
    /// The `bytes` bytes from `base` lie inside one region, which lives for `'a`.
    #[inline]
    pub(super) const unsafe fn new(base: NonNull<u8>, bytes: usize) -> Self {
        Self { base, bytes, memory: PhantomData }
    }

    /// Where it begins.
    pub(super) const fn base(self) -> NonNull<u8> {
        self.base
    }

    pub(crate) const fn bytes(self) -> usize {
        self.bytes
    }

    #[cold]
    fn outside(self, start: usize, bytes: usize) -> ArenaError {
        ArenaError::OutOfBounds { start: start as u64, bytes: bytes as u64, limit: self.bytes as u64 }
    }

    /// The start of `bytes` bytes at `offset`, which are inside the window.
    #[inline]
    fn place(self, offset: usize, bytes: usize) -> Result<NonNull<u8>, ArenaError> {
        if offset.checked_add(bytes).is_none_or(|end| end > self.bytes) {
            return Err(self.outside(offset, bytes));
        }
        // SAFETY: offset is at most the size of the window, which lies in one allocation.
        Ok(unsafe { self.base.add(offset) })
    }

    /// A place for a cell of `SIZE` bytes at `offset`: inside the window and aligned.
    #[inline]
    fn cell<const SIZE: usize>(self, offset: usize) -> Result<NonNull<u8>, ArenaError> {
        let place = self.place(offset, SIZE)?;
        if place.addr().get() & (SIZE - 1) != 0 {
            return Err(self.outside(offset, SIZE));
        }
        Ok(place)
    }

    #[inline]
    fn cell8(self, offset: usize) -> Result<&'a AtomicU8, ArenaError> {
        let place = self.cell::<1>(offset)?;
        // SAFETY: the byte is inside the region, which outlives 'a and is reached only through atomics.
        Ok(unsafe { AtomicU8::from_ptr(place.as_ptr()) })
    }

    #[inline]
    pub(super) fn cell32(self, offset: usize) -> Result<&'a AtomicU32, ArenaError> {
        let place = self.cell::<4>(offset)?;
        // SAFETY: the 4 aligned bytes are inside the region, which outlives 'a and is reached only through atomics.
        Ok(unsafe { AtomicU32::from_ptr(place.cast().as_ptr()) })
    }

    #[inline]
    fn cell64(self, offset: usize) -> Result<&'a AtomicU64, ArenaError> {
        let place = self.cell::<8>(offset)?;
        // SAFETY: the 8 aligned bytes are inside the region, which outlives 'a and is reached only through atomics.
        Ok(unsafe { AtomicU64::from_ptr(place.cast().as_ptr()) })
    }

    #[inline]
    pub(crate) fn u8(self, offset: usize) -> Result<u8, ArenaError> {
        Ok(self.cell8(offset)?.load(Relaxed))
    }

    #[inline]
    pub(crate) fn u32(self, offset: usize) -> Result<u32, ArenaError> {
        Ok(self.cell32(offset)?.load(Relaxed))
    }

    #[inline]
    pub(crate) fn u64(self, offset: usize) -> Result<u64, ArenaError> {
        Ok(self.cell64(offset)?.load(Relaxed))
    }

    #[inline]
    pub(crate) fn set_u8(self, offset: usize, value: u8) -> Result<(), ArenaError> {
        self.cell8(offset)?.store(value, Relaxed);
        Ok(())
    }

    #[inline]
    pub(crate) fn set_u32(self, offset: usize, value: u32) -> Result<(), ArenaError> {
        self.cell32(offset)?.store(value, Relaxed);
        Ok(())
    }

    #[inline]
    pub(crate) fn set_u64(self, offset: usize, value: u64) -> Result<(), ArenaError> {
        self.cell64(offset)?.store(value, Relaxed);
        Ok(())
    }

    /// As many cells as the window has room for. Errors: `OutOfBounds` when its start is not aligned.
    #[inline]
    pub(crate) fn cells<T: Cell>(self) -> Result<&'a [T], ArenaError> {
        let count = self.bytes / const { size_of::<T>() };
        if count == 0 {
            return Ok(&[]);
        }
        if !self.base.addr().get().is_multiple_of(align_of::<T>()) {
            return Err(self.outside(0, self.bytes));
        }
        // SAFETY: the aligned cells are inside the region, which outlives 'a and is reached only through atomics, which
        // by the contract of `Cell` are all that T consists of.
        Ok(unsafe { std::slice::from_raw_parts(self.base.cast().as_ptr(), count) })
    }

    /// The part of `bytes` bytes from `offset`.
    #[inline]
    pub(crate) fn part(self, offset: usize, bytes: usize) -> Result<Window<'a>, ArenaError> {
        Ok(Window { base: self.place(offset, bytes)?, bytes, memory: PhantomData })
    }

    /// The window as a message of type `M`.
    #[inline]
    pub(crate) fn message<M: Message>(self) -> Result<&'a M, ArenaError> {
        let place = self.place(0, size_of::<M>())?;
        if !place.addr().get().is_multiple_of(align_of::<M>()) {
            return Err(self.outside(0, size_of::<M>()));
        }
        // SAFETY: the window is large and aligned enough, lives for 'a, and is reached only through atomics, which
        // by the contract of `Message` are all that M consists of.
        Ok(unsafe { place.cast().as_ref() })
    }
}

/// Bytes and whole windows.
impl Window<'_> {
    /// Sets every byte to zero. The window starts at a multiple of 8, as every block does.
    pub(crate) fn clear(self) -> Result<(), ArenaError> {
        super::clear(self.cells::<AtomicU64>()?);
        for offset in (self.bytes & !7)..self.bytes {
            self.set_u8(offset, 0)?;
        }
        Ok(())
    }

    /// Writes `content` to the start of the window, which starts at a multiple of 8.
    pub(crate) fn write(self, content: &[u8]) -> Result<(), ArenaError> {
        let target = self.part(0, content.len())?;
        let (words, rest) = content.as_chunks::<8>();
        for (cell, word) in target.cells::<AtomicU64>()?.iter().zip(words) {
            cell.store(u64::from_le_bytes(*word), Relaxed);
        }
        for (index, byte) in rest.iter().enumerate() {
            target.set_u8(words.len() * 8 + index, *byte)?;
        }
        Ok(())
    }

    /// Copies another window of the same size; both start at a multiple of 8 and hold whole words of 8 bytes.
    pub(crate) fn copy_from(self, source: Window<'_>) -> Result<(), ArenaError> {
        for (target, source) in self.cells::<AtomicU64>()?.iter().zip(source.cells::<AtomicU64>()?) {
            target.store(source.load(Relaxed), Relaxed);
        }
        Ok(())
    }

    /// Whether the window, which starts at a multiple of 8, holds just `content`.
    pub(crate) fn equals(self, content: &[u8]) -> Result<bool, ArenaError> {
        if self.bytes != content.len() {
            return Ok(false);
        }
        let (words, rest) = content.as_chunks::<8>();
        for (cell, word) in self.cells::<AtomicU64>()?.iter().zip(words) {
            if cell.load(Relaxed) != u64::from_le_bytes(*word) {
                return Ok(false);
            }
        }
        for (index, byte) in rest.iter().enumerate() {
            if self.u8(words.len() * 8 + index)? != *byte {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Copies the window, which starts at a multiple of 8.
    pub(crate) fn to_vec(self) -> Result<Vec<u8>, ArenaError> {
        let mut content = Vec::new();
        content
            .try_reserve_exact(self.bytes)
            .map_err(|_| ArenaError::OutOfMemory { what: "bytes for a copy", amount: self.bytes as u64 })?;
        for cell in self.cells::<AtomicU64>()? {
            content.extend_from_slice(&cell.load(Relaxed).to_le_bytes());
        }
        for offset in (self.bytes & !7)..self.bytes {
            content.push(self.u8(offset)?);
        }
        Ok(content)
    }
}
