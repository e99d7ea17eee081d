//! Printed names of judgements and grades to those of the frameworks, slips allowed. Not here: where they stand.

use crate::inspection::{Area, Framework, Grade};

/// Names alike from here on, by letters, are one name with a slip.
const ALIKE: f64 = 0.88;

/// A name as it is compared: words in lower case, without signs, apostrophes and leading numbers.
pub(super) fn plain(text: &str) -> String {
    let letters: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let is_number = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    letters.split_whitespace().skip_while(is_number).collect::<Vec<_>>().join(" ")
}

fn area_names(area: &Area) -> impl Iterator<Item = String> {
    std::iter::once(&area.name).chain(&area.aliases).map(|name| plain(name))
}

fn grade_names(grade: &Grade) -> impl Iterator<Item = String> {
    std::iter::once(&grade.name).chain(&grade.aliases).map(|name| plain(name))
}

/// How well a printed name fits an area: 1 for the name itself, 0 for another.
pub(super) fn fit(area: &Area, printed: &str) -> f64 {
    let printed = plain(printed);
    area_names(area)
        .map(|name| if name == printed { 1.0 } else { strsim::normalized_levenshtein(&name, &printed) * 0.99 })
        .filter(|fit| *fit >= ALIKE)
        .fold(0.0, f64::max)
}

/// The area that a printed name fits best.
pub(super) fn area<'a>(framework: &'a Framework, printed: &str) -> Option<&'a Area> {
    framework
        .areas
        .iter()
        .map(|area| (area, fit(area, printed)))
        .filter(|(_, fit)| *fit > 0.0)
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(area, _)| area)
}

/// The grade with a printed name.
pub(super) fn grade<'a>(framework: &'a Framework, printed: &str) -> Option<&'a Grade> {
    let printed = plain(printed);
    framework.grades.iter().find(|grade| grade_names(grade).any(|name| name == printed))
}

/// A section's heading: its words, without the grade, and the grade behind them.
pub(super) fn heading<'a>(framework: &'a Framework, printed: &str) -> (String, Option<&'a Grade>) {
    let words: Vec<&str> = printed.split_whitespace().collect();
    // The longest grade first: "requires improvement to be good" ends in "good".
    for start in 1..words.len() {
        if let Some(grade) = grade(framework, &words[start..].join(" ")) {
            let name = words[..start].join(" ");
            return (name.trim_end_matches([':', '-', '–', ' ']).to_owned(), Some(grade));
        }
    }
    (printed.trim_end_matches([':', ' ']).to_owned(), None)
}
