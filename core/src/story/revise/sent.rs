//! What became of the changes that were open in a Word document when it was sent out: a change that came back is still open;
//! of the others, the words that are there or gone tell whether it was accepted. Not here: changes that came to it later.

use crate::document::{ChangeKind, Document, OpenChange, Origin, carry_origins};
use crate::load::docx::View;
use crate::story::{Error, read_text_in};
use std::collections::BTreeMap;
use std::path::Path;

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Somebody accepted it.
    Accepted,
    /// Somebody rejected it.
    Rejected,
    /// Nobody has decided.
    Open,
}

/// A change that was sent out, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The change.
    pub change: OpenChange,
    /// What became of it.
    pub fate: Fate,
}

/// What became of each change of the words that was open in `sent`, by the file that came back.
pub(super) fn decisions(sent: &Path, back: &Path) -> Result<Vec<Decision>, Error> {
    let all = read_text_in(sent, View::Both)?;
    // With all that is open rejected, what is there was accepted.
    let base = read_text_in(back, View::Rejected)?;
    let mut open = base.tracked.changes;
    let there = there(&all.document, base.document);
    let fate = |(number, change): (usize, OpenChange)| {
        let same =
            |open: &OpenChange| (open.kind, &open.author, &open.text) == (change.kind, &change.author, &change.text);
        let fate = if let Some(place) = open.iter().position(same) {
            open.remove(place);
            Fate::Open
        } else if there.get(&number).is_some_and(|(found, all)| found * 2 > *all) == change.kind.is_new() {
            Fate::Accepted
        } else {
            Fate::Rejected
        };
        Decision { change, fate }
    };
    let decided = |change: &OpenChange| change.kind != ChangeKind::Formatted && !change.text.trim().is_empty();
    let changes = all.tracked.changes.into_iter().enumerate().filter(|(_, change)| decided(change));
    Ok(changes.map(fate).collect())
}

/// Of how many letters of each change the text that came back has how many.
fn there(sent: &Document, mut back: Document) -> BTreeMap<usize, (usize, usize)> {
    let mut letters: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    sent.for_each_run(|run| {
        if let Some(number) = number(&run.origin) {
            letters.entry(number).or_default().1 += solid(&run.text);
        }
    });
    carry_origins(sent, &mut back);
    back.for_each_run(|run| {
        if let Some(number) = number(&run.origin) {
            letters.entry(number).or_default().0 += solid(&run.text);
        }
    });
    letters
}

/// The number of the change that words belong to, as [`View::Both`] says it.
pub(super) fn number(origin: &Origin) -> Option<usize> {
    match origin {
        Origin::Data(sources) => sources.first()?.pointer.strip_prefix("/changes/")?.parse().ok(),
        _ => None,
    }
}

/// Letters and marks, without white space.
fn solid(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
