//! The class `NativeArena`: an object that owns an arena, and functions bound to it.

use std::cell::RefCell;
use std::ffi::c_void;
use std::ptr::{from_ref, null_mut};

use napi::sys;
use strait_arena::Arena;

use crate::access::Access;
use crate::addon::Addon;
use crate::answer::{Answer, Outcome};
use crate::call::Call;
use crate::entry::{Bound, BoundArena, call_bound, call_free};
use crate::failure::Failure;
use crate::javascript_memory::{CONTROL, JavaScriptMemory, NEW_SLAB, NEW_SLOT_CHUNK};
use crate::lent::KeptCopy;
use crate::node_api::{NEW_ERROR, Scope, Value, WeakReference};

/// What the object owns. The functions refer to `bound`, which refers to `arena`; neither moves.
struct Owned {
    bound: Vec<Bound>,
    arena: Box<BoundArena>,
}

/// Defines the class.
pub(crate) fn class<'s>(scope: Scope<'s>, addon: &'static Addon) -> Result<Value<'s>, Failure> {
    scope.class(c"NativeArena", Some(construct), from_ref(addon).cast())
}

unsafe extern "C" fn construct(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls this with its environment and info.
    unsafe { call_free(env, info, fill_in) }
}

/// Makes a new object own an arena. What JavaScript lends is kept alive by properties that cannot be removed, and so
/// is the object by each of its functions: a function taken from it can be called safely after all else is gone.
fn fill_in<'s>(call: &Call<'s>, data: *mut c_void) -> Outcome<'s> {
    // SAFETY: `class` is the only one to use `construct`, with a `&'static Addon` as its data.
    let addon: &'static Addon = unsafe { &*data.cast() };
    let (scope, holder) = (call.scope, call.this);
    if !call.is_construction() {
        return Err(Failure::Argument("NativeArena is a class; call it with new").into());
    }
    // What makes errors comes first: a refusal of the others is thrown by it.
    for (position, name) in [(3, NEW_ERROR), (0, CONTROL), (1, NEW_SLAB), (2, NEW_SLOT_CHUNK)] {
        let argument = call.argument(position)?;
        if position > 0 && scope.kind(argument)? != sys::ValueType::napi_function {
            return Err(Failure::Argument("newSlab, newSlotChunk and newError must be functions").into());
        }
        scope.define(holder, name, argument)?;
    }
    let memory = JavaScriptMemory::new(WeakReference::new(scope, holder)?);
    let arena = RefCell::new(Arena::new(addon.schema, Box::new(memory))?);
    bind(scope, holder, addon, Access::Own(arena))?;
    Ok(Answer::Nothing)
}

/// Makes an object own what it reaches an arena by, and the functions that do it.
pub(crate) fn bind(
    scope: Scope<'_>,
    holder: Value<'_>,
    addon: &'static Addon,
    access: Access,
) -> Result<(), Failure> {
    let holder_of_arena = WeakReference::new(scope, holder)?;
    let arena = Box::new(BoundArena { access, holder: holder_of_arena, wire_bytes: KeptCopy::default() });
    let bound = addon.operations.iter().map(|(_, operation)| Bound { operation, arena: from_ref(&*arena) });
    let owned = Box::new(Owned { bound: bound.collect(), arena });
    let functions: Vec<_> = owned.bound.iter().map(from_ref).collect();
    own(scope, holder, owned)?;
    for ((name, _), data) in addon.operations.iter().zip(functions) {
        let function = scope.function(name, Some(call_bound), data.cast())?;
        scope.define(function, c"arena", holder)?;
        scope.define(holder, name, function)?;
    }
    Ok(())
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
