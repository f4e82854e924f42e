//! What can be written.

use crate::message::presence::{Span, bits, span};
use crate::message::write::{Owner, Place, set_span, store_bits, store_content};
use crate::schema::Kind;
use crate::wire::release;
use crate::{Arena, ArenaError, Blob, Cell, Element, Scalar, Shared, Text};

/// What can be written as a `V`: the scalar itself, anything with a reference to a `str` as a [`Text`], to bytes as a
/// [`Blob`].
pub trait Input<V> {
    /// What a field must be for the value, if one of this kind is not.
    #[doc(hidden)]
    fn needs(kind: Kind) -> Option<&'static str>;
    #[doc(hidden)]
    fn store(self, target: Target<'_>) -> Result<(), ArenaError>;
    /// Whether it equals the value at a place.
    #[doc(hidden)]
    fn is_at(&self, source: Source<'_>) -> Result<bool, ArenaError>;
}

/// A cell that holds one value.
pub trait Settable: Cell {
    /// The value, as an element of a repeated field would be.
    type Value: Element;
}

/// Where a value is written to.
#[doc(hidden)]
pub struct Target<'a> {
    pub(super) arena: &'a mut Arena,
    pub(super) owner: Owner,
    pub(super) place: Place,
    pub(super) kind: Kind,
}

/// Where a value is read from.
#[doc(hidden)]
pub struct Source<'a> {
    pub(super) arena: &'a Arena,
    pub(super) place: Place,
    pub(super) kind: Kind,
}

impl Source<'_> {
    /// Whether the string or bytes value has this content.
    fn is(self, content: &[u8]) -> Result<bool, ArenaError> {
        let Self { arena, place, kind } = self;
        let Span { address, length } = span(place.window(arena, 8)?, 0, kind)?;
        if length as usize != content.len() {
            return Ok(false);
        }
        Ok(length == 0 || arena.allocator.slabs.window(address, content.len())?.to_vec()? == content)
    }
}

impl Target<'_> {
    /// Replaces the content of a string or bytes value.
    fn replace(self, content: &[u8], is_ascii_text: bool) -> Result<(), ArenaError> {
        let Self { arena, owner, place, .. } = self;
        if content.len() >= 1 << 31 {
            return Err(ArenaError::OutOfMemory { what: "bytes of one field", amount: content.len() as u64 });
        }
        let Span { address, .. } = span(place.window(arena, 8)?, 0, Kind::Bytes)?;
        if address != 0 {
            set_span(arena, place, 0, 0)?;
            release(arena, owner, address)?;
        }
        store_content(arena, owner, place, content, is_ascii_text)
    }
}

impl<T: Scalar> Input<T> for T {
    fn needs(kind: Kind) -> Option<&'static str> {
        let is_scalar = !matches!(kind, Kind::String | Kind::Bytes | Kind::Message(_));
        let fits = is_scalar && kind.size() as usize == size_of::<T>();
        (!fits).then_some("a scalar of the size that is written")
    }

    fn store(self, target: Target<'_>) -> Result<(), ArenaError> {
        store_bits(target.arena, target.place, target.kind, self.bits())
    }

    fn is_at(&self, Source { arena, place, kind }: Source<'_>) -> Result<bool, ArenaError> {
        Ok(bits(place.window(arena, size_of::<T>())?, 0, kind)? == self.bits())
    }
}

impl<S: AsRef<str> + ?Sized> Input<Text> for &S {
    fn needs(kind: Kind) -> Option<&'static str> {
        (kind != Kind::String).then_some("a string field")
    }

    fn store(self, target: Target<'_>) -> Result<(), ArenaError> {
        target.replace(self.as_ref().as_bytes(), self.as_ref().is_ascii())
    }

    fn is_at(&self, source: Source<'_>) -> Result<bool, ArenaError> {
        source.is(self.as_ref().as_bytes())
    }
}

impl<B: AsRef<[u8]> + ?Sized> Input<Blob> for &B {
    fn needs(kind: Kind) -> Option<&'static str> {
        (kind != Kind::Bytes).then_some("a bytes field")
    }

    fn store(self, target: Target<'_>) -> Result<(), ArenaError> {
        target.replace(self.as_ref(), false)
    }

    fn is_at(&self, source: Source<'_>) -> Result<bool, ArenaError> {
        source.is(self.as_ref())
    }
}

impl<T: Scalar> Settable for Shared<T> {
    type Value = T;
}

impl Settable for Text {
    type Value = Self;
}

impl Settable for Blob {
    type Value = Self;
}
