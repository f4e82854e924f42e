//! Wire bytes, written from the last to the first: the length of a sub-message is known when it is needed.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::ArenaError;
use crate::memory::Stop;

/// Room for any tag with any number, so that one check is enough for both.
const ROOM: usize = 16;

/// A buffer that is kept for the next message is no larger than this.
const MOST_KEPT: usize = 1 << 20;

/// Writes into the end of a buffer, which grows at its start.
pub(super) struct BackwardWriter {
    buffer: Vec<u8>,
    /// Where what was written begins; never more than the buffer has.
    start: usize,
    limit: u64,
}

impl BackwardWriter {
    pub(super) const fn new(buffer: Vec<u8>, limit: u64) -> Self {
        let start = buffer.len();
        Self { buffer, start, limit }
    }

    /// Bytes written so far.
    #[inline(always)]
    pub(super) const fn written(&self) -> usize {
        self.buffer.len() - self.start
    }

    /// A copy of what was written. Errors: `OutOfMemory`, also when it is more than the limit.
    pub(super) fn copy(&self) -> Result<Vec<u8>, Stop> {
        let written = self.buffer.get(self.start..).unwrap_or_default();
        let mut bytes = Vec::new();
        if written.len() as u64 > self.limit || bytes.try_reserve_exact(written.len()).is_err() {
            return Err(refused(written.len()));
        }
        bytes.extend_from_slice(written);
        Ok(bytes)
    }

    /// The buffer, for the next message, unless it is too large to be kept.
    pub(super) fn into_buffer(self) -> Vec<u8> {
        if self.buffer.len() > MOST_KEPT { Vec::new() } else { self.buffer }
    }

    /// Makes sure that `count` more bytes can be written.
    #[inline(always)]
    fn reserve(&mut self, count: usize) -> Result<(), Stop> {
        if self.start < count { self.grow(count) } else { Ok(()) }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, count: usize) -> Result<(), Stop> {
        let (old, written) = (self.buffer.len(), self.written());
        if (written + count) as u64 > self.limit.saturating_add(ROOM as u64) {
            return Err(refused(written + count));
        }
        let more = count.max(old).max(256);
        self.buffer.try_reserve_exact(more).map_err(|_| refused(more))?;
        self.buffer.resize(old + more, 0);
        self.buffer.copy_within(self.start..old, self.start + more);
        self.start += more;
        Ok(())
    }

    /// Puts the `count` lowest bytes of a word, 1 to 8 of them, before what was written, and anything before them.
    /// Only after [`reserve`](Self::reserve) of 8 bytes.
    #[inline(always)]
    fn put(&mut self, word: u64, count: usize) {
        debug_assert!((1..=8).contains(&count) && self.start >= 8 && self.start <= self.buffer.len());
        let word = word << (64 - 8 * count as u32);
        let place = self.buffer.as_mut_ptr().wrapping_add(self.start - 8).cast::<[u8; 8]>();
        // SAFETY: `start` is at most the length of the buffer, and at least 8: `reserve` has seen to that.
        unsafe { place.write(word.to_le_bytes()) };
        self.start -= count;
    }

    /// A varint and the tag before it, of which the bytes are the lowest of `tag`; none when there are 0.
    #[inline(always)]
    pub(super) fn varint(&mut self, value: u64, tag: u64, tag_bytes: u8) -> Result<(), Stop> {
        self.reserve(ROOM)?;
        let (encoded, bytes) = if value < 0x80 {
            (value, 1)
        } else if value < 0x4000 {
            (value & 0x7F | 0x80 | (value & 0x3F80) << 1, 2)
        } else {
            return self.long_varint(value, tag, tag_bytes);
        };
        self.put(encoded << (8 * tag_bytes) | tag, bytes + usize::from(tag_bytes));
        Ok(())
    }

    #[inline(never)]
    fn long_varint(&mut self, value: u64, tag: u64, tag_bytes: u8) -> Result<(), Stop> {
        // As many bytes as a number of bits needs, without a division: exact for 1 to 64.
        let bytes = ((64 - value.leading_zeros() as usize) * 9 + 64) / 64;
        let spread = spread(value);
        if bytes + usize::from(tag_bytes) <= 8 {
            let encoded = spread | 0x0080_8080_8080_8080 & !(u64::MAX << (8 * (bytes - 1)));
            self.put(encoded << (8 * tag_bytes) | tag, bytes + usize::from(tag_bytes));
            return Ok(());
        }
        match bytes {
            10 => self.put(value >> 56 & 0x7F | 0x80 | value >> 63 << 8, 2),
            9 => self.put(value >> 56, 1),
            _ => {}
        }
        let more = 0x8080_8080_8080_8080;
        self.reserve(ROOM)?;
        match bytes {
            9 | 10 => self.put(spread | more, 8),
            _ => self.put(spread | more & !(u64::MAX << (8 * (bytes - 1))), bytes),
        }
        self.tag(tag, tag_bytes)
    }

    /// A tag; none when it has 0 bytes.
    #[inline(always)]
    fn tag(&mut self, tag: u64, bytes: u8) -> Result<(), Stop> {
        if bytes != 0 {
            self.reserve(ROOM)?;
            self.put(tag, bytes.into());
        }
        Ok(())
    }

    /// Four bytes and the tag before them.
    #[inline(always)]
    pub(super) fn fixed32(&mut self, value: u32, tag: u64, tag_bytes: u8) -> Result<(), Stop> {
        self.reserve(ROOM)?;
        self.put(value.into(), 4);
        self.tag(tag, tag_bytes)
    }

    /// Eight bytes and the tag before them.
    #[inline(always)]
    pub(super) fn fixed64(&mut self, value: u64, tag: u64, tag_bytes: u8) -> Result<(), Stop> {
        self.reserve(ROOM)?;
        self.put(value, 8);
        self.tag(tag, tag_bytes)
    }

    /// Length and tag for what was written since `mark` bytes were.
    #[inline(always)]
    pub(super) fn delimit(&mut self, mark: usize, tag: u64, tag_bytes: u8) -> Result<(), Stop> {
        self.varint((self.written() - mark) as u64, tag, tag_bytes)
    }

    /// The first `count` bytes of shared words; there are enough of them.
    #[inline]
    pub(super) fn content(&mut self, words: &[AtomicU64], count: usize) -> Result<(), Stop> {
        self.reserve(count.saturating_add(ROOM))?;
        let (whole, rest) = (words.get(..count / 8).unwrap_or_default(), count % 8);
        if let (Some(last), 1..) = (words.get(count / 8), rest) {
            self.put(last.load(Relaxed), rest);
        }
        let start = self.start - whole.len() * 8;
        let place = self.buffer.get_mut(start..self.start).unwrap_or_default();
        for (chunk, word) in place.as_chunks_mut::<8>().0.iter_mut().zip(whole) {
            *chunk = word.load(Relaxed).to_le_bytes();
        }
        self.start = start;
        Ok(())
    }
}

/// The seven-bit groups of the 56 lowest bits, one in each byte.
#[inline(always)]
const fn spread(value: u64) -> u64 {
    let word = value & 0x0FFF_FFFF | (value & 0x00FF_FFFF_F000_0000) << 4;
    let word = word & 0x0000_3FFF_0000_3FFF | (word & 0x0FFF_C000_0FFF_C000) << 2;
    word & 0x007F_007F_007F_007F | (word & 0x3F80_3F80_3F80_3F80) << 1
}

#[cold]
fn refused(amount: usize) -> Stop {
    Box::new(ArenaError::OutOfMemory { what: "bytes of an encoded message", amount: amount as u64 })
}
