//! The scripts that letters belong to, which of them look like Latin ones, and which characters turn the direction of
//! writing: the tables of Unicode (UAX #9, UAX #24, UTS #39). Not here: as what a text is read (folded).

use super::Span;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_script::{Script, UnicodeScript};
use unicode_security::skeleton;

/// Scripts that put no space between words: Latin words stand in their sentences without one.
const UNSPACED: [Script; 10] = [
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Bopomofo,
    Script::Hangul,
    Script::Thai,
    Script::Lao,
    Script::Khmer,
    Script::Myanmar,
    Script::Tibetan,
];

/// Characters that nearly all texts are made of, and that are read as they are written.
pub(super) fn is_settled(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{a0}' | '£' | '\u{c0}'..='\u{ff}' | '–' | '—' | '\u{2018}'..='\u{201f}' | '•' | '…' | '€')
}

/// Whether a character is not shown: soft hyphens, joiners, selectors of variants, marks of direction.
pub(super) fn is_ignorable(c: char) -> bool {
    !is_settled(c) && skeleton(c.encode_utf8(&mut [0; 4])).next().is_none()
}

/// Whether a character is shown on the one before it.
pub(super) fn is_combining(c: char) -> bool {
    !is_settled(c) && canonical_combining_class(c) != 0
}

/// The script of a letter, whatever its shape; none of what several scripts have, and of what is no letter.
pub(super) fn script(c: char) -> Option<Script> {
    if c.is_ascii() || !c.is_alphabetic() {
        return c.is_ascii_alphabetic().then_some(Script::Latin);
    }
    let script = std::iter::once(c).nfkc().next().unwrap_or(c).script();
    let is_none = matches!(script, Script::Common | Script::Inherited | Script::Unknown) || UNSPACED.contains(&script);
    (!is_none).then_some(script)
}

/// The Latin letter that another letter looks like.
fn look_alike(c: char) -> Option<char> {
    /// What each plain letter looks like: to a reader "I" and "l" are the same.
    static PLAIN: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
        let letters = ('a'..='z').chain('A'..='Z');
        letters.filter_map(|letter| Some((looks(letter)?, letter))).collect()
    });
    let has_plain_form = || std::iter::once(c).nfkc().next() != Some(c);
    if c.is_ascii() || has_plain_form() {
        return None;
    }
    let looks = looks(c)?;
    let mut like = PLAIN.iter().filter(|(known, _)| *known == looks).map(|(_, letter)| *letter);
    let same_case = like.clone().find(|letter| letter.is_uppercase() == c.is_uppercase());
    same_case.or_else(|| like.next())
}

/// The one character that a character looks like.
fn looks(c: char) -> Option<char> {
    let mut buffer = [0; 4];
    let mut looks = skeleton(c.encode_utf8(&mut buffer));
    let first = looks.next()?;
    looks.next().is_none().then_some(first)
}

/// The letters of a text that look like others.
#[derive(Debug, Default)]
pub(super) struct LookAlikes {
    /// Where each of them is, in order, and the plain letter that it is read as.
    plain: Vec<(usize, char)>,
    mixed: Vec<Span>,
}

/// A word with letters that are none of the plain ones.
#[derive(Default)]
struct Word {
    span: Span,
    /// The scripts of its letters, each once.
    scripts: Vec<Script>,
    /// Those of its letters that are not plain ones: where, of which script, and what they look like.
    letters: Vec<(usize, Script, Option<char>)>,
}

impl LookAlikes {
    pub(super) fn of(text: &str) -> LookAlikes {
        let words = words(text);
        let foreign = words.iter().filter(|word| word.is_foreign()).flat_map(|word| &word.scripts);
        let at_home: Vec<Script> = foreign.copied().collect();
        let mut found = LookAlikes::default();
        for word in words {
            let is_home = word.scripts.iter().any(|script| at_home.contains(script));
            let is_mixed = word.scripts.len() > 1;
            let alike = is_mixed || !is_home && word.letters.iter().all(|(.., like)| like.is_some());
            let read = word.letters.iter().filter(|(_, script, _)| alike || *script == Script::Latin);
            let read = read.filter_map(|(at, _, like)| Some((*at, (*like)?)));
            let known = found.plain.len();
            found.plain.extend(read);
            // A sign of physics may stand beside a letter: "kΩ", "Δt".
            let is_sign = found.plain.len() == known && word.scripts.contains(&Script::Greek);
            if is_mixed && !is_home && !is_sign {
                found.mixed.push(word.span);
            }
        }
        found
    }

    /// The plain letter that the one at a byte is read as.
    pub(super) fn plain(&self, at: usize) -> Option<char> {
        let place = self.plain.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        Some(self.plain[place].1)
    }
}

impl Word {
    /// Whether it is a word of another script, and looks like it.
    fn is_foreign(&self) -> bool {
        self.scripts.len() == 1
            && self.scripts[0] != Script::Latin
            && self.letters.iter().any(|(.., like)| like.is_none())
    }
}

/// The words that have other letters than plain ones. What is not shown parts none.
fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut word = Word::default();
    for (at, c) in text.char_indices() {
        let script = script(c);
        if script.is_none() && !is_combining(c) && !is_ignorable(c) && !c.is_alphabetic() {
            found.extend(Some(std::mem::take(&mut word)).filter(|word| !word.letters.is_empty()));
            continue;
        }
        let Some(script) = script else { continue };
        if word.scripts.is_empty() {
            word.span.start = at;
        }
        word.span.end = at + c.len_utf8();
        if !word.scripts.contains(&script) {
            word.scripts.push(script);
        }
        if !c.is_ascii() {
            word.letters.push((at, script, look_alike(c)));
        }
    }
    found.extend(Some(word).filter(|word| !word.letters.is_empty()));
    found
}

/// Whether all letters of a word are Latin ones.
pub fn is_latin(word: &str) -> bool {
    let is_other = |c: char| !c.is_ascii() && c.is_alphabetic() && script(c) != Some(Script::Latin);
    !word.contains(is_other)
}

/// The words of a text that have letters of two scripts. None where the text has whole words of the other script: there a
/// Latin name may have an ending of that language.
pub fn mixed_words(text: &str) -> Vec<Span> {
    if text.is_ascii() { Vec::new() } else { LookAlikes::of(text).mixed }
}

/// The characters of a text that turn the direction of writing, with which a line can be made to read as another. Among
/// letters that are written from right to left only those are meant that turn these round.
pub fn turned(text: &str) -> Vec<Span> {
    let leftward =
        text.contains(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'));
    let turns = |c: &char| match c {
        '\u{202d}' | '\u{202e}' => true,
        '\u{61c}' | '\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' => !leftward,
        _ => false,
    };
    text.char_indices().filter(|(_, c)| turns(c)).map(|(at, c)| Span::new(at, at + c.len_utf8())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_like_plain_ones() {
        assert_eq!(
            ['а', 'О', 'ο', 'օ', 'ɡ', 'Ԍ', 'д', 'é', 'ł', 'w'].map(look_alike).map(|c| c.unwrap_or('-')),
            ['a', 'O', 'o', 'o', 'g', 'G', '-', '-', '-', '-']
        );
    }

    #[test]
    fn words_of_two_scripts() {
        let mixed = |text: &'static str| mixed_words(text).into_iter().map(|word| &text[word]).collect::<Vec<_>>();
        assert_eq!(mixed("Gооd, рlan, Outsтanding"), ["Gооd", "рlan", "Outsтanding"]);
        assert_eq!(mixed("5 kΩ, Δt, Tŷ’r, «Роса», Ofsted的报告"), Vec::<&str>::new());
        assert_eq!(mixed("Звіт Ofstedу"), Vec::<&str>::new(), "the text is in that language");
    }

    #[test]
    fn turned_lines() {
        assert_eq!(turned("a \u{202e}b\u{202c}"), [2..5, 6..9].map(Span::from));
        assert_eq!(turned("\u{5d0}\u{200f}\u{2067}b\u{2069}"), Vec::<Span>::new());
        assert_eq!(turned("\u{5d0}\u{202e}b").len(), 1);
    }
}
