//! The inspection: the facts of a report, as data. Field names are those of `inspection.toml` and of `copydesk import
//! --json`. Reports are read in [`load`](crate::load), facts are worded in [`template`](crate::template).

mod datum;
mod framework;
mod id;
mod outcome;
mod record;
mod standing;
mod unsettled;

pub use datum::Datum;
pub use framework::{Area, Framework, Frameworks, Grade, Tone};
pub use id::{AreaId, FrameworkId, GradeId, ID_PATTERN, IdError};
pub use outcome::{Change, Direction, Group, Outcome};
pub use record::{Authorities, AuthorityEntry, PastInspection, PublicRecord, latest_before};
pub use standing::{AuthorityKind, Standing};
pub use unsettled::Unsettled;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The facts of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// The kind of document. Only `ilacs` carries judgements.
    pub document: DocumentKind,
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
    /// Whom the report is about.
    pub authority: Authority,
    /// The periods on site, in order.
    #[serde(default)]
    pub dates: Vec<DateRange>,
    /// The inspectors who led the inspection.
    #[serde(default)]
    pub lead_inspectors: Vec<LeadInspector>,
    /// The rows of the judgement table, in the report's order.
    #[serde(default)]
    pub judgements: Vec<Judgement>,
    /// The paragraphs of the summary.
    #[serde(default)]
    pub summary: Vec<String>,
    /// The points to improve.
    #[serde(default)]
    pub improvements: Vec<Improvement>,
    /// The sections, one for each judgement other than the overall one.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// The paragraphs, through the whole report.
    #[serde(default)]
    pub paragraphs: Vec<Paragraph>,
    /// What copydesk is not sure it read correctly.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}

/// The kinds of document that an inspectorate publishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Inspection of a local authority's children's services: the only kind with judgements.
    Ilacs,
    /// Area inspection of special educational needs and disabilities.
    AreaSend,
    /// Letter of a joint targeted area inspection.
    Jtai,
    /// Letter of a focused visit.
    FocusedVisit,
    /// Letter of a monitoring visit.
    MonitoringVisit,
    /// Anything else, the reports of older frameworks among it.
    #[default]
    Other,
}

impl DocumentKind {
    /// Returns the kind as it is written in files.
    pub fn as_str(self) -> &'static str {
        match self {
            DocumentKind::Ilacs => "ilacs",
            DocumentKind::AreaSend => "area-send",
            DocumentKind::Jtai => "jtai",
            DocumentKind::FocusedVisit => "focused-visit",
            DocumentKind::MonitoringVisit => "monitoring-visit",
            DocumentKind::Other => "other",
        }
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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

/// Somebody who led an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadInspector {
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
    /// The points listed below it, which its words introduce; usually none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Point>,
}

impl Improvement {
    /// Returns its words and those of the points below it, each with its address; `place` is its own place in the list.
    pub fn texts(&self, place: usize) -> impl Iterator<Item = (Datum, &str)> {
        let points = self.points.iter().enumerate();
        let below = points.map(move |(below, point)| (Datum::ImprovementPointText(place, below), &*point.text));
        std::iter::once((Datum::ImprovementText(place), &*self.text)).chain(below)
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
    /// The area it is about.
    pub area: AreaId,
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
