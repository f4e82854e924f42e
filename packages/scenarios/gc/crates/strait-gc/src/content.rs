//! Bytes that follow from a seed.

use napi::bindgen_prelude::{Error, Result};

use crate::census;

/// Words that follow from a seed: each is the one before, times an odd number, plus one.
pub(crate) fn words(seed: u32) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(seed), |word| Some(word.wrapping_mul(0x9E37_79B1).wrapping_add(1)))
}

/// Words that were handed to JavaScript. Counted as given back when dropped.
pub struct Content {
    words: Vec<u32>,
}

impl Content {
    pub(crate) fn new(bytes: u32, seed: u32) -> Result<Self> {
        let count = bytes as usize / 4;
        let mut content = Vec::new();
        content
            .try_reserve_exact(count)
            .map_err(|_| Error::from_reason(format!("there is no memory for {bytes} bytes")))?;
        content.extend(words(seed).take(count));
        let content = Self { words: content };
        census::hand_out(content.bytes());
        Ok(content)
    }

    pub(crate) fn bytes(&self) -> usize {
        self.words.len() * 4
    }

    pub(crate) fn start(&mut self) -> *mut u32 {
        self.words.as_mut_ptr()
    }

    /// One word of each cache line of 64 bytes.
    pub(crate) fn sum(&self) -> f64 {
        self.words.iter().step_by(16).map(|word| f64::from(*word)).sum()
    }
}

impl Drop for Content {
    fn drop(&mut self) {
        census::take_back(self.bytes());
    }
}
