//! Where an arena gets its memory from.

use super::Region;
use crate::ArenaError;

/// Lends memory to one arena. The add-on asks JavaScript; [`HeapMemory`](super::HeapMemory) asks Rust's allocator.
///
/// What is lent must be zeroed, and may be larger than asked for only in the control block.
pub trait MemorySource: Send + Sync {
    /// The control block, at least `bytes` bytes, with words 0 to 4, 6, 10 and 11 filled in. Called once.
    fn control(&mut self, bytes: usize) -> Result<Region, ArenaError>;
    /// A slab of `bytes` bytes.
    fn slab(&mut self, bytes: usize) -> Result<Region, ArenaError>;
    /// A chunk of the slot table, `bytes` bytes.
    fn slot_chunk(&mut self, bytes: usize) -> Result<Region, ArenaError>;
}
