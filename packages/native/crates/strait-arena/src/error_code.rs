//! The catalogue of error codes: the one list that Rust, the add-on, TypeScript and docs/errors.md agree on.

/// Defines the codes, each with the name by which other languages know it.
macro_rules! catalogue {
    ($($(#[doc = $documentation:literal])+ $code:ident = $name:literal,)+) => {
        /// What kind of error it is. Stable: programs tell errors apart by [`name`](Self::name).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $($(#[doc = $documentation])+ $code,)+
        }

        impl ErrorCode {
            /// Every code, in the order of docs/errors.md.
            pub const ALL: &[Self] = &[$(Self::$code),+];

            /// The name in other languages, such as `STALE_HANDLE`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)+
                }
            }
        }
    };
}

catalogue! {
    /// The number cannot be a handle of any arena.
    NotAHandle = "NOT_A_HANDLE",
    /// The handle's slot index is beyond the slot table.
    IndexOutOfRange = "INDEX_OUT_OF_RANGE",
    /// The message that the handle or view named was freed.
    StaleHandle = "STALE_HANDLE",
    /// The slot holds no message.
    NotLive = "NOT_LIVE",
    /// The handle names a message of another type.
    WrongType = "WRONG_TYPE",
    /// An index or a span reaches beyond what it belongs to.
    OutOfBounds = "OUT_OF_BOUNDS",
    /// The message belongs to a parent and cannot be freed by itself.
    Owned = "OWNED",
    /// The message, or one in it, is lent.
    Lent = "LENT",
    /// Memory, slots or addresses ran out.
    OutOfMemory = "OUT_OF_MEMORY",
    /// Shared memory holds what no correct program writes there.
    Corrupt = "CORRUPT",
    /// No message type has the id.
    UnknownType = "UNKNOWN_TYPE",
    /// The message has no field of the number.
    UnknownField = "UNKNOWN_FIELD",
    /// The field or type is not of the kind that the operation needs.
    WrongField = "WRONG_FIELD",
    /// Views, add-on and arena were made for different layouts.
    LayoutMismatch = "LAYOUT_MISMATCH",
    /// Bytes are no message of the type.
    Malformed = "MALFORMED",
    /// Messages are nested beyond the limit.
    TooDeep = "TOO_DEEP",
    /// An argument or a field's value is of the wrong type or out of range.
    InvalidValue = "INVALID_VALUE",
    /// A 64-bit integer cannot be a JavaScript number without losing digits. Only views know this error.
    UnsafeInteger = "UNSAFE_INTEGER",
    /// The arena is in the middle of another call.
    Busy = "BUSY",
    /// The JavaScript runtime refused what the add-on asked of it.
    NodeApi = "NODE_API",
    /// A defect of the add-on.
    Panic = "PANIC",
}
