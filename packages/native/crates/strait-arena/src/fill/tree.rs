//! Trees of messages of one type.

use crate::handle::LARGEST_INDEX;
use crate::message::write::{Owner, Place, new_span, store_word};
use crate::schema::{Kind, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle};

/// Builds a tree through the first field of a type that repeats the type itself, level by level.
pub(crate) fn build_tree(
    arena: &mut Arena,
    type_id: u16,
    depth: u32,
    width: u32,
) -> Result<Handle, ArenaError> {
    let layout = arena.type_of(type_id)?.layout;
    let repeats = |rule| matches!(rule, Rule::Repeated { .. });
    let field = layout.fields.iter().find(|it| repeats(it.rule) && it.kind == Kind::Message(type_id));
    let field = field.ok_or(ArenaError::WrongField {
        message: layout.name,
        needs: "a type with a repeated field of itself",
    })?;
    check_size(depth, width)?;
    let root = arena.allocate(type_id)?;
    let slot = arena.resolve(root)?.0;
    let result = grow(arena, slot, field.offset, depth, width);
    if let Err(error) = result {
        arena.free(root)?;
        return Err(error);
    }
    Ok(root)
}

/// Refuses a tree of more messages than there can be slots, before anything is allocated.
fn check_size(depth: u32, width: u32) -> Result<(), ArenaError> {
    if depth == 0 {
        return Err(ArenaError::InvalidValue { what: "the depth of a tree must be at least 1", value: 0 });
    }
    let (mut level, mut messages) = (1u64, 1u64);
    for _ in 1..depth {
        level *= u64::from(width);
        messages += level;
        if messages > LARGEST_INDEX.into() {
            return Err(ArenaError::OutOfMemory { what: "messages in one tree", amount: messages });
        }
        if level == 0 {
            break;
        }
    }
    Ok(())
}

fn grow(arena: &mut Arena, root: Slot, offset: u32, depth: u32, width: u32) -> Result<(), ArenaError> {
    let type_id = root.state.type_id();
    let mut level = vec![root];
    for _ in 1..depth {
        let children = level.len() * width as usize;
        let mut next = Vec::new();
        next.try_reserve_exact(children).map_err(|_| ArenaError::OutOfMemory {
            what: "messages of one level",
            amount: children as u64,
        })?;
        for parent in level.iter().filter(|_| width > 0) {
            let owner = Owner { index: parent.index, type_id };
            let place = Place { address: parent.address, offset };
            let start = new_span(arena, owner, place, width, 4)?;
            for position in 0..width {
                let child = arena.take_child(parent.index, type_id)?;
                store_word(arena, start.after(position * 4), child.index)?;
                next.push(child);
            }
        }
        if next.is_empty() {
            break;
        }
        level = next;
    }
    Ok(())
}
