//! Growth of spans while elements arrive one by one.

use super::presence::{Span, span};
use super::write::{Owner, Place, release, set_span, take_block};
use crate::schema::Kind;
use crate::{Arena, ArenaError};

/// Makes room for `count` more elements of `stride` bytes in the span at `place` and counts them in. They are zero.
/// Returns where they begin.
pub(crate) fn append(
    arena: &mut Arena,
    owner: Owner,
    place: Place,
    count: u32,
    stride: u32,
) -> Result<Place, ArenaError> {
    let Span { address, length } = span(place.window(arena, 8)?, 0, Kind::Bytes)?;
    let needed = (u64::from(length) + u64::from(count)) * u64::from(stride);
    let total = length.checked_add(count).filter(|_| needed < 1 << 31);
    let total = total.ok_or(ArenaError::OutOfMemory { what: "bytes of one field", amount: needed })?;
    let used = length * stride;
    let address = grow(arena, owner, address, used, needed)?;
    let start = Place { address, offset: used };
    let window = start.window(arena, (count * stride) as usize)?;
    for byte in 0..(count * stride) as usize {
        window.set_u8(byte, 0)?;
    }
    set_span(arena, place, address, total)?;
    Ok(start)
}

/// The block at `address`, or one with its `used` bytes and room for `needed`. The caller stores the address.
fn grow(arena: &mut Arena, owner: Owner, address: u32, used: u32, needed: u64) -> Result<u32, ArenaError> {
    if address == 0 {
        return Ok(take_block(arena, owner, needed)?.0);
    }
    let capacity = arena.allocator.slabs.block(address)?.capacity();
    if needed <= capacity {
        return Ok(address);
    }
    let content = arena.allocator.slabs.window(address, used as usize)?.to_vec()?;
    let (larger, _) = take_block(arena, owner, needed.max(2 * capacity))?;
    arena.allocator.slabs.window(larger, content.len())?.write(&content)?;
    release(arena, owner, address)?;
    Ok(larger)
}
