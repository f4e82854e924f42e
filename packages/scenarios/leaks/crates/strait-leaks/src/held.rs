//! The two things that a layer of Node-API holds on to, held and given back: references to objects, and memory of Rust
//! that JavaScript sees as a buffer.

use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use napi::bindgen_prelude::{Error, Object, Result, ToNapiValue};
use napi::{Env, JsValue, sys};
use napi_derive::napi;

/// Buffers that JavaScript has not given back, and their bytes.
static LENT: AtomicUsize = AtomicUsize::new(0);
static LENT_BYTES: AtomicUsize = AtomicUsize::new(0);

/// Buffers over memory of Rust that are not given back.
#[napi]
pub fn lent_buffers() -> f64 {
    LENT.load(Relaxed) as f64
}

/// Their bytes.
#[napi]
pub fn lent_bytes() -> f64 {
    LENT_BYTES.load(Relaxed) as f64
}

/// Makes a strong reference to an object and deletes it again.
#[napi]
pub fn hold_and_release(env: Env, object: Object<'_>) -> Result<()> {
    let reference = refer(env, &object)?;
    // SAFETY: the reference was made above, in the environment of this call, and is not used again.
    check(unsafe { sys::napi_delete_reference(env.raw(), reference) }, "delete a reference")
}

/// A buffer over memory of Rust, all of it 7, which its finalizer gives back once JavaScript has forgotten the buffer.
#[napi(ts_return_type = "ArrayBuffer")]
pub fn external_buffer(bytes: u32) -> External {
    External { memory: vec![7; bytes as usize].into_boxed_slice(), finalize: release }
}

/// A strong reference, which keeps its object alive until it is deleted.
pub(crate) fn refer(env: Env, object: &Object<'_>) -> Result<sys::napi_ref> {
    let mut reference = null_mut();
    // SAFETY: environment and object belong to the call that runs; the result goes to a local.
    let status = unsafe { sys::napi_create_reference(env.raw(), object.raw(), 1, &mut reference) };
    check(status, "make a reference")?;
    Ok(reference)
}

fn check(status: sys::napi_status, tried: &str) -> Result<()> {
    if status == sys::Status::napi_ok {
        return Ok(());
    }
    Err(Error::new(status.into(), format!("Node-API cannot {tried}")))
}

pub(crate) type Finalizer = unsafe extern "C" fn(sys::napi_env, *mut c_void, *mut c_void);

/// Memory on its way to JavaScript.
pub struct External {
    pub(crate) memory: Box<[u8]>,
    pub(crate) finalize: Finalizer,
}

impl ToNapiValue for External {
    unsafe fn to_napi_value(
        env: sys::napi_env,
        External { memory, finalize }: Self,
    ) -> Result<sys::napi_value> {
        let bytes = memory.len();
        // The finalizer gets one thin pointer, so the box with the length stands in a box of its own.
        let owner = Box::into_raw(Box::new(memory));
        // SAFETY: the box was made above and nobody else has it.
        let start = unsafe { (*owner).as_mut_ptr() };
        let mut value = null_mut();
        // SAFETY: called on the thread of `env`; the memory lives until the finalizer gives it back.
        let status = unsafe {
            sys::napi_create_external_arraybuffer(
                env,
                start.cast(),
                bytes,
                Some(finalize),
                owner.cast(),
                &mut value,
            )
        };
        if status == sys::Status::napi_ok {
            LENT.fetch_add(1, Relaxed);
            LENT_BYTES.fetch_add(bytes, Relaxed);
            return Ok(value);
        }
        // SAFETY: without a buffer there is no finalizer that would free it.
        drop(unsafe { Box::from_raw(owner) });
        Err(Error::new(status.into(), "this runtime makes no external ArrayBuffer"))
    }
}

unsafe extern "C" fn release(_: sys::napi_env, _: *mut c_void, owner: *mut c_void) {
    // SAFETY: the pointer that `to_napi_value` made, given back once.
    let memory = unsafe { Box::from_raw(owner.cast::<Box<[u8]>>()) };
    LENT.fetch_sub(1, Relaxed);
    LENT_BYTES.fetch_sub(memory.len(), Relaxed);
}
