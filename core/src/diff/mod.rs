//! What changed between two documents: which paragraphs and sentences belong together, which were moved, and which words
//! inside them are other words now. Same documents, same redline; no clock decides. Not here: how a redline is shown
//! (export), and where the two documents come from (story).

mod align;
mod candidates;
mod carry;
mod fact_words;
mod likeness;
mod numbering;
mod pairing;
mod plan;
mod sequence;
mod side;
mod stretch;
mod summary;
mod words;
mod write;

pub use carry::{Carried, carry_origins};
pub use fact_words::Vocabulary;

use crate::document::{Document, Leaf, Redline, Summary};
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

/// Compares two documents; the vocabulary says which words are facts and names.
pub fn compare(old: &Document, new: &Document, vocabulary: &Vocabulary) -> Comparison {
    let (redline, simplified) = redline(old, new);
    let summary = summary::sum_up(&redline, vocabulary, simplified);
    Comparison { redline, summary }
}

/// Both documents in one, and whether a part was too long to be compared word by word.
fn redline(old: &Document, new: &Document) -> (Redline, bool) {
    let leaves = (old.leaves(), new.leaves());
    let texts = |leaves: &[Leaf<'_>]| -> Vec<String> { leaves.iter().map(Leaf::text).collect() };
    let (old_texts, new_texts) = (texts(&leaves.0), texts(&leaves.1));
    let mut numbers = Numbers::default();
    let a = Side::of(leaves.0, &old_texts, &mut numbers);
    let b = Side::of(leaves.1, &new_texts, &mut numbers);
    let mut like = Likeness::new(&numbers.counts);
    let aligned = align::align(&a, &b, &mut like);
    let plan = plan::plan(&a, &b, aligned, &mut like);
    let lines = write::write(&a, &b, &plan, &mut like);
    (Redline { title: new.title.clone(), old_title: old.title.clone(), lines }, like.simplified)
}
