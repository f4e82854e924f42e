//! Giving memory back: spans of pages without a block in use become free pages, and the system gets what free pages hold.

use super::blocks::blocks;
use super::marks::Marks;
use super::memory_use::free_blocks;
use crate::allocate::Allocator;
use crate::memory::{Page, Part};
use crate::size_class::{PAGE_BYTES, SizeClass};
use crate::{Arena, ArenaError};

/// Blocks that are about to be none: those of spans of which every block is free.
struct Leaving {
    /// Addresses of the spans, and their pages.
    spans: Vec<(u32, u32)>,
    blocks: Marks,
    /// How many blocks of messages there are among them at most.
    message_blocks: usize,
}

/// Returns how many bytes the system got. Errors: `Corrupt` when a free list cannot be followed, `OutOfMemory`; messages
/// are as before then.
pub(crate) fn trim(arena: &mut Arena) -> Result<u64, ArenaError> {
    let serving = arena.allocator.control.member();
    let result = free_empty_spans(arena);
    arena.allocator.control.serve(serving);
    result?;
    let pages: u64 = arena.allocator.slabs.iter().map(|slab| u64::from(slab.give_back())).sum();
    Ok(pages * u64::from(PAGE_BYTES))
}

fn free_empty_spans(arena: &mut Arena) -> Result<(), ArenaError> {
    for member in arena.allocator.control.members() {
        arena.allocator.control.serve(member);
        arena.allocator.collect_slots()?;
        arena.allocator.collect_data()?;
    }
    let leaving = Leaving::of(arena)?;
    if leaving.spans.is_empty() {
        return Ok(());
    }
    let allocator = &mut arena.allocator;
    allocator.slots.reserve_bare(leaving.message_blocks)?;
    for member in allocator.control.members() {
        allocator.control.serve(member);
        for class in SizeClass::all() {
            unlist_slots(allocator, class, &leaving)?;
            unlist_data(allocator, class, &leaving)?;
        }
    }
    allocator.drop_orphans(|address| leaving.blocks.has(address));
    allocator.slabs.free_spans(&leaving.spans)
}

impl Leaving {
    fn of(arena: &Arena) -> Result<Self, ArenaError> {
        let scan = free_blocks(arena)?;
        let marks = Marks::new(arena.allocator.slabs.bytes() / 8)?;
        let mut leaving = Self { spans: Vec::new(), blocks: marks, message_blocks: 0 };
        for slab in arena.allocator.slabs.iter() {
            for page in 0..slab.pages() {
                let (class, of_messages) = match slab.page(page)? {
                    Page::Messages(class, Part { index: 0, .. }) => (class, true),
                    Page::Data(class, Part { index: 0, .. }) => (class, false),
                    _ => continue,
                };
                let start = slab.first() + page * (PAGE_BYTES / 8);
                if blocks(class, start).all(|address| scan.free.has(address)) {
                    leaving.add(start, class, of_messages)?;
                }
            }
        }
        Ok(leaving)
    }

    fn add(&mut self, start: u32, class: SizeClass, of_messages: bool) -> Result<(), ArenaError> {
        let refused = ArenaError::OutOfMemory { what: "entries for free spans", amount: 1 };
        self.spans.try_reserve(1).map_err(|_| refused)?;
        self.spans.push((start, class.span_pages()));
        for address in blocks(class, start) {
            self.blocks.set(address);
        }
        self.message_blocks += if of_messages { class.span_blocks() as usize } else { 0 };
        Ok(())
    }
}

/// Takes the slots of leaving blocks off a list of the member that is served, and off their blocks; the others stay in
/// their order.
fn unlist_slots(allocator: &mut Allocator, class: SizeClass, leaving: &Leaving) -> Result<(), ArenaError> {
    let (mut at, mut last) = (allocator.control.slot_head(class), None);
    // The list may change while it is read, but it cannot have more slots than there are.
    let mut left = allocator.slots.used();
    allocator.control.set_slot_head(class, 0);
    while at != 0 && left > 0 {
        left -= 1;
        let slot = allocator.slots.read(at)?;
        if leaving.blocks.has(slot.address) {
            allocator.slots.unbind(at)?;
        } else {
            match last {
                None => allocator.control.set_slot_head(class, at),
                Some(last) => allocator.slots.set_link(last, at)?,
            }
            allocator.slots.set_link(at, 0)?;
            last = Some(at);
        }
        at = slot.link;
    }
    Ok(())
}

/// The same for data blocks.
fn unlist_data(allocator: &Allocator, class: SizeClass, leaving: &Leaving) -> Result<(), ArenaError> {
    let (mut at, mut last) = (allocator.control.data_head(class), None);
    let mut left = allocator.slabs.bytes() / u64::from(class.bytes());
    allocator.control.set_data_head(class, 0);
    while at != 0 && left > 0 {
        left -= 1;
        let window = allocator.slabs.block(at)?.window;
        let next = window.u32(0)?;
        if !leaving.blocks.has(at) {
            match last {
                None => allocator.control.set_data_head(class, at),
                Some(last) => allocator.slabs.block(last)?.window.set_u32(0, at)?,
            }
            window.set_u32(0, 0)?;
            last = Some(at);
        }
        at = next;
    }
    Ok(())
}
