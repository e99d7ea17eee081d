//! The sentences of the sources that have figures, and which of them a sentence of a text tells again in its own words. Not here:
//! whether it tells them rightly (rules).

use crate::check::evidence::passages::Passage;
use crate::check::evidence::values::{Kind, Value, values};
use crate::language::{self, Excerpt, Token, is_function_word, is_quantity};
use crate::text::Span;
use std::collections::{BTreeSet, HashMap};

/// How many words that say something a sentence shares at least with the one that it tells again.
const FEWEST: usize = 4;
/// The share of its words that it shares at least; and where only a date differs, for many sentences tell of one inspection.
const ALIKE: usize = 60;
const ALIKE_BUT_FOR_A_DATE: usize = 70;
/// From this share on a sentence of the sources is about the same, so that a figure of it is no other one's.
const ABOUT_THE_SAME: usize = 45;

/// The sentences of the sources that have figures.
#[derive(Debug, Default)]
pub(in crate::check) struct Retold {
    all: Vec<Told>,
    /// Of each word, the sentences that have it.
    places: HashMap<String, Vec<usize>>,
}

/// A sentence with figures.
#[derive(Debug)]
struct Told {
    passage: Passage,
    sentence: Span,
    values: Vec<Counted>,
}

/// A value, and what is counted: the words nearest to it.
#[derive(Debug)]
struct Counted {
    value: Value,
    before: Vec<String>,
    after: Vec<String>,
}

/// A value of a text that is another one in the sentence of a source.
#[derive(Debug)]
pub(in crate::check) struct Altered<'a> {
    /// The value of the text.
    pub(in crate::check) value: Value,
    /// What the source has instead.
    pub(in crate::check) right: &'a str,
    /// Where it has it.
    pub(in crate::check) passage: &'a Passage,
}

impl Retold {
    pub(in crate::check) fn of<'a>(passages: impl Iterator<Item = &'a Passage>) -> Retold {
        let mut retold = Retold::default();
        for passage in passages {
            let tokens = language::tokens(&passage.text);
            for sentence in language::sentences(&passage.text) {
                let read = Excerpt::new(&passage.text, &tokens, sentence);
                let values = counted(read);
                if values.is_empty() {
                    continue;
                }
                let words = telling(read.tokens, &values);
                for word in &words {
                    retold.places.entry(word.clone()).or_default().push(retold.all.len());
                }
                retold.all.push(Told { passage: passage.clone(), sentence, values });
            }
        }
        retold
    }

    /// The values of a sentence that a source has otherwise where it says the same. A sentence is read whole and clause by clause.
    pub(in crate::check) fn altered(&self, sentence: Excerpt<'_>) -> Vec<Altered<'_>> {
        let mut found: Vec<Altered<'_>> = Vec::new();
        for altered in clauses(sentence).into_iter().flat_map(|piece| self.altered_in(sentence.part(piece))) {
            if found.iter().all(|other| other.value.span != altered.value.span) {
                found.push(altered);
            }
        }
        found
    }

    fn altered_in(&self, clause: Excerpt<'_>) -> Vec<Altered<'_>> {
        let Excerpt { tokens, .. } = clause;
        let values = counted(clause);
        if values.is_empty() {
            return Vec::new();
        }
        let words = telling(tokens, &values);
        if words.len() < FEWEST {
            return Vec::new();
        }
        let like = self.like(&words);
        let share = |shared: usize| 100 * shared / words.len();
        let Some((nearest, shared)) = like.iter().find(|(told, shared)| {
            *shared >= FEWEST && share(*shared) >= ALIKE && !is_of_another_time(tokens, &self.all[*told])
        }) else {
            return Vec::new();
        };
        let told = &self.all[*nearest];
        let about = || like.iter().filter(|(_, shared)| share(*shared) >= ABOUT_THE_SAME);
        let is_known = |value: &Value| {
            about().any(|(told, _)| self.all[*told].values.iter().any(|known| known.value.agrees(value)))
        };
        let is_other_year = values.iter().any(|one| one.value.kind == Kind::Year && !is_known(&one.value));
        let mut found = Vec::new();
        for one in values.iter().filter(|one| !is_known(&one.value)) {
            let is_figure = matches!(one.value.kind, Kind::Number | Kind::Share);
            if is_figure && is_other_year || !is_figure && share(*shared) < ALIKE_BUT_FOR_A_DATE {
                continue;
            }
            let is_right = |right: &&Counted| {
                one.counts_like(right) && values.iter().all(|other| !other.value.agrees(&right.value))
            };
            if let Some(right) = told.values.iter().find(is_right) {
                let right = &told.passage.text[right.value.span];
                found.push(Altered { value: one.value.clone(), right, passage: &told.passage });
            }
        }
        found
    }

    /// The sentences that share words with some, and how many; the likest first.
    fn like(&self, words: &BTreeSet<String>) -> Vec<(usize, usize)> {
        let mut shared: Vec<(usize, usize)> = (0..self.all.len()).map(|told| (told, 0)).collect();
        for told in words.iter().filter_map(|word| self.places.get(word)).flatten() {
            shared[*told].1 += 1;
        }
        shared.retain(|(_, shared)| *shared > 0);
        shared.sort_by_key(|(told, shared)| (usize::MAX - shared, *told));
        shared
    }
}

impl Counted {
    /// Whether two values are of the same thing: dates of one event, or figures with a word in common right before or after them.
    fn counts_like(&self, other: &Counted) -> bool {
        let shares = |a: &[String], b: &[String]| a.iter().any(|word| b.contains(word));
        let is_figure = matches!(self.value.kind, Kind::Number | Kind::Share);
        self.value.kind == other.value.kind
            && (!is_figure || shares(&self.after, &other.after) || shares(&self.before, &other.before))
    }
}

/// The values of a sentence with the words around them.
fn counted(sentence: Excerpt<'_>) -> Vec<Counted> {
    let Excerpt { text, tokens, span } = sentence;
    let mut all = values(sentence);
    // A number alone in brackets is that of a paragraph or a footnote.
    all.retain(|value| {
        let (before, after) = (&text[span.start..value.span.start], &text[value.span.end..span.end]);
        !(before.ends_with('(') && after.starts_with(')'))
    });
    let spans: Vec<Span> = all.iter().map(|value| value.span).collect();
    let near = |tokens: &mut dyn Iterator<Item = &Token>| {
        const NEAR: usize = 2;
        let is_value = |token: &&Token| spans.iter().any(|span| span.overlaps(token.span));
        let words = tokens.filter(|token| says_something(&token.form) && !is_value(token));
        words.take(NEAR).map(|token| root(&token.form)).collect()
    };
    let around = |value: Value| {
        let before = near(&mut tokens.iter().rev().filter(|token| token.span.end <= value.span.start));
        let after = near(&mut tokens.iter().filter(|token| token.span.start >= value.span.end));
        Counted { value, before, after }
    };
    all.into_iter().map(around).collect()
}

/// The words that say what a sentence is about, without its values.
fn telling(tokens: &[Token], values: &[Counted]) -> BTreeSet<String> {
    let is_value = |token: &Token| values.iter().any(|one| one.value.span.overlaps(token.span));
    let told = tokens.iter().filter(|token| says_something(&token.form) && !is_value(token));
    told.map(|token| root(&token.form)).collect()
}

/// The words that say what a text is about.
pub(in crate::check) fn telling_words(text: &str) -> BTreeSet<String> {
    telling(&language::tokens(text), &[])
}

fn says_something(form: &str) -> bool {
    form.len() > 2 && !is_function_word(form) && !is_quantity(form)
}

/// A word without the ending of a plural or a possessive.
fn root(form: &str) -> String {
    let plain = form.strip_suffix("'s").unwrap_or(form);
    plain.strip_suffix('s').filter(|short| short.len() > 2).unwrap_or(plain).to_owned()
}

/// Words that say that a figure is of another time than the one that the source tells of.
const OTHER_TIMES: [&str; 22] = [
    "now",
    "today",
    "currently",
    "already",
    "previous",
    "previously",
    "last",
    "before",
    "earlier",
    "ago",
    "once",
    "later",
    "next",
    "then",
    "far",
    "aim",
    "aims",
    "target",
    "hope",
    "another",
    "more",
    "if",
];

fn is_of_another_time(tokens: &[Token], told: &Told) -> bool {
    let source = told.passage.text[told.sentence].to_lowercase();
    tokens.iter().any(|token| OTHER_TIMES.contains(&token.form.as_str()) && !source.contains(token.form.as_str()))
}

/// A sentence, and its clauses.
fn clauses(sentence: Excerpt<'_>) -> Vec<Span> {
    let Excerpt { span, .. } = sentence;
    let text = sentence.words();
    let mut all = vec![span];
    let mut start = 0;
    let is_between_digits = |at: usize| {
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        is_digit(at.checked_sub(1).and_then(|before| text.as_bytes().get(before)))
            && is_digit(text.as_bytes().get(at + 1))
    };
    for (at, sign) in text.match_indices([',', ';', ':', '(', ')', '–']) {
        if !is_between_digits(at) {
            all.push(Span::new(start, at) + span.start);
            start = at + sign.len();
        }
    }
    if start > 0 {
        all.push(Span::new(start, text.len()) + span.start);
    }
    all
}
