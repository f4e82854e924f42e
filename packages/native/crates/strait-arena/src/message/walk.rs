//! A visit to everything in a message tree.

use super::tree::push;
use super::{Traversal, Visitor};
use crate::memory::Block;
use crate::{Arena, ArenaError, Handle};

/// What a walk over a message tree found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WalkSummary {
    /// Messages, the root included.
    pub messages: u64,
    /// Fields that are present: set, not the default, or not empty, by their rule.
    pub fields: u64,
    /// Scalars, strings and bytes in them, each element, key and value counted.
    pub values: u64,
    /// Those values that are zero or empty.
    pub defaults: u64,
    /// Bytes of those values, without references, padding and free room.
    pub content_bytes: u64,
    /// Levels of messages; a message without sub-messages has one.
    pub depth: u32,
}

struct Walk<'a> {
    arena: &'a Arena,
    summary: WalkSummary,
    /// The message being visited, and its level.
    current: (u32, u32),
    /// Messages to visit, with their levels.
    pending: Vec<(u32, u32)>,
}

impl Visitor for Walk<'_> {
    const VALUES: bool = true;

    fn field(&mut self) {
        self.summary.fields += 1;
    }

    fn value(&mut self, bytes: u64, is_default: bool) {
        self.summary.values += 1;
        self.summary.defaults += u64::from(is_default);
        self.summary.content_bytes += bytes;
    }

    fn child(&mut self, type_id: u16, index: u32) -> Result<(), ArenaError> {
        let (parent, level) = self.current;
        self.arena.allocator.slots.child(parent, index, type_id)?;
        push(&mut self.pending, (index, level + 1))
    }

    fn block(&mut self, _block: &Block<'_>, _used: u64) -> Result<(), ArenaError> {
        Ok(())
    }
}

/// Visits every message, field and element of a tree.
pub(crate) fn walk(arena: &Arena, handle: Handle) -> Result<WalkSummary, ArenaError> {
    let root = arena.allocator.slots.resolve(handle)?.index;
    let mut traversal = Traversal::new(&arena.allocator);
    let mut walk =
        Walk { arena, summary: WalkSummary::default(), current: (root, 1), pending: vec![(root, 1)] };
    while let Some((index, level)) = walk.pending.pop() {
        let slot = arena.allocator.slots.read(index)?;
        let message = arena.type_of(slot.state.type_id())?;
        walk.current = (index, level);
        walk.summary.messages += 1;
        walk.summary.depth = walk.summary.depth.max(level);
        traversal.message(arena.window(slot, message)?, message.layout, &mut walk)?;
    }
    Ok(walk.summary)
}
