//! Finds out what happened to the changes that were open in a Word document when it was sent out. A change that came
//! back is still open; the others were accepted or rejected, as their words show.

use crate::diff::carry_origins;
use crate::document::{ChangeKind, Document, FilePlace, OpenChange, Origin};
use crate::load::docx::View;
use crate::story::{Error, read_text_in};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What happened to a change.
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
    /// What happened to it.
    pub fate: Fate,
}

/// Returns what happened to each change of words that was open in `sent`, judging by the file that came back.
pub(super) fn decisions(sent: &Path, back: &Path) -> Result<Vec<Decision>, Error> {
    let all = read_text_in(sent, View::Both)?;
    // With every open change rejected, words that are present were accepted.
    let base = read_text_in(back, View::Rejected)?;
    let open = still_open(&all.marks.changes, &base.marks.changes);
    let there = there(&all.document, base.document);
    let fate = |(number, change): (usize, OpenChange)| {
        let fate = if open.contains(&number) {
            Fate::Open
        } else if there.get(&number).is_some_and(|(found, all)| found * 2 > *all) == change.kind.is_new() {
            Fate::Accepted
        } else {
            Fate::Rejected
        };
        Decision { change, fate }
    };
    let decided = |change: &OpenChange| change.kind != ChangeKind::Formatted && !change.text.trim().is_empty();
    let changes = all.marks.changes.into_iter().enumerate().filter(|(_, change)| decided(change));
    Ok(changes.map(fate).collect())
}

/// Returns which of the changes that were sent are still open. The same words may have changed in several places: the
/// nearest ones are paired.
fn still_open(sent: &[OpenChange], back: &[OpenChange]) -> BTreeSet<usize> {
    fn key(change: &OpenChange) -> (ChangeKind, &str, &str) {
        (change.kind, &change.author, &change.text)
    }
    let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (place, change) in back.iter().enumerate() {
        places.entry(key(change)).or_default().push(place);
    }
    let far = |one: &OpenChange, other: &OpenChange| match (&one.place, &other.place) {
        (FilePlace::Paragraph(one), FilePlace::Paragraph(other)) => one.abs_diff(*other),
        _ => 0,
    };
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (number, change) in sent.iter().enumerate() {
        let same = places.get(&key(change)).into_iter().flatten();
        pairs.extend(same.map(|place| (far(change, &back[*place]), number, *place)));
    }
    pairs.sort_unstable();
    let (mut open, mut taken) = (BTreeSet::new(), BTreeSet::new());
    for (_, number, place) in pairs {
        if !open.contains(&number) && taken.insert(place) {
            open.insert(number);
        }
    }
    open
}

/// Returns, for each change, how many of its letters the returned text has, and of how many.
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

/// Returns the number of the change that words belong to, as [`View::Both`] says it.
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
