//! Access to a block for as long as an operation takes, checked once; its cells are only compared with its size.

use std::marker::PhantomData;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering::Relaxed};

use super::Window;
use crate::ArenaError;

/// An error on its way up: a pointer, so that results stay in registers.
pub(crate) type Stop = Box<ArenaError>;

/// A block or struct of a message. Unlike a [`Window`] it does not borrow the arena, which may so change meanwhile.
///
/// Invariant: `base` is aligned to 8, and the `bytes` bytes from it lie inside one region, which lives for `'a`.
#[derive(Clone, Copy)]
pub(crate) struct Body<'a> {
    base: NonNull<u8>,
    bytes: usize,
    memory: PhantomData<&'a [AtomicU64]>,
}

// SAFETY: the memory is reached only through atomics, whatever thread does it, as that of regions is.
unsafe impl Send for Body<'_> {}
// SAFETY: the same.
unsafe impl Sync for Body<'_> {}

impl<'a> Body<'a> {
    /// No bytes at all.
    pub(crate) const EMPTY: Self =
        Self { base: NonNull::<u64>::dangling().cast(), bytes: 0, memory: PhantomData };

    /// A window that starts at a multiple of 8, as all blocks do. Errors: `OutOfBounds` when it does not.
    ///
    /// # Safety
    /// The region of the window lives for `'a`, though the window does not. An arena drops no region before itself.
    #[inline]
    pub(crate) unsafe fn new(window: Window<'_>) -> Result<Self, Stop> {
        if window.base.addr().get() & 7 != 0 {
            return Err(outside(0, window.bytes, window.bytes));
        }
        Ok(Self { base: window.base, bytes: window.bytes, memory: PhantomData })
    }

    /// `bytes` bytes from a place.
    ///
    /// # Safety
    /// The place is aligned to 8, and the bytes lie inside one region, which lives for `'a`.
    #[inline(always)]
    pub(super) const unsafe fn at(base: NonNull<u8>, bytes: usize) -> Self {
        Self { base, bytes, memory: PhantomData }
    }

    /// The same for as long as its region lives, though the arena is not borrowed for it.
    ///
    /// # Safety
    /// The region lives for `'b`. An arena drops no region before itself.
    #[inline(always)]
    pub(crate) const unsafe fn detached<'b>(self) -> Body<'b> {
        Body { base: self.base, bytes: self.bytes, memory: PhantomData }
    }

    /// The same as a window.
    pub(crate) const fn window(self) -> Window<'a> {
        // SAFETY: the bytes lie inside one region, which lives for 'a.
        unsafe { Window::new(self.base, self.bytes) }
    }

    pub(crate) const fn bytes(self) -> usize {
        self.bytes
    }

    /// The place of a cell of `SIZE` bytes: inside the block and aligned.
    #[inline(always)]
    fn place<const SIZE: usize>(self, offset: usize) -> Result<NonNull<u8>, Stop> {
        if offset.saturating_add(SIZE) > self.bytes || offset & (SIZE - 1) != 0 {
            return Err(outside(offset, SIZE, self.bytes));
        }
        // SAFETY: the offset is inside the block, which lies in one allocation.
        Ok(unsafe { self.base.add(offset) })
    }

    #[inline(always)]
    fn cell8(self, offset: usize) -> Result<&'a AtomicU8, Stop> {
        let place = self.place::<1>(offset)?;
        // SAFETY: the byte is inside the region, which outlives 'a and is reached only through atomics.
        Ok(unsafe { AtomicU8::from_ptr(place.as_ptr()) })
    }

    #[inline(always)]
    fn cell32(self, offset: usize) -> Result<&'a AtomicU32, Stop> {
        let place = self.place::<4>(offset)?;
        // SAFETY: the aligned bytes are inside the region, which outlives 'a and is reached only through atomics.
        Ok(unsafe { AtomicU32::from_ptr(place.cast().as_ptr()) })
    }

    #[inline(always)]
    fn cell64(self, offset: usize) -> Result<&'a AtomicU64, Stop> {
        let place = self.place::<8>(offset)?;
        // SAFETY: the aligned bytes are inside the region, which outlives 'a and is reached only through atomics.
        Ok(unsafe { AtomicU64::from_ptr(place.cast().as_ptr()) })
    }

    #[inline(always)]
    pub(crate) fn u8(self, offset: usize) -> Result<u8, Stop> {
        Ok(self.cell8(offset)?.load(Relaxed))
    }

    #[inline(always)]
    pub(crate) fn u32(self, offset: usize) -> Result<u32, Stop> {
        Ok(self.cell32(offset)?.load(Relaxed))
    }

    #[inline(always)]
    pub(crate) fn u64(self, offset: usize) -> Result<u64, Stop> {
        Ok(self.cell64(offset)?.load(Relaxed))
    }

    #[inline(always)]
    pub(crate) fn set_u8(self, offset: usize, value: u8) -> Result<(), Stop> {
        self.cell8(offset)?.store(value, Relaxed);
        Ok(())
    }

    #[inline(always)]
    pub(crate) fn set_u32(self, offset: usize, value: u32) -> Result<(), Stop> {
        self.cell32(offset)?.store(value, Relaxed);
        Ok(())
    }

    #[inline(always)]
    pub(crate) fn set_u64(self, offset: usize, value: u64) -> Result<(), Stop> {
        self.cell64(offset)?.store(value, Relaxed);
        Ok(())
    }

    /// Sets `count` bytes from a place, which is a multiple of 4 if there are as many, to zero.
    #[inline(always)]
    pub(crate) fn clear(self, offset: usize, count: usize) -> Result<(), Stop> {
        if offset.saturating_add(count) > self.bytes.min(u32::MAX as usize) || (offset & 3 != 0 && count >= 4)
        {
            return Err(outside(offset, count, self.bytes));
        }
        let (mut at, end) = (offset as u32, (offset + count) as u32);
        while at + 4 <= end {
            // SAFETY: the word is in the block, and at a multiple of 4 as the first is.
            unsafe { self.put_u32(at, 0) };
            at += 4;
        }
        while at < end {
            // SAFETY: the byte is in the block.
            unsafe { self.put_u8(at, 0) };
            at += 1;
        }
        Ok(())
    }

    /// Loads a byte.
    ///
    /// # Safety
    /// As [`put_u8`](Self::put_u8).
    #[inline(always)]
    pub(crate) unsafe fn get_u8(self, offset: u32) -> u8 {
        // SAFETY: by the contract of this function.
        unsafe { self.cell8_at(offset) }.load(Relaxed)
    }

    /// Loads a word.
    ///
    /// # Safety
    /// As [`put_u32`](Self::put_u32).
    #[inline(always)]
    pub(crate) unsafe fn get_u32(self, offset: u32) -> u32 {
        // SAFETY: by the contract of this function.
        unsafe { self.cell32_at(offset) }.load(Relaxed)
    }

    /// Loads a doubleword.
    ///
    /// # Safety
    /// As [`put_u64`](Self::put_u64).
    #[inline(always)]
    pub(crate) unsafe fn get_u64(self, offset: u32) -> u64 {
        // SAFETY: by the contract of this function.
        unsafe { self.cell64_at(offset) }.load(Relaxed)
    }

    /// Stores a byte.
    ///
    /// # Safety
    /// The byte at `offset` is inside the block.
    #[inline(always)]
    pub(crate) unsafe fn put_u8(self, offset: u32, value: u8) {
        // SAFETY: by the contract of this function.
        unsafe { self.cell8_at(offset) }.store(value, Relaxed);
    }

    /// Stores a word.
    ///
    /// # Safety
    /// The four bytes at `offset` are inside the block, and the offset is a multiple of 4.
    #[inline(always)]
    pub(crate) unsafe fn put_u32(self, offset: u32, value: u32) {
        // SAFETY: by the contract of this function.
        unsafe { self.cell32_at(offset) }.store(value, Relaxed);
    }

    /// Stores a doubleword.
    ///
    /// # Safety
    /// The eight bytes at `offset` are inside the block, and the offset is a multiple of 8.
    #[inline(always)]
    pub(crate) unsafe fn put_u64(self, offset: u32, value: u64) {
        // SAFETY: by the contract of this function.
        unsafe { self.cell64_at(offset) }.store(value, Relaxed);
    }

    /// Sets bits of a word.
    ///
    /// # Safety
    /// As [`put_u32`](Self::put_u32).
    #[inline(always)]
    pub(crate) unsafe fn add_bit(self, offset: u32, bit: u32) {
        // SAFETY: by the contract of this function.
        let cell = unsafe { self.cell32_at(offset) };
        cell.store(cell.load(Relaxed) | bit, Relaxed);
    }

    /// # Safety
    /// As [`put_u8`](Self::put_u8).
    #[inline(always)]
    unsafe fn cell8_at(self, offset: u32) -> &'a AtomicU8 {
        debug_assert!(self.place::<1>(offset as usize).is_ok());
        // SAFETY: by the contract of this function.
        let place = unsafe { self.base.add(offset as usize) };
        // SAFETY: the byte is inside the region, which outlives 'a and is reached only through atomics.
        unsafe { AtomicU8::from_ptr(place.as_ptr()) }
    }

    /// # Safety
    /// As [`put_u64`](Self::put_u64).
    #[inline(always)]
    unsafe fn cell64_at(self, offset: u32) -> &'a AtomicU64 {
        debug_assert!(self.place::<8>(offset as usize).is_ok());
        // SAFETY: by the contract of this function.
        let place = unsafe { self.base.add(offset as usize) };
        // SAFETY: the aligned bytes are inside the region, which outlives 'a and is reached only through atomics.
        unsafe { AtomicU64::from_ptr(place.cast().as_ptr()) }
    }

    /// # Safety
    /// As [`put_u32`](Self::put_u32).
    #[inline(always)]
    unsafe fn cell32_at(self, offset: u32) -> &'a AtomicU32 {
        debug_assert!(self.place::<4>(offset as usize).is_ok());
        // SAFETY: by the contract of this function.
        let place = unsafe { self.base.add(offset as usize) };
        // SAFETY: the aligned bytes are inside the region, which outlives 'a and is reached only through atomics.
        unsafe { AtomicU32::from_ptr(place.cast().as_ptr()) }
    }

    /// All whole words of 8 bytes.
    #[inline(always)]
    pub(crate) const fn all_words(self) -> &'a [AtomicU64] {
        // SAFETY: the aligned words are inside the region, which outlives 'a and is reached only through atomics.
        unsafe { std::slice::from_raw_parts(self.base.cast().as_ptr(), self.bytes / 8) }
    }

    /// The first `count` words of 8 bytes.
    #[inline(always)]
    pub(crate) fn words(self, count: usize) -> Result<&'a [AtomicU64], Stop> {
        if count > self.bytes / 8 {
            return Err(outside(0, count.saturating_mul(8), self.bytes));
        }
        // SAFETY: the aligned words are inside the region, which outlives 'a and is reached only through atomics.
        Ok(unsafe { std::slice::from_raw_parts(self.base.cast().as_ptr(), count) })
    }
}

#[cold]
#[inline(never)]
fn outside(offset: usize, bytes: usize, limit: usize) -> Stop {
    Box::new(ArenaError::OutOfBounds { start: offset as u64, bytes: bytes as u64, limit: limit as u64 })
}
