//! The slot table: which message lives where, and of which generation.

mod cursor;
mod slot;
mod state;
mod table;

pub(crate) use slot::Slot;
pub(crate) use state::State;
pub(crate) use table::{CHUNK_BYTES, SlotTable};
