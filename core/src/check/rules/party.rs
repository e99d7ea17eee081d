//! Party politics: a council's text names no party and campaigns for none.
//!
//! Rule: Local Government Act 1986 s.2: no material that appears to be designed to affect public support for a political
//! party. Words inside an agreed statement are looked at too.

use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::language::{
    List, POLITICAL_WORDS,
    pattern::{self, Pattern},
};
use crate::text::{Span, TextSpan};
use std::sync::LazyLock;

static PARTY: Class = Class { id: "party-named", severity: Severity::Error, about: "a political party is named" };
static CAMPAIGN: Class = Class {
    id: "party-campaign-words",
    severity: Severity::Warning,
    about: "words of a campaign: manifesto, vote for, the previous administration",
};

static CALL: Class = Class {
    id: "party-campaign-call",
    severity: Severity::Error,
    about: "readers are asked for their votes or thanked for them, or a political side is held up against another",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "party",
    rule: "Local Government Act 1986 s.2",
    classes: &[&PARTY, &CAMPAIGN, &CALL],
    duties: Duties::All,
    run,
};

/// A party's name; one that is a word like others needs a noun after it, or brackets around it.
static PARTIES: LazyLock<Pattern> = LazyLock::new(|| {
    let nouns = POLITICAL_WORDS.party_nouns.alternatives();
    pattern::words(&format!(
        r"\b(Labour(?:[ -](?:(?i:{nouns})|locally|has|have|will|says|said|wants)\b)?|Conservatives?(?:[ -](?i:{nouns})\b)?|Tor(?:y|ies)|Lib(?:eral)? ?Dem(?:ocrat)?s?|Reform UK|Greens|UKIP|Plaid Cymru|Independents(?: group)?|(?:Green|Reform|Independent)[ -](?i:{nouns}))\b|\((?:Lab(?:our)?|Con|LD|Lib|Grn|Green|Ind|Reform)\)"
    ))
});
/// What nobody says who does not campaign; young people vote for councils of their own.
static CALLS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(r"(?i)\b(?:{}|win the \w+ (?:ward|seat))\b", POLITICAL_WORDS.calls.alternatives()))
});
static YOUNG: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(r"(?i)\b(?:youth|young people[’']s|children[’']s|care) (?:council|parliament|mayor|assembly)\b")
});
static WORDS: LazyLock<Pattern> = LazyLock::new(|| any_of(&[&POLITICAL_WORDS.campaigning, &POLITICAL_WORDS.sides]));
static SIDES: LazyLock<Pattern> = LazyLock::new(|| any_of(&[&POLITICAL_WORDS.sides, &POLITICAL_WORDS.may_be_sides]));
static BLAME: LazyLock<Pattern> = LazyLock::new(|| any_of(&[&POLITICAL_WORDS.blame]));

fn any_of(lists: &[&List]) -> Pattern {
    let all: Vec<String> = lists.iter().map(|list| list.alternatives()).collect();
    pattern::words(&format!(r"(?i)\b(?:{})\b", all.join("|")))
}

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let prose = reading.prose;
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        let place = |span: Span| TextSpan { block: leaf, span };
        for named in PARTIES.find_iter(&part.text).filter(|named| !opens(&part.text, named.start(), named.as_str())) {
            let message = format!("“{}” names a political party", named.as_str());
            let hint = "a council’s publicity names no party: take it out";
            found.push(Found::new(&PARTY, place(named.range().into()), message).hint(hint));
        }
        for sentence in &part.sentences {
            found.extend(campaigning(&part.text[*sentence]).into_iter().map(|(class, span)| {
                let span = span + sentence.start;
                let (message, hint) = match class.severity {
                    Severity::Error => {
                        ("campaigns", "a council’s publicity takes no side and asks for no votes: take it out")
                    }
                    _ => ("reads as campaigning", "say it without politics, or take it out"),
                };
                Found::new(class, place(span), format!("“{}” {message}", &part.text[span])).hint(hint)
            }));
        }
    }
    found
}

/// The words of a sentence that campaign. One that may be honest is not any more where another one is with it, or where somebody
/// on a side is blamed.
fn campaigning(sentence: &str) -> Vec<(&'static Class, Span)> {
    let spans = |pattern: &Pattern| pattern.find_iter(sentence).map(|found| found.span()).collect::<Vec<_>>();
    let calls = spans(&CALLS);
    if !calls.is_empty() {
        let is_young = YOUNG.is_match(sentence);
        return calls.into_iter().filter(|_| !is_young).map(|span| (&CALL, span)).collect();
    }
    let (words, sides) = (spans(&WORDS), spans(&SIDES));
    let is_apart = |span: &Span, others: &[Span]| others.iter().any(|other| !other.overlaps(*span));
    let is_against = || {
        let blamed = spans(&BLAME);
        sides.iter().any(|side| is_apart(side, &blamed) || is_apart(side, &words))
    };
    if words.iter().any(|word| is_apart(word, &words)) || is_against() {
        return words.into_iter().next().or(sides.into_iter().next()).map(|span| (&CALL, span)).into_iter().collect();
    }
    words.into_iter().map(|span| (&CAMPAIGN, span)).collect()
}

/// Whether a word that is a party's name only with its capital has it from the beginning of a sentence.
fn opens(text: &str, at: usize, word: &str) -> bool {
    let before = text[..at].trim_end_matches([' ', '“', '‘', '"', '\'']);
    matches!(word, "Labour" | "Greens" | "Conservative" | "Independent" | "Independents")
        && (before.is_empty() || before.ends_with(['.', '?', '!', ':']))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn no_party_is_named() {
        expect(
            &CHECK,
            "The Labour-run council did this. // finding: party-named ‹Labour-run›
            Councillors of the Liberal Democrats agree. // finding: party-named ‹Liberal Democrats›
            It was in our manifesto. // finding: party-campaign-words ‹manifesto›
            Labour locally has delivered. // finding: party-named ‹Labour locally›
            The Green group does not care. // finding: party-named ‹Green group›
            Remember it when you vote in May. // finding: party-campaign-call ‹when you vote›
            Thank you to everyone who voted for us. // finding: party-campaign-call ‹voted for us›
            When you vote for the youth council, think of it.
            She thanked the voters for their trust in her party. // finding: party-campaign-call ‹the voters›
            Only a change of control will help: back our candidates. // finding: party-campaign-call ‹back our candidates›
            Labour market news; Independent visitors came, and an independent reviewing officer. The children voted on a name.
            Reform councillors will mend it, and Cllr Ann Dale (Lib) will help. // finding: party-named ‹Reform councillors›; party-named ‹(Lib)›
            The opposition met on Monday. // finding: party-campaign-words ‹The opposition›
            The opposition’s cynical attacks must stop. // finding: party-campaign-call ‹The opposition›
            Ministers’ failures are the only reason for it. // finding: party-campaign-call ‹Ministers›
            The government asked ministers to write to every council; the reform of letters helped, and one side of the street.
            The government sent a commissioner when services were failing. Neglect is seen early, and no family is let down: the plan that failed in 2021 was replaced.
            The party for foster carers is on Friday, and our campaign for more of them starts.
            A conservative estimate of the labour involved; green spaces for every child.",
        );
    }
}
