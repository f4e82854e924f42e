//! Taking many slots off a free list.

use std::sync::atomic::Ordering::Relaxed;

use crate::memory::{Blocks, clear};
use crate::slots::{Identity, State, Stretch};
use crate::{Handle, Shared};

/// Blocks are multiples of two words, and so is what is cleared: two words at a time.
const CLEARED_AT_ONCE: usize = 2;
/// Slots to be taken one after the other once a guess was wrong, before the next guess.
const PATIENCE: usize = 64;

/// A free list as far as it stays in one chunk of slots and one slab.
#[derive(Clone, Copy)]
pub(super) struct FreeList<'a> {
    pub(super) slots: Stretch<'a>,
    pub(super) blocks: Blocks<'a>,
    /// Bytes of a message.
    pub(super) size: u32,
    /// What taken slots become.
    pub(super) state: State,
}

impl FreeList<'_> {
    /// Takes slots from `head` on, for as many of `handles` as it can, and returns where the list goes on and how many
    /// there were. Stops early where the list seems to be in no order; the next call goes on.
    pub(super) fn take(self, head: u32, handles: &[Shared<f64>]) -> (u32, usize) {
        // With the number of words known, clearing a small message takes no loop.
        match (self.size as usize / 8).next_multiple_of(CLEARED_AT_ONCE) {
            2 => self.take_sized(2, head, handles),
            4 => self.take_sized(4, head, handles),
            6 => self.take_sized(6, head, handles),
            8 => self.take_sized(8, head, handles),
            10 => self.take_sized(10, head, handles),
            12 => self.take_sized(12, head, handles),
            14 => self.take_sized(14, head, handles),
            16 => self.take_sized(16, head, handles),
            words => self.take_sized(words, head, handles),
        }
    }

    #[inline(always)]
    fn take_sized(self, words: usize, head: u32, handles: &[Shared<f64>]) -> (u32, usize) {
        let (head, taken) = self.follow::<true>(words, head, handles);
        match handles.get(taken..) {
            None | Some([]) => (head, taken),
            Some(rest) => {
                let rest = rest.get(..PATIENCE).unwrap_or(rest);
                let (head, more) = self.follow::<false>(words, head, rest);
                (head, taken + more)
            }
        }
    }

    /// Each slot names the next, so that the processor cannot begin with one before it has read the one before. Slots
    /// that were freed, or made, in order are as far apart as the first two: `GUESS` takes that for granted, reads ahead
    /// of the links, and stops when a link says otherwise.
    #[inline(always)]
    fn follow<const GUESS: bool>(self, words: usize, head: u32, handles: &[Shared<f64>]) -> (u32, usize) {
        let mut index = head;
        let distance = match self.slots.get(index) {
            Some(slot) if GUESS => slot.link.load(Relaxed).wrapping_sub(index),
            _ => 0,
        };
        let mut taken = 0;
        while let Some(place) = handles.get(taken) {
            let Some(slot) = self.slots.get(index) else { break };
            let Some(generation) = slot.identity().free() else { break };
            let Some(block) = self.blocks.get(slot.address.load(Relaxed), words) else { break };
            let guess = index.wrapping_add(distance);
            clear(block);
            slot.set_identity(Identity::new(generation, self.state));
            place.set(Handle::of_slot(index, generation).number());
            let link = slot.link.load(Relaxed);
            slot.link.store(0, Relaxed);
            taken += 1;
            if GUESS && link == guess {
                index = guess;
            } else {
                index = link;
                if GUESS {
                    break;
                }
            }
        }
        (index, taken)
    }
}
