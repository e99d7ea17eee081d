//! How many words keep their correct origin when a draft is edited at random: words inserted, deleted and replaced,
//! sentences and paragraphs moved, paragraphs split and joined. The drafts are those of the examples, with a ledger of
//! the origin of each word.

use crate::diff::generator::Dice;
use crate::harness::{self, OUTPUTS, copydesk_in};
use copydesk::diff::carry_origins;
use copydesk::document::{Document, Kind, Origin, Place, Run, Source, Within};
use copydesk::language::words;
use copydesk::text::Span;
use std::fs;
use tempfile::TempDir;

/// The edits made to a draft: how many words in a hundred are changed, and how often each other edit is made.
struct Work {
    name: &'static str,
    words: usize,
    sentences_moved: usize,
    paragraphs_moved: usize,
    split: usize,
    joined: usize,
    added: usize,
    removed: usize,
    /// Of a thousand words, how many at least have to keep their right origin, and how many new words may be given one.
    least: (usize, usize),
}

const NOTHING: Work = Work {
    name: "",
    words: 0,
    sentences_moved: 0,
    paragraphs_moved: 0,
    split: 0,
    joined: 0,
    added: 0,
    removed: 0,
    least: (0, 1000),
};
const WORKS: [Work; 7] = [
    Work { name: "one word in thirty", words: 3, least: (999, 17), ..NOTHING },
    Work { name: "one word in seven", words: 14, least: (995, 18), ..NOTHING },
    Work { name: "one word in three", words: 33, least: (980, 25), ..NOTHING },
    Work { name: "moved", sentences_moved: 4, paragraphs_moved: 4, least: (998, 0), ..NOTHING },
    Work { name: "split and joined", split: 5, joined: 5, least: (1000, 0), ..NOTHING },
    Work { name: "added and removed", added: 5, removed: 5, least: (999, 2), ..NOTHING },
    Work {
        name: "everything",
        words: 7,
        sentences_moved: 3,
        paragraphs_moved: 3,
        split: 3,
        joined: 3,
        added: 3,
        removed: 3,
        least: (989, 12),
    },
];

/// Old words with a correct, a wrong and a lost origin, and new words with and without one.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    right: usize,
    wrong: usize,
    lost: usize,
    new: usize,
    taken: usize,
}

type Piece = (Place, Vec<Run>);

/// Returns the drafts of both examples, with the origins of their words.
fn drafts() -> Vec<Document> {
    let desk = TempDir::new().unwrap();
    let examples = harness::root().join("examples");
    fs::copy(examples.join("desk.toml"), desk.path().join("desk.toml")).unwrap();
    let mut drafts = Vec::new();
    for story in ["good-result", "mixed-result"] {
        fs::create_dir(desk.path().join(story)).unwrap();
        for file in ["inspection.toml", "brief.toml"] {
            fs::copy(examples.join(story).join(file), desk.path().join(story).join(file)).unwrap();
        }
        for output in OUTPUTS {
            let run = copydesk_in(desk.path(), &["draft", output, story]);
            assert_eq!(run.code, 0, "{}", run.err);
            let record = fs::read_to_string(desk.path().join(format!("{story}/.copydesk/{output}.md.json"))).unwrap();
            let record: serde_json::Value = serde_json::from_str(&record).unwrap();
            drafts.push(serde_json::from_value(record["document"].clone()).unwrap());
        }
    }
    drafts
}

/// Returns the leaves of a document with a run for each word, whose origin records where it was: the leaf, and the
/// bytes.
fn ledger(document: &Document) -> Vec<Piece> {
    let leaf = |(number, leaf): (usize, copydesk::document::Leaf<'_>)| {
        let text = leaf.text();
        let mut at = 0;
        let runs = text.split_inclusive(char::is_whitespace).map(|word| {
            let source = Source { pointer: number.to_string(), part: Some(Span::all(word) + at) };
            at += word.len();
            Run { text: word.to_owned(), origin: Origin::Data(vec![source]), ..Run::default() }
        });
        (Place { within: leaf.within, kind: leaf.kind }, runs.collect())
    };
    document.leaves().into_iter().enumerate().map(leaf).collect()
}

/// One who edits.
struct Editor {
    dice: Dice,
    known: Vec<String>,
}

impl Editor {
    fn word(&mut self) -> Run {
        Run { text: format!("{} ", self.dice.pick(&self.known).trim()), ..Run::default() }
    }

    fn edit(&mut self, pieces: &mut Vec<Piece>, work: &Work) {
        for (_, runs) in pieces.iter_mut() {
            self.reword(runs, work.words);
        }
        for _ in 0..work.sentences_moved {
            if let (Some(from), Some(to)) = (self.open(pieces), self.open(pieces)) {
                let sentence = self.sentence(&pieces[from].1);
                let moved: Vec<Run> = pieces[from].1.drain(sentence).collect();
                let at = self.sentence(&pieces[to].1).start;
                pieces[to].1.splice(at..at, moved.into_iter().map(spaced));
            }
        }
        for _ in 0..work.paragraphs_moved {
            if let (Some(from), Some(to)) = (self.open(pieces), self.open(pieces)) {
                let (_, runs) = pieces.remove(from);
                pieces.insert(to.min(pieces.len()), paragraph(runs));
            }
        }
        for _ in 0..work.split {
            if let Some(at) = self.open(pieces) {
                let cut = self.sentence(&pieces[at].1).end;
                let rest = pieces[at].1.split_off(cut);
                pieces.insert(at + 1, paragraph(rest));
            }
        }
        for _ in 0..work.joined {
            let is_open = |piece: &Piece| is_open(piece);
            if let Some(at) = self.open(pieces).filter(|at| pieces.get(at + 1).is_some_and(is_open)) {
                let (_, runs) = pieces.remove(at + 1);
                let first = std::mem::take(&mut pieces[at].1);
                pieces[at].1 = first.into_iter().map(spaced).chain(runs).collect();
            }
        }
        for _ in 0..work.added {
            if let Some(at) = self.open(pieces) {
                let place = self.sentence(&pieces[at].1).start;
                let length = 4 + self.dice.roll(15);
                let new: Vec<Run> = (0..length).map(|_| self.word()).collect();
                pieces[at].1.splice(place..place, new);
            }
        }
        for _ in 0..work.removed {
            if let Some(at) = self.open(pieces) {
                let sentence = self.sentence(&pieces[at].1);
                pieces[at].1.drain(sentence);
            }
        }
        pieces.retain(|(place, runs)| !runs.is_empty() || !place.within.is_empty() || place.kind != Kind::Paragraph);
    }

    fn reword(&mut self, runs: &mut Vec<Run>, share: usize) {
        let mut made = Vec::new();
        for run in runs.drain(..) {
            match (self.dice.percent(share), self.dice.roll(3)) {
                (true, 0) => made.push(self.word()),
                (true, 1) => {}
                (true, _) => made.extend([self.word(), run]),
                (false, _) => made.push(run),
            }
        }
        *runs = made;
    }

    /// Returns a paragraph or an item with words.
    fn open(&mut self, pieces: &[Piece]) -> Option<usize> {
        let open: Vec<usize> = (0..pieces.len()).filter(|at| is_open(&pieces[*at])).collect();
        (!open.is_empty()).then(|| *self.dice.pick(&open))
    }

    /// Returns the runs of a sentence.
    fn sentence(&mut self, runs: &[Run]) -> std::ops::Range<usize> {
        let ends = |run: &Run| run.text.trim_end().trim_end_matches(['”', '"', ')']).ends_with(['.', '?', '!']);
        let (mut sentences, mut start) = (Vec::new(), 0);
        for (at, run) in runs.iter().enumerate() {
            if ends(run) {
                sentences.push(start..at + 1);
                start = at + 1;
            }
        }
        if start < runs.len() || runs.is_empty() {
            sentences.push(start..runs.len());
        }
        self.dice.pick(&sentences).clone()
    }
}

fn is_open((place, runs): &Piece) -> bool {
    let is_cell = place.within.iter().any(|within| matches!(within, Within::Cell { .. }));
    !is_cell && place.kind == Kind::Paragraph && !runs.is_empty()
}

fn paragraph(runs: Vec<Run>) -> Piece {
    (Place { within: Vec::new(), kind: Kind::Paragraph }, runs)
}

fn spaced(run: Run) -> Run {
    if run.text.ends_with(char::is_whitespace) { run } else { Run { text: run.text + " ", ..run } }
}

/// Returns the leaf and the byte where a byte of a ledger's leaf was before.
fn stood(runs: &[Run], byte: usize) -> Option<(usize, usize)> {
    let mut start = 0;
    for run in runs {
        let within = byte.wrapping_sub(start);
        start += run.text.len();
        if byte < start {
            let Origin::Data(sources) = &run.origin else { return None };
            return Some((sources[0].pointer.parse().unwrap(), sources[0].part.as_ref()?.start + within));
        }
    }
    None
}

/// Returns the origin of a byte of a leaf: the run's and, for a part of a datum, the byte of the datum.
fn origin_at(runs: &[Run], byte: usize) -> Option<(Origin, Option<usize>)> {
    let mut start = 0;
    for run in runs {
        let within = byte.wrapping_sub(start);
        start += run.text.len();
        if byte < start {
            let Origin::Data(sources) = &run.origin else { return Some((run.origin.clone(), None)) };
            let part = sources[0].part.as_ref().filter(|part| part.len() == run.text.len());
            let at = part.map(|part| part.start + within);
            let whole = |source: &Source| {
                let part = source.part.filter(|_| at.is_none());
                Source { pointer: source.pointer.clone(), part }
            };
            return Some((Origin::Data(sources.iter().map(whole).collect()), at));
        }
    }
    None
}

fn measure(draft: &Document, work: &Work, seed: u64) -> Tally {
    let mut pieces = ledger(draft);
    let known = pieces.iter().flat_map(|(_, runs)| runs.iter().map(|run| run.text.clone())).collect();
    Editor { dice: Dice::new(seed), known }.edit(&mut pieces, work);
    let plain = |runs: &[Run]| vec![Run { text: runs.iter().map(|run| run.text.as_str()).collect(), ..Run::default() }];
    let plain: Vec<Piece> = pieces.iter().map(|(place, runs)| (place.clone(), plain(runs))).collect();
    let truth = Document::of_leaves(draft.title.clone(), &pieces);
    let mut edited = Document::of_leaves(draft.title.clone(), &plain);
    carry_origins(draft, &mut edited);
    let old = draft.leaves();
    let mut tally = Tally::default();
    for (truth, found) in truth.leaves().iter().zip(edited.leaves()) {
        let text = truth.text();
        assert_eq!(found.text(), text);
        for word in words(&text) {
            let carried = origin_at(found.runs, word.start);
            let is_new = matches!(carried, Some((Origin::Person { .. } | Origin::Unknown, _)));
            let Some((leaf, byte)) = stood(truth.runs, word.start) else {
                (tally.new, tally.taken) = (tally.new + 1, tally.taken + usize::from(!is_new));
                continue;
            };
            let expected = origin_at(old[leaf].runs, byte);
            match () {
                () if carried == expected => tally.right += 1,
                // A placeholder in which somebody wrote is none any more.
                () if is_new && matches!(expected, Some((Origin::Place, _))) => {}
                () if is_new => tally.lost += 1,
                () => tally.wrong += 1,
            }
        }
    }
    tally
}

#[test]
fn words_keep_their_origin_through_edits() {
    let drafts = drafts();
    let mut short = Vec::new();
    for work in &WORKS {
        let mut sum = Tally::default();
        for (number, draft) in drafts.iter().enumerate() {
            for seed in 0..4 {
                let tally = measure(draft, work, seed * 100 + number as u64);
                sum.right += tally.right;
                sum.wrong += tally.wrong;
                sum.lost += tally.lost;
                sum.new += tally.new;
                sum.taken += tally.taken;
            }
        }
        let (kept, taken) = work.least;
        if sum.right * 1000 < kept * (sum.right + sum.wrong + sum.lost) || sum.taken * 1000 > taken * sum.new {
            short.push(format!("{}: {sum:?}", work.name));
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}
