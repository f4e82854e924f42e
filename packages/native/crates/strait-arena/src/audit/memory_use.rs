//! What the memory of an arena is used for, block by block.

use super::blocks::blocks;
use super::report::Disagreement;
use super::scan::Scan;
use crate::memory::{Page, Part, Slab};
use crate::size_class::{PAGE_BYTES, SizeClass};
use crate::{Arena, ArenaError};

/// What the memory of an arena is used for. Nothing is estimated: pages are counted by the page maps, blocks by the free
/// lists.
#[derive(Debug, Default, PartialEq)]
pub struct MemoryUse {
    /// Bytes of all slabs, most of which the system need not have given yet.
    pub slab_bytes: u64,
    /// Of slabs, what page maps take.
    pub page_map_bytes: u64,
    /// Bytes of the slot table up to its last slot.
    pub slot_bytes: u64,
    /// Bytes of the control blocks.
    pub control_bytes: u64,
    /// What slabs hold of the system's memory beside page maps, in order of addresses.
    pub extents: Vec<Extent>,
}

/// Pages side by side that serve one purpose.
#[derive(Debug, PartialEq, Eq)]
pub struct Extent {
    /// Which.
    pub purpose: Purpose,
    /// Its pages.
    pub bytes: u64,
    /// Blocks in use.
    pub used_bytes: u64,
    /// Each stretch of free bytes in it: of neighbouring free blocks, or all of it.
    pub free_runs: Vec<u64>,
}

/// What pages are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Blocks of messages, of a size class.
    Messages(SizeClass),
    /// Blocks of strings, bytes and elements, of a size class.
    Data(SizeClass),
    /// One large data block.
    Run,
    /// Nothing now; they were used, and not given back to the system.
    Free,
}

impl MemoryUse {
    /// Bytes that the arena holds of the system's memory: extents, page maps, slots and control blocks.
    #[must_use]
    pub fn held_bytes(&self) -> u64 {
        let extents: u64 = self.extents.iter().map(|extent| extent.bytes).sum();
        extents + self.page_map_bytes + self.slot_bytes + self.control_bytes
    }
}

/// Errors: `Corrupt` when a free list cannot be followed, `OutOfMemory`.
pub(crate) fn memory_use(arena: &Arena) -> Result<MemoryUse, ArenaError> {
    let allocator = &arena.allocator;
    let scan = free_blocks(arena)?;
    let mut found = MemoryUse {
        slab_bytes: allocator.slabs.bytes(),
        slot_bytes: u64::from(allocator.slots.used()) * 16,
        control_bytes: allocator.control.bytes(),
        ..MemoryUse::default()
    };
    for slab in allocator.slabs.iter() {
        found.page_map_bytes += Slab::map_pages(slab.pages().into()) * u64::from(PAGE_BYTES);
        let mut page = 0;
        while page < slab.pages() {
            page += scan.extent(slab, page, &mut found.extents)?;
        }
    }
    Ok(found)
}

/// A scan in which the blocks of all free lists and slots, and those that wait for a slot, are marked as free. Errors:
/// `Corrupt` when a list cannot be followed or two free slots have the same block, `OutOfMemory`.
pub(super) fn free_blocks(arena: &Arena) -> Result<Scan<'_>, ArenaError> {
    let mut scan = Scan::new(arena)?;
    scan.free_lists()?;
    if let Some(Disagreement::Unreadable { error, .. }) = scan.report.disagreements.first() {
        return Err(error.clone());
    }
    for index in (1..=arena.allocator.slots.used()).filter(|&index| scan.listed.has(index)) {
        if scan.free.set(arena.allocator.slots.read(index)?.address) {
            return Err(ArenaError::Corrupt { what: "two free slots have the same block", at: index });
        }
    }
    for &address in arena.allocator.orphans() {
        scan.free.set(address);
    }
    Ok(scan)
}

impl Scan<'_> {
    /// Adds the extent that begins with a page, if it holds memory. Returns how many pages it has.
    fn extent(&self, slab: &Slab, page: u32, extents: &mut Vec<Extent>) -> Result<u32, ArenaError> {
        let address = slab.first() + page * (PAGE_BYTES / 8);
        let bytes = |pages: u32| u64::from(pages) * u64::from(PAGE_BYTES);
        let (pages, extent) = match slab.page(page)? {
            Page::Messages(class, Part { index: 0, .. }) => (class.span_pages(), Purpose::Messages(class)),
            Page::Data(class, Part { index: 0, .. }) => (class.span_pages(), Purpose::Data(class)),
            Page::Run(pages) => (pages, Purpose::Run),
            Page::Free => {
                let held = |&page: &u32| slab.is_held(page);
                let free = page..page + slab.free_from(page);
                match free.clone().take_while(held).count() as u32 {
                    // Never given out, or given back.
                    0 => return Ok(free.take_while(|page| !held(page)).count() as u32),
                    pages => (pages, Purpose::Free),
                }
            }
            _ => return Ok(1),
        };
        let bytes = bytes(pages);
        extents.push(match extent {
            Purpose::Messages(class) | Purpose::Data(class) => {
                let (used_bytes, free_runs) = self.blocks_of(class, address);
                Extent { purpose: extent, bytes, used_bytes, free_runs }
            }
            Purpose::Run => Extent { purpose: extent, bytes, used_bytes: bytes, free_runs: Vec::new() },
            Purpose::Free => Extent { purpose: extent, bytes, used_bytes: 0, free_runs: vec![bytes] },
        });
        Ok(pages)
    }

    /// Of a span: bytes of blocks in use, and of each stretch of free ones.
    fn blocks_of(&self, class: SizeClass, start: u32) -> (u64, Vec<u64>) {
        let block = u64::from(class.bytes());
        let (mut used, mut runs, mut run) = (0, Vec::new(), 0);
        for address in blocks(class, start) {
            if self.free.has(address) {
                run += block;
                continue;
            }
            used += block;
            if run > 0 {
                runs.push(std::mem::take(&mut run));
            }
        }
        if run > 0 {
            runs.push(run);
        }
        (used, runs)
    }
}
