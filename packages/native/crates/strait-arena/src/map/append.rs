//! Growth of maps.

use super::key::MapKey;
use super::table::{MapTable, Shape};
use crate::message::presence::{Span, span};
use crate::message::write::{Owner, Place, set_span, store_bits, store_content, take_block};
use crate::schema::Kind;
use crate::size_class::PAGE_BYTES;
use crate::{Arena, ArenaError, SizeClass};

/// Most bytes of a map.
const MOST_BYTES: u64 = 1 << 31;

/// The entry with a key in the map whose span is at `place`. A new one is appended, with a value that is all zero.
pub(crate) fn find_or_append(
    arena: &mut Arena,
    owner: Owner,
    place: Place,
    shape: Shape,
    key: MapKey<'_>,
) -> Result<Place, ArenaError> {
    let Span { address, length } = span(place.window(arena, 8)?, 0, Kind::Bytes)?;
    let mut hash = 0;
    if address != 0 {
        let map = MapTable::new(&arena.allocator, shape, Span { address, length })?;
        hash = map.hash(key);
        if let Some(position) = map.find(key, hash)? {
            return Ok(Place { address, offset: position * shape.stride });
        }
    }
    let grown = reserve(arena, owner, place, shape, u64::from(length) + 1)?;
    let entry = Place { address: grown, offset: length * shape.stride };
    let window = entry.window(arena, shape.stride as usize)?;
    for word in 0..shape.stride / 4 {
        window.set_u32(word as usize * 4, 0)?;
    }
    for byte in shape.stride & !3..shape.stride {
        window.set_u8(byte as usize, 0)?;
    }
    match key {
        MapKey::Bits(bits) => store_bits(arena, entry, shape.key, bits)?,
        MapKey::Text(text) => store_content(arena, owner, entry, text, text.is_ascii())?,
    }
    set_span(arena, place, grown, length + 1)?;
    MapTable::new(&arena.allocator, shape, Span { address: grown, length: length + 1 })?.index_last(hash)?;
    Ok(entry)
}

/// Gives the map whose span is at `place` a block with room for `count` entries. Returns the address.
pub(crate) fn reserve(
    arena: &mut Arena,
    owner: Owner,
    place: Place,
    shape: Shape,
    count: u64,
) -> Result<u32, ArenaError> {
    let old = span(place.window(arena, 8)?, 0, Kind::Bytes)?;
    if old.address != 0 && shape.fits(count, arena.allocator.slabs.block(old.address)?.capacity()) {
        return Ok(old.address);
    }
    let bytes = shape.bytes_for(count.max(2 * u64::from(old.length)), block_bytes);
    if bytes > MOST_BYTES {
        return Err(ArenaError::OutOfMemory { what: "bytes of one map", amount: bytes });
    }
    let (address, _) = take_block(arena, owner, bytes)?;
    let slabs = &arena.allocator.slabs;
    MapTable::new(&arena.allocator, shape, Span { address, length: 0 })?.forget_index()?;
    if old.address != 0 {
        let used = (old.length as usize * shape.stride as usize).next_multiple_of(8);
        let from = slabs.block(old.address)?.window.part(0, used)?;
        slabs.block(address)?.window.part(0, used)?.copy_from(from)?;
    }
    set_span(arena, place, address, old.length)?;
    if old.address != 0 {
        let block = slabs.block(old.address)?;
        arena.allocator.release_block(&block)?;
        arena.allocator.control.count_data(owner.type_id, -1, -(block.capacity() as i64))?;
    }
    Ok(address)
}

/// Bytes of the block that a request for `bytes` gets.
fn block_bytes(bytes: u64) -> u64 {
    SizeClass::holding(bytes)
        .map_or_else(|| bytes.next_multiple_of(PAGE_BYTES.into()), |class| class.bytes().into())
}
