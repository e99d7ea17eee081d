//! Whose words a cutting is made of, and what it adds to the release. Not here: how it tells the messages (verdict).

use super::said::Said;
use super::verdict::{Cell, speaks_in};
use super::word_lists::{WORDS, has};
use super::words::Runs;
use crate::check::{NOBODY_SPEAKS, REPORT_SPEAKS};
use crate::document::Kind;
use crate::text::Span;

/// Whose words they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum From {
    /// The release's alone.
    Release,
    /// In the release and in the report.
    Both,
    /// The report's alone.
    Report,
    /// In neither.
    Neither,
}

impl From {
    /// All of them.
    pub const ALL: [From; 4] = [From::Release, From::Both, From::Report, From::Neither];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            From::Release => "release only",
            From::Both => "release and report",
            From::Report => "report only",
            From::Neither => "neither",
        }
    }
}

/// How many words of a cutting are whose, in the order of [`From::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split(pub [usize; 4]);

impl Split {
    /// Returns the share of the words that are from there, from 0 to 1.
    pub fn share(&self, from: From) -> f64 {
        crate::text::share(self.0[from as usize], self.0.iter().sum())
    }

    /// Returns how many words the cutting has.
    pub fn words(&self) -> usize {
        self.0.iter().sum()
    }
}

/// A paragraph of a cutting, in parts that are from one place each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LitLine {
    /// What it is.
    pub kind: Kind,
    /// Its words, in order.
    pub parts: Vec<(String, From)>,
}

/// Something that a cutting says and the release does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Why it is listed: who is quoted, or what is told of the report.
    pub about: String,
    /// The sentence.
    pub sentence: String,
}

/// Of each word of a cutting, in order, whose it is.
pub(super) fn whose(cutting: &Said<'_>, release: &Runs, report: &Runs) -> Vec<From> {
    let forms = cutting.text.forms(0..cutting.text.words.len());
    let (in_release, in_report) = (release.mark(&forms), report.mark(&forms));
    let from = |(in_release, in_report)| match (in_release, in_report) {
        (true, false) => From::Release,
        (true, true) => From::Both,
        (false, true) => From::Report,
        (false, false) => From::Neither,
    };
    in_release.into_iter().zip(in_report).map(from).collect()
}

pub(super) fn split(whose: &[From]) -> Split {
    Split(From::ALL.map(|from| whose.iter().filter(|other| **other == from).count()))
}

/// The paragraphs of a cutting, with what is between two words of one place as that place's.
pub(super) fn lit(cutting: &Said<'_>, whose: &[From]) -> Vec<LitLine> {
    let of_line = |line: &super::text::Line| {
        let mut parts: Vec<(String, From)> = Vec::new();
        let mut at = 0;
        for same in line.words.clone().collect::<Vec<_>>().chunk_by(|a, b| whose[*a] == whose[*b]) {
            let (first, last) = (same[0], same[same.len() - 1]);
            let (start, end) = (cutting.text.words[first].span.start, cutting.text.words[last].span.end);
            push(&mut parts, &line.text[Span::new(at, start)], From::Neither);
            push(&mut parts, &line.text[Span::new(start, end)], whose[first]);
            at = end;
        }
        push(&mut parts, &line.text[at..], From::Neither);
        LitLine { kind: line.kind.clone(), parts }
    };
    cutting.text.lines.iter().map(of_line).collect()
}

fn push(parts: &mut Vec<(String, From)>, words: &str, from: From) {
    match parts.last_mut() {
        _ if words.is_empty() => {}
        Some((text, last)) if *last == from => text.push_str(words),
        _ => parts.push((words.to_owned(), from)),
    }
}

/// What a cutting adds: who is quoted and is not in the release, what it tells of the report that the release leaves out, and
/// sentences in words of its own that tell a finding.
pub(super) fn added(cutting: &Said<'_>, release: &Said<'_>, whose: &[From], cells: &[Cell]) -> Vec<Added> {
    let mut found: Vec<(usize, Added)> = Vec::new();
    let mut add = |word: usize, about: String| {
        let at = &cutting.text.words[word];
        let place = crate::text::TextSpan { block: at.leaf, span: at.span };
        let Some(number) = cutting.text.sentence_at(place) else { return };
        let sentence = cutting.text.written(&cutting.text.sentences[number]).to_owned();
        if found.iter().all(|(other, added): &(usize, Added)| *other != number && added.sentence != sentence) {
            found.push((number, Added { about, sentence }));
        }
    };
    for quote in &cutting.quotes {
        let words: usize = quote.pieces.iter().map(ExactSizeIterator::len).sum();
        let is_person = !matches!(quote.speaker.as_str(), REPORT_SPEAKS | NOBODY_SPEAKS);
        if is_person && words > 3 && !speaks_in(release, &quote.speaker) {
            add(quote.pieces[0].start, format!("{} is quoted", quote.speaker));
        }
    }
    for covered in &cutting.coverage {
        let in_release = release.coverage.iter().find(|other| other.datum == covered.datum);
        let word = covered.place.and_then(|place| cutting.text.words_at(place).next());
        if let Some(word) =
            word.filter(|_| in_release.is_some_and(|other| other.place.is_none() && other.near.is_none()))
        {
            add(word, format!("not in the release: {}", covered.what));
        }
    }
    for sentence in &cutting.text.sentences {
        const SHORTEST: usize = 12;
        let own = sentence.words.clone().filter(|word| whose[*word] == From::Neither).count();
        let sentence_text = cutting.text.written(sentence);
        if cells.iter().any(|cell| cell.sentence.as_deref() == Some(sentence_text)) {
            continue;
        }
        let tells = has(&sentence_text.to_lowercase(), &[&WORDS.inspectors, &WORDS.criticised]);
        if sentence.words.len() >= SHORTEST && own * 10 >= sentence.words.len() * 9 && tells {
            add(sentence.words.start, "a finding in the cutting’s own words".to_owned());
        }
    }
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, added)| added).collect()
}
