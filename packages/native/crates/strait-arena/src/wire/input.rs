//! Wire bytes, read eight at a time.

use std::marker::PhantomData;

use super::reader::Reader;

/// Bytes in `end`, and zeros after them.
const END: usize = 32;

/// Most bytes from where a field begins to where a word may be read: beyond a tag, even of 10 bytes, and 8 of a varint.
const NEAR: usize = END - 8;

/// The high bits of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Ones for as many bytes, of two words.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a panic is an error")]
static MASKS: [[u64; 2]; 17] = {
    let mut masks = [[0; 2]; 17];
    let mut count = 0;
    while count < 16 {
        masks[count + 1] = masks[count];
        masks[count + 1][count / 8] |= 0xFF << (8 * (count % 8));
        count += 1;
    }
    masks
};

/// The last bytes of a message, and zeros after them.
pub(super) type End = [u8; 2 * END];

/// All bytes of a message. A word of eight bytes begins anywhere in them, even at the end.
///
/// Invariant: `end_start` is the length of `bytes` less that of the content of `end`, which is `END` bytes or all.
#[derive(Clone, Copy)]
pub(super) struct Input<'b> {
    bytes: &'b [u8],
    end: &'b End,
    /// Where in `bytes` the content of `end` begins.
    end_start: usize,
    /// Where `bytes` would begin for their end to be in `end`.
    end_base: *const u8,
}

/// Where what is none ends: beyond every limit.
pub(super) const NOWHERE: usize = usize::MAX;

impl<'b> Input<'b> {
    /// The last bytes of `bytes` as [`new`](Self::new) needs them.
    pub(super) fn end_of(bytes: &[u8]) -> End {
        let mut end = [0; 2 * END];
        match (bytes.last_chunk::<END>(), end.first_chunk_mut::<END>()) {
            (Some(last), Some(start)) => *start = *last,
            _ => {
                if let Some(start) = end.get_mut(..bytes.len()) {
                    start.copy_from_slice(bytes);
                }
            }
        }
        end
    }

    pub(super) fn new(bytes: &'b [u8], end: &'b End) -> Self {
        let end_start = bytes.len().saturating_sub(END);
        Self { bytes, end, end_start, end_base: end.as_ptr().wrapping_sub(end_start) }
    }

    /// Eight bytes from `at`, the first lowest; beyond the end, zeros.
    #[inline(always)]
    pub(super) fn word(&self, at: usize) -> u64 {
        // Not by `get` of a range, which checks the start as well.
        if at < self.end_start {
            let place = self.bytes.as_ptr().wrapping_add(at).cast::<[u8; 8]>();
            // SAFETY: `end_start` is the length less 32 if that is above 0, so the 8 bytes from `at` are inside `bytes`.
            return u64::from_le_bytes(unsafe { place.read() });
        }
        self.last_word(at)
    }

    /// The `count` bytes from `at`, 1 to 16, as two words, and zeros after them. There are as many.
    #[inline(always)]
    pub(super) fn pair(&self, at: usize, count: usize) -> [u64; 2] {
        let near = self.near(at);
        let [first, last] = MASKS.get(count).copied().unwrap_or_default();
        // SAFETY: the bytes begin before the end of the input.
        let (low, high) = (unsafe { near.word(0) }, unsafe { near.word(8) });
        [low & first, high & last]
    }

    #[inline]
    fn last_word(&self, at: usize) -> u64 {
        let rest = self.end.get(at - self.end_start..).unwrap_or_default();
        rest.first_chunk().map_or(0, |word| u64::from_le_bytes(*word))
    }

    /// What is read of a field that begins at `at`, which is before the end.
    #[inline(always)]
    pub(super) fn near(&self, at: usize) -> Near<'b> {
        debug_assert!(at <= self.bytes.len());
        let base = if at < self.end_start { self.bytes.as_ptr() } else { self.end_base };
        Near { place: base.wrapping_add(at), bytes: PhantomData }
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
        long_varint(self.word(at), self.word(at + 8), at)
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

/// The bytes of a field, wherever near its beginning.
///
/// Invariant: there are `END` bytes from `place` that live for `'b`.
#[derive(Clone, Copy)]
pub(super) struct Near<'b> {
    place: *const u8,
    bytes: PhantomData<&'b [u8]>,
}

impl Near<'_> {
    /// Eight bytes from a number of bytes after the beginning of the field, the first lowest; beyond the end, zeros.
    ///
    /// # Safety
    /// The number is at most `NEAR`, and the field began at most where the input ends.
    #[inline(always)]
    pub(super) unsafe fn word(self, offset: usize) -> u64 {
        debug_assert!(offset <= NEAR);
        let place = self.place.wrapping_add(offset).cast::<[u8; 8]>();
        // SAFETY: a field begins before `end_start`, from where there are `END` bytes, or at most `END` bytes from the
        // beginning of `end`, which has twice as many; so the 8 bytes are inside one or the other.
        u64::from_le_bytes(unsafe { place.read() })
    }

    /// The varint that begins `offset` bytes after the beginning of the field, which is at `at`, and where it ends; nowhere
    /// when it is malformed. Its first three bytes are the lowest of `word`.
    ///
    /// A length that is guessed right costs nothing: the next field is read before this one has ended. Where the length is
    /// computed instead, as here from four bytes on, each field waits for the one before.
    ///
    /// # Safety
    /// As [`word`](Self::word), for `offset` and for what is 8 more.
    #[inline(always)]
    pub(super) unsafe fn varint(self, word: u64, offset: usize, at: usize) -> (u64, usize) {
        if word & 0x80 == 0 {
            return (word & 0x7F, at + 1);
        }
        if word & 0x8000 == 0 {
            return (word & 0x7F | word >> 1 & 0x3F80, at + 2);
        }
        if word & 0x80_0000 == 0 {
            return (word & 0x7F | word >> 1 & 0x3F80 | word >> 2 & 0x1F_C000, at + 3);
        }
        // SAFETY: by the contract of this function.
        let word = unsafe { self.word(offset) };
        let ends = !word & HIGH;
        if ends != 0 {
            return (up_to(word, ends), at + ends.trailing_zeros() as usize / 8 + 1);
        }
        // SAFETY: the same.
        long_varint(word, unsafe { self.word(offset + 8) }, at)
    }
}

/// The varint that begins with `word` and goes on with `next`.
#[inline(never)]
fn long_varint(word: u64, next: u64, at: usize) -> (u64, usize) {
    let ends = !word & HIGH;
    if ends != 0 {
        return (up_to(word, ends), at + ends.trailing_zeros() as usize / 8 + 1);
    }
    let low = squeeze(word);
    match next.to_le_bytes() {
        [ninth, ..] if ninth < 0x80 => (low | u64::from(ninth) << 56, at + 9),
        [ninth, tenth @ 0..=1, ..] => (low | u64::from(ninth & 0x7F) << 56 | u64::from(tenth) << 63, at + 10),
        _ => (0, NOWHERE),
    }
}

/// The number in a word up to the first of the bytes whose highest bits are `ends`.
#[inline(always)]
const fn up_to(word: u64, ends: u64) -> u64 {
    squeeze(word & (ends ^ (ends - 1)))
}

/// The low seven bits of eight bytes, side by side.
#[inline(always)]
const fn squeeze(word: u64) -> u64 {
    let word = word & 0x7F7F_7F7F_7F7F_7F7F;
    let word = word & 0x007F_007F_007F_007F | (word & 0x7F00_7F00_7F00_7F00) >> 1;
    let word = word & 0x0000_3FFF_0000_3FFF | (word & 0x3FFF_0000_3FFF_0000) >> 2;
    word & 0x0FFF_FFFF | (word & 0x0FFF_FFFF_0000_0000) >> 4
}
