//! The messages of a release: what it says that a newspaper can print. The brief's key messages, the facts (grades, what they were
//! before, dates, numbers, ranks), who is quoted with which words, and the sentences that tell a finding, a point to improve or what
//! the council says. Not here: whether a cutting has them (verdict).

use super::said::Said;
use super::text::{Sentence, Text};
use super::word_lists::{WORDS, begins, has};
use crate::check::{NOBODY_SPEAKS, REPORT_SPEAKS};
use crate::document::{Fact, FactKind, Kind, Origin};
use crate::inspection::Datum;
use crate::text::TextSpan;
use std::ops::Range;

/// Something that a release says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What kind of message it is.
    pub kind: MessageKind,
    /// What it says, in a few words: "care leavers: Good".
    pub about: String,
    /// The words of the release that say it, or those of the brief.
    pub words: String,
    /// Who speaks the words, of a statement.
    pub speaker: Option<String>,
    /// What tells it besides its words.
    pub(super) tells: Tells,
    /// Which of the texts it stands in, the release or the brief's key messages.
    pub(super) of: Of,
    /// Its words there, sentence by sentence; of a fact, each sentence that tells it.
    pub(super) pieces: Vec<Range<usize>>,
    /// Of a fact, the words in each of the sentences without which it is not told.
    pub(super) heads: Vec<Range<usize>>,
}

/// A kind of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageKind {
    /// A key message of the brief.
    Key,
    /// A grade.
    Result,
    /// What a grade was before.
    Change,
    /// A date.
    Date,
    /// A number.
    Number,
    /// A comparison with other councils.
    Rank,
    /// What a person says.
    Statement,
    /// A quotation of the report.
    Quotation,
    /// What inspectors found, in the release's words.
    Finding,
    /// A point to improve.
    Point,
    /// What the council says itself.
    Own,
}

impl Message {
    /// Adds another sentence of the release that tells it.
    fn also_told(&mut self, release: &Said<'_>, number: usize, place: TextSpan) {
        let words = release.text.sentences[number].words.clone();
        if !self.pieces.contains(&words) {
            self.pieces.push(words);
            self.heads.push(release.text.words_at(place));
        }
    }
}

impl MessageKind {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            MessageKind::Key => "key message",
            MessageKind::Result => "result",
            MessageKind::Change => "change",
            MessageKind::Date => "date",
            MessageKind::Number => "number",
            MessageKind::Rank => "rank",
            MessageKind::Statement => "statement",
            MessageKind::Quotation => "quotation",
            MessageKind::Finding => "finding",
            MessageKind::Point => "point to improve",
            MessageKind::Own => "the council’s own",
        }
    }
}

/// The text that a message stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The release.
    Release,
    /// The key messages of the brief.
    Brief,
}

/// What tells a message besides its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    /// A claim of the grade.
    Grade { area: String, grade: String },
    /// A claim of the grade that one of these had before.
    Before { areas: Vec<String>, grade: String },
    /// The same date or number of the same matter.
    Figure { about: String, value: String },
    /// The same comparison.
    Rank,
    /// The same speaker, with a few of the words.
    Speech,
    /// The report, quoted with a few of the words.
    Report,
    /// What it means; of a point to improve, the datum.
    Meaning(Option<Datum>),
}

/// A summary calls a grade of the inspection before so.
const BEFORE: [&str; 2] = [" at the previous inspection", " at an earlier inspection"];
const COMPARED: &str = " compared with the previous inspection";
/// Words of the shortest sentence that is a message.
const SHORTEST: usize = 6;

/// Reads the messages of a release; `named` tells of each word whether it is of a name that everybody uses, and `key` are the key
/// messages of the brief, one a paragraph.
pub(super) fn messages(release: &Said<'_>, named: &[bool], key: &Text) -> Vec<Message> {
    let end = release.text.lines.iter().position(|line| is_end(&line.text)).unwrap_or(release.text.lines.len());
    let taken = vec![false; release.text.sentences.len()];
    let mut making = Making { release, end, taken, named, made: Vec::new() };
    making.key(key);
    making.facts();
    making.ranks();
    making.quotations();
    making.sentences();
    making.made.sort_by_key(|message| message.kind);
    making.made
}

fn is_end(line: &str) -> bool {
    let plain: String = line.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    WORDS.for_editors.has(plain.trim())
}

/// Returns the area and the grade that a fact says it had before; `None` for another fact.
pub(super) fn before(fact: &Fact) -> Option<(&str, &str)> {
    if fact.kind != FactKind::Grade || fact.about.contains(", ") {
        return None;
    }
    if let Some(area) = fact.about.strip_suffix(COMPARED) {
        let grade = ["up from ", "down from "].iter().find_map(|way| fact.value.strip_prefix(way));
        return Some((area, grade.unwrap_or(&fact.value)));
    }
    let in_year = || {
        let (area, year) = fact.about.rsplit_once(" in ")?;
        (year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(area)
    };
    let area = BEFORE.iter().find_map(|when| fact.about.strip_suffix(when)).or_else(in_year)?;
    Some((area, &fact.value))
}

/// Returns whether a fact claims a grade of the report's own inspection.
pub(super) fn is_result(fact: &Fact) -> bool {
    fact.kind == FactKind::Grade && !fact.about.is_empty() && !fact.about.contains(", ") && before(fact).is_none()
}

fn changed(areas: &[String], grade: &str) -> String {
    let areas = areas.join(", ");
    if grade == "the same" { format!("{areas}: no change") } else { format!("{areas}: was {grade}") }
}

struct Making<'a> {
    release: &'a Said<'a>,
    /// The paragraph from which on it talks to editors.
    end: usize,
    /// Of each sentence whether its message is there already.
    taken: Vec<bool>,
    /// Of each word whether it is of a name that everybody uses.
    named: &'a [bool],
    made: Vec<Message>,
}

impl Making<'_> {
    fn key(&mut self, key: &Text) {
        for line in key.lines.iter().filter(|line| !line.words.is_empty()) {
            self.made.push(Message {
                kind: MessageKind::Key,
                about: line.text.clone(),
                words: line.text.clone(),
                speaker: None,
                tells: Tells::Meaning(None),
                of: Of::Brief,
                pieces: vec![line.words.clone()],
                heads: Vec::new(),
            });
        }
    }

    /// Adds a message that a sentence tells, unless one is there that tells the same; a later sentence is another place of it.
    fn told(&mut self, kind: MessageKind, about: String, tells: Tells, place: TextSpan) {
        let Some(number) = self.release.text.sentence_at(place) else { return };
        self.taken[number] = true;
        if place.block >= self.end {
            return;
        }
        let same = |message: &&mut Message| message.tells == tells && tells != Tells::Rank;
        if let Some(message) = self.made.iter_mut().find(same) {
            message.also_told(self.release, number, place);
            return;
        }
        let sentence = &self.release.text.sentences[number];
        let words = self.release.text.written(sentence).to_owned();
        let (pieces, heads) = (vec![sentence.words.clone()], vec![self.release.text.words_at(place)]);
        self.made.push(Message { kind, about, words, speaker: None, tells, of: Of::Release, pieces, heads });
    }

    fn facts(&mut self) {
        for fact in &self.release.facts {
            // A sentence that gives a grade tells nothing else, also where it is not clear to what.
            if let Some(number) = self.release.text.sentence_at(fact.place).filter(|_| fact.kind == FactKind::Grade) {
                self.taken[number] = true;
            }
            if let Some((area, grade)) = before(fact) {
                self.changed(area, grade, fact.place);
            } else if is_result(fact) && !self.is_misread(fact) {
                let tells = Tells::Grade { area: fact.about.clone(), grade: fact.value.clone() };
                self.told(MessageKind::Result, format!("{}: {}", fact.about, fact.value), tells, fact.place);
            } else if fact.kind == FactKind::Figure && !fact.about.is_empty() && !fact.about.starts_with("year of") {
                let is_date = fact.value.len() > 2 && fact.value.contains(|c: char| c.is_ascii_digit());
                let kind = if is_date { MessageKind::Date } else { MessageKind::Number };
                let tells = Tells::Figure { about: fact.about.clone(), value: fact.value.clone() };
                self.told(kind, format!("{}: {}", fact.about, fact.value), tells, fact.place);
            }
        }
    }

    /// Adds what a grade was before; areas that had the same grade are one message.
    fn changed(&mut self, area: &str, grade: &str, place: TextSpan) {
        let is_it =
            |message: &&mut Message| matches!(&message.tells, Tells::Before { grade: other, .. } if other == grade);
        let number = self.release.text.sentence_at(place);
        let Some(message) = self.made.iter_mut().find(is_it) else {
            let about = changed(&[area.to_owned()], grade);
            let tells = Tells::Before { areas: vec![area.to_owned()], grade: grade.to_owned() };
            return self.told(MessageKind::Change, about, tells, place);
        };
        if let Some(number) = number {
            self.taken[number] = true;
            message.also_told(self.release, number, place);
        }
        if let Tells::Before { areas, .. } = &mut message.tells
            && !areas.iter().any(|other| other == area)
        {
            areas.push(area.to_owned());
            message.about = changed(areas, grade);
        }
    }

    /// Whether the checks say that a grade is wrong which the release gives rightly elsewhere: then it was not read rightly.
    fn is_misread(&self, fact: &Fact) -> bool {
        let is_wrong = |fact: &Fact| self.release.errors_at(fact.place, "grade-").next().is_some();
        let other = |other: &&Fact| is_result(other) && other.about == fact.about && other.value != fact.value;
        is_wrong(fact) && self.release.facts.iter().filter(other).any(|other| !is_wrong(other))
    }

    fn ranks(&mut self) {
        let mut last = None;
        for place in &self.release.ranks {
            let number = self.release.text.sentence_at(*place);
            if number.is_none() || number == last || self.is_quoted(number) {
                continue;
            }
            last = number;
            let sentence = number.map(|number| self.release.text.written(&self.release.text.sentences[number]));
            self.told(MessageKind::Rank, sentence.unwrap_or_default().to_owned(), Tells::Rank, *place);
        }
    }

    /// Whether many words of a sentence stand in quotation marks: then its quotation is the message.
    fn is_quoted(&self, number: Option<usize>) -> bool {
        let words = number.map_or(0..0, |number| self.release.text.sentences[number].words.clone());
        let quoted = self.release.quotes.iter().flat_map(|quote| &quote.pieces);
        let inside: usize =
            quoted.map(|piece| piece.end.min(words.end).saturating_sub(piece.start.max(words.start))).sum();
        inside * 5 >= words.len() * 2
    }

    /// Whether words are nothing but names that everybody uses.
    fn is_of_names<'w>(&self, mut pieces: impl Iterator<Item = &'w Range<usize>>) -> bool {
        pieces.all(|piece| self.named[piece.clone()].iter().all(|is_name| *is_name))
    }

    fn quotations(&mut self) {
        const FEW: usize = 4;
        let release = self.release;
        let mut last: Option<usize> = None;
        for quote in &release.quotes {
            let words: usize = quote.pieces.iter().map(ExactSizeIterator::len).sum();
            let first = quote.pieces[0].start;
            if words < FEW || release.text.words[first].leaf >= self.end {
                continue;
            }
            if self.is_of_names(quote.pieces.iter()) {
                continue;
            }
            let has_speaker = !matches!(quote.speaker.as_str(), REPORT_SPEAKS | NOBODY_SPEAKS);
            let is_person = has_speaker && !release.is_of_report(quote);
            let text =
                quote.pieces.iter().map(|piece| release.text.text_of(piece.clone())).collect::<Vec<_>>().join(" ");
            let pieces = quote.pieces.iter().flat_map(|piece| release.text.parts(piece.clone()));
            // One statement may be printed in several quotations.
            let goes_on = last.filter(|at| is_person && self.made[*at].speaker.as_ref() == Some(&quote.speaker));
            if let Some(at) = goes_on {
                self.made[at].pieces.extend(pieces);
                let words = &mut self.made[at].words;
                *words = format!("{words} {text}");
                continue;
            }
            last = Some(self.made.len());
            self.made.push(Message {
                kind: if is_person { MessageKind::Statement } else { MessageKind::Quotation },
                about: if is_person { format!("{}: “{text}”", quote.speaker) } else { format!("“{text}”") },
                words: text,
                speaker: is_person.then(|| quote.speaker.clone()),
                tells: if is_person { Tells::Speech } else { Tells::Report },
                of: Of::Release,
                pieces: pieces.collect(),
                heads: Vec::new(),
            });
        }
    }

    /// Whether a sentence is one in which somebody says a statement.
    fn introduces(&self, words: &Range<usize>) -> bool {
        let mut statements = self.made.iter().filter(|message| message.kind == MessageKind::Statement);
        let overlaps = |piece: &Range<usize>| piece.start < words.end && words.start < piece.end;
        statements.any(|message| message.pieces.iter().any(overlaps))
    }

    /// The sentences that tell something else.
    fn sentences(&mut self) {
        let mut above = None;
        for number in 0..self.release.text.sentences.len() {
            let sentence = &self.release.text.sentences[number];
            let line = &self.release.text.lines[sentence.leaf];
            let is_body = sentence.leaf < self.end
                && matches!(line.kind, Kind::Paragraph)
                && !begins(&line.text, &WORDS.next_to_the_text);
            let introduces = self.introduces(&sentence.words);
            if !is_body
                || introduces
                || self.taken[number]
                || sentence.words.len() < SHORTEST
                || self.is_quoted(Some(number))
            {
                continue;
            }
            let found = self.kind_of(sentence, above);
            above = found.as_ref().map(|(kind, _)| *kind).or(above);
            let Some((kind, datum)) = found else { continue };
            let words = self.release.text.written(sentence).to_owned();
            let (about, pieces) = (words.clone(), vec![sentence.words.clone()]);
            let tells = Tells::Meaning(datum);
            let (speaker, heads) = (None, Vec::new());
            self.made.push(Message { kind, about, words, speaker, tells, of: Of::Release, pieces, heads });
        }
    }

    /// What a sentence tells; nothing for standard wording.
    fn kind_of(&self, sentence: &Sentence, above: Option<MessageKind>) -> Option<(MessageKind, Option<Datum>)> {
        let release = self.release;
        let place = TextSpan { block: sentence.leaf, span: sentence.span };
        let point = release.coverage.iter().find(|covered| covered.place.is_some_and(|at| at.overlaps(place)));
        if let Some(point) = point {
            return Some((MessageKind::Point, Some(point.datum.clone())));
        }
        let origins = release.origins_of(place);
        let of = |root: &str| origins.iter().any(|origin| pointers(origin).any(|pointer| pointer.starts_with(root)));
        if of("/brief/links") {
            return None;
        }
        if of("/brief/next_steps") {
            return Some((MessageKind::Own, None));
        }
        if of("/inspection/improvements") || of("/inspection/priority_actions") {
            return Some((MessageKind::Point, None));
        }
        if of("/inspection/paragraphs") || of("/inspection/summary") {
            return Some((MessageKind::Finding, None));
        }
        let is_standard =
            |origin: &&Origin| matches!(origin, Origin::Template { .. } | Origin::Plugin { .. } | Origin::Place);
        if !of("/brief") && !origins.is_empty() && origins.iter().all(is_standard) {
            return None;
        }
        let own = release.text.lines[sentence.leaf].text[sentence.span].to_lowercase().replace('’', "'");
        let is_found = has(&own, &[&WORDS.inspectors, &WORDS.praised]);
        let goes_on = own.starts_with("they ") || own.starts_with("it ") || own.starts_with("this ");
        let is_plan = own.starts_with("the council will ") || own.starts_with("we will ");
        let follows = above == Some(MessageKind::Finding) && goes_on;
        Some((if !is_plan && (is_found || follows) { MessageKind::Finding } else { MessageKind::Own }, None))
    }
}

fn pointers(origin: &Origin) -> impl Iterator<Item = &str> {
    let sources = if let Origin::Data(sources) = origin { &sources[..] } else { &[] };
    sources.iter().map(|source| source.pointer.as_str())
}
