//! JSON text, by serde_json.

use napi::bindgen_prelude::{Error, Result};
use napi_derive::napi;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::checksum;
use crate::generated::fields::race_names;
use crate::messages::*;
use crate::owned::Answer;
use crate::scalar::Weigh;

type Exchange = fn(&str) -> serde_json::Result<String>;

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

/// Reads a message of the numbered type from JSON, and answers it.
#[napi]
pub fn json(message: u32, text: String) -> Result<String> {
    let exchange = exchange_of(message).ok_or_else(|| Error::from_reason("no message has this number"))?;
    exchange(&text).map_err(|error| Error::from_reason(error.to_string()))
}

fn exchange<M: Serialize + DeserializeOwned + Weigh + Answer>(text: &str) -> serde_json::Result<String> {
    let question: M = serde_json::from_str(text)?;
    checksum::add(question.weigh());
    serde_json::to_string(&question.answer())
}
