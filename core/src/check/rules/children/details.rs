//! A child who is identified without a name: one child, a place or a school, and something private. Not here: names.

use super::MANY;
use crate::check::evidence::ground::Ground;
use crate::language::{
    MONTHS, NAME_WORDS, WEEKDAYS,
    pattern::{self, Pattern},
    tokens,
};
use crate::text::Span;
use std::sync::LazyLock;

/// One child, or the children of one family.
static ONE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:(?:the|an?|our|one|this|her|his|their) (?:[\w’-]+ ){0,3}?(?:boy|girl|teenager|toddler|baby(?: boy| girl)?|son|daughter|schoolboy|schoolgirl|\w+-year-old)|(?:the|a) year \d{1,2} (?:pupil|boy|girl|student)|(?:the|our) (?:youngest|oldest|only) [\w’ -]{0,20}?(?:child|pupil|care leaver|young person)|(?:the )?(?:two|three|four|five) (?:brothers|sisters|siblings)|(?:the )?twins)\b",
    )
});
/// What nobody may learn about a child.
static PRIVATE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(foster\w*|in care|into care|care leaver|carers?|placements?|placed|adopt\w+|child protection|child in need|missing|harm(?:ed|ing)|abus\w+|neglect\w*|assault\w*|exploit\w*|jailed|prison|convicted|court|arrested|deaf|blind|disab\w+|autis\w+|pregnant|self-harm\w*|package of support|social worker|short breaks?|excluded|asylum)\b",
    )
});
/// What the papers print of a family, so that readers can tell which one it is.
static CRIME: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:whose|her|his|their) (?:[\w’-]+ )?(?:father|mother|stepfather|stepmother|uncle|aunt|parents?|grandfather|brother|carer)\b[^.]{0,40}\b(?:jailed|sentenced|convicted|imprisoned|murdered|killed|arrested|on trial|in court)\b",
    )
});
/// "the only Syrian family in Darton"
static ONLY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"\b[Tt]he only (?:[\p{L}’-]+ ){0,3}?(?:child|boy|girl|family|pupil|teenager|baby|one)\b[^.,;]{0,40}?\b(?:in|at|from|of) (?:the |(?:her|his|their) )?(?:\p{Lu}[\p{L}’-]+|school|class|village|street)",
    )
});
/// A word with a capital.
static PROPER: LazyLock<Pattern> = LazyLock::new(|| pattern::words(r"\b\p{Lu}[\p{L}’-]{2,}\b"));
/// A sentence that supposes something.
static SUPPOSED: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"(?i)^\W*(?:if|when|whenever|where|suppose|imagine|whether|every|each|any|no)\b"));

/// Where a sentence tells of one child, or of one family, so that people who live there can tell which one it is.
pub(super) fn identified(text: &str, ground: &Ground<'_>) -> Option<Span> {
    if SUPPOSED.is_match(text) {
        return None;
    }
    if let Some(only) = ONLY.find(text) {
        return Some(only.range().into());
    }
    let one = Span::from(ONE.find(text)?.range());
    if !PRIVATE.is_match(text)
        || is_reports(text, one, ground)
        || text[one.end..].starts_with(['s', '’'])
        || is_of_many(text, one)
    {
        return None;
    }
    if CRIME.is_match(text) {
        return Some(one);
    }
    let place =
        PROPER.find_iter(text).map(|word| Span::from(word.range())).find(|word| is_place(text, *word, ground))?;
    Some(one.cover(place))
}

fn is_of_many(text: &str, one: Span) -> bool {
    let next = text[one.end..].trim_start().split(' ').next().unwrap_or_default();
    MANY.contains(&next) || text[one.end..].starts_with(" or ")
}

/// Whether a word with a capital can tell people where a child lives: it is no person's, no month, and not the whole area.
fn is_place(text: &str, word: Span, ground: &Ground<'_>) -> bool {
    let form = text[word].to_lowercase().replace('’', "'");
    let form = form.trim_end_matches("'s");
    let opens = text[..word.start].trim().is_empty() || text[..word.start].ends_with(['“', '‘', ':']);
    let is_area = ground.known.desk.is_some_and(|desk| desk.council.short.to_lowercase().contains(form))
        || ground.known.inspection.authority.name.to_lowercase().contains(form);
    let is_person = ground.people.iter().any(|person| person.parts.iter().any(|part| part == form));
    let is_word = NAME_WORDS.common.has(form) || NAME_WORDS.others.has(form) || NAME_WORDS.titles.has(form);
    let is_day = MONTHS.contains(&form) || WEEKDAYS.contains(&form) || form == "year";
    !(opens || is_area || is_person || is_word || is_day)
}

/// Whether the report tells of the child in the same words.
fn is_reports(text: &str, one: Span, ground: &Ground<'_>) -> bool {
    const ROW: usize = 5;
    let tokens = tokens(text);
    let ids = ground.report.ids(&tokens);
    let rows = ids.windows(ROW).zip(&tokens);
    let near = rows.filter(|(_, first)| first.span.end + 40 > one.start && first.span.start <= one.end);
    near.into_iter().any(|(row, _)| !ground.report.exact(row).is_empty())
}
