//! A text as it is read against its ground. What more than one check needs of it is worked out once, when the first one
//! asks. Not here: what any check makes of it.

use super::claims::Claim;
use super::coverage::{Covered, coverage};
use super::ground::Ground;
use super::ours;
use super::prose::Prose;
use super::speaker::Voice;
use super::who_speaks::voices;
use std::cell::OnceCell;

/// A text and what it is held against.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// The text.
    pub(super) prose: &'a Prose,
    /// What it is held against.
    pub(super) ground: &'a Ground<'a>,
    claims: OnceCell<Vec<Vec<Claim>>>,
    coverage: OnceCell<Vec<Covered>>,
    ours: OnceCell<Vec<String>>,
    voices: OnceCell<Vec<Voice>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(prose: &'a Prose, ground: &'a Ground<'a>) -> Reading<'a> {
        Reading {
            prose,
            ground,
            claims: OnceCell::new(),
            coverage: OnceCell::new(),
            ours: OnceCell::new(),
            voices: OnceCell::new(),
        }
    }

    /// The claims about grades of each leaf; none of any where the framework is not known.
    pub(super) fn claims(&self) -> &[Vec<Claim>] {
        self.claims.get_or_init(|| {
            let none = || vec![Vec::new(); self.prose.parts.len()];
            self.ground.reader().map_or_else(none, |reader| reader.claims(self.prose))
        })
    }

    /// What the text tells of the result, and what it leaves out.
    pub(super) fn coverage(&self) -> &[Covered] {
        self.coverage.get_or_init(|| coverage(self.prose, self.ground, self.claims()))
    }

    /// Takes what the text tells of the result.
    pub(super) fn into_coverage(self) -> Vec<Covered> {
        self.coverage();
        self.coverage.into_inner().unwrap_or_default()
    }

    /// Of each leaf the words that are the text's own.
    pub(super) fn ours(&self) -> &[String] {
        self.ours.get_or_init(|| ours::words(self.prose, self.ground))
    }

    /// Who speaks each quotation.
    pub(super) fn voices(&self) -> &[Voice] {
        self.voices.get_or_init(|| voices(self.prose, self.ground))
    }
}
