use strait_arena::{Arena, FillOptions, MemorySize, Message, SizeClass, WalkSummary};

use crate::schema::{EMPTY_ID, Everything, SCHEMA, Tree};

/// Oracle: counted by hand.
#[test]
fn a_walk_counts_what_is_there() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let empty = arena.allocate(EMPTY_ID).unwrap();
    let nothing = WalkSummary { messages: 1, depth: 1, ..WalkSummary::default() };
    assert_eq!(arena.walk(empty).unwrap(), nothing);
    let tree = arena.build_tree(Tree::TYPE_ID, 3, 2).unwrap();
    arena.get::<Tree>(tree).unwrap().value.set(9);
    let expected =
        WalkSummary { messages: 7, fields: 1 + 3, values: 1, defaults: 0, content_bytes: 4, depth: 3 };
    assert_eq!(arena.walk(tree).unwrap(), expected);
}

#[test]
fn a_walk_reads_every_element() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill_array(handle, 34, 1_000, 3).unwrap();
    let it = arena.get::<Everything>(handle).unwrap();
    let unset = it.bools.read(&arena).unwrap().iter().filter(|value| !**value).count() as u64;
    let walk = arena.walk(handle).unwrap();
    assert_eq!((walk.values, walk.defaults, walk.content_bytes), (1_000, unset, 1_000));
    assert!(unset > 300);
}

/// Oracle: the same numbers from typed cells.
#[test]
fn a_walk_agrees_with_a_count_through_cells() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Tree::TYPE_ID).unwrap();
    for seed in 0..100 {
        arena.fill(handle, &FillOptions { maximum_depth: 6, ..FillOptions::seeded(seed) }).unwrap();
        let mut expected = WalkSummary::default();
        count(&arena, arena.get(handle).unwrap(), 1, &mut expected);
        assert_eq!(arena.walk(handle).unwrap(), expected, "seed {seed}");
    }
}

fn count(arena: &Arena, tree: &Tree, depth: u32, summary: &mut WalkSummary) {
    summary.messages += 1;
    summary.depth = summary.depth.max(depth);
    if tree.value.get() != 0 {
        summary.fields += 1;
        summary.values += 1;
        summary.content_bytes += 4;
    }
    let unknown = tree.unknown.read(arena).unwrap();
    summary.values += u64::from(!unknown.is_empty());
    summary.content_bytes += unknown.len() as u64;
    summary.fields += u64::from(!tree.children.is_empty()) + u64::from(tree.left.is_present());
    for child in tree.children.read(arena).unwrap() {
        count(arena, child, depth + 1, summary);
    }
    if let Some(left) = tree.left.get(arena).unwrap() {
        count(arena, left, depth + 1, summary);
    }
}

/// Oracle: added up by hand; a Tree takes 24 bytes in a block of 32, three references 12 in a block of 16.
#[test]
fn the_memory_of_a_tree_adds_up() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let tree = arena.build_tree(Tree::TYPE_ID, 3, 3).unwrap();
    assert_eq!(size_of::<Tree>(), 24);
    let expected = MemorySize {
        struct_bytes: 13 * 24,
        slot_bytes: 13 * 16,
        data_bytes: 4 * 12,
        block_bytes: 13 * 32 + 4 * 16,
    };
    assert_eq!(arena.memory_size(tree).unwrap(), expected);
}

#[test]
fn data_blocks_in_the_size_are_those_of_the_ledger() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    let root = SizeClass::holding(size_of::<Everything>() as u64).unwrap().bytes();
    for seed in 0..50 {
        let options =
            FillOptions { maximum_elements: 50, maximum_text_length: 5_000, ..FillOptions::seeded(seed) };
        arena.fill(handle, &options).unwrap();
        let size = arena.memory_size(handle).unwrap();
        let ledger: f64 = (0..7).map(|type_id| arena.counts(type_id).unwrap().data_bytes).sum();
        let leaves = size.slot_bytes / 16 - 1;
        let message_blocks = leaves * 32 + u64::from(root);
        assert_eq!(size.block_bytes as f64, ledger + message_blocks as f64, "seed {seed}");
        assert!(size.data_bytes as f64 <= ledger);
    }
}
