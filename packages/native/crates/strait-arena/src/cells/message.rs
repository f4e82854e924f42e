//! The contract of generated structs.

use crate::Schema;

/// A struct that is laid out as its schema says.
///
/// # Safety
/// The type is `repr(C)` and consists only of cells of this crate, so that every bit pattern is valid and all access
/// is atomic. Its size and the offsets of its fields are those of message `TYPE_ID` of `schema()`.
pub unsafe trait Message: 'static {
    /// Position of the type in its schema.
    const TYPE_ID: u16;

    /// The schema that the type belongs to.
    fn schema() -> &'static Schema;
}
