//! Balance: a text that tells the result tells all of it: each judgement and each point to improve, or the brief says by
//! whose decision and why one is left out.
//!
//! Rule: Code of Recommended Practice on Local Authority Publicity 2011: objective, even-handed. It blocks in the outputs
//! that the desk calls balanced, and in any text that tells some of the points and not the others.

use crate::brief::Waiver;
use crate::check::evidence::coverage::Covered;
use crate::check::evidence::ground::Ground;
use crate::check::evidence::points::{How, Told};
use crate::check::evidence::prose::Prose;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::desk::Checks;
use crate::finding::Severity;
use crate::inspection::Datum;
use crate::text::{self, TextSpan};

static POINT: Class = Class {
    id: "balance-point-missing",
    severity: Severity::Error,
    about: "a point to improve is not told, and the brief does not waive it",
};
static JUDGEMENT: Class = Class {
    id: "balance-judgement-missing",
    severity: Severity::Error,
    about: "a judgement is not told with its grade, and the brief does not waive it",
};
static PARTIAL: Class = Class {
    id: "balance-partial",
    severity: Severity::Warning,
    about: "a text that need not be balanced leaves judgements or points out",
};
static WAIVER: Class = Class {
    id: "balance-waiver-unknown",
    severity: Severity::Warning,
    about: "the brief waives something that the report does not have",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "balance",
    rule: "Code of Recommended Practice on Local Authority Publicity 2011, objective and even-handed",
    classes: &[&POINT, &JUDGEMENT, &PARTIAL, &WAIVER],
    duties: Duties::All,
    run,
};

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let all = reading.coverage();
    let is_point = |covered: &&Covered| !matches!(covered.datum, Datum::Judgement(_));
    let points: Vec<&Covered> = all.iter().filter(is_point).collect();
    let judgements: Vec<&Covered> = all.iter().filter(|covered| !is_point(covered)).collect();
    let duty = duty(ground);
    let mut found = missing(reading, &points, &POINT, duty, "the point to improve is not told");
    found.extend(missing(reading, &judgements, &JUDGEMENT, duty, "the judgement is not told with its grade"));
    found.extend(unknown_waivers(prose, ground, all));
    found
}

/// How much a text has to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Duty {
    /// Everything.
    All,
    /// What it likes, as its plugin says: what it leaves out is no finding.
    None,
    /// What it likes.
    Some,
    /// Nothing is known of it: one that lists most of the points has to list all.
    Unknown,
}

fn duty(ground: &Ground<'_>) -> Duty {
    let checks = ground.known.desk.map_or_else(Checks::default, |desk| desk.checks.clone());
    let is_in =
        |outputs: &[String]| ground.known.output.is_some_and(|output| outputs.iter().any(|name| name == output));
    match (is_in(&checks.balanced), is_in(&checks.selective)) {
        (true, _) => Duty::All,
        _ if ground.known.partial => Duty::None,
        (_, true) => Duty::Some,
        _ => Duty::Unknown,
    }
}

/// The judgements or points that are neither told nor waived. A text that tells none of them and need not be balanced gets one
/// remark.
fn missing(reading: &Reading<'_>, all: &[&Covered], class: &'static Class, duty: Duty, what: &str) -> Vec<Found> {
    let prose = reading.prose;
    let how = |covered: &Covered| point_of(reading, covered).and_then(|point| point.how);
    // What is told falsely is found where it is told (points).
    let is_open = |covered: &Covered| {
        covered.place.is_none()
            && covered.waived.is_none()
            && how(covered).is_none_or(|(how, _)| matches!(how, How::Near | How::Quoted))
    };
    let open: Vec<(usize, &&Covered)> = all.iter().enumerate().filter(|(_, covered)| is_open(covered)).collect();
    // Told in the report's own words: the text lists them.
    let is_listed = |covered: &&&Covered| {
        let words = text::normal(&covered.what).to_lowercase();
        let told = covered.place.as_ref().map(|place| text::normal(&prose.parts[place.block].text).to_lowercase());
        told.is_some_and(|told| told.contains(words.trim_end_matches('.')))
    };
    let listed = all.iter().filter(is_listed).count();
    if open.is_empty() || prose.parts.is_empty() || duty == Duty::None {
        return Vec::new();
    }
    // Of the judgements, an unbalanced text may pick; of the points, one that lists some has to list all, and not only to quote.
    let lists = listed * 2 >= all.len();
    let how = |covered: &Covered| how(covered).filter(|(how, _)| !lists || *how == How::Near);
    let blocks = duty == Duty::All || duty == Duty::Unknown && class == &POINT && lists;
    if !blocks {
        return partial(open.iter().filter(|(_, covered)| how(covered).is_none()).count(), all.len(), class);
    }
    let finding = |(number, covered): &(usize, &&Covered)| {
        if let Some((_, near)) = how(covered) {
            let message = format!("this may tell a point in other words: {}", covered.what);
            return Found::new(&PARTIAL, near, message)
                .hint("compare them; waive the point if it is left out on purpose");
        }
        let message = format!("{what}: {}", covered.what);
        let near = all[..*number].iter().rev().chain(&all[*number..]).find_map(|other| other.place);
        let place = near.unwrap_or_else(beginning);
        Found::new(class, place, message)
            .hint("tell it, or waive it in brief.toml as [[waivers]], with a reason and a name")
    };
    open.iter().map(finding).collect()
}

/// How the text tells a point to improve; none of a judgement.
fn point_of<'r>(reading: &'r Reading<'_>, covered: &Covered) -> Option<&'r Told> {
    reading.points().told.iter().find(|point| point.datum == covered.datum)
}

/// One remark that a text leaves some of them out.
fn partial(open: usize, all: usize, class: &'static Class) -> Vec<Found> {
    if open == 0 {
        return Vec::new();
    }
    let what = if class == &POINT { "points to improve" } else { "judgements" };
    let hint = "tell them if the text gives the result, or waive them in brief.toml as [[waivers]]";
    vec![Found::new(&PARTIAL, beginning(), format!("{open} of {all} {what} are not told")).hint(hint)]
}

fn beginning() -> TextSpan {
    TextSpan::default()
}

fn unknown_waivers(prose: &Prose, ground: &Ground<'_>, all: &[Covered]) -> Vec<Found> {
    let waivers = ground.known.brief.map_or(&[][..], |brief| &brief.waivers);
    let used: Vec<&String> = all.iter().filter_map(|covered| covered.waived.as_ref()).collect();
    let unknown = waivers.iter().filter(|waiver| !used.contains(&&format!("{}: {}", waiver.by, waiver.because)));
    let hint = "name a point, such as `improvement 3`, or a judgement, such as `care-leavers`";
    let found = |waiver: &Waiver| {
        Found::new(&WAIVER, beginning(), format!("the brief waives `{}`, and the report has no such thing", waiver.of))
            .hint(hint)
    };
    if prose.parts.is_empty() { Vec::new() } else { unknown.map(found).collect() }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect_with};

    const ALL: &str = "Ofsted rated Avershire Outstanding overall.
        Ofsted graded the impact of leaders and children in care Outstanding, and help and protection Good.";

    #[test]
    fn a_balanced_text_tells_everything() {
        let with = With { output: Some("press-release"), ..With::default() };
        let points = "- The timeliness of initial health assessments.\n- The involvement of health professionals in strategy meetings.";
        expect_with(&CHECK, &with, &format!("{ALL}\n{points}"));
        let missing = "- The timeliness of initial health assessments. // finding: balance-point-missing ‹The timeliness of initial health assessments.›";
        expect_with(&CHECK, &with, &format!("{ALL}\n{missing}"));
        let no_leaders = "Ofsted rated Avershire Outstanding overall, with children in care Outstanding. // finding: balance-judgement-missing ‹Outstanding›; balance-judgement-missing ‹Outstanding›";
        expect_with(&CHECK, &with, &format!("{no_leaders}\n{points}"));
    }

    #[test]
    fn a_text_without_words_tells_nothing() {
        expect_with(&CHECK, &With { output: Some("press-release"), ..With::default() }, "");
    }

    #[test]
    fn another_text_is_told_what_it_leaves_out() {
        expect_with(
            &CHECK,
            &With { output: Some("poster"), ..With::default() },
            "Come and work with us. // finding: balance-partial ‹›; balance-partial ‹›",
        );
    }
}
