//! What can be written.

use crate::map::MapKey;
use crate::message::write::{Owner, Place, replace_content, store_bits};
use crate::schema::Kind;
use crate::{Arena, ArenaError, Blob, Cell, Element, Scalar, Shared, Text};

/// What can be written as a `V`: the scalar itself, anything with a reference to a `str` as a [`Text`], to bytes as a
/// [`Blob`].
pub trait Input<V> {
    /// What a field must be for the value, if one of this kind is not.
    #[doc(hidden)]
    fn needs(kind: Kind) -> Option<&'static str>;
    #[doc(hidden)]
    fn store(self, target: Target<'_>) -> Result<(), ArenaError>;
    /// The value as the key of a map.
    #[doc(hidden)]
    fn key(&self) -> EntryKey<'_>;
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

/// A key by value.
#[doc(hidden)]
pub struct EntryKey<'k>(pub(super) MapKey<'k>);

impl Target<'_> {
    fn replace(self, content: &[u8], is_ascii_text: bool) -> Result<(), ArenaError> {
        replace_content(self.arena, self.owner, self.place, content, is_ascii_text)
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

    fn key(&self) -> EntryKey<'_> {
        EntryKey(MapKey::Bits(self.bits()))
    }
}

impl<S: AsRef<str> + ?Sized> Input<Text> for &S {
    fn needs(kind: Kind) -> Option<&'static str> {
        (kind != Kind::String).then_some("a string field")
    }

    fn store(self, target: Target<'_>) -> Result<(), ArenaError> {
        target.replace(self.as_ref().as_bytes(), self.as_ref().is_ascii())
    }

    fn key(&self) -> EntryKey<'_> {
        EntryKey(MapKey::Text(self.as_ref().as_bytes()))
    }
}

impl<B: AsRef<[u8]> + ?Sized> Input<Blob> for &B {
    fn needs(kind: Kind) -> Option<&'static str> {
        (kind != Kind::Bytes).then_some("a bytes field")
    }

    fn store(self, target: Target<'_>) -> Result<(), ArenaError> {
        target.replace(self.as_ref(), false)
    }

    fn key(&self) -> EntryKey<'_> {
        EntryKey(MapKey::Text(self.as_ref()))
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
