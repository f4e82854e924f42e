//! Strings and bytes.

use super::span::SpanCell;
use crate::memory::Window;
use crate::{Arena, ArenaError};

/// Bit 31 of a string's length says that it is all ASCII.
const LENGTH: u32 = (1 << 31) - 1;

/// A string.
#[repr(transparent)]
pub struct Text(SpanCell);

/// A bytes value.
#[repr(transparent)]
pub struct Blob(SpanCell);

/// The fields that a message carried but its schema does not know, as wire bytes.
#[repr(transparent)]
pub struct Unknown(SpanCell);

impl Text {
    /// Length in bytes of UTF-8.
    pub fn len(&self) -> usize {
        (self.0.length() & LENGTH) as usize
    }

    /// Whether the string is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A copy of the string. Errors: `Corrupt` when it is not UTF-8 or has no block, `OutOfBounds` when it is longer
    /// than its block.
    pub fn read(&self, arena: &Arena) -> Result<String, ArenaError> {
        read_text(&self.0, arena)
    }
}

impl Blob {
    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.length() as usize
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A copy of the bytes. Errors: `Corrupt` when there is no block, `OutOfBounds` when it is too short.
    pub fn read(&self, arena: &Arena) -> Result<Vec<u8>, ArenaError> {
        read_bytes(&self.0, arena, self.0.length())
    }
}

impl Unknown {
    /// A copy of the wire bytes. Errors: as [`Blob::read`].
    pub fn read(&self, arena: &Arena) -> Result<Vec<u8>, ArenaError> {
        read_bytes(&self.0, arena, self.0.length())
    }
}

fn read_bytes(span: &SpanCell, arena: &Arena, length: u32) -> Result<Vec<u8>, ArenaError> {
    if length == 0 {
        return Ok(Vec::new());
    }
    span.content(arena, 0, length.into())?.to_vec()
}

fn read_text(span: &SpanCell, arena: &Arena) -> Result<String, ArenaError> {
    let bytes = read_bytes(span, arena, span.length() & LENGTH)?;
    String::from_utf8(bytes)
        .map_err(|_| ArenaError::Corrupt { what: "a string is not UTF-8", at: span.address() })
}

/// Reads the string whose span is at the start of an element.
pub(super) fn text_in(element: Window<'_>, arena: &Arena) -> Result<String, ArenaError> {
    read_text(&SpanCell::copied(element)?, arena)
}

/// Reads the bytes whose span is at the start of an element.
pub(super) fn bytes_in(element: Window<'_>, arena: &Arena) -> Result<Vec<u8>, ArenaError> {
    let span = SpanCell::copied(element)?;
    read_bytes(&span, arena, span.length())
}
