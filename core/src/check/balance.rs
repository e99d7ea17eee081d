//! Balance: a text that tells the result tells all of it: each judgement and each point to improve, or the brief says by
//! whose decision and why one is left out.
//!
//! Rule: Code of Recommended Practice on Local Authority Publicity 2011: objective, even-handed. It blocks in the outputs
//! that the desk calls balanced, and in any text that tells some of the points and not the others.

use super::claims::Time;
use super::ground::Ground;
use super::prose::{Part, Place, Prose};
use super::reading::Reading;
use super::{Check, Class, Found};
use crate::brief::Waiver;
use crate::desk::Checks;
use crate::finding::Severity;
use crate::inspection::Inspection;
use crate::text::{self, Token};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

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
pub(super) static CHECK: Check = Check {
    id: "balance",
    rule: "Code of Recommended Practice on Local Authority Publicity 2011, objective and even-handed",
    classes: &[&POINT, &JUDGEMENT, &PARTIAL, &WAIVER],
    run,
};

/// The share of a point's longer words that tell it.
const TOLD: f64 = 0.7;

/// Something that a balanced text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// JSON pointer of the judgement or point.
    pub pointer: String,
    /// What it is: the judgement with its grade, or the words of the point.
    pub what: String,
    /// Where the text tells it.
    pub place: Option<Place>,
    /// Who decided that it may be left out, and why.
    pub waived: Option<String>,
}

/// What a text tells of the result, in the report's order: the judgements, then the points.
pub(super) fn coverage(reading: &Reading<'_>) -> Vec<Covered> {
    let ground = reading.ground;
    let inspection = ground.known.inspection;
    let told = judgements_told(reading);
    let judgements = inspection.judgements.iter().enumerate().map(|(number, judgement)| {
        let place = told.iter().find(|(place_of, _)| *place_of == number).map(|(_, place)| place.clone());
        Covered {
            pointer: format!("/inspection/judgements/{number}"),
            what: format!("{}: {}", judgement.name, ground.grade_name(&judgement.grade)),
            place,
            waived: waived(ground, &[judgement.area.as_str()]),
        }
    });
    let places = points_told(reading.prose, &Points::of(inspection));
    let points = inspection.improvements.iter().zip(places).enumerate().map(|(number, (point, place))| Covered {
        pointer: format!("/inspection/improvements/{number}"),
        what: point.text.clone(),
        place,
        waived: waived(ground, &[&format!("improvement {}", number + 1)]),
    });
    judgements.chain(points).collect()
}

fn waived(ground: &Ground<'_>, names: &[&str]) -> Option<String> {
    let is_it = |waiver: &&Waiver| names.iter().any(|name| waiver.of.trim().eq_ignore_ascii_case(name));
    let waiver = ground.known.brief?.waivers.iter().find(is_it)?;
    Some(format!("{}: {}", waiver.by, waiver.because))
}

/// The judgements that the text gives with their grade, by number, each with its first place.
fn judgements_told(reading: &Reading<'_>) -> Vec<(usize, Place)> {
    let &Reading { prose, ground, .. } = reading;
    let judgements = &ground.known.inspection.judgements;
    let overall = ground.known.framework.and_then(|framework| framework.areas.iter().find(|area| area.overall));
    let mut told = Vec::new();
    for (part, claims) in prose.parts.iter().zip(reading.claims()) {
        for claim in claims.iter().filter(|claim| claim.time == Time::Now && claim.count.is_none()) {
            let unnamed = claim.areas.is_empty();
            for (number, judgement) in
                judgements.iter().enumerate().filter(|(_, judgement)| judgement.grade == claim.grade)
            {
                let is_overall = overall.is_some_and(|area| area.id == judgement.area);
                let is_meant = match (claim.rest, unnamed) {
                    (true, _) => !claim.areas.contains(&judgement.area) && !is_overall,
                    (_, true) => is_overall || in_table(part),
                    _ => claim.areas.contains(&judgement.area),
                };
                if is_meant {
                    told.push((number, claim.place.clone()));
                }
            }
        }
    }
    told
}

fn in_table(part: &Part) -> bool {
    matches!(part.within.last(), Some(crate::document::Within::Cell { .. }))
}

/// The points to improve, by their longer words without endings.
struct Points<'a> {
    texts: Vec<&'a str>,
    /// Of each point how many such words it has.
    lengths: Vec<usize>,
    /// Of each such word its number, and the points that have it.
    having: HashMap<String, (usize, Vec<usize>)>,
}

impl<'a> Points<'a> {
    fn of(inspection: &'a Inspection) -> Points<'a> {
        let texts: Vec<&str> = inspection.improvements.iter().map(|point| point.text.as_str()).collect();
        let mut lengths = Vec::new();
        let mut having: HashMap<String, (usize, Vec<usize>)> = HashMap::new();
        for (point, text) in texts.iter().enumerate() {
            let tokens = text::tokens(text);
            let words: BTreeSet<&str> = tokens.iter().filter_map(long_word).collect();
            lengths.push(words.len());
            for word in words {
                let fresh = having.len();
                having.entry(word.to_owned()).or_insert((fresh, Vec::new())).1.push(point);
            }
        }
        Points { texts, lengths, having }
    }

    /// Of each point the share of its words that a text has.
    fn shares(&self, tokens: &[Token]) -> Vec<f64> {
        let mut seen = vec![false; self.having.len()];
        let mut counts = vec![0; self.texts.len()];
        for (word, points) in tokens.iter().filter_map(long_word).filter_map(|word| self.having.get(word)) {
            if !std::mem::replace(&mut seen[*word], true) {
                for point in points {
                    counts[*point] += 1;
                }
            }
        }
        counts.into_iter().zip(&self.lengths).map(|(count, length)| text::share(count, *length)).collect()
    }
}

/// Of each point the leaf or sentence that tells it: the one that has its words, or most of its longer ones.
fn points_told(prose: &Prose, points: &Points<'_>) -> Vec<Option<Place>> {
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0); points.texts.len()];
    for (leaf, part) in prose.parts.iter().enumerate() {
        for (best, share) in best.iter_mut().zip(points.shares(part.tokens())) {
            if share > best.0 {
                *best = (share, leaf);
            }
        }
    }
    let place = |(point, (share, leaf)): (usize, (f64, usize))| {
        if share < TOLD {
            return None;
        }
        let part = &prose.parts[leaf];
        let plain = text::normal(points.texts[point]).to_lowercase();
        let whole = text::normal(&part.text).to_lowercase().contains(plain.trim_end_matches('.'));
        let tells = |sentence: &&Range<usize>| points.shares(part.tokens_in(sentence))[point] >= TOLD;
        let sentence = || part.sentences.iter().find(tells).cloned();
        let range = if whole { Some(0..part.text.len()) } else { sentence() };
        range.map(|range| Place { leaf, range })
    };
    best.into_iter().enumerate().map(place).collect()
}

/// A longer word without its ending.
fn long_word(token: &Token) -> Option<&str> {
    const COMMON: [&str; 14] = [
        "children",
        "children's",
        "their",
        "with",
        "that",
        "this",
        "which",
        "they",
        "when",
        "have",
        "from",
        "including",
        "where",
        "young",
    ];
    let form = token.form.as_str();
    (form.chars().count() > 3 && !COMMON.contains(&form)).then(|| stem(form))
}

fn stem(form: &str) -> &str {
    let form = form.trim_end_matches("'s");
    let endings = ["ing", "ed", "es", "s", "ly"];
    let cut = endings.iter().find_map(|ending| form.strip_suffix(ending)).filter(|stem| stem.chars().count() > 3);
    cut.unwrap_or(form)
}

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let all = reading.coverage();
    let is_point = |covered: &&Covered| covered.pointer.starts_with("/inspection/improvements/");
    let points: Vec<&Covered> = all.iter().filter(is_point).collect();
    let judgements: Vec<&Covered> = all.iter().filter(|covered| !is_point(covered)).collect();
    let duty = duty(ground);
    let mut found = missing(prose, &points, &POINT, duty, "the point to improve is not told");
    found.extend(missing(prose, &judgements, &JUDGEMENT, duty, "the judgement is not told with its grade"));
    found.extend(unknown_waivers(prose, ground, all));
    found
}

/// How much a text has to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Duty {
    /// Everything.
    All,
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
        (_, true) => Duty::Some,
        _ => Duty::Unknown,
    }
}

/// Those that are neither told nor waived. A text that tells none of them and need not be balanced gets one remark.
fn missing(prose: &Prose, all: &[&Covered], class: &'static Class, duty: Duty, what: &str) -> Vec<Found> {
    let open: Vec<(usize, &&Covered)> =
        all.iter().enumerate().filter(|(_, covered)| covered.place.is_none() && covered.waived.is_none()).collect();
    // Told in the report's own words: the text lists them.
    let is_listed = |covered: &&&Covered| {
        let words = text::normal(&covered.what).to_lowercase();
        let told = covered.place.as_ref().map(|place| text::normal(&prose.parts[place.leaf].text).to_lowercase());
        told.is_some_and(|told| told.contains(words.trim_end_matches('.')))
    };
    let listed = all.iter().filter(is_listed).count();
    if open.is_empty() || prose.parts.is_empty() {
        return Vec::new();
    }
    // Of the judgements, an unbalanced text may pick; of the points, one that lists some has to list all.
    let blocks = duty == Duty::All || duty == Duty::Unknown && class == &POINT && listed * 2 >= all.len();
    if !blocks {
        let message = format!(
            "{} of {} {} are not told",
            open.len(),
            all.len(),
            if class == &POINT { "points to improve" } else { "judgements" }
        );
        let hint = "tell them if the text gives the result, or waive them in brief.toml as [[waivers]]";
        return vec![Found::new(&PARTIAL, beginning(), message).hint(hint)];
    }
    let finding = |(number, covered): &(usize, &&Covered)| {
        let message = format!("{what}: {}", covered.what);
        let near = all[..*number].iter().rev().chain(&all[*number..]).find_map(|other| other.place.clone());
        let place = near.unwrap_or_else(beginning);
        Found::new(class, place, message)
            .hint("tell it, or waive it in brief.toml as [[waivers]], with a reason and a name")
    };
    open.iter().map(finding).collect()
}

fn beginning() -> Place {
    Place { leaf: 0, range: 0..0 }
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
    use super::super::tests::{With, expect_with};
    use super::CHECK;

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
