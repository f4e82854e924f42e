//! From wire bytes into the arena.

use super::append::{append, release};
use super::reader::Reader;
use super::scalar::{from_varint, wire_type};
use super::{MOST_LEVELS, WireLimits, WireType};
use crate::message::clear_field;
use crate::message::presence::{Span, span};
use crate::message::write::{Owner, Place, set_bit, set_span, store_bits, store_content, store_word};
use crate::schema::{FieldLayout, Kind, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle};

pub(super) struct Decoder<'a> {
    pub(super) arena: &'a mut Arena,
    limit: u32,
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
    let handle = arena.allocate(type_id)?;
    let slot = arena.resolve(handle)?.0;
    let mut decoder = Decoder { arena, limit };
    match decoder.message(slot, Reader::new(bytes), limit) {
        Ok(()) => Ok(handle),
        Err(error) => {
            arena.free(handle)?;
            Err(error)
        }
    }
}

impl Decoder<'_> {
    /// Reads fields into a message, which may have some already.
    pub(super) fn message(
        &mut self,
        slot: Slot,
        mut reader: Reader<'_>,
        levels: u32,
    ) -> Result<(), ArenaError> {
        let levels = levels.checked_sub(1).ok_or(ArenaError::TooDeep { limit: self.limit })?;
        let owner = Owner { index: slot.index, type_id: slot.state.type_id() };
        let home = Place { address: slot.address, offset: 0 };
        let layout = self.arena.type_of(owner.type_id)?.layout;
        while !reader.is_empty() {
            let whole = reader.clone();
            let (number, wire) = reader.tag()?;
            let known = layout.fields.binary_search_by_key(&number, |field| field.number).ok();
            let field = known.and_then(|position| layout.fields.get(position));
            match field.filter(|field| accepts(field, wire)) {
                Some(field) => self.field(slot, field, wire, &mut reader, levels)?,
                None => {
                    reader.skip(number, wire, levels)?;
                    let bytes = whole.rest().len() - reader.rest().len();
                    self.keep_unknown(owner, home, whole.rest().get(..bytes).unwrap_or_default())?;
                }
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        slot: Slot,
        field: &FieldLayout,
        wire: WireType,
        reader: &mut Reader<'_>,
        levels: u32,
    ) -> Result<(), ArenaError> {
        let owner = Owner { index: slot.index, type_id: slot.state.type_id() };
        let home = Place { address: slot.address, offset: 0 };
        let place = home.after(field.offset);
        match field.rule {
            Rule::Singular => self.value(owner, place, field.kind, reader, levels),
            Rule::Optional { presence_offset, bit } => {
                self.value(owner, place, field.kind, reader, levels)?;
                set_bit(self.arena, home.after(presence_offset), bit)
            }
            Rule::Oneof { case_offset, .. } => {
                let case = home.after(case_offset);
                let current = case.window(self.arena, 4)?.u32(0)?;
                if current != field.number && current != 0 {
                    clear_field(self.arena, Handle::new(slot.index, slot.generation)?, current)?;
                }
                // Named first, so that what a failure leaves in the storage is freed with the message.
                store_word(self.arena, case, field.number)?;
                self.value(owner, place, field.kind, reader, levels)
            }
            Rule::Repeated { .. } if wire == wire_type(field.kind) => {
                let element = append(self.arena, owner, place, 1, field.kind.size())?;
                self.value(owner, element, field.kind, reader, levels)
            }
            Rule::Repeated { .. } => self.packed(owner, place, field.kind, reader),
            Rule::Map { .. } => {
                let entry = reader.content()?;
                self.entry(slot, place, field, entry, levels)
            }
        }
    }

    /// Reads a value over what is at `place`: a sub-message is merged into the one that is there.
    pub(super) fn value(
        &mut self,
        owner: Owner,
        place: Place,
        kind: Kind,
        reader: &mut Reader<'_>,
        levels: u32,
    ) -> Result<(), ArenaError> {
        match kind {
            Kind::Message(type_id) => {
                let content = reader.content()?;
                let present = place.window(self.arena, 4)?.u32(0)?;
                let child = if present == 0 {
                    let child = self.arena.take_child(owner.index, type_id)?;
                    store_word(self.arena, place, child.index)?;
                    child
                } else {
                    self.arena.allocator.slots.child(owner.index, present, type_id)?
                };
                self.message(child, content, levels)
            }
            Kind::String | Kind::Bytes => {
                let content = reader.content()?;
                let is_text = kind == Kind::String;
                if is_text && std::str::from_utf8(content.rest()).is_err() {
                    return Err(content.malformed("a string is not UTF-8"));
                }
                self.replace_content(owner, place, content.rest(), is_text && content.rest().is_ascii())
            }
            _ => {
                let bits = scalar(kind, reader)?;
                store_bits(self.arena, place, kind, bits)
            }
        }
    }

    pub(super) fn replace_content(
        &mut self,
        owner: Owner,
        place: Place,
        content: &[u8],
        is_ascii_text: bool,
    ) -> Result<(), ArenaError> {
        let Span { address, .. } = span(place.window(self.arena, 8)?, 0, Kind::Bytes)?;
        if address != 0 {
            set_span(self.arena, place, 0, 0)?;
            release(self.arena, owner, address)?;
        }
        store_content(self.arena, owner, place, content, is_ascii_text)
    }

    /// Reads the elements of a packed field.
    fn packed(
        &mut self,
        owner: Owner,
        place: Place,
        kind: Kind,
        reader: &mut Reader<'_>,
    ) -> Result<(), ArenaError> {
        let mut content = reader.content()?;
        let bytes = content.rest();
        let count = match wire_type(kind) {
            WireType::Varint => bytes.iter().filter(|&&byte| byte < 0x80).count(),
            _ if bytes.len().is_multiple_of(kind.size() as usize) => bytes.len() / kind.size() as usize,
            _ => return Err(content.malformed("a packed field ends inside an element")),
        };
        if count == 0 && bytes.is_empty() {
            return Ok(());
        }
        let refused = ArenaError::OutOfMemory { what: "elements of one field", amount: count as u64 };
        let start =
            append(self.arena, owner, place, u32::try_from(count).map_err(|_| refused)?, kind.size())?;
        let mut next = start;
        while !content.is_empty() {
            let bits = scalar(kind, &mut content)?;
            store_bits(self.arena, next, kind, bits)?;
            next = next.after(kind.size());
        }
        Ok(())
    }

    fn keep_unknown(&mut self, owner: Owner, home: Place, bytes: &[u8]) -> Result<(), ArenaError> {
        let refused = ArenaError::OutOfMemory { what: "bytes of unknown fields", amount: bytes.len() as u64 };
        let count = u32::try_from(bytes.len()).map_err(|_| refused)?;
        let start = append(self.arena, owner, home, count, 1)?;
        let window = start.window(self.arena, bytes.len())?;
        for (offset, byte) in bytes.iter().enumerate() {
            window.set_u8(offset, *byte)?;
        }
        Ok(())
    }
}

/// Whether a field takes values that are delimited so; others are unknown fields.
fn accepts(field: &FieldLayout, wire: WireType) -> bool {
    match field.rule {
        Rule::Map { .. } => wire == WireType::Length,
        Rule::Repeated { .. } => wire == wire_type(field.kind) || wire == WireType::Length,
        _ => wire == wire_type(field.kind),
    }
}

/// The bits in memory of the next scalar.
pub(super) fn scalar(kind: Kind, reader: &mut Reader<'_>) -> Result<u64, ArenaError> {
    match wire_type(kind) {
        WireType::Varint => Ok(from_varint(kind, reader.varint()?)),
        wire => reader.number(wire),
    }
}
