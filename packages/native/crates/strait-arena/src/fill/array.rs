//! Filling of one repeated field.

use super::FillOptions;
use super::filler::Filler;
use crate::message::clear_field;
use crate::message::write::{Owner, Place};
use crate::schema::Rule;
use crate::{Arena, ArenaError, Handle};

/// Messages in the array get content of their own, but no messages.
const OPTIONS: FillOptions =
    FillOptions { seed: 0, maximum_elements: 2, maximum_text_length: 16, maximum_depth: 2 };

/// Replaces the elements of a repeated field.
pub(crate) fn fill_array(
    arena: &mut Arena,
    handle: Handle,
    number: u32,
    count: u32,
    seed: u64,
) -> Result<(), ArenaError> {
    let (slot, message) = arena.resolve(handle)?;
    let field = message.field(number)?;
    let Rule::Repeated { .. } = field.rule else {
        return Err(ArenaError::WrongField { message: message.layout.name, needs: "a repeated field" });
    };
    clear_field(arena, handle, number)?;
    let owner = Owner { index: slot.index, type_id: slot.state.type_id() };
    let place = Place { address: slot.address, offset: field.offset };
    let mut filler = Filler::new(arena, FillOptions { seed, ..OPTIONS });
    let result =
        filler.elements(owner, place, field.kind, count, OPTIONS.maximum_depth).and_then(|()| filler.run());
    if result.is_err() {
        clear_field(arena, handle, number)?;
    }
    result
}
