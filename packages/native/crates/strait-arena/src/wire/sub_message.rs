//! Sub-messages: taken off the list of their type when there is none yet, and read where they are.

use super::decode::{Decoder, Message};
use super::table::WireField;
use super::tally::Tally;
use crate::allocate::Taken;
use crate::memory::{Body, Stop};
use crate::message::MessageType;
use crate::slots::State;

impl<'a> Decoder<'a> {
    /// A new sub-message for a singular field of a message, whose bytes end at `end`. None when the field has one already,
    /// none is on the list, or no more levels are allowed.
    #[inline(never)]
    pub(super) fn enter(&self, message: &Message<'a>, field: &WireField, end: usize) -> Option<Message<'a>> {
        let levels = message.levels.checked_sub(1)?;
        // SAFETY: `body` is a struct of the type that `field` belongs to, and `WireTable` has checked that the cells of its
        // fields lie in such a struct.
        if unsafe { message.body.get_u32(field.offset) } != 0 {
            return None;
        }
        let child_type = self.arena.type_of(field.type_id).ok()?;
        let Taken { cells, index, address, identity, body } =
            self.take_child(message, field.type_id, child_type)?;
        // SAFETY: as said above.
        unsafe { message.body.put_u32(field.offset, index) };
        let (table, tally) = (&child_type.wire, Tally::default());
        Some(Message { cells, index, address, identity, body, table, end, levels, tally })
    }

    /// A new sub-message of a message, if there is one on the list; the caller stores its index.
    #[inline(always)]
    fn take_child(&self, message: &Message<'a>, type_id: u16, child_type: &MessageType) -> Option<Taken<'a>> {
        let state = State::live(type_id).owned();
        let (class, size) = (child_type.class, child_type.cleared);
        let taken = self.arena.allocator.take_listed_slot(class, size, state, message.index)?;
        message.cells.mark_owning();
        // SAFETY: the decoder holds the arena, which keeps its regions.
        Some(unsafe { taken.detached() })
    }

    /// Reads the sub-message from `start` to `end` into the one that is at `offset` of a block, or into a new one.
    #[inline(never)]
    pub(super) fn sub_message(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        body: Body<'a>,
        offset: usize,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let child_type = self.arena.type_of(field.type_id)?;
        let taken = match body.u32(offset)? {
            0 => self.take_child(message, field.type_id, child_type),
            _ => None,
        };
        let Some(child) = taken else {
            return self.other_sub_message(message, field, body, offset, start, end);
        };
        body.set_u32(offset, child.index)?;
        self.message(child, child_type, start, end, message.levels)
    }

    /// As [`sub_message`](Self::sub_message), where there is a message already, or none on the list.
    #[cold]
    #[inline(never)]
    pub(super) fn other_sub_message(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        body: Body<'a>,
        offset: usize,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let (parent, type_id) = (message.index, field.type_id);
        let present = body.u32(offset)?;
        let child = if present == 0 {
            let child = self.arena.take_owned(parent, type_id)?;
            message.cells.mark_owning();
            body.set_u32(offset, child.index)?;
            child
        } else {
            self.arena.allocator.slots.child(parent, present, type_id)?
        };
        let child_type = self.arena.type_of(type_id)?;
        self.message(self.taken(child)?, child_type, start, end, message.levels)
    }
}
