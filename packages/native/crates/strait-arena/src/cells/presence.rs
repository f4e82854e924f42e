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

/// An `optional` field of message `M`, whose cell is a `C`. Generated structs have a constant for each.
///
/// ```text
/// if let Some(note) = Order::NOTE.get(order) {
///     println!("{}", note.read(&arena)?);
/// }
/// ```
pub struct OptionalField<M, C> {
    presence: fn(&M) -> &Presence,
    bit: u32,
    cell: fn(&M) -> &C,
}

impl<M, C> OptionalField<M, C> {
    /// The field whose presence is a bit (0 … 31) of a word.
    #[must_use]
    pub const fn new(presence: fn(&M) -> &Presence, bit: u32, cell: fn(&M) -> &C) -> Self {
        Self { presence, bit, cell }
    }

    /// The cell, if the field is present.
    #[must_use]
    pub fn get<'m>(&self, message: &'m M) -> Option<&'m C> {
        (self.presence)(message).has(self.bit).then(|| (self.cell)(message))
    }
}
