//! Telling UTF-8.

use super::input::Input;

/// The high bits of eight bytes: none is set when all are ASCII.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// From how many bytes on `simdutf8` does better than a word at a time.
const LONG: usize = 64;

/// Whether the bytes from `start` to `end`, which is not beyond the input, are UTF-8.
#[inline]
pub(super) fn is_utf8(input: &Input<'_>, start: usize, end: usize) -> bool {
    if end - start >= LONG {
        return simdutf8::basic::from_utf8(input.part(start, end)).is_ok();
    }
    is_short_utf8(input, start, end)
}

/// As [`is_utf8`], for few bytes. Most are ASCII, eight at a time, and most others characters of two bytes; what comes
/// from any other on is left to the standard library.
fn is_short_utf8(input: &Input<'_>, start: usize, end: usize) -> bool {
    let mut at = start;
    while at < end {
        let mut word = input.word(at);
        if end - at < 8 {
            word &= !(u64::MAX << (8 * (end - at)));
        }
        if word & HIGH == 0 {
            at += 8;
            continue;
        }
        let ascii = (word & HIGH).trailing_zeros() & 0x38;
        at += ascii as usize / 8;
        word >>= ascii;
        // A first byte from 0xC2 to 0xDF and a second from 0x80 to 0xBF, if both are in the word.
        if word & 0xC0E0 == 0x80C0 && word & 0x1E != 0 {
            at += 2;
        } else if ascii == 0 {
            return std::str::from_utf8(input.part(at, end)).is_ok();
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::input::Input;
    use super::is_utf8;

    /// Oracle: the standard library, for every place of every kind of character, whole, cut off and wrong, at the end of
    /// the input and before more of it.
    #[test]
    fn utf8_is_told_as_the_standard_library_tells_it() {
        let pieces: [&[u8]; 12] = [
            "ß".as_bytes(),
            "語".as_bytes(),
            "😀".as_bytes(),
            b"\xC3",
            b"\xE8\xAA",
            b"\xF0\x9F\x98",
            b"\x80",
            b"\xC0\x80",
            b"\xED\xA0\x80",
            b"\xF4\x90\x80\x80",
            b"\xFF",
            b"",
        ];
        for (length, first, second) in (0..70)
            .flat_map(|length| pieces.map(|first| (length, first)))
            .flat_map(|(length, first)| pieces.map(|second| (length, first, second)))
        {
            for at in 0..=length {
                let mut text = vec![b'a'; length];
                text.splice(at..at, first.iter().copied());
                text.splice(at / 2..at / 2, second.iter().copied());
                let expected = std::str::from_utf8(&text).is_ok();
                for more in [b"".as_slice(), b"\xBF", &[0x80; 50]] {
                    let bytes = [b"\xC3", text.as_slice(), more].concat();
                    let last = Input::end_of(&bytes);
                    let input = Input::new(&bytes, &last);
                    assert_eq!(is_utf8(&input, 1, 1 + text.len()), expected, "{text:?}");
                }
            }
        }
    }
}
