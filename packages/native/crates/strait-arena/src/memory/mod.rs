//! The memory of an arena: what it consists of, and checked access to its bytes.
//!
//! Everything here may be written by JavaScript at any moment. It is read through relaxed atomics, and every offset is
//! checked against the region it belongs to. What decisions about memory rest on (page maps, counts of slots and
//! slabs) is kept in private memory as well.

mod body;
mod control;
mod fixed;
mod heap;
mod held;
mod region;
mod slab;
mod slabs;
mod source;
mod wide;
mod window;

pub(crate) use body::{Body, Stop};
pub use control::TypeCounts;
pub(crate) use control::{ControlBlock, control_words};
pub use fixed::{FixedMemory, SharedSizes};
pub use heap::HeapMemory;
pub use region::Region;
pub(crate) use slab::{Page, Part, Slab};
pub(crate) use slabs::{Block, Blocks, Slabs};
pub use source::MemorySource;
pub use wide::copy_shared;
pub(crate) use wide::{clear, clear_pairs, load_pair, read_bytes, store_pair, write_bytes};
pub(crate) use window::{Cell, Window};
