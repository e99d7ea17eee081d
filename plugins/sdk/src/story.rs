//! The wire types: a story as a plugin receives it. They are separate from the program's internal types, so that those
//! can change without breaking a plugin. New fields may be added at any time; none changes its meaning. A plugin
//! answers with a [`crate::plan`].
//!
//! Each datum has an [`Id`], a JSON pointer (RFC 6901) into the request, for example `/inspection/judgements/0`. A
//! plugin refers to a datum by it and never retypes the words.

use serde::{Deserialize, Serialize};
use std::fmt;

pub use crate::desk::{Contact, Council, Desk, Recruitment};
pub use crate::wording::{Kind, Scale, Service, StatedOutcome, Term};

/// The identity of a datum: a JSON pointer into the request, such as `/quotes/3/text`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// Makes an identity from a JSON pointer, which starts with `/`.
    pub fn new(pointer: impl Into<String>) -> Id {
        Id(pointer.into())
    }

    /// Returns the identity of a field or item inside this datum.
    #[must_use]
    pub fn child(&self, field: impl fmt::Display) -> Id {
        Id(format!("{}/{field}", self.0))
    }

    /// Returns the JSON pointer.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Makes a wire type: whatever is missing in the JSON is empty.
macro_rules! wire {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(default)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }
    };
}

pub(crate) use wire;

wire! {
    /// All that a plugin is given to draft one document.
    pub struct Request {
        /// The requested output: the id of one of the outputs in the plugin's descriptor.
        pub output: String,
        /// The reader the text is rendered for.
        pub audience: Audience,
        /// The language of the document, such as `cy`, as the output's descriptor has it; empty for English.
        pub language: String,
        /// The facts of the report.
        pub inspection: Inspection,
        /// The outcome of the result, computed by the program.
        pub outcome: Outcome,
        /// The inspection before this one, where the public record or the desk knows it.
        pub previous: Option<Previous>,
        /// The inspections of its kind on record before that one, the oldest first.
        pub history: Vec<Previous>,
        /// The quotable sentences of the report, the best first.
        pub quotes: Vec<Quote>,
        /// The sentences of the report that count something, in the report's order: figures to have to hand.
        pub figures: Vec<Figure>,
        /// What people added.
        pub brief: Brief,
        /// The council's own facts.
        pub desk: Desk,
        /// The options of this draft that the output asks for ([`crate::Field`]), by name; `null` for one that nobody set.
        pub options: Own,
    }
}

/// The audience of a press release: the press (with embargo, ENDS, notes, contact) or the council's web site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Journalists: with embargo or release line, ENDS, notes to editors and contact.
    #[default]
    Press,
    /// The council's web site: without them.
    Web,
}

wire! {
    /// The facts of the report.
    pub struct Inspection {
        /// `ilacs`, `area-send`, `jtai`, `focused-visit`, `monitoring-visit`, the id of a desk's own kind, or `other`.
        pub document: String,
        /// How running text names the document, what it reports and who publishes it; empty for `other`.
        pub kind: Kind,
        /// The framework's id, such as `ilacs-2023`; `null` for a document that gives no grades.
        pub framework: Option<String>,
        /// The framework's name in words, for notes to editors.
        pub framework_title: Option<String>,
        /// What the framework says of itself and of its grades; empty for a document that gives none.
        pub scale: Scale,
        /// The title as printed.
        pub title: String,
        /// The authority inspected.
        pub authority: Authority,
        /// The bodies that are responsible together, in the document's order; empty where the council alone is.
        pub partners: Vec<String>,
        /// The trust or company that runs the service for the council; `null` where the document names none.
        pub run_by: Option<String>,
        /// First and last day of each period on site, in order; ISO dates.
        pub dates: Vec<Period>,
        /// The lead inspectors, in the report's order.
        pub lead_inspectors: Vec<Inspector>,
        /// The day that a letter bears (ISO date); `null` in a report.
        pub letter_date: Option<String>,
        /// All inspectors whom the document names as those who came.
        pub inspectors: Vec<Inspector>,
        /// What inspectors looked at, as a sentence of the document; empty where it has none.
        pub topic: String,
        /// The same in a few words, as in "they looked at ..."; empty where the document does not say it in such a form.
        pub theme: String,
        /// The outcome as one of the kind's set sentences; `null` where there is none.
        pub outcome: Option<StatedOutcome>,
        /// The rows of the judgement table, in the report's order; empty for a document that gives no grades.
        pub judgements: Vec<Judgement>,
        /// The paragraphs of the summary.
        pub summary: Vec<String>,
        /// What the result means for children and families: a clause of the summary that says what they do not have, such as "some
        /// children wait too long". `null` where no sentence of it says so.
        pub effect: Option<String>,
        /// The same up to the end of its sentence, with its limit: "some children wait too long, although no child was left in danger".
        /// To be quoted, as its words may be hard.
        pub effect_in_full: Option<String>,
        /// What has to be put right at once, in the report's order: the areas for priority action; usually none.
        pub priority_actions: Vec<Improvement>,
        /// The points to improve, in the report's order.
        pub improvements: Vec<Improvement>,
        /// The terms of the trade in these points and actions, with what they mean in plain words.
        pub terms: Vec<Term>,
        /// The day the inspectorate publishes (ISO date); entered by people.
        pub published: Option<String>,
        /// The address of the report's page; entered by people.
        pub report_url: Option<String>,
    }
}

wire! {
    /// The authority inspected.
    pub struct Authority {
        /// The place, as in "in Durham".
        pub name: String,
        /// The name printed in the report's title.
        pub title: String,
        /// The nine-character code of the Office for National Statistics.
        pub code: Option<String>,
        /// The inspectorate's number for the authority.
        pub urn: Option<String>,
        /// The region of England.
        pub region: Option<String>,
    }
}

wire! {
    /// A period on site: both days belong to it.
    pub struct Period {
        /// First day, ISO date.
        pub from: String,
        /// Last day, ISO date.
        pub to: String,
    }
}

wire! {
    /// Somebody who led an inspection.
    pub struct Inspector {
        /// Name as printed.
        pub name: String,
        /// Title as printed, such as "His Majesty’s Inspector".
        pub title: String,
    }
}

wire! {
    /// One row of the judgement table.
    pub struct Judgement {
        /// Its identity.
        pub id: Id,
        /// The area's id: `leaders`, `help-and-protection`, `children-in-care`, `care-leavers` and `overall`; before 2023
        /// `care-and-care-leavers` in place of the two on care, and since 2026 no `overall`. Others may come.
        pub area: String,
        /// The judgement's name in the framework.
        pub name: String,
        /// A short name for running text, such as "children in care".
        pub short: String,
        /// What is graded, as the subject of a sentence, such as "services for children in care".
        pub service: String,
        /// The same to families, with the same verb, such as "services for young people who have left care".
        pub families: String,
        /// What the service does, to a child of ten, such as "looking after children in care". It takes no verb.
        pub children: String,
        /// What is said of it: "is Good", "are Good", "requires improvement to be good".
        pub predicate: String,
        /// What a finding of its section is about, after "on": "leadership and staff".
        pub about: String,
        /// Words by which a sentence is about it, in whatever section it is: "foster".
        pub words: Vec<String>,
        /// Whether it answers the question if people are safe.
        pub safety: bool,
        /// Whether its section is about those who do the work.
        pub staff: bool,
        /// The grade's id: `outstanding`, `good`, `requires-improvement`, `inadequate`.
        pub grade: String,
        /// The grade in full, as in "Requires improvement to be good".
        pub grade_name: String,
        /// The grade's place on the scale: 1 is the best.
        pub rank: u32,
        /// The sentence in which the judgement is given, where the framework has such.
        pub stated: Option<String>,
        /// The tone of the grade.
        pub tone: Tone,
        /// Whether this row is the overall judgement.
        pub overall: bool,
        /// The change since the previous inspection, if the same area was graded then, or one that included it.
        pub change: Option<Change>,
    }
}

/// How good a grade, or a whole result, is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Nothing to soften: for a result, every grade is good or better.
    Good,
    /// Some of both.
    #[default]
    Mixed,
    /// Below what it has to be. For a result, one that has to be accepted: the overall grade a failure, or below good and
    /// no better than before; without an overall grade, a failure among the grades, or half of them below good.
    Poor,
}

wire! {
    /// A grade compared with the previous one.
    pub struct Change {
        /// Whether it rose, fell or stayed.
        pub direction: Direction,
        /// The grade before, in full.
        pub from: String,
        /// How many grades lie between then and now.
        pub steps: u32,
        /// Whether the grade before was given to the area together with others.
        pub jointly: bool,
        /// The year of the inspection before.
        pub year: i16,
    }
}

/// Whether a grade rose, fell or stayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Better than before.
    Up,
    /// Worse than before.
    Down,
    /// As before.
    #[default]
    Same,
}

wire! {
    /// Something the report says needs to improve.
    pub struct Improvement {
        /// Its identity.
        pub id: Id,
        /// The words as printed, without bullet and tag.
        pub text: String,
        /// Those of its words that name it in short: at most 14, without demand and purpose. `null` where they cannot be told.
        pub short: Option<String>,
        /// What it is about, in words for people who do not know those of the trade. `null` where the program does not know it.
        pub about: Option<Subject>,
        /// The tag after it, such as "Outcome 1".
        pub tag: Option<String>,
        /// The body that has to do it, where the document says so.
        pub owner: Option<String>,
        /// The points listed below it, which its words introduce; usually none. They are parts of it, and are not
        /// counted.
        pub points: Vec<Point>,
    }
}

wire! {
    /// What a point to improve is about: no more than that, as only the point says what has to be done.
    pub struct Subject {
        /// Its name for programs, such as `home-education`.
        pub id: String,
        /// To families: "urgent meetings about a child’s safety".
        pub families: String,
        /// To a child of ten: "meetings when a child may not be safe".
        pub children: String,
    }
}

wire! {
    /// One of the points to which the words of a point to improve lead.
    pub struct Point {
        /// Its identity.
        pub id: Id,
        /// The words as printed, without bullet and tag.
        pub text: String,
        /// The tag after it, such as "Outcome 1".
        pub tag: Option<String>,
    }
}

impl Improvement {
    /// Returns its words, then those of the points below it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.points.iter().map(|point| point.text.as_str()))
    }
}

wire! {
    /// The outcome of a result. The judgements in it have the ids they have in the inspection.
    pub struct Outcome {
        /// The tone of the whole result.
        pub tone: Tone,
        /// The overall judgement; `null` where the report has none, and then nothing may say one.
        pub overall: Option<Judgement>,
        /// The other judgements, in the report's order.
        pub areas: Vec<Judgement>,
        /// The same, grouped by grade, the best grade first; the report's order inside a group.
        pub groups: Vec<Group>,
    }
}

wire! {
    /// The judgements (the overall one left out) that share a grade.
    pub struct Group {
        /// The grade's id.
        pub grade: String,
        /// The grade in full.
        pub grade_name: String,
        /// The tone of the grade.
        pub tone: Tone,
        /// What is said of all of them: "are Good", and "is Good" of a single one in the singular.
        pub predicate: String,
        /// Its judgements.
        pub judgements: Vec<Judgement>,
    }
}

wire! {
    /// The inspection before this one.
    pub struct Previous {
        /// Its identity.
        pub id: Id,
        /// The year it took place.
        pub year: i16,
        /// First day on site, ISO date.
        pub inspected: String,
        /// The day its report was published, ISO date.
        pub published: Option<String>,
        /// Its judgements, in the report's order.
        pub judgements: Vec<PastJudgement>,
    }
}

wire! {
    /// A judgement of the inspection before.
    pub struct PastJudgement {
        /// The area's id.
        pub area: String,
        /// A short name for running text.
        pub short: String,
        /// The grade's id.
        pub grade: String,
        /// The grade in full.
        pub grade_name: String,
        /// The tone of the grade.
        pub tone: Tone,
        /// Whether it was the overall judgement.
        pub overall: bool,
    }
}

wire! {
    /// A sentence of the report that can be quoted.
    pub struct Quote {
        /// Its identity.
        pub id: Id,
        /// The words as printed.
        pub text: String,
        /// Its beginning, up to the first verb, to be said before `rest` in marks: "Leaders are". `null` where it is quoted whole.
        pub opening: Option<String>,
        /// The words after `opening`, without the full stop: "relentless in improving the lives of children".
        pub rest: Option<String>,
        /// The place of its paragraph in the summary and of the sentence in it, from 0: `[0, 0]` is how the summary begins. `null`
        /// outside of the summary.
        pub summary_place: Option<[u32; 2]>,
        /// The number of the report's paragraph; `null` for the summary, and in a document without numbers.
        pub paragraph: Option<u32>,
        /// Whether it is in the summary.
        pub summary: bool,
        /// The area whose section it is in; `null` for the summary.
        pub area: Option<String>,
        /// Whether it can be read without the sentence before it.
        pub standalone: bool,
        /// Whether an officer picked it: it comes before any other.
        pub picked: bool,
        /// Whether it praises, criticises or does neither.
        pub stance: Stance,
        /// How many words it has.
        pub words: u32,
        /// Its score as a quotation, comparable within a report and roughly between reports: above 55 is clear and
        /// strong.
        pub score: i32,
        /// Its topics: `leadership`, `early-help`, `safeguarding`, `care`, `care-leavers`, `childrens-voice`,
        /// `workforce`, `workload`, `training`, `partnership`, `health`, `education`.
        pub topics: Vec<String>,
    }
}

impl Quote {
    /// Returns `true` if the sentence is in the section on this judgement's area.
    pub fn is_about(&self, judgement: &Judgement) -> bool {
        self.area.as_ref() == Some(&judgement.area)
    }
}

wire! {
    /// A sentence of the report that counts something.
    pub struct Figure {
        /// Its identity.
        pub id: Id,
        /// The words as printed.
        pub text: String,
        /// The number of the report's paragraph; `null` in a document without numbers.
        pub paragraph: Option<u32>,
        /// The area whose section it is in; `null` outside of one.
        pub area: Option<String>,
        /// Whether it praises, criticises or does neither.
        pub stance: Stance,
    }
}

/// Whether a sentence praises or criticises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Says that something is good.
    Praise,
    /// Says that something is not good enough.
    Criticism,
    /// Says both.
    Mixed,
    /// Says neither.
    #[default]
    Neutral,
}

wire! {
    /// What people added to the story.
    pub struct Brief {
        /// The day and time of publication, local time, such as `2025-05-06T09:30`.
        pub publish_at: Option<String>,
        /// Agreed statements, in the brief's order.
        pub statements: Vec<Statement>,
        /// Key messages: what a text has to get across. [`crate::pick::Quotes`] hands out first what says the same.
        pub key_messages: Vec<String>,
        /// What the council will do next, one sentence each.
        pub next_steps: Vec<String>,
        /// Local facts with their source.
        pub facts: Vec<Fact>,
        /// Links.
        pub links: Vec<Link>,
        /// Pictures.
        pub pictures: Vec<Picture>,
        /// What this output asks the brief for ([`crate::Field`]), by name; `null` for what nobody wrote.
        pub own: Own,
    }
}

/// What an output asks people for, by name: a text for the kinds `text`, `day` (ISO date), `address` and `choice`; a number; `true`
/// or `false`; a list of texts; a [`Contact`] without `for`. The identity of one is `/brief/own/NAME` or `/desk/own/NAME`.
pub type Own = std::collections::BTreeMap<String, serde_json::Value>;

wire! {
    /// An agreed statement.
    pub struct Statement {
        /// Its identity.
        pub id: Id,
        /// The speaker.
        pub speaker: Person,
        /// Whom the words are for: `press`, `staff`, `families`, `members`; empty for everybody outside.
        pub r#for: Vec<String>,
        /// The words; paragraphs are parted by an empty line.
        pub words: String,
    }
}

wire! {
    /// A person who speaks for the council.
    pub struct Person {
        /// The id in the desk, such as `director`.
        pub role_id: String,
        /// The name, with title where one is used.
        pub name: String,
        /// The role in running text, such as "director of children’s services".
        pub role: String,
        /// Whether the person is a politician.
        pub politician: bool,
        /// The body that the person speaks for, where it is not the council: a partner, or what runs the service.
        pub body: Option<String>,
    }
}

wire! {
    /// A local fact.
    pub struct Fact {
        /// The fact, a sentence.
        pub text: String,
        /// The source.
        pub source: String,
    }
}

wire! {
    /// A link.
    pub struct Link {
        /// The linked page, in words.
        pub text: String,
        /// The address.
        pub url: String,
    }
}

wire! {
    /// A picture.
    pub struct Picture {
        /// The file, relative to the story.
        pub file: String,
        /// Alternative text: what the picture shows.
        pub alt: String,
    }
}
