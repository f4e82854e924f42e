//! The control block: constants of the arena, heads of the free lists, and the ledger.

use super::Region;
use crate::{ArenaError, Schema, SizeClass};

const MAGIC: u32 = 0x5452_5453;
const VERSION: u32 = 1;
const SLOTS_WORD: usize = 5;
const SLABS_WORD: usize = 7;
const SLOT_HEADS_WORD: usize = 16;
const DATA_HEADS_WORD: usize = 64;
const LEDGER_WORD: usize = 112;
/// Slabs of 64 KiB to 1 GiB.
const SLAB_SHIFTS: std::ops::RangeInclusive<u32> = 16..=30;

/// Words of the control block of a schema with this many types.
pub(crate) const fn control_words(types: usize) -> usize {
    LEDGER_WORD + 4 * even(types)
}

const fn even(types: usize) -> usize {
    types + (types & 1)
}

/// Counts of one type in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TypeCounts {
    /// Live messages.
    pub live_messages: u32,
    /// Data blocks that they own.
    pub data_blocks: u32,
    /// Bytes of those blocks, whole blocks counted.
    pub data_bytes: f64,
}

pub(crate) struct ControlBlock {
    region: Region,
    types: usize,
}

impl ControlBlock {
    /// Writes the constants that [`open`](Self::open) checks.
    pub(crate) fn write_constants(
        region: &Region,
        schema: &Schema,
        slab_shift: u32,
    ) -> Result<(), ArenaError> {
        for (word, _, value) in constants(schema) {
            region.window().set_u32(word * 4, value)?;
        }
        region.window().set_u32(16, slab_shift)
    }

    /// Checks the constants. Returns the block and the log₂ of the slab size. Errors: `LayoutMismatch`.
    pub(crate) fn open(region: Region, schema: &Schema) -> Result<(Self, u32), ArenaError> {
        let types = schema.messages.len();
        let needed = control_words(types) * 4;
        if region.bytes() < needed {
            return Err(ArenaError::LayoutMismatch {
                what: "the size of the control block",
                expected: needed as u64,
                found: region.bytes() as u64,
            });
        }
        for (word, what, expected) in constants(schema) {
            let found = region.window().u32(word * 4)?;
            if found != expected {
                return Err(ArenaError::LayoutMismatch {
                    what,
                    expected: expected.into(),
                    found: found.into(),
                });
            }
        }
        let slab_shift = region.window().u32(16)?;
        if !SLAB_SHIFTS.contains(&slab_shift) {
            return Err(ArenaError::InvalidValue {
                what: "the log₂ of the slab size must be from 16 to 30",
                value: slab_shift.into(),
            });
        }
        Ok((Self { region, types: even(types) }, slab_shift))
    }

    #[inline]
    fn word(&self, word: usize) -> Result<u32, ArenaError> {
        self.region.window().u32(word * 4)
    }

    #[inline]
    fn set_word(&self, word: usize, value: u32) -> Result<(), ArenaError> {
        self.region.window().set_u32(word * 4, value)
    }

    pub(crate) fn set_slots(&self, slots: u32) -> Result<(), ArenaError> {
        self.set_word(SLOTS_WORD, slots)
    }

    pub(crate) fn set_slabs(&self, numbers: u32) -> Result<(), ArenaError> {
        self.set_word(SLABS_WORD, numbers)
    }

    #[inline]
    pub(crate) fn slot_head(&self, class: SizeClass) -> Result<u32, ArenaError> {
        self.word(SLOT_HEADS_WORD + class.number() as usize)
    }

    #[inline]
    pub(crate) fn set_slot_head(&self, class: SizeClass, index: u32) -> Result<(), ArenaError> {
        self.set_word(SLOT_HEADS_WORD + class.number() as usize, index)
    }

    #[inline]
    pub(crate) fn data_head(&self, class: SizeClass) -> Result<u32, ArenaError> {
        self.word(DATA_HEADS_WORD + class.number() as usize)
    }

    #[inline]
    pub(crate) fn set_data_head(&self, class: SizeClass, address: u32) -> Result<(), ArenaError> {
        self.set_word(DATA_HEADS_WORD + class.number() as usize, address)
    }
}

/// The ledger.
impl ControlBlock {
    pub(crate) fn counts(&self, type_id: u16) -> Result<TypeCounts, ArenaError> {
        Ok(TypeCounts {
            live_messages: self.word(LEDGER_WORD + usize::from(type_id))?,
            data_blocks: self.word(LEDGER_WORD + self.types + usize::from(type_id))?,
            data_bytes: f64::from_bits(self.region.window().u64(self.bytes_offset(type_id))?),
        })
    }

    pub(crate) fn set_counts(&self, type_id: u16, counts: TypeCounts) -> Result<(), ArenaError> {
        self.set_word(LEDGER_WORD + usize::from(type_id), counts.live_messages)?;
        self.set_word(LEDGER_WORD + self.types + usize::from(type_id), counts.data_blocks)?;
        self.region.window().set_u64(self.bytes_offset(type_id), counts.data_bytes.to_bits())
    }

    /// Adds to the live messages of a type; counts wrap, as JavaScript's do.
    #[inline]
    pub(crate) fn count_messages(&self, type_id: u16, change: i32) -> Result<(), ArenaError> {
        let word = LEDGER_WORD + usize::from(type_id);
        self.set_word(word, self.word(word)?.wrapping_add_signed(change))
    }

    /// Adds to the data blocks of a type and to their bytes.
    pub(crate) fn count_data(&self, type_id: u16, blocks: i32, bytes: i64) -> Result<(), ArenaError> {
        let counts = self.counts(type_id)?;
        self.set_counts(
            type_id,
            TypeCounts {
                data_blocks: counts.data_blocks.wrapping_add_signed(blocks),
                data_bytes: counts.data_bytes + bytes as f64,
                ..counts
            },
        )
    }

    fn bytes_offset(&self, type_id: u16) -> usize {
        (LEDGER_WORD + 2 * self.types + 2 * usize::from(type_id)) * 4
    }
}

/// Word, name and value of what both sides must agree on.
fn constants(schema: &Schema) -> [(usize, &'static str, u32); 5] {
    [
        (0, "the arena's magic number", MAGIC),
        (1, "the version of the memory layout", VERSION),
        (2, "the low half of the layout hash", schema.hash as u32),
        (3, "the high half of the layout hash", (schema.hash >> 32) as u32),
        (6, "the number of message types", schema.messages.len() as u32),
    ]
}
