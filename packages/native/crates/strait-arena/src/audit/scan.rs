//! The slot table, and what its live messages reach.

use super::marks::Marks;
use super::report::{AuditReport, Disagreement};
use crate::map::{MapTable, Shape};
use crate::memory::{Block, TypeCounts, Window};
use crate::message::presence::span;
use crate::message::{Traversal, Visitor};
use crate::schema::{Kind, MessageLayout, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError};

pub(super) struct Scan<'a> {
    pub(super) arena: &'a Arena,
    pub(super) report: AuditReport,
    /// By type id.
    pub(super) counts: Vec<TypeCounts>,
    /// Addresses of blocks that a message or a slot holds.
    pub(super) held: Marks,
    /// Addresses of data blocks on free lists.
    pub(super) free: Marks,
    /// Slots that a parent refers to.
    referred: Marks,
    /// Slots on free lists.
    pub(super) listed: Marks,
}

/// Passes over all live messages, each of which reads no more than there is.
struct Passes<'a> {
    content: Traversal<'a>,
    keys: Traversal<'a>,
}

/// Marks what one live message holds.
struct Reach<'a, 'b> {
    scan: &'b mut Scan<'a>,
    slot: Slot,
    counts: TypeCounts,
}

impl Visitor for Reach<'_, '_> {
    const VALUES: bool = false;

    fn child(&mut self, type_id: u16, index: u32) -> Result<(), ArenaError> {
        self.scan.arena.allocator.slots.child(self.slot.index, index, type_id)?;
        if self.scan.referred.set(index) {
            return Err(ArenaError::Corrupt { what: "a message is referred to twice", at: index });
        }
        Ok(())
    }

    fn block(&mut self, block: &Block<'_>, _used: u64) -> Result<(), ArenaError> {
        self.scan.hold(block.address);
        self.counts.data_blocks += 1;
        self.counts.data_bytes += block.capacity() as f64;
        Ok(())
    }
}

impl<'a> Scan<'a> {
    pub(super) fn new(arena: &'a Arena) -> Result<Self, ArenaError> {
        let slots = u64::from(arena.allocator.slots.used()) + 1;
        Ok(Self {
            arena,
            report: AuditReport::default(),
            counts: vec![TypeCounts::default(); arena.types.len()],
            held: Marks::new(arena.allocator.slabs.bytes() / 8)?,
            free: Marks::new(arena.allocator.slabs.bytes() / 8)?,
            referred: Marks::new(slots)?,
            listed: Marks::new(slots)?,
        })
    }

    fn hold(&mut self, address: u32) {
        if self.held.set(address) {
            self.report.note(Disagreement::SharedBlock { address });
        }
    }

    /// Reads every slot: counts live messages, marks their blocks and sub-messages, and the blocks of free slots.
    pub(super) fn slots(&mut self) -> Result<(), ArenaError> {
        let arena = self.arena;
        // Keys are read twice: as content, and for the index.
        let mut passes =
            Passes { content: Traversal::new(&arena.allocator), keys: Traversal::new(&arena.allocator) };
        let mut bare = 0;
        for index in 1..=arena.allocator.slots.used() {
            let slot = arena.allocator.slots.read(index)?;
            if slot.state.is_live() {
                self.live(slot, &mut passes);
            } else if slot.state.is_retired() {
                self.report.retired_slots += 1;
            } else if slot.address == 0 {
                bare += 1;
            } else {
                match arena.allocator.slabs.message_class(slot.address) {
                    Ok(_) => self.hold(slot.address),
                    Err(error) => self.report.note(Disagreement::Unreadable { at: index, error }),
                }
            }
        }
        let expected = arena.allocator.slots.bare() as u64;
        if bare != expected {
            self.report.note(Disagreement::BareSlots { expected, found: bare });
        }
        Ok(())
    }

    fn live(&mut self, slot: Slot, passes: &mut Passes<'_>) {
        if let Err(error) = self.reach(slot, passes) {
            self.report.note(Disagreement::Unreadable { at: slot.index, error });
        }
    }

    fn reach(&mut self, slot: Slot, passes: &mut Passes<'_>) -> Result<(), ArenaError> {
        let arena = self.arena;
        let type_id = slot.state.type_id();
        let message = arena.type_of(type_id)?;
        if arena.allocator.slabs.message_class(slot.address)? != message.class {
            return Err(ArenaError::Corrupt {
                what: "a message's block is of another class",
                at: slot.address,
            });
        }
        self.hold(slot.address);
        let window = arena.window(slot, message)?;
        let mut reach =
            Reach { scan: self, slot, counts: TypeCounts { live_messages: 1, ..Default::default() } };
        let result = passes.content.message(window, message.layout, &mut reach);
        let found = reach.counts;
        if let Some(counts) = self.counts.get_mut(usize::from(type_id)) {
            counts.live_messages += found.live_messages;
            counts.data_blocks += found.data_blocks;
            counts.data_bytes += found.data_bytes;
        }
        result?;
        self.indexes(slot, window, message.layout, &mut passes.keys)
    }

    /// Notes the maps of a message whose index is wrong.
    fn indexes(
        &mut self,
        slot: Slot,
        window: Window<'_>,
        layout: &MessageLayout,
        pass: &mut Traversal<'_>,
    ) -> Result<(), ArenaError> {
        for field in layout.fields {
            let Rule::Map { key, stride, value_offset } = field.rule else { continue };
            let span = span(window, field.offset as usize, Kind::Bytes)?;
            let shape = Shape { key, stride, value_offset };
            if span.address != 0
                && !MapTable::new(&self.arena.allocator, shape, span)?.is_index_right(pass)?
            {
                self.report.note(Disagreement::MapIndex { index: slot.index, field: field.name });
            }
        }
        Ok(())
    }

    /// Slot indices of live sub-messages without a reference. After the slots.
    pub(super) fn unreachable_messages(&self) -> Result<Vec<u32>, ArenaError> {
        let mut found = Vec::new();
        for index in 1..=self.arena.allocator.slots.used() {
            let Slot { state, .. } = self.arena.allocator.slots.read(index)?;
            if state.is_live() && state.is_owned() && !self.referred.has(index) {
                found.push(index);
            }
        }
        Ok(found)
    }

    /// Notes free slots that are on no list. After the free lists.
    pub(super) fn lost_slots(&mut self) -> Result<(), ArenaError> {
        for index in 1..=self.arena.allocator.slots.used() {
            let Slot { state, address, .. } = self.arena.allocator.slots.read(index)?;
            if !state.is_live() && !state.is_retired() && address != 0 && !self.listed.has(index) {
                self.report.note(Disagreement::LostSlot { index });
            }
        }
        Ok(())
    }
}
