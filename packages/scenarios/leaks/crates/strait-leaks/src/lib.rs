//! The add-on of the stress schema, with every block of its Rust heap counted, the ways in which a layer of Node-API
//! holds on to things, and leaks to plant.
#![cfg_attr(test, allow(dead_code, reason = "napi-rs registers no functions in tests"))]

mod counted_heap;
mod held;
mod planted;

strait_native::addon!(strait_native::Addon::new(&strait_stress::SCHEMA));
