//! Visits what one message holds. Sub-messages are named to the visitor, not entered.

use super::presence::{Span, bits, is_present, span};
use crate::allocate::Allocator;
use crate::memory::{Block, Window};
use crate::schema::{FieldLayout, Kind, MessageLayout, Rule};
use crate::{ArenaError, SizeClass};

/// Receives what a [`Traversal`] finds.
pub(crate) trait Visitor {
    /// Whether single values matter; without them, arrays of scalars are not read.
    const VALUES: bool;

    /// A field is present.
    fn field(&mut self) {}

    /// A scalar, string, bytes value, key or element: its bytes, and whether it is zero or empty.
    fn value(&mut self, _bytes: u64, _is_default: bool) {}

    /// A field refers to a sub-message.
    fn child(&mut self, type_id: u16, index: u32) -> Result<(), ArenaError>;

    /// A string or bytes value is in this span. Returns whether its block need not be looked for.
    fn content(&mut self, _span: Span) -> bool {
        false
    }

    /// The message owns a data block of which `used` bytes hold content. Everything in it was visited before.
    fn block(&mut self, block: &Block<'_>, used: u64) -> Result<(), ArenaError>;
}

/// A pass over any number of messages that reads no more bytes than the slabs have: hostile spans that share a block,
/// or messages that contain each other, end in `Corrupt`.
pub(crate) struct Traversal<'a> {
    allocator: &'a Allocator,
    budget: u64,
}

impl<'a> Traversal<'a> {
    pub(crate) const fn new(allocator: &'a Allocator) -> Self {
        Self { allocator, budget: allocator.slabs.bytes() }
    }

    /// Counts bytes that are about to be visited.
    #[inline]
    pub(crate) fn charge(&mut self, bytes: u64) -> Result<(), ArenaError> {
        let left = self.budget.checked_sub(bytes);
        self.budget = left.ok_or(ArenaError::Corrupt { what: "messages or spans share memory", at: 0 })?;
        Ok(())
    }

    /// Everything in a message, in order of field number, the unknown fields last.
    pub(crate) fn message(
        &mut self,
        window: Window<'_>,
        layout: &MessageLayout,
        visitor: &mut impl Visitor,
    ) -> Result<(), ArenaError> {
        self.charge(layout.size.into())?;
        for field in layout.fields {
            self.field(window, field, visitor)?;
        }
        self.unknown(window, visitor)
    }

    /// The unknown fields of a message.
    pub(crate) fn unknown(
        &mut self,
        window: Window<'_>,
        visitor: &mut impl Visitor,
    ) -> Result<(), ArenaError> {
        if span(window, 0, Kind::Bytes)?.length != 0 {
            return self.value(window, 0, Kind::Bytes, visitor);
        }
        self.content(window, 0, Kind::Bytes, visitor)
    }

    /// One field of a message.
    pub(crate) fn field(
        &mut self,
        window: Window<'_>,
        field: &FieldLayout,
        visitor: &mut impl Visitor,
    ) -> Result<(), ArenaError> {
        let is_present = is_present(window, field)?;
        if is_present {
            visitor.field();
        }
        let offset = field.offset as usize;
        match field.rule {
            Rule::Repeated { .. } => {
                let kind = field.kind;
                self.span(window, offset, kind.size(), kind.refers(), visitor, |it, at, visitor| {
                    it.value(at, 0, kind, visitor)
                })
            }
            Rule::Map { key, stride, value_offset } => {
                let refers = key.refers() || field.kind.refers();
                self.span(window, offset, stride, refers, visitor, |it, at, visitor| {
                    it.value(at, 0, key, visitor)?;
                    it.value(at, value_offset as usize, field.kind, visitor)
                })
            }
            _ if is_present => self.value(window, offset, field.kind, visitor),
            // Only the case tells what a oneof's storage holds; elsewhere an empty string may have kept its block.
            Rule::Singular | Rule::Optional { .. } if field.kind.refers() => {
                self.content(window, offset, field.kind, visitor)
            }
            _ => Ok(()),
        }
    }

    /// The elements or entries of a span, then its block.
    fn span<V: Visitor>(
        &mut self,
        window: Window<'_>,
        offset: usize,
        stride: u32,
        refers: bool,
        visitor: &mut V,
        mut element: impl FnMut(&mut Self, Window<'_>, &mut V) -> Result<(), ArenaError>,
    ) -> Result<(), ArenaError> {
        let Span { address, length } = span(window, offset, Kind::Bytes)?;
        let Some((block, used)) = self.used(address, u64::from(length) * u64::from(stride))? else {
            return Ok(());
        };
        let elements = if V::VALUES || refers { length as usize } else { 0 };
        for index in 0..elements {
            let at = block.window.part(index * stride as usize, stride as usize)?;
            element(self, at, visitor)?;
        }
        visitor.block(&block, used)
    }

    /// A value that is one of several, or known to be present.
    fn value<V: Visitor>(
        &mut self,
        window: Window<'_>,
        offset: usize,
        kind: Kind,
        visitor: &mut V,
    ) -> Result<(), ArenaError> {
        if V::VALUES {
            match kind {
                Kind::Message(_) => {}
                Kind::String | Kind::Bytes => {
                    let length = span(window, offset, kind)?.length;
                    visitor.value(length.into(), length == 0);
                }
                _ => visitor.value(kind.size().into(), bits(window, offset, kind)? == 0),
            }
        }
        if kind.refers() { self.content(window, offset, kind, visitor) } else { Ok(()) }
    }

    /// What a string, bytes or sub-message value refers to.
    pub(crate) fn content<V: Visitor>(
        &mut self,
        window: Window<'_>,
        offset: usize,
        kind: Kind,
        visitor: &mut V,
    ) -> Result<(), ArenaError> {
        if let Kind::Message(type_id) = kind {
            let index = window.u32(offset)?;
            return if index == 0 { Ok(()) } else { visitor.child(type_id, index) };
        }
        let span = span(window, offset, kind)?;
        if visitor.content(span) {
            return Ok(());
        }
        match self.used(span.address, span.length.into())? {
            Some((block, used)) => visitor.block(&block, used),
            None => Ok(()),
        }
    }

    /// The elements of a span, if it has any.
    pub(crate) fn content_of(&mut self, span: Span, stride: usize) -> Result<Option<Window<'a>>, ArenaError> {
        let Some((block, used)) = self.used(span.address, u64::from(span.length) * stride as u64)? else {
            return Ok(None);
        };
        Ok(Some(block.window.part(0, used as usize)?).filter(|_| used != 0))
    }

    /// The whole block of a span that is not empty, and has `used` bytes of content.
    #[inline(always)]
    pub(crate) fn block_of(&mut self, span: Span, used: u64) -> Result<Option<Block<'a>>, ArenaError> {
        // Most likely it is of the class that its content asks for.
        let class = SizeClass::holding(used).filter(|_| used != 0 && span.address != 0);
        if let Some(block) = class.and_then(|class| self.allocator.slabs.known_block(span.address, class)) {
            self.charge(used)?;
            return Ok(Some(block));
        }
        let used = self.used(span.address, used)?;
        Ok(used.filter(|(_, used)| *used != 0).map(|(block, _)| block))
    }

    /// The block of a span, if it has one, with room for `used` bytes.
    #[inline]
    fn used(&mut self, address: u32, used: u64) -> Result<Option<(Block<'a>, u64)>, ArenaError> {
        if address == 0 {
            return if used == 0 {
                Ok(None)
            } else {
                Err(ArenaError::Corrupt { what: "a span has a length but no block", at: 0 })
            };
        }
        let block = self.allocator.slabs.block(address)?;
        if used > block.capacity() {
            return Err(ArenaError::OutOfBounds { start: 0, bytes: used, limit: block.capacity() });
        }
        self.charge(used)?;
        Ok(Some((block, used)))
    }
}
