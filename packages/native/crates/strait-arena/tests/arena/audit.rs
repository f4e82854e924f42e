use std::sync::atomic::Ordering::Relaxed;

use strait_arena::{Arena, ArenaError, Disagreement, FillOptions, Handle, Message, TypeCounts, WireLimits};

use crate::schema::{EMPTY_ID, Everything, Leaf, Tree};
use crate::shared_memory::SharedMemory;

fn word_of(offset: usize) -> usize {
    offset / 4
}

#[test]
fn a_block_that_nothing_reaches_any_more_is_a_leak() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill_array(handle, 30, 10, 0).unwrap();
    assert!(arena.audit().unwrap().is_clean());
    let span = word_of(std::mem::offset_of!(Everything, doubles));
    let message = memory.message(handle);
    let address = message[span].swap(0, Relaxed);
    message[span + 1].store(0, Relaxed);
    let report = arena.audit().unwrap();
    assert_eq!((report.leaked_blocks, report.leaked_bytes), (1, 80));
    let leak = Disagreement::LeakedData { block_bytes: 80, blocks: 1, first: address };
    assert!(report.disagreements.contains(&leak), "{:?}", report.disagreements);
    assert_eq!(report.disagreements.len(), 2, "the ledger still counts it");
    arena.release_data(address).unwrap();
    assert_eq!(arena.audit().unwrap().leaked_blocks, 0);
}

#[test]
fn a_run_that_nothing_reaches_any_more_is_a_leak() {
    let (mut arena, _) = SharedMemory::arena(20);
    arena.allocate_run(100_000).unwrap();
    let report = arena.audit().unwrap();
    assert_eq!((report.leaked_blocks, report.leaked_bytes), (1, 13 * 8192));
}

#[test]
fn a_wrong_counter_is_noticed_and_named() {
    let (mut arena, memory) = SharedMemory::arena(20);
    arena.allocate(Leaf::TYPE_ID).unwrap();
    memory.control()[112 + usize::from(Leaf::TYPE_ID)].store(3, Relaxed);
    let report = arena.audit().unwrap();
    let scan = TypeCounts { live_messages: 1, ..TypeCounts::default() };
    let ledger = TypeCounts { live_messages: 3, ..TypeCounts::default() };
    assert_eq!(report.disagreements, [Disagreement::Ledger { message: "test.Leaf", ledger, scan }]);
    assert_eq!(
        report.disagreements[0].to_string(),
        "test.Leaf: the ledger counts 3 messages, 0 blocks and 0 bytes, but 1, 0 and 0 were found"
    );
    assert_eq!(report.types, [(Leaf::TYPE_ID, scan)]);
}

#[test]
fn a_sub_message_that_its_parent_lost_is_noticed() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let tree = arena.build_tree(Tree::TYPE_ID, 2, 3).unwrap();
    let span = word_of(std::mem::offset_of!(Tree, children));
    memory.message(tree)[span + 1].store(2, Relaxed);
    let report = arena.audit().unwrap();
    assert_eq!(report.disagreements, [Disagreement::UnreachableMessage { index: 4, message: "test.Tree" }]);
}

#[test]
fn a_sub_message_with_two_references_is_noticed() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let tree = arena.build_tree(Tree::TYPE_ID, 2, 1).unwrap();
    memory.message(tree)[word_of(std::mem::offset_of!(Tree, left))].store(2, Relaxed);
    let report = arena.audit().unwrap();
    assert!(matches!(report.disagreements[..], [Disagreement::Unreadable { at: 1, .. }]));
    assert_eq!(arena.free(tree).unwrap_err().code(), "CORRUPT");
    assert_eq!(arena.reset(), Ok(()));
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn a_block_that_two_messages_hold_is_noticed() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let span = word_of(std::mem::offset_of!(Everything, doubles));
    let handles = [(); 2].map(|()| arena.allocate(Everything::TYPE_ID).unwrap());
    for handle in handles {
        arena.fill_array(handle, 30, 10, 0).unwrap();
    }
    let address = memory.message(handles[0])[span].load(Relaxed);
    let lost = memory.message(handles[1])[span].swap(address, Relaxed);
    let report = arena.audit().unwrap();
    assert!(report.disagreements.contains(&Disagreement::SharedBlock { address }));
    let leak = Disagreement::LeakedData { block_bytes: 80, blocks: 1, first: lost };
    assert!(report.disagreements.contains(&leak));
}

#[test]
fn a_block_that_is_in_use_and_free_is_noticed() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill_array(handle, 30, 10, 0).unwrap();
    let address = memory.message(handle)[word_of(std::mem::offset_of!(Everything, doubles))].load(Relaxed);
    arena.release_data(address).unwrap();
    assert_eq!(arena.audit().unwrap().disagreements, [Disagreement::SharedBlock { address }]);
}

#[test]
fn a_free_slot_that_is_on_no_list_is_noticed() {
    let (mut arena, memory) = SharedMemory::arena(20);
    arena.allocate(EMPTY_ID).unwrap();
    let head = memory.control()[16].load(Relaxed);
    memory.control()[16].store(memory.slot(head)[3].load(Relaxed), Relaxed);
    assert_eq!(arena.audit().unwrap().disagreements, [Disagreement::LostSlot { index: head }]);
}

#[test]
fn a_free_list_that_bites_its_tail_is_noticed() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let everything = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill(everything, &FillOptions::seeded(9)).unwrap();
    memory.slot(20)[3].store(10, Relaxed);
    let list = memory.control()[64].load(Relaxed);
    memory.words_at(list)[0].store(list, Relaxed);
    let report = arena.audit().unwrap();
    let texts: Vec<String> = report.disagreements.iter().map(ToString::to_string).collect();
    assert!(texts.iter().any(|text| text.contains("a slot is on a free list twice")), "{texts:?}");
    assert!(texts.iter().any(|text| text.contains("a block is on a free list twice")), "{texts:?}");
}

#[test]
fn a_page_map_that_was_written_over_is_noticed() {
    let (mut arena, memory) = SharedMemory::arena(20);
    arena.allocate(EMPTY_ID).unwrap();
    memory.slabs.borrow()[0][5].store(0, Relaxed);
    assert_eq!(arena.audit().unwrap().disagreements, [Disagreement::PageMap { slab: 0, page: 5 }]);
}

#[test]
fn disagreements_beyond_a_thousand_are_only_counted() {
    let (mut arena, memory) = SharedMemory::arena(20);
    arena.allocate(EMPTY_ID).unwrap();
    memory.control()[16].store(0, Relaxed);
    let report = arena.audit().unwrap();
    assert_eq!((report.disagreements.len(), report.more_disagreements), (1000, 3095));
}

#[test]
fn recovery_gives_back_what_nobody_holds_and_keeps_what_lives() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let kept = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill(kept, &FillOptions::seeded(7)).unwrap();
    let tree = arena.build_tree(Tree::TYPE_ID, 3, 3).unwrap();
    let checksums = [arena.checksum(kept).unwrap(), arena.checksum(tree).unwrap()];
    let live = arena.audit().unwrap().types;
    // A slot taken off its list, a block taken and not stored, an orphaned sub-message, wrong counts, a list cut off.
    let parent = arena.build_tree(Tree::TYPE_ID, 2, 1).unwrap();
    let state = &memory.slot(parent.index())[1];
    state.store(state.load(Relaxed) & !(1 << 18), Relaxed);
    arena.free(parent).unwrap();
    let control = memory.control();
    for class in [0, 2, 5] {
        control[16 + class].store(0, Relaxed);
        control[64 + class].store(0, Relaxed);
    }
    control[112].store(99, Relaxed);
    assert!(!arena.audit().unwrap().is_clean());
    arena.recover().unwrap();
    let report = arena.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.disagreements);
    assert_eq!(report.types, live);
    assert_eq!([arena.checksum(kept).unwrap(), arena.checksum(tree).unwrap()], checksums);
    arena.free(kept).unwrap();
    arena.free(tree).unwrap();
    assert!(arena.audit().unwrap().is_clean());
}

/// Messages of a map of nine entries whose index is wrong, which recovery alone does not mind.
fn with_wrong_indexes(memory: &SharedMemory, arena: &mut Arena, count: usize) -> Vec<Handle> {
    let entries: Vec<u8> = (0..9).flat_map(|key| [0xC2, 0x02, 5, 0x08, key, 0x12, 1, b'v']).collect();
    let span = word_of(std::mem::offset_of!(Everything, by_int32));
    let decode = |_| {
        let handle = arena.decode(Everything::TYPE_ID, &entries, &WireLimits::default()).unwrap();
        let block = &memory.words_at(memory.message(handle)[span].load(Relaxed))[..448 / 4];
        let bucket = block[block.len() - 33..].iter().find(|word| word.load(Relaxed) != 0).unwrap();
        bucket.store(0, Relaxed);
        handle
    };
    (0..count).map(decode).collect()
}

#[test]
fn recovery_goes_on_where_all_that_disagrees_is_known_and_is_refused_beyond() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let mut handles = with_wrong_indexes(&memory, &mut arena, 1000);
    let report = arena.audit().unwrap();
    assert_eq!((report.disagreements.len(), report.more_disagreements), (1000, 0));
    arena.recover().unwrap();
    handles.extend(with_wrong_indexes(&memory, &mut arena, 1));
    let before = arena.audit().unwrap();
    assert_eq!((before.disagreements.len(), before.more_disagreements), (1000, 1));
    let refusal = ArenaError::Corrupt { what: "too much disagrees to recover", at: 0 };
    assert_eq!(arena.recover(), Err(refusal));
    let after = arena.audit().unwrap();
    assert_eq!((after.types, after.disagreements), (before.types, before.disagreements), "nothing was freed");
    for handle in handles {
        arena.free(handle).unwrap();
    }
    arena.recover().unwrap();
    assert!(arena.audit().unwrap().is_clean());
}
