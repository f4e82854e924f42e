//! Allocation and freeing of many messages at once. These loops keep the head of the list and the count in registers
//! and stop at the first message that is not the plain case; the caller handles that one and comes back.

use std::sync::atomic::Ordering::Relaxed;

use super::Allocator;
use crate::handle::LARGEST_GENERATION;
use crate::message::MessageType;
use crate::size_class::SizeClass;
use crate::slots::State;
use crate::{ArenaError, Handle};

/// Slots of one type that were freed but not yet put on the list.
struct Freed {
    state: State,
    class: SizeClass,
    head: u32,
    count: i32,
}

impl Allocator {
    /// Takes slots off the free list of a class, clears `size` bytes of their blocks and makes them live. Returns for
    /// how many of `handles` that went, from the first.
    pub(crate) fn take_plain(
        &self,
        class: SizeClass,
        size: u32,
        state: State,
        handles: &mut [f64],
    ) -> Result<usize, ArenaError> {
        let mut head = self.control.slot_head(class)?;
        let mut taken = 0;
        let (mut slots, mut slab) = (self.slots.cursor(), self.slabs.cursor());
        for place in handles {
            let Ok([generation, state_word, address, link]) = slots.words(head) else { break };
            let Ok(handle) = Handle::new(head, generation.load(Relaxed)) else { break };
            if state_word.load(Relaxed) != State::FREE.0 {
                break;
            }
            let Ok(block) = slab.window(address.load(Relaxed), size as usize) else { break };
            block.clear()?;
            head = link.load(Relaxed);
            state_word.store(state.0, Relaxed);
            link.store(0, Relaxed);
            *place = handle.number();
            taken += 1;
        }
        self.control.set_slot_head(class, head)?;
        self.control.count_messages(state.type_id(), taken as i32)?;
        Ok(taken)
    }

    /// Frees messages that own nothing, are not owned or lent, and can be used again. Returns how many of `handles`
    /// that were, from the first.
    pub(crate) fn release_plain(&self, types: &[MessageType], handles: &[f64]) -> Result<usize, ArenaError> {
        if self.control.is_shared() {
            // Another member may free the same message at this moment; `release_slot` sees to that.
            return Ok(0);
        }
        let mut released = 0;
        let mut freed: Option<Freed> = None;
        let mut slots = self.slots.cursor();
        for number in handles {
            let Ok(handle) = Handle::from_number(*number) else { break };
            let Ok([generation, state_word, _, link]) = slots.words(handle.index()) else { break };
            let state = State(state_word.load(Relaxed));
            if generation.load(Relaxed) != handle.generation()
                || handle.generation() == LARGEST_GENERATION
                || state != State::live(state.type_id())
            {
                break;
            }
            let list = match &mut freed {
                Some(list) if list.state == state => list,
                other => {
                    if let Some(done) = other.take() {
                        self.put_back(&done)?;
                    }
                    let Some(message) = types.get(usize::from(state.type_id())) else { break };
                    let head = self.control.slot_head(message.class)?;
                    other.insert(Freed { state, class: message.class, head, count: 0 })
                }
            };
            generation.store(handle.generation() + 1, Relaxed);
            state_word.store(State::FREE.0, Relaxed);
            link.store(list.head, Relaxed);
            list.head = handle.index();
            list.count += 1;
            released += 1;
        }
        if let Some(done) = freed {
            self.put_back(&done)?;
        }
        Ok(released)
    }

    fn put_back(&self, freed: &Freed) -> Result<(), ArenaError> {
        self.control.set_slot_head(freed.class, freed.head)?;
        self.control.count_messages(freed.state.type_id(), -freed.count)
    }
}
