use std::collections::{BTreeMap, BTreeSet, HashSet};

use strait_arena::{Arena, FillOptions, Message, Shared};

use crate::schema::{Everything, Leaf, SCHEMA, Tree};

#[test]
fn equal_seeds_give_equal_content_wherever_it_lies() {
    let mut first = Arena::on_heap(&SCHEMA).unwrap();
    let mut second = Arena::on_heap(&SCHEMA).unwrap();
    second.build_tree(Tree::TYPE_ID, 6, 3).unwrap();
    let mut checksums = HashSet::new();
    for seed in 0..100 {
        let one = first.allocate(Everything::TYPE_ID).unwrap();
        let other = second.allocate(Everything::TYPE_ID).unwrap();
        first.fill(one, &FillOptions::seeded(seed)).unwrap();
        second.fill(other, &FillOptions::seeded(seed)).unwrap();
        let checksum = first.checksum(one).unwrap();
        assert_eq!(second.checksum(other).unwrap(), checksum, "seed {seed}");
        checksums.insert(checksum);
    }
    assert_eq!(checksums.len(), 100, "other seeds give other content");
}

#[test]
fn filling_again_replaces_the_content() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill(handle, &FillOptions::seeded(1)).unwrap();
    let first = arena.checksum(handle).unwrap();
    arena.fill(handle, &FillOptions::seeded(2)).unwrap();
    assert_ne!(arena.checksum(handle).unwrap(), first);
    arena.fill(handle, &FillOptions::seeded(1)).unwrap();
    assert_eq!(arena.checksum(handle).unwrap(), first);
    assert!(arena.audit().unwrap().is_clean());
    arena.free(handle).unwrap();
    assert!(arena.audit().unwrap().types.is_empty());
}

#[test]
fn limits_and_special_values_of_every_numeric_kind_appear() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    let mut doubles = BTreeSet::new();
    let mut floats = BTreeSet::new();
    let (mut signed, mut unsigned) = (BTreeSet::new(), BTreeSet::new());
    let (mut narrow, mut narrow_unsigned) = (BTreeSet::new(), BTreeSet::new());
    let mut sides = BTreeSet::new();
    for seed in 0..2_000 {
        arena.fill(handle, &FillOptions { maximum_depth: 1, ..FillOptions::seeded(seed) }).unwrap();
        let it = arena.get::<Everything>(handle).unwrap();
        doubles.insert(it.double.get().to_bits());
        floats.insert(it.float.get().to_bits());
        signed.extend([it.int64.get(), it.sint64.get(), it.sfixed64.get()]);
        unsigned.extend([it.uint64.get(), it.fixed64.get()]);
        narrow.extend([it.int32.get(), it.sint32.get(), it.sfixed32.get()]);
        narrow_unsigned.extend([it.uint32.get(), it.fixed32.get()]);
        sides.insert(it.side.get());
    }
    for value in [0.0, -0.0, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, f64::INFINITY, f64::NAN] {
        assert!(doubles.contains(&value.to_bits()), "{value}");
    }
    for value in [0.0, -0.0, f32::MAX, f32::MIN, f32::MIN_POSITIVE, 1e-45, f32::NEG_INFINITY, f32::NAN] {
        assert!(floats.contains(&value.to_bits()), "{value}");
    }
    assert!(signed.is_superset(&BTreeSet::from([0, -1, i64::MAX, i64::MIN, (1 << 53) - 1, 1 << 53])));
    assert!(unsigned.is_superset(&BTreeSet::from([0, u64::MAX, 1 << 63, (1 << 53) + 1])));
    assert!(narrow.is_superset(&BTreeSet::from([0, -1, i32::MAX, i32::MIN])));
    assert!(narrow_unsigned.is_superset(&BTreeSet::from([0, u32::MAX, 1 << 31])));
    assert!(sides.is_superset(&BTreeSet::from([0, 1, 7, -3])), "declared numbers");
    assert!(sides.len() > 4, "enums are open");
    assert!(doubles.len() > 500, "and any bits besides");
}

#[test]
fn presence_cases_text_and_keys_vary() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    let mut cases = BTreeMap::<u32, u32>::new();
    let mut presence = BTreeSet::new();
    let mut widths = BTreeSet::new();
    let mut unknown = 0;
    for seed in 0..400 {
        arena.fill(handle, &FillOptions { maximum_elements: 20, ..FillOptions::seeded(seed) }).unwrap();
        let it = arena.get::<Everything>(handle).unwrap();
        for case in [it.wide_case.get(), it.narrow_case.get(), it.bool_case.get()] {
            *cases.entry(case).or_default() += 1;
        }
        presence.extend((0..5).map(|bit| (bit, it.presence.has(bit))));
        let texts = it.texts.read(&arena).unwrap();
        assert!(texts.iter().all(|text| text.len() <= 32));
        widths.extend(texts.iter().flat_map(|text| text.chars()).map(char::len_utf8));
        unknown += usize::from(!it.unknown.read(&arena).unwrap().is_empty());
        let keys: HashSet<String> =
            (0..it.by_text.len()).map(|position| it.by_text.entry(&arena, position).unwrap().0).collect();
        assert_eq!(keys.len(), it.by_text.len(), "keys differ");
        let keys: HashSet<bool> =
            (0..it.by_bool.len()).map(|position| it.by_bool.entry(&arena, position).unwrap().0).collect();
        assert_eq!(keys.len(), it.by_bool.len(), "keys differ");
        assert!(it.doubles.len() <= 20);
    }
    let expected: Vec<u32> = [0].into_iter().chain(21..=29).collect();
    assert_eq!(cases.keys().copied().collect::<Vec<_>>(), expected, "every member, and none");
    assert_eq!(presence.len(), 10);
    assert_eq!(widths, BTreeSet::from([1, 2, 3, 4]));
    assert!(unknown > 50);
}

#[test]
fn depth_is_bounded() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Tree::TYPE_ID).unwrap();
    for depth in 1..=6 {
        let deepest = (0..50).map(|seed| {
            arena.fill(handle, &FillOptions { maximum_depth: depth, ..FillOptions::seeded(seed) }).unwrap();
            arena.walk(handle).unwrap().depth
        });
        assert_eq!(deepest.max(), Some(depth));
    }
}

#[test]
fn an_array_of_every_kind_gets_as_many_elements_as_asked_for() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    for count in [0, 1, 100, 10_000] {
        for number in 30..=38 {
            arena.fill_array(handle, number, count, 7).unwrap();
        }
        let it = arena.get::<Everything>(handle).unwrap();
        let lengths = [
            it.doubles.len(),
            it.floats.len(),
            it.int32s.len(),
            it.uint64s.len(),
            it.bools.len(),
            it.sides.len(),
            it.texts.len(),
            it.blobs.len(),
            it.leaves.len(),
        ];
        assert_eq!(lengths, [count as usize; 9]);
        assert_eq!(arena.counts(Leaf::TYPE_ID).unwrap().live_messages, count);
        assert!(arena.audit().unwrap().is_clean());
    }
    let before = arena.checksum(handle).unwrap();
    arena.fill_array(handle, 38, 10_000, 8).unwrap();
    assert_ne!(arena.checksum(handle).unwrap(), before);
    arena.fill_array(handle, 38, 10_000, 7).unwrap();
    assert_eq!(arena.checksum(handle).unwrap(), before);
}

#[test]
fn a_scalar_can_be_written_in_place() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    let it = arena.get::<Everything>(handle).unwrap();
    it.flag.set(true);
    it.float.set(1.5);
    it.narrow_choice.member::<Shared<i32>>().set(-9);
    let again = arena.get::<Everything>(handle).unwrap();
    assert_eq!((again.flag.get(), again.float.get()), (true, 1.5));
    assert_eq!(again.narrow_choice.member::<Shared<i32>>().get(), -9);
}
