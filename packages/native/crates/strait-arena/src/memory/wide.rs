//! Access to many words at once. The compiler keeps relaxed accesses apart, but a processor can do several in one
//! instruction; where this file knows how, it does, and elsewhere it accesses one word after the other.
//!
//! Why the instructions are sound: to the compiler each is a number of relaxed accesses to the bytes at its operand, in
//! any order, and all that a processor may do with the operand is one of their outcomes. A torn word is no worse than any
//! other wrong value that JavaScript could have written there.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

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
    let (groups, rest) = words.as_chunks();
    for group in groups {
        clear_eight(group);
    }
    for pair in rest.as_chunks().0 {
        store_pair(pair, [0.0, 0.0]);
    }
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86_64::{clear_eight, load_pair, store_pair};

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use std::arch::asm;
    use std::arch::x86_64::__m128d;
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
mod any {
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

    /// Reads two doubles.
    #[inline]
    pub(crate) fn load_pair(pair: &[AtomicU64; 2]) -> [f64; 2] {
        pair.each_ref().map(|word| f64::from_bits(word.load(Relaxed)))
    }

    /// Writes two doubles.
    #[inline]
    pub(crate) fn store_pair(pair: &[AtomicU64; 2], values: [f64; 2]) {
        for (word, value) in pair.iter().zip(values) {
            word.store(value.to_bits(), Relaxed);
        }
    }

    #[inline]
    pub(crate) fn clear_eight(words: &[AtomicU64; 8]) {
        for word in words {
            word.store(0, Relaxed);
        }
    }
}
