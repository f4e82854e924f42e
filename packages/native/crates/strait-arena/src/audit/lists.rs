//! The free lists.

use super::report::Disagreement;
use super::scan::Scan;
use crate::ArenaError;
use crate::size_class::SizeClass;

impl Scan<'_> {
    /// Follows every free list and marks what is on it.
    pub(super) fn free_lists(&mut self) -> Result<(), ArenaError> {
        for class in SizeClass::all() {
            let mut index = self.arena.allocator.control.slot_head(class)?;
            while index != 0 {
                match self.free_slot(class, index) {
                    Ok(next) => index = next,
                    Err(error) => {
                        self.report.note(Disagreement::Unreadable { at: index, error });
                        break;
                    }
                }
            }
            let mut address = self.arena.allocator.control.data_head(class)?;
            while address != 0 {
                match self.free_block(class, address) {
                    Ok(next) => address = next,
                    Err(error) => {
                        self.report.note(Disagreement::Unreadable { at: address, error });
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// Marks a slot of a free list and returns the next.
    fn free_slot(&mut self, class: SizeClass, index: u32) -> Result<u32, ArenaError> {
        let slot = self.arena.allocator.slots.read(index)?;
        let is_free = !slot.state.is_live() && !slot.state.is_retired();
        if !is_free || self.arena.allocator.slabs.message_class(slot.address)? != class {
            return Err(ArenaError::Corrupt {
                what: "a free list leads to a slot that is not free",
                at: index,
            });
        }
        if self.listed.set(index) {
            return Err(ArenaError::Corrupt { what: "a slot is on a free list twice", at: index });
        }
        Ok(slot.link)
    }

    /// Marks a data block of a free list and returns the next.
    fn free_block(&mut self, class: SizeClass, address: u32) -> Result<u32, ArenaError> {
        let block = self.arena.allocator.slabs.block(address)?;
        if block.class != Some(class) {
            return Err(ArenaError::Corrupt {
                what: "a free list leads to a block of another class",
                at: address,
            });
        }
        if self.free.set(address) {
            return Err(ArenaError::Corrupt { what: "a block is on a free list twice", at: address });
        }
        block.window.u32(0)
    }
}
