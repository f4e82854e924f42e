//! A slab: a page map, then pages.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::held::HeldPages;
use super::{Region, Window};
use crate::ArenaError;
use crate::size_class::{PAGE_BYTES, SizeClass};

/// What a page is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Free,
    /// Data blocks of a class.
    Data(SizeClass, Part),
    /// Message blocks of a class.
    Messages(SizeClass, Part),
    /// Part of the page map.
    Map,
    /// Inside a run.
    RunInside,
    /// First page of a run, and how many pages that has.
    Run(u32),
}

/// Which page of a span it is, and whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// Position of the page in the span.
    pub(crate) index: u32,
    /// The member of the arena to which the blocks of the span return.
    pub(crate) member: u8,
}

const DATA: u32 = 1;
const DATA_LAST: u32 = 40;
const MESSAGES: u32 = 129;
const MAP: u32 = 125;
const RUN_INSIDE: u32 = 126;
const RUN: u32 = 127;

impl Page {
    pub(crate) const fn encode(self) -> u32 {
        match self {
            Self::Free => 0,
            Self::Data(class, part) => (DATA + class.number()) | part.encode(),
            Self::Messages(class, part) => (MESSAGES + class.number()) | part.encode(),
            Self::Map => MAP,
            Self::RunInside => RUN_INSIDE,
            Self::Run(pages) => RUN | (pages << 8),
        }
    }

    /// What a word of the authoritative map means. No other word than one that [`encode`](Self::encode) made is there.
    const fn decode(word: u32) -> Self {
        let part = Part { index: (word >> 8) & 0xFFFF, member: (word >> 24) as u8 };
        match word & 0xFF {
            0 => Self::Free,
            RUN_INSIDE => Self::RunInside,
            RUN => Self::Run(word >> 8),
            kind @ DATA..=DATA_LAST => match SizeClass::new(kind - DATA) {
                Some(class) => Self::Data(class, part),
                None => Self::Map,
            },
            kind @ MESSAGES.. => match SizeClass::new(kind - MESSAGES) {
                Some(class) => Self::Messages(class, part),
                None => Self::Map,
            },
            _ => Self::Map,
        }
    }
}

impl Part {
    const fn encode(self) -> u32 {
        ((self.index & 0xFFFF) << 8) | ((self.member as u32) << 24)
    }
}

/// A slab and the authoritative map of its pages. The map in the slab itself is a copy for JavaScript.
pub(crate) struct Slab {
    region: Region,
    /// Address of its first byte.
    first: u32,
    /// Words as in the copy. Written by one thread at a time, but read by others in between.
    pages: Vec<AtomicU32>,
    free_pages: AtomicU32,
    /// No page before this one is free.
    first_free: AtomicU32,
    held: HeldPages,
}

impl Slab {
    /// Pages that the map of a slab with `pages` pages takes.
    pub(crate) const fn map_pages(pages: u64) -> u64 {
        (pages * 4).div_ceil(PAGE_BYTES as u64)
    }

    pub(crate) fn new(region: Region, first: u32) -> Result<Self, ArenaError> {
        let count = region.bytes() as u64 / u64::from(PAGE_BYTES);
        let map = Self::map_pages(count);
        let refused = ArenaError::OutOfMemory { what: "entries of a page map", amount: count };
        let (Ok(count), Ok(map)) = (u32::try_from(count), u32::try_from(map)) else { return Err(refused) };
        let mut pages = Vec::new();
        pages.try_reserve_exact(count as usize).map_err(|_| refused)?;
        pages.resize_with(count as usize, || AtomicU32::new(Page::Free.encode()));
        let (free_pages, first_free) = (AtomicU32::new(count), AtomicU32::new(0));
        let held = HeldPages::none_of(count)?;
        let slab = Self { region, first, pages, free_pages, first_free, held };
        slab.assign(0, map, |_| Page::Map)?;
        Ok(slab)
    }

    pub(crate) const fn first(&self) -> u32 {
        self.first
    }

    pub(crate) const fn pages(&self) -> u32 {
        self.pages.len() as u32
    }

    #[inline]
    pub(crate) fn window(&self) -> Window<'_> {
        self.region.window()
    }

    #[inline]
    pub(crate) fn page(&self, page: u32) -> Result<Page, ArenaError> {
        let word = self.pages.get(page as usize).ok_or(ArenaError::OutOfBounds {
            start: page.into(),
            bytes: 1,
            limit: self.pages.len() as u64,
        })?;
        Ok(Page::decode(word.load(Relaxed)))
    }

    /// What a page of data blocks is used for; none for others.
    #[inline]
    pub(crate) fn data_page(&self, page: u32) -> Option<(SizeClass, Part)> {
        let word = self.pages.get(page as usize)?.load(Relaxed);
        let class = SizeClass::new((word & 0xFF).wrapping_sub(DATA))?;
        Some((class, Part { index: (word >> 8) & 0xFFFF, member: (word >> 24) as u8 }))
    }

    /// Whether the copy in the slab says the same as the authoritative map.
    pub(crate) fn copy_agrees(&self, page: u32) -> Result<bool, ArenaError> {
        Ok(self.region.window().u32(page as usize * 4)? == self.page(page)?.encode())
    }

    /// The first of `count` free pages that stand side by side: the lowest such place.
    pub(crate) fn find_free(&self, count: u32) -> Option<u32> {
        if count > self.free_pages.load(Relaxed) {
            return None;
        }
        let mut run = 0;
        for (index, page) in self.pages.iter().enumerate().skip(self.first_free.load(Relaxed) as usize) {
            run = if page.load(Relaxed) == Page::Free.encode() { run + 1 } else { 0 };
            if run == count {
                return Some(index as u32 + 1 - count);
            }
        }
        None
    }

    /// Says what `count` pages from `start` are used for, by their position among these pages.
    pub(crate) fn assign(
        &self,
        start: u32,
        count: u32,
        use_of: impl Fn(u32) -> Page,
    ) -> Result<(), ArenaError> {
        let copy = self.region.window().part(start as usize * 4, count as usize * 4)?;
        let (mut freed, mut taken) = (0, 0);
        for (index, page) in self.pages.iter().skip(start as usize).take(count as usize).enumerate() {
            let new = use_of(index as u32).encode();
            let old = page.swap(new, Relaxed);
            let free = Page::Free.encode();
            freed += u32::from(old != free && new == free);
            taken += u32::from(old == free && new != free);
            if new != free {
                self.held.hold(start + index as u32);
            }
            copy.set_u32(index * 4, new)?;
        }
        self.free_pages.store(self.free_pages.load(Relaxed) + freed - taken, Relaxed);
        let first_free = self.first_free.load(Relaxed);
        if freed > 0 {
            self.first_free.store(first_free.min(start), Relaxed);
        } else if taken > 0 && first_free == start {
            self.first_free.store(start + count, Relaxed);
        }
        Ok(())
    }

    /// Whether memory of the system may stand behind a page: it was given out since it was last given back.
    pub(crate) fn is_held(&self, page: u32) -> bool {
        self.held.is_held(page)
    }

    /// Lets the system have the memory of all free pages. Returns how many pages gave theirs back. What lies in a page of
    /// the system together with a page in use stays, as that page's.
    pub(crate) fn give_back(&self) -> u32 {
        let (mut page, mut pages) = (0, 0);
        while page < self.pages() {
            let count = self.free_from(page);
            let held = (page..page + count).any(|page| self.is_held(page));
            let bytes = |pages: u32| pages as usize * PAGE_BYTES as usize;
            if held && self.region.give_back(bytes(page), bytes(count)) {
                pages += self.held.give_back(page, count);
            }
            page += count.max(1);
        }
        pages
    }

    /// How many pages are free side by side from one on.
    pub(crate) fn free_from(&self, page: u32) -> u32 {
        let free = Page::Free.encode();
        self.pages.iter().skip(page as usize).take_while(|word| word.load(Relaxed) == free).count() as u32
    }

    /// Makes every page free but those of the map, in the copy too, whatever was written over it.
    pub(crate) fn free_all(&self) -> Result<(), ArenaError> {
        let map = Self::map_pages(self.pages.len() as u64) as u32;
        self.assign(0, map, |_| Page::Map)?;
        self.assign(map, self.pages() - map, |_| Page::Free)
    }
}
