//! Wire bytes, written from the first to the last, into room that was made before.

use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::writer::spread;
use crate::memory::read_bytes;

/// Room that a field needs besides the content of a string: a tag of 5 bytes, a varint of 10, and what a store of 8 bytes
/// may write too much, or 16 bytes of content.
pub(super) const ROOM: usize = 32;

/// The bit of every byte of a varint but the last.
const MORE: u64 = 0x8080_8080_8080_8080;

/// Writes into uninitialised bytes, each method from where the one before has ended: it is told where that is, and returns
/// where it ends itself. What is before that is initialised then, if it was before where it began.
pub(super) struct ForwardWriter<'v> {
    room: &'v mut [MaybeUninit<u8>],
    /// Where a field may begin at most.
    last: usize,
}

impl<'v> ForwardWriter<'v> {
    /// None when there is not even room for one field.
    pub(super) fn new(room: &'v mut [MaybeUninit<u8>]) -> Option<Self> {
        let last = room.len().checked_sub(ROOM)?;
        Some(Self { room, last })
    }

    /// Whether there is room at `at` for a field with a content of this length.
    #[inline(always)]
    pub(super) const fn has_room(&self, at: usize, length: usize) -> bool {
        at <= self.last && length <= self.last - at
    }

    /// Puts the `count` lowest bytes of a word, and anything after them.
    ///
    /// # Safety
    /// There is room for 8 bytes at `at`.
    #[inline(always)]
    unsafe fn put(&mut self, at: usize, word: u64, count: usize) -> usize {
        debug_assert!(count <= 8 && at + 8 <= self.room.len());
        let place = self.room.as_mut_ptr().wrapping_add(at).cast::<[u8; 8]>();
        // SAFETY: by the contract of this function.
        unsafe { place.write(word.to_le_bytes()) };
        at + count
    }

    /// A tag, of which the bytes are the lowest of `tag`, and a varint.
    ///
    /// # Safety
    /// There is room for a field at `at`, and the tag has at most 5 bytes.
    #[inline(always)]
    pub(super) unsafe fn varint(&mut self, at: usize, value: u64, tag: u64, tag_bytes: u8) -> usize {
        let (encoded, bytes) = if value < 0x80 {
            (value, 1)
        } else if value < 0x4000 {
            (value & 0x7F | 0x80 | (value & 0x3F80) << 1, 2)
        } else {
            // SAFETY: by the contract of this function.
            return unsafe { self.long_varint(at, value, tag, tag_bytes) };
        };
        // SAFETY: there is room for more.
        unsafe { self.put(at, encoded << (8 * tag_bytes) | tag, bytes + usize::from(tag_bytes)) }
    }

    /// # Safety
    /// As [`varint`](Self::varint).
    #[inline(always)]
    unsafe fn long_varint(&mut self, at: usize, value: u64, tag: u64, tag_bytes: u8) -> usize {
        if value < 1 << 28 && tag_bytes <= 4 {
            let spread = value & 0x3FFF | (value & 0x0FFF_C000) << 2;
            let spread = spread & 0x007F_007F | (spread & 0x3F80_3F80) << 1;
            let (more, bytes) = if value < 1 << 21 { (0x8080, 3) } else { (0x80_8080, 4) };
            let word = (spread | more) << (8 * tag_bytes) | tag;
            // SAFETY: there is room for more.
            return unsafe { self.put(at, word, bytes + usize::from(tag_bytes)) };
        }
        // SAFETY: there is room for more.
        let at = unsafe { self.put(at, tag, tag_bytes.into()) };
        // As many bytes as a number of bits needs, without a division: exact for 1 to 64.
        let bytes = ((64 - value.leading_zeros() as usize) * 9 + 64) / 64;
        if bytes <= 8 {
            let encoded = spread(value) | MORE & !(u64::MAX << (8 * (bytes - 1)));
            // SAFETY: there is room for a tag and 8 bytes more.
            return unsafe { self.put(at, encoded, bytes) };
        }
        // SAFETY: the same.
        let at = unsafe { self.put(at, spread(value) | MORE, 8) };
        let last = match bytes {
            9 => value >> 56,
            _ => value >> 56 & 0x7F | 0x80 | value >> 63 << 8,
        };
        // SAFETY: there is room for a tag and 16 bytes more.
        unsafe { self.put(at, last, bytes - 8) }
    }

    /// A tag and a number of 4 or 8 bytes.
    ///
    /// # Safety
    /// As [`varint`](Self::varint).
    #[inline(always)]
    pub(super) unsafe fn fixed(
        &mut self,
        at: usize,
        value: u64,
        bytes: usize,
        tag: u64,
        tag_bytes: u8,
    ) -> usize {
        // SAFETY: there is room for more.
        let at = unsafe { self.put(at, tag, tag_bytes.into()) };
        // SAFETY: there is room for a tag and 8 bytes more.
        unsafe { self.put(at, value, bytes) }
    }

    /// The first `count` bytes of shared words.
    ///
    /// # Safety
    /// There is room for them, and for 16, and there are just enough words.
    #[inline(always)]
    pub(super) unsafe fn content(&mut self, at: usize, words: &[AtomicU64], count: usize) -> usize {
        if let (Some(place), true) = (self.room.get_mut(at..at + count), count >= 16) {
            read_bytes(words, place);
            return at + count;
        }
        for (word, place) in words.iter().take(2).zip([at, at + 8]) {
            // SAFETY: by the contract of this function.
            unsafe { self.put(place, word.load(Relaxed), 8) };
        }
        at + count
    }
}
