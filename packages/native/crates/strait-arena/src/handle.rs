//! Handles: slot index and generation, packed into one number that JavaScript can hold exactly.

use crate::ArenaError;

/// Largest slot index, 2²⁴ − 1.
pub const LARGEST_INDEX: u32 = (1 << INDEX_BITS) - 1;
/// Largest generation, 2²⁹ − 1. A slot that has reached it is retired when it is freed.
pub const LARGEST_GENERATION: u32 = (1 << 29) - 1;

const INDEX_BITS: u32 = 24;
/// Index 1 of generation 1.
const SMALLEST: f64 = 16_777_217.0;
/// Index 0 of the last generation.
const LAST: f64 = (LARGEST_GENERATION as i64 * (1 << INDEX_BITS)) as f64;
/// 2⁵³.
const BEYOND: f64 = 9_007_199_254_740_992.0;

/// Index and generation of a number from `SMALLEST` to before `beyond` that is no fraction.
#[inline]
fn unpack(number: f64, beyond: f64) -> Option<Handle> {
    // Positive numbers are ordered as their bits are, and all others have higher bits.
    if number.to_bits().wrapping_sub(SMALLEST.to_bits()) >= beyond.to_bits() - SMALLEST.to_bits() {
        return None;
    }
    // SAFETY: the number is at least `SMALLEST` and less than `BEYOND`, as `beyond` is at most that.
    let packed = unsafe { number.to_int_unchecked::<i64>() };
    if (packed as f64).to_bits() != number.to_bits() {
        return None;
    }
    Some(Handle { index: packed as u32 & LARGEST_INDEX, generation: (packed >> INDEX_BITS) as u32 })
}

/// Names one live message.
///
/// ```
/// use strait_arena::Handle;
/// let handle = Handle::from_number(16_777_217.0)?;
/// assert_eq!((handle.index(), handle.generation()), (1, 1));
/// assert_eq!(handle.number(), 16_777_217.0);
/// # Ok::<(), strait_arena::ArenaError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Handle {
    index: u32,
    generation: u32,
}

impl Handle {
    /// The handle of a slot index (1 … 2²⁴ − 1) and a generation (1 … 2²⁹ − 1). Errors: `NotAHandle`.
    pub const fn new(index: u32, generation: u32) -> Result<Self, ArenaError> {
        if index == 0 || index > LARGEST_INDEX || generation == 0 || generation > LARGEST_GENERATION {
            return Err(ArenaError::NotAHandle);
        }
        Ok(Self { index, generation })
    }

    /// The handle of a slot of the table and a generation that was checked.
    #[inline]
    pub(crate) const fn of_slot(index: u32, generation: u32) -> Self {
        Self { index, generation }
    }

    /// Unpacks a number. Errors: `NotAHandle` for NaN, fractions, negatives, 2⁵³ and above, and zero parts.
    #[inline]
    pub fn from_number(number: f64) -> Result<Self, ArenaError> {
        let handle = unpack(number, BEYOND).filter(|handle| handle.index != 0);
        handle.ok_or(ArenaError::NotAHandle)
    }

    /// Unpacks a number unless its generation is the last. Its index may be 0.
    #[inline]
    pub(crate) fn of_reusable_slot(number: f64) -> Option<Self> {
        unpack(number, LAST)
    }

    /// `index + generation × 2²⁴`, always a safe integer.
    #[inline]
    #[must_use]
    pub const fn number(self) -> f64 {
        (self.index as i64 | ((self.generation as i64) << INDEX_BITS)) as f64
    }

    /// Slot index.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.index
    }

    /// Generation of the slot.
    #[must_use]
    pub const fn generation(self) -> u32 {
        self.generation
    }
}
