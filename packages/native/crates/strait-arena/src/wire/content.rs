//! Strings and bytes: one pass over each to copy it and to see whether it is ASCII. [`Texts`](super::texts::Texts)
//! validates the rest.

use std::sync::atomic::Ordering::Relaxed;

use super::decode::{Decoder, Message};
use super::tally::Tally;
use crate::memory::{Body, Stop, write_bytes};
use crate::message::presence::text_length;
use crate::{Arena, ArenaError, SizeClass};

/// The high bits of eight bytes: none is set when all are ASCII.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Most bytes that a block of the smallest class holds.
const SHORT: usize = SizeClass::SMALLEST.bytes() as usize;

impl<'a> Decoder<'a> {
    /// Reads a string or bytes value, which stands from `start` to `end`, over the one in the span at `offset`.
    pub(super) fn content(
        &mut self,
        message: &mut Message<'a>,
        body: Body<'a>,
        offset: usize,
        start: usize,
        end: usize,
        is_text: bool,
    ) -> Result<(), Stop> {
        if body.u32(offset)? != 0 {
            self.empty(body, offset, &mut message.tally)?;
        }
        let span = self.new_content(message, start, end, is_text)?;
        body.set_u32(offset, span as u32)?;
        body.set_u32(offset + 4, (span >> 32) as u32)
    }

    /// The two words of a span, the first lowest, of a new block for the bytes from `start` to `end`; zeros when there
    /// are none. Whether a string is UTF-8 is told later.
    #[inline(never)]
    pub(super) fn new_content(
        &mut self,
        message: &mut Message<'a>,
        start: usize,
        end: usize,
        is_text: bool,
    ) -> Result<u64, Stop> {
        if (1..=SHORT).contains(&(end - start)) {
            self.short_content(message, start, end, is_text)
        } else {
            self.other_content(message, start, end, is_text)
        }
    }

    /// As [`new_content`](Self::new_content), for what fits into a block of the smallest class.
    #[inline(never)]
    fn short_content(
        &mut self,
        message: &mut Message<'a>,
        start: usize,
        end: usize,
        is_text: bool,
    ) -> Result<u64, Stop> {
        let length = end - start;
        if is_text && !self.texts.admits(start) {
            return self.content_after_row(message, start, end);
        }
        let Some(block) = message.tally.take_smallest(self.arena) else {
            return self.other_content(message, start, end, is_text);
        };
        let ([first, last], [place, next]) = (self.input.pair(start, length), block.pair());
        place.store(first, Relaxed);
        next.store(last, Relaxed);
        let is_ascii = (first | last) & HIGH == 0;
        if is_text {
            self.texts.add(start, end, is_ascii);
        }
        Ok(span_of(block.address, length, is_ascii && is_text))
    }

    /// As [`short_content`](Self::short_content), for a string that does not follow the one before.
    #[inline(never)]
    fn content_after_row(
        &mut self,
        message: &mut Message<'a>,
        start: usize,
        end: usize,
    ) -> Result<u64, Stop> {
        self.texts.settle(&self.input)?;
        self.short_content(message, start, end, true)
    }

    /// As [`new_content`](Self::new_content), of any length.
    #[inline(never)]
    fn other_content(
        &mut self,
        message: &mut Message<'a>,
        start: usize,
        end: usize,
        is_text: bool,
    ) -> Result<u64, Stop> {
        let length = end - start;
        if length == 0 {
            return Ok(0);
        }
        if is_text && !self.texts.admits(start) {
            self.texts.settle(&self.input)?;
        }
        let content = self.input.part(start, end);
        let (address, block) = message.tally.take(self.arena, length as u64)?;
        let is_ascii = copy(content, self.input.word(start + (length & !7)), block)?;
        if is_text {
            self.texts.add(start, end, is_ascii);
        }
        Ok(span_of(address, length, is_ascii && is_text))
    }

    /// Gives the block of a span back.
    #[cold]
    #[inline(never)]
    pub(super) fn empty(&mut self, body: Body<'a>, offset: usize, tally: &mut Tally) -> Result<(), Stop> {
        let address = body.u32(offset)?;
        body.set_u32(offset, 0)?;
        body.set_u32(offset + 4, 0)?;
        Ok(tally.release(self.arena, address)?)
    }
}

/// The two words of a span, the first lowest.
#[inline(always)]
const fn span_of(address: u32, length: usize, is_ascii: bool) -> u64 {
    address as u64 | (text_length(length as u32, is_ascii) as u64) << 32
}

/// Copies `content` to the start of a block, and perhaps zeros behind it. `rest` is a word that begins with the bytes
/// after the last whole word. Returns whether all is ASCII.
#[inline(always)]
fn copy(content: &[u8], rest: u64, block: Body<'_>) -> Result<bool, Stop> {
    let target = block.words(content.len().div_ceil(8))?;
    if content.len() >= 16 {
        return Ok(write_bytes(content, target));
    }
    let mut union = 0;
    let last = match (content.first_chunk(), target) {
        (Some(word), [first, last @ ..]) => {
            union = u64::from_le_bytes(*word);
            first.store(union, Relaxed);
            last.first()
        }
        (_, target) => target.first(),
    };
    if let Some(last) = last {
        let word = rest & !(u64::MAX << (8 * (content.len() as u32 & 7)));
        union |= word;
        last.store(word, Relaxed);
    }
    Ok(union & HIGH == 0)
}

#[cold]
pub(super) fn malformed(what: &'static str, offset: usize) -> Stop {
    Box::new(ArenaError::Malformed { what, offset: offset as u64 })
}

/// A span that is longer than any may be.
#[cold]
pub(super) fn too_long(bytes: u64) -> Stop {
    Box::new(ArenaError::OutOfMemory { what: "bytes of one field", amount: bytes })
}

/// Makes room for `bytes` bytes in the block of the span at `offset`, of which the first `used` are kept.
pub(super) fn make_room<'a>(
    arena: &mut Arena,
    body: Body<'a>,
    offset: usize,
    used: usize,
    bytes: u64,
    tally: &mut Tally,
) -> Result<Body<'a>, Stop> {
    if bytes >= 1 << 31 {
        return Err(too_long(bytes));
    }
    let old = body.u32(offset)?;
    if old == 0 {
        let (address, block) = tally.take(arena, bytes)?;
        body.set_u32(offset, address)?;
        return Ok(block);
    }
    let window = arena.allocator.slabs.block(old)?.window;
    // SAFETY: the caller holds the arena, which keeps its regions, for longer than what it makes of the block.
    let block = unsafe { Body::new(window) }?;
    if bytes <= block.bytes() as u64 {
        return Ok(block);
    }
    let (address, larger) = tally.take(arena, bytes.max(2 * block.bytes() as u64))?;
    let words = used.div_ceil(8);
    for (target, source) in larger.words(words)?.iter().zip(block.words(words)?) {
        target.store(source.load(Relaxed), Relaxed);
    }
    body.set_u32(offset, address)?;
    tally.release(arena, old)?;
    Ok(larger)
}
