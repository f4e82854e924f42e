//! Messages without sub-messages, lists and oneofs, from the first byte to the last into a vector of their own.
//!
//! How much room they need at most is known before: what every number takes at most, and the lengths of the strings.
//! What turns out to be anything else than usual is left to the [`encode`](super::encode) of any message, which says what
//! is wrong.

use std::alloc::{Layout, alloc};
use std::ptr::NonNull;

use super::WireLimits;
use super::forward_writer::{ForwardWriter, ROOM};
use super::table::{Operation, WireField};
use crate::memory::Body;
use crate::message::presence::ASCII;
use crate::slots::Slot;
use crate::{Arena, SizeClass};

/// Most room that is made for a message. It may be more than the message takes.
const MOST_ROOM: u64 = 1 << 20;

/// Encodes a message, if its type is flat and everything as usual.
#[inline]
pub(super) fn encode_flat(arena: &Arena, slot: Slot, limits: &WireLimits) -> Option<Vec<u8>> {
    let message = arena.type_of(slot.state.type_id()).ok()?;
    let most_bytes = message.wire.most_bytes?;
    let body = arena.allocator.slabs.body(slot.address, message.layout.size)?;
    // SAFETY: the unknown fields are the first two words of every struct.
    let unknown = unsafe { body.get_u32(4) };
    let mut room = most_bytes as u64 + ROOM as u64 + u64::from(unknown);
    for span in &message.owned.spans {
        // SAFETY: `body` is a struct of the type, in which the span lies.
        room += u64::from(unsafe { body.get_u32(span.offset + 4) } & span.length_bits);
    }
    if room > MOST_ROOM.min(arena.allocator.slabs.bytes()) || limits.maximum_depth == 0 {
        return None;
    }
    let mut bytes = vector(room as usize)?;
    let flat = Flat { arena, body };
    let mut writer = ForwardWriter::new(bytes.spare_capacity_mut())?;
    let mut at = 0;
    for field in message.wire.fields() {
        at = flat.field(&mut writer, at, field)?;
    }
    if unknown != 0 {
        // SAFETY: as said above.
        at = flat.content(&mut writer, at, unsafe { body.get_u32(0) }, unknown as usize)?;
    }
    if at as u64 > limits.maximum_bytes {
        return None;
    }
    // SAFETY: the writer has initialised what is before `at`, which lies in the capacity.
    unsafe { bytes.set_len(at) };
    Some(bytes)
}

/// An empty vector of a capacity above 0, if there is memory. `try_reserve_exact` does the same on a long way.
#[inline(always)]
fn vector(capacity: usize) -> Option<Vec<u8>> {
    let layout = Layout::array::<u8>(capacity).ok().filter(|_| capacity > 0)?;
    // SAFETY: the layout has at least a byte.
    let place = NonNull::new(unsafe { alloc(layout) })?;
    // SAFETY: the memory is from the global allocator, with the layout of so many bytes.
    Some(unsafe { Vec::from_raw_parts(place.as_ptr(), 0, capacity) })
}

/// A message that is encoded.
struct Flat<'a> {
    arena: &'a Arena,
    /// Its struct.
    body: Body<'a>,
}

impl Flat<'_> {
    /// A field, if it is present.
    #[inline(always)]
    fn field(&self, writer: &mut ForwardWriter<'_>, at: usize, field: &WireField) -> Option<usize> {
        let (body, offset, tag, tag_bytes) = (self.body, field.offset, field.tag, field.tag_bytes);
        if !writer.has_room(at, 0) {
            return None;
        }
        // SAFETY, for every load below: `body` is a struct of the type that `field` belongs to, and `WireTable` has
        // checked that the cells of its fields lie in such a struct. For every store: there is room for a field, whose tag
        // has at most 5 bytes.
        let is_set = field.presence_bit != 0;
        // SAFETY: as said above.
        if is_set && unsafe { body.get_u32(field.presence_offset) } & field.presence_bit == 0 {
            return Some(at);
        }
        let value = match field.operation {
            Operation::Word => {
                // SAFETY: as said above.
                let bits = unsafe { body.get_u32(offset) };
                if field.is_signed { bits as i32 as i64 as u64 } else { bits.into() }
            }
            // SAFETY: as said above.
            Operation::Doubleword => unsafe { body.get_u64(offset) },
            Operation::ZigzagWord => {
                // SAFETY: as said above.
                let value = unsafe { body.get_u32(offset) } as i32;
                u64::from(((value << 1) ^ (value >> 31)) as u32)
            }
            Operation::ZigzagDoubleword => {
                // SAFETY: as said above.
                let value = unsafe { body.get_u64(offset) } as i64;
                ((value << 1) ^ (value >> 63)) as u64
            }
            // SAFETY: as said above.
            Operation::Bool => u64::from(unsafe { body.get_u8(offset) } != 0),
            Operation::Fixed32 => {
                // SAFETY: as said above.
                return Some(match unsafe { body.get_u32(offset) } {
                    0 if !is_set => at,
                    // SAFETY: as said above.
                    bits => unsafe { writer.fixed(at, bits.into(), 4, tag, tag_bytes) },
                });
            }
            Operation::Fixed64 => {
                // SAFETY: as said above.
                return Some(match unsafe { body.get_u64(offset) } {
                    0 if !is_set => at,
                    // SAFETY: as said above.
                    bits => unsafe { writer.fixed(at, bits, 8, tag, tag_bytes) },
                });
            }
            Operation::Text | Operation::Bytes => {
                // SAFETY: as said above; a span has two words.
                let length = unsafe { body.get_u32(offset + 4) };
                let length = if field.operation == Operation::Text { length & !ASCII } else { length };
                if length == 0 {
                    // SAFETY: as said above.
                    return Some(if is_set { unsafe { writer.varint(at, 0, tag, tag_bytes) } } else { at });
                }
                // SAFETY: as said above.
                let at = unsafe { writer.varint(at, length.into(), tag, tag_bytes) };
                // SAFETY: as said above.
                return self.content(writer, at, unsafe { body.get_u32(offset) }, length as usize);
            }
            _ => return None,
        };
        if value == 0 && !is_set {
            return Some(at);
        }
        // SAFETY: as said above.
        Some(unsafe { writer.varint(at, value, tag, tag_bytes) })
    }

    /// The bytes of a string, bytes value or unknown fields; there are some.
    #[inline(always)]
    fn content(
        &self,
        writer: &mut ForwardWriter<'_>,
        at: usize,
        address: u32,
        length: usize,
    ) -> Option<usize> {
        let slabs = &self.arena.allocator.slabs;
        // Most likely the block is of the class that its content asks for.
        let class = SizeClass::holding(length as u64);
        let window = match class.and_then(|class| slabs.known_block(address, class)) {
            Some(block) => block.window,
            None => slabs.block(address).ok()?.window,
        };
        if !writer.has_room(at, length) {
            return None;
        }
        // SAFETY: the block is used while the arena is borrowed.
        let block = unsafe { Body::new(window) }.ok()?;
        let words = block.words(length.div_ceil(8)).ok()?;
        // SAFETY: there is room for a content of this length, and for 16 bytes; the words are as many as it has.
        Some(unsafe { writer.content(at, words, length) })
    }
}
