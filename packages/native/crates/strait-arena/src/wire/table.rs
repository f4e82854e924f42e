//! What the codec knows of a message type, worked out once: an operation for each field, and the bytes of its tag.

use super::WireType;
use super::scalar::wire_type;
use crate::ArenaError;
use crate::schema::{FieldLayout, Kind, MessageLayout, Rule};

/// How a value is read and where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// A varint, cut off to a word.
    Word,
    /// A varint, as a doubleword.
    Doubleword,
    /// A zigzag varint, as a word.
    ZigzagWord,
    /// A zigzag varint, as a doubleword.
    ZigzagDoubleword,
    /// A varint, as a byte of 0 or 1.
    Bool,
    /// Four bytes.
    Fixed32,
    /// Eight bytes.
    Fixed64,
    Text,
    Bytes,
    Message,
    /// A member of a oneof; [`WireField::value`] says how its value is read.
    Member,
    /// An element with a tag of its own.
    Element,
    /// Elements side by side.
    Packed,
    /// An entry of a map.
    Entry,
}

/// How the decoder begins with a value: as [`Operation`] says, where all that take more than a few lines are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Word,
    Doubleword,
    ZigzagWord,
    ZigzagDoubleword,
    Bool,
    Fixed32,
    Fixed64,
    Text,
    Bytes,
    Message,
    Other,
}

impl Step {
    const fn of(operation: Operation) -> Self {
        match operation {
            Operation::Word => Self::Word,
            Operation::Doubleword => Self::Doubleword,
            Operation::ZigzagWord => Self::ZigzagWord,
            Operation::ZigzagDoubleword => Self::ZigzagDoubleword,
            Operation::Bool => Self::Bool,
            Operation::Fixed32 => Self::Fixed32,
            Operation::Fixed64 => Self::Fixed64,
            Operation::Text => Self::Text,
            Operation::Bytes => Self::Bytes,
            Operation::Message => Self::Message,
            Operation::Member | Operation::Element | Operation::Packed | Operation::Entry => Self::Other,
        }
    }
}

/// A field of a message.
#[derive(Debug)]
pub(crate) struct WireField {
    /// The canonical tag, its first byte lowest.
    pub(crate) tag: u64,
    /// Ones where `tag` has its bytes.
    pub(crate) mask: u64,
    /// What to do after that tag.
    pub(crate) operation: Operation,
    pub(crate) step: Step,
    /// How one value of the field's kind is read.
    pub(crate) value: Operation,
    /// Bytes of the tag.
    pub(crate) tag_bytes: u8,
    /// Bits of the tag.
    pub(crate) tag_bits: u8,
    /// Bytes from the start of the struct to the value or span.
    pub(crate) offset: u32,
    /// Bytes from the start of the struct to the presence word or the case word.
    pub(crate) presence_offset: u32,
    /// The bit of an `optional` field in its presence word; 0 for others.
    pub(crate) presence_bit: u32,
    /// Type of the sub-message; 0 when the value is none.
    pub(crate) type_id: u16,
    /// Whether a word becomes a varint with its sign: a 32-bit integer or enum.
    pub(crate) is_signed: bool,
    pub(crate) layout: &'static FieldLayout,
    wire: WireType,
    /// Another way in which its values may come, and what to do then.
    other: Option<(WireType, Operation)>,
}

/// The fields of a message type, by number. Invariant: their cells lie in a struct of the type, and are aligned.
#[derive(Debug)]
pub(crate) struct WireTable {
    /// After the fields, the last is one that fits no tag.
    fields: Vec<WireField>,
    /// Most bytes of such a message, but for the content of strings, bytes and unknown fields; none when it may have
    /// anything but these and numbers.
    pub(crate) most_bytes: Option<usize>,
    /// Position in `fields` plus one by field number, as far as numbers are dense; 0 for none.
    positions: Vec<u16>,
}

impl WireTable {
    /// Errors: `InvalidValue` when a field does not lie in a struct of the message, or is not aligned.
    pub(crate) fn new(layout: &'static MessageLayout) -> Result<Self, ArenaError> {
        let fields = layout.fields;
        if let Some(field) = fields.iter().find(|field| !is_inside(field, layout.size)) {
            return Err(ArenaError::InvalidValue {
                what: "where a field lies; it must be in the struct of its message, and aligned",
                value: field.offset.into(),
            });
        }
        let dense = 4 * fields.len() + 64;
        let last = fields.iter().map(|field| field.number as usize).filter(|&number| number < dense).max();
        let mut positions = vec![0; last.map_or(0, |last| last + 1)];
        for (position, field) in fields.iter().enumerate() {
            if let Some(place) = positions.get_mut(field.number as usize) {
                *place = position as u16 + 1;
            }
        }
        let mut fields: Vec<_> = fields.iter().map(WireField::new).collect();
        let most_bytes = fields.iter().map(WireField::most_bytes).sum();
        fields.push(WireField { tag: 1, mask: 0, ..WireField::new(&NO_FIELD) });
        Ok(Self { fields, most_bytes, positions })
    }

    /// The fields in order of their numbers.
    pub(crate) fn fields(&self) -> &[WireField] {
        self.fields.split_last().map_or(&[], |(_, fields)| fields)
    }

    /// The first field.
    #[inline(always)]
    pub(crate) const fn first(&'static self) -> Expected {
        Expected(self.fields.as_ptr())
    }

    /// The field that stands after the one at a position.
    #[inline(always)]
    fn after(&'static self, position: usize) -> Expected {
        Expected(self.fields.get(position + 1..).map_or(self.fields.as_ptr(), <[_]>::as_ptr))
    }

    /// A field, the one after it, and what to do with a value that is delimited so; none when it is an unknown field.
    #[inline]
    pub(crate) fn find(
        &'static self,
        number: u32,
        wire: WireType,
    ) -> Option<(&'static WireField, Expected, Operation)> {
        let position = match self.positions.get(number as usize) {
            Some(&position) => usize::from(position).checked_sub(1)?,
            None => self.fields().binary_search_by_key(&number, |field| field.layout.number).ok()?,
        };
        let (field, after) = (self.fields().get(position)?, self.after(position));
        if wire == field.wire {
            return Some((field, after, field.operation));
        }
        let (_, operation) = field.other.filter(|(other, _)| *other == wire)?;
        Some((field, after, operation))
    }
}

/// The field that is expected next, or after the last what fits no tag.
///
/// Invariant: it points to one of all that a table has, which is static.
#[derive(Clone, Copy)]
pub(crate) struct Expected(*const WireField);

impl Expected {
    /// The field, and what is expected after it, if `word` begins with its tag.
    #[inline(always)]
    pub(crate) fn meet(self, word: u64) -> Option<(&'static WireField, Self)> {
        // SAFETY: by the invariant.
        let field = unsafe { &*self.0 };
        if word & field.mask != field.tag {
            return None;
        }
        // SAFETY: it is not the last of its table, which fits no word.
        Some((field, Self(unsafe { self.0.add(1) })))
    }
}

/// What the last of a table is made of.
static NO_FIELD: FieldLayout =
    FieldLayout { name: "", number: 0, kind: Kind::Bool, rule: Rule::Singular, offset: 0 };

impl WireField {
    fn new(layout: &'static FieldLayout) -> Self {
        let value = operation(layout.kind);
        let of_value = wire_type(layout.kind);
        let can_be_packed = of_value != WireType::Length;
        let (wire, operation, other) = match layout.rule {
            Rule::Singular | Rule::Optional { .. } => (of_value, value, None),
            Rule::Oneof { .. } => (of_value, Operation::Member, None),
            Rule::Map { .. } => (WireType::Length, Operation::Entry, None),
            Rule::Repeated { packed: true } if can_be_packed => {
                (WireType::Length, Operation::Packed, Some((of_value, Operation::Element)))
            }
            Rule::Repeated { .. } if can_be_packed => {
                (of_value, Operation::Element, Some((WireType::Length, Operation::Packed)))
            }
            Rule::Repeated { .. } => (of_value, Operation::Element, None),
        };
        let (presence_offset, presence_bit) = match layout.rule {
            Rule::Optional { presence_offset, bit } => {
                (presence_offset, 1u32.checked_shl(bit).unwrap_or_default())
            }
            Rule::Oneof { case_offset, .. } => (case_offset, 0),
            _ => (0, 0),
        };
        let (tag, tag_bytes) = encoded_tag(layout.number, wire);
        Self {
            tag,
            mask: u64::MAX >> (64 - 8 * u32::from(tag_bytes)),
            operation,
            step: Step::of(operation),
            value,
            tag_bytes,
            tag_bits: 8 * tag_bytes,
            offset: layout.offset,
            presence_offset,
            presence_bit,
            type_id: layout.message_type().unwrap_or_default(),
            is_signed: matches!(layout.kind, Kind::Int32 | Kind::Enum(_)),
            layout,
            wire,
            other,
        }
    }
}

impl WireField {
    /// Most bytes of tag and number, or of tag and length; none for what has other fields in it, or is only there when a
    /// oneof says so.
    fn most_bytes(&self) -> Option<usize> {
        let value = match self.operation {
            Operation::Word if self.is_signed => 10,
            Operation::Word | Operation::ZigzagWord | Operation::Text | Operation::Bytes => 5,
            Operation::Doubleword | Operation::ZigzagDoubleword => 10,
            Operation::Bool => 1,
            Operation::Fixed32 => 4,
            Operation::Fixed64 => 8,
            _ => return None,
        };
        Some(usize::from(self.tag_bytes) + value)
    }
}

/// Whether the cells of a field lie in a struct of `size` bytes, each at a multiple of its size, or of 4 for a span.
fn is_inside(field: &FieldLayout, size: u32) -> bool {
    let fits = |offset: u32, bytes: u32, alignment: u32| {
        offset.is_multiple_of(alignment) && offset.checked_add(bytes).is_some_and(|end| end <= size)
    };
    let bytes = if field.is_span() { 8 } else { field.kind.size() };
    let alignment = if field.owns() { 4 } else { bytes };
    let presence = match field.rule {
        Rule::Optional { presence_offset, .. } => Some(presence_offset),
        Rule::Oneof { case_offset, .. } => Some(case_offset),
        _ => None,
    };
    fits(field.offset, bytes, alignment) && presence.is_none_or(|offset| fits(offset, 4, 4))
}

/// How one value of a kind is read.
pub(crate) const fn operation(kind: Kind) -> Operation {
    match kind {
        Kind::Int32 | Kind::Uint32 | Kind::Enum(_) => Operation::Word,
        Kind::Int64 | Kind::Uint64 => Operation::Doubleword,
        Kind::Sint32 => Operation::ZigzagWord,
        Kind::Sint64 => Operation::ZigzagDoubleword,
        Kind::Bool => Operation::Bool,
        Kind::Float | Kind::Fixed32 | Kind::Sfixed32 => Operation::Fixed32,
        Kind::Double | Kind::Fixed64 | Kind::Sfixed64 => Operation::Fixed64,
        Kind::String => Operation::Text,
        Kind::Bytes => Operation::Bytes,
        Kind::Message(_) => Operation::Message,
    }
}

/// A tag as it stands on the wire, its first byte lowest, and how many bytes it has: 1 to 5.
pub(super) fn encoded_tag(number: u32, wire: WireType) -> (u64, u8) {
    let mut tag = u64::from(number) << 3 | u64::from(wire.bits());
    let (mut encoded, mut bytes) = (0, 0);
    loop {
        let more = tag > 0x7F;
        encoded |= (tag & 0x7F | u64::from(more) << 7) << (8 * bytes);
        bytes += 1;
        tag >>= 7;
        if !more || bytes == 5 {
            return (encoded, bytes);
        }
    }
}
