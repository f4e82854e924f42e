//! Memory that a test can read and write behind the arena's back, as JavaScript can.

use std::cell::RefCell;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard};

use strait_arena::{Arena, ArenaError, Handle, MemorySource, Region, Schema};

use crate::schema::SCHEMA;

pub type Words = &'static [AtomicU32];

#[derive(Clone, Default)]
pub struct SharedMemory {
    pub control: Guarded<Vec<Words>>,
    pub slot_chunks: Guarded<Vec<Words>>,
    pub slabs: Guarded<Vec<Words>>,
    /// Requests that still succeed; `None` for all.
    pub left: Guarded<Option<u32>>,
}

/// What the arena's source of memory and the test both hold.
#[derive(Clone, Default)]
pub struct Guarded<T>(Arc<Mutex<T>>);

impl<T> Guarded<T> {
    pub fn borrow(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap()
    }

    pub fn set(&self, value: T) {
        *self.borrow() = value;
    }
}

thread_local! {
    /// Memory of arenas that are gone: thousands of arenas in a test take as much as one.
    static POOL: RefCell<Vec<Words>> = const { RefCell::new(Vec::new()) };
}

/// Gives memory to the next arena when this one is gone.
struct Lease(Words);

impl Drop for Lease {
    fn drop(&mut self) {
        POOL.with_borrow_mut(|pool| pool.push(self.0));
    }
}

/// Zeroed words that another arena had.
fn take_from_pool(count: usize) -> Option<Words> {
    let words = POOL.with_borrow_mut(|pool| {
        let position = pool.iter().position(|words| words.len() == count)?;
        Some(pool.swap_remove(position))
    })?;
    for word in words {
        word.store(0, Relaxed);
    }
    Some(words)
}

struct Source {
    memory: SharedMemory,
    schema: &'static Schema,
    slab_shift: u32,
}

impl SharedMemory {
    /// An arena of the test schema with slabs of `2^slab_shift` bytes, and access to its memory.
    pub fn arena(slab_shift: u32) -> (Arena, Self) {
        Self::arena_of(&SCHEMA, slab_shift)
    }

    /// An arena of another schema.
    pub fn arena_of(schema: &'static Schema, slab_shift: u32) -> (Arena, Self) {
        let memory = Self::default();
        let source = Source { memory: memory.clone(), schema, slab_shift };
        (Arena::new(schema, Box::new(source)).unwrap(), memory)
    }

    fn lend(&self, list: &Guarded<Vec<Words>>, bytes: usize) -> Result<Region, ArenaError> {
        if let Some(left) = &mut *self.left.borrow() {
            *left = left
                .checked_sub(1)
                .ok_or(ArenaError::OutOfMemory { what: "bytes of a test", amount: bytes as u64 })?;
        }
        let words = take_from_pool(bytes / 4).unwrap_or_else(|| {
            // SAFETY: the memory is aligned, as long as said, and never freed; atomics are laid out like numbers.
            unsafe { std::slice::from_raw_parts(vec![0u64; bytes / 8].leak().as_ptr().cast(), bytes / 4) }
        });
        list.borrow().push(words);
        let base = NonNull::from(words).cast();
        // SAFETY: the memory is never freed, and reached only through atomics.
        unsafe { Region::new(base, bytes, Box::new(Lease(words))) }
    }

    /// The words of a slot: generation, state, address, link.
    pub fn slot(&self, index: u32) -> Words {
        let chunk = self.slot_chunks.borrow()[(index >> 16) as usize];
        &chunk[(index as usize & 0xFFFF) * 4..][..4]
    }

    pub fn control(&self) -> Words {
        self.control.borrow()[0]
    }

    /// The words from an address on, in an arena with slabs of one size.
    pub fn words_at(&self, address: u32) -> Words {
        let slabs = self.slabs.borrow();
        let units = slabs[0].len() as u32 / 2;
        &slabs[(address / units) as usize][(address % units) as usize * 2..]
    }

    /// The words of a message's struct.
    pub fn message(&self, handle: Handle) -> Words {
        self.words_at(self.slot(handle.index())[2].load(Relaxed))
    }
}

impl MemorySource for Source {
    /// Writes the constants by the numbers of docs/layout.md, as JavaScript does.
    fn control(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        let region = self.memory.lend(&self.memory.control, bytes)?;
        let control = self.memory.control();
        control[0].store(0x5452_5453, Relaxed);
        control[1].store(2, Relaxed);
        control[2].store(self.schema.hash as u32, Relaxed);
        control[3].store((self.schema.hash >> 32) as u32, Relaxed);
        control[4].store(self.slab_shift, Relaxed);
        control[6].store(self.schema.messages.len() as u32, Relaxed);
        control[10].store(0x0123_4567, Relaxed);
        control[11].store(0x89AB_CDEF, Relaxed);
        Ok(region)
    }

    fn slab(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        self.memory.lend(&self.memory.slabs, bytes)
    }

    fn slot_chunk(&mut self, bytes: usize) -> Result<Region, ArenaError> {
        self.memory.lend(&self.memory.slot_chunks, bytes)
    }
}
