use strait_arena::{Arena, ArenaError, Blob, Cell, Child, FillOptions, Message, Shared, Text};

use crate::schema::{EMPTY_ID, Everything, Leaf, SCHEMA, Tree};

/// The checksum of docs/layout.md, written as recursion over typed cells instead of a table.
struct Sum(u32);

impl Sum {
    fn start() -> Self {
        Self(0x5354_5241)
    }

    fn word(&mut self, word: u32) -> &mut Self {
        let product = (self.0 ^ word).wrapping_mul(0x9E37_79B1);
        self.0 = product ^ (product >> 15);
        self
    }

    fn words(&mut self, bits: u64) -> &mut Self {
        self.word(bits as u32).word((bits >> 32) as u32)
    }

    fn float(&mut self, value: f32) -> &mut Self {
        self.word(if value.is_nan() { 0x7FC0_0000 } else { value.to_bits() })
    }

    fn double(&mut self, value: f64) -> &mut Self {
        self.words(if value.is_nan() { 0x7FF8_0000_0000_0000 } else { value.to_bits() })
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.word(bytes.len() as u32);
        for chunk in bytes.chunks(4) {
            let mut word = [0; 4];
            word[..chunk.len()].copy_from_slice(chunk);
            self.word(u32::from_le_bytes(word));
        }
        self
    }

    fn presence(&mut self, number: u32, is_present: bool) -> bool {
        self.word(number).word(if is_present { 1 } else { u32::MAX });
        is_present
    }
}

fn leaf_sum(arena: &Arena, leaf: &Leaf) -> u32 {
    let mut sum = Sum::start();
    sum.word(1).words(leaf.id.get() as u64);
    sum.word(2).bytes(leaf.name.read(arena).unwrap().as_bytes());
    sum.word(0).bytes(&leaf.unknown.read(arena).unwrap());
    sum.0
}

fn map_sum(entries: impl Iterator<Item = u32>) -> u32 {
    entries.fold(0, u32::wrapping_add)
}

fn entry(build: impl FnOnce(&mut Sum)) -> u32 {
    let mut sum = Sum::start();
    build(&mut sum);
    sum.0
}

fn everything_sum(arena: &Arena, it: &Everything) -> u32 {
    let mut sum = Sum::start();
    sum.word(1).double(it.double.get());
    sum.word(2).words(it.int64.get() as u64);
    sum.word(3).words(it.uint64.get());
    sum.word(4).words(it.sint64.get() as u64);
    sum.word(5).words(it.fixed64.get());
    sum.word(6).words(it.sfixed64.get() as u64);
    if sum.presence(7, it.presence.has(0)) {
        sum.double(it.optional_double.get());
    }
    sum.word(8).float(it.float.get());
    sum.word(9).word(it.int32.get() as u32);
    sum.word(10).word(it.uint32.get());
    sum.word(11).word(it.sint32.get() as u32);
    sum.word(12).word(it.fixed32.get());
    sum.word(13).word(it.sfixed32.get() as u32);
    sum.word(14).word(it.side.get() as u32);
    sum.word(15).bytes(it.text.read(arena).unwrap().as_bytes());
    sum.word(16).bytes(&it.blob.read(arena).unwrap());
    if sum.presence(17, it.leaf.is_present()) {
        sum.word(leaf_sum(arena, it.leaf.get(arena).unwrap().unwrap()));
    }
    if sum.presence(18, it.presence.has(1)) {
        sum.bytes(it.optional_text.read(arena).unwrap().as_bytes());
    }
    if sum.presence(19, it.presence.has(2)) {
        sum.bytes(&it.optional_blob.read(arena).unwrap());
    }
    if sum.presence(20, it.presence.has(3)) {
        sum.word(it.optional_side.get() as u32);
    }
    if sum.presence(21, it.wide_case.get() == 21) {
        sum.double(it.wide_choice.member::<Shared<f64>>().get());
    }
    if sum.presence(22, it.wide_case.get() == 22) {
        sum.bytes(it.wide_choice.member::<Text>().read(arena).unwrap().as_bytes());
    }
    if sum.presence(23, it.wide_case.get() == 23) {
        sum.word(leaf_sum(arena, it.wide_choice.member::<Child<Leaf>>().get(arena).unwrap().unwrap()));
    }
    if sum.presence(24, it.narrow_case.get() == 24) {
        sum.bytes(it.narrow_choice.member::<Text>().read(arena).unwrap().as_bytes());
    }
    if sum.presence(25, it.narrow_case.get() == 25) {
        sum.word(it.narrow_choice.member::<Shared<i32>>().get() as u32);
    }
    if sum.presence(26, it.narrow_case.get() == 26) {
        sum.word(leaf_sum(arena, it.narrow_choice.member::<Child<Leaf>>().get(arena).unwrap().unwrap()));
    }
    if sum.presence(27, it.narrow_case.get() == 27) {
        sum.word(it.narrow_choice.member::<Shared<bool>>().get().into());
    }
    for number in [28, 29] {
        if sum.presence(number, it.bool_case.get() == number) {
            sum.word(it.bool_choice.member::<Shared<bool>>().get().into());
        }
    }
    macro_rules! list {
        ($number:literal, $list:ident, $each:expr) => {
            sum.word($number).word(it.$list.len() as u32);
            for element in it.$list.read(arena).unwrap() {
                $each(&mut sum, element);
            }
        };
    }
    list!(30, doubles, |sum: &mut Sum, value| {
        sum.double(value);
    });
    list!(31, floats, |sum: &mut Sum, value| {
        sum.float(value);
    });
    list!(32, int32s, |sum: &mut Sum, value: i32| {
        sum.word(value as u32);
    });
    list!(33, uint64s, |sum: &mut Sum, value| {
        sum.words(value);
    });
    list!(34, bools, |sum: &mut Sum, value: bool| {
        sum.word(value.into());
    });
    list!(35, sides, |sum: &mut Sum, value: i32| {
        sum.word(value as u32);
    });
    list!(36, texts, |sum: &mut Sum, value: String| {
        sum.bytes(value.as_bytes());
    });
    list!(37, blobs, |sum: &mut Sum, value: Vec<u8>| {
        sum.bytes(&value);
    });
    list!(38, leaves, |sum: &mut Sum, value| {
        sum.word(leaf_sum(arena, value));
    });
    macro_rules! map {
        ($number:literal, $table:ident, |$sum:ident, $key:ident, $value:ident| $each:expr) => {
            let entries = (0..it.$table.len()).map(|position| {
                let ($key, $value) = it.$table.entry(arena, position).unwrap();
                entry(|$sum| {
                    $each;
                })
            });
            let entries = map_sum(entries);
            sum.word($number).word(it.$table.len() as u32).word(entries);
        };
    }
    map!(39, by_text, |sum, key, value| sum.bytes(key.as_bytes()).word(leaf_sum(arena, value)));
    map!(40, by_int32, |sum, key, value| sum.word(key as u32).bytes(value.as_bytes()));
    map!(41, by_bool, |sum, key, value| sum.word(key.into()).double(value));
    map!(42, by_int64, |sum, key, value| sum.words(key as u64).bytes(&value));
    map!(43, by_uint32, |sum, key, value| sum.word(key).word(value.into()));
    sum.word(60).word(it.flag.get().into());
    if sum.presence(61, it.presence.has(4)) {
        sum.word(it.optional_flag.get().into());
    }
    sum.word(0).bytes(&it.unknown.read(arena).unwrap());
    sum.0
}

fn tree_sum(arena: &Arena, tree: &Tree) -> u32 {
    let mut sum = Sum::start();
    sum.word(1).word(tree.value.get() as u32);
    sum.word(2).word(tree.children.len() as u32);
    for child in tree.children.read(arena).unwrap() {
        sum.word(tree_sum(arena, child));
    }
    if sum.presence(3, tree.left.is_present()) {
        sum.word(tree_sum(arena, tree.left.get(arena).unwrap().unwrap()));
    }
    sum.word(0).bytes(&tree.unknown.read(arena).unwrap());
    sum.0
}

/// Oracle: the recursion above, which reads through typed cells.
#[test]
fn the_checksum_covers_every_field_kind() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    for seed in 0..300 {
        let handle = arena.allocate(Everything::TYPE_ID).unwrap();
        arena.fill(handle, &FillOptions { maximum_elements: 9, ..FillOptions::seeded(seed) }).unwrap();
        let expected = everything_sum(&arena, arena.get(handle).unwrap());
        assert_eq!(arena.checksum(handle).unwrap(), expected, "seed {seed}");
        arena.free(handle).unwrap();
        let tree = arena.allocate(Tree::TYPE_ID).unwrap();
        arena.fill(tree, &FillOptions { maximum_depth: 5, ..FillOptions::seeded(seed) }).unwrap();
        assert_eq!(arena.checksum(tree).unwrap(), tree_sum(&arena, arena.get(tree).unwrap()), "seed {seed}");
        arena.free(tree).unwrap();
    }
}

/// Oracle: computed by hand with the formula of docs/layout.md: mix(mix(start, 0), 0).
#[test]
fn the_checksum_of_an_empty_message_is_that_of_no_unknown_fields() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(EMPTY_ID).unwrap();
    let mix = |hash: u32| {
        let product = u64::from(hash) * 0x9E37_79B1 % (1 << 32);
        (product ^ (product >> 15)) as u32
    };
    assert_eq!(arena.checksum(handle).unwrap(), mix(mix(0x5354_5241)));
}

#[test]
fn one_changed_bit_changes_the_checksum() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill(handle, &FillOptions::seeded(5)).unwrap();
    let before = arena.checksum(handle).unwrap();
    let message = arena.get::<Everything>(handle).unwrap();
    for bit in 0..64 {
        let value = message.fixed64.get();
        message.fixed64.set(value ^ (1 << bit));
        assert_ne!(arena.checksum(handle).unwrap(), before, "bit {bit}");
        message.fixed64.set(value);
    }
    assert_eq!(arena.checksum(handle).unwrap(), before);
}

#[test]
fn reading_beyond_an_array_is_refused() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill_array(handle, 33, 10, 0).unwrap();
    let message = arena.get::<Everything>(handle).unwrap();
    assert!(message.uint64s.get(&arena, 9).is_ok());
    assert_eq!(
        message.uint64s.get(&arena, 10),
        Err(ArenaError::OutOfBounds { start: 10, bytes: 1, limit: 10 })
    );
}

#[test]
fn cells_fit_the_storage_of_a_oneof() {
    fn is_cell<C: Cell>() -> usize {
        size_of::<C>()
    }
    assert_eq!(is_cell::<Shared<f64>>(), 8);
    assert_eq!(is_cell::<Blob>(), 8);
    assert_eq!(is_cell::<Child<Leaf>>(), 4);
}
