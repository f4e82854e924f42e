//! Typed arrays of JavaScript.

use std::cell::Cell;
use std::ptr::NonNull;
use std::sync::atomic::AtomicU8;

use napi::sys;
use strait_arena::{Region, Shared, copy_shared};

use crate::failure::Failure;
use crate::node_api::{Scope, Value};

/// Takes over the memory of a typed array over a `SharedArrayBuffer`, and makes `holder` keep it alive under `name`.
///
/// An `ArrayBuffer` is refused: it could be transferred away, and its memory with it.
pub(crate) fn lend(
    scope: Scope<'_>,
    holder: Value<'_>,
    name: &std::ffi::CStr,
    array: Value<'_>,
    refusal: &'static str,
) -> Result<Region, Failure> {
    let memory = shared_memory(scope, array, refusal)?;
    scope.define(holder, name, array)?;
    // SAFETY: a SharedArrayBuffer never moves, shrinks or loses its memory; the holder keeps it alive by a property
    // that cannot be removed, and the arena is dropped only when the holder is gone; of a shared arena, when the last
    // of its holders is, each of which keeps the memory alive. All access goes through regions.
    Ok(unsafe { Region::new(memory.base, memory.bytes, Box::new(())) }?)
}

/// Where the memory of a typed array is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Memory {
    pub(crate) base: NonNull<u8>,
    pub(crate) bytes: usize,
}

// SAFETY: it only says where memory is.
unsafe impl Send for Memory {}

/// Where the memory of a typed array over a `SharedArrayBuffer` is.
pub(crate) fn shared_memory(
    scope: Scope<'_>,
    array: Value<'_>,
    refusal: &'static str,
) -> Result<Memory, Failure> {
    let info = scope.typed_array(array).ok_or(Failure::Argument(refusal))?;
    let element_bytes = match info.element {
        sys::TypedarrayType::uint8_array => 1,
        sys::TypedarrayType::int32_array => 4,
        _ => return Err(Failure::Argument(refusal)),
    };
    if !is_shared(scope, info.buffer)? {
        return Err(Failure::Argument(refusal));
    }
    let base = NonNull::new(info.data).ok_or(Failure::Argument(refusal))?;
    Ok(Memory { base, bytes: info.length * element_bytes })
}

/// Whether a buffer is a `SharedArrayBuffer`: it is no `ArrayBuffer`, or the getter that only works on shared ones does.
fn is_shared(scope: Scope<'_>, buffer: Value<'_>) -> Result<bool, Failure> {
    if !scope.is_array_buffer(buffer) {
        return Ok(true);
    }
    let global = scope.global()?;
    let object = scope.property(global, c"Object")?;
    let describe = scope.property(object, c"getOwnPropertyDescriptor")?;
    let shared = scope.property(scope.property(global, c"SharedArrayBuffer")?, c"prototype")?;
    let descriptor = scope.call(describe, object, &[shared, scope.new_text("byteLength")?])?;
    let getter = scope.property(descriptor, c"get")?;
    let is_shared = scope.call(getter, buffer, &[]).is_ok();
    if !is_shared {
        scope.forget_exception();
    }
    Ok(is_shared)
}

/// A copy of the elements of a `Uint8Array`.
pub(crate) fn copy_bytes(scope: Scope<'_>, array: Value<'_>) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    copy_bytes_to(scope, array, &mut bytes)?;
    Ok(bytes)
}

/// Memory for copies that only last as long as a call, of which one after the other needs some.
#[derive(Default)]
pub(crate) struct KeptCopy(Cell<Vec<u8>>);

impl KeptCopy {
    /// Most bytes that are kept.
    const MOST: usize = 1 << 16;

    /// Runs what needs a copy of the elements of a `Uint8Array`. When that calls JavaScript and comes here again, there
    /// is nothing kept to be used twice.
    pub(crate) fn with<T>(
        &self,
        scope: Scope<'_>,
        array: Value<'_>,
        run: impl FnOnce(&[u8]) -> T,
    ) -> Result<T, Failure> {
        let mut bytes = self.0.take();
        copy_bytes_to(scope, array, &mut bytes)?;
        let result = run(&bytes);
        if bytes.capacity() <= Self::MOST {
            self.0.set(bytes);
        }
        Ok(result)
    }
}

/// Replaces what is in `bytes` by the elements of a `Uint8Array`.
fn copy_bytes_to(scope: Scope<'_>, array: Value<'_>, bytes: &mut Vec<u8>) -> Result<(), Failure> {
    const REFUSAL: &str = "the wire bytes must be a Uint8Array; pass one, or a Buffer";
    let info = scope.typed_array(array).ok_or(Failure::Argument(REFUSAL))?;
    if info.element != sys::TypedarrayType::uint8_array {
        return Err(Failure::Argument(REFUSAL));
    }
    bytes.clear();
    if info.length == 0 || info.data.is_null() {
        return Ok(());
    }
    bytes
        .try_reserve(info.length)
        .map_err(|_| Failure::Argument("the wire bytes are too many to be copied; decode them in parts"))?;
    // SAFETY: the runtime says that the memory is there; it is read before JavaScript runs again, and only through
    // atomics, since another thread may write to it when it is shared.
    let cells: &[AtomicU8] = unsafe { std::slice::from_raw_parts(info.data.cast(), info.length) };
    copy_shared(cells, bytes.spare_capacity_mut());
    // SAFETY: the vector has room for as many bytes, which were just written into it.
    unsafe { bytes.set_len(info.length) };
    Ok(())
}

/// The elements of a `Float64Array`, in place. Nothing may refer to them once JavaScript runs again.
pub(crate) fn numbers<'s>(scope: Scope<'s>, array: Value<'s>) -> Result<&'s [Shared<f64>], Failure> {
    const REFUSAL: &str = "handles must be a Float64Array; an allocation fills it, and a free reads it";
    let info = scope.typed_array(array).ok_or(Failure::Argument(REFUSAL))?;
    if info.element != sys::TypedarrayType::float64_array {
        return Err(Failure::Argument(REFUSAL));
    }
    if info.length == 0 || info.data.is_null() {
        return Ok(&[]);
    }
    // SAFETY: the runtime says that the memory is there and aligned; callers use it before JavaScript runs again, and
    // only through atomics, which `Shared` is laid out like.
    Ok(unsafe { std::slice::from_raw_parts(info.data.cast(), info.length) })
}

/// A copy of numbers that lasts.
pub(crate) fn copy_numbers(numbers: &[Shared<f64>]) -> Result<Vec<Shared<f64>>, Failure> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(numbers.len())
        .map_err(|_| Failure::Argument("there are too many handles; ask for fewer at a time"))?;
    copy.extend(numbers.iter().map(|number| Shared::new(number.get())));
    Ok(copy)
}

/// Writes numbers into a `Float64Array` of the same length.
pub(crate) fn write_numbers(
    scope: Scope<'_>,
    array: Value<'_>,
    content: &[Shared<f64>],
) -> Result<(), Failure> {
    let target = numbers(scope, array)?;
    if target.len() != content.len() {
        return Err(Failure::Argument("the array of handles changed its length during the call"));
    }
    for (place, number) in target.iter().zip(content) {
        place.set(number.get());
    }
    Ok(())
}
