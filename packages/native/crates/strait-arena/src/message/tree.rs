//! All messages of a tree.

use super::{Found, MessageType, Traversal, Visitor};
use crate::memory::{Block, Body, Stop};
use crate::schema::FieldLayout;
use crate::slots::{Identity, Slot, SlotCells};
use crate::{Arena, ArenaError};

/// Checks and collects the sub-messages that one message refers to.
struct Children<'a> {
    arena: &'a Arena,
    parent: u32,
    found: &'a mut Vec<Found>,
}

impl Visitor for Children<'_> {
    const VALUES: bool = false;

    fn child(&mut self, type_id: u16, index: u32) -> Result<(), ArenaError> {
        self.arena.find_child(self.parent, index, type_id, self.found).map_err(|stop| *stop)
    }

    fn block(&mut self, _block: &Block<'_>, _used: u64) -> Result<(), ArenaError> {
        Ok(())
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
    /// What has to be known of a message to free it.
    pub(super) fn found(&self, slot: Slot) -> Result<Found, ArenaError> {
        let (cells, message) = (self.allocator.slots.cells(slot.index)?, self.type_of(slot.state.type_id())?);
        Ok(self.found_at(cells, message, slot.index, slot.address, slot.identity()))
    }

    #[inline(always)]
    fn found_at(
        &self,
        cells: &SlotCells,
        message: &'static MessageType,
        index: u32,
        address: u32,
        identity: Identity,
    ) -> Found {
        // SAFETY: who frees holds the arena, which keeps its regions.
        let body = self.allocator.slabs.body(address, message.size).map(|body| unsafe { body.detached() });
        // SAFETY: the same.
        Found { cells: unsafe { cells.detached() }, message, body, index, address, identity }
    }

    /// Appends every message below one to `found`, parents before children. Nothing is changed. Errors: `Lent` when one
    /// of them is lent, `Corrupt` when one is not its parent's.
    pub(super) fn find_descendants(&self, root: &Found, found: &mut Vec<Found>) -> Result<(), ArenaError> {
        let mut traversal = Traversal::new(&self.allocator);
        let next = found.len();
        self.find_children(root, found, &mut traversal).map_err(|stop| *stop)?;
        self.find_below(next, found, &mut traversal)
    }

    /// As [`find_descendants`](Self::find_descendants), for what one field refers to.
    pub(super) fn find_descendants_in(
        &self,
        slot: Slot,
        field: &FieldLayout,
        found: &mut Vec<Found>,
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
        found: &mut Vec<Found>,
        traversal: &mut Traversal<'_>,
    ) -> Result<(), ArenaError> {
        while let Some(&parent) = found.get(next) {
            next += 1;
            self.find_children(&parent, found, traversal).map_err(|stop| *stop)?;
        }
        Ok(())
    }

    /// Appends the sub-messages of one message.
    #[inline(always)]
    fn find_children(
        &self,
        parent: &Found,
        found: &mut Vec<Found>,
        traversal: &mut Traversal<'_>,
    ) -> Result<(), Stop> {
        let owned = &parent.message.owned;
        if !owned.has_messages {
            return Ok(());
        }
        let body = parent.body()?;
        for child in &owned.children {
            // SAFETY: `body` is a struct of the type, in which the word of the child lies.
            match unsafe { body.get_u32(child.offset) } {
                0 => {}
                index => self.find_child(parent.index, index, child.type_id, found)?,
            }
        }
        if owned.parents.is_empty() { Ok(()) } else { self.find_in_parents(parent, body, found, traversal) }
    }

    /// Appends the sub-messages that are not in singular fields.
    #[inline(never)]
    fn find_in_parents(
        &self,
        parent: &Found,
        body: Body<'_>,
        found: &mut Vec<Found>,
        traversal: &mut Traversal<'_>,
    ) -> Result<(), Stop> {
        let mut children = Children { arena: self, parent: parent.index, found };
        for field in &parent.message.owned.parents {
            traversal.field(body.window(), field, &mut children)?;
        }
        Ok(())
    }

    /// Appends the sub-message in a slot.
    #[inline(always)]
    fn find_child(&self, parent: u32, index: u32, type_id: u16, found: &mut Vec<Found>) -> Result<(), Stop> {
        let slots = &self.allocator.slots;
        if let Some((cells, identity, address)) = slots.plain_child(parent, index, type_id)
            && let Some(message) = self.types.get(usize::from(type_id))
            && found.len() < slots.used() as usize
        {
            return Ok(push(found, self.found_at(cells, message, index, address, identity))?);
        }
        self.find_other_child(parent, index, type_id, found)
    }

    /// As [`find_child`](Self::find_child), for one that is perhaps to be refused.
    #[cold]
    #[inline(never)]
    fn find_other_child(
        &self,
        parent: u32,
        index: u32,
        type_id: u16,
        found: &mut Vec<Found>,
    ) -> Result<(), Stop> {
        let child = self.allocator.slots.child(parent, index, type_id)?;
        if child.state.times_lent() > 0 {
            return Err(ArenaError::Lent { index }.into());
        }
        if found.len() >= self.allocator.slots.used() as usize {
            let what = "a message contains itself or is referred to twice";
            return Err(ArenaError::Corrupt { what, at: index }.into());
        }
        Ok(push(found, self.found(child)?)?)
    }
}
