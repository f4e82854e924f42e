//! Giving back the data blocks that one message refers to.

use super::owned::OwnedList;
use super::presence::{ASCII, Span};
use super::{Traversal, Visitor};
use crate::allocate::Allocator;
use crate::memory::{Block, Body};
use crate::schema::Kind;
use crate::slots::State;
use crate::{ArenaError, SizeClass};

/// Gives back the data blocks of one message.
pub(super) struct Release<'a> {
    allocator: &'a Allocator,
    blocks: i32,
    bytes: i64,
}

impl<'a> Release<'a> {
    pub(super) const fn new(allocator: &'a Allocator) -> Self {
        Self { allocator, blocks: 0, bytes: 0 }
    }

    /// Gives back the block of a span that has `bytes` bytes of content, if it is a small one or none. Returns whether
    /// it was that.
    #[inline(always)]
    pub(super) fn plain(&mut self, address: u32, bytes: u64) -> bool {
        if address == 0 {
            return bytes == 0;
        }
        // Most likely it is of the class that its content asks for.
        let Some(class) = SizeClass::holding(bytes) else { return false };
        let Some(capacity) = self.allocator.release_known(address, class) else {
            return self.small(address, bytes);
        };
        self.blocks += 1;
        self.bytes += capacity as i64;
        true
    }

    /// As [`plain`](Self::plain), for a block that is of another class, or of a span that is not known.
    #[inline(never)]
    fn small(&mut self, address: u32, bytes: u64) -> bool {
        match self.allocator.slabs.small_block(address) {
            Some(block) if bytes <= block.capacity() => self.block(&block, 0).is_ok(),
            _ => false,
        }
    }

    /// Gives back the values in a list, then its block. `body` is a struct of the type that has the list.
    pub(super) fn list(
        &mut self,
        body: Body<'_>,
        list: &OwnedList,
        traversal: &mut Traversal<'_>,
    ) -> Result<(), ArenaError> {
        // SAFETY: `body` is a struct of the type, in which the span lies.
        let address = unsafe { body.get_u32(list.offset) };
        // SAFETY: the same.
        let length = unsafe { body.get_u32(list.offset + 4) };
        let bytes = u64::from(length) * u64::from(list.stride);
        let Some(block) = traversal.block_of(Span { address, length }, bytes)? else {
            return self.empty_list(address);
        };
        // No writer makes a longer one.
        let end = u32::try_from(bytes)
            .map_err(|_| ArenaError::Corrupt { what: "a list is longer than any may be", at: address })?;
        for &(offset, kind) in &list.values {
            self.values(block.body(), offset, kind, list.stride, end, traversal)?;
        }
        self.block(&block, 0)
    }

    /// Gives back the strings or bytes values in the elements of a block, `end` bytes, from `offset` on in each.
    #[inline(always)]
    fn values(
        &mut self,
        block: Body<'_>,
        offset: u32,
        kind: Kind,
        stride: u32,
        end: u32,
        traversal: &mut Traversal<'_>,
    ) -> Result<(), ArenaError> {
        let length_bits = if kind == Kind::String { !ASCII } else { u32::MAX };
        let mut at = offset;
        while at < end {
            // SAFETY: the block has all elements, and an element the span; both are at multiples of 4.
            let address = unsafe { block.get_u32(at) };
            // SAFETY: the same.
            let length = unsafe { block.get_u32(at + 4) } & length_bits;
            if !self.plain(address, length.into()) {
                traversal.content(block.window(), at as usize, kind, self)?;
            }
            at = at.saturating_add(stride);
        }
        Ok(())
    }

    /// Gives back the block of a list in which nothing is left, wherever it is.
    #[cold]
    #[inline(never)]
    fn empty_list(&mut self, address: u32) -> Result<(), ArenaError> {
        if address == 0 { Ok(()) } else { self.block(&self.allocator.slabs.block(address)?, 0) }
    }

    /// Takes what was given back out of the ledger.
    pub(super) fn count(&self, state: State) -> Result<(), ArenaError> {
        if self.blocks == 0 {
            return Ok(());
        }
        self.allocator.control.count_data(state.type_id(), -self.blocks, -self.bytes)
    }
}

impl Visitor for Release<'_> {
    const VALUES: bool = false;

    fn child(&mut self, _type_id: u16, _index: u32) -> Result<(), ArenaError> {
        Ok(())
    }

    #[inline(always)]
    fn content(&mut self, span: Span) -> bool {
        self.plain(span.address, span.length.into())
    }

    #[inline]
    fn block(&mut self, block: &Block<'_>, _used: u64) -> Result<(), ArenaError> {
        self.allocator.release_block(block)?;
        self.blocks += 1;
        self.bytes += block.capacity() as i64;
        Ok(())
    }
}
