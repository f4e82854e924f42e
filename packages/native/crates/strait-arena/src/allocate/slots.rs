//! Free lists of slots: each slot on one is bound to a block of the list's class.

use std::sync::atomic::Ordering::Relaxed;

use super::Allocator;
use crate::ArenaError;
use crate::memory::{Body, Page, Part, clear_pairs};
use crate::size_class::SizeClass;
use crate::slots::{Identity, Slot, SlotCells, State};

/// A slot that was just taken, and the struct of its message.
#[derive(Clone, Copy)]
pub(crate) struct Taken<'a> {
    pub(crate) cells: &'a SlotCells,
    pub(crate) index: u32,
    pub(crate) address: u32,
    pub(crate) identity: Identity,
    pub(crate) body: Body<'a>,
}

impl Taken<'_> {
    /// A copy of the slot, which is linked to `parent`.
    #[inline(always)]
    pub(crate) const fn slot(&self, parent: u32) -> Slot {
        let (generation, state) = (self.identity.generation(), self.identity.state());
        Slot { index: self.index, generation, state, address: self.address, link: parent }
    }

    /// The same for as long as its regions live, though the arena is not borrowed for it.
    ///
    /// # Safety
    /// The regions live for `'b`. An arena drops no region before itself.
    #[inline(always)]
    pub(crate) unsafe fn detached<'b>(self) -> Taken<'b> {
        // SAFETY: by the contract of this function.
        let cells = unsafe { self.cells.detached() };
        // SAFETY: by the contract of this function.
        let body = unsafe { self.body.detached() };
        Taken { cells, index: self.index, address: self.address, identity: self.identity, body }
    }
}

impl Allocator {
    /// Puts slots with blocks on the free list of a class: those that other members gave back first, then those of
    /// retired slots, else those of a new span. Errors: `OutOfMemory`, with nothing changed.
    pub(crate) fn refill_slots(&mut self, class: SizeClass) -> Result<(), ArenaError> {
        if self.control.is_shared() {
            self.collect_slots()?;
            if self.control.slot_head(class) != 0 {
                return Ok(());
            }
        }
        if self.bind_orphan(class)? {
            return Ok(());
        }
        self.slots.reserve(class.span_blocks(), &mut *self.source)?;
        let member = self.control.member();
        let (start, _) = self.slabs.take_pages(class.span_pages(), &mut *self.source, |index| {
            Page::Messages(class, Part { index, member })
        })?;
        self.control.set_slabs(self.slabs.numbers())?;
        let mut last = None;
        for block in 0..class.span_blocks() {
            let index = self.slots.bind(start + block * (class.bytes() / 8), 0)?;
            match last {
                None => {
                    let old = self.control.slot_head(class);
                    self.slots.set_link(index, old)?;
                    self.control.set_slot_head(class, index);
                }
                Some(last) => {
                    self.slots.set_link(index, self.slots.read(last)?.link)?;
                    self.slots.set_link(last, index)?;
                }
            }
            last = Some(index);
        }
        self.control.set_slots(self.slots.used())
    }

    /// Binds a block that waits for a slot, if there is one of this class.
    fn bind_orphan(&mut self, class: SizeClass) -> Result<bool, ArenaError> {
        let found = self.orphans.iter().position(|&address| self.slabs.message_class(address) == Ok(class));
        let Some(position) = found else { return Ok(false) };
        self.slots.reserve(1, &mut *self.source)?;
        let index = self.slots.bind(self.orphans.swap_remove(position), self.control.slot_head(class))?;
        self.control.set_slot_head(class, index);
        self.control.set_slots(self.slots.used())?;
        Ok(true)
    }

    /// Takes a slot of a class off its list, clears the first `size` bytes of its block, a multiple of 16, and makes
    /// it live. Errors:
    /// `OutOfMemory`; `Corrupt` when the list leads to no free slot with a block, and then the list is abandoned.
    #[inline]
    pub(crate) fn take_slot(
        &mut self,
        class: SizeClass,
        size: u32,
        state: State,
        parent: u32,
    ) -> Result<Slot, ArenaError> {
        if let Some(taken) = self.take_listed_slot(class, size, state, parent) {
            return Ok(taken.slot(parent));
        }
        self.take_new_slot(class, size, state, parent)
    }

    /// As [`take_slot`](Self::take_slot), but only what is on the list. Returns the first `size` bytes of its block, too.
    #[inline(always)]
    pub(crate) fn take_listed_slot(
        &self,
        class: SizeClass,
        size: u32,
        state: State,
        parent: u32,
    ) -> Option<Taken<'_>> {
        let list = self.control.slot_list(class);
        let live_messages = self.control.live_messages(state.type_id())?;
        let head = list.load(Relaxed);
        let cells = self.slots.cells(head).ok()?;
        let (generation, address) = (cells.identity().free()?, cells.address.load(Relaxed));
        let body = self.slabs.body(address, size)?;
        let identity = Identity::new(generation, state);
        list.store(cells.link.load(Relaxed), Relaxed);
        cells.link.store(parent, Relaxed);
        live_messages.store(live_messages.load(Relaxed).wrapping_add(1), Relaxed);
        clear_pairs(body.all_words());
        cells.set_identity(identity);
        Some(Taken { cells, index: head, address, identity, body })
    }

    /// As [`take_slot`](Self::take_slot), where the list is empty or leads to none.
    #[cold]
    #[inline(never)]
    fn take_new_slot(
        &mut self,
        class: SizeClass,
        size: u32,
        state: State,
        parent: u32,
    ) -> Result<Slot, ArenaError> {
        if self.control.slot_head(class) == 0 {
            self.refill_slots(class)?;
        }
        let head = self.control.slot_head(class);
        match self.take_listed_slot(class, size, state, parent) {
            Some(taken) => Ok(taken.slot(parent)),
            None => Err(self.abandon_slots(class, head)),
        }
    }

    #[cold]
    fn abandon_slots(&self, class: SizeClass, at: u32) -> ArenaError {
        self.control.set_slot_head(class, 0);
        ArenaError::Corrupt { what: "a free list leads to a slot that is not free", at }
    }

    /// Frees a live slot whose message owns nothing any more. Errors: `Stale` when another member was faster.
    #[inline]
    pub(crate) fn release_slot(&mut self, slot: Slot, class: SizeClass) -> Result<(), ArenaError> {
        if self.control.is_shared() {
            self.release_shared_slot(slot, class)?;
        } else {
            self.put_back(slot.after_free(), slot.address, class)?;
        }
        self.control.count_messages(slot.state.type_id(), -1)
    }

    /// As [`release_slot`](Self::release_slot), if the arena is that of one thread and the slot, which is in `cells`, can
    /// be used again. Returns whether it is.
    #[inline(always)]
    pub(crate) fn release_reusable(&self, cells: &SlotCells, slot: Slot, class: SizeClass) -> bool {
        let live_messages = self.control.live_messages(slot.state.type_id());
        let (Some(live_messages), false) = (live_messages, self.control.is_shared()) else { return false };
        let list = self.control.slot_list(class);
        let freed = slot.after_free();
        if freed.state.is_retired() {
            return false;
        }
        cells.set_identity(freed.identity());
        cells.address.store(freed.address, Relaxed);
        cells.link.store(list.load(Relaxed), Relaxed);
        list.store(slot.index, Relaxed);
        live_messages.store(live_messages.load(Relaxed).wrapping_sub(1), Relaxed);
        true
    }

    /// Apart, so that freeing in an arena of one thread stays short.
    #[inline(never)]
    fn release_shared_slot(&mut self, slot: Slot, class: SizeClass) -> Result<(), ArenaError> {
        let freed = slot.after_free();
        self.slots.claim(slot, freed)?;
        let owner = self.slabs.message_block(slot.address)?.1;
        if self.is_foreign(owner) && !freed.state.is_retired() {
            self.slots.write(freed)?;
            return self.return_slot(owner, freed);
        }
        self.put_back(freed, slot.address, class)
    }

    /// Puts a freed slot on the list of its class, or keeps its block when it is retired.
    #[inline]
    fn put_back(&mut self, freed: Slot, block: u32, class: SizeClass) -> Result<(), ArenaError> {
        if freed.state.is_retired() {
            self.slots.write(freed)?;
            self.orphan(block);
            return Ok(());
        }
        let list = self.control.slot_list(class);
        self.slots.write(Slot { link: list.load(Relaxed), ..freed })?;
        list.store(freed.index, Relaxed);
        Ok(())
    }

    /// Retires a freed slot that is on no list and whose generation is used up. Errors: `InvalidValue` otherwise.
    pub(crate) fn retire_slot(&mut self, index: u32) -> Result<(), ArenaError> {
        let slot = self.slots.read(index)?;
        let retired = slot.after_free();
        if slot.state.is_live() || slot.state.is_retired() || !retired.state.is_retired() {
            return Err(ArenaError::InvalidValue {
                what: "a slot to retire must be free and of the last generation",
                value: index.into(),
            });
        }
        self.slots.write(retired)?;
        self.orphan(slot.address);
        Ok(())
    }

    /// Keeps a message block for the next refill. When there is no memory to note it, it stays unused until `reset`.
    fn orphan(&mut self, address: u32) {
        if self.orphans.try_reserve(1).is_ok() {
            self.orphans.push(address);
        }
    }
}
