//! From wire bytes into the arena.
//!
//! Most fields come in order, with their canonical tags, so the next field is guessed and its tag compared. What does
//! not fit, in a tag or a value, is read again by a careful [`Reader`](super::reader::Reader), which says why.

use super::content::malformed;
use super::field::{unzigzag_doubleword, unzigzag_word};
use super::input::{Input, NOWHERE};
use super::table::{Operation, WireField, WireTable};
use super::tally::Tally;
use super::texts::Texts;
use super::{MOST_LEVELS, WireLimits};
use crate::memory::{Body, Stop};
use crate::message::MessageType;
use crate::schema::Kind;
use crate::slots::{Slot, State};
use crate::{Arena, ArenaError, Handle};

pub(super) struct Decoder<'a> {
    pub(super) arena: &'a mut Arena,
    pub(super) input: Input<'a>,
    /// Most levels of messages.
    limit: u32,
}

/// A message that is being read.
pub(super) struct Message<'a> {
    pub(super) slot: Slot,
    /// A struct of the type that `table` belongs to.
    pub(super) body: Body<'a>,
    pub(super) table: &'static WireTable,
    /// Where its bytes end.
    pub(super) end: usize,
    /// Levels of messages that may still be in it.
    pub(super) levels: u32,
    pub(super) tally: Tally,
    pub(super) texts: Texts,
}

/// Decodes a message of a type.
pub(crate) fn decode(
    arena: &mut Arena,
    type_id: u16,
    bytes: &[u8],
    limits: &WireLimits,
) -> Result<Handle, ArenaError> {
    if bytes.len() as u64 > limits.maximum_bytes {
        return Err(ArenaError::OutOfMemory {
            what: "bytes of an encoded message",
            amount: bytes.len() as u64,
        });
    }
    let limit = limits.maximum_depth.min(MOST_LEVELS);
    let end = Input::end_of(bytes);
    let mut decoder = Decoder { arena, input: Input::new(bytes, &end), limit };
    let message = decoder.arena.type_of(type_id)?;
    let (slot, body) = decoder.take(type_id, message).map_err(|stop| *stop)?;
    let handle = Handle::new(slot.index, slot.generation)?;
    match decoder.message(slot, body, message, 0, bytes.len(), limit) {
        Ok(()) => Ok(handle),
        Err(error) => {
            decoder.arena.free(handle)?;
            Err(*error)
        }
    }
}

impl<'a> Decoder<'a> {
    /// A new message of a type that nobody owns, and its struct.
    #[inline(always)]
    fn take(&mut self, type_id: u16, message: &MessageType) -> Result<(Slot, Body<'a>), Stop> {
        let state = State::live(type_id);
        match self.arena.allocator.take_listed_slot(message.class, message.layout.size, state, 0) {
            // SAFETY: the decoder holds the arena, which keeps its regions.
            Some((slot, body)) => Ok((slot, unsafe { body.detached() })),
            None => self.take_new(type_id, state),
        }
    }

    #[cold]
    #[inline(never)]
    fn take_new(&mut self, type_id: u16, state: State) -> Result<(Slot, Body<'a>), Stop> {
        let slot = self.arena.take_message(type_id, state, 0)?;
        Ok((slot, self.body(slot)?))
    }

    /// The struct of a message.
    fn body(&self, slot: Slot) -> Result<Body<'a>, Stop> {
        let window = self.arena.window(slot, self.arena.type_of(slot.state.type_id())?)?;
        // SAFETY: the decoder holds the arena, which keeps its regions.
        unsafe { Body::new(window) }
    }

    /// Reads the sub-message from `start` to `end` into that of a singular field, or into a new one.
    #[inline(never)]
    fn singular_message(
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

    /// Reads fields from `start` to `end` into a message, which may have some already, and its struct.
    #[inline(always)]
    fn message(
        &mut self,
        slot: Slot,
        body: Body<'a>,
        message: &'static MessageType,
        start: usize,
        end: usize,
        levels: u32,
    ) -> Result<(), Stop> {
        let Some(levels) = levels.checked_sub(1) else {
            return Err(ArenaError::TooDeep { limit: self.limit }.into());
        };
        let (tally, texts) = (Tally::default(), Texts::default());
        let mut reading = Message { slot, body, table: &message.wire, end, levels, tally, texts };
        let read = self.fields(&mut reading, start);
        // Also after a failure, so that what the message has got is freed with it.
        reading.tally.settle(self.arena, slot)?;
        // A string before what cannot be read is what is wrong first.
        reading.texts.settle(&self.input).and(read)
    }

    #[inline(never)]
    fn fields(&mut self, message: &mut Message<'a>, start: usize) -> Result<(), Stop> {
        let Message { body, table, end: limit, .. } = *message;
        let input = self.input;
        let (mut at, mut start, mut next) = (start, start, table.fields.iter());
        while at < limit {
            start = at;
            let near = input.near(start);
            // SAFETY, for every word of the field below: the field begins before `limit`, and its tag has at most 10 bytes.
            // SAFETY: as said above.
            let word = unsafe { near.word(0) };
            let (field, operation, tag_bytes, rest);
            let mut following = next.clone();
            match following.next() {
                Some(expected) if word & expected.mask == expected.tag => {
                    tag_bytes = usize::from(expected.tag_bytes);
                    rest = word >> expected.tag_bits;
                    next = following;
                    (field, operation) = (expected, expected.operation);
                }
                _ => {
                    let (number, wire, end) = self.tag(word, start, limit, message.levels)?;
                    let Some((position, found, what)) = table.find(number, wire) else {
                        at = self.unknown(message, start)?;
                        continue;
                    };
                    tag_bytes = end - start;
                    // SAFETY: as said above.
                    rest = unsafe { near.word(tag_bytes) };
                    next = table.fields.get(position + 1..).unwrap_or_default().iter();
                    (field, operation) = (found, what);
                }
            }
            at = start + tag_bytes;
            // SAFETY, for every store below: `body` is a struct of the type that `table` belongs to, and `WireTable`
            // has checked that the cells of its fields lie in such a struct.
            match operation {
                Operation::Word => {
                    // SAFETY: as said above.
                    let (value, end) = unsafe { near.varint(rest, tag_bytes, at) };
                    at = end;
                    // SAFETY: as said above.
                    unsafe { body.put_u32(field.offset, value as u32) };
                }
                Operation::Doubleword => {
                    // SAFETY: as said above.
                    let (value, end) = unsafe { near.varint(rest, tag_bytes, at) };
                    at = end;
                    // SAFETY: as said above.
                    unsafe { body.put_u64(field.offset, value) };
                }
                Operation::ZigzagWord => {
                    // SAFETY: as said above.
                    let (value, end) = unsafe { near.varint(rest, tag_bytes, at) };
                    at = end;
                    // SAFETY: as said above.
                    unsafe { body.put_u32(field.offset, unzigzag_word(value)) };
                }
                Operation::ZigzagDoubleword => {
                    // SAFETY: as said above.
                    let (value, end) = unsafe { near.varint(rest, tag_bytes, at) };
                    at = end;
                    // SAFETY: as said above.
                    unsafe { body.put_u64(field.offset, unzigzag_doubleword(value)) };
                }
                Operation::Bool => {
                    // SAFETY: as said above.
                    let (value, end) = unsafe { near.varint(rest, tag_bytes, at) };
                    at = end;
                    // SAFETY: as said above.
                    unsafe { body.put_u8(field.offset, u8::from(value != 0)) };
                }
                Operation::Fixed32 => {
                    // SAFETY: as said above.
                    let value = unsafe { near.word(tag_bytes) } as u32;
                    at += 4;
                    // SAFETY: as said above.
                    unsafe { body.put_u32(field.offset, value) };
                }
                Operation::Fixed64 => {
                    // SAFETY: as said above.
                    let value = unsafe { near.word(tag_bytes) };
                    at += 8;
                    // SAFETY: as said above.
                    unsafe { body.put_u64(field.offset, value) };
                }
                Operation::Text | Operation::Bytes => {
                    // SAFETY: as said above.
                    let (length, content) = unsafe { near.varint(rest, tag_bytes, at) };
                    if content > limit || length > (limit - content) as u64 {
                        at = NOWHERE;
                        break;
                    }
                    at = content + length as usize;
                    // SAFETY: as said above; a span has two words.
                    let is_there = unsafe { body.get_u32(field.offset) } != 0;
                    if is_there {
                        self.empty(body, field.offset as usize, &mut message.tally)?;
                    }
                    let is_text = operation == Operation::Text;
                    let span = self.new_content(message, content, at, is_text)?;
                    // SAFETY: as said above.
                    unsafe { body.put_u32(field.offset, span as u32) };
                    // SAFETY: as said above.
                    unsafe { body.put_u32(field.offset + 4, (span >> 32) as u32) };
                }
                Operation::Message => {
                    // SAFETY: as said above.
                    let (length, content) = unsafe { near.varint(rest, tag_bytes, at) };
                    if content > limit || length > (limit - content) as u64 {
                        at = NOWHERE;
                        break;
                    }
                    at = content + length as usize;
                    self.singular_message(message, field, content, at)?;
                }
                _ => {
                    at = self.other(message, field, operation, start, at)?;
                    continue;
                }
            }
            if field.presence_bit != 0 {
                // SAFETY: as said above.
                unsafe { body.add_bit(field.presence_offset, field.presence_bit) };
            }
        }
        if at == limit { Ok(()) } else { Err(self.refuse(start, limit, message.levels)) }
    }
}
