//! Writing of messages by the fields of their structs.
//!
//! An [`Editor`] borrows the arena, so the message stays alive and nothing else changes meanwhile. A field is named by a
//! closure that returns its cell, as in `|order| &order.note`; the layout table says the rest: presence, and what must
//! be freed first. Each step leaves the message whole.

mod collection;
mod draft;
mod editor;
mod place;
mod value;

pub use draft::Draft;
pub use editor::Editor;
pub use value::{Input, Settable};
