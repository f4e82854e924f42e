//! What is measured against each other.

/// One implementation at one operation on one message.
pub(crate) struct Contestant {
    /// `strait`, `prost` or `upb`.
    pub(crate) name: &'static str,
    /// Does the operation as many times as told.
    pub(crate) run: Box<dyn FnMut(u64) -> Result<(), String>>,
}

impl Contestant {
    pub(crate) fn new(name: &'static str, mut once: impl FnMut() -> Result<(), String> + 'static) -> Self {
        let run = move |times| {
            for _ in 0..times {
                once()?;
            }
            Ok(())
        };
        Self { name, run: Box::new(run) }
    }
}

/// All contestants at one operation on one message.
pub(crate) struct Race {
    pub(crate) message: &'static str,
    pub(crate) operation: &'static str,
    /// Wire bytes of the message.
    pub(crate) bytes: usize,
    /// Strait first.
    pub(crate) contestants: Vec<Contestant>,
}
