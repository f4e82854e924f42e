//! The Rust side of the race: every way of crossing between JavaScript and Rust does the same work.
//!
//! A call brings a message, Rust reads every field of it and adds what it read to a checksum, makes an answer in which
//! every number is another, and gives that back in the way it came. One module of `crossing` for each way.
#![cfg_attr(test, allow(dead_code, reason = "napi-rs registers no functions in tests"))]

mod checksum;
mod crossing;
mod generated;
mod messages;
mod owned;
mod scalar;
