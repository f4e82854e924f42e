//! Freeing of whole message trees: first everything in the tree is found and checked, then it is freed, so that a
//! refusal changes nothing. Neither step recurses or enters a message twice.

use super::release::Release;
use super::{Found, Traversal};
use crate::memory::Stop;
use crate::schema::FieldLayout;
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle, Shared};

/// Messages of a tree for which memory is kept.
const MOST_KEPT: usize = 4096;

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
        let root = self.found(slot)?;
        let mut found = std::mem::take(&mut self.found);
        found.push(root);
        let freed = match self.find_descendants(&root, &mut found) {
            Ok(()) => self.free_all(&found).map_err(|stop| *stop),
            refused => refused,
        };
        if found.capacity() <= MOST_KEPT {
            found.clear();
            self.found = found;
        }
        freed
    }

    /// Frees messages that were found by [`find_descendants`](Self::find_descendants) and are as they were then. Goes
    /// on after an error and returns the first.
    pub(super) fn free_all(&mut self, found: &[Found]) -> Result<(), Stop> {
        let mut result = Ok(());
        for message in found {
            if let Err(stop) = self.free_one(message) {
                result = result.and(Err(stop));
            }
        }
        result
    }

    /// Frees a message without its sub-messages. Errors: `Corrupt` when its slot has changed since it was found.
    #[inline(always)]
    fn free_one(&mut self, found: &Found) -> Result<(), Stop> {
        if found.cells.identity() != found.identity {
            return Err(changed(found.index));
        }
        let released =
            if !found.state().owns() || has_no_blocks(found) { Ok(()) } else { self.release_blocks(found) };
        if !self.allocator.release_reusable(found.cells, found.slot(), found.message.class) {
            self.allocator.release_slot(found.slot(), found.message.class)?;
        }
        released
    }

    /// Gives back all data blocks of a message, which does not refer to them any more once the caller has cleared or
    /// freed it. Goes on after an error and returns the first.
    #[inline(never)]
    pub(super) fn release_blocks(&self, found: &Found) -> Result<(), Stop> {
        let (body, message) = (found.body()?, found.message);
        let window = body.window();
        let mut release = Release::new(&self.allocator);
        let (mut result, mut traversal) = (Ok(()), Traversal::new(&self.allocator));
        for span in &message.owned.spans {
            // SAFETY: `body` is a struct of the type, in which the span lies.
            let address = unsafe { body.get_u32(span.offset) };
            // SAFETY: as said above.
            let length = unsafe { body.get_u32(span.offset + 4) } & span.length_bits;
            let bytes = u64::from(length) * u64::from(span.stride);
            if !release.plain(address, bytes) {
                result = result.and(traversal.field(window, span.field, &mut release).map_err(Stop::new));
            }
        }
        for list in &message.owned.lists {
            result = result.and(release.list(body, list, &mut traversal).map_err(Stop::new));
        }
        for field in &message.owned.nested {
            result = result.and(traversal.field(window, field, &mut release).map_err(Stop::new));
        }
        // Unknown fields.
        // SAFETY: every struct begins with the two words of their span.
        let address = unsafe { body.get_u32(0) };
        // SAFETY: the same.
        let length = unsafe { body.get_u32(4) };
        if !release.plain(address, length.into()) {
            result = result.and(traversal.unknown(window, &mut release).map_err(Stop::new));
        }
        release.count(found.state())?;
        result
    }

    /// Gives back the data blocks of one field, as [`release_blocks`](Self::release_blocks) does those of all.
    pub(super) fn release_field(&self, slot: Slot, field: &FieldLayout) -> Result<(), ArenaError> {
        let window = self.window(slot, self.type_of(slot.state.type_id())?)?;
        let mut release = Release::new(&self.allocator);
        let result = Traversal::new(&self.allocator).field(window, field, &mut release);
        release.count(slot.state).and(result)
    }
}

/// Whether a message has no data blocks for sure: its type has no such fields, and it no unknown ones.
#[inline(always)]
fn has_no_blocks(found: &Found) -> bool {
    // The first two words of a struct are the span of the unknown fields.
    found.message.owned.is_messages_only
        && found.body.is_some_and(|body| {
            // SAFETY: every struct has at least 8 bytes.
            unsafe { body.get_u64(0) == 0 }
        })
}

#[cold]
#[inline(never)]
fn changed(index: u32) -> Stop {
    Box::new(ArenaError::Corrupt { what: "a message is referred to twice", at: index })
}
