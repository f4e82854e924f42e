//! Handles: slot index and generation, packed into one number that JavaScript can hold exactly.

use crate::ArenaError;

/// Largest slot index, 2²⁴ − 1.
pub const LARGEST_INDEX: u32 = (1 << INDEX_BITS) - 1;
/// Largest generation, 2²⁹ − 1. A slot that has reached it is retired when it is freed.
pub const LARGEST_GENERATION: u32 = (1 << 29) - 1;

const INDEX_BITS: u32 = 24;
/// Index 1 of generation 1.
const SMALLEST: f64 = 16_777_217.0;
/// 2⁵³.
const BEYOND: f64 = 9_007_199_254_740_992.0;

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

    /// Unpacks a number. Errors: `NotAHandle` for NaN, fractions, negatives, 2⁵³ and above, and zero parts.
    #[inline]
    pub fn from_number(number: f64) -> Result<Self, ArenaError> {
        if !(SMALLEST..BEYOND).contains(&number) {
            return Err(ArenaError::NotAHandle);
        }
        let packed = number as i64;
        let index = packed as u32 & LARGEST_INDEX;
        if packed as f64 != number || index == 0 {
            return Err(ArenaError::NotAHandle);
        }
        Ok(Self { index, generation: (packed >> INDEX_BITS) as u32 })
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
