//! Elements of repeated fields that come side by side: room is made for all of them at once.

use super::content::{make_room, malformed, too_long};
use super::decode::{Decoder, Message};
use super::table::{Operation, WireField};
use crate::memory::Stop;

impl<'a> Decoder<'a> {
    /// Reads the elements from `start` to `end`.
    #[inline(never)]
    pub(super) fn packed(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let bytes = self.input.part(start, end);
        let stride = field.layout.kind.size() as usize;
        let width = match field.value {
            Operation::Fixed32 => 4,
            Operation::Fixed64 => 8,
            _ => 1,
        };
        let count = match width {
            1 => bytes.iter().filter(|&&byte| byte < 0x80).count(),
            _ if bytes.len().is_multiple_of(width) => bytes.len() / width,
            _ => return Err(malformed("a packed field ends inside an element", start)),
        };
        if bytes.is_empty() {
            return Ok(());
        }
        let (body, offset) = (message.body, field.offset as usize);
        let used = body.u32(offset + 4)? as usize;
        let total = u32::try_from(used + count).map_err(|_| too_long((used + count) as u64))?;
        let needed = total as usize * stride;
        let block = make_room(self.arena, body, offset, used * stride, needed as u64, &mut message.tally)?;
        let (mut at, mut place) = (start, used * stride);
        while at < end {
            let element = at;
            at = self.scalar(field.value, block, place, at, end)?;
            if at > end {
                return Err(self.refuse_element(element, end));
            }
            place += stride;
        }
        body.set_u32(offset + 4, total)
    }

    /// What is wrong with the varint at `start`.
    #[cold]
    fn refuse_element(&self, start: usize, end: usize) -> Stop {
        match self.input.reader(start, end).varint() {
            Err(error) => error.into(),
            Ok(_) => malformed("an element cannot be read", start),
        }
    }
}
