//! How a cutting tells a message: word for word, in other words, otherwise than it is, or not at all. Not here: which messages there
//! are (messages), and what else a cutting says (split).

use super::messages::{Message, MessageKind, Of, Tells, before, is_result};
use super::said::{Said, is_same};
use super::text::Text;
use super::word_lists::{WORDS, has};
use super::words::{Runs, common, longest, position};
use crate::check::Found;
use crate::document::{Fact, FactKind};
use crate::language;
use crate::text::{self, TextSpan};
use std::collections::BTreeMap;
use std::ops::Range;

/// How a message came through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Most of its own words are there.
    WordForWord,
    /// It is told, in other words.
    OtherWords,
    /// The cutting says otherwise.
    Contradicted,
    /// It is not there.
    Absent,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 4] = [Verdict::WordForWord, Verdict::OtherWords, Verdict::Contradicted, Verdict::Absent];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::WordForWord => "word for word",
            Verdict::OtherWords => "in other words",
            Verdict::Contradicted => "contradicted",
            Verdict::Absent => "absent",
        }
    }

    /// Returns whether readers got the message.
    pub fn came_through(self) -> bool {
        matches!(self, Verdict::WordForWord | Verdict::OtherWords)
    }
}

/// A message in a cutting.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// How it came through.
    pub verdict: Verdict,
    /// The share of its own words that are there, from 0 to 1.
    pub share: f64,
    /// Whether it is in the headline or the first paragraph.
    pub leads: bool,
    /// The sentence of the cutting that tells it, or says otherwise.
    pub sentence: Option<String>,
    /// Of a statement or a quotation, each sentence, and whether it is there word for word.
    pub sentences: Vec<(String, bool)>,
}

/// The share of its own words from which a message is said word for word.
const WORD_FOR_WORD: f64 = 0.6;
/// So few own words, or less than a third of the message, decide nothing: then all of its words count.
const FEW_OWN: usize = 4;
/// The share of what a message means, by weight, from which a sentence tells it.
const RETOLD: f64 = 0.5;
/// The same, for a comparison with other councils in a sentence that compares too.
const COMPARED: f64 = 0.35;
/// The same, where a number of the message is there.
const WITH_NUMBER: f64 = 0.3;
/// A sentence that tells a part of a message tells it if it says little else; but not less than this share of it.
const PART: f64 = 0.25;
/// How the facts call the overall judgement.
const OVERALL: &str = "overall grade";
/// The share of its words from which a quotation is meant to be one of a message.
const ALIKE: f64 = 0.7;

/// A release, or the key messages, with what marks its words.
#[derive(Debug)]
pub(super) struct Body<'a> {
    /// Its words.
    pub(super) text: &'a Text,
    /// Of each word whether it is its own: not the report's, and no name that everybody uses.
    pub(super) own: Vec<bool>,
}

/// A cutting, ready to be asked for messages.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    said: &'a Said<'a>,
    forms: Vec<u32>,
    runs: Runs,
    /// Whether the story has grades by which the check could find an error.
    is_judged: bool,
    /// How much a meaning weighs: rare ones more.
    weights: &'a BTreeMap<u32, f64>,
}

/// What is found of a message besides its words: where, and whether it is right.
enum Told {
    Right(usize),
    Wrong(usize),
    No,
}

impl<'a> Asked<'a> {
    pub(super) fn of(said: &'a Said<'a>, weights: &'a BTreeMap<u32, f64>, is_judged: bool) -> Asked<'a> {
        let forms = said.text.forms(0..said.text.words.len());
        Asked { runs: Runs::of(&forms), said, forms, is_judged, weights }
    }

    /// Returns how the cutting tells each message.
    pub(super) fn cells(&self, messages: &[Message], release: &Body<'_>, key: &Body<'_>) -> Vec<Cell> {
        let marks = |body: &Body<'_>| self.runs.mark(&body.text.forms(0..body.text.words.len()));
        let (in_release, in_key) = (marks(release), marks(key));
        let cell = |message: &Message| {
            let (body, there) = if message.of == Of::Release { (release, &in_release) } else { (key, &in_key) };
            self.cell(message, body, there)
        };
        messages.iter().map(cell).collect()
    }

    fn cell(&self, message: &Message, body: &Body<'_>, there: &[bool]) -> Cell {
        let share = self.share(message, body, there);
        let is_whole =
            message.pieces.iter().any(|piece| position(&body.text.forms(piece.clone()), &self.forms).is_some());
        let told = self.told(message, body);
        let copied = || self.first_copied(message, body);
        let (verdict, word) = match told {
            Told::Wrong(at) if !(is_whole && is_spoken(message)) => (Verdict::Contradicted, Some(at)),
            Told::Right(at) if share >= WORD_FOR_WORD => (Verdict::WordForWord, copied().or(Some(at))),
            Told::Right(at) => (Verdict::OtherWords, Some(at)),
            _ if share >= WORD_FOR_WORD && !needs_claim(&message.tells) => (Verdict::WordForWord, copied()),
            Told::Wrong(_) | Told::No => (Verdict::Absent, None),
        };
        let at = word.map(|word| &self.said.text.words[word]);
        let place = at.map(|word| TextSpan { block: word.leaf, span: word.span });
        let sentence = place.and_then(|place| self.said.text.sentence_at(place));
        let leads = at.is_some_and(|word| word.leaf < self.said.text.lead());
        Cell {
            verdict,
            share,
            leads: leads && verdict.came_through(),
            sentence: sentence.map(|number| self.said.text.written(&self.said.text.sentences[number]).to_owned()),
            sentences: if is_spoken(message) { self.sentences(message, body, there) } else { Vec::new() },
        }
    }

    /// The share of a message's own words that the cutting has in runs; of a quotation of the report, of all its words. Of a fact
    /// the best of the sentences counts that tell it, if the words of the fact itself are there.
    fn share(&self, message: &Message, body: &Body<'_>, there: &[bool]) -> f64 {
        let of = |words: &mut dyn Iterator<Item = usize>| {
            let words: Vec<usize> = words.collect();
            let own: Vec<usize> = words.iter().copied().filter(|word| body.own[*word]).collect();
            let is_own = own.len() >= FEW_OWN && own.len() * 3 >= words.len();
            let counted = if is_own && message.tells != Tells::Report { &own } else { &words };
            text::share(counted.iter().filter(|word| there[**word]).count(), counted.len())
        };
        if needs_claim(&message.tells) {
            let told = message.pieces.iter().zip(&message.heads).map(|(piece, head)| {
                let has_head = there[head.clone()].contains(&true);
                if has_head { of(&mut piece.clone()) } else { 0.0 }
            });
            return told.fold(0.0, f64::max);
        }
        let all: Vec<usize> = message.pieces.iter().cloned().flatten().collect();
        let is_short = all.len() < super::words::RUN && !all.is_empty();
        if is_short && position(&body.text.forms(all[0]..all[all.len() - 1] + 1), &self.forms).is_some() {
            return 1.0;
        }
        of(&mut all.into_iter())
    }

    fn first_copied(&self, message: &Message, body: &Body<'_>) -> Option<usize> {
        let runs = message.pieces.iter().map(|piece| Runs::of(&body.text.forms(piece.clone())));
        runs.filter_map(|runs| runs.first_in(&self.forms)).min()
    }

    fn sentences(&self, message: &Message, body: &Body<'_>, there: &[bool]) -> Vec<(String, bool)> {
        let of = |piece: &Range<usize>| {
            let same = there[piece.clone()].iter().filter(|there| **there).count();
            let is_there = text::share(same, piece.len()) >= WORD_FOR_WORD
                || position(&body.text.forms(piece.clone()), &self.forms).is_some() && piece.len() > 2;
            (body.text.text_of(piece.clone()), is_there)
        };
        message.pieces.iter().map(of).collect()
    }

    fn told(&self, message: &Message, body: &Body<'_>) -> Told {
        match &message.tells {
            Tells::Grade { area, grade } => match self
                .claimed("grade-", |fact| (is_result(fact) && fact.about == *area).then_some(fact.value == *grade))
            {
                Told::No if area == OVERALL => self.led_with(grade),
                told => told,
            },
            Tells::Before { areas, grade } => match self.claimed("grade-", |fact| {
                let (about, value) = before(fact)?;
                let is_one = areas.iter().any(|area| area == about);
                if value == grade && (is_one || about == OVERALL) {
                    return Some(true);
                }
                is_one.then_some(false)
            }) {
                Told::No => self.looked_back(grade),
                told => told,
            },
            Tells::Figure { about, value } => self.claimed("", |fact| {
                let is_it = fact.kind == FactKind::Figure && fact.about == *about;
                is_it.then(|| same_figure(&fact.value, value))
            }),
            Tells::Rank => self.compared(message, body),
            Tells::Speech => self.spoken(message, body),
            Tells::Report => self.quoted(message, body),
            Tells::Meaning(datum) => {
                let point = datum.as_ref().and_then(|datum| {
                    let covered = self.said.coverage.iter().find(|covered| covered.datum == *datum)?;
                    self.said.text.words_at(covered.place?).next()
                });
                point.map_or_else(|| self.retold(message, body), Told::Right)
            }
        }
    }

    /// Whether a fact is claimed: `says` tells of a fact whether it is about the same, and then whether it says the same. That it says
    /// otherwise is an error of the checks, where these have something to go by.
    fn claimed(&self, class: &str, says: impl Fn(&Fact) -> Option<bool>) -> Told {
        let mut wrong = Told::No;
        for fact in &self.said.facts {
            let word = || self.said.text.words_at(fact.place).next().unwrap_or_default();
            match says(fact) {
                Some(true) => return Told::Right(word()),
                Some(false) if !self.is_judged || self.said.errors_at(fact.place, class).next().is_some() => {
                    wrong = Told::Wrong(word());
                }
                _ => {}
            }
        }
        wrong
    }

    /// A grade in the headline or the first paragraph that is given to nothing by name is the council's. So is one that the checks do
    /// not read, in a sentence that names the inspectorate, denies nothing and looks back at nothing.
    fn led_with(&self, grade: &str) -> Told {
        let is_open = |fact: &&Fact| fact.kind == FactKind::Grade && fact.about.is_empty() && fact.value == grade;
        let text = &self.said.text;
        let lead = text.lead();
        let mut leads = self.said.facts.iter().filter(is_open).filter(|fact| fact.place.block < lead);
        if let Some(word) = leads.find_map(|fact| text.words_at(fact.place).next()) {
            return Told::Right(word);
        }
        let grade = grade.to_lowercase();
        let says = |sentence: &&super::text::Sentence| {
            let written = text.written(sentence).to_lowercase();
            let words: Vec<&str> = written.split(|c: char| !c.is_alphanumeric()).collect();
            let names = |some: &[&str]| words.iter().any(|word| some.contains(word));
            let place = TextSpan { block: sentence.leaf, span: sentence.span };
            let is_read = self.said.facts.iter().any(|fact| fact.kind == FactKind::Grade && fact.place.overlaps(place));
            names(&[grade.as_str()])
                && names(&["ofsted", "inspectors"])
                && !has(&written, &[&WORDS.not_now])
                && !is_read
        };
        let mut sentences = text.sentences.iter().filter(|sentence| sentence.leaf < lead);
        sentences.find(says).map_or(Told::No, |sentence| Told::Right(sentence.words.start))
    }

    /// A grade that is given to nothing by name, in a sentence that looks back, is the one before.
    fn looked_back(&self, grade: &str) -> Told {
        let is_open = |fact: &&Fact| fact.kind == FactKind::Grade && fact.about.is_empty() && fact.value == grade;
        let looks_back = |fact: &&Fact| {
            let sentence = self.said.text.sentence_at(fact.place).map(|number| &self.said.text.sentences[number]);
            let written = sentence.map(|sentence| self.said.text.written(sentence).to_lowercase());
            has(&written.unwrap_or_default(), &[&WORDS.looking_back])
        };
        let mut open = self.said.facts.iter().filter(is_open).filter(looks_back);
        let word = open.find_map(|fact| self.said.text.words_at(fact.place).next());
        word.map_or(Told::No, Told::Right)
    }

    fn compared(&self, message: &Message, body: &Body<'_>) -> Told {
        let mut wrong = Told::No;
        for place in &self.said.ranks {
            let Some(number) = self.said.text.sentence_at(*place) else { continue };
            let sentence = &self.said.text.sentences[number];
            let words = sentence.words.clone();
            if self.likeness(message, body, &words) < COMPARED {
                continue;
            }
            let span = TextSpan { block: sentence.leaf, span: sentence.span };
            if self.said.errors_at(span, "ranking-wrong").next().is_some() && !self.has_a_number(message, body, &words)
            {
                wrong = Told::Wrong(words.start);
            } else {
                return Told::Right(words.start);
            }
        }
        match wrong {
            Told::No => self.retold(message, body),
            wrong => wrong,
        }
    }

    /// A statement: the same speaker, with three words of it in a row, with a part of it in quotation marks, or with what it means.
    fn spoken(&self, message: &Message, body: &Body<'_>) -> Told {
        if let Some(word) = self.altered(message, body) {
            return Told::Wrong(word);
        }
        let speaker = message.speaker.as_deref().unwrap_or_default();
        let quoted: Vec<&Range<usize>> = self.said.quoted_from(speaker).collect();
        if let Some(words) = quoted.iter().find(|words| self.is_fragment(message, body, words)) {
            return Told::Right(words.start);
        }
        let spoken = self.said.spoken_by(speaker);
        let tells = |words: &&Range<usize>| self.has_run(message, body, words) || self.means(message, body, words);
        spoken.iter().find(tells).map_or(Told::No, |words| Told::Right(words.start))
    }

    /// A quotation of the report: a part of it in quotation marks.
    fn quoted(&self, message: &Message, body: &Body<'_>) -> Told {
        if let Some(word) = self.altered(message, body) {
            return Told::Wrong(word);
        }
        let pieces = self.said.quotes.iter().flat_map(|quote| &quote.pieces);
        let mut parts =
            pieces.filter(|words| self.is_fragment(message, body, words) || self.has_run(message, body, words));
        match parts.next() {
            Some(words) => Told::Right(words.start),
            None => self.retold_mostly(message, body),
        }
    }

    /// Where a quotation is one of the message, with other words in it or of another speaker.
    fn altered(&self, message: &Message, body: &Body<'_>) -> Option<usize> {
        const FEW: usize = 4;
        let own: Vec<u32> = message.pieces.iter().flat_map(|piece| body.text.forms(piece.clone())).collect();
        let is_of_words =
            |found: &&Found| found.class == "quotation-altered" || found.class == "quotation-wrong-speaker";
        let wrong = self.said.errors.iter().filter(is_of_words);
        let mut places = wrong.filter_map(|found| {
            let place = found.finding.place;
            let word = self.said.text.words_at(place).next()?;
            let quotes = self.said.quotes.iter().flat_map(|quote| &quote.pieces);
            let piece = quotes.into_iter().find(|piece| piece.contains(&word))?;
            let words = self.said.text.forms(piece.clone());
            let alike = text::share(common(&words, &own), words.len().min(own.len()));
            let is_there = position(&words, &own).is_some();
            (words.len() >= FEW && alike >= ALIKE && !(is_there && found.class == "quotation-altered")).then_some(word)
        });
        places.next()
    }

    /// Whether words of a cutting are a part of a message, all of them, and say something.
    fn is_fragment(&self, message: &Message, body: &Body<'_>, words: &Range<usize>) -> bool {
        let forms = self.said.text.forms(words.clone());
        let says = self.said.text.meanings(words.clone()).len() >= 2;
        says && message.pieces.iter().any(|piece| position(&forms, &body.text.forms(piece.clone())).is_some())
    }

    /// Whether words of a cutting have three in a row of a message, two of which say something.
    fn has_run(&self, message: &Message, body: &Body<'_>, words: &Range<usize>) -> bool {
        const RUN: usize = 3;
        let forms = self.said.text.forms(words.clone());
        message.pieces.iter().any(|piece| {
            let (length, start) = longest(&forms, &body.text.forms(piece.clone()));
            let start = words.start + start;
            length >= RUN && self.said.text.meanings(start..start + length).len() >= 2
        })
    }

    /// Whether a sentence in which somebody speaks means mostly what the message means.
    fn means(&self, message: &Message, body: &Body<'_>, words: &Range<usize>) -> bool {
        const LEAST: usize = 4;
        let said = self.said.text.meanings(words.clone());
        message.pieces.iter().any(|piece| {
            let meant = body.text.meanings(piece.clone());
            let same = common(&meant, &said);
            same >= LEAST && text::share(same, meant.len()) >= RETOLD
        })
    }

    /// A quotation without quotation marks: half of what it means, not only of what the sentence means.
    fn retold_mostly(&self, message: &Message, body: &Body<'_>) -> Told {
        let all: Vec<u32> = message.pieces.iter().flat_map(|piece| body.text.meanings(piece.clone())).collect();
        let tells = |words: &Range<usize>| {
            let same = common(&all, &self.said.text.meanings(words.clone()));
            text::share(same, all.len()) >= RETOLD && self.likeness(message, body, words) >= RETOLD
        };
        let mut sentences = self.said.text.sentences.iter().map(|sentence| &sentence.words);
        sentences.find(|words| tells(words)).map_or(Told::No, |words| Told::Right(words.start))
    }

    /// A message that is told by what a sentence means.
    fn retold(&self, message: &Message, body: &Body<'_>) -> Told {
        let mut best: Option<(f64, usize)> = None;
        for sentence in &self.said.text.sentences {
            let likeness = self.likeness(message, body, &sentence.words);
            let has_number = self.has_a_number(message, body, &sentence.words);
            let enough = if has_number { WITH_NUMBER } else { RETOLD };
            if likeness >= enough && best.is_none_or(|(most, _)| likeness > most) {
                best = Some((likeness, sentence.words.start));
            }
        }
        best.map_or(Told::No, |(_, word)| Told::Right(word))
    }

    /// How much of what a message means words of the cutting mean too, by weight: of the message or of the words, whichever means
    /// less. Of a message of several sentences the best counts.
    fn likeness(&self, message: &Message, body: &Body<'_>, words: &Range<usize>) -> f64 {
        const LEAST: usize = 4;
        let distinct = |mut meanings: Vec<u32>| {
            meanings.sort_unstable();
            meanings.dedup();
            meanings
        };
        let weight = |meaning: &u32| self.weights.get(meaning).copied().unwrap_or(1.0);
        let said = distinct(self.said.text.meanings(words.clone()));
        let all_said: f64 = said.iter().map(weight).sum();
        let of_piece = |piece: &Range<usize>| {
            let meant = distinct(body.text.meanings(piece.clone()));
            let same: Vec<&u32> = meant.iter().filter(|meaning| said.contains(meaning)).collect();
            let (all, shared): (f64, f64) =
                (meant.iter().map(weight).sum(), same.iter().map(|same| weight(same)).sum());
            if same.len() < LEAST.min(meant.len()) || shared < all * PART { 0.0 } else { shared / all.min(all_said) }
        };
        message.pieces.iter().map(of_piece).fold(0.0, f64::max)
    }

    /// Whether words of the cutting have a number of the message, in words or in digits, that is no year.
    fn has_a_number(&self, message: &Message, body: &Body<'_>, words: &Range<usize>) -> bool {
        let said = &self.said.text.words[words.clone()];
        let mut own = message.pieces.iter().flat_map(|piece| &body.text.words[piece.clone()]);
        own.any(|word| word.is_number && said.iter().any(|other| other.is_number && other.meaning == word.meaning))
    }
}

/// Whether a message is told only by a claim, whatever words of it are there.
fn needs_claim(tells: &Tells) -> bool {
    matches!(tells, Tells::Grade { .. } | Tells::Before { .. } | Tells::Figure { .. })
}

fn is_spoken(message: &Message) -> bool {
    matches!(message.kind, MessageKind::Statement | MessageKind::Quotation)
}

/// Whether two dates or numbers are the same, in words or in digits; a date may leave out what the other has.
fn same_figure(one: &str, other: &str) -> bool {
    let number = |value: &str| language::number(&value.to_lowercase());
    if let (Some(one), Some(other)) = (number(one), number(other)) {
        return one == other;
    }
    let parts = |value: &str| -> Vec<String> {
        let words = language::tokens(value).into_iter().map(|token| token.form);
        words.filter(|form| form != "to" && !form.ends_with("day")).collect()
    };
    let (one, other) = (parts(one), parts(other));
    let within = |some: &[String], all: &[String]| some.iter().all(|part| all.contains(part));
    within(&one, &other) || within(&other, &one)
}

/// Returns whether a person of the release is the speaker.
pub(super) fn speaks_in(release: &Said<'_>, speaker: &str) -> bool {
    release.quotes.iter().any(|quote| is_same(&quote.speaker, speaker))
}

#[cfg(test)]
mod tests {
    use super::same_figure;

    #[test]
    fn a_figure_is_the_same_in_words_and_in_digits() {
        assert!(same_figure("three", "3") && same_figure("Three", "three"));
        assert!(same_figure("Tuesday 6 May 2025", "6 May"));
        assert!(!same_figure("three", "4") && !same_figure("6 May 2025", "7 May 2025"));
    }
}
