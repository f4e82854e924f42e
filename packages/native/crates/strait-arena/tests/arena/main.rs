//! Tests of the arena through its public interface, on a schema written by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::multiple_unsafe_ops_per_block,
    reason = "a failed test panics"
)]
#![allow(missing_docs, reason = "names and comments say what is tested")]

mod parameters;
mod schema;
mod shared_memory;

mod allocation_failure;
mod audit;
mod batch;
mod checksum;
mod doubles;
mod edit;
mod fill;
mod handles;
mod hostile;
mod layout;
mod lifecycle;
mod maps;
mod memory_use;
mod model;
mod pages;
mod reset;
mod shared;
mod size_classes;
mod tree;
mod trim;
mod walk;
mod wire;
mod wire_flat;
mod wire_hostile;
mod wire_input;
