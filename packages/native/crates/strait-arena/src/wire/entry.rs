//! Entries of maps: messages on the wire, with the key as field 1 and the value as field 2.

use super::WireType;
use super::content::malformed;
use super::decode::{Decoder, Message};
use super::field::store;
use super::input::Input;
use super::scalar::{from_varint, wire_type};
use super::small_map::EntryKey;
use super::table::{Operation, WireField};
use super::utf8::is_utf8;
use crate::map::{MapKey, Shape, find_or_append};
use crate::memory::{Body, Stop};
use crate::message::write::{Owner, Place};
use crate::schema::{Kind, Rule};

/// The parts of an entry.
struct PlainEntry {
    key: EntryKey,
    /// Where the value begins, after its tag.
    value: usize,
    /// The value, if it is a number, or its length.
    number: u64,
    /// Where a value begins that has a length.
    content: usize,
}

impl<'a> Decoder<'a> {
    /// Reads the entry that stands from `start` to `end`, and those that follow with the same tag. A key that is there
    /// already gets the new value. Returns where they end.
    #[inline(never)]
    pub(super) fn entries(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        mut start: usize,
        mut end: usize,
    ) -> Result<usize, Stop> {
        let Rule::Map { key, stride, value_offset } = field.layout.rule else { return Ok(end) };
        let shape = Shape { key, stride, value_offset };
        let (key_wire, value_wire) = (wire_type(key), wire_type(field.layout.kind));
        let mut known = None;
        loop {
            let plain = self.plain_parts(key, key_wire, value_wire, start, end);
            match plain.filter(|_| field.value != Operation::Message) {
                Some(PlainEntry { key, number, content, .. }) => {
                    let (block, entry) = self.map_entry(message, field, shape, key, end, &mut known)?;
                    let place = entry + value_offset as usize;
                    if value_wire == WireType::Length {
                        self.content(message, block, place, content, end, field.value == Operation::Text)?;
                    } else {
                        store(field.value, block, place, number)?;
                    }
                }
                None => self.entry(message, field, shape, (start, end), &mut known)?,
            }
            if end >= message.end {
                return Ok(end);
            }
            let near = self.input.near(end);
            // SAFETY: the field begins before the end of the input.
            let word = unsafe { near.word(0) };
            if word & field.mask != field.tag {
                return Ok(end);
            }
            let tag_bytes = usize::from(field.tag_bytes);
            // SAFETY: as said above; a tag has at most 5 bytes.
            let (length, content) =
                unsafe { near.varint(word >> field.tag_bits, tag_bytes, end + tag_bytes) };
            if content > message.end || length > (message.end - content) as u64 {
                return Err(self.refuse(end, message.end, message.levels));
            }
            start = content;
            end = content + length as usize;
        }
    }

    /// Reads one entry of any kind.
    #[inline(never)]
    fn entry(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        shape: Shape,
        (start, end): (usize, usize),
        known: &mut Option<(u32, Body<'a>)>,
    ) -> Result<(), Stop> {
        let (key_wire, value_wire) = (wire_type(shape.key), wire_type(field.layout.kind));
        let (key, last, before) = match self.plain_parts(shape.key, key_wire, value_wire, start, end) {
            Some(PlainEntry { key, value, .. }) => (key, Some(value), Vec::new()),
            None => self.parts(message, shape.key, value_wire, start, end)?,
        };
        let (block, entry) = self.map_entry(message, field, shape, key, end, known)?;
        let place = entry + shape.value_offset as usize;
        if let Kind::Message(type_id) = field.layout.kind {
            let old = block.u32(place)?;
            if old != 0 {
                block.set_u32(place, 0)?;
                self.arena.release_owned(old)?;
            }
            let child = self.arena.take_owned(message.index, type_id)?;
            message.cells.mark_owning();
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

    /// The block of a map, and where in it the entry with a key is.
    #[inline(always)]
    fn map_entry(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        shape: Shape,
        key: EntryKey,
        end: usize,
        known: &mut Option<(u32, Body<'a>)>,
    ) -> Result<(Body<'a>, usize), Stop> {
        match self.small_map_entry(message, field, shape, key, end, known)? {
            Some(found) => Ok(found),
            None => self.any_map_entry(message, field, shape, key),
        }
    }

    /// The parts of an entry that has key and value once and in this order.
    #[inline(always)]
    fn plain_parts(
        &self,
        kind: Kind,
        key_wire: WireType,
        value_wire: WireType,
        start: usize,
        end: usize,
    ) -> Option<PlainEntry> {
        let (bits, content, key_end) = self.plain_part(short_tag(1, key_wire), key_wire, start)?;
        if key_end >= end {
            return None;
        }
        let (number, value_content, value_end) =
            self.plain_part(short_tag(2, value_wire), value_wire, key_end)?;
        if value_end != end {
            return None;
        }
        let key = match key_wire {
            WireType::Length => EntryKey::Text(content, key_end),
            WireType::Varint => EntryKey::Bits(from_varint(kind, bits)),
            _ => EntryKey::Bits(bits),
        };
        Some(PlainEntry { key, value: key_end + 1, number, content: value_content })
    }

    /// The number or length that stands at `at`, which is at most the end of the input, after the one byte of a tag. Where
    /// the content begins whose length it is, and where the value ends: beyond every limit when it is malformed.
    #[inline(always)]
    fn plain_part(&self, tag: u8, wire: WireType, at: usize) -> Option<(u64, usize, usize)> {
        let near = self.input.near(at);
        // SAFETY: the tag is at most at the end of the input.
        let word = unsafe { near.word(0) };
        if word as u8 != tag {
            return None;
        }
        match wire {
            // SAFETY: as said above.
            WireType::Fixed32 => Some((unsafe { near.word(1) } & 0xFFFF_FFFF, 0, at + 5)),
            // SAFETY: as said above.
            WireType::Fixed64 => Some((unsafe { near.word(1) }, 0, at + 9)),
            WireType::Varint => {
                // SAFETY: as said above.
                let (number, end) = unsafe { near.varint(word >> 8, 1, at + 1) };
                Some((number, 0, end))
            }
            WireType::Length => {
                // SAFETY: as said above.
                let (length, content) = unsafe { near.varint(word >> 8, 1, at + 1) };
                Some((length, content, content.saturating_add(usize::try_from(length).unwrap_or(usize::MAX))))
            }
            WireType::StartGroup | WireType::EndGroup => None,
        }
    }

    /// Key, where the value is, and where values before it are, of any entry.
    #[cold]
    #[inline(never)]
    fn parts(
        &self,
        message: &Message<'a>,
        key_kind: Kind,
        value_wire: WireType,
        start: usize,
        end: usize,
    ) -> Result<(EntryKey, Option<usize>, Vec<usize>), Stop> {
        let mut key = if key_kind == Kind::String { EntryKey::Text(0, 0) } else { EntryKey::Bits(0) };
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
                key = self.key(key_kind, wire, value, at);
                if let EntryKey::Text(start, end) = key
                    && !is_utf8(&self.input, start, end)
                {
                    return Err(malformed("a string is not UTF-8", start));
                }
            } else if number == 2 && wire == value_wire {
                before.extend(last.replace(value));
            }
        }
        Ok((key, last, before))
    }

    /// As [`small_map_entry`](Self::small_map_entry), for any map.
    #[inline(never)]
    fn any_map_entry(
        &mut self,
        message: &Message<'a>,
        field: &WireField,
        shape: Shape,
        key: EntryKey,
    ) -> Result<(Body<'a>, usize), Stop> {
        let key = match key {
            EntryKey::Bits(bits) => MapKey::Bits(bits),
            EntryKey::Text(start, end) => {
                let text = self.input.part(start, end);
                if !is_utf8(&self.input, start, end) {
                    return Err(malformed("a string is not UTF-8", start));
                }
                MapKey::Text(text)
            }
        };
        let owner = Owner { index: message.index, type_id: message.identity.state().type_id() };
        let place = Place { address: message.address, offset: field.offset };
        let entry = find_or_append(self.arena, owner, place, shape, key)?;
        let window = self.arena.allocator.slabs.block(entry.address)?.window;
        // SAFETY: the decoder holds the arena, which keeps its regions.
        Ok((unsafe { Body::new(window) }?, entry.offset as usize))
    }

    /// Reads the key whose value is from `value` to `end`.
    #[inline(always)]
    fn key(&self, kind: Kind, wire: WireType, value: usize, end: usize) -> EntryKey {
        if kind == Kind::String {
            return EntryKey::Text(self.input.varint(value).1, end);
        }
        EntryKey::Bits(match wire {
            WireType::Fixed32 => self.input.word(value) & 0xFFFF_FFFF,
            WireType::Fixed64 => self.input.word(value),
            _ => from_varint(kind, self.input.varint(value).0),
        })
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
                self.content(message, block, place, 0, 0, false)?;
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

/// The one byte of the tag of a key or value.
const fn short_tag(number: u8, wire: WireType) -> u8 {
    number << 3 | wire.bits() as u8
}

/// Where the value at `at` ends; beyond every limit when it is malformed or a group.
#[inline(always)]
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
