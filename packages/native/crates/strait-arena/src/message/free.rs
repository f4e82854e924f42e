//! Freeing of whole message trees: first everything in the tree is found and checked, then it is freed, so that a
//! refusal changes nothing. Neither step recurses or enters a message twice.

use super::presence::{Span, span};
use super::{Traversal, Visitor};
use crate::allocate::Allocator;
use crate::memory::{Block, Window};
use crate::schema::{FieldLayout, Kind, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle, Shared, SizeClass};

/// Gives back the data blocks of one message.
struct Release<'a> {
    allocator: &'a Allocator,
    blocks: i32,
    bytes: i64,
}

impl Visitor for Release<'_> {
    const VALUES: bool = false;

    fn child(&mut self, _type_id: u16, _index: u32) -> Result<(), ArenaError> {
        Ok(())
    }

    fn block(&mut self, block: &Block<'_>, _used: u64) -> Result<(), ArenaError> {
        self.allocator.release_block(block)?;
        self.blocks += 1;
        self.bytes += block.capacity() as i64;
        Ok(())
    }
}

impl Arena {
    /// Frees a message and everything in it. Errors: `Owned` for a sub-message, `Lent` when it or a message in it is
    /// lent, `Corrupt` when it refers to what is not its own; nothing has changed then, unless only a data block was
    /// not found: the rest is freed, and `audit` tells what is left.
    #[inline]
    pub fn free(&mut self, handle: Handle) -> Result<(), ArenaError> {
        let slot = self.allocator.slots.resolve(handle)?;
        if slot.state.is_owned() {
            return Err(ArenaError::Owned { index: slot.index });
        }
        self.free_tree(slot)
    }

    /// Frees the messages of packed handles in their order. Errors: the position of the first that is refused and
    /// why; those before it are freed.
    pub fn free_batch(&mut self, handles: &[Shared<f64>]) -> Result<(), (usize, ArenaError)> {
        let mut position = 0;
        while let Some(rest) = handles.get(position..) {
            let plain = self.allocator.release_plain(self.types, rest);
            position += plain.map_err(|error| (position, error))?;
            let Some(number) = handles.get(position) else { break };
            Handle::from_number(number.get())
                .and_then(|handle| self.free(handle))
                .map_err(|error| (position, error))?;
            position += 1;
        }
        Ok(())
    }

    /// Frees the message in a slot that a parent owns; the caller removes the reference. Errors: as
    /// [`free`](Self::free), and `InvalidValue` for a slot without a message that is owned.
    pub fn release_owned(&mut self, index: u32) -> Result<(), ArenaError> {
        let slot = self.allocator.slots.read(index)?;
        if !slot.state.is_live() || !slot.state.is_owned() {
            return Err(ArenaError::InvalidValue {
                what: "a slot to release must hold a live message that another owns",
                value: index.into(),
            });
        }
        self.free_tree(slot)
    }

    #[inline]
    fn free_tree(&mut self, slot: Slot) -> Result<(), ArenaError> {
        if slot.state.times_lent() > 0 {
            return Err(ArenaError::Lent { index: slot.index });
        }
        let class = self.type_of(slot.state.type_id())?.class;
        if !slot.state.owns() {
            return self.allocator.release_slot(slot, class);
        }
        self.free_owning(slot)
    }

    fn free_owning(&mut self, slot: Slot) -> Result<(), ArenaError> {
        let descendants = self.descendants(slot, &self.type_of(slot.state.type_id())?.parents)?;
        let root = self.free_one(slot);
        self.free_all(&descendants).and(root)
    }

    /// Frees messages found by [`descendants`](Self::descendants). Goes on after an error and returns the first.
    pub(super) fn free_all(&mut self, indices: &[u32]) -> Result<(), ArenaError> {
        let mut result = Ok(());
        for &index in indices {
            let slot = self.allocator.slots.read(index)?;
            let freed = if slot.state.is_live() {
                self.free_one(slot)
            } else {
                Err(ArenaError::Corrupt { what: "a message is referred to twice", at: index })
            };
            result = result.and(freed);
        }
        result
    }

    /// Frees a message without its sub-messages.
    fn free_one(&mut self, slot: Slot) -> Result<(), ArenaError> {
        let message = self.type_of(slot.state.type_id())?;
        if !slot.state.owns() {
            return self.allocator.release_slot(slot, message.class);
        }
        let released = self.release_blocks(slot, &message.owning, true);
        self.allocator.release_slot(slot, message.class)?;
        released
    }

    /// Gives back the data blocks of `fields` and, if wished, of the unknown fields. What the fields hold then is
    /// garbage: the caller clears it or frees the message. Goes on after an error and returns the first.
    pub(super) fn release_blocks(
        &self,
        slot: Slot,
        fields: &[&'static FieldLayout],
        with_unknown: bool,
    ) -> Result<(), ArenaError> {
        let message = self.type_of(slot.state.type_id())?;
        let window = self.window(slot, message)?;
        if fields.is_empty() && window.u32(0)? == 0 {
            return Ok(());
        }
        let mut traversal = Traversal::new(&self.allocator);
        let mut release = Release { allocator: &self.allocator, blocks: 0, bytes: 0 };
        let mut result = Ok(());
        for field in fields {
            if !self.release_content(window, field, &mut release) {
                result = result.and(traversal.field(window, field, &mut release));
            }
        }
        if with_unknown && window.u32(0)? != 0 {
            result = result.and(traversal.unknown(window, &mut release));
        }
        if release.blocks != 0 {
            let counts = &self.allocator.control;
            counts.count_data(slot.state.type_id(), -release.blocks, -release.bytes)?;
        }
        result
    }

    /// Gives the block of a string or bytes value back, in the plain case. Returns whether it was that.
    #[inline]
    fn release_content(&self, window: Window<'_>, field: &FieldLayout, release: &mut Release<'_>) -> bool {
        let (Kind::String | Kind::Bytes, Rule::Singular | Rule::Optional { .. }) = (field.kind, field.rule)
        else {
            return false;
        };
        let Ok(Span { address, length }) = span(window, field.offset as usize, field.kind) else {
            return false;
        };
        if address == 0 {
            return length == 0;
        }
        // Most likely it is of the class that its length asks for.
        let slabs = &self.allocator.slabs;
        let known = SizeClass::holding(length.into()).and_then(|class| slabs.known_block(address, class));
        match known.or_else(|| slabs.small_block(address)) {
            Some(block) if u64::from(length) <= block.capacity() => release.block(&block, 0).is_ok(),
            _ => false,
        }
    }
}
