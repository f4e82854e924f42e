//! An add-on that watches the resident memory of a process from a thread of its own, so that neither a busy event loop
//! nor a synchronous loop in JavaScript keeps it from looking, and that tells how fast the processor is.

mod pace;
mod recent;
mod resident;
mod timeline;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use napi::bindgen_prelude::Float64Array;
use napi::{Error, Result};
use napi_derive::napi;

use recent::{Recent, RecentReadings};
use resident::ResidentReader;
use timeline::Timeline;

/// What the thread has seen so far.
struct Seen {
    timeline: Timeline,
    recent: RecentReadings,
    readings: u32,
}

struct Shared {
    seen: Mutex<Seen>,
    stop: AtomicBool,
}

/// A watch over one process, which ends with `stop`, with the process, or with this object.
#[napi]
pub struct ResidentWatch {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[napi]
impl ResidentWatch {
    /// Begins to watch, with a first reading before this returns. An error where there is no such process or no `/proc`.
    ///
    /// Takes the interval between two readings in microseconds, and the most points that are kept.
    #[napi(factory)]
    pub fn start(pid: u32, interval: u32, capacity: u32) -> Result<Self> {
        let start = Instant::now();
        let mut reader = ResidentReader::open(pid).map_err(reason)?;
        let first = reader.read();
        let capacity = usize::try_from(capacity).map_err(reason)?;
        let seen = Seen { timeline: Timeline::new(capacity), recent: RecentReadings::default(), readings: 0 };
        let shared = Arc::new(Shared { seen: Mutex::new(seen), stop: AtomicBool::new(false) });
        // The thread may be late on a busy machine, and the process short.
        if let Some(bytes) = first {
            keep(&shared, 0.0, bytes);
        }
        let watched = Arc::clone(&shared);
        let interval = Duration::from_micros(u64::from(interval.max(1)));
        let thread = thread::Builder::new()
            .name("resident memory".to_owned())
            .spawn(move || watch(reader, &watched, start, interval))
            .map_err(reason)?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// What was read since this was last asked; null when nothing was.
    #[napi]
    pub fn recent(&self) -> Option<Recent> {
        lock(&self.shared).recent.take()
    }

    /// How often the memory was read.
    #[napi]
    pub fn readings(&self) -> u32 {
        lock(&self.shared).readings
    }

    /// Ends the watch. Returns milliseconds since its start, lowest and highest bytes, point after point.
    #[napi]
    pub fn stop(&mut self) -> Float64Array {
        self.end();
        let seen = lock(&self.shared);
        seen.timeline
            .points()
            .iter()
            .flat_map(|point| [point.time, point.low, point.high])
            .collect::<Vec<f64>>()
            .into()
    }

    fn end(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // A thread that panicked has nothing more to say; what it saw is kept.
            drop(thread.join());
        }
    }
}

impl Drop for ResidentWatch {
    fn drop(&mut self) {
        self.end();
    }
}

/// Nanoseconds that a fixed piece of work takes now, on this thread's processor.
#[napi]
pub fn pace() -> f64 {
    pace::pace().as_secs_f64() * 1e9
}

/// Reads at fixed moments after the first reading, so that a late one does not delay those after it.
fn watch(mut reader: ResidentReader, shared: &Shared, start: Instant, interval: Duration) {
    let mut next = start;
    loop {
        next = (next + interval).max(Instant::now());
        thread::park_timeout(next.saturating_duration_since(Instant::now()));
        if shared.stop.load(Ordering::Relaxed) {
            return;
        }
        let Some(bytes) = reader.read() else { return };
        keep(shared, start.elapsed().as_secs_f64() * 1e3, bytes);
    }
}

/// Adds a reading, with milliseconds since the watch began.
fn keep(shared: &Shared, time: f64, bytes: f64) {
    let mut seen = lock(shared);
    seen.timeline.add(time, bytes);
    seen.recent.add(time, bytes);
    seen.readings = seen.readings.saturating_add(1);
}

fn lock(shared: &Shared) -> std::sync::MutexGuard<'_, Seen> {
    // Nothing that is done under the lock leaves it half done.
    shared.seen.lock().unwrap_or_else(PoisonError::into_inner)
}

fn reason(error: impl std::fmt::Display) -> Error {
    Error::from_reason(error.to_string())
}
