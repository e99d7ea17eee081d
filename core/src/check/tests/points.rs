//! How well points to improve are found in other words: those of invented reports, each told truly and falsely. Not here: the
//! sentences (tests/checks/point-sentences.tsv).

use super::{With, with_ground};
use crate::check::Ground;
use crate::check::evidence::points::How;
use crate::check::evidence::prose::Prose;
use crate::check::evidence::reading::Reading;
use crate::load::markdown;
use std::collections::BTreeMap;

const SENTENCES: &str = include_str!("../../../../tests/checks/point-sentences.tsv");
/// The points of the story that the reports' points take the place of.
const POINTS: &str = r#"  { text = "The timeliness of initial health assessments." },
  { text = "The involvement of health professionals in strategy meetings." },
"#;

/// The reports up to this number were there to work with.
const KNOWN: usize = 13;

/// What is made of one telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Made {
    Told,
    Near,
    Refused,
    Untold,
}

/// Of the tellings of one kind: what was made of how many.
type Table = BTreeMap<(bool, &'static str), BTreeMap<Made, usize>>;

/// Reads every telling of every point against its report's points. The first half of the reports was there to work with.
fn read() -> Table {
    let rows: Vec<Vec<&str>> =
        SENTENCES.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let mut table = Table::new();
    for report in rows.chunk_by(|row, next| row[0] == next[0]) {
        let points = report.iter().fold(String::new(), |list, row| format!("{list}  {{ text = \"{}\" }},\n", row[1]));
        let is_known = report[0][0].parse::<usize>().expect("it is a number") <= KNOWN;
        with_ground(&With { instead: &[(POINTS, &points)], ..With::default() }, |ground| {
            for (point, row) in report.iter().enumerate() {
                for (kind, text) in [("true", row[2]), (row[3], row[4])] {
                    let made = made(text, point, ground);
                    *table.entry((is_known, kind)).or_default().entry(made).or_default() += 1;
                    let is_right = made == if kind == "true" { Made::Told } else { Made::Refused };
                    if is_known && !is_right {
                        println!("{kind} {made:?}: {text} ({})", row[1]);
                    }
                }
            }
        });
    }
    table
}

fn made(text: &str, point: usize, ground: &Ground<'_>) -> Made {
    let prose = Prose::of(&markdown::read(text, &[]).0);
    match Reading::new(&prose, ground).points().told[point].how {
        Some((How::Told, _)) => Made::Told,
        Some((How::Near | How::Quoted, _)) => Made::Near,
        Some((How::Praised | How::Done | How::Others, _)) => Made::Refused,
        None => Made::Untold,
    }
}

#[test]
fn points_are_found_in_other_words_and_not_in_praise() {
    let table = read();
    for ((is_known, kind), made) in &table {
        println!("{} {kind}: {made:?}", if *is_known { "known" } else { "apart" });
    }
    let count = |wanted: &[&str], made: Made| -> usize {
        table.iter().filter(|((_, kind), _)| wanted.contains(kind)).filter_map(|(_, of)| of.get(&made)).sum()
    };
    assert!(count(&["true"], Made::Told) >= 106, "points are not found in other words");
    assert!(count(&["true"], Made::Untold) <= 3, "points in other words would block");
    assert_eq!(count(&["true"], Made::Refused), 0, "a true telling is refused");
    assert_eq!(count(&["praise", "fixed"], Made::Told), 0, "praise tells a point");
    assert!(count(&["praise", "fixed"], Made::Refused) >= 91, "praise is not found");
    assert!(count(&["body", "subject"], Made::Told) <= 2, "what is asked of others tells a point");
}
