//! What was read since somebody last asked, for who watches while it happens.

use napi_derive::napi;

/// Readings since the last time they were taken.
#[napi(object)]
#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    /// Of the last reading, in milliseconds since the watch began.
    pub time: f64,
    /// Bytes at the last reading.
    pub latest: f64,
    /// The lowest and the highest since the last time.
    pub low: f64,
    pub high: f64,
    /// The highest since the watch began.
    pub peak: f64,
}

#[derive(Default)]
pub struct RecentReadings {
    recent: Option<Recent>,
    peak: f64,
}

impl RecentReadings {
    pub fn add(&mut self, time: f64, bytes: f64) {
        self.peak = self.peak.max(bytes);
        let (low, high) = self
            .recent
            .as_ref()
            .map_or((bytes, bytes), |recent| (recent.low.min(bytes), recent.high.max(bytes)));
        self.recent = Some(Recent { time, latest: bytes, low, high, peak: self.peak });
    }

    /// Takes them, so that the next ones begin anew; none when nothing was added since.
    pub fn take(&mut self) -> Option<Recent> {
        self.recent.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reading_is_told_once_and_the_peak_is_kept() {
        let mut readings = RecentReadings::default();
        assert_eq!(readings.take(), None);
        for (time, bytes) in [(1.0, 5.0), (2.0, 9.0), (3.0, 7.0)] {
            readings.add(time, bytes);
        }
        let first = Recent { time: 3.0, latest: 7.0, low: 5.0, high: 9.0, peak: 9.0 };
        assert_eq!(readings.take(), Some(first));
        assert_eq!(readings.take(), None);
        readings.add(4.0, 2.0);
        let second = Recent { time: 4.0, latest: 2.0, low: 2.0, high: 2.0, peak: 9.0 };
        assert_eq!(readings.take(), Some(second));
    }
}
