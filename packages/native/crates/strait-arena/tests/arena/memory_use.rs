//! Oracle: bytes counted by hand from docs/layout.md: pages of 8 KiB, spans of 8 of them, slots of 16 bytes.

use std::sync::atomic::Ordering::Relaxed;

use strait_arena::{ArenaError, Handle, Purpose, SizeClass};

use crate::batch::no_handles;
use crate::schema::EMPTY_ID;
use crate::shared_memory::SharedMemory;

const PAGE: u64 = 8192;
const SPAN: u64 = 8 * PAGE;
/// Blocks of 16 bytes in a span.
const SPAN_BLOCKS: usize = 4096;

#[test]
fn a_fresh_arena_holds_its_control_block_only() {
    let (arena, memory) = SharedMemory::arena(20);
    let found = arena.memory_use().unwrap();
    assert_eq!((found.slab_bytes, found.page_map_bytes, found.slot_bytes), (0, 0, 0));
    assert!(found.extents.is_empty());
    assert_eq!(found.held_bytes(), found.control_bytes);
    assert!(found.control_bytes >= memory.control().len() as u64 * 4 / 128 * 128);
}

#[test]
fn counts_blocks_in_use_and_every_stretch_of_free_ones() {
    let (mut arena, _) = SharedMemory::arena(20);
    let handles = no_handles(SPAN_BLOCKS);
    arena.allocate_batch(EMPTY_ID, &handles).unwrap();
    // Blocks lie in the order of allocation. Two beside each other, one alone, and the last leave three stretches.
    for position in [10, 11, 100, SPAN_BLOCKS - 1] {
        arena.free(Handle::from_number(handles[position].get()).unwrap()).unwrap();
    }
    let run = arena.allocate_run(3 * PAGE).unwrap();
    let found = arena.memory_use().unwrap();
    let class = SizeClass::holding(16).unwrap();
    assert_eq!(found.slab_bytes, 1 << 20);
    assert_eq!(found.page_map_bytes, PAGE);
    assert_eq!(found.slot_bytes, SPAN_BLOCKS as u64 * 16);
    let [messages, large] = &found.extents[..] else { panic!("{:?}", found.extents) };
    assert_eq!((messages.purpose, messages.bytes), (Purpose::Messages(class), SPAN));
    assert_eq!(messages.used_bytes, (SPAN_BLOCKS as u64 - 4) * 16);
    assert_eq!(messages.free_runs, [32, 16, 16]);
    assert_eq!((large.purpose, large.bytes, large.used_bytes), (Purpose::Run, 3 * PAGE, 3 * PAGE));
    assert!(large.free_runs.is_empty());
    arena.release_data(run).unwrap();
    let found = arena.memory_use().unwrap();
    let freed = &found.extents[1];
    assert_eq!((freed.purpose, freed.used_bytes), (Purpose::Free, 0));
    assert_eq!(freed.free_runs, [3 * PAGE], "what was used is held until it is given back");
}

#[test]
fn refuses_a_free_list_that_leads_astray() {
    let (mut arena, memory) = SharedMemory::arena(20);
    arena.allocate(EMPTY_ID).unwrap();
    // The first free slot leads to itself.
    let head = memory.control()[16].load(Relaxed);
    memory.slot(head)[3].store(head, Relaxed);
    let refused = ArenaError::Corrupt { what: "a slot is on a free list twice", at: head };
    assert_eq!(arena.memory_use(), Err(refused.clone()));
    assert_eq!(arena.trim(), Err(refused));
}
