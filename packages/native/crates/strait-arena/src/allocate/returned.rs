//! What other members of a shared arena gave back.

use super::Allocator;
use crate::memory::Block;
use crate::slots::Slot;
use crate::{ArenaError, Handle};

impl Allocator {
    /// Whether a span belongs to another member than the one that uses the arena now.
    #[inline(always)]
    pub(crate) fn is_foreign(&self, member: u8) -> bool {
        member != self.control.member() && self.control.members().contains(&member)
    }

    /// Gives a freed slot back to the member whose it is.
    pub(crate) fn return_slot(&self, member: u8, slot: Slot) -> Result<(), ArenaError> {
        self.control.return_slot(member, slot.index, |before| self.slots.set_link(slot.index, before))
    }

    /// Gives a data block back to the member whose it is.
    pub(crate) fn return_block(&self, block: &Block<'_>) -> Result<(), ArenaError> {
        self.control.return_data(block.member, block.address, |before| block.window.set_u32(0, before))
    }

    /// Puts the slots that were given back on the free lists of this member. Errors: `Corrupt` when one is not free;
    /// the rest is abandoned then.
    pub(crate) fn collect_slots(&self) -> Result<(), ArenaError> {
        let mut next = self.control.take_returned_slots()?;
        let mut left = self.slots.used();
        while next != 0 {
            let refused = ArenaError::Corrupt { what: "a slot was given back that is not free", at: next };
            let slot = self.slots.read(next)?;
            let is_free = !slot.state.is_live() && !slot.state.is_retired();
            if left == 0 || !is_free || Handle::new(next, slot.generation).is_err() {
                return Err(refused);
            }
            left -= 1;
            let class = self.slabs.message_class(slot.address)?;
            self.slots.set_link(next, self.control.slot_head(class))?;
            self.control.set_slot_head(class, next);
            next = slot.link;
        }
        Ok(())
    }

    /// Puts the data blocks that were given back on the free lists of this member. Errors: `Corrupt` when one is no
    /// data block; the rest is abandoned then.
    pub(crate) fn collect_data(&self) -> Result<(), ArenaError> {
        let mut next = self.control.take_returned_data()?;
        // The smallest block has 16 bytes.
        let mut left = self.slabs.bytes() / 16;
        while next != 0 {
            let block = self.slabs.block(next)?;
            let (Some(class), true) = (block.class, left > 0) else {
                return Err(ArenaError::Corrupt { what: "a block was given back that is none", at: next });
            };
            left -= 1;
            let after = block.window.u32(0)?;
            block.window.set_u32(0, self.control.data_head(class))?;
            self.control.set_data_head(class, next);
            next = after;
        }
        Ok(())
    }
}
