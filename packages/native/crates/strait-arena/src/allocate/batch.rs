//! Allocation and freeing of many messages at once. These loops keep the head of the list and the count in registers
//! and stop at the first message that is not the plain case; the caller handles that one and comes back.

use std::sync::atomic::Ordering::Relaxed;

use super::Allocator;
use super::free_list::FreeList;
use crate::message::MessageType;
use crate::size_class::SizeClass;
use crate::slots::{Identity, State, Stretch};
use crate::{ArenaError, Handle, Shared};

impl Allocator {
    /// Takes slots off the free list of a class, clears the first `size` bytes of their blocks and makes them live.
    /// Returns for how many of `handles` that went, from the first.
    pub(crate) fn take_plain(
        &self,
        class: SizeClass,
        size: u32,
        state: State,
        handles: &[Shared<f64>],
    ) -> Result<usize, ArenaError> {
        let mut head = self.control.slot_head(class);
        let mut taken = 0;
        while let Some(rest) = handles.get(taken..).filter(|rest| !rest.is_empty()) {
            let Some(slots) = self.slots.stretch(head) else { break };
            let Some(slot) = slots.get(head) else { break };
            let Some(blocks) = self.slabs.blocks(slot.address.load(Relaxed)) else { break };
            let more;
            (head, more) = FreeList { slots, blocks, size, state }.take(head, rest);
            if more == 0 {
                break;
            }
            taken += more;
        }
        self.control.set_slot_head(class, head);
        self.control.count_messages(state.type_id(), taken as i32)?;
        Ok(taken)
    }

    /// Frees messages that own nothing, are not owned or lent, and can be used again. Returns how many of `handles`
    /// that were, from the first.
    pub(crate) fn release_plain(
        &self,
        types: &[MessageType],
        handles: &[Shared<f64>],
    ) -> Result<usize, ArenaError> {
        if self.control.is_shared() {
            // Another member may free the same message at this moment; `release_slot` sees to that.
            return Ok(0);
        }
        let mut released = 0;
        while let Some(rest) = handles.get(released..) {
            let Some(state) = rest.first().and_then(|number| self.plain_state(number.get())) else { break };
            let Some(message) = types.get(usize::from(state.type_id())) else { break };
            match self.release_type(message.class, state, rest)? {
                0 => break,
                more => released += more,
            }
        }
        Ok(released)
    }

    /// The state of a live message that owns nothing, is not owned and not lent.
    fn plain_state(&self, number: f64) -> Option<State> {
        let state = self.slots.resolve(Handle::from_number(number).ok()?).ok()?.state;
        (state == State::live(state.type_id())).then_some(state)
    }

    /// Frees messages whose slots are in this state, up to the first that is not the plain case.
    fn release_type(
        &self,
        class: SizeClass,
        state: State,
        handles: &[Shared<f64>],
    ) -> Result<usize, ArenaError> {
        let mut head = self.control.slot_head(class);
        let mut released = 0;
        while let Some(rest) = handles.get(released..) {
            let next = rest.first().and_then(|number| Handle::of_reusable_slot(number.get()));
            let Some(slots) = next.and_then(|handle| self.slots.stretch(handle.index())) else { break };
            let more;
            (head, more) = release(slots, state, head, rest);
            if more == 0 {
                break;
            }
            released += more;
        }
        self.control.set_slot_head(class, head);
        self.control.count_messages(state.type_id(), -(released as i32))?;
        Ok(released)
    }
}

/// Puts slots in front of the list that starts at `head`, up to the first that is not one of `slots` or not in this
/// state. Returns the new head, and how many there were.
#[inline]
fn release(slots: Stretch<'_>, state: State, mut head: u32, handles: &[Shared<f64>]) -> (u32, usize) {
    let mut released = 0;
    while let Some(number) = handles.get(released) {
        let Some(handle) = Handle::of_reusable_slot(number.get()) else { break };
        let Some(slot) = slots.get(handle.index()) else { break };
        if slot.identity() != Identity::new(handle.generation(), state) {
            break;
        }
        slot.set_identity(Identity::new(handle.generation() + 1, State::FREE));
        slot.link.store(head, Relaxed);
        head = handle.index();
        released += 1;
    }
    (head, released)
}
