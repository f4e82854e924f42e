//! The wire format. That it is protobuf's is proved against another implementation, from JavaScript; here it is that no
//! bytes do harm, and that nothing is lost on the way there and back.

use proptest::prelude::*;
use strait_arena::{Arena, ArenaError, FillOptions, Message, WireLimits};

use crate::schema::{Everything, Leaf, SCHEMA, Tree};

fn is_empty(arena: &Arena) -> bool {
    let report = arena.audit().unwrap();
    report.types.is_empty() && report.leaked_blocks == 0 && report.disagreements.is_empty()
}

fn filled(arena: &mut Arena, seed: u64) -> (u32, Vec<u8>) {
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill(handle, &FillOptions::seeded(seed)).unwrap();
    let bytes = arena.encode(handle, &WireLimits::default()).unwrap();
    let checksum = arena.checksum(handle).unwrap();
    arena.free(handle).unwrap();
    (checksum, bytes)
}

proptest! {
    #[test]
    fn what_was_encoded_decodes_to_the_same_content(seed in any::<u64>()) {
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        let (checksum, bytes) = filled(&mut arena, seed);
        let handle = arena.decode(Everything::TYPE_ID, &bytes, &WireLimits::default()).unwrap();
        prop_assert_eq!(arena.checksum(handle).unwrap(), checksum);
        prop_assert_eq!(arena.encode(handle, &WireLimits::default()).unwrap(), bytes);
        arena.free(handle).unwrap();
        prop_assert!(is_empty(&arena));
    }

    #[test]
    fn altered_bytes_are_a_message_or_an_error_and_leave_nothing_behind(
        seed in 0u64..50,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        let (_, mut bytes) = filled(&mut arena, seed);
        prop_assume!(!bytes.is_empty());
        for (position, byte) in changes {
            let position = position.index(bytes.len());
            bytes[position] = byte;
        }
        match arena.decode(Everything::TYPE_ID, &bytes, &WireLimits::default()) {
            Ok(handle) => arena.free(handle).unwrap(),
            Err(error) => prop_assert!(matches!(
                error,
                ArenaError::Malformed { .. } | ArenaError::TooDeep { .. } | ArenaError::OutOfMemory { .. }
            ), "{error}"),
        }
        prop_assert!(is_empty(&arena));
    }

    #[test]
    fn random_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        for type_id in [Everything::TYPE_ID, Tree::TYPE_ID, Leaf::TYPE_ID] {
            if let Ok(handle) = arena.decode(type_id, &bytes, &WireLimits::default()) {
                let again = arena.encode(handle, &WireLimits::default()).unwrap();
                let copy = arena.decode(type_id, &again, &WireLimits::default()).unwrap();
                prop_assert_eq!(arena.checksum(copy).unwrap(), arena.checksum(handle).unwrap());
                arena.free(copy).unwrap();
                arena.free(handle).unwrap();
            }
        }
        prop_assert!(is_empty(&arena));
    }
}

#[test]
fn limits_are_kept_on_both_ways() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let small = WireLimits { maximum_bytes: 10, ..WireLimits::default() };
    let handle = arena.build_tree(Tree::TYPE_ID, 12, 1).unwrap();
    let bytes = arena.encode(handle, &WireLimits::default()).unwrap();
    assert!(matches!(arena.encode(handle, &small), Err(ArenaError::OutOfMemory { .. })));
    assert!(matches!(arena.decode(Tree::TYPE_ID, &bytes, &small), Err(ArenaError::OutOfMemory { .. })));
    let shallow = WireLimits { maximum_depth: 11, ..WireLimits::default() };
    assert_eq!(arena.encode(handle, &shallow), Err(ArenaError::TooDeep { limit: 11 }));
    assert_eq!(arena.decode(Tree::TYPE_ID, &bytes, &shallow), Err(ArenaError::TooDeep { limit: 11 }));
    arena.free(handle).unwrap();
    assert!(is_empty(&arena));
}
