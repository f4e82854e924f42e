use std::collections::HashSet;

use proptest::prelude::*;
use strait_arena::{Arena, ArenaError, Handle, LARGEST_GENERATION, LARGEST_INDEX};

use crate::batch::no_handles;
use crate::parameters::parameter;
use crate::schema::{EMPTY_ID, SCHEMA};

#[test]
fn what_no_arena_can_have_issued_is_not_a_handle() {
    let two53 = 2f64.powi(53);
    for number in [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.0,
        -0.0,
        -1.0,
        0.5,
        1.0,
        16_777_215.0,
        16_777_216.0,
        16_777_217.5,
        33_554_432.0,
        two53,
        two53 * 2.0,
        f64::MAX,
        -16_777_217.0,
    ] {
        assert_eq!(Handle::from_number(number), Err(ArenaError::NotAHandle), "{number}");
    }
    assert_eq!(Handle::new(0, 1), Err(ArenaError::NotAHandle));
    assert_eq!(Handle::new(1, 0), Err(ArenaError::NotAHandle));
    assert_eq!(Handle::new(LARGEST_INDEX + 1, 1), Err(ArenaError::NotAHandle));
    assert_eq!(Handle::new(1, LARGEST_GENERATION + 1), Err(ArenaError::NotAHandle));
}

#[test]
fn the_largest_handle_is_the_largest_safe_integer() {
    let largest = Handle::new(LARGEST_INDEX, LARGEST_GENERATION).unwrap();
    assert_eq!(largest.number(), 2f64.powi(53) - 1.0);
    assert_eq!(Handle::from_number(largest.number()), Ok(largest));
}

proptest! {
    /// Oracle: arithmetic on u64.
    #[test]
    fn a_handle_survives_packing(index in 1..=LARGEST_INDEX, generation in 1..=LARGEST_GENERATION) {
        let number = Handle::new(index, generation).unwrap().number();
        prop_assert_eq!(number, (u64::from(index) + (u64::from(generation) << 24)) as f64);
        let handle = Handle::from_number(number).unwrap();
        prop_assert_eq!((handle.index(), handle.generation()), (index, generation));
    }
}

/// Oracle: the set of handles that were issued and not freed. `STRAIT_FORGED` says how many are tried.
#[test]
fn forged_handles_are_refused() {
    let count = parameter("STRAIT_FORGED", 2_000_000);
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let issued = no_handles(1000);
    arena.allocate_batch(EMPTY_ID, &issued).unwrap();
    arena.free_batch(&issued[..500]).unwrap();
    let live: HashSet<u64> = issued[500..].iter().map(|number| number.get() as u64).collect();
    let near = issued[0].get() as u64 & !((1 << 24) - 1);
    let mut random = parameter("STRAIT_SEED", 0x9E37_79B9_7F4A_7C15);
    let mut refused = 0u64;
    for round in 0..count {
        random = random.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        let forged = match round % 4 {
            // Generations next to those that are there, slots next to those in use.
            0 | 1 => near - (2 << 24) + (random >> 40) % 6000 + (((random >> 20) % 6) << 24),
            // One bit of a live handle changed.
            2 => issued[500 + (random >> 40) as usize % 500].get() as u64 ^ (1 << (random % 53)),
            _ => random >> 11,
        };
        if live.contains(&forged) {
            continue;
        }
        let accepted = Handle::from_number(forged as f64).and_then(|handle| arena.type_id(handle));
        assert!(accepted.is_err(), "{forged} was accepted in round {round}");
        refused += 1;
    }
    assert!(refused > count / 10 * 9, "only {refused} of {count} were forged");
    for number in &issued[500..] {
        assert_eq!(arena.type_id(Handle::from_number(number.get()).unwrap()), Ok(EMPTY_ID));
    }
}

/// Oracle: the generations differ, so that the same slot of another arena is another message.
#[test]
fn handles_of_another_arena_are_refused() {
    let mut arenas: Vec<Arena> = (0..100).map(|_| Arena::on_heap(&SCHEMA).unwrap()).collect();
    let handles: Vec<Handle> = arenas.iter_mut().map(|arena| arena.allocate(EMPTY_ID).unwrap()).collect();
    for (owner, arena) in arenas.iter_mut().enumerate() {
        for (other, handle) in handles.iter().enumerate().filter(|(other, _)| *other != owner) {
            assert_eq!(
                arena.free(*handle),
                Err(ArenaError::Stale { index: handle.index() }),
                "arena {owner}, handle of {other}"
            );
        }
        arena.free(handles[owner]).unwrap();
    }
}
