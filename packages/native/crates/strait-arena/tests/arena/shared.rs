//! Several members of one arena. Oracle: a model of who holds what, and the arena's own audit.

use std::ptr::NonNull;
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};
use std::thread;

use proptest::prelude::*;
use proptest::sample::Index;
use strait_arena::{ArenaError, FillOptions, Handle, Member, Message, Region, SharedArena, SharedSizes};

use crate::schema::{EMPTY_ID, Everything, PADDED_IDS, SCHEMA, Tree};

const TYPES: [u16; 4] = [EMPTY_ID, Everything::TYPE_ID, PADDED_IDS[0], PADDED_IDS[2]];

/// Zeroed memory of the heap, and the arena in it.
pub fn shared(members: u8, slab_units: u32) -> Arc<SharedArena> {
    let sizes = SharedSizes { members, slot_chunks: 1, slab_units };
    let bytes = sizes.bytes(&SCHEMA).unwrap() as usize;
    let mut memory = vec![0u64; bytes.div_ceil(8)];
    let base = NonNull::new(memory.as_mut_ptr()).unwrap().cast();
    // SAFETY: the region keeps the vector, which nothing else uses from here on.
    let region = unsafe { Region::new(base, bytes, Box::new(memory)) }.unwrap();
    SharedArena::new(&SCHEMA, region, sizes).unwrap()
}

/// Nothing lives, and everything that was ever taken is on a list.
fn assert_empty(member: &Member) {
    let report = member.read().audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.disagreements);
    assert!(report.types.is_empty(), "{:?}", report.types);
}

#[test]
fn what_one_thread_allocates_the_other_frees_without_end() {
    // 8 MiB hold fewer of these messages than pass through.
    let arena = shared(2, 8);
    let (sender, receiver) = channel::<Handle>();
    let (done, acknowledged) = channel::<()>();
    let consumer = arena.join().unwrap();
    let consuming = thread::spawn(move || {
        for handle in receiver {
            let checksum = consumer.read().checksum(handle).unwrap();
            assert_eq!(checksum, consumer.read().checksum(handle).unwrap());
            consumer.write().free(handle).unwrap();
            done.send(()).unwrap();
        }
    });
    let producer = arena.join().unwrap();
    for seed in 0..20_000 {
        let handle = producer.write().allocate(Everything::TYPE_ID).unwrap();
        producer.write().fill(handle, &FillOptions::seeded(seed)).unwrap();
        sender.send(handle).unwrap();
        if seed >= 20 {
            acknowledged.recv().unwrap();
        }
    }
    drop(sender);
    consuming.join().unwrap();
    assert_empty(&producer);
}

#[test]
fn of_two_threads_that_free_the_same_messages_one_succeeds() {
    let arena = shared(3, 4);
    let owner = arena.join().unwrap();
    for round in 0..20 {
        let handles: Vec<Handle> =
            (0..500).map(|index| owner.write().allocate(TYPES[index % TYPES.len()]).unwrap()).collect();
        let barrier = Barrier::new(2);
        let freed: usize = thread::scope(|scope| {
            let race = || {
                let (member, handles, barrier) = (arena.join().unwrap(), &handles, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    let mut freed = 0;
                    for handle in handles {
                        match member.write().free(*handle) {
                            Ok(()) => freed += 1,
                            Err(error) => assert_eq!(error, ArenaError::Stale { index: handle.index() }),
                        }
                    }
                    freed
                })
            };
            let (left, right) = (race(), race());
            left.join().unwrap() + right.join().unwrap()
        });
        assert_eq!(freed, handles.len(), "round {round}");
        assert_empty(&owner);
    }
}

#[test]
fn a_thousand_short_lived_members_inherit_the_lists_of_those_before() {
    let arena = shared(4, 2);
    let mut kept = Vec::new();
    for seed in 0..1_000 {
        let member = arena.join().unwrap();
        let tree = member.write().build_tree(Tree::TYPE_ID, 3, 2).unwrap();
        let keepsake = member.write().allocate(Everything::TYPE_ID).unwrap();
        member.write().fill(keepsake, &FillOptions::seeded(seed)).unwrap();
        member.write().free(tree).unwrap();
        kept.push(keepsake);
        if kept.len() > 20 {
            member.write().free(kept.remove(0)).unwrap();
        }
    }
    let last = arena.join().unwrap();
    for handle in kept {
        last.write().free(handle).unwrap();
    }
    assert_empty(&last);
}

#[test]
fn an_arena_has_no_more_members_and_no_more_memory_than_it_was_made_for() {
    let arena = shared(2, 1);
    let members = [arena.join().unwrap(), arena.join().unwrap()];
    let refused = arena.join().map(|_| ()).unwrap_err();
    assert_eq!(refused.code(), "OUT_OF_MEMORY");
    let mut handles = Vec::new();
    let refused = loop {
        match members[0].write().allocate(PADDED_IDS[2]) {
            Ok(handle) => handles.push(handle),
            Err(error) => break error,
        }
    };
    assert_eq!(refused.code(), "OUT_OF_MEMORY");
    assert!(handles.len() > 30, "only {} messages fit", handles.len());
    for handle in handles {
        members[1].write().free(handle).unwrap();
    }
    // What the other member gave back is found before memory is missed.
    let handle = members[0].write().allocate(PADDED_IDS[2]).unwrap();
    members[0].write().free(handle).unwrap();
    assert_empty(&members[0]);
}

proptest! {
    /// Any order in which members allocate, fill and free what any of them allocated.
    #[test]
    fn any_interleaving_agrees_with_the_model(
        steps in prop::collection::vec((0..3usize, 0..5u8, any::<Index>(), any::<u64>()), 1..400)
    ) {
        let arena = shared(3, 64);
        let members: Vec<Member> = (0..3).map(|_| arena.join().unwrap()).collect();
        let mut live: Vec<(Handle, u32)> = Vec::new();
        let mut stale: Vec<Handle> = Vec::new();
        for (member, action, index, seed) in steps {
            let member = &members[member];
            match action {
                0 | 1 => {
                    let type_id = TYPES[seed as usize % TYPES.len()];
                    let handle = member.write().allocate(type_id).unwrap();
                    live.push((handle, member.read().checksum(handle).unwrap()));
                }
                2 if !live.is_empty() => {
                    let position = index.index(live.len());
                    let (handle, checksum) = &mut live[position];
                    member.write().fill(*handle, &FillOptions::seeded(seed)).unwrap();
                    *checksum = member.read().checksum(*handle).unwrap();
                }
                3 if !live.is_empty() => {
                    let (handle, checksum) = live.swap_remove(index.index(live.len()));
                    prop_assert_eq!(member.read().checksum(handle).unwrap(), checksum);
                    member.write().free(handle).unwrap();
                    stale.push(handle);
                }
                4 if !stale.is_empty() => {
                    let handle = stale[index.index(stale.len())];
                    prop_assert_eq!(
                        member.write().free(handle),
                        Err(ArenaError::Stale { index: handle.index() })
                    );
                }
                _ => {}
            }
        }
        let report = members[0].read().audit().unwrap();
        prop_assert!(report.is_clean(), "{:?}", report.disagreements);
        let counted: u32 = report.types.iter().map(|(_, counts)| counts.live_messages).sum();
        prop_assert!(counted as usize >= live.len());
        for (handle, checksum) in live {
            prop_assert_eq!(members[2].read().checksum(handle).unwrap(), checksum);
            members[2].write().free(handle).unwrap();
        }
        assert_empty(&members[1]);
    }
}
