use strait_arena::{Arena, HeapMemory, Message};

use crate::schema::{SCHEMA, Tree};

#[test]
fn a_tree_has_as_many_messages_as_depth_and_width_give() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    for (depth, width, messages) in [(1, 5, 1), (2, 5, 6), (4, 3, 40), (3, 0, 1), (10, 1, 10), (11, 2, 2047)]
    {
        let tree = arena.build_tree(Tree::TYPE_ID, depth, width).unwrap();
        let walk = arena.walk(tree).unwrap();
        assert_eq!(walk.messages, messages, "{depth} levels of {width}");
        assert_eq!(walk.depth, if width == 0 { 1 } else { depth });
        assert_eq!(u64::from(arena.counts(Tree::TYPE_ID).unwrap().live_messages), messages);
        arena.free(tree).unwrap();
        assert_eq!(arena.counts(Tree::TYPE_ID).unwrap(), Default::default());
    }
    assert!(arena.audit().unwrap().is_clean());
}

/// A recursion of this depth would overflow the stack of a test thread, which has 2 MiB.
#[test]
fn depth_costs_no_stack() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let depth = 200_000;
    let tree = arena.build_tree(Tree::TYPE_ID, depth, 1).unwrap();
    assert_eq!(arena.walk(tree).unwrap().depth, depth);
    assert_eq!(arena.memory_size(tree).unwrap().slot_bytes, u64::from(depth) * 16);
    arena.checksum(tree).unwrap();
    arena.free(tree).unwrap();
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn a_tree_that_does_not_fit_leaves_nothing_behind() {
    let memory = HeapMemory::new(&SCHEMA, 20, 6 << 20);
    let mut arena = Arena::new(&SCHEMA, Box::new(memory)).unwrap();
    let error = arena.build_tree(Tree::TYPE_ID, 20, 2).unwrap_err();
    assert_eq!(error.code(), "OUT_OF_MEMORY");
    let report = arena.audit().unwrap();
    assert!(report.is_clean() && report.types.is_empty(), "{:?}", report.disagreements);
    arena.build_tree(Tree::TYPE_ID, 10, 2).unwrap();
}
