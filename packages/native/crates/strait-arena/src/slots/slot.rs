//! One slot of the table.

use super::{Identity, State};
use crate::handle::LARGEST_GENERATION;

/// A copy of a slot's words. Checks and decisions use the copy, since shared memory may change in between.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub(crate) index: u32,
    pub(crate) generation: u32,
    pub(crate) state: State,
    /// Address of the message's block, 0 when the slot is not bound to one.
    pub(crate) address: u32,
    /// Free: next slot of the free list. Live and owned: slot index of the parent. Otherwise 0.
    pub(crate) link: u32,
}

impl Slot {
    /// Its first two words.
    #[inline]
    pub(crate) const fn identity(self) -> Identity {
        Identity::new(self.generation, self.state)
    }

    /// The slot once its message is freed: of the next generation, or retired when there is none. Generation 0 makes
    /// every handle and view of a retired slot stale.
    #[inline]
    pub(crate) const fn after_free(self) -> Self {
        if self.generation == 0 || self.generation >= LARGEST_GENERATION {
            return Self { generation: 0, state: State::RETIRED, address: 0, link: 0, ..self };
        }
        Self { generation: self.generation + 1, state: State::FREE, link: 0, ..self }
    }
}
