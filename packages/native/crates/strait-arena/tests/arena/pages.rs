use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;

use crate::shared_memory::SharedMemory;

const PAGE: u64 = 8192;
/// A slab of 1 MiB has 128 pages, the first of them for the map.
const SLAB_PAGES: usize = 128;

#[derive(Debug, Clone)]
enum Operation {
    Take(u64),
    Release(Index),
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        3 => (1..PAGE * 40).prop_map(Operation::Take),
        2 => any::<Index>().prop_map(Operation::Release),
    ]
}

/// First fit over a bitmap of every slab's pages.
#[derive(Default)]
struct Model {
    used: Vec<[bool; SLAB_PAGES]>,
    runs: BTreeMap<u32, (usize, usize, usize)>,
}

impl Model {
    fn take(&mut self, bytes: u64) -> u32 {
        let pages = bytes.div_ceil(PAGE) as usize;
        for slab in 0.. {
            if slab == self.used.len() {
                let mut fresh = [false; SLAB_PAGES];
                fresh[0] = true;
                self.used.push(fresh);
            }
            let fits = |&start: &usize| self.used[slab][start..start + pages].iter().all(|used| !used);
            if let Some(start) = (0..=SLAB_PAGES - pages).find(fits) {
                self.used[slab][start..start + pages].fill(true);
                let address = ((slab * SLAB_PAGES + start) * PAGE as usize / 8) as u32;
                self.runs.insert(address, (slab, start, pages));
                return address;
            }
        }
        panic!("a fresh slab has room")
    }

    fn release(&mut self, index: Index) -> Option<u32> {
        let (&address, &(slab, start, pages)) = self.runs.iter().nth(index.index(self.runs.len().max(1)))?;
        self.used[slab][start..start + pages].fill(false);
        self.runs.remove(&address);
        Some(address)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Oracle: first fit in the model; freed neighbours join because the model knows only pages.
    #[test]
    fn runs_of_pages_go_to_the_lowest_place_that_fits(operations in prop::collection::vec(operation(), 1..200)) {
        let (mut arena, _) = SharedMemory::arena(20);
        let mut model = Model::default();
        for operation in operations {
            match operation {
                Operation::Take(bytes) => prop_assert_eq!(arena.allocate_run(bytes).unwrap(), model.take(bytes)),
                Operation::Release(index) => {
                    if let Some(address) = model.release(index) {
                        arena.release_data(address).unwrap();
                        prop_assert!(arena.release_data(address).is_err(), "a run is freed once");
                    }
                }
            }
        }
        prop_assert_eq!(arena.slab_bytes(), model.used.len() as u64 * SLAB_PAGES as u64 * PAGE);
        let runs = model.runs.len() as u64;
        prop_assert_eq!(arena.audit().unwrap().leaked_blocks, runs, "runs that no message reaches");
        for address in model.runs.keys() {
            arena.release_data(*address).unwrap();
        }
        prop_assert!(arena.audit().unwrap().is_clean());
    }
}
