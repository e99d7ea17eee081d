//! The page on which a person checks facts: each sentence with its source, and what people said of it.

use super::{clipped, output_name, sentence, signed_in};
use crate::phrasing::{checked, number, time};
use crate::review::Verdict;
use crate::story::{Answered, Cited, Claim, Claims};
use crate::web::shell::heading;
use crate::web::site::{Visitor, address_of};
use axum::response::Html;
use maud::{Markup, html};

/// Returns the page.
pub(in crate::web) fn claims(visitor: &Visitor, claims: &Claims) -> Html<String> {
    let title = if claims.title.is_empty() { output_name(&claims.text.output) } else { claims.title.clone() };
    let mine = |claim: &Claim| claim.answers.iter().any(|answer| answer.by.id == visitor.person.id);
    let done = claims.claims.iter().filter(|claim| mine(claim)).count();
    let (open, sourced): (Vec<_>, Vec<_>) =
        claims.claims.iter().enumerate().partition(|(_, claim)| !claim.unsourced.is_empty());
    let main = html! {
        main.in.narrow #main {
            p.kicker { (output_name(&claims.text.output)) " · " (claims.text.story.as_deref().unwrap_or_default()) " · for " (visitor.person.name) }
            h1 { "Is this right? " (title) }
            p {
                "Say of each sentence whether it is right. Your answer is recorded, and holds as long as the sentence stays as it is. "
                (number(claims.claims.len(), "sentence", "sentences")) ", " (done) " answered by you."
            }
            p.hint { "Version " (claims.version.short()) ". The text is confidential until it is published." }
            @if !open.is_empty() {
                section aria-labelledby="open" {
                    h2 #open { "Without a source" }
                    p.hint { "People wrote these words. Neither the report nor the brief has them." }
                    @for (number, claim) in open { (card(visitor, claims, number, claim)) }
                }
            }
            @if !sourced.is_empty() {
                section aria-labelledby="sourced" {
                    h2 #sourced { "From the report, the brief or the desk" }
                    @for (number, claim) in sourced { (card(visitor, claims, number, claim)) }
                }
            }
        }
    };
    signed_in(visitor, "Check the facts", &main)
}

fn card(visitor: &Visitor, claims: &Claims, number: usize, claim: &Claim) -> Markup {
    let mine = claim.answers.iter().find(|answer| answer.by.id == visitor.person.id);
    html! {
        div.said #{ "n" (number) } {
            p { (with_marks(&claim.sentence, &claim.unsourced)) }
            @for finding in &claim.findings { p.wrong { (sentence(finding)) } }
            @for source in claim.sources.iter().filter(|source| is_passage(source)) {
                details.source {
                    summary { (heading(&source.label)) }
                    p { (clipped(source.text.as_deref().unwrap_or_default())) }
                }
            }
            @let others: Vec<String> = claim.sources.iter().filter(|source| !is_passage(source)).map(short).collect();
            @if !others.is_empty() { p.hint { (sentence(&others.join("; "))) } }
            @for answer in &claim.answers { (answered(visitor, answer)) }
            (choices(claims, number, claim, mine))
        }
    }
}

/// Returns `true` if a source has sentences to be read, and is not just a name, a grade or a day.
fn is_passage(source: &Cited) -> bool {
    source.text.as_ref().is_some_and(|text| text.split_whitespace().count() > 6)
}

/// Returns a source with its own few words.
fn short(source: &Cited) -> String {
    let text = source.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
    format!("{}{text}", source.label)
}

/// Returns a sentence in which the phrases without a source are marked.
fn with_marks(words: &str, unsourced: &[String]) -> Markup {
    let (mut rest, mut parts) = (words, Vec::new());
    for phrase in unsourced {
        let Some((before, after)) = rest.split_once(phrase.as_str()) else { continue };
        parts.push((before, phrase.as_str()));
        rest = after;
    }
    html! { @for (before, phrase) in parts { (before) mark { (phrase) } } (rest) }
}

pub(super) fn answered(visitor: &Visitor, answer: &Answered) -> Markup {
    let said = checked(answer.verdict, &answer.sentence, answer.because.as_deref());
    html! {
        p class=(if answer.verdict == Verdict::Wrong { "bad" } else { "hint" }) {
            (answer.by.name) " " (said) " (" (time(answer.at, visitor.desk.zone())) ")"
        }
    }
}

fn choices(claims: &Claims, number: usize, claim: &Claim, mine: Option<&Answered>) -> Markup {
    let id = format!("because-{number}");
    html! {
        details open[mine.is_none() && !claim.unsourced.is_empty()] {
            summary { @if mine.is_some() { "Answer again" } @else { "Your answer" } span.vh { " to sentence " (number + 1) } }
            form method="post" action=(format!("/c/{}", address_of(&claims.text))) {
                input type="hidden" name="version" value=(claims.version.to_string());
                input type="hidden" name="sentence" value=(claim.sentence);
                input type="hidden" name="number" value=(number);
                label for=(id) { "What is right?" span.hint { "Needed if it is wrong." } }
                input id=(id) name="because" maxlength="400" autocomplete="off";
                div.go {
                    button name="verdict" value="right" { "Right" }
                    button.danger name="verdict" value="wrong" { "Wrong" }
                    button.second name="verdict" value="not-mine" { "Not for me to say" }
                }
            }
        }
    }
}
