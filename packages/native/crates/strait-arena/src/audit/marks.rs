//! A bit for each slot or address.

use crate::ArenaError;

pub(super) struct Marks(Vec<u64>);

impl Marks {
    pub(super) fn new(count: u64) -> Result<Self, ArenaError> {
        let refused = ArenaError::OutOfMemory { what: "marks for an audit", amount: count };
        let words = usize::try_from(count.div_ceil(64)).map_err(|_| refused.clone())?;
        let mut marks = Vec::new();
        marks.try_reserve_exact(words).map_err(|_| refused)?;
        marks.resize(words, 0);
        Ok(Self(marks))
    }

    /// Sets a mark. Returns whether it was set already; there are no marks beyond the count.
    pub(super) fn set(&mut self, position: u32) -> bool {
        let Some(word) = self.0.get_mut(position as usize / 64) else { return false };
        let bit = 1 << (position % 64);
        let was_set = *word & bit != 0;
        *word |= bit;
        was_set
    }

    pub(super) fn has(&self, position: u32) -> bool {
        self.0.get(position as usize / 64).is_some_and(|word| word & (1 << (position % 64)) != 0)
    }
}
