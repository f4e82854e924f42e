//! The hash of map keys: HalfSipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012,
//! in the 32-bit variant of the authors). Keys come from the network; whoever does not know the arena's secret cannot
//! choose keys that share a bucket.

use std::hash::{BuildHasher, RandomState};

/// What only this arena knows; words 10 and 11 of its control block.
pub type Secret = [u32; 2];

/// Two words that nobody can guess, for the control block of an arena that is made (docs/layout.md, words 10 and 11).
///
/// ```
/// assert_ne!(strait_arena::random_secret(), strait_arena::random_secret());
/// ```
pub fn random_secret() -> Secret {
    let random = RandomState::new().hash_one(());
    [random as u32, (random >> 32) as u32]
}

/// A hash in progress over little-endian words.
pub(crate) struct KeyHasher {
    v0: u32,
    v1: u32,
    v2: u32,
    v3: u32,
}

impl KeyHasher {
    pub(crate) const fn new([k0, k1]: Secret) -> Self {
        Self { v0: k0, v1: k1, v2: 0x6C79_6765 ^ k0, v3: 0x7465_6462 ^ k1 }
    }

    #[inline]
    const fn round(&mut self) {
        self.v0 = self.v0.wrapping_add(self.v1);
        self.v1 = self.v1.rotate_left(5) ^ self.v0;
        self.v0 = self.v0.rotate_left(16);
        self.v2 = self.v2.wrapping_add(self.v3);
        self.v3 = self.v3.rotate_left(8) ^ self.v2;
        self.v0 = self.v0.wrapping_add(self.v3);
        self.v3 = self.v3.rotate_left(7) ^ self.v0;
        self.v2 = self.v2.wrapping_add(self.v1);
        self.v1 = self.v1.rotate_left(13) ^ self.v2;
        self.v2 = self.v2.rotate_left(16);
    }

    /// Takes the next four bytes.
    #[inline]
    pub(crate) const fn word(&mut self, word: u32) {
        self.v3 ^= word;
        self.round();
        self.v0 ^= word;
    }

    /// Takes the last bytes, fewer than four, and returns the hash of all `bytes` bytes.
    #[inline]
    pub(crate) const fn finish(mut self, last: u32, bytes: usize) -> u32 {
        self.word(last | (bytes as u32) << 24);
        self.v2 ^= 0xFF;
        self.round();
        self.round();
        self.round();
        self.v1 ^ self.v3
    }
}

#[cfg(test)]
mod tests {
    use super::KeyHasher;

    /// Oracle: the vectors that the Linux kernel tests its own HalfSipHash-1-3 with (lib/test_siphash.c): key bytes
    /// 0, 1, 2, …, message n the first n of the bytes 0, 1, 2, ….
    #[test]
    fn agrees_with_another_implementation() {
        let expected = [
            0x5814_C896,
            0xE7E8_64CA,
            0xBC4B_0E30,
            0x0153_9939,
            0x7E05_9EA6,
            0x88E3_D89B,
            0xA008_0B65,
            0x9D38_D9D6,
            0x5779_99B1,
            0xC839_CAED,
        ];
        for (length, expected) in expected.into_iter().enumerate() {
            let message: Vec<u8> = (0..length as u8).collect();
            let (words, rest) = message.as_chunks::<4>();
            let mut hasher = KeyHasher::new([0x0302_0100, 0x0706_0504]);
            for word in words {
                hasher.word(u32::from_le_bytes(*word));
            }
            let last = rest.iter().rev().fold(0, |last, byte| last << 8 | u32::from(*byte));
            assert_eq!(hasher.finish(last, length), expected, "{length} bytes");
        }
    }
}
