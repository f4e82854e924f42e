//! Free lists and ledger made anew from what is live: after a thread ended in the middle of something.

use super::blocks::blocks;
use super::marks::Marks;
use super::report::Disagreement;
use super::scan::Scan;
use crate::memory::{Page, Part};
use crate::size_class::PAGE_BYTES;
use crate::{Arena, ArenaError};

/// Gives everything back that no live message holds, and ends all loans. Errors: `Corrupt` when a live message cannot be
/// read, or when so much disagrees that nobody can tell; `OutOfMemory`. Only loans have ended then, and sub-messages
/// without a parent may be gone.
pub(crate) fn recover(arena: &mut Arena) -> Result<(), ArenaError> {
    let slots = &arena.allocator.slots;
    for index in 1..=slots.used() {
        let state = slots.read(index)?.state;
        if state.is_live() && state.times_lent() > 0 {
            slots.set_state(index, state.not_lent())?;
        }
    }
    let unreachable = scan(arena)?.unreachable_messages()?;
    for index in unreachable {
        arena.release_owned(index)?;
    }
    let scan = scan(arena)?;
    let (held, counts) = (scan.held, scan.counts);
    let member = arena.allocator.control.member();
    arena.allocator.control.forget()?;
    free_slots(arena)?;
    free_blocks(arena, &held)?;
    arena.allocator.control.serve(member);
    for (type_id, counts) in counts.into_iter().enumerate() {
        arena.allocator.control.count_messages(type_id as u16, counts.live_messages as i32)?;
        arena.allocator.control.count_data(
            type_id as u16,
            counts.data_blocks as i32,
            counts.data_bytes as i64,
        )?;
    }
    arena.allocator.control.set_slots(arena.allocator.slots.used())
}

fn scan(arena: &Arena) -> Result<Scan<'_>, ArenaError> {
    let mut scan = Scan::new(arena)?;
    scan.slots()?;
    if scan.report.more_disagreements > 0 {
        // What is not listed may be a message whose blocks the scan did not find; they must not be given out again.
        return Err(ArenaError::Corrupt { what: "too much disagrees to recover", at: 0 });
    }
    for disagreement in &scan.report.disagreements {
        match disagreement {
            Disagreement::Unreadable { error, .. } => return Err(error.clone()),
            Disagreement::SharedBlock { address } => {
                return Err(ArenaError::Corrupt { what: "two messages have the same block", at: *address });
            }
            _ => {}
        }
    }
    for &address in arena.allocator.orphans() {
        scan.held.set(address);
    }
    Ok(scan)
}

/// Puts every free slot with a block on the list of its class, of the member that took its span.
fn free_slots(arena: &mut Arena) -> Result<(), ArenaError> {
    let allocator = &mut arena.allocator;
    for index in (1..=allocator.slots.used()).rev() {
        let slot = allocator.slots.read(index)?;
        if slot.state.is_live() || slot.state.is_retired() || slot.address == 0 {
            continue;
        }
        let (class, member) = allocator.slabs.message_block(slot.address)?;
        allocator.control.serve(member);
        allocator.slots.set_link(index, allocator.control.slot_head(class))?;
        allocator.control.set_slot_head(class, index);
    }
    Ok(())
}

/// Puts every data block that is not held on the list of its class, of the member that took its span.
fn free_blocks(arena: &mut Arena, held: &Marks) -> Result<(), ArenaError> {
    let allocator = &mut arena.allocator;
    let mut runs = Vec::new();
    for slab in allocator.slabs.iter() {
        for page in 0..slab.pages() {
            let start = slab.first() + page * (PAGE_BYTES / 8);
            match slab.page(page)? {
                Page::Data(class, Part { index: 0, member }) => {
                    allocator.control.serve(member);
                    for address in blocks(class, start).filter(|&address| !held.has(address)) {
                        let block = allocator.slabs.block(address)?;
                        block.window.set_u32(0, allocator.control.data_head(class))?;
                        allocator.control.set_data_head(class, address);
                    }
                }
                Page::Run(_) if !held.has(start) => runs.push(start),
                _ => {}
            }
        }
    }
    runs.into_iter().try_for_each(|address| allocator.slabs.free_run(address))
}
