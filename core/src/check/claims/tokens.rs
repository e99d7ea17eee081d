//! A sentence as claims are read from it: tokens with one letter each. Not here: what the letters come to (reader).

use super::letters::{Letters, letters, taken};
use crate::inspection::{AreaId, GradeId};
use crate::language::{TokenRange, number};
use crate::text::{Normal, Span, TextSpan, normal};
use foldhash::fast::RandomState;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a token stands for besides its letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing.
    #[default]
    None,
    /// The judgements that it names.
    Areas(Vec<AreaId>),
    /// The grade that it names.
    Grade(GradeId),
    /// Another council, if it is written with a capital.
    Council,
    /// A number.
    Number(u64),
    /// A year.
    Year(i16),
}

/// A word, a phrase or a sign of punctuation.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// In lower case.
    pub(super) form: String,
    /// Its bytes in the sentence's normal form.
    pub(super) span: Span,
    /// What it stands for.
    pub(super) meaning: Meaning,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether it is in quotation marks by itself.
    pub(super) marked: bool,
}

/// The tokens of a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentence {
    /// The words in normal form, with the way back to the text.
    pub(super) text: Normal,
    /// The tokens.
    pub(super) tokens: Vec<Token>,
    /// Of each token its letter.
    pub(super) tags: String,
}

impl Sentence {
    /// The judgements that some of its tokens name, in their order.
    pub(super) fn areas(&self, range: TokenRange) -> Vec<AreaId> {
        let mut all: Vec<AreaId> = Vec::new();
        for token in &self.tokens[range] {
            let Meaning::Areas(areas) = &token.meaning else { continue };
            for area in areas {
                if !all.contains(area) {
                    all.push(area.clone());
                }
            }
        }
        all
    }

    /// The letters of some of its tokens.
    pub(super) fn letters(&self, range: TokenRange) -> &str {
        &self.tags[range.start..range.end]
    }

    /// All its tokens.
    pub(super) fn all(&self) -> TokenRange {
        TokenRange::new(0, self.tokens.len())
    }

    /// All judgements that it names.
    pub(super) fn named(&self) -> Vec<AreaId> {
        self.areas(self.all())
    }

    /// The judgements that it names, or those that another sentence names where it names none.
    pub(super) fn named_or(&self, other: &Sentence) -> Vec<AreaId> {
        Some(self.named()).filter(|named| !named.is_empty()).unwrap_or_else(|| other.named())
    }

    /// The place in a text of some bytes of its normal form; the sentence begins at `start` in the leaf.
    pub(super) fn place(&self, leaf: usize, start: usize, bytes: Span) -> TextSpan {
        TextSpan { block: leaf, span: self.text.source(bytes) + start }
    }

    /// The years among some of its tokens.
    pub(super) fn years(&self, range: TokenRange) -> impl Iterator<Item = i16> {
        self.tokens[range].iter().filter_map(|token| match token.meaning {
            Meaning::Year(year) => Some(year),
            _ => None,
        })
    }

    /// All its years.
    pub(super) fn every_year(&self) -> impl Iterator<Item = i16> {
        self.years(self.all())
    }

    /// The numbers among some of its tokens.
    pub(super) fn numbers(&self, range: TokenRange) -> impl Iterator<Item = u64> {
        self.tokens[range].iter().filter_map(|token| match token.meaning {
            Meaning::Number(number) => Some(number),
            _ => None,
        })
    }
}

/// Phrases with their letters and meanings.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// By the first word; the longest first.
    by_first: HashMap<String, Vec<Entry>, RandomState>,
}

#[derive(Debug)]
struct Entry {
    words: Vec<String>,
    letter: char,
    meaning: Meaning,
}

/// A word with what joins its parts, or a sign.
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"#?\w+(?:['-]\w+)*|[^\w\s]").expect("it is a regular expression"));

/// A token before phrases are looked for.
struct Raw<'a> {
    text: &'a str,
    start: usize,
    form: String,
}

impl Lexicon {
    /// Adds a phrase; it replaces the same phrase with another letter.
    pub(super) fn add(&mut self, phrase: &str, letter: char, meaning: Meaning) {
        let plain = normal(phrase).to_lowercase();
        let words = WORD.find_iter(&plain).map(|word| word.as_str()).filter(|word| !is_mark(word));
        let words: Vec<String> = words.map(str::to_owned).collect();
        let Some(first) = words.first() else { return };
        let entries = self.by_first.entry(first.clone()).or_default();
        entries.retain(|entry| entry.words != words);
        let place = entries.partition_point(|entry| entry.words.len() > words.len());
        entries.insert(place, Entry { words, letter, meaning });
    }

    /// Reads a sentence.
    pub(super) fn read(&self, text: &str) -> Sentence {
        let text = Normal::of(text);
        let plain = text.as_str();
        let all = WORD.find_iter(plain).map(|word| {
            let text = word.as_str();
            let bare = text.strip_prefix('#').filter(|rest| !rest.is_empty()).unwrap_or(text);
            Raw { text, start: word.start(), form: bare.to_lowercase() }
        });
        let mut raw: Vec<Raw<'_>> = all.filter(|raw| !is_mark(raw.text)).collect();
        if raw.first().is_some_and(|first| first.text == "-") {
            raw.remove(0);
        }
        let (mut tokens, mut tags) = (Vec::new(), String::new());
        let mut at = 0;
        while at < raw.len() {
            let (length, letter, meaning) = self.phrase(&raw, at).unwrap_or_else(|| single(plain, &raw[at], at == 0));
            let last = &raw[at + length - 1];
            let span = Span::new(raw[at].start, last.start + last.text.len());
            tags.push(letter);
            tokens.push(Token {
                form: plain[span].to_lowercase(),
                capital: raw[at].text.starts_with(char::is_uppercase),
                marked: is_marked(plain, span),
                meaning,
                span,
            });
            at += length;
        }
        let tags = in_context(&tokens, &settled(&tags));
        Sentence { text, tokens, tags }
    }

    /// The longest phrase at a place: how many words, its letter and its meaning.
    fn phrase(&self, raw: &[Raw<'_>], at: usize) -> Option<(usize, char, Meaning)> {
        let entry = self.entries(raw, at).find(|entry| {
            let council = entry.meaning == Meaning::Council && !raw[at].text.starts_with(char::is_uppercase);
            let month = entry.letter == 'm' && raw[at].text == "May" && at > 0;
            let yields = matches!(entry.letter, 'W' | 'H' | 'p') && self.area_inside(raw, at, entry.words.len());
            !council && !month && !yields
        })?;
        Some((entry.words.len(), entry.letter, entry.meaning.clone()))
    }

    /// The phrases at a place, the longest first.
    fn entries<'a>(&'a self, raw: &'a [Raw<'_>], at: usize) -> impl Iterator<Item = &'a Entry> {
        let of = |form: &str| self.by_first.get(form).into_iter().flatten();
        let plain = raw[at].form.strip_suffix("'s");
        of(&raw[at].form).chain(plain.into_iter().flat_map(of)).filter(move |entry| is_at(&entry.words, &raw[at..]))
    }

    /// Whether the name of a judgement begins inside a phrase and goes on after it: "services for [children in care]".
    fn area_inside(&self, raw: &[Raw<'_>], at: usize, length: usize) -> bool {
        (at + 1..at + length).any(|from| {
            self.entries(raw, from).any(|entry| entry.letter == 'A' && from + entry.words.len() > at + length)
        })
    }
}

/// Letters in which "both" is a pronoun where it is a subject, and changes nothing elsewhere.
fn settled(tags: &str) -> String {
    static SUBJECT: Letters = letters("(?:^|[,;:.bCv-])(1)[LgRm]");
    let mut settled = tags.replace('1', "a");
    if let Some(both) = taken(&SUBJECT, tags) {
        settled.replace_range(both.start..both.end, "I");
    }
    settled
}

/// Letters in which a name that nobody knows, with services of its own, is another body ("Marlshire's children's services"), and
/// "grades" is a verb only after the one who grades.
fn in_context(tokens: &[Token], tags: &str) -> String {
    let is_name = |at: usize| {
        let (own, next) = (tokens[at].form.ends_with("'s"), tags[at..].get(..2));
        let is_capital = |at: usize| tokens.get(at).is_some_and(|token| token.capital);
        match next {
            Some("oW") => is_capital(at) && (own || at > 0 && is_capital(at + 1)),
            Some("oA") => is_capital(at) && own,
            _ => false,
        }
    };
    let after_rater = |at: usize| tags[..at].ends_with('O') && !tokens[at - 1].form.ends_with("'s");
    let letter = |(at, letter): (usize, char)| match letter {
        '0' if after_rater(at) => 'R',
        '0' => 'N',
        _ if is_name(at) => 'S',
        _ => letter,
    };
    tags.char_indices().map(letter).collect()
}

/// Whether words stand at the beginning of others; the last may have an apostrophe and an s besides.
fn is_at(words: &[String], raw: &[Raw<'_>]) -> bool {
    let same = |(number, word): (usize, &String)| {
        let form = raw[number].form.as_str();
        form == word || number + 1 == words.len() && form.strip_suffix("'s") == Some(word)
    };
    raw.len() >= words.len() && words.iter().enumerate().all(same)
}

/// Whether it is a quotation mark, an apostrophe after a plural, or a mark of formatting.
fn is_mark(text: &str) -> bool {
    matches!(text, "'" | "*" | "#")
}

/// The letter and meaning of a token that is in no phrase.
fn single(text: &str, raw: &Raw<'_>, first: bool) -> (usize, char, Meaning) {
    let c = raw.text.chars().next().unwrap_or(' ');
    let year = raw.text.parse().ok().filter(|year| raw.text.len() == 4 && (1900..2100).contains(year));
    if let Some(year) = year {
        return (1, 'Y', Meaning::Year(year));
    }
    let single = || (raw.form == "single").then_some(1);
    if let Some(number) = number(&raw.form).or_else(single) {
        return (1, '#', Meaning::Number(number));
    }
    let letter = match c {
        _ if c.is_alphanumeric() || matches!(c, '#' | '_') => 'o',
        // A hyphen inside a compound parts nothing.
        '-' if !first && !text[..raw.start].ends_with(' ') => 'o',
        '=' | '|' => ':',
        '!' => '.',
        '[' => '(',
        ']' => ')',
        _ if c.is_ascii() => c,
        _ => '~',
    };
    (1, letter, Meaning::None)
}

/// Whether a token stands in quotation marks by itself.
fn is_marked(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end_matches(' ').ends_with(['\'', '*']);
    before && text[span.end..].starts_with(['\'', '*', ','])
}
