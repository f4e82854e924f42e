//! Where fields are.

use std::ptr::from_ref;

use super::Editor;
use crate::message::write::{Owner, Place, set_bit, store_word};
use crate::schema::{FieldLayout, Rule};
use crate::{ArenaError, Message};

impl<M: Message> Editor<'_, M> {
    pub(super) const fn owner(&self) -> Owner {
        Owner { index: self.slot.index, type_id: self.slot.state.type_id() }
    }

    /// The place `offset` bytes into the struct.
    pub(super) const fn place(&self, offset: u32) -> Place {
        Place { address: self.slot.address, offset }
    }

    /// The field whose cell `choose` returns. Errors: `WrongField` for a cell that is no field of this message, or the
    /// storage of a oneof, whose members go by [`OneofMember`](crate::OneofMember).
    pub(super) fn field<C>(&self, choose: impl FnOnce(&M) -> &C) -> Result<&'static FieldLayout, ArenaError> {
        let message = self.message()?;
        let offset = from_ref(choose(message)).addr().wrapping_sub(from_ref(message).addr());
        let kind = self.arena.type_of(M::TYPE_ID)?;
        let found = u32::try_from(offset).ok().and_then(|offset| kind.field_at(offset));
        found.ok_or(ArenaError::WrongField { message: kind.layout.name, needs: "a field of this message" })
    }

    /// The member of a oneof with a number. Errors: `UnknownField`, `WrongField`.
    pub(super) fn member(&self, number: u32) -> Result<&'static FieldLayout, ArenaError> {
        let field = self.arena.type_of(M::TYPE_ID)?.field(number)?;
        let is_member = matches!(field.rule, Rule::Oneof { .. });
        self.refuse((!is_member).then_some("a member of a oneof"))?;
        Ok(field)
    }

    /// Makes a field present, and clears the member of its oneof that was.
    pub(super) fn set_present(&mut self, field: &FieldLayout) -> Result<(), ArenaError> {
        match field.rule {
            Rule::Optional { presence_offset, bit } => set_bit(self.arena, self.place(presence_offset), bit),
            Rule::Oneof { case_offset, .. } => {
                let case = self.place(case_offset);
                let current = case.window(self.arena, 4)?.u32(0)?;
                if current != field.number && current != 0 {
                    crate::message::clear_field(self.arena, self.handle, current)?;
                }
                // Named before it is stored, so that what a failure leaves in the storage is freed with the message.
                store_word(self.arena, case, field.number)
            }
            _ => Ok(()),
        }
    }
}
