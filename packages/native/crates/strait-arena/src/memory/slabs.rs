//! All slabs of an arena, and what addresses in them mean.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, AtomicU64};

use super::{Body, MemorySource, Page, Part, Slab, Window};
use crate::ArenaError;
use crate::size_class::{CLASSES, Divisor, PAGE_BYTES, SizeClass};

/// Bytes of one unit of an address.
const UNIT: u64 = 8;

/// A data block in use or on a free list.
///
/// Invariant: as all blocks and runs do, its window starts at a multiple of 8 and has at least 16 bytes.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a> {
    pub(crate) address: u32,
    /// All its bytes.
    pub(crate) window: Window<'a>,
    /// Its class; a run of pages has none.
    pub(crate) class: Option<SizeClass>,
    /// The member of the arena to which it returns.
    pub(crate) member: u8,
}

impl<'a> Block<'a> {
    /// Its first word, which on a free list is the address of the next.
    #[inline(always)]
    pub(crate) fn link(&self) -> &'a AtomicU32 {
        // SAFETY: the aligned bytes are inside the block, whose region outlives 'a and is reached only through atomics.
        unsafe { AtomicU32::from_ptr(self.window.base().cast().as_ptr()) }
    }

    /// Its first two words of 8 bytes: all of a block of the smallest class.
    #[inline(always)]
    pub(crate) fn pair(&self) -> &'a [AtomicU64; 2] {
        // SAFETY: by the invariant, 16 aligned bytes are inside the block, whose region outlives 'a and is reached only
        // through atomics.
        unsafe { self.window.base().cast().as_ref() }
    }

    /// All its bytes, for as long as its region lives.
    #[inline(always)]
    pub(crate) const fn body(&self) -> Body<'a> {
        // SAFETY: by the invariants of block and window, the bytes lie inside one region, from a multiple of 8 on.
        unsafe { Body::at(self.window.base(), self.window.bytes()) }
    }

    pub(crate) const fn capacity(&self) -> u64 {
        self.window.bytes() as u64
    }
}

/// The words of one slab: the address of the first, and all of them.
#[derive(Clone, Copy)]
pub(crate) struct Blocks<'a> {
    first: u32,
    words: &'a [AtomicU64],
}

impl<'a> Blocks<'a> {
    /// `count` words of 8 bytes from an address, if the slab has them.
    #[inline]
    pub(crate) fn get(self, address: u32, count: usize) -> Option<&'a [AtomicU64]> {
        let start = address.wrapping_sub(self.first) as usize;
        self.words.get(start..start.saturating_add(count))
    }
}

/// A span of data blocks in which blocks were taken before. It remains one until all pages are freed.
///
/// Invariant: its blocks of `bytes` bytes lie from `base` on in one region, which is kept as long as the slabs are.
#[derive(Clone, Copy)]
struct KnownSpan {
    /// Where its first byte is.
    base: NonNull<u8>,
    /// Address of its first byte.
    first: u32,
    /// How to divide by the units of an address that a block has; none are blocks until the span is known.
    divisor: Divisor,
    /// Bytes of a block.
    bytes: u32,
    /// The member of the arena to which its blocks return.
    member: u8,
}

// SAFETY: the memory is reached only through atomics, whatever thread does it, as that of regions is.
unsafe impl Send for KnownSpan {}
// SAFETY: the same.
unsafe impl Sync for KnownSpan {}

impl KnownSpan {
    const NONE: Self =
        Self { base: NonNull::dangling(), first: 0, divisor: Divisor::NONE, bytes: 0, member: 0 };
}

/// What a slab number stands for: a part of the memory of its slab.
///
/// Invariant: the `bytes` bytes from `base`, which is aligned to 8, are all that slab's region has, which is kept as long
/// as the slabs are.
#[derive(Clone, Copy)]
struct Place {
    base: NonNull<u8>,
    bytes: usize,
    /// Address of the first byte of the slab.
    first: u32,
    /// Index of the slab.
    slab: u32,
}

// SAFETY: the memory is reached only through atomics, whatever thread does it, as that of regions is.
unsafe impl Send for Place {}
// SAFETY: the same.
unsafe impl Sync for Place {}

/// The slab in which addresses begin, and all of a small arena is.
///
/// Invariant: the `bytes` bytes from `base`, which is aligned to 8, are those of addresses from 0 on, in a region which is
/// kept as long as the slabs are.
struct FirstSlab {
    base: NonNull<u8>,
    bytes: usize,
}

// SAFETY: the memory is reached only through atomics, whatever thread does it, as that of regions is.
unsafe impl Send for FirstSlab {}
// SAFETY: the same.
unsafe impl Sync for FirstSlab {}

pub(crate) struct Slabs {
    slabs: Vec<Slab>,
    first: FirstSlab,
    /// The span in which the last block of each class was taken that was not in the one before.
    known: [KnownSpan; CLASSES],
    /// Where the slabs are, by slab number.
    numbers: Vec<Place>,
    /// log₂ of the bytes of a slab.
    shift: u32,
    bytes: u64,
}

impl Slabs {
    pub(crate) const fn new(shift: u32) -> Self {
        let (first, known) = (FirstSlab { base: NonNull::dangling(), bytes: 0 }, [KnownSpan::NONE; CLASSES]);
        Self { slabs: Vec::new(), first, known, numbers: Vec::new(), shift, bytes: 0 }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Slab> {
        self.slabs.iter()
    }

    /// Bytes of all slabs.
    pub(crate) const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Slab numbers in use.
    pub(crate) const fn numbers(&self) -> u32 {
        self.numbers.len() as u32
    }

    /// Takes `count` free pages that stand side by side, adding a slab if there are none, for the use that `use_of`
    /// gives by position. Returns the address of the first and all of them as a window.
    pub(crate) fn take_pages(
        &mut self,
        count: u32,
        source: &mut dyn MemorySource,
        use_of: impl Fn(u32) -> Page,
    ) -> Result<(u32, Window<'_>), ArenaError> {
        let found = self.slabs.iter().enumerate().find_map(|(slab, it)| Some((slab, it.find_free(count)?)));
        let (index, page) = match found {
            Some(place) => place,
            None => (self.slabs.len(), self.add_slab(count, source)?),
        };
        let slab = self
            .slabs
            .get(index)
            .ok_or(ArenaError::Corrupt { what: "a slab is missing", at: index as u32 })?;
        slab.assign(page, count, use_of)?;
        let start = u64::from(page) * u64::from(PAGE_BYTES);
        let window = slab.window().part(start as usize, count as usize * PAGE_BYTES as usize)?;
        Ok((slab.first() + (start / UNIT) as u32, window))
    }

    /// Adds a slab that has room for `count` pages side by side. Returns the first free page.
    fn add_slab(&mut self, count: u32, source: &mut dyn MemorySource) -> Result<u32, ArenaError> {
        let slab_pages = (1u64 << self.shift) / u64::from(PAGE_BYTES);
        let mut multiple = u64::from(count).div_ceil(slab_pages);
        if u64::from(count) + Slab::map_pages(multiple * slab_pages) > multiple * slab_pages {
            multiple += 1;
        }
        self.lend_slab(multiple, source)?;
        Ok(Slab::map_pages(multiple * slab_pages) as u32)
    }

    /// Adds a slab that takes `multiple` slab numbers.
    pub(crate) fn lend_slab(
        &mut self,
        multiple: u64,
        source: &mut dyn MemorySource,
    ) -> Result<(), ArenaError> {
        let slab_bytes = multiple << self.shift;
        let refused = ArenaError::OutOfMemory { what: "bytes of slab", amount: slab_bytes };
        let numbers = self.numbers.len() as u64 + multiple;
        if numbers << self.shift > UNIT << 32 {
            return Err(refused);
        }
        self.numbers.try_reserve(multiple as usize).map_err(|_| refused.clone())?;
        self.slabs.try_reserve(1).map_err(|_| refused.clone())?;
        let first = ((self.numbers.len() as u64) << self.shift) / UNIT;
        let region = source.slab(usize::try_from(slab_bytes).map_err(|_| refused)?)?;
        if region.bytes() as u64 != slab_bytes {
            return Err(ArenaError::InvalidValue {
                what: "a slab must have as many bytes as were asked for",
                value: region.bytes() as u64,
            });
        }
        let slab = Slab::new(region, first as u32)?;
        let (base, bytes) = (slab.window().base(), slab.window().bytes());
        let place = Place { base, bytes, first: slab.first(), slab: self.slabs.len() as u32 };
        if self.slabs.is_empty() {
            self.first = FirstSlab { base, bytes };
        }
        self.numbers.resize(numbers as usize, place);
        self.slabs.push(slab);
        self.bytes += slab_bytes;
        Ok(())
    }

    /// The slab of an address, and the byte in it.
    #[inline]
    fn locate(&self, address: u32) -> Result<(&Slab, usize), ArenaError> {
        let number = (u64::from(address) * UNIT) >> self.shift;
        let slab = self.numbers.get(number as usize).and_then(|place| self.slabs.get(place.slab as usize));
        let slab = slab.ok_or(ArenaError::Corrupt { what: "an address lies in no slab", at: address })?;
        Ok((slab, (u64::from(address - slab.first()) * UNIT) as usize))
    }

    /// `bytes` bytes from an address, wherever in one slab they are.
    #[inline]
    pub(crate) fn window(&self, address: u32, bytes: usize) -> Result<Window<'_>, ArenaError> {
        let (slab, offset) = self.locate(address)?;
        slab.window().part(offset, bytes)
    }

    /// `bytes` bytes from an address, if they are in one slab.
    #[inline(always)]
    pub(crate) fn body(&self, address: u32, bytes: u32) -> Option<Body<'_>> {
        let offset = address as usize * UNIT as usize;
        if offset + bytes as usize > self.first.bytes {
            return self.later_body(address, bytes);
        }
        // SAFETY: the offset is inside the region, by the invariant of `FirstSlab`.
        let base = unsafe { self.first.base.add(offset) };
        // SAFETY: a multiple of 8 from an aligned place; the bytes are in the region, which the slabs keep.
        Some(unsafe { Body::at(base, bytes as usize) })
    }

    /// As [`body`](Self::body), for what is not in the first slab.
    #[inline(never)]
    fn later_body(&self, address: u32, bytes: u32) -> Option<Body<'_>> {
        let place = self.numbers.get(((u64::from(address) * UNIT) >> self.shift) as usize)?;
        let offset = address.wrapping_sub(place.first) as usize * UNIT as usize;
        if offset + bytes as usize > place.bytes {
            return None;
        }
        // SAFETY: the offset is inside the region.
        let base = unsafe { place.base.add(offset) };
        // SAFETY: a multiple of 8 from an aligned place; the bytes are in the region, which the slabs keep.
        Some(unsafe { Body::at(base, bytes as usize) })
    }

    /// The slab of an address.
    pub(crate) fn blocks(&self, address: u32) -> Option<Blocks<'_>> {
        let (slab, _) = self.locate(address).ok()?;
        Some(Blocks { first: slab.first(), words: slab.window().cells().ok()? })
    }

    /// What the page of an address is used for, and the address's byte in its span or run.
    #[inline]
    fn place(&self, address: u32) -> Result<(&Slab, Page, usize, u64), ArenaError> {
        let (slab, offset) = self.locate(address)?;
        let page = slab.page((offset / PAGE_BYTES as usize) as u32)?;
        let before = match page {
            Page::Data(_, part) | Page::Messages(_, part) => part.index,
            _ => 0,
        };
        let in_span = u64::from(before) * u64::from(PAGE_BYTES) + offset as u64 % u64::from(PAGE_BYTES);
        Ok((slab, page, offset, in_span))
    }

    /// The data block at an address. Errors: `Corrupt` when no data block starts there.
    #[inline]
    pub(crate) fn block(&self, address: u32) -> Result<Block<'_>, ArenaError> {
        match self.small_block(address) {
            Some(block) => Ok(block),
            None => self.run(address),
        }
    }

    /// The data block at an address, if it is of this class and in the span that was seen last.
    #[inline(always)]
    pub(crate) fn known_block(&self, address: u32, class: SizeClass) -> Option<Block<'_>> {
        let span = self.known.get(class.number() as usize)?;
        let units = address.wrapping_sub(span.first);
        if !span.divisor.divides(units) {
            return None;
        }
        // SAFETY: a block of the span begins there, so that it and its bytes lie in the region.
        let base = unsafe { span.base.add(units as usize * UNIT as usize) };
        // SAFETY: the same; the slabs keep the region.
        let window = unsafe { Window::new(base, span.bytes as usize) };
        Some(Block { address, window, class: Some(class), member: span.member })
    }

    /// Remembers the span of a data block.
    pub(crate) fn remember(&mut self, address: u32) {
        let Ok((slab, offset)) = self.locate(address) else { return };
        let page = (offset / PAGE_BYTES as usize) as u32;
        let Some((class, Part { index, member })) = slab.data_page(page) else { return };
        let start = (page - index) * PAGE_BYTES;
        let bytes = class.span_pages() as usize * PAGE_BYTES as usize;
        let Ok(window) = slab.window().part(start as usize, bytes) else { return };
        let (base, first) = (window.base(), slab.first() + start / UNIT as u32);
        if let Some(known) = self.known.get_mut(class.number() as usize) {
            let (divisor, bytes) = (Divisor::of_units(class), class.bytes());
            *known = KnownSpan { base, first, divisor, bytes, member };
        }
    }

    /// Makes all pages free but those of the page maps.
    pub(crate) fn free_all(&mut self) -> Result<(), ArenaError> {
        self.known = [KnownSpan::NONE; CLASSES];
        self.slabs.iter().try_for_each(Slab::free_all)
    }

    /// Makes the pages of spans free, which are given by the address and the number of their pages.
    pub(crate) fn free_spans(&mut self, spans: &[(u32, u32)]) -> Result<(), ArenaError> {
        self.known = [KnownSpan::NONE; CLASSES];
        for &(address, pages) in spans {
            let (slab, offset) = self.locate(address)?;
            slab.assign((offset / PAGE_BYTES as usize) as u32, pages, |_| Page::Free)?;
        }
        Ok(())
    }

    /// The data block at an address that has a class, if one starts there.
    #[inline]
    pub(crate) fn small_block(&self, address: u32) -> Option<Block<'_>> {
        let (slab, offset) = self.locate(address).ok()?;
        let (class, Part { index, member }) = slab.data_page((offset / PAGE_BYTES as usize) as u32)?;
        if !class.is_block(index * PAGE_BYTES + offset as u32 % PAGE_BYTES) {
            return None;
        }
        let window = slab.window().part(offset, class.bytes() as usize).ok()?;
        Some(Block { address, window, class: Some(class), member })
    }

    /// The run of pages that starts at an address.
    #[cold]
    fn run(&self, address: u32) -> Result<Block<'_>, ArenaError> {
        match self.place(address)? {
            (slab, Page::Run(pages), offset, 0) => {
                let window = slab.window().part(offset, pages as usize * PAGE_BYTES as usize)?;
                Ok(Block { address, window, class: None, member: 0 })
            }
            _ => Err(ArenaError::Corrupt { what: "no data block starts at an address", at: address }),
        }
    }

    /// The class of the message block at an address. Errors: `Corrupt` when none starts there.
    pub(crate) fn message_class(&self, address: u32) -> Result<SizeClass, ArenaError> {
        self.message_block(address).map(|(class, _)| class)
    }

    /// The class of the message block at an address, and the member of the arena to which it returns. Errors:
    /// `Corrupt` when none starts there.
    pub(crate) fn message_block(&self, address: u32) -> Result<(SizeClass, u8), ArenaError> {
        match self.place(address)? {
            (_, Page::Messages(class, part), _, in_span) if class.is_block(in_span as u32) => {
                Ok((class, part.member))
            }
            _ => Err(ArenaError::Corrupt { what: "no message block starts at an address", at: address }),
        }
    }

    /// Gives the pages of a run back.
    pub(crate) fn free_run(&self, address: u32) -> Result<(), ArenaError> {
        let (slab, page, offset, in_span) = self.place(address)?;
        match page {
            Page::Run(pages) if in_span == 0 => {
                slab.assign((offset / PAGE_BYTES as usize) as u32, pages, |_| Page::Free)
            }
            _ => Err(ArenaError::Corrupt { what: "no run of pages starts at an address", at: address }),
        }
    }
}
