//! Every message type of the schema goes through a whole life.
#![allow(clippy::unwrap_used, reason = "a failed test panics")]

use std::collections::HashSet;

use strait_arena::{Arena, FillOptions, Handle, Kind, MessageLayout, Rule};
use strait_stress::SCHEMA;

const SEEDS: u64 = 8;

fn options(seed: u64) -> FillOptions {
    FillOptions { maximum_elements: 3, maximum_depth: 3, ..FillOptions::seeded(seed) }
}

/// Runs a test with a message of every type, and checks that freeing it leaves nothing.
fn for_each_type(mut test: impl FnMut(&mut Arena, u16, &'static MessageLayout, Handle)) {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    for (type_id, layout) in SCHEMA.messages.iter().enumerate() {
        let type_id = type_id as u16;
        let handle = arena.allocate(type_id).unwrap();
        test(&mut arena, type_id, layout, handle);
        arena.free(handle).unwrap();
        for (other, layout) in SCHEMA.messages.iter().enumerate() {
            assert_eq!(arena.counts(other as u16).unwrap(), Default::default(), "{} is left", layout.name);
        }
    }
    let report = arena.audit().unwrap();
    assert!(report.is_clean() && report.types.is_empty(), "{:?}", report.disagreements);
}

/// Oracle: a second arena with other addresses, and the audit.
#[test]
fn every_type_is_filled_read_and_freed() {
    let mut elsewhere = Arena::on_heap(&SCHEMA).unwrap();
    elsewhere.allocate_run(1_000_000).unwrap();
    for_each_type(|arena, type_id, layout, handle| {
        let copy = elsewhere.allocate(type_id).unwrap();
        for seed in 0..SEEDS {
            arena.fill(handle, &options(seed)).unwrap();
            elsewhere.fill(copy, &options(seed)).unwrap();
            let checksum = arena.checksum(handle).unwrap();
            assert_eq!(checksum, elsewhere.checksum(copy).unwrap(), "{}", layout.name);
            let walk = arena.walk(handle).unwrap();
            let size = arena.memory_size(handle).unwrap();
            assert_eq!(size.slot_bytes, walk.messages * 16, "{}", layout.name);
            assert!(size.block_bytes >= size.struct_bytes + size.data_bytes, "{}", layout.name);
            assert!(walk.depth >= 1 && walk.depth <= 3, "{}", layout.name);
        }
        let report = arena.audit().unwrap();
        assert!(report.is_clean(), "{}: {:?}", layout.name, report.disagreements);
        elsewhere.free(copy).unwrap();
    });
}

#[test]
fn every_field_can_hold_content_and_be_cleared() {
    for_each_type(|arena, _, layout, handle| {
        let empty = arena.checksum(handle).unwrap();
        let mut changed = HashSet::new();
        for seed in 0..400 {
            arena.fill(handle, &options(seed)).unwrap();
            for field in layout.fields {
                let before = arena.checksum(handle).unwrap();
                arena.clear_field(handle, field.number).unwrap();
                if arena.checksum(handle).unwrap() != before {
                    changed.insert(field.number);
                }
            }
            if changed.len() == layout.fields.len() {
                break;
            }
        }
        assert_eq!(changed.len(), layout.fields.len(), "{}: fields that a fill never set", layout.name);
        arena.fill(handle, &FillOptions { maximum_depth: 1, ..options(0) }).unwrap();
        for field in layout.fields {
            arena.clear_field(handle, field.number).unwrap();
        }
        let unknown = arena.walk(handle).unwrap();
        assert_eq!(unknown.fields, 0, "{}", layout.name);
        assert!(unknown.values == 1 || arena.checksum(handle).unwrap() == empty, "{}", layout.name);
    });
}

#[test]
fn every_repeated_field_can_be_filled_to_a_length() {
    for_each_type(|arena, _, layout, handle| {
        for field in layout.fields {
            if let Rule::Repeated { .. } = field.rule {
                arena.fill_array(handle, field.number, 100, 1).unwrap();
                let before = arena.memory_size(handle).unwrap().data_bytes;
                assert!(before >= 100 * u64::from(field.kind.size()), "{}.{}", layout.name, field.name);
                arena.clear_field(handle, field.number).unwrap();
            }
        }
    });
}

#[test]
fn every_type_that_repeats_itself_grows_into_a_tree() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let mut trees = 0;
    for (type_id, layout) in SCHEMA.messages.iter().enumerate() {
        let repeats_itself = layout.fields.iter().any(|field| {
            matches!(field.rule, Rule::Repeated { .. }) && field.kind == Kind::Message(type_id as u16)
        });
        let tree = arena.build_tree(type_id as u16, 5, 3);
        assert_eq!(tree.is_ok(), repeats_itself, "{}", layout.name);
        if let Ok(tree) = tree {
            assert_eq!(arena.walk(tree).unwrap().messages, 121, "{}", layout.name);
            arena.free(tree).unwrap();
            trees += 1;
        }
    }
    assert!(trees > 0, "the schema has a recursive type");
    assert!(arena.audit().unwrap().is_clean());
}
