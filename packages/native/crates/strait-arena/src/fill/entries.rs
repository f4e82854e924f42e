//! Maps: entries with different keys.

use std::collections::HashSet;

use super::filler::Filler;
use super::scalar::random_bits;
use super::text::random_text;
use crate::ArenaError;
use crate::message::map_key::MapKey;
use crate::message::write::{Owner, Place, new_span, store_bits, store_content};
use crate::schema::Kind;

/// Kinds of keys and values, bytes of an entry, and where in it the value is.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) key: Kind,
    pub(super) value: Kind,
    pub(super) stride: u32,
    pub(super) value_offset: u32,
}

/// Fills a map with at most `count` entries; keys that come up twice count once.
pub(super) fn fill(
    filler: &mut Filler<'_>,
    owner: Owner,
    place: Place,
    shape: Shape,
    count: u32,
    levels: u32,
) -> Result<(), ArenaError> {
    let keys = different_keys(filler, shape.key, count);
    if keys.is_empty() {
        return Ok(());
    }
    let start = new_span(filler.arena, owner, place, keys.len() as u32, shape.stride)?;
    for (position, key) in keys.iter().enumerate() {
        let entry = start.after(position as u32 * shape.stride);
        match key {
            MapKey::Bits(bits) => store_bits(filler.arena, entry, shape.key, *bits)?,
            MapKey::Text(text) => store_content(filler.arena, owner, entry, text, text.is_ascii())?,
        }
        filler.value(owner, entry.after(shape.value_offset), shape.value, levels)?;
    }
    Ok(())
}

fn different_keys(filler: &mut Filler<'_>, kind: Kind, count: u32) -> Vec<MapKey> {
    let mut seen = HashSet::new();
    let mut keys = Vec::new();
    for _ in 0..count {
        let key = if kind == Kind::String {
            let mut text = Vec::new();
            random_text(&mut filler.random, filler.options.maximum_text_length, &mut text);
            MapKey::Text(text)
        } else {
            MapKey::Bits(random_bits(&mut filler.random, kind, &[]))
        };
        if seen.insert(key.clone()) {
            keys.push(key);
        }
    }
    keys
}
