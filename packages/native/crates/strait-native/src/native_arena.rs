//! The class `NativeArena`: an object that owns an arena, and functions bound to it.

use std::cell::RefCell;
use std::ffi::{CStr, c_void};
use std::ptr::{from_ref, null_mut};

use napi::bindgen_prelude::{FromNapiValue, Unknown};
use napi::{Env, sys};
use strait_arena::Arena;

use crate::answer::{Answer, Outcome};
use crate::entry::{Bound, BoundArena, Call, call_bound, call_free};
use crate::failure::Failure;
use crate::javascript_memory::{CONTROL, JavaScriptMemory, NEW_SLAB, NEW_SLOT_CHUNK};
use crate::node_api::{Scope, Value, WeakReference};
use crate::operations::OPERATIONS;

/// The class of the errors that the arena throws.
const ERROR_CLASS: &CStr = c"$errorClass";

/// What the object owns. The functions refer to `bound`, which refers to `arena`; neither moves.
struct Owned {
    bound: Vec<Bound>,
    arena: Box<BoundArena>,
}

/// Defines the class.
pub(crate) fn class(env: Env) -> napi::Result<Unknown<'static>> {
    let name = c"NativeArena";
    let mut class = null_mut();
    // SAFETY: the environment is that of the module being loaded; no properties are passed.
    let status = unsafe {
        sys::napi_define_class(
            env.raw(),
            name.as_ptr(),
            name.count_bytes() as isize,
            Some(construct),
            null_mut(),
            0,
            std::ptr::null(),
            &mut class,
        )
    };
    napi::check_status!(status, "cannot define NativeArena")?;
    // SAFETY: the class was just made in this environment.
    unsafe { Unknown::from_napi_value(env.raw(), class) }
}

unsafe extern "C" fn construct(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls this with its environment and info.
    unsafe { call_free(env, info, fill_in) }
}

/// Makes a new object own an arena. What JavaScript lends is kept alive by properties that cannot be removed, and so
/// is the object by each of its functions: a function taken from it can be called safely after all else is gone.
fn fill_in<'s>(call: &Call<'s>) -> Outcome<'s> {
    let (scope, holder) = (call.scope, call.this);
    if !call.is_construction() {
        return Err(Failure::Argument("NativeArena is a class; call it with new").into());
    }
    // The class comes first: it is what a refusal of the others is thrown as.
    for (position, name) in [(3, ERROR_CLASS), (0, CONTROL), (1, NEW_SLAB), (2, NEW_SLOT_CHUNK)] {
        let argument = call.argument(position)?;
        if position > 0 && scope.kind(argument)? != sys::ValueType::napi_function {
            return Err(Failure::Argument(
                "newSlab and newSlotChunk must be functions, and the fourth argument the class of errors",
            )
            .into());
        }
        scope.define(holder, name, argument)?;
    }
    let memory = JavaScriptMemory::new(WeakReference::new(scope, holder)?);
    let arena = RefCell::new(Arena::new(&strait_stress::SCHEMA, Box::new(memory))?);
    let holder_of_arena = WeakReference::new(scope, holder)?;
    let arena = Box::new(BoundArena { arena, holder: holder_of_arena, batch: RefCell::default() });
    let bound =
        OPERATIONS.iter().map(|(_, operation)| Bound { operation: *operation, arena: from_ref(&*arena) });
    let owned = Box::new(Owned { bound: bound.collect(), arena });
    let functions: Vec<_> = owned.bound.iter().map(from_ref).collect();
    own(scope, holder, owned)?;
    for ((name, _), data) in OPERATIONS.iter().zip(functions) {
        let function = bound_function(scope, name, data.cast_mut().cast())?;
        scope.define(function, c"arena", holder)?;
        scope.define(holder, name, function)?;
    }
    Ok(Answer::Nothing)
}

/// The class of errors that an arena's object keeps, if it is one.
pub(crate) fn error_class<'s>(scope: Scope<'s>, holder: Value<'s>) -> Option<Value<'s>> {
    let class = scope.property(holder, ERROR_CLASS).ok()?;
    matches!(scope.kind(class), Ok(sys::ValueType::napi_function)).then_some(class)
}

/// Ties an arena to its object, which drops it when it is collected.
fn own(scope: Scope<'_>, holder: Value<'_>, owned: Box<Owned>) -> Result<(), Failure> {
    let data = Box::into_raw(owned);
    // SAFETY: environment and object belong to the call; `release` gets the data once, when the object is gone.
    let status =
        unsafe { sys::napi_wrap(scope.env, holder.raw, data.cast(), Some(release), null_mut(), null_mut()) };
    if status == sys::Status::napi_ok {
        return Ok(());
    }
    // SAFETY: the object did not take the data.
    drop(unsafe { Box::from_raw(data) });
    Err(Failure::NodeApi("tie the arena to its object"))
}

/// Drops an arena. Its functions are gone: each keeps the object alive.
unsafe extern "C" fn release(_env: sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: `own` made the data of such a box, and Node-API calls this once.
    let owned = unsafe { Box::from_raw(data.cast::<Owned>()) };
    debug_assert!(owned.bound.iter().all(|bound| std::ptr::eq(bound.arena, &*owned.arena)));
    drop(owned);
}

fn bound_function<'s>(scope: Scope<'s>, name: &CStr, data: *mut c_void) -> Result<Value<'s>, Failure> {
    let mut raw = null_mut();
    let length = name.count_bytes() as isize;
    // SAFETY: the environment belongs to the call; the data lives as long as the object that the function keeps alive.
    let status = unsafe {
        sys::napi_create_function(scope.env, name.as_ptr(), length, Some(call_bound), data, &mut raw)
    };
    if status != sys::Status::napi_ok {
        return Err(Failure::NodeApi("make a function"));
    }
    // SAFETY: the function was just made in this call.
    Ok(unsafe { scope.value(raw) })
}
