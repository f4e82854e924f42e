//! Strings and bytes: one pass over each to copy it and to see whether it is ASCII.

use std::sync::atomic::Ordering::Relaxed;

use super::decode::Decoder;
use super::tally::Tally;
use crate::memory::{Body, Stop};
use crate::message::presence::text_length;
use crate::{Arena, ArenaError};

/// The high bits of eight bytes: none is set when all are ASCII.
const HIGH: u64 = 0x8080_8080_8080_8080;

impl<'a> Decoder<'a> {
    /// Reads a string or bytes value, which stands from `start` to `end`, over the one in the span at `offset`.
    pub(super) fn content(
        &mut self,
        body: Body<'a>,
        offset: usize,
        start: usize,
        end: usize,
        is_text: bool,
        tally: &mut Tally,
    ) -> Result<(), Stop> {
        if body.u32(offset)? != 0 {
            self.empty(body, offset, tally)?;
        }
        let span = self.new_content(start, end, is_text, tally)?;
        body.set_u32(offset, span as u32)?;
        body.set_u32(offset + 4, (span >> 32) as u32)
    }

    /// The two words of a span, the first lowest, of a new block for the bytes from `start` to `end`; zeros when there
    /// are none.
    #[inline(never)]
    pub(super) fn new_content(
        &mut self,
        start: usize,
        end: usize,
        is_text: bool,
        tally: &mut Tally,
    ) -> Result<u64, Stop> {
        let content = self.input.part(start, end);
        if content.is_empty() {
            return Ok(0);
        }
        let (address, block) = tally.take(self.arena, content.len() as u64)?;
        let rest = self.input.word(start + (content.len() & !7));
        let is_ascii = copy(content, rest, block)? & HIGH == 0 && is_text;
        if is_text && !is_ascii && simdutf8::basic::from_utf8(content).is_err() {
            tally.release(self.arena, address)?;
            return Err(malformed("a string is not UTF-8", start));
        }
        let length = text_length(content.len() as u32, is_ascii);
        Ok(u64::from(address) | u64::from(length) << 32)
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

/// Copies `content` to the start of a block, the last word filled up with zeros; blocks have whole words. `rest` is a
/// word that begins with the bytes after the last whole word. Returns the union of all bytes.
#[inline]
fn copy(content: &[u8], rest: u64, block: Body<'_>) -> Result<u64, Stop> {
    let (words, bytes) = content.as_chunks::<8>();
    let mut union = 0;
    for (cell, word) in block.words(words.len())?.iter().zip(words) {
        let word = u64::from_le_bytes(*word);
        union |= word;
        cell.store(word, Relaxed);
    }
    if !bytes.is_empty() {
        let last = rest & !(u64::MAX << (8 * bytes.len()));
        union |= last;
        block.set_u64(words.len() * 8, last)?;
    }
    Ok(union)
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
