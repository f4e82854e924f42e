//! Typed writing. Oracle: what the cells then read, the ledger's counts, and the audit, which finds every block again.

use strait_arena::{Arena, Handle, Message};

use crate::schema::{Everything, Leaf, SCHEMA, Tree};

fn name_of(arena: &Arena, leaf: Handle) -> String {
    arena.get::<Leaf>(leaf).unwrap().name.read(arena).unwrap()
}

#[test]
fn text_is_what_was_set_last_and_takes_one_block() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let leaf = arena.allocate(Leaf::TYPE_ID).unwrap();
    let mut buffer = String::from("what was there before");
    let long = "long ".repeat(20_000);
    for text in ["", "Ada", "Zoë 漢 🚀", "", "short again", &long, "x"] {
        arena.set_text(leaf, |leaf: &Leaf| &leaf.name, text).unwrap();
        assert_eq!(name_of(&arena, leaf), text);
        arena.get::<Leaf>(leaf).unwrap().name.read_into(&arena, &mut buffer).unwrap();
        assert_eq!(buffer, text);
        assert!(arena.counts(Leaf::TYPE_ID).unwrap().data_blocks <= 1);
        assert!(arena.audit().unwrap().is_clean());
    }
    arena.free(leaf).unwrap();
    assert_eq!(arena.counts(Leaf::TYPE_ID).unwrap(), Default::default());
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn text_set_by_type_is_the_same_message_as_text_decoded_from_the_wire() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    for text in ["ascii", "Zoë"] {
        let leaf = arena.allocate(Leaf::TYPE_ID).unwrap();
        arena.set_text(leaf, |leaf: &Leaf| &leaf.name, text).unwrap();
        let bytes = arena.encode(leaf, &Default::default()).unwrap();
        let decoded = arena.decode(Leaf::TYPE_ID, &bytes, &Default::default()).unwrap();
        assert_eq!(name_of(&arena, decoded), text);
        assert_eq!(arena.checksum(leaf).unwrap(), arena.checksum(decoded).unwrap());
        arena.free(leaf).unwrap();
        arena.free(decoded).unwrap();
    }
}

#[test]
fn a_child_is_made_once_and_freed_with_its_parent() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let parent = arena.allocate(Everything::TYPE_ID).unwrap();
    let child = arena.ensure_child(parent, |it: &Everything| &it.leaf).unwrap();
    arena.get::<Leaf>(child).unwrap().id.set(7);
    arena.set_text(child, |leaf: &Leaf| &leaf.name, "child").unwrap();
    assert_eq!(arena.ensure_child(parent, |it: &Everything| &it.leaf).unwrap(), child);
    let cell = &arena.get::<Everything>(parent).unwrap().leaf;
    assert_eq!(cell.handle(&arena).unwrap(), Some(child));
    assert_eq!(cell.get(&arena).unwrap().unwrap().id.get(), 7);
    assert_eq!(arena.free(child).unwrap_err().code(), "OWNED");
    assert!(arena.audit().unwrap().is_clean());
    arena.free(parent).unwrap();
    assert_eq!(arena.counts(Leaf::TYPE_ID).unwrap(), Default::default());
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn messages_are_added_to_an_empty_list_only() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let tree = arena.allocate(Tree::TYPE_ID).unwrap();
    arena.add_messages(tree, |tree: &Tree| &tree.children, 0).unwrap();
    arena.add_messages(tree, |tree: &Tree| &tree.children, 3).unwrap();
    let children = &arena.get::<Tree>(tree).unwrap().children;
    assert_eq!(children.len(), 3);
    let handles: Vec<_> = (0..3).map(|index| children.handle(&arena, index).unwrap()).collect();
    assert_eq!(children.handle(&arena, 3).unwrap_err().code(), "OUT_OF_BOUNDS");
    for (value, handle) in (1..).zip(&handles) {
        arena.get::<Tree>(*handle).unwrap().value.set(value);
    }
    let read = arena.get::<Tree>(tree).unwrap().children.read(&arena).unwrap();
    assert_eq!(read.iter().map(|child| child.value.get()).collect::<Vec<_>>(), [1, 2, 3]);
    let again = arena.add_messages(tree, |tree: &Tree| &tree.children, 1);
    assert_eq!(again.unwrap_err().code(), "INVALID_VALUE");
    assert_eq!(arena.walk(tree).unwrap().messages, 4);
    arena.free(tree).unwrap();
    assert_eq!(arena.counts(Tree::TYPE_ID).unwrap(), Default::default());
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn a_cell_of_another_message_is_refused() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let leaf = arena.allocate(Leaf::TYPE_ID).unwrap();
    let elsewhere: &'static mut Arena = Box::leak(Box::new(Arena::on_heap(&SCHEMA).unwrap()));
    let other = elsewhere.allocate(Leaf::TYPE_ID).unwrap();
    let foreign: &'static Leaf = elsewhere.get(other).unwrap();
    let error = arena.set_text(leaf, |_: &Leaf| &foreign.name, "elsewhere").unwrap_err();
    assert_eq!(error.code(), "OUT_OF_BOUNDS");
    let stale = arena.allocate(Leaf::TYPE_ID).unwrap();
    arena.free(stale).unwrap();
    assert_eq!(arena.set_text(stale, |leaf: &Leaf| &leaf.name, "x").unwrap_err().code(), "STALE_HANDLE");
    assert_eq!(arena.ensure_child(leaf, |it: &Everything| &it.leaf).unwrap_err().code(), "WRONG_TYPE");
}
