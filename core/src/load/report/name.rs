//! Matches printed names of judgements and grades to those of the frameworks, allowing for slips.

use crate::inspection::{Area, Framework, Grade};
use crate::text::agreement;

/// Names alike from here on, by letters, are one name with a slip.
const ALIKE: f64 = 0.88;

/// Returns a name as it is compared: words in lower case, without signs, apostrophes and leading numbers.
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

/// Scores a printed name with up to two words left out, or one added; 0 if it is another name.
fn in_words(name: &str, printed: &str) -> f64 {
    let (name, printed): (Vec<&str>, Vec<&str>) = (name.split(' ').collect(), printed.split(' ').collect());
    let is_part = |part: &[&str], whole: &[&str]| {
        let mut whole = whole.iter();
        part.iter().all(|word| whole.any(|other| other == word))
    };
    match (name.len().saturating_sub(printed.len()), printed.len().saturating_sub(name.len())) {
        (out @ 1..=2, 0) if printed.len() >= out && is_part(&printed, &name) => [0.8, 0.7][out - 1],
        (0, 1) if is_part(&name, &printed) => 0.75,
        _ => 0.0,
    }
}

/// Returns the area that a printed name fits best, and how well: 1 for the name itself. A name that fits two areas as well fits
/// neither.
pub(super) fn area<'a>(framework: &'a Framework, printed: &str) -> Option<(&'a Area, f64)> {
    let printed = plain(printed);
    let fit = |name: String| alike(&name, &printed).max(in_words(&name, &printed));
    let fit = |area| area_names(area).map(fit).fold(0.0, f64::max);
    let mut fits: Vec<(&Area, f64)> = framework.areas.iter().map(|area| (area, fit(area))).collect();
    fits.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    match *fits.as_slice() {
        [(area, best), ref others @ ..] if best > 0.0 => {
            others.first().is_none_or(|(_, next)| *next < best).then_some((area, best))
        }
        _ => None,
    }
}

/// Returns the one area that a heading mentions, however running text names it.
pub(super) fn mentioned<'a>(framework: &'a Framework, heading: &str) -> Option<&'a Area> {
    let heading = format!(" {} ", plain(heading));
    let names = |area: &&Area| area.wordings().any(|words| heading.contains(&format!(" {} ", plain(words))));
    let mut named = framework.areas.iter().filter(names);
    let area = named.next()?;
    named.next().is_none().then_some(area)
}

/// Returns the grade with a printed name.
pub(super) fn grade<'a>(framework: &'a Framework, printed: &str) -> Option<&'a Grade> {
    let printed = plain(printed);
    framework.grades.iter().find(|grade| grade_names(grade).any(|name| name == printed))
}

/// Returns the grade that words say, in any of its wordings.
fn grade_said<'a>(framework: &'a Framework, words: &str) -> Option<&'a Grade> {
    let words = plain(words);
    framework.grades.iter().find(|grade| grade.wordings().any(|wording| plain(wording) == words))
}

/// Returns the grades that a text says, each once, in any of their wordings.
pub(super) fn grades_in<'a>(framework: &'a Framework, text: &str) -> Vec<&'a Grade> {
    let mut text = format!(" {} ", plain(text));
    // "Requires improvement to be good" has "good" in it: the longest wording goes first, and is taken out.
    let of = |grade: &'a Grade| grade.wordings().map(move |words| (format!(" {} ", plain(words)), grade));
    let mut wordings: Vec<(String, &Grade)> = framework.grades.iter().flat_map(of).collect();
    wordings.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    let mut found: Vec<&Grade> = Vec::new();
    for (words, grade) in wordings {
        if text.contains(&words) {
            text = text.replace(&words, " ");
            found.extend((!found.contains(&grade)).then_some(grade));
        }
    }
    found
}

/// Returns a section's heading: its words, and the grade after them.
pub(super) fn heading<'a>(framework: &'a Framework, printed: &str) -> (String, Option<&'a Grade>) {
    let words: Vec<&str> = printed.split_whitespace().collect();
    // The longest grade first: "requires improvement to be good" ends in "good".
    for start in 1..words.len() {
        if let Some(grade) = grade_said(framework, &words[start..].join(" ")) {
            return (without_link(&words[..start].join(" ")), Some(grade));
        }
    }
    (without_link(printed), None)
}

/// Returns a heading without what links it to its grade: "is", "are:", ":".
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
        assert_eq!(split("The works require improvement to be good"), graded("The works", "requires-improvement"));
        assert_eq!(split("The work:"), ("The work".to_owned(), None));
    }

    #[test]
    fn words_left_out_or_put_in_make_no_other_area() {
        let frameworks = builtin();
        let read = |printed: &str| -> Vec<String> {
            let of = |framework| area(framework, printed).map_or("-".to_owned(), |(area, _)| area.id.to_string());
            frameworks.iter().filter(|framework| framework.document.as_str() == "ilacs").map(of).collect()
        };
        assert_eq!(read("The impact of leaders on practice with children and families"), ["leaders"; 3]);
        assert_eq!(
            read("The impact of local leaders on social work practice with children and families"),
            ["leaders"; 3]
        );
        assert_eq!(read("The experiences of children who need help and protection"), ["help-and-protection"; 3]);
        assert_eq!(read("The experiences of children in care"), ["children-in-care", "children-in-care", "-"]);
        assert_eq!(
            read("The experiences and progress of children in care and leavers"),
            ["-", "-", "care-and-care-leavers"]
        );
        for other in ["The impact of leaders", "The experiences and progress of children", "The speed of the lift"] {
            assert_eq!(read(other), ["-"; 3], "{other}");
        }
    }

    #[test]
    fn knows_an_area_with_a_slip_and_not_its_neighbour() {
        let frameworks = builtin();
        let ids: Vec<String> = frameworks
            .iter()
            .filter(|framework| framework.document.as_str() == "ilacs")
            .map(|framework| {
                let printed = "2. The experience and progress of children in care";
                area(framework, printed).map_or("-".to_owned(), |(area, _)| area.id.to_string())
            })
            .collect();
        assert_eq!(ids, ["children-in-care", "children-in-care", "-"]);
        assert_eq!(plain("12. Children’s “needs”"), "childrens needs");
    }
}
