//! What an arena has to do for a message when nobody parses anything: a bound below which no decoder into it can come.
//!
//! [`decode`] takes, for every message and every string, array or map in it, what the message needs off free lists, clears
//! the structs, copies the content, checks that text is UTF-8, stores numbers and references, and counts. Then it gives
//! everything back: a pass over the tree that checks each message, and one that ends them. What it stores is known
//! before: no tag, length or varint is read. It does less than an arena must, see [`Store`].

mod plan;
mod store;
mod tables;

use std::hint::black_box;

use strait_arena::{LARGEST_GENERATION, LARGEST_INDEX};
use strait_stress::SCHEMA;

use self::plan::{Plan, PlannedMessage, plan};
use self::store::{BLOCKS, LIVE_STATE, Store};
use self::tables::NOTHING;
use crate::contestant::Contestant;

/// What the floor takes of the time of decoding and giving back; then the same with one step of distrust more each, as
/// [`tables`] has them. Errors: wire bytes that it cannot plan.
pub(crate) fn decode(type_id: u16, bytes: &[u8]) -> Result<[Contestant; 4], String> {
    Ok([
        decode_with::<NOTHING>("floor", type_id, bytes)?,
        decode_with::<{ tables::SLOTS }>("+ slots", type_id, bytes)?,
        decode_with::<{ tables::STRUCTS }>("+ structs", type_id, bytes)?,
        decode_with::<{ tables::BLOCKS }>("+ blocks", type_id, bytes)?,
    ])
}

fn decode_with<const STEP: u8>(name: &'static str, type_id: u16, bytes: &[u8]) -> Result<Contestant, String> {
    let plan = plan(&SCHEMA, type_id, bytes).ok_or("a message for which there is no plan")?;
    let mut floor = Floor::<STEP>::new(&plan);
    floor.run(&plan).ok_or("a plan that cannot be carried out")?;
    Ok(Contestant::new(name, move || floor.run(black_box(&plan)).ok_or_else(|| "the floor broke".to_owned())))
}

/// The same for a batch of `count` messages of up to 64 bytes, with a handle each. Taking them does not even follow a list.
pub(crate) fn batch(type_id: u16, count: usize) -> Contestant {
    let (mut store, mut handles) = (Store::<NOTHING>::new(SCHEMA.messages.len()), vec![0.0; count]);
    Contestant::new("floor", move || {
        let run = allocate(&mut store, FIRST, type_id, black_box(&mut handles));
        run.and_then(|()| free(&mut store, CLASS, type_id, black_box(&handles)))
            .ok_or_else(|| "the floor broke".to_owned())
    })
}

/// The class of blocks of 64 bytes, and its first slot.
const CLASS: usize = 3;
const FIRST: usize = 1 + CLASS * BLOCKS as usize;

struct Floor<const STEP: u8> {
    store: Store<STEP>,
    /// Slots and structs of the messages, by their position in the plan.
    messages: Vec<(u32, usize)>,
    /// The spans of all blocks, in the order of the plan.
    spans: Vec<u64>,
}

impl<const STEP: u8> Floor<STEP> {
    fn new(plan: &Plan) -> Self {
        let blocks = plan.iter().map(|message| message.blocks.len()).sum();
        let store = Store::new(SCHEMA.messages.len());
        Self { store, messages: vec![(0, 0); plan.len()], spans: vec![0; blocks] }
    }

    fn run(&mut self, plan: &Plan) -> Option<()> {
        let mut first = 0;
        for (position, message) in plan.iter().enumerate() {
            let parent = if position == 0 { (0, 0) } else { *self.messages.get(message.parent)? };
            *self.messages.get_mut(position)? = self.make(message, position, parent, first)?;
            first += message.blocks.len();
        }
        for (position, message) in plan.iter().enumerate() {
            let parent = if position == 0 { 0 } else { self.messages.get(message.parent)?.0 };
            let found =
                self.store.check(self.messages.get(position)?.0, message.type_id, message.words, parent)?;
            self.messages.get_mut(position)?.1 = found;
        }
        first = 0;
        for (position, message) in plan.iter().enumerate() {
            self.end(message, self.messages.get(position)?.0, first)?;
            first += message.blocks.len();
        }
        Some(())
    }

    /// A message with its blocks, and a reference to it in its parent. Returns its slot and where its struct is.
    fn make(
        &mut self,
        message: &PlannedMessage,
        position: usize,
        (parent, parents_struct): (u32, usize),
        first: usize,
    ) -> Option<(u32, usize)> {
        let (index, address) = self.store.take(message.class, message.words, message.type_id, parent)?;
        if position != 0 {
            *self.store.memory.get_mut(parents_struct)? = index.into();
        }
        let mut bytes = 0.0;
        for (place, block) in self.spans.get_mut(first..)?.iter_mut().zip(&message.blocks) {
            let is_ascii = block.is_text && block.content.is_ascii();
            if block.is_text && !is_ascii && simdutf8::basic::from_utf8(&block.content).is_err() {
                return None;
            }
            let span = self.store.take_block(block.class, &block.content)?;
            *place = u64::from(span) | (block.content.len() as u64) << 32 | u64::from(is_ascii) << 63;
            bytes += block.content.len() as f64;
        }
        // Never beyond the struct, whose words may each hold more than one number.
        let places = self.store.memory.get_mut(address + 1..address + message.words)?;
        for (number, place) in (0..message.numbers).zip(places) {
            *place = number as u64;
        }
        self.store.count(message.type_id, 1, message.blocks.len() as i32, bytes)?;
        Some((index, address))
    }

    /// Gives a message and its blocks back.
    fn end(&mut self, message: &PlannedMessage, index: u32, first: usize) -> Option<()> {
        let mut bytes = 0.0;
        for (span, block) in self.spans.get(first..)?.iter().zip(&message.blocks) {
            self.store.give_block_back(block.class, *span as u32)?;
            bytes += (span >> 32 & 0x7FFF_FFFF) as f64;
        }
        self.store.give_back(index, message.class, message.type_id, message.words)?;
        self.store.count(message.type_id, -1, -(message.blocks.len() as i32), -bytes)
    }
}

/// Words of a message in a batch, its block cleared as a whole.
const WORDS: usize = 8;

/// Makes a message for each handle in a slot of its own, which no list has to tell: those from `first` on.
fn allocate(store: &mut Store<NOTHING>, first: usize, type_id: u16, handles: &mut [f64]) -> Option<()> {
    let slots = store.slots.get_mut(first..)?.iter_mut();
    let state = u64::from(LIVE_STATE | u32::from(type_id)) << 32;
    for ((handle, slot), index) in handles.iter_mut().zip(slots).zip(first as i64..) {
        if slot.identity.wrapping_sub(1) >= LARGEST_GENERATION.into() {
            return None;
        }
        let address = slot.address as usize;
        *store.memory.get_mut(address..address + WORDS)?.as_chunks_mut::<WORDS>().0.first_mut()? = [0; WORDS];
        *handle = (index | (slot.identity as i64) << 24) as f64;
        slot.identity |= state;
        slot.link = 0;
    }
    store.count(type_id, handles.len() as i32, 0, 0.0)
}

/// Ends the messages that handles name, each of which is looked at as a number of JavaScript must be, and puts their
/// slots on the list of a class.
fn free(store: &mut Store<NOTHING>, class: usize, type_id: u16, handles: &[f64]) -> Option<()> {
    let head = store.slot_heads.get_mut(class)?;
    for handle in handles {
        let packed = *handle as i64;
        let (index, generation) = (packed as u32 & LARGEST_INDEX, packed >> 24);
        if packed as f64 != *handle || !(1..i64::from(LARGEST_GENERATION)).contains(&generation) {
            return None;
        }
        let slot = store.slots.get_mut(index as usize)?;
        if slot.identity != generation as u64 | u64::from(LIVE_STATE | u32::from(type_id)) << 32 {
            return None;
        }
        slot.identity = generation as u64 + 1;
        slot.link = *head;
        *head = index;
    }
    store.count(type_id, -(handles.len() as i32), 0, 0.0)
}

#[cfg(test)]
mod tests {
    use strait_arena::Message;
    use strait_stress::{PriceTick, SCHEMA};

    use super::plan::plan;
    use super::tables::{BLOCKS, NOTHING};
    use super::{CLASS, FIRST, Floor, allocate, free};
    use crate::floor::store::Store;

    /// Oracle: the ledger counts what the bytes have in them, and nothing after.
    #[test]
    fn everything_is_taken_and_given_back() {
        // The galaxy's arm, its star system, and "G2V" there.
        let bytes = [34, 7, 26, 5, 10, 3, b'G', b'2', b'V'];
        let galaxy = strait_stress::Galaxy::TYPE_ID;
        let plan = plan(&SCHEMA, galaxy, &bytes).unwrap_or_default();
        assert_eq!(plan.iter().map(|message| message.blocks.len()).collect::<Vec<_>>(), [0, 0, 1]);
        let mut floor = Floor::<BLOCKS>::new(&plan);
        for _ in 0..3 {
            assert_eq!(floor.run(&plan), Some(()));
        }
        assert!(floor.store.ledger.iter().all(|it| (it.messages, it.blocks, it.bytes) == (0, 0, 0.0)));
        assert_eq!(floor.store.slots.iter().filter(|slot| slot.identity == 4).count(), 3);
    }

    #[test]
    fn a_handle_works_once() {
        let mut store = Store::<NOTHING>::new(SCHEMA.messages.len());
        let mut handles = [0.0; 5];
        assert_eq!(allocate(&mut store, FIRST, PriceTick::TYPE_ID, &mut handles), Some(()));
        let live = |store: &Store<NOTHING>| store.ledger.iter().map(|counts| counts.messages).sum::<u32>();
        assert_eq!(live(&store), 5);
        assert_eq!(free(&mut store, CLASS, PriceTick::TYPE_ID, &handles), Some(()));
        assert_eq!(live(&store), 0);
        assert_eq!(free(&mut store, CLASS, PriceTick::TYPE_ID, &handles), None);
    }
}
