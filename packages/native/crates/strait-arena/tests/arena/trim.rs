//! Oracle: the audit, checksums from before, and bytes counted by hand.

use std::sync::atomic::Ordering::Relaxed;

use strait_arena::{Arena, FillOptions, Handle, Message, Purpose, Shared};

use crate::batch::no_handles;
use crate::schema::{EMPTY_ID, Everything, PADDED_IDS};
use crate::shared_memory::SharedMemory;

const PAGE: u64 = 8192;
const SPAN_BLOCKS: usize = 4096;

fn held_blocks(arena: &Arena) -> u64 {
    arena.memory_use().unwrap().extents.iter().map(|extent| extent.bytes).sum()
}

fn free_all(arena: &mut Arena, handles: &[Shared<f64>]) {
    arena.free_batch(handles).unwrap();
}

#[test]
fn what_every_message_has_left_is_given_back_and_used_again_by_any_class() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handles = no_handles(3 * SPAN_BLOCKS);
    arena.allocate_batch(EMPTY_ID, &handles).unwrap();
    let first = Handle::from_number(handles[0].get()).unwrap();
    free_all(&mut arena, &handles);
    assert_eq!(held_blocks(&arena), 3 * 8 * PAGE, "spans stay with their class");
    let given = arena.trim().unwrap();
    if cfg!(target_os = "linux") {
        assert_eq!((given, held_blocks(&arena)), (3 * 8 * PAGE, 0));
        assert_eq!(arena.trim(), Ok(0), "nothing is left to give");
    }
    assert_eq!(arena.checksum(first).unwrap_err().code(), "STALE_HANDLE");
    // Where the first span was, another class and a large block have room now.
    arena.allocate(PADDED_IDS[2]).unwrap();
    arena.allocate_run(100 * PAGE).unwrap();
    assert_eq!(memory.slabs.borrow().len(), 1);
    arena.allocate_batch(EMPTY_ID, &handles[..10]).unwrap();
    let again = Handle::from_number(handles[0].get()).unwrap();
    assert!(again != first && arena.checksum(first).is_err(), "a slot goes on with its generations");
}

#[test]
fn a_span_with_one_survivor_stays_and_its_message_too() {
    let (mut arena, _) = SharedMemory::arena(20);
    let handles = no_handles(2 * SPAN_BLOCKS);
    arena.allocate_batch(EMPTY_ID, &handles).unwrap();
    let everything = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill(everything, &FillOptions { maximum_elements: 50, ..FillOptions::seeded(7) }).unwrap();
    let checksum = arena.checksum(everything).unwrap();
    free_all(&mut arena, &handles[..SPAN_BLOCKS + 5]);
    free_all(&mut arena, &handles[SPAN_BLOCKS + 6..]);
    arena.trim().unwrap();
    let found = arena.memory_use().unwrap();
    let spans: Vec<_> = found.extents.iter().filter(|it| it.used_bytes == 16).collect();
    let [survivor] = spans[..] else { panic!("{:?}", found.extents) };
    assert_eq!(survivor.free_runs, [5 * 16, (SPAN_BLOCKS as u64 - 6) * 16]);
    assert_eq!(arena.checksum(everything), Ok(checksum));
    assert_eq!(arena.type_id(Handle::from_number(handles[SPAN_BLOCKS + 5].get()).unwrap()), Ok(EMPTY_ID));
    assert!(arena.audit().unwrap().is_clean(), "{:?}", arena.audit().unwrap().disagreements);
    // Blocks of the span that stayed are taken before a new span is.
    arena.allocate_batch(EMPTY_ID, &handles[..SPAN_BLOCKS - 1]).unwrap();
    let full = arena.memory_use().unwrap();
    let full: Vec<_> = full.extents.iter().filter(|it| it.used_bytes == 8 * PAGE).collect();
    assert_eq!(full.len(), 1);
    assert!(arena.audit().unwrap().is_clean());
}

/// Oracle: zeros where the test wrote something else.
#[cfg(target_os = "linux")]
#[test]
fn pages_of_the_system_that_lie_in_free_pages_are_taken_and_no_others() {
    let (mut arena, memory) = SharedMemory::arena(22);
    let kept = arena.allocate_run(PAGE).unwrap();
    let freed = arena.allocate_run(64 * PAGE).unwrap();
    let after = arena.allocate_run(PAGE).unwrap();
    for (address, bytes) in [(kept, PAGE), (freed, 64 * PAGE), (after, PAGE)] {
        for word in &memory.words_at(address)[..bytes as usize / 4] {
            word.store(0x5EED_5EED, Relaxed);
        }
    }
    arena.release_data(freed).unwrap();
    assert_eq!(arena.trim(), Ok(64 * PAGE));
    let written = |address, bytes: u64| {
        let words = &memory.words_at(address)[..bytes as usize / 4];
        words.iter().filter(|word| word.load(Relaxed) == 0x5EED_5EED).count() as u64 * 4
    };
    assert_eq!((written(kept, PAGE), written(after, PAGE)), (PAGE, PAGE));
    // At each end less than one page of the system is shared with what stays.
    assert!(written(freed, 64 * PAGE) < 2 * rustix::param::page_size() as u64);
    assert!(arena.memory_use().unwrap().extents.iter().all(|extent| extent.purpose == Purpose::Run));
}
