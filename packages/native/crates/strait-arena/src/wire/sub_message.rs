//! Sub-messages: taken off the list of their type when there is none yet, and read where they are.

use super::content::malformed;
use super::decode::{Decoder, Message};
use super::table::WireField;
use crate::memory::{Body, Stop};
use crate::schema::Kind;
use crate::slots::State;

impl<'a> Decoder<'a> {
    /// Reads the sub-message from `start` to `end` into that of a singular field, or into a new one.
    #[inline(never)]
    pub(super) fn singular_message(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let (body, type_id) = (message.body, field.type_id);
        let child_type = self.arena.type_of(type_id)?;
        let (class, size) = (child_type.class, child_type.layout.size);
        let (state, parent) = (State::live(type_id).owned(), message.slot.index);
        // SAFETY: `body` is a struct of the type that `field` belongs to, and `WireTable` has checked that the cells of its
        // fields lie in such a struct.
        let listed = match unsafe { body.get_u32(field.offset) } {
            0 => self.arena.allocator.take_listed_slot(class, size, state, parent),
            _ => None,
        };
        let Some((child, child_body)) = listed else {
            return self.other_sub_message(message, type_id, body, field.offset as usize, start, end);
        };
        message.tally.owns = true;
        // SAFETY: as said above.
        unsafe { body.put_u32(field.offset, child.index) };
        // SAFETY: the decoder holds the arena, which keeps its regions.
        let child_body = unsafe { child_body.detached() };
        self.message(child, child_body, child_type, start, end, message.levels)
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
        let Kind::Message(type_id) = field.layout.kind else {
            return Err(malformed("a field without a sub-message has one", start));
        };
        let child_type = self.arena.type_of(type_id)?;
        let (class, size) = (child_type.class, child_type.layout.size);
        let (state, parent) = (State::live(type_id).owned(), message.slot.index);
        let listed = match body.u32(offset)? {
            0 => self.arena.allocator.take_listed_slot(class, size, state, parent),
            _ => None,
        };
        let Some((child, child_body)) = listed else {
            return self.other_sub_message(message, type_id, body, offset, start, end);
        };
        message.tally.owns = true;
        body.set_u32(offset, child.index)?;
        // SAFETY: the decoder holds the arena, which keeps its regions.
        let child_body = unsafe { child_body.detached() };
        self.message(child, child_body, child_type, start, end, message.levels)
    }

    /// As [`sub_message`](Self::sub_message), where there is a message already, or none on the list.
    #[cold]
    #[inline(never)]
    fn other_sub_message(
        &mut self,
        message: &mut Message<'a>,
        type_id: u16,
        body: Body<'a>,
        offset: usize,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let parent = message.slot.index;
        let present = body.u32(offset)?;
        let child = if present == 0 {
            let child = self.arena.take_owned(parent, type_id)?;
            message.tally.owns = true;
            body.set_u32(offset, child.index)?;
            child
        } else {
            self.arena.allocator.slots.child(parent, present, type_id)?
        };
        self.message(child, self.body(child)?, self.arena.type_of(type_id)?, start, end, message.levels)
    }
}
