//! The message types of the schema in `proto/`, as structs over the memory of an arena, and the table of their layout.
//!
//! Everything is generated: `npx nx run native:generate` writes `src/generated/`, one module for each `.proto` file,
//! with assertions that the compiler lays every struct out as planned. The structs are read and written through an arena:
//!
//! ```
//! use strait_arena::Arena;
//! use strait_stress::OrderBook;
//!
//! let mut arena = Arena::on_heap(&strait_stress::SCHEMA)?;
//! let mut book = arena.create::<OrderBook>()?;
//! book.set(|it| &it.instrument_id, 7)?;
//! for price in [101.25, 101.0] {
//!     let mut level = book.add(|it| &it.bids)?;
//!     level.set(|it| &it.price, price)?;
//! }
//! let handle = book.finish();
//!
//! let book: &OrderBook = arena.get(handle)?;
//! assert_eq!(book.instrument_id.get(), 7);
//! assert_eq!(book.bids.get(&arena, 1)?.price.get(), 101.0);
//! arena.free(handle)?;
//! # Ok::<(), strait_arena::ArenaError>(())
//! ```

#[rustfmt::skip]
mod generated;

pub use generated::*;
