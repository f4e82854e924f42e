//! What a message asks of an arena: its structs and data blocks, in the order in which decoding needs them.

use strait_arena::{FieldLayout, Kind, MessageLayout, Rule, Schema, SizeClass};

/// A struct.
pub(crate) struct PlannedMessage {
    pub(crate) type_id: u16,
    pub(crate) class: u32,
    /// Words of 8 bytes.
    pub(crate) words: usize,
    /// Position of its parent among the messages.
    pub(crate) parent: usize,
    /// Numbers in it.
    pub(crate) numbers: usize,
    pub(crate) blocks: Vec<PlannedBlock>,
}

/// A data block of a message.
pub(crate) struct PlannedBlock {
    pub(crate) class: u32,
    pub(crate) content: Vec<u8>,
    pub(crate) is_text: bool,
}

/// Parents before their children.
pub(crate) type Plan = Vec<PlannedMessage>;

/// The plan of a message from its wire bytes, which are canonical. None when they are not.
pub(crate) fn plan(schema: &'static Schema, type_id: u16, bytes: &[u8]) -> Option<Plan> {
    let mut plan = Plan::new();
    add(schema, type_id, bytes, 0, &mut plan)?;
    Some(plan)
}

fn add(schema: &'static Schema, type_id: u16, bytes: &[u8], parent: usize, plan: &mut Plan) -> Option<()> {
    let layout = schema.messages.get(usize::from(type_id))?;
    let class = SizeClass::holding(layout.size.into())?.number();
    let words = layout.size as usize / 8;
    let position = plan.len();
    plan.push(PlannedMessage { type_id, class, words, parent, numbers: 0, blocks: Vec::new() });
    for (field, content) in fields(layout, bytes)? {
        let mut blocks = Vec::new();
        match (field.rule, field.kind) {
            // Once with room for all of them, as if their number were known.
            (Rule::Map { stride, key, .. }, value) => {
                blocks.extend(array_once(plan.get(position)?, stride, field, layout, bytes)?);
                let parts = parts(content)?;
                for (number, kind) in [(1, key), (2, value)] {
                    let part = parts.iter().find(|part| part.0 == number).map_or(&[][..], |part| part.1);
                    blocks.extend(content_block(kind, part)?);
                }
            }
            (Rule::Repeated { .. }, kind @ (Kind::String | Kind::Bytes)) => {
                blocks.extend(array_once(plan.get(position)?, 8, field, layout, bytes)?);
                blocks.extend(content_block(kind, content)?);
            }
            (Rule::Repeated { .. }, Kind::Message(_)) => return None,
            (Rule::Repeated { .. }, _) => blocks.push(block(content.to_vec(), false)?),
            (_, Kind::Message(child)) => add(schema, child, content, position, plan)?,
            (_, kind @ (Kind::String | Kind::Bytes)) => blocks.extend(content_block(kind, content)?),
            _ => plan.get_mut(position)?.numbers += 1,
        }
        plan.get_mut(position)?.blocks.extend(blocks);
    }
    Some(())
}

/// The block of a repeated field or map, unless the message has it already: an empty one tells.
fn array_once(
    message: &PlannedMessage,
    stride: u32,
    field: &FieldLayout,
    layout: &'static MessageLayout,
    bytes: &[u8],
) -> Option<Option<PlannedBlock>> {
    let count = fields(layout, bytes)?.iter().filter(|(other, _)| other.number == field.number).count();
    let bytes = count * stride as usize;
    let marker = vec![field.number as u8; bytes];
    let is_there = message.blocks.iter().any(|block| !block.is_text && block.content == marker);
    if is_there { Some(None) } else { Some(Some(block(marker, false)?)) }
}

fn content_block(kind: Kind, content: &[u8]) -> Option<Option<PlannedBlock>> {
    if content.is_empty() || !matches!(kind, Kind::String | Kind::Bytes) {
        return Some(None);
    }
    Some(Some(block(content.to_vec(), kind == Kind::String)?))
}

fn block(content: Vec<u8>, is_text: bool) -> Option<PlannedBlock> {
    Some(PlannedBlock { class: SizeClass::holding(content.len() as u64)?.number(), content, is_text })
}

/// The fields of a message that its layout knows, with what follows the tag and the length.
fn fields<'b>(
    layout: &'static MessageLayout,
    bytes: &'b [u8],
) -> Option<Vec<(&'static FieldLayout, &'b [u8])>> {
    let find = |number| layout.fields.iter().find(|field| field.number == number);
    parts(bytes)?.into_iter().map(|(number, content)| Some((find(number)?, content))).collect()
}

/// Numbers and contents of the fields on the wire.
fn parts(mut rest: &[u8]) -> Option<Vec<(u32, &[u8])>> {
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let tag = varint(&mut rest)?;
        let length = match tag & 7 {
            0 => rest.iter().position(|byte| *byte < 0x80)? + 1,
            1 => 8,
            2 => varint(&mut rest)? as usize,
            5 => 4,
            _ => return None,
        };
        let (content, after) = rest.split_at_checked(length)?;
        parts.push(((tag >> 3) as u32, content));
        rest = after;
    }
    Some(parts)
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u64::from(byte & 0x7F) << shift;
        if *byte < 0x80 {
            return Some(value);
        }
    }
    None
}
