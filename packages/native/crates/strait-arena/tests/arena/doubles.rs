use std::sync::atomic::Ordering::Relaxed;

use strait_arena::{Arena, FieldLayout, Handle, Kind, MessageLayout, Rule, Schema, Shared};

use crate::batch::{no_handles, shared};
use crate::shared_memory::SharedMemory;

const ROW: u16 = 0;
const COLUMN: u16 = 1;
const WORDLESS: u16 = 2;

const fn field(number: u32, kind: Kind, rule: Rule, offset: u32) -> FieldLayout {
    FieldLayout { name: "field", number, kind, rule, offset }
}

const fn double(number: u32, offset: u32) -> FieldLayout {
    field(number, Kind::Double, Rule::Singular, offset)
}

/// Three stretches of doubles of 5, 1 and 6 fields, and doubles that are not singular.
const ROW_FIELDS: [FieldLayout; 16] = [
    double(1, 8),
    double(2, 16),
    double(3, 24),
    double(4, 32),
    double(5, 40),
    field(6, Kind::Int64, Rule::Singular, 48),
    double(7, 56),
    field(8, Kind::Double, Rule::Optional { presence_offset: 120, bit: 0 }, 64),
    double(9, 72),
    double(10, 80),
    double(11, 88),
    double(12, 96),
    double(13, 104),
    double(14, 112),
    field(15, Kind::Double, Rule::Repeated { packed: true }, 124),
    field(16, Kind::Bool, Rule::Singular, 132),
];
const ROW_DOUBLES: [u32; 12] = [8, 16, 24, 32, 40, 56, 72, 80, 88, 96, 104, 112];

static SCHEMA: Schema = Schema {
    package: "test",
    hash: 7,
    messages: &[
        MessageLayout { name: "test.Row", size: 136, fields: &ROW_FIELDS },
        MessageLayout {
            name: "test.Column",
            size: 24,
            fields: &[const { double(1, 8) }, const { double(3, 16) }],
        },
        MessageLayout {
            name: "test.Wordless",
            size: 16,
            fields: &[const { field(1, Kind::Float, Rule::Singular, 8) }],
        },
    ],
    enums: &[],
};

/// Rows, columns and messages without doubles in turn.
fn some_of_each(arena: &mut Arena) -> Vec<Shared<f64>> {
    let types = [ROW, COLUMN, ROW, WORDLESS, COLUMN];
    let handles = (0..40).map(|index| arena.allocate(types[index % 5]).unwrap().number());
    shared(&handles.collect::<Vec<_>>())
}

/// The bits of the doubles of a message, in order of field number.
fn doubles(arena: &Arena, memory: &SharedMemory, number: &Shared<f64>) -> Vec<f64> {
    let handle = Handle::from_number(number.get()).unwrap();
    let offsets: &[u32] = match arena.type_id(handle).unwrap() {
        ROW => &ROW_DOUBLES,
        COLUMN => &[8, 16],
        _ => &[],
    };
    let words = memory.message(handle);
    let half = |offset: u32| u64::from(words[offset as usize / 4].load(Relaxed));
    offsets.iter().map(|&offset| f64::from_bits(half(offset) | half(offset + 4) << 32)).collect()
}

/// Oracle: the order of additions that the documentation of `sum_doubles` gives, by index.
#[test]
fn the_sum_is_that_of_all_singular_doubles_in_the_documented_order() {
    let (mut arena, memory) = SharedMemory::arena_of(&SCHEMA, 20);
    let handles = some_of_each(&mut arena);
    for (position, number) in handles.iter().enumerate() {
        // Every word of the message, so that an addition of one that is no singular double shows.
        for (index, word) in
            memory.message(Handle::from_number(number.get()).unwrap())[..4].iter().enumerate()
        {
            word.store((position * 31 + index) as u32, Relaxed);
        }
    }
    // Values of different sizes and signs: another order gives another sum.
    arena.fill_doubles(&handles, 1.0 / 3.0).unwrap();
    let mut random = 1u64;
    for number in &handles {
        let words = memory.message(Handle::from_number(number.get()).unwrap());
        let size = if doubles(&arena, &memory, number).len() == 12 { 34 } else { 6 };
        for word in &words[2..size] {
            random = random.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            word.store((random >> 32) as u32 & 0x80FF_FFFF | 0x3F00_0000, Relaxed);
        }
    }
    let bits = |handles: &[Shared<f64>]| arena.sum_doubles(handles).map(f64::to_bits);
    let mut expected = 0.0;
    for number in &handles {
        let mut lanes = [0.0; 4];
        for (index, value) in doubles(&arena, &memory, number).into_iter().enumerate() {
            lanes[index % 4] += value;
        }
        let of_one = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
        assert_eq!(bits(std::slice::from_ref(number)), Ok(of_one.to_bits()));
        expected += of_one;
    }
    assert!(f64::is_finite(expected) && expected != 0.0);
    assert_eq!(bits(&handles), Ok(expected.to_bits()));
    assert_eq!(arena.sum_doubles(&[]), Ok(0.0));
}

/// Oracle: a copy of every word but those of the singular doubles.
#[test]
fn filling_sets_all_singular_doubles_and_nothing_else() {
    let (mut arena, memory) = SharedMemory::arena_of(&SCHEMA, 20);
    let handles = some_of_each(&mut arena);
    for seed in [0.0, 0.1, -1e9] {
        let mut next = 0.0;
        arena.fill_doubles(&handles, seed).unwrap();
        for number in &handles {
            for value in doubles(&arena, &memory, number) {
                assert_eq!(value, seed + next);
                next += 1.0;
            }
        }
        assert_eq!(next, 16.0 * 12.0 + 16.0 * 2.0);
    }
    let row = Handle::from_number(handles[0].get()).unwrap();
    let others = (0..34).filter(|word| !ROW_DOUBLES.iter().any(|offset| offset / 4 == word & !1));
    for word in others {
        assert_eq!(memory.message(row)[word as usize].load(Relaxed), 0, "word {word}");
    }
    assert!(arena.audit().unwrap().is_clean());
}

/// Oracle: the codes of docs/layout.md; what stands before the refused handle is filled, what stands after is not.
#[test]
fn refused_handles_are_named_by_their_position() {
    let (mut arena, memory) = SharedMemory::arena_of(&SCHEMA, 20);
    let freed = arena.allocate(COLUMN).unwrap();
    arena.free(freed).unwrap();
    let faults = [
        (f64::NAN, "NOT_A_HANDLE"),
        (1.5, "NOT_A_HANDLE"),
        (9_007_199_254_740_991.0, "INDEX_OUT_OF_RANGE"),
        (freed.number(), "STALE_HANDLE"),
        (freed.number() + 16_777_216.0, "NOT_LIVE"),
    ];
    for (number, code) in faults {
        let handles = no_handles(3);
        arena.allocate_batch(ROW, &handles).unwrap();
        handles[1].set(number);
        let (position, error) = arena.fill_doubles(&handles, 2.0).unwrap_err();
        assert_eq!((position, error.code()), (1, code));
        let (position, error) = arena.sum_doubles(&handles).unwrap_err();
        assert_eq!((position, error.code()), (1, code));
        assert_eq!(doubles(&arena, &memory, &handles[0])[0], 2.0);
        assert_eq!(doubles(&arena, &memory, &handles[2])[0], 0.0);
    }
}

#[test]
fn lent_messages_are_summed_and_filled_like_others() {
    let (mut arena, memory) = SharedMemory::arena_of(&SCHEMA, 20);
    let handle = arena.allocate(COLUMN).unwrap();
    let state = &memory.slot(handle.index())[1];
    state.store(state.load(Relaxed) | 1 << 24, Relaxed);
    let handles = shared(&[handle.number(), handle.number()]);
    arena.fill_doubles(&handles, 1.0).unwrap();
    assert_eq!(arena.sum_doubles(&handles), Ok(2.0 * (3.0 + 4.0)));
}

#[test]
fn a_message_whose_block_lies_outside_its_slab_is_refused() {
    let (mut arena, memory) = SharedMemory::arena_of(&SCHEMA, 20);
    let handle = arena.allocate(ROW).unwrap();
    let handles = shared(&[handle.number()]);
    for (address, code) in [((1 << 17) - 8, "OUT_OF_BOUNDS"), (u32::MAX, "CORRUPT")] {
        memory.slot(handle.index())[2].store(address, Relaxed);
        assert_eq!(arena.sum_doubles(&handles).unwrap_err().1.code(), code);
        assert_eq!(arena.fill_doubles(&handles, 1.0).unwrap_err().1.code(), code);
    }
}
