use std::sync::atomic::Ordering::Relaxed;

use strait_arena::{Arena, HeapMemory, Message};

use crate::schema::{EMPTY_ID, SCHEMA, Tree};
use crate::shared_memory::SharedMemory;

#[test]
fn an_arena_of_another_schema_is_refused() {
    let other: &'static strait_arena::Schema = Box::leak(Box::new(strait_arena::Schema {
        package: "other",
        hash: 1,
        messages: SCHEMA.messages,
        enums: &[],
    }));
    let error = Arena::new(&SCHEMA, Box::new(HeapMemory::new(other, 20, usize::MAX))).err().unwrap();
    assert_eq!(error.code(), "LAYOUT_MISMATCH");
    let mut arena = Arena::on_heap(other).unwrap();
    let handle = arena.allocate(Tree::TYPE_ID).unwrap();
    assert_eq!(arena.get::<Tree>(handle).err().unwrap().code(), "LAYOUT_MISMATCH");
}

#[test]
fn slab_sizes_outside_64_kib_to_1_gib_are_refused() {
    for shift in [0, 15, 31, 63] {
        let error = Arena::new(&SCHEMA, Box::new(HeapMemory::new(&SCHEMA, shift, usize::MAX))).err().unwrap();
        assert_eq!(error.code(), "INVALID_VALUE", "2^{shift}");
    }
}

/// Oracle: the table in docs/layout.md.
#[test]
fn the_control_block_and_page_map_are_as_documented() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(EMPTY_ID).unwrap();
    let control = memory.control();
    assert_eq!(control.len(), 112 + 4 * 8, "seven types, rounded up to eight");
    assert_eq!(control[5].load(Relaxed), 4096, "a span of 64 KiB has 4,096 blocks of 16 bytes");
    assert_eq!(control[7].load(Relaxed), 1);
    assert_eq!(control[16].load(Relaxed), 2, "slot 1 is taken");
    let map = memory.slabs.borrow()[0];
    assert_eq!(map[0].load(Relaxed), 125, "a slab of 1 MiB has a map of one page");
    for index in 0..8 {
        assert_eq!(map[1 + index as usize].load(Relaxed), 129 | index << 8, "message blocks of class 0");
    }
    assert_eq!(memory.slot(handle.index())[2].load(Relaxed), 1024, "the first address after the map");
    let run = arena.allocate_run(40_000).unwrap();
    assert_eq!(run, 9 * 1024);
    assert_eq!(map[9].load(Relaxed), 127 | 5 << 8);
    assert_eq!(map[10].load(Relaxed), 126);
    arena.release_data(run).unwrap();
    assert_eq!((9..14).map(|page| map[page].load(Relaxed)).sum::<u32>(), 0);
}

#[test]
fn a_block_larger_than_a_slab_gets_a_slab_of_its_own() {
    let (mut arena, memory) = SharedMemory::arena(16);
    let small = arena.allocate_run(1).unwrap();
    let large = arena.allocate_run(1_000_000).unwrap();
    let next = arena.allocate_run(60_000).unwrap();
    assert_eq!(small, 1024);
    assert_eq!(large, 8192 + 1024, "the second slab begins at number 1");
    assert_eq!(memory.slabs.borrow()[1].len() * 4, 16 << 16, "a multiple of the slab size");
    assert_eq!(next, (1 + 16) * 8192 + 1024, "the third slab follows its 16 numbers");
    assert_eq!(memory.control()[7].load(Relaxed), 1 + 16 + 2);
    for address in [small, large, next] {
        arena.release_data(address).unwrap();
    }
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn absurd_sizes_are_refused_before_anyone_is_asked_for_memory() {
    let (mut arena, memory) = SharedMemory::arena(20);
    memory.left.set(Some(0));
    for bytes in [u64::MAX, 1 << 63, 1 << 46, 1 << 37, 1 << 36, (1 << 35) + 1] {
        let error = arena.allocate_run(bytes).unwrap_err();
        assert_eq!(error.code(), "OUT_OF_MEMORY", "{bytes} bytes");
        assert!(!error.to_string().contains("bytes of a test"), "{bytes} bytes: {error}");
    }
}
