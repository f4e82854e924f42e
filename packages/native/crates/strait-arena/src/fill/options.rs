//! Bounds of seeded content.

/// How much content a fill invents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FillOptions {
    /// Equal seeds give equal content.
    pub seed: u64,
    /// Most elements of a repeated field and entries of a map.
    pub maximum_elements: u32,
    /// Most bytes of a string or bytes value.
    pub maximum_text_length: u32,
    /// Most levels of messages, the filled one included; 1 leaves out all sub-messages.
    pub maximum_depth: u32,
}

impl FillOptions {
    /// Up to 4 elements, 32 bytes of text and 3 levels.
    #[must_use]
    pub const fn seeded(seed: u64) -> Self {
        Self { seed, maximum_elements: 4, maximum_text_length: 32, maximum_depth: 3 }
    }
}
