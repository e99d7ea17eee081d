//! The list of the texts that a person is asked about.

use super::{output_name, sentence, signed_in};
use crate::phrasing::time;
use crate::review::{Review, State, TextName};
use crate::web::site::{Visitor, address_of};
use axum::response::Html;
use maud::{Markup, html};

/// Returns the page. What waits for the person comes first.
pub(in crate::web) fn list(visitor: &Visitor, texts: &[(TextName, Review)]) -> Html<String> {
    let waits = |review: &Review| {
        review.current().is_some_and(|current| review.role_for(current.version(), &visitor.person, None).is_ok())
    };
    let (waiting, others): (Vec<_>, Vec<_>) = texts.iter().partition(|(_, review)| waits(review));
    let main = html! {
        main.in #main {
            h1 { "Your answers" }
            section aria-labelledby="waiting" {
                h2 #waiting { "Waiting for you" }
                @if waiting.is_empty() { p { "Nothing waits for your answer." } }
                ul.rows { @for (text, review) in &waiting { (row(visitor, text, review)) } }
            }
            @if !others.is_empty() {
                section aria-labelledby="others" {
                    h2 #others { "Other texts you are asked about" }
                    ul.rows { @for (text, review) in &others { (row(visitor, text, review)) } }
                }
            }
        }
    };
    signed_in(visitor, "Your answers", &main)
}

fn row(visitor: &Visitor, text: &TextName, review: &Review) -> Markup {
    html! {
        li {
            a href=(format!("/t/{}", address_of(text))) { (sentence(&output_name(&text.output)).trim_end_matches('.')) }
            " " span.about { (text.story.as_deref().unwrap_or_default()) }
            span.hint { (state(visitor, review)) }
        }
    }
}

/// Returns the state of a text in a sentence.
pub(super) fn state(visitor: &Visitor, review: &Review) -> String {
    let zone = visitor.desk.zone();
    match &review.state {
        State::Drafted => "It has not been sent for sign-off.".to_owned(),
        State::Submitted(submitted) => {
            let open: usize = submitted.open().len();
            let answers = if open == 1 { "one answer is".to_owned() } else { format!("{open} answers are") };
            format!("Sent {}; {answers} missing.", time(submitted.at(), zone))
        }
        State::Signed(signed) => format!("Signed off by all on {}.", time(signed.at(), zone)),
        State::Scheduled(scheduled) => format!("Signed off by all; goes out at {}.", scheduled.due()),
        State::Releasing(_) => "Its release has begun.".to_owned(),
        State::Released(released) => format!("Released on {}.", time(released.at(), zone)),
        State::Returned(returned) => {
            format!("{} gave it back on {}: {}", returned.by.name, time(returned.at, zone), sentence(&returned.because))
        }
        State::Withdrawn(withdrawn) => {
            format!("{} withdrew it on {}.", withdrawn.by.name, time(withdrawn.at, zone))
        }
    }
}
