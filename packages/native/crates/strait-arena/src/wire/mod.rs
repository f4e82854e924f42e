//! The wire format of protobuf: one encoder and one decoder for all types, driven by their layout tables.
//!
//! Both recurse, one call for each level of messages, which the limit of depth bounds.

mod content;
mod decode;
mod element;
mod encode;
mod encode_flat;
mod entry;
mod field;
mod forward_writer;
mod input;
mod packed;
mod reader;
mod scalar;
mod small_map;
mod sub_message;
mod table;
mod tally;
mod texts;
mod utf8;
mod writer;

pub(crate) use decode::decode;
pub(crate) use encode::encode;
pub(crate) use table::WireTable;

/// Most levels of messages that any limit may allow: what the stack of a small thread holds.
pub(crate) const MOST_LEVELS: u32 = 1_000;

/// What encoding and decoding refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WireLimits {
    /// Most levels of messages, the root included; at most 1,000.
    pub maximum_depth: u32,
    /// Most bytes of a whole message.
    pub maximum_bytes: u64,
}

impl Default for WireLimits {
    /// 100 levels and 2 GiB − 1, as in other implementations of protobuf.
    fn default() -> Self {
        Self { maximum_depth: 100, maximum_bytes: (1 << 31) - 1 }
    }
}

/// How a value is delimited on the wire: the low three bits of its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WireType {
    Varint,
    Fixed64,
    Length,
    StartGroup,
    EndGroup,
    Fixed32,
}

impl WireType {
    pub(crate) const fn bits(self) -> u32 {
        match self {
            Self::Varint => 0,
            Self::Fixed64 => 1,
            Self::Length => 2,
            Self::StartGroup => 3,
            Self::EndGroup => 4,
            Self::Fixed32 => 5,
        }
    }

    pub(crate) const fn from_bits(bits: u32) -> Option<Self> {
        match bits {
            0 => Some(Self::Varint),
            1 => Some(Self::Fixed64),
            2 => Some(Self::Length),
            3 => Some(Self::StartGroup),
            4 => Some(Self::EndGroup),
            5 => Some(Self::Fixed32),
            _ => None,
        }
    }
}
