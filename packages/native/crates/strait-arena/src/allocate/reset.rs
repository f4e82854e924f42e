//! Everything back to the start, in one step.

use super::Allocator;
use crate::ArenaError;

impl Allocator {
    /// Frees all messages and blocks: live slots become stale, no slot is bound, all pages are free, lists and ledger
    /// are empty. Rests on nothing that JavaScript can write but the generations. Errors: `Lent` and `OutOfMemory`,
    /// with nothing changed.
    pub(crate) fn reset(&mut self) -> Result<(), ArenaError> {
        self.slots.reset()?;
        self.orphans.clear();
        self.slabs.free_all()?;
        self.control.forget()?;
        self.control.set_slots(self.slots.used())?;
        self.control.set_slabs(self.slabs.numbers())
    }
}
