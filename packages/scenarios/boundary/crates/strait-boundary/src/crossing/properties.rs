//! Objects read and built property by property with Node-API itself, as an add-on in C would.

use std::ffi::{CStr, c_char};
use std::ptr::null_mut;

use napi::bindgen_prelude::{Env, Error, JsValue, Object, Result, ToNapiValue};
use napi::sys;
use napi_derive::napi;

use crate::checksum;
use crate::generated::fields::{race, race_names};
use crate::messages::*;
use crate::owned::Answer;
use crate::scalar::Weigh;

type Exchange = fn(sys::napi_env, sys::napi_value) -> Result<sys::napi_value>;

macro_rules! by_number {
    ($($number:literal $name:ident $function:ident),*) => {
        fn exchange_of(message: u32) -> Option<Exchange> {
            match message {
                $($number => Some(exchange::<$name>),)*
                _ => None,
            }
        }
    };
}

race_names!(by_number);

/// A value of JavaScript that is handed back as it is.
pub struct Value(sys::napi_value);

impl ToNapiValue for Value {
    unsafe fn to_napi_value(_: sys::napi_env, value: Self) -> Result<sys::napi_value> {
        Ok(value.0)
    }
}

/// Reads a message of the numbered type from an object, and answers it.
#[napi(ts_return_type = "object")]
pub fn properties(env: Env, message: u32, object: Object<'_>) -> Result<Value> {
    let exchange = exchange_of(message).ok_or_else(|| Error::from_reason("no message has this number"))?;
    exchange(env.raw(), object.raw()).map(Value)
}

fn exchange<M: Property + Weigh + Answer>(
    env: sys::napi_env,
    object: sys::napi_value,
) -> Result<sys::napi_value> {
    let question = M::read(env, object)?;
    checksum::add(question.weigh());
    question.answer().write(env)
}

/// A value of a property.
trait Property: Sized {
    fn read(env: sys::napi_env, value: sys::napi_value) -> Result<Self>;
    fn write(&self, env: sys::napi_env) -> Result<sys::napi_value>;
}

macro_rules! number {
    ($type:ty, $get:ident, $create:ident) => {
        impl Property for $type {
            fn read(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
                let mut number = Self::default();
                // SAFETY: called on the thread of `env` with a value of the current scope.
                check(unsafe { sys::$get(env, value, &mut number) })?;
                Ok(number)
            }

            fn write(&self, env: sys::napi_env) -> Result<sys::napi_value> {
                let mut value = null_mut();
                // SAFETY: as above.
                check(unsafe { sys::$create(env, *self, &mut value) })?;
                Ok(value)
            }
        }
    };
}

number!(i32, napi_get_value_int32, napi_create_int32);
number!(i64, napi_get_value_int64, napi_create_int64);
number!(f64, napi_get_value_double, napi_create_double);
number!(bool, napi_get_value_bool, napi_get_boolean);

/// Bytes of text that are read without asking for its length first.
const SHORT: usize = 256;

impl Property for String {
    fn read(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        let mut bytes = vec![0; SHORT];
        let mut length = read_text(env, value, &mut bytes)?;
        // Node-API cuts silently, and at a whole character: a text that nearly fills the room may have been cut.
        if length + 4 >= SHORT {
            let mut whole = 0;
            // SAFETY: a null buffer asks for the length alone.
            check(unsafe { sys::napi_get_value_string_utf8(env, value, null_mut(), 0, &mut whole) })?;
            bytes = vec![0; whole + 1];
            length = read_text(env, value, &mut bytes)?;
        }
        bytes.truncate(length);
        Self::from_utf8(bytes).map_err(|_| Error::from_reason("Node-API gave text that is not UTF-8"))
    }

    fn write(&self, env: sys::napi_env) -> Result<sys::napi_value> {
        let mut value = null_mut();
        let (start, length) = (self.as_ptr().cast::<c_char>(), self.len() as isize);
        // SAFETY: the text is `length` bytes from `start`.
        check(unsafe { sys::napi_create_string_utf8(env, start, length, &mut value) })?;
        Ok(value)
    }
}

fn read_text(env: sys::napi_env, value: sys::napi_value, bytes: &mut [u8]) -> Result<usize> {
    let mut length = 0;
    let (start, room) = (bytes.as_mut_ptr().cast::<c_char>(), bytes.len());
    // SAFETY: Node-API writes at most `room` bytes from `start`.
    check(unsafe { sys::napi_get_value_string_utf8(env, value, start, room, &mut length) })?;
    Ok(length)
}

impl<T: Property> Property for Option<Box<T>> {
    fn read(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        let mut kind = 0;
        // SAFETY: called on the thread of `env` with a value of the current scope.
        check(unsafe { sys::napi_typeof(env, value, &mut kind) })?;
        if kind != sys::ValueType::napi_object {
            return Ok(None);
        }
        T::read(env, value).map(|child| Some(Box::new(child)))
    }

    fn write(&self, env: sys::napi_env) -> Result<sys::napi_value> {
        if let Some(child) = self {
            return child.write(env);
        }
        let mut value = null_mut();
        // SAFETY: called on the thread of `env`.
        check(unsafe { sys::napi_get_undefined(env, &mut value) })?;
        Ok(value)
    }
}

impl<T: Property> Property for Vec<T> {
    fn read(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        let mut length = 0;
        // SAFETY: called on the thread of `env` with a value of the current scope.
        check(unsafe { sys::napi_get_array_length(env, value, &mut length) })?;
        (0..length)
            .map(|index| {
                scoped(env, || {
                    let mut element = null_mut();
                    // SAFETY: as above.
                    check(unsafe { sys::napi_get_element(env, value, index, &mut element) })?;
                    T::read(env, element)
                })
            })
            .collect()
    }

    fn write(&self, env: sys::napi_env) -> Result<sys::napi_value> {
        let mut array = null_mut();
        // SAFETY: called on the thread of `env`.
        check(unsafe { sys::napi_create_array_with_length(env, self.len(), &mut array) })?;
        for (index, element) in (0..).zip(self) {
            scoped(env, || {
                let value = element.write(env)?;
                // SAFETY: both values are of the current scope.
                check(unsafe { sys::napi_set_element(env, array, index, value) })
            })?;
        }
        Ok(array)
    }
}

/// Lets go of the values that `work` makes, so that a long list does not keep all of them at once.
fn scoped<T>(env: sys::napi_env, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let mut scope = null_mut();
    // SAFETY: called on the thread of `env`; the scope is closed below.
    check(unsafe { sys::napi_open_handle_scope(env, &mut scope) })?;
    let done = work();
    // SAFETY: the scope was opened last.
    check(unsafe { sys::napi_close_handle_scope(env, scope) })?;
    done
}

fn property(env: sys::napi_env, object: sys::napi_value, name: &CStr) -> Result<sys::napi_value> {
    let mut value = null_mut();
    // SAFETY: called on the thread of `env` with a value of the current scope and a terminated name.
    check(unsafe { sys::napi_get_named_property(env, object, name.as_ptr(), &mut value) })?;
    Ok(value)
}

fn set(env: sys::napi_env, object: sys::napi_value, name: &CStr, value: sys::napi_value) -> Result<()> {
    // SAFETY: called on the thread of `env` with values of the current scope and a terminated name.
    check(unsafe { sys::napi_set_named_property(env, object, name.as_ptr(), value) })
}

fn check(status: sys::napi_status) -> Result<()> {
    if status == sys::Status::napi_ok {
        return Ok(());
    }
    Err(Error::new(status.into(), "a property has another type than its field"))
}

/// A property's name as C has it.
const fn terminated(name: &str) -> &CStr {
    match CStr::from_bytes_until_nul(name.as_bytes()) {
        Ok(name) => name,
        Err(_) => c"",
    }
}

macro_rules! object {
    ($name:ident, $arguments:ident { $($field:ident: $kind:ty = $number:literal $property:literal,)* }) => {
        impl Property for $name {
            fn read(env: sys::napi_env, object: sys::napi_value) -> Result<Self> {
                Ok(Self {
                    $($field: Property::read(
                        env,
                        property(env, object, const { terminated(concat!($property, "\0")) })?,
                    )?,)*
                })
            }

            fn write(&self, env: sys::napi_env) -> Result<sys::napi_value> {
                let mut object = null_mut();
                // SAFETY: called on the thread of `env`.
                check(unsafe { sys::napi_create_object(env, &mut object) })?;
                $(set(
                    env,
                    object,
                    const { terminated(concat!($property, "\0")) },
                    self.$field.write(env)?,
                )?;)*
                Ok(object)
            }
        }
    };
}

race!(object);
