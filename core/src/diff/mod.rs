//! What changed between two documents: which paragraphs and sentences belong together, which were moved, and which words
//! inside them are other words now. Same documents, same redline; no clock decides. Not here: how a redline is shown
//! (export), and where the two documents come from (story).

mod align;
mod candidates;
mod carry;
mod likeness;
mod numbering;
mod pairing;
mod plan;
mod rows;
mod run_bytes;
mod sequence;
mod side;
mod stretch;
mod summary;
mod words;
mod write;

pub use carry::{Carried, carry_origins};

use crate::document::{Document, Fact, Leaf, Redline, Summary};
use likeness::Likeness;
use side::{Numbers, Side};

/// An old and a new document, compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Both in one.
    pub redline: Redline,
    /// What changed, in words.
    pub summary: Summary,
}

/// What is known of the facts in two documents; nothing, by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// Those of the old document.
    pub old: &'a [Fact],
    /// Those of the new one.
    pub new: &'a [Fact],
}

/// Compares two documents. A fact of both that changed is summed up by what it is about; without facts, the summary still
/// tells figures and capital letters from other words.
pub fn compare(old: &Document, new: &Document, facts: Facts<'_>) -> Comparison {
    let (redline, simplified) = redline(old, new, facts);
    let summary = summary::sum_up(&redline, (old, new), facts, simplified);
    Comparison { redline, summary }
}

/// Both documents in one, and whether a part was too long to be compared word by word.
fn redline(old: &Document, new: &Document, facts: Facts<'_>) -> (Redline, bool) {
    let leaves = (old.leaves(), new.leaves());
    let texts = |leaves: &[Leaf<'_>]| -> Vec<String> { leaves.iter().map(Leaf::text).collect() };
    let (old_texts, new_texts) = (texts(&leaves.0), texts(&leaves.1));
    let mut numbers = Numbers::default();
    let a = Side::of(leaves.0, &old_texts, facts.old, &mut numbers);
    let b = Side::of(leaves.1, &new_texts, facts.new, &mut numbers);
    let mut like = Likeness::new(&numbers.counts);
    let aligned = align::align(&a, &b, &mut like);
    let plan = plan::plan(&a, &b, aligned, &mut like);
    let lines = write::write(&a, &b, &plan, &mut like);
    (Redline { title: new.title.clone(), old_title: old.title.clone(), lines }, like.simplified)
}
