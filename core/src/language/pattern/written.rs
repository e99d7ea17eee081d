//! How a pattern and a text are handed to the engine: in ASCII as far as can be, which it compiles and searches many times as fast.
//! Not here: what a pattern needs (needs).

use std::borrow::Cow;

/// What a pattern begins with that makes no difference of case.
const ANY_CASE: &str = "(?i)";

/// Returns whether the case of letters makes no difference, and the pattern over a text that is [`plain`].
pub(super) fn written(pattern: &str) -> (bool, String) {
    let (folds, rest) = pattern.strip_prefix(ANY_CASE).map_or((false, pattern), |rest| (true, rest));
    let mut made = String::with_capacity(2 * pattern.len());
    let mut in_class = false;
    let mut rest = rest.chars();
    while let Some(c) = rest.next() {
        match (c, if c == '\\' { class(&mut rest) } else { None }) {
            (_, Some((_, class))) if in_class => made.push_str(class),
            (_, Some((denied, class))) => made.extend([if denied { "[^" } else { "[" }, class, "]"]),
            ('\\', None) => match rest.next() {
                Some('b') => made.push_str(r"(?-u:\b)"),
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
    const CLASSES: [(&str, bool, &str); 6] = [
        ("w", false, "0-9A-Za-z_"),
        ("W", true, "0-9A-Za-z_"),
        ("d", false, "0-9"),
        ("p{L}", false, "A-Za-z"),
        ("p{Lu}", false, "A-Z"),
        ("p{Ll}", false, "a-z"),
    ];
    let (name, denied, class) = CLASSES.into_iter().find(|(name, ..)| rest.as_str().starts_with(name))?;
    *rest = rest.as_str()[name.len()..].chars();
    Some((denied, class))
}

/// Returns a text in which each byte of a Latin letter beyond ASCII is an ASCII letter, the first one a capital for a capital; if the
/// text `folds`, in small letters. It is as long as the one given.
pub(super) fn plain(text: &str, folds: bool) -> Cow<'_, str> {
    // Most texts have none, and of these bytes each letter has one.
    let may_have = text.bytes().fold(false, |may, byte| may | matches!(byte, 0xc3..=0xc9 | 0xe1));
    let is_latin = |c: char| matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic();
    let mut made = if folds { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    if !may_have {
        return made;
    }
    for (at, letter) in text.char_indices().filter(|(_, c)| is_latin(*c)) {
        let first = if letter.is_uppercase() && !folds { "X" } else { "x" };
        let end = at + letter.len_utf8();
        made.to_mut().replace_range(at..end, &[first, &"xx"[..end - at - 1]].concat());
    }
    made
}

#[cfg(test)]
mod tests {
    use super::{plain, written};

    #[test]
    fn classes_and_letters_are_ascii() {
        let pattern = r"bhmi (?P<n>[0-9]+)[^a-z0-9]\.\S".replacen('b', r"(?-u:\b)", 1);
        assert_eq!(written(r"(?i)\bHMI (?P<n>\d+)[^A-Z\d]\.\S"), (true, pattern));
        assert_eq!(written(r"[\w’-]+ A\W\p{Lu}"), (false, "[0-9A-Za-z_’-]+ A[^0-9A-Za-z_][A-Z]".to_owned()));
    }

    #[test]
    fn accented_letters_are_as_long_as_before() {
        assert_eq!(plain("Édith’s café, NGUYỄN × Я", false), "Xxdith’s cafxx, NGUYXxxN × Я");
        assert_eq!(plain("É, Ab", true), "xx, ab");
    }
}
