//! Quotations: each one is somebody's words, and stands in that somebody's text verbatim.
//!
//! Rule: what is attributed to the inspectorate is in its report (Open Government Licence v3.0: not misleading; Code of
//! Recommended Practice on Local Authority Publicity 2011: objective); what is attributed to a person, in the statement
//! that the person agreed to. Words in marks that nobody is said to have spoken may be the text's own: a term, a title.

mod classes;
mod compare;
mod edges;
mod halves;
mod others;
#[cfg(test)]
mod tests;

use crate::check::evidence::earlier::is_about_earlier;
use crate::check::evidence::ground::{Ground, Person};
use crate::check::evidence::passages::{Passage, Passages};
use crate::check::evidence::prose::{Prose, Spoken};
use crate::check::evidence::reading::Reading;
use crate::check::evidence::roles::may_be;
use crate::check::evidence::set_apart::set_apart;
use crate::check::evidence::speaker::Voice;
use crate::check::evidence::who_speaks::reads_as_headline;
use crate::check::{Check, Class, Duties, Found};
use crate::language::{
    self, Quoted, TokenRange,
    pattern::{self, Pattern},
};
use crate::text::TextSpan;
use classes::{
    ALTERED, APART, CITED, CUT_SHORT, HEADLINE, NOBODY, NOT_AGREED, NOT_FOUND, OTHERS, PARAGRAPHS, PUNCTUATION,
    SPEAKER, TERM, TURNED, UNAGREED, UNCHECKED,
};
use compare::{Alteration, Verdict, compare};
use std::sync::LazyLock;

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "quotations",
    rule: "Open Government Licence v3.0; Publicity Code 2011, objective",
    classes: &[
        &ALTERED,
        &SPEAKER,
        &NOT_FOUND,
        &UNAGREED,
        &NOT_AGREED,
        &UNCHECKED,
        &NOBODY,
        &TERM,
        &HEADLINE,
        &TURNED,
        &CUT_SHORT,
        &PUNCTUATION,
        &PARAGRAPHS,
        &CITED,
        &APART,
        &OTHERS,
    ],
    duties: Duties::These(&[&UNAGREED, &UNCHECKED, &NOT_AGREED]),
    run,
};

/// Words up to which marks may set off a term.
const TERM_WORDS: usize = 2;
/// Words from which a quotation needs a speaker.
const SENTENCE_WORDS: usize = 5;
/// Bytes behind a quotation in which its paragraph may be cited.
const CITED_WITHIN: usize = 200;
/// How many places at which a quotation may end are tried.
const ENDS: usize = 20;
/// Likeness from which words that nobody is said to have spoken count as a source's.
const SURELY: f64 = 0.7;

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let is_mention = |quote: &Quoted| {
        let TextSpan { block: leaf, span: range } = quote.pieces[0];
        let part = &prose.parts[leaf];
        ground.known.grammar.is_about_words(&part.plain[part.sentence_at(range.start)])
    };
    let outer = prose.quotes.iter().zip(reading.voices()).filter(|(quote, _)| quote.depth == 0 && !is_mention(quote));
    let outer: Vec<(&Quoted, &Voice)> = outer.collect();
    let marked = outer.iter().flat_map(|(quote, voice)| of_quote(prose, ground, quote, voice));
    let halves = outer.windows(2).filter_map(|pair| halves::apart(prose, ground, pair[0], pair[1]));
    // What is set apart without marks and is nobody's words may be a note of the text's own.
    let apart = set_apart(prose, ground);
    let apart = apart.iter().flat_map(|(quote, voice)| of_quote(prose, ground, quote, voice));
    marked.chain(halves).chain(apart.filter(|found| found.class != NOBODY.id)).collect()
}

/// A quotation of several paragraphs that is not the source's as a whole is looked at paragraph by paragraph.
fn of_quote(prose: &Prose, ground: &Ground<'_>, quote: &Quoted, voice: &Voice) -> Vec<Found> {
    let whole = Quotation::new(prose, ground, quote, voice.clone());
    let found = whole.findings();
    if quote.pieces.len() < 2 || found.is_empty() {
        return found;
    }
    let piece = |piece: &TextSpan| {
        let piece = Quoted { pieces: vec![*piece], other_ends: Vec::new(), ..quote.clone() };
        Quotation::new(prose, ground, &piece, voice.clone()).findings()
    };
    let pieces: Vec<Found> = quote.pieces.iter().flat_map(piece).collect();
    // A quotation that nothing is known of is one finding, not one a paragraph.
    if pieces.len() == quote.pieces.len() && found.iter().all(|found| found.class != ALTERED.id) {
        return found;
    }
    if pieces.is_empty() {
        let message = "each paragraph stands in the source, and they do not follow each other there";
        return vec![
            Found::new(&PARAGRAPHS, whole.whole(), message)
                .hint("say that words were left out, or quote them one by one"),
        ];
    }
    pieces
}

/// One quotation under examination.
struct Quotation<'a> {
    prose: &'a Prose,
    ground: &'a Ground<'a>,
    spoken: Spoken,
    /// Where the last piece is.
    end: TextSpan,
    words: usize,
    voice: Voice,
}

static CITATION: LazyLock<Pattern> = LazyLock::new(|| pattern::words(r"(?i)\bparagraph (\d{1,3})\b"));

impl<'a> Quotation<'a> {
    fn new(prose: &'a Prose, ground: &'a Ground<'a>, quote: &Quoted, voice: Voice) -> Quotation<'a> {
        let quote = best_end(prose, ground, quote);
        let spoken = prose.words_of(&quote);
        let end = *quote.pieces.last().expect("a quotation has a piece");
        let words = language::tokens(&spoken.text).len();
        let voice = match voice {
            Voice::Person(person) if ground.people[person].inspector => Voice::Report,
            voice => voice,
        };
        Quotation { prose, ground, spoken, end, words, voice }
    }

    fn findings(&self) -> Vec<Found> {
        if self.words == 0 || is_grade(&self.spoken.text, self.ground) || is_name(&self.spoken.text, self.words) {
            return Vec::new();
        }
        let found = match &self.voice {
            Voice::Report => self.of_report(),
            Voice::Person(person) => self.of_person(*person),
            Voice::Stranger(name) => self.of_stranger(name),
            Voice::Unnamed(called) => self.of_unnamed(called),
            Voice::Nobody => self.of_nobody(),
        };
        found.map(|found| self.of_others(found)).into_iter().collect()
    }

    /// Words that are not in this report, but are said to be of another one or of an official, were not looked for: that is said.
    fn of_others(&self, found: Found) -> Found {
        let TextSpan { block, span } = self.spoken.first();
        let part = &self.prose.parts[block];
        let sentence = &part.own[part.sentence_at(span.start).cover(part.sentence_at(span.end))];
        let is_of_person = found.class == UNAGREED.id || found.class == UNCHECKED.id;
        let message = if is_of_person && others::is_official(sentence) {
            "these are the words of an official of the inspectorate: they are not in the report, and were not looked for"
        } else if (found.class == NOT_FOUND.id && self.voice == Voice::Report || found.class == NOBODY.id)
            && is_about_earlier(sentence, self.ground.known.inspection)
        {
            "these are the words of an earlier report, which was not looked at"
        } else {
            return found;
        };
        Found::new(&OTHERS, self.whole(), message).hint("compare them with the text that they are from")
    }

    fn of_report(&self) -> Option<Found> {
        let report = &self.ground.report;
        match compare(&self.spoken.text, report) {
            Verdict::Stands { words, last, punctuation, apart } => {
                let cited =
                    self.cited(words.start).or_else(|| self.cut(TokenRange::new(words.start, last.end), report));
                cited.or_else(|| self.as_printed(report.passage(words.start), punctuation, apart))
            }
            verdict => self.wrong_speaker(None).or_else(|| match verdict {
                Verdict::Altered(altered) => Some(self.altered(&ALTERED, report, &altered)),
                Verdict::Absent { .. } if self.words <= TERM_WORDS => {
                    let message = format!("“{}” reads as the report’s words and is not in it", self.spoken.text);
                    Some(
                        Found::new(&TERM, self.whole(), message)
                            .hint("take the marks away, or quote what the report says"),
                    )
                }
                Verdict::Absent { nearest } => Some(self.absent(nearest)),
                Verdict::Stands { .. } => None,
            }),
        }
    }

    fn absent(&self, nearest: Option<usize>) -> Found {
        let message = "these words are not in the report".to_owned();
        let found =
            Found::new(&NOT_FOUND, self.whole(), message).hint("quote what the report says, or say who said this");
        match nearest {
            Some(word) => found.source(self.ground.report.passage(word)),
            None => found,
        }
    }

    fn of_person(&self, number: usize) -> Option<Found> {
        let person = &self.ground.people[number];
        match compare(&self.spoken.text, &person.statements) {
            Verdict::Stands { words, last, punctuation, apart } => {
                let cut = self.cut(TokenRange::new(words.start, last.end), &person.statements);
                cut.or_else(|| self.as_printed(person.statements.passage(words.start), punctuation, apart))
            }
            _ if self.words <= TERM_WORDS => None,
            verdict => self.wrong_speaker(Some(number)).or_else(|| match verdict {
                Verdict::Altered(altered) => Some(self.altered(&ALTERED, &person.statements, &altered)),
                _ if person.statements.is_empty() => Some(self.unagreed(&person.name)),
                _ => {
                    let message = format!("these words are not in the statement that {} agreed to", person.name);
                    let found = Found::new(&NOT_FOUND, self.whole(), message);
                    let found =
                        found.hint("quote the agreed words, or have the new ones agreed and put into brief.toml");
                    Some(found.source(&person.statements.all()[0]))
                }
            }),
        }
    }

    fn of_stranger(&self, name: &str) -> Option<Found> {
        if self.words <= TERM_WORDS {
            return None;
        }
        self.wrong_speaker(None).or_else(|| self.reports_own(name)).or_else(|| Some(self.unagreed(name)))
    }

    /// Words of somebody without a name may be from anywhere, but not those that another person agreed to.
    fn of_unnamed(&self, called: &str) -> Option<Found> {
        let other = self.said_by(None).filter(|_| self.words >= SENTENCE_WORDS);
        let other = other.filter(|(person, _)| !may_be(person, called, self.ground)).map(|(_, found)| found);
        other.or_else(|| self.of_nobody())
    }

    fn unagreed(&self, name: &str) -> Found {
        if self.ground.known.brief.is_none() {
            let message = format!("there is no brief to hold the words of {name} against");
            return Found::new(&UNCHECKED, self.whole(), message).hint("check the story’s folder, with its brief.toml");
        }
        let message = format!("the brief has no agreed statement of {name}");
        Found::new(&UNAGREED, self.whole(), message).hint("put the agreed words into brief.toml as [[statements]]")
    }

    fn of_nobody(&self) -> Option<Found> {
        if self.words <= TERM_WORDS + 1 {
            return None;
        }
        let ground = self.ground;
        if let Verdict::Stands { .. } = compare(&self.spoken.text, &ground.report) {
            return self.of_report();
        }
        let mut nearest: Option<(&Passages, Alteration)> = None;
        for source in ground.sources() {
            match compare(&self.spoken.text, source) {
                Verdict::Stands { words, punctuation, apart, .. } => {
                    return self.as_printed(source.passage(words.start), punctuation, apart);
                }
                Verdict::Altered(altered)
                    if nearest.as_ref().is_none_or(|(_, other)| other.likeness < altered.likeness) =>
                {
                    nearest = Some((source, altered));
                }
                _ => {}
            }
        }
        let heading = reads_as_headline(&self.prose.parts[self.spoken.first().block]);
        match nearest {
            Some((source, altered)) if heading => Some(self.altered(&HEADLINE, source, &altered)),
            Some((source, altered)) if altered.likeness >= SURELY && self.words >= SENTENCE_WORDS - 1 => {
                Some(self.altered(&ALTERED, source, &altered))
            }
            _ if heading || self.words < SENTENCE_WORDS => None,
            nearest => {
                let message = "no source has these words, and nobody is said to have spoken them";
                let found =
                    Found::new(&NOBODY, self.whole(), message).hint("say who said this, or take the marks away");
                Some(match nearest {
                    Some((source, altered)) => found.source(source.passage(altered.word)),
                    None => found,
                })
            }
        }
    }

    /// Whether somebody else said these words, whole and word for word.
    fn wrong_speaker(&self, said_to_be: Option<usize>) -> Option<Found> {
        if self.words <= TERM_WORDS {
            return None;
        }
        let by_person = self.said_by(said_to_be).map(|(_, found)| found);
        by_person.or_else(|| self.reports_own(&self.ground.people[said_to_be?].name))
    }

    /// The person who agreed to these words, if it is another one than is said, and what there is to say of it.
    fn said_by(&self, said_to_be: Option<usize>) -> Option<(&Person, Found)> {
        let others = self.ground.people.iter().enumerate().filter(|(number, _)| Some(*number) != said_to_be);
        others.map(|(_, person)| person).find_map(|person| {
            let Verdict::Stands { words, .. } = compare(&self.spoken.text, &person.statements) else { return None };
            let message = format!("these are the words of {}", person.name);
            let found = Found::new(&SPEAKER, self.whole(), message).hint("name the one who said them");
            Some((person, found.source(person.statements.passage(words.start))))
        })
    }

    /// Whether the words said to be a person's are the report's.
    fn reports_own(&self, name: &str) -> Option<Found> {
        let Verdict::Stands { words, .. } = compare(&self.spoken.text, &self.ground.report) else { return None };
        if self.words < SENTENCE_WORDS - 1 {
            return None;
        }
        let message = format!("these are the report’s words, not those of {name}");
        let found = Found::new(&SPEAKER, self.whole(), message).hint("name the one who said them");
        Some(found.source(self.ground.report.passage(words.start)))
    }

    /// Whether the paragraph that is cited right behind the words, or under them, is the one they stand in.
    fn cited(&self, word: usize) -> Option<Found> {
        let TextSpan { block: leaf, span: range } = self.end;
        let behind = &self.prose.parts[leaf].text[range.end..];
        let under = self
            .prose
            .parts
            .get(leaf + 1)
            .filter(|part| !part.within.is_empty() && part.within == self.prose.parts[leaf].within);
        let (leaf, at, text) = match under {
            Some(under) if !behind.contains(char::is_alphanumeric) => (leaf + 1, 0, under.text.as_str()),
            _ => (
                leaf,
                range.end,
                Some(&behind[..behind.floor_char_boundary(CITED_WITHIN.min(behind.len()))])
                    .and_then(|behind| behind.split_inclusive(')').next())
                    .filter(|behind| behind.trim_start_matches(['”', '’', '"', '.', ' ', '\'']).starts_with('('))?,
            ),
        };
        let number = CITATION.captures(text)?.get(1)?;
        let cited: u32 = number.as_str().parse().ok()?;
        let ids = self.ground.report.ids(&language::tokens(&self.spoken.text));
        let places = self.ground.report.exact(&ids).into_iter().chain([word]);
        let numbers: Vec<u32> =
            places.filter_map(|word| self.ground.paragraph_number(&self.ground.report.passage(word).datum)).collect();
        if numbers.contains(&cited) {
            return None;
        }
        let place = TextSpan::new(leaf, at + number.start(), at + number.end());
        let passage = self.ground.report.passage(word);
        let found =
            Found::new(&CITED, place, format!("the words stand in {}, not in paragraph {cited}", passage.label))
                .source(passage);
        Some(match numbers.first() {
            Some(right) => found.edit(right.to_string()),
            None => found,
        })
    }

    /// What was cut at the ends of the words, where that is a sense of theirs. Words that a source has more than once are not
    /// held to the one place.
    fn cut(&self, words: TokenRange, source: &Passages) -> Option<Found> {
        let ids = source.ids(&language::tokens(&self.spoken.text));
        if source.exact(&ids).len() > 1 {
            return None;
        }
        let opening = self.spoken.first();
        let before = &self.prose.parts[opening.block].text[..opening.span.start];
        let after = &self.prose.parts[self.end.block].text[self.end.span.end..];
        let cut = edges::cut(words, source, before, after)?;
        let (class, message) = if cut.turns {
            (&TURNED, format!("leaving out “{}” changes the meaning", cut.words))
        } else {
            let verb = if cut.opens { "begins" } else { "goes on" };
            (&CUT_SHORT, format!("the sentence {verb}: “{}”", cut.words))
        };
        let found = Found::new(class, self.whole(), message).source(source.passage(words.start));
        Some(found.hint(format!("quote the whole sentence, or say what was cut: “{}”", cut.sentence)))
    }

    /// Words that stand in their source: whether somebody agreed to them, punctuation and ellipses are looked at.
    fn as_printed(&self, passage: &Passage, punctuation: Option<String>, apart: bool) -> Option<Found> {
        if !self.ground.is_agreed(&passage.datum) {
            let message = format!("the brief does not say who agreed to {}", passage.label);
            let hint = "once the words are agreed, add agreed_by to this statement in brief.toml";
            return Some(Found::new(&NOT_AGREED, self.whole(), message).hint(hint));
        }
        if apart {
            let message = "the ellipsis joins passages that stand far apart";
            return Some(Found::new(&APART, self.whole(), message).source(passage).hint("quote them one by one"));
        }
        let printed = punctuation?;
        let message = "the words are as printed, the punctuation is not";
        Some(Found::new(&PUNCTUATION, self.whole(), message).source(passage).edit(printed))
    }

    fn altered(&self, class: &'static Class, source: &Passages, altered: &Alteration) -> Found {
        let passage = source.passage(altered.word);
        let message = format!("the quotation is not what {} says: {}", passage.label, altered.how);
        let found = Found::new(class, self.spoken.place(altered.part), message).source(passage);
        match &altered.edit {
            Some(edit) => found.edit(edit),
            None => found,
        }
    }

    fn whole(&self) -> TextSpan {
        self.spoken.first()
    }
}

/// A quotation whose end is in doubt ends where its words are somebody's.
fn best_end(prose: &Prose, ground: &Ground<'_>, quote: &Quoted) -> Quoted {
    let stands = |quote: &Quoted| {
        let words = prose.words_of(quote).text;
        let people = ground.people.iter().map(|person| &person.statements);
        [&ground.report]
            .into_iter()
            .chain(people)
            .any(|source| matches!(compare(&words, source), Verdict::Stands { .. }))
    };
    let others = quote.other_ends.iter().take(ENDS).map(|&end| {
        let mut other = quote.clone();
        if let Some(piece) = other.pieces.last_mut() {
            piece.span.end = end;
        }
        other
    });
    let mut others = others.filter(|_| !stands(quote));
    others.find(|other| stands(other)).unwrap_or_else(|| quote.clone())
}

/// Whether the words are only a grade: those are looked at as facts.
fn is_grade(words: &str, ground: &Ground<'_>) -> bool {
    let plain = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let plain = ["required ", "requiring ", "require "]
        .iter()
        .find_map(|tense| plain.strip_prefix(tense))
        .map_or(plain.clone(), |rest| format!("requires {rest}"));
    let grades = ground.known.frameworks.iter().flat_map(|framework| &framework.grades);
    let mut names = grades.flat_map(|grade| std::iter::once(&grade.name).chain(&grade.aliases));
    names.any(|name| name.to_lowercase() == plain) || plain == "requires improvement"
}

/// Whether the words are a name or title: all their longer words begin with a capital.
fn is_name(text: &str, words: usize) -> bool {
    let mut long = language::words(text).map(|range| &text[range]).filter(|word| word.chars().count() > 3);
    (2..=8).contains(&words)
        && !text.trim_end().ends_with(['.', ','])
        && long.all(|word| word.starts_with(char::is_uppercase))
}
