//! What a point to improve is about, in words for people who do not know those of the trade. Not here: what has to be done about
//! it, which only the point itself says.

use super::short::head;
use crate::language::{Phrases, read, tokens};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a point is about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// A short name for programs, such as `home-education`.
    pub id: String,
    /// To families: "urgent meetings about a child’s safety".
    pub families: String,
    /// To a child of ten: "meetings when a child may not be safe".
    pub children: String,
    /// Whether it is a group of children.
    #[serde(default)]
    group: bool,
    phrases: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "a test tries them"))]
    examples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    subjects: Vec<Subject>,
}

struct Subjects {
    all: Vec<Subject>,
    /// Their phrases, each with the place of its subject.
    phrases: Phrases<usize>,
}

static SUBJECTS: LazyLock<Subjects> = LazyLock::new(|| {
    let all = read::<File>(include_str!("../../data/quotable/subjects.toml")).subjects;
    let of = |(place, subject): (usize, &Subject)| -> Vec<(String, usize)> {
        subject.phrases.iter().map(|phrase| (phrase.clone(), place)).collect()
    };
    let each: Vec<(String, usize)> = all.iter().enumerate().flat_map(of).collect();
    let phrases = Phrases::new(each.iter().map(|(phrase, place)| (phrase.as_str(), *place)));
    Subjects { all, phrases }
});

/// The subject of a point that names several groups of children.
const SEVERAL: &str = "several-groups";

/// Returns what a point is about: the first subject of the file that its head names, or else the rest of it. `None` where it names
/// none.
pub fn subject(point: &str) -> Option<&'static Subject> {
    let named = |text: &str| {
        let found = SUBJECTS.phrases.find(&tokens(text));
        let places: BTreeSet<usize> = found.into_iter().map(|(_, place)| place).collect();
        let subjects: Vec<&Subject> = places.into_iter().filter_map(|place| SUBJECTS.all.get(place)).collect();
        let several = subjects.iter().filter(|subject| subject.group).count() > 1;
        if several { SUBJECTS.all.iter().find(|subject| subject.id == SEVERAL) } else { subjects.first().copied() }
    };
    named(&point[head(point)]).or_else(|| named(point))
}

#[cfg(test)]
mod tests {
    use super::{SUBJECTS, subject};
    use std::collections::BTreeSet;

    #[test]
    fn every_subject_is_found_in_its_examples() {
        for expected in &SUBJECTS.all {
            assert!(!expected.examples.is_empty(), "{}", expected.id);
            for example in &expected.examples {
                assert_eq!(subject(example).map(|found| &found.id), Some(&expected.id), "{example}");
            }
        }
        let ids: BTreeSet<&String> = SUBJECTS.all.iter().map(|subject| &subject.id).collect();
        assert_eq!(ids.len(), SUBJECTS.all.len(), "no name is given twice");
    }

    #[test]
    fn the_head_of_a_point_comes_before_its_purpose() {
        let id = |point: &str| subject(point).map(|found| found.id.as_str());
        assert_eq!(id("The quality of supervision, so that care leavers get help in time."), Some("supervision"));
        assert_eq!(id("That everybody knows, so that care leavers get help in time."), Some("care-leavers"));
        assert_eq!(id("The quality of supervision, including that of care leavers’ advisers."), Some("supervision"));
        assert_eq!(id("The colour of the doors."), None);
    }
}
