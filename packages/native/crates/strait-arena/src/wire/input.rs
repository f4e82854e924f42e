//! Wire bytes, read eight at a time.

use super::reader::Reader;

/// Bytes in `end`, and zeros after them.
const END: usize = 8;

/// The last bytes of a message, and zeros after them.
pub(super) type End = [u8; 2 * END];

/// All bytes of a message. A word of eight bytes begins anywhere in them, even at the end.
#[derive(Clone, Copy)]
pub(super) struct Input<'b> {
    bytes: &'b [u8],
    end: &'b End,
    /// Where in `bytes` the content of `end` begins.
    end_start: usize,
}

/// Where what is none ends: beyond every limit.
pub(super) const NOWHERE: usize = usize::MAX;

impl<'b> Input<'b> {
    /// The last bytes of `bytes` as [`new`](Self::new) needs them.
    pub(super) fn end_of(bytes: &[u8]) -> End {
        let mut end = [0; 2 * END];
        match (bytes.last_chunk::<END>(), end.first_chunk_mut::<END>()) {
            (Some(last), Some(start)) => *start = *last,
            _ => end.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte),
        }
        end
    }

    pub(super) fn new(bytes: &'b [u8], end: &'b End) -> Self {
        Self { bytes, end, end_start: bytes.len().saturating_sub(END) }
    }

    /// Eight bytes from `at`, the first lowest; beyond the end, zeros.
    #[inline(always)]
    pub(super) fn word(&self, at: usize) -> u64 {
        // Not by `get` of a range, which checks the start as well.
        if at < self.end_start {
            let place = self.bytes.as_ptr().wrapping_add(at).cast::<[u8; 8]>();
            // SAFETY: `end_start` is the length less 8 if that is above 0, so the 8 bytes from `at` are inside `bytes`.
            return u64::from_le_bytes(unsafe { place.read() });
        }
        self.last_word(at)
    }

    #[inline]
    fn last_word(&self, at: usize) -> u64 {
        let rest = self.end.get(at - self.end_start..).unwrap_or_default();
        rest.first_chunk().map_or(0, |word| u64::from_le_bytes(*word))
    }

    /// The varint at `at`, and where it ends; nowhere when it is malformed or cut off by the end of the input.
    #[inline(always)]
    pub(super) fn varint(&self, at: usize) -> (u64, usize) {
        self.varint_in(self.word(at), at)
    }

    /// The varint at `at`, of which the first two bytes are the lowest of `word`.
    #[inline(always)]
    pub(super) fn varint_in(&self, word: u64, at: usize) -> (u64, usize) {
        if word & 0x80 == 0 {
            return (word & 0x7F, at + 1);
        }
        if word & 0x8000 == 0 {
            return (word & 0x7F | word >> 1 & 0x3F80, at + 2);
        }
        self.long_varint(at)
    }

    #[inline(never)]
    fn long_varint(&self, at: usize) -> (u64, usize) {
        let word = self.word(at);
        let ends = !word & 0x8080_8080_8080_8080;
        if ends != 0 {
            // All bits up to the first end.
            return (squeeze(word & (ends ^ (ends - 1))), at + ends.trailing_zeros() as usize / 8 + 1);
        }
        let low = squeeze(word);
        match self.word(at + 8).to_le_bytes() {
            [ninth, ..] if ninth < 0x80 => (low | u64::from(ninth) << 56, at + 9),
            [ninth, tenth @ 0..=1, ..] => {
                (low | u64::from(ninth & 0x7F) << 56 | u64::from(tenth) << 63, at + 10)
            }
            _ => (0, NOWHERE),
        }
    }

    /// The bytes from `start` to `end`; empty when there are not as many.
    #[inline(always)]
    pub(super) fn part(&self, start: usize, end: usize) -> &'b [u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// A reader of the bytes from `start` to `end`.
    pub(super) fn reader(&self, start: usize, end: usize) -> Reader<'b> {
        Reader::part(self.part(start, end), start as u64)
    }
}

/// The low seven bits of eight bytes, side by side.
#[inline(always)]
const fn squeeze(word: u64) -> u64 {
    let word = word & 0x7F7F_7F7F_7F7F_7F7F;
    let word = word & 0x007F_007F_007F_007F | (word & 0x7F00_7F00_7F00_7F00) >> 1;
    let word = word & 0x0000_3FFF_0000_3FFF | (word & 0x3FFF_0000_3FFF_0000) >> 2;
    word & 0x0FFF_FFFF | (word & 0x0FFF_FFFF_0000_0000) >> 4
}
