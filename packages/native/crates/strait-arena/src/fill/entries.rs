//! Maps: entries with different keys.

use super::filler::Filler;
use super::scalar::random_bits;
use super::text::random_text;
use crate::ArenaError;
use crate::map::{MapKey, Shape, find_or_append, reserve};
use crate::message::presence::span;
use crate::message::write::{Owner, Place};
use crate::schema::Kind;

/// Fills a map with at most `count` entries; keys that come up twice count once.
pub(super) fn fill(
    filler: &mut Filler<'_>,
    owner: Owner,
    place: Place,
    shape: Shape,
    value: Kind,
    count: u32,
    levels: u32,
) -> Result<(), ArenaError> {
    if count == 0 {
        return Ok(());
    }
    let address = reserve(filler.arena, owner, place, shape, count.into())?;
    let mut text = Vec::new();
    for _ in 0..count {
        let key = if shape.key == Kind::String {
            random_text(&mut filler.random, filler.options.maximum_text_length, &mut text);
            MapKey::Text(&text)
        } else {
            MapKey::Bits(random_bits(&mut filler.random, shape.key, &[]))
        };
        find_or_append(filler.arena, owner, place, shape, key)?;
    }
    let length = span(place.window(filler.arena, 8)?, 0, Kind::Bytes)?.length;
    for position in 0..length {
        let entry = Place { address, offset: position * shape.stride };
        filler.value(owner, entry.after(shape.value_offset), value, levels)?;
    }
    Ok(())
}
