//! The least memory that keeps the promises of an arena to its callers: messages in slots with generations, blocks by
//! class, a ledger. It belongs to one thread, is never refilled, and takes no look at what JavaScript may have written but
//! that an index lies in its array and a slot is what it should be.

use strait_arena::SizeClass;

use super::tables::{SLOTS, STRUCTS, Tables};

/// Blocks and slots of each class; more than any message here takes, or a batch.
pub(super) const BLOCKS: u32 = 1_024;
/// The state of a live message but for its type.
pub(super) const LIVE_STATE: u32 = 1 << 16;
const LARGEST_GENERATION: u64 = (1 << 29) - 1;

#[derive(Clone, Copy, Default)]
pub(super) struct Slot {
    /// Generation in the low word, type and state in the high one.
    pub(super) identity: u64,
    pub(super) address: u32,
    pub(super) link: u32,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) messages: u32,
    pub(super) blocks: u32,
    pub(super) bytes: f64,
}

/// It distrusts as much as [`Tables`] of this step do.
pub(super) struct Store<const STEP: u8> {
    pub(super) slots: Vec<Slot>,
    /// Blocks of all classes, in words of 8 bytes.
    pub(super) memory: Vec<u64>,
    pub(super) slot_heads: [u32; 40],
    pub(super) data_heads: [u32; 40],
    pub(super) ledger: Vec<Counts>,
    tables: Tables<STEP>,
}

impl<const STEP: u8> Store<STEP> {
    pub(super) fn new(types: usize) -> Self {
        let mut store = Self {
            slots: vec![Slot::default()],
            memory: vec![0; 2],
            slot_heads: [0; 40],
            data_heads: [0; 40],
            ledger: vec![Counts::default(); types],
            tables: Tables::new(),
        };
        let classes = SizeClass::all().zip(0..).filter(|(class, _)| class.bytes() <= 2_048);
        for (class, number) in classes {
            let words = class.bytes() as usize / 8;
            let first = (store.memory.len() + words) as u32;
            store.tables.span(class, first, 2 * words as u32, BLOCKS);
            for _ in 0..BLOCKS {
                let (index, address) = (store.slots.len() as u32, store.memory.len() as u32);
                let link = store.slot_heads.get(number).copied().unwrap_or_default();
                store.slots.push(Slot { identity: 1, address, link });
                store.memory.resize(store.memory.len() + words, 0);
                set(&mut store.slot_heads, number, index);
                let address = store.memory.len();
                let next = store.data_heads.get(number).copied().unwrap_or_default();
                store.memory.resize(address + words, next.into());
                set(&mut store.data_heads, number, address as u32);
            }
        }
        store.tables.cover(store.slots.len() as u32, store.memory.len() as u32);
        store
    }

    /// Takes a slot off its list, clears its struct and makes it live. Returns its index and where the struct is.
    #[inline(always)]
    pub(super) fn take(
        &mut self,
        class: u32,
        words: usize,
        type_id: u16,
        parent: u32,
    ) -> Option<(u32, usize)> {
        let head = self.slot_heads.get_mut(class as usize)?;
        let index = *head;
        self.tables.slot(index)?;
        let slot = self.slots.get_mut(index as usize)?;
        if slot.identity.wrapping_sub(1) >= LARGEST_GENERATION {
            return None;
        }
        let address = slot.address as usize;
        self.tables.structure(slot.address, words)?;
        self.memory.get_mut(address..address + words)?.fill(0);
        *head = slot.link;
        slot.identity |= u64::from(LIVE_STATE | u32::from(type_id)) << 32;
        slot.link = parent;
        Some((index, address))
    }

    /// Whether a slot has a live message of a type, and of this parent. Returns where its struct is.
    #[inline(always)]
    pub(super) fn check(&self, index: u32, type_id: u16, words: usize, parent: u32) -> Option<usize> {
        self.tables.slot(index)?;
        let slot = self.slots.get(index as usize)?;
        if slot.identity >> 32 != u64::from(LIVE_STATE | u32::from(type_id)) || slot.link != parent {
            return None;
        }
        self.tables.structure(slot.address, words)?;
        Some(slot.address as usize)
    }

    /// Raises the generation of a slot and puts it on its list.
    #[inline(always)]
    pub(super) fn give_back(&mut self, index: u32, class: u32, type_id: u16, words: usize) -> Option<()> {
        self.tables.slot(index)?;
        let slot = self.slots.get_mut(index as usize)?;
        if STEP >= SLOTS && slot.identity >> 32 != u64::from(LIVE_STATE | u32::from(type_id)) {
            return None;
        }
        if STEP >= STRUCTS {
            self.tables.structure(slot.address, words)?;
        }
        let head = self.slot_heads.get_mut(class as usize)?;
        slot.identity = (slot.identity & 0xFFFF_FFFF) + 1;
        slot.link = *head;
        *head = index;
        Some(())
    }

    /// Takes a data block off its list and copies `content` into it. Returns its address.
    #[inline(always)]
    pub(super) fn take_block(&mut self, class: u32, content: &[u8]) -> Option<u32> {
        let head = self.data_heads.get_mut(class as usize)?;
        let address = *head;
        self.tables.block(class, address)?;
        let block = self.memory.get_mut(address as usize..address as usize + content.len().div_ceil(8))?;
        *head = *block.first()? as u32;
        let (words, rest) = content.as_chunks::<8>();
        for (place, word) in block.iter_mut().zip(words) {
            *place = u64::from_le_bytes(*word);
        }
        if let (Some(place), false) = (block.last_mut(), rest.is_empty()) {
            *place = rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        }
        Some(address)
    }

    /// Puts a data block on its list.
    #[inline(always)]
    pub(super) fn give_block_back(&mut self, class: u32, address: u32) -> Option<()> {
        self.tables.block(class, address)?;
        let head = self.data_heads.get_mut(class as usize)?;
        *self.memory.get_mut(address as usize)? = (*head).into();
        *head = address;
        Some(())
    }

    /// Adds to the ledger.
    #[inline(always)]
    pub(super) fn count(&mut self, type_id: u16, messages: i32, blocks: i32, bytes: f64) -> Option<()> {
        let counts = self.ledger.get_mut(usize::from(type_id))?;
        counts.messages = counts.messages.wrapping_add_signed(messages);
        if blocks != 0 {
            counts.blocks = counts.blocks.wrapping_add_signed(blocks);
            counts.bytes += bytes;
        }
        Some(())
    }
}

fn set(heads: &mut [u32; 40], number: usize, value: u32) {
    if let Some(head) = heads.get_mut(number) {
        *head = value;
    }
}
