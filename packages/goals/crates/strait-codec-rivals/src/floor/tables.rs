//! What an arena looks up before it believes an index or an address that others could have written.

use strait_arena::SizeClass;

/// How much is looked up: each step does what those before it do, too.
pub(super) const NOTHING: u8 = 0;
/// A slot is found through a table of chunks, and compared with what it should be before it ends.
pub(super) const SLOTS: u8 = 1;
/// A struct is found through tables of slab numbers and of slabs, and has to lie in its slab, in each of three passes.
pub(super) const STRUCTS: u8 = 2;
/// A data block has to be one of the span of its class, when it is taken and when it is given back.
pub(super) const BLOCKS: u8 = 3;

/// Slots of a chunk, and words of a slab.
const CHUNK: u32 = 1 << 16;
const SLAB_SHIFT: u32 = 17;

struct Slab {
    first: u32,
    words: u32,
}

#[derive(Clone, Copy)]
struct Span {
    first: u32,
    /// How to divide by the distance of two blocks: an odd number's inverse modulo 2³², and a power of 2.
    inverse: u32,
    shift: u32,
    blocks: u32,
}

/// Tables for a distrust of `STEP`.
pub(super) struct Tables<const STEP: u8> {
    /// Slots in each chunk.
    chunks: Vec<u32>,
    numbers: Vec<u32>,
    slabs: Vec<Slab>,
    spans: [Span; 40],
}

impl<const STEP: u8> Tables<STEP> {
    pub(super) fn new() -> Self {
        let none = Span { first: 0, inverse: 0, shift: 0, blocks: 0 };
        Self { chunks: Vec::new(), numbers: Vec::new(), slabs: Vec::new(), spans: [none; 40] }
    }

    /// Says how many slots and words there are.
    pub(super) fn cover(&mut self, slots: u32, words: u32) {
        self.chunks = (0..slots.div_ceil(CHUNK)).map(|chunk| (slots - chunk * CHUNK).min(CHUNK)).collect();
        self.numbers = (0..(words >> SLAB_SHIFT) + 1).collect();
        self.slabs = (0..(words >> SLAB_SHIFT) + 1)
            .map(|slab| slab << SLAB_SHIFT)
            // A struct may begin in one and end in the next, as slabs here have no ends of their own.
            .map(|first| Slab { first, words: (words - first).min(1 << SLAB_SHIFT) + 256 })
            .collect();
    }

    /// Says where the blocks of a class are: the first, and the words from one to the next.
    pub(super) fn span(&mut self, class: SizeClass, first: u32, distance: u32, blocks: u32) {
        let shift = distance.trailing_zeros();
        let odd = distance >> shift;
        // Each step doubles the number of right bits, from three.
        let inverse =
            (0..4).fold(odd, |inverse, _| inverse.wrapping_mul(2u32.wrapping_sub(odd.wrapping_mul(inverse))));
        if let Some(span) = self.spans.get_mut(class.number() as usize) {
            *span = Span { first, inverse, shift, blocks };
        }
    }

    #[inline(always)]
    pub(super) fn slot(&self, index: u32) -> Option<()> {
        if STEP < SLOTS {
            return Some(());
        }
        let slots = *self.chunks.get((index / CHUNK) as usize)?;
        (index != 0 && index % CHUNK < slots).then_some(())
    }

    #[inline(always)]
    pub(super) fn structure(&self, address: u32, words: usize) -> Option<()> {
        if STEP < STRUCTS {
            return Some(());
        }
        let number = *self.numbers.get((address >> SLAB_SHIFT) as usize)?;
        let slab = self.slabs.get(number as usize)?;
        let offset = address.checked_sub(slab.first)? as usize;
        (offset + words <= slab.words as usize).then_some(())
    }

    #[inline(always)]
    pub(super) fn block(&self, class: u32, address: u32) -> Option<()> {
        if STEP < BLOCKS {
            return Some(());
        }
        let span = self.spans.get(class as usize)?;
        let distance = address.wrapping_sub(span.first).wrapping_mul(span.inverse);
        (distance.rotate_right(span.shift) < span.blocks).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use strait_arena::SizeClass;

    use super::{BLOCKS, Tables};

    /// Oracle: division.
    #[test]
    fn only_what_is_in_a_table_is_believed() {
        let mut tables = Tables::<BLOCKS>::new();
        tables.cover(10, 1_000);
        assert_eq!(
            [0, 1, 9, 10, 70_000].map(|index| tables.slot(index).is_some()),
            [false, true, true, false, false]
        );
        assert!(tables.structure(990, 10).is_some() && tables.structure(990, 300).is_none());
        for (class, distance) in SizeClass::all().zip(1..) {
            tables.span(class, 100, distance, 5);
            for address in 0..400 {
                let expected =
                    address >= 100 && (address - 100) % distance == 0 && (address - 100) / distance < 5;
                let found = tables.block(class.number(), address).is_some();
                assert_eq!(found, expected, "address {address} at a distance of {distance}");
            }
        }
    }
}
