//! The way in: every call from JavaScript passes through here, and no panic gets out.

use std::cell::RefCell;
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;

use napi::sys;
use strait_arena::{Arena, Handle};

use crate::answer::{Answer, Outcome};
use crate::failure::Failure;
use crate::native_arena::error_class;
use crate::node_api::{Scope, Value, WeakReference};

/// Most arguments of any function.
const ARGUMENTS: usize = 4;

/// An arena with its operations, owned by a JavaScript object.
pub(crate) struct BoundArena {
    pub(crate) arena: RefCell<Arena>,
    /// The object.
    pub(crate) holder: WeakReference,
    /// Handles of the batch in progress.
    pub(crate) batch: RefCell<Vec<f64>>,
}

/// An operation of an arena.
pub(crate) type Operation = for<'s> fn(&BoundArena, &Call<'s>) -> Outcome<'s>;

/// The data of a bound function.
pub(crate) struct Bound {
    pub(crate) operation: Operation,
    pub(crate) arena: *const BoundArena,
}

/// A call from JavaScript.
pub(crate) struct Call<'s> {
    pub(crate) scope: Scope<'s>,
    pub(crate) this: Value<'s>,
    info: sys::napi_callback_info,
    arguments: [Value<'s>; ARGUMENTS],
}

impl<'s> Call<'s> {
    /// Reads what a callback was called with, and the data of its function.
    ///
    /// # Safety
    /// `env` and `info` are those that the callback received, and it returns after `'s`.
    unsafe fn new(env: sys::napi_env, info: sys::napi_callback_info) -> Option<(Self, *mut c_void)> {
        let mut count = ARGUMENTS;
        let mut raw = [null_mut(); ARGUMENTS];
        let (mut this, mut data) = (null_mut(), null_mut());
        // SAFETY: by the contract of this function; there is room for as many arguments as said.
        let status =
            unsafe { sys::napi_get_cb_info(env, info, &mut count, raw.as_mut_ptr(), &mut this, &mut data) };
        if status != sys::Status::napi_ok {
            return None;
        }
        // SAFETY: by the contract of this function.
        let scope = unsafe { Scope::new(env) };
        // SAFETY: arguments live as long as the call; missing ones are `undefined`.
        let arguments = raw.map(|raw| unsafe { scope.value(raw) });
        // SAFETY: so does the receiver.
        let this = unsafe { scope.value(this) };
        Some((Self { scope, this, info, arguments }, data))
    }

    /// Whether this is `new …()`.
    pub(crate) fn is_construction(&self) -> bool {
        self.scope.is_construction(self.info)
    }

    pub(crate) fn argument(&self, position: usize) -> Result<Value<'s>, Failure> {
        self.arguments
            .get(position)
            .copied()
            .ok_or(Failure::Argument("a call takes at most four arguments; pass no more"))
    }

    /// A whole number up to `most`.
    #[inline]
    pub(crate) fn whole(&self, position: usize, most: u64, refusal: &'static str) -> Result<u64, Failure> {
        let number = self.scope.number(self.argument(position)?).ok_or(Failure::Argument(refusal))?;
        whole(number, most, refusal)
    }

    #[inline]
    pub(crate) fn u32(&self, position: usize, refusal: &'static str) -> Result<u32, Failure> {
        self.whole(position, u32::MAX.into(), refusal).map(|number| number as u32)
    }

    #[inline]
    pub(crate) fn type_id(&self, position: usize) -> Result<u16, Failure> {
        let number = self.whole(
            position,
            u16::MAX.into(),
            "typeId must be a whole number from 0 to 65535; pass the id of a generated type",
        )?;
        Ok(number as u16)
    }

    /// A handle; whatever is no number is no handle either.
    #[inline]
    pub(crate) fn handle(&self, position: usize) -> Result<Handle, Failure> {
        let number = self.scope.number(self.argument(position)?).unwrap_or(f64::NAN);
        Ok(Handle::from_number(number)?)
    }
}

/// A number as a whole number up to `most`.
pub(crate) fn whole(number: f64, most: u64, refusal: &'static str) -> Result<u64, Failure> {
    let whole = number as u64;
    if whole as f64 == number && whole <= most { Ok(whole) } else { Err(Failure::Argument(refusal)) }
}

/// Turns the outcome of a call into a return value or an exception, of the class that is asked for then.
#[inline]
fn finish<'s>(
    scope: Scope<'s>,
    run: impl FnOnce() -> Outcome<'s>,
    class: impl FnOnce() -> Option<Value<'s>>,
) -> sys::napi_value {
    let run = || {
        #[cfg(feature = "test-panics")]
        crate::panics::come_by(crate::panics::Place::Call);
        run()
    };
    let outcome =
        catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|payload| Err(Failure::of_panic(payload).into()));
    match outcome {
        Ok(Answer::Nothing) => null_mut(),
        Ok(Answer::Number(number)) => match scope.new_number(number) {
            Ok(value) => value.raw,
            Err(failure) => scope.throw(&failure, class()),
        },
        Ok(Answer::Value(value)) => value.raw,
        Err(failure) => scope.throw(&failure, class()),
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
    let Some((call, data)) = (unsafe { Call::new(env, info) }) else { return null_mut() };
    // SAFETY: by the contract of this function.
    let bound = unsafe { &*data.cast::<Bound>() };
    // SAFETY: the arena's object owns both the arena and the functions bound to it.
    let arena = unsafe { &*bound.arena };
    let class = || error_class(call.scope, arena.holder.get()?.1);
    finish(call.scope, || (bound.operation)(arena, &call), class)
}

/// Calls a function of the module, or the constructor of a class.
///
/// # Safety
/// `env` and `info` are those that a callback of Node-API received.
pub(crate) unsafe fn call_free(
    env: sys::napi_env,
    info: sys::napi_callback_info,
    run: for<'s> fn(&Call<'s>) -> Outcome<'s>,
) -> sys::napi_value {
    // SAFETY: by the contract of this function.
    let Some((call, _)) = (unsafe { Call::new(env, info) }) else { return null_mut() };
    finish(call.scope, || run(&call), || error_class(call.scope, call.this))
}
