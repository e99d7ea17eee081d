//! Ranking words: "first", "only", "best", "one of 12" need dated evidence, from the public record or the brief.
//!
//! Rule: Code of Recommended Practice on Local Authority Publicity 2011, objective: comparisons are factually accurate.

use crate::check::evidence::ground::Ground;
use crate::check::evidence::passages::Passages;
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Found};
use crate::finding::Severity;
use crate::inspection::PastInspection;
use crate::language;
use crate::language::Assertion;
use crate::language::assertion;
use crate::language::number_words;
use crate::language::pattern;
use crate::text::Span;
use crate::text::TextSpan;
use jiff::civil::Date;
use regex::{Match, Regex};
use std::sync::LazyLock;

static RANK: Class = Class {
    id: "ranking-without-evidence",
    severity: Severity::Error,
    about: "the council is compared with others, and no source has the comparison",
};
static FIRST: Class = Class {
    id: "ranking-first-time",
    severity: Severity::Warning,
    about: "something is said to be so for the first time, or to be a record, and no source says so",
};

static QUOTED: Class = Class {
    id: "ranking-in-quotation",
    severity: Severity::Warning,
    about: "somebody who is quoted compares the council with others, and no source has the comparison",
};

/// The check.
pub(in crate::check) static CHECK: Check =
    Check { id: "ranking", rule: "Publicity Code 2011, objective", classes: &[&RANK, &FIRST, &QUOTED], run };

const OTHERS: &str = r"(?:authorit(?:y|ies)|councils?|areas?|services?|boroughs?|count(?:y|ies)|places?|departments?)";
const WHERE: &str = r"(?:in (?:the )?(?:country|England|UK|Britain|nation|region|north|south|east|west|midlands|world|county)|nationally|nationwide)";

static COMPARED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let numbers = number_words(12);
    let patterns = [
        format!(
            r"(?i)\bone of (?:only |just |the |a )*(?:\d+|{numbers}|few|handful of|very few|best|first|top|highest|leading|most \w+)(?: \w+){{0,4}} (?:authorit(?:y|ies)|councils?|boroughs?|count(?:y|ies)|departments?)\b"
        ),
        format!(
            r"(?i)\b(?:the )?(?:first|only|best|leading|top|highest|most improved|fastest|strongest|number one|largest|second|third)(?:[- ]\w+){{0,4}} {OTHERS}(?: \w+){{0,6}}? {WHERE}"
        ),
        format!(
            r"(?i)\b(?:the )?(?:first|only) (?:local |county |city |unitary |children’s )?{OTHERS} (?:to|in|that|which|with)\b"
        ),
        format!(
            r"(?i)\b(?:among|amongst) (?:the )?(?:best|top|highest|leading|first|strongest)(?:[- ]\w+){{0,3}} {WHERE}"
        ),
        format!(r"(?i)\b(?:the )?(?:best|highest|strongest|leading|top)(?:[- ]\w+){{0,3}} {WHERE}"),
        format!(
            r"(?i)\b(?:no other|nowhere else|unlike any other|better than any(?: other)?|more than any other) ?{OTHERS}?\b"
        ),
        format!(
            r"(?i)\b(?:only|just) (?:\d+|{numbers}|a handful of|a few) (?:other )?(?:local )?(?:authorities|councils|boroughs|counties)\b"
        ),
        r"(?i)\btop (?:\d+|ten|five|three|twenty)(?: per cent|%)?\b".to_owned(),
    ];
    patterns.iter().map(|words| pattern::words(words)).collect()
});
static FIRST_TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:for the first time(?: ever)?|first ever|first-ever|highest ever|best ever|record[- ](?:breaking|high)|unprecedented|unrivalled|world[- ]class|second to none)\b",
    )
});

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let mut found: Vec<Found> = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        let compared = COMPARED.iter().flat_map(|pattern| pattern.find_iter(&part.text)).map(|words| {
            let quoted = prose.is_quoted(leaf, words.start());
            (words, if quoted { &QUOTED } else { &RANK })
        });
        let first = FIRST_TIME.find_iter(&part.own).map(|words| (words, &FIRST));
        for (words, class) in compared.chain(first) {
            let place = TextSpan { block: leaf, span: words.range().into() };
            let again = found.iter().any(|other| other.finding.place.overlaps(place));
            if again || is_wished(part, &words) || evidence(words.as_str(), ground) {
                continue;
            }
            let message = format!("no source has “{}”", words.as_str());
            found.push(Found::new(class, place, message).hint(hint(ground)));
        }
    }
    found
}

/// Whether a sentence wishes what the words in it say, or asks after it: that needs no evidence.
fn is_wished(part: &Part, words: &Match<'_>) -> bool {
    let sentence = part.sentence_at(words.start());
    let place = Span::new(words.start().max(sentence.start), words.end().min(sentence.end)) - sentence.start;
    matches!(assertion(&part.text[sentence], place), Assertion::Wished | Assertion::Open)
}

/// Whether the report, or a fact or message of the brief, has the words that rank.
fn evidence(words: &str, ground: &Ground<'_>) -> bool {
    let wanted: Vec<String> = language::tokens(words).into_iter().map(|token| token.form).collect();
    let has = |source: &Passages| {
        source.all().iter().any(|passage| {
            let have: Vec<String> = language::tokens(&passage.text).into_iter().map(|token| token.form).collect();
            have.windows(wanted.len()).any(|window| window == wanted.as_slice())
        })
    };
    [&ground.own, &ground.report].into_iter().any(has)
}

/// What the public record says of how many authorities have the report's overall grade.
fn hint(ground: &Ground<'_>) -> String {
    let step = "give the evidence with its date as a fact in brief.toml, or take the comparison out";
    let framework = ground.known.framework.and_then(|framework| framework.areas.iter().find(|area| area.overall));
    let judgement = framework
        .and_then(|area| ground.known.inspection.judgements.iter().find(|judgement| judgement.area == area.id));
    let Some(judgement) = judgement else { return step.to_owned() };
    let latest = |key| ground.known.record.of(key).last();
    let all: Vec<&PastInspection> = ground.known.authorities.iter().filter_map(|entry| latest(entry.key())).collect();
    let count = all.iter().filter(|past| past.judgements.get(&judgement.area) == Some(&judgement.grade)).count();
    let last: Option<Date> = all.iter().filter_map(|past| past.published).max();
    let grade = ground.grade_name(&judgement.grade);
    match last {
        Some(last) => format!(
            "{step}; in the public record to {} the latest overall grade of {count} of {} authorities is {grade}",
            crate::language::dates::written(last),
            all.len()
        ),
        None => step.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect_with};

    #[test]
    fn comparisons_need_a_source() {
        let instead =
            [("next_steps = [\"", "key_messages = [\"We are one of only two councils to do so.\"]\nnext_steps = [\"")];
        expect_with(
            &CHECK,
            &With { instead: &instead, ..With::default() },
            "Avershire is one of only 12 councils with this grade. // finding: ranking-without-evidence ‹one of only 12 councils›
            It is the first council in the region to do so. // finding: ranking-without-evidence ‹the first council in the region›
            It is among the best in the country. // finding: ranking-without-evidence ‹among the best in the country›
            We are one of only two councils to do so.
            Ruth Adeyinka-Shaw said: “We are among the best in the country.” // finding: ranking-in-quotation ‹among the best in the country›
            It is good for the first time. // finding: ranking-first-time ‹for the first time›
            We want to be the best council in the country.
            Our ambition: to be among the best in the country by 2028.
            Can Avershire become the first council in the region to do so?
            We are not only the best council in the country. // finding: ranking-without-evidence ‹only the best council in the country›
            We will continue to be the best council in the country. // finding: ranking-without-evidence ‹the best council in the country›
            We wanted more, and we are the best council in the country. // finding: ranking-without-evidence ‹the best council in the country›
            The first visit is best made early, and the only child in the room is heard.",
        );
    }
}
