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
/// order. A sentence that says nothing good or critical, such as a step of a procedure, is none.
pub fn find(inspection: &Inspection) -> Vec<Quotable> {
    let summary = inspection.summary.iter().enumerate().map(|(index, text)| (Place::Summary(index), text, None, None));
    let paragraphs = inspection.paragraphs.iter().enumerate().map(|(index, paragraph)| {
        (Place::Paragraph(index), &paragraph.text, paragraph.number, paragraph.area.as_ref())
    });
    let mut found: Vec<Quotable> = Vec::new();
    for (place, text, number, area) in summary.chain(paragraphs) {
        for part in sentences(text) {
            let sentence = &text[part.clone()];
            let tokens = lexicon::tokens(sentence);
            let reading = stance::read(&tokens);
            if !reading.evaluates() {
                continue;
            }
            let standalone = alone::stands(sentence, &tokens);
            let topics = topics(&tokens);
            let count = words(sentence).count();
            let score = score::of(&score::Candidate {
                sentence,
                tokens: &tokens,
                reading: &reading,
                standalone,
                topics: &topics,
                words: count,
                summary: matches!(place, Place::Summary(_)),
                authority: &inspection.authority.name,
            });
            found.push(Quotable {
                place,
                part,
                text: sentence.to_owned(),
                number,
                area: area.cloned(),
                standalone,
                stance: reading.stance,
                words: count,
                topics,
                score,
            });
        }
    }
    found.sort_by_key(|quotable| Reverse(quotable.score));
    found
}

fn topics(tokens: &[String]) -> Vec<Topic> {
    let mut found: Vec<Topic> = vocabulary::TOPICS.find(tokens).into_iter().map(|(.., topic)| topic).collect();
    found.sort();
    found.dedup();
    found
}
