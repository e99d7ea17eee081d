//! Where a result is among those of its region, by the public record: an offer to the officer, who may use it once it is known what
//! was published since. No draft has it. Not here: ranks that a text claims (check).

use super::Story;
use crate::inspection::{AuthorityEntry, Standing, Tone};
use jiff::civil::Date;

/// How many authorities of a region have the same good overall grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rank {
    /// How many have it, this one among them.
    pub with_grade: usize,
    /// How many were inspected, this one among them.
    pub inspected: usize,
    /// The region.
    pub region: String,
    /// The grade.
    pub grade: String,
    /// The day for which this is so by the record.
    pub day: Date,
}

impl Story {
    /// Returns the rank of the result on the day of its publication or, if that is later, on the day the record ends. `None` without
    /// a good overall grade, where half of the region or more has it, and where the record has too little of the region.
    pub fn rank(&self) -> Option<Rank> {
        let known = &self.known;
        let place = self.outcome()?.overall?;
        let grade = self.framework()?.grade(&self.inspection.judgements.get(place)?.grade)?;
        let day = self.published()?.min(known.record.ends()?);
        let own = known.authorities.find(&self.inspection.authority.name)?;
        let region = own.region.clone()?;
        let is_of_region = |entry: &AuthorityEntry| entry.region.as_ref() == Some(&region);
        let others: Standing<'_> = known
            .record
            .standing(&known.authorities, day)
            .among(|entry| is_of_region(entry) && entry.key() != own.key());
        let has_it = others.count(|past| known.frameworks.overall_grade(past) == Some(&grade.id));
        let (with_grade, inspected) = (has_it + 1, others.all() + 1);
        let there = |entry: &&AuthorityEntry| is_of_region(entry) && entry.ended.is_none_or(|ended| day < ended);
        let is_known = inspected * 2 > known.authorities.iter().filter(there).count() && inspected > 1;
        let is_rare = with_grade * 2 < inspected;
        let grade = grade.clone();
        (grade.tone == Tone::Good && is_known && is_rare).then_some(Rank {
            with_grade,
            inspected,
            region,
            grade: grade.name,
            day,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::inspection::PastInspection;
    use crate::story::{Story, open};
    use std::path::Path;

    fn story(name: &str) -> Story {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples"));
        open(&root.join(name)).expect("an example")
    }

    /// The record's own rows for a region, counted here one by one.
    fn counted(story: &Story, day: &str) -> (usize, usize) {
        let day = day.parse().unwrap();
        let of_region = story.known.authorities.iter().filter(|entry| {
            entry.region.as_deref() == Some("West Midlands")
                && entry.name != "Avershire"
                && entry.ended.is_none_or(|ended| day < ended)
        });
        let latest = of_region.filter_map(|entry| {
            let rows = story.known.record.of(entry.key()).iter();
            rows.filter(|past| past.published.is_some_and(|published| published <= day))
                .max_by_key(|past| past.inspected)
        });
        let latest: Vec<&PastInspection> = latest.collect();
        let outstanding = |past: &&&PastInspection| {
            past.judgements.iter().any(|(area, grade)| area.as_str() == "overall" && grade.as_str() == "outstanding")
        };
        (latest.iter().filter(outstanding).count(), latest.len())
    }

    #[test]
    fn a_good_overall_grade_is_counted_with_those_of_the_region_on_its_day() {
        let story = story("good-result");
        let rank = story.rank().expect("the West Midlands has few Outstanding");
        let (others, inspected) = counted(&story, "2025-05-06");
        assert_eq!((rank.with_grade, rank.inspected), (others + 1, inspected + 1));
        assert_eq!((rank.region.as_str(), rank.grade.as_str()), ("West Midlands", "Outstanding"));
        assert_eq!(rank.day.to_string(), "2025-05-06");
    }

    #[test]
    fn without_an_overall_grade_or_a_region_there_is_no_rank() {
        assert_eq!(story("mixed-result").rank(), None);
        assert_eq!(story("focused-visit").rank(), None);
        let mut story = story("good-result");
        "Ashmoor".clone_into(&mut story.inspection.authority.name);
        assert_eq!(story.rank(), None, "no authority of the table has this name");
    }
}
