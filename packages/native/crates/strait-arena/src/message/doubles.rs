//! All doubles of many messages at once, in place.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::memory::{Window, load_pair, store_pair};
use crate::schema::{Kind, MessageLayout, Rule};
use crate::{Arena, ArenaError, Handle, Shared};

/// Doubles that stand side by side in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DoubleRun {
    /// Bytes from the start of the struct.
    offset: u32,
    count: u32,
}

impl DoubleRun {
    /// The singular double fields of a message, in order of field number.
    pub(crate) fn all(layout: &MessageLayout) -> Vec<Self> {
        let mut runs: Vec<Self> = Vec::new();
        for field in layout.fields {
            if field.kind != Kind::Double || field.rule != Rule::Singular {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.offset + 8 * run.count == field.offset => run.count += 1,
                _ => runs.push(Self { offset: field.offset, count: 1 }),
            }
        }
        runs
    }

    #[inline]
    fn words(self, message: Window<'_>) -> Result<&[AtomicU64], ArenaError> {
        message.part(self.offset as usize, 8 * self.count as usize)?.cells()
    }
}

/// Sums doubles: see [`Arena::sum_doubles`].
pub(crate) fn sum(arena: &Arena, handles: &[Shared<f64>]) -> Result<f64, (usize, ArenaError)> {
    let mut total = 0.0;
    for (position, number) in handles.iter().enumerate() {
        total += sum_of(arena, number.get()).map_err(|error| (position, error))?;
    }
    Ok(total)
}

#[inline]
fn sum_of(arena: &Arena, number: f64) -> Result<f64, ArenaError> {
    let (slot, message) = arena.resolve(Handle::from_number(number)?)?;
    let window = arena.window(slot, message)?;
    let mut lanes = Lanes([0.0; 4]);
    let mut count = 0;
    for run in &message.doubles {
        lanes.add(run.words(window)?);
        count += run.count;
    }
    Ok(lanes.total(count))
}

/// Four sums side by side, so that an addition need not wait for the one before. The next value goes to the first.
struct Lanes([f64; 4]);

impl Lanes {
    #[inline]
    fn add(&mut self, words: &[AtomicU64]) {
        let [mut first, mut second, mut third, mut fourth] = self.0;
        let (pairs, _) = words.as_chunks();
        let (fours, _) = pairs.as_chunks();
        for [low, high] in fours {
            let ([one, two], [three, four]) = (load_pair(low), load_pair(high));
            first += one;
            second += two;
            third += three;
            fourth += four;
        }
        self.0 = [first, second, third, fourth];
        let (_, rest) = words.as_chunks::<4>();
        for (lane, word) in self.0.iter_mut().zip(rest) {
            *lane += f64::from_bits(word.load(Relaxed));
        }
        self.0.rotate_left(rest.len());
    }

    /// The sum of the lanes, `count` values after the start.
    #[inline]
    fn total(mut self, count: u32) -> f64 {
        self.0.rotate_right(count as usize % 4);
        let [first, second, third, fourth] = self.0;
        (first + second) + (third + fourth)
    }
}

/// Sets doubles: see [`Arena::fill_doubles`].
pub(crate) fn fill(arena: &Arena, handles: &[Shared<f64>], seed: f64) -> Result<(), (usize, ArenaError)> {
    let mut next = 0;
    for (position, number) in handles.iter().enumerate() {
        next = fill_one(arena, number.get(), seed, next).map_err(|error| (position, error))?;
    }
    Ok(())
}

/// Fills one message whose first double is the one numbered `next` of all. Returns the number after its last.
#[inline]
fn fill_one(arena: &Arena, number: f64, seed: f64, mut next: i64) -> Result<i64, ArenaError> {
    let (slot, message) = arena.resolve(Handle::from_number(number)?)?;
    let window = arena.window(slot, message)?;
    for run in &message.doubles {
        let words = run.words(window)?;
        let (pairs, _) = words.as_chunks();
        let (fours, _) = pairs.as_chunks();
        for [low, high] in fours {
            // Counted in whole numbers: a chain of additions of doubles takes longer than the stores.
            let first = next as f64;
            store_pair(low, [seed + first, seed + (first + 1.0)]);
            store_pair(high, [seed + (first + 2.0), seed + (first + 3.0)]);
            next += 4;
        }
        let (_, rest) = words.as_chunks::<4>();
        for word in rest {
            word.store((seed + next as f64).to_bits(), Relaxed);
            next += 1;
        }
    }
    Ok(next)
}
