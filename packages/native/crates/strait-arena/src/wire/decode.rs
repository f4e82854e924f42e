//! From wire bytes into the arena.
//!
//! Most fields come in order, with their canonical tags, so the next field is guessed and its tag compared. What does
//! not fit, in a tag or a value, is read again by a careful [`Reader`](super::reader::Reader), which says why.

use super::field::{unzigzag_doubleword, unzigzag_word};
use super::input::{Input, NOWHERE};
use super::table::{Step, WireTable};
use super::tally::Tally;
use super::texts::Texts;
use super::{MOST_LEVELS, WireLimits};
use crate::allocate::Taken;
use crate::memory::{Body, Stop};
use crate::message::MessageType;
use crate::slots::{Identity, Slot, SlotCells, State};
use crate::{Arena, ArenaError, Handle};

pub(super) struct Decoder<'a> {
    pub(super) arena: &'a mut Arena,
    pub(super) input: Input<'a>,
    /// Strings that are to be validated, of whatever message.
    pub(super) texts: Texts,
    /// Most levels of messages.
    limit: u32,
}

/// A message that is being read.
pub(super) struct Message<'a> {
    /// Where its slot is; the rest are copies of what is there.
    pub(super) cells: &'a SlotCells,
    pub(super) index: u32,
    pub(super) address: u32,
    pub(super) identity: Identity,
    /// A struct of the type that `table` belongs to.
    pub(super) body: Body<'a>,
    pub(super) table: &'static WireTable,
    /// Where its bytes end.
    pub(super) end: usize,
    /// Levels of messages that may still be in it.
    pub(super) levels: u32,
    pub(super) tally: Tally,
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
    let mut decoder = Decoder { arena, input: Input::new(bytes, &end), texts: Texts::default(), limit };
    let message = decoder.arena.type_of(type_id)?;
    let taken = decoder.take(type_id, message).map_err(|stop| *stop)?;
    let handle = Handle::new(taken.index, taken.identity.generation())?;
    let read = decoder.message(taken, message, 0, bytes.len(), limit);
    // A string before what cannot be read is what is wrong first.
    match decoder.texts.settle(&decoder.input).and(read) {
        Ok(()) => Ok(handle),
        Err(error) => {
            decoder.arena.free(handle)?;
            Err(*error)
        }
    }
}

impl<'a> Decoder<'a> {
    /// A new message of a type that nobody owns.
    #[inline(always)]
    fn take(&mut self, type_id: u16, message: &MessageType) -> Result<Taken<'a>, Stop> {
        let state = State::live(type_id);
        match self.arena.allocator.take_listed_slot(message.class, message.cleared, state, 0) {
            // SAFETY: the decoder holds the arena, which keeps its regions.
            Some(taken) => Ok(unsafe { taken.detached() }),
            None => self.take_new(type_id, state),
        }
    }

    #[cold]
    #[inline(never)]
    fn take_new(&mut self, type_id: u16, state: State) -> Result<Taken<'a>, Stop> {
        let slot = self.arena.take_message(type_id, state, 0)?;
        self.taken(slot)
    }

    /// A message that was taken before.
    pub(super) fn taken(&self, slot: Slot) -> Result<Taken<'a>, Stop> {
        let (cells, identity) = (self.arena.allocator.slots.cells(slot.index)?, slot.identity());
        let window = self.arena.window(slot, self.arena.type_of(slot.state.type_id())?)?;
        // SAFETY: the decoder holds the arena, which keeps its regions.
        let body = unsafe { Body::new(window) }?;
        // SAFETY: the same.
        Ok(unsafe { Taken { cells, index: slot.index, address: slot.address, identity, body }.detached() })
    }

    /// Reads fields from `start` to `end` into a message, which may have some already.
    #[inline(always)]
    pub(super) fn message(
        &mut self,
        taken: Taken<'a>,
        message: &'static MessageType,
        start: usize,
        end: usize,
        levels: u32,
    ) -> Result<(), Stop> {
        let Some(levels) = levels.checked_sub(1) else { return Err(self.too_deep()) };
        let Taken { cells, index, address, identity, body } = taken;
        let (table, tally) = (&message.wire, Tally::default());
        let mut reading = Message { cells, index, address, identity, body, table, end, levels, tally };
        let read = self.fields(&mut reading, start);
        // Also after a failure, so that what the message has got is freed with it.
        reading.settle(self.arena)?;
        read
    }

    #[cold]
    #[inline(never)]
    fn too_deep(&self) -> Stop {
        ArenaError::TooDeep { limit: self.limit }.into()
    }

    #[inline(never)]
    fn fields(&mut self, message: &mut Message<'a>, start: usize) -> Result<(), Stop> {
        let Message { body, table, end: limit, .. } = *message;
        let input = self.input;
        let (mut at, mut start, mut next) = (start, start, table.first());
        while at < limit {
            start = at;
            let near = input.near(start);
            // SAFETY, for every word of the field below: the field begins before `limit`, and its tag has at most 10 bytes.
            // SAFETY: as said above.
            let word = unsafe { near.word(0) };
            let (field, tag_bytes, rest);
            match next.meet(word) {
                Some((expected, after)) => {
                    tag_bytes = usize::from(expected.tag_bytes);
                    rest = word >> expected.tag_bits;
                    (field, next) = (expected, after);
                }
                None => {
                    let (number, wire, end) = self.tag(word, start, limit, message.levels)?;
                    let Some((found, after, operation)) = table.find(number, wire) else {
                        at = self.unknown(message, start)?;
                        continue;
                    };
                    next = after;
                    if operation != found.operation {
                        at = self.other(message, found, operation, start, end)?;
                        continue;
                    }
                    field = found;
                    tag_bytes = end - start;
                    // SAFETY: as said above.
                    rest = unsafe { near.word(tag_bytes) };
                }
            }
            at = start + tag_bytes;
            // SAFETY, for every store below: `body` is a struct of the type that `table` belongs to, and `WireTable`
            // has checked that the cells of its fields lie in such a struct.
            match field.step {
                Step::Word => {
                    // SAFETY: as said above.
                    let (value, end) = unsafe { near.varint(rest, tag_bytes, at) };
                    at = end;
                    // SAFETY: as said above.
                    unsafe { body.put_u32(field.offset, value as u32) };
                }
                Step::Doubleword => {
                    // SAFETY: as said above.
                    let (value, end) = unsafe { near.varint(rest, tag_bytes, at) };
                    at = end;
                    // SAFETY: as said above.
                    unsafe { body.put_u64(field.offset, value) };
                }
                Step::ZigzagWord => {
                    // SAFETY: as said above.
                    let (value, end) = unsafe { near.varint(rest, tag_bytes, at) };
                    at = end;
                    // SAFETY: as said above.
                    unsafe { body.put_u32(field.offset, unzigzag_word(value)) };
                }
                Step::ZigzagDoubleword => {
                    // SAFETY: as said above.
                    let (value, end) = unsafe { near.varint(rest, tag_bytes, at) };
                    at = end;
                    // SAFETY: as said above.
                    unsafe { body.put_u64(field.offset, unzigzag_doubleword(value)) };
                }
                Step::Bool => {
                    // SAFETY: as said above.
                    let (value, end) = unsafe { near.varint(rest, tag_bytes, at) };
                    at = end;
                    // SAFETY: as said above.
                    unsafe { body.put_u8(field.offset, u8::from(value != 0)) };
                }
                Step::Fixed32 => {
                    // SAFETY: as said above.
                    let value = unsafe { near.word(tag_bytes) } as u32;
                    at += 4;
                    // SAFETY: as said above.
                    unsafe { body.put_u32(field.offset, value) };
                }
                Step::Fixed64 => {
                    // SAFETY: as said above.
                    let value = unsafe { near.word(tag_bytes) };
                    at += 8;
                    // SAFETY: as said above.
                    unsafe { body.put_u64(field.offset, value) };
                }
                Step::Text | Step::Bytes => {
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
                    let is_text = field.step == Step::Text;
                    let span = self.new_content(message, content, at, is_text)?;
                    // SAFETY: as said above.
                    unsafe { body.put_u32(field.offset, span as u32) };
                    // SAFETY: as said above.
                    unsafe { body.put_u32(field.offset + 4, (span >> 32) as u32) };
                }
                Step::Message => {
                    // SAFETY: as said above.
                    let (length, content) = unsafe { near.varint(rest, tag_bytes, at) };
                    if content > limit || length > (limit - content) as u64 {
                        at = NOWHERE;
                        break;
                    }
                    at = content + length as usize;
                    let mut child = self.enter(message, field, at);
                    match &mut child {
                        Some(child) => {
                            let read = self.fields(child, content);
                            // Also after a failure, so that what the message has got is freed with it.
                            child.settle(self.arena)?;
                            read?;
                        }
                        None => {
                            self.other_sub_message(message, field, body, field.offset as usize, content, at)?
                        }
                    }
                }
                Step::Other => {
                    at = self.other(message, field, field.operation, start, at)?;
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
