//! Pseudorandom numbers.

/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, or 0 when that is 0. The bias is below `bound / 2³²`.
    pub(super) const fn below(&mut self, bound: u32) -> u32 {
        (((self.bits() >> 32) * bound as u64) >> 32) as u32
    }

    /// True once in `times`.
    pub(super) const fn once_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// One of several values, or the default when there are none.
    pub(super) fn choose<T: Copy + Default>(&mut self, from: &[T]) -> T {
        from.get(self.below(from.len() as u32) as usize).copied().unwrap_or_default()
    }
}
