//! MessagePack maps, by rmp-serde.

use std::cell::RefCell;

use napi::bindgen_prelude::{BufferSlice, Env, Error, Result};
use napi_derive::napi;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::bytes::buffer_from;
use crate::checksum;
use crate::generated::fields::race_names;
use crate::messages::*;
use crate::owned::Answer;
use crate::scalar::Weigh;

thread_local! {
    static SCRATCH: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

type Exchange = fn(&[u8], &mut Vec<u8>) -> Result<()>;

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

/// Reads a message of the numbered type from MessagePack, and answers it.
#[napi]
pub fn message_pack<'env>(env: &'env Env, message: u32, bytes: &[u8]) -> Result<BufferSlice<'env>> {
    let exchange = exchange_of(message).ok_or_else(|| Error::from_reason("no message has this number"))?;
    SCRATCH.with_borrow_mut(|scratch| buffer_from(env, scratch, |answer| exchange(bytes, answer)))
}

fn exchange<M: Serialize + DeserializeOwned + Weigh + Answer>(
    bytes: &[u8],
    answer: &mut Vec<u8>,
) -> Result<()> {
    let question: M = rmp_serde::from_slice(bytes).map_err(|error| Error::from_reason(error.to_string()))?;
    checksum::add(question.weigh());
    rmp_serde::encode::write_named(answer, &question.answer())
        .map_err(|error| Error::from_reason(error.to_string()))
}
