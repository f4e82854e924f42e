//! An exact ledger of the Rust heap: what is allocated and not yet given back, by all code that is linked into the
//! add-on, its dependencies included.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use napi_derive::napi;

#[global_allocator]
static HEAP: Counted = Counted { blocks: AtomicUsize::new(0), bytes: AtomicUsize::new(0) };

/// The system's allocator, and how many blocks and bytes of it are in use.
struct Counted {
    blocks: AtomicUsize,
    bytes: AtomicUsize,
}

// SAFETY: every call goes on to the system's allocator as it came, and what that answers is passed back unchanged.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of the same function.
        let block = unsafe { System.alloc(layout) };
        self.count(block, layout.size())
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of the same function.
        let block = unsafe { System.alloc_zeroed(layout) };
        self.count(block, layout.size())
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        self.blocks.fetch_sub(1, Relaxed);
        self.bytes.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller keeps the contract of the same function.
        unsafe { System.dealloc(block, layout) };
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract of the same function.
        let moved = unsafe { System.realloc(block, layout, bytes) };
        if !moved.is_null() {
            self.bytes.fetch_add(bytes, Relaxed);
            self.bytes.fetch_sub(layout.size(), Relaxed);
        }
        moved
    }
}

impl Counted {
    fn count(&self, block: *mut u8, bytes: usize) -> *mut u8 {
        if !block.is_null() {
            self.blocks.fetch_add(1, Relaxed);
            self.bytes.fetch_add(bytes, Relaxed);
        }
        block
    }
}

/// Blocks of the Rust heap that are in use.
#[napi]
pub fn rust_blocks() -> f64 {
    HEAP.blocks.load(Relaxed) as f64
}

/// Bytes of the Rust heap that are in use.
#[napi]
pub fn rust_bytes() -> f64 {
    HEAP.bytes.load(Relaxed) as f64
}
