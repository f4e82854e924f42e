//! Counts everything in an arena again and compares: the slot table and what its messages reach, the free lists, the
//! page maps, the ledger. Nothing is taken from the counters that the allocator keeps.

mod blocks;
mod lists;
mod marks;
mod memory_use;
mod recover;
mod report;
mod scan;
mod trim;

pub(crate) use memory_use::memory_use;
pub use memory_use::{Extent, MemoryUse, Purpose};
pub(crate) use recover::recover;
pub use report::{AuditReport, Disagreement};
use scan::Scan;
pub(crate) use trim::trim;

use crate::memory::TypeCounts;
use crate::{Arena, ArenaError};

/// Audits an arena. Errors: `OutOfMemory` when there is no memory for the audit itself.
pub(crate) fn audit(arena: &Arena) -> Result<AuditReport, ArenaError> {
    let mut scan = Scan::new(arena)?;
    scan.slots()?;
    scan.free_lists()?;
    for index in scan.unreachable_messages()? {
        let type_id = arena.allocator.slots.read(index)?.state.type_id();
        let message = arena.type_of(type_id).map_or("unknown type", |it| it.layout.name);
        scan.report.note(Disagreement::UnreachableMessage { index, message });
    }
    scan.lost_slots()?;
    scan.blocks()?;
    let Scan { mut report, counts, .. } = scan;
    report.slab_bytes = arena.allocator.slabs.bytes();
    report.slots = arena.allocator.slots.used();
    for (type_id, (scan, message)) in counts.into_iter().zip(arena.types).enumerate() {
        let ledger = arena.allocator.control.counts(type_id as u16)?;
        if ledger != scan {
            report.note(Disagreement::Ledger { message: message.layout.name, ledger, scan });
        }
        if scan != TypeCounts::default() {
            report.types.push((type_id as u16, scan));
        }
    }
    Ok(report)
}
