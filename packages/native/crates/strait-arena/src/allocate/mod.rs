//! The allocator: free lists of slots and data blocks, refilled from pages.
//!
//! Each member of a shared arena has lists of its own, so that no list is used by two threads. A block belongs to the
//! member that took its span of pages; whoever else frees it gives it back to that member.
//!
//! JavaScript takes from the free lists and gives back by itself. So every entry of a list is checked when it is
//! taken, and a list that turns out to be corrupt is abandoned; `reset` takes its blocks back.

mod batch;
mod data;
mod free_list;
mod reset;
mod returned;
mod slots;

pub(crate) use slots::Taken;

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
    /// An allocator for `members` threads, of which one uses it at a time.
    pub(crate) fn new(
        schema: &Schema,
        mut source: Box<dyn MemorySource>,
        members: u8,
    ) -> Result<Self, ArenaError> {
        let region = source.control(control_words(schema.messages.len()) * 4)?;
        let (control, slab_shift) = ControlBlock::open(region, schema, members)?;
        Ok(Self {
            control,
            slots: SlotTable::new(),
            slabs: Slabs::new(slab_shift),
            orphans: Vec::new(),
            source,
        })
    }

    /// Takes a slab of as many slab numbers from the source before there is need of it.
    pub(crate) fn lend_slab(&mut self, multiple: u64) -> Result<(), ArenaError> {
        self.slabs.lend_slab(multiple, &mut *self.source)?;
        self.control.set_slabs(self.slabs.numbers())
    }

    /// Forgets message blocks that wait for a slot.
    pub(crate) fn drop_orphans(&mut self, is_gone: impl Fn(u32) -> bool) {
        self.orphans.retain(|&address| !is_gone(address));
    }

    /// Addresses of message blocks that wait for a slot.
    pub(crate) fn orphans(&self) -> &[u32] {
        &self.orphans
    }
}
