//! The points to improve of a report: their words, and what they speak of. Not here: how a text tells them.

use super::ideas::{Idea, ideas, teams};
use crate::check::evidence::prose::Part;
use crate::inspection::{Datum, Inspection, PointList};
use crate::language;
use crate::text::{self, Span};

/// What ends the head of a point: what follows says what it is good for, or is an example.
const LIMITS: [&str; 8] =
    [", so that ", ", in order to ", ", to ensure ", " to ensure that ", ", including ", ", which ", " so that ", " ("];

/// The points to improve and the points below them, each with the number of the point to improve and its address.
pub(super) fn points(inspection: &Inspection) -> impl Iterator<Item = (usize, Datum, &str)> {
    inspection.improvements.iter().enumerate().flat_map(|(number, point)| {
        let texts = point.texts(PointList::Improve, number);
        texts.map(move |(datum, text)| (number, datum.whole_point(), text))
    })
}

/// A point to improve.
pub(super) struct Point<'a> {
    pub(super) number: usize,
    pub(super) datum: Datum,
    pub(super) text: &'a str,
    /// What its head speaks of.
    pub(super) ideas: Vec<Idea>,
    pub(super) weight: f64,
    /// All that it speaks of.
    pub(super) named: Vec<Idea>,
    /// What the teams work on that it names.
    pub(super) teams: Vec<Idea>,
    /// What its examples speak of: "management oversight, including supervision".
    pub(super) examples: Option<Box<Point<'a>>>,
    /// Its words, to be found as they are.
    pub(super) plain: String,
}

impl<'a> Point<'a> {
    pub(super) fn of((number, datum, text): (usize, Datum, &'a str)) -> Point<'a> {
        let end = LIMITS.iter().filter_map(|limit| text.find(limit)).min().unwrap_or(text.len());
        let named = ideas(&language::tokens(text));
        let mut of_head = ideas(&language::tokens(&text[..end]));
        if !of_head.iter().any(Idea::is_telling) {
            of_head.clone_from(&named);
        }
        let weight = of_head.iter().map(Idea::weight).sum();
        let plain = text::normal(text).to_lowercase().trim_end_matches('.').to_owned();
        let examples = text.split_once("including ").map(|(_, examples)| {
            let ideas = ideas(&language::tokens(examples));
            let weight = ideas.iter().map(Idea::weight).sum();
            let (datum, named, plain) = (datum.clone(), named.clone(), plain.clone());
            Box::new(Point { number, datum, text, ideas, weight, named, teams: Vec::new(), examples: None, plain })
        });
        let teams = teams(&language::tokens(text));
        Point { number, datum, text, ideas: of_head, weight, named, teams, examples, plain }
    }

    /// Where a leaf has it in the report's words; `plain` is the leaf's text as points are compared with it.
    pub(super) fn stands_in(&self, plain: &str, part: &Part) -> Option<Span> {
        let start = (plain.len() >= self.plain.len()).then(|| plain.find(&self.plain))??;
        // The places are those of the plain text, which is as long but for signs; a sentence is found by either.
        Some(Span::new(start.min(part.text.len()), (start + self.plain.len()).min(part.text.len())))
    }

    /// What it speaks of that a sentence speaks of too.
    pub(super) fn shared<'s>(&'s self, said: &'s [Idea]) -> impl Iterator<Item = &'s Idea> {
        self.ideas.iter().filter(|idea| said.iter().any(|other| other.is(idea)))
    }

    /// How much of it a sentence speaks of.
    pub(super) fn share(&self, said: &[Idea]) -> f64 {
        self.shared(said).map(Idea::weight).sum::<f64>() / self.weight
    }

    pub(super) fn has(&self, idea: &Idea) -> bool {
        self.ideas.iter().any(|own| own.is(idea))
    }
}
