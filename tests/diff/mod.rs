//! What a comparison of generated texts must find: no more marked words than were changed, every move and none that was
//! not, the edits inside moves, and both documents again.

mod cases;
mod facts;
pub(crate) mod generator;
mod left_out;
mod verb;

use copydesk::diff::{Facts, compare};
use copydesk::document::{Document, Mark, Redline, Run, Side};
use copydesk::load::markdown;
use generator::{Pair, Shape, Work, pair};

const PROSE: Shape = Shape {
    name: "prose",
    words: 5000,
    vocabulary: 1500,
    sentences: 5,
    length: (7, 22),
    items: 0,
    boilerplate: 0,
    alike: 0,
};
const SHAPES: [Shape; 7] = [
    PROSE,
    Shape { name: "few words", vocabulary: 150, ..PROSE },
    Shape { name: "short paragraphs", sentences: 1, length: (6, 14), ..PROSE },
    Shape { name: "items", items: 60, length: (5, 12), ..PROSE },
    Shape { name: "boilerplate", boilerplate: 20, ..PROSE },
    Shape { name: "near duplicates", alike: 25, ..PROSE },
    Shape { name: "long paragraphs", sentences: 12, length: (10, 30), words: 12_000, ..PROSE },
];
const WORK: Work =
    Work { verbatim: 20, edited: 20, words: 4, deleted: 3, inserted: 3, sentences: 6, split: 4, joined: 4 };

/// What was found.
#[derive(Debug, Default)]
struct Found {
    marked: usize,
    moves: usize,
    missed: usize,
    false_moves: usize,
    unmarked: usize,
}

fn read(text: &str) -> Document {
    markdown::read(text, &[]).0
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Walks through the redline with the blocks of the new text beside it.
fn find(redline: &Redline, pair: &Pair) -> Found {
    let mut found = Found::default();
    let mut block = 0;
    let (mut moved, mut still, mut deleted, mut inserted) = (0, 0, 0, 0);
    for line in &redline.lines {
        for marked in &line.runs {
            let count = words(&marked.run.text);
            let to = marked.change.side() == Some(Side::To);
            match marked.change.mark {
                Mark::Kept if to => moved += count,
                Mark::Kept => still += count,
                Mark::Deleted if to => deleted += count,
                Mark::Inserted if to => inserted += count,
                Mark::Deleted | Mark::Inserted => {}
            }
            found.marked += if marked.change.mark == Mark::Kept { 0 } else { count };
        }
        if line.end.is_new() {
            let planted = &pair.blocks[block];
            match planted.moved {
                true if moved > 0 && still == 0 => {
                    found.moves += 1;
                    let least = planted.deleted + planted.inserted;
                    found.unmarked += usize::from(deleted + inserted < least);
                }
                true => found.missed += 1,
                false if moved > 0 => found.false_moves += 1,
                false => {}
            }
            block += 1;
            (moved, still, deleted, inserted) = (0, 0, 0, 0);
        }
    }
    found
}

fn plain(document: &Document) -> Vec<(String, String, Vec<Run>)> {
    let leaves = document.leaves();
    leaves.iter().map(|leaf| (leaf.text(), format!("{:?} {:?}", leaf.kind, leaf.within), leaf.runs.to_vec())).collect()
}

#[test]
fn generated_texts() {
    let mut wrong = Vec::new();
    for shape in SHAPES {
        for seed in 1..=3 {
            let pair = pair(seed, shape, WORK);
            let (old, new) = (read(&pair.old), read(&pair.new));
            let redline = compare(&old, &new, Facts::default()).redline;
            assert_eq!(plain(&redline.accepted()), plain(&new), "{} {seed}", shape.name);
            assert_eq!(plain(&redline.rejected()), plain(&old), "{} {seed}", shape.name);
            let found = find(&redline, &pair);
            #[expect(clippy::cast_precision_loss, reason = "a share")]
            let ratio = found.marked as f64 / pair.changed as f64;
            if ratio > 1.1 || found.moves < 40 || found.false_moves > 0 || found.unmarked > 0 {
                wrong.push(format!("{} {seed}: {ratio:.3} {found:?}", shape.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
