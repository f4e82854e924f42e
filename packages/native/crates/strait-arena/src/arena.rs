//! The arena: messages of one schema, and what can be done with any of them.

use crate::allocate::Allocator;
use crate::audit::{AuditReport, MemoryUse};
use crate::fill::FillOptions;
use crate::memory::{FixedMemory, SharedSizes, Window};
use crate::message::{Found, MemorySize, MessageType, WalkSummary};
use crate::slots::Slot;
use crate::{
    ArenaError, Handle, HeapMemory, MemorySource, Message, Schema, Shared, SizeClass, TypeCounts, WireLimits,
};

/// Slabs of 32 MiB.
const HEAP_SLAB_SHIFT: u32 = 25;

/// Memory that messages of one schema live in.
///
/// One thread uses an arena at a time; several take turns through a [`SharedArena`](crate::SharedArena). Methods that take a [`Handle`] check it first, in this order:
/// `IndexOutOfRange`, `Stale`, `NotLive`, `WrongType`, and that the message's block is in bounds.
pub struct Arena {
    schema: &'static Schema,
    pub(crate) types: &'static [MessageType],
    pub(crate) allocator: Allocator,
    /// Empty; memory for the messages of a tree that is freed.
    pub(crate) found: Vec<Found>,
}

impl Arena {
    /// An arena in memory from `source`. Errors: `LayoutMismatch` when the control block was written for another
    /// schema or layout, and what the source returns.
    pub fn new(schema: &'static Schema, source: Box<dyn MemorySource>) -> Result<Self, ArenaError> {
        Self::with_allocator(schema, Allocator::new(schema, source, 1)?)
    }

    /// An arena for several members, in memory that is all lent at once.
    pub(crate) fn in_fixed_memory(
        schema: &'static Schema,
        source: FixedMemory,
        sizes: SharedSizes,
    ) -> Result<Self, ArenaError> {
        let mut allocator = Allocator::new(schema, Box::new(source), sizes.members)?;
        allocator.lend_slab(sizes.slab_units.into())?;
        Self::with_allocator(schema, allocator)
    }

    fn with_allocator(schema: &'static Schema, allocator: Allocator) -> Result<Self, ArenaError> {
        Ok(Self { schema, types: MessageType::all(schema)?, allocator, found: Vec::new() })
    }

    /// An arena in memory of the heap, as much as there is.
    pub fn on_heap(schema: &'static Schema) -> Result<Self, ArenaError> {
        Self::new(schema, Box::new(HeapMemory::new(schema, HEAP_SLAB_SHIFT, usize::MAX)))
    }

    /// The schema of the messages.
    #[must_use]
    pub const fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Bytes of all slabs.
    #[must_use]
    pub const fn slab_bytes(&self) -> u64 {
        self.allocator.slabs.bytes()
    }

    /// What the ledger says of a type. Errors: `UnknownType`.
    pub fn counts(&self, type_id: u16) -> Result<TypeCounts, ArenaError> {
        self.type_of(type_id)?;
        self.allocator.control.counts(type_id)
    }

    /// Frees every message at once. All handles become stale. Errors: `Lent` when a message is lent, and
    /// `OutOfMemory`; nothing has changed then.
    pub fn reset(&mut self) -> Result<(), ArenaError> {
        self.allocator.reset()
    }

    /// Counts everything again, from the slot table and the page maps, and compares with the ledger.
    pub fn audit(&self) -> Result<AuditReport, ArenaError> {
        crate::audit::audit(self)
    }

    /// What the memory is used for, block by block. Errors: `Corrupt` when a free list cannot be followed, and
    /// `OutOfMemory`.
    pub fn memory_use(&self) -> Result<MemoryUse, ArenaError> {
        crate::audit::memory_use(self)
    }

    /// Gives memory back that nothing is in: spans of pages without a block in use become free pages, which any class and
    /// any large block may take, and the system gets what free pages hold. Returns how many bytes that is: none where
    /// the system is not Linux. Messages, slots and slabs stay where they are, and the next use of a page costs the
    /// system's zeroing again. No other thread may use the arena meanwhile. Errors: `Corrupt` when a free list cannot be
    /// followed, and `OutOfMemory`.
    ///
    /// ```
    /// # use strait_arena::{Arena, ArenaError, MessageLayout, Schema};
    /// # static SCHEMA: Schema = Schema {
    /// #     package: "example",
    /// #     hash: 1,
    /// #     messages: &[MessageLayout { name: "example.Empty", size: 8, fields: &[] }],
    /// #     enums: &[],
    /// # };
    /// let mut arena = Arena::on_heap(&SCHEMA)?;
    /// let handle = arena.allocate(0)?;
    /// arena.free(handle)?;
    /// arena.trim()?;
    /// assert!(arena.memory_use()?.extents.iter().all(|extent| extent.used_bytes == 0));
    /// # Ok::<(), ArenaError>(())
    /// ```
    pub fn trim(&mut self) -> Result<u64, ArenaError> {
        crate::audit::trim(self)
    }

    /// Makes the free lists and the ledger anew from what is live: gives back what a thread held in its hands when it
    /// ended in the middle of something, and ends all loans. No other thread may use the arena meanwhile. Errors:
    /// `Corrupt` when a live message cannot be read or too much disagrees, and `OutOfMemory`; loans have ended then, and
    /// sub-messages without a parent may be gone.
    pub fn recover(&mut self) -> Result<(), ArenaError> {
        crate::audit::recover(self)
    }

    /// The type id of a live message.
    pub fn type_id(&self, handle: Handle) -> Result<u16, ArenaError> {
        Ok(self.allocator.slots.resolve(handle)?.state.type_id())
    }

    /// The full name of the type of a live message, such as `shop.v1.Order`.
    pub fn type_name(&self, handle: Handle) -> Result<&'static str, ArenaError> {
        Ok(self.resolve(handle)?.1.layout.name)
    }

    /// The message that a handle names, for reading its cells. Errors: also `LayoutMismatch` when `M` belongs to
    /// another schema.
    pub fn get<M: Message>(&self, handle: Handle) -> Result<&M, ArenaError> {
        let slot = self.allocator.slots.resolve(handle)?;
        self.typed(slot)
    }

    pub(crate) fn refuse_other_schema<M: Message>(&self) -> Result<(), ArenaError> {
        let (expected, found) = (M::schema().hash, self.schema.hash);
        if expected == found {
            return Ok(());
        }
        Err(ArenaError::LayoutMismatch { what: "the layout hash", expected, found })
    }

    pub(crate) fn typed<M: Message>(&self, slot: Slot) -> Result<&M, ArenaError> {
        self.refuse_other_schema::<M>()?;
        if slot.state.type_id() != M::TYPE_ID {
            let name = |type_id| self.type_of(type_id).map(|it| it.layout.name);
            return Err(ArenaError::WrongType {
                expected: name(M::TYPE_ID)?,
                found: name(slot.state.type_id())?,
            });
        }
        self.window(slot, self.type_of(M::TYPE_ID)?)?.message()
    }

    #[inline]
    pub(crate) fn type_of(&self, type_id: u16) -> Result<&'static MessageType, ArenaError> {
        self.types.get(usize::from(type_id)).ok_or(ArenaError::UnknownType { type_id: type_id.into() })
    }

    /// The struct of the message in a slot.
    #[inline]
    pub(crate) fn window(&self, slot: Slot, message: &MessageType) -> Result<Window<'_>, ArenaError> {
        self.allocator.slabs.window(slot.address, message.size as usize)
    }

    /// The live message that a handle names.
    pub(crate) fn resolve(&self, handle: Handle) -> Result<(Slot, &'static MessageType), ArenaError> {
        let slot = self.allocator.slots.resolve(handle)?;
        Ok((slot, self.type_of(slot.state.type_id())?))
    }
}

/// The allocator's parts, for another allocator that works on the same free lists.
impl Arena {
    /// Puts free slots with blocks on the free list of a class. Errors: `OutOfMemory`, with nothing changed.
    pub fn refill_slots(&mut self, class: SizeClass) -> Result<(), ArenaError> {
        self.allocator.refill_slots(class)
    }

    /// Puts data blocks on the free list of a class. Errors: `OutOfMemory`, with nothing changed.
    pub fn refill_data(&mut self, class: SizeClass) -> Result<(), ArenaError> {
        self.allocator.refill_data(class)
    }

    /// Takes a run of pages as one data block of at least `bytes`; the caller keeps the ledger. Returns its address.
    pub fn allocate_run(&mut self, bytes: u64) -> Result<u32, ArenaError> {
        self.allocator.take_run(bytes)
    }

    /// Gives back the data block, small or a run, that starts at an address; the caller keeps the ledger.
    pub fn release_data(&mut self, address: u32) -> Result<(), ArenaError> {
        self.allocator.release_block(&self.allocator.slabs.block(address)?)
    }

    /// Retires a freed slot that is on no list and whose generation is used up, so that its block gets a new slot.
    pub fn retire_slot(&mut self, index: u32) -> Result<(), ArenaError> {
        self.allocator.retire_slot(index)
    }
}

/// Any message, by its layout table.
impl Arena {
    /// Replaces the content of a message by seeded content; the same seed and options give the same. Errors:
    /// `OutOfMemory`, with the message left empty.
    pub fn fill(&mut self, handle: Handle, options: &FillOptions) -> Result<(), ArenaError> {
        crate::fill::fill(self, handle, options)
    }

    /// Replaces the elements of a repeated field by `count` seeded ones. Errors: `UnknownField`, `WrongField` when it
    /// is not repeated, `OutOfMemory` with the field left empty.
    pub fn fill_array(
        &mut self,
        handle: Handle,
        number: u32,
        count: u32,
        seed: u64,
    ) -> Result<(), ArenaError> {
        crate::fill::fill_array(self, handle, number, count, seed)
    }

    /// Allocates a tree through the first field of a type that repeats the type itself: `depth` levels (the root is
    /// one), `width` children of each message above the last. Errors: `WrongField` when the type has no such field,
    /// `InvalidValue` when `depth` is 0, `OutOfMemory` with nothing left behind.
    pub fn build_tree(&mut self, type_id: u16, depth: u32, width: u32) -> Result<Handle, ArenaError> {
        crate::fill::build_tree(self, type_id, depth, width)
    }

    /// A message as protobuf's wire bytes: fields in order of their numbers, unknown fields last. The
    /// vector may have more capacity than they need. Errors: `TooDeep`, `OutOfMemory` beyond the limits, `Corrupt`.
    pub fn encode(&self, handle: Handle, limits: &WireLimits) -> Result<Vec<u8>, ArenaError> {
        crate::wire::encode(self, handle, limits)
    }

    /// A message from protobuf's wire bytes. What the type does not know is kept as unknown fields. Errors:
    /// `Malformed` with the byte where, `TooDeep`, `OutOfMemory`; nothing is left behind then.
    pub fn decode(&mut self, type_id: u16, bytes: &[u8], limits: &WireLimits) -> Result<Handle, ArenaError> {
        crate::wire::decode(self, type_id, bytes, limits)
    }

    /// The checksum of `docs/layout.md` over every field.
    pub fn checksum(&self, handle: Handle) -> Result<u32, ArenaError> {
        crate::message::checksum(self, handle)
    }

    /// The sum of the singular double fields of messages of any types. In each message the first, fifth, ninth … field
    /// in order of their numbers are added up from 0, and so are the second, sixth … and the others; then the sums of
    /// the message, `(first + second) + (third + fourth)`, are added up in the order of the handles. Errors: the
    /// position of the first handle that is refused and why.
    pub fn sum_doubles(&self, handles: &[Shared<f64>]) -> Result<f64, (usize, ArenaError)> {
        crate::message::sum_doubles(self, handles)
    }

    /// Sets the singular double fields of messages of any types, in order of the handles and of their numbers, to
    /// `seed + 0`, `seed + 1` and so on. Errors: the position of the first handle that is refused and why; the messages
    /// before it are filled.
    ///
    /// ```
    /// # use strait_arena::{Arena, FieldLayout, Kind, MessageLayout, Rule, Schema, Shared};
    /// # static POINT: [FieldLayout; 2] = [
    /// #     FieldLayout { name: "x", number: 1, kind: Kind::Double, rule: Rule::Singular, offset: 8 },
    /// #     FieldLayout { name: "y", number: 2, kind: Kind::Double, rule: Rule::Singular, offset: 16 },
    /// # ];
    /// # static SCHEMA: Schema = Schema {
    /// #     package: "example",
    /// #     hash: 1,
    /// #     messages: &[MessageLayout { name: "example.Point", size: 24, fields: &POINT }],
    /// #     enums: &[],
    /// # };
    /// let mut arena = Arena::on_heap(&SCHEMA)?;
    /// let handles = [Shared::new(0.0), Shared::new(0.0)];
    /// arena.allocate_batch(0, &handles)?;
    /// arena.fill_doubles(&handles, 0.5).map_err(|(_, error)| error)?;
    /// assert_eq!(arena.sum_doubles(&handles), Ok(0.5 + 1.5 + 2.5 + 3.5));
    /// # Ok::<(), strait_arena::ArenaError>(())
    /// ```
    pub fn fill_doubles(&mut self, handles: &[Shared<f64>], seed: f64) -> Result<(), (usize, ArenaError)> {
        crate::message::fill_doubles(self, handles, seed)
    }

    /// Visits every message, field and element of a tree and counts them.
    pub fn walk(&self, handle: Handle) -> Result<WalkSummary, ArenaError> {
        crate::message::walk(self, handle)
    }

    /// The bytes that a message tree takes.
    pub fn memory_size(&self, handle: Handle) -> Result<MemorySize, ArenaError> {
        crate::message::memory_size(self, handle)
    }

    /// Sets a field to its default or to absent, and frees what it owns. Errors: `UnknownField`.
    pub fn clear_field(&mut self, handle: Handle, number: u32) -> Result<(), ArenaError> {
        crate::message::clear_field(self, handle, number)
    }
}
