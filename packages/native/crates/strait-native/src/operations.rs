//! What JavaScript can call, each function a few lines around one operation of the arena.

use std::ffi::{CStr, c_void};

use napi::sys;
use strait_arena::{Arena, ErrorCode, FillOptions, Schema, Shared, SizeClass, WireLimits, random_secret};

use crate::addon::Addon;
use crate::answer::{Answer, Outcome, Reply};
use crate::call::{Call, whole};
use crate::entry::{BoundArena, call_free, call_without_arguments};
use crate::failure::Failure;
use crate::lent::{copy_numbers, numbers, write_numbers};

/// An operation that every arena has.
type CommonOperation = for<'s> fn(&BoundArena, &Call<'s>) -> Outcome<'s>;

/// Methods of every `NativeArena`.
pub(crate) const OPERATIONS: [(&CStr, CommonOperation); 29] = [
    (c"refillSlots", |arena, call| answer(call, arena.write()?.refill_slots(size_class(call)?))),
    (c"refillData", |arena, call| answer(call, arena.write()?.refill_data(size_class(call)?))),
    (c"allocateRun", |arena, call| {
        let bytes = call.whole(0, 1 << 53, "bytes must be a whole number")?;
        Ok(Answer::Number(arena.write()?.allocate_run(bytes)?.into()))
    }),
    (c"releaseData", |arena, call| {
        answer(
            call,
            arena.write()?.release_data(
                call.word(0, "address must be a whole number below 2³²; pass one that allocateRun returned")?,
            ),
        )
    }),
    (c"retireSlot", |arena, call| answer(call, arena.write()?.retire_slot(slot_index(call)?))),
    (c"releaseOwned", |arena, call| answer(call, arena.write()?.release_owned(slot_index(call)?))),
    (c"allocate", |arena, call| Ok(Answer::Number(arena.write()?.allocate(call.type_id(0)?)?.number()))),
    (c"free", |arena, call| answer(call, arena.write()?.free(call.handle(0)?))),
    (c"allocateBatch", allocate_batch),
    (c"freeBatch", free_batch),
    (c"lend", |arena, call| answer(call, arena.read()?.lend(call.handle(0)?))),
    (c"giveBack", |arena, call| answer(call, arena.read()?.give_back(call.handle(0)?))),
    (c"sumDoubles", sum_doubles),
    (c"fillDoubles", fill_doubles),
    (c"reset", |arena, call| answer(call, arena.write()?.reset())),
    (c"recover", |arena, call| answer(call, arena.write()?.recover())),
    (c"audit", |arena, call| answer(call, arena.read()?.audit())),
    (c"memoryUse", |arena, call| answer(call, arena.read()?.memory_use())),
    (c"trim", |arena, _| Ok(Answer::Number(arena.write()?.trim()? as f64))),
    (c"fill", |arena, call| {
        let options = fill_options(call)?;
        answer(call, arena.write()?.fill(call.handle(0)?, &options))
    }),
    (c"checksum", |arena, call| Ok(Answer::Number(arena.read()?.checksum(call.handle(0)?)?.into()))),
    (c"walk", |arena, call| answer(call, arena.read()?.walk(call.handle(0)?))),
    (c"memorySize", |arena, call| answer(call, arena.read()?.memory_size(call.handle(0)?))),
    (c"fillArray", |arena, call| {
        let (number, count) =
            (call.word(1, FIELD_NUMBER)?, call.word(2, "count must be a whole number from 0 to 2³² − 1")?);
        answer(call, arena.write()?.fill_array(call.handle(0)?, number, count, seed(call, 3)?))
    }),
    (c"buildTree", |arena, call| {
        let (depth, width) = (
            call.word(1, "depth must be a whole number from 1 to 2³² − 1")?,
            call.word(2, "width must be a whole number from 0 to 2³² − 1")?,
        );
        Ok(Answer::Number(arena.write()?.build_tree(call.type_id(0)?, depth, width)?.number()))
    }),
    (c"clearField", |arena, call| {
        answer(call, arena.write()?.clear_field(call.handle(0)?, call.word(1, FIELD_NUMBER)?))
    }),
    (c"encode", |arena, call| {
        let bytes = arena.read()?.encode(call.handle(0)?, &WireLimits::default())?;
        Ok(Answer::Value(call.scope.new_bytes(&bytes)?))
    }),
    (c"decode", |arena, call| {
        // A copy, since another thread may write to the array, and JavaScript runs when the arena asks for memory.
        arena.wire_bytes.with(call.scope, call.argument(1)?, |bytes| {
            let handle = arena.write()?.decode(call.type_id(0)?, bytes, &WireLimits::default())?;
            Ok(Answer::Number(handle.number()))
        })?
    }),
    (c"slabBytes", |arena, _| Ok(Answer::Number(arena.read()?.slab_bytes() as f64))),
];

/// Functions of the module. Their data is the [`Addon`].
pub(crate) const MODULE_FUNCTIONS: &[(&CStr, sys::napi_callback)] = &[
    (c"empty", Some(empty)),
    (c"layoutHash", Some(layout_hash)),
    (c"typeCount", Some(type_count)),
    (c"errorCodes", Some(error_codes)),
    (c"randomWord", Some(random_word)),
    #[cfg(feature = "test-panics")]
    (c"panicNext", Some(panic_next)),
];

const FIELD_NUMBER: &str = "fieldNumber must be a whole number; pass one from the .proto file";

unsafe extern "C" fn empty(env: sys::napi_env, _info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls this with its environment.
    unsafe { call_without_arguments(env, || Ok(Answer::Nothing)) }
}

unsafe extern "C" fn layout_hash(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls this with its environment and info.
    unsafe {
        call_free(env, info, |call, addon| {
            Ok(Answer::Value(call.scope.new_text(&format!("{:016x}", schema(addon).hash))?))
        })
    }
}

unsafe extern "C" fn type_count(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls this with its environment and info.
    unsafe { call_free(env, info, |_, addon| Ok(Answer::Number(schema(addon).messages.len() as f64))) }
}

unsafe extern "C" fn error_codes(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls this with its environment and info.
    unsafe {
        call_free(env, info, |call, _| {
            let names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.name()).collect();
            Ok(Answer::Value(call.scope.object(names)?))
        })
    }
}

unsafe extern "C" fn random_word(env: sys::napi_env, _info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls this with its environment.
    unsafe {
        call_without_arguments(env, || {
            let [word, _] = random_secret();
            Ok(Answer::Number(word.into()))
        })
    }
}

/// Lets the next call panic, or with 1 the next that asks for memory; with 2 the next that starts work on another thread
/// fails.
#[cfg(feature = "test-panics")]
unsafe extern "C" fn panic_next(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    use crate::panics::{Place, ask_for};
    // SAFETY: Node-API calls this with its environment and info.
    unsafe {
        call_free(env, info, |call, _| {
            ask_for(match call.scope.number(call.argument(0)?) {
                Some(1.0) => Place::Memory,
                Some(2.0) => Place::Start,
                _ => Place::Call,
            });
            Ok(Answer::Nothing)
        })
    }
}

/// The schema of the add-on that is the data of a function of the module.
fn schema(addon: *mut c_void) -> &'static Schema {
    // SAFETY: `export` makes these functions with a `&'static Addon` as their data.
    unsafe { &*addon.cast::<Addon>() }.schema
}

#[inline]
fn answer<'s, T: Reply>(call: &Call<'s>, result: Result<T, strait_arena::ArenaError>) -> Outcome<'s> {
    result?.reply(call.scope)
}

fn size_class(call: &Call<'_>) -> Result<SizeClass, Failure> {
    const REFUSAL: &str = "sizeClass must be a whole number from 0 to 39";
    SizeClass::new(call.word(0, REFUSAL)?).ok_or(Failure::Argument(REFUSAL))
}

fn slot_index(call: &Call<'_>) -> Result<u32, Failure> {
    call.word(0, "index must be a whole number from 1 to 2²⁴ − 1; pass the index of a slot")
}

fn seed(call: &Call<'_>, position: usize) -> Result<u64, Failure> {
    call.whole(position, 1 << 53, "seed must be a whole number from 0 to 2⁵³")
}

fn fill_options(call: &Call<'_>) -> Result<FillOptions, Failure> {
    const REFUSAL: &str =
        "maximumElements, maximumTextLength and maximumDepth of fill must be whole numbers from 0 to 2³² − 1";
    let defaults = FillOptions::seeded(seed(call, 1)?);
    let options = call.argument(2)?;
    match call.scope.kind(options)? {
        sys::ValueType::napi_undefined => return Ok(defaults),
        sys::ValueType::napi_object => {}
        _ => {
            return Err(Failure::Argument(
                "the options of fill must be an object; pass none for the defaults",
            ));
        }
    }
    let option = |name: &CStr, default: u32| {
        let value = call.scope.property(options, name)?;
        match call.scope.kind(value)? {
            sys::ValueType::napi_undefined => Ok(default),
            _ => {
                let number = call.scope.number(value).ok_or(Failure::Argument(REFUSAL))?;
                whole(number, u32::MAX.into(), REFUSAL).map(|number| number as u32)
            }
        }
    };
    Ok(FillOptions {
        maximum_elements: option(c"maximumElements", defaults.maximum_elements)?,
        maximum_text_length: option(c"maximumTextLength", defaults.maximum_text_length)?,
        maximum_depth: option(c"maximumDepth", defaults.maximum_depth)?,
        ..defaults
    })
}

/// Messages that need memory first are allocated apart from the array: JavaScript runs to give it.
fn allocate_batch<'s>(arena: &BoundArena, call: &Call<'s>) -> Outcome<'s> {
    let (type_id, array) = (call.type_id(0)?, call.argument(1)?);
    let mut arena = arena.write()?;
    let handles = numbers(call.scope, array)?;
    let taken = arena.take_batch(type_id, handles)?;
    if taken == handles.len() {
        return Ok(Answer::Nothing);
    }
    let issued = match copy_numbers(handles) {
        Ok(copy) => copy,
        Err(failure) => {
            free_all(&mut arena, handles.get(..taken).unwrap_or_default())?;
            return Err(failure.into());
        }
    };
    let (before, rest) = issued.split_at_checked(taken).unwrap_or_default();
    if let Err(error) = arena.allocate_batch(type_id, rest) {
        free_all(&mut arena, before)?;
        return Err(error.into());
    }
    if let Err(failure) = write_numbers(call.scope, array, &issued) {
        free_all(&mut arena, &issued)?;
        return Err(failure.into());
    }
    Ok(Answer::Nothing)
}

fn free_batch<'s>(arena: &BoundArena, call: &Call<'s>) -> Outcome<'s> {
    let handles = numbers(call.scope, call.argument(0)?)?;
    free_all(&mut *arena.write()?, handles)?;
    Ok(Answer::Nothing)
}

fn free_all(arena: &mut Arena, handles: &[Shared<f64>]) -> Result<(), Failure> {
    arena.free_batch(handles).map_err(|(position, error)| Failure::Element(position, error))
}

fn sum_doubles<'s>(arena: &BoundArena, call: &Call<'s>) -> Outcome<'s> {
    let handles = numbers(call.scope, call.argument(0)?)?;
    let sum = arena.read()?.sum_doubles(handles);
    Ok(Answer::Number(sum.map_err(|(position, error)| Failure::Element(position, error))?))
}

fn fill_doubles<'s>(arena: &BoundArena, call: &Call<'s>) -> Outcome<'s> {
    const REFUSAL: &str = "the seed of fillDoubles must be a finite number";
    let seed = call.scope.number(call.argument(1)?).filter(|seed| seed.is_finite());
    let seed = seed.ok_or(Failure::Argument(REFUSAL))?;
    let handles = numbers(call.scope, call.argument(0)?)?;
    let filled = arena.write()?.fill_doubles(handles, seed);
    filled.map_err(|(position, error)| Failure::Element(position, error))?;
    Ok(Answer::Nothing)
}
