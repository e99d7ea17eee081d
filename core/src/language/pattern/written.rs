//! How a pattern is handed to the engine: with small classes of characters, for the engine compiles each use of one as if it were
//! written out. Not here: what it needs (needs).

use std::sync::LazyLock;

/// What a pattern begins with that makes no difference of case.
const ANY_CASE: &str = "(?i)";

/// Classes of Latin letters, as they are written inside a class.
struct Latin {
    letters: String,
    capitals: String,
    small: String,
    /// Letters, digits and the underscore.
    of_words: String,
}

static LATIN: LazyLock<Latin> = LazyLock::new(|| {
    let letters = ranges(char::is_alphabetic);
    Latin {
        of_words: format!("0-9_{letters}"),
        letters,
        capitals: ranges(char::is_uppercase),
        small: ranges(char::is_lowercase),
    }
});

/// The Latin letters that have a property.
fn ranges(has: fn(char) -> bool) -> String {
    let mut found: Vec<(char, char)> = Vec::new();
    for letter in ('A'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}').filter(|letter| has(*letter)) {
        match found.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(letter) => *last = letter,
            _ => found.push((letter, letter)),
        }
    }
    found
        .into_iter()
        .map(|(first, last)| if first == last { first.into() } else { format!("{first}-{last}") })
        .collect()
}

/// Returns whether the case of letters makes no difference, and the pattern over a text whose ASCII letters are then small ones: so
/// the engine need not try each of them twice. `boundary` is what `\b` stands for.
pub(super) fn written(pattern: &str, boundary: &str) -> (bool, String) {
    let (folds, rest) = pattern.strip_prefix(ANY_CASE).map_or((false, pattern), |rest| (true, rest));
    let mut made = String::with_capacity(2 * pattern.len());
    let mut in_class = false;
    let mut rest = rest.chars();
    while let Some(c) = rest.next() {
        let class = if c == '\\' { class(&mut rest) } else { None };
        match (c, class) {
            (_, Some((false, class))) if in_class => made.push_str(class),
            (_, Some((denied, class))) => made.extend([if denied { "[^" } else { "[" }, class, "]"]),
            ('\\', None) => match rest.next() {
                Some('b') => made.push_str(boundary),
                other => made.extend(['\\'].into_iter().chain(other)),
            },
            // `(?P<name>`
            ('?', None) if rest.as_str().starts_with("P<") => made.extend(['?'].into_iter().chain(rest.next())),
            _ => {
                in_class = c == '[' || in_class && c != ']';
                made.push(if folds { c.to_ascii_lowercase() } else { c });
            }
        }
    }
    (folds, made)
}

/// Reads a class after its backslash: whether it is denied, and its characters.
fn class(rest: &mut std::str::Chars<'_>) -> Option<(bool, &'static str)> {
    let classes = [
        ("w", false, LATIN.of_words.as_str()),
        ("W", true, &LATIN.of_words),
        ("d", false, "0-9"),
        ("p{L}", false, &LATIN.letters),
        ("p{Lu}", false, &LATIN.capitals),
        ("p{Ll}", false, &LATIN.small),
    ];
    let (name, denied, class) = classes.into_iter().find(|(name, ..)| rest.as_str().starts_with(name))?;
    *rest = rest.as_str()[name.len()..].chars();
    Some((denied, class))
}

#[cfg(test)]
mod tests {
    use super::{LATIN, written};

    #[test]
    fn classes_are_small_and_letters_are_small_ones() {
        let (folds, made) = written(r"(?i)\bHMI (?P<n>\d+)[^A-Z\d]\.\S", "B");
        assert!(folds);
        assert_eq!(made, r"Bhmi (?P<n>[0-9]+)[^a-z0-9]\.\S");
        let (folds, made) = written(r"[\w’-]+ A\W\p{Lu}", "B");
        assert!(!folds);
        assert_eq!(made, format!("[{0}’-]+ A[^{0}][{1}]", LATIN.of_words, LATIN.capitals));
    }

    #[test]
    fn letters_of_european_names_are_latin_ones() {
        assert!(LATIN.capitals.starts_with("A-ZÀ-ÖØ-ÞĀĂ") && LATIN.small.starts_with("a-zªµºß-öø-ÿāă"));
        assert_eq!(LATIN.letters, "A-Za-zªµºÀ-ÖØ-öø-ɏḀ-ỿ");
    }
}
