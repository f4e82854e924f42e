//! Memory of Rust's that JavaScript holds, and gives back only when its collector has found it dead and a finalizer has
//! run. How many there were, and how many finalizers have run, is counted here, where JavaScript cannot be wrong about it.
#![cfg_attr(test, allow(dead_code, reason = "napi-rs registers no functions in tests"))]

mod census;
mod content;
mod external_buffer;

use napi::bindgen_prelude::{External, Result, Uint8Array};
use napi_derive::napi;

pub use census::Census;
use content::Content;
use external_buffer::ExternalBuffer;

/// Bytes in an external `ArrayBuffer` of which a finalizer is to be called. With `told`, V8 hears of them by
/// `napi_adjust_external_memory`, too.
#[napi(ts_return_type = "ArrayBuffer")]
pub fn external(bytes: u32, seed: u32, told: bool) -> Result<ExternalBuffer> {
    Ok(ExternalBuffer { content: Content::new(bytes, seed)?, told })
}

/// The same bytes behind an opaque value of Node-API, which V8 takes for a few words unless it is told.
#[napi]
pub fn wrapped(bytes: u32, seed: u32, told: bool) -> Result<External<Content>> {
    let content = Content::new(bytes, seed)?;
    let hint = content.bytes();
    Ok(if told { External::new_with_size_hint(content, hint) } else { External::new(content) })
}

/// The sum of one word of each cache line, as JavaScript sums those of buffers, of what [`wrapped`] made.
#[napi]
pub fn sum_wrapped(value: &External<Content>) -> f64 {
    value.sum()
}

/// Fills memory of JavaScript's as the others are filled.
#[napi]
pub fn fill(mut buffer: Uint8Array, seed: u32) {
    // SAFETY: JavaScript does not run during the call, and has no other thread that knows of the buffer.
    let bytes = unsafe { buffer.as_mut() };
    let (words, _) = bytes.as_chunks_mut::<4>();
    for (word, value) in words.iter_mut().zip(content::words(seed)) {
        *word = value.to_le_bytes();
    }
}

/// Numbers that follow from a seed, as an array that Node-API makes element by element.
#[napi]
pub fn numbers(count: u32, seed: u32) -> Vec<u32> {
    content::words(seed).take(count as usize).collect()
}

/// What was handed out and given back since the process began.
#[napi]
pub fn census() -> Census {
    Census::now()
}
