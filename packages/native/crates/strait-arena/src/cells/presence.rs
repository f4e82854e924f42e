//! Words that tell which fields are set.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Presence bits of `optional` fields.
#[repr(transparent)]
pub struct Presence(AtomicU32);

impl Presence {
    /// Whether the field of a bit (0 … 31) is set.
    pub fn has(&self, bit: u32) -> bool {
        self.0.load(Relaxed).checked_shr(bit).unwrap_or(0) & 1 == 1
    }
}

/// The member of a oneof that is set.
#[repr(transparent)]
pub struct Case(AtomicU32);

impl Case {
    /// The member's field number, 0 for none.
    pub fn get(&self) -> u32 {
        self.0.load(Relaxed)
    }
}
