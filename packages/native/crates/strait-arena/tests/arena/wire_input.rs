//! Wire bytes as other programs may write them: padded varints, any order, packed or not, cut anywhere, strings at every
//! alignment. Oracle: a writer and a skipper of a few lines, and plain Rust values.

use proptest::prelude::*;
use proptest::sample::Index;
use strait_arena::{Arena, ArenaError, FillOptions, Message, WireLimits};

use crate::schema::{Everything, Leaf, SCHEMA, Tree};
use crate::shared_memory::SharedMemory;

const ALL: WireLimits = WireLimits { maximum_depth: 100, maximum_bytes: 1 << 31 };

/// A varint with as many bytes more than it needs, up to ten in all.
fn varint(mut value: u64, padding: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7F {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    for _ in 0..padding.min(10 - bytes.len()) {
        *bytes.last_mut().unwrap() |= 0x80;
        bytes.push(0);
    }
    bytes
}

fn tag(number: u64, wire: u64, padding: usize) -> Vec<u8> {
    varint(number << 3 | wire, padding)
}

fn delimited(number: u64, content: &[u8]) -> Vec<u8> {
    [tag(number, 2, 0), varint(content.len() as u64, 0), content.to_vec()].concat()
}

fn assert_empty(arena: &Arena) {
    let report = arena.audit().unwrap();
    assert!(report.types.is_empty() && report.leaked_blocks == 0, "{:?}", report.disagreements);
    for type_id in [Everything::TYPE_ID, Leaf::TYPE_ID, Tree::TYPE_ID] {
        assert_eq!(arena.counts(type_id).unwrap(), Default::default());
    }
}

/// A number and its field: which, and how it is written.
#[derive(Debug, Clone)]
struct Number {
    field: u64,
    value: u64,
    padding: (usize, usize),
}

fn number() -> impl Strategy<Value = Number> {
    let field = prop::sample::select(vec![2u64, 3, 4, 5, 9, 10, 11, 12, 60]);
    let value = prop_oneof![any::<u64>(), 0u64..300, (0u32..64).prop_map(|bit| 1 << bit)];
    let padding = (0usize..5, 0usize..9);
    (field, value, padding).prop_map(|(field, value, padding)| Number { field, value, padding })
}

impl Number {
    fn bytes(&self) -> Vec<u8> {
        match self.field {
            5 => [tag(5, 1, self.padding.0), self.value.to_le_bytes().to_vec()].concat(),
            12 => [tag(12, 5, self.padding.0), (self.value as u32).to_le_bytes().to_vec()].concat(),
            field => [tag(field, 0, self.padding.0), varint(self.value, self.padding.1)].concat(),
        }
    }
}

fn zigzag(value: u64) -> i64 {
    if value & 1 == 0 { (value >> 1) as i64 } else { !((value >> 1) as i64) }
}

proptest! {
    /// The last value of each field counts, however it is written.
    #[test]
    fn numbers_come_in_any_order_with_padded_tags_and_varints(numbers in prop::collection::vec(number(), 0..24)) {
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        let bytes = numbers.iter().flat_map(Number::bytes).collect::<Vec<_>>();
        let handle = arena.decode(Everything::TYPE_ID, &bytes, &ALL).unwrap();
        let last = |field| numbers.iter().rev().find(|it| it.field == field).map_or(0, |it| it.value);
        let found = arena.get::<Everything>(handle).unwrap();
        prop_assert_eq!(found.int64.get(), last(2) as i64);
        prop_assert_eq!(found.uint64.get(), last(3));
        prop_assert_eq!(found.sint64.get(), zigzag(last(4)));
        prop_assert_eq!(found.fixed64.get(), last(5));
        prop_assert_eq!(found.int32.get(), last(9) as i32);
        prop_assert_eq!(found.uint32.get(), last(10) as u32);
        prop_assert_eq!(found.sint32.get(), zigzag(last(11) & 0xFFFF_FFFF) as i32);
        prop_assert_eq!(found.fixed32.get(), last(12) as u32);
        prop_assert_eq!(found.flag.get(), last(60) != 0);
        arena.free(handle).unwrap();
        assert_empty(&arena);
    }

    #[test]
    fn elements_come_packed_or_one_by_one_and_in_turns(
        runs in prop::collection::vec((any::<bool>(), prop::collection::vec(any::<u64>(), 0..9)), 0..12),
    ) {
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        let mut bytes = Vec::new();
        for (packed, values) in &runs {
            let small = values.iter().map(|&value| (32, varint(value, value as usize % 3), 0));
            let wide = values.iter().map(|&value| (30, value.to_le_bytes().to_vec(), 1));
            for elements in [small.collect::<Vec<_>>(), wide.collect()] {
                if *packed {
                    let content: Vec<u8> = elements.iter().flat_map(|(_, value, _)| value.clone()).collect();
                    let number = elements.first().map_or(32, |(number, ..)| *number);
                    bytes.extend(delimited(number, &content));
                } else {
                    for (number, value, wire) in elements {
                        bytes.extend([tag(number, wire, 0), value].concat());
                    }
                }
            }
        }
        let handle = arena.decode(Everything::TYPE_ID, &bytes, &ALL).unwrap();
        let expected: Vec<u64> = runs.iter().flat_map(|(_, values)| values.clone()).collect();
        let found = arena.get::<Everything>(handle).unwrap();
        let small: Vec<i32> = expected.iter().map(|&value| value as i32).collect();
        prop_assert_eq!(found.int32s.read(&arena).unwrap(), small);
        let wide: Vec<u64> = found.doubles.read(&arena).unwrap().into_iter().map(f64::to_bits).collect();
        prop_assert_eq!(wide, expected);
        arena.free(handle).unwrap();
        assert_empty(&arena);
    }

    /// Also keys that come again, in maps small and large: the last value counts, in the place of the first.
    #[test]
    fn maps_keep_the_last_value_of_each_key(entries in prop::collection::vec((0u32..30, "[a-zé]{0,12}"), 0..60)) {
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        let entry = |(key, value): &(u32, String)| {
            delimited(40, &[tag(1, 0, 0), varint((*key).into(), 0), delimited(2, value.as_bytes())].concat())
        };
        let bytes = entries.iter().flat_map(entry).collect::<Vec<_>>();
        let handle = arena.decode(Everything::TYPE_ID, &bytes, &ALL).unwrap();
        let mut expected: Vec<(i32, String)> = Vec::new();
        for (key, value) in entries {
            match expected.iter_mut().find(|(other, _)| *other == key as i32) {
                Some((_, old)) => *old = value,
                None => expected.push((key as i32, value)),
            }
        }
        let map = &arena.get::<Everything>(handle).unwrap().by_int32;
        let found: Vec<_> = (0..map.len()).map(|position| map.entry(&arena, position).unwrap()).collect();
        prop_assert_eq!(found, expected);
        arena.free(handle).unwrap();
        assert_empty(&arena);
    }

    /// A sub-message that comes again is merged into the first; its text is replaced, also by an empty one, and so is
    /// that of a oneof.
    #[test]
    fn what_is_replaced_leaves_nothing_behind(texts in prop::collection::vec(("[a-z]{0,40}", 0u8..3), 1..9)) {
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        let mut bytes = Vec::new();
        for (text, member) in &texts {
            bytes.extend(delimited(17, &delimited(2, text.as_bytes())));
            bytes.extend(match member {
                0 => delimited(22, text.as_bytes()),
                1 => delimited(23, &delimited(2, text.as_bytes())),
                _ => [tag(21, 1, 0), vec![0; 8]].concat(),
            });
        }
        let handle = arena.decode(Everything::TYPE_ID, &bytes, &ALL).unwrap();
        let found = arena.get::<Everything>(handle).unwrap();
        let leaf = found.leaf.get(&arena).unwrap().unwrap();
        prop_assert_eq!(&leaf.name.read(&arena).unwrap(), &texts.last().unwrap().0);
        prop_assert!(arena.audit().unwrap().is_clean());
        arena.free(handle).unwrap();
        assert_empty(&arena);
    }

    /// Where a field ends, a shorter message does; elsewhere the input is cut.
    #[test]
    fn a_message_can_be_cut_between_its_fields_only(seed in any::<u64>(), cut in any::<Index>()) {
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        let handle = arena.allocate(Everything::TYPE_ID).unwrap();
        arena.fill(handle, &FillOptions::seeded(seed)).unwrap();
        let bytes = arena.encode(handle, &ALL).unwrap();
        arena.free(handle).unwrap();
        let length = cut.index(bytes.len() + 1);
        let decoded = arena.decode(Everything::TYPE_ID, &bytes[..length], &ALL);
        prop_assert_eq!(decoded.is_ok(), boundaries(&bytes).contains(&length), "cut after {} bytes", length);
        match decoded {
            Ok(handle) => arena.free(handle).unwrap(),
            Err(error) => {
                let is_inside = matches!(error, ArenaError::Malformed { offset, .. } if offset <= length as u64);
                prop_assert!(is_inside, "{}", error);
            }
        }
        assert_empty(&arena);
    }
}

/// Where the fields of a valid message begin and end.
fn boundaries(bytes: &[u8]) -> Vec<usize> {
    let read = |at: &mut usize| {
        let (mut value, mut shift) = (0u64, 0);
        loop {
            let byte = bytes[*at];
            *at += 1;
            value |= u64::from(byte & 0x7F) << shift;
            shift += 7;
            if byte < 0x80 {
                return value;
            }
        }
    };
    let (mut at, mut found) = (0, vec![0]);
    while at < bytes.len() {
        match read(&mut at) & 7 {
            0 => drop(read(&mut at)),
            1 => at += 8,
            5 => at += 4,
            _ => at = read(&mut at) as usize + at,
        }
        found.push(at);
    }
    found
}

#[test]
fn strings_of_every_length_are_read_at_every_alignment() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let length_word = std::mem::offset_of!(Everything, text) / 4 + 1;
    for before in 0..9 {
        for length in 0..45usize {
            for wide_at in [None, Some(0), Some(length / 2), Some(length.saturating_sub(2))] {
                let mut text = "x".repeat(length);
                if let Some(place) = wide_at.filter(|place| place + 2 <= length) {
                    text.replace_range(place..place + 2, "é");
                }
                let bytes = [delimited(16, &vec![0xFF; before]), delimited(15, text.as_bytes())].concat();
                let handle = arena.decode(Everything::TYPE_ID, &bytes, &ALL).unwrap();
                let found = arena.get::<Everything>(handle).unwrap();
                assert_eq!(found.text.read(&arena).unwrap(), text, "{before} bytes before");
                assert_eq!(found.blob.read(&arena).unwrap(), vec![0xFF; before]);
                let word = memory.message(handle)[length_word].load(std::sync::atomic::Ordering::Relaxed);
                assert_eq!(word >> 31 == 1, text.is_ascii() && !text.is_empty(), "{text:?}");
                arena.free(handle).unwrap();
            }
        }
    }
    assert_empty(&arena);
}

#[test]
fn text_that_is_not_utf_8_is_refused_wherever_it_is() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    for length in 1..80 {
        for place in 0..length {
            for wrong in [0x80, 0xC3, 0xED, 0xFF] {
                let mut text = vec![b'x'; length];
                text[place] = wrong;
                let expected = ArenaError::Malformed { what: "a string is not UTF-8", offset: 2 };
                let refused = arena.decode(Leaf::TYPE_ID, &delimited(2, &text), &ALL);
                assert_eq!(refused, Err(expected), "{length} bytes, {wrong:#x} at {place}");
            }
        }
    }
    assert_empty(&arena);
}

proptest! {
    /// Strings one after the other, between some of them something else, cut where no character need end.
    #[test]
    fn each_string_is_utf_8_by_itself(
        text in "[a-zß€🚀]{0,90}",
        cuts in prop::collection::vec(any::<Index>(), 0..6),
        between in prop::collection::vec(0usize..4, 7),
        is_cut_off in any::<bool>(),
    ) {
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(text.len() + 1)).chain([0, text.len()]).collect();
        cuts.sort_unstable();
        let (mut bytes, mut wrong) = (Vec::new(), None);
        for (part, between) in cuts.windows(2).zip(between) {
            let content = &text.as_bytes()[part[0]..part[1]];
            // A field that is not known, or a number that is padded.
            bytes.extend(match between {
                0 | 1 => Vec::new(),
                2 => delimited(50, &[0xC3]),
                _ => [tag(1, 0, 0), varint(5, 1)].concat(),
            });
            let name = delimited(2, content);
            if wrong.is_none() && std::str::from_utf8(content).is_err() {
                wrong = Some(bytes.len() + name.len() - content.len());
            }
            bytes.extend(name);
        }
        let cut_off = bytes.len();
        bytes.extend(is_cut_off.then_some(0x80));
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        let expected = match (wrong, is_cut_off) {
            (Some(at), _) => Some(("a string is not UTF-8", at)),
            (None, true) => Some(("a varint is cut off", cut_off)),
            (None, false) => None,
        };
        match (arena.decode(Leaf::TYPE_ID, &bytes, &ALL), expected) {
            (Ok(handle), None) => arena.free(handle).unwrap(),
            (result, expected) => {
                let (what, at) = expected.unwrap_or(("nothing", 0));
                prop_assert_eq!(result, Err(ArenaError::Malformed { what, offset: at as u64 }));
            }
        }
        assert_empty(&arena);
    }
}

proptest! {
    /// Strings of a message and of one in it, in turn, so that some of both stand side by side; the last field is perhaps cut
    /// off, which is only wrong where no string before it is.
    #[test]
    fn each_string_is_utf_8_by_itself_whosever_it_is(
        text in "[a-zß€🚀]{0,60}",
        cuts in prop::collection::vec(any::<Index>(), 0..6),
        is_nested in prop::collection::vec(any::<bool>(), 7),
        is_cut_off in any::<bool>(),
    ) {
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(text.len() + 1)).chain([0, text.len()]).collect();
        cuts.sort_unstable();
        let (mut bytes, mut wrong) = (Vec::new(), None);
        for (part, is_nested) in cuts.windows(2).zip(is_nested) {
            let content = &text.as_bytes()[part[0]..part[1]];
            bytes.extend(if is_nested { delimited(17, &delimited(2, content)) } else { delimited(15, content) });
            if wrong.is_none() && std::str::from_utf8(content).is_err() {
                wrong = Some(bytes.len() - content.len());
            }
        }
        let cut_off = bytes.len();
        bytes.extend(is_cut_off.then_some(0x80));
        let mut arena = Arena::on_heap(&SCHEMA).unwrap();
        let expected = match (wrong, is_cut_off) {
            (Some(at), _) => Err(("a string is not UTF-8", at)),
            (None, true) => Err(("a varint is cut off", cut_off)),
            (None, false) => Ok(()),
        };
        let decoded = arena.decode(Everything::TYPE_ID, &bytes, &ALL);
        let found = match decoded {
            Ok(handle) => arena.free(handle),
            Err(error) => Err(error),
        };
        let malformed = |(what, at)| ArenaError::Malformed { what, offset: at as u64 };
        prop_assert_eq!(found, expected.map_err(malformed));
        assert_empty(&arena);
    }
}

#[test]
fn a_value_ends_in_the_message_it_belongs_to() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let after = delimited(3, &[]);
    let cases: [(&[u8], &str, u64); 6] = [
        (&[0x08], "a varint is cut off", 3),
        (&[0x08, 0x80], "a varint is cut off", 3),
        (&[0x88], "a varint is cut off", 2),
        (&[0x22, 0x05, 1, 2], "a value is longer than what is left", 4),
        (&[0x12, 0x03, 0, 0], "a value is longer than what is left", 4),
        (&[0x12, 0x02, 0x08, 0x80], "a varint is cut off", 5),
    ];
    for (content, what, offset) in cases {
        let bytes = [delimited(3, content), after.clone()].concat();
        let refused = arena.decode(Tree::TYPE_ID, &bytes, &ALL);
        assert_eq!(refused, Err(ArenaError::Malformed { what, offset }), "{content:?}");
    }
    assert_empty(&arena);
}

#[test]
fn varints_of_up_to_ten_bytes_and_64_bits_are_read() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    for after in [vec![], vec![0x18, 1], [0x18; 2].repeat(9)] {
        let eleven = [vec![0x18], vec![0x80; 10], vec![0x01], after.clone()].concat();
        let expected = ArenaError::Malformed { what: "a varint has more than 10 bytes", offset: 1 };
        assert_eq!(arena.decode(Everything::TYPE_ID, &eleven, &ALL), Err(expected));
        let wide = [vec![0x18], vec![0x80; 9], vec![0x02], after].concat();
        let expected = ArenaError::Malformed { what: "a varint has more than 64 bits", offset: 1 };
        assert_eq!(arena.decode(Everything::TYPE_ID, &wide, &ALL), Err(expected));
    }
    assert_empty(&arena);
}
