//! What of a release came through in newspaper cuttings: which of its messages each of them has, in which words, and whose words the
//! cutting is made of. A sibling of the checks, over the same evidence: facts, quotations, speakers and errors are read by
//! [`check`](crate::check). Pure: texts to a [`Reach`]. Not here: how it is shown (export), where the texts come from (story).
//!
//! The method: runs of five words that a text shares with the release, less those that the report has, show what was copied
//! (`words`). A message is said word for word if most of its own words are there; in other words, if its fact is claimed, its
//! speaker is quoted with a few of the words, or a sentence means the same; contradicted, if the checks find that the cutting says
//! otherwise (`verdict`). Of a page of a newspaper only the part about the release is read (`stretch`).

mod messages;
mod said;
mod split;
mod stretch;
mod text;
mod verdict;
mod word_lists;
mod words;

pub use messages::{Message, MessageKind};
pub use split::{Added, From, LitLine, Split};
pub use verdict::{Cell, Verdict};

use crate::brief::{Brief, Statement};
use crate::check::{Authorship, Ground, Known, NOBODY_SPEAKS, Passage, REPORT_SPEAKS};
use crate::document::{Document, FactKind};
use crate::language::{Phrases, name_parts, tokens};
use said::Said;
use std::collections::BTreeMap;
use stretch::{Signs, Stretch, stretch};
use text::{Text, Vocabulary};
use verdict::{Asked, Body};
use words::Runs;

/// What of a release came through.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// The release's name.
    pub release: String,
    /// How many words it has, and how many of them are its own: not the report's, and no names of judgements, grades or the council.
    pub words: usize,
    /// How many of its words are its own.
    pub own_words: usize,
    /// Its messages.
    pub messages: Vec<Message>,
    /// The cuttings, in the order given.
    pub cuttings: Vec<Cutting>,
}

/// A cutting.
#[derive(Clone, Debug, PartialEq)]
pub struct Cutting {
    /// Its name.
    pub name: String,
    /// How it tells each message, in their order; empty if nothing in it is about the release.
    pub cells: Vec<Cell>,
    /// The share of the messages that came through, those in its headline and first paragraph counted twice; from 0 to 1.
    pub score: f64,
    /// The share of the release's words that are in it.
    pub came_through: f64,
    /// The share of the release's own words that are in it.
    pub own_came_through: f64,
    /// Whose words it is made of.
    pub split: Split,
    /// What it says that the release does not.
    pub added: Vec<Added>,
    /// Its paragraphs, each part with whose words they are.
    pub lines: Vec<LitLine>,
    /// How many of its paragraphs are about other things; they are left out of everything else.
    pub left_out: usize,
    /// How many paragraphs it has.
    pub paragraphs: usize,
}

impl Cutting {
    /// Returns whether anything in it is about the release.
    pub fn is_about_release(&self) -> bool {
        !self.lines.is_empty()
    }
}

/// Measures what of a release came through in cuttings, each with its name.
pub fn measure(release: (&str, &Document), known: Known<'_>, cuttings: &[(String, Document)]) -> Reach {
    let (name, document) = release;
    let brief = with_statements(document, known);
    let known = Known { brief: Some(&brief), ..known };
    let mut measuring = Measuring::of(document, known);
    let cuttings = cuttings.iter().map(|(name, document)| measuring.cutting(name, document)).collect();
    Reach {
        release: name.to_owned(),
        words: measuring.forms.len(),
        own_words: measuring.own.iter().filter(|own| **own).count(),
        messages: measuring.messages,
        cuttings,
    }
}

/// The brief, with what people say in the release as statements that they agreed to, so that the checks know the speakers and their
/// words in a cutting.
fn with_statements(document: &Document, known: Known<'_>) -> Brief {
    let mut brief = known.brief.cloned().unwrap_or_default();
    let ground = Ground::new(known);
    let said = Said::of(document, &ground, &mut Vocabulary::default());
    let agreed: Vec<String> = brief.statements.iter().map(|statement| spoken_by(known, &statement.speaker)).collect();
    let mut made: Vec<Statement> = Vec::new();
    for quote in &said.quotes {
        let is_name = quote.speaker.starts_with(char::is_uppercase) && name_parts(&quote.speaker).len() > 1;
        let is_agreed = agreed.iter().any(|name| said::is_same(name, &quote.speaker));
        if !is_name || is_agreed || matches!(quote.speaker.as_str(), REPORT_SPEAKS | NOBODY_SPEAKS) {
            continue;
        }
        let texts: Vec<String> = quote.pieces.iter().map(|piece| said.text.text_of(piece.clone())).collect();
        let words = texts.join("\n\n");
        if let Some(statement) = made.iter_mut().find(|statement| statement.speaker == quote.speaker) {
            statement.words = format!("{}\n\n{words}", statement.words);
            continue;
        }
        let of_role = format!("role of {}", quote.speaker);
        let role = said.facts.iter().find(|fact| fact.kind == FactKind::Name && fact.about == of_role);
        made.push(Statement {
            speaker: quote.speaker.clone(),
            role: role.map(|fact| fact.value.clone()),
            r#for: Vec::new(),
            words,
            agreed_by: Some(quote.speaker.clone()),
            agreed_on: None,
        });
    }
    brief.statements.extend(made);
    brief
}

/// Returns the name of a speaker, who may be named by the desk's id.
fn spoken_by(known: Known<'_>, speaker: &str) -> String {
    let of_desk = known.desk.and_then(|desk| desk.people.iter().find(|person| person.id == speaker));
    of_desk.map_or(speaker, |person| &person.name).to_owned()
}

/// What all cuttings are held against.
struct Measuring<'a> {
    vocabulary: Vocabulary,
    ground: Ground<'a>,
    release: Said<'a>,
    forms: Vec<u32>,
    own: Vec<bool>,
    key: Text,
    key_own: Vec<bool>,
    messages: Vec<Message>,
    release_runs: Runs,
    report_runs: Runs,
    report: Text,
    names: Phrases<()>,
    subject: Phrases<()>,
    is_judged: bool,
}

impl<'a> Measuring<'a> {
    fn of(document: &'a Document, known: Known<'a>) -> Measuring<'a> {
        let mut vocabulary = Vocabulary::default();
        let own_ground = Ground::new(known);
        let release = Said::of(document, &own_ground, &mut vocabulary);
        let report = Text::of_paragraphs(
            own_ground.report_passages().iter().map(|Passage { text, .. }| text.as_str()),
            &mut vocabulary,
        );
        let report_runs = Runs::of(&report.forms(0..report.words.len()));
        let key_messages = known.brief.map_or(&[][..], |brief| &brief.key_messages);
        let key = Text::of_paragraphs(key_messages.iter().map(String::as_str), &mut vocabulary);
        let forms = release.text.forms(0..release.text.words.len());
        let everybodys = Phrases::new(everybodys(known).iter().map(|name| (name.as_str(), ())));
        let named = named(&release.text, &everybodys);
        Measuring {
            own: own(&release.text, &report_runs, &named),
            key_own: own(&key, &report_runs, &self::named(&key, &everybodys)),
            messages: messages::messages(&release, &named, &key),
            release_runs: Runs::of(&forms),
            names: Phrases::new(names(known, &release).iter().map(|name| (name.as_str(), ()))),
            subject: Phrases::new(SUBJECT.map(|word| (word, ()))),
            is_judged: !known.inspection.judgements.is_empty(),
            ground: Ground::new(Known { authorship: Authorship::Cutting, output: None, ..known }),
            vocabulary,
            release,
            forms,
            key,
            report_runs,
            report,
        }
    }

    fn cutting(&mut self, name: &str, document: &Document) -> Cutting {
        let text = Text::of(document, &mut self.vocabulary);
        let signs = Signs {
            release: &self.release_runs,
            report: &self.report_runs,
            names: &self.names,
            subject: &self.subject,
        };
        let paragraphs = text.lines.iter().filter(|line| !line.words.is_empty()).count();
        let Some(Stretch { document, left_out, of }) = stretch(document, &text, &signs) else {
            return nothing(name, paragraphs);
        };
        let said = Said::of(&document, &self.ground, &mut self.vocabulary);
        let weights = self.weights(&said.text);
        let asked = Asked::of(&said, &weights, self.is_judged);
        let release = Body { text: &self.release.text, own: self.own.clone() };
        let key = Body { text: &self.key, own: self.key_own.clone() };
        let cells = asked.cells(&self.messages, &release, &key);
        let whose = split::whose(&said, &self.release_runs, &self.report_runs);
        let there = Runs::of(&said.text.forms(0..said.text.words.len())).mark(&self.forms);
        let own_there = there.iter().zip(&self.own).filter(|(there, own)| **there && **own).count();
        Cutting {
            name: name.to_owned(),
            score: score(&cells),
            came_through: crate::text::share(there.iter().filter(|there| **there).count(), there.len()),
            own_came_through: crate::text::share(own_there, self.own.iter().filter(|own| **own).count()),
            split: split::split(&whose),
            added: split::added(&said, &self.release, &whose, &cells),
            lines: split::lit(&said, &whose),
            cells,
            left_out,
            paragraphs: of,
        }
    }

    /// How much each meaning weighs: more, the fewer sentences of the release, the report and the cutting have it.
    fn weights(&self, cutting: &Text) -> BTreeMap<u32, f64> {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        let mut sentences = 0_u32;
        for text in [&self.release.text, &self.report, cutting] {
            for sentence in &text.sentences {
                let mut meanings = text.meanings(sentence.words.clone());
                meanings.sort_unstable();
                meanings.dedup();
                for meaning in meanings {
                    *counts.entry(meaning).or_default() += 1;
                }
                sentences += 1;
            }
        }
        let weight = |count: u32| (f64::from(sentences + 1) / f64::from(count)).ln();
        counts.into_iter().map(|(meaning, count)| (meaning, weight(count))).collect()
    }
}

/// A cutting in which nothing is about the release.
fn nothing(name: &str, paragraphs: usize) -> Cutting {
    Cutting {
        name: name.to_owned(),
        cells: Vec::new(),
        score: 0.0,
        came_through: 0.0,
        own_came_through: 0.0,
        split: Split::default(),
        added: Vec::new(),
        lines: Vec::new(),
        left_out: paragraphs,
        paragraphs,
    }
}

/// The share of the messages that came through, those in the headline and the first paragraph counted twice.
fn score(cells: &[Cell]) -> f64 {
    let weight = |cell: &Cell| if cell.leads { 2 } else { 1 };
    let came = cells.iter().filter(|cell| cell.verdict.came_through()).map(weight).sum();
    crate::text::share(came, cells.iter().map(weight).sum())
}

/// Of each word of a text whether it is its own: neither the report's nor of a name.
fn own(text: &Text, report: &Runs, named: &[bool]) -> Vec<bool> {
    let forms = text.forms(0..text.words.len());
    report.mark(&forms).into_iter().zip(named).map(|(in_report, is_name)| !in_report && !is_name).collect()
}

/// Of each word of a text whether it is of a name that everybody uses.
fn named(text: &Text, everybodys: &Phrases<()>) -> Vec<bool> {
    let mut named = vec![false; text.words.len()];
    for line in &text.lines {
        for (range, ()) in everybodys.find(&tokens(&line.text)) {
            named[line.words.start + range.start..line.words.start + range.end].fill(true);
        }
    }
    named
}

/// Names that everybody uses: of judgements, grades, the council and the inspectorate.
fn everybodys(known: Known<'_>) -> Vec<String> {
    let mut names: Vec<String> = known.inspection.judgements.iter().map(|judgement| judgement.name.clone()).collect();
    for framework in known.frameworks.iter() {
        names.extend(framework.areas.iter().flat_map(|area| [area.name.clone(), area.short.clone()]));
        names.extend(framework.grades.iter().map(|grade| grade.name.clone()));
    }
    names.extend(councils(known));
    names.push("Ofsted".to_owned());
    names
}

/// How texts name the council.
fn councils(known: Known<'_>) -> Vec<String> {
    let authority = &known.inspection.authority;
    let place = authority.name.clone();
    let mut names: Vec<String> =
        ["council", "county council", "city council", "borough council"].map(|body| format!("{place} {body}")).to_vec();
    names.extend([format!("{place}’s"), authority.title.clone(), place]);
    names.extend(known.desk.into_iter().map(|desk| desk.council.name.clone()));
    names.retain(|name| !name.trim().is_empty());
    names
}

/// The council and the people who are quoted in the release.
fn names(known: Known<'_>, release: &Said<'_>) -> Vec<String> {
    let mut names = councils(known);
    let people = release.quotes.iter().filter(|quote| !matches!(quote.speaker.as_str(), REPORT_SPEAKS | NOBODY_SPEAKS));
    names.extend(people.filter_map(|quote| name_parts(&quote.speaker).pop()).filter(|surname| surname.len() > 2));
    names
}

/// The inspectorate, and what it looks at.
const SUBJECT: [&str; 9] = [
    "Ofsted",
    "Ofsted’s",
    "inspectors",
    "inspector",
    "children’s services",
    "children’s social care",
    "social workers",
    "children in care",
    "care leavers",
];
