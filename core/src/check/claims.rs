//! Claims about grades: where a text says that something has a grade, which judgement it means, and of which inspection.
//! Not here: whether the claim is true (grades).

use super::prose::{Part, Place};
use super::sentence::{Sentence, Time, Vocabulary};
use super::subject::Subject;
use crate::inspection::{AreaId, GradeId};
use std::ops::Range;

/// What a text says about a grade.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// The words of the grade.
    pub(super) place: Place,
    /// The grade.
    pub(super) grade: GradeId,
    /// Whether a better grade is meant too: "Good or better", "at least Good".
    pub(super) at_least: bool,
    /// The judgements it is said of: none where no judgement is named. Of a claim about the rest, those it is not about.
    pub(super) areas: Vec<AreaId>,
    /// Where the judgements are named: from the first to the last.
    pub(super) named: Option<Place>,
    /// Which inspection it is about.
    pub(super) time: Time,
    /// How many judgements are said to have it, with the place of the number.
    pub(super) count: Option<(u64, Place)>,
    /// Whether it is said of all judgements that the sentence does not name.
    pub(super) rest: bool,
    /// Which way it is said to have gone since, where it is an earlier grade.
    pub(super) direction: Option<(Way, Place)>,
}

/// Whether a grade went up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

impl Vocabulary {
    /// The claims of a leaf, sentence by sentence. A sentence about an earlier time is about it throughout.
    pub(super) fn claims(&self, leaf: usize, part: &Part) -> Vec<Claim> {
        let sentences = part.sentences.iter().filter_map(|range| self.sentence(leaf, part, range));
        sentences.flat_map(|sentence| sentence.claims()).collect()
    }
}

impl Sentence<'_> {
    fn claims(&self) -> Vec<Claim> {
        let distinct = self.grades.iter().filter(|(range, _)| self.is_claim(range)).count();
        if distinct >= 3 && self.areas.is_empty() {
            return Vec::new(); // the scale itself is told
        }
        let mut claims: Vec<(Claim, bool)> = Vec::new();
        let mut from = 0;
        for (range, grade) in &self.grades {
            if !self.is_claim(range) || self.is_negated(range) || self.is_about_schools(range) {
                continue;
            }
            let (claim, end, is_meant) = self.claim(range, grade, from, claims.last());
            from = end;
            claims.push((claim, is_meant));
        }
        if let Some(areas) = self.respectively() {
            let pairs = areas.len() == claims.len();
            for ((claim, is_meant), area) in
                claims.iter_mut().zip(areas.into_iter().map(Some).chain(std::iter::repeat(None)))
            {
                *is_meant = pairs;
                claim.areas = area.into_iter().collect();
            }
        }
        claims.into_iter().filter_map(|(claim, is_meant)| is_meant.then_some(claim)).collect()
    }

    /// The claim of a grade, where the words behind it begin that the next one may be about, and whether its subject is one that
    /// reports grade. `from` is where the words begin that it may be about.
    fn claim(
        &self,
        range: &Range<usize>,
        grade: &GradeId,
        from: usize,
        last: Option<&(Claim, bool)>,
    ) -> (Claim, usize, bool) {
        let at_least = self.or_better(range) || self.before(range.start, 1).eq(["least"]);
        let said = range.clone();
        let range = &(range.start..range.end + if self.or_better(range) { 2 } else { 0 });
        let before = self.areas_in(from..range.start);
        let behind = self.behind(range);
        let time = self.time(range);
        let inherited = last.filter(|(last, _)| before.is_empty() && behind.is_empty() && last.time != time);
        let rest = self.says_rest(range);
        let count = self.count(range);
        let unnamed = before.is_empty() && behind.is_empty() && inherited.is_none() && count.is_none() && !rest;
        let by_order = self.by_order(range);
        let subject = (unnamed && by_order.is_none()).then(|| self.subject(range));
        let (areas, named) = match (inherited, behind.is_empty(), before.is_empty()) {
            (Some((last, _)), ..) => (last.areas.clone(), last.named.clone()),
            (None, false, _) => (ids(&behind), self.place_of(&behind)),
            (None, true, _) => (ids(&before), self.place_of(&before)),
        };
        let areas = match (by_order, &subject) {
            // What is said of all others is not said of those that the sentence names.
            _ if rest => ids(&self.areas),
            (Some(area), _) => vec![area],
            (None, Some(Subject::Before(areas))) => areas.clone(),
            (None, _) => areas,
        };
        let is_meant = subject != Some(Subject::Other) && inherited.is_none_or(|(_, is_meant)| *is_meant);
        let end = behind.last().map_or(range.end, |(area, _)| area.end);
        let claim = Claim {
            place: self.place(&said),
            grade: grade.clone(),
            at_least,
            areas,
            named,
            time,
            count,
            rest,
            direction: self.direction(range),
        };
        (claim, end, is_meant)
    }

    /// "Good or better"
    fn or_better(&self, range: &Range<usize>) -> bool {
        self.form(range.end) == "or" && matches!(self.form(range.end + 1), "better" | "above" | "higher")
    }

    /// The judgements named behind a grade: "Good for A and B", "Good overall".
    pub(super) fn behind(&self, range: &Range<usize>) -> Vec<(Range<usize>, AreaId)> {
        if let Some(overall) = self.areas.iter().find(|(area, _)| area.start == range.end && area.len() == 1) {
            return vec![overall.clone()];
        }
        let noun = matches!(
            self.form(range.end),
            "rating" | "ratings" | "grade" | "grading" | "judgement" | "both" | "overall"
        );
        let fronted = (range.start == 0)
            .then(|| {
                (range.end..range.end + 5)
                    .find(|&at| matches!(self.form(at), "verdict" | "judgement" | "grade" | "rating"))
            })
            .flatten();
        let link = fronted.map_or(range.end + usize::from(noun), |noun| noun + 1);
        let links = matches!(self.form(link), "for" | "in" | "on" | "across")
            && (fronted.is_some() || !self.parted(range.end - 1..link));
        if !links || self.time_at(link).is_some() {
            return Vec::new();
        }
        let end = self.grades.iter().map(|(other, _)| other.start).find(|start| *start > range.end);
        let end = end.unwrap_or(self.tokens.len());
        let stop = (link..end).find(|&at| self.breaks_before(at)).unwrap_or(end);
        let found = self.areas_in(link..stop);
        let near = found.first().is_some_and(|(area, _)| area.start <= link + 6);
        if near { found } else { Vec::new() }
    }

    /// "up from Good": which way, and where it is said.
    fn direction(&self, range: &Range<usize>) -> Option<(Way, Place)> {
        let from = (range.start.saturating_sub(3)..range.start).rfind(|&at| self.form(at) == "from")?;
        let way = |at: usize| match self.form(at) {
            "up" | "improved" | "improvement" | "improves" | "rise" | "risen" | "rose" | "upgraded" | "upgrade"
            | "promoted" => Some(Way::Up),
            "down" | "fallen" | "fell" | "dropped" | "declined" | "downgraded" | "slipped" => Some(Way::Down),
            _ => None,
        };
        let at = (from.saturating_sub(3)..from).rfind(|&at| way(at).is_some())?;
        Some((way(at)?, self.place(&(at..at + 1))))
    }
}

fn ids(areas: &[(Range<usize>, AreaId)]) -> Vec<AreaId> {
    areas.iter().map(|(_, id)| id.clone()).collect()
}
