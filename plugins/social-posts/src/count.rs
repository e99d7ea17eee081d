//! The length of a text, as each network counts it.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::UnicodeEmoji;
use unicode_properties::emoji::EmojiStatus;
use unicode_segmentation::UnicodeSegmentation;

/// The length that X counts for an address, however long it is.
const ADDRESS: usize = 23;

/// As X counts: after normalisation to NFC every code point of four ranges is one character and every other two, an emoji
/// is two however many code points it is made of, and an address is 23, with or without its scheme.
///
/// Sources: <https://docs.x.com/fundamentals/counting-characters>, and `config/v3.json` of
/// <https://github.com/twitter/twitter-text>: scale 100, default weight 200, weight 100 for the ranges in [`weight`].
/// Without a scheme X knows an address by its top-level domain; here those count that British public bodies use.
fn weighted(text: &str) -> usize {
    let text: String = text.nfc().collect();
    with_addresses(&text, addresses(&text), |words| {
        let of_cluster = |cluster: &str| if is_emoji(cluster) { 2 } else { cluster.chars().map(weight).sum() };
        words.graphemes(true).map(of_cluster).sum()
    })
}

/// Returns the weight of a code point for X.
fn weight(c: char) -> usize {
    match u32::from(c) {
        0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247 => 1,
        _ => 2,
    }
}

/// As Bluesky counts: grapheme clusters, which is what a reader takes for one character. Addresses count in full.
///
/// Source: `maxGraphemes` in `lexicons/app/bsky/feed/post.json` of <https://github.com/bluesky-social/atproto>.
fn clusters(text: &str) -> usize {
    text.graphemes(true).count()
}

/// As the network counts that counts most. Mastodon counts as Bluesky does, and an address as 23, which is less.
pub(crate) fn longest(text: &str) -> usize {
    [weighted(text), clusters(text), emoji_in_bytes(text), code_units(text)].into_iter().max().unwrap_or_default()
}

/// As Threads counts: characters, and for an emoji the bytes it has in UTF-8. Addresses count in full.
///
/// Source: "Limitations" of <https://developers.facebook.com/docs/threads/posts>.
fn emoji_in_bytes(text: &str) -> usize {
    text.graphemes(true).map(|cluster| if is_emoji(cluster) { cluster.len() } else { cluster.chars().count() }).sum()
}

/// Returns the code units of UTF-16, in which browsers count: for networks that name a limit and do not say what a character is.
/// Nothing but an emoji is longer so than in code points, so no post is too long by it.
fn code_units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Returns the length of a text, with a fixed length for addresses and `count` for the other words.
fn with_addresses(text: &str, addresses: Vec<Range<usize>>, count: impl Fn(&str) -> usize) -> usize {
    let mut length = 0;
    let mut at = 0;
    for address in addresses {
        length += count(&text[at..address.start]) + ADDRESS;
        at = address.end;
    }
    length + count(&text[at..])
}

/// Returns `true` if a grapheme cluster is shown as an emoji: by default, because of a variation selector, as a flag or
/// as a keycap.
fn is_emoji(cluster: &str) -> bool {
    use EmojiStatus::{
        EmojiPresentation, EmojiPresentationAndEmojiComponent, EmojiPresentationAndModifierAndEmojiComponent,
        EmojiPresentationAndModifierBase,
    };
    let by_itself = |c: char| {
        matches!(
            c.emoji_status(),
            EmojiPresentation
                | EmojiPresentationAndEmojiComponent
                | EmojiPresentationAndModifierAndEmojiComponent
                | EmojiPresentationAndModifierBase
        )
    };
    let asked_for = || cluster.contains('\u{FE0F}') && cluster.chars().any(UnicodeEmoji::is_emoji_char);
    cluster.chars().any(by_itself) || asked_for()
}

/// Top-level domains by which an address without a scheme is known.
const DOMAINS: [&str; 14] =
    ["com", "cymru", "edu", "eu", "gov", "info", "int", "io", "london", "net", "org", "scot", "uk", "wales"];

/// Returns the addresses in a text, in order.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (start, word) in words(text) {
        let address = match scheme(word) {
            Some(at) => Some(at..word.len()),
            None => bare_address(word),
        };
        let Some(address) = address else { continue };
        let end = address.start + word[address.clone()].trim_end_matches(is_closing).len();
        found.push(start + address.start..start + end);
    }
    found
}

/// Returns the words between white space, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split_inclusive(char::is_whitespace).map(move |word| {
        let start = next;
        next += word.len();
        (start, word.trim_end())
    })
}

/// Returns the start of a scheme that is followed by a host.
fn scheme(word: &str) -> Option<usize> {
    let lower = word.to_ascii_lowercase();
    let at = ["https://", "http://"].iter().filter_map(|scheme| Some((lower.find(scheme)?, scheme.len()))).min()?;
    lower[at.0 + at.1..].starts_with(char::is_alphanumeric).then_some(at.0)
}

/// Returns an address without a scheme: labels parted by full stops, the last of them a known domain, then anything. What has an
/// `@` is an e-mail address, which no network shortens.
fn bare_address(word: &str) -> Option<Range<usize>> {
    let start = word.find(char::is_alphanumeric)?;
    let rest = word[start..].trim_end_matches(is_closing);
    let host = rest.split(['/', '?', ':', '#']).next().unwrap_or_default();
    let (name, domain) = host.rsplit_once('.')?;
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let known = DOMAINS.iter().any(|known| domain.eq_ignore_ascii_case(known));
    (known && name.split('.').all(is_label) && !word.contains('@')).then_some(start..word.len())
}

/// Returns `true` if a character at the end of a word belongs to the sentence, not to the address.
fn is_closing(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '\'' | '"' | '’' | '”' | '»' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: &str = "👨‍👩‍👧‍👦";
    const WALES: &str = "🏴󠁧󠁢󠁷󠁬󠁳󠁿";

    /// The examples in X's documentation and in the conformance tests of twitter-text.
    #[test]
    fn x_by_its_own_examples() {
        for (text, length) in [
            ("This is a test.", 15),
            ("http://test.com", 23),
            ("https://test.com", 23),
            ("test.com", 23),
            ("Test https://test.com test https://test.com test.com test", 86),
            ("저찀쯿쿿", 8),
            ("👾", 2),
            ("🙋🏽", 2),
            ("👨‍🎤", 2),
            (FAMILY, 2),
            ("café", 4),
            ("cafe\u{301}", 4),
            ("H🐱☺", 5),
        ] {
            assert_eq!(weighted(text), length, "{text}");
        }
    }

    #[test]
    fn x_counts_flags_keys_and_selectors_as_one_emoji() {
        for emoji in ["🇬🇧", WALES, "1️⃣", "❤️", "✔", "👏🏿"] {
            assert_eq!(weighted(emoji), 2, "{emoji}");
        }
        assert_eq!(weighted("1"), 1);
        assert_eq!(weighted("©"), 1);
    }

    #[test]
    fn x_counts_letters_dashes_and_quotation_marks_as_one() {
        assert_eq!(weighted("Tŷ Ŵyr"), 6);
        assert_eq!(weighted("y\u{302}"), 1, "composed to ŷ");
        assert_eq!(weighted("x\u{302}"), 2, "which has no letter of its own");
        assert_eq!(weighted("“It’s” – …"), 11, "the ellipsis is two");
    }

    #[test]
    fn x_finds_addresses_in_sentences() {
        assert_eq!(weighted("(https://www.gov.uk/a_b?c=d#e)."), 1 + 23 + 2);
        assert_eq!(weighted("“www.avershire.gov.uk/plan”."), 1 + 23 + 2);
        assert_eq!(weighted("press@avershire.gov.uk"), 22);
        assert_eq!(weighted("e.g. this"), 9);
        assert_eq!(weighted("https://"), 8);
    }

    #[test]
    fn bluesky_counts_what_a_reader_sees() {
        assert_eq!(clusters(&format!("{FAMILY}🇬🇧{WALES}e\u{301}ŵ")), 5);
        assert_eq!(clusters("https://bsky.app"), 16);
    }

    #[test]
    fn threads_counts_the_bytes_of_emoji_alone() {
        assert_eq!(emoji_in_bytes("“Tŷ”"), 4);
        assert_eq!(emoji_in_bytes("👏"), 4);
        assert_eq!(emoji_in_bytes(FAMILY), 25);
        assert_eq!(emoji_in_bytes("e\u{301}"), 2);
    }

    #[test]
    fn others_count_code_units() {
        assert_eq!(code_units("“Tŷ” 👏"), 7);
    }
}
