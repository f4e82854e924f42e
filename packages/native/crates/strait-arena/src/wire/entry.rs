//! Entries of maps: messages on the wire, with the key as field 1 and the value as field 2.

use super::WireType;
use super::content::malformed;
use super::decode::{Decoder, Message};
use super::input::Input;
use super::scalar::{from_varint, wire_type};
use super::table::{Operation, WireField};
use crate::map::{MapKey, Shape, find_or_append};
use crate::memory::{Body, Stop};
use crate::message::write::{Owner, Place};
use crate::schema::{Kind, Rule};

impl<'a> Decoder<'a> {
    /// Reads an entry, which stands from `start` to `end`. A key that is there already gets the new value.
    #[inline(never)]
    pub(super) fn entry(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let Rule::Map { key: key_kind, stride, value_offset } = field.layout.rule else { return Ok(()) };
        let value_wire = wire_type(field.layout.kind);
        let mut key = if key_kind == Kind::String { MapKey::Text(&[]) } else { MapKey::Bits(0) };
        let (mut last, mut before) = (None, Vec::new());
        let mut at = start;
        while at < end {
            let tag = at;
            let (number, wire, value) = self.tag(self.input.word(at), at, end, message.levels)?;
            at = end_of_value(&self.input, wire, value);
            if at > end {
                let mut reader = self.input.reader(tag, end);
                let (number, wire) = reader.tag()?;
                reader.skip(number, wire, message.levels)?;
                at = end - reader.rest().len();
            } else if number == 1 && wire == wire_type(key_kind) {
                key = self.key(key_kind, wire, value, at)?;
            } else if number == 2 && wire == value_wire {
                before.extend(last.replace(value));
            }
        }
        let owner = Owner { index: message.slot.index, type_id: message.slot.state.type_id() };
        let place = Place { address: message.slot.address, offset: field.offset };
        let shape = Shape { key: key_kind, stride, value_offset };
        let entry = find_or_append(self.arena, owner, place, shape, key)?;
        let window = self.arena.allocator.slabs.block(entry.address)?.window;
        // SAFETY: the decoder holds the arena, which keeps its regions.
        let block: Body<'a> = unsafe { Body::new(window) }?;
        let place = (entry.offset + value_offset) as usize;
        if let Kind::Message(type_id) = field.layout.kind {
            let old = block.u32(place)?;
            if old != 0 {
                block.set_u32(place, 0)?;
                self.arena.release_owned(old)?;
            }
            let child = self.arena.take_owned(message.slot.index, type_id)?;
            message.tally.owns = true;
            block.set_u32(place, child.index)?;
        } else if last.is_none() {
            return self.default(message, field, block, place);
        }
        for value in before.into_iter().chain(last) {
            if value_wire == WireType::Length {
                let (length, content) = self.input.varint(value);
                self.delimited(message, field, block, place, content, content + length as usize)?;
            } else {
                self.scalar(field.value, block, place, value, end)?;
            }
        }
        Ok(())
    }

    /// Reads the key whose value is from `value` to `end`.
    fn key(&self, kind: Kind, wire: WireType, value: usize, end: usize) -> Result<MapKey<'a>, Stop> {
        if kind == Kind::String {
            let (_, start) = self.input.varint(value);
            let text = self.input.part(start, end);
            return match simdutf8::basic::from_utf8(text) {
                Ok(_) => Ok(MapKey::Text(text)),
                Err(_) => Err(malformed("a string is not UTF-8", start)),
            };
        }
        Ok(MapKey::Bits(match wire {
            WireType::Fixed32 => self.input.word(value) & 0xFFFF_FFFF,
            WireType::Fixed64 => self.input.word(value),
            _ => from_varint(kind, self.input.varint(value).0),
        }))
    }

    /// Sets the value of an entry that has none on the wire.
    fn default(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        block: Body<'a>,
        place: usize,
    ) -> Result<(), Stop> {
        match field.value {
            Operation::Text | Operation::Bytes => {
                self.content(block, place, 0, 0, false, &mut message.tally)?;
                block.set_u32(place + 4, 0)
            }
            _ => match field.layout.kind.size() {
                1 => block.set_u8(place, 0),
                4 => block.set_u32(place, 0),
                _ => block.set_u64(place, 0),
            },
        }
    }
}

/// Where the value at `at` ends; beyond every limit when it is malformed or a group.
fn end_of_value(input: &Input<'_>, wire: WireType, at: usize) -> usize {
    match wire {
        WireType::Varint => input.varint(at).1,
        WireType::Fixed32 => at + 4,
        WireType::Fixed64 => at + 8,
        WireType::Length => {
            let (length, content) = input.varint(at);
            content.saturating_add(usize::try_from(length).unwrap_or(usize::MAX))
        }
        _ => usize::MAX,
    }
}
