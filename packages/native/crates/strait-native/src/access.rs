//! How a call reaches its arena: one that belongs to its thread, or one that it shares with others.

use std::cell::{Ref, RefCell, RefMut};
use std::ops::{Deref, DerefMut};
use std::sync::RwLockReadGuard;

use strait_arena::{Arena, Member, WriteAccess};

use crate::failure::Failure;

#[expect(clippy::large_enum_variant, reason = "there is one for each arena, in a box")]
pub(crate) enum Access {
    Own(RefCell<Arena>),
    Shared(Member),
}

/// The arena, for reading.
pub(crate) enum Reading<'a> {
    Own(Ref<'a, Arena>),
    Shared(RwLockReadGuard<'a, Arena>),
}

/// The arena, to change it.
pub(crate) enum Writing<'a> {
    Own(RefMut<'a, Arena>),
    Shared(WriteAccess<'a>),
}

impl Access {
    /// Errors: `Busy` while a call that changes the arena waits for memory from JavaScript, which calls again.
    #[inline]
    pub(crate) fn read(&self) -> Result<Reading<'_>, Failure> {
        match self {
            Self::Own(arena) => arena.try_borrow().map(Reading::Own).map_err(|_| Failure::Busy),
            Self::Shared(member) => Ok(Reading::Shared(member.read())),
        }
    }

    /// Errors: `Busy`, as for [`read`](Self::read).
    #[inline]
    pub(crate) fn write(&self) -> Result<Writing<'_>, Failure> {
        match self {
            Self::Own(arena) => arena.try_borrow_mut().map(Writing::Own).map_err(|_| Failure::Busy),
            Self::Shared(member) => Ok(Writing::Shared(member.write())),
        }
    }
}

impl Deref for Reading<'_> {
    type Target = Arena;

    #[inline]
    fn deref(&self) -> &Arena {
        match self {
            Self::Own(arena) => arena,
            Self::Shared(arena) => arena,
        }
    }
}

impl Deref for Writing<'_> {
    type Target = Arena;

    #[inline]
    fn deref(&self) -> &Arena {
        match self {
            Self::Own(arena) => arena,
            Self::Shared(arena) => arena,
        }
    }
}

impl DerefMut for Writing<'_> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Arena {
        match self {
            Self::Own(arena) => arena,
            Self::Shared(arena) => arena,
        }
    }
}
