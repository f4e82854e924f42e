//! Choice of the member of a oneof.

use super::random::Random;
use crate::schema::{FieldLayout, Rule};

/// The member to set, or none. Decided when the oneof's first member comes up; `None` for the other members.
pub(super) fn choose<'a>(
    random: &mut Random,
    fields: &'a [FieldLayout],
    current: &FieldLayout,
    levels: u32,
) -> Option<&'a FieldLayout> {
    let case = case_offset(current)?;
    let mut members = fields.iter().filter(|field| case_offset(field) == Some(case));
    if members.clone().next()?.number != current.number {
        return None;
    }
    let choice = random.below(members.clone().count() as u32 + 1) as usize;
    members.nth(choice).filter(|member| !member.kind.is_message() || levels > 1)
}

const fn case_offset(field: &FieldLayout) -> Option<u32> {
    if let Rule::Oneof { case_offset, .. } = field.rule { Some(case_offset) } else { None }
}
