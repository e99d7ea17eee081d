//! Patterns of English text: regular expressions that cost nothing until a text has the words without which they cannot match.
//! Not here: what they mean.

mod needs;
mod written;

use crate::text::Span;
use needs::Needs;
use regex::Regex;
use std::ops::Index;
use std::sync::{Arc, OnceLock};
use written::{plain, written};

/// A pattern of English text.
///
/// There are a hundred, and to compile them all takes longer than to check a text. So a pattern is compiled when a text first
/// has the words that it needs, and is looked for in such texts only.
#[derive(Debug)]
pub struct Pattern {
    source: String,
    needs: Needs,
    /// Whether the case of letters makes no difference.
    folds: bool,
    compiled: OnceLock<Compiled>,
}

#[derive(Debug)]
struct Compiled {
    regex: Regex,
    /// The groups that have a name, with their numbers.
    names: Arc<[(String, usize)]>,
}

/// Makes a pattern ready. Its letters, those of `\w` and those next to a `\b` are Latin ones, whatever accents they have: with those
/// of all scripts the engine would fall back on its slowest search wherever a text has a curly quotation mark (crate regex, "Unicode
/// support"). One that begins with `(?i)` is found whatever the case of ASCII letters.
pub fn words(pattern: &str) -> Pattern {
    let (folds, source) = written(pattern);
    #[cfg(test)]
    Regex::new(&source).expect("every test tries the patterns that it looks for, whether its text has them or not");
    Pattern { needs: Needs::of(&source), source, folds, compiled: OnceLock::new() }
}

impl Pattern {
    /// Calls `find` with the compiled pattern and the text in which it is looked for, byte for byte as long as the one given; not
    /// where the text lacks what the pattern needs.
    fn search<T>(&self, text: &str, find: impl FnOnce(&Compiled, &str) -> T) -> Option<T> {
        if !self.needs.are_met(text) {
            return None;
        }
        let compiled = self.compiled.get_or_init(|| Compiled::of(&self.source));
        Some(find(compiled, &plain(text, self.folds)))
    }

    /// Returns `true` if it is in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.search(text, |compiled, text| compiled.regex.is_match(text)).unwrap_or_default()
    }

    /// Returns the first place where it is in a text.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        let span =
            self.search(text, |compiled, text| compiled.regex.find(text).map(|found| found.range().into()))??;
        Some(Match::new(text, span))
    }

    /// Returns the places where it is in a text, in order; none overlap.
    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> + use<'t> {
        let spans = self.search(text, |compiled, text| {
            compiled.regex.find_iter(text).map(|found| Span::from(found.range())).collect::<Vec<_>>()
        });
        spans.into_iter().flatten().map(move |span| Match::new(text, span))
    }

    /// Returns the parts of a text between the places where it is.
    pub fn split<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
        let mut start = 0;
        let places = self.find_iter(text).map(|found| found.span).chain([Span::at(text.len())]);
        places.map(move |place| &text[std::mem::replace(&mut start, place.end)..place.start])
    }

    /// Returns the groups of the first place where it is in a text.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        let (spans, names) = self.search(text, |compiled, text| {
            let found = compiled.regex.captures(text)?;
            Some((spans(&found), compiled.names.clone()))
        })??;
        Some(Captures { text, spans, names })
    }

    /// Returns the groups of each place where it is in a text, in order; none overlap.
    pub fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> + use<'t> {
        let all = self.search(text, |compiled, text| {
            let groups = compiled.regex.captures_iter(text).map(|found| (spans(&found), compiled.names.clone()));
            groups.collect::<Vec<_>>()
        });
        all.into_iter().flatten().map(move |(spans, names)| Captures { text, spans, names })
    }
}

impl Compiled {
    fn of(source: &str) -> Compiled {
        let regex = Regex::new(source).expect("it is tested");
        let names = regex.capture_names().enumerate().filter_map(|(number, name)| Some((name?.to_owned(), number)));
        Compiled { names: names.collect(), regex }
    }
}

fn spans(found: &regex::Captures<'_>) -> Vec<Option<Span>> {
    found.iter().map(|group| group.map(|group| group.range().into())).collect()
}

/// A place in a text where a pattern, or a group of it, is.
#[derive(Clone, Copy, Debug)]
pub struct Match<'t> {
    text: &'t str,
    span: Span,
}

impl<'t> Match<'t> {
    /// A letter of several bytes may count as as many: it is found as a whole.
    fn new(text: &'t str, span: Span) -> Match<'t> {
        let span = Span::new(text.floor_char_boundary(span.start), text.ceil_char_boundary(span.end));
        Match { text, span }
    }

    /// Returns its bytes.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns its bytes as a range.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.span.range()
    }

    /// Returns its first byte.
    pub fn start(&self) -> usize {
        self.span.start
    }

    /// Returns the byte after its last one.
    pub fn end(&self) -> usize {
        self.span.end
    }

    /// Returns the words there, as the text has them.
    pub fn as_str(&self) -> &'t str {
        &self.text[self.span]
    }
}

/// The groups of a pattern at a place in a text; group 0 is the whole pattern.
#[derive(Debug)]
pub struct Captures<'t> {
    text: &'t str,
    spans: Vec<Option<Span>>,
    names: Arc<[(String, usize)]>,
}

impl<'t> Captures<'t> {
    /// Returns a group by its number, or `None` if it took no part.
    pub fn get(&self, group: usize) -> Option<Match<'t>> {
        let span = *self.spans.get(group)?;
        span.map(|span| Match::new(self.text, span))
    }

    /// Returns all groups in order; `None` for one that took no part.
    pub fn iter(&self) -> impl Iterator<Item = Option<Match<'t>>> {
        self.spans.iter().map(|span| span.map(|span| Match::new(self.text, span)))
    }

    /// Returns a group by its name, or `None` if it took no part.
    pub fn name(&self, name: &str) -> Option<Match<'t>> {
        let (_, group) = self.names.iter().find(|(known, _)| known == name)?;
        self.get(*group)
    }
}

impl Index<usize> for Captures<'_> {
    type Output = str;

    fn index(&self, group: usize) -> &str {
        self.get(group).expect("the group took part").as_str()
    }
}

impl Index<&str> for Captures<'_> {
    type Output = str;

    fn index(&self, name: &str) -> &str {
        self.name(name).expect("the group took part").as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_stand_between_whatever_is_no_letter() {
        let may = words(r"(?i)\bmay\b");
        assert!(["May", "“may”", "—may…", "’may’"].iter().all(|text| may.is_match(text)));
        assert!(!["maybe", "Dismay"].iter().any(|text| may.is_match(text)));
        assert_eq!(words(r"\b\p{Lu}\p{Ll}+\b").find("in Éirú, DÉirú").map(|name| name.as_str()), Some("Éirú"));
    }

    #[test]
    fn what_is_found_is_as_the_text_has_it() {
        let pattern = words(r"(?i)\b(?P<who>\w+ies|HMI)(?: of (\w+))? Met\b");
        let text = "É: FAMILIES of Ýr met, HMI met.";
        let found: Vec<_> = pattern.captures_iter(text).collect();
        assert_eq!([&found[0][0], &found[0]["who"], &found[0][2]], ["FAMILIES of Ýr met", "FAMILIES", "Ýr"]);
        assert_eq!((&found[1][1], found[1].get(2).is_none(), found[1].name("nobody").is_none()), ("HMI", true, true));
        assert_eq!(pattern.find_iter(text).map(|found| found.start()).collect::<Vec<_>>(), [4, 25]);
        assert_eq!(
            pattern.find(text).map(|found| found.end()),
            pattern.captures(text).map(|found| found.get(0).unwrap().end())
        );
    }

    #[test]
    fn a_pattern_is_not_compiled_for_texts_that_lack_what_it_needs() {
        let pattern = words(r"(?i)\b(?:best|first) in (?:the )?country\b");
        assert!(!pattern.is_match("The best in the county."));
        assert!(pattern.compiled.get().is_none());
        assert!(pattern.is_match("The Best in the Country."));
    }
}
