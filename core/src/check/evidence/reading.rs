//! A text as it is read against its ground. What more than one check needs of it is worked out once, when the first one
//! asks. Not here: what any check makes of it.

use crate::check::claims::Claim;
use crate::check::evidence::coverage::{Covered, coverage};
use crate::check::evidence::earlier::{OfEarlier, quotations};
use crate::check::evidence::ground::Ground;
use crate::check::evidence::ours;
use crate::check::evidence::points::{Points, told};
use crate::check::evidence::prose::Prose;
use crate::check::evidence::ranks::{Answer, ranks};
use crate::check::evidence::speaker::Voice;
use crate::check::evidence::who_speaks::voices;
use crate::text::TextSpan;
use std::cell::OnceCell;

/// A text and what it is held against.
#[derive(Debug)]
pub(in crate::check) struct Reading<'a> {
    /// The text.
    pub(in crate::check) prose: &'a Prose,
    /// What it is held against.
    pub(in crate::check) ground: &'a Ground<'a>,
    claims: OnceCell<Vec<Vec<Claim>>>,
    coverage: OnceCell<Vec<Covered>>,
    ours: OnceCell<Vec<String>>,
    points: OnceCell<Points>,
    ranks: OnceCell<Vec<(TextSpan, Answer)>>,
    voices: OnceCell<Vec<Voice>>,
    of_earlier: OnceCell<Vec<OfEarlier<'a>>>,
}

impl<'a> Reading<'a> {
    pub(in crate::check) fn new(prose: &'a Prose, ground: &'a Ground<'a>) -> Reading<'a> {
        Reading {
            prose,
            ground,
            claims: OnceCell::new(),
            coverage: OnceCell::new(),
            ours: OnceCell::new(),
            points: OnceCell::new(),
            ranks: OnceCell::new(),
            voices: OnceCell::new(),
            of_earlier: OnceCell::new(),
        }
    }

    /// The claims about grades of each leaf; none of any where the framework is not known.
    pub(in crate::check) fn claims(&self) -> &[Vec<Claim>] {
        self.claims.get_or_init(|| {
            let none = || vec![Vec::new(); self.prose.parts.len()];
            self.ground.reader().map_or_else(none, |reader| reader.claims(self.prose))
        })
    }

    /// What the text tells of the result, and what it leaves out.
    pub(in crate::check) fn coverage(&self) -> &[Covered] {
        self.coverage.get_or_init(|| coverage(self.ground, self.claims(), &self.points().told))
    }

    /// How the text tells the points to improve.
    pub(in crate::check) fn points(&self) -> &Points {
        self.points.get_or_init(|| told(self.prose, self.ground, self.claims()))
    }

    /// Takes what the text tells of the result.
    pub(in crate::check) fn into_coverage(self) -> Vec<Covered> {
        self.coverage();
        self.coverage.into_inner().unwrap_or_default()
    }

    /// Of each leaf the words that are the text's own.
    pub(in crate::check) fn ours(&self) -> &[String] {
        self.ours.get_or_init(|| ours::words(self.prose, self.ground))
    }

    /// The comparisons with other councils that the public record decides, and where they are.
    pub(in crate::check) fn ranks(&self) -> &[(TextSpan, Answer)] {
        self.ranks.get_or_init(|| ranks(self.prose, &self.ground.known))
    }

    /// The quotations that have to do with an earlier report which the story holds.
    pub(in crate::check) fn of_earlier(&self) -> &[OfEarlier<'a>] {
        self.of_earlier.get_or_init(|| quotations(self.prose, self.ground, self.voices()))
    }

    /// Who speaks each quotation.
    pub(in crate::check) fn voices(&self) -> &[Voice] {
        self.voices.get_or_init(|| voices(self.prose, self.ground))
    }
}
