use std::sync::atomic::Ordering::Relaxed;

use proptest::prelude::*;
use strait_arena::{Arena, FillOptions, Handle, Message, SizeClass, WireLimits};

use crate::batch::{no_handles, shared};
use crate::schema::{Everything, Leaf, PADDED_IDS, Tree};
use crate::shared_memory::{SharedMemory, Words};

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        self.0 >> 17
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// Values that are likely to be taken for something: small numbers, addresses, limits, and any.
    fn word(&mut self) -> u32 {
        match self.below(8) {
            0 => 0,
            1 => u32::MAX,
            2 => 1 << 31,
            3 => self.below(64) as u32,
            4 => self.below(5_000) as u32,
            5 => (self.below(1 << 10) * 256) as u32,
            6 => 1 << self.below(32),
            _ => self.next() as u32,
        }
    }
}

/// Writes over words of the control block, the slots in use, and the pages in use.
fn scribble(memory: &SharedMemory, random: &mut Random, writes: usize) {
    let control = memory.control();
    let slabs = memory.slabs.borrow();
    for _ in 0..writes {
        let target: Words = match random.below(6) {
            0 => &control[16..],
            1 | 2 => memory.slot(1 + random.below(300) as u32),
            _ => {
                let slab = slabs[random.below(slabs.len())];
                let start = random.below(slab.len() / 4);
                &slab[start..][..random.below(64) + 1]
            }
        };
        target[random.below(target.len())].store(random.word(), Relaxed);
    }
}

/// Copies a slot's block address or a message's word from elsewhere, so that structures alias each other.
fn entangle(memory: &SharedMemory, random: &mut Random) {
    let (from, to) = (memory.slot(1 + random.below(300) as u32), memory.slot(1 + random.below(300) as u32));
    let word = random.below(4);
    to[word].store(from[word].load(Relaxed), Relaxed);
}

/// Calls everything that the arena offers; any result is fine.
fn call_everything(arena: &mut Arena, random: &mut Random, memory: &SharedMemory) {
    let index = 1 + random.below(320) as u32;
    let slot_count = memory.control()[5].load(Relaxed);
    let generation = if index <= slot_count.min(60_000) { memory.slot(index)[0].load(Relaxed) } else { 1 };
    let Ok(handle) = Handle::new(index, generation) else { return };
    let options = FillOptions { maximum_elements: 8, ..FillOptions::seeded(random.next()) };
    match random.below(24) {
        0 => drop(arena.allocate(random.below(8) as u16)),
        1 => drop(arena.allocate_batch(random.below(7) as u16, &no_handles(20))),
        2 | 3 => drop(arena.free(handle)),
        4 => drop(arena.free_batch(&shared(&[handle.number(), handle.number()]))),
        5 => drop(arena.fill(handle, &options)),
        6 => drop(arena.fill_array(handle, 30 + random.below(9) as u32, random.below(2_000) as u32, 1)),
        7 => drop(arena.clear_field(handle, 1 + random.below(44) as u32)),
        8 => drop(arena.checksum(handle)),
        9 => drop(arena.walk(handle)),
        10 => drop(arena.memory_size(handle)),
        11 => drop(arena.build_tree(Tree::TYPE_ID, 1 + random.below(4) as u32, random.below(4) as u32)),
        12 => drop(arena.release_data(random.word())),
        13 => drop(arena.release_owned(index)),
        14 => drop(arena.retire_slot(index)),
        15 => drop(arena.allocate_run(random.next() % 300_000)),
        16 => read_through_cells(arena, handle),
        17 => {
            if let Some(class) = SizeClass::new(random.below(41) as u32) {
                drop(arena.refill_slots(class));
                drop(arena.refill_data(class));
            }
        }
        18 => drop(arena.audit()),
        19 => drop(arena.encode(handle, &WireLimits::default())),
        20 => {
            let bytes: Vec<u8> = (0..random.below(64)).map(|_| random.next() as u8).collect();
            drop(arena.decode(random.below(8) as u16, &bytes, &WireLimits::default()));
        }
        21 => drop(arena.sum_doubles(&shared(&[handle.number()]))),
        22 => drop(arena.fill_doubles(&shared(&[handle.number()]), 0.5)),
        _ => {
            if random.below(20) == 0 {
                drop(arena.reset());
            }
        }
    }
}

fn read_through_cells(arena: &Arena, handle: Handle) {
    if let Ok(it) = arena.get::<Everything>(handle) {
        drop(it.text.read(arena));
        drop(it.blob.read(arena));
        drop(it.texts.read(arena));
        drop(it.doubles.read(arena));
        drop(it.leaves.read(arena).map(|leaves| leaves.len()));
        drop(it.leaf.get(arena).map(|leaf| leaf.map(|leaf| leaf.id.get())));
        drop(it.unknown.read(arena));
        for position in 0..it.by_text.len().min(10) {
            if let Ok((key, _)) = it.by_text.entry(arena, position) {
                drop(it.by_text.get(arena, &key).map(|_| ()));
            }
        }
        drop(it.by_int32.get(arena, 1));
        drop(it.by_int64.get(arena, 1));
        drop(it.by_uint32.get(arena, 1));
    }
    drop(arena.get::<Leaf>(handle).map(|leaf| leaf.name.read(arena)));
}

fn attack(seed: u64, rounds: usize) {
    let (mut arena, memory) = SharedMemory::arena(20);
    // No more than 40 MiB, so that an arena that was made to lose everything ends in OUT_OF_MEMORY.
    memory.left.set(Some(40));
    let mut random = Random(seed);
    arena.build_tree(Tree::TYPE_ID, 5, 3).unwrap();
    for type_id in [Everything::TYPE_ID, Everything::TYPE_ID, Leaf::TYPE_ID, PADDED_IDS[0], PADDED_IDS[2]] {
        let handle = arena.allocate(type_id).unwrap();
        arena.fill(handle, &FillOptions { maximum_elements: 12, ..FillOptions::seeded(seed) }).unwrap();
    }
    for _ in 0..rounds {
        let writes = random.below(6);
        scribble(&memory, &mut random, writes);
        if random.below(4) == 0 {
            entangle(&memory, &mut random);
        }
        call_everything(&mut arena, &mut random, &memory);
    }
    if arena.reset().is_ok() {
        let handle = arena.allocate(Leaf::TYPE_ID).unwrap();
        arena.fill(handle, &FillOptions::seeded(seed)).unwrap();
        arena.free(handle).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// Oracle: the process lives, no assertion of Rust fails, and a reset makes the arena usable again.
    #[test]
    fn no_bytes_in_shared_memory_crash_the_arena(seed in any::<u64>()) {
        attack(seed, if cfg!(debug_assertions) { 400 } else { 1_000 });
    }
}

#[test]
fn messages_that_contain_each_other_end_in_an_error() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let tree = arena.build_tree(Tree::TYPE_ID, 2, 1).unwrap();
    let (root, child) = (tree.index(), 2);
    let left = std::mem::offset_of!(Tree, left) / 4;
    // The child claims the root as its own, and the root says so too.
    memory.words_at(memory.slot(child)[2].load(Relaxed))[left].store(root, Relaxed);
    let state = memory.slot(root)[1].load(Relaxed);
    memory.slot(root)[1].store(state | 1 << 17, Relaxed);
    memory.slot(root)[3].store(child, Relaxed);
    assert_eq!(arena.walk(tree).unwrap_err().code(), "CORRUPT");
    assert_eq!(arena.checksum(tree).unwrap_err().code(), "CORRUPT");
    assert_eq!(arena.memory_size(tree).unwrap_err().code(), "CORRUPT");
    assert_eq!(arena.release_owned(root).unwrap_err().code(), "CORRUPT");
    assert_eq!(arena.counts(Tree::TYPE_ID).unwrap().live_messages, 2, "nothing was freed");
}

#[test]
fn a_reference_to_what_is_not_the_messages_own_is_refused() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let first = arena.build_tree(Tree::TYPE_ID, 2, 1).unwrap();
    let second = arena.build_tree(Tree::TYPE_ID, 2, 1).unwrap();
    let leaf = arena.allocate(Leaf::TYPE_ID).unwrap();
    let left = &memory.message(first)[std::mem::offset_of!(Tree, left) / 4];
    let someone_elses = second.index() + 1;
    let other_type = memory.slot(leaf.index());
    other_type[1].store(other_type[1].load(Relaxed) | 1 << 17, Relaxed);
    other_type[3].store(first.index(), Relaxed);
    for reference in [someone_elses, second.index(), leaf.index(), 4000, 1 << 23] {
        left.store(reference, Relaxed);
        assert_eq!(arena.walk(first).unwrap_err().code(), "CORRUPT", "slot {reference}");
        assert_eq!(arena.checksum(first).unwrap_err().code(), "CORRUPT");
        assert_eq!(arena.free(first).unwrap_err().code(), "CORRUPT");
    }
    left.store(0, Relaxed);
    arena.free(first).unwrap();
    arena.free(second).unwrap();
}

#[test]
fn a_data_list_that_leads_to_another_class_is_abandoned() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    for doubles in [2, 20] {
        arena.fill_array(handle, 30, doubles, 0).unwrap();
    }
    let heads = &memory.control()[64..];
    let (small, large) = (&heads[0], &heads[8]);
    small.store(large.load(Relaxed), Relaxed);
    assert_eq!(arena.fill_array(handle, 30, 2, 0).unwrap_err().code(), "CORRUPT");
    assert_eq!(small.load(Relaxed), 0);
    arena.fill_array(handle, 30, 2, 0).unwrap();
}

#[test]
fn absurd_lengths_are_refused() {
    let (mut arena, memory) = SharedMemory::arena(20);
    let handle = arena.allocate(Everything::TYPE_ID).unwrap();
    arena.fill_array(handle, 30, 10, 0).unwrap();
    let length = std::mem::offset_of!(Everything, doubles) / 4 + 1;
    for count in [11, 1 << 20, 1 << 31, u32::MAX] {
        memory.message(handle)[length].store(count, Relaxed);
        assert_eq!(arena.checksum(handle).unwrap_err().code(), "OUT_OF_BOUNDS", "{count} doubles");
        assert_eq!(arena.walk(handle).unwrap_err().code(), "OUT_OF_BOUNDS");
        let message = arena.get::<Everything>(handle).unwrap();
        assert_eq!(message.doubles.read(&arena).unwrap_err().code(), "OUT_OF_BOUNDS");
    }
}
