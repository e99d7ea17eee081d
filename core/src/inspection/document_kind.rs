//! The kinds of document that inspectorates publish: how each is recognised, what it is called, and what its headings
//! mean. Kinds are data (`core/documents/*.toml`): to add one, add a file. The files are read in [`load`](crate::load).

use super::{DocumentId, Partners, RunBy, ServiceId, Tone};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A kind of document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentKind {
    /// Its identifier, such as `focused-visit`.
    pub id: DocumentId,
    /// Its name as a heading, such as "Letter about a focused visit".
    pub title: String,
    /// What it reports, in running text: "a focused visit to children’s services".
    pub called: String,
    /// What was looked at, in the words of a headline: "services that protect children". Left out, the name of the service.
    #[serde(default)]
    pub about: Option<String>,
    /// Who publishes it, in running text: "Ofsted and the Care Quality Commission".
    pub inspectorate: String,
    /// Who publishes it in a word, without an article: "CQC".
    pub short: String,
    /// Where its documents are published: "reports.ofsted.gov.uk".
    pub page: String,
    /// The hashtag of the inspectorate.
    pub tag: String,
    /// The service it is about.
    pub service: ServiceId,
    /// What running text calls the document itself: "the letter".
    pub names: String,
    /// What took place, in a word: "visit".
    pub visit: String,
    /// The word before `called` where inspectors found something: "on", as in "found on a focused visit".
    pub found: String,
    /// What a link to its page says, before the place: "Ofsted’s letter on children’s services".
    pub link: String,
    /// What an area for priority action means, in a sentence or two; empty for a kind that has none.
    #[serde(default)]
    pub priority_means: String,
    /// Whether the grades of the last inspection in the public record stay in force after it.
    #[serde(default)]
    pub keeps_grades: bool,
    /// How it is laid out, which decides how it is read.
    pub form: Form,
    /// Parts of titles, in lower case, that only documents of this kind have; none for the kind that its table of judgements
    /// shows.
    #[serde(default)]
    pub recognise: Vec<String>,
    /// How a page's title goes on after the name of the authority.
    #[serde(default)]
    pub after_authority: Vec<String>,
    /// On what it could not be tried yet, in a sentence; empty if it was tried on whole documents.
    #[serde(default)]
    pub untried: String,
    /// Its sections.
    #[serde(default)]
    pub sections: Vec<SectionHeadings>,
    /// The outcomes of which it gives one, the best first; none for a kind without.
    #[serde(default)]
    pub outcomes: Vec<OutcomeWords>,
    /// The partners that it names; none for a kind about the council alone.
    #[serde(default)]
    pub partners: Option<Partners>,
    /// How it says that a trust or a company runs the service.
    #[serde(default)]
    pub run_by: Option<RunBy>,
    /// What a whole document has.
    #[serde(default)]
    pub must: Must,
}

/// How a document is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A report with a table of judgements and a section for each.
    Judgements,
    /// A letter: head, address, subject, an introduction in prose, then sections.
    Letter,
    /// A report with dates in its head and sections by their headings.
    Report,
    /// A page of a web site, with judgements where its framework says how they are printed.
    Page,
    /// A document that is recognised and not read.
    Unread,
}

/// What a section is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SectionRole {
    /// What comes before the first heading: who came when, and what they looked at.
    Introduction,
    /// The outcome in a set sentence.
    Outcome,
    /// The findings in short.
    Headline,
    /// What has to be put right at once.
    Priority,
    /// What needs to improve.
    Improve,
    /// The findings in full.
    Findings,
    /// What is done well.
    Strengths,
    /// What the area is like, before any finding.
    Context,
    /// A box about one family.
    Case,
    /// What happens next.
    Next,
    /// Addresses, the team, the law.
    Details,
}

impl SectionRole {
    /// Returns `true` if sentences of such a section are findings, which may be quoted as such.
    pub fn has_findings(self) -> bool {
        matches!(self, SectionRole::Headline | SectionRole::Findings | SectionRole::Strengths)
    }
}

/// The headings of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionHeadings {
    /// What the section is for.
    pub role: SectionRole,
    /// How its heading begins.
    #[serde(default)]
    pub headings: Vec<String>,
    /// How paragraphs begin that belong to it without a heading, in any section but a list of points.
    #[serde(default)]
    pub paragraphs: Vec<String>,
    /// How its points are set.
    #[serde(default)]
    pub items: Items,
}

/// How the points of a section are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Items {
    /// As a list: each bullet is a point. Without bullets, each paragraph is one.
    #[default]
    List,
    /// As paragraphs: bullets are points below the paragraph before them.
    Paragraphs,
    /// As a table of two columns: the body that is responsible, and what it has to do.
    Owned,
}

/// An outcome, and the words by which it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeWords {
    /// Its identifier, such as `inconsistent`.
    pub id: String,
    /// Words that only its sentence has.
    pub words: Vec<String>,
    /// How a headline says it, before the place.
    pub short: String,
    /// How good it is.
    pub tone: Tone,
}

/// What a whole document has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Must {
    /// The sections without which something was not read.
    #[serde(default)]
    pub sections: Vec<SectionRole>,
}

/// The kinds of document that the program knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentKinds(Vec<DocumentKind>);

impl DocumentKind {
    /// Returns `true` if the inspections of the public record are the ones before a document of this kind: it gives grades
    /// of its own, or leaves theirs in force.
    pub fn is_on_record(&self) -> bool {
        self.is_graded() || self.keeps_grades
    }

    /// Returns `true` if documents of this kind give grades.
    pub fn is_graded(&self) -> bool {
        matches!(self.form, Form::Judgements | Form::Page)
    }

    /// Returns `true` if documents of this kind may name areas for priority action.
    pub fn has_priority(&self) -> bool {
        self.sections.iter().any(|section| section.role == SectionRole::Priority)
    }

    /// Returns `true` if several inspectorates publish it.
    pub fn is_joint(&self) -> bool {
        self.inspectorate.contains(" and ")
    }
}

impl DocumentKinds {
    /// Collects kinds; a later one replaces an earlier one with the same identifier.
    pub fn new(all: impl IntoIterator<Item = DocumentKind>) -> DocumentKinds {
        let mut kinds: Vec<DocumentKind> = Vec::new();
        for kind in all {
            kinds.retain(|other| other.id != kind.id);
            kinds.push(kind);
        }
        DocumentKinds(kinds)
    }

    /// Returns the kind with this identifier.
    pub fn get(&self, id: &DocumentId) -> Option<&DocumentKind> {
        self.0.iter().find(|kind| kind.id == *id)
    }

    /// Returns the kinds in order.
    pub fn iter(&self) -> impl Iterator<Item = &DocumentKind> {
        self.0.iter()
    }

    /// Returns the kinds that a title shows.
    pub fn of_title(&self, title: &str) -> Vec<&DocumentKind> {
        let title = title.to_lowercase();
        self.0.iter().filter(|kind| kind.recognise.iter().any(|words| title.contains(words))).collect()
    }
}
