//! The cells that generated structs consist of, and typed reading of them.
//!
//! Every cell is made of atomics, so a `&Message` is sound while JavaScript writes to the same bytes: a read gives an
//! old or a new value, never undefined behaviour. A scalar cell can
//! be written as well; all else goes through an [`Editor`](crate::Editor).

mod child;
mod element;
mod list;
mod message;
mod oneof;
mod presence;
mod shared;
mod span;
mod table;
mod text;

pub use child::Child;
pub use element::{Element, Key};
pub use list::List;
pub use message::Message;
pub use oneof::{Cell, OneofMember, OneofStorage1, OneofStorage4, OneofStorage8};
pub use presence::{Case, OptionalField, Presence};
pub use shared::{Scalar, Shared};
pub use table::Table;
pub use text::{Blob, Text, Unknown};
