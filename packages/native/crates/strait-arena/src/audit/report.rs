//! What an audit found.

use std::fmt;

use crate::{ArenaError, TypeCounts};

/// Disagreements that are reported one by one; beyond, only their number is.
const MOST_DISAGREEMENTS: usize = 1000;

/// Counts of a scan, and where they disagree with anything else.
#[derive(Debug, Default)]
pub struct AuditReport {
    /// Live messages and their data blocks by type id, of the types that have any.
    pub types: Vec<(u16, TypeCounts)>,
    /// Slots of the table.
    pub slots: u32,
    /// Slots that were retired.
    pub retired_slots: u32,
    /// Data blocks in use that no live message reaches.
    pub leaked_blocks: u64,
    /// Bytes of those blocks.
    pub leaked_bytes: u64,
    /// Bytes of all slabs.
    pub slab_bytes: u64,
    /// The first thousand disagreements.
    pub disagreements: Vec<Disagreement>,
    /// Disagreements beyond those.
    pub more_disagreements: u64,
}

impl AuditReport {
    /// Whether everything agrees: no leak, no damage, and the ledger is right.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.disagreements.is_empty()
    }

    pub(super) fn note(&mut self, disagreement: Disagreement) {
        if self.disagreements.len() < MOST_DISAGREEMENTS {
            self.disagreements.push(disagreement);
        } else {
            self.more_disagreements += 1;
        }
    }
}

/// One way in which an arena is not as it should be. The text says which.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Disagreement {
    /// The ledger counted otherwise than the scan.
    Ledger {
        /// Full name of the type.
        message: &'static str,
        /// What the ledger says.
        ledger: TypeCounts,
        /// What was found.
        scan: TypeCounts,
    },
    /// Data blocks in use that no live message reaches.
    LeakedData {
        /// Bytes of each block.
        block_bytes: u64,
        /// How many.
        blocks: u64,
        /// Address of the first.
        first: u32,
    },
    /// A live sub-message that its parent does not refer to.
    UnreachableMessage {
        /// Slot index.
        index: u32,
        /// Full name of its type.
        message: &'static str,
    },
    /// A free slot that is on no free list.
    LostSlot {
        /// Slot index.
        index: u32,
    },
    /// A map whose index does not lead to the entries that it says it has.
    MapIndex {
        /// Slot index of its message.
        index: u32,
        /// Name of the field.
        field: &'static str,
    },
    /// Slots without a block that are not noted as such.
    BareSlots {
        /// Noted by the allocator.
        expected: u64,
        /// Found in the table.
        found: u64,
    },
    /// A block that has more than one owner, or an owner and a place on a free list.
    SharedBlock {
        /// Its address.
        address: u32,
    },
    /// A message block without a slot.
    LostMessageBlock {
        /// Its address.
        address: u32,
    },
    /// A message or free list that cannot be followed.
    Unreadable {
        /// Slot index or address where it is.
        at: u32,
        /// Why.
        error: ArenaError,
    },
    /// The page map in a slab is not what the allocator wrote.
    PageMap {
        /// Address of the slab.
        slab: u32,
        /// Page in the slab.
        page: u32,
    },
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ledger { message, ledger, scan } => write!(
                f,
                "{message}: the ledger counts {} messages, {} blocks and {} bytes, but {}, {} and {} were found",
                ledger.live_messages,
                ledger.data_blocks,
                ledger.data_bytes,
                scan.live_messages,
                scan.data_blocks,
                scan.data_bytes
            ),
            Self::LeakedData { block_bytes, blocks, first } => write!(
                f,
                "{blocks} data blocks of {block_bytes} bytes are in use but no live message reaches them, \
                 the first at address {first}"
            ),
            Self::UnreachableMessage { index, message } => {
                write!(f, "the {message} in slot {index} is live, but its parent does not refer to it")
            }
            Self::LostSlot { index } => write!(f, "slot {index} is free, but on no free list"),
            Self::MapIndex { index, field } => {
                write!(f, "the index of the map {field} of the message in slot {index} is wrong")
            }
            Self::BareSlots { expected, found } => {
                write!(f, "{found} slots have no block, but {expected} should")
            }
            Self::SharedBlock { address } => {
                write!(f, "the block at address {address} is used twice, or used and free at once")
            }
            Self::LostMessageBlock { address } => {
                write!(f, "the message block at address {address} has no slot")
            }
            Self::Unreadable { at, error } => write!(f, "at {at}: {error}"),
            Self::PageMap { slab, page } => {
                write!(f, "page {page} of the slab at address {slab}: the page map was written over")
            }
        }
    }
}
