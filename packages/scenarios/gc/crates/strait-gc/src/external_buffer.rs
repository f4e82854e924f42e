//! `ArrayBuffer`s that memory of Rust's stands behind.

use std::ffi::c_void;
use std::ptr::null_mut;

use napi::bindgen_prelude::{Env, Error, Result, ToNapiValue};
use napi::sys;

use crate::content::Content;

/// Becomes an external `ArrayBuffer`.
pub struct ExternalBuffer {
    pub(crate) content: Content,
    /// Whether V8 is told of the bytes, beside what it knows of the buffer.
    pub(crate) told: bool,
}

impl ToNapiValue for ExternalBuffer {
    unsafe fn to_napi_value(env: sys::napi_env, value: Self) -> Result<sys::napi_value> {
        let (bytes, told) = (value.content.bytes(), value.told);
        let mut boxed = Box::new(value);
        // The words stay where they are when the box becomes a pointer.
        let start = boxed.content.start();
        let boxed = Box::into_raw(boxed);
        let mut buffer = null_mut();
        // SAFETY: called on the thread of `env`; the memory lives until the finalizer runs, once.
        let status = unsafe {
            sys::napi_create_external_arraybuffer(
                env,
                start.cast(),
                bytes,
                Some(finalize),
                boxed.cast(),
                &mut buffer,
            )
        };
        if status == sys::Status::napi_ok {
            if told {
                Env::from_raw(env).adjust_external_memory(bytes as i64)?;
            }
            return Ok(buffer);
        }
        // SAFETY: without a buffer there is no finalizer to free it.
        drop(unsafe { Box::from_raw(boxed) });
        Err(Error::new(status.into(), "this runtime makes no external ArrayBuffer"))
    }
}

unsafe extern "C" fn finalize(env: sys::napi_env, _: *mut c_void, boxed: *mut c_void) {
    // SAFETY: the pointer that `to_napi_value` made, given back once.
    let buffer = unsafe { Box::from_raw(boxed.cast::<ExternalBuffer>()) };
    if buffer.told {
        // A failure only leaves V8 with a wrong count at the end of its environment.
        let _ = Env::from_raw(env).adjust_external_memory(-(buffer.content.bytes() as i64));
    }
}
