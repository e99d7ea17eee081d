//! Which sentences of a report can be quoted: whether each stands alone, praises or criticises, how long it is, what it
//! is about, and which ones a press officer would pick first. Not here: where sentences end (text), and which ones an
//! output takes (plugins).

mod alone;
mod lexicon;
mod score;
mod stance;
mod vocabulary;

pub use stance::Stance;

use crate::inspection::{AreaId, Inspection};
use crate::text::{sentences, words};
use score::Candidate;
use std::cmp::Reverse;
use std::ops::Range;

/// A sentence of a report that can be quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotable {
    /// The text it stands in.
    pub place: Place,
    /// Its bytes in that text.
    pub part: Range<usize>,
    /// Its words as printed.
    pub text: String,
    /// The number of the paragraph, where it has one.
    pub number: Option<u32>,
    /// The area whose section it stands in; none for the summary.
    pub area: Option<AreaId>,
    /// Whether it can be read without the sentence before it.
    pub standalone: bool,
    /// Whether it praises or criticises.
    pub stance: Stance,
    /// How many words it has.
    pub words: usize,
    /// What it is about, in the order of [`Topic`].
    pub topics: Vec<Topic>,
    /// How good a quotation it is: the more the better, comparable within a report.
    pub score: i32,
}

/// A text of the inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The paragraph of the summary with this index.
    Summary(usize),
    /// The paragraph of the report with this index.
    Paragraph(usize),
}

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Leaders, the director, councillors.
    Leadership,
    /// Help before a family needs a social worker.
    EarlyHelp,
    /// Protection from harm.
    Safeguarding,
    /// Children in care, their carers and homes.
    Care,
    /// Young people who leave or have left care.
    CareLeavers,
    /// What children say, and whether it counts.
    ChildrensVoice,
    /// The people who do the work.
    Workforce,
    /// How much work each has.
    Workload,
    /// Learning, supervision, careers.
    Training,
    /// Other agencies.
    Partnership,
    /// Health of body and mind.
    Health,
    /// School, college, work.
    Education,
}

impl Topic {
    /// The name in files and for plugins.
    pub fn as_str(self) -> &'static str {
        match self {
            Topic::Leadership => "leadership",
            Topic::EarlyHelp => "early-help",
            Topic::Safeguarding => "safeguarding",
            Topic::Care => "care",
            Topic::CareLeavers => "care-leavers",
            Topic::ChildrensVoice => "childrens-voice",
            Topic::Workforce => "workforce",
            Topic::Workload => "workload",
            Topic::Training => "training",
            Topic::Partnership => "partnership",
            Topic::Health => "health",
            Topic::Education => "education",
        }
    }
}

/// The sentences of the summary and the paragraphs that can be quoted, the best first; among equals, in the report's
/// order. They praise or criticise, or they hand on what somebody said; of the summary, which is a verdict as a whole,
/// a word of either is enough. A step of a procedure is none.
pub fn find(inspection: &Inspection) -> Vec<Quotable> {
    let summary = inspection.summary.iter().enumerate().map(|(index, text)| Source {
        place: Place::Summary(index),
        text,
        number: None,
        area: None,
    });
    let paragraphs = inspection.paragraphs.iter().enumerate().map(|(index, paragraph)| Source {
        place: Place::Paragraph(index),
        text: &paragraph.text,
        number: paragraph.number,
        area: paragraph.area.as_ref(),
    });
    let authority = &inspection.authority.name;
    let mut found: Vec<Quotable> = summary
        .chain(paragraphs)
        .flat_map(|source| sentences(source.text).into_iter().filter_map(move |part| source.quotable(part, authority)))
        .collect();
    found.sort_by_key(|quotable| Reverse(quotable.score));
    found
}

/// A text of the inspection, with what a sentence of it inherits.
#[derive(Clone, Copy)]
struct Source<'a> {
    place: Place,
    text: &'a str,
    number: Option<u32>,
    area: Option<&'a AreaId>,
}

impl Source<'_> {
    /// The sentence at `part`, where it can be quoted.
    fn quotable(&self, part: Range<usize>, authority: &str) -> Option<Quotable> {
        let sentence = &self.text[part.clone()];
        let tokens = lexicon::tokens(sentence);
        let reading = stance::read(&tokens);
        let summary = matches!(self.place, Place::Summary(_));
        if reading.stance == Stance::Neutral && !(summary && reading.leans()) && !speech(sentence) {
            return None;
        }
        let standalone = alone::stands(sentence, &tokens);
        let topics = topics(&tokens);
        let words = words(sentence).count();
        let candidate = Candidate {
            sentence,
            tokens: &tokens,
            reading: &reading,
            standalone,
            topics: &topics,
            words,
            summary,
            authority,
        };
        let score = candidate.score();
        Some(Quotable {
            place: self.place,
            part,
            text: sentence.to_owned(),
            number: self.number,
            area: self.area.cloned(),
            standalone,
            stance: reading.stance,
            words,
            topics,
            score,
        })
    }
}

/// Whether the sentence hands on somebody's own words, and not just a name in quotation marks.
fn speech(sentence: &str) -> bool {
    const A_THOUGHT: usize = 6;
    sentence.split(['‘', '“']).skip(1).any(|opened| {
        let said = opened.rfind(['’', '”']).map_or(opened, |end| &opened[..end]);
        words(said).count() >= A_THOUGHT
    })
}

fn topics(tokens: &[String]) -> Vec<Topic> {
    let mut found: Vec<Topic> = vocabulary::TOPICS.find(tokens).into_iter().map(|(.., topic)| topic).collect();
    found.sort();
    found.dedup();
    found
}
