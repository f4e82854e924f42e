//! Scalars: half of them limits and special values, half of them any bits.

use super::random::Random;
use crate::schema::{EnumLayout, Kind};

const DOUBLES: [f64; 12] = [
    0.0,
    -0.0,
    1.0,
    -1.5,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    f64::EPSILON,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
];
const FLOATS: [f32; 12] = [
    0.0,
    -0.0,
    1.0,
    -1.5,
    f32::MAX,
    f32::MIN,
    f32::MIN_POSITIVE,
    1e-45,
    f32::EPSILON,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::NAN,
];
const SIGNED_32: [i32; 6] = [0, 1, -1, i32::MAX, i32::MIN, 1 << 16];
const UNSIGNED_32: [u32; 5] = [0, 1, u32::MAX, 1 << 31, 1 << 16];
/// 2⁵³ is where numbers of JavaScript stop being exact.
const SIGNED_64: [i64; 9] = [0, 1, -1, i64::MAX, i64::MIN, 1 << 32, (1 << 53) - 1, 1 << 53, -(1 << 53)];
const UNSIGNED_64: [u64; 7] = [0, 1, u64::MAX, 1 << 63, 1 << 32, (1 << 53) - 1, (1 << 53) + 1];

/// The bits of a value of a scalar kind, in the low bytes; 0 for kinds that are none.
pub(super) fn random_bits(random: &mut Random, kind: Kind, enums: &[EnumLayout]) -> u64 {
    let any = random.bits();
    let is_special = random.once_in(2);
    match kind {
        Kind::Double if is_special => random.choose(&DOUBLES).to_bits(),
        Kind::Float if is_special => random.choose(&FLOATS).to_bits().into(),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 if is_special => {
            random.choose(&SIGNED_32).cast_unsigned().into()
        }
        Kind::Uint32 | Kind::Fixed32 if is_special => random.choose(&UNSIGNED_32).into(),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 if is_special => {
            random.choose(&SIGNED_64).cast_unsigned()
        }
        Kind::Uint64 | Kind::Fixed64 if is_special => random.choose(&UNSIGNED_64),
        Kind::Double | Kind::Int64 | Kind::Uint64 | Kind::Sint64 | Kind::Fixed64 | Kind::Sfixed64 => any,
        Kind::Float | Kind::Int32 | Kind::Uint32 | Kind::Sint32 | Kind::Fixed32 | Kind::Sfixed32 => {
            any & u64::from(u32::MAX)
        }
        Kind::Bool => any & 1,
        Kind::Enum(index) => random_enum(random, enums.get(usize::from(index))),
        Kind::String | Kind::Bytes | Kind::Message(_) => 0,
    }
}

/// A declared number, but once in eight any: enums of proto3 are open.
fn random_enum(random: &mut Random, layout: Option<&EnumLayout>) -> u64 {
    let declared = layout.map_or(0, |layout| random.choose(layout.values));
    let number = if random.once_in(8) { random.bits() as i32 } else { declared };
    number.cast_unsigned().into()
}
