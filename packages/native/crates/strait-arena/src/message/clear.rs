//! Emptying of messages and fields.

use crate::schema::{FieldLayout, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle};

/// Frees everything in a message and sets all its fields to their defaults.
pub(crate) fn clear(arena: &mut Arena, handle: Handle) -> Result<(), ArenaError> {
    let (slot, message) = arena.resolve(handle)?;
    let mut descendants = Vec::new();
    let root = arena.found(slot)?;
    arena.find_descendants(&root, &mut descendants)?;
    let released = arena.release_blocks(&root);
    arena.window(slot, message)?.clear()?;
    arena.free_all(&descendants).and(released).map_err(|stop| *stop)
}

/// Frees what a field owns and sets it to its default or to absent.
pub(crate) fn clear_field(arena: &mut Arena, handle: Handle, number: u32) -> Result<(), ArenaError> {
    let (slot, message) = arena.resolve(handle)?;
    let field = message.field(number)?;
    let mut descendants = Vec::new();
    arena.find_descendants_in(slot, field, &mut descendants)?;
    let released = arena.release_field(slot, field);
    zero(arena, slot, field)?;
    arena.free_all(&descendants).map_err(|stop| *stop).and(released)
}

/// Sets the bytes of a field, and its presence, to zero.
fn zero(arena: &Arena, slot: Slot, field: &FieldLayout) -> Result<(), ArenaError> {
    let window = arena.window(slot, arena.type_of(slot.state.type_id())?)?;
    let size = match field.rule {
        Rule::Singular => field.kind.size(),
        Rule::Repeated { .. } | Rule::Map { .. } => 8,
        Rule::Optional { presence_offset, bit } => {
            let word = window.u32(presence_offset as usize)?;
            window.set_u32(presence_offset as usize, word & !1u32.checked_shl(bit).unwrap_or(0))?;
            field.kind.size()
        }
        Rule::Oneof { case_offset, size } => {
            if window.u32(case_offset as usize)? != field.number {
                return Ok(());
            }
            window.set_u32(case_offset as usize, 0)?;
            size
        }
    };
    for byte in 0..size {
        window.set_u8((field.offset + byte) as usize, 0)?;
    }
    Ok(())
}
