//! Presence of fields, and spans.

use crate::ArenaError;
use crate::memory::Window;
use crate::schema::{FieldLayout, Kind, Rule};

/// Bit 31 of a string's length: all ASCII.
pub(crate) const ASCII: u32 = 1 << 31;

/// Address of the block and number of bytes (strings, bytes, unknown fields) or elements (arrays, maps).
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub(crate) address: u32,
    pub(crate) length: u32,
}

/// The span at `offset`; `kind` is that of the value, for the flag in the length of strings.
#[inline]
pub(crate) fn span(window: Window<'_>, offset: usize, kind: Kind) -> Result<Span, ArenaError> {
    let length = window.u32(offset + 4)?;
    let length = if kind == Kind::String { length & !ASCII } else { length };
    Ok(Span { address: window.u32(offset)?, length })
}

/// The length word of a string.
pub(crate) const fn text_length(bytes: u32, is_ascii: bool) -> u32 {
    bytes | (is_ascii as u32) << 31
}

/// Whether a field of the message in `window` is present: set, not the default, or not empty, by its rule.
#[inline]
pub(crate) fn is_present(window: Window<'_>, field: &FieldLayout) -> Result<bool, ArenaError> {
    let offset = field.offset as usize;
    match field.rule {
        Rule::Optional { presence_offset, bit } => {
            Ok(window.u32(presence_offset as usize)?.checked_shr(bit).unwrap_or(0) & 1 == 1)
        }
        Rule::Oneof { case_offset, .. } => Ok(window.u32(case_offset as usize)? == field.number),
        Rule::Repeated { .. } | Rule::Map { .. } => Ok(window.u32(offset + 4)? != 0),
        Rule::Singular => match field.kind {
            Kind::String | Kind::Bytes => Ok(span(window, offset, field.kind)?.length != 0),
            kind => Ok(bits(window, offset, kind)? != 0),
        },
    }
}

/// The bits of a scalar, enum or sub-message reference, in the low bytes.
#[inline]
pub(crate) fn bits(window: Window<'_>, offset: usize, kind: Kind) -> Result<u64, ArenaError> {
    match kind.size() {
        1 => Ok(window.u8(offset)?.into()),
        4 => Ok(window.u32(offset)?.into()),
        _ => window.u64(offset),
    }
}
