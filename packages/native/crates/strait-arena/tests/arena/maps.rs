//! Look-up by key. Oracles: a scan of all entries, `HashMap`, the numbers of docs/layout.md, and the audit.

use std::collections::HashMap;
use std::mem::offset_of;
use std::sync::atomic::Ordering::Relaxed;

use proptest::prelude::*;
use strait_arena::{
    Arena, ArenaError, Disagreement, Element, FillOptions, Handle, Key, Message, Table, WireLimits,
};

use crate::schema::Everything;
use crate::shared_memory::{SharedMemory, Words};

const ELEMENTS: u32 = 3_000;

fn filled(arena: &mut Arena, seed: u64, maximum_elements: u32) -> Handle {
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    let options = FillOptions { maximum_elements, maximum_depth: 2, ..FillOptions::seeded(seed) };
    arena.fill(handle, &options).unwrap();
    handle
}

/// Every key of a map leads to the value that stands beside it.
fn agrees_with_a_scan<K: Key, V: Element>(
    arena: &Arena,
    map: &Table<K, V>,
    wanted: impl for<'k> Fn(&'k K::Value<'_>) -> K::Wanted<'k>,
    same: impl Fn(V::Value<'_>, V::Value<'_>) -> bool,
) {
    for position in 0..map.len() {
        let (key, value) = map.entry(arena, position).unwrap();
        let found = map.get(arena, wanted(&key)).unwrap().expect("the key is there");
        assert!(same(found, value), "entry {position}");
        assert!(map.contains(arena, wanted(&key)).unwrap());
    }
}

fn every_map_agrees_with_a_scan(arena: &Arena, handle: Handle) {
    let it = arena.get::<Everything>(handle).unwrap();
    agrees_with_a_scan(arena, &it.by_text, |key| key.as_str(), |a, b| std::ptr::eq(a, b));
    agrees_with_a_scan(arena, &it.by_int32, |key| *key, |a, b| a == b);
    agrees_with_a_scan(arena, &it.by_bool, |key| *key, |a, b| a.to_bits() == b.to_bits());
    agrees_with_a_scan(arena, &it.by_int64, |key| *key, |a, b| a == b);
    agrees_with_a_scan(arena, &it.by_uint32, |key| *key, |a, b| a == b);
    assert_eq!(it.by_int32.get(arena, 123_456_789).unwrap(), None);
    assert_eq!(it.by_int64.get(arena, -123_456_789).unwrap(), None);
    assert!(it.by_text.get(arena, "no such key").unwrap().is_none());
    assert!(it.by_text.get(arena, "no such key at all, and one that is longer").unwrap().is_none());
    let report = arena.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.disagreements);
}

/// The words of the block of the map whose span is at `offset`, and the number of its entries.
fn block(memory: &SharedMemory, handle: Handle, offset: usize, bytes: usize) -> (Words, u32) {
    let span = &memory.message(handle)[offset / 4..];
    (&memory.words_at(span[0].load(Relaxed))[..bytes / 4], span[1].load(Relaxed))
}

/// A length-delimited field.
fn delimited(number: u8, content: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2, content.len() as u8], content].concat()
}

/// An entry of `by_int32`, field 40: key and value.
fn entry(key: u8, value: &str) -> Vec<u8> {
    let entry = [&[0x08, key][..], &delimited(2, value.as_bytes())].concat();
    [&[0xC2, 0x02, entry.len() as u8][..], &entry].concat()
}

#[test]
fn every_key_is_found_in_maps_of_any_size() {
    for (seed, elements) in [(1, 2), (2, 8), (3, 9), (4, 20), (5, 200), (6, ELEMENTS), (7, ELEMENTS)] {
        let (mut arena, _) = SharedMemory::arena(22);
        let handle = filled(&mut arena, seed, elements);
        every_map_agrees_with_a_scan(&arena, handle);
        let bytes = arena.encode(handle, &WireLimits::default()).unwrap();
        let decoded = arena.decode(Everything::TYPE_ID, &bytes, &WireLimits::default()).unwrap();
        assert_eq!(arena.checksum(decoded).unwrap(), arena.checksum(handle).unwrap());
        every_map_agrees_with_a_scan(&arena, decoded);
        arena.free(handle).unwrap();
        arena.free(decoded).unwrap();
        assert!(arena.audit().unwrap().types.is_empty());
    }
}

/// Nine entries of 12 bytes: room for 16 was asked for, and 448 bytes are the smallest block that has it.
#[test]
fn the_index_is_as_documented() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let bytes: Vec<u8> = (0..9).flat_map(|key| entry(key * 3, "value")).collect();
    let handle = arena.decode(Everything::TYPE_ID, &bytes, &WireLimits::default()).unwrap();
    assert_eq!(
        arena.memory_size(handle).unwrap().block_bytes,
        320 + 9 * 16 + 448,
        "struct, strings, entries"
    );
    let (words, length) = block(&memory, handle, offset_of!(Everything, by_int32), 448);
    let end = words.len();
    assert_eq!((length, words[end - 1].load(Relaxed)), (9, 9));
    let buckets = 32;
    let mut seen: Vec<u32> = Vec::new();
    for bucket in 0..buckets {
        let mut next = words[end - 2 - bucket].load(Relaxed);
        while next != 0 {
            seen.push(next - 1);
            next = words[end - 1 - buckets - next as usize].load(Relaxed);
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..9).collect::<Vec<_>>());
}

#[test]
fn a_look_up_indexes_what_a_writer_did_not() {
    let (mut arena, memory) = SharedMemory::arena(22);
    let handle = filled(&mut arena, 6, ELEMENTS);
    for offset in [offset_of!(Everything, by_text), offset_of!(Everything, by_int32)] {
        let span = &memory.message(handle)[offset / 4..];
        let (address, length) = (span[0].load(Relaxed), span[1].load(Relaxed));
        let pages = memory.words_at(address & !((1 << 19) - 1))[(address as usize & ((1 << 19) - 1)) / 1024]
            .load(Relaxed)
            >> 8;
        let indexed = &memory.words_at(address)[pages as usize * 2048 - 1];
        assert_eq!(indexed.load(Relaxed), length);
        // None, all of them anew, and the last one by one more.
        for stale in [0, length + 7] {
            indexed.store(stale, Relaxed);
            every_key_of(&arena, handle);
            assert_eq!(indexed.load(Relaxed), length);
        }
    }
    every_map_agrees_with_a_scan(&arena, handle);
}

fn every_key_of(arena: &Arena, handle: Handle) {
    let it = arena.get::<Everything>(handle).unwrap();
    agrees_with_a_scan(arena, &it.by_text, |key| key.as_str(), |a, b| std::ptr::eq(a, b));
    agrees_with_a_scan(arena, &it.by_int32, |key| *key, |a, b| a == b);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Oracle: `HashMap`, where of equal keys the last one stays too.
    #[test]
    fn decoding_entries_with_equal_keys_keeps_the_last(
        entries in prop::collection::vec((0u8..128, "[a-z]{0,20}"), 0..400),
    ) {
        let (mut arena, _) = SharedMemory::arena(20);
        let bytes: Vec<u8> = entries.iter().flat_map(|(key, value)| entry(*key, value)).collect();
        let handle = arena.decode(Everything::TYPE_ID, &bytes, &WireLimits::default()).unwrap();
        let it = arena.get::<Everything>(handle).unwrap();
        let model: HashMap<u8, &String> = entries.iter().map(|(key, value)| (*key, value)).collect();
        prop_assert_eq!(it.by_int32.len(), model.len());
        for key in 0u8..128 {
            let found = it.by_int32.get(&arena, key.into()).unwrap();
            prop_assert_eq!(found.as_ref(), model.get(&key).copied());
        }
        prop_assert!(arena.audit().unwrap().is_clean());
        arena.free(handle).unwrap();
        prop_assert!(arena.audit().unwrap().types.is_empty());
    }

    /// Oracle: any result that is a value of the map, none, or CORRUPT; and it comes.
    #[test]
    fn a_hostile_index_leads_to_no_other_entry(
        writes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![0u32..200, any::<u32>()]), 1..60),
    ) {
        let (mut arena, memory) = SharedMemory::arena(20);
        let bytes: Vec<u8> = (0..100).flat_map(|key| entry(key, &format!("value {key}"))).collect();
        let handle = arena.decode(Everything::TYPE_ID, &bytes, &WireLimits::default()).unwrap();
        let (words, length) = block(&memory, handle, offset_of!(Everything, by_int32), 4096);
        prop_assert_eq!(length, 100);
        for (word, value) in writes {
            // Behind the entries: links, buckets, and the number of entries indexed.
            words[300 + word.index(words.len() - 300)].store(value, Relaxed);
        }
        drop(arena.audit());
        let it = arena.get::<Everything>(handle).unwrap();
        for key in 0..110 {
            match it.by_int32.get(&arena, key) {
                Ok(None) | Err(ArenaError::Corrupt { .. }) => {}
                Ok(Some(value)) => prop_assert_eq!(value, format!("value {key}")),
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
    }
}

#[test]
fn a_chain_that_bites_its_tail_ends_in_an_error() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let bytes: Vec<u8> = (0..9).flat_map(|key| entry(key, "value")).collect();
    let handle = arena.decode(Everything::TYPE_ID, &bytes, &WireLimits::default()).unwrap();
    let (words, _) = block(&memory, handle, offset_of!(Everything, by_int32), 448);
    for word in &words[words.len() - 33..words.len() - 1] {
        word.store(1, Relaxed);
    }
    words[words.len() - 34].store(1, Relaxed);
    let it = arena.get::<Everything>(handle).unwrap();
    assert_eq!(
        it.by_int32.get(&arena, 0).unwrap().as_deref(),
        Some("value"),
        "the only entry that is reached"
    );
    assert_eq!(it.by_int32.get(&arena, 1).unwrap_err().code(), "CORRUPT");
}

#[test]
fn an_audit_notices_a_wrong_index() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let bytes: Vec<u8> = (0..9).flat_map(|key| entry(key, "value")).collect();
    let handle = arena.decode(Everything::TYPE_ID, &bytes, &WireLimits::default()).unwrap();
    let (words, _) = block(&memory, handle, offset_of!(Everything, by_int32), 448);
    assert!(arena.audit().unwrap().is_clean());
    let bucket = words[words.len() - 33..].iter().find(|word| word.load(Relaxed) != 0).unwrap();
    let entry = bucket.swap(0, Relaxed);
    let wrong = Disagreement::MapIndex { index: handle.index(), field: "by_int32" };
    assert_eq!(
        arena.audit().unwrap().disagreements,
        std::slice::from_ref(&wrong),
        "an entry that is not found"
    );
    bucket.store(entry, Relaxed);
    words[words.len() - 1].store(8, Relaxed);
    assert_eq!(arena.audit().unwrap().disagreements, [wrong], "more entries than it says");
    words[words.len() - 1].store(0, Relaxed);
    assert!(arena.audit().unwrap().is_clean(), "an index that says it has none is not used");
}
