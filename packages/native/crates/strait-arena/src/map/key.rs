//! Keys of maps: as they are looked for, and as they lie in entries.

use super::hash::{KeyHasher, Secret};
use crate::ArenaError;
use crate::memory::{Slabs, Window};
use crate::message::Traversal;
use crate::message::presence::{bits, span};
use crate::schema::Kind;

/// A key by value: the bits of a number, or the bytes of a string.
#[derive(Clone, Copy)]
pub(crate) enum MapKey<'k> {
    Bits(u64),
    Text(&'k [u8]),
}

impl MapKey<'_> {
    /// The hash of a key of this kind.
    pub(crate) fn hash(self, kind: Kind, secret: Secret) -> u32 {
        let mut hasher = KeyHasher::new(secret);
        match self {
            Self::Bits(bits) => hash_bits(hasher, kind, bits),
            Self::Text(text) => {
                let (words, rest) = text.as_chunks::<4>();
                for word in words {
                    hasher.word(u32::from_le_bytes(*word));
                }
                let last = rest.iter().rev().fold(0, |last, byte| last << 8 | u32::from(*byte));
                hasher.finish(last, text.len())
            }
        }
    }

    /// Whether the key at the start of `entry` is this one.
    pub(crate) fn matches(self, kind: Kind, entry: Window<'_>, slabs: &Slabs) -> Result<bool, ArenaError> {
        match self {
            // Any byte but 0 is true, as everywhere.
            Self::Bits(wanted) if kind == Kind::Bool => Ok((entry.u8(0)? != 0) == (wanted != 0)),
            Self::Bits(wanted) => Ok(bits(entry, 0, kind)? == wanted),
            Self::Text(wanted) => {
                let span = span(entry, 0, Kind::String)?;
                if span.length as usize != wanted.len() {
                    return Ok(false);
                }
                if wanted.is_empty() {
                    return Ok(true);
                }
                slabs.block(span.address)?.window.part(0, wanted.len())?.equals(wanted)
            }
        }
    }
}

/// The hash of the key at the start of `entry`. Errors: also `Corrupt` when the pass has read more than there is.
pub(crate) fn hash_in(
    entry: Window<'_>,
    kind: Kind,
    secret: Secret,
    pass: &mut Traversal<'_>,
) -> Result<u32, ArenaError> {
    let mut hasher = KeyHasher::new(secret);
    if kind != Kind::String {
        return Ok(hash_bits(hasher, kind, bits(entry, 0, kind)?));
    }
    let span = span(entry, 0, Kind::String)?;
    let Some(content) = pass.content_of(span, 1)? else { return Ok(hasher.finish(0, 0)) };
    let length = span.length as usize;
    for word in 0..length / 4 {
        hasher.word(content.u32(word * 4)?);
    }
    let mut last = 0;
    for (position, byte) in (length & !3..length).enumerate() {
        last |= u32::from(content.u8(byte)?) << (8 * position);
    }
    Ok(hasher.finish(last, length))
}

fn hash_bits(mut hasher: KeyHasher, kind: Kind, bits: u64) -> u32 {
    hasher.word(bits as u32);
    if kind.size() == 8 {
        hasher.word((bits >> 32) as u32);
    }
    hasher.finish(0, kind.size() as usize)
}
