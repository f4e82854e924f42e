//! Keys of maps, to be told apart.

/// A key by value: the bits of a number, or the bytes of a string.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum MapKey {
    Bits(u64),
    Text(Vec<u8>),
}
