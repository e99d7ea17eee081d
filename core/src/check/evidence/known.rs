//! What checks are given of a story. Not here: the index that is made of it (ground).

use crate::brief::Brief;
use crate::check::Authorship;
use crate::check::claims::Grammar;
use crate::check::evidence::dictionary::Spelling;
use crate::check::house::compile::Rules;
use crate::desk::Desk;
use crate::inspection::{Authorities, DocumentKind, Framework, Frameworks, Inspection, PastInspection, PublicRecord};
use crate::zone::Moment;
use jiff::civil::Date;

/// What is known when a text is checked.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// What the report says.
    pub inspection: &'a Inspection,
    /// What kind of document that is; none for one that is not known.
    pub kind: Option<&'a DocumentKind>,
    /// Its framework; none for a document without judgements.
    pub framework: Option<&'a Framework>,
    /// The inspection before it.
    pub previous: Option<&'a PastInspection>,
    /// Earlier reports on the council that the story holds, oldest first.
    pub earlier: &'a [Inspection],
    /// What people added; none where there is no brief.
    pub brief: Option<&'a Brief>,
    /// The council's own facts.
    pub desk: Option<&'a Desk>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The address of the report's page.
    pub report_url: Option<&'a str>,
    /// The frameworks.
    pub frameworks: &'a Frameworks,
    /// The authorities.
    pub authorities: &'a Authorities,
    /// How authorities were judged before.
    pub record: &'a PublicRecord,
    /// The time at which the text would go out, where it is asked for.
    pub now: Option<Moment>,
    /// Whose text it is.
    pub authorship: Authorship,
    /// Which output the text is, where that is known.
    pub output: Option<&'a str>,
    /// Whether that output picks from the result on purpose.
    pub partial: bool,
    /// How claims about grades are read.
    pub grammar: &'static Grammar,
    /// The house rules.
    pub rules: &'a Rules,
    /// By what spelling is looked at.
    pub spelling: Spelling<'a>,
}
