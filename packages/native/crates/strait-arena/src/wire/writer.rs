//! Wire bytes, written from the last to the first: the length of a sub-message is known when it is needed.

use std::mem::MaybeUninit;
use std::ptr::from_mut;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::ArenaError;
use crate::memory::{Stop, read_bytes};

/// Room for any tag with any number, so that one check is enough for both.
const ROOM: usize = 16;

/// A buffer that is kept for the next message is no larger than this.
const MOST_KEPT: usize = 1 << 20;

/// Writes into the end of a buffer, which grows at its start. Every method is told where in the buffer begins what was
/// written, writes before it, and returns where it begins then.
pub(super) struct BackwardWriter {
    buffer: Vec<u8>,
    limit: u64,
}

impl BackwardWriter {
    pub(super) const fn new(buffer: Vec<u8>, limit: u64) -> Self {
        Self { buffer, limit }
    }

    /// Where what was written begins before anything was.
    pub(super) const fn end(&self) -> usize {
        self.buffer.len()
    }

    /// Bytes written so far.
    #[inline(always)]
    pub(super) const fn written(&self, at: usize) -> usize {
        self.buffer.len() - at
    }

    /// A copy of what was written. Errors: `OutOfMemory`, also when it is more than the limit.
    pub(super) fn copy(&self, at: usize) -> Result<Vec<u8>, Stop> {
        let written = self.buffer.get(at..).unwrap_or_default();
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
    fn reserve(&mut self, at: usize, count: usize) -> Result<usize, Stop> {
        if at < count { self.grow(at, count) } else { Ok(at) }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, at: usize, count: usize) -> Result<usize, Stop> {
        let (old, written) = (self.buffer.len(), self.written(at));
        if (written + count) as u64 > self.limit.saturating_add(ROOM as u64) {
            return Err(refused(written + count));
        }
        let more = count.max(old).max(256);
        self.buffer.try_reserve_exact(more).map_err(|_| refused(more))?;
        self.buffer.resize(old + more, 0);
        self.buffer.copy_within(at..old, at + more);
        Ok(at + more)
    }

    /// Puts the `count` lowest bytes of a word, 1 to 8 of them, before what was written, and anything before them.
    /// Only after [`reserve`](Self::reserve) of 8 bytes.
    #[inline(always)]
    fn put(&mut self, at: usize, word: u64, count: usize) -> usize {
        debug_assert!((1..=8).contains(&count) && at >= 8 && at <= self.buffer.len());
        let word = word << (64 - 8 * count as u32);
        let place = self.buffer.as_mut_ptr().wrapping_add(at - 8).cast::<[u8; 8]>();
        // SAFETY: `at` is at most the length of the buffer, and at least 8: `reserve` has seen to that.
        unsafe { place.write(word.to_le_bytes()) };
        at - count
    }

    /// A varint and the tag before it, of which the bytes are the lowest of `tag`; none when there are 0.
    #[inline(always)]
    pub(super) fn varint(&mut self, at: usize, value: u64, tag: u64, tag_bytes: u8) -> Result<usize, Stop> {
        let at = self.reserve(at, ROOM)?;
        let (encoded, bytes) = if value < 0x80 {
            (value, 1)
        } else if value < 0x4000 {
            (value & 0x7F | 0x80 | (value & 0x3F80) << 1, 2)
        } else {
            return self.long_varint(at, value, tag, tag_bytes);
        };
        Ok(self.put(at, encoded << (8 * tag_bytes) | tag, bytes + usize::from(tag_bytes)))
    }

    #[inline(never)]
    fn long_varint(&mut self, at: usize, value: u64, tag: u64, tag_bytes: u8) -> Result<usize, Stop> {
        if value < 1 << 28 && tag_bytes <= 4 {
            let spread = value & 0x3FFF | (value & 0x0FFF_C000) << 2;
            let spread = spread & 0x007F_007F | (spread & 0x3F80_3F80) << 1;
            let (more, bytes) = if value < 1 << 21 { (0x8080, 3) } else { (0x80_8080, 4) };
            return Ok(self.put(
                at,
                (spread | more) << (8 * tag_bytes) | tag,
                bytes + usize::from(tag_bytes),
            ));
        }
        // As many bytes as a number of bits needs, without a division: exact for 1 to 64.
        let bytes = ((64 - value.leading_zeros() as usize) * 9 + 64) / 64;
        let spread = spread(value);
        if bytes + usize::from(tag_bytes) <= 8 {
            let encoded = spread | 0x0080_8080_8080_8080 & !(u64::MAX << (8 * (bytes - 1)));
            return Ok(self.put(at, encoded << (8 * tag_bytes) | tag, bytes + usize::from(tag_bytes)));
        }
        let at = match bytes {
            10 => self.put(at, value >> 56 & 0x7F | 0x80 | value >> 63 << 8, 2),
            9 => self.put(at, value >> 56, 1),
            _ => at,
        };
        let more = 0x8080_8080_8080_8080;
        let at = self.reserve(at, ROOM)?;
        let at = match bytes {
            9 | 10 => self.put(at, spread | more, 8),
            _ => self.put(at, spread | more & !(u64::MAX << (8 * (bytes - 1))), bytes),
        };
        self.tag(at, tag, tag_bytes)
    }

    /// A tag; none when it has 0 bytes.
    #[inline(always)]
    fn tag(&mut self, at: usize, tag: u64, bytes: u8) -> Result<usize, Stop> {
        if bytes == 0 {
            return Ok(at);
        }
        let at = self.reserve(at, ROOM)?;
        Ok(self.put(at, tag, bytes.into()))
    }

    /// Four bytes and the tag before them.
    #[inline(always)]
    pub(super) fn fixed32(&mut self, at: usize, value: u32, tag: u64, tag_bytes: u8) -> Result<usize, Stop> {
        let at = self.reserve(at, ROOM)?;
        let at = self.put(at, value.into(), 4);
        if tag_bytes == 0 { Ok(at) } else { Ok(self.put(at, tag, tag_bytes.into())) }
    }

    /// Eight bytes and the tag before them.
    #[inline(always)]
    pub(super) fn fixed64(&mut self, at: usize, value: u64, tag: u64, tag_bytes: u8) -> Result<usize, Stop> {
        let at = self.reserve(at, ROOM)?;
        let at = self.put(at, value, 8);
        if tag_bytes == 0 { Ok(at) } else { Ok(self.put(at, tag, tag_bytes.into())) }
    }

    /// Length and tag for what was written since `mark` bytes were.
    #[inline(always)]
    pub(super) fn delimit(&mut self, at: usize, mark: usize, tag: u64, tag_bytes: u8) -> Result<usize, Stop> {
        self.varint(at, (self.written(at) - mark) as u64, tag, tag_bytes)
    }

    /// The first `count` bytes of shared words; there are just enough of them.
    #[inline]
    pub(super) fn content(&mut self, at: usize, words: &[AtomicU64], count: usize) -> Result<usize, Stop> {
        let at = self.reserve(at, count.saturating_add(ROOM))?;
        if let (Some(place), true) = (self.buffer.get_mut(at - count..at), count >= 16) {
            // SAFETY: both have the same layout, and only initialised bytes are written.
            read_bytes(words, unsafe { &mut *(from_mut(place) as *mut [MaybeUninit<u8>]) });
            return Ok(at - count);
        }
        let (whole, rest) = (count / 8, count % 8);
        let at = match words.get(whole) {
            Some(last) if rest != 0 => self.put(at, last.load(Relaxed), rest),
            _ => at,
        };
        match words.first() {
            Some(first) if whole != 0 => Ok(self.put(at, first.load(Relaxed), 8)),
            _ => Ok(at),
        }
    }
}

/// The seven-bit groups of the 56 lowest bits, one in each byte.
#[inline(always)]
pub(super) const fn spread(value: u64) -> u64 {
    let word = value & 0x0FFF_FFFF | (value & 0x00FF_FFFF_F000_0000) << 4;
    let word = word & 0x0000_3FFF_0000_3FFF | (word & 0x0FFF_C000_0FFF_C000) << 2;
    word & 0x007F_007F_007F_007F | (word & 0x3F80_3F80_3F80_3F80) << 1
}

#[cold]
fn refused(amount: usize) -> Stop {
    Box::new(ArenaError::OutOfMemory { what: "bytes of an encoded message", amount: amount as u64 })
}
