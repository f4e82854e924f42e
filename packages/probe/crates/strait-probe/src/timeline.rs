//! Readings over time, in a bounded number of points.

/// What was read in one stretch of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// When the stretch began, in milliseconds.
    pub time: f64,
    /// The lowest reading.
    pub low: f64,
    /// The highest reading.
    pub high: f64,
}

/// Keeps at most `capacity` points. When there are as many, neighbours are joined two by two, and from then on a point
/// takes twice as many readings: the lowest and the highest of all readings are never lost.
pub struct Timeline {
    points: Vec<Point>,
    capacity: usize,
    readings_a_point: u32,
    readings_in_last: u32,
}

impl Timeline {
    /// An empty timeline of at least two points.
    pub fn new(capacity: usize) -> Self {
        let capacity = capacity.max(2);
        Self { points: Vec::with_capacity(capacity), capacity, readings_a_point: 1, readings_in_last: 0 }
    }

    /// Adds a reading. Times never decrease.
    pub fn add(&mut self, time: f64, value: f64) {
        if self.readings_in_last == self.readings_a_point && self.points.len() == self.capacity {
            self.halve();
        }
        match self.points.last_mut() {
            Some(last) if self.readings_in_last < self.readings_a_point => {
                last.low = last.low.min(value);
                last.high = last.high.max(value);
                self.readings_in_last += 1;
            }
            _ => {
                self.points.push(Point { time, low: value, high: value });
                self.readings_in_last = 1;
            }
        }
    }

    /// The points so far, in the order of time.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    fn halve(&mut self) {
        let joined = self.points.chunks(2).filter_map(|pair| {
            let first = pair.first()?;
            let last = pair.last()?;
            Some(Point { time: first.time, low: first.low.min(last.low), high: first.high.max(last.high) })
        });
        self.points = joined.collect();
        let half_full = self.capacity % 2 == 1;
        self.readings_in_last = if half_full { self.readings_a_point } else { 2 * self.readings_a_point };
        self.readings_a_point *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_readings_are_kept_as_they_are() {
        let mut timeline = Timeline::new(4);
        for reading in 0..4 {
            timeline.add(f64::from(reading), f64::from(reading * 10));
        }
        let times: Vec<f64> = timeline.points().iter().map(|point| point.time).collect();
        assert_eq!(times, [0.0, 1.0, 2.0, 3.0]);
        assert!(timeline.points().iter().all(|point| point.low == point.high));
    }

    // Oracle: every stretch of the readings themselves, taken from a list that keeps them all.
    #[test]
    fn many_readings_keep_the_lowest_and_highest_of_every_stretch() {
        for capacity in [2, 3, 7, 8, 512] {
            let mut timeline = Timeline::new(capacity);
            let readings: Vec<f64> =
                (0..10_000_u32).map(|n| f64::from(n.wrapping_mul(2_654_435_761) % 1_000)).collect();
            for (time, value) in (0_u32..).zip(&readings) {
                timeline.add(f64::from(time), *value);
                assert!(timeline.points().len() <= capacity);
            }
            let points = timeline.points();
            assert!(points.len() * 2 + 2 >= capacity, "{} of {capacity}", points.len());
            let starts: Vec<usize> = points.iter().map(|point| point.time as usize).collect();
            let ends = starts.iter().copied().skip(1).chain([readings.len()]);
            for (point, (start, end)) in points.iter().zip(starts.iter().zip(ends)) {
                let stretch = readings.get(*start..end).unwrap_or(&[]);
                assert!(!stretch.is_empty());
                assert_eq!(point.low, stretch.iter().copied().fold(f64::INFINITY, f64::min));
                assert_eq!(point.high, stretch.iter().copied().fold(0.0, f64::max));
            }
            assert_eq!(starts.first(), Some(&0));
        }
    }
}
