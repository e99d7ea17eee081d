//! What a sentence that compares councils claims, as far as the public record can decide it: how many authorities, where,
//! have which grade. Not here: whether the record agrees (record).

use crate::inspection::{Area, AreaId, Authorities, AuthorityKind, Framework, GradeId};
use crate::language::{
    ORDINALS, number, number_words,
    pattern::{self, Captures, Pattern},
};
use crate::text::Span;
use std::sync::LazyLock;

/// A comparison with other authorities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rank {
    /// The words that compare, in bytes of the sentence.
    pub(super) at: Span,
    pub(super) form: Form,
    pub(super) among: Among,
    /// The grade that is compared; `None` for the report's own.
    pub(super) grade: Option<GradeId>,
    /// Whether better grades count as well.
    pub(super) or_better: bool,
    pub(super) areas: Areas,
    /// Whether only inspections under the report's own framework count.
    pub(super) same_framework: bool,
}

/// What is said of the number of authorities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// So many have the grade, the council itself among them.
    Count(u64),
    /// So many others have it.
    Others(u64),
    /// The council was the first, second, third ... to reach it.
    Place(u64),
    /// So many per cent have it.
    Share(u64),
    /// Fewer, or more, than so many per cent have it.
    Below(u64),
    /// See [`Form::Below`].
    Above(u64),
    /// The council is among the best so many per cent.
    Top(u64),
    /// No other has a better grade.
    NoneHigher,
    /// No other has it.
    NoOther,
}

/// The authorities that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Among {
    England,
    /// The council's own region.
    OwnRegion,
    Region(String),
    Kind(AuthorityKind),
}

/// The judgements whose grade is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Areas {
    Overall,
    All,
    One(AreaId),
}

const AUTHORITIES: &str = r"(?:authorit(?:y|ies)|councils?|boroughs?|count(?:y|ies))\b";
/// Words that may come between a number and what it counts.
const BETWEEN: &str = r"(?:(?:local|county|city|unitary|metropolitan|london|english|children’s services) )*";

/// What may be counted instead of authorities that are named: "one of 18 in England", "the first in London".
const SOMEWHERE: &str = r"(?:in (?:england|london|the (?:country|nation|region|north east|north west|south east|south west|east of england|east midlands|west midlands))|nationally|nationwide)\b";

static NUMBERED: LazyLock<Pattern> = LazyLock::new(|| {
    let number = format!(r"\d+|{}|thirty|forty", number_words(20));
    let lead = r"(?:one|1) of (?:only |just |the |a total of |now )*";
    pattern::words(&format!(
        r"(?i)\b(?:of \d+ {BETWEEN}{AUTHORITIES},? (?P<of>{number})\b|{lead}(?P<some>{number}) {SOMEWHERE}|(?P<lead>{lead}|(?:only|just|a mere) )?(?P<number>{number}) (?P<other>other )?{BETWEEN}{AUTHORITIES})"
    ))
});
static PLACED: LazyLock<Pattern> = LazyLock::new(|| {
    let ordinals = ORDINALS[1..].join("|");
    pattern::words(&format!(
        r"(?i)\bthe (?:only the |only |very )?(?P<place>{ordinals}|only) (?:{BETWEEN}{AUTHORITIES}|{SOMEWHERE})"
    ))
});
static PER_CENT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?P<lead>top |fewer than |less than |under |more than |over )?(?:(?P<number>\d+)(?:%| per cent| percent)|(?P<part>a quarter|a third|half|one in (?:three|four|five|ten|twenty)))(?: of\b| councils\b| authorities\b|$)?",
    )
});
static NONE: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(&format!(r"(?i)\bno (?P<other>other )?{BETWEEN}{AUTHORITIES}")));
static HIGHER: LazyLock<Pattern> = LazyLock::new(|| pattern::words(r"(?i)\b(?:higher|better)\b"));
static ENGLAND: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:in england|in the country|in the nation|nationally|nationwide|across england|across the country)\b",
    )
});
/// What the record does not know of authorities or of time.
static UNDECIDED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:in the (?:north|south|midlands|world|county|uk)(?: of england)?(?:[,.;:]|$| (?:[^ew]|with))|of its (?:size|kind|type)|core cit|rural|largest|smallest|similar|neighbour|this year|last year|this month|in 20\d\d|since 20(?:19|2\d)|(?:that|which) were|(?:last|past) (?:\w+ )?(?:months|years)|about half)",
    )
});
static SAME_FRAMEWORK: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(r"(?i)\bunder the (?:new|current|latest|present) (?:\w+ )?(?:framework|scheme|regime|system)\b")
});
static RATES: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:(?:this|the|its|our|same) (?:overall )?(?:grade|rating)|(?:top|highest|best) (?:possible )?(?:grade|rating|mark)s?|rated|graded|judged)\b",
    )
});
static BEST: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"(?i)\b(?:top|highest|best) (?:possible )?(?:grade|rating|mark)s?\b"));
static ALL_AREAS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:(?:in|for|across) (?:all|every|each)(?: of the| the)?(?: \w+)? (?:areas?|categor(?:y|ies)|judgements?)|across the board|clean sweep)",
    )
});

impl Rank {
    /// Reads what a sentence claims; `None` where it claims nothing that the record can decide.
    pub(super) fn read(sentence: &str, framework: &Framework, authorities: &Authorities) -> Option<Rank> {
        let (at, form, is_bare) = form(sentence)?;
        let among = among(sentence, authorities);
        let is_somewhere = among.as_ref().is_some_and(|among| !matches!(among, Among::Kind(_)));
        if is_bare && !is_somewhere || UNDECIDED.is_match(sentence) {
            return None;
        }
        let (grade, or_better) = grade(sentence, framework)?;
        Some(Rank {
            at,
            form,
            among: among.unwrap_or(Among::England),
            grade,
            or_better,
            areas: areas(sentence, framework),
            same_framework: SAME_FRAMEWORK.is_match(sentence),
        })
    }
}

/// Returns the words that compare, what they say, and whether they only count, so that the sentence has to say where.
fn form(sentence: &str) -> Option<(Span, Form, bool)> {
    let at = |found: &Captures<'_>| -> Span { found.get(0).expect("a match has all of it").range().into() };
    let value = |found: &Captures<'_>, group| number(&found.name(group)?.as_str().to_lowercase());
    if let Some(found) = NONE.captures(sentence) {
        let is_higher = HIGHER.is_match(sentence);
        let form = if is_higher { Form::NoneHigher } else { found.name("other").map(|_| Form::NoOther)? };
        return Some((at(&found), form, false));
    }
    if let Some(found) = PER_CENT.captures(sentence) {
        let value = value(&found, "number").or_else(|| part(&found["part"]))?;
        let form = match found.name("lead").map(|lead| lead.as_str().trim().to_lowercase()).as_deref() {
            Some("top") => Form::Top(value),
            Some("fewer than" | "less than" | "under") => Form::Below(value),
            Some(_) => Form::Above(value),
            None => Form::Share(value),
        };
        return Some((at(&found), form, false));
    }
    if let Some(found) = NUMBERED.captures(sentence) {
        let (form, is_bare) = match value(&found, "number") {
            None => (Form::Count(value(&found, "of").or_else(|| value(&found, "some"))?), false),
            Some(value) if found.name("other").is_some() => (Form::Others(value), false),
            Some(value) => (Form::Count(value), found.name("lead").is_none()),
        };
        return Some((at(&found), form, is_bare));
    }
    let found = PLACED.captures(sentence)?;
    let place = ORDINALS.iter().zip(0..).find(|(ordinal, _)| found["place"].eq_ignore_ascii_case(ordinal));
    Some((at(&found), place.map_or(Form::Count(1), |(_, place)| Form::Place(place)), false))
}

/// Returns "a quarter" and the like in per cent.
fn part(words: &str) -> Option<u64> {
    let words = words.to_lowercase();
    let whole = match words.rsplit(' ').next()? {
        "half" => 2,
        "third" => 3,
        "quarter" => 4,
        other => number(other)?,
    };
    Some(100 / whole)
}

/// The authorities that a sentence compares with; `None` where it does not say.
fn among(sentence: &str, authorities: &Authorities) -> Option<Among> {
    let lower = sentence.to_lowercase();
    for (words, kind) in [
        ("county councils", AuthorityKind::County),
        ("unitary authorit", AuthorityKind::Unitary),
        ("metropolitan borough", AuthorityKind::Metropolitan),
        ("london borough", AuthorityKind::London),
    ] {
        if lower.contains(words) {
            return Some(Among::Kind(kind));
        }
    }
    let mut regions = authorities.iter().filter_map(|entry| entry.region.as_deref());
    let named = regions.find(|region| {
        let region = region.to_lowercase();
        let short = region.split(" and ").next().unwrap_or(&region).to_owned();
        [format!("in {region}"), format!("in the {region}"), format!("in {short}")]
            .iter()
            .any(|words| lower.contains(words.as_str()))
    });
    if let Some(region) = named {
        return Some(Among::Region(region.to_owned()));
    }
    if ["in the region", "in our region", "in its region"].iter().any(|words| lower.contains(words)) {
        return Some(Among::OwnRegion);
    }
    ENGLAND.is_match(sentence).then_some(Among::England)
}

/// The one grade that a sentence compares, and whether better ones count; `None` where it compares none, or several.
fn grade(sentence: &str, framework: &Framework) -> Option<(Option<GradeId>, bool)> {
    let lower = sentence.to_lowercase();
    let best = framework.grades.first()?;
    let mut named = framework.grades.iter().filter(|grade| {
        grade.wordings().any(|words| {
            let words = words.to_lowercase();
            let or_better = [format!("{words} or "), format!("{words} and above"), format!("or {words}")];
            pattern::words(&format!(r"\b{}\b", regex::escape(&words))).is_match(&lower)
                && (words != "good" || sentence.contains("Good") || or_better.iter().any(|it| lower.contains(it)))
        })
    });
    let Some(first) = named.next() else {
        return match () {
            () if BEST.is_match(sentence) => Some((Some(best.id.clone()), false)),
            () if RATES.is_match(sentence) || HIGHER.is_match(sentence) || lower.contains("top ") => {
                Some((None, false))
            }
            () => None,
        };
    };
    let or_better = lower.contains(" or better") || lower.contains(" or above");
    match (named.next(), named.next()) {
        (None, _) => Some((Some(first.id.clone()), or_better)),
        (Some(second), None) if first.id == best.id && (lower.contains(" or ")) => {
            Some((Some(second.id.clone()), true))
        }
        _ => None,
    }
}

fn areas(sentence: &str, framework: &Framework) -> Areas {
    if ALL_AREAS.is_match(sentence) {
        return Areas::All;
    }
    let lower = sentence.to_lowercase();
    let named = |area: &&Area| !area.overall && area.wordings().any(|words| lower.contains(&words.to_lowercase()));
    let mut named = framework.areas.iter().filter(named);
    match (named.next(), named.next()) {
        (Some(area), None) => Areas::One(area.id.clone()),
        _ => Areas::Overall,
    }
}
