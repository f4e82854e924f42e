//! The control blocks: constants of the arena, heads of the free lists, and the ledger. An arena has one for each
//! thread that may use it, its members; each takes from and gives back to lists of its own.

use std::ptr::NonNull;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU32, AtomicU64};

use super::Region;
use crate::map::Secret;
use crate::size_class::CLASSES;
use crate::{ArenaError, Schema, SizeClass};

const MAGIC: u32 = 0x5452_5453;
const VERSION: u32 = 2;
const SLOTS_WORD: usize = 5;
const SLABS_WORD: usize = 7;
const RETURNED_SLOTS_WORD: usize = 8;
const RETURNED_DATA_WORD: usize = 9;
const SECRET_WORD: usize = 10;
const SLOT_HEADS_WORD: usize = 16;
const DATA_HEADS_WORD: usize = 64;
const LEDGER_WORD: usize = 112;
/// Heads are found by their class without a check.
const _: () =
    assert!(SLOT_HEADS_WORD + CLASSES <= DATA_HEADS_WORD && DATA_HEADS_WORD + CLASSES <= LEDGER_WORD);
/// Slabs of 64 KiB to 1 GiB.
const SLAB_SHIFTS: std::ops::RangeInclusive<u32> = 16..=30;

/// Words of the control block of a schema with this many types.
pub(crate) const fn control_words(types: usize) -> usize {
    LEDGER_WORD + 4 * even(types)
}

const fn even(types: usize) -> usize {
    types + (types & 1)
}

/// Counts of one type in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TypeCounts {
    /// Live messages.
    pub live_messages: u32,
    /// Data blocks that they own.
    pub data_blocks: u32,
    /// Bytes of those blocks, whole blocks counted.
    pub data_bytes: f64,
}

/// Bytes from the control block of one member to that of the next: whole cache lines, so that they share none.
pub(crate) const fn control_stride(types: usize) -> usize {
    (control_words(types) * 4).next_multiple_of(128)
}

/// The block of one member.
///
/// Invariant: it is aligned to 8, and all its words, as many as [`control_words`] says, lie in the region that is kept
/// beside it.
#[derive(Clone, Copy)]
struct Words(NonNull<AtomicU32>);

// SAFETY: the memory is reached only through atomics, whatever thread does it, as that of regions is.
unsafe impl Send for Words {}
// SAFETY: the same.
unsafe impl Sync for Words {}

pub(crate) struct ControlBlock {
    region: Region,
    types: usize,
    members: u8,
    /// The member that uses the arena now, and its block.
    member: u8,
    words: Words,
    /// A copy, so that nobody changes it while an index lives.
    secret: Secret,
}

impl ControlBlock {
    /// Writes the constants that [`open`](Self::open) checks into the block that begins at a byte.
    pub(crate) fn write_constants(
        region: &Region,
        start: usize,
        schema: &Schema,
        slab_shift: u32,
        secret: Secret,
    ) -> Result<(), ArenaError> {
        for (word, _, value) in constants(schema) {
            region.window().set_u32(start + word * 4, value)?;
        }
        for (index, word) in secret.into_iter().enumerate() {
            region.window().set_u32(start + (SECRET_WORD + index) * 4, word)?;
        }
        region.window().set_u32(start + 16, slab_shift)
    }

    /// Checks the constants. Returns the blocks of all members and the log₂ of the slab size. Errors: `LayoutMismatch`.
    pub(crate) fn open(region: Region, schema: &Schema, members: u8) -> Result<(Self, u32), ArenaError> {
        let types = schema.messages.len();
        let before = usize::from(members).saturating_sub(1) * control_stride(types);
        let needed = before + control_words(types) * 4;
        if region.bytes() < needed {
            return Err(ArenaError::LayoutMismatch {
                what: "the size of the control block",
                expected: needed as u64,
                found: region.bytes() as u64,
            });
        }
        for (word, what, expected) in constants(schema) {
            let found = region.window().u32(word * 4)?;
            if found != expected {
                return Err(ArenaError::LayoutMismatch {
                    what,
                    expected: expected.into(),
                    found: found.into(),
                });
            }
        }
        let slab_shift = region.window().u32(16)?;
        if !SLAB_SHIFTS.contains(&slab_shift) {
            return Err(ArenaError::InvalidValue {
                what: "the log₂ of the slab size must be from 16 to 30",
                value: slab_shift.into(),
            });
        }
        let secret = [region.window().u32(SECRET_WORD * 4)?, region.window().u32(SECRET_WORD * 4 + 4)?];
        let words = Self::words_at(&region, 0, types)?;
        Ok((Self { region, types: even(types), members, member: 0, words, secret }, slab_shift))
    }

    /// Bytes of the blocks of all members.
    pub(crate) fn bytes(&self) -> u64 {
        u64::from(self.members) * control_stride(self.types) as u64
    }

    /// What hashes of map keys begin with.
    pub(crate) const fn secret(&self) -> Secret {
        self.secret
    }

    /// Whether several threads use the arena.
    #[inline]
    pub(crate) const fn is_shared(&self) -> bool {
        self.members > 1
    }

    /// The member that uses the arena now.
    #[inline]
    pub(crate) const fn member(&self) -> u8 {
        self.member
    }

    pub(crate) fn members(&self) -> std::ops::Range<u8> {
        0..self.members
    }

    /// The block that begins at a word. Errors: `OutOfBounds` when the region does not have all of it.
    fn words_at(region: &Region, first_word: usize, types: usize) -> Result<Words, ArenaError> {
        let block = region.window().part(first_word * 4, control_words(types) * 4)?;
        // Aligned: the region is, and blocks are whole cache lines apart.
        Ok(Words(block.base().cast()))
    }

    /// From now on a member uses the arena: its lists, and its counts in the ledger. There is no other member than
    /// [`members`](Self::members) has.
    pub(crate) fn serve(&mut self, member: u8) {
        if let Ok(words) = Self::words_at(&self.region, self.first_word_of(member), self.types) {
            (self.member, self.words) = (member, words);
        }
    }

    const fn first_word_of(&self, member: u8) -> usize {
        member as usize * control_stride(self.types) / 4
    }

    /// A word of the block of the member that uses the arena now.
    ///
    /// # Safety
    /// The block has it.
    #[inline(always)]
    unsafe fn cell(&self, word: usize) -> &AtomicU32 {
        // SAFETY: by the contract of this function and the invariant of `Words`, the word is inside the region.
        let cell = unsafe { self.words.0.add(word) };
        // SAFETY: the region is kept as long as the block, and is reached only through atomics.
        unsafe { cell.as_ref() }
    }

    fn word_of(&self, member: u8, word: usize) -> Result<u32, ArenaError> {
        self.region.window().u32((self.first_word_of(member) + word) * 4)
    }

    fn set_for_all(&self, word: usize, value: u32) -> Result<(), ArenaError> {
        self.members().try_for_each(|member| {
            self.region.window().set_u32((self.first_word_of(member) + word) * 4, value)
        })
    }

    pub(crate) fn set_slots(&self, slots: u32) -> Result<(), ArenaError> {
        self.set_for_all(SLOTS_WORD, slots)
    }

    pub(crate) fn set_slabs(&self, numbers: u32) -> Result<(), ArenaError> {
        self.set_for_all(SLABS_WORD, numbers)
    }

    /// Empties the free lists of all members, and their ledgers.
    pub(crate) fn forget(&self) -> Result<(), ArenaError> {
        let words = [RETURNED_SLOTS_WORD, RETURNED_DATA_WORD].into_iter();
        let words = words.chain(SLOT_HEADS_WORD..SLOT_HEADS_WORD + CLASSES);
        let words = words.chain(DATA_HEADS_WORD..DATA_HEADS_WORD + CLASSES);
        words.chain(LEDGER_WORD..LEDGER_WORD + 4 * self.types).try_for_each(|word| self.set_for_all(word, 0))
    }

    /// The head of the list of slots of a class.
    #[inline(always)]
    pub(crate) fn slot_list(&self, class: SizeClass) -> &AtomicU32 {
        // SAFETY: each of the classes has a word there.
        unsafe { self.cell(SLOT_HEADS_WORD + class.number() as usize) }
    }

    #[inline]
    pub(crate) fn slot_head(&self, class: SizeClass) -> u32 {
        self.slot_list(class).load(Relaxed)
    }

    #[inline]
    pub(crate) fn set_slot_head(&self, class: SizeClass, index: u32) {
        self.slot_list(class).store(index, Relaxed);
    }

    /// The head of the list of data blocks of a class.
    #[inline(always)]
    pub(crate) fn data_list(&self, class: SizeClass) -> &AtomicU32 {
        // SAFETY: each of the classes has a word there.
        unsafe { self.cell(DATA_HEADS_WORD + class.number() as usize) }
    }

    #[inline]
    pub(crate) fn data_head(&self, class: SizeClass) -> u32 {
        self.data_list(class).load(Relaxed)
    }

    #[inline]
    pub(crate) fn set_data_head(&self, class: SizeClass, address: u32) {
        self.data_list(class).store(address, Relaxed);
    }
}

/// What members give back to each other. Each member has two lists to which the others push; it empties them itself.
impl ControlBlock {
    /// Heads of the free lists of a member, as they are now: those of each class, then what was given back to it.
    pub(crate) fn heads_of(&self, member: u8) -> Result<Heads, ArenaError> {
        let heads = |first: usize| (first..first + CLASSES).map(move |word| self.word_of(member, word));
        Ok(Heads {
            slots: heads(SLOT_HEADS_WORD).collect::<Result<_, _>>()?,
            data: heads(DATA_HEADS_WORD).collect::<Result<_, _>>()?,
            returned_slots: self.word_of(member, RETURNED_SLOTS_WORD)?,
            returned_data: self.word_of(member, RETURNED_DATA_WORD)?,
        })
    }

    /// Pushes a slot to those given back to a member; `link` stores the one before it in the slot.
    pub(crate) fn return_slot(
        &self,
        member: u8,
        index: u32,
        link: impl FnMut(u32) -> Result<(), ArenaError>,
    ) -> Result<(), ArenaError> {
        self.push(member, RETURNED_SLOTS_WORD, index, link)
    }

    /// Pushes a data block to those given back to a member; `link` stores the one before it in the block.
    pub(crate) fn return_data(
        &self,
        member: u8,
        address: u32,
        link: impl FnMut(u32) -> Result<(), ArenaError>,
    ) -> Result<(), ArenaError> {
        self.push(member, RETURNED_DATA_WORD, address, link)
    }

    fn push(
        &self,
        member: u8,
        word: usize,
        item: u32,
        mut link: impl FnMut(u32) -> Result<(), ArenaError>,
    ) -> Result<(), ArenaError> {
        // A block of a member beyond the last would be a corrupt page map, which Rust keeps for itself.
        let head = self.region.window().cell32((self.first_word_of(member) + word) * 4)?;
        let mut before = head.load(Acquire);
        loop {
            link(before)?;
            match head.compare_exchange_weak(before, item, Release, Acquire) {
                Ok(_) => return Ok(()),
                Err(other) => before = other,
            }
        }
    }

    /// Takes all slots that were given back to the member that uses the arena now; returns the first.
    pub(crate) fn take_returned_slots(&self) -> Result<u32, ArenaError> {
        Ok(self
            .region
            .window()
            .cell32((self.first_word_of(self.member) + RETURNED_SLOTS_WORD) * 4)?
            .swap(0, AcqRel))
    }

    /// Takes all data blocks that were given back to the member that uses the arena now; returns the first.
    pub(crate) fn take_returned_data(&self) -> Result<u32, ArenaError> {
        Ok(self
            .region
            .window()
            .cell32((self.first_word_of(self.member) + RETURNED_DATA_WORD) * 4)?
            .swap(0, AcqRel))
    }
}

/// Heads of one member's free lists, by class, and of what was given back to it.
pub(crate) struct Heads {
    pub(crate) slots: Vec<u32>,
    pub(crate) data: Vec<u32>,
    pub(crate) returned_slots: u32,
    pub(crate) returned_data: u32,
}

/// The ledger.
impl ControlBlock {
    /// The counts of all members together: what one allocates another may free.
    pub(crate) fn counts(&self, type_id: u16) -> Result<TypeCounts, ArenaError> {
        let mut counts = TypeCounts::default();
        for member in self.members() {
            let bytes = self.region.window().u64(self.bytes_offset(member, type_id))?;
            counts = TypeCounts {
                live_messages: counts
                    .live_messages
                    .wrapping_add(self.word_of(member, LEDGER_WORD + usize::from(type_id))?),
                data_blocks: counts
                    .data_blocks
                    .wrapping_add(self.word_of(member, LEDGER_WORD + self.types + usize::from(type_id))?),
                data_bytes: counts.data_bytes + f64::from_bits(bytes),
            };
        }
        Ok(counts)
    }

    /// The number of live messages of a type; none of what is no type.
    #[inline(always)]
    pub(crate) fn live_messages(&self, type_id: u16) -> Option<&AtomicU32> {
        // SAFETY: each of the types has a word there.
        (usize::from(type_id) < self.types).then(|| unsafe { self.cell(LEDGER_WORD + usize::from(type_id)) })
    }

    /// Adds to the live messages of a type; counts wrap, as JavaScript's do.
    #[inline]
    pub(crate) fn count_messages(&self, type_id: u16, change: i32) -> Result<(), ArenaError> {
        let cell = self.live_messages(type_id).ok_or_else(|| no_type(type_id))?;
        cell.store(cell.load(Relaxed).wrapping_add_signed(change), Relaxed);
        Ok(())
    }

    /// Adds to the data blocks of a type and to their bytes, in the counts of the member that uses the arena now.
    #[inline]
    pub(crate) fn count_data(&self, type_id: u16, blocks: i32, bytes: i64) -> Result<(), ArenaError> {
        let number = usize::from(type_id);
        if number >= self.types {
            return Err(no_type(type_id));
        }
        // SAFETY: each of the types has a word there, after those of the live messages.
        let cell = unsafe { self.cell(LEDGER_WORD + self.types + number) };
        cell.store(cell.load(Relaxed).wrapping_add_signed(blocks), Relaxed);
        // SAFETY: each of the types has two words there, after those of the blocks.
        let cell = unsafe { self.cell(LEDGER_WORD + 2 * self.types + 2 * number) };
        // SAFETY: both words are in the block and reached only through atomics. They are aligned to 8, as the block is and
        // all words before them are an even number.
        let cell = unsafe { AtomicU64::from_ptr(cell.as_ptr().cast()) };
        cell.store((f64::from_bits(cell.load(Relaxed)) + bytes as f64).to_bits(), Relaxed);
        Ok(())
    }

    fn bytes_offset(&self, member: u8, type_id: u16) -> usize {
        (self.first_word_of(member) + LEDGER_WORD + 2 * self.types + 2 * usize::from(type_id)) * 4
    }
}

#[cold]
fn no_type(type_id: u16) -> ArenaError {
    ArenaError::UnknownType { type_id: type_id.into() }
}

/// Word, name and value of what both sides must agree on.
fn constants(schema: &Schema) -> [(usize, &'static str, u32); 5] {
    [
        (0, "the arena's magic number", MAGIC),
        (1, "the version of the memory layout", VERSION),
        (2, "the low half of the layout hash", schema.hash as u32),
        (3, "the high half of the layout hash", (schema.hash >> 32) as u32),
        (6, "the number of message types", schema.messages.len() as u32),
    ]
}
