//! What may stand in arrays and maps.

use super::child::child_at;
use super::text::{bytes_in, text_in};
use super::{Blob, Child, Message, Scalar, Text};
use crate::map::MapKey;
use crate::memory::Window;
use crate::schema::Kind;
use crate::{Arena, ArenaError};

/// An element of a repeated field, or a value of a map.
pub trait Element: sealed::Sealed {
    /// What reading gives.
    type Value<'a>;
    /// Bytes of an element.
    const SIZE: usize;
    /// Alignment of an element.
    const ALIGNMENT: usize;
    #[doc(hidden)]
    fn read<'a>(arena: &'a Arena, element: ElementPlace<'_>) -> Result<Self::Value<'a>, ArenaError>;
}

/// A key of a map.
pub trait Key: Element {
    /// The key as it is looked up: `&str` for text, the number or bool itself otherwise.
    type Wanted<'k>;
    #[doc(hidden)]
    const KIND: KeyKind;
    #[doc(hidden)]
    fn wanted<'k>(key: Self::Wanted<'k>) -> WantedKey<'k>;
}

/// Kind of a key.
#[doc(hidden)]
pub struct KeyKind(pub(super) Kind);

/// A key by value.
#[doc(hidden)]
pub struct WantedKey<'k>(pub(super) MapKey<'k>);

/// Where an element is.
#[doc(hidden)]
pub struct ElementPlace<'a>(pub(super) Window<'a>);

mod sealed {
    pub trait Sealed {}
}

impl<T: Scalar> sealed::Sealed for T {}
impl sealed::Sealed for Text {}
impl sealed::Sealed for Blob {}
impl<M> sealed::Sealed for Child<M> {}

impl<T: Scalar> Element for T {
    type Value<'a> = T;
    const SIZE: usize = size_of::<T>();
    const ALIGNMENT: usize = size_of::<T>();

    #[inline]
    fn read(_arena: &Arena, ElementPlace(element): ElementPlace<'_>) -> Result<T, ArenaError> {
        Ok(T::from_bits(match size_of::<T>() {
            1 => element.u8(0)?.into(),
            4 => element.u32(0)?.into(),
            _ => element.u64(0)?,
        }))
    }
}

impl Element for Text {
    type Value<'a> = String;
    const SIZE: usize = 8;
    const ALIGNMENT: usize = 4;

    fn read(arena: &Arena, ElementPlace(element): ElementPlace<'_>) -> Result<String, ArenaError> {
        text_in(element, arena)
    }
}

impl Element for Blob {
    type Value<'a> = Vec<u8>;
    const SIZE: usize = 8;
    const ALIGNMENT: usize = 4;

    fn read(arena: &Arena, ElementPlace(element): ElementPlace<'_>) -> Result<Vec<u8>, ArenaError> {
        bytes_in(element, arena)
    }
}

impl<M: Message> Element for Child<M> {
    type Value<'a> = &'a M;
    const SIZE: usize = 4;
    const ALIGNMENT: usize = 4;

    fn read<'a>(arena: &'a Arena, ElementPlace(element): ElementPlace<'_>) -> Result<&'a M, ArenaError> {
        child_at(arena, element.u32(0)?)
    }
}

macro_rules! key {
    ($type:ty, $kind:ident) => {
        impl Key for $type {
            type Wanted<'k> = $type;
            const KIND: KeyKind = KeyKind(Kind::$kind);

            #[inline]
            fn wanted<'k>(key: $type) -> WantedKey<'k> {
                WantedKey(MapKey::Bits(key.bits()))
            }
        }
    };
}

key!(i32, Int32);
key!(u32, Uint32);
key!(i64, Int64);
key!(u64, Uint64);
key!(bool, Bool);

impl Key for Text {
    type Wanted<'k> = &'k str;
    const KIND: KeyKind = KeyKind(Kind::String);

    #[inline]
    fn wanted<'k>(key: Self::Wanted<'k>) -> WantedKey<'k> {
        WantedKey(MapKey::Text(key.as_bytes()))
    }
}
