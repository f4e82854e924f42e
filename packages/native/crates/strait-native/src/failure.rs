//! Why a call failed, and how JavaScript learns of it.

use std::any::Any;
use std::fmt;

use strait_arena::{ArenaError, ErrorCode};

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
    /// A defect of this add-on.
    Panicked(String),
}

impl Failure {
    pub(crate) const fn code(&self) -> ErrorCode {
        match self {
            Self::Arena(error) | Self::Element(_, error) => error.kind(),
            Self::Argument(_) => ErrorCode::InvalidValue,
            Self::Busy => ErrorCode::Busy,
            Self::Thrown | Self::NodeApi(_) => ErrorCode::NodeApi,
            Self::Panicked(_) => ErrorCode::Panic,
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

impl From<ArenaError> for Box<Failure> {
    fn from(error: ArenaError) -> Self {
        Self::new(Failure::Arena(error))
    }
}

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
                write!(f, "a defect in strait-native ({text}); please report it, and reset the arena")
            }
        }
    }
}
