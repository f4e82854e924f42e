//! The way in: every call from JavaScript passes through here, and no panic gets out.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;

use napi::sys;

use crate::access::{Access, Reading, Writing};
use crate::answer::{Answer, Outcome};
use crate::call::Call;
use crate::failure::{Failure, OperationError};
use crate::lent::KeptCopy;
use crate::node_api::{Scope, WeakReference};

/// An arena with its operations, owned by a JavaScript object.
pub struct BoundArena {
    pub(crate) access: Access,
    /// The object.
    pub(crate) holder: WeakReference,
    /// For what is decoded.
    pub(crate) wire_bytes: KeptCopy,
}

/// An operation of an arena.
pub(crate) type Operation =
    Box<dyn for<'s> Fn(&BoundArena, &Call<'s>) -> Outcome<'s> + Send + Sync + 'static>;

/// The data of a bound function.
pub(crate) struct Bound {
    pub(crate) operation: &'static Operation,
    pub(crate) arena: *const BoundArena,
}

impl BoundArena {
    /// The arena for reading, unless a call that changes it is in progress.
    #[inline]
    pub(crate) fn read(&self) -> Result<Reading<'_>, Failure> {
        self.access.read()
    }

    /// The arena, unless another call is in progress: one that waits for memory from JavaScript, which calls again.
    #[inline]
    pub(crate) fn write(&self) -> Result<Writing<'_>, Failure> {
        self.access.write()
    }
}

/// Runs an operation; a panic becomes an error.
#[inline]
fn outcome<'s>(run: impl FnOnce() -> Outcome<'s>) -> Outcome<'s> {
    let run = || {
        #[cfg(feature = "test-panics")]
        crate::panics::come_by(crate::panics::Place::Call);
        run()
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|payload| Err(Failure::of_panic(payload).into()))
}

/// Turns the outcome of a call into a return value, or into an exception by `throw`.
#[inline]
fn finish<'s>(
    scope: Scope<'s>,
    outcome: Outcome<'s>,
    throw: impl FnOnce(&OperationError) -> sys::napi_value,
) -> sys::napi_value {
    match outcome {
        Ok(Answer::Nothing) => null_mut(),
        Ok(Answer::Number(number)) => match scope.new_number(number) {
            Ok(value) => value.raw,
            Err(failure) => throw(&failure.into()),
        },
        Ok(Answer::Value(value)) => value.raw,
        Err(error) => throw(&error),
    }
}

/// Calls the operation of a bound function.
///
/// # Safety
/// For Node-API only, as the callback of a function whose data is a [`Bound`] that outlives it.
pub(crate) unsafe extern "C" fn call_bound(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    // SAFETY: Node-API calls this with its environment and info.
    let mut call = unsafe { Call::new(env, info) };
    let Some(data) = call.read() else { return null_mut() };
    // SAFETY: by the contract of this function.
    let bound = unsafe { &*data.cast::<Bound>() };
    // SAFETY: the arena's object owns both the arena and the functions bound to it.
    let arena = unsafe { &*bound.arena };
    finish(call.scope, outcome(|| (bound.operation)(arena, &call)), |error| {
        arena.holder.get().map_or_else(null_mut, |(scope, holder)| scope.throw_by(holder, error))
    })
}

/// Calls a function of the module, or the constructor of a class, with the data of the function.
///
/// # Safety
/// `env` and `info` are those that a callback of Node-API received.
#[inline(always)]
pub(crate) unsafe fn call_free(
    env: sys::napi_env,
    info: sys::napi_callback_info,
    run: for<'s> fn(&Call<'s>, *mut c_void) -> Outcome<'s>,
) -> sys::napi_value {
    // SAFETY: by the contract of this function.
    let mut call = unsafe { Call::new(env, info) };
    let Some(data) = call.read() else { return null_mut() };
    finish(call.scope, outcome(|| run(&call, data)), |error| call.scope.throw_to(call.this, error))
}

/// Calls a function of the module that needs nothing: asking the runtime for arguments takes as long as the rest.
///
/// # Safety
/// `env` is that which a callback of Node-API received.
#[inline(always)]
pub(crate) unsafe fn call_without_arguments<'s>(
    env: sys::napi_env,
    // Not a pointer: what cannot panic is not guarded then.
    run: impl FnOnce() -> Outcome<'s>,
) -> sys::napi_value {
    // SAFETY: by the contract of this function.
    let scope = unsafe { Scope::new(env) };
    finish(scope, outcome(run), |error| scope.throw(error))
}
