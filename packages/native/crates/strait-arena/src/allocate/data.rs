//! Data blocks: free lists by class, and runs of pages for what is larger.

use std::sync::atomic::Ordering::Relaxed;

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
            if self.control.data_head(class) != 0 {
                return Ok(());
            }
        }
        let member = self.control.member();
        let (start, span) = self.slabs.take_pages(class.span_pages(), &mut *self.source, |index| {
            Page::Data(class, Part { index, member })
        })?;
        let old = self.control.data_head(class);
        let blocks = class.span_blocks();
        for block in 0..blocks {
            let next = if block + 1 == blocks { old } else { start + (block + 1) * (class.bytes() / 8) };
            span.set_u32((block * class.bytes()) as usize, next)?;
        }
        self.control.set_slabs(self.slabs.numbers())?;
        self.control.set_data_head(class, start);
        Ok(())
    }

    /// Takes a data block of at least `bytes`, which is not cleared; the ledger is the caller's. Returns its address
    /// and capacity. Errors: `OutOfMemory`; `Corrupt` when the free list leads to no block, and then it is abandoned.
    pub(crate) fn take_data(&mut self, bytes: u64) -> Result<(u32, u64), ArenaError> {
        self.take_block(bytes).map(|block| (block.address, block.capacity()))
    }

    /// As [`take_data`](Self::take_data), but only the first block on its list, if that is in the span in which the
    /// last one was.
    #[inline(always)]
    pub(crate) fn take_known(&self, bytes: u64) -> Option<Block<'_>> {
        self.take_known_of(SizeClass::holding(bytes)?)
    }

    /// As [`take_known`](Self::take_known), by class.
    #[inline(always)]
    pub(crate) fn take_known_of(&self, class: SizeClass) -> Option<Block<'_>> {
        let list = self.control.data_list(class);
        let block = self.slabs.known_block(list.load(Relaxed), class)?;
        list.store(block.link().load(Relaxed), Relaxed);
        Some(block)
    }

    /// As [`take_data`](Self::take_data), for who writes to the block at once.
    pub(crate) fn take_block(&mut self, bytes: u64) -> Result<Block<'_>, ArenaError> {
        let Some(class) = SizeClass::holding(bytes) else {
            let address = self.take_run(bytes)?;
            return self.slabs.block(address);
        };
        if self.control.data_head(class) == 0 {
            self.refill_data(class)?;
        }
        let head = self.control.data_head(class);
        self.slabs.remember(head);
        let list = self.control.data_list(class);
        match self.slabs.small_block(head) {
            Some(block) if block.class == Some(class) => {
                list.store(block.link().load(Relaxed), Relaxed);
                Ok(block)
            }
            _ => Err(self.abandon_data(class, head)),
        }
    }

    #[cold]
    fn abandon_data(&self, class: SizeClass, at: u32) -> ArenaError {
        self.control.set_data_head(class, 0);
        ArenaError::Corrupt { what: "a free list leads to no data block of its class", at }
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

    /// Gives the data block at an address back, if it is of this class, in the span that was seen last, and its owner's.
    /// Returns its capacity if it is.
    #[inline(always)]
    pub(crate) fn release_known(&self, address: u32, class: SizeClass) -> Option<u64> {
        let block = self.slabs.known_block(address, class)?;
        if self.is_foreign(block.member) {
            return None;
        }
        let list = self.control.data_list(class);
        block.link().store(list.load(Relaxed), Relaxed);
        list.store(address, Relaxed);
        Some(block.capacity())
    }

    /// Gives a data block back; the ledger is the caller's.
    #[inline]
    pub(crate) fn release_block(&self, block: &Block<'_>) -> Result<(), ArenaError> {
        let Some(class) = block.class else { return self.slabs.free_run(block.address) };
        if self.is_foreign(block.member) {
            return self.return_block(block);
        }
        let list = self.control.data_list(class);
        block.link().store(list.load(Relaxed), Relaxed);
        list.store(block.address, Relaxed);
        Ok(())
    }
}
