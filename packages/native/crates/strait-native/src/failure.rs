//! Why a call failed, and how JavaScript learns of it.

use std::any::Any;
use std::fmt;

use strait_arena::{ArenaError, ErrorCode};

/// Why an operation failed: a code by which programs tell errors apart, and a sentence that says what happened, where,
/// and what to do. JavaScript gets it as an `ArenaError`.
///
/// ```
/// use strait_native::{ArenaError, OperationError};
/// let error = OperationError::new("NO_PRICE", "instrument 7 has no price; record a trade first");
/// assert_eq!((error.code(), error.to_string().len()), ("NO_PRICE", 47));
/// let passed_on: OperationError = ArenaError::NotAHandle.into();
/// assert_eq!(passed_on.code(), "NOT_A_HANDLE");
/// ```
#[derive(Debug)]
pub struct OperationError(
    /// In a box, so that the way of a success stays short.
    Box<Failure>,
);

#[derive(Debug)]
pub(crate) enum Failure {
    Arena(ArenaError),
    /// An element of a batch was refused; those before it were not.
    Element(usize, ArenaError),
    /// An argument has the wrong type or is out of range; the text says which and what it must be.
    Argument(&'static str),
    /// The arena is in the middle of another call.
    Busy,
    /// JavaScript threw; its exception is pending.
    Thrown,
    /// Node-API refused; the name of what was tried.
    NodeApi(&'static str),
    /// A defect of the add-on.
    Panicked(String),
    /// What an operation of an add-on says.
    Own {
        code: &'static str,
        message: String,
    },
}

impl OperationError {
    /// An error with a code in capitals, such as `NO_PRICE`.
    #[must_use]
    #[cold]
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Failure::Own { code, message: message.into() }.into()
    }

    /// The code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.0.code()
    }
}

impl Failure {
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Arena(error) | Self::Element(_, error) => error.code(),
            Self::Argument(_) => ErrorCode::InvalidValue.name(),
            Self::Busy => ErrorCode::Busy.name(),
            Self::Thrown | Self::NodeApi(_) => ErrorCode::NodeApi.name(),
            Self::Panicked(_) => ErrorCode::Panic.name(),
            Self::Own { code, .. } => code,
        }
    }

    pub(crate) fn of_panic(payload: Box<dyn Any + Send>) -> Self {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        // A payload may panic when it is dropped.
        std::mem::forget(payload);
        Self::Panicked(text.unwrap_or_default())
    }
}

impl From<ArenaError> for Failure {
    fn from(error: ArenaError) -> Self {
        Self::Arena(error)
    }
}

impl From<Failure> for OperationError {
    fn from(failure: Failure) -> Self {
        Self(Box::new(failure))
    }
}

impl From<ArenaError> for OperationError {
    fn from(error: ArenaError) -> Self {
        Failure::Arena(error).into()
    }
}

impl fmt::Display for OperationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for OperationError {}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arena(error) => error.fmt(f),
            Self::Element(position, error) => {
                write!(f, "element {position} of the batch, with those before it done: {error}")
            }
            Self::Argument(what) => f.write_str(what),
            Self::Busy => f.write_str(
                "the arena is busy: it is in the middle of a call that asked for memory; call it later",
            ),
            Self::Thrown => {
                f.write_str("JavaScript threw an exception in the middle of a call; see it for why")
            }
            Self::NodeApi(tried) => {
                write!(f, "the JavaScript runtime refused to {tried}; is it about to end, or out of memory?")
            }
            Self::Panicked(text) => {
                write!(f, "a defect in the add-on ({text}); please report it, and reset the arena")
            }
            Self::Own { message, .. } => f.write_str(message),
        }
    }
}
