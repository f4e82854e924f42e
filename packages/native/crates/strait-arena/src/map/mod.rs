//! Look-up by key in maps, through an index in shared memory.

mod append;
mod hash;
mod key;
mod table;

pub(crate) use append::{find_or_append, reserve};
pub(crate) use hash::Secret;
pub use hash::random_secret;
pub(crate) use key::MapKey;
pub(crate) use table::{MapTable, Shape};
