//! Work of which a build may do more than another, without a difference in what comes out.

use std::hint::black_box;

/// Work that takes longer by this share, in percent, in builds that are compared with this one. Set when such a build is
/// made, by the tests of `strait compare`; never otherwise.
const PLANTED: u64 = match option_env!("STRAIT_PLANTED_PERCENT") {
    Some(digits) => number(digits.as_bytes()),
    None => 0,
};

const fn number(mut digits: &[u8]) -> u64 {
    let mut value = 0;
    while let [first, rest @ ..] = digits {
        value = 10 * value + first.wrapping_sub(b'0') as u64;
        digits = rest;
    }
    value
}

/// The state of a generator of Lehmer's after so many steps, each of which waits for the one before it.
pub fn churn(steps: u32) -> u64 {
    let steps = u64::from(steps);
    // Beside the result, which is the same in every build.
    black_box(walk(black_box(steps * PLANTED / 100)));
    walk(steps)
}

fn walk(steps: u64) -> u64 {
    (0..steps).fold(1, |state, _| state * 48_271 % 0x7fff_ffff)
}
