use std::sync::atomic::Ordering::Relaxed;

use strait_arena::{ArenaError, FillOptions, Handle, LARGEST_GENERATION, Message, Shared, SizeClass};

use crate::batch::no_handles;
use crate::schema::{EMPTY_ID, Everything, Leaf, PADDED_IDS, SCHEMA, Tree};
use crate::shared_memory::SharedMemory;

#[test]
fn a_fresh_message_is_all_zero_even_in_a_used_block() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let used = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill(used, &FillOptions::seeded(1)).unwrap();
    arena.free(used).unwrap();
    let fresh = arena.allocate(Everything::TYPE_ID).unwrap();
    assert_eq!(fresh.index(), used.index());
    let words = &memory.message(fresh)[..size_of::<Everything>() / 4];
    assert!(words.iter().all(|word| word.load(Relaxed) == 0));
}

#[test]
fn the_slot_says_what_the_layout_documents() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let tree = arena.build_tree(Tree::TYPE_ID, 2, 1).unwrap();
    let child_index = memory.slot(tree.index())[1].load(Relaxed);
    assert_eq!(child_index, u32::from(Tree::TYPE_ID) | 1 << 16 | 1 << 18, "live, owns");
    let child = arena.get::<Tree>(tree).unwrap().children.get(&arena, 0).unwrap();
    assert_eq!(child.value.get(), 0);
    let child = 2;
    assert_eq!(
        memory.slot(child)[1].load(Relaxed),
        u32::from(Tree::TYPE_ID) | 1 << 16 | 1 << 17,
        "live, owned"
    );
    assert_eq!(memory.slot(child)[3].load(Relaxed), tree.index(), "the link names the parent");
    assert_eq!(memory.control()[112 + usize::from(Tree::TYPE_ID)].load(Relaxed), 2, "two live trees");
    assert_eq!(
        memory.control()[112 + 8 + usize::from(Tree::TYPE_ID)].load(Relaxed),
        1,
        "one block of children"
    );
}

#[test]
fn a_freed_message_is_stale_and_cannot_be_freed_again() {
    let (mut arena, _) = SharedMemory::arena(20);
    let handle = arena.allocate(EMPTY_ID).unwrap();
    arena.free(handle).unwrap();
    let stale = ArenaError::Stale { index: handle.index() };
    assert_eq!(arena.free(handle), Err(stale.clone()));
    assert_eq!(arena.checksum(handle), Err(stale.clone()));
    assert_eq!(arena.walk(handle), Err(stale.clone()));
    assert_eq!(arena.memory_size(handle), Err(stale.clone()));
    assert_eq!(arena.fill(handle, &FillOptions::seeded(0)), Err(stale.clone()));
    assert_eq!(arena.fill_array(handle, 1, 1, 0), Err(stale.clone()));
    assert_eq!(arena.clear_field(handle, 1), Err(stale.clone()));
    assert_eq!(arena.get::<Leaf>(handle).err(), Some(stale.clone()));
    assert_eq!(arena.free_batch(&[Shared::new(handle.number())]), Err((0, stale)));
    assert_eq!(arena.counts(EMPTY_ID).unwrap().live_messages, 0);
    let again = arena.allocate(EMPTY_ID).unwrap();
    assert_eq!((again.index(), again.generation()), (handle.index(), handle.generation() + 1));
}

#[test]
fn each_misuse_has_its_own_error() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(EMPTY_ID).unwrap();
    let slots = memory.control()[5].load(Relaxed);
    let beyond = Handle::new(slots + 1, 1).unwrap();
    assert_eq!(arena.free(beyond), Err(ArenaError::IndexOutOfRange { index: slots + 1, slots }));
    let free_slot = Handle::new(slots, handle.generation()).unwrap();
    assert_eq!(arena.free(free_slot), Err(ArenaError::NotLive { index: slots }));
    assert_eq!(
        arena.get::<Leaf>(handle).err(),
        Some(ArenaError::WrongType { expected: "test.Leaf", found: "test.Empty" })
    );
    memory.slot(handle.index())[2].store(u32::MAX, Relaxed);
    assert_eq!(arena.checksum(handle).unwrap_err().code(), "CORRUPT", "the block is in no slab");
    let types = SCHEMA.messages.len() as u16;
    assert_eq!(arena.allocate(types), Err(ArenaError::UnknownType { type_id: types.into() }));
    let leaf = arena.allocate(Leaf::TYPE_ID).unwrap();
    assert_eq!(
        arena.fill_array(leaf, 9, 1, 0),
        Err(ArenaError::UnknownField { message: "test.Leaf", number: 9 })
    );
    assert_eq!(arena.fill_array(leaf, 1, 1, 0).unwrap_err().code(), "WRONG_FIELD");
    assert_eq!(arena.build_tree(Leaf::TYPE_ID, 2, 2).unwrap_err().code(), "WRONG_FIELD");
    assert_eq!(arena.build_tree(Tree::TYPE_ID, 0, 2).unwrap_err().code(), "INVALID_VALUE");
    assert_eq!(arena.build_tree(Tree::TYPE_ID, u32::MAX, u32::MAX).unwrap_err().code(), "OUT_OF_MEMORY");
    assert_eq!(arena.release_data(1).unwrap_err().code(), "CORRUPT");
    assert_eq!(arena.release_owned(leaf.index()).unwrap_err().code(), "INVALID_VALUE");
    assert_eq!(arena.retire_slot(leaf.index()).unwrap_err().code(), "INVALID_VALUE");
}

#[test]
fn a_sub_message_cannot_be_freed_by_itself() {
    let (mut arena, _) = SharedMemory::arena(20);
    let tree = arena.build_tree(Tree::TYPE_ID, 2, 1).unwrap();
    let child = Handle::new(2, tree.generation()).unwrap();
    assert_eq!(arena.free(child), Err(ArenaError::Owned { index: 2 }));
    assert_eq!(arena.counts(Tree::TYPE_ID).unwrap().live_messages, 2);
    arena.free(tree).unwrap();
    assert_eq!(arena.counts(Tree::TYPE_ID).unwrap(), Default::default());
}

#[test]
fn a_lent_message_keeps_its_whole_tree_alive() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let tree = arena.build_tree(Tree::TYPE_ID, 3, 2).unwrap();
    let lent = memory.slot(5);
    lent[1].store(lent[1].load(Relaxed) + (1 << 24), Relaxed);
    assert_eq!(arena.free(tree), Err(ArenaError::Lent { index: 5 }));
    assert_eq!(arena.reset(), Err(ArenaError::Lent { index: 5 }));
    assert_eq!(arena.walk(tree).unwrap().messages, 7, "nothing was freed");
    lent[1].store(lent[1].load(Relaxed) - (1 << 24), Relaxed);
    arena.free(tree).unwrap();
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn a_slot_of_the_last_generation_is_retired_and_its_block_used_again() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let first = arena.allocate(PADDED_IDS[1]).unwrap();
    arena.free(first).unwrap();
    let slot = memory.slot(first.index());
    slot[0].store(LARGEST_GENERATION - 1, Relaxed);
    let block = slot[2].load(Relaxed);
    for generation in [LARGEST_GENERATION - 1, LARGEST_GENERATION] {
        let handle = arena.allocate(PADDED_IDS[1]).unwrap();
        assert_eq!((handle.index(), handle.generation()), (first.index(), generation));
        arena.free(handle).unwrap();
        assert_eq!(arena.free(handle), Err(ArenaError::Stale { index: first.index() }));
    }
    assert_eq!(slot[1].load(Relaxed), 1 << 19, "retired");
    let slots = memory.control()[5].load(Relaxed);
    let blocks = slots as usize;
    let handles = no_handles(blocks);
    arena.allocate_batch(PADDED_IDS[1], &handles).unwrap();
    assert_eq!(memory.control()[5].load(Relaxed), slots + 1, "one slot replaces the retired one");
    let has_block = |number: &Shared<f64>| {
        memory.slot(Handle::from_number(number.get()).unwrap().index())[2].load(Relaxed) == block
    };
    assert!(handles.iter().any(has_block), "its block is in use again");
    assert_eq!(arena.audit().unwrap().retired_slots, 1);
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn a_slot_that_javascript_freed_for_the_last_time_can_be_retired() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(EMPTY_ID).unwrap();
    let slot = memory.slot(handle.index());
    slot[0].store(LARGEST_GENERATION, Relaxed);
    slot[1].store(0, Relaxed);
    memory.control()[112].store(0, Relaxed);
    arena.retire_slot(handle.index()).unwrap();
    assert_eq!(arena.retire_slot(handle.index()).unwrap_err().code(), "INVALID_VALUE");
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn only_the_start_of_a_block_can_be_released() {
    let (mut arena, _) = SharedMemory::arena(20);
    let class = SizeClass::holding(48).unwrap();
    arena.refill_data(class).unwrap();
    let first = 1024;
    for address in [first + 1, first + 5, first + 1365 * 6, first + 1365 * 6 + 1] {
        assert_eq!(arena.release_data(address).unwrap_err().code(), "CORRUPT", "{address}");
    }
    assert_eq!(class.span_blocks(), 1365, "the last 16 bytes of the span are no block");
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn clearing_a_field_frees_what_it_owned() {
    let (mut arena, _) = SharedMemory::arena(20);
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    let fields: Vec<u32> = SCHEMA.messages[1].fields.iter().map(|field| field.number).collect();
    for seed in 0..50 {
        arena.fill(handle, &FillOptions::seeded(seed)).unwrap();
        for number in &fields {
            arena.clear_field(handle, *number).unwrap();
            assert!(arena.audit().unwrap().is_clean(), "field {number}, seed {seed}");
        }
        let walk = arena.walk(handle).unwrap();
        assert_eq!((walk.messages, walk.fields), (1, 0), "seed {seed}");
    }
}

#[test]
fn a_message_can_be_lent_255_times_and_must_be_given_back_as_often() {
    let (mut arena, _) = SharedMemory::arena(20);
    let handle = arena.allocate(EMPTY_ID).unwrap();
    assert_eq!(arena.give_back(handle).unwrap_err().code(), "INVALID_VALUE");
    for _ in 0..255 {
        arena.lend(handle).unwrap();
    }
    assert_eq!(arena.lend(handle).unwrap_err().code(), "INVALID_VALUE");
    for _ in 0..255 {
        assert_eq!(arena.free(handle), Err(ArenaError::Lent { index: handle.index() }));
        assert_eq!(arena.reset(), Err(ArenaError::Lent { index: handle.index() }));
        arena.give_back(handle).unwrap();
    }
    arena.free(handle).unwrap();
    assert_eq!(arena.lend(handle), Err(ArenaError::Stale { index: handle.index() }));
    assert!(arena.audit().unwrap().is_clean());
}
