//! Panics and failures that a test asks for, to see that none does harm. Only with the feature `test-panics`.

use std::cell::Cell;

/// Where the next one comes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// When a call begins.
    Call,
    /// When the arena asks JavaScript for memory, in the middle of what needs it.
    Memory,
    /// When work for another thread is about to start; that fails, without a panic.
    Start,
}

thread_local! {
    static NEXT: Cell<Option<Place>> = const { Cell::new(None) };
}

/// Lets the next call panic or fail that comes by `place`. Nothing is printed then: it is no surprise.
pub(crate) fn ask_for(place: Place) {
    std::panic::set_hook(Box::new(|_| {}));
    NEXT.set(Some(place));
}

/// Whether something was asked for here, which it no longer is.
pub(crate) fn is_due(place: Place) -> bool {
    let is_due = NEXT.get() == Some(place);
    if is_due {
        NEXT.set(None);
    }
    is_due
}

/// Panics if that was asked for.
#[allow(clippy::panic, reason = "that is what it is for")]
pub(crate) fn come_by(place: Place) {
    if is_due(place) {
        panic!("a test asked for it");
    }
}
