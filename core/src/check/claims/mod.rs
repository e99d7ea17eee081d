//! Claims about grades: where a text says that something was given a grade, what that is, which inspection gave it, and whether the
//! text states it, denies it or wishes it. Not here: whether the claim is true (grades).
//!
//! A sentence becomes a row of letters, one for each word, phrase or sign ([`tokens`]); tables of rules over the letters, which are
//! data, decide ([`grammar`], `core/data/claims`). A grade that no rule fits is listed as not read; nothing is guessed.

pub(in crate::check) mod grammar;
mod letters;
mod moves;
mod reader;
mod time;
mod tokens;
mod whose;

pub use grammar::Grammar;
pub(in crate::check) use moves::{Move, Same, same_as_before};
pub(in crate::check) use reader::Reader;

use crate::inspection::{AreaId, Direction, Framework, GradeId, Inspection};
use crate::text::TextSpan;
use crate::wording::Force;

/// What a text says about a grade.
#[derive(Clone, Debug)]
pub(in crate::check) struct Claim {
    /// The words of the grade.
    pub(in crate::check) place: TextSpan,
    /// The grade.
    pub(in crate::check) grade: GradeId,
    /// What was given the grade.
    pub(in crate::check) whose: Whose,
    /// Which inspection gave it.
    pub(in crate::check) time: Time,
    /// What the sentence does with it.
    pub(in crate::check) force: Force,
    /// Which way the grade is said to have gone from this one, and where.
    pub(in crate::check) way: Option<(Direction, TextSpan)>,
    /// How often the grade is said to have been given before.
    pub(in crate::check) again: Option<Again>,
    /// Whether it was read without a doubt.
    pub(in crate::check) sure: bool,
    /// The rules by which it was read.
    pub(in crate::check) path: Path,
    /// Whether the words can only be those of a grade, by their form.
    pub(in crate::check) plain: bool,
    /// Whether the grade is written elsewhere in the sentence, so that its words cannot be mended here.
    pub(in crate::check) echo: bool,
}

/// The names of the rules by which a claim was read: what made the words a grade, whose it is, which inspection's, and what the
/// sentence does with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) struct Path {
    pub(in crate::check) frame: &'static str,
    whose: &'static str,
    time: &'static str,
    force: &'static str,
}

impl Path {
    /// The three rules that say whose the grade is, which inspection's, and what the sentence does with it.
    pub(in crate::check) fn reading(&self) -> String {
        format!("{} / {} / {}", self.whose, self.time, self.force)
    }
}

/// What was given a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) enum Whose {
    /// These judgements.
    Areas(Vec<AreaId>),
    /// The service as a whole.
    Whole,
    /// Every judgement.
    All,
    /// Every judgement but these.
    Rest(Vec<AreaId>),
    /// A number of judgements.
    Count(Count),
    /// Something that the report does not grade, or nobody knows.
    Other,
}

/// How many judgements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) struct Count {
    /// The number; none for “all but one”.
    pub(in crate::check) number: Option<u64>,
    /// Of how many, where the sentence says so.
    pub(in crate::check) total: Option<u64>,
    /// Where the number is.
    pub(in crate::check) place: TextSpan,
}

/// Which inspection a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Time {
    /// The one of the report.
    Now,
    /// The one before it.
    Previous,
    /// The one of a year; `exact` where the year follows the grade.
    Year {
        /// The year.
        year: i16,
        /// Whether the year follows the grade.
        exact: bool,
    },
    /// An earlier one, nobody knows which.
    Earlier,
    /// Nobody knows.
    Unsure,
}

/// How often a grade was given before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Again {
    /// So many times in a row, this one included.
    Running(usize),
    /// Never.
    First,
}

impl Claim {
    /// The judgements of a report that were given the grade, as the text has it; none where it gives only their number, or names
    /// what the report does not grade.
    pub(in crate::check) fn judged(&self, inspection: &Inspection, framework: Option<&Framework>) -> Vec<AreaId> {
        let is_overall =
            |id: &AreaId| framework.and_then(|framework| framework.area(id)).is_some_and(|area| area.overall);
        let all = inspection.judgements.iter().map(|judgement| &judgement.area);
        let is_meant = |id: &&AreaId| match &self.whose {
            Whose::Areas(areas) => areas.contains(id),
            Whose::Whole => is_overall(id),
            Whose::All => !is_overall(id),
            Whose::Rest(named) => !is_overall(id) && !named.contains(id),
            Whose::Count(_) | Whose::Other => false,
        };
        all.filter(is_meant).cloned().collect()
    }

    /// Whether it states, without a doubt, a grade of the report's inspection.
    pub(in crate::check) fn is_stated(&self) -> bool {
        self.sure && (self.time, self.force) == (Time::Now, Force::Stated)
    }
}
