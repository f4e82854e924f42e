//! Encoding of what no correct program writes.

use std::mem::offset_of;
use std::sync::atomic::Ordering::Relaxed;

use strait_arena::{ArenaError, FillOptions, Message, WireLimits};

use crate::schema::{Everything, Tree};
use crate::shared_memory::SharedMemory;

#[test]
fn spans_that_lie_are_refused() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill(handle, &FillOptions { maximum_elements: 12, ..FillOptions::seeded(3) }).unwrap();
    let spans = [
        offset_of!(Everything, unknown),
        offset_of!(Everything, text),
        offset_of!(Everything, blob),
        offset_of!(Everything, doubles),
        offset_of!(Everything, int32s),
        offset_of!(Everything, texts),
        offset_of!(Everything, by_int32),
    ];
    let words = memory.message(handle);
    let whole = arena.encode(handle, &WireLimits::default()).unwrap();
    for place in spans.map(|offset| offset / 4) {
        let (address, length) = (words[place].load(Relaxed), words[place + 1].load(Relaxed));
        for wrong in [1 << 20, (1 << 31) - 1] {
            words[place + 1].store(wrong, Relaxed);
            let error = arena.encode(handle, &WireLimits::default()).unwrap_err();
            assert!(matches!(error.code(), "OUT_OF_BOUNDS" | "CORRUPT"), "{error}");
        }
        words[place + 1].store(length.max(1), Relaxed);
        for wrong in [0, 1, address + 1, u32::MAX] {
            words[place].store(wrong, Relaxed);
            assert_eq!(arena.encode(handle, &WireLimits::default()).unwrap_err().code(), "CORRUPT");
        }
        words[place].store(address, Relaxed);
        words[place + 1].store(length, Relaxed);
    }
    assert_eq!(arena.encode(handle, &WireLimits::default()).unwrap(), whole);
}

#[test]
fn messages_that_contain_each_other_end_in_an_error() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let tree = arena.build_tree(Tree::TYPE_ID, 2, 1).unwrap();
    let (root, child) = (tree.index(), 2);
    memory.words_at(memory.slot(child)[2].load(Relaxed))[offset_of!(Tree, left) / 4].store(root, Relaxed);
    let state = memory.slot(root)[1].load(Relaxed);
    memory.slot(root)[1].store(state | 1 << 17, Relaxed);
    memory.slot(root)[3].store(child, Relaxed);
    let deep = WireLimits { maximum_depth: 1_000, ..WireLimits::default() };
    assert_eq!(arena.encode(tree, &deep), Err(ArenaError::TooDeep { limit: 1_000 }));
}
