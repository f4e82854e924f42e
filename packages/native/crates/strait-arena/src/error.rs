//! The one error type of the crate.

use std::fmt;

use crate::ErrorCode;

/// What can go wrong with an arena. [`code`](ArenaError::code) is stable; the text says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArenaError {
    /// The number cannot be a handle of any arena.
    NotAHandle,
    /// The handle's slot index is beyond the slot table.
    IndexOutOfRange {
        /// Slot index of the handle.
        index: u32,
        /// Slots that the table has.
        slots: u32,
    },
    /// The message that the handle named was freed.
    Stale {
        /// Slot index of the handle.
        index: u32,
    },
    /// The slot holds no message.
    NotLive {
        /// Slot index of the handle.
        index: u32,
    },
    /// The handle names a message of another type.
    WrongType {
        /// Full name of the type asked for.
        expected: &'static str,
        /// Full name of the message's type.
        found: &'static str,
    },
    /// Bytes outside the block, slab or field that they should lie in.
    OutOfBounds {
        /// First byte, counted from the start of the block or slab.
        start: u64,
        /// Number of bytes.
        bytes: u64,
        /// Bytes of the block or slab.
        limit: u64,
    },
    /// A message that a parent owns cannot be freed by itself.
    Owned {
        /// Slot index of the message.
        index: u32,
    },
    /// The message, or one inside it, is lent.
    Lent {
        /// Slot index of the lent message.
        index: u32,
    },
    /// Memory, slots or addresses ran out.
    OutOfMemory {
        /// What was asked for.
        what: &'static str,
        /// How many bytes or items of it.
        amount: u64,
    },
    /// Shared memory holds what no correct program writes there.
    Corrupt {
        /// What is wrong.
        what: &'static str,
        /// The slot index or address where.
        at: u32,
    },
    /// No message type has this id.
    UnknownType {
        /// The type id.
        type_id: u32,
    },
    /// The message has no field of this number.
    UnknownField {
        /// Full name of the message.
        message: &'static str,
        /// The field number.
        number: u32,
    },
    /// The field exists but is not of the kind that the operation needs.
    WrongField {
        /// Full name of the message.
        message: &'static str,
        /// What the operation needs.
        needs: &'static str,
    },
    /// Two sides disagree about the layout of memory.
    LayoutMismatch {
        /// The constant that differs.
        what: &'static str,
        /// Its value on this side.
        expected: u64,
        /// Its value in the control block or schema.
        found: u64,
    },
    /// Bytes that are no message of the type, or of no protobuf message at all.
    Malformed {
        /// What is wrong.
        what: &'static str,
        /// Bytes from the start of the input to it.
        offset: u64,
    },
    /// Messages inside messages beyond the limit.
    TooDeep {
        /// The limit: levels, the root included.
        limit: u32,
    },
    /// An argument outside its range.
    InvalidValue {
        /// Which argument, and what it must be: a sentence.
        what: &'static str,
        /// The value given.
        value: u64,
    },
}

impl ArenaError {
    /// The kind of error, by which programs tell errors apart.
    #[must_use]
    pub const fn kind(&self) -> ErrorCode {
        match self {
            Self::NotAHandle => ErrorCode::NotAHandle,
            Self::IndexOutOfRange { .. } => ErrorCode::IndexOutOfRange,
            Self::Stale { .. } => ErrorCode::StaleHandle,
            Self::NotLive { .. } => ErrorCode::NotLive,
            Self::WrongType { .. } => ErrorCode::WrongType,
            Self::OutOfBounds { .. } => ErrorCode::OutOfBounds,
            Self::Owned { .. } => ErrorCode::Owned,
            Self::Lent { .. } => ErrorCode::Lent,
            Self::OutOfMemory { .. } => ErrorCode::OutOfMemory,
            Self::Corrupt { .. } => ErrorCode::Corrupt,
            Self::UnknownType { .. } => ErrorCode::UnknownType,
            Self::UnknownField { .. } => ErrorCode::UnknownField,
            Self::WrongField { .. } => ErrorCode::WrongField,
            Self::LayoutMismatch { .. } => ErrorCode::LayoutMismatch,
            Self::Malformed { .. } => ErrorCode::Malformed,
            Self::TooDeep { .. } => ErrorCode::TooDeep,
            Self::InvalidValue { .. } => ErrorCode::InvalidValue,
        }
    }

    /// The name of the [`kind`](Self::kind) in other languages, such as `STALE_HANDLE`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind().name()
    }
}

impl fmt::Display for ArenaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAHandle => f.write_str("this number is not a handle; pass one that an arena issued"),
            Self::IndexOutOfRange { index, slots } => write!(
                f,
                "the handle names slot {index}, but this arena has {slots} slots; pass one that this arena issued"
            ),
            Self::Stale { index } => write!(
                f,
                "no live message has this handle of slot {index}: it was freed, or is of another arena; \
                 keep no handle or view beyond free or reset"
            ),
            Self::NotLive { index } => {
                write!(f, "slot {index} holds no message; allocate one and use its handle")
            }
            Self::WrongType { expected, found } => {
                write!(f, "the handle names a {found}, not a {expected}; use the type it was allocated with")
            }
            Self::OutOfBounds { start, bytes, limit } => write!(
                f,
                "{bytes} bytes from byte {start} lie outside the {limit} bytes they belong to; \
                 check the index, or, if none was given, reset the arena: something wrote outside its messages"
            ),
            Self::Owned { index } => write!(
                f,
                "the message in slot {index} belongs to a parent message; clear the parent's field instead"
            ),
            Self::Lent { index } => {
                write!(f, "the message in slot {index} is lent; return it before freeing it")
            }
            Self::OutOfMemory { what, amount } => {
                write!(f, "the arena could not get {amount} {what}; free messages, or ask for less at a time")
            }
            Self::Corrupt { what, at } => write!(
                f,
                "shared memory is corrupt: {what} (at {at}); something wrote outside its messages, reset the arena"
            ),
            Self::UnknownType { type_id } => {
                write!(f, "no message type has the id {type_id}; use an id of the generated types")
            }
            Self::UnknownField { message, number } => {
                write!(f, "{message} has no field {number}; use a number from its .proto file")
            }
            Self::WrongField { message, needs } => {
                write!(f, "{message}: this operation needs {needs}; choose another field or type")
            }
            Self::LayoutMismatch { what, expected, found } => write!(
                f,
                "{what} is {found:#x} in the arena but {expected:#x} in this build; \
                 generate and build both sides from one schema"
            ),
            Self::Malformed { what, offset } => {
                write!(f, "{what} at byte {offset}; the input is no such message, or was cut or altered")
            }
            Self::TooDeep { limit } => write!(
                f,
                "messages are nested deeper than {limit} levels; raise the limit if the input is to be trusted"
            ),
            Self::InvalidValue { what, value } => write!(f, "{what} (value: {value})"),
        }
    }
}

impl std::error::Error for ArenaError {}
