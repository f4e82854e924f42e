//! The editor, and fields of one value.

use std::marker::PhantomData;

use super::value::Target;
use super::{Input, Settable};
use crate::message::write::{Place, store_word};
use crate::schema::{FieldLayout, Kind};
use crate::slots::Slot;
use crate::{Arena, ArenaError, Child, Handle, Message, OneofMember};

/// A message that is being written, by [`Arena::edit`] or [`Arena::create`].
///
/// ```text
/// let mut order = arena.edit::<Order>(handle)?;
/// order.set(|it| &it.note, "leave at the door")?;
/// order.set(|it| &it.express, true)?;
/// order.child(|it| &it.address)?.set(|it| &it.city, "Delft")?;
/// order.push(|it| &it.tags, "gift")?;
/// order.add(|it| &it.lines)?.set(|it| &it.quantity, 3)?;
/// order.insert(|it| &it.discounts, "SPRING", 0.1)?;
/// order.set_member(Order::PICKUP_SHOP, "Delft")?;
/// ```
///
/// Scalars that are neither optional nor in a oneof may also be written through [`message`](Self::message), without a
/// look at the layout table: `order.message()?.quantity.set(3)`.
pub struct Editor<'a, M> {
    pub(super) arena: &'a mut Arena,
    pub(super) slot: Slot,
    pub(super) handle: Handle,
    message: PhantomData<fn() -> M>,
}

impl<'a, M: Message> Editor<'a, M> {
    pub(super) fn new(arena: &'a mut Arena, handle: Handle) -> Result<Self, ArenaError> {
        arena.get::<M>(handle)?;
        let slot = arena.resolve(handle)?.0;
        Ok(Self { arena, slot, handle, message: PhantomData })
    }

    /// The handle of the message.
    #[must_use]
    pub const fn handle(&self) -> Handle {
        self.handle
    }

    /// The arena, for reading.
    #[must_use]
    pub const fn arena(&self) -> &Arena {
        self.arena
    }

    /// The message as it is now.
    pub fn message(&self) -> Result<&M, ArenaError> {
        self.arena.typed(self.slot)
    }

    /// Writes a scalar, string or bytes field; an `optional` one is present then. Errors: `OutOfMemory`, with the field
    /// empty; `WrongField` when the cell is no field of this message.
    pub fn set<C: Settable>(
        &mut self,
        field: impl FnOnce(&M) -> &C,
        value: impl Input<C::Value>,
    ) -> Result<(), ArenaError> {
        let field = self.field(field)?;
        self.store(field, self.place(field.offset), value)?;
        self.set_present(field)
    }

    /// Writes a scalar, string or bytes member of a oneof; another member that was set is cleared. Errors: as
    /// [`set`](Self::set), and `UnknownField` or `WrongField` when the schema has no such member.
    pub fn set_member<C: Settable>(
        &mut self,
        member: OneofMember<M, C>,
        value: impl Input<C::Value>,
    ) -> Result<(), ArenaError> {
        let field = self.member(member.number())?;
        self.refuse(needs(&value, field.kind))?;
        self.set_present(field)?;
        self.store(field, self.place(field.offset), value)
    }

    /// The sub-message in a field, a new one if it is absent. Errors: `OutOfMemory`.
    pub fn child<N: Message>(
        &mut self,
        field: impl FnOnce(&M) -> &Child<N>,
    ) -> Result<Editor<'_, N>, ArenaError> {
        let field = self.field(field)?;
        self.child_at(self.place(field.offset))
    }

    /// The sub-message that is a member of a oneof, a new one if another is set or none. Errors: `OutOfMemory`, and
    /// `UnknownField` or `WrongField` when the schema has no such member.
    pub fn member_child<N: Message>(
        &mut self,
        member: OneofMember<M, Child<N>>,
    ) -> Result<Editor<'_, N>, ArenaError> {
        let field = self.member(member.number())?;
        let fits = field.kind == Kind::Message(N::TYPE_ID);
        self.refuse((!fits).then_some("a sub-message of the type asked for"))?;
        self.set_present(field)?;
        self.child_at(self.place(field.offset))
    }

    /// Sets a field of any kind, by its number, to its default or to absent, and frees what it owns. Errors:
    /// `UnknownField`.
    pub fn clear(&mut self, number: u32) -> Result<(), ArenaError> {
        self.arena.clear_field(self.handle, number)
    }

    /// Errors: `WrongField` if a field needs to be something else.
    pub(super) fn refuse(&self, needs: Option<&'static str>) -> Result<(), ArenaError> {
        let Some(needs) = needs else { return Ok(()) };
        Err(ArenaError::WrongField { message: self.arena.type_of(M::TYPE_ID)?.layout.name, needs })
    }

    pub(super) fn store<V>(
        &mut self,
        field: &FieldLayout,
        place: Place,
        value: impl Input<V>,
    ) -> Result<(), ArenaError> {
        let owner = self.owner();
        value.store(Target { arena: self.arena, owner, place, kind: field.kind })
    }

    /// The sub-message whose slot index is at `place`, a new one if there is none.
    pub(super) fn child_at<N: Message>(&mut self, place: Place) -> Result<Editor<'_, N>, ArenaError> {
        let index = place.window(self.arena, 4)?.u32(0)?;
        if index == 0 {
            let child = self.arena.take_child(self.slot.index, N::TYPE_ID)?;
            return self.put_child(place, child);
        }
        let child = self.arena.allocator.slots.child(self.slot.index, index, N::TYPE_ID)?;
        Editor::new(self.arena, Handle::new(child.index, child.generation)?)
    }

    /// Refers to a new sub-message at `place`.
    pub(super) fn put_child<N: Message>(
        &mut self,
        place: Place,
        child: Slot,
    ) -> Result<Editor<'_, N>, ArenaError> {
        store_word(self.arena, place, child.index)?;
        Editor::new(self.arena, Handle::new(child.index, child.generation)?)
    }
}

fn needs<V, I: Input<V>>(_value: &I, kind: Kind) -> Option<&'static str> {
    I::needs(kind)
}
