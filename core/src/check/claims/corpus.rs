//! How well claims are read: sentences that people write about grades, each with what is right, and the rights to block that the
//! rules have earned on them. Not here: the sentences (tests/checks/grade-sentences.tsv).

use super::super::Found;
use super::super::grades::{CHECK, Judge};
use super::super::prose::Prose;
use super::super::reading::Reading;
use super::super::tests::{IN_2021, With, with_ground};
use super::Whose;
use crate::finding::Severity;
use crate::load::markdown;
use crate::wording::Force;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

const SENTENCES: &str = include_str!("../../../../tests/checks/grade-sentences.tsv");

/// The second story: a mixed result of the year after, without an overall grade.
const MIXED: &[(&str, &str)] = &[
    ("ilacs-2023", "ilacs-2026"),
    ("2025-03-03, to = 2025-03-14", "2026-06-08, to = 2026-06-19"),
    ("  { area = \"overall\", name = \"Overall effectiveness\", grade = \"outstanding\" },\n", ""),
    (
        "practice with children and families\", grade = \"outstanding\"",
        "practice with children and families\", grade = \"requires-improvement\"",
    ),
    ("help and protection\", grade = \"good\"", "help and protection\", grade = \"requires-improvement\""),
    ("children in care\", grade = \"outstanding\"", "children in care\", grade = \"good\""),
    ("care leavers\", grade = \"outstanding\"", "care leavers\", grade = \"good\""),
    ("published = 2025-05-06", "published = 2026-08-04"),
];
const IN_2025: &str = r#"{ "inspected": "2025-03-03", "published": "2025-05-06", "framework": "ilacs-2023", "judgements":
    { "leaders": "outstanding", "help-and-protection": "good", "children-in-care": "outstanding", "care-leavers": "outstanding",
      "overall": "outstanding" } }"#;

/// A text of the corpus.
struct Case {
    set: &'static str,
    story: &'static str,
    kind: &'static str,
    /// Whether nothing in it is wrong.
    is_true: bool,
    text: String,
}

/// What was read of one.
struct Read {
    /// Of each claim its path, and whether it was found wrong, right, or neither.
    paths: Vec<(String, Option<bool>)>,
    blocked: bool,
    listed: bool,
}

fn cases() -> Vec<Case> {
    let case = |line: &'static str| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().expect("a line has five columns");
        let (set, story, kind, label) = (next(), next(), next(), next());
        Case { set, story, kind, is_true: label == "T", text: next().replace("\\n", "\n") }
    };
    SENTENCES.lines().filter(|line| !line.starts_with('#')).map(case).collect()
}

/// Reads each text of one of the stories.
fn read<'a>(cases: &'a [Case], story: &str) -> Vec<(&'a Case, Read)> {
    let with = match story {
        "good" => With::default(),
        _ => With { instead: MIXED, record: &[IN_2021, IN_2025], ..With::default() },
    };
    let mut all = Vec::new();
    with_ground(&with, |ground| {
        for case in cases.iter().filter(|case| case.story == story) {
            let prose = Prose::of(&markdown::read(&case.text, &[]).0);
            let reading = Reading::new(&prose, ground);
            let mut paths = Vec::new();
            for claim in reading.claims().iter().flatten() {
                let found = Judge { ground, claim }.contradictions();
                let wrong = found.iter().any(is_error);
                let told = claim.sure && claim.force == Force::Stated && claim.whose != Whose::Other;
                let verdict = if wrong { Some(true) } else { (told && found.is_empty()).then_some(false) };
                paths.push((claim.path.to_string(), verdict));
            }
            let found = (CHECK.run)(&reading);
            let read = Read { paths, blocked: found.iter().any(is_error), listed: !found.is_empty() };
            all.push((case, read));
        }
    });
    all
}

fn is_error(found: &Found) -> bool {
    found.finding.severity == Severity::Error
}

/// The paths that were right at least three times, and nine times as often as wrong.
fn earned<'a>(all: impl Iterator<Item = &'a (&'a Case, Read)>) -> BTreeSet<&'a str> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (case, read) in all {
        for (path, verdict) in &read.paths {
            let count = counts.entry(path).or_default();
            match verdict {
                Some(true) if case.is_true => count.1 += 1,
                Some(false) if !case.is_true => {}
                Some(_) => count.0 += 1,
                None => {}
            }
        }
    }
    let enough = |(_, (right, wrong)): &(&str, (usize, usize))| *right >= 3 && *right >= 9 * wrong;
    counts.into_iter().filter(enough).map(|(path, _)| path).collect()
}

#[test]
fn the_rules_that_block_have_earned_it() {
    let cases = cases();
    let all: Vec<(&Case, Read)> = ["good", "mixed"].iter().flat_map(|story| read(&cases, story)).collect();
    let earned = earned(all.iter());
    let mut file = "# The ways through the rules that have earned the right to block: right at least three times on the sentences of\n\
        # tests/checks/grade-sentences.tsv, and nine times as often as wrong. What the others find is listed as not read. Written by\n\
        # UPDATE_EXAMPLES=1 cargo test -p copydesk --lib claims::corpus\nearned = [\n"
        .to_owned();
    for path in &earned {
        writeln!(file, "    \"{path}\",").expect("a string takes it");
    }
    file.push_str("]\n");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/claims/paths.toml");
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        std::fs::write(&path, &file).expect("it can be written");
    }
    let kept = std::fs::read_to_string(&path).expect("it can be read");
    assert!(kept == file, "paths.toml is not what the sentences say; UPDATE_EXAMPLES=1 writes it");
}

#[test]
fn false_sentences_are_found_and_true_ones_are_not_blocked() {
    let cases = cases();
    let all: Vec<(&Case, Read)> = ["good", "mixed"].iter().flat_map(|story| read(&cases, story)).collect();
    let mut tables: BTreeMap<String, [usize; 6]> = BTreeMap::new();
    for (case, read) in &all {
        for name in [format!("{} {}", case.set, case.kind), format!("{} (all)", case.set), "(all)".to_owned()] {
            let row = tables.entry(name).or_default();
            let from = if case.is_true { 3 } else { 0 };
            row[from] += 1;
            row[from + 1] += usize::from(read.blocked);
            row[from + 2] += usize::from(read.listed && !read.blocked);
        }
    }
    for (name, [wrong, found, listed, right, blocked, unread]) in &tables {
        println!(
            "{name:26} false {wrong:3}: error {found:3}, not read {listed:3}; true {right:3}: blocked {blocked:3}, not read {unread:3}"
        );
    }
    if std::env::var_os("SHOW").is_some() {
        for (case, read) in &all {
            let kind = match (case.is_true, read.blocked, read.listed) {
                (true, true, _) => "BLOCKED",
                (true, false, true) => "unread-true",
                (false, false, true) => "unread-false",
                (false, false, false) => "MISSED",
                _ => continue,
            };
            println!("{kind}\t{}\t{}\t{}\t{:?}", case.set, case.story, case.text.replace('\n', " / "), read.paths);
        }
    }
}
