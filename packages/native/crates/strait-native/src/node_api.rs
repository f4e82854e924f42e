//! The calls of Node-API that this add-on makes, as safe functions.

use std::ffi::{CStr, c_void};
use std::marker::PhantomData;
use std::ptr::null_mut;

use napi::bindgen_prelude::ToNapiValue;
use napi::sys;

use crate::failure::{Failure, OperationError};

/// The property of an arena's object that makes errors: `(code, message) => Error`.
pub(crate) const NEW_ERROR: &CStr = c"$newError";

/// The environment during one call from JavaScript.
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    pub(crate) env: sys::napi_env,
    call: PhantomData<&'s ()>,
}

/// A value of JavaScript that lives as long as the call.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Value<'s> {
    pub(crate) raw: sys::napi_value,
    call: PhantomData<&'s ()>,
}

/// What a typed array says of itself.
pub(crate) struct ArrayInfo<'s> {
    pub(crate) element: sys::napi_typedarray_type,
    pub(crate) length: usize,
    pub(crate) data: *mut u8,
    pub(crate) buffer: Value<'s>,
}

pub(crate) fn check(status: sys::napi_status, tried: &'static str) -> Result<(), Failure> {
    match status {
        sys::Status::napi_ok => Ok(()),
        sys::Status::napi_pending_exception => Err(Failure::Thrown),
        _ => Err(Failure::NodeApi(tried)),
    }
}

impl<'s> Scope<'s> {
    /// # Safety
    /// `env` is the environment of the call that runs on this thread for all of `'s`.
    pub(crate) const unsafe fn new(env: sys::napi_env) -> Self {
        Self { env, call: PhantomData }
    }

    /// # Safety
    /// `raw` is a value of this environment that lives for all of `'s`.
    pub(crate) const unsafe fn value(self, raw: sys::napi_value) -> Value<'s> {
        Value { raw, call: PhantomData }
    }

    /// A number, if the value is one.
    #[inline]
    pub(crate) fn number(self, value: Value<'s>) -> Option<f64> {
        let mut number = 0.0;
        // SAFETY: environment and value belong to the call; the result goes to a local.
        let status = unsafe { sys::napi_get_value_double(self.env, value.raw, &mut number) };
        (status == sys::Status::napi_ok).then_some(number)
    }

    #[inline]
    pub(crate) fn new_number(self, number: f64) -> Result<Value<'s>, Failure> {
        let mut raw = null_mut();
        // SAFETY: the environment belongs to the call; the result goes to a local.
        check(unsafe { sys::napi_create_double(self.env, number, &mut raw) }, "make a number")?;
        Ok(Value { raw, call: PhantomData })
    }

    /// A boolean, if the value is one.
    pub(crate) fn boolean(self, value: Value<'s>) -> Option<bool> {
        let mut boolean = false;
        // SAFETY: environment and value belong to the call; the result goes to a local.
        let status = unsafe { sys::napi_get_value_bool(self.env, value.raw, &mut boolean) };
        (status == sys::Status::napi_ok).then_some(boolean)
    }

    pub(crate) fn new_boolean(self, boolean: bool) -> Result<Value<'s>, Failure> {
        let mut raw = null_mut();
        // SAFETY: the environment belongs to the call; the result goes to a local.
        check(unsafe { sys::napi_get_boolean(self.env, boolean, &mut raw) }, "make a boolean")?;
        Ok(Value { raw, call: PhantomData })
    }

    /// A copy of a string, if the value is one.
    pub(crate) fn text(self, value: Value<'s>) -> Result<Option<String>, Failure> {
        let mut bytes = 0;
        // SAFETY: environment and value belong to the call; without a buffer only the length is told, to a local.
        let status =
            unsafe { sys::napi_get_value_string_utf8(self.env, value.raw, null_mut(), 0, &mut bytes) };
        if status == sys::Status::napi_string_expected {
            return Ok(None);
        }
        check(status, "read a string")?;
        let mut text = Vec::new();
        text.try_reserve_exact(bytes + 1).map_err(|_| Failure::NodeApi("copy a string"))?;
        text.resize(bytes + 1, 0);
        let start = text.as_mut_ptr().cast();
        // SAFETY: environment and value belong to the call; the buffer has as many bytes as said, one for the zero.
        let status =
            unsafe { sys::napi_get_value_string_utf8(self.env, value.raw, start, text.len(), &mut bytes) };
        check(status, "read a string")?;
        text.truncate(bytes);
        String::from_utf8(text).map(Some).map_err(|_| Failure::NodeApi("read a string as UTF-8"))
    }

    pub(crate) fn undefined(self) -> Result<Value<'s>, Failure> {
        let mut raw = null_mut();
        // SAFETY: the environment belongs to the call; the result goes to a local.
        check(unsafe { sys::napi_get_undefined(self.env, &mut raw) }, "find undefined")?;
        Ok(Value { raw, call: PhantomData })
    }

    pub(crate) fn new_text(self, text: &str) -> Result<Value<'s>, Failure> {
        let mut raw = null_mut();
        let (start, bytes) = (text.as_ptr().cast(), text.len() as isize);
        // SAFETY: the environment belongs to the call, the text is as long as said; the result goes to a local.
        let status = unsafe { sys::napi_create_string_utf8(self.env, start, bytes, &mut raw) };
        check(status, "make a string")?;
        Ok(Value { raw, call: PhantomData })
    }

    /// A new `Uint8Array` with a copy of `bytes`.
    pub(crate) fn new_bytes(self, bytes: &[u8]) -> Result<Value<'s>, Failure> {
        let (mut data, mut buffer, mut raw) = (null_mut(), null_mut(), null_mut());
        // SAFETY: the environment belongs to the call; the results go to locals.
        let status = unsafe { sys::napi_create_arraybuffer(self.env, bytes.len(), &mut data, &mut buffer) };
        check(status, "make an array of bytes")?;
        if !bytes.is_empty() {
            // SAFETY: the new buffer has as many bytes, and nothing else refers to it yet.
            unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), data.cast(), bytes.len()) };
        }
        let element = sys::TypedarrayType::uint8_array;
        // SAFETY: environment and buffer belong to the call; the result goes to a local.
        let status =
            unsafe { sys::napi_create_typedarray(self.env, element, bytes.len(), buffer, 0, &mut raw) };
        check(status, "make an array of bytes")?;
        Ok(Value { raw, call: PhantomData })
    }

    pub(crate) fn kind(self, value: Value<'s>) -> Result<sys::napi_valuetype, Failure> {
        let mut kind = sys::ValueType::napi_undefined;
        // SAFETY: environment and value belong to the call; the result goes to a local.
        check(unsafe { sys::napi_typeof(self.env, value.raw, &mut kind) }, "tell the type of a value")?;
        Ok(kind)
    }

    /// Whether the callback that receives `info` is called with `new`.
    pub(crate) fn is_construction(self, info: sys::napi_callback_info) -> bool {
        let mut target = null_mut();
        // SAFETY: environment and info belong to the call; the result goes to a local.
        let status = unsafe { sys::napi_get_new_target(self.env, info, &mut target) };
        status == sys::Status::napi_ok && !target.is_null()
    }

    pub(crate) fn global(self) -> Result<Value<'s>, Failure> {
        let mut raw = null_mut();
        // SAFETY: the environment belongs to the call; the result goes to a local.
        check(unsafe { sys::napi_get_global(self.env, &mut raw) }, "find the global object")?;
        Ok(Value { raw, call: PhantomData })
    }

    /// A function that calls `callback`, with data that outlives it.
    pub(crate) fn function(
        self,
        name: &CStr,
        callback: sys::napi_callback,
        data: *const c_void,
    ) -> Result<Value<'s>, Failure> {
        let (length, data) = (name.count_bytes() as isize, data.cast_mut());
        let mut raw = null_mut();
        // SAFETY: the environment belongs to the call; the result goes to a local.
        let status =
            unsafe { sys::napi_create_function(self.env, name.as_ptr(), length, callback, data, &mut raw) };
        check(status, "make a function")?;
        Ok(Value { raw, call: PhantomData })
    }

    /// A class without methods, whose constructor calls `callback`, with data that outlives it.
    pub(crate) fn class(
        self,
        name: &CStr,
        callback: sys::napi_callback,
        data: *const c_void,
    ) -> Result<Value<'s>, Failure> {
        let (length, data) = (name.count_bytes() as isize, data.cast_mut());
        let (name, none) = (name.as_ptr(), std::ptr::null());
        let mut raw = null_mut();
        // SAFETY: the environment belongs to the call, no properties are passed; the result goes to a local.
        let status =
            unsafe { sys::napi_define_class(self.env, name, length, callback, data, 0, none, &mut raw) };
        check(status, "make a class")?;
        Ok(Value { raw, call: PhantomData })
    }

    pub(crate) fn property(self, object: Value<'s>, name: &CStr) -> Result<Value<'s>, Failure> {
        let mut raw = null_mut();
        // SAFETY: environment and object belong to the call; the result goes to a local.
        let status = unsafe { sys::napi_get_named_property(self.env, object.raw, name.as_ptr(), &mut raw) };
        check(status, "read a property")?;
        Ok(Value { raw, call: PhantomData })
    }

    /// Sets a property.
    pub(crate) fn set(self, object: Value<'s>, name: &CStr, value: Value<'s>) -> Result<(), Failure> {
        // SAFETY: environment, object and value belong to the call.
        let status = unsafe { sys::napi_set_named_property(self.env, object.raw, name.as_ptr(), value.raw) };
        check(status, "set a property")
    }

    /// Defines a property that cannot be changed or removed.
    pub(crate) fn define(self, object: Value<'s>, name: &CStr, value: Value<'s>) -> Result<(), Failure> {
        let property = sys::napi_property_descriptor {
            utf8name: name.as_ptr(),
            name: null_mut(),
            method: None,
            getter: None,
            setter: None,
            value: value.raw,
            attributes: sys::PropertyAttributes::default,
            data: null_mut(),
        };
        // SAFETY: environment, object and value belong to the call; one descriptor is passed.
        let status = unsafe { sys::napi_define_properties(self.env, object.raw, 1, &property) };
        check(status, "keep a value in the arena; it must stay extensible")
    }

    pub(crate) fn call(
        self,
        function: Value<'s>,
        this: Value<'s>,
        arguments: &[Value<'s>],
    ) -> Result<Value<'s>, Failure> {
        let arguments: Vec<_> = arguments.iter().map(|value| value.raw).collect();
        let mut raw = null_mut();
        let (count, values) = (arguments.len(), arguments.as_ptr());
        // SAFETY: all values belong to the call, the arguments are as many as said; the result goes to a local.
        let status =
            unsafe { sys::napi_call_function(self.env, this.raw, function.raw, count, values, &mut raw) };
        check(status, "call a function")?;
        Ok(Value { raw, call: PhantomData })
    }

    /// What a typed array says of itself, if the value is one.
    pub(crate) fn typed_array(self, value: Value<'s>) -> Option<ArrayInfo<'s>> {
        let (mut element, mut length, mut data, mut buffer) = (0, 0, null_mut(), null_mut());
        let start = null_mut();
        // SAFETY: environment and value belong to the call; the results go to locals.
        let status = unsafe {
            sys::napi_get_typedarray_info(
                self.env,
                value.raw,
                &mut element,
                &mut length,
                &mut data,
                &mut buffer,
                start,
            )
        };
        let buffer = Value { raw: buffer, call: PhantomData };
        (status == sys::Status::napi_ok).then_some(ArrayInfo { element, length, data: data.cast(), buffer })
    }

    /// Whether a value is an `ArrayBuffer`; some runtimes say so of a `SharedArrayBuffer` too.
    pub(crate) fn is_array_buffer(self, value: Value<'s>) -> bool {
        let mut is_one = false;
        // SAFETY: environment and value belong to the call; the result goes to a local.
        let status = unsafe { sys::napi_is_arraybuffer(self.env, value.raw, &mut is_one) };
        status != sys::Status::napi_ok || is_one
    }

    /// An object with the properties of a struct.
    pub(crate) fn object<T: ToNapiValue>(self, object: T) -> Result<Value<'s>, Failure> {
        // SAFETY: the environment belongs to the call.
        let raw = unsafe { T::to_napi_value(self.env, object) };
        let raw = raw.map_err(|_| Failure::NodeApi("make an object"))?;
        Ok(Value { raw, call: PhantomData })
    }

    pub(crate) fn has_exception(self) -> bool {
        let mut is_pending = false;
        // SAFETY: the environment belongs to the call; the result goes to a local.
        let status = unsafe { sys::napi_is_exception_pending(self.env, &mut is_pending) };
        status == sys::Status::napi_ok && is_pending
    }

    pub(crate) fn forget_exception(self) {
        let mut raw = null_mut();
        // SAFETY: the environment belongs to the call; the result goes to a local.
        unsafe { sys::napi_get_and_clear_last_exception(self.env, &mut raw) };
    }

    /// Throws an `Error` with a `code`, unless an exception is pending already. Returns what the callback returns.
    #[cold]
    pub(crate) fn throw(self, failure: &OperationError) -> sys::napi_value {
        self.throw_made(|| {
            let (code, message) = self.described(failure)?;
            let mut raw = null_mut();
            // SAFETY: environment and values belong to the call; the result goes to a local.
            let status = unsafe { sys::napi_create_error(self.env, code.raw, message.raw, &mut raw) };
            check(status, "make an error")?;
            Ok(raw)
        })
    }

    /// Throws the error that the function of an arena's object makes of code and message.
    #[cold]
    pub(crate) fn throw_by(self, holder: Value<'s>, failure: &OperationError) -> sys::napi_value {
        self.throw_made(|| Ok(self.error_by(holder, failure)?.raw))
    }

    /// The error that the function of an arena's object makes of code and message.
    pub(crate) fn error_by(self, holder: Value<'s>, failure: &OperationError) -> Result<Value<'s>, Failure> {
        let (code, message) = self.described(failure)?;
        self.call(self.property(holder, NEW_ERROR)?, holder, &[code, message])
    }

    /// Throws as an arena's object would, if the receiver is one that was filled in so far, else a plain error.
    #[cold]
    pub(crate) fn throw_to(self, receiver: Value<'s>, failure: &OperationError) -> sys::napi_value {
        let new_error = self.property(receiver, NEW_ERROR).and_then(|function| self.kind(function));
        match new_error {
            Ok(sys::ValueType::napi_function) => self.throw_by(receiver, failure),
            _ => self.throw(failure),
        }
    }

    fn described(self, failure: &OperationError) -> Result<(Value<'s>, Value<'s>), Failure> {
        Ok((self.new_text(failure.code())?, self.new_text(&failure.to_string())?))
    }

    fn throw_made(self, make: impl FnOnce() -> Result<sys::napi_value, Failure>) -> sys::napi_value {
        if !self.has_exception()
            && let Ok(error) = make()
        {
            // SAFETY: environment and error belong to the call.
            unsafe { sys::napi_throw(self.env, error) };
        }
        null_mut()
    }
}

/// A reference that does not keep its object alive.
pub(crate) struct WeakReference {
    env: sys::napi_env,
    raw: sys::napi_ref,
}

impl WeakReference {
    pub(crate) fn new(scope: Scope<'_>, object: Value<'_>) -> Result<Self, Failure> {
        let mut raw = null_mut();
        // SAFETY: environment and object belong to the call; the result goes to a local.
        let status = unsafe { sys::napi_create_reference(scope.env, object.raw, 0, &mut raw) };
        check(status, "refer to an object")?;
        Ok(Self { env: scope.env, raw })
    }

    /// The object, if it is still alive, in the scope of the call that runs.
    pub(crate) fn get(&self) -> Option<(Scope<'_>, Value<'_>)> {
        let mut raw = null_mut();
        // SAFETY: an arena is only used during calls on the thread of its environment; the reference is not deleted
        // before it is dropped.
        let status = unsafe { sys::napi_get_reference_value(self.env, self.raw, &mut raw) };
        let found = status == sys::Status::napi_ok && !raw.is_null();
        found.then_some((Scope { env: self.env, call: PhantomData }, Value { raw, call: PhantomData }))
    }
}

impl Drop for WeakReference {
    fn drop(&mut self) {
        // SAFETY: the reference was made in this environment and is deleted only here; an arena is dropped by the
        // finalizer of its object, on the thread of its environment.
        unsafe { sys::napi_delete_reference(self.env, self.raw) };
    }
}
