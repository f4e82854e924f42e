//! Allocation of messages.

use crate::slots::{Slot, State};
use crate::{Arena, ArenaError, Handle, Shared};

impl Arena {
    /// A message with every field at its default. Errors: `UnknownType`, `OutOfMemory`, `Corrupt`.
    pub fn allocate(&mut self, type_id: u16) -> Result<Handle, ArenaError> {
        let slot = self.take_message(type_id, State::live(type_id), 0)?;
        Handle::new(slot.index, slot.generation)
    }

    /// Allocates a message for each element of `handles`, into which it writes the packed handles. Errors: those of
    /// [`allocate`](Self::allocate), with all of them freed again.
    pub fn allocate_batch(&mut self, type_id: u16, handles: &[Shared<f64>]) -> Result<(), ArenaError> {
        let mut position = 0;
        while let Some(rest) = handles.get(position..) {
            position += self.take_batch(type_id, rest)?;
            let Some(place) = handles.get(position) else { break };
            match self.allocate(type_id) {
                Ok(handle) => place.set(handle.number()),
                Err(error) => {
                    self.free_batch(handles.get(..position).unwrap_or_default())
                        .map_err(|(_, error)| error)?;
                    return Err(error);
                }
            }
            position += 1;
        }
        Ok(())
    }

    /// Allocates messages for the first of `handles`, as many as free lists give without memory from the source, and
    /// returns how many. Errors: `UnknownType`.
    pub fn take_batch(&mut self, type_id: u16, handles: &[Shared<f64>]) -> Result<usize, ArenaError> {
        let message = self.type_of(type_id)?;
        self.allocator.take_plain(message.class, message.size, State::live(type_id), handles)
    }

    /// A sub-message that the message in slot `parent` owns. The caller stores its index in the parent.
    pub(crate) fn take_child(&mut self, parent: u32, type_id: u16) -> Result<Slot, ArenaError> {
        let slot = self.take_owned(parent, type_id)?;
        self.mark_owning(parent)?;
        Ok(slot)
    }

    /// As [`take_child`](Self::take_child), but the caller marks the parent as one that owns something.
    pub(crate) fn take_owned(&mut self, parent: u32, type_id: u16) -> Result<Slot, ArenaError> {
        self.take_message(type_id, State::live(type_id).owned(), parent)
    }

    /// Says in the slot of a message that it owns blocks or messages.
    pub(crate) fn mark_owning(&self, index: u32) -> Result<(), ArenaError> {
        self.allocator.slots.cells(index)?.mark_owning();
        Ok(())
    }

    #[inline]
    pub(crate) fn take_message(
        &mut self,
        type_id: u16,
        state: State,
        parent: u32,
    ) -> Result<Slot, ArenaError> {
        let message = self.type_of(type_id)?;
        let (class, size) = (message.class, message.cleared);
        self.allocator.take_slot(class, size, state, parent)
    }
}
