//! An arena that several threads use.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::memory::{FixedMemory, SharedSizes};
use crate::{Arena, ArenaError, Region, Schema};

/// An arena in memory of fixed size that several threads use, each as a [`Member`].
///
/// A message is used by one thread at a time; handing its handle over hands over the message. Each member allocates
/// from free lists of its own, so only refilling them and freeing trees takes the lock.
pub struct SharedArena {
    arena: RwLock<Arena>,
    /// Members that no thread has taken. Their lists and counts wait for the next that joins.
    vacant: Mutex<BTreeSet<u8>>,
}

/// The part of one thread in a shared arena, which it leaves by dropping it.
pub struct Member {
    shared: Arc<SharedArena>,
    number: u8,
}

/// The arena while one member may change it.
pub struct WriteAccess<'a>(RwLockWriteGuard<'a, Arena>);

impl SharedArena {
    /// An arena in a region that is divided as `sizes` say. Errors: those of [`FixedMemory::new`].
    pub fn new(schema: &'static Schema, region: Region, sizes: SharedSizes) -> Result<Arc<Self>, ArenaError> {
        let source = FixedMemory::new(schema, region, sizes)?;
        let arena = Arena::in_fixed_memory(schema, source, sizes)?;
        let vacant = Mutex::new((0..sizes.members).collect());
        Ok(Arc::new(Self { arena: RwLock::new(arena), vacant }))
    }

    /// Joins. Errors: `OutOfMemory` when there are as many members as the arena was made for.
    pub fn join(self: &Arc<Self>) -> Result<Member, ArenaError> {
        let mut vacant = self.vacant.lock().unwrap_or_else(PoisonError::into_inner);
        let number = vacant
            .pop_first()
            .ok_or(ArenaError::OutOfMemory { what: "members more than the shared arena has", amount: 1 })?;
        Ok(Member { shared: Arc::clone(self), number })
    }

    /// The arena, for reading: any number of threads at a time.
    pub fn read(&self) -> RwLockReadGuard<'_, Arena> {
        self.arena.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Member {
    /// Its number, which tells its control block.
    #[must_use]
    pub const fn number(&self) -> u8 {
        self.number
    }

    /// The arena it is a member of.
    #[must_use]
    pub const fn shared(&self) -> &Arc<SharedArena> {
        &self.shared
    }

    /// The arena, for reading: any number of threads at a time.
    pub fn read(&self) -> RwLockReadGuard<'_, Arena> {
        self.shared.read()
    }

    /// The arena, for this member to change.
    pub fn write(&self) -> WriteAccess<'_> {
        let mut arena = self.shared.arena.write().unwrap_or_else(PoisonError::into_inner);
        arena.allocator.control.serve(self.number);
        WriteAccess(arena)
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        // The lock makes all that this thread did to its lists visible to the thread that joins next.
        drop(self.shared.arena.write().unwrap_or_else(PoisonError::into_inner));
        self.shared.vacant.lock().unwrap_or_else(PoisonError::into_inner).insert(self.number);
    }
}

impl Deref for WriteAccess<'_> {
    type Target = Arena;

    fn deref(&self) -> &Arena {
        &self.0
    }
}

impl DerefMut for WriteAccess<'_> {
    fn deref_mut(&mut self) -> &mut Arena {
        &mut self.0
    }
}
