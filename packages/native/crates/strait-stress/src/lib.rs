//! The message types of the schema in `proto/`, as structs over the memory of an arena, and the table of their layout.
//!
//! Everything is generated: `npx nx run native:generate` writes `src/generated/`, one module for each `.proto` file,
//! with assertions that the compiler lays every struct out as planned. The structs are read through an arena:
//!
//! ```
//! use strait_arena::{Arena, FillOptions};
//! let mut arena = Arena::on_heap(&strait_stress::SCHEMA)?;
//! let handle = arena.allocate(0)?;
//! arena.fill(handle, &FillOptions::seeded(1))?;
//! assert!(arena.walk(handle)?.messages > 0);
//! arena.free(handle)?;
//! # Ok::<(), strait_arena::ArenaError>(())
//! ```

#[rustfmt::skip]
mod generated;

pub use generated::*;
