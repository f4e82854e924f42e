use std::sync::atomic::Ordering::Relaxed;

use strait_arena::{Arena, ArenaError, Handle, LARGEST_GENERATION, Message, Shared};

use crate::schema::{EMPTY_ID, Everything, Leaf, PADDED_IDS, SCHEMA, Tree};
use crate::shared_memory::SharedMemory;

/// Room for handles.
pub fn no_handles(count: usize) -> Vec<Shared<f64>> {
    shared(&vec![0.0; count])
}

pub fn shared(numbers: &[f64]) -> Vec<Shared<f64>> {
    numbers.iter().copied().map(Shared::new).collect()
}

fn numbers(handles: &[Shared<f64>]) -> Vec<f64> {
    handles.iter().map(Shared::get).collect()
}

fn slot_index(number: &Shared<f64>) -> u32 {
    Handle::from_number(number.get()).unwrap().index()
}

/// Slot indices of handles: arenas begin at generations of their own.
fn slots(handles: &[f64]) -> Vec<u32> {
    handles.iter().map(|number| Handle::from_number(*number).unwrap().index()).collect()
}

/// Oracle: allocation one by one, from an arena with the same history.
#[test]
fn a_batch_takes_the_slots_that_single_calls_would_take_whatever_the_order_of_the_list() {
    for type_id in [EMPTY_ID, Leaf::TYPE_ID, Everything::TYPE_ID, PADDED_IDS[0], PADDED_IDS[1]] {
        let mut arenas = [Arena::on_heap(&SCHEMA).unwrap(), Arena::on_heap(&SCHEMA).unwrap()];
        let mut random = 1u64;
        let orders: Vec<Vec<usize>> = (0..6)
            .map(|round| {
                let mut order: Vec<usize> = (0..700).collect();
                for place in (1..700).rev() {
                    random = random.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
                    // In order, backwards, in long and short stretches of either, and in none.
                    match round {
                        0 => {}
                        1 => order.sort_by(|one, other| other.cmp(one)),
                        2 | 3 if place % [0, 0, 150, 7][round] != 0 => {}
                        _ => order.swap(place, (random >> 33) as usize % (place + 1)),
                    }
                }
                order
            })
            .collect();
        for order in orders {
            let taken = arenas.each_mut().map(|arena| {
                let handles = no_handles(700);
                arena.allocate_batch(type_id, &handles).unwrap();
                let in_order: Vec<f64> = order.iter().map(|place| handles[*place].get()).collect();
                arena.free_batch(&shared(&in_order)).unwrap();
                handles
            });
            assert_eq!(slots(&numbers(&taken[0])), slots(&numbers(&taken[1])));
            let [batch, single] = &mut arenas;
            let handles = no_handles(700);
            batch.allocate_batch(type_id, &handles).unwrap();
            let one_by_one: Vec<f64> = (0..700).map(|_| single.allocate(type_id).unwrap().number()).collect();
            assert_eq!(slots(&numbers(&handles)), slots(&one_by_one));
            batch.free_batch(&handles).unwrap();
            single.free_batch(&shared(&one_by_one)).unwrap();
            for arena in &arenas {
                assert!(arena.audit().unwrap().is_clean());
            }
        }
    }
}

#[test]
fn a_batch_reaches_over_chunks_of_slots_and_slabs() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handles = no_handles(150_000);
    arena.allocate_batch(EMPTY_ID, &handles).unwrap();
    assert!(memory.slot_chunks.borrow().len() > 2 && memory.slabs.borrow().len() > 2);
    let backwards: Vec<f64> = numbers(&handles).into_iter().rev().collect();
    arena.free_batch(&shared(&backwards)).unwrap();
    assert!(arena.audit().unwrap().types.is_empty());
    assert_eq!(arena.take_batch(EMPTY_ID, &handles).unwrap(), handles.len(), "the lists have as many");
    assert_eq!(handles.iter().map(slot_index).collect::<Vec<_>>(), (1..=150_000).collect::<Vec<_>>());
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn a_fresh_batch_is_all_zero_even_in_used_blocks() {
    for type_id in [EMPTY_ID, Leaf::TYPE_ID, Everything::TYPE_ID, PADDED_IDS[0], PADDED_IDS[1], PADDED_IDS[2]]
    {
        let (mut arena, memory) = SharedMemory::arena(20);
        let handles = no_handles(5);
        arena.allocate_batch(type_id, &handles).unwrap();
        let size = SCHEMA.messages[usize::from(type_id)].size as usize;
        let block = |number: &Shared<f64>| memory.message(Handle::from_number(number.get()).unwrap());
        let after = size.next_multiple_of(16) / 4;
        for number in &handles {
            for word in &block(number)[..after + 1] {
                word.store(u32::MAX, Relaxed);
            }
        }
        arena.free_batch(&handles[1..2]).unwrap();
        arena.allocate_batch(type_id, &handles[1..2]).unwrap();
        let words = block(&handles[1]);
        assert!(words[..size / 4].iter().all(|word| word.load(Relaxed) == 0), "type {type_id}");
        assert_ne!(words[after].load(Relaxed), 0, "type {type_id}: what follows is not its own");
    }
}

/// Oracle: the reasons for which docs/layout.md refuses a slot of a free list.
#[test]
fn a_batch_takes_no_slot_that_is_not_free_and_bound() {
    // Each writes over one word of the third slot that the list leads to.
    let faults: [(&str, usize, u32); 6] = [
        ("generation 0", 0, 0),
        ("a generation beyond the last", 0, LARGEST_GENERATION + 1),
        ("live", 1, 1 << 16),
        ("retired", 1, 1 << 19),
        ("a block in no slab", 2, u32::MAX),
        ("a block that ends behind its slab", 2, (1 << 17) - 1),
    ];
    for (fault, word, value) in faults {
        let (mut arena, memory) = SharedMemory::arena(20);
        let handles = no_handles(10);
        arena.allocate_batch(Leaf::TYPE_ID, &handles).unwrap();
        arena.free_batch(&handles).unwrap();
        let third = slot_index(&handles[7]);
        memory.slot(third)[word].store(value, Relaxed);
        assert_eq!(arena.take_batch(Leaf::TYPE_ID, &handles), Ok(2), "{fault}");
        assert_eq!(arena.counts(Leaf::TYPE_ID).unwrap().live_messages, 2, "{fault}");
        let error = arena.allocate_batch(Leaf::TYPE_ID, &no_handles(3)).unwrap_err();
        assert_eq!(error.code(), "CORRUPT", "{fault}");
        assert_eq!(arena.counts(Leaf::TYPE_ID).unwrap().live_messages, 2, "{fault}");
    }
    for (fault, link) in [("a link beyond the table", 1 << 23), ("a link to itself", 0), ("the end", 0)] {
        let (mut arena, memory) = SharedMemory::arena(20);
        let handles = no_handles(10);
        arena.allocate_batch(Leaf::TYPE_ID, &handles).unwrap();
        arena.free_batch(&handles).unwrap();
        let third = slot_index(&handles[7]);
        let link = if fault == "a link to itself" { third } else { link };
        memory.slot(third)[3].store(link, Relaxed);
        assert_eq!(arena.take_batch(Leaf::TYPE_ID, &handles), Ok(3), "{fault}");
    }
}

/// Oracle: the codes of docs/layout.md, and the messages before and after the bad handle.
#[test]
fn a_batch_refuses_each_kind_of_bad_handle_wherever_it_stands() {
    let far = f64::from(1 << 23) + 16_777_216.0;
    let faults = [
        (f64::NAN, "NOT_A_HANDLE"),
        (f64::INFINITY, "NOT_A_HANDLE"),
        (-16_777_217.0, "NOT_A_HANDLE"),
        (16_777_217.5, "NOT_A_HANDLE"),
        (16_777_216.0, "NOT_A_HANDLE"),
        (1.0, "NOT_A_HANDLE"),
        (0.0, "NOT_A_HANDLE"),
        (9_007_199_254_740_992.0, "NOT_A_HANDLE"),
        (9_007_199_254_740_991.0, "INDEX_OUT_OF_RANGE"),
        (far, "INDEX_OUT_OF_RANGE"),
        (16_777_217.0 + 2.0 * 16_777_216.0, "STALE_HANDLE"),
    ];
    for (number, code) in faults {
        for position in [0, 3] {
            let (mut arena, _) = SharedMemory::arena(20);
            let handles = no_handles(6);
            arena.allocate_batch(EMPTY_ID, &handles).unwrap();
            let good = handles[position].get();
            handles[position].set(number);
            let (at, error) = arena.free_batch(&handles).unwrap_err();
            assert_eq!((at, error.code()), (position, code), "{number}");
            assert_eq!(arena.counts(EMPTY_ID).unwrap().live_messages, 6 - position as u32);
            handles[position].set(good);
            arena.free_batch(&handles[position..]).unwrap();
            assert!(arena.audit().unwrap().types.is_empty());
        }
    }
}

#[test]
fn a_batch_refuses_another_generation_of_a_live_slot_after_the_first_place_too() {
    let (mut arena, _) = SharedMemory::arena(20);
    let handles = no_handles(6);
    arena.allocate_batch(EMPTY_ID, &handles).unwrap();
    let live = handles[5].get();
    handles[3].set(live + 16_777_216.0);
    let (position, error) = arena.free_batch(&handles).unwrap_err();
    assert_eq!((position, error.code()), (3, "STALE_HANDLE"));
    assert!(arena.checksum(Handle::from_number(live).unwrap()).is_ok());
}

/// Oracle: a slot beyond the table that looks like one of it.
#[test]
fn a_batch_neither_takes_nor_frees_slots_beyond_the_table() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handles = no_handles(2);
    arena.allocate_batch(Leaf::TYPE_ID, &handles).unwrap();
    let beyond = memory.control()[5].load(Relaxed) + 1;
    let (last, forged) = (memory.slot(slot_index(&handles[1])), memory.slot(beyond));
    for word in 0..4 {
        forged[word].store(last[word].load(Relaxed), Relaxed);
    }
    let batch = shared(&[handles[0].get(), Handle::new(beyond, 1).unwrap().number()]);
    let (position, error) = arena.free_batch(&batch).unwrap_err();
    assert_eq!((position, error.code()), (1, "INDEX_OUT_OF_RANGE"));
    forged[1].store(0, Relaxed);
    memory.slot(slot_index(&handles[0]))[3].store(beyond, Relaxed);
    assert_eq!(arena.take_batch(Leaf::TYPE_ID, &no_handles(3)), Ok(1));
}

#[test]
fn a_batch_frees_messages_of_several_types() {
    let (mut arena, _) = SharedMemory::arena(20);
    let mut mixed = Vec::new();
    for round in 0..50 {
        for type_id in [EMPTY_ID, Leaf::TYPE_ID, PADDED_IDS[round % 3]] {
            mixed.push(arena.allocate(type_id).unwrap().number());
        }
    }
    arena.free_batch(&shared(&mixed)).unwrap();
    let report = arena.audit().unwrap();
    assert!(report.is_clean() && report.types.is_empty(), "{:?}", report.disagreements);
}

#[test]
fn a_failed_batch_frees_what_it_allocated() {
    let (mut arena, memory) = SharedMemory::arena(20);
    memory.left.set(Some(3));
    let handles = no_handles(1_000);
    let error = arena.allocate_batch(PADDED_IDS[2], &handles).unwrap_err();
    assert_eq!(error.code(), "OUT_OF_MEMORY");
    assert_eq!(arena.counts(PADDED_IDS[2]).unwrap().live_messages, 0);
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn a_batch_stops_at_the_first_bad_handle_and_says_which() {
    let (mut arena, _) = SharedMemory::arena(20);
    let handles = no_handles(4);
    arena.allocate_batch(EMPTY_ID, &handles).unwrap();
    handles[2].set(handles[0].get());
    let (position, error) = arena.free_batch(&handles).unwrap_err();
    assert_eq!((position, error.code()), (2, "STALE_HANDLE"));
    assert_eq!(arena.counts(EMPTY_ID).unwrap().live_messages, 2);
}

#[test]
fn a_batch_refuses_a_stale_handle_whose_slot_is_in_use_again() {
    let (mut arena, _) = SharedMemory::arena(20);
    let stale = arena.allocate(EMPTY_ID).unwrap();
    arena.free(stale).unwrap();
    let live = arena.allocate(EMPTY_ID).unwrap();
    assert_eq!(live.index(), stale.index());
    assert_eq!(
        arena.free_batch(&shared(&[stale.number()])),
        Err((0, ArenaError::Stale { index: stale.index() }))
    );
    assert!(arena.checksum(live).is_ok());
}

#[test]
fn a_batch_frees_owning_messages_whole_and_refuses_owned_and_lent_ones() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let tree = arena.build_tree(Tree::TYPE_ID, 3, 2).unwrap();
    let child = Handle::new(2, tree.generation()).unwrap();
    assert_eq!(arena.free_batch(&shared(&[child.number()])), Err((0, ArenaError::Owned { index: 2 })));
    let lent = arena.allocate(EMPTY_ID).unwrap();
    let state = &memory.slot(lent.index())[1];
    state.store(state.load(Relaxed) | 1 << 24, Relaxed);
    let batch = shared(&[tree.number(), lent.number()]);
    assert_eq!(arena.free_batch(&batch), Err((1, ArenaError::Lent { index: lent.index() })));
    let report = arena.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.disagreements);
    assert_eq!(report.types.len(), 1, "only the lent message is left");
}

#[test]
fn a_batch_retires_slots_of_the_last_generation() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let first = arena.allocate(EMPTY_ID).unwrap();
    arena.free(first).unwrap();
    memory.slot(first.index())[0].store(LARGEST_GENERATION, Relaxed);
    let batch = no_handles(3);
    arena.allocate_batch(EMPTY_ID, &batch).unwrap();
    arena.free_batch(&batch).unwrap();
    assert_eq!(memory.slot(first.index())[1].load(Relaxed), 1 << 19, "retired");
    assert_eq!(memory.slot(first.index())[0].load(Relaxed), 0);
    assert!(arena.audit().unwrap().is_clean());
}
