//! Why a call failed, and how JavaScript learns of it.

use std::any::Any;
use std::fmt;

use strait_arena::ArenaError;

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
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Arena(error) | Self::Element(_, error) => error.code(),
            Self::Argument(_) => "INVALID_VALUE",
            Self::Busy => "BUSY",
            Self::Thrown | Self::NodeApi(_) => "NODE_API",
            Self::Panicked(_) => "PANIC",
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
            Self::Element(position, error) => write!(f, "element {position} of the batch: {error}"),
            Self::Argument(what) => f.write_str(what),
            Self::Busy => f.write_str(
                "the arena is busy: it is in the middle of a call that asked for memory; call it later",
            ),
            Self::Thrown => f.write_str("JavaScript threw an exception"),
            Self::NodeApi(tried) => write!(f, "the runtime refused to {tried}"),
            Self::Panicked(text) => {
                write!(f, "a defect in strait-native ({text}); please report it, and reset the arena")
            }
        }
    }
}
