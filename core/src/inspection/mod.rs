//! The inspection: the facts of a report, as data. Field names are those of `inspection.toml` and of `copydesk import
//! --json`. Reports are read in [`load`](crate::load), facts are worded in [`template`](crate::template).

mod bodies;
mod datum;
mod differences;
mod document_kind;
mod framework;
mod id;
mod outcome;
mod record;
mod service;
mod standing;
mod unsettled;

pub use bodies::{Partners, PartnersExample, RunBy, RunByExample};
pub use datum::Datum;
pub use differences::{Difference, differences};
pub use document_kind::{DocumentKind, DocumentKinds, Form, Items, Must, OutcomeWords, SectionHeadings, SectionRole};
pub use framework::{Area, Framework, Frameworks, Grade, Number, Tone};
pub use id::{AreaId, DocumentId, FrameworkId, GradeId, ID_PATTERN, IdError, ServiceId};
pub use outcome::{Change, Direction, Group, Outcome};
pub use record::{Authorities, AuthorityEntry, PastInspection, PublicRecord, latest_before};
pub use service::{Service, Services};
pub use standing::{AuthorityKind, Move, Standing};
pub use unsettled::Unsettled;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The facts of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// The kind of document, or `other`. Only one with a framework carries judgements.
    pub document: DocumentId,
    /// The framework of the judgements; none for a document without judgements.
    #[serde(default)]
    pub framework: Option<FrameworkId>,
    /// The document's title as printed.
    #[serde(default)]
    pub title: String,
    /// The day on which the inspectorate publishes the report. It is not in the report: people enter it.
    #[serde(default)]
    pub published: Option<Date>,
    /// The address of the report's page (not of the file). People enter it.
    #[serde(default)]
    pub report_url: Option<String>,
    /// The dates in the document's own words, as the title page prints them.
    #[serde(default)]
    pub dates_as_printed: String,
    /// The day that a letter bears; none in a report.
    #[serde(default)]
    pub letter_date: Option<Date>,
    /// Whom the report is about.
    pub authority: Authority,
    /// The bodies that are responsible together, in the document's order; none where the council alone is.
    #[serde(default)]
    pub partners: Vec<String>,
    /// The trust or company that runs the service for the council, where the document says so.
    #[serde(default)]
    pub run_by: Option<String>,
    /// The periods on site, in order.
    #[serde(default)]
    pub dates: Vec<DateRange>,
    /// The inspectors who led the inspection.
    #[serde(default)]
    pub lead_inspectors: Vec<Inspector>,
    /// All inspectors whom the document names as those who came.
    #[serde(default)]
    pub inspectors: Vec<Inspector>,
    /// What inspectors looked at, in the document's words: a sentence, or empty.
    #[serde(default)]
    pub topic: String,
    /// The outcome in the document's words; none in a document without.
    #[serde(default)]
    pub outcome: Option<PrintedOutcome>,
    /// The rows of the judgement table, in the report's order.
    #[serde(default)]
    pub judgements: Vec<Judgement>,
    /// The paragraphs of the summary.
    #[serde(default)]
    pub summary: Vec<String>,
    /// What has to be put right at once: the areas for priority action.
    #[serde(default)]
    pub priority_actions: Vec<Improvement>,
    /// The points to improve.
    #[serde(default)]
    pub improvements: Vec<Improvement>,
    /// The sections: under a framework one for each judgement other than the overall one; else the parts under the headings
    /// of the kind of document.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// The paragraphs, through the whole report.
    #[serde(default)]
    pub paragraphs: Vec<Paragraph>,
    /// What copydesk is not sure it read correctly.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}

impl Inspection {
    /// Returns the lead inspectors, then the others, each with the data of its name and title.
    pub fn all_inspectors(&self) -> impl Iterator<Item = (&Inspector, (Datum, Datum))> {
        let leads = self.lead_inspectors.iter().enumerate();
        let leads = leads.map(|(lead, it)| (it, (Datum::LeadName(lead), Datum::LeadTitle(lead))));
        let others = self.inspectors.iter().enumerate();
        leads.chain(others.map(|(place, it)| (it, (Datum::InspectorName(place), Datum::InspectorTitle(place)))))
    }
}

/// Whom a report is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The place as the table of authorities writes it, such as "Durham"; as printed where the table does not have it.
    pub name: String,
    /// The name as printed in the title, such as "Durham local authority".
    #[serde(default)]
    pub title: String,
    /// The nine-character code of the Office for National Statistics, such as `E06000047`.
    #[serde(default)]
    pub code: Option<String>,
    /// The inspectorate's number for the authority.
    #[serde(default)]
    pub urn: Option<String>,
    /// The region of England.
    #[serde(default)]
    pub region: Option<String>,
}

impl Authority {
    /// Returns the authority's key in the public record: its code or, without one, its name.
    pub fn key(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.name)
    }
}

/// A period: both days belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateRange {
    /// First day.
    pub from: Date,
    /// Last day, never before the first.
    pub to: Date,
}

/// Somebody who inspected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inspector {
    /// Name as printed.
    pub name: String,
    /// Title as printed, such as "His Majesty’s Inspector"; empty where none is.
    #[serde(default)]
    pub title: String,
}

/// One row of the judgement table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The area that is graded.
    pub area: AreaId,
    /// The judgement's name as printed.
    pub name: String,
    /// The grade.
    pub grade: GradeId,
    /// The score printed with it, where the framework has scores: of one area one of the few that stand for a grade, overall
    /// a part of a hundred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    /// The sentence printed with it, where the framework has such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// The outcome of an inspection as a set sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintedOutcome {
    /// The outcome's identifier, such as `inconsistent`.
    pub id: String,
    /// The sentence.
    pub text: String,
}

/// Something that needs to improve.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Improvement {
    /// The words as printed, without bullet and tag.
    pub text: String,
    /// The tag in brackets after it, such as "Outcome 1".
    #[serde(default)]
    pub tag: Option<String>,
    /// The body that has to do it, where the document says so.
    #[serde(default)]
    pub owner: Option<String>,
    /// The points listed below it, which its words introduce; usually none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Point>,
}

impl Improvement {
    /// Returns its words and those of the points below it, each with its address; `place` is its own place in `list`.
    pub fn texts(&self, list: PointList, place: usize) -> impl Iterator<Item = (Datum, &str)> {
        let points = self.points.iter().enumerate();
        let below = points.map(move |(below, point)| (list.below(place, below), &*point.text));
        std::iter::once((list.own(place), &*self.text)).chain(below)
    }
}

/// One of the two lists of what has to be better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointList {
    /// The areas for priority action.
    Priority,
    /// The points to improve.
    Improve,
}

impl PointList {
    fn own(self, place: usize) -> Datum {
        match self {
            PointList::Priority => Datum::PriorityActionText(place),
            PointList::Improve => Datum::ImprovementText(place),
        }
    }

    fn below(self, place: usize, below: usize) -> Datum {
        match self {
            PointList::Priority => Datum::PriorityActionPointText(place, below),
            PointList::Improve => Datum::ImprovementPointText(place, below),
        }
    }
}

/// One of the points to which the words of a point to improve lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The words as printed, without bullet and tag.
    pub text: String,
    /// The tag in brackets after it, such as "Outcome 1".
    #[serde(default)]
    pub tag: Option<String>,
}

/// A section of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The area it is about; none in a document without judgements.
    #[serde(default)]
    pub area: Option<AreaId>,
    /// What it is for, in a document without judgements.
    #[serde(default)]
    pub role: Option<SectionRole>,
    /// The heading as printed, without the grade.
    pub heading: String,
    /// The grade in the heading, where it has one.
    #[serde(default)]
    pub grade: Option<GradeId>,
}

/// A paragraph of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// Its number as printed; none in documents without paragraph numbers.
    #[serde(default)]
    pub number: Option<u32>,
    /// The page of the PDF it begins on, from 1.
    #[schemars(range(min = 1))]
    pub page: u32,
    /// The area whose section it is in.
    #[serde(default)]
    pub area: Option<AreaId>,
    /// What its section is for, in a document without judgements.
    #[serde(default)]
    pub role: Option<SectionRole>,
    /// The words as a person would quote them.
    pub text: String,
}

/// Something the reader of a document is not sure about. People look at it; nothing is guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Doubt {
    /// A short name for the kind of doubt, such as `two-dates`.
    pub code: String,
    /// What is in doubt, in a sentence.
    pub message: String,
    /// The page of the PDF, from 1, if there is one.
    #[serde(default)]
    #[schemars(range(min = 1))]
    pub page: Option<u32>,
}
