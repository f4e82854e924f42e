//! Strings that were read but not looked at: those that stand close together are validated at once.
//!
//! Where a string ends two bytes before the next begins, these are a tag and a length of one byte each, so both are ASCII.
//! No character of UTF-8 begins before an ASCII byte and ends after it: all strings of such a row are UTF-8 just when
//! everything from the first to the last is.

use super::content::malformed;
use super::input::Input;
use super::utf8::is_utf8;
use crate::memory::Stop;

/// Bytes of a tag and a length.
const BETWEEN: usize = 2;

/// A row of strings that were not validated, in the order of the input.
#[derive(Clone, Copy, Default)]
pub(super) struct Texts {
    start: usize,
    /// Where the first string ends.
    first_end: usize,
    /// Where the last string ends; 0 when there is none.
    end: usize,
}

impl Texts {
    /// Whether a string that begins at `start` belongs to the row, or there is none.
    #[inline(always)]
    pub(super) const fn admits(&self, start: usize) -> bool {
        self.end == 0 || self.end + BETWEEN == start
    }

    /// Adds a string that is not empty to the row, of which it is the next, or the first.
    #[inline(always)]
    pub(super) fn add(&mut self, start: usize, end: usize, is_ascii: bool) {
        if self.end != 0 {
            self.end = end;
        } else if !is_ascii {
            *self = Self { start, first_end: end, end };
        }
    }

    /// Ends the row: validates it, if there is one. Errors: `Malformed`, with where the first string begins that is not UTF-8.
    #[inline(always)]
    pub(super) fn settle(&mut self, input: &Input<'_>) -> Result<(), Stop> {
        if self.end == 0 { Ok(()) } else { self.validate(input) }
    }

    #[inline(never)]
    fn validate(&mut self, input: &Input<'_>) -> Result<(), Stop> {
        let row = std::mem::take(self);
        if is_utf8(input, row.start, row.end) {
            return Ok(());
        }
        Err(row.refuse(input))
    }

    /// The first string that is not UTF-8.
    #[cold]
    fn refuse(self, input: &Input<'_>) -> Stop {
        let (mut start, mut end) = (self.start, self.first_end);
        while end < self.end && std::str::from_utf8(input.part(start, end)).is_ok() {
            start = end + BETWEEN;
            end = start + (input.word(start - 1) & 0x7F) as usize;
        }
        malformed("a string is not UTF-8", start)
    }
}
