//! Scalars: the bits in memory and the number on the wire.

use super::WireType;
use crate::schema::Kind;

/// How values of a kind are delimited.
pub(crate) const fn wire_type(kind: Kind) -> WireType {
    match kind {
        Kind::Double | Kind::Fixed64 | Kind::Sfixed64 => WireType::Fixed64,
        Kind::Float | Kind::Fixed32 | Kind::Sfixed32 => WireType::Fixed32,
        Kind::String | Kind::Bytes | Kind::Message(_) => WireType::Length,
        _ => WireType::Varint,
    }
}

/// The varint of a value that has these bits in memory.
pub(crate) const fn to_varint(kind: Kind, bits: u64) -> u64 {
    match kind {
        Kind::Int32 | Kind::Enum(_) => bits as u32 as i32 as i64 as u64,
        Kind::Sint32 => {
            let value = bits as u32 as i32;
            ((value << 1) ^ (value >> 31)) as u32 as u64
        }
        Kind::Sint64 => {
            let value = bits as i64;
            ((value << 1) ^ (value >> 63)) as u64
        }
        Kind::Bool => (bits != 0) as u64,
        _ => bits,
    }
}

/// The bits in memory of a value with this varint; what does not fit is cut off, as protobuf asks.
pub(crate) const fn from_varint(kind: Kind, varint: u64) -> u64 {
    match kind {
        Kind::Int32 | Kind::Uint32 | Kind::Enum(_) => varint as u32 as u64,
        Kind::Sint32 => {
            let zigzag = varint as u32;
            ((zigzag >> 1) ^ (zigzag & 1).wrapping_neg()) as u64
        }
        Kind::Sint64 => (varint >> 1) ^ (varint & 1).wrapping_neg(),
        Kind::Bool => (varint != 0) as u64,
        _ => varint,
    }
}
