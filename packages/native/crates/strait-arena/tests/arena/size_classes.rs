use strait_arena::SizeClass;

/// Oracle: the list in docs/layout.md, written out.
#[test]
fn the_classes_are_those_of_the_layout() {
    let mut expected: Vec<u32> = (1..=8).map(|step| step * 16).collect();
    for doubling in [128, 256, 512, 1024, 2048, 4096, 8192, 16_384] {
        expected.extend((1..=4).map(|quarter| doubling + doubling / 4 * quarter));
    }
    let classes: Vec<u32> = SizeClass::all().map(SizeClass::bytes).collect();
    assert_eq!(classes, expected);
    assert_eq!(classes.len(), 40);
}

#[test]
fn every_size_gets_the_smallest_class_that_holds_it() {
    for bytes in 0..=32_768u32 {
        let class = SizeClass::holding(bytes.into()).unwrap();
        let expected = SizeClass::all().find(|class| class.bytes() >= bytes).unwrap();
        assert_eq!(class, expected, "{bytes} bytes");
    }
    assert_eq!(SizeClass::holding(32_769), None);
    assert_eq!(SizeClass::holding(u64::MAX), None);
}

#[test]
fn a_block_wastes_at_most_a_fifth_from_64_bytes_on() {
    for bytes in 64..=32_768u32 {
        let block = SizeClass::holding(bytes.into()).unwrap().bytes();
        assert!((block - bytes) * 5 <= block, "{bytes} bytes in a block of {block}");
    }
}

#[test]
fn a_span_is_the_smallest_that_leaves_at_most_a_sixteenth() {
    for class in SizeClass::all() {
        let fits = |pages: u32| (pages * 8192) % class.bytes() * 16 <= pages * 8192;
        let expected = (8..).step_by(8).find(|&pages| fits(pages)).unwrap();
        assert_eq!(class.span_pages(), expected, "class of {} bytes", class.bytes());
        assert_eq!(class.span_blocks(), expected * 8192 / class.bytes());
    }
}
