//! The class `SharedNativeArena`: one thread's part in an arena that the threads of a process share.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::ptr::from_ref;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use napi::sys;
use strait_arena::{Member, Schema, SharedArena, SharedSizes};

use crate::access::Access;
use crate::addon::Addon;
use crate::answer::{Answer, Outcome};
use crate::call::{Call, whole};
use crate::entry::call_free;
use crate::failure::Failure;
use crate::lent::{Memory, lend, shared_memory};
use crate::native_arena::bind;
use crate::node_api::{NEW_ERROR, Scope, Value};

const MEMORY: &str = "memory must be a Uint8Array over all of a SharedArrayBuffer, 8-byte aligned";
const UNKNOWN: &str =
    "no shared arena has this id any more; keep the arena that made the ticket until others have joined";
const OTHER_MEMORY: &str = "the ticket's memory is not that of its arena; send the ticket as it is";

/// The shared arenas of this process by id. Statics of an add-on are seen by all threads that load it.
static ARENAS: Mutex<BTreeMap<u32, Entry>> = Mutex::new(BTreeMap::new());

struct Entry {
    arena: Weak<SharedArena>,
    memory: Memory,
    schema: &'static Schema,
}

/// Defines the class.
pub(crate) fn class<'s>(scope: Scope<'s>, addon: &'static Addon) -> Result<Value<'s>, Failure> {
    scope.class(c"SharedNativeArena", Some(construct), from_ref(addon).cast())
}

unsafe extern "C" fn construct(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls this with its environment and info.
    unsafe { call_free(env, info, fill_in) }
}

/// Makes a new object a member of an arena: of a new one when sizes are passed, of the one with the id that is.
fn fill_in<'s>(call: &Call<'s>, data: *mut c_void) -> Outcome<'s> {
    // SAFETY: `class` is the only one to use `construct`, with a `&'static Addon` as its data.
    let addon: &'static Addon = unsafe { &*data.cast() };
    let (scope, holder) = (call.scope, call.this);
    if !call.is_construction() {
        return Err(Failure::Argument("SharedNativeArena is a class; call it with new").into());
    }
    let (array, new_error) = (call.argument(0)?, call.argument(2)?);
    if scope.kind(new_error)? != sys::ValueType::napi_function {
        return Err(Failure::Argument("newError must be a function").into());
    }
    scope.define(holder, NEW_ERROR, new_error)?;
    let memory = shared_memory(scope, array, MEMORY)?;
    let (id, member) = match scope.number(call.argument(1)?) {
        Some(id) => {
            let id = whole(id, u32::MAX.into(), UNKNOWN)? as u32;
            // The object keeps the memory alive, like that of the member who made the arena.
            scope.define(holder, c"$lent0", array)?;
            (id, join(id, memory, addon.schema)?)
        }
        None => {
            let sizes = sizes(scope, call.argument(1)?)?;
            if sizes.bytes(addon.schema)? != memory.bytes as u64 {
                return Err(Failure::Argument("memory must be as large as the sizes say").into());
            }
            let region = lend(scope, holder, c"$lent0", array, MEMORY)?;
            let arena = SharedArena::new(addon.schema, region, sizes)?;
            let member = arena.join()?;
            (register(&arena, memory, addon.schema)?, member)
        }
    };
    scope.define(holder, c"id", scope.new_number(id.into())?)?;
    scope.define(holder, c"member", scope.new_number(member.number().into())?)?;
    bind(scope, holder, addon, Access::Shared(member))?;
    Ok(Answer::Nothing)
}

fn sizes(scope: Scope<'_>, object: Value<'_>) -> Result<SharedSizes, Failure> {
    const REFUSAL: &str = "members, slotChunks and slabUnits must be whole numbers";
    if scope.kind(object)? != sys::ValueType::napi_object {
        return Err(Failure::Argument("pass the sizes of a new shared arena, or the id of one to join"));
    }
    let size = |name, most: u32| {
        let number = scope.number(scope.property(object, name)?).ok_or(Failure::Argument(REFUSAL))?;
        whole(number, most.into(), REFUSAL).map(|size| size as u32)
    };
    Ok(SharedSizes {
        members: size(c"members", u8::MAX.into())? as u8,
        slot_chunks: size(c"slotChunks", u32::MAX)?,
        slab_units: size(c"slabUnits", u32::MAX)?,
    })
}

/// Gives an arena an id. Entries of arenas that are gone are forgotten.
fn register(arena: &Arc<SharedArena>, memory: Memory, schema: &'static Schema) -> Result<u32, Failure> {
    let mut arenas = ARENAS.lock().unwrap_or_else(PoisonError::into_inner);
    arenas.retain(|_, entry| entry.arena.strong_count() > 0);
    let last = arenas.last_key_value().map_or(0, |(id, _)| *id);
    let id = last.checked_add(1).ok_or(Failure::Argument("this process made too many shared arenas"))?;
    arenas.insert(id, Entry { arena: Arc::downgrade(arena), memory, schema });
    Ok(id)
}

/// Joins the arena with an id, whose memory must be what the new member has: it keeps that alive for all.
fn join(id: u32, memory: Memory, schema: &'static Schema) -> Result<Member, Failure> {
    let arenas = ARENAS.lock().unwrap_or_else(PoisonError::into_inner);
    let entry = arenas.get(&id).ok_or(Failure::Argument(UNKNOWN))?;
    let arena = entry.arena.upgrade().ok_or(Failure::Argument(UNKNOWN))?;
    if entry.memory != memory || !std::ptr::eq(entry.schema, schema) {
        return Err(Failure::Argument(OTHER_MEMORY));
    }
    Ok(arena.join()?)
}
