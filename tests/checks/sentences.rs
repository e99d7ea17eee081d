//! The checks on texts that were written without a look at them.

use crate::harness;
use copydesk::finding::Severity;
use copydesk::load::markdown;
use copydesk::story::{self, About, Checker};
use std::collections::BTreeMap;

const TEXTS: &str = include_str!("desk-sentences.tsv");

/// How many false texts have an error at least: as many as today, so that no change loses any.
const FOUND: usize = 165;

/// Of one kind: false texts, those with an error, those with a warning only; and the same of true texts.
type Ledger = [[usize; 3]; 2];

#[test]
fn false_texts_are_found_and_true_ones_are_not_blocked() {
    let stories = ["good", "mixed"].map(|name| {
        let folder = harness::root().join(format!("examples/{name}-result"));
        (name, story::open(&folder).unwrap())
    });
    let mut ledger: BTreeMap<&str, Ledger> = BTreeMap::new();
    let mut blocked = Vec::new();
    for row in TEXTS.lines().filter(|line| !line.starts_with('#')) {
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
    let line = |(kind, [wrong, right]): (&&str, &Ledger)| {
        format!("{kind:<10} false {wrong:?} true {right:?} (texts, with an error, with a warning)")
    };
    let shown = ledger.iter().map(line).collect::<Vec<_>>().join("\n");
    eprintln!("{shown}");
    let found: usize = ledger.values().map(|[wrong, _]| wrong[1]).sum();
    assert!(found >= FOUND, "{found} false texts are found\n{shown}");
    assert!(blocked.is_empty(), "{blocked:#?}");
}
