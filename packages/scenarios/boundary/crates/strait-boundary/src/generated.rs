//! What `tools/generate.ts` makes of the schema.

#[rustfmt::skip]
#[path = "generated/fields.rs"]
pub(crate) mod fields;

#[rustfmt::skip]
#[path = "generated/race_generated.rs"]
#[allow(warnings, clippy::all, clippy::restriction, clippy::pedantic, reason = "written by flatc")]
pub(crate) mod flat;
