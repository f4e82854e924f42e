//! Wire bytes, written from the last to the first: the length of a sub-message is known when it is needed.

use super::WireType;
use crate::ArenaError;

pub(crate) struct BackwardWriter {
    /// Everything written, last byte first.
    bytes: Vec<u8>,
    limit: u64,
}

impl BackwardWriter {
    pub(crate) const fn new(limit: u64) -> Self {
        Self { bytes: Vec::new(), limit }
    }

    /// Bytes written so far.
    pub(crate) const fn written(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// The bytes in their order.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.bytes.reverse();
        self.bytes
    }

    fn reserve(&mut self, count: usize) -> Result<(), ArenaError> {
        let refused = ArenaError::OutOfMemory { what: "bytes of an encoded message", amount: count as u64 };
        if self.written() + count as u64 > self.limit {
            return Err(refused);
        }
        self.bytes.try_reserve(count).map_err(|_| refused)
    }

    pub(crate) fn bytes(&mut self, content: &[u8]) -> Result<(), ArenaError> {
        self.reserve(content.len())?;
        self.bytes.extend(content.iter().rev());
        Ok(())
    }

    pub(crate) fn varint(&mut self, mut value: u64) -> Result<(), ArenaError> {
        let mut encoded = [0u8; 10];
        let mut length = 0;
        for byte in &mut encoded {
            *byte = value as u8 & 0x7F;
            value >>= 7;
            length += 1;
            if value == 0 {
                break;
            }
            *byte |= 0x80;
        }
        self.bytes(encoded.get(..length).unwrap_or_default())
    }

    /// A value of fixed width, or a varint.
    pub(crate) fn number(&mut self, wire: WireType, value: u64) -> Result<(), ArenaError> {
        match wire {
            WireType::Fixed32 => self.bytes(&(value as u32).to_le_bytes()),
            WireType::Fixed64 => self.bytes(&value.to_le_bytes()),
            _ => self.varint(value),
        }
    }

    pub(crate) fn tag(&mut self, number: u32, wire: WireType) -> Result<(), ArenaError> {
        self.varint(u64::from(number) << 3 | u64::from(wire.bits()))
    }

    /// Length and tag for what was written since `mark` bytes were.
    pub(crate) fn delimit(&mut self, number: u32, mark: u64) -> Result<(), ArenaError> {
        self.varint(self.written() - mark)?;
        self.tag(number, WireType::Length)
    }
}
