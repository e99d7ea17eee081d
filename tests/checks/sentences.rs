//! The checks on texts that were written without a look at them.

use crate::harness;
use copydesk::finding::Severity;
use copydesk::load::markdown;
use copydesk::story::{self, About, Checker, Story};
use std::collections::BTreeMap;

/// Each file, and how many of its false texts have an error at least: as many as today, so that no change loses any.
const TEXTS: [(&str, usize); 3] = [
    (include_str!("desk-sentences.tsv"), 218),
    (include_str!("fact-sentences.tsv"), 85),
    (include_str!("letter-sentences.tsv"), 16),
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
    for (texts, least) in TEXTS {
        let (ledger, blocked) = read(&stories, texts);
        let line = |(kind, [wrong, right]): (&&str, &Ledger)| {
            format!("{kind:<10} false {wrong:?} true {right:?} (texts, with an error, with a warning)")
        };
        let shown = ledger.iter().map(line).collect::<Vec<_>>().join("\n");
        eprintln!("{shown}");
        let found: usize = ledger.values().map(|[wrong, _]| wrong[1]).sum();
        assert!(found >= least, "{found} false texts are found\n{shown}");
        assert!(blocked.is_empty(), "{blocked:#?}");
    }
}

/// Counts what is found in the texts of each kind, and collects the true ones with an error.
fn read<'a>(stories: &[(&str, Story)], texts: &'a str) -> (BTreeMap<&'a str, Ledger>, Vec<&'a str>) {
    let mut ledger: BTreeMap<&str, Ledger> = BTreeMap::new();
    let mut blocked = Vec::new();
    for row in texts.lines().filter(|line| !line.starts_with('#')) {
        let [kind, story, verdict, text] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let (_, story) = stories.iter().find(|(name, _)| *name == story).unwrap();
        let (document, _) = markdown::read(&text.replace('⏎', "\n\n"), &[]);
        let (_, outcome) = Checker::new(story, About::default()).unwrap().check(&document);
        // A sentence tells of no result as a whole.
        let found = outcome.found.iter().filter(|found| !found.class.starts_with("balance"));
        let heaviest = found.map(|found| found.finding.severity).max();
        let is_true = usize::from(verdict == "true");
        let counts = &mut ledger.entry(kind).or_default()[is_true];
        counts[0] += 1;
        counts[1] += usize::from(heaviest == Some(Severity::Error));
        counts[2] += usize::from(heaviest == Some(Severity::Warning));
        if is_true == 1 && heaviest == Some(Severity::Error) {
            blocked.push(text);
        }
    }
    (ledger, blocked)
}
