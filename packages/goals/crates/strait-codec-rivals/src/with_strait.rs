//! Strait: messages in an arena, here one on the heap.

use std::hint::black_box;

use strait_arena::{Arena, ArenaError, Shared, WireLimits};
use strait_stress::SCHEMA;

use crate::contestant::Contestant;

pub(crate) fn decode(type_id: u16, bytes: &[u8]) -> Result<Contestant, ArenaError> {
    let (mut arena, bytes, limits) = (Arena::on_heap(&SCHEMA)?, bytes.to_vec(), WireLimits::default());
    Ok(Contestant::new("strait", move || {
        let decoded = arena.decode(type_id, black_box(&bytes), &limits);
        decoded.and_then(|handle| arena.free(black_box(handle))).map_err(|error| error.to_string())
    }))
}

pub(crate) fn encode(type_id: u16, bytes: &[u8]) -> Result<Contestant, ArenaError> {
    let (mut arena, limits) = (Arena::on_heap(&SCHEMA)?, WireLimits::default());
    let handle = arena.decode(type_id, bytes, &limits)?;
    Ok(Contestant::new("strait", move || {
        black_box(arena.encode(black_box(handle), &limits).map_err(|error| error.to_string())?);
        Ok(())
    }))
}

/// Allocates and frees `count` messages, in one call each.
pub(crate) fn batch(type_id: u16, count: usize) -> Result<Contestant, ArenaError> {
    let mut arena = Arena::on_heap(&SCHEMA)?;
    let handles: Vec<_> = (0..count).map(|_| Shared::new(0.0)).collect();
    Ok(Contestant::new("strait", move || {
        arena.allocate_batch(type_id, black_box(&handles)).map_err(|error| error.to_string())?;
        arena.free_batch(black_box(&handles)).map_err(|(_, error)| error.to_string())
    }))
}

/// Decodes and encodes.
pub(crate) fn again(type_id: u16, bytes: &[u8]) -> Result<Vec<u8>, ArenaError> {
    let (mut arena, limits) = (Arena::on_heap(&SCHEMA)?, WireLimits::default());
    let handle = arena.decode(type_id, bytes, &limits)?;
    let again = arena.encode(handle, &limits)?;
    arena.free(handle)?;
    Ok(again)
}
