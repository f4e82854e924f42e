//! Data blocks: free lists by class, and runs of pages for what is larger.

use super::Allocator;
use crate::ArenaError;
use crate::memory::{Block, Page, Part};
use crate::size_class::{PAGE_BYTES, SizeClass};

/// The page map has 24 bits for the pages of a run.
const MOST_RUN_PAGES: u64 = (1 << 24) - 1;

impl Allocator {
    /// Puts data blocks on the free list of a class: those that other members gave back first, else those of a new
    /// span. Errors: `OutOfMemory`, with nothing changed.
    pub(crate) fn refill_data(&mut self, class: SizeClass) -> Result<(), ArenaError> {
        if self.control.is_shared() {
            self.collect_data()?;
            if self.control.data_head(class)? != 0 {
                return Ok(());
            }
        }
        let member = self.control.member();
        let (start, span) = self.slabs.take_pages(class.span_pages(), &mut *self.source, |index| {
            Page::Data(class, Part { index, member })
        })?;
        let old = self.control.data_head(class)?;
        let blocks = class.span_blocks();
        for block in 0..blocks {
            let next = if block + 1 == blocks { old } else { start + (block + 1) * (class.bytes() / 8) };
            span.set_u32((block * class.bytes()) as usize, next)?;
        }
        self.control.set_slabs(self.slabs.numbers())?;
        self.control.set_data_head(class, start)
    }

    /// Takes a data block of at least `bytes`, which is not cleared; the ledger is the caller's. Returns its address
    /// and capacity. Errors: `OutOfMemory`; `Corrupt` when the free list leads to no block, and then it is abandoned.
    pub(crate) fn take_data(&mut self, bytes: u64) -> Result<(u32, u64), ArenaError> {
        let Some(class) = SizeClass::holding(bytes) else {
            let address = self.take_run(bytes)?;
            return Ok((address, self.slabs.block(address)?.capacity()));
        };
        let mut head = self.control.data_head(class)?;
        if head == 0 {
            self.refill_data(class)?;
            head = self.control.data_head(class)?;
        }
        match self.slabs.block(head) {
            Ok(block) if block.class == Some(class) => {
                self.control.set_data_head(class, block.window.u32(0)?)?;
                Ok((head, block.capacity()))
            }
            _ => {
                self.control.set_data_head(class, 0)?;
                Err(ArenaError::Corrupt { what: "a free list leads to no data block of its class", at: head })
            }
        }
    }

    /// Takes a run of pages of at least `bytes`; the ledger is the caller's. Returns its address.
    pub(crate) fn take_run(&mut self, bytes: u64) -> Result<u32, ArenaError> {
        let pages = bytes.div_ceil(PAGE_BYTES.into()).max(1);
        if pages > MOST_RUN_PAGES {
            return Err(ArenaError::OutOfMemory { what: "bytes in one block", amount: bytes });
        }
        let pages = pages as u32;
        let (address, _) = self.slabs.take_pages(pages, &mut *self.source, |index| {
            if index == 0 { Page::Run(pages) } else { Page::RunInside }
        })?;
        self.control.set_slabs(self.slabs.numbers())?;
        Ok(address)
    }

    /// Gives a data block back; the ledger is the caller's.
    pub(crate) fn release_block(&self, block: &Block<'_>) -> Result<(), ArenaError> {
        let Some(class) = block.class else { return self.slabs.free_run(block.address) };
        if self.is_foreign(block.member) {
            return self.return_block(block);
        }
        block.window.set_u32(0, self.control.data_head(class)?)?;
        self.control.set_data_head(class, block.address)
    }
}
