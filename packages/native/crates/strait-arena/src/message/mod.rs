//! Operations on any message, driven by its layout table. None of them recurses, so depth costs no stack.

mod allocate;
pub(crate) mod append;
mod checksum;
mod clear;
mod doubles;
mod found;
mod free;
mod lend;
mod memory_size;
mod message_type;
mod owned;
pub(crate) mod presence;
mod release;
mod traverse;
mod tree;
mod walk;
pub(crate) mod write;

pub(crate) use checksum::checksum;
pub(crate) use clear::{clear, clear_field};
pub(crate) use doubles::{DoubleRun, fill as fill_doubles, sum as sum_doubles};
pub(crate) use found::Found;
pub use memory_size::MemorySize;
pub(crate) use memory_size::memory_size;
pub(crate) use message_type::MessageType;
pub(crate) use traverse::{Traversal, Visitor};
pub use walk::WalkSummary;
pub(crate) use walk::walk;
