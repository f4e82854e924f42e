//! All messages of a tree.

use super::{Traversal, Visitor};
use crate::memory::Block;
use crate::schema::{FieldLayout, Kind, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError};

/// Checks and collects the sub-messages that one message refers to.
struct Children<'a> {
    arena: &'a Arena,
    parent: u32,
    found: &'a mut Vec<u32>,
}

impl Visitor for Children<'_> {
    const VALUES: bool = false;

    fn child(&mut self, type_id: u16, index: u32) -> Result<(), ArenaError> {
        let child = self.arena.allocator.slots.child(self.parent, index, type_id)?;
        if child.state.times_lent() > 0 {
            return Err(ArenaError::Lent { index });
        }
        if self.found.len() >= self.arena.allocator.slots.used() as usize {
            return Err(ArenaError::Corrupt {
                what: "a message contains itself or is referred to twice",
                at: index,
            });
        }
        push(self.found, index)
    }

    fn block(&mut self, _block: &Block<'_>, _used: u64) -> Result<(), ArenaError> {
        Ok(())
    }
}

/// Appends, with an error when there is no memory for it.
pub(super) fn push<T>(list: &mut Vec<T>, item: T) -> Result<(), ArenaError> {
    if list.len() == list.capacity() {
        let refused =
            ArenaError::OutOfMemory { what: "entries of a list of messages", amount: list.len() as u64 };
        list.try_reserve(1).map_err(|_| refused)?;
    }
    list.push(item);
    Ok(())
}

impl Arena {
    /// Slot indices of every message below those that `fields` of the message in `slot` refer to, parents before
    /// children. Nothing is changed. Errors: `Lent` when one of them is lent, `Corrupt` when one is not its parent's.
    pub(super) fn descendants(
        &self,
        slot: Slot,
        fields: &[&'static FieldLayout],
    ) -> Result<Vec<u32>, ArenaError> {
        let mut found = Vec::new();
        if fields.is_empty() {
            return Ok(found);
        }
        let mut traversal = Traversal::new(&self.allocator);
        self.collect(slot, fields, &mut traversal, &mut found)?;
        let mut next = 0;
        while let Some(&index) = found.get(next) {
            let slot = self.allocator.slots.read(index)?;
            next += 1;
            self.collect(slot, &self.type_of(slot.state.type_id())?.parents, &mut traversal, &mut found)?;
        }
        Ok(found)
    }

    fn collect(
        &self,
        slot: Slot,
        fields: &[&'static FieldLayout],
        traversal: &mut Traversal<'_>,
        found: &mut Vec<u32>,
    ) -> Result<(), ArenaError> {
        let window = self.window(slot, self.type_of(slot.state.type_id())?)?;
        let mut children = Children { arena: self, parent: slot.index, found };
        for field in fields {
            match (field.rule, field.kind) {
                (Rule::Singular, Kind::Message(type_id)) => match window.u32(field.offset as usize)? {
                    0 => {}
                    index => children.child(type_id, index)?,
                },
                _ => traversal.field(window, field, &mut children)?,
            }
        }
        Ok(())
    }
}
