//! Lending: a promise that a message stays while somebody else reads it.

use crate::{Arena, ArenaError, Handle};

impl Arena {
    /// Lends a message, up to 255 times at once. Until it was given back as often, neither it nor what contains it can
    /// be freed. Errors: those of a handle, and `InvalidValue` when it is lent too often.
    pub fn lend(&self, handle: Handle) -> Result<(), ArenaError> {
        let slot = self.allocator.slots.resolve(handle)?;
        let lent = slot.state.lent().ok_or(ArenaError::InvalidValue {
            what: "a message to lend; one can be lent 255 times at once",
            value: slot.index.into(),
        })?;
        self.allocator.slots.set_state(slot.index, lent)
    }

    /// Takes a loan back. Errors: those of a handle, and `InvalidValue` when the message is not lent.
    pub fn give_back(&self, handle: Handle) -> Result<(), ArenaError> {
        let slot = self.allocator.slots.resolve(handle)?;
        let given_back = slot.state.given_back().ok_or(ArenaError::InvalidValue {
            what: "a message to give back; it is not lent",
            value: slot.index.into(),
        })?;
        self.allocator.slots.set_state(slot.index, given_back)
    }
}
