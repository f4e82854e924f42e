//! Writing of typed messages: what takes memory. Scalars are set through their cells.

use super::presence::text_length;
use super::write::{Owner, Place, set_span, store_word, take_block};
use crate::cells::{Child, List, Message, Text};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle};

/// Fields of typed messages, named by a function from the message to its cell.
///
/// ```no_run
/// # use strait_arena::{Arena, ArenaError, Handle, Text, Message};
/// # fn example<Order: Message>(arena: &mut Arena, order: Handle, name: fn(&Order) -> &Text) -> Result<(), ArenaError> {
/// arena.set_text(order, name, "Ada")
/// # }
/// ```
///
/// All of them fail with the errors of [`get`](Arena::get), with `OutOfMemory`, and with `OutOfBounds` when the function
/// gives a cell of another message. They set no presence: they are for fields that have none of their own.
impl Arena {
    /// Sets a string field. The block that it has is used again if it is large enough.
    pub fn set_text<M: Message>(
        &mut self,
        message: Handle,
        field: impl FnOnce(&M) -> &Text,
        value: &str,
    ) -> Result<(), ArenaError> {
        let (owner, place) = self.place_of(message, field)?;
        let mut address = place.window(self, 4)?.u32(0)?;
        if address != 0 {
            let block = self.allocator.slabs.block(address)?;
            if block.capacity() < value.len() as u64 {
                set_span(self, place, 0, 0)?;
                self.allocator.release_block(&block)?;
                self.allocator.control.count_data(owner.type_id, -1, -(block.capacity() as i64))?;
                address = 0;
            }
        }
        if address == 0 && !value.is_empty() {
            (address, _) = take_block(self, owner, value.len() as u64)?;
        }
        if !value.is_empty() {
            self.allocator.slabs.window(address, value.len())?.write(value.as_bytes())?;
        }
        set_span(self, place, address, text_length(value.len() as u32, value.is_ascii() && !value.is_empty()))
    }

    /// The sub-message of a field, which is created if absent.
    pub fn ensure_child<M: Message, C: Message>(
        &mut self,
        message: Handle,
        field: impl FnOnce(&M) -> &Child<C>,
    ) -> Result<Handle, ArenaError> {
        let (owner, place) = self.place_of(message, field)?;
        let slot = match place.window(self, 4)?.u32(0)? {
            0 => {
                let slot = self.take_child(owner.index, C::TYPE_ID)?;
                store_word(self, place, slot.index)?;
                slot
            }
            index => self.allocator.slots.child(owner.index, index, C::TYPE_ID)?,
        };
        handle_of(slot)
    }

    /// Gives an empty repeated field `count` messages with every field at its default. Errors: also `InvalidValue` when
    /// the field has elements; after `OutOfMemory` it has those for which there was room.
    pub fn add_messages<M: Message, C: Message>(
        &mut self,
        message: Handle,
        field: impl FnOnce(&M) -> &List<Child<C>>,
        count: u32,
    ) -> Result<(), ArenaError> {
        let (owner, place) = self.place_of(message, field)?;
        let window = place.window(self, 8)?;
        if window.u32(0)? != 0 {
            let what = "the elements of a repeated field to add messages to; clear it first";
            return Err(ArenaError::InvalidValue { what, value: window.u32(4)?.into() });
        }
        if count == 0 {
            return Ok(());
        }
        let (address, _) = take_block(self, owner, u64::from(count) * 4)?;
        set_span(self, place, address, 0)?;
        for index in 0..count {
            let slot = self.take_child(owner.index, C::TYPE_ID)?;
            store_word(self, Place { address, offset: index * 4 }, slot.index)?;
            set_span(self, place, address, index + 1)?;
        }
        Ok(())
    }

    /// The message that owns a cell, and where the cell is.
    fn place_of<M: Message, Cell>(
        &self,
        message: Handle,
        field: impl FnOnce(&M) -> &Cell,
    ) -> Result<(Owner, Place), ArenaError> {
        let slot = self.allocator.slots.resolve(message)?;
        let typed: &M = self.typed(slot)?;
        let start = std::ptr::from_ref(typed).addr();
        let offset = std::ptr::from_ref(field(typed)).addr().wrapping_sub(start);
        if offset > size_of::<M>() - size_of::<Cell>().min(size_of::<M>()) {
            let (start, limit) = (offset as u64, size_of::<M>() as u64);
            return Err(ArenaError::OutOfBounds { start, bytes: size_of::<Cell>() as u64, limit });
        }
        let owner = Owner { index: slot.index, type_id: slot.state.type_id() };
        Ok((owner, Place { address: slot.address, offset: offset as u32 }))
    }

    /// The handle of the message in a slot that a cell of another refers to. Errors: `Corrupt`.
    pub(crate) fn handle_at(&self, index: u32) -> Result<Handle, ArenaError> {
        handle_of(self.allocator.slots.read(index)?)
    }
}

fn handle_of(slot: Slot) -> Result<Handle, ArenaError> {
    Handle::new(slot.index, slot.generation)
}
