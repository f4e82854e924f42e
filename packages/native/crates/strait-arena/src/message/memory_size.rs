//! How much memory a message takes.

use super::tree::push;
use super::{Traversal, Visitor};
use crate::memory::Block;
use crate::{Arena, ArenaError, Handle};

/// Bytes that a message tree takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MemorySize {
    /// Structs, as large as their fields.
    pub struct_bytes: u64,
    /// Slots, 16 bytes a message.
    pub slot_bytes: u64,
    /// Content of strings, bytes, arrays, maps and unknown fields.
    pub data_bytes: u64,
    /// Blocks of messages and data, with the room that they leave unused.
    pub block_bytes: u64,
}

struct Size<'a> {
    arena: &'a Arena,
    size: MemorySize,
    current: u32,
    pending: Vec<u32>,
}

impl Visitor for Size<'_> {
    const VALUES: bool = false;

    fn child(&mut self, type_id: u16, index: u32) -> Result<(), ArenaError> {
        self.arena.allocator.slots.child(self.current, index, type_id)?;
        push(&mut self.pending, index)
    }

    fn block(&mut self, block: &Block<'_>, used: u64) -> Result<(), ArenaError> {
        self.size.data_bytes += used;
        self.size.block_bytes += block.capacity();
        Ok(())
    }
}

/// Adds up the bytes of a tree.
pub(crate) fn memory_size(arena: &Arena, handle: Handle) -> Result<MemorySize, ArenaError> {
    let root = arena.allocator.slots.resolve(handle)?.index;
    let mut traversal = Traversal::new(&arena.allocator);
    let mut size = Size { arena, size: MemorySize::default(), current: root, pending: vec![root] };
    while let Some(index) = size.pending.pop() {
        let slot = arena.allocator.slots.read(index)?;
        let message = arena.type_of(slot.state.type_id())?;
        size.current = index;
        size.size.struct_bytes += u64::from(message.layout.size);
        size.size.slot_bytes += 16;
        size.size.block_bytes += u64::from(message.class.bytes());
        traversal.message(arena.window(slot, message)?, message.layout, &mut size)?;
    }
    Ok(size.size)
}
