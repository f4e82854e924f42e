//! The block of a map: entries from its start, and behind them the index of docs/layout.md.

use super::key::{MapKey, hash_in};
use crate::ArenaError;
use crate::allocate::Allocator;
use crate::memory::Window;
use crate::message::Traversal;
use crate::message::presence::Span;
use crate::schema::Kind;

/// Blocks with room for more entries have an index.
const MOST_UNINDEXED: u64 = 8;
const MOST_BUCKETS: u64 = 1 << 26;

/// What a map's entries are like.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) key: Kind,
    /// Bytes from one entry to the next.
    pub(crate) stride: u32,
    /// Bytes from the start of an entry to its value.
    pub(crate) value_offset: u32,
}

impl Shape {
    /// Whether there is an index in a block of `bytes` bytes.
    pub(crate) const fn has_index(self, bytes: u64) -> bool {
        bytes >= (MOST_UNINDEXED + 1) * self.stride as u64 && !matches!(self.key, Kind::Bool)
    }

    /// Buckets of the index in a block of `bytes` bytes, 0 when it has none.
    const fn buckets(self, bytes: u64) -> u64 {
        if !self.has_index(bytes) {
            return 0;
        }
        let wanted = bytes * 3 / 32;
        1 << if wanted < MOST_BUCKETS { wanted } else { MOST_BUCKETS }.ilog2()
    }

    /// Bytes that `count` entries take in a block of `bytes` bytes, with its index.
    const fn taken(self, count: u64, bytes: u64) -> u64 {
        match self.buckets(bytes) {
            0 => count * self.stride as u64,
            buckets => count * (self.stride as u64 + 4) + 4 * buckets + 4,
        }
    }

    /// Whether a block of `bytes` bytes has room for `count` entries.
    pub(super) const fn fits(self, count: u64, bytes: u64) -> bool {
        self.taken(count, bytes) <= bytes
    }

    /// Bytes of a block that has room for `count` entries. `round` says how large a block a request gets.
    pub(super) fn bytes_for(self, count: u64, round: impl Fn(u64) -> u64) -> u64 {
        let mut bytes = round(self.taken(count, 0));
        while !self.fits(count, bytes) {
            // More buckets may come with the larger block, so this may take another turn.
            bytes = round(self.taken(count, bytes));
        }
        bytes
    }
}

/// The block of a map, which may be written by others at any time.
pub(crate) struct MapTable<'a> {
    shape: Shape,
    allocator: &'a Allocator,
    block: Window<'a>,
    /// 0 when there is no index.
    buckets: usize,
    /// Number of entries.
    length: u32,
}

impl<'a> MapTable<'a> {
    /// The map of a span that has a block. Errors: `OutOfBounds` when that has no room for the entries.
    pub(crate) fn new(allocator: &'a Allocator, shape: Shape, span: Span) -> Result<Self, ArenaError> {
        let block = allocator.slabs.block(span.address)?;
        let (length, bytes) = (u64::from(span.length), block.capacity());
        if !shape.fits(length, bytes) {
            let taken = length * u64::from(shape.stride);
            return Err(ArenaError::OutOfBounds { start: 0, bytes: taken, limit: bytes });
        }
        let buckets = shape.buckets(block.capacity()) as usize;
        Ok(Self { shape, allocator, block: block.window, buckets, length: span.length })
    }

    /// The hash by which a key is looked up; 0 without an index, which needs none.
    pub(crate) fn hash(&self, key: MapKey<'_>) -> u32 {
        if self.buckets == 0 { 0 } else { key.hash(self.shape.key, self.allocator.control.secret()) }
    }

    /// The position of the entry with a key, whose hash is given. Entries that are not indexed yet are indexed first.
    /// Errors: `Corrupt` for an index that leads nowhere.
    pub(crate) fn find(&self, key: MapKey<'_>, hash: u32) -> Result<Option<u32>, ArenaError> {
        if self.buckets == 0 {
            for position in 0..self.length {
                if self.is_at(position, key)? {
                    return Ok(Some(position));
                }
            }
            return Ok(None);
        }
        if self.length == 0 {
            return Ok(None);
        }
        self.complete()?;
        for position in self.chain(self.bucket(hash))? {
            let position = position?;
            if self.is_at(position, key)? {
                return Ok(Some(position));
            }
        }
        Ok(None)
    }

    /// Indexes the last entry, whose key has this hash. A hash of 0 will do for a block that was just taken.
    pub(crate) fn index_last(&self, hash: u32) -> Result<(), ArenaError> {
        let Some(last) = self.length.checked_sub(1) else { return Ok(()) };
        if self.buckets == 0 {
            return Ok(());
        }
        // Without an entry before it the word and the buckets may hold anything.
        if last == 0 {
            self.forget_index()?;
        }
        if last == 0 || self.block.u32(self.indexed())? != last {
            return self.complete();
        }
        // An error in between leaves an index that is made anew.
        self.forget_index()?;
        self.link(last, hash)?;
        self.block.set_u32(self.indexed(), self.length)
    }

    /// Says that no entry is indexed, as in a block that was just taken.
    pub(crate) fn forget_index(&self) -> Result<(), ArenaError> {
        if self.buckets == 0 { Ok(()) } else { self.block.set_u32(self.indexed(), 0) }
    }

    /// Whether an index that would be used is right about the entries that it says it has, which it reads as part of `pass`.
    pub(crate) fn is_index_right(&self, pass: &mut Traversal<'_>) -> Result<bool, ArenaError> {
        if self.buckets == 0 {
            return Ok(true);
        }
        let indexed = self.block.u32(self.indexed())?;
        if indexed == 0 || indexed > self.length {
            return Ok(true);
        }
        pass.charge(4 * self.buckets as u64)?;
        let mut found = vec![false; self.length as usize];
        for bucket in 0..self.buckets {
            let place = self.block.bytes() - 8 - 4 * bucket;
            for position in self.chain(place)? {
                let Ok(position) = position else { return Ok(false) };
                let hash = self.hash_at(position, pass)?;
                match found.get_mut(position as usize) {
                    Some(seen) if !*seen && self.bucket(hash) == place => *seen = true,
                    _ => return Ok(false),
                }
            }
        }
        // All of the first ones, and no other.
        Ok(found.iter().enumerate().all(|(position, seen)| *seen == (position < indexed as usize)))
    }

    /// Indexes the entries that are not; all of them anew when the index cannot be of this map.
    fn complete(&self) -> Result<(), ArenaError> {
        if self.buckets == 0 {
            return Ok(());
        }
        let mut indexed = self.block.u32(self.indexed())?;
        if indexed == self.length {
            return Ok(());
        }
        if indexed == 0 || indexed > self.length {
            indexed = 0;
            for bucket in 0..self.buckets {
                self.block.set_u32(self.block.bytes() - 8 - 4 * bucket, 0)?;
            }
        }
        self.forget_index()?;
        let mut pass = Traversal::new(self.allocator);
        for position in indexed..self.length {
            let hash = self.hash_at(position, &mut pass)?;
            self.link(position, hash)?;
        }
        self.block.set_u32(self.indexed(), self.length)
    }

    /// Puts a position at the head of its chain.
    fn link(&self, position: u32, hash: u32) -> Result<(), ArenaError> {
        let bucket = self.bucket(hash);
        self.block.set_u32(self.next(position), self.block.u32(bucket)?)?;
        self.block.set_u32(bucket, position + 1)
    }

    /// The positions from a bucket on. One that no entry has, or more than there are entries, end in `Corrupt`.
    fn chain(&self, bucket: usize) -> Result<impl Iterator<Item = Result<u32, ArenaError>>, ArenaError> {
        let mut next = Ok(self.block.u32(bucket)?);
        let mut left = self.length;
        Ok(std::iter::from_fn(move || {
            let position = match next.clone() {
                Ok(word) => word.checked_sub(1)?,
                Err(error) => return Some(Err(error)),
            };
            if left == 0 || position >= self.length {
                return Some(Err(ArenaError::Corrupt {
                    what: "the index of a map leads nowhere",
                    at: position,
                }));
            }
            left -= 1;
            next = self.block.u32(self.next(position));
            Some(Ok(position))
        }))
    }

    fn is_at(&self, position: u32, key: MapKey<'_>) -> Result<bool, ArenaError> {
        key.matches(self.shape.key, self.entry(position)?, &self.allocator.slabs)
    }

    fn hash_at(&self, position: u32, pass: &mut Traversal<'_>) -> Result<u32, ArenaError> {
        hash_in(self.entry(position)?, self.shape.key, self.allocator.control.secret(), pass)
    }

    fn entry(&self, position: u32) -> Result<Window<'a>, ArenaError> {
        self.block.part(position as usize * self.shape.stride as usize, self.shape.stride as usize)
    }

    /// Byte of the word that says how many entries are indexed: the last.
    const fn indexed(&self) -> usize {
        self.block.bytes() - 4
    }

    /// Byte of the bucket of a hash: downwards from the last word but one.
    const fn bucket(&self, hash: u32) -> usize {
        self.block.bytes() - 8 - 4 * (hash as usize & (self.buckets - 1))
    }

    /// Byte of the word with the entry after this one in its chain: downwards from the buckets.
    const fn next(&self, position: u32) -> usize {
        self.block.bytes() - 8 - 4 * self.buckets - 4 * position as usize
    }
}
