//! From the arena to wire bytes: fields in order of their numbers, unknown fields last.

use std::cell::Cell;

use super::scalar::to_varint;
use super::table::{Operation, WireField, encoded_tag, operation};
use super::writer::BackwardWriter;
use super::{MOST_LEVELS, WireLimits};
use crate::memory::{Body, Stop};
use crate::message::Traversal;
use crate::message::presence::{ASCII, Span};
use crate::schema::{Kind, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle};

struct Encoder<'a> {
    arena: &'a Arena,
    traversal: Traversal<'a>,
    writer: BackwardWriter,
    limit: u32,
}

/// The tag of a value, its first byte lowest, and how many bytes it has.
type Tag = (u64, u8);

thread_local! {
    /// What messages are written into before they are copied out.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Encodes a message.
pub(crate) fn encode(arena: &Arena, handle: Handle, limits: &WireLimits) -> Result<Vec<u8>, ArenaError> {
    let limit = limits.maximum_depth.min(MOST_LEVELS);
    let slot = arena.allocator.slots.resolve(handle)?;
    let writer = BackwardWriter::new(BUFFER.take(), limits.maximum_bytes);
    let mut encoder = Encoder { arena, traversal: Traversal::new(&arena.allocator), writer, limit };
    let bytes = encoder.message(slot, limit).and_then(|()| encoder.writer.copy());
    BUFFER.set(encoder.writer.into_buffer());
    bytes.map_err(|stop| *stop)
}

impl<'a> Encoder<'a> {
    fn message(&mut self, slot: Slot, levels: u32) -> Result<(), Stop> {
        let levels = levels.checked_sub(1).ok_or(ArenaError::TooDeep { limit: self.limit })?;
        let message = self.arena.type_of(slot.state.type_id())?;
        // SAFETY: the arena is borrowed for 'a.
        let body: Body<'a> = unsafe { Body::new(self.arena.window(slot, message)?) }?;
        self.traversal.charge(message.layout.size.into())?;
        self.content(body, 0, body.u32(4)? as usize)?;
        for field in message.wire.fields.iter().rev() {
            self.field(slot.index, body, field, levels)?;
        }
        Ok(())
    }

    /// A field, if it is present.
    #[inline(always)]
    fn field(&mut self, owner: u32, body: Body<'a>, field: &WireField, levels: u32) -> Result<(), Stop> {
        let offset = field.offset;
        // SAFETY, for every load below: `body` is a struct of the type that `field` belongs to, and `WireTable` has
        // checked that the cells of its fields lie in such a struct.
        let (tag, tag_bytes) = (field.tag, field.tag_bytes);
        let is_set = match field.presence_bit {
            0 => false,
            bit => {
                // SAFETY: as said above.
                let word = unsafe { body.get_u32(field.presence_offset) };
                if word & bit == 0 {
                    return Ok(());
                }
                true
            }
        };
        match field.operation {
            Operation::Word => {
                // SAFETY: as said above.
                let bits = unsafe { body.get_u32(offset) };
                if bits == 0 && !is_set {
                    return Ok(());
                }
                let value = if field.is_signed { bits as i32 as i64 as u64 } else { bits.into() };
                self.writer.varint(value, tag, tag_bytes)
            }
            // SAFETY: as said above.
            Operation::Doubleword => match unsafe { body.get_u64(offset) } {
                0 if !is_set => Ok(()),
                value => self.writer.varint(value, tag, tag_bytes),
            },
            // SAFETY: as said above.
            Operation::ZigzagWord => match unsafe { body.get_u32(offset) } {
                0 if !is_set => Ok(()),
                bits => self.writer.varint(to_varint(Kind::Sint32, bits.into()), tag, tag_bytes),
            },
            // SAFETY: as said above.
            Operation::ZigzagDoubleword => match unsafe { body.get_u64(offset) } {
                0 if !is_set => Ok(()),
                bits => self.writer.varint(to_varint(Kind::Sint64, bits), tag, tag_bytes),
            },
            // SAFETY: as said above.
            Operation::Bool => match unsafe { body.get_u8(offset) } {
                0 if !is_set => Ok(()),
                bits => self.writer.varint(u64::from(bits != 0), tag, tag_bytes),
            },
            // SAFETY: as said above.
            Operation::Fixed32 => match unsafe { body.get_u32(offset) } {
                0 if !is_set => Ok(()),
                bits => self.writer.fixed32(bits, tag, tag_bytes),
            },
            // SAFETY: as said above.
            Operation::Fixed64 => match unsafe { body.get_u64(offset) } {
                0 if !is_set => Ok(()),
                bits => self.writer.fixed64(bits, tag, tag_bytes),
            },
            Operation::Text | Operation::Bytes => {
                // SAFETY: as said above; a span has two words.
                let length = unsafe { body.get_u32(offset + 4) };
                let length = if field.operation == Operation::Text { length & !ASCII } else { length };
                if length == 0 && !is_set {
                    return Ok(());
                }
                let mark = self.writer.written();
                self.content(body, offset as usize, length as usize)?;
                self.writer.delimit(mark, tag, tag_bytes)
            }
            _ => self.other(owner, body, field, levels, is_set),
        }
    }

    /// A field that is no plain number or text.
    fn other(
        &mut self,
        owner: u32,
        body: Body<'a>,
        field: &WireField,
        levels: u32,
        is_set: bool,
    ) -> Result<(), Stop> {
        let (offset, kind) = (field.offset as usize, field.layout.kind);
        match field.layout.rule {
            Rule::Repeated { packed } => {
                let stride = kind.size() as usize;
                let Some((block, length)) = self.span(body, offset, stride)? else { return Ok(()) };
                let mark = self.writer.written();
                if packed && field.operation == Operation::Packed {
                    for index in (0..length).rev() {
                        self.scalar(block, index * stride, kind)?;
                    }
                    return self.writer.delimit(mark, field.tag, field.tag_bytes);
                }
                for index in (0..length).rev() {
                    self.tagged(owner, (field.tag, field.tag_bytes), block, index * stride, kind, levels)?;
                }
                Ok(())
            }
            Rule::Map { key, stride, value_offset } => {
                let stride = stride as usize;
                let Some((block, length)) = self.span(body, offset, stride)? else { return Ok(()) };
                let (key_tag, value_tag) = (entry_tag(1, key), entry_tag(2, kind));
                for index in (0..length).rev() {
                    let entry = index * stride;
                    let mark = self.writer.written();
                    self.tagged(owner, value_tag, block, entry + value_offset as usize, kind, levels)?;
                    self.tagged(owner, key_tag, block, entry, key, levels)?;
                    self.writer.delimit(mark, field.tag, field.tag_bytes)?;
                }
                Ok(())
            }
            Rule::Oneof { .. } if body.u32(field.presence_offset as usize)? != field.layout.number => Ok(()),
            Rule::Singular if !is_set && kind.is_message() && body.u32(offset)? == 0 => Ok(()),
            _ => self.tagged(owner, (field.tag, field.tag_bytes), body, offset, kind, levels),
        }
    }

    /// A value with its tag.
    fn tagged(
        &mut self,
        owner: u32,
        (tag, bytes): Tag,
        body: Body<'a>,
        offset: usize,
        kind: Kind,
        levels: u32,
    ) -> Result<(), Stop> {
        let mark = self.writer.written();
        match operation(kind) {
            Operation::Text | Operation::Bytes => {
                let length = body.u32(offset + 4)?;
                let length = if kind == Kind::String { length & !ASCII } else { length };
                self.content(body, offset, length as usize)?;
                self.writer.delimit(mark, tag, bytes)
            }
            Operation::Fixed32 => self.writer.fixed32(body.u32(offset)?, tag, bytes),
            Operation::Fixed64 => self.writer.fixed64(body.u64(offset)?, tag, bytes),
            _ => {
                if let Kind::Message(type_id) = kind {
                    let child = self.arena.allocator.slots.child(owner, body.u32(offset)?, type_id)?;
                    self.message(child, levels)?;
                    return self.writer.delimit(mark, tag, bytes);
                }
                self.writer.varint(to_varint(kind, bits(body, offset, kind)?), tag, bytes)
            }
        }
    }

    /// A number without a tag.
    #[inline]
    fn scalar(&mut self, block: Body<'a>, offset: usize, kind: Kind) -> Result<(), Stop> {
        match operation(kind) {
            Operation::Fixed32 => self.writer.fixed32(block.u32(offset)?, 0, 0),
            Operation::Fixed64 => self.writer.fixed64(block.u64(offset)?, 0, 0),
            _ => self.writer.varint(to_varint(kind, bits(block, offset, kind)?), 0, 0),
        }
    }

    /// The bytes of a string, bytes value or unknown fields.
    #[inline]
    fn content(&mut self, body: Body<'a>, offset: usize, length: usize) -> Result<(), Stop> {
        if length == 0 {
            return Ok(());
        }
        let address = body.u32(offset)?;
        let content = match self.arena.allocator.slabs.small_block(address) {
            Some(block) if length as u64 <= block.capacity() => {
                self.traversal.charge(length as u64)?;
                block.window
            }
            // A run of pages, or an error.
            _ => match self.traversal.block_of(Span { address, length: length as u32 }, 1)? {
                Some(window) => window,
                None => return Ok(()),
            },
        };
        // SAFETY: the arena is borrowed for 'a.
        let content: Body<'a> = unsafe { Body::new(content) }?;
        self.writer.content(content.words(length.div_ceil(8))?, length)
    }

    /// The block of an array or a map that is not empty, and how many elements it has.
    fn span(
        &mut self,
        body: Body<'a>,
        offset: usize,
        stride: usize,
    ) -> Result<Option<(Body<'a>, usize)>, Stop> {
        let span = Span { address: body.u32(offset)?, length: body.u32(offset + 4)? };
        let Some(block) = self.traversal.block_of(span, stride)? else { return Ok(None) };
        // SAFETY: the arena is borrowed for 'a.
        Ok(Some((unsafe { Body::new(block) }?, span.length as usize)))
    }
}

/// The bits of a scalar.
#[inline(always)]
fn bits(block: Body<'_>, offset: usize, kind: Kind) -> Result<u64, Stop> {
    match kind.size() {
        1 => Ok(block.u8(offset)?.into()),
        4 => Ok(block.u32(offset)?.into()),
        _ => block.u64(offset),
    }
}

/// The tag of a key or value in an entry.
fn entry_tag(number: u32, kind: Kind) -> Tag {
    encoded_tag(number, super::scalar::wire_type(kind))
}
