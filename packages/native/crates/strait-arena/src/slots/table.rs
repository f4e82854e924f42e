//! The slots of an arena, in chunks.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::{Identity, Slot, SlotCells, State, Stretch};
use crate::handle::LARGEST_INDEX;
use crate::memory::{MemorySource, Region};
use crate::{ArenaError, Handle};

const SLOTS_PER_CHUNK: u32 = 1 << 16;
const SLOT_BYTES: usize = size_of::<SlotCells>();
pub(crate) const CHUNK_BYTES: usize = SLOTS_PER_CHUNK as usize * SLOT_BYTES;

/// Arenas of one process begin at different generations, far from each other: a handle of another arena is stale.
fn first_generation() -> u32 {
    /// The golden ratio as a fraction of 2³²: its multiples spread evenly.
    const GOLDEN: u32 = 0x9E37_79B9;
    static ARENAS: AtomicU32 = AtomicU32::new(1);
    let number = ARENAS.fetch_add(1, Relaxed);
    // From 1 to 2²⁸, so that no slot has fewer than half of all generations before it.
    (number.wrapping_mul(GOLDEN) >> 4) + 1
}

/// The chunk in which small tables are as a whole.
///
/// Invariant: the slots from 1 to `used` are in the region of the first chunk, of which slot 0 is at `slots`.
struct FirstChunk {
    slots: NonNull<SlotCells>,
    used: u32,
}

// SAFETY: the memory is reached only through atomics, whatever thread does it, as that of regions is.
unsafe impl Send for FirstChunk {}
// SAFETY: the same.
unsafe impl Sync for FirstChunk {}

pub(crate) struct SlotTable {
    chunks: Vec<Region>,
    first: FirstChunk,
    /// Valid indices are 1 to this.
    used: u32,
    /// Generation of a slot that was never used.
    first_generation: u32,
    /// Slots without a block, to be bound before new ones are taken.
    bare: Vec<u32>,
}

impl SlotTable {
    pub(crate) fn new() -> Self {
        Self {
            chunks: Vec::new(),
            first: FirstChunk { slots: NonNull::dangling(), used: 0 },
            used: 0,
            first_generation: first_generation(),
            bare: Vec::new(),
        }
    }

    /// Valid indices are 1 to this.
    pub(crate) const fn used(&self) -> u32 {
        self.used
    }

    pub(crate) const fn bare(&self) -> usize {
        self.bare.len()
    }

    /// The valid slots of the chunk in which an index lies; none when the index is not valid.
    pub(crate) fn stretch(&self, index: u32) -> Option<Stretch<'_>> {
        let number = index / SLOTS_PER_CHUNK;
        let before = number * SLOTS_PER_CHUNK;
        let slots = self.chunks.get(number as usize)?.cells();
        // Index 0 is never used.
        let start = u32::from(number == 0);
        let end = (self.used.checked_sub(before)? + 1).min(SLOTS_PER_CHUNK);
        Some(Stretch { first: before + start, slots: slots.get(start as usize..end as usize)? })
    }

    #[inline(always)]
    pub(crate) fn cells(&self, index: u32) -> Result<&SlotCells, ArenaError> {
        if index.wrapping_sub(1) < self.first.used {
            // SAFETY: by the invariant of `FirstChunk`, the slot is inside the region.
            let slot = unsafe { self.first.slots.add(index as usize) };
            // SAFETY: the table keeps the region, whose cells are reached only through atomics.
            return Ok(unsafe { slot.as_ref() });
        }
        self.later_cells(index)
    }

    /// As [`cells`](Self::cells), for slots that are not in the first chunk.
    #[inline(never)]
    fn later_cells(&self, index: u32) -> Result<&SlotCells, ArenaError> {
        let chunk = self.chunks.get((index / SLOTS_PER_CHUNK) as usize);
        let chunk = chunk.filter(|_| index != 0 && index <= self.used);
        let slot = chunk.and_then(|chunk| chunk.cells().get((index % SLOTS_PER_CHUNK) as usize));
        slot.ok_or(ArenaError::IndexOutOfRange { index, slots: self.used })
    }

    /// A copy of a slot. Errors: `IndexOutOfRange`.
    #[inline]
    pub(crate) fn read(&self, index: u32) -> Result<Slot, ArenaError> {
        let cells = self.cells(index)?;
        let identity = cells.identity();
        Ok(Slot {
            index,
            generation: identity.generation(),
            state: identity.state(),
            address: cells.address.load(Relaxed),
            link: cells.link.load(Relaxed),
        })
    }

    #[inline]
    pub(crate) fn write(&self, slot: Slot) -> Result<(), ArenaError> {
        let cells = self.cells(slot.index)?;
        cells.set_identity(Identity::new(slot.generation, slot.state));
        cells.address.store(slot.address, Relaxed);
        cells.link.store(slot.link, Relaxed);
        Ok(())
    }

    /// The live slot that a handle names. Errors, in this order: `IndexOutOfRange`, `Stale`, `NotLive`.
    #[inline]
    pub(crate) fn resolve(&self, handle: Handle) -> Result<Slot, ArenaError> {
        let slot = self.read(handle.index())?;
        if slot.generation != handle.generation() {
            return Err(ArenaError::Stale { index: slot.index });
        }
        if !slot.state.is_live() {
            return Err(ArenaError::NotLive { index: slot.index });
        }
        Ok(slot)
    }

    /// The live slot that a field of `parent` refers to. Errors: `Corrupt` when it is not the parent's, or of another
    /// type.
    pub(crate) fn child(&self, parent: u32, index: u32, type_id: u16) -> Result<Slot, ArenaError> {
        let slot = self.read(index).map_err(|_| ArenaError::Corrupt {
            what: "a message refers to a slot beyond the table",
            at: index,
        })?;
        if !slot.state.is_live() || !slot.state.is_owned() || slot.link != parent {
            return Err(ArenaError::Corrupt {
                what: "a message refers to one that is not its own",
                at: index,
            });
        }
        if slot.state.type_id() != type_id {
            return Err(ArenaError::Corrupt {
                what: "a sub-message has another type than its field",
                at: index,
            });
        }
        Ok(slot)
    }

    /// As [`child`](Self::child), if the message is not lent either; none for any error. Where the slot is, and its words.
    #[inline(always)]
    pub(crate) fn plain_child(
        &self,
        parent: u32,
        index: u32,
        type_id: u16,
    ) -> Option<(&SlotCells, Identity, u32)> {
        let cells = self.cells(index).ok()?;
        let (identity, link) = (cells.identity(), cells.link.load(Relaxed));
        // Two states there are: with the mark that it owns something, and without.
        if identity.state().owning() != State::live(type_id).owned().owning() || link != parent {
            return None;
        }
        Some((cells, identity, cells.address.load(Relaxed)))
    }

    /// Makes sure that `count` slots can be bound, adding a chunk if there are too few.
    pub(crate) fn reserve(&mut self, count: u32, source: &mut dyn MemorySource) -> Result<(), ArenaError> {
        let count = count as usize;
        let refused = ArenaError::OutOfMemory { what: "slots", amount: count as u64 };
        let (bare, used) = (self.bare.len(), self.used as usize);
        if count > bare + LARGEST_INDEX as usize - used {
            return Err(refused);
        }
        // Index 0 is never used.
        while count + used + 1 > bare + self.chunks.len() * SLOTS_PER_CHUNK as usize {
            self.chunks.try_reserve(1).map_err(|_| refused.clone())?;
            let chunk = source.slot_chunk(CHUNK_BYTES)?;
            if chunk.bytes() != CHUNK_BYTES {
                return Err(ArenaError::InvalidValue {
                    what: "a slot chunk must have as many bytes as were asked for",
                    value: chunk.bytes() as u64,
                });
            }
            if let (true, Some(slot)) = (self.chunks.is_empty(), chunk.cells().first()) {
                self.first.slots = NonNull::from(slot);
            }
            self.chunks.push(chunk);
        }
        Ok(())
    }

    /// Binds a slot to the block at `address` and links it to `next`. Only after [`reserve`](Self::reserve).
    pub(crate) fn bind(&mut self, address: u32, next: u32) -> Result<u32, ArenaError> {
        let (index, generation) = match self.bare.pop() {
            Some(index) => (index, self.read(index)?.generation),
            None => {
                self.used += 1;
                self.first.used = self.used.min(SLOTS_PER_CHUNK - 1);
                (self.used, self.first_generation)
            }
        };
        self.write(Slot { index, generation, state: State::FREE, address, link: next })?;
        Ok(index)
    }

    /// Makes room to note `count` more slots without a block.
    pub(crate) fn reserve_bare(&mut self, count: usize) -> Result<(), ArenaError> {
        let refused = ArenaError::OutOfMemory { what: "entries for free slots", amount: count as u64 };
        self.bare.try_reserve(count).map_err(|_| refused)
    }

    /// Takes a free slot that is on no list off its block. Only after [`reserve_bare`](Self::reserve_bare).
    pub(crate) fn unbind(&mut self, index: u32) -> Result<(), ArenaError> {
        let slot = self.read(index)?;
        self.write(Slot { state: State::FREE, address: 0, link: 0, ..slot })?;
        self.bare.push(index);
        Ok(())
    }

    #[inline]
    pub(crate) fn set_link(&self, index: u32, link: u32) -> Result<(), ArenaError> {
        self.cells(index)?.link.store(link, Relaxed);
        Ok(())
    }

    #[inline]
    pub(crate) fn set_state(&self, index: u32, state: State) -> Result<(), ArenaError> {
        let cells = self.cells(index)?;
        cells.set_identity(Identity::new(cells.identity().generation(), state));
        Ok(())
    }

    /// Ends the message in a slot if no other thread has or does. Errors: `Stale` when one did.
    pub(crate) fn claim(&self, live: Slot, freed: Slot) -> Result<(), ArenaError> {
        let from = Identity::new(live.generation, live.state);
        if self.cells(live.index)?.exchange(from, Identity::new(freed.generation, freed.state)) {
            Ok(())
        } else {
            Err(ArenaError::Stale { index: live.index })
        }
    }

    /// Makes every live slot stale and takes all slots off their blocks. Errors: `Lent` and `OutOfMemory`, with
    /// nothing changed.
    pub(crate) fn reset(&mut self) -> Result<(), ArenaError> {
        for index in 1..=self.used {
            let state = self.read(index)?.state;
            if state.is_live() && state.times_lent() > 0 {
                return Err(ArenaError::Lent { index });
            }
        }
        self.bare.try_reserve((self.used as usize).saturating_sub(self.bare.len())).map_err(|_| {
            ArenaError::OutOfMemory { what: "entries for free slots", amount: self.used.into() }
        })?;
        self.bare.clear();
        for index in (1..=self.used).rev() {
            let slot = self.read(index)?;
            let next = match slot.state {
                state if state.is_retired() => Slot { generation: 0, state: State::RETIRED, ..slot },
                state if state.is_live() => slot.after_free(),
                // A generation that no handle can have was written by somebody else: whatever was before it is lost.
                _ if Handle::new(index, slot.generation).is_err() => {
                    Slot { generation: 0, state: State::RETIRED, ..slot }
                }
                _ => Slot { state: State::FREE, ..slot },
            };
            if !next.state.is_retired() {
                self.bare.push(index);
            }
            self.write(Slot { address: 0, link: 0, ..next })?;
        }
        Ok(())
    }
}
