//! Messages of numbers and strings only, which are encoded on a way of their own. Oracle: bytes that the test writes itself
//! in the one canonical way, which decoding and encoding must give back.

use proptest::prelude::*;
use strait_arena::{
    Arena, ArenaError, EnumLayout, FieldLayout, Kind, MessageLayout, Rule, Schema, WireLimits,
};

const KINDS: [Kind; 16] = [
    Kind::Double,
    Kind::Float,
    Kind::Int32,
    Kind::Int64,
    Kind::Uint32,
    Kind::Uint64,
    Kind::Sint32,
    Kind::Sint64,
    Kind::Fixed32,
    Kind::Fixed64,
    Kind::Sfixed32,
    Kind::Sfixed64,
    Kind::Bool,
    Kind::String,
    Kind::Bytes,
    Kind::Enum(0),
];
const COUNT: usize = 2 * KINDS.len();

/// Every kind as a plain field, then as an optional one; tags of one, two, and at last five bytes.
const FIELDS: [FieldLayout; COUNT] = {
    let mut fields =
        [const { FieldLayout { name: "", number: 0, kind: Kind::Bool, rule: Rule::Singular, offset: 0 } };
            COUNT];
    let mut index = 0;
    while index < COUNT {
        let number = if index == COUNT - 1 { 300_000_000 } else { index as u32 + 1 };
        let bit = (index % KINDS.len()) as u32;
        let is_plain = index < KINDS.len();
        let rule = if is_plain { Rule::Singular } else { Rule::Optional { presence_offset: 8, bit } };
        let (kind, offset) = (KINDS[index % KINDS.len()], 16 + 8 * index as u32);
        fields[index] = FieldLayout { name: "field", number, kind, rule, offset };
        index += 1;
    }
    fields
};

static SCHEMA: Schema = Schema {
    package: "test",
    hash: 7,
    messages: &[MessageLayout { name: "test.Flat", size: 16 + 8 * COUNT as u32, fields: &FIELDS }],
    enums: &[EnumLayout { name: "test.Enum", values: &[0] }],
};

fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7F {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

fn tagged(number: u32, wire: u64, value: &[u8]) -> Vec<u8> {
    [varint(u64::from(number) << 3 | wire), value.to_vec()].concat()
}

/// A field as it is on the wire, and whether it has its default.
fn encoded(field: &FieldLayout, bits: u64, text: &str) -> (Vec<u8>, bool) {
    let word = bits as u32;
    let number = |value: u64| (tagged(field.number, 0, &varint(value)), value == 0);
    match field.kind {
        Kind::Int32 | Kind::Enum(_) => number(word as i32 as i64 as u64),
        Kind::Uint32 => number(word.into()),
        Kind::Sint32 => number(((word << 1) ^ (word as i32 >> 31) as u32).into()),
        Kind::Sint64 => number((bits << 1) ^ (bits as i64 >> 63) as u64),
        Kind::Bool => number(bits & 1),
        Kind::Float | Kind::Fixed32 | Kind::Sfixed32 => {
            (tagged(field.number, 5, &word.to_le_bytes()), word == 0)
        }
        Kind::Double | Kind::Fixed64 | Kind::Sfixed64 => {
            (tagged(field.number, 1, &bits.to_le_bytes()), bits == 0)
        }
        Kind::String | Kind::Bytes => {
            let content = [varint(text.len() as u64), text.as_bytes().to_vec()].concat();
            (tagged(field.number, 2, &content), text.is_empty())
        }
        _ => number(bits),
    }
}

/// Numbers of every length, and text of one below and above each step by which it is copied.
fn value() -> impl Strategy<Value = (u64, String)> {
    let bits = prop_oneof![
        Just(0),
        any::<u64>(),
        (0u32..64).prop_map(|bit| 1 << bit),
        any::<u64>().prop_map(|bits| bits >> 36)
    ];
    (bits, prop_oneof![Just(String::new()), "[a-zß€]{0,40}", "[a-z]{100,300}"])
}

proptest! {
    #[test]
    fn canonical_bytes_come_back(
        values in prop::collection::vec(prop::option::of(value()), COUNT),
        unknown in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut bytes = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let Some((bits, text)) = value else { continue };
            let (field, is_default) = encoded(&FIELDS[index], *bits, text);
            if !is_default || index >= KINDS.len() {
                bytes.extend(field);
            }
        }
        if !unknown.is_empty() {
            bytes.extend(tagged(400_000_000, 2, &[varint(unknown.len() as u64), unknown].concat()));
        }
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        let handle = arena.decode(0, &bytes, &WireLimits::default()).unwrap();
        prop_assert_eq!(&arena.encode(handle, &WireLimits::default()).unwrap(), &bytes);
        let size = bytes.len() as u64;
        let limits = |maximum_depth, maximum_bytes| WireLimits { maximum_depth, maximum_bytes };
        prop_assert_eq!(&arena.encode(handle, &limits(1, size)).unwrap(), &bytes);
        prop_assert_eq!(arena.encode(handle, &limits(0, size)), Err(ArenaError::TooDeep { limit: 0 }));
        if size > 0 {
            let refused = ArenaError::OutOfMemory { what: "bytes of an encoded message", amount: size };
            prop_assert_eq!(arena.encode(handle, &limits(1, size - 1)), Err(refused));
        }
    }
}

/// Longer than what is made room for at once.
#[test]
fn a_string_of_two_mebibytes_comes_back() {
    let (text, mut arena) = ("abc€".repeat(350_000), Arena::on_heap(&SCHEMA).unwrap());
    let bytes = encoded(&FIELDS[13], 0, &text).0;
    let handle = arena.decode(0, &bytes, &WireLimits::default()).unwrap();
    assert!(arena.encode(handle, &WireLimits::default()).unwrap() == bytes);
}
