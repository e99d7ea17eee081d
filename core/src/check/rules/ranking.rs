//! Ranking words: "first", "only", "best", "one of 12" need dated evidence, from the brief, or the public record has to
//! agree on the day of publication.
//!
//! Rule: Code of Recommended Practice on Local Authority Publicity 2011, objective: comparisons are factually accurate.

use crate::check::evidence::ground::Ground;
use crate::check::evidence::passages::Passages;
use crate::check::evidence::prose::Part;
use crate::check::evidence::ranks::Answer;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::inspection::{Framework, PastInspection};
use crate::language::{
    self, Assertion, assertion, number_words,
    pattern::{self, Match, Pattern},
};
use crate::text::{Span, TextSpan};
use jiff::civil::Date;
use std::sync::LazyLock;

static RANK: Class = Class {
    id: "ranking-without-evidence",
    severity: Severity::Error,
    about: "the council is compared with others, and no source has the comparison",
};
static WRONG: Class = Class {
    id: "ranking-wrong",
    severity: Severity::Error,
    about: "the council is compared with others, and the public record of the day of publication has other figures",
};
static AGREES: Class = Class {
    id: "ranking-on-record",
    severity: Severity::Note,
    about: "the council is compared with others, and the public record agrees: say the day",
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
pub(in crate::check) static CHECK: Check = Check {
    id: "ranking",
    rule: "Publicity Code 2011, objective",
    classes: &[&RANK, &FIRST, &QUOTED],
    duties: Duties::All,
    run,
};

/// The comparisons that the public record decides: whoever writes them, they are right or wrong.
pub(in crate::check) static ON_RECORD: Check = Check {
    id: "public-record",
    rule: "the public record",
    classes: &[&WRONG, &AGREES],
    duties: Duties::None,
    run: by_record,
};

const OTHERS: &str = r"(?:authorit(?:y|ies)|councils?|areas?|services?|boroughs?|count(?:y|ies)|places?|departments?|neighbours|peers|rivals)";
/// Those that are compared as authorities only.
const COUNCILS: &str =
    r"(?:other |local |county |city |English |neighbouring )*(?:authorities|councils|boroughs|counties)\b";
const WHERE: &str = r"(?:in (?:the )?(?:country|whole country|England|all of England|UK|Britain|nation|region|north|south|east|west|midlands|world|county)|nationally|nationwide)";
/// A word between: "children’s", "best-rated".
const WORD: &str = r"(?:[- ][\w’'][\w’']*)";

static COMPARED: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let numbers = number_words(12);
    let best = "best|leading|top|highest|most improved|fastest|strongest|number one|largest|worst|lowest|fewest|biggest|busiest|liveliest|happiest|safest|weakest|poorest";
    let patterns = [
        format!(
            r"(?i)\bone of (?:only |just |the |a )*(?:\d+|{numbers}|few|handful of|very few|best|first|top|highest|leading|most \w+)(?: \w+){{0,4}} (?:authorit(?:y|ies)|councils?|boroughs?|count(?:y|ies)|departments?)\b"
        ),
        format!(r"(?i)\b(?:the )?(?:first|only|second|third|{best}){WORD}{{0,4}} {OTHERS}(?: \w+){{0,6}}? {WHERE}"),
        format!(
            r"(?i)\b(?:the )?(?:first|only) (?:local |county |city |unitary |children’s )?{OTHERS} (?:to|in|that|which|with)\b"
        ),
        format!(r"(?i)\b(?:among|amongst) (?:the )?(?:first|{best}){WORD}{{0,3}} {WHERE}"),
        format!(r"(?i)\b(?:the )?(?:{best}){WORD}{{0,3}} {WHERE}"),
        format!(r"(?i)\b(?:the |joint |equal )+(?:first|second|third) {WHERE}"),
        format!(
            r"(?i)\b(?:no other|nowhere else|unlike any other|better than any(?: other)?|more than any other) ?{OTHERS}?\b"
        ),
        format!(
            r"(?i)\b(?:outperform(?:s|ed|ing)?|beat(?:s|ing)?|ahead of|(?:better|higher|stronger) than)(?: (?:every|all|any|most|many|our|its|their|other|the|statistical|neighbouring|nearest))+ {OTHERS}\b"
        ),
        format!(
            r"(?i)\b(?:only|just) (?:\d+|{numbers}|a handful of|a few) (?:other )?(?:local )?(?:authorities|councils|boroughs|counties)\b"
        ),
        r"(?i)\bfew (?:other )?(?:local )?(?:authorities|councils|boroughs|counties) (?:have|can|are|do|did|get|reach)(?: \w+){0,3}".to_owned(),
        format!(r"(?i)\b(?:England|country|nation|region)[’']s (?:{best}){WORD}{{0,2}}"),
        r"(?i)\b(?:leads?|leading) the (?:country|nation|region|field|way nationally)\b".to_owned(),
        r"(?i)\ba (?:national|regional|world) (?:first|leader)\b".to_owned(),
        format!(r"(?i)\b(?:{best}|better|worse|more|fewer|less|faster|higher|lower)\b[^.;:!?]{{0,60}}?\b(?:of any|than (?:in |at )?any (?:other|neighbouring|similar|comparable)|than (?:in )?any of our|than anywhere else|than elsewhere)(?: (?:county|city|local|other))*(?: {OTHERS})?"),
        r"(?i)\b(?:nobody|no one|nowhere)\b[^.,;:!?]{0,60}\bbetter(?: than\b[^.,;:!?]{0,30})?".to_owned(),
        format!(r"(?i)\b(?:better|worse|higher|lower|stronger) than (?:those|that) of (?:our|its|the|other|most) (?:\w+ )?{OTHERS}"),
        format!(r"(?i)\b(?:(?:unlike (?:most|many|other)|envy of(?: most| many| other)*) (?:other )?{OTHERS}|every (?:other )?(?:council|authority|county) in the country)"),
        format!(r"(?i)\bcompared (?:with|to) (?:similar|other|neighbouring|most) {OTHERS}"),
        r"(?i)\b(?:\w+ (?:to |of |as )?)?the (?:national|regional|England|English) average".to_owned(),
        format!(r"(?i)\bnever (?:before )?(?:has|have) (?:a|an|any|the) (?:\w+ )?{OTHERS}\b"),
        format!(r"(?i)\b(?:(?:\d+|{numbers}) (?:in|out of) (?:every )?(?:\d+|{numbers})|(?:a |one |two |three )?(?:half|third|quarter|majority)s? of(?: all| the| other)*) {COUNCILS}"),
        r"(?i)\b(?:second to none|unrivalled|unmatched|unequalled|unparalleled)\b".to_owned(),
        r"(?i)\b(?:nationally|sector|world)[- ]leading\b".to_owned(),
        r"(?i)\bleads? the way\b".to_owned(),
        r"(?i)\btop(?:s|ped|ping)? (?:of )?the (?:national |regional |league |country[’']s )*(?:table|league|class|list|ranking)s?\b".to_owned(),
        r"(?i)\btop (?:\d+|ten|five|three|twenty)(?: per cent|%)?\b".to_owned(),
    ];
    patterns.iter().map(|words| pattern::words(words)).collect()
});
static FIRST_TIME: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:for the first time(?: ever)?|first ever|first-ever|highest ever|best ever|record[- ](?:breaking|high)|unprecedented|world[- ]class)\b",
    )
});

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let mut found: Vec<Found> = Vec::new();
    for (block, part) in prose.parts.iter().enumerate() {
        let compared = COMPARED.iter().flat_map(|pattern| pattern.find_iter(&part.text)).map(|words| {
            let quoted = prose.is_quoted(block, words.start());
            (words, if quoted { &QUOTED } else { &RANK })
        });
        let first = FIRST_TIME.find_iter(&part.own).map(|words| (words, &FIRST));
        for (words, class) in compared.chain(first) {
            let place = TextSpan { block, span: words.range().into() };
            let again = found.iter().any(|other| other.finding.place.overlaps(place));
            let is_decided = reading.ranks().iter().any(|(rank, _)| rank.overlaps(place));
            if again || is_decided || is_wished(part, &words) || evidence(words.as_str(), ground) {
                continue;
            }
            let message = format!("no source has “{}”", words.as_str());
            found.push(Found::new(class, place, message).hint(hint(ground)));
        }
    }
    found
}

/// Returns whether a sentence wishes or asks what the words in it say: that needs no evidence.
fn is_wished(part: &Part, words: &Match<'_>) -> bool {
    let sentence = part.sentence_at(words.start());
    let place = Span::new(words.start().max(sentence.start), words.end().min(sentence.end));
    matches!(assertion(part.excerpt(sentence), place), Assertion::Wished | Assertion::Open)
}

fn by_record(reading: &Reading<'_>) -> Vec<Found> {
    reading.ranks().iter().map(|(place, answer)| answered(*place, answer)).collect()
}

fn answered(place: TextSpan, answer: &Answer) -> Found {
    let (class, figures, next) = match answer {
        Answer::Right(figures) => (&AGREES, figures, "give the day with it: the figures change"),
        Answer::Wrong(figures) => (
            &WRONG,
            figures,
            "give the record's figure with its day, or take the comparison out; add newer inspections to desk.toml, under [[record]]",
        ),
    };
    Found::new(class, place, figures.clone()).hint(next)
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
    let judgement = ground
        .known
        .framework
        .and_then(Framework::overall)
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
            "We have the best children’s services in the country. // finding: ranking-without-evidence ‹the best children’s services in the country›
            Avershire is joint first in the region. // finding: ranking-without-evidence ‹joint first in the region›
            Our services outperform our neighbours. // finding: ranking-without-evidence ‹outperform our neighbours›
            The result beats every other council. // finding: ranking-without-evidence ‹beats every other council›
            Avershire leads the country. // finding: ranking-without-evidence ‹leads the country›
            We did better than our statistical neighbours. // finding: ranking-without-evidence ‹better than our statistical neighbours›
            It is England’s best children’s service. // finding: ranking-without-evidence ‹England’s best children’s service›
            Avershire is the highest-rated authority in the region. // finding: ranking-without-evidence ‹the highest-rated authority in the region›
            The grade puts us ahead of most other councils. // finding: ranking-without-evidence ‹ahead of most other councils›
            It is a national first. // finding: ranking-without-evidence ‹a national first›
            We are top of the national table. // finding: ranking-without-evidence ‹top of the national table›
            Nobody looks after carers better than we do. // finding: ranking-without-evidence ‹Nobody looks after carers better than we do›
            We have the lowest turnover of any county council. // finding: ranking-without-evidence ‹lowest turnover of any county council›
            Fewer of our posts are empty than anywhere else. // finding: ranking-without-evidence ‹Fewer of our posts are empty than anywhere else›
            Our services are better than those of our neighbours. // finding: ranking-without-evidence ‹better than those of our neighbours›
            Unlike most councils, we have staff. // finding: ranking-without-evidence ‹Unlike most councils›
            Turnover is below the national average. // finding: ranking-without-evidence ‹below the national average›
            The record is among the worst in England. // finding: ranking-without-evidence ‹among the worst in England›
            Unlike in 2021, more children than before are seen, and every service has a plan of any kind.
            Nobody was left out, and the better plans are shorter than the rest.
            Turnover is half the national average. // finding: ranking-without-evidence ‹half the national average›
            There is nowhere that carers have it better. // finding: ranking-without-evidence ‹nowhere that carers have it better›
            We top the regional table. // finding: ranking-without-evidence ‹top the regional table›
            Vacancies are worse here than in any neighbouring county. // finding: ranking-without-evidence ‹worse here than in any neighbouring county›
            Never before has a county come so far. // finding: ranking-without-evidence ‹Never before has a county›
            Three in four councils have more. // finding: ranking-without-evidence ‹Three in four councils›
            Our carers are second to none. // finding: ranking-without-evidence ‹second to none›
            One in four children waits, most families do not, and two thirds of the staff of the council know the list; like most councils, we recruit.
            Few councils have done as well. // finding: ranking-without-evidence ‹Few councils have done as well›
            Every child deserves the best start in life, in the best interests of all.
            She was the first in her family to go to university, and the only girl in the class.
            Leaders prepared ahead of the inspection, and children come first in all we do.
            The team leads the work in the county, and our neighbours helped.
            Children are better off than before, and better than we hoped.
            Our partners in other councils and the national team came too.
            Avershire is one of only 12 councils with this grade. // finding: ranking-without-evidence ‹one of only 12 councils›
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
