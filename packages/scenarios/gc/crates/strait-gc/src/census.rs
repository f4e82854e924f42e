//! Counts of what is out.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use napi_derive::napi;

static MADE: AtomicU64 = AtomicU64::new(0);
static FINALIZED: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

/// What was handed out and given back since the process began.
#[napi(object)]
pub struct Census {
    /// Contents that were handed to JavaScript.
    pub made: f64,
    /// Those whose finalizer has run.
    pub finalized: f64,
    /// Bytes of the others.
    pub bytes: f64,
}

impl Census {
    pub(crate) fn now() -> Self {
        let read = |count: &AtomicU64| count.load(Relaxed) as f64;
        Self { made: read(&MADE), finalized: read(&FINALIZED), bytes: read(&BYTES) }
    }
}

pub(crate) fn hand_out(bytes: usize) {
    MADE.fetch_add(1, Relaxed);
    BYTES.fetch_add(bytes as u64, Relaxed);
}

pub(crate) fn take_back(bytes: usize) {
    FINALIZED.fetch_add(1, Relaxed);
    BYTES.fetch_sub(bytes as u64, Relaxed);
}
