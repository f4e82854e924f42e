use std::collections::HashSet;

use proptest::prelude::*;
use strait_arena::{Arena, ArenaError, Handle, LARGEST_GENERATION, LARGEST_INDEX};

use crate::batch::no_handles;
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

/// Oracle: the set of handles that were issued and not freed.
#[test]
fn forged_handles_are_refused() {
    let mut arena = Arena::on_heap(&SCHEMA).unwrap();
    let issued = no_handles(1000);
    arena.allocate_batch(EMPTY_ID, &issued).unwrap();
    arena.free_batch(&issued[..500]).unwrap();
    let live: HashSet<u64> = issued[500..].iter().map(|number| number.get() as u64).collect();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for round in 0..2_000_000u64 {
        random = random.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        // Half of them close to what is there, half anywhere below 2^53.
        let forged =
            if round % 2 == 0 { (random >> 40) % 6000 + (((random >> 20) % 4) << 24) } else { random >> 11 };
        let accepted = Handle::from_number(forged as f64).and_then(|handle| arena.checksum(handle));
        assert_eq!(accepted.is_ok(), live.contains(&forged), "{forged}");
    }
}
