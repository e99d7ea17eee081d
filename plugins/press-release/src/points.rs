//! How the release tells what has to improve: in a sentence of short forms where they fit, with the list in the notes.

use copydesk_plugin::plain;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Improvement, Request};
use serde::Serialize;

/// The most points named in the sentence, and the most words that their short forms may have together.
const NAMED: usize = 8;
const WORDS: usize = 65;
/// If not all fit, so many are named.
const AMONG: usize = 3;
/// Points of more words than this are not told whole in a release.
const LONG: usize = 60;

/// The points of a release.
#[derive(Debug, Serialize)]
pub(crate) struct Points {
    /// Those that the sentence names by their short forms, the report’s first of them; none, and the list is in the text.
    named: Vec<Ref>,
    /// Whether these are all.
    all: bool,
    /// What parts them.
    between: Between,
    /// What they are about, where they are long and have no short forms; and whether that is said of all.
    subjects: Vec<Ref>,
    all_subjects: bool,
    /// The point that is the only one and is told whole.
    only: Option<Ref>,
}

/// What parts the short forms in the sentence.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Between {
    /// Commas, and an “and” before the last.
    Commas,
    /// A comma and an “and”, of two of which one has a comma or an “and” itself.
    CommaAnd,
    /// Semicolons, of more than two.
    Semicolons,
}

impl Points {
    pub(crate) fn of(request: &Request) -> Points {
        let points = &request.inspection.improvements;
        let all = points.len() <= NAMED && words(points).is_some_and(|words| words <= WORDS);
        let short = points.iter().filter(|point| short(point).is_some());
        let named: Vec<&Improvement> = match () {
            () if all => points.iter().collect(),
            () if points.len() > AMONG => short.take(AMONG).collect(),
            () => Vec::new(),
        };
        let named = if named.len() > 1 || all { named } else { Vec::new() };
        let joins = |short: &String| short.contains(',') || short.contains(" and ");
        let has_joins = named.iter().filter_map(|point| point.short.as_ref()).any(joins);
        let only = points.first().filter(|point| points.len() == 1 && point.points.is_empty() && point.owner.is_none());
        let told_whole = named.is_empty() && points.len() > 1;
        let is_long =
            points.iter().flat_map(Improvement::texts).map(|text| text.split_whitespace().count()).sum::<usize>()
                > LONG;
        let (subjects, all_subjects) =
            if told_whole && is_long { plain::subjects(points, NAMED) } else { (Vec::new(), false) };
        let subjects = if subjects.len() > 1 { subjects } else { Vec::new() };
        Points {
            subjects: subjects.into_iter().map(Ref::from).collect(),
            all_subjects,
            named: named.iter().map(|point| Ref::from(&point.id)).collect(),
            all,
            between: match (has_joins, named.len()) {
                (false, _) => Between::Commas,
                (true, 2) => Between::CommaAnd,
                (true, _) => Between::Semicolons,
            },
            only: only.map(|point| Ref::from(&point.id)),
        }
    }

    /// Returns how many words the sentence has, or the list in its place.
    pub(crate) fn words(&self, request: &Request) -> usize {
        let points = &request.inspection.improvements;
        match (self.named.len(), self.all) {
            (0, _) if !self.subjects.is_empty() => LONG,
            (0, _) => points.iter().flat_map(Improvement::texts).map(|text| text.split_whitespace().count()).sum(),
            (_, true) => words(points).unwrap_or_default() + 8,
            (_, false) => WORDS,
        }
    }
}

/// Returns the short form of a point without points below it.
fn short(point: &Improvement) -> Option<&String> {
    point.short.as_ref().filter(|_| point.points.is_empty())
}

/// Returns how many words the short forms have together. `None` where one has none.
fn words(points: &[Improvement]) -> Option<usize> {
    points.iter().map(|point| Some(short(point)?.split_whitespace().count())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(shorts: &[Option<&str>]) -> Points {
        let mut request = Request::default();
        request.inspection.improvements = shorts
            .iter()
            .map(|short| Improvement { short: short.map(str::to_owned), ..Improvement::default() })
            .collect();
        Points::of(&request)
    }

    #[test]
    fn all_are_named_where_they_fit_and_otherwise_the_first() {
        let short = Some("the quality of plans");
        assert!(points(&[short; 4]).all);
        assert_eq!(points(&[short; 9]).named.len(), AMONG);
        assert_eq!(points(&[short, None, short, short]).named.len(), AMONG);
        assert!(!points(&[short, None, short, short]).all);
        assert!(points(&[short, None]).named.is_empty());
        let long = |id: &str| Improvement {
            id: copydesk_plugin::story::Id::new(format!("/inspection/improvements/{id}")),
            text: "word ".repeat(40),
            about: Some(copydesk_plugin::story::Subject { id: id.to_owned(), ..Default::default() }),
            ..Improvement::default()
        };
        let mut request = Request::default();
        request.inspection.improvements = vec![long("0"), long("1")];
        let told = Points::of(&request);
        assert_eq!((told.subjects.len(), told.all_subjects, told.words(&request)), (2, true, LONG));
        request.inspection.improvements[1].about = None;
        assert!(Points::of(&request).subjects.is_empty(), "one subject says too little");
        assert!(points(&[Some("supervision, and training"), short]).between == Between::CommaAnd);
        assert!(points(&[None]).only.is_some() && points(&[None, None]).only.is_none());
        let joined = Some("supervision, including training");
        assert_eq!(points(&[joined, short, short]).between, Between::Semicolons);
        assert_eq!(points(&[short, short]).between, Between::Commas);
    }
}
