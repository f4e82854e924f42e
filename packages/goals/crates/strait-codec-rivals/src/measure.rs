//! Batches in turn, in CPU time.

use cpu_time::ThreadTime;

use crate::contestant::Contestant;

/// Seconds that a batch shall take.
const BATCH: f64 = 0.001;

/// Nanoseconds of one operation in each round, by contestant.
pub(crate) type Rounds = Vec<Vec<f64>>;

/// Runs a batch of every contestant in each round, each round starting with another one.
pub(crate) fn measure(contestants: &mut [Contestant], rounds: u32) -> Result<Rounds, String> {
    let mut batches = Vec::new();
    for contestant in contestants.iter_mut() {
        batches.push(batch_size(contestant)?);
    }
    let mut figures = vec![Vec::new(); contestants.len()];
    for round in 0..rounds as usize {
        for turn in 0..contestants.len() {
            let index = (round + turn) % contestants.len();
            let at = (contestants.get_mut(index), batches.get(index), figures.get_mut(index));
            if let (Some(contestant), Some(&batch), Some(figures)) = at {
                figures.push(seconds(contestant, batch)? * 1e9 / batch as f64);
            }
        }
    }
    Ok(figures)
}

/// Operations that take about as long as a batch shall, found on the way to a warm machine.
fn batch_size(contestant: &mut Contestant) -> Result<u64, String> {
    // The first ones get memory from the system, and would let a batch seem to take long that takes next to nothing.
    seconds(contestant, 256)?;
    let mut batch = 16;
    loop {
        let taken = seconds(contestant, batch)?;
        if taken >= BATCH / 2.0 {
            return Ok(((batch as f64 * BATCH / taken) as u64).max(1));
        }
        batch *= 2;
    }
}

fn seconds(contestant: &mut Contestant, times: u64) -> Result<f64, String> {
    let start = ThreadTime::now();
    (contestant.run)(times)?;
    Ok(start.elapsed().as_secs_f64())
}

/// The middle value; of an even number, the mean of the two in the middle. 0 for none.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = sorted.len() / 2;
    match (sorted.get((sorted.len().max(1) - 1) / 2), sorted.get(upper)) {
        (Some(low), Some(high)) => f64::midpoint(*low, *high),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
    }
}
