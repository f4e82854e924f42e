//! Sub-messages.

use std::marker::PhantomData;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::Message;
use crate::{Arena, ArenaError};

/// A sub-message: the index of its slot, 0 when it is absent.
#[repr(transparent)]
pub struct Child<M> {
    index: AtomicU32,
    message: PhantomData<fn() -> M>,
}

impl<M: Message> Child<M> {
    /// Whether there is a sub-message.
    pub fn is_present(&self) -> bool {
        self.index.load(Relaxed) != 0
    }

    /// The sub-message, if present. Errors: `Corrupt` when the slot holds no message in another, `WrongType`.
    pub fn get<'a>(&self, arena: &'a Arena) -> Result<Option<&'a M>, ArenaError> {
        match self.index.load(Relaxed) {
            0 => Ok(None),
            index => child_at(arena, index).map(Some),
        }
    }
}

/// The sub-message in a slot.
pub(super) fn child_at<M: Message>(arena: &Arena, index: u32) -> Result<&M, ArenaError> {
    let slot = arena.allocator.slots.read(index)?;
    if !slot.state.is_live() || !slot.state.is_owned() {
        return Err(ArenaError::Corrupt { what: "a message refers to one that is not its own", at: index });
    }
    arena.typed(slot)
}
