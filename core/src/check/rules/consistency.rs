//! Consistency: the same fact is the same in every text of a story.
//!
//! Rule: names, roles, dates and figures agree across all outputs of one inspection (council practice). What the report, the
//! brief or the desk says is held against them text by text; here the texts are held against each other, so that a figure
//! that only people know is at least everywhere the same.

use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::{Part, Prose};
use crate::check::evidence::speaker::Voice;
use crate::check::evidence::who_speaks::people_in;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::language::{Token, dates, number};
use crate::text::{self, TextSpan};
use std::collections::{BTreeMap, BTreeSet};

static DISAGREE: Class = Class {
    id: "outputs-disagree",
    severity: Severity::Error,
    about: "two texts of a story say different things of the same fact",
};

/// The check. A text alone agrees with itself: it runs over all texts of a story, in [`across`].
pub(in crate::check) static CHECK: Check = Check {
    id: "consistency",
    rule: "agreement across outputs",
    classes: &[&DISAGREE],
    duties: Duties::All,
    run: |_| Vec::new(),
};

/// Something that a text says of something.
struct Statement {
    /// Of what: the words beside it.
    of: String,
    /// What: a figure, a day, a role.
    what: String,
    text: usize,
    place: TextSpan,
}

/// Holds texts, each with its name, against each other. Each finding comes with the number of its text.
pub(in crate::check) fn across(texts: &[(&str, &Prose)], ground: &Ground<'_>) -> Vec<(usize, Found)> {
    let mut by_fact: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
    for (number, (_, prose)) in texts.iter().enumerate() {
        for (leaf, part) in prose.parts.iter().enumerate() {
            for statement in statements(number, leaf, part, ground) {
                by_fact.entry(statement.of.clone()).or_default().push(statement);
            }
        }
    }
    by_fact.into_values().flat_map(|all| disagreements(texts, &all)).collect()
}

fn disagreements(texts: &[(&str, &Prose)], all: &[Statement]) -> Vec<(usize, Found)> {
    let mut texts_of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for statement in all {
        texts_of.entry(&statement.what).or_default().insert(statement.text);
    }
    // A text that says both means two things.
    let said_in: usize = texts_of.values().map(BTreeSet::len).sum();
    let in_any: BTreeSet<usize> = texts_of.values().flatten().copied().collect();
    if texts_of.len() < 2 || said_in > in_any.len() {
        return Vec::new();
    }
    let most = texts_of.iter().max_by_key(|(_, texts)| (texts.len(), usize::MAX - texts.first().unwrap_or(&0)));
    let Some((usual, usual_texts)) = most else { return Vec::new() };
    let example = usual_texts.first().and_then(|text| texts.get(*text)).map_or("", |(name, _)| *name);
    let other = all.iter().filter(|statement| statement.what != **usual);
    let found = other.map(|statement| {
        let message = format!("“{}” here, “{usual}” in {example}", statement.what);
        let found = Found::new(&DISAGREE, statement.place, message);
        (statement.text, found.hint("find out which is right, and say the same in all texts"))
    });
    found.collect()
}

fn statements(text: usize, leaf: usize, part: &Part, ground: &Ground<'_>) -> Vec<Statement> {
    let tokens = part.own_tokens();
    let mentions = dates::mentions(&part.own);
    let mut all = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.from.day.is_some()) {
        let first = tokens.partition_point(|token| token.span.end <= mention.span.start);
        if let Some(of) = words_before(tokens, first) {
            let what = text::normal(&part.own[mention.span]);
            all.push(Statement {
                of: format!("{of} …"),
                what,
                text,
                place: TextSpan { block: leaf, span: mention.span },
            });
        }
    }
    for (at, token) in tokens.iter().enumerate() {
        let in_date = mentions.iter().any(|mention| mention.span.contains(token.span.start));
        let figure = number(&token.form).filter(|figure| !in_date && *figure > 1);
        if let (Some(figure), Some(of)) = (figure, words_behind(tokens, at + 1)) {
            all.push(Statement {
                of: format!("… {of}"),
                what: figure.to_string(),
                text,
                place: TextSpan { block: leaf, span: token.span },
            });
        }
    }
    all.extend(roles(text, leaf, part, ground));
    all
}

/// Words of other sorts than names: too common to say of what something is.
const COMMON: [&str; 22] = [
    "of", "the", "and", "to", "in", "for", "on", "by", "a", "an", "at", "from", "with", "until", "is", "are", "that",
    "which", "was", "were", "or", "as",
];

/// The three words before a day, two of them at least worth something.
fn words_before(tokens: &[Token], end: usize) -> Option<String> {
    let forms: Vec<&str> = tokens[end.saturating_sub(4)..end].iter().map(|token| token.form.as_str()).collect();
    let worth: Vec<&str> =
        forms.iter().copied().filter(|form| !COMMON.contains(form) && number(form).is_none()).collect();
    (worth.len() >= 2).then(|| worth.join(" "))
}

/// The two words behind a figure, both worth something.
fn words_behind(tokens: &[Token], start: usize) -> Option<String> {
    let two = tokens.get(start..start + 2)?;
    let worth = |token: &Token| !COMMON.contains(&token.form.as_str()) && token.form.chars().all(char::is_alphabetic);
    two.iter().all(worth).then(|| format!("{} {}", two[0].form, two[1].form))
}

/// The role that stands behind the name of somebody whom no source knows.
fn roles(text: usize, leaf: usize, part: &Part, ground: &Ground<'_>) -> Vec<Statement> {
    let mut all = Vec::new();
    for (range, voice) in people_in(&part.own, ground) {
        let Voice::Stranger(name) = voice else { continue };
        let Some((role, what)) = crate::check::evidence::roles::role_behind(&part.own, range.end) else { continue };
        all.push(Statement { of: name, what: what.to_owned(), text, place: TextSpan { block: leaf, span: role } });
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::check::tests::across;

    #[test]
    fn texts_of_a_story_agree() {
        let release = "We will open 12 new posts by 30 June 2026.\n\nJane Okafor, head of early help, leads it.";
        let same = "By then 12 new posts are open. Jane Okafor, head of early help, leads it.";
        assert_eq!(across(&[("release", release), ("news", same)]), Vec::<String>::new());
        let other = "We will open 14 new posts by 30 July 2026.\n\nJane Okafor, head of family help, leads it.";
        assert_eq!(
            across(&[("release", release), ("news", other)]),
            [
                "news: ‹head of family help›: “head of family help” here, “head of early help” in release",
                "news: ‹30 July 2026›: “30 July 2026” here, “30 June 2026” in release",
                "news: ‹14›: “14” here, “12” in release",
            ]
        );
        let both = "We will open 14 new posts, and 12 new posts later.";
        assert_eq!(across(&[("release", release), ("news", both)]), Vec::<String>::new());
    }
}
