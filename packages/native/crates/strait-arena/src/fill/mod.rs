//! Seeded content: the same seed gives the same content, wherever in memory it ends up.

mod array;
mod entries;
mod filler;
mod oneof;
mod options;
mod random;
mod scalar;
mod text;
mod tree;

pub(crate) use array::fill_array;
pub(crate) use filler::fill;
pub use options::FillOptions;
pub(crate) use tree::build_tree;
