//! Access to many slots in a row.

use std::sync::atomic::AtomicU32;

use super::table::{SLOT_BYTES, SLOTS_PER_CHUNK, SlotTable};
use crate::ArenaError;
use crate::memory::Window;

/// Remembers the chunk of the last slot, so that the next one need not wait for a look at the table.
pub(crate) struct SlotCursor<'a> {
    table: &'a SlotTable,
    /// Number of the chunk, and its bytes.
    current: Option<(u32, Window<'a>)>,
}

impl<'a> SlotCursor<'a> {
    pub(super) const fn new(table: &'a SlotTable) -> Self {
        Self { table, current: None }
    }

    /// The words of a slot: generation, state, address, link.
    #[inline]
    pub(crate) fn words(&mut self, index: u32) -> Result<&'a [AtomicU32; 4], ArenaError> {
        match self.current {
            Some((number, chunk))
                if number == index / SLOTS_PER_CHUNK && index != 0 && index <= self.table.used() =>
            {
                chunk.words((index % SLOTS_PER_CHUNK) as usize * SLOT_BYTES)
            }
            _ => {
                let words = self.table.words(index)?;
                let number = index / SLOTS_PER_CHUNK;
                self.current = self.table.chunk(number).map(|chunk| (number, chunk));
                Ok(words)
            }
        }
    }
}
