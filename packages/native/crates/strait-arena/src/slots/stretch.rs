//! Slots that stand side by side.

use std::ptr::NonNull;
use std::sync::atomic::{
    AtomicU32, AtomicU64,
    Ordering::{AcqRel, Relaxed},
};

use super::State;
use crate::handle::LARGEST_GENERATION;
use crate::memory::Cell;

/// A slot in shared memory.
#[repr(C)]
pub(crate) struct SlotCells {
    /// Generation in the low word, state in the high one: read and written together, they always belong together.
    identity: AtomicU64,
    pub(crate) address: AtomicU32,
    pub(crate) link: AtomicU32,
}

// SAFETY: it consists of atomics of 8, 4 and 4 bytes.
unsafe impl Cell for SlotCells {}

/// The first two words of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity(u64);

impl Identity {
    #[inline]
    pub(crate) const fn new(generation: u32, state: State) -> Self {
        Self(generation as u64 | (state.0 as u64) << 32)
    }

    #[inline]
    pub(crate) const fn generation(self) -> u32 {
        self.0 as u32
    }

    #[inline]
    pub(crate) const fn state(self) -> State {
        State((self.0 >> 32) as u32)
    }

    /// The generation of a slot that is free and not retired.
    #[inline]
    pub(crate) const fn free(self) -> Option<u32> {
        // The state of a free slot is 0, and so is the high half.
        if self.0.wrapping_sub(1) < LARGEST_GENERATION as u64 { Some(self.0 as u32) } else { None }
    }
}

impl SlotCells {
    /// The same for as long as its region lives, though the table is not borrowed for it.
    ///
    /// # Safety
    /// The region lives for `'b`. An arena drops no region before itself.
    #[inline(always)]
    pub(crate) const unsafe fn detached<'b>(&self) -> &'b Self {
        // SAFETY: by the contract of this function; the cells are atomics.
        unsafe { NonNull::from_ref(self).as_ref() }
    }

    #[inline]
    pub(crate) fn identity(&self) -> Identity {
        Identity(self.identity.load(Relaxed))
    }

    /// Changes the words from what they are thought to be. Returns whether they were.
    pub(crate) fn exchange(&self, from: Identity, to: Identity) -> bool {
        self.identity.compare_exchange(from.0, to.0, AcqRel, Relaxed).is_ok()
    }

    /// Says that the message owns blocks or messages.
    #[inline]
    pub(crate) fn mark_owning(&self) {
        let found = self.identity();
        self.set_identity(Identity::new(found.generation(), found.state().owning()));
    }

    #[inline]
    pub(crate) fn set_identity(&self, identity: Identity) {
        self.identity.store(identity.0, Relaxed);
    }
}

/// The valid slots of one chunk: which slot of the table is the first, and all of them.
#[derive(Clone, Copy)]
pub(crate) struct Stretch<'a> {
    pub(super) first: u32,
    pub(super) slots: &'a [SlotCells],
}

impl<'a> Stretch<'a> {
    /// The slot of an index, if it is one of these.
    #[inline]
    pub(crate) fn get(self, index: u32) -> Option<&'a SlotCells> {
        self.slots.get(index.wrapping_sub(self.first) as usize)
    }
}
