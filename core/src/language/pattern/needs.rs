//! The words that a text must have for a pattern to match in it. They are looked for by three letters in a row, which is many times
//! as fast as the pattern. Not here: the pattern.

use std::iter::Peekable;
use std::str::Chars;

/// Three bytes in a row, as one of so many numbers: of different ones some are the same, so that a text may seem to have a word that
/// it has not.
type Trio = usize;
const TRIOS: usize = 1 << 11;
/// Bytes of a word that has a trio.
const LEAST: usize = 3;

/// What a text has to have: of each set, one of the words.
#[derive(Debug)]
pub(super) struct Needs(Vec<Vec<Word>>);

/// A word by its trios.
#[derive(Debug)]
struct Word(Vec<Trio>);

impl Needs {
    /// Returns what a regular expression needs.
    pub(super) fn of(pattern: &str) -> Needs {
        let sets = Scan { chars: pattern.chars().peekable(), ignores_space: false }.alternatives();
        let words = |set: Set| set.iter().map(|word| Word(trios(word).collect())).collect();
        Needs(sets.into_iter().map(words).collect())
    }

    /// Returns `true` if a text has it, whatever the case of its letters; perhaps also if it has not.
    pub(super) fn are_met(&self, text: &str) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let mut seen = [false; TRIOS];
        trios(text).for_each(|trio| seen[trio] = true);
        let has = |word: &Word| word.0.iter().all(|trio| seen[*trio]);
        self.0.iter().all(|set| set.iter().any(has))
    }
}

fn trios(text: &str) -> impl Iterator<Item = Trio> {
    let all = text.bytes().scan(0, |trio, byte| {
        // Capital and small ASCII letters differ in this bit.
        *trio = (*trio << 4 ^ usize::from(byte | 0x20)) % TRIOS;
        Some(*trio)
    });
    all.skip(LEAST - 1)
}

/// Words of which one is needed.
type Set = Vec<String>;

/// A regular expression that is read from its beginning.
struct Scan<'p> {
    chars: Peekable<Chars<'p>>,
    ignores_space: bool,
}

/// One step of a regular expression.
enum Step {
    /// A character that stands for itself.
    Letter(char),
    /// A place between characters.
    Nothing,
    /// A group, with what it needs.
    Group(Vec<Set>),
    /// Whatever else.
    Other,
}

/// How often a step is taken.
#[derive(PartialEq)]
enum Times {
    Once,
    OnceOrMore,
    PerhapsNever,
}

impl Scan<'_> {
    /// Reads alternatives up to the end of their group.
    fn alternatives(&mut self) -> Vec<Set> {
        let first = self.sequence();
        if self.chars.peek() != Some(&'|') {
            return first;
        }
        let mut all = rarest(first);
        while self.chars.next_if_eq(&'|').is_some() {
            let next = rarest(self.sequence());
            all = all.zip(next).map(|(all, next)| all.into_iter().chain(next).collect());
        }
        all.into_iter().collect()
    }

    /// Reads one alternative.
    fn sequence(&mut self) -> Vec<Set> {
        let (mut sets, mut word) = (Vec::new(), String::new());
        while let Some(c) = self.chars.next_if(|c| !matches!(c, '|' | ')')) {
            let step = self.step(c);
            let times = self.times();
            match (step, times) {
                (Step::Nothing, _) => {}
                (Step::Letter(letter), Times::Once) => word.push(letter),
                (step, times) => {
                    if let (Step::Letter(letter), Times::OnceOrMore) = (&step, &times) {
                        word.push(*letter);
                    }
                    sets.extend(set_of(&mut word));
                    if let (Step::Group(inner), true) = (step, times != Times::PerhapsNever) {
                        sets.extend(inner);
                    }
                }
            }
        }
        sets.extend(set_of(&mut word));
        sets
    }

    fn step(&mut self, c: char) -> Step {
        match c {
            '(' => self.group(),
            '[' => self.class(),
            '\\' => self.escape(),
            '^' | '$' => Step::Nothing,
            '.' => Step::Other,
            _ if self.ignores_space && c.is_whitespace() => Step::Nothing,
            _ => Step::Letter(c),
        }
    }

    /// Reads a group, or flags, after its bracket.
    fn group(&mut self) -> Step {
        let outside = self.ignores_space;
        if self.chars.next_if_eq(&'?').is_some() {
            let flags: String = std::iter::from_fn(|| self.chars.next_if(|c| !matches!(c, ':' | ')' | '>'))).collect();
            let set = flags.split('-').next().unwrap_or_default();
            self.ignores_space |= set.contains('x') && !flags.contains('<');
            if self.chars.next() == Some(')') {
                return Step::Nothing;
            }
        }
        let inner = self.alternatives();
        self.chars.next();
        self.ignores_space = outside;
        Step::Group(inner)
    }

    /// Reads a class of characters after its bracket.
    fn class(&mut self) -> Step {
        let mut depth = 1;
        while depth > 0 {
            match self.chars.next() {
                Some('\\') => drop(self.chars.next()),
                Some('[') => depth += 1,
                Some(']') => depth -= 1,
                Some(_) => {}
                None => break,
            }
        }
        Step::Other
    }

    /// Reads what follows a backslash.
    fn escape(&mut self) -> Step {
        match self.chars.next() {
            Some('b' | 'B' | 'A' | 'z') => Step::Nothing,
            Some('p' | 'P' | 'u' | 'x') => {
                self.chars.find(|c| *c == '}');
                Step::Other
            }
            Some(sign) if !sign.is_alphanumeric() => Step::Letter(sign),
            _ => Step::Other,
        }
    }

    /// Reads how often the step before is taken.
    fn times(&mut self) -> Times {
        let times = match self.chars.peek() {
            Some('?' | '*') => Times::PerhapsNever,
            Some('+') => Times::OnceOrMore,
            Some('{') => {
                let bounds: String = self.chars.by_ref().take_while(|c| *c != '}').collect();
                self.chars.next_if_eq(&'?');
                return if bounds.starts_with("{0") { Times::PerhapsNever } else { Times::OnceOrMore };
            }
            _ => return Times::Once,
        };
        self.chars.next();
        self.chars.next_if_eq(&'?');
        times
    }
}

/// The set of one word, if it is long enough.
fn set_of(word: &mut String) -> Option<Set> {
    let word = std::mem::take(word);
    (word.len() >= LEAST).then(|| vec![word])
}

/// The set whose shortest word is the longest.
fn rarest(sets: Vec<Set>) -> Option<Set> {
    sets.into_iter().max_by_key(|set| set.iter().map(String::len).min())
}

#[cfg(test)]
mod tests {
    use super::{Needs, Scan};

    fn sets(pattern: &str) -> Vec<Vec<String>> {
        Scan { chars: pattern.chars().peekable(), ignores_space: false }.alternatives()
    }

    #[test]
    fn a_pattern_needs_its_words() {
        let needed = |pattern: &str| {
            let sets = sets(pattern).into_iter().map(|set| set.join("|"));
            sets.collect::<Vec<_>>().join(" & ")
        };
        for (pattern, wanted) in [
            (r"(?-u:\b)improve[a-z]* (?:it|areas?|points?)(?-u:\b)", "improve"),
            (r"(?:the )?(?:first|only)(?: [a-z]+){0,4} counc(?:il|ils) in", "first|only &  counc &  in"),
            (r"(?:at|the place|place)d+ (?P<who>Xavier)+\.(?:ever)*x{2}abc{1,3}?", "Xavier & abc"),
            (r"(?x: a\ b c | [x\]y] def \p{Lu}ghi ) | k{0}lm", ""),
            (r"a b(?x: c\ d )e f$|\(abc\)?", "e f|(abc"),
        ] {
            assert_eq!(needed(pattern), wanted, "{pattern}");
        }
    }

    #[test]
    fn a_text_has_one_word_of_each_set() {
        let needs = Needs::of("(?:first|only) (?:in|of)");
        assert!(["The FIRST in", "only of"].iter().all(|text| needs.are_met(text)));
        assert!(!["The last in", "", "on"].iter().any(|text| needs.are_met(text)));
        assert!(Needs::of("[a-z]+").are_met(""));
    }
}
