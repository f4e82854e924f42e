//! Panics that a test asks for, to see that none of them gets out. Only with the feature `test-panics`.

use std::cell::Cell;

/// Where the next panic comes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// When a call begins.
    Call,
    /// When the arena asks JavaScript for memory, in the middle of what needs it.
    Memory,
}

thread_local! {
    static NEXT: Cell<Option<Place>> = const { Cell::new(None) };
}

/// Lets the next call panic that comes by `place`. Nothing is printed then: it is no surprise.
pub(crate) fn ask_for(place: Place) {
    std::panic::set_hook(Box::new(|_| {}));
    NEXT.set(Some(place));
}

/// Panics if that was asked for.
#[allow(clippy::panic, reason = "that is what it is for")]
pub(crate) fn come_by(place: Place) {
    if NEXT.get() == Some(place) {
        NEXT.set(None);
        panic!("a test asked for it");
    }
}
