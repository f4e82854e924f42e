//! Entries of maps: messages on the wire, with the key as field 1 and the value as field 2.

use super::decode::{Decoder, scalar};
use super::reader::Reader;
use super::scalar::wire_type;
use crate::ArenaError;
use crate::map::{MapKey, Shape, find_or_append};
use crate::message::write::{Owner, Place, store_word};
use crate::schema::{FieldLayout, Kind, Rule};
use crate::slots::Slot;

impl Decoder<'_> {
    /// Reads one entry. A key that is there already gets the new value.
    pub(super) fn entry(
        &mut self,
        slot: Slot,
        place: Place,
        field: &FieldLayout,
        mut reader: Reader<'_>,
        levels: u32,
    ) -> Result<(), ArenaError> {
        let owner = Owner { index: slot.index, type_id: slot.state.type_id() };
        let Rule::Map { key: key_kind, stride, value_offset } = field.rule else { return Ok(()) };
        let shape = Shape { key: key_kind, stride, value_offset };
        let mut key = if key_kind == Kind::String { MapKey::Text(&[]) } else { MapKey::Bits(0) };
        let mut values = Vec::new();
        while !reader.is_empty() {
            let (number, wire) = reader.tag()?;
            if number == 1 && wire == wire_type(key_kind) {
                key = read_key(key_kind, &mut reader)?;
            } else if number == 2 && wire == wire_type(field.kind) {
                let value = reader.clone();
                reader.skip(number, wire, levels)?;
                values.push(value);
            } else {
                reader.skip(number, wire, levels)?;
            }
        }
        let value_place = find_or_append(self.arena, owner, place, shape, key)?.after(value_offset);
        if let Kind::Message(type_id) = field.kind {
            let old = value_place.window(self.arena, 4)?.u32(0)?;
            if old != 0 {
                store_word(self.arena, value_place, 0)?;
                self.arena.release_owned(old)?;
            }
            let child = self.arena.take_child(owner.index, type_id)?;
            store_word(self.arena, value_place, child.index)?;
        } else if values.is_empty() {
            // A varint, a number of any width and an empty string all begin with zeros.
            return self.value(owner, value_place, field.kind, &mut Reader::new(&[0; 8]), levels);
        }
        for mut value in values {
            self.value(owner, value_place, field.kind, &mut value, levels)?;
        }
        Ok(())
    }
}

fn read_key<'b>(kind: Kind, reader: &mut Reader<'b>) -> Result<MapKey<'b>, ArenaError> {
    if kind != Kind::String {
        return Ok(MapKey::Bits(scalar(kind, reader)?));
    }
    let content = reader.content()?;
    match std::str::from_utf8(content.rest()) {
        Ok(text) => Ok(MapKey::Text(text.as_bytes())),
        Err(_) => Err(content.malformed("a string is not UTF-8")),
    }
}
