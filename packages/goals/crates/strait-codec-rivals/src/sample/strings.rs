//! Eleven strings in as many kinds of writing; a third of the fields are all ASCII, as far as length goes half.

use crate::with_prost::schema::UnicodeStrings;

pub(super) fn sample() -> UnicodeStrings {
    UnicodeStrings {
        ascii: "The quick brown fox jumps over the lazy dog, twice a day and once on Sundays; nobody asked it to."
            .to_owned(),
        latin1: "Das größte Gefäß für süßen Käse: «déjà vu» à l'école".to_owned(),
        cyrillic: "Съешь же ещё этих мягких французских булок, да выпей чаю".to_owned(),
        hebrew: "דג סקרן שט בים מאוכזב ולפתע מצא חברה".to_owned(),
        devanagari: "ऋषियों को सताने वाले दुष्ट राक्षसों के राजा".to_owned(),
        han: "視野無限廣，窗外有藍天。天地玄黃，宇宙洪荒。".to_owned(),
        emoji: "🚀🛰️🌍🌕✨🔭".to_owned(),
        joined_emoji: "👩‍🚀👨‍👩‍👧‍👦🏳️‍🌈".to_owned(),
        combining_marks: "e\u{301}a\u{308}o\u{302} n\u{303}".to_owned(),
        control_characters: "line one\nline two\tand a tab\r\nthe end of a note that was typed in a hurry".to_owned(),
        ascii_with_wide_tail: "GET /api/v1/orders?state=open&limit=100&after=2026-11-25T09:30:00Z HTTP/1.1 →".to_owned(),
    }
}
