//! Strings and bytes.

use super::random::Random;

/// Characters of 2, 3 and 4 bytes in UTF-8, some at the limits of their lengths.
const WIDE: [char; 12] = [
    '\u{80}',
    'é',
    'ß',
    '\u{7FF}',
    '\u{800}',
    '€',
    '中',
    '\u{FFFD}',
    '\u{FFFF}',
    '\u{10000}',
    '🚀',
    '\u{10FFFF}',
];

/// Writes a string of at most `most` bytes into `text`: half of them all ASCII, some empty, some as long as allowed.
/// Returns whether it is all ASCII.
pub(super) fn random_text(random: &mut Random, most: u32, text: &mut Vec<u8>) -> bool {
    text.clear();
    let length = random_length(random, most);
    let is_ascii = random.once_in(2);
    let mut buffer = [0; 4];
    while text.len() < length {
        let wide = if is_ascii || random.once_in(2) { None } else { Some(random.choose(&WIDE)) };
        match wide {
            Some(wide) if text.len() + wide.len_utf8() <= length => {
                text.extend_from_slice(wide.encode_utf8(&mut buffer).as_bytes());
            }
            _ => text.push(b' ' + random.below(95) as u8),
        }
    }
    text.is_ascii()
}

/// Writes at most `most` bytes into `bytes`.
pub(super) fn random_bytes(random: &mut Random, most: u32, bytes: &mut Vec<u8>) {
    bytes.clear();
    let length = random_length(random, most);
    while bytes.len() < length {
        let some = random.bits().to_le_bytes();
        bytes.extend(some.iter().take(length - bytes.len()));
    }
}

fn random_length(random: &mut Random, most: u32) -> usize {
    let length = match random.below(8) {
        0 => 0,
        1 => most,
        _ => random.below(most.saturating_add(1)),
    };
    length as usize
}
