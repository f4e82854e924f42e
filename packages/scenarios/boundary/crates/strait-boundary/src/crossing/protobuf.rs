//! Protobuf bytes, which prost decodes and encodes. Serves every JavaScript library that speaks protobuf.

use std::cell::RefCell;

use napi::bindgen_prelude::{BufferSlice, Env, Error, Result};
use napi_derive::napi;
use prost::Message;

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

/// Reads a message of the numbered type from protobuf bytes, and answers it.
#[napi]
pub fn protobuf<'env>(env: &'env Env, message: u32, bytes: &[u8]) -> Result<BufferSlice<'env>> {
    let exchange = exchange_of(message).ok_or_else(|| Error::from_reason("no message has this number"))?;
    SCRATCH.with_borrow_mut(|scratch| buffer_from(env, scratch, |answer| exchange(bytes, answer)))
}

/// Reads a MixedMessage from protobuf bytes and gives it as an object, as a program does that decodes in Rust what
/// came from the network and works on it in JavaScript.
#[napi]
pub fn decode_mixed(bytes: &[u8]) -> Result<MixedMessage> {
    MixedMessage::decode(bytes).map_err(malformed)
}

fn exchange<M: Message + Default + Weigh + Answer>(bytes: &[u8], answer: &mut Vec<u8>) -> Result<()> {
    let question = M::decode(bytes).map_err(malformed)?;
    checksum::add(question.weigh());
    question.answer().encode(answer).map_err(|error| Error::from_reason(error.to_string()))
}

fn malformed(error: prost::DecodeError) -> Error {
    Error::from_reason(error.to_string())
}
