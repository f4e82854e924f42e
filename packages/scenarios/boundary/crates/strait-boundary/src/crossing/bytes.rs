//! Giving bytes to JavaScript.

use napi::bindgen_prelude::{BufferSlice, Env, Result};

/// Bytes from which handing over the memory, which costs an external buffer with its finalizer, beats copying it.
const HAND_OVER: usize = 64 * 1024;

/// Room that is kept for the next message.
const KEPT: usize = 64 * 1024;

/// What `encode` writes, as a Buffer. The memory it writes into is kept in `scratch` for the next call.
pub(super) fn buffer_from<'env>(
    env: &'env Env,
    scratch: &mut Vec<u8>,
    encode: impl FnOnce(&mut Vec<u8>) -> Result<()>,
) -> Result<BufferSlice<'env>> {
    scratch.clear();
    encode(scratch)?;
    if scratch.len() < HAND_OVER {
        return BufferSlice::copy_from(env, scratch.as_slice());
    }
    BufferSlice::from_data(env, std::mem::replace(scratch, Vec::with_capacity(KEPT)))
}
