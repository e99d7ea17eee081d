//! Party politics: a council's text names no party and campaigns for none.
//!
//! Rule: Local Government Act 1986 s.2: no material that appears to be designed to affect public support for a political
//! party. Words inside an agreed statement are looked at too.

use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::language::pattern::{self, Match, Pattern};
use crate::text::TextSpan;
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
    about: "readers are asked for their votes, or thanked for them",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "party",
    rule: "Local Government Act 1986 s.2",
    classes: &[&PARTY, &CAMPAIGN, &CALL],
    duties: Duties::All,
    run,
};

static PARTIES: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"\b(Labour(?:-run|-led| Party| group| council(?:lor)?s?| administration| government| locally| has| have| will| says| said| wants)?|Conservatives?(?:-run|-led| Party| group)?|Tor(?:y|ies)|Lib(?:eral)? ?Dem(?:ocrat)?s?|Reform UK|Green (?:Party|group)|Greens|UKIP|Plaid Cymru|Independents(?: group)?|Independent (?:group|councillors?))\b",
    )
});
/// What nobody says who does not campaign; young people vote for councils of their own.
static CALLS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:vot(?:e|ed|ing) for us|(?:re-?elect|elect) us|when you (?:next )?vote|(?:back|support) our candidates?|win the \w+ (?:ward|seat)|use your vote)\b",
    )
});
static YOUNG: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(r"(?i)\b(?:youth|young people[’']s|children[’']s|care) (?:council|parliament|mayor|assembly)\b")
});
static WORDS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(manifesto|(?:vote|voted|voting) (?:for|against)|when you vote|(?:the|our) voters|(?:our|back our|their|the party[’']s) candidates?|win the \w+ (?:ward|seat)|ballot box|at the polls|(?:previous|last|former) administration|failed (?:ministers|government|policies)|government cuts|change of control|our opponents|the opposition|(?:her|his|our|their) party|party political|political opponents)\b",
    )
});

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let prose = reading.prose;
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        for named in PARTIES.find_iter(&part.text).filter(|named| !opens(&part.text, named.start(), named.as_str())) {
            let place = TextSpan { block: leaf, span: named.range().into() };
            let message = format!("“{}” names a political party", named.as_str());
            found.push(Found::new(&PARTY, place, message).hint("a council’s publicity names no party: take it out"));
        }
        for call in CALLS.find_iter(&part.text) {
            let place = TextSpan { block: leaf, span: call.range().into() };
            let is_young = YOUNG.is_match(&part.text[part.sentence_at(call.start())]);
            let message = format!("“{}” campaigns", call.as_str());
            let made = Found::new(&CALL, place, message).hint("a council’s publicity asks for no votes: take it out");
            found.extend((!is_young).then_some(made));
        }
        let is_call = |words: &Match<'_>| CALLS.find_iter(&part.text).any(|call| call.range().contains(&words.start()));
        for words in WORDS.find_iter(&part.text).filter(|words| !is_call(words)) {
            let place = TextSpan { block: leaf, span: words.range().into() };
            let message = format!("“{}” reads as campaigning", words.as_str());
            found.push(Found::new(&CAMPAIGN, place, message).hint("say it without politics, or take it out"));
        }
    }
    found
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
            She thanked the voters for their trust in her party. // finding: party-campaign-words ‹the voters›; party-campaign-words ‹her party›
            Only a change of control will help: back our candidates. // finding: party-campaign-call ‹back our candidates›; party-campaign-words ‹change of control›
            Labour market news; Independent visitors came, and an independent reviewing officer. The children voted on a name.
            The party for foster carers is on Friday, and our campaign for more of them starts.
            A conservative estimate of the labour involved; green spaces for every child.",
        );
    }
}
