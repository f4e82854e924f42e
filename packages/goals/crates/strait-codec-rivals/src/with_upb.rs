//! upb, through the official `protobuf` crate: messages in an arena of their own, tables made at run time.

use std::hint::black_box;

use protobuf::{Parse, Serialize};

use crate::contestant::Contestant;

/// What protoc makes of the schema.
#[allow(
    clippy::all,
    clippy::undocumented_unsafe_blocks,
    clippy::multiple_unsafe_ops_per_block,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    unsafe_op_in_unsafe_fn,
    missing_docs,
    reason = "generated"
)]
pub(crate) mod schema {
    include!(concat!(env!("OUT_DIR"), "/protobuf_generated/strait/stress/v1/generated.rs"));
}

pub(crate) fn decode<M: Parse + 'static>(bytes: &[u8]) -> Contestant {
    let bytes = bytes.to_vec();
    Contestant::new("upb", move || {
        black_box(M::parse(black_box(&bytes)).map_err(|error| error.to_string())?);
        Ok(())
    })
}

pub(crate) fn encode<M: Parse + Serialize + 'static>(bytes: &[u8]) -> Result<Contestant, String> {
    let message = M::parse(bytes).map_err(|error| error.to_string())?;
    Ok(Contestant::new("upb", move || {
        black_box(black_box(&message).serialize().map_err(|error| error.to_string())?);
        Ok(())
    }))
}

/// Decodes and encodes.
pub(crate) fn again<M: Parse + Serialize>(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let message = M::parse(bytes).map_err(|error| error.to_string())?;
    message.serialize().map_err(|error| error.to_string())
}
