//! The sentences of the sources that have figures, and which of them a sentence of a text tells again in its own words. Not here:
//! whether it tells them rightly (rules).

use crate::check::evidence::counted::is_cited;
use crate::check::evidence::passages::Passage;
use crate::check::evidence::values::{Kind, Value, values};
use crate::language::{self, Excerpt, SPEECH_WORDS, Token, is_function_word, is_moving, is_quantity, stem};
use crate::text::Span;
use std::collections::{BTreeSet, HashMap};

/// How many words that say something a sentence shares at least with the one that it tells again.
const FEWEST: usize = 4;
/// The share of its words that it shares at least; and where only a date differs, for many sentences tell of one inspection.
const ALIKE: usize = 60;
const ALIKE_BUT_FOR_A_DATE: usize = 70;
/// Where what is counted is named in the same words, so many words are enough; and a part of something is seldom told twice.
const FEWEST_ALIKE: usize = 3;
const ALIKE_SHARE: usize = 45;
/// A sentence that begins with "they" is about the one before it.
const FEW: usize = 5;
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
    /// How many words of its own say something.
    words: usize,
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
    /// How much of what the sentence says the source says.
    pub(in crate::check) alike: usize,
}

impl Retold {
    pub(in crate::check) fn of<'a>(passages: impl Iterator<Item = &'a Passage>) -> Retold {
        let mut retold = Retold::default();
        for passage in passages {
            let tokens = language::tokens(&passage.text);
            // What "they" are is told by the sentence before.
            let mut about = BTreeSet::new();
            for sentence in language::sentences(&passage.text) {
                let read = Excerpt::new(&passage.text, &tokens, sentence);
                let is_of_last = read.tokens.first().is_some_and(|first| POINTING.contains(&first.form.as_str()));
                let values = counted(read);
                let mut words = telling(read.tokens, &values);
                let own = words.len();
                if is_of_last {
                    words.extend(about.iter().cloned());
                } else {
                    about.clone_from(&words);
                }
                if values.is_empty() {
                    continue;
                }
                for word in &words {
                    retold.places.entry(word.clone()).or_default().push(retold.all.len());
                }
                retold.all.push(Told { passage: passage.clone(), sentence, words: own, values });
            }
        }
        retold
    }

    /// Whether a source has the same part of something: a fifth, where the text has 20 per cent.
    pub(in crate::check) fn has_part(&self, value: &Value) -> bool {
        value.kind.is_share() && self.all.iter().any(|told| told.values.iter().any(|known| known.value.agrees(value)))
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
        let like = self.like(&words);
        let alike = |(told, shared): &(usize, usize)| 100 * shared / words.len().min(self.all[*told].words.max(FEW));
        let tells = |near: &&(usize, usize)| {
            let told = &self.all[near.0];
            let is_same = || values.iter().any(|one| told.values.iter().any(|other| one.is_of_same(other)));
            let is_enough = near.1 >= FEWEST || near.1 >= FEWEST_ALIKE && is_same();
            is_enough && alike(near) >= ALIKE && !is_of_another_time(tokens, told, Kind::Number)
        };
        let is_known = |value: &Value| {
            let mut about = like.iter().filter(|near| alike(near) >= ABOUT_THE_SAME);
            about.any(|(told, _)| self.all[*told].values.iter().any(|known| known.value.agrees(value)))
        };
        let is_other_year = values.iter().any(|one| one.value.kind == Kind::Year && !is_known(&one.value));
        let mut found = Vec::new();
        for one in values.iter().filter(|one| !is_known(&one.value)) {
            let kind = one.value.kind;
            let is_of_now = |near: &(usize, usize)| !is_of_another_time(tokens, &self.all[near.0], kind);
            let is_told = |near: &&(usize, usize)| {
                let is_date_told = alike(near) >= ALIKE_BUT_FOR_A_DATE;
                let is_part = || one.is_same_part(&self.all[near.0], near.1, alike(near)) && is_of_now(near);
                tells(near) && (if kind.is_figure() { !is_other_year } else { is_date_told }) || is_part()
            };
            let Some(near) = like.iter().find(is_told) else { continue };
            let told = &self.all[near.0];
            let is_right = |right: &&Counted| {
                one.counts_like(right) && values.iter().all(|other| !other.value.agrees(&right.value))
            };
            if let Some(right) = told.values.iter().find(is_right) {
                let right = &told.passage.text[right.value.span];
                found.push(Altered { value: one.value.clone(), right, passage: &told.passage, alike: alike(near) });
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
        self.value.kind == other.value.kind && (!self.value.kind.is_figure() || self.is_near(other))
    }

    fn is_near(&self, other: &Counted) -> bool {
        let shares = |a: &[String], b: &[String]| a.iter().any(|word| b.contains(word));
        shares(&self.after, &other.after) || shares(&self.before, &other.before)
    }

    /// Whether two figures are followed by the same words: "three additional teams".
    fn is_of_same(&self, other: &Counted) -> bool {
        let is_figure = self.value.kind.is_figure() && self.value.kind == other.value.kind;
        let is_telling = self.after.iter().any(|word| !EVERYWHERE.contains(&word.as_str()));
        is_figure && is_telling && self.after.len() == NEAR && self.after == other.after
    }

    /// Whether a sentence of a source tells how large the same part is, or how much more there is of the same thing.
    fn is_same_part(&self, told: &Told, shared: usize, alike: usize) -> bool {
        let kind = self.value.kind;
        let is_about = match kind {
            Kind::Share => shared >= FEWEST_ALIKE && alike >= ALIKE_SHARE,
            Kind::Change => true,
            _ => return false,
        };
        is_about && told.values.iter().any(|other| other.value.kind == kind && self.is_near(other))
    }
}

/// Words that any sentence about children's services may have.
const EVERYWHERE: [&str; 8] = ["children", "child", "servic", "people", "young", "council", "care", "famil"];

/// How many words before and after a figure say what is counted.
const NEAR: usize = 2;

/// The values of a sentence with the words around them.
fn counted(sentence: Excerpt<'_>) -> Vec<Counted> {
    let Excerpt { text, tokens, span } = sentence;
    let mut all = values(sentence);
    // A number alone in brackets is that of a paragraph or a footnote.
    all.retain(|value| {
        let (before, after) = (&text[span.start..value.span.start], &text[value.span.end..span.end]);
        let is_alone = before.ends_with('(') && after.starts_with(')');
        !is_alone && !is_cited(sentence.words(), before.len())
    });
    let spans: Vec<Span> = all.iter().map(|value| value.span).collect();
    let near = |tokens: &mut dyn Iterator<Item = &Token>| {
        let is_value = |token: &&Token| spans.iter().any(|span| span.overlaps(token.span));
        let words = tokens.filter(|token| says_something(&token.form) && !is_moving(&token.form) && !is_value(token));
        words.take(NEAR).map(|token| stem(&token.form).to_owned()).collect()
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
    told.map(|token| stem(&token.form).to_owned()).collect()
}

/// The words that say what a text is about.
pub(in crate::check) fn telling_words(text: &str) -> BTreeSet<String> {
    telling(&language::tokens(text), &[])
}

fn says_something(form: &str) -> bool {
    form.len() > 2 && form != "may" && !is_function_word(form) && !is_quantity(form) && !is_of_inspectors(form)
}

/// Whether a word only says who says it: "Ofsted found".
fn is_of_inspectors(form: &str) -> bool {
    SPEECH_WORDS.saying.has(form)
        || SPEECH_WORDS.reporting.has(form)
        || matches!(form.trim_end_matches("'s"), "ofsted" | "inspector" | "inspectors" | "report" | "according")
}

/// What a sentence begins with that is about the one before it.
const POINTING: [&str; 9] = ["they", "it", "he", "she", "their", "its", "each", "these", "those"];

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

fn is_of_another_time(tokens: &[Token], told: &Told, kind: Kind) -> bool {
    const SEASONS: [&str; 4] = ["winter", "spring", "summer", "autumn"];
    let source = told.passage.text[told.sentence].to_lowercase();
    let is_season = |next: Option<&Token>| next.is_some_and(|next| SEASONS.contains(&next.form.as_str()));
    // "By a fifth since the last inspection" is what a change is.
    let since = tokens.iter().position(|token| token.form == "since").filter(|_| kind == Kind::Change);
    let tokens = &tokens[..since.unwrap_or(tokens.len())];
    let mut others = tokens.iter().enumerate().filter(|(_, token)| OTHER_TIMES.contains(&token.form.as_str()));
    // "Last winter" is when it was.
    others.any(|(at, token)| {
        !(source.contains(token.form.as_str()) || token.form == "last" && is_season(tokens.get(at + 1)))
    })
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
