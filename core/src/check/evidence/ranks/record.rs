//! Whether the public record agrees with a comparison. Not here: reading it (rank).

use super::rank::{Among, Areas, Form, Rank};
use crate::check::evidence::known::Known;
use crate::inspection::{AuthorityEntry, Framework, GradeId, PastInspection, Standing};
use crate::language::dates;
use jiff::civil::Date;

/// What the record says of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) enum Answer {
    /// It agrees: its figures.
    Right(String),
    /// It does not: its figures.
    Wrong(String),
}

/// Holds a comparison against the record; `None` where the record cannot decide it: the day is later than the record, or the
/// record has less than half of the authorities.
pub(super) fn held(rank: &Rank, known: &Known<'_>) -> Option<Answer> {
    let day = known.published.or(known.inspection.published)?;
    (day <= known.record.ends()?).then_some(())?;
    Counting::new(rank, known, day)?.answer()
}

/// A comparison that is being counted.
struct Counting<'a> {
    rank: &'a Rank,
    known: &'a Known<'a>,
    framework: &'a Framework,
    /// The grade that is compared.
    grade: &'a GradeId,
    own: Option<&'a AuthorityEntry>,
    /// The inspection that the text is about, as the record would have it.
    this: PastInspection,
    /// How the authorities that are compared were judged.
    standing: Standing<'a>,
}

impl<'a> Counting<'a> {
    fn new(rank: &'a Rank, known: &'a Known<'a>, day: Date) -> Option<Counting<'a>> {
        let framework = known.framework?;
        let inspection = known.inspection;
        let this = PastInspection {
            inspected: inspection.dates.first()?.from,
            published: Some(day),
            framework: framework.id.clone(),
            judgements: inspection.judgements.iter().map(|it| (it.area.clone(), it.grade.clone())).collect(),
        };
        let all = known.record.standing(known.authorities, day);
        if all.all() * 2 < known.authorities.iter().count() {
            return None;
        }
        let own = known.authorities.find(&inspection.authority.name);
        let region = match &rank.among {
            Among::OwnRegion => Some(own?.region.as_deref()?),
            Among::Region(region) => Some(region.as_str()),
            _ => None,
        };
        let standing = all.among(|entry| match rank.among {
            Among::England => true,
            Among::Kind(kind) => entry.kind() == Some(kind),
            _ => entry.region.as_deref() == region,
        });
        let grade = match (&rank.grade, &rank.areas) {
            (Some(grade), _) => grade,
            (None, Areas::One(area)) => &inspection.judgements.iter().find(|it| it.area == *area)?.grade,
            (None, _) => {
                let overall = framework.overall()?;
                &inspection.judgements.iter().find(|it| it.area == overall.id)?.grade
            }
        };
        let counting = Counting { rank, known, framework, grade, own, this, standing };
        counting.decides().then_some(counting)
    }

    /// Whether the report's framework has what is compared. Where it gives no overall grade, a rank by overall grades says
    /// nothing of this council.
    fn decides(&self) -> bool {
        !matches!(self.rank.areas, Areas::Overall) || self.framework.overall().is_some()
    }

    fn is_own(&self, entry: &AuthorityEntry) -> bool {
        self.own.is_some_and(|own| own.key() == entry.key())
    }

    /// Whether an inspection's grades are those that are compared, or at least as good as `grade`.
    fn fits(&self, past: &PastInspection, grade: &GradeId, or_better: bool) -> bool {
        if self.rank.same_framework && past.framework != self.framework.id {
            return false;
        }
        let Some(wanted) = self.framework.rank(grade) else { return false };
        let same = |given: &GradeId| {
            self.framework.rank(given).is_some_and(|rank| if or_better { rank <= wanted } else { rank == wanted })
        };
        match &self.rank.areas {
            Areas::All => past.judgements.values().all(same),
            Areas::One(area) => past.judgements.get(area).is_some_and(same),
            Areas::Overall => self.known.frameworks.overall_grade(past).is_some_and(same),
        }
    }

    /// How many authorities have the grade on the day, this one as the report judges it.
    fn count(&self, or_better: bool) -> u64 {
        let count =
            self.standing.among(|entry| !self.is_own(entry)).count(|past| self.fits(past, self.grade, or_better));
        u64::try_from(count).expect("there are few authorities")
            + u64::from(self.fits(&self.this, self.grade, or_better))
    }

    /// How many other authorities reached the grade before, at any inspection on record.
    fn before(&self) -> u64 {
        let mut reached = 0;
        for entry in self.standing.authorities().filter(|entry| !self.is_own(entry)) {
            let mut before = self.known.record.published_by(entry.key(), self.standing.day);
            reached += u64::from(before.any(|past| self.fits(past, self.grade, self.rank.or_better)));
        }
        reached
    }

    fn higher(&self) -> u64 {
        let Some(rank) = self.framework.rank(self.grade) else { return 0 };
        let better = self.framework.grades[..rank].iter();
        let count = |grade: &GradeId| self.standing.count(|past| self.fits(past, grade, false));
        better.map(|grade| u64::try_from(count(&grade.id)).expect("there are few authorities")).sum()
    }

    fn answer(&self) -> Option<Answer> {
        let or_better = self.rank.or_better;
        let all = u64::try_from(self.standing.all()).expect("there are few authorities");
        let count = self.count(or_better);
        let percent = |count: u64| (count * 100 + all / 2).checked_div(all);
        let day = dates::written(self.standing.day);
        let figures = format!(
            "on {day}, {count} of {all} authorities on the public record had this grade, counting this council as reported"
        );
        let (is_right, figures) = match self.rank.form {
            Form::Count(said) => (said == count, figures),
            Form::Others(said) => {
                let others = count - u64::from(self.fits(&self.this, self.grade, or_better));
                (said == others, figures)
            }
            Form::NoOther => (count == 1, figures),
            Form::Share(said) => (percent(count)?.abs_diff(said) <= 1, figures),
            Form::Below(said) => (count * 100 < said * all, figures),
            Form::Above(said) => (count * 100 > said * all, figures),
            Form::Top(said) => {
                let count = self.count(true);
                let figures = format!(
                    "on {day}, {count} of {all} authorities on the public record had this grade or a better one"
                );
                (percent(count)? <= said, figures)
            }
            Form::NoneHigher => {
                let higher = self.higher();
                (
                    higher == 0,
                    format!("on {day}, {higher} of {all} authorities on the public record had a better grade"),
                )
            }
            Form::Place(said) => {
                let before = self.before();
                // Who reached it before the record begins, it does not know.
                (before + 1 >= said).then_some(())?;
                let figures =
                    format!("by {day}, {before} other authorities on the public record (since 2018) had reached it");
                (before + 1 == said, figures)
            }
        };
        Some(if is_right { Answer::Right(figures) } else { Answer::Wrong(figures) })
    }
}
