//! Entries of maps: messages on the wire, with the key as field 1 and the value as field 2.

use super::append::append;
use super::decode::{Decoder, scalar};
use super::reader::Reader;
use super::scalar::wire_type;
use crate::message::map_key::MapKey;
use crate::message::write::{Owner, Place, store_bits, store_word};
use crate::schema::{FieldLayout, Kind, Rule};
use crate::slots::Slot;
use crate::{ArenaError, Handle};

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
        let Rule::Map { key: key_kind, .. } = field.rule else { return Ok(()) };
        let mut key = if key_kind == Kind::String { MapKey::Text(Vec::new()) } else { MapKey::Bits(0) };
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
        let value_place = self.place_for(slot, place, field, key)?;
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

    /// Where the value of a key is, in its entry or a new one.
    fn place_for(
        &mut self,
        slot: Slot,
        place: Place,
        field: &FieldLayout,
        key: MapKey,
    ) -> Result<Place, ArenaError> {
        let owner = Owner { index: slot.index, type_id: slot.state.type_id() };
        let Rule::Map { key: key_kind, stride, value_offset } = field.rule else { return Ok(place) };
        // By handle: while one message is decoded, a slot may be freed and hold another.
        let id = (Handle::new(slot.index, slot.generation)?, field.number, key);
        if let Some(&position) = self.entries.get(&id) {
            let address = place.window(self.arena, 4)?.u32(0)?;
            return Ok(Place { address, offset: position * stride + value_offset });
        }
        let refused = ArenaError::OutOfMemory { what: "entries of maps", amount: self.entries.len() as u64 };
        self.entries.try_reserve(1).map_err(|_| refused)?;
        let entry = append(self.arena, owner, place, 1, stride)?;
        match &id.2 {
            MapKey::Bits(bits) => store_bits(self.arena, entry, key_kind, *bits)?,
            MapKey::Text(text) => self.replace_content(owner, entry, text, text.is_ascii())?,
        }
        self.entries.insert(id, entry.offset / stride);
        Ok(entry.after(value_offset))
    }
}

fn read_key(kind: Kind, reader: &mut Reader<'_>) -> Result<MapKey, ArenaError> {
    if kind != Kind::String {
        return Ok(MapKey::Bits(scalar(kind, reader)?));
    }
    let content = reader.content()?;
    match std::str::from_utf8(content.rest()) {
        Ok(text) => Ok(MapKey::Text(text.as_bytes().to_vec())),
        Err(_) => Err(content.malformed("a string is not UTF-8")),
    }
}
