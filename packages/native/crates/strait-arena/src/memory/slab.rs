//! A slab: a page map, then pages.

use std::cell::Cell;
use std::iter::repeat_n;

use super::{Region, Window};
use crate::ArenaError;
use crate::size_class::{PAGE_BYTES, SizeClass};

/// What a page is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Free,
    /// Data blocks of a class; which page of its span it is.
    Data(SizeClass, u32),
    /// Message blocks of a class; which page of its span it is.
    Messages(SizeClass, u32),
    /// Part of the page map.
    Map,
    /// Inside a run.
    RunInside,
    /// First page of a run, and how many pages that has.
    Run(u32),
}

const DATA: u32 = 1;
const MESSAGES: u32 = 129;
const MAP: u32 = 125;
const RUN_INSIDE: u32 = 126;
const RUN: u32 = 127;

impl Page {
    pub(crate) const fn encode(self) -> u32 {
        match self {
            Self::Free => 0,
            Self::Data(class, index) => (DATA + class.number()) | (index << 8),
            Self::Messages(class, index) => (MESSAGES + class.number()) | (index << 8),
            Self::Map => MAP,
            Self::RunInside => RUN_INSIDE,
            Self::Run(pages) => RUN | (pages << 8),
        }
    }
}

/// A slab and the authoritative map of its pages. The map in the slab itself is a copy for JavaScript.
pub(crate) struct Slab {
    region: Region,
    /// Address of its first byte.
    first: u32,
    pages: Vec<Cell<Page>>,
    free_pages: Cell<u32>,
    /// No page before this one is free.
    first_free: Cell<u32>,
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
        pages.extend(repeat_n(Cell::new(Page::Free), count as usize));
        let slab = Self { region, first, pages, free_pages: Cell::new(count), first_free: Cell::new(0) };
        slab.assign(0, map, |_| Page::Map)?;
        Ok(slab)
    }

    pub(crate) const fn first(&self) -> u32 {
        self.first
    }

    pub(crate) const fn pages(&self) -> u32 {
        self.pages.len() as u32
    }

    pub(crate) fn window(&self) -> Window<'_> {
        self.region.window()
    }

    pub(crate) fn page(&self, page: u32) -> Result<Page, ArenaError> {
        self.pages.get(page as usize).map(Cell::get).ok_or(ArenaError::OutOfBounds {
            start: page.into(),
            bytes: 1,
            limit: self.pages.len() as u64,
        })
    }

    /// Whether the copy in the slab says the same as the authoritative map.
    pub(crate) fn copy_agrees(&self, page: u32) -> Result<bool, ArenaError> {
        Ok(self.region.window().u32(page as usize * 4)? == self.page(page)?.encode())
    }

    /// The first of `count` free pages that stand side by side: the lowest such place.
    pub(crate) fn find_free(&self, count: u32) -> Option<u32> {
        if count > self.free_pages.get() {
            return None;
        }
        let mut run = 0;
        for (index, page) in self.pages.iter().enumerate().skip(self.first_free.get() as usize) {
            run = if page.get() == Page::Free { run + 1 } else { 0 };
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
            let new = use_of(index as u32);
            let old = page.replace(new);
            freed += u32::from(old != Page::Free && new == Page::Free);
            taken += u32::from(old == Page::Free && new != Page::Free);
            copy.set_u32(index * 4, new.encode())?;
        }
        self.free_pages.set(self.free_pages.get() + freed - taken);
        let first_free = self.first_free.get();
        if freed > 0 {
            self.first_free.set(first_free.min(start));
        } else if taken > 0 && first_free == start {
            self.first_free.set(start + count);
        }
        Ok(())
    }

    /// Makes every page free but those of the map, in the copy too, whatever was written over it.
    pub(crate) fn free_all(&self) -> Result<(), ArenaError> {
        let map = Self::map_pages(self.pages.len() as u64) as u32;
        self.assign(0, map, |_| Page::Map)?;
        self.assign(map, self.pages() - map, |_| Page::Free)
    }
}
