//! Size classes of blocks: 16 to 128 bytes in steps of 16, then four to a doubling up to 32,768.

/// Bytes of a page.
pub(crate) const PAGE_BYTES: u32 = 8192;
/// Number of size classes.
pub(crate) const CLASSES: usize = 40;
/// Bytes of the largest class. Larger data blocks are runs of pages.
pub(crate) const LARGEST_CLASS_BYTES: u32 = 32_768;

const SMALL_CLASSES: u32 = 8;

/// Pages of a span, by class.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a panic is an error")]
const SPAN_PAGES: [u32; CLASSES] = {
    let mut spans = [8; CLASSES];
    let mut class = 0;
    while class < CLASSES {
        let bytes = SizeClass(class as u8).bytes();
        while (spans[class] * PAGE_BYTES % bytes) * 16 > spans[class] * PAGE_BYTES {
            spans[class] += 8;
        }
        class += 1;
    }
    spans
};

/// How to divide by the bytes of a class, which are an odd number up to 7 times a power of 2.
#[derive(Clone, Copy)]
pub(crate) struct Divisor {
    /// What the odd number has to be multiplied by to give 1, modulo 2³².
    inverse: u32,
    /// The power of 2.
    shift: u32,
    /// Blocks in a span.
    blocks: u32,
}

impl Divisor {
    /// Divides nothing.
    pub(crate) const NONE: Self = Self { inverse: 0, shift: 0, blocks: 0 };

    /// For numbers of 8 bytes, as addresses are.
    pub(crate) fn of_units(class: SizeClass) -> Self {
        let bytes = DIVISORS.get(usize::from(class.0)).copied().unwrap_or(Self::NONE);
        Self { shift: bytes.shift.saturating_sub(3), ..bytes }
    }

    /// Whether a number is a multiple, and of fewer than all blocks.
    #[inline(always)]
    pub(crate) const fn divides(self, number: u32) -> bool {
        // The quotient, if it is whole; of what is no multiple, the product is larger than any quotient.
        number.wrapping_mul(self.inverse).rotate_right(self.shift) < self.blocks
    }
}

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a panic is an error")]
const DIVISORS: [Divisor; CLASSES] = {
    let mut divisors = [Divisor { inverse: 0, shift: 0, blocks: 0 }; CLASSES];
    let mut number = 0;
    while number < CLASSES {
        let class = SizeClass(number as u8);
        let shift = class.bytes().trailing_zeros();
        let odd = class.bytes() >> shift;
        // Each step doubles the number of right bits; an odd number is its own inverse modulo 8.
        let mut inverse = odd;
        while odd.wrapping_mul(inverse) != 1 {
            inverse = inverse.wrapping_mul(2u32.wrapping_sub(odd.wrapping_mul(inverse)));
        }
        divisors[number] = Divisor { inverse, shift, blocks: class.span_blocks() };
        number += 1;
    }
    divisors
};

/// One of the 40 sizes of blocks.
///
/// Invariant: the number is less than 40, so that arrays and words by class need no check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SizeClass(u8);

impl SizeClass {
    /// The class of this number, 0 … 39.
    #[must_use]
    pub const fn new(number: u32) -> Option<Self> {
        if number < CLASSES as u32 { Some(Self(number as u8)) } else { None }
    }

    /// The class of the smallest blocks.
    pub(crate) const SMALLEST: Self = Self(0);

    /// The smallest class whose blocks hold `bytes`, if there is one. Every class holds 0 bytes.
    ///
    /// ```
    /// use strait_arena::SizeClass;
    /// assert_eq!(SizeClass::holding(100).map(SizeClass::bytes), Some(112));
    /// assert_eq!(SizeClass::holding(32_769), None);
    /// ```
    #[must_use]
    pub const fn holding(bytes: u64) -> Option<Self> {
        if bytes > LARGEST_CLASS_BYTES as u64 {
            return None;
        }
        let bytes = bytes as u32;
        if bytes <= 128 {
            return Some(Self((bytes.saturating_sub(1) / 16) as u8));
        }
        let doubling = (bytes - 1).ilog2();
        let quarter = (bytes - 1 - (1 << doubling)) >> (doubling - 2);
        Some(Self((SMALL_CLASSES + 4 * (doubling - 7) + quarter) as u8))
    }

    /// Position among the classes, 0 … 39.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0 as u32
    }

    /// Bytes of a block.
    #[must_use]
    pub const fn bytes(self) -> u32 {
        let number = self.0 as u32;
        if number < SMALL_CLASSES { 16 * (number + 1) } else { (5 + number % 4) << (5 + (number - 8) / 4) }
    }

    /// Pages that the class takes at a time: the smallest multiple of 8 that leaves at most 1/16 unused.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "there is no class beyond the last")]
    pub const fn span_pages(self) -> u32 {
        SPAN_PAGES[self.0 as usize]
    }

    /// Blocks in a span.
    #[must_use]
    pub const fn span_blocks(self) -> u32 {
        self.span_pages() * PAGE_BYTES / self.bytes()
    }

    /// Whether a block of the class starts at this byte of a span.
    #[inline]
    pub(crate) fn is_block(self, in_span: u32) -> bool {
        DIVISORS.get(usize::from(self.0)).is_some_and(|divisor| divisor.divides(in_span))
    }

    /// All classes, from the smallest.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..CLASSES as u8).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Divisor, SizeClass};

    /// Oracle: division.
    #[test]
    fn blocks_start_at_multiples_of_their_bytes_and_nowhere_else() {
        for class in SizeClass::all() {
            let (bytes, blocks) = (class.bytes(), class.span_blocks());
            for byte in 0..bytes * (blocks + 2) {
                let expected = byte % bytes == 0 && byte / bytes < blocks;
                assert_eq!(class.is_block(byte), expected, "byte {byte} of class {}", class.number());
                let in_units = Divisor::of_units(class).divides(byte);
                let expected = byte * 8 % bytes == 0 && byte * 8 / bytes < blocks;
                assert_eq!(in_units, expected, "unit {byte} of class {}", class.number());
            }
            // As far before the span as numbers go.
            for before in 1..=2 * bytes {
                assert!(!Divisor::of_units(class).divides(before.wrapping_neg()));
            }
        }
    }
}
