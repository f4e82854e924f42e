//! What a message type may own, in the form that freeing needs.

use super::presence::ASCII;
use crate::schema::{FieldLayout, Kind, MessageLayout, Rule};

/// A span with a block in which there are no others. Invariant: the span lies in a struct of the type.
pub(crate) struct OwnedSpan {
    pub(crate) offset: u32,
    /// Bytes of an element.
    pub(crate) stride: u32,
    /// The bits of the second word that are the length.
    pub(crate) length_bits: u32,
    pub(crate) field: &'static FieldLayout,
}

/// A span of elements or entries in each of which there is a string or bytes value, or two. Invariant: the span lies in a
/// struct of the type, and the values in an element.
pub(crate) struct OwnedList {
    pub(crate) offset: u32,
    /// Bytes of an element, a multiple of 4.
    pub(crate) stride: u32,
    /// Where in an element the values are, and what they are.
    pub(crate) values: Vec<(u32, Kind)>,
}

/// A singular sub-message. Invariant: its word lies in a struct of the type.
pub(crate) struct OwnedChild {
    pub(crate) offset: u32,
    pub(crate) type_id: u16,
}

/// All that a type may own.
pub(crate) struct Owned {
    pub(crate) spans: Vec<OwnedSpan>,
    pub(crate) lists: Vec<OwnedList>,
    /// Other fields that may have data blocks: members of oneofs, and lists of messages.
    pub(crate) nested: Vec<&'static FieldLayout>,
    /// Whether there is none of these.
    pub(crate) is_messages_only: bool,
    pub(crate) children: Vec<OwnedChild>,
    /// Other fields that may have sub-messages.
    pub(crate) parents: Vec<&'static FieldLayout>,
    /// Whether there are any of these two.
    pub(crate) has_messages: bool,
}

impl Owned {
    /// Of a type whose fields lie in its struct.
    pub(super) fn new(layout: &'static MessageLayout) -> Self {
        let fields = layout.fields.iter();
        let has_blocks = |field: &&FieldLayout| field.is_span() || has_block(field.kind);
        let (spans, nested) =
            fields.clone().filter(has_blocks).partition::<Vec<_>, _>(|field| owned_span(field).is_some());
        let (lists, nested) = nested.into_iter().partition::<Vec<_>, _>(|field| owned_list(field).is_some());
        let children: Vec<_> = fields.clone().filter_map(owned_child).collect();
        let parents: Vec<_> =
            fields.filter(|field| field.message_type().is_some() && owned_child(field).is_none()).collect();
        let is_messages_only = spans.is_empty() && lists.is_empty() && nested.is_empty();
        let spans = spans.into_iter().filter_map(owned_span).collect();
        let lists = lists.into_iter().filter_map(owned_list).collect();
        let has_messages = !children.is_empty() || !parents.is_empty();
        Self { spans, lists, nested, is_messages_only, children, parents, has_messages }
    }
}

fn owned_span(field: &'static FieldLayout) -> Option<OwnedSpan> {
    let stride = match field.rule {
        Rule::Singular | Rule::Optional { .. } if has_block(field.kind) => 1,
        Rule::Repeated { .. } if !has_block(field.kind) => field.kind.size(),
        Rule::Map { key, stride, .. } if !has_block(key) && !has_block(field.kind) => stride,
        _ => return None,
    };
    let length_bits = if field.kind == Kind::String && stride == 1 { !ASCII } else { u32::MAX };
    Some(OwnedSpan { offset: field.offset, stride, length_bits, field })
}

fn owned_list(field: &'static FieldLayout) -> Option<OwnedList> {
    let (stride, values) = match field.rule {
        Rule::Repeated { .. } => (field.kind.size(), vec![(0, field.kind)]),
        Rule::Map { key, stride, value_offset } => (stride, vec![(0, key), (value_offset, field.kind)]),
        _ => return None,
    };
    let values: Vec<_> = values.into_iter().filter(|(_, kind)| has_block(*kind)).collect();
    let is_inside = values.iter().all(|(offset, _)| offset + 8 <= stride && offset.is_multiple_of(4));
    let is_list = !values.is_empty() && is_inside && stride.is_multiple_of(4);
    is_list.then_some(OwnedList { offset: field.offset, stride, values })
}

/// Whether a value has a block of its own.
const fn has_block(kind: Kind) -> bool {
    matches!(kind, Kind::String | Kind::Bytes)
}

fn owned_child(field: &'static FieldLayout) -> Option<OwnedChild> {
    match (field.rule, field.kind) {
        (Rule::Singular, Kind::Message(type_id)) => Some(OwnedChild { offset: field.offset, type_id }),
        _ => None,
    }
}
