//! The checks on texts that were written without a look at them.

use crate::harness;
use copydesk::finding::Severity;
use copydesk::load::markdown;
use copydesk::story::{self, About, Checker, Story};
use std::collections::BTreeMap;

/// Each file, and how many of its false texts have an error at least, and an error or a warning: as many as today, so that no
/// change loses any.
const TEXTS: [(&str, usize, usize); 4] = [
    (include_str!("desk-sentences.tsv"), 230, 239),
    (include_str!("fact-sentences.tsv"), 93, 96),
    (include_str!("letter-sentences.tsv"), 18, 19),
    (include_str!("holdout-sentences.tsv"), 100, 108),
];
/// The names of the stories in the files, and the folders of the examples.
const STORIES: [(&str, &str); 3] = [("good", "good-result"), ("mixed", "mixed-result"), ("letter", "focused-visit")];

/// Of one kind: false texts, those with an error, those with a warning only; and the same of true texts.
type Ledger = [[usize; 3]; 2];

#[test]
fn false_texts_are_found_and_true_ones_are_not_blocked() {
    let stories = STORIES.map(|(name, folder)| {
        let folder = harness::root().join("examples").join(folder);
        (name, story::open(&folder).unwrap())
    });
    for (texts, least, least_told) in TEXTS {
        let Read { ledger, blocked, missed } = read(&stories, texts);
        let line = |(kind, [wrong, right]): (&&str, &Ledger)| {
            format!("{kind:<10} false {wrong:?} true {right:?} (texts, with an error, with a warning)")
        };
        let shown = ledger.iter().map(line).collect::<Vec<_>>().join("\n");
        eprintln!("{shown}\nwithout an error:\n{}", missed.join("\n"));
        let count = |weight: usize| ledger.values().map(|[wrong, _]| wrong[weight]).sum::<usize>();
        let (found, told) = (count(1), count(1) + count(2));
        assert!(
            found >= least && told >= least_told,
            "{found} false texts have an error, {told} an error or a warning"
        );
        assert!(blocked.is_empty(), "{blocked:#?}");
    }
}

/// What is found in the texts of a file.
#[derive(Default)]
struct Read<'a> {
    /// How much of each kind.
    ledger: BTreeMap<&'a str, Ledger>,
    /// The true texts with an error.
    blocked: Vec<&'a str>,
    /// The false texts without one.
    missed: Vec<&'a str>,
}

fn read<'a>(stories: &[(&str, Story)], texts: &'a str) -> Read<'a> {
    let mut made = Read::default();
    for row in texts.lines().filter(|line| !line.starts_with('#')) {
        let [kind, story, verdict, text] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let (_, story) = stories.iter().find(|(name, _)| *name == story).unwrap();
        let (document, _) = markdown::read(&text.replace('⏎', "\n\n"), &[]);
        let (_, outcome) = Checker::new(story, About::default()).unwrap().check(&document);
        // A sentence tells of no result as a whole.
        let found = outcome.found.iter().filter(|found| !found.class.starts_with("balance"));
        let heaviest = found.map(|found| found.finding.severity).max();
        let is_true = usize::from(verdict == "true");
        let counts = &mut made.ledger.entry(kind).or_default()[is_true];
        counts[0] += 1;
        counts[1] += usize::from(heaviest == Some(Severity::Error));
        counts[2] += usize::from(heaviest == Some(Severity::Warning));
        match (is_true == 1, heaviest == Some(Severity::Error)) {
            (true, true) => made.blocked.push(text),
            (false, false) => made.missed.push(row),
            _ => {}
        }
    }
    made
}
