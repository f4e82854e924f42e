//! The allocator: free lists of slots and data blocks, refilled from pages.
//!
//! JavaScript takes from the free lists and gives back by itself. So every entry of a list is checked when it is
//! taken, and a list that turns out to be corrupt is abandoned; `reset` takes its blocks back.

mod batch;
mod data;
mod free_list;
mod reset;
mod slots;

use crate::memory::{ControlBlock, MemorySource, Slabs, control_words};
use crate::slots::SlotTable;
use crate::{ArenaError, Schema};

pub(crate) struct Allocator {
    pub(crate) control: ControlBlock,
    pub(crate) slots: SlotTable,
    pub(crate) slabs: Slabs,
    /// Addresses of message blocks whose slot was retired; the next refill of their class binds them.
    orphans: Vec<u32>,
    source: Box<dyn MemorySource>,
}

impl Allocator {
    pub(crate) fn new(schema: &Schema, mut source: Box<dyn MemorySource>) -> Result<Self, ArenaError> {
        let region = source.control(control_words(schema.messages.len()) * 4)?;
        let (control, slab_shift) = ControlBlock::open(region, schema)?;
        Ok(Self {
            control,
            slots: SlotTable::new(),
            slabs: Slabs::new(slab_shift),
            orphans: Vec::new(),
            source,
        })
    }

    /// Addresses of message blocks that wait for a slot.
    pub(crate) fn orphans(&self) -> &[u32] {
        &self.orphans
    }
}
