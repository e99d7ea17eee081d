//! The published texts of the kinds that the checks are for: what each one is found to have. Skipped, saying so, where the
//! texts are not at hand. Only classes and places are written here, none of the texts' words.

use crate::harness::{self, copydesk};
use serde_json::Value;

/// A class, and the line it is found in.
type Expected = (&'static str, u64);
type Seed = (&'static str, &'static str, &'static [Expected]);

/// A text, the report it is about, and its findings as classes with their lines, but the advice on style.
const SEEDS: [Seed; 5] = [
    ("000_71aceed2a41a9151", "durham-2025-05-13", &[]),
    ("001_e6d2c83bcd5d8ba7", "durham-2025-05-13", &[("quotation-altered", 11)]),
    ("002_060f9ac1dad818f1", "durham-2022-07-05", &[("quotation-altered", 49)]),
    (
        "003_99fb6344683cb88a",
        "durham-2022-07-05",
        &[
            ("quotation-not-found", 24),
            ("quotation-not-found", 26),
            ("quotation-not-found", 28),
            ("quotation-not-found", 30),
        ],
    ),
    ("004_89f0b477fb9b396a", "durham-2022-07-05", &[]),
];

#[test]
fn the_published_texts_have_these_errors() {
    let (Some(seeds), Some(reports)) = (harness::shared("seeds"), harness::shared("reports")) else { return };
    for (seed, report, expected) in SEEDS {
        let text = seeds.join(format!("{seed}.txt"));
        let report = reports.join(format!("{report}.pdf"));
        let run =
            copydesk(&["check", &text.to_string_lossy(), "--story", &report.to_string_lossy(), "--format", "json"]);
        let shown: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
        let findings = shown["texts"][0]["findings"].as_array().unwrap();
        let errors: Vec<(&str, u64)> = findings
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| (finding["class"].as_str().unwrap(), finding["place"]["line"].as_u64().unwrap()))
            .collect();
        assert_eq!(errors, expected, "{seed}");
        assert_eq!(run.code, i32::from(!expected.is_empty()), "{seed}");
    }
}
