//! Filling of messages of any type.

use super::random::Random;
use super::scalar::random_bits;
use super::text::{random_bytes, random_text};
use super::{FillOptions, entries, oneof};
use crate::map::Shape;
use crate::message::clear;
use crate::message::write::{Owner, Place, new_span, set_bit, store_bits, store_content, store_word};
use crate::schema::{FieldLayout, Kind, Rule};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Handle};

/// Fills one tree; messages wait in a list until it is their turn.
pub(super) struct Filler<'a> {
    pub(super) arena: &'a mut Arena,
    pub(super) random: Random,
    pub(super) options: FillOptions,
    pending: Vec<Pending>,
    /// Content of the value being written.
    content: Vec<u8>,
}

struct Pending {
    slot: Slot,
    /// Levels that the message may have, itself included.
    levels: u32,
}

/// Replaces the content of a message.
pub(crate) fn fill(arena: &mut Arena, handle: Handle, options: &FillOptions) -> Result<(), ArenaError> {
    clear(arena, handle)?;
    let slot = arena.resolve(handle)?.0;
    let mut filler = Filler::new(arena, *options);
    filler.pending.push(Pending { slot, levels: options.maximum_depth.max(1) });
    let result = filler.run();
    if result.is_err() {
        clear(arena, handle)?;
    }
    result
}

impl<'a> Filler<'a> {
    pub(super) fn new(arena: &'a mut Arena, options: FillOptions) -> Self {
        let random = Random::seeded(options.seed);
        Self { arena, random, options, pending: Vec::new(), content: Vec::new() }
    }

    /// Fills the messages that wait, and those that come up meanwhile.
    pub(super) fn run(&mut self) -> Result<(), ArenaError> {
        while let Some(pending) = self.pending.pop() {
            self.message(&pending)?;
        }
        Ok(())
    }

    fn message(&mut self, pending: &Pending) -> Result<(), ArenaError> {
        let owner = Owner { index: pending.slot.index, type_id: pending.slot.state.type_id() };
        let layout = self.arena.type_of(owner.type_id)?.layout;
        let home = Place { address: pending.slot.address, offset: 0 };
        for field in layout.fields {
            let place = home.after(field.offset);
            match field.rule {
                Rule::Singular => self.value(owner, place, field.kind, pending.levels)?,
                Rule::Optional { presence_offset, bit } => {
                    if self.random.once_in(2) {
                        set_bit(self.arena, home.after(presence_offset), bit)?;
                        self.value(owner, place, field.kind, pending.levels)?;
                    }
                }
                Rule::Oneof { case_offset, .. } => {
                    if let Some(member) =
                        oneof::choose(&mut self.random, layout.fields, field, pending.levels)
                    {
                        store_word(self.arena, home.after(case_offset), member.number)?;
                        self.value(owner, home.after(member.offset), member.kind, pending.levels)?;
                    }
                }
                Rule::Repeated { .. } => {
                    let count = self.count(field, pending.levels);
                    self.elements(owner, place, field.kind, count, pending.levels)?;
                }
                Rule::Map { key, stride, value_offset } => {
                    let shape = Shape { key, stride, value_offset };
                    let count = self.count(field, pending.levels);
                    entries::fill(self, owner, place, shape, field.kind, count, pending.levels)?;
                }
            }
        }
        if self.random.once_in(4) {
            self.unknown(owner, home, layout.fields)?;
        }
        Ok(())
    }

    /// Elements for a span; none when they would be messages below the last level.
    fn count(&mut self, field: &FieldLayout, levels: u32) -> u32 {
        let count = self.random.below(self.options.maximum_elements.saturating_add(1));
        if field.kind.is_message() && levels < 2 { 0 } else { count }
    }

    /// Fills a repeated field with `count` elements.
    pub(super) fn elements(
        &mut self,
        owner: Owner,
        place: Place,
        kind: Kind,
        count: u32,
        levels: u32,
    ) -> Result<(), ArenaError> {
        if count == 0 {
            return Ok(());
        }
        let start = new_span(self.arena, owner, place, count, kind.size())?;
        for index in 0..count {
            self.value(owner, start.after(index * kind.size()), kind, levels)?;
        }
        Ok(())
    }

    /// Invents a value. A sub-message is allocated and waits for its content, unless it would be below the last level.
    pub(super) fn value(
        &mut self,
        owner: Owner,
        place: Place,
        kind: Kind,
        levels: u32,
    ) -> Result<(), ArenaError> {
        let most = self.options.maximum_text_length;
        match kind {
            Kind::String => {
                self.reserve_text()?;
                let is_ascii = random_text(&mut self.random, most, &mut self.content);
                store_content(self.arena, owner, place, &self.content, is_ascii)
            }
            Kind::Bytes => {
                self.reserve_text()?;
                random_bytes(&mut self.random, most, &mut self.content);
                store_content(self.arena, owner, place, &self.content, false)
            }
            Kind::Message(_) if levels < 2 => Ok(()),
            Kind::Message(type_id) => {
                let slot = self.arena.take_child(owner.index, type_id)?;
                store_word(self.arena, place, slot.index)?;
                let refused = ArenaError::OutOfMemory { what: "entries of a list of messages", amount: 1 };
                self.pending.try_reserve(1).map_err(|_| refused)?;
                self.pending.push(Pending { slot, levels: levels - 1 });
                Ok(())
            }
            _ => {
                let bits = random_bits(&mut self.random, kind, self.arena.schema().enums);
                store_bits(self.arena, place, kind, bits)
            }
        }
    }

    /// Makes room for the longest text that may be invented.
    fn reserve_text(&mut self) -> Result<(), ArenaError> {
        self.content.clear();
        let most = self.options.maximum_text_length;
        self.content
            .try_reserve(most as usize)
            .map_err(|_| ArenaError::OutOfMemory { what: "bytes of text", amount: most.into() })
    }

    /// Wire bytes of a varint field that the message does not have.
    fn unknown(&mut self, owner: Owner, home: Place, fields: &[FieldLayout]) -> Result<(), ArenaError> {
        /// The largest field number of protobuf.
        const LARGEST_NUMBER: u32 = (1 << 29) - 1;
        let has = |number| fields.iter().any(|field| field.number == number);
        let Some(number) = (1..=LARGEST_NUMBER).rev().find(|&number| !has(number)) else { return Ok(()) };
        let mut wire = Vec::new();
        for mut varint in [u64::from(number) << 3, self.random.bits()] {
            while varint > 0x7F {
                wire.push(varint as u8 | 0x80);
                varint >>= 7;
            }
            wire.push(varint as u8);
        }
        store_content(self.arena, owner, home, &wire, false)
    }
}
