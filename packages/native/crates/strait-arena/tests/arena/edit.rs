use strait_arena::{Arena, ArenaError, Blob, Child, Handle, Message, OneofMember, Shared, Text, WireLimits};

use crate::schema::{Everything, Leaf, SCHEMA, Tree};
use crate::shared_memory::SharedMemory;

/// Every kind of field, written once, and twice where that replaces something.
fn write(arena: &mut Arena) -> Result<Handle, ArenaError> {
    let mut it = arena.create::<Everything>()?;
    it.set(|it| &it.double, 1.5)?;
    it.set(|it| &it.sint64, -2)?;
    it.set(|it| &it.optional_double, 0.0)?;
    it.set(|it| &it.text, "gone")?;
    it.set(|it| &it.text, "äb")?;
    it.set(|it| &it.blob, &[1, 2])?;
    it.child(|it| &it.leaf)?.set(|it| &it.id, 7)?;
    it.child(|it| &it.leaf)?.set(|it| &it.name, "leaf")?;
    it.set(|it| &it.optional_text, "")?;
    it.set_member(Everything::WIDE_TEXT, "dropped")?;
    it.member_child(Everything::WIDE_LEAF)?.set(|it| &it.id, 1)?;
    it.set_member(Everything::WIDE_DOUBLE, 2.5)?;
    it.set_member(Everything::NARROW_TEXT, "narrow")?;
    it.set_member(Everything::SECOND_FLAG, true)?;
    it.extend(|it| &it.doubles, [1.0, 2.0])?;
    it.push(|it| &it.doubles, 3.0)?;
    it.extend(|it| &it.texts, ["a", "", "ü"])?;
    it.push(|it| &it.blobs, &[9])?;
    it.add(|it| &it.leaves)?.set(|it| &it.id, 1)?;
    it.add(|it| &it.leaves)?.set(|it| &it.id, 2)?;
    it.element(|it| &it.leaves, 0)?.set(|it| &it.name, "first")?;
    it.insert_child(|it| &it.by_text, "k")?.set(|it| &it.id, 1)?;
    it.insert_child(|it| &it.by_text, "k")?.set(|it| &it.name, "again")?;
    it.insert(|it| &it.by_int32, -1, "one")?;
    it.insert(|it| &it.by_int32, -1, "two")?;
    it.insert(|it| &it.by_bool, true, 0.5)?;
    it.set(|it| &it.flag, true)?;
    it.clear(16)?;
    Ok(it.finish())
}

/// What `write` writes, on the wire, by hand after protobuf's specification.
const WIRE: &[&[u8]] = &[
    &[0x09, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F],                  // 1: 1.5
    &[0x20, 3],                                             // 4: −2, zigzag
    &[0x39, 0, 0, 0, 0, 0, 0, 0, 0],                        // 7: 0.0, present
    &[0x7A, 3, 0xC3, 0xA4, b'b'],                           // 15: "äb"
    &[0x8A, 1, 8, 0x08, 7, 0x12, 4],                        // 17: a leaf with id 7 and …
    b"leaf",                                                // … its name
    &[0x92, 1, 0],                                          // 18: "", present
    &[0xA9, 1, 0, 0, 0, 0, 0, 0, 4, 0x40],                  // 21: 2.5
    &[0xC2, 1, 6],                                          // 24: text of 6 bytes
    b"narrow",                                              //
    &[0xE8, 1, 1],                                          // 29: true
    &[0xF2, 1, 24, 0, 0, 0, 0, 0, 0, 0xF0, 63],             // 30: packed 1.0, …
    &[0, 0, 0, 0, 0, 0, 0, 64],                             // … 2.0, …
    &[0, 0, 0, 0, 0, 0, 8, 64],                             // … 3.0
    &[0xA2, 2, 1, b'a', 0xA2, 2, 0],                        // 36: "a", "", …
    &[0xA2, 2, 2, 0xC3, 0xBC],                              // … "ü"
    &[0xAA, 2, 1, 9],                                       // 37: one byte
    &[0xB2, 2, 9, 8, 1, 0x12, 5],                           // 38: a leaf with id 1 and …
    b"first",                                               // … its name, …
    &[0xB2, 2, 2, 8, 2],                                    // … and one with id 2
    &[0xBA, 2, 14, 0x0A, 1, b'k', 0x12, 9],                 // 39: key "k" with a leaf with …
    &[8, 1, 0x12, 5],                                       // … id 1 and …
    b"again",                                               // … its name
    &[0xC2, 2, 16, 8, 255, 255, 255, 255],                  // 40: key −1 …
    &[255, 255, 255, 255, 255, 1],                          // …
    &[0x12, 3, b't', b'w', b'o'],                           // … with "two"
    &[0xCA, 2, 11, 8, 1, 0x11, 0, 0, 0, 0, 0, 0, 0xE0, 63], // 41: key true with 0.5
    &[0xE0, 3, 1],                                          // 60: true
];

/// Oracle: the same message decoded from bytes that were written by hand.
#[test]
fn every_kind_of_field_is_written_as_the_wire_says() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let written = write(&mut arena).unwrap();
    let everything: &Everything = arena.get(written).unwrap();
    assert_eq!(Everything::WIDE_DOUBLE.get(everything).unwrap().get(), 2.5);
    assert_eq!(Everything::NARROW_TEXT.get(everything).unwrap().read(&arena).unwrap(), "narrow");
    assert!(Everything::WIDE_TEXT.get(everything).is_none());
    assert_eq!(Everything::OPTIONAL_TEXT.get(everything).unwrap().len(), 0);
    assert!(Everything::OPTIONAL_FLAG.get(everything).is_none());
    let wire = WIRE.concat();
    assert_eq!(arena.encode(written, &WireLimits::default()).unwrap(), wire);
    let decoded = arena.decode(Everything::TYPE_ID, &wire, &WireLimits::default()).unwrap();
    assert_eq!(arena.checksum(written).unwrap(), arena.checksum(decoded).unwrap());
    assert!(arena.audit().unwrap().is_clean());
    arena.free(written).unwrap();
    arena.free(decoded).unwrap();
    assert!(arena.audit().unwrap().types.is_empty());
}

/// Oracle: the numbers that were inserted, and the audit, which knows the index.
#[test]
fn keys_that_were_inserted_are_found() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let mut it = arena.create::<Everything>().unwrap();
    for number in (0..300).chain(100..200) {
        it.insert(|it| &it.by_int32, number, &format!("{number}")).unwrap();
        it.insert_child(|it| &it.by_text, &format!("k{number}"))
            .unwrap()
            .set(|it| &it.id, i64::from(number))
            .unwrap();
    }
    let handle = it.finish();
    let it: &Everything = arena.get(handle).unwrap();
    assert_eq!((it.by_int32.len(), it.by_text.len()), (300, 300));
    for number in 0..300 {
        assert_eq!(it.by_int32.get(&arena, number).unwrap().unwrap(), format!("{number}"));
        let leaf = it.by_text.get(&arena, &format!("k{number}")).unwrap().unwrap();
        assert_eq!(leaf.id.get(), i64::from(number));
    }
    assert!(arena.audit().unwrap().is_clean());
}

/// Oracle: the audit, and that a draft that is given up is gone.
#[test]
fn a_failure_half_way_leaves_nothing_behind() {
    let mut failures = 0;
    for allowed in 0.. {
        let (mut arena, memory) = SharedMemory::arena(16);
        memory.left.set(Some(allowed));
        let result = (0..3_000).try_for_each(|_| write(&mut arena).map(|_| ()));
        let written = arena.counts(Everything::TYPE_ID).unwrap().live_messages;
        assert_eq!(written, if result.is_ok() { 3_000 } else { written.min(2_999) });
        memory.left.set(None);
        let report = arena.audit().unwrap();
        assert!(report.is_clean(), "{allowed} allowed: {:?}", report.disagreements);
        if result.is_ok() {
            break;
        }
        failures += 1;
    }
    assert!(failures > 10, "{failures} places were tried");
}

/// Oracle: a list and a map that are the same as before the refusal.
#[test]
fn an_element_whose_content_has_no_room_is_taken_back() {
    let (mut arena, memory) = SharedMemory::arena(16);
    let handle = write(&mut arena).unwrap();
    let before = arena.checksum(handle).unwrap();
    let large = "x".repeat(100_000);
    memory.left.set(Some(0));
    let mut it = arena.edit::<Everything>(handle).unwrap();
    assert_eq!(it.push(|it| &it.texts, &large).unwrap_err().code(), "OUT_OF_MEMORY");
    assert_eq!(it.insert_child(|it| &it.by_text, &large).err().unwrap().code(), "OUT_OF_MEMORY");
    assert_eq!(arena.checksum(handle).unwrap(), before);
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn a_draft_that_is_not_finished_is_freed() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let mut tree = arena.create::<Tree>().unwrap();
    tree.child(|it| &it.left).unwrap().add(|it| &it.children).unwrap().set(|it| &it.value, 1).unwrap();
    drop(tree);
    assert!(arena.audit().unwrap().types.is_empty());
}

#[test]
fn only_fields_of_the_message_are_written() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let leaf = arena.create::<Leaf>().unwrap().finish();
    assert_eq!(arena.edit::<Tree>(leaf).err().unwrap().code(), "WRONG_TYPE");
    let handle = arena.create::<Everything>().unwrap().finish();
    let mut it = arena.edit::<Everything>(handle).unwrap();
    // The storage of a oneof is none of its members.
    assert_eq!(it.set(|it| it.wide_choice.member::<Text>(), "x").unwrap_err().code(), "WRONG_FIELD");
    // Members that somebody made up.
    let text = |number| {
        OneofMember::new(number, |it: &Everything| &it.wide_case, |it| it.wide_choice.member::<Text>())
    };
    for (number, code) in
        [(15, "WRONG_FIELD"), (21, "WRONG_FIELD"), (23, "WRONG_FIELD"), (99, "UNKNOWN_FIELD")]
    {
        assert_eq!(it.set_member(text(number), "x").unwrap_err().code(), code);
    }
    let blob = OneofMember::new(22, |it: &Everything| &it.wide_case, |it| it.wide_choice.member::<Blob>());
    assert_eq!(it.set_member(blob, b"x").unwrap_err().code(), "WRONG_FIELD");
    let number =
        OneofMember::new(25, |it: &Everything| &it.wide_case, |it| it.wide_choice.member::<Shared<f64>>());
    assert_eq!(it.set_member(number, 1.0).unwrap_err().code(), "WRONG_FIELD");
    let tree =
        OneofMember::new(23, |it: &Everything| &it.wide_case, |it| it.wide_choice.member::<Child<Tree>>());
    assert_eq!(it.member_child(tree).err().unwrap().code(), "WRONG_FIELD");
    // A refused member leaves the oneof as it was.
    assert_eq!(it.message().unwrap().wide_case.get(), 0);
    assert_eq!(it.element(|it| &it.leaves, 0).err().unwrap().code(), "OUT_OF_BOUNDS");
    assert!(arena.audit().unwrap().is_clean());
}
