//! What the arena knows of a message type.

use std::ptr::from_ref;
use std::sync::{Mutex, PoisonError};

use super::DoubleRun;
use super::owned::Owned;
use crate::schema::{FieldLayout, MessageLayout, Rule, Schema};
use crate::wire::WireTable;
use crate::{ArenaError, SizeClass};

/// Types by the address of their schema, which is static: worked out once, not for every arena.
static KNOWN: Mutex<Vec<(usize, &'static [MessageType])>> = Mutex::new(Vec::new());

pub(crate) struct MessageType {
    pub(crate) layout: &'static MessageLayout,
    /// Class of its blocks.
    pub(crate) class: SizeClass,
    /// Bytes of its struct.
    pub(crate) size: u32,
    /// The same as a multiple of 16: as its blocks are, and what is cleared of them.
    pub(crate) cleared: u32,
    /// What its messages may own.
    pub(crate) owned: Owned,
    /// What the codec knows of the fields.
    pub(crate) wire: WireTable,
    /// Fields by offset, without the members of oneofs, which share theirs.
    by_offset: Vec<&'static FieldLayout>,
    /// Singular double fields.
    pub(crate) doubles: Vec<DoubleRun>,
}

impl MessageType {
    /// All types of a schema, by type id. Errors: `InvalidValue` for a struct that fits no class, or more types than
    /// there are ids.
    pub(crate) fn all(schema: &'static Schema) -> Result<&'static [Self], ArenaError> {
        let address = from_ref(schema).addr();
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, types)) = known.iter().find(|(other, _)| *other == address) {
            return Ok(types);
        }
        let types: &[Self] = Self::of(schema)?.leak();
        known.push((address, types));
        Ok(types)
    }

    fn of(schema: &'static Schema) -> Result<Vec<Self>, ArenaError> {
        let types = schema.messages.len();
        if types > usize::from(u16::MAX) {
            return Err(ArenaError::InvalidValue {
                what: "the number of message types must be at most 65,535",
                value: types as u64,
            });
        }
        schema.messages.iter().map(Self::new).collect()
    }

    fn new(layout: &'static MessageLayout) -> Result<Self, ArenaError> {
        let class = SizeClass::holding(layout.size.into());
        let class = class.filter(|_| layout.size >= 8 && layout.size.is_multiple_of(8));
        let class = class.ok_or(ArenaError::InvalidValue {
            what: "the size of a message must be a multiple of 8 up to 32,768",
            value: layout.size.into(),
        })?;
        let alone = layout.fields.iter().filter(|field| !matches!(field.rule, Rule::Oneof { .. }));
        let mut by_offset: Vec<_> = alone.collect();
        by_offset.sort_unstable_by_key(|field| field.offset);
        Ok(Self {
            layout,
            class,
            size: layout.size,
            cleared: layout.size.next_multiple_of(16),
            // Also what says that fields lie in the struct.
            wire: WireTable::new(layout)?,
            owned: Owned::new(layout),
            by_offset,
            doubles: DoubleRun::all(layout),
        })
    }

    /// The field at an offset of the struct that is no member of a oneof.
    pub(crate) fn field_at(&self, offset: u32) -> Option<&'static FieldLayout> {
        let position = self.by_offset.binary_search_by_key(&offset, |field| field.offset).ok()?;
        self.by_offset.get(position).copied()
    }

    /// The field of a number. Errors: `UnknownField`.
    pub(crate) fn field(&self, number: u32) -> Result<&'static FieldLayout, ArenaError> {
        let position = self.layout.fields.binary_search_by_key(&number, |field| field.number);
        position
            .ok()
            .and_then(|position| self.layout.fields.get(position))
            .ok_or(ArenaError::UnknownField { message: self.layout.name, number })
    }
}
