use strait_arena::{Arena, ArenaError, FillOptions, Message};

use crate::batch::no_handles;
use crate::schema::{Everything, Tree};
use crate::shared_memory::SharedMemory;

/// A sequence that takes several slabs and slot chunks.
fn sequence(arena: &mut Arena) -> Result<(), ArenaError> {
    let tree = arena.build_tree(Tree::TYPE_ID, 7, 5)?;
    let handles = no_handles(200);
    arena.allocate_batch(5, &handles)?;
    let everything = arena.allocate(Everything::TYPE_ID)?;
    let options = FillOptions { maximum_elements: 30, maximum_text_length: 60_000, ..FillOptions::seeded(3) };
    arena.fill(everything, &options)?;
    arena.fill_array(everything, 36, 3_000, 1)?;
    arena.fill_array(everything, 38, 50_000, 1)?;
    arena.clear_field(everything, 39)?;
    arena.free(tree)?;
    arena.free(everything)?;
    arena.free_batch(&handles).map_err(|(_, error)| error)
}

/// Oracle: the audit; whatever fails, every operation has either happened or left nothing behind.
#[test]
fn a_failure_of_any_allocation_leaves_the_arena_whole() {
    let mut failures = 0;
    for allowed in 0.. {
        let (mut arena, memory) = SharedMemory::arena(20);
        memory.left.set(Some(allowed));
        let result = sequence(&mut arena);
        memory.left.set(None);
        let report = arena.audit().unwrap();
        assert!(report.is_clean(), "{allowed} allowed: {:?}", report.disagreements);
        match result {
            Ok(()) => {
                assert!(report.types.is_empty());
                break;
            }
            Err(error) => assert_eq!(error.code(), "OUT_OF_MEMORY"),
        }
        failures += 1;
        sequence(&mut arena).unwrap();
        assert!(arena.audit().unwrap().is_clean());
    }
    assert!(failures > 10, "{failures} places were tried");
}

#[test]
fn a_message_that_could_not_be_filled_is_left_empty() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    let empty = arena.checksum(handle).unwrap();
    for allowed in 0..3 {
        memory.left.set(Some(allowed));
        let options = FillOptions { maximum_text_length: 900_000, ..FillOptions::seeded(allowed.into()) };
        assert_eq!(arena.fill(handle, &options).unwrap_err().code(), "OUT_OF_MEMORY");
        assert_eq!(arena.checksum(handle).unwrap(), empty);
    }
    assert!(arena.audit().unwrap().is_clean());
}

#[test]
fn an_array_that_could_not_be_filled_is_left_empty() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    let empty = arena.checksum(handle).unwrap();
    memory.left.set(Some(0));
    let (texts, leaves) = (36, 38);
    for field in [texts, leaves] {
        // The array itself fits into the slab that there is; its elements do not.
        assert_eq!(arena.fill_array(handle, field, 60_000, 0).unwrap_err().code(), "OUT_OF_MEMORY");
        assert_eq!(arena.checksum(handle).unwrap(), empty);
    }
    assert!(arena.audit().unwrap().is_clean());
}
