//! One module for each way of crossing.

mod arena;
mod bytes;
mod c_structs;
mod external;
mod flat_buffers;
mod json;
mod message_pack;
mod napi_rs;
mod properties;
mod protobuf;
