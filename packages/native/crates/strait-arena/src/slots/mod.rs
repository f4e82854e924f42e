//! The slot table: which message lives where, and of which generation.

mod slot;
mod state;
mod stretch;
mod table;

pub(crate) use slot::Slot;
pub(crate) use state::State;
pub(crate) use stretch::{Identity, SlotCells, Stretch};
pub(crate) use table::{CHUNK_BYTES, SlotTable};
