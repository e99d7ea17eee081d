//! Printed names of judgements and grades to those of the frameworks, slips allowed. Not here: where they stand.

use crate::inspection::{Area, Framework, Grade};
use crate::text::agreement;

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

fn alike(name: &str, printed: &str) -> f64 {
    // Names of different lengths need not be compared letter by letter.
    let (short, long) = (name.len().min(printed.len()), name.len().max(printed.len()));
    if name == printed {
        1.0
    } else if short * 100 < long * 85 {
        0.0
    } else {
        Some(agreement(name, printed) * 0.99).filter(|alike| *alike >= ALIKE).unwrap_or(0.0)
    }
}

/// The area that a printed name fits best, and how well: 1 for the name itself.
pub(super) fn area<'a>(framework: &'a Framework, printed: &str) -> Option<(&'a Area, f64)> {
    let printed = plain(printed);
    let fit = |area| area_names(area).map(|name| alike(&name, &printed)).fold(0.0, f64::max);
    let fits = framework.areas.iter().map(|area| (area, fit(area)));
    fits.filter(|(_, fit)| *fit > 0.0).max_by(|(_, a), (_, b)| a.total_cmp(b))
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
            return (without_link(&words[..start].join(" ")), Some(grade));
        }
    }
    (without_link(printed), None)
}

/// A heading without what links it to its grade: "is", "are:", ":".
fn without_link(heading: &str) -> String {
    let bare = |text: &str| text.trim_end_matches([':', '-', '–', ' ']).to_owned();
    let heading = bare(heading);
    [" is", " are"].iter().find_map(|link| heading.strip_suffix(link)).map_or_else(|| heading.clone(), bare)
}

#[cfg(test)]
mod tests {
    use super::{area, heading, plain};
    use crate::load::framework::builtin;

    #[test]
    fn splits_a_heading_from_its_grade() {
        let frameworks = builtin();
        let framework = frameworks.iter().next().expect("a framework");
        let split = |text| {
            let (name, grade) = heading(framework, text);
            (name, grade.map(|grade| grade.id.to_string()))
        };
        let graded = |name: &str, grade: &str| (name.to_owned(), Some(grade.to_owned()));
        assert_eq!(split("The work: good"), graded("The work", "good"));
        assert_eq!(split("The work is Good."), graded("The work", "good"));
        let improve = graded("The work", "requires-improvement");
        assert_eq!(split("The work are: requires improvement to be good"), improve);
        assert_eq!(split("The work requires improvement"), improve);
        assert_eq!(split("The work:"), ("The work".to_owned(), None));
    }

    #[test]
    fn knows_an_area_with_a_slip_and_not_its_neighbour() {
        let frameworks = builtin();
        let ids: Vec<String> = frameworks
            .iter()
            .map(|framework| {
                let printed = "2. The experience and progress of children in care";
                area(framework, printed).map_or("-".to_owned(), |(area, _)| area.id.to_string())
            })
            .collect();
        assert_eq!(ids, ["children-in-care", "children-in-care", "-"]);
        assert_eq!(plain("12. Children’s “needs”"), "childrens needs");
    }
}
