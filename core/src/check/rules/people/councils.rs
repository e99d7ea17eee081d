//! Councils: the one inspected has its own name, and no other one has its result. Not here: people (people).

use super::COUNCIL;
use crate::check::Found;
use crate::check::claims::{Claim, Time};
use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::Part;
use crate::desk::Council;
use crate::inspection::AuthorityEntry;
use crate::language::dates::{Mention, mentions};
use crate::language::pattern::{self, Pattern};
use crate::text::{self, Span, TextSpan};
use std::sync::LazyLock;

/// A council is named, and not only a place.
static OF_COUNCIL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"^(?: (?:County|City|Borough|Metropolitan))* Council\b|^(?:[’']s)? (?:council|children[’']s (?:services|social care))\b",
    )
});
/// What comes before the name of a council that inspectors were at.
static VISITED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:(?:inspectors|ofsted|inspection team) (?:visited|inspected|came to|were (?:in|at)|went to)|inspection of)(?: the)? $",
    )
});
/// Words that compare another council with this one.
static COMPARED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:like|unlike|also|joins?|joined|alongside|along with|together with|neighbours?|neighbouring|other|only|one of|such as|than|compared|too|as (?:did|were|was|is|are))\b",
    )
});

/// What looks like the council's name and is another one: "Avershire City Council" for "Avershire County Council".
pub(super) fn of_council(leaf: usize, part: &Part, council: &Council) -> Vec<Found> {
    let right = [council.name.clone(), format!("{} Council", council.short)].map(|name| text::normal(&name));
    let starts = part.own.match_indices(&council.short).map(|(start, _)| start);
    let whole = starts.filter(|start| !part.own[..*start].ends_with(char::is_alphanumeric));
    let names = whole.filter_map(|start| Some(Span::new(start, council_end(&part.own, start + council.short.len())?)));
    let wrong = names.filter(|named| !right.contains(&text::normal(&part.own[*named])));
    let found = wrong.map(|span| {
        let message = format!("the council’s name is {}, not {}", council.name, &part.own[span]);
        Found::new(&COUNCIL, TextSpan { block: leaf, span }, message).edit(council.name.clone())
    });
    found.collect()
}

/// Where a council's name ends: after "Council", with up to three other capitalised words before it.
fn council_end(text: &str, mut at: usize) -> Option<usize> {
    const WORDS: usize = 4;
    for _ in 0..WORDS {
        let word = text[at..].strip_prefix(' ').filter(|rest| rest.starts_with(char::is_uppercase))?;
        let length = word.find(|c: char| !c.is_alphabetic() && !matches!(c, '’' | '\'' | '-')).unwrap_or(word.len());
        at += 1 + length;
        if &word[..length] == "Council" {
            return Some(at);
        }
    }
    None
}

/// Another authority in a sentence that says that this inspection was there, or that claims a grade of it.
pub(super) fn authority(leaf: usize, part: &Part, claims: &[Claim], ground: &Ground<'_>) -> Vec<Found> {
    let inspected = &ground.known.inspection.authority;
    let ours = ground.known.authorities.find(&inspected.name).map_or(inspected.key(), AuthorityEntry::key);
    let tokens = part.own_tokens();
    let mut found = Vec::new();
    for (range, key) in ground.authorities().find(tokens) {
        let span = range.span(tokens);
        let whole = &part.own[span];
        let named = whole.strip_suffix("’s").or_else(|| whole.strip_suffix("'s")).unwrap_or(whole);
        let span = Span::new(span.start, span.start + named.len());
        if !named.starts_with(char::is_uppercase) || ours == key {
            continue;
        }
        let (before, behind) = (&part.own[..span.start], &part.own[span.end..]);
        let opens = span.start == 0 || before.trim_end().ends_with(['.', ':']);
        let is_body = OF_COUNCIL.is_match(behind) || named.ends_with("Council");
        let sourced = ground.own.has(&tokens[range.start].form)
            || ground.report.has(&tokens[range.start].form) && range.len() == 1;
        let sentence = part.sentence_at(span.start);
        let claimed = || {
            let is_now = |claim: &Claim| claim.time == Time::Now;
            let is_here = |claim: &&Claim| sentence.contains(claim.place.span.start);
            (!opens || is_body) && claims.iter().filter(is_here).any(is_now) && !COMPARED.is_match(&part.own[sentence])
        };
        let visited = || VISITED.is_match(before) && tells_of_this(&part.own[sentence], ground);
        if !sourced && (claimed() || visited()) {
            let message = format!("the report is about {}, not {named}", inspected.name);
            let found_here = Found::new(&COUNCIL, TextSpan { block: leaf, span }, message);
            found.push(found_here.edit(inspected.name.clone()));
        }
    }
    found
}

/// Whether a sentence gives a day or a month of the report's inspection.
fn tells_of_this(sentence: &str, ground: &Ground<'_>) -> bool {
    let is_of_this = |mention: &Mention| {
        let is_full = mention.from.month.is_some() && mention.from.year.is_some();
        is_full && ground.calendar().periods.iter().any(|(from, to)| mention.agrees_with_period(*from, *to))
    };
    mentions(sentence).iter().any(is_of_this)
}
