//! The free lists.

use super::report::Disagreement;
use super::scan::Scan;
use crate::ArenaError;
use crate::size_class::SizeClass;

impl Scan<'_> {
    /// Follows every free list of every member and marks what is on it.
    pub(super) fn free_lists(&mut self) -> Result<(), ArenaError> {
        for member in self.arena.allocator.control.members() {
            let heads = self.arena.allocator.control.heads_of(member)?;
            for (class, (slots, data)) in SizeClass::all().zip(heads.slots.into_iter().zip(heads.data)) {
                self.follow(slots, |scan, index| scan.free_slot(Some(class), index));
                self.follow(data, |scan, address| scan.free_block(Some(class), address));
            }
            self.follow(heads.returned_slots, |scan, index| scan.free_slot(None, index));
            self.follow(heads.returned_data, |scan, address| scan.free_block(None, address));
        }
        Ok(())
    }

    fn follow(&mut self, head: u32, step: impl Fn(&mut Self, u32) -> Result<u32, ArenaError>) {
        let mut at = head;
        while at != 0 {
            match step(self, at) {
                Ok(next) => at = next,
                Err(error) => {
                    self.report.note(Disagreement::Unreadable { at, error });
                    break;
                }
            }
        }
    }

    /// Marks a slot of a free list, of one class if given, and returns the next.
    fn free_slot(&mut self, class: Option<SizeClass>, index: u32) -> Result<u32, ArenaError> {
        let slot = self.arena.allocator.slots.read(index)?;
        let is_free = !slot.state.is_live() && !slot.state.is_retired();
        let found = self.arena.allocator.slabs.message_class(slot.address)?;
        if !is_free || class.is_some_and(|class| class != found) {
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

    /// Marks a data block of a free list, of one class if given, and returns the next.
    fn free_block(&mut self, class: Option<SizeClass>, address: u32) -> Result<u32, ArenaError> {
        let block = self.arena.allocator.slabs.block(address)?;
        if block.class.is_none() || class.is_some_and(|class| block.class != Some(class)) {
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
