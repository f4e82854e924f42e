//! The page maps: every block that was ever carved must have an owner or be free.

use std::collections::BTreeMap;

use super::report::Disagreement;
use super::scan::Scan;
use crate::ArenaError;
use crate::memory::{Page, Part, Slab};
use crate::size_class::{PAGE_BYTES, SizeClass};

/// Leaked blocks of one size: how many, and the address of the first.
type Leaks = BTreeMap<u64, (u64, u32)>;

impl Scan<'_> {
    /// Looks at every block of every page. After everything that holds blocks was marked.
    pub(super) fn blocks(&mut self) -> Result<(), ArenaError> {
        for &address in self.arena.allocator.orphans() {
            self.held.set(address);
        }
        let mut leaks = Leaks::new();
        for slab in self.arena.allocator.slabs.iter() {
            for page in 0..slab.pages() {
                self.page(slab, page, &mut leaks)?;
            }
        }
        for (block_bytes, (blocks, first)) in leaks {
            self.report.leaked_blocks += blocks;
            self.report.leaked_bytes += blocks * block_bytes;
            self.report.note(Disagreement::LeakedData { block_bytes, blocks, first });
        }
        Ok(())
    }

    fn page(&mut self, slab: &Slab, page: u32, leaks: &mut Leaks) -> Result<(), ArenaError> {
        if !slab.copy_agrees(page)? {
            self.report.note(Disagreement::PageMap { slab: slab.first(), page });
        }
        let start = slab.first() + page * (PAGE_BYTES / 8);
        match slab.page(page)? {
            Page::Data(class, Part { index: 0, .. }) => {
                for address in blocks(class, start) {
                    self.data(address, class.bytes().into(), leaks);
                }
            }
            Page::Run(pages) => self.data(start, u64::from(pages) * u64::from(PAGE_BYTES), leaks),
            Page::Messages(class, Part { index: 0, .. }) => {
                for address in blocks(class, start).filter(|&address| !self.held.has(address)) {
                    self.report.note(Disagreement::LostMessageBlock { address });
                }
            }
            Page::Data(..) | Page::Messages(..) | Page::Free | Page::Map | Page::RunInside => {}
        }
        Ok(())
    }

    fn data(&mut self, address: u32, bytes: u64, leaks: &mut Leaks) {
        match (self.held.has(address), self.free.has(address)) {
            (true, true) => self.report.note(Disagreement::SharedBlock { address }),
            (false, false) => leaks.entry(bytes).or_insert((0, address)).0 += 1,
            _ => {}
        }
    }
}

/// Addresses of the blocks of a span.
pub(super) fn blocks(class: SizeClass, start: u32) -> impl Iterator<Item = u32> {
    (0..class.span_blocks()).map(move |block| start + block * (class.bytes() / 8))
}
