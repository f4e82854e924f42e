//! Objects that napi-rs reads and builds by the structs' `#[napi(object)]`.

use napi::bindgen_prelude::{FromNapiValue, Result, ToNapiValue, TypeName, ValidateNapiValue};
use napi::{ValueType, sys};
use napi_derive::napi;

use crate::checksum;
use crate::generated::fields::race_names;
use crate::messages::*;
use crate::owned::Answer;
use crate::scalar::Weigh;

macro_rules! functions {
    ($($number:literal $name:ident $function:ident),*) => {
        $(
            #[napi(namespace = "objects")]
            #[allow(missing_docs, reason = "named for the message that it answers")]
            pub fn $function(question: $name) -> $name {
                checksum::add(question.weigh());
                question.answer()
            }
        )*
    };
}

race_names!(functions);

// napi-rs knows no boxes, and a chain is made of them.

impl TypeName for Box<ChainLink> {
    fn type_name() -> &'static str {
        "ChainLink"
    }

    fn value_type() -> ValueType {
        ValueType::Object
    }
}

impl ValidateNapiValue for Box<ChainLink> {}

impl FromNapiValue for Box<ChainLink> {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        // SAFETY: the caller's promise.
        unsafe { ChainLink::from_napi_value(env, value) }.map(Self::new)
    }
}

impl ToNapiValue for Box<ChainLink> {
    unsafe fn to_napi_value(env: sys::napi_env, value: Self) -> Result<sys::napi_value> {
        // SAFETY: the caller's promise.
        unsafe { ChainLink::to_napi_value(env, *value) }
    }
}
