//! The quotable sentences of real reports, compared with what published texts quote from them: the passages are read
//! from `../shared` at run time and are not in this project.
#![expect(clippy::disallowed_methods, reason = "reads the shared reports and texts, where they are")]

use crate::harness;
use copydesk::inspection::Inspection;
use copydesk::language::sentences;
use copydesk::load::{document_kind, framework, pdf, record, report};
use copydesk::quotable::{self, Place, Quotable};
use copydesk::text::{Normal, Span};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared");
const REPORTS: [&str; 3] = ["durham-2022-07-05.pdf", "durham-2025-05-13.pdf", "durham-2019-10-21.pdf"];

#[test]
fn what_published_texts_quote_is_offered_and_comes_early() {
    let shared = Path::new(SHARED);
    if !shared.is_dir() {
        println!("skipped: {SHARED} is missing");
        return;
    }
    let reports: Vec<Report> = REPORTS.iter().map(|name| Report::read(&shared.join("reports").join(name))).collect();
    let mut seen = BTreeSet::new();
    // For each passage, the rank of its first sentence in the list: 0 is the first, 1 the last; `None` if missing.
    let mut places: Vec<Option<f64>> = Vec::new();
    for passage in passages(&shared.join("seeds")) {
        let found = reports.iter().find_map(|report| report.find(&passage).map(|at| report.rank(&at)));
        if let Some(place) = found.filter(|_| seen.insert(passage.clone())) {
            if place.is_none() {
                println!("not offered: {passage}");
            }
            places.push(place);
        }
    }
    let all: usize = reports.iter().map(|report| report.sentences).sum();
    let offered: usize = reports.iter().map(|report| report.offered.len()).sum();
    let within = |share: f64| places.iter().flatten().filter(|place| **place < share).count();
    println!(
        "{} passages, {} offered, {} in the first quarter, {} in the first half; {offered} of {all} sentences offered",
        places.len(),
        within(2.0),
        within(0.25),
        within(0.5)
    );
    assert!(places.len() >= 35, "the texts quote about 40 passages");
    assert!(within(2.0) * 10 >= places.len() * 9, "nine in ten are offered");
    assert!(within(0.25) * 5 >= places.len() * 2, "two in five are in the first quarter: by chance, one in four");
    assert!(within(0.5) * 3 >= places.len() * 2, "two in three are in the first half: by chance, one in two");
    assert!(offered * 4 <= all * 3, "a quarter of the sentences or more is left out");
}

/// A report with its quotable sentences.
struct Report {
    texts: Vec<(Place, Normal)>,
    offered: Vec<Quotable>,
    sentences: usize,
}

impl Report {
    fn read(path: &Path) -> Report {
        let inspection = inspection(&fs::read(path).expect("the shared report can be read"));
        let summary = inspection.summary.iter().enumerate().map(|(index, text)| (Place::Summary(index), text));
        let paragraphs = inspection.paragraphs.iter().enumerate();
        let texts: Vec<_> =
            summary.chain(paragraphs.map(|(index, paragraph)| (Place::Paragraph(index), &paragraph.text))).collect();
        Report {
            sentences: texts.iter().map(|(_, text)| sentences(text).len()).sum(),
            texts: texts.into_iter().map(|(place, text)| (place, Normal::folded(text))).collect(),
            offered: quotable::find(&inspection),
        }
    }

    /// Returns where the report has these words.
    fn find(&self, passage: &str) -> Option<(Place, Span)> {
        self.texts.iter().find_map(|(place, text)| {
            let start = text.as_str().find(passage)?;
            Some((*place, text.source(Span::new(start, start + passage.len()))))
        })
    }

    /// Returns the rank of the first sentence with these words.
    #[expect(clippy::cast_precision_loss, reason = "some hundred sentences")]
    fn rank(&self, (place, part): &(Place, Span)) -> Option<f64> {
        let holds = |quotable: &Quotable| quotable.place == *place && quotable.part.overlaps(*part);
        self.offered.iter().position(holds).map(|rank| rank as f64 / self.offered.len() as f64)
    }
}

fn inspection(bytes: &[u8]) -> Inspection {
    let (frameworks, authorities, record) = (framework::builtin(), record::authorities(), record::public_record());
    let known = report::Known {
        kinds: &document_kind::builtin(),
        frameworks: &frameworks,
        authorities: &authorities,
        record: &record,
    };
    let pages = pdf::read(bytes, &pdf::Limits::default()).expect("the shared report is a PDF with text");
    report::read(&pages, &known)
}

/// Returns the words in quotation marks of all texts in a folder, normalised for comparison: two words or more.
fn passages(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the shared texts").map(|file| file.expect("an entry").path()).collect();
    files.sort();
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).expect("a shared text")).collect();
    let lines = texts.iter().flat_map(|text| text.lines());
    let found = lines.flat_map(|line| ['“', '‘', '"', '\''].into_iter().flat_map(|mark| quoted(line, mark)));
    let bare = |passage: &str| passage.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let passages = found.map(|passage| bare(Normal::folded(passage).as_str()));
    passages.filter(|passage| passage.len() > 11 && passage.contains(' ')).collect()
}

/// Returns the text after each opening mark in a line, up to the closing mark or the line's end.
fn quoted(line: &str, mark: char) -> Vec<&str> {
    let close = match mark {
        '“' => '”',
        '‘' => '’',
        straight => straight,
    };
    let opens = |at: usize| line[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
    let mut found = Vec::new();
    for (at, _) in line.match_indices(mark).filter(|(at, _)| opens(*at)) {
        let words = &line[at + mark.len_utf8()..];
        let closes = |end: usize| !words[end + close.len_utf8()..].starts_with(char::is_alphanumeric);
        let end = words.match_indices(close).map(|(end, _)| end).find(|end| closes(*end));
        found.push(&words[..end.unwrap_or(words.len())]);
    }
    found
}

#[test]
fn an_officer_picks_and_bans_sentences() {
    let desk = tempfile::tempdir().unwrap();
    let examples = harness::root().join("examples");
    std::fs::create_dir(desk.path().join("story")).unwrap();
    for (from, to) in [
        ("desk.toml", "desk.toml"),
        ("good-result/inspection.toml", "story/inspection.toml"),
        ("good-result/brief.toml", "brief"),
    ] {
        std::fs::copy(examples.join(from), desk.path().join(to)).unwrap();
    }
    let brief = std::fs::read_to_string(desk.path().join("brief")).unwrap();
    let draft = |choice: &str, more: &[&str]| {
        std::fs::write(desk.path().join("story/brief.toml"), format!("{brief}\n[quotes]\n{choice}\n")).unwrap();
        harness::copydesk_in(desk.path(), &[&["draft", "press-release", "story", "-o", "-"], more].concat())
    };
    let usual = draft("", &[]);
    assert!(usual.out.contains("loved, listened to and expected to do well") && !usual.out.contains("eye checks"));
    // What is picked is quoted whatever its rank.
    let chosen = draft("pick = [22]\nban = [\"loved, listened to\"]", &[]);
    assert!(chosen.out.contains("eye checks") && !chosen.out.contains("loved, listened to"), "{}", chosen.out);
    assert!(chosen.err.contains(" 0 errors"), "{}", chosen.err);
    let once = draft("", &["--quote", "eye checks are"]);
    assert!(once.code == 0 && once.out.contains("eye checks"), "{}", once.err);
    // What an output has no place for is said.
    let posts = harness::copydesk_in(desk.path(), &["draft", "social-posts", "story", "--quote", "22", "-o", "-"]);
    assert!(posts.err.contains("picked, and not quoted here: “Dental and eye checks are prompt.”"), "{}", posts.err);
    let unknown = draft("pick = [99, \"no such words\"]", &[]);
    assert!(unknown.code == 1 && unknown.out.is_empty(), "{}", unknown.out);
    for said in
        ["no sentence called paragraph 99", "no sentence called “no such words”", "brief.toml:", "copydesk quotes"]
    {
        assert!(unknown.err.contains(said), "{said}: {}", unknown.err);
    }
    assert!(draft("", &["--quote", "99"]).err.contains("no sentence called paragraph 99"));
}
