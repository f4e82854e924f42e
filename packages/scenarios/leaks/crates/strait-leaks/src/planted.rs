//! Leaks to plant, one for each place that this add-on could leak in. Nothing but the tests of the scenario calls these.

use std::ffi::c_void;
use std::hint::black_box;

use napi::bindgen_prelude::{Object, Result};
use napi::{Env, sys};
use napi_derive::napi;

use crate::held::{External, refer};

/// Allocates a box of 16 bytes that nobody frees.
#[napi]
pub fn leak_box() {
    // Hidden from the compiler, which otherwise leaves the allocation out.
    black_box(Box::leak(black_box(Box::new([0_u8; 16]))));
}

/// Makes a strong reference that nobody deletes.
#[napi]
pub fn leak_reference(env: Env, object: Object<'_>) -> Result<()> {
    black_box(refer(env, &object)?);
    Ok(())
}

/// A buffer as `external_buffer` makes, whose finalizer gives nothing back.
#[napi(ts_return_type = "ArrayBuffer")]
pub fn leak_external_buffer(bytes: u32) -> External {
    External { memory: vec![7; bytes as usize].into_boxed_slice(), finalize: forget }
}

unsafe extern "C" fn forget(_: sys::napi_env, _: *mut c_void, owner: *mut c_void) {
    black_box(owner);
}
