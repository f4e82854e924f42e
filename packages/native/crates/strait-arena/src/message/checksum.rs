//! The checksum of `docs/layout.md`: the same from Rust and from TypeScript.

use std::mem::replace;

use super::presence::{Span, is_present, span};
use super::tree::push;
use super::{MessageType, Traversal};
use crate::memory::Window;
use crate::schema::{FieldLayout, Kind, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle};

const START: u32 = 0x5354_5241;
const ABSENT: u32 = 0xFFFF_FFFF;
const QUIET_NAN_32: u32 = 0x7FC0_0000;
const QUIET_NAN_64: u64 = 0x7FF8_0000_0000_0000;

#[inline]
const fn mix(hash: u32, word: u32) -> u32 {
    let product = (hash ^ word).wrapping_mul(0x9E37_79B1);
    product ^ (product >> 15)
}

/// A message in progress. The checksum of a sub-message is the value of its element or entry, so each message that
/// has begun waits on a stack for those in it.
struct Frame<'a> {
    window: Window<'a>,
    message: &'a MessageType,
    slot: u32,
    hash: u32,
    /// Position of the next field.
    field: usize,
    /// What is left of an array of messages or a map with messages.
    rest: Option<Rest<'a>>,
}

struct Rest<'a> {
    field: &'a FieldLayout,
    block: Window<'a>,
    next: usize,
    count: usize,
    /// Of a map: the sum of the checksums of its entries, and the checksum of the entry in progress.
    sum: u32,
    entry: u32,
}

enum Step {
    /// The message goes on after the checksum of this sub-message.
    Enter {
        type_id: u16,
        index: u32,
    },
    Finished(u32),
}

/// Computes the checksum of a message.
pub(crate) fn checksum(arena: &Arena, handle: Handle) -> Result<u32, ArenaError> {
    let mut pass = Pass { arena, traversal: Traversal::new(&arena.allocator) };
    let mut frame = pass.enter(arena.allocator.slots.resolve(handle)?)?;
    let mut waiting = Vec::new();
    loop {
        match pass.advance(&mut frame)? {
            Step::Enter { type_id, index } => {
                let child = pass.enter(arena.allocator.slots.child(frame.slot, index, type_id)?)?;
                push(&mut waiting, replace(&mut frame, child))?;
            }
            Step::Finished(hash) => match waiting.pop() {
                Some(parent) => {
                    frame = parent;
                    frame.receive(hash);
                }
                None => return Ok(hash),
            },
        }
    }
}

impl Frame<'_> {
    /// Takes the checksum of the sub-message that was entered.
    fn receive(&mut self, hash: u32) {
        match &mut self.rest {
            Some(rest) if matches!(rest.field.rule, Rule::Map { .. }) => {
                rest.sum = rest.sum.wrapping_add(mix(rest.entry, hash));
            }
            _ => self.hash = mix(self.hash, hash),
        }
    }
}

struct Pass<'a> {
    arena: &'a Arena,
    traversal: Traversal<'a>,
}

impl<'a> Pass<'a> {
    fn enter(&mut self, slot: Slot) -> Result<Frame<'a>, ArenaError> {
        let message = self.arena.type_of(slot.state.type_id())?;
        self.traversal.charge(message.layout.size.into())?;
        let window = self.arena.window(slot, message)?;
        Ok(Frame { window, message, slot: slot.index, hash: START, field: 0, rest: None })
    }

    /// Goes on until a sub-message has to be entered or the message is finished.
    fn advance(&mut self, frame: &mut Frame<'a>) -> Result<Step, ArenaError> {
        loop {
            if frame.rest.is_some()
                && let Some(step) = self.advance_rest(frame)?
            {
                return Ok(step);
            }
            let Some(field) = frame.message.layout.fields.get(frame.field) else {
                let hash = self.content(mix(frame.hash, 0), frame.window, 0, Kind::Bytes)?;
                return Ok(Step::Finished(hash));
            };
            frame.field += 1;
            if field.rule == Rule::Singular && !field.kind.refers() {
                let hash = mix(frame.hash, field.number);
                frame.hash = scalar(hash, frame.window, field.offset as usize, field.kind)?;
            } else if let Some(step) = self.field(frame, field)? {
                return Ok(step);
            }
        }
    }

    fn field(&mut self, frame: &mut Frame<'a>, field: &'a FieldLayout) -> Result<Option<Step>, ArenaError> {
        let (window, offset) = (frame.window, field.offset as usize);
        frame.hash = mix(frame.hash, field.number);
        let tells_presence = match field.rule {
            Rule::Repeated { .. } => return self.elements(frame, field).map(|()| None),
            Rule::Map { .. } => return self.entries(frame, field).map(|()| None),
            Rule::Optional { .. } | Rule::Oneof { .. } => true,
            Rule::Singular => field.kind.is_message(),
        };
        if tells_presence {
            let is_present = is_present(window, field)?;
            frame.hash = mix(frame.hash, if is_present { 1 } else { ABSENT });
            if !is_present {
                return Ok(None);
            }
        }
        if let Kind::Message(type_id) = field.kind {
            return Ok(Some(Step::Enter { type_id, index: window.u32(offset)? }));
        }
        frame.hash = self.value(frame.hash, window, offset, field.kind)?;
        Ok(None)
    }

    fn elements(&mut self, frame: &mut Frame<'a>, field: &'a FieldLayout) -> Result<(), ArenaError> {
        let span = span(frame.window, field.offset as usize, Kind::Bytes)?;
        frame.hash = mix(frame.hash, span.length);
        let stride = field.kind.size() as usize;
        let Some(block) = self.traversal.content_of(span, stride)? else { return Ok(()) };
        if field.kind.is_message() {
            let count = span.length as usize;
            frame.rest = Some(Rest { field, block, next: 0, count, sum: 0, entry: 0 });
            return Ok(());
        }
        for index in 0..span.length as usize {
            frame.hash = self.value(frame.hash, block, index * stride, field.kind)?;
        }
        Ok(())
    }

    fn entries(&mut self, frame: &mut Frame<'a>, field: &'a FieldLayout) -> Result<(), ArenaError> {
        let Rule::Map { key, stride, value_offset } = field.rule else { return Ok(()) };
        let span = span(frame.window, field.offset as usize, Kind::Bytes)?;
        frame.hash = mix(frame.hash, span.length);
        let block = self.traversal.content_of(span, stride as usize)?;
        if let (Some(block), true) = (block, field.kind.is_message()) {
            let count = span.length as usize;
            frame.rest = Some(Rest { field, block, next: 0, count, sum: 0, entry: 0 });
            return Ok(());
        }
        let mut sum = 0u32;
        if let Some(block) = block {
            for index in 0..span.length as usize {
                let start = index * stride as usize;
                let entry = self.value(START, block, start, key)?;
                sum =
                    sum.wrapping_add(self.value(entry, block, start + value_offset as usize, field.kind)?);
            }
        }
        frame.hash = mix(frame.hash, sum);
        Ok(())
    }

    /// The next message of an array or map, if the frame is in the middle of one.
    fn advance_rest(&mut self, frame: &mut Frame<'a>) -> Result<Option<Step>, ArenaError> {
        let Some(rest) = &mut frame.rest else { return Ok(None) };
        let Kind::Message(type_id) = rest.field.kind else { return Ok(None) };
        if rest.next == rest.count {
            if matches!(rest.field.rule, Rule::Map { .. }) {
                frame.hash = mix(frame.hash, rest.sum);
            }
            frame.rest = None;
            return Ok(None);
        }
        let (block, next) = (rest.block, rest.next);
        rest.next += 1;
        let index = match rest.field.rule {
            Rule::Map { key, stride, value_offset } => {
                let start = next * stride as usize;
                rest.entry = self.value(START, block, start, key)?;
                block.u32(start + value_offset as usize)?
            }
            _ => block.u32(next * 4)?,
        };
        Ok(Some(Step::Enter { type_id, index }))
    }

    /// A scalar, string or bytes value.
    #[inline]
    fn value(&mut self, hash: u32, window: Window<'_>, offset: usize, kind: Kind) -> Result<u32, ArenaError> {
        if kind.refers() {
            return self.content(hash, window, offset, kind);
        }
        scalar(hash, window, offset, kind)
    }

    /// A string or bytes value: its length, then its bytes as words.
    fn content(
        &mut self,
        hash: u32,
        window: Window<'_>,
        offset: usize,
        kind: Kind,
    ) -> Result<u32, ArenaError> {
        let span @ Span { length, .. } = span(window, offset, kind)?;
        let mut hash = mix(hash, length);
        let Some(content) = self.traversal.content_of(span, 1)? else { return Ok(hash) };
        let length = length as usize;
        for word in 0..length / 4 {
            hash = mix(hash, content.u32(word * 4)?);
        }
        if !length.is_multiple_of(4) {
            let mut last = 0;
            for (position, byte) in (length & !3..length).enumerate() {
                last |= u32::from(content.u8(byte)?) << (8 * position);
            }
            hash = mix(hash, last);
        }
        Ok(hash)
    }
}

/// A scalar or enum value.
#[inline(always)]
fn scalar(hash: u32, window: Window<'_>, offset: usize, kind: Kind) -> Result<u32, ArenaError> {
    Ok(match kind {
        Kind::Bool => mix(hash, u32::from(window.u8(offset)? != 0)),
        Kind::Float => {
            let bits = window.u32(offset)?;
            mix(hash, if f32::from_bits(bits).is_nan() { QUIET_NAN_32 } else { bits })
        }
        Kind::Double => {
            let bits = window.u64(offset)?;
            mix_pair(hash, if f64::from_bits(bits).is_nan() { QUIET_NAN_64 } else { bits })
        }
        _ if kind.size() == 8 => mix_pair(hash, window.u64(offset)?),
        _ => mix(hash, window.u32(offset)?),
    })
}

#[inline]
const fn mix_pair(hash: u32, bits: u64) -> u32 {
    mix(mix(hash, bits as u32), (bits >> 32) as u32)
}
