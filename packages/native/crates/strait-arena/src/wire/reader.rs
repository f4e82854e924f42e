//! A cursor over wire bytes that knows where in the whole input it is.

use super::WireType;
use crate::ArenaError;

/// The largest field number.
const LARGEST_NUMBER: u64 = (1 << 29) - 1;

#[derive(Clone)]
pub(crate) struct Reader<'b> {
    rest: &'b [u8],
    /// Bytes of the whole input before `rest`.
    offset: u64,
}

impl<'b> Reader<'b> {
    /// A reader of a part of the input, before which there are `offset` bytes.
    pub(crate) const fn part(bytes: &'b [u8], offset: u64) -> Self {
        Self { rest: bytes, offset }
    }

    /// Everything that is left.
    pub(crate) const fn rest(&self) -> &'b [u8] {
        self.rest
    }

    pub(crate) const fn malformed(&self, what: &'static str) -> ArenaError {
        ArenaError::Malformed { what, offset: self.offset }
    }

    /// The next `count` bytes as a reader of their own.
    pub(crate) fn take(&mut self, count: u64) -> Result<Reader<'b>, ArenaError> {
        let split = usize::try_from(count).ok().and_then(|count| self.rest.split_at_checked(count));
        let Some((taken, rest)) = split else {
            return Err(self.malformed("a value is longer than what is left"));
        };
        let offset = self.offset;
        self.rest = rest;
        self.offset += count;
        Ok(Reader { rest: taken, offset })
    }

    fn array<const COUNT: usize>(&mut self) -> Result<[u8; COUNT], ArenaError> {
        let Some((taken, rest)) = self.rest.split_first_chunk::<COUNT>() else {
            return Err(self.malformed("a value is longer than what is left"));
        };
        self.rest = rest;
        self.offset += COUNT as u64;
        Ok(*taken)
    }

    pub(crate) fn varint(&mut self) -> Result<u64, ArenaError> {
        let mut value = 0u64;
        for (index, &byte) in self.rest.iter().enumerate().take(10) {
            value |= u64::from(byte & 0x7F) << (7 * index);
            if byte < 0x80 {
                if index == 9 && byte > 1 {
                    return Err(self.malformed("a varint has more than 64 bits"));
                }
                self.rest = self.rest.get(index + 1..).unwrap_or_default();
                self.offset += index as u64 + 1;
                return Ok(value);
            }
        }
        Err(self.malformed(if self.rest.len() < 10 {
            "a varint is cut off"
        } else {
            "a varint has more than 10 bytes"
        }))
    }

    /// A value of fixed width, or a varint, as a number.
    pub(crate) fn number(&mut self, wire: WireType) -> Result<u64, ArenaError> {
        match wire {
            WireType::Fixed32 => Ok(u32::from_le_bytes(self.array()?).into()),
            WireType::Fixed64 => Ok(u64::from_le_bytes(self.array()?)),
            _ => self.varint(),
        }
    }

    /// The content of a value with a length before it.
    pub(crate) fn content(&mut self) -> Result<Reader<'b>, ArenaError> {
        let length = self.varint()?;
        self.take(length)
    }

    /// A field number and how its value is delimited.
    pub(crate) fn tag(&mut self) -> Result<(u32, WireType), ArenaError> {
        let at = self.clone();
        let tag = self.varint()?;
        let wire =
            WireType::from_bits(tag as u32 & 7).ok_or(at.malformed("a tag has an unknown wire type"))?;
        match tag >> 3 {
            0 => Err(at.malformed("a tag has field number 0")),
            number if number > LARGEST_NUMBER => Err(at.malformed("a field number is too large")),
            number => Ok((number as u32, wire)),
        }
    }

    /// Passes over the value of a field. Groups may be nested `levels` deep.
    pub(crate) fn skip(&mut self, number: u32, wire: WireType, levels: u32) -> Result<(), ArenaError> {
        match wire {
            WireType::Varint | WireType::Fixed32 | WireType::Fixed64 => self.number(wire).map(|_| ()),
            WireType::Length => self.content().map(|_| ()),
            WireType::EndGroup => Err(self.malformed("a group ends that did not begin")),
            WireType::StartGroup => {
                let Some(inner) = levels.checked_sub(1) else {
                    return Err(self.malformed("groups are nested too deep"));
                };
                loop {
                    match self.tag()? {
                        (end, WireType::EndGroup) if end == number => return Ok(()),
                        (other, wire) => self.skip(other, wire, inner)?,
                    }
                }
            }
        }
    }
}
