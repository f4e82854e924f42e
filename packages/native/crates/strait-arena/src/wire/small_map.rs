//! Maps that are small enough to have no index, filled where their block is.

use super::decode::{Decoder, Message};
use super::table::WireField;
use crate::map::Shape;
use crate::memory::{Body, Stop};
use crate::message::presence::ASCII;
use crate::schema::Kind;

/// Most entries for which a map gets room with its first block: those that maps without an index have.
const MOST_AT_FIRST: usize = 8;

/// A key on the wire: the bits of a number, or where the bytes of a string begin and end.
#[derive(Clone, Copy)]
pub(super) enum EntryKey {
    Bits(u64),
    Text(usize, usize),
}

impl<'a> Decoder<'a> {
    /// The block of a map that has no index and room for one more entry, and where in it the entry with a key is, which is
    /// appended if there is none. None for other maps. Other entries of the map may follow at `end`. The block at an address
    /// may be `known` from the entry before, and is then.
    #[inline(always)]
    pub(super) fn small_map_entry(
        &mut self,
        message: &mut Message<'a>,
        field: &WireField,
        shape: Shape,
        key: EntryKey,
        end: usize,
        known: &mut Option<(u32, Body<'a>)>,
    ) -> Result<Option<(Body<'a>, usize)>, Stop> {
        let (body, offset, stride) = (message.body, field.offset, shape.stride as usize);
        // SAFETY, for the two words of the span: `body` is a struct of the type that `field` belongs to, and `WireTable` has
        // checked that the cells of its fields lie in such a struct.
        // SAFETY: as said above.
        let address = unsafe { body.get_u32(offset) };
        // SAFETY: as said above.
        let length = unsafe { body.get_u32(offset + 4) } as usize;
        let block = if let Some((_, block)) = known.filter(|(known, _)| *known == address) {
            block
        } else if address != 0 {
            let Some(block) = self.arena.allocator.slabs.small_block(address) else { return Ok(None) };
            // SAFETY: the decoder holds the arena, which keeps its regions.
            let block = unsafe { block.body().detached() };
            *known = Some((address, block));
            block
        } else if length == 0 {
            let entries = 1 + self.following(field, end, message.end, MOST_AT_FIRST - 1);
            let (address, block) = message.tally.take(self.arena, (entries * stride) as u64)?;
            // SAFETY: as said above.
            unsafe { body.put_u32(offset, address) };
            if shape.has_index(block.bytes() as u64) {
                block.set_u32(block.bytes() - 4, 0)?;
            }
            *known = Some((address, block));
            block
        } else {
            return Ok(None);
        };
        if shape.has_index(block.bytes() as u64) || (length + 1).saturating_mul(stride) > block.bytes() {
            return Ok(None);
        }
        for place in (0..length).map(|position| position * stride) {
            if self.is_key(shape.key, block, place, key)? {
                return Ok(Some((block, place)));
            }
        }
        let place = length * stride;
        block.clear(place, stride)?;
        match key {
            EntryKey::Text(start, end) => {
                let span = self.new_content(message, start, end, true)?;
                block.set_u32(place, span as u32)?;
                block.set_u32(place + 4, (span >> 32) as u32)?;
            }
            EntryKey::Bits(bits) => match shape.key.size() {
                1 => block.set_u8(place, bits as u8)?,
                4 => block.set_u32(place, bits as u32)?,
                _ => block.set_u64(place, bits)?,
            },
        }
        // SAFETY: as said above.
        unsafe { body.put_u32(offset + 4, length as u32 + 1) };
        Ok(Some((block, place)))
    }

    /// Whether an entry has a key.
    #[inline(always)]
    fn is_key(&self, kind: Kind, block: Body<'a>, entry: usize, key: EntryKey) -> Result<bool, Stop> {
        Ok(match (key, kind.size()) {
            (EntryKey::Text(start, end), _) => {
                let length = (block.u32(entry + 4)? & !ASCII) as usize;
                length == end - start && self.is_text(block.u32(entry)?, start, end)?
            }
            // Any byte but 0 is true, as everywhere.
            (EntryKey::Bits(bits), 1) => (block.u8(entry)? != 0) == (bits != 0),
            (EntryKey::Bits(bits), 4) => u64::from(block.u32(entry)?) == bits,
            (EntryKey::Bits(bits), _) => block.u64(entry)? == bits,
        })
    }

    /// Whether the block at an address begins with the bytes from `start` to `end`.
    fn is_text(&self, address: u32, start: usize, end: usize) -> Result<bool, Stop> {
        let text = self.input.part(start, end);
        if text.is_empty() {
            return Ok(true);
        }
        Ok(self.arena.allocator.slabs.block(address)?.window.part(0, text.len())?.equals(text)?)
    }
}
