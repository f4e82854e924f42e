//! Data blocks that a message gets while it is read, counted in the ledger once.

use super::decode::Message;
use crate::memory::{Block, Body, Stop};
use crate::{Arena, ArenaError, SizeClass};

/// What a message has got, and given back, since it began to be read.
#[derive(Default)]
pub(super) struct Tally {
    blocks: i32,
    bytes: i64,
}

impl Tally {
    /// Takes a data block of at least `bytes` bytes. Returns its address, too.
    #[inline(always)]
    pub(super) fn take<'a>(&mut self, arena: &mut Arena, bytes: u64) -> Result<(u32, Body<'a>), Stop> {
        match arena.allocator.take_known(bytes) {
            Some(block) => Ok(self.count(&block)),
            None => self.take_other(arena, bytes),
        }
    }

    /// Takes a data block of the smallest class, if the first on the list is in the known span.
    #[inline(always)]
    pub(super) fn take_smallest<'a>(&mut self, arena: &'a Arena) -> Option<Block<'a>> {
        let block = arena.allocator.take_known_of(SizeClass::SMALLEST)?;
        self.count(&block);
        Some(block)
    }

    /// As [`take`](Self::take), where the first block on the list is in no known span, or there is none.
    #[cold]
    #[inline(never)]
    fn take_other<'a>(&mut self, arena: &mut Arena, bytes: u64) -> Result<(u32, Body<'a>), Stop> {
        Ok(self.count(&arena.allocator.take_block(bytes)?))
    }

    #[inline(always)]
    fn count<'a>(&mut self, block: &Block<'_>) -> (u32, Body<'a>) {
        self.blocks += 1;
        self.bytes += block.window.bytes() as i64;
        // SAFETY: callers hold the arena, which keeps its regions, for longer than what they make of the block.
        (block.address, unsafe { block.body().detached() })
    }

    /// Gives a data block back.
    pub(super) fn release(&mut self, arena: &Arena, address: u32) -> Result<(), ArenaError> {
        let block = arena.allocator.slabs.block(address)?;
        self.blocks -= 1;
        self.bytes -= block.capacity() as i64;
        arena.allocator.release_block(&block)
    }
}

impl Message<'_> {
    /// Counts in the ledger what the message has got, and marks it as one that owns something if that is anything.
    #[inline(always)]
    pub(super) fn settle(&self, arena: &Arena) -> Result<(), ArenaError> {
        let Tally { blocks, bytes } = self.tally;
        if i64::from(blocks) | bytes == 0 {
            return Ok(());
        }
        self.cells.mark_owning();
        arena.allocator.control.count_data(self.identity.state().type_id(), blocks, bytes)
    }
}
