//! prost: structs of its own, with vectors and strings from the heap.

use std::hint::black_box;

use prost::Message;

use crate::contestant::Contestant;

/// What prost makes of the schema.
#[allow(clippy::all, missing_docs, dead_code, reason = "generated")]
pub(crate) mod schema {
    include!(concat!(env!("OUT_DIR"), "/strait.stress.v1.rs"));
}

pub(crate) fn decode<M: Message + Default + 'static>(bytes: &[u8]) -> Contestant {
    let bytes = bytes.to_vec();
    Contestant::new("prost", move || {
        black_box(M::decode(black_box(&*bytes)).map_err(|error| error.to_string())?);
        Ok(())
    })
}

pub(crate) fn encode<M: Message + 'static>(message: M) -> Contestant {
    Contestant::new("prost", move || {
        black_box(black_box(&message).encode_to_vec());
        Ok(())
    })
}
