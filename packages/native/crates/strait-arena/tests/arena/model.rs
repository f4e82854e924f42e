use std::collections::HashMap;

use proptest::prelude::*;
use proptest::sample::Index;
use strait_arena::{Arena, FillOptions, Handle, Message, Shared, WireLimits};

use crate::batch::no_handles;
use crate::parameters::parameter;
use crate::schema::{EMPTY_ID, Everything, Leaf, PADDED_IDS, Tree};
use crate::shared_memory::SharedMemory;

#[derive(Debug, Clone)]
enum Operation {
    Allocate(u16),
    AllocateBatch(u16, usize),
    Free(Index),
    FreeBatch(Index, usize),
    FreeStale(Index),
    Fill(Index, u64, u32),
    Recode(Index),
    FillArray(Index, u32, u32, u64),
    ClearField(Index, u32),
    BuildTree(u32, u32),
    CopyOverTheWire(Index),
    DecodeCut(Index, Index),
    Measure(Index),
    Trim,
    Reset,
}

fn type_id() -> impl Strategy<Value = u16> {
    prop::sample::select(vec![
        EMPTY_ID,
        Everything::TYPE_ID,
        Leaf::TYPE_ID,
        Tree::TYPE_ID,
        PADDED_IDS[0],
        PADDED_IDS[1],
        PADDED_IDS[2],
    ])
}

fn operation() -> impl Strategy<Value = Operation> {
    let index = any::<Index>;
    prop_oneof![
        8 => type_id().prop_map(Operation::Allocate),
        2 => (type_id(), 1..40usize).prop_map(|(type_id, count)| Operation::AllocateBatch(type_id, count)),
        8 => index().prop_map(Operation::Free),
        2 => (index(), 1..20usize).prop_map(|(index, count)| Operation::FreeBatch(index, count)),
        2 => index().prop_map(Operation::FreeStale),
        8 => (index(), any::<u64>(), prop_oneof![7 => Just(6), 1 => 0..400u32])
            .prop_map(|(index, seed, elements)| Operation::Fill(index, seed, elements)),
        2 => index().prop_map(Operation::Recode),
        4 => (index(), 30..39u32, 0..3_000u32, any::<u64>())
            .prop_map(|(index, number, count, seed)| Operation::FillArray(index, number, count, seed)),
        3 => (index(), 1..44u32).prop_map(|(index, number)| Operation::ClearField(index, number)),
        1 => (1..5u32, 0..5u32).prop_map(|(depth, width)| Operation::BuildTree(depth, width)),
        3 => index().prop_map(Operation::CopyOverTheWire),
        2 => (index(), index()).prop_map(|(index, length)| Operation::DecodeCut(index, length)),
        1 => index().prop_map(Operation::Measure),
        1 => Just(Operation::Trim),
        1 => Just(Operation::Reset),
    ]
}

/// Live roots with their type and the checksum they had after they were last written, and handles that were freed.
#[derive(Default)]
struct Model {
    live: Vec<Handle>,
    content: HashMap<Handle, (u16, u32)>,
    stale: Vec<Handle>,
}

impl Model {
    fn add(&mut self, arena: &Arena, handle: Handle, type_id: u16) {
        assert!(!self.stale.contains(&handle), "a handle is never issued twice");
        self.live.push(handle);
        self.content.insert(handle, (type_id, arena.checksum(handle).unwrap()));
    }

    fn pick(&self, index: Index) -> Option<Handle> {
        if self.live.is_empty() { None } else { Some(*index.get(&self.live)) }
    }

    fn rewritten(&mut self, arena: &Arena, handle: Handle) {
        self.content.get_mut(&handle).unwrap().1 = arena.checksum(handle).unwrap();
    }

    fn forget(&mut self, handle: Handle) {
        self.live.retain(|it| *it != handle);
        self.content.remove(&handle);
        self.stale.push(handle);
    }
}

fn apply(arena: &mut Arena, model: &mut Model, operation: Operation) {
    match operation {
        Operation::Allocate(type_id) => {
            let handle = arena.allocate(type_id).unwrap();
            model.add(arena, handle, type_id);
        }
        Operation::AllocateBatch(type_id, count) => {
            let handles = no_handles(count);
            arena.allocate_batch(type_id, &handles).unwrap();
            for number in handles {
                model.add(arena, Handle::from_number(number.get()).unwrap(), type_id);
            }
        }
        Operation::Free(index) => {
            if let Some(handle) = model.pick(index) {
                arena.free(handle).unwrap();
                model.forget(handle);
            }
        }
        Operation::FreeBatch(index, count) => {
            let start = index.index(model.live.len().max(1));
            let handles: Vec<Handle> = model.live.iter().skip(start).take(count).copied().collect();
            let batch: Vec<_> = handles.iter().map(|handle| Shared::new(handle.number())).collect();
            arena.free_batch(&batch).unwrap();
            for handle in handles {
                model.forget(handle);
            }
        }
        Operation::FreeStale(index) => {
            if !model.stale.is_empty() {
                assert_eq!(arena.free(*index.get(&model.stale)).unwrap_err().code(), "STALE_HANDLE");
            }
        }
        Operation::Fill(index, seed, maximum_elements) => {
            if let Some(handle) = model.pick(index) {
                arena
                    .fill(
                        handle,
                        &FillOptions { maximum_elements, maximum_depth: 2, ..FillOptions::seeded(seed) },
                    )
                    .unwrap();
                model.rewritten(arena, handle);
            }
        }
        Operation::Recode(index) => {
            if let Some(handle) = model.pick(index) {
                let (type_id, checksum) = model.content[&handle];
                let bytes = arena.encode(handle, &WireLimits::default()).unwrap();
                let copy = arena.decode(type_id, &bytes, &WireLimits::default()).unwrap();
                model.add(arena, copy, type_id);
                assert_eq!(model.content[&copy].1, checksum);
            }
        }
        Operation::FillArray(index, number, count, seed) => {
            if let Some(handle) = model.pick(index) {
                let result = arena.fill_array(handle, number, count, seed);
                assert_eq!(result.is_ok(), model.content[&handle].0 == Everything::TYPE_ID);
                model.rewritten(arena, handle);
            }
        }
        Operation::ClearField(index, number) => {
            if let Some(handle) = model.pick(index) {
                let result = arena.clear_field(handle, number);
                assert!(result.is_ok() || result.unwrap_err().code() == "UNKNOWN_FIELD");
                model.rewritten(arena, handle);
            }
        }
        Operation::BuildTree(depth, width) => {
            let handle = arena.build_tree(Tree::TYPE_ID, depth, width).unwrap();
            model.add(arena, handle, Tree::TYPE_ID);
        }
        Operation::CopyOverTheWire(index) => {
            if let Some(handle) = model.pick(index) {
                let (type_id, checksum) = model.content[&handle];
                let bytes = arena.encode(handle, &WireLimits::default()).unwrap();
                let copy = arena.decode(type_id, &bytes, &WireLimits::default()).unwrap();
                assert_eq!(arena.checksum(copy).unwrap(), checksum, "a copy holds the same");
                model.add(arena, copy, type_id);
            }
        }
        Operation::DecodeCut(index, length) => {
            if let Some(handle) = model.pick(index) {
                let (type_id, _) = model.content[&handle];
                let bytes = arena.encode(handle, &WireLimits::default()).unwrap();
                let cut = &bytes[..length.index(bytes.len() + 1)];
                match arena.decode(type_id, cut, &WireLimits::default()) {
                    Ok(copy) => model.add(arena, copy, type_id),
                    Err(error) => assert_eq!(error.code(), "MALFORMED"),
                }
            }
        }
        Operation::Measure(index) => {
            if let Some(handle) = model.pick(index) {
                let (walk, size) = (arena.walk(handle).unwrap(), arena.memory_size(handle).unwrap());
                assert_eq!(size.slot_bytes, 16 * walk.messages);
                assert!(size.block_bytes >= size.struct_bytes + size.data_bytes);
            }
        }
        Operation::Trim => {
            arena.trim().unwrap();
            let found = arena.memory_use().unwrap();
            let used: u64 = found.extents.iter().map(|extent| extent.used_bytes).sum();
            let live = model.live.iter().map(|&handle| arena.memory_size(handle).unwrap().block_bytes);
            assert_eq!(used, live.sum::<u64>(), "blocks in use are those of live messages");
            assert!(found.extents.iter().all(|extent| extent.used_bytes > 0 || !cfg!(target_os = "linux")));
        }
        Operation::Reset => {
            arena.reset().unwrap();
            for handle in model.live.clone() {
                model.forget(handle);
            }
        }
    }
}

/// Sequences of 60 operations each, as a mean.
fn cases() -> u32 {
    u32::try_from(parameter("STRAIT_OPERATIONS", 10_000) / 60).expect("fewer operations").max(1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// `STRAIT_OPERATIONS` says how many operations there are in all, `PROPTEST_RNG_SEED` which. Oracle: the model. Whatever happens to other messages, the content of a live one stays, its type is the one it
    /// was allocated with, stale handles are refused, and nothing is left when all are freed.
    #[test]
    fn any_sequence_of_operations_agrees_with_the_model(operations in prop::collection::vec(operation(), 1..120)) {
        let (mut arena, _) = SharedMemory::arena(22);
        let mut model = Model::default();
        for operation in operations {
            apply(&mut arena, &mut model, operation);
        }
        for (handle, (type_id, checksum)) in &model.content {
            prop_assert_eq!(arena.type_id(*handle).unwrap(), *type_id);
            prop_assert_eq!(arena.checksum(*handle).unwrap(), *checksum);
        }
        for handle in &model.stale {
            prop_assert_eq!(arena.checksum(*handle).unwrap_err().code(), "STALE_HANDLE");
        }
        let report = arena.audit().unwrap();
        prop_assert!(report.is_clean(), "{:?}", report.disagreements);
        for handle in model.live {
            arena.free(handle).unwrap();
        }
        let report = arena.audit().unwrap();
        prop_assert!(report.is_clean() && report.types.is_empty(), "{:?}", report);
    }
}
