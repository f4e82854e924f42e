//! All messages of a tree.

use super::{Traversal, Visitor};
use crate::memory::Block;
use crate::schema::FieldLayout;
use crate::slots::Slot;
use crate::{Arena, ArenaError};

/// Checks and collects the sub-messages that one message refers to.
struct Children<'a> {
    arena: &'a Arena,
    parent: u32,
    found: &'a mut Vec<Slot>,
}

impl Visitor for Children<'_> {
    const VALUES: bool = false;

    #[inline(always)]
    fn child(&mut self, type_id: u16, index: u32) -> Result<(), ArenaError> {
        let slots = &self.arena.allocator.slots;
        match slots.plain_child(self.parent, index, type_id) {
            Some(child) if self.found.len() < slots.used() as usize => push(self.found, child),
            _ => self.other_child(type_id, index),
        }
    }

    fn block(&mut self, _block: &Block<'_>, _used: u64) -> Result<(), ArenaError> {
        Ok(())
    }
}

impl Children<'_> {
    /// As [`child`](Visitor::child), for one that is perhaps to be refused.
    #[cold]
    #[inline(never)]
    fn other_child(&mut self, type_id: u16, index: u32) -> Result<(), ArenaError> {
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
        push(self.found, child)
    }
}

/// Appends, with an error when there is no memory for it.
#[inline(always)]
pub(super) fn push<T>(list: &mut Vec<T>, item: T) -> Result<(), ArenaError> {
    if list.len() == list.capacity() {
        grow(list)?;
    }
    list.push(item);
    Ok(())
}

#[cold]
#[inline(never)]
fn grow<T>(list: &mut Vec<T>) -> Result<(), ArenaError> {
    let refused =
        ArenaError::OutOfMemory { what: "entries of a list of messages", amount: list.len() as u64 };
    list.try_reserve(1).map_err(|_| refused)
}

impl Arena {
    /// Appends every message below the one in `slot` to `found`, parents before children. Nothing is changed. Errors:
    /// `Lent` when one of them is lent, `Corrupt` when one is not its parent's.
    pub(super) fn find_descendants(&self, slot: Slot, found: &mut Vec<Slot>) -> Result<(), ArenaError> {
        let mut traversal = Traversal::new(&self.allocator);
        let next = found.len();
        self.find_children_of(slot, found, &mut traversal)?;
        self.find_below(next, found, &mut traversal)
    }

    /// As [`find_descendants`](Self::find_descendants), for what one field refers to.
    pub(super) fn find_descendants_in(
        &self,
        slot: Slot,
        field: &FieldLayout,
        found: &mut Vec<Slot>,
    ) -> Result<(), ArenaError> {
        if field.message_type().is_none() {
            return Ok(());
        }
        let next = found.len();
        let mut traversal = Traversal::new(&self.allocator);
        let window = self.window(slot, self.type_of(slot.state.type_id())?)?;
        traversal.field(window, field, &mut Children { arena: self, parent: slot.index, found })?;
        self.find_below(next, found, &mut traversal)
    }

    /// Appends what is below the messages in `found` from `next` on.
    fn find_below(
        &self,
        mut next: usize,
        found: &mut Vec<Slot>,
        traversal: &mut Traversal<'_>,
    ) -> Result<(), ArenaError> {
        while let Some(&slot) = found.get(next) {
            next += 1;
            self.find_children(slot, found, traversal)?;
        }
        Ok(())
    }

    /// As [`find_children`](Self::find_children), for the first message, apart from the loop.
    #[inline(never)]
    fn find_children_of(
        &self,
        slot: Slot,
        found: &mut Vec<Slot>,
        traversal: &mut Traversal<'_>,
    ) -> Result<(), ArenaError> {
        self.find_children(slot, found, traversal)
    }

    /// Appends the sub-messages of one message.
    #[inline(always)]
    fn find_children(
        &self,
        slot: Slot,
        found: &mut Vec<Slot>,
        traversal: &mut Traversal<'_>,
    ) -> Result<(), ArenaError> {
        let message = self.type_of(slot.state.type_id())?;
        let owned = &message.owned;
        if owned.children.is_empty() && owned.parents.is_empty() {
            return Ok(());
        }
        let Some(body) = self.allocator.slabs.body(slot.address, message.size) else {
            return Err(lost(slot));
        };
        let mut children = Children { arena: self, parent: slot.index, found };
        for child in &owned.children {
            // SAFETY: `body` is a struct of the type, in which the word of the child lies.
            match unsafe { body.get_u32(child.offset) } {
                0 => {}
                index => children.child(child.type_id, index)?,
            }
        }
        for field in &owned.parents {
            traversal.field(body.window(), field, &mut children)?;
        }
        Ok(())
    }
}

/// A slot whose struct would lie in no slab.
#[cold]
#[inline(never)]
pub(super) fn lost(slot: Slot) -> ArenaError {
    ArenaError::Corrupt { what: "the struct of a message lies in no slab", at: slot.address }
}
