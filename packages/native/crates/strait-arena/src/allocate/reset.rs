//! Everything back to the start, in one step.

use super::Allocator;
use crate::ArenaError;
use crate::memory::TypeCounts;
use crate::size_class::SizeClass;

impl Allocator {
    /// Frees all messages and blocks: live slots become stale, no slot is bound, all pages are free, lists and ledger
    /// are empty. Rests on nothing that JavaScript can write but the generations. Errors: `Lent` and `OutOfMemory`,
    /// with nothing changed.
    pub(crate) fn reset(&mut self, types: usize) -> Result<(), ArenaError> {
        self.slots.reset()?;
        self.orphans.clear();
        for slab in self.slabs.iter() {
            slab.free_all()?;
        }
        for class in SizeClass::all() {
            self.control.set_slot_head(class, 0)?;
            self.control.set_data_head(class, 0)?;
        }
        for type_id in 0..types {
            self.control.set_counts(type_id as u16, TypeCounts::default())?;
        }
        self.control.set_slots(self.slots.used())?;
        self.control.set_slabs(self.slabs.numbers())
    }
}
