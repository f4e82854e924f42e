//! A message that was found in a tree which is to be freed.

use super::MessageType;
use crate::ArenaError;
use crate::memory::Body;
use crate::slots::{Identity, Slot, SlotCells, State};

/// Copies of what the slot of a message held when it was found, and where slot and struct are.
///
/// The references live as long as the arena does that holds them, in [`found`](crate::Arena::found) or for as long as it is
/// borrowed: it drops no region before itself.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub(super) cells: &'static SlotCells,
    pub(super) message: &'static MessageType,
    /// The struct; none when it would lie in no slab.
    pub(super) body: Option<Body<'static>>,
    pub(super) index: u32,
    pub(super) address: u32,
    pub(super) identity: Identity,
}

impl Found {
    #[inline(always)]
    pub(super) const fn state(&self) -> State {
        self.identity.state()
    }

    /// The copy of the slot, without the link to the parent, which no longer matters.
    #[inline(always)]
    pub(super) const fn slot(&self) -> Slot {
        let (generation, state) = (self.identity.generation(), self.identity.state());
        Slot { index: self.index, generation, state, address: self.address, link: 0 }
    }

    /// The struct. Errors: `Corrupt` when it would lie in no slab.
    #[inline(always)]
    pub(super) fn body(&self) -> Result<Body<'static>, ArenaError> {
        match self.body {
            Some(body) => Ok(body),
            None => Err(lost(self.address)),
        }
    }
}

#[cold]
#[inline(never)]
fn lost(address: u32) -> ArenaError {
    ArenaError::Corrupt { what: "the struct of a message lies in no slab", at: address }
}
