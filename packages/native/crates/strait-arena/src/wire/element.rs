//! Elements of repeated fields that come one by one.

use super::content::{make_room, too_long};
use super::decode::{Decoder, Message};
use super::table::{Operation, WireField};
use crate::memory::{Body, Stop};

impl<'a> Decoder<'a> {
    /// Reads an element whose value is at `at` and tag at `start`, and those that follow with the same tag. Returns
    /// where they end.
    #[inline(never)]
    pub(super) fn elements(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        mut start: usize,
        mut at: usize,
    ) -> Result<usize, Stop> {
        let (body, limit, offset) = (message.body, message.end, field.offset as usize);
        let stride = field.layout.kind.size() as usize;
        let (mut length, mut block) = (body.u32(offset + 4)? as usize, Body::EMPTY);
        loop {
            let place = length * stride;
            if place + stride > block.bytes() {
                let more = if block.bytes() == 0 { self.following_values(field, at, limit) } else { 0 };
                let needed = (place + stride + more * stride) as u64;
                block = make_room(self.arena, body, offset, place, needed, &mut message.tally)?;
            }
            // Counted first, so that what a failure leaves in the element is freed with the message.
            zero(block, place, stride)?;
            length += 1;
            body.set_u32(offset + 4, u32::try_from(length).map_err(|_| too_long(length as u64))?)?;
            if let Operation::Text | Operation::Bytes | Operation::Message = field.value {
                let (size, content) = self.input.varint(at);
                if content > limit || size > (limit - content) as u64 {
                    return Err(self.refuse(start, limit, message.levels));
                }
                at = content + size as usize;
                if field.value == Operation::Message {
                    self.sub_message(message, field, block, place, content, at)?;
                } else {
                    let span = self.new_content(message, content, at, field.value == Operation::Text)?;
                    block.set_u32(place, span as u32)?;
                    block.set_u32(place + 4, (span >> 32) as u32)?;
                }
            } else {
                at = self.scalar(field.value, block, place, at, limit)?;
                if at > limit {
                    return Err(self.refuse(start, limit, message.levels));
                }
            }
            start = at;
            if at >= limit || self.input.word(at) & field.mask != field.tag {
                return Ok(at);
            }
            at += usize::from(field.tag_bytes);
        }
    }

    /// How many values with the same tag follow that at `at`, if they have lengths, up to a limit: more of them are
    /// rather given room as they come than counted twice.
    fn following_values(&self, field: &WireField, at: usize, limit: usize) -> usize {
        let has_length = matches!(field.value, Operation::Text | Operation::Bytes | Operation::Message);
        let (length, content) = self.input.varint(at);
        if !has_length || content > limit || length >= (limit - content) as u64 {
            return 0;
        }
        self.following(field, content + length as usize, limit, 64)
    }

    /// How many fields with the same tag and a length begin at `at`, one after the other; at most `most`.
    pub(super) fn following(&self, field: &WireField, mut at: usize, limit: usize, most: usize) -> usize {
        let mut count = 0;
        while count < most && at < limit && self.input.word(at) & field.mask == field.tag {
            let (length, content) = self.input.varint(at + usize::from(field.tag_bytes));
            count += 1;
            if content > limit || length >= (limit - content) as u64 {
                break;
            }
            at = content + length as usize;
        }
        count
    }

    /// Appends the bytes from `start` to `end` to the unknown fields.
    pub(super) fn append_bytes(
        &mut self,
        message: &mut Message<'a>,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let content = self.input.part(start, end);
        let used = message.body.u32(4)? as usize;
        let total = used + content.len();
        let block = make_room(self.arena, message.body, 0, used, total as u64, &mut message.tally)?;
        for (index, byte) in content.iter().enumerate() {
            block.set_u8(used + index, *byte)?;
        }
        message.body.set_u32(4, total as u32)
    }
}

/// Sets a cell of 1, 4 or 8 bytes to zero; one of 8 may be a span, which is only aligned to 4.
#[inline]
fn zero(block: Body<'_>, place: usize, stride: usize) -> Result<(), Stop> {
    if stride == 1 {
        return block.set_u8(place, 0);
    }
    block.set_u32(place, 0)?;
    if stride == 8 { block.set_u32(place + 4, 0) } else { Ok(()) }
}
