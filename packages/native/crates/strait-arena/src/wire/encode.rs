//! From the arena to wire bytes: fields in order of their numbers, unknown fields last.

use std::cell::Cell;

use super::encode_flat::encode_flat;
use super::scalar::to_varint;
use super::table::{Operation, WireField, encoded_tag, operation};
use super::writer::BackwardWriter;
use super::{MOST_LEVELS, WireLimits};
use crate::memory::{Body, Stop, Window};
use crate::message::Traversal;
use crate::message::presence::{ASCII, Span};
use crate::schema::{Kind, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle, SizeClass};

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
    let slot = arena.allocator.slots.resolve(handle)?;
    match encode_flat(arena, slot, limits) {
        Some(bytes) => Ok(bytes),
        None => encode_any(arena, slot, limits),
    }
}

/// Encodes any message.
#[inline(never)]
fn encode_any(arena: &Arena, slot: Slot, limits: &WireLimits) -> Result<Vec<u8>, ArenaError> {
    let limit = limits.maximum_depth.min(MOST_LEVELS);
    let writer = BackwardWriter::new(BUFFER.take(), limits.maximum_bytes);
    let mut encoder = Encoder { arena, traversal: Traversal::new(&arena.allocator), writer, limit };
    let at = encoder.writer.end();
    let bytes = encoder.message(at, slot, limit).and_then(|at| encoder.writer.copy(at));
    BUFFER.set(encoder.writer.into_buffer());
    bytes.map_err(|stop| *stop)
}

/// Every method writes before what begins at `at`, and returns where that begins: a number that stays in a register,
/// because who writes a field waits for the one before to say where.
impl<'a> Encoder<'a> {
    fn message(&mut self, at: usize, slot: Slot, levels: u32) -> Result<usize, Stop> {
        let Some(levels) = levels.checked_sub(1) else {
            return Err(ArenaError::TooDeep { limit: self.limit }.into());
        };
        let message = self.arena.type_of(slot.state.type_id())?;
        // SAFETY: the arena is borrowed for 'a.
        let body: Body<'a> = unsafe { Body::new(self.arena.window(slot, message)?) }?;
        self.traversal.charge(message.layout.size.into())?;
        let mut at = match body.u32(4)? as usize {
            0 => at,
            length => self.content(at, body.u32(0)?, length)?,
        };
        for field in message.wire.fields().iter().rev() {
            at = self.field(at, slot.index, body, field, levels)?;
        }
        Ok(at)
    }

    /// A field, if it is present.
    #[inline(always)]
    fn field(
        &mut self,
        at: usize,
        owner: u32,
        body: Body<'a>,
        field: &WireField,
        levels: u32,
    ) -> Result<usize, Stop> {
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
                    return Ok(at);
                }
                true
            }
        };
        match field.operation {
            Operation::Word => {
                // SAFETY: as said above.
                let bits = unsafe { body.get_u32(offset) };
                if bits == 0 && !is_set {
                    return Ok(at);
                }
                let value = if field.is_signed { bits as i32 as i64 as u64 } else { bits.into() };
                self.writer.varint(at, value, tag, tag_bytes)
            }
            // SAFETY: as said above.
            Operation::Doubleword => match unsafe { body.get_u64(offset) } {
                0 if !is_set => Ok(at),
                value => self.writer.varint(at, value, tag, tag_bytes),
            },
            // SAFETY: as said above.
            Operation::ZigzagWord => match unsafe { body.get_u32(offset) } {
                0 if !is_set => Ok(at),
                bits => self.writer.varint(at, to_varint(Kind::Sint32, bits.into()), tag, tag_bytes),
            },
            // SAFETY: as said above.
            Operation::ZigzagDoubleword => match unsafe { body.get_u64(offset) } {
                0 if !is_set => Ok(at),
                bits => self.writer.varint(at, to_varint(Kind::Sint64, bits), tag, tag_bytes),
            },
            // SAFETY: as said above.
            Operation::Bool => match unsafe { body.get_u8(offset) } {
                0 if !is_set => Ok(at),
                bits => self.writer.varint(at, u64::from(bits != 0), tag, tag_bytes),
            },
            // SAFETY: as said above.
            Operation::Fixed32 => match unsafe { body.get_u32(offset) } {
                0 if !is_set => Ok(at),
                bits => self.writer.fixed32(at, bits, tag, tag_bytes),
            },
            // SAFETY: as said above.
            Operation::Fixed64 => match unsafe { body.get_u64(offset) } {
                0 if !is_set => Ok(at),
                bits => self.writer.fixed64(at, bits, tag, tag_bytes),
            },
            Operation::Text | Operation::Bytes => {
                // SAFETY: as said above; a span has two words.
                let length = unsafe { body.get_u32(offset + 4) };
                let length = if field.operation == Operation::Text { length & !ASCII } else { length };
                if length == 0 && !is_set {
                    return Ok(at);
                }
                let start = match length {
                    0 => at,
                    // SAFETY: as said above.
                    length => self.content(at, unsafe { body.get_u32(offset) }, length as usize)?,
                };
                self.writer.varint(start, length.into(), tag, tag_bytes)
            }
            _ => self.other(at, owner, body, field, levels, is_set),
        }
    }

    /// A field that is no plain number or text.
    fn other(
        &mut self,
        mut at: usize,
        owner: u32,
        body: Body<'a>,
        field: &WireField,
        levels: u32,
        is_set: bool,
    ) -> Result<usize, Stop> {
        let (offset, kind) = (field.offset as usize, field.layout.kind);
        match field.layout.rule {
            Rule::Repeated { packed } => {
                let stride = kind.size() as usize;
                let Some((block, length)) = self.span(body, offset, stride)? else { return Ok(at) };
                if packed && field.operation == Operation::Packed {
                    let mark = self.writer.written(at);
                    for index in (0..length).rev() {
                        at = self.scalar(at, block, index * stride, kind)?;
                    }
                    return self.writer.delimit(at, mark, field.tag, field.tag_bytes);
                }
                for index in (0..length).rev() {
                    let tag = (field.tag, field.tag_bytes);
                    at = self.tagged(at, owner, tag, block, index * stride, kind, levels)?;
                }
                Ok(at)
            }
            Rule::Map { key, stride, value_offset } => {
                let stride = stride as usize;
                let Some((block, length)) = self.span(body, offset, stride)? else { return Ok(at) };
                let (key_tag, value_tag) = (entry_tag(1, key), entry_tag(2, kind));
                for index in (0..length).rev() {
                    let entry = index * stride;
                    let mark = self.writer.written(at);
                    at = self.tagged(
                        at,
                        owner,
                        value_tag,
                        block,
                        entry + value_offset as usize,
                        kind,
                        levels,
                    )?;
                    at = self.tagged(at, owner, key_tag, block, entry, key, levels)?;
                    at = self.writer.delimit(at, mark, field.tag, field.tag_bytes)?;
                }
                Ok(at)
            }
            Rule::Oneof { .. } if body.u32(field.presence_offset as usize)? != field.layout.number => Ok(at),
            Rule::Singular if !is_set && kind.is_message() && body.u32(offset)? == 0 => Ok(at),
            _ => self.tagged(at, owner, (field.tag, field.tag_bytes), body, offset, kind, levels),
        }
    }

    /// A value with its tag.
    #[expect(clippy::too_many_arguments, reason = "each stays in a register or is read once")]
    fn tagged(
        &mut self,
        at: usize,
        owner: u32,
        (tag, bytes): Tag,
        body: Body<'a>,
        offset: usize,
        kind: Kind,
        levels: u32,
    ) -> Result<usize, Stop> {
        match operation(kind) {
            Operation::Text | Operation::Bytes => {
                let length = body.u32(offset + 4)?;
                let length = if kind == Kind::String { length & !ASCII } else { length };
                let start = match length {
                    0 => at,
                    length => self.content(at, body.u32(offset)?, length as usize)?,
                };
                self.writer.varint(start, length.into(), tag, bytes)
            }
            Operation::Fixed32 => self.writer.fixed32(at, body.u32(offset)?, tag, bytes),
            Operation::Fixed64 => self.writer.fixed64(at, body.u64(offset)?, tag, bytes),
            _ => {
                if let Kind::Message(type_id) = kind {
                    let child = self.arena.allocator.slots.child(owner, body.u32(offset)?, type_id)?;
                    let mark = self.writer.written(at);
                    let start = self.message(at, child, levels)?;
                    return self.writer.delimit(start, mark, tag, bytes);
                }
                self.writer.varint(at, to_varint(kind, bits(body, offset, kind)?), tag, bytes)
            }
        }
    }

    /// A number without a tag.
    #[inline]
    fn scalar(&mut self, at: usize, block: Body<'a>, offset: usize, kind: Kind) -> Result<usize, Stop> {
        match operation(kind) {
            Operation::Fixed32 => self.writer.fixed32(at, block.u32(offset)?, 0, 0),
            Operation::Fixed64 => self.writer.fixed64(at, block.u64(offset)?, 0, 0),
            _ => self.writer.varint(at, to_varint(kind, bits(block, offset, kind)?), 0, 0),
        }
    }

    /// The bytes of a string, bytes value or unknown fields; there are some.
    #[inline(always)]
    fn content(&mut self, at: usize, address: u32, length: usize) -> Result<usize, Stop> {
        // Most likely the block is of the class that its content asks for.
        let class = SizeClass::holding(length as u64);
        let known = class.and_then(|class| self.arena.allocator.slabs.known_block(address, class));
        let content = match known {
            Some(block) => block.window,
            None => self.any_content(address, length)?,
        };
        self.traversal.charge(length as u64)?;
        // SAFETY: the arena is borrowed for 'a.
        let content: Body<'a> = unsafe { Body::new(content) }?;
        self.writer.content(at, content.words(length.div_ceil(8))?, length)
    }

    /// The block of a content of any length.
    #[inline(never)]
    fn any_content(&mut self, address: u32, length: usize) -> Result<Window<'a>, Stop> {
        let block = self.arena.allocator.slabs.block(address)?;
        if length as u64 <= block.capacity() {
            return Ok(block.window);
        }
        Err(ArenaError::OutOfBounds { start: 0, bytes: length as u64, limit: block.capacity() }.into())
    }

    /// The block of an array or a map that is not empty, and how many elements it has.
    fn span(
        &mut self,
        body: Body<'a>,
        offset: usize,
        stride: usize,
    ) -> Result<Option<(Body<'a>, usize)>, Stop> {
        let span = Span { address: body.u32(offset)?, length: body.u32(offset + 4)? };
        let used = u64::from(span.length) * stride as u64;
        let Some(block) = self.traversal.block_of(span, used)? else { return Ok(None) };
        Ok(Some((block.body(), span.length as usize)))
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
