//! Writing of blocks and values. Each step leaves the message whole, so that a failure can be cleared away.

use super::presence::{Span, span, text_length};
use crate::memory::Window;
use crate::schema::Kind;
use crate::{Arena, ArenaError};

/// A message that is being written: its slot and type.
#[derive(Clone, Copy)]
pub(crate) struct Owner {
    pub(crate) index: u32,
    pub(crate) type_id: u16,
}

/// A place in the struct of a message or in one of its blocks, by the address of that block.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) address: u32,
    pub(crate) offset: u32,
}

impl Place {
    /// The place `bytes` further on.
    pub(crate) const fn after(self, bytes: u32) -> Self {
        Self { offset: self.offset + bytes, ..self }
    }

    pub(crate) fn window(self, arena: &Arena, bytes: usize) -> Result<Window<'_>, ArenaError> {
        let end = self.offset as usize + bytes;
        arena.allocator.slabs.window(self.address, end)?.part(self.offset as usize, bytes)
    }
}

/// Gives the span at `place` a cleared block for `count` elements of `stride` bytes. Returns where they begin.
pub(crate) fn new_span(
    arena: &mut Arena,
    owner: Owner,
    place: Place,
    count: u32,
    stride: u32,
) -> Result<Place, ArenaError> {
    let bytes = u64::from(count) * u64::from(stride);
    let (address, _) = take_block(arena, owner, bytes)?;
    let size =
        usize::try_from(bytes).map_err(|_| ArenaError::OutOfMemory { what: "bytes", amount: bytes })?;
    arena.allocator.slabs.window(address, size)?.clear()?;
    set_span(arena, place, address, count)?;
    Ok(Place { address, offset: 0 })
}

/// Stores a string or bytes value in the span at `place`; an empty one takes no block.
pub(crate) fn store_content(
    arena: &mut Arena,
    owner: Owner,
    place: Place,
    content: &[u8],
    is_ascii_text: bool,
) -> Result<(), ArenaError> {
    if content.is_empty() {
        return Ok(());
    }
    let (address, _) = take_block(arena, owner, content.len() as u64)?;
    arena.allocator.slabs.window(address, content.len())?.write(content)?;
    set_span(arena, place, address, text_length(content.len() as u32, is_ascii_text))
}

/// Takes a data block for a message, in the ledger too.
pub(crate) fn take_block(arena: &mut Arena, owner: Owner, bytes: u64) -> Result<(u32, u64), ArenaError> {
    let (address, capacity) = arena.allocator.take_data(bytes)?;
    arena.allocator.control.count_data(owner.type_id, 1, capacity as i64)?;
    arena.mark_owning(owner.index)?;
    Ok((address, capacity))
}

/// Gives a block back, in the ledger too.
pub(crate) fn release(arena: &Arena, owner: Owner, address: u32) -> Result<(), ArenaError> {
    let block = arena.allocator.slabs.block(address)?;
    arena.allocator.release_block(&block)?;
    arena.allocator.control.count_data(owner.type_id, -1, -(block.capacity() as i64))
}

/// Replaces the string or bytes value in the span at `place`. Errors: `OutOfMemory`, with the value empty.
pub(crate) fn replace_content(
    arena: &mut Arena,
    owner: Owner,
    place: Place,
    content: &[u8],
    is_ascii_text: bool,
) -> Result<(), ArenaError> {
    if content.len() >= 1 << 31 {
        return Err(ArenaError::OutOfMemory { what: "bytes of one field", amount: content.len() as u64 });
    }
    let Span { address, .. } = span(place.window(arena, 8)?, 0, Kind::Bytes)?;
    if address != 0 {
        set_span(arena, place, 0, 0)?;
        release(arena, owner, address)?;
    }
    store_content(arena, owner, place, content, is_ascii_text)
}

pub(crate) fn set_span(arena: &Arena, place: Place, address: u32, length: u32) -> Result<(), ArenaError> {
    let window = place.window(arena, 8)?;
    window.set_u32(0, address)?;
    window.set_u32(4, length)
}

/// Stores the bits of a scalar.
pub(crate) fn store_bits(arena: &Arena, place: Place, kind: Kind, bits: u64) -> Result<(), ArenaError> {
    let window = place.window(arena, kind.size() as usize)?;
    match kind.size() {
        1 => window.set_u8(0, bits as u8),
        4 => window.set_u32(0, bits as u32),
        _ => window.set_u64(0, bits),
    }
}

/// Stores a word: a case, presence bits, or a reference to a sub-message.
pub(crate) fn store_word(arena: &Arena, place: Place, word: u32) -> Result<(), ArenaError> {
    place.window(arena, 4)?.set_u32(0, word)
}

/// Sets a bit of a presence word.
pub(crate) fn set_bit(arena: &Arena, place: Place, bit: u32) -> Result<(), ArenaError> {
    let window = place.window(arena, 4)?;
    window.set_u32(0, window.u32(0)? | 1u32.checked_shl(bit).unwrap_or(0))
}
