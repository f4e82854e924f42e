//! How fast the processor is right now: a fixed piece of work, timed.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Small enough to leave the caller's data in the first-level cache.
const WORDS: usize = 256;

/// Passes over the table: 10 to 20 µs on the machines of 2020 and later, which is long beside the clock.
const PASSES: u32 = 48;

/// Passes before the clock starts, so that neither code nor table is cold.
const WARM_UP: u32 = 2;

/// The time that the work takes. It has several independent chains, loads and stores in each round: it is bound by how
/// many instructions the processor takes at a time, which is what a neighbour on the same core takes part of. A single chain
/// would wait for its own results most of the time, and hardly be slower beside a neighbour.
pub fn pace() -> Duration {
    let mut table = [1_u32; WORDS];
    black_box(work(&mut table, WARM_UP));
    let begin = Instant::now();
    black_box(work(&mut table, PASSES));
    begin.elapsed()
}

fn work(table: &mut [u32; WORDS], passes: u32) -> u32 {
    let [mut a, mut b, mut c, mut d, mut e, mut f] = [1_u32, 2, 3, 4, 5, 6];
    for pass in 0..passes {
        for word in table.iter_mut() {
            e = e.wrapping_add(*word);
            *word = a;
            a = a.wrapping_add(e) ^ (a >> 3);
            b = b.wrapping_add(pass) ^ (b >> 5);
            c = c.wrapping_add(a).rotate_left(3);
            d = (d ^ b).wrapping_add(7);
            f = f.wrapping_add(e) ^ pass;
        }
    }
    a ^ b ^ c ^ d ^ e ^ f
}

#[cfg(test)]
mod tests {
    use super::*;

    /// If a pass could be left out, two numbers of passes would come to the same.
    #[test]
    fn every_pass_counts() {
        let after = |passes| work(&mut [1; WORDS], passes);
        let results: Vec<u32> = (0..=PASSES).map(after).collect();
        let distinct: std::collections::HashSet<&u32> = results.iter().collect();
        assert_eq!(distinct.len(), results.len());
        assert_eq!(after(PASSES), after(PASSES));
    }

    #[test]
    fn takes_time() {
        assert!(pace() > Duration::ZERO);
    }
}
