use std::sync::atomic::Ordering::Relaxed;

use strait_arena::{ArenaError, FillOptions, Message};

use crate::schema::{EMPTY_ID, Everything, PADDED_IDS, Tree};
use crate::shared_memory::SharedMemory;

#[test]
fn after_a_reset_every_handle_is_stale_and_the_memory_is_used_again() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let mut slab_bytes = 0;
    for cycle in 0..5 {
        let mut handles = vec![arena.build_tree(Tree::TYPE_ID, 5, 4).unwrap()];
        for type_id in [EMPTY_ID, Everything::TYPE_ID, PADDED_IDS[0], PADDED_IDS[2]] {
            handles.push(arena.allocate(type_id).unwrap());
        }
        arena.fill(handles[2], &FillOptions::seeded(cycle)).unwrap();
        let run = arena.allocate_run(100_000).unwrap();
        assert_ne!(run, 0);
        arena.reset().unwrap();
        for handle in handles {
            assert_eq!(arena.checksum(handle), Err(ArenaError::Stale { index: handle.index() }));
        }
        let report = arena.audit().unwrap();
        assert!(report.is_clean() && report.types.is_empty(), "{:?}", report.disagreements);
        if cycle == 0 {
            slab_bytes = arena.slab_bytes();
        }
        assert_eq!(arena.slab_bytes(), slab_bytes, "cycle {cycle} took no new slab");
    }
    assert_eq!(memory.slot_chunks.borrow().len(), 1);
}

#[test]
fn a_reset_repairs_lists_and_ledger_that_were_written_over() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(EMPTY_ID).unwrap();
    for word in &memory.control()[16..] {
        word.store(0xDEAD_BEEF, Relaxed);
    }
    assert_eq!(arena.allocate(EMPTY_ID).unwrap_err().code(), "CORRUPT");
    arena.reset().unwrap();
    assert!(arena.audit().unwrap().is_clean());
    assert_eq!(arena.checksum(handle).unwrap_err().code(), "STALE_HANDLE");
    arena.allocate(EMPTY_ID).unwrap();
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn a_second_reset_changes_nothing() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let first = arena.allocate(EMPTY_ID).unwrap();
    let block = memory.slot(first.index())[2].load(Relaxed);
    arena.reset().unwrap();
    arena.reset().unwrap();
    let again = arena.allocate(EMPTY_ID).unwrap();
    assert_eq!((again.index(), again.generation()), (first.index(), first.generation() + 1));
    assert_eq!(memory.slot(again.index())[2].load(Relaxed), block, "the first pages are free again");
    assert_eq!(arena.slab_bytes(), 1 << 20);
}

/// Oracle: the audit, which compares the page maps with Rust's own and looks for every slot.
#[test]
fn a_reset_repairs_whatever_was_written_over_free_slots_and_page_maps() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(EMPTY_ID).unwrap();
    for page in [0, 1, 5, 100] {
        memory.words_at(0)[page].store(0xDEAD_BEEF, Relaxed);
    }
    for (slot, generation) in [(2, 0), (3, u32::MAX), (4, 1 << 29), (handle.index(), 0)] {
        memory.slot(slot)[0].store(generation, Relaxed);
    }
    arena.reset().unwrap();
    let report = arena.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.disagreements);
    assert_eq!(report.retired_slots, 4, "slots whose generations are unknown are not used again");
    for _ in 0..5_000 {
        let handle = arena.allocate(EMPTY_ID).unwrap();
        assert_eq!(arena.type_id(handle), Ok(EMPTY_ID));
    }
    assert!(arena.audit().unwrap().is_clean());
}
