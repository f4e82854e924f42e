//! Fields one at a time: values, members of oneofs, unknown fields, and what is wrong with the rest.

use super::WireType;
use super::content::malformed;
use super::decode::{Decoder, Message};
use super::table::{Operation, WireField};
use crate::Handle;
use crate::memory::{Body, Stop};
use crate::message::clear_field;
use crate::schema::Kind;

/// The largest field number.
const LARGEST_NUMBER: u64 = (1 << 29) - 1;

impl<'a> Decoder<'a> {
    /// Reads a field that is no plain number, text or message, whose tag is at `start` and value at `at`. Returns where
    /// it ends.
    #[inline(never)]
    pub(super) fn other(
        &mut self,
        message: &mut Message<'a>,
        field: &'static WireField,
        operation: Operation,
        start: usize,
        at: usize,
    ) -> Result<usize, Stop> {
        let (body, limit, offset) = (message.body, message.end, field.offset as usize);
        let operation = match operation {
            Operation::Element => return self.elements(message, field, start, at),
            Operation::Member => {
                self.choose(message, field)?;
                field.value
            }
            other => other,
        };
        let has_length = matches!(
            operation,
            Operation::Message | Operation::Packed | Operation::Entry | Operation::Text | Operation::Bytes
        );
        if !has_length {
            let end = self.scalar(operation, body, offset, at, limit)?;
            return if end > limit { Err(self.refuse(start, limit, message.levels)) } else { Ok(end) };
        }
        let (length, content) = self.input.varint(at);
        if content > limit || length > (limit - content) as u64 {
            return Err(self.refuse(start, limit, message.levels));
        }
        let end = content + length as usize;
        match operation {
            Operation::Packed => self.packed(message, field, content, end)?,
            Operation::Entry => return self.entries(message, field, content, end),
            _ => self.delimited(message, field, body, offset, content, end)?,
        }
        if field.presence_bit != 0 {
            let presence = field.presence_offset as usize;
            body.set_u32(presence, body.u32(presence)? | field.presence_bit)?;
        }
        Ok(end)
    }

    /// Reads a number into the cell at `offset`. Returns where it ends; nothing is stored when that is beyond `limit`.
    #[inline(always)]
    pub(super) fn scalar(
        &self,
        operation: Operation,
        body: Body<'a>,
        offset: usize,
        at: usize,
        limit: usize,
    ) -> Result<usize, Stop> {
        let (bits, end) = match operation {
            Operation::Fixed32 => (self.input.word(at), at + 4),
            Operation::Fixed64 => (self.input.word(at), at + 8),
            _ => self.input.varint(at),
        };
        if end > limit {
            return Ok(end);
        }
        store(operation, body, offset, bits)?;
        Ok(end)
    }

    /// Reads a string, bytes value or message from `start` to `end` over what is at `offset` of a block: a sub-message
    /// is merged into the one that is there.
    #[inline(never)]
    pub(super) fn delimited(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        body: Body<'a>,
        offset: usize,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        match field.layout.kind {
            Kind::Message(_) => self.sub_message(message, field, body, offset, start, end),
            kind => {
                let is_text = kind == Kind::String;
                self.content(message, body, offset, start, end, is_text)
            }
        }
    }

    /// Makes a member of a oneof the one that is set.
    fn choose(&mut self, message: &Message<'a>, field: &WireField) -> Result<(), Stop> {
        let case = field.presence_offset as usize;
        let current = message.body.u32(case)?;
        if current == field.layout.number {
            return Ok(());
        }
        if current != 0 {
            let handle = Handle::new(message.index, message.identity.generation())?;
            clear_field(self.arena, handle, current)?;
        }
        // Named first, so that what a failure leaves in the storage is freed with the message.
        message.body.set_u32(case, field.layout.number)
    }

    /// Number and wire type of the tag that begins with `word`, and where it ends.
    #[inline]
    pub(super) fn tag(
        &self,
        word: u64,
        start: usize,
        limit: usize,
        levels: u32,
    ) -> Result<(u32, WireType, usize), Stop> {
        let (tag, end) = self.input.varint_in(word, start);
        match WireType::from_bits(tag as u32 & 7) {
            Some(wire) if end <= limit && (1..=LARGEST_NUMBER).contains(&(tag >> 3)) => {
                Ok(((tag >> 3) as u32, wire, end))
            }
            _ => Err(self.refuse(start, limit, levels)),
        }
    }

    /// Keeps a field that the type does not know. Returns where it ends.
    #[inline(never)]
    pub(super) fn unknown(&mut self, message: &mut Message<'a>, start: usize) -> Result<usize, Stop> {
        let mut reader = self.input.reader(start, message.end);
        let (number, wire) = reader.tag()?;
        reader.skip(number, wire, message.levels)?;
        let end = message.end - reader.rest().len();
        self.append_bytes(message, start, end)?;
        Ok(end)
    }

    /// What is wrong with the field from `start`.
    #[cold]
    #[inline(never)]
    pub(super) fn refuse(&self, start: usize, limit: usize, levels: u32) -> Stop {
        let mut reader = self.input.reader(start, limit);
        match reader.tag().and_then(|(number, wire)| reader.skip(number, wire, levels)) {
            Err(error) => error.into(),
            Ok(()) => malformed("a field cannot be read", start),
        }
    }
}

/// Stores a number, as it is on the wire, into the cell at `offset`.
#[inline(always)]
pub(super) fn store(operation: Operation, body: Body<'_>, offset: usize, bits: u64) -> Result<(), Stop> {
    match operation {
        Operation::Word | Operation::Fixed32 => body.set_u32(offset, bits as u32),
        Operation::ZigzagWord => body.set_u32(offset, unzigzag_word(bits)),
        Operation::ZigzagDoubleword => body.set_u64(offset, unzigzag_doubleword(bits)),
        Operation::Bool => body.set_u8(offset, u8::from(bits != 0)),
        _ => body.set_u64(offset, bits),
    }
}

pub(super) const fn unzigzag_word(varint: u64) -> u32 {
    let zigzag = varint as u32;
    (zigzag >> 1) ^ (zigzag & 1).wrapping_neg()
}

pub(super) const fn unzigzag_doubleword(zigzag: u64) -> u64 {
    (zigzag >> 1) ^ (zigzag & 1).wrapping_neg()
}
