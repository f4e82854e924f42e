//! The racing messages as owned structs, made by prost.
#![allow(missing_docs, clippy::indexing_slicing, reason = "written by prost-build and napi-derive")]

include!(concat!(env!("OUT_DIR"), "/strait.stress.v1.rs"));
