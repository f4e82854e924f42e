//! Which pages of a slab hold memory of the system: those that were given out, until they are given back.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crate::ArenaError;

/// A mark for each page of a slab.
pub(super) struct HeldPages(Vec<AtomicBool>);

impl HeldPages {
    pub(super) fn none_of(pages: u32) -> Result<Self, ArenaError> {
        let mut marks = Vec::new();
        marks
            .try_reserve_exact(pages as usize)
            .map_err(|_| ArenaError::OutOfMemory { what: "marks of pages", amount: pages.into() })?;
        marks.resize_with(pages as usize, || AtomicBool::new(false));
        Ok(Self(marks))
    }

    pub(super) fn is_held(&self, page: u32) -> bool {
        self.0.get(page as usize).is_some_and(|held| held.load(Relaxed))
    }

    #[inline]
    pub(super) fn hold(&self, page: u32) {
        if let Some(held) = self.0.get(page as usize) {
            held.store(true, Relaxed);
        }
    }

    /// Marks `count` pages from `start` as given back. Returns how many of them were held.
    pub(super) fn give_back(&self, start: u32, count: u32) -> u32 {
        let pages = self.0.iter().skip(start as usize).take(count as usize);
        pages.map(|held| u32::from(held.swap(false, Relaxed))).sum()
    }
}
