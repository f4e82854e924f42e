//! Answers the requests of protobuf's conformance runner, which come over standard input: each payload is decoded into
//! an arena and encoded again. Requests and payloads are read by the codec under test.

use std::io::{self, Read, Write};

use strait_arena::{Arena, ArenaError, Message, WireLimits};
use strait_conformance::{ConformanceRequest, SCHEMA, TestAllTypesProto3};

/// Field number of the payload that is protobuf, and of the output format that is.
const PROTOBUF: i32 = 1;

/// Fields of `ConformanceResponse`.
const PARSE_ERROR: u8 = 1;
const RUNTIME_ERROR: u8 = 2;
const PROTOBUF_PAYLOAD: u8 = 3;
const SKIPPED: u8 = 5;
const SERIALIZE_ERROR: u8 = 6;

const PROTO3: &str = "protobuf_test_messages.proto3.TestAllTypesProto3";

fn main() -> io::Result<()> {
    let mut arena = Arena::on_heap(&SCHEMA).map_err(io::Error::other)?;
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let mut length = [0; 4];
    while input.read_exact(&mut length).is_ok() {
        let mut request = vec![0; u32::from_le_bytes(length) as usize];
        input.read_exact(&mut request)?;
        let (field, content) = answer(&mut arena, &request)
            .unwrap_or_else(|error| (RUNTIME_ERROR, error.to_string().into_bytes()));
        let response = response(field, &content);
        output.write_all(&(response.len() as u32).to_le_bytes())?;
        output.write_all(&response)?;
        output.flush()?;
    }
    Ok(())
}

/// The field of the response and its content.
fn answer(arena: &mut Arena, bytes: &[u8]) -> Result<(u8, Vec<u8>), ArenaError> {
    let limits = WireLimits::default();
    let handle = arena.decode(ConformanceRequest::TYPE_ID, bytes, &limits)?;
    let request = arena.get::<ConformanceRequest>(handle)?;
    let name = request.message_type.read(arena)?;
    let asks_binary = request.requested_output_format.get() == PROTOBUF;
    let payload = ConformanceRequest::PROTOBUF_PAYLOAD.get(request).map(|it| it.read(arena)).transpose()?;
    arena.free(handle)?;
    if name == "conformance.FailureSet" {
        return Ok((PROTOBUF_PAYLOAD, Vec::new()));
    }
    let (PROTO3, Some(payload), true) = (name.as_str(), payload, asks_binary) else {
        return Ok((SKIPPED, b"only proto3 and the binary format".to_vec()));
    };
    let message = match arena.decode(TestAllTypesProto3::TYPE_ID, &payload, &limits) {
        Ok(message) => message,
        Err(error) => return Ok((PARSE_ERROR, error.to_string().into_bytes())),
    };
    let encoded = arena.encode(message, &limits);
    arena.free(message)?;
    Ok(match encoded {
        Ok(bytes) => (PROTOBUF_PAYLOAD, bytes),
        Err(error) => (SERIALIZE_ERROR, error.to_string().into_bytes()),
    })
}

/// A `ConformanceResponse` with one field.
fn response(field: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![field << 3 | 2];
    let mut length = content.len();
    while length > 0x7F {
        bytes.push(length as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend_from_slice(content);
    bytes
}
