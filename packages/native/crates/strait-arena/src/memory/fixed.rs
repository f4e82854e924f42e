//! Memory that was lent in one piece, for an arena that cannot ask for more.

use super::control::control_stride;
use super::{ControlBlock, MemorySource, Region};
use crate::map::random_secret;
use crate::slots::CHUNK_BYTES;
use crate::{ArenaError, Schema};

/// Bytes at which parts of the memory begin.
const PART_BYTES: u64 = 4096;
/// Slabs are counted in units of 1 MiB, the size of a slot chunk.
const SLAB_SHIFT: u32 = 20;

/// What shared memory is divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedSizes {
    /// Threads that may use the arena at the same time, 2 to 255.
    pub members: u8,
    /// Chunks of 65,536 slots, 1 to 256.
    pub slot_chunks: u32,
    /// The one slab, in units of 1 MiB; less than 32 GiB.
    pub slab_units: u32,
}

impl SharedSizes {
    fn control_bytes(self, schema: &Schema) -> u64 {
        (u64::from(self.members) * control_stride(schema.messages.len()) as u64).next_multiple_of(PART_BYTES)
    }

    /// Bytes of the memory: control blocks, slot chunks, the slab. Errors: `InvalidValue` for sizes out of range.
    pub fn bytes(self, schema: &Schema) -> Result<u64, ArenaError> {
        let refuse = |what, value: u32| Err(ArenaError::InvalidValue { what, value: value.into() });
        if self.members < 2 {
            return refuse("the members of a shared arena, 2 to 255", self.members.into());
        }
        if !(1..=256).contains(&self.slot_chunks) {
            return refuse("the slot chunks of a shared arena, 1 to 256", self.slot_chunks);
        }
        if !(1..32_768).contains(&self.slab_units) {
            return refuse("the size of a shared arena in MiB, 1 to 32767", self.slab_units);
        }
        let slots = u64::from(self.slot_chunks) * CHUNK_BYTES as u64;
        Ok(self.control_bytes(schema) + slots + (u64::from(self.slab_units) << SLAB_SHIFT))
    }
}

/// Lends the parts of one region, then nothing more.
pub struct FixedMemory {
    control: Option<Region>,
    /// Chunks that are not yet lent, the next one last.
    slot_chunks: Vec<Region>,
    slab: Option<Region>,
}

impl FixedMemory {
    /// Divides a region, and writes the constants into the control block of every member. Errors: `InvalidValue`,
    /// `OutOfBounds` when it is too small.
    pub fn new(schema: &Schema, region: Region, sizes: SharedSizes) -> Result<Self, ArenaError> {
        sizes.bytes(schema)?;
        let slab_bytes = (sizes.slab_units as usize) << SLAB_SHIFT;
        let chunks = std::iter::repeat_n(CHUNK_BYTES, sizes.slot_chunks as usize);
        let control_bytes = sizes.control_bytes(schema) as usize;
        let parts = std::iter::once(control_bytes).chain(chunks).chain(std::iter::once(slab_bytes));
        let mut parts = region.divide(parts)?;
        let slab = parts.pop();
        let mut slot_chunks = parts.split_off(1);
        slot_chunks.reverse();
        let control = parts.pop();
        if let Some(control) = &control {
            let secret = random_secret();
            for member in 0..sizes.members {
                let first = usize::from(member) * control_stride(schema.messages.len());
                ControlBlock::write_constants(control, first, schema, SLAB_SHIFT, secret)?;
            }
        }
        Ok(Self { control, slot_chunks, slab })
    }
}

impl MemorySource for FixedMemory {
    fn control(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        self.control.take().ok_or(exhausted("bytes of control blocks", bytes))
    }

    fn slab(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        self.slab
            .take_if(|slab| slab.bytes() == bytes)
            .ok_or(exhausted("bytes beyond those that the shared arena was made with", bytes))
    }

    fn slot_chunk(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        self.slot_chunks.pop().ok_or(exhausted("bytes of slots beyond those of the shared arena", bytes))
    }
}

const fn exhausted(what: &'static str, bytes: usize) -> ArenaError {
    ArenaError::OutOfMemory { what, amount: bytes as u64 }
}
