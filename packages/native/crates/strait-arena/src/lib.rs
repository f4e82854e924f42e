//! Messages laid out like C structs in memory that JavaScript and Rust share, without a copy in between.
//!
//! An [`Arena`] holds messages of one [`Schema`]. Each lives in a block of a slab; a [`Handle`] names it safely, even
//! after it was freed. Strings, arrays, maps and sub-messages are reached by addresses and slot indices inside the
//! arena. The layout of all this is `docs/layout.md`; generated code has a struct for each message type.
//!
//! Shared memory is untrusted: whatever bytes another party writes there, the worst outcome is an error or a wrong
//! value. Modules by the way of a byte: `memory` checks every access, `slots` and `allocate` give it out, `cells` read
//! it by type, `edit` writes them, `message` works on any message by its layout table, `map` looks up keys, `wire`
//! encodes and decodes, `fill` invents content,
//! and `audit` counts everything again.

mod allocate;
mod arena;
mod audit;
mod cells;
mod edit;
mod error;
mod error_code;
mod fill;
mod handle;
mod map;
mod memory;
mod message;
mod schema;
mod shared;
mod size_class;
mod slots;
mod wire;

pub use arena::Arena;
pub use audit::{AuditReport, Disagreement, Extent, MemoryUse, Purpose};
pub use cells::{
    Blob, Case, Cell, Child, Element, Key, List, Message, OneofMember, OneofStorage1, OneofStorage4,
    OneofStorage8, OptionalField, Presence, Scalar, Shared, Table, Text, Unknown,
};
pub use edit::{Draft, Editor, Input, Settable};
pub use error::ArenaError;
pub use error_code::ErrorCode;
pub use fill::FillOptions;
pub use handle::{Handle, LARGEST_GENERATION, LARGEST_INDEX};
pub use map::random_secret;
pub use memory::{FixedMemory, HeapMemory, MemorySource, Region, SharedSizes, TypeCounts, copy_shared};
pub use message::{MemorySize, WalkSummary};
pub use schema::{EnumLayout, FieldLayout, Kind, MessageLayout, Rule, Schema};
pub use shared::{Member, SharedArena, WriteAccess};
pub use size_class::SizeClass;
pub use wire::WireLimits;

const _: () = assert!(cfg!(target_endian = "little"), "the memory layout is little-endian");
const _: () = assert!(cfg!(target_pointer_width = "64"), "slabs may be larger than 32-bit addresses reach");
