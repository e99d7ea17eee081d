//! The scale: who says that something was graded says one of the grades that there are.
//!
//! Rule: the framework's grades. A word of praise or blame that is none of them, where a grade belongs, makes readers believe
//! that the inspectorate gave it.

use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::document::Within;
use crate::finding::Severity;
use crate::inspection::Framework;
use crate::language::{
    dates::mentions,
    pattern::{self, Captures, Pattern},
};
use crate::text::{Span, TextSpan};
use std::sync::LazyLock;

static UNKNOWN: Class = Class {
    id: "grade-unknown",
    severity: Severity::Error,
    about: "something is said to have a grade that the inspectorate does not give",
};

/// The check.
pub(in crate::check) static CHECK: Check =
    Check { id: "scale", rule: "the framework’s grades", classes: &[&UNKNOWN], duties: Duties::None, run };

/// Words that tell how good something is, and are no grades.
const WORDS: &str = r"(excellent|exceptional|superb|satisfactory|adequate|unsatisfactory|poor|weak|failing|fail|very good|fair|needs improvement|special measures|world[- ]class|A\*|[A-D]\+|Good Plus|(?:two|three|four|five)[- ]stars?)";

/// Right behind the verb or noun: "rated excellent", "a grade of Satisfactory", "rated as “poor”".
static BESIDE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r#"(?i)\b(?:rated|graded|(?:grades?|ratings?|verdict) of|graded us|rated us)(?: (?:as|to be|overall|an?))* [“‘"'*]*{WORDS}(?:[”’"'*.,;:!?)]|$| (?:by|in|for|overall|and|after|at|from)\b)"#
    ))
});
/// Further behind, where its capital or its marks show that a grade is meant: "rated help and protection Excellent".
static BEHIND: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r#"(?i)\b(?:rated|graded|judged|awarded|given|rates|grades|judges|grade|rating)\b[^.;:]{{1,90}}? [“‘"'*]*{WORDS}(?:[”’"'*.,;:!?)]|$| (?:by|in|for|overall|and|after|at|from)\b)"#
    ))
});
/// The whole of an item or cell, or what stands behind the name of an area.
static ALONE: LazyLock<Pattern> = LazyLock::new(|| pattern::words(&format!(r#"(?i)^[“‘"'*]*{WORDS}[”’"'*.;]*$"#)));

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let Some(framework) = reading.ground.known.framework else { return Vec::new() };
    let mut found = Vec::new();
    for (leaf, part) in reading.prose.parts.iter().enumerate() {
        let listed = listed(part, framework).into_iter();
        for range in listed.chain(part.sentences.iter().filter_map(|sentence| told(part, *sentence))) {
            let names: Vec<&str> = framework.grades.iter().map(|grade| grade.name.as_str()).collect();
            let message = format!("“{}” is no grade", &part.text[range]);
            let hint = format!("the grades are {}", names.join(", "));
            found.push(Found::new(&UNKNOWN, TextSpan { block: leaf, span: range }, message).hint(hint));
        }
    }
    found
}

/// What a sentence gives for a grade. One of another year may tell of an older scale.
fn told(part: &Part, sentence: Span) -> Option<Span> {
    let text = &part.plain[sentence];
    let word = |captures: &Captures<'_>| captures.get(1).map(|word| Span::from(word.range()));
    let is_plain = |word: &Span| {
        let marked = text[..word.start].ends_with(['“', '‘', '"', '\'', '*']);
        marked || text[*word].starts_with(|c: char| c.is_ascii_uppercase())
    };
    let beside = || BESIDE.captures(text).as_ref().and_then(word);
    let behind = || BEHIND.captures(text).as_ref().and_then(word).filter(is_plain);
    let word = beside().or_else(behind)?;
    let is_older =
        !mentions(text).is_empty() || ["previous", "earlier", "before"].iter().any(|past| text.contains(past));
    (!is_older).then(|| word + sentence.start)
}

/// What an item of a list or a cell of a table gives an area for a grade: "Care leavers: Excellent".
fn listed(part: &Part, framework: &Framework) -> Option<Span> {
    let text = part.plain.as_str();
    let start = match part.within.last()? {
        Within::Cell { .. } => 0,
        Within::Item { .. } => text.find([':', '–', '—'])?,
        Within::Quote { .. } => return None,
    };
    let sign = text[start..].chars().next().filter(|_| start > 0).map_or(0, char::len_utf8);
    let is_area = |name: &str| text[..start].to_lowercase().contains(&name.to_lowercase());
    let names_area = framework.areas.iter().flat_map(crate::inspection::Area::wordings).any(is_area);
    let behind = &text[start + sign..];
    let at = start + sign + behind.len() - behind.trim_start().len();
    let word = Span::from(ALONE.captures(behind.trim())?.get(1)?.range());
    (start == 0 || names_area).then(|| word + at)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn only_grades_of_the_scale_are_given() {
        expect(
            &CHECK,
            "Ofsted rated help and protection Excellent. // finding: grade-unknown ‹Excellent›
            Help and protection was rated excellent by Ofsted. // finding: grade-unknown ‹excellent›
            Inspectors judged care leavers ‘satisfactory’. // finding: grade-unknown ‹satisfactory›
            The council received a grade of Exceptional. // finding: grade-unknown ‹Exceptional›
            - Help and protection: Excellent // finding: grade-unknown ‹Excellent›
            Ofsted rated help and protection Good, and staff do excellent work.
            Practice was judged to be weak in a few places. Ofsted rated the council Outstanding for its very good plans.
            In 2010 the council was rated Satisfactory.
            The Poor Law is no longer taught. Staff gave the day five stars.
            - Our thanks: excellent work",
        );
    }
}
