//! Access to many words at once. The compiler keeps relaxed accesses apart, but a processor can do several in one
//! instruction; where this file knows how, it does, and elsewhere it accesses one word after the other.
//!
//! Why the instructions are sound: to the compiler each is a number of relaxed accesses to the bytes at its operand, in
//! any order, and all that a processor may do with the operand is one of their outcomes. A torn word is no worse than any
//! other wrong value that JavaScript could have written there.

use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

/// Sets words to zero.
#[inline]
pub(crate) fn clear(words: &[AtomicU64]) {
    let (groups, rest) = words.as_chunks();
    for group in groups {
        clear_eight(group);
    }
    let (pairs, rest) = rest.as_chunks();
    for pair in pairs {
        store_pair(pair, [0.0, 0.0]);
    }
    for word in rest {
        word.store(0, Relaxed);
    }
}

/// Sets an even number of words to zero.
#[inline(always)]
pub(crate) fn clear_pairs(words: &[AtomicU64]) {
    let mut rest = words;
    while let Some((group, after)) = rest.split_first_chunk() {
        clear_eight(group);
        rest = after;
    }
    if let Some((two, after)) = rest.split_first_chunk::<4>() {
        for pair in two.as_chunks().0 {
            store_pair(pair, [0.0, 0.0]);
        }
        rest = after;
    }
    if let Some(pair) = rest.first_chunk() {
        store_pair(pair, [0.0, 0.0]);
    }
}

/// Copies as many bytes as `target` has, at least 16, from the start of words, of which there are enough.
#[inline(always)]
pub(crate) fn read_bytes(words: &[AtomicU64], target: &mut [MaybeUninit<u8>]) {
    let count = target.len();
    // Four at a time, so that what is counted is less than what is copied.
    let (many, _) = target.as_chunks_mut::<64>();
    for (places, words) in many.iter_mut().zip(words.as_chunks::<8>().0) {
        copy_pairs(words, places);
    }
    let done = many.len() * 64;
    if let (Some(words), Some(places)) = (words.get(done / 8..), target.get_mut(done..)) {
        copy_pairs(words, places);
    }
    // The last 16 bytes, of which some may be there already.
    if let (Some(place), true) = (target.last_chunk_mut(), count <= words.len() * 8) {
        // SAFETY: the 16 bytes are in the words, as `count` is at least 16 here and at most what the words have.
        *place = unsafe { load_bytes_at(words, count - 16) }.map(MaybeUninit::new);
    }
}

/// Copies 16 bytes at a time, as far as there are as many.
#[inline(always)]
fn copy_pairs(words: &[AtomicU64], target: &mut [MaybeUninit<u8>]) {
    for (place, pair) in target.as_chunks_mut().0.iter_mut().zip(words.as_chunks().0) {
        *place = load_bytes(pair).map(MaybeUninit::new);
    }
}

/// Copies bytes that another thread may write to: every byte of `target`, or as many as there are of `cells`.
///
/// ```
/// use std::mem::MaybeUninit;
/// use std::sync::atomic::AtomicU8;
///
/// let cells = [3, 1, 4].map(AtomicU8::new);
/// let mut copy = [MaybeUninit::uninit(); 3];
/// strait_arena::copy_shared(&cells, &mut copy);
/// // SAFETY: there are as many cells.
/// assert_eq!(copy.map(|byte| unsafe { byte.assume_init() }), [3, 1, 4]);
/// ```
pub fn copy_shared(cells: &[AtomicU8], target: &mut [MaybeUninit<u8>]) {
    let copy_each = |cells: &[AtomicU8], target: &mut [MaybeUninit<u8>]| {
        for (place, cell) in target.iter_mut().zip(cells) {
            place.write(cell.load(Relaxed));
        }
    };
    let count = cells.len().min(target.len());
    let (cells, _) = cells.split_at(count);
    // SAFETY: eight aligned atomics of a byte are as good as one of eight bytes, and every pattern is valid in both.
    let (before, words, after) = unsafe { cells.align_to::<AtomicU64>() };
    if words.len() < 2 {
        return copy_each(cells, target);
    }
    let (start, rest) = target.split_at_mut(before.len());
    let (middle, end) = rest.split_at_mut(8 * words.len());
    copy_each(before, start);
    read_bytes(words, middle);
    copy_each(after, end);
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86_64::{clear_eight, load_pair, store_pair};
/// Copies at least 16 bytes to the start of words, of which there are enough. Returns whether all are ASCII.
#[inline(always)]
pub(crate) fn write_bytes(source: &[u8], words: &[AtomicU64]) -> bool {
    let mut union = [0.0; 2];
    for (bytes, pair) in source.as_chunks::<16>().0.iter().zip(words.as_chunks().0) {
        let values = pair_of(bytes);
        union = union_of(union, values);
        store_pair(pair, values);
    }
    // The last 16 bytes, of which some may be there already.
    if let (Some(bytes), true) = (source.last_chunk::<16>(), source.len() <= words.len() * 8) {
        let values = pair_of(bytes);
        union = union_of(union, values);
        // SAFETY: the 16 bytes are in the words, as there are at least 16 and at most what the words have.
        unsafe { store_pair_at(words, source.len() - 16, values) };
    }
    is_ascii(union)
}

/// 16 bytes as two doubles.
#[inline(always)]
fn pair_of(bytes: &[u8; 16]) -> [f64; 2] {
    // SAFETY: both are 16 bytes without padding, and a double may have any bits.
    unsafe { std::mem::transmute(*bytes) }
}

#[cfg(target_arch = "x86_64")]
use x86_64::{is_ascii, store_pair_at, union_of};
#[cfg(target_arch = "x86_64")]
use x86_64::{load_bytes, load_bytes_at};

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use std::arch::asm;
    use std::arch::x86_64::{__m128d, __m128i, _mm_movemask_epi8, _mm_or_pd};
    use std::mem::transmute;
    use std::sync::atomic::AtomicU64;

    /// Reads two doubles.
    #[inline]
    pub(crate) fn load_pair(pair: &[AtomicU64; 2]) -> [f64; 2] {
        let values: __m128d;
        // SAFETY: 16 bytes can be read through the reference; see the head of this file.
        unsafe {
            asm!(
                "movups {values}, xmmword ptr [{pair}]",
                pair = in(reg) pair,
                values = out(xmm_reg) values,
                options(nostack, preserves_flags, readonly),
            );
        }
        // SAFETY: a register of this type is two doubles.
        unsafe { transmute(values) }
    }

    /// Reads 16 bytes.
    #[inline(always)]
    pub(super) fn load_bytes(pair: &[AtomicU64; 2]) -> [u8; 16] {
        // SAFETY: both are 16 bytes without padding.
        unsafe { transmute(load_pair(pair)) }
    }

    /// Reads 16 bytes from a byte on.
    ///
    /// # Safety
    /// They are in the words.
    #[inline(always)]
    pub(super) unsafe fn load_bytes_at(words: &[AtomicU64], start: usize) -> [u8; 16] {
        let values: __m128d;
        // SAFETY: the bytes are in the words, by the contract of this function; see the head of this file.
        unsafe {
            asm!(
                "movups {values}, xmmword ptr [{words} + {start}]",
                words = in(reg) words.as_ptr(),
                start = in(reg) start,
                values = out(xmm_reg) values,
                options(nostack, preserves_flags, readonly),
            );
        }
        // SAFETY: both are 16 bytes without padding.
        unsafe { transmute(values) }
    }

    /// Writes two doubles.
    #[inline]
    pub(crate) fn store_pair(pair: &[AtomicU64; 2], values: [f64; 2]) {
        // SAFETY: a register of this type is two doubles.
        let values: __m128d = unsafe { transmute(values) };
        // SAFETY: 16 bytes of atomics can be written through the reference; see the head of this file.
        unsafe {
            asm!(
                "movups xmmword ptr [{pair}], {values}",
                pair = in(reg) pair,
                values = in(xmm_reg) values,
                options(nostack, preserves_flags),
            );
        }
    }

    /// Writes two doubles from a byte on.
    ///
    /// # Safety
    /// The 16 bytes there are in the words.
    #[inline(always)]
    pub(super) unsafe fn store_pair_at(words: &[AtomicU64], start: usize, values: [f64; 2]) {
        // SAFETY: a register of this type is two doubles.
        let values: __m128d = unsafe { transmute(values) };
        // SAFETY: the bytes are in the words, by the contract of this function; see the head of this file.
        unsafe {
            asm!(
                "movups xmmword ptr [{words} + {start}], {values}",
                words = in(reg) words.as_ptr(),
                start = in(reg) start,
                values = in(xmm_reg) values,
                options(nostack, preserves_flags),
            );
        }
    }

    /// All bits that are set in one or the other.
    #[inline(always)]
    pub(super) fn union_of(left: [f64; 2], right: [f64; 2]) -> [f64; 2] {
        // SAFETY: a register of this type is two doubles.
        let left: __m128d = unsafe { transmute(left) };
        // SAFETY: the same.
        let right: __m128d = unsafe { transmute(right) };
        // SAFETY: every processor of this kind has the instruction.
        let union = unsafe { _mm_or_pd(left, right) };
        // SAFETY: a register of this type is two doubles.
        unsafe { transmute(union) }
    }

    /// Whether the highest bit of no byte is set.
    #[inline(always)]
    pub(super) fn is_ascii(values: [f64; 2]) -> bool {
        // SAFETY: a register of this type is 16 bytes.
        let values: __m128i = unsafe { transmute(values) };
        // SAFETY: every processor of this kind has the instruction.
        unsafe { _mm_movemask_epi8(values) == 0 }
    }

    #[inline]
    pub(crate) fn clear_eight(words: &[AtomicU64; 8]) {
        // SAFETY: 64 bytes of atomics can be written through the reference; see the head of this file.
        unsafe {
            asm!(
                "xorps {zero}, {zero}",
                "movups xmmword ptr [{words}], {zero}",
                "movups xmmword ptr [{words} + 16], {zero}",
                "movups xmmword ptr [{words} + 32], {zero}",
                "movups xmmword ptr [{words} + 48], {zero}",
                words = in(reg) words,
                zero = out(xmm_reg) _,
                options(nostack, preserves_flags),
            );
        }
    }
}

#[cfg(not(target_arch = "x86_64"))]
pub(crate) use any::{clear_eight, load_pair, store_pair};
#[cfg(not(target_arch = "x86_64"))]
use any::{is_ascii, store_pair_at, union_of};
#[cfg(not(target_arch = "x86_64"))]
use any::{load_bytes, load_bytes_at};

#[cfg(any(test, not(target_arch = "x86_64")))]
#[cfg_attr(test, allow(dead_code, reason = "some of it is only used on other processors"))]
mod any {
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

    /// Reads two doubles.
    #[inline]
    pub(crate) fn load_pair(pair: &[AtomicU64; 2]) -> [f64; 2] {
        pair.each_ref().map(|word| f64::from_bits(word.load(Relaxed)))
    }

    /// Reads 16 bytes.
    #[inline(always)]
    pub(super) fn load_bytes([low, high]: &[AtomicU64; 2]) -> [u8; 16] {
        let words = u128::from(low.load(Relaxed)) | u128::from(high.load(Relaxed)) << 64;
        words.to_le_bytes()
    }

    /// Reads 16 bytes from a byte on.
    ///
    /// # Safety
    /// They are in the words; without them, this gives zeros.
    #[inline(always)]
    pub(super) unsafe fn load_bytes_at(words: &[AtomicU64], start: usize) -> [u8; 16] {
        let word = |index: usize| words.get(index).map_or(0, |word| word.load(Relaxed));
        let (first, bits) = (start / 8, start % 8 * 8);
        let low = u128::from(word(first)) | u128::from(word(first + 1)) << 64;
        let high = if bits == 0 { 0 } else { u128::from(word(first + 2)) << (128 - bits) };
        (low >> bits | high).to_le_bytes()
    }

    /// Writes two doubles.
    #[inline]
    pub(crate) fn store_pair(pair: &[AtomicU64; 2], values: [f64; 2]) {
        for (word, value) in pair.iter().zip(values) {
            word.store(value.to_bits(), Relaxed);
        }
    }

    /// Writes two doubles from a byte on.
    ///
    /// # Safety
    /// The 16 bytes there are in the words; without them, this writes less.
    #[inline(always)]
    pub(super) unsafe fn store_pair_at(words: &[AtomicU64], start: usize, values: [f64; 2]) {
        let (first, bits) = (start / 8, start % 8 * 8);
        let [low, high] = values.map(f64::to_bits);
        let value = u128::from(low) | u128::from(high) << 64;
        let parts = [value << bits, if bits == 0 { 0 } else { value >> (128 - bits) }];
        let masks = [u128::MAX << bits, if bits == 0 { 0 } else { u128::MAX >> (128 - bits) }];
        for index in 0..3 {
            let half =
                |parts: [u128; 2]| (parts.get(index / 2).copied().unwrap_or(0) >> (index % 2 * 64)) as u64;
            if let Some(word) = words.get(first + index) {
                word.store(word.load(Relaxed) & !half(masks) | half(parts), Relaxed);
            }
        }
    }

    /// All bits that are set in one or the other.
    #[inline(always)]
    pub(super) fn union_of(left: [f64; 2], right: [f64; 2]) -> [f64; 2] {
        let [[a, b], [c, d]] = [left, right].map(|pair| pair.map(f64::to_bits));
        [f64::from_bits(a | c), f64::from_bits(b | d)]
    }

    /// Whether the highest bit of no byte is set.
    #[inline(always)]
    pub(super) fn is_ascii(values: [f64; 2]) -> bool {
        values.iter().all(|value| value.to_bits() & 0x8080_8080_8080_8080 == 0)
    }

    #[inline]
    pub(crate) fn clear_eight(words: &[AtomicU64; 8]) {
        for word in words {
            word.store(0, Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::mem::MaybeUninit;
    use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

    use super::{any, copy_shared, load_bytes_at, read_bytes, store_pair_at, write_bytes};

    fn words(count: usize) -> Vec<AtomicU64> {
        (0..count as u64).map(|word| AtomicU64::new(word.wrapping_mul(0x9E37_79B9_7F4A_7C15))).collect()
    }

    fn values(words: &[AtomicU64]) -> Vec<u64> {
        words.iter().map(|word| word.load(Relaxed)).collect()
    }

    /// Oracle: the bytes that were written.
    #[test]
    fn bytes_are_read_as_they_were_written() {
        for count in 16..100 {
            for high in [count, 0, count / 2, count - 1] {
                let mut source: Vec<u8> = (0..count).map(|byte| byte as u8).collect();
                if let Some(byte) = source.get_mut(high) {
                    *byte |= 0x80;
                }
                let memory = words(count.div_ceil(8));
                assert_eq!(write_bytes(&source, &memory), high == count, "{count} bytes");
                let mut target = vec![MaybeUninit::new(0); count];
                read_bytes(&memory, &mut target);
                // SAFETY: all bytes were initialised by the line before the last.
                let target: Vec<u8> = target.iter().map(|byte| unsafe { byte.assume_init() }).collect();
                assert_eq!(target, source);
            }
        }
    }

    /// Oracle: the bytes, at every alignment and of every length; what is beyond them stays as it was.
    #[test]
    fn shared_bytes_are_copied_from_wherever_they_are() {
        let memory: Vec<AtomicU8> = (1..=120).map(AtomicU8::new).collect();
        for start in 0..16 {
            for count in 0..=100 {
                let mut target = vec![MaybeUninit::new(0); count + 1];
                copy_shared(memory.get(start..start + count).unwrap_or_default(), &mut target);
                // SAFETY: all bytes were initialised by the line before the last.
                let found: Vec<u8> = target.iter().map(|byte| unsafe { byte.assume_init() }).collect();
                let bytes = (start + 1..=start + count).map(|byte| byte as u8);
                assert_eq!(found, bytes.chain([0]).collect::<Vec<_>>(), "{count} bytes from {start}");
            }
        }
    }

    /// Oracle: what this processor does at once is what any does word by word.
    #[test]
    fn all_processors_do_the_same() {
        for start in 0..=24 {
            let (here, there) = (words(5), words(5));
            // SAFETY: from byte 24 there are 16.
            let read = unsafe { load_bytes_at(&here, start) };
            // SAFETY: as said above.
            assert_eq!(read, unsafe { any::load_bytes_at(&there, start) });
            let pair = [1.5, -0.25];
            // SAFETY: as said above.
            unsafe { store_pair_at(&here, start, pair) };
            // SAFETY: as said above.
            unsafe { any::store_pair_at(&there, start, pair) };
            assert_eq!(values(&here), values(&there), "from byte {start}");
        }
    }
}
