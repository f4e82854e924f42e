//! From the arena to wire bytes: fields in order of their numbers, unknown fields last.

use super::scalar::{to_varint, wire_type};
use super::writer::BackwardWriter;
use super::{MOST_LEVELS, WireLimits, WireType};
use crate::memory::Window;
use crate::message::Traversal;
use crate::message::presence::{bits, is_present, span};
use crate::schema::{FieldLayout, Kind, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle};

struct Encoder<'a> {
    arena: &'a Arena,
    traversal: Traversal<'a>,
    writer: BackwardWriter,
    limit: u32,
}

/// Encodes a message.
pub(crate) fn encode(arena: &Arena, handle: Handle, limits: &WireLimits) -> Result<Vec<u8>, ArenaError> {
    let limit = limits.maximum_depth.min(MOST_LEVELS);
    let writer = BackwardWriter::new(limits.maximum_bytes);
    let mut encoder = Encoder { arena, traversal: Traversal::new(&arena.allocator), writer, limit };
    encoder.message(arena.allocator.slots.resolve(handle)?, limit)?;
    Ok(encoder.writer.finish())
}

impl Encoder<'_> {
    fn message(&mut self, slot: Slot, levels: u32) -> Result<(), ArenaError> {
        let levels = levels.checked_sub(1).ok_or(ArenaError::TooDeep { limit: self.limit })?;
        let message = self.arena.type_of(slot.state.type_id())?;
        let window = self.arena.window(slot, message)?;
        self.traversal.charge(message.layout.size.into())?;
        self.content(window, 0, Kind::Bytes)?;
        for field in message.layout.fields.iter().rev() {
            if is_present(window, field)? {
                self.field(slot.index, window, field, levels)?;
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        owner: u32,
        window: Window<'_>,
        field: &FieldLayout,
        levels: u32,
    ) -> Result<(), ArenaError> {
        let (offset, kind, number) = (field.offset as usize, field.kind, field.number);
        match field.rule {
            Rule::Repeated { packed } => {
                let span = span(window, offset, Kind::Bytes)?;
                let stride = kind.size() as usize;
                let Some(block) = self.traversal.content_of(span, stride)? else { return Ok(()) };
                let mark = self.writer.written();
                for index in (0..span.length as usize).rev() {
                    if packed {
                        self.scalar(block, index * stride, kind)?;
                    } else {
                        self.tagged(owner, number, block, index * stride, kind, levels)?;
                    }
                }
                if packed { self.writer.delimit(number, mark) } else { Ok(()) }
            }
            Rule::Map { key, stride, value_offset } => {
                let span = span(window, offset, Kind::Bytes)?;
                let Some(block) = self.traversal.content_of(span, stride as usize)? else { return Ok(()) };
                for index in (0..span.length as usize).rev() {
                    let entry = index * stride as usize;
                    let mark = self.writer.written();
                    self.tagged(owner, 2, block, entry + value_offset as usize, kind, levels)?;
                    self.tagged(owner, 1, block, entry, key, levels)?;
                    self.writer.delimit(number, mark)?;
                }
                Ok(())
            }
            _ => self.tagged(owner, number, window, offset, kind, levels),
        }
    }

    /// A value with its tag.
    fn tagged(
        &mut self,
        owner: u32,
        number: u32,
        window: Window<'_>,
        offset: usize,
        kind: Kind,
        levels: u32,
    ) -> Result<(), ArenaError> {
        let mark = self.writer.written();
        match kind {
            Kind::Message(type_id) => {
                let child = self.arena.allocator.slots.child(owner, window.u32(offset)?, type_id)?;
                self.message(child, levels)?;
                self.writer.delimit(number, mark)
            }
            Kind::String | Kind::Bytes => {
                self.content(window, offset, kind)?;
                self.writer.delimit(number, mark)
            }
            _ => {
                self.scalar(window, offset, kind)?;
                self.writer.tag(number, wire_type(kind))
            }
        }
    }

    fn scalar(&mut self, window: Window<'_>, offset: usize, kind: Kind) -> Result<(), ArenaError> {
        let bits = bits(window, offset, kind)?;
        match wire_type(kind) {
            WireType::Varint => self.writer.varint(to_varint(kind, bits)),
            wire => self.writer.number(wire, bits),
        }
    }

    /// The bytes of a string, bytes value or unknown fields.
    fn content(&mut self, window: Window<'_>, offset: usize, kind: Kind) -> Result<(), ArenaError> {
        let span = span(window, offset, kind)?;
        match self.traversal.content_of(span, 1)? {
            Some(content) => self.writer.bytes(&content.to_vec()?),
            None => Ok(()),
        }
    }
}
