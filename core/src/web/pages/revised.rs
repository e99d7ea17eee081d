//! What an edited file brought: the pages after it was sent.

use super::{clipped, output_name, sentence, signed_in};
use crate::document::OpenChange;
use crate::phrasing::number;
use crate::review::TextName;
use crate::story::Revised;
use crate::text::printable;
use crate::web::shell::heading;
use crate::web::site::{Visitor, address_of};
use axum::response::Html;
use maud::{Markup, html};

/// Returns the page of a text that was taken from an edited file.
pub(in crate::web) fn revised(visitor: &Visitor, text: &TextName, revised: &Revised) -> Html<String> {
    let (left, all) = revised.old_words;
    let marks = &revised.text.marks;
    let body = html! {
        @if revised.changed {
            p { (number(revised.new_words, "word is", "words are")) " new; " (left) " of the earlier " (all) " are kept. A copy of the draft as it was is in the story’s folder." }
        } @else { p { "The file has the same words as the draft." } }
        @if revised.settled > 0 {
            p { (number(revised.settled, "word", "words")) " changed without an open tracked change: already accepted, or never tracked." }
        }
        @if !marks.changes.is_empty() { h2 { "Tracked changes that were open" } (changes(&marks.changes)) }
        @if !marks.comments.is_empty() {
            h2 { "Comments" }
            ul { @for comment in &marks.comments {
                li {
                    @if !comment.about.is_empty() { "On “" (clipped(&comment.about)) "”, " }
                    (who(&comment.author)) ": " (printable(&comment.text))
                }
            } }
            p.hint { "They are kept next to the text, to be answered and closed." }
        }
        @if !revised.text.findings.is_empty() {
            h2 { "Left out, because a draft cannot contain it" }
            ul { @for finding in &revised.text.findings { li { (finding.place.to_string()) ": " (sentence(&finding.message)) } } }
        }
    };
    frame(visitor, text, "The draft is the edited file now", &body)
}

/// Returns the page that says which changes are open in a file that was not taken.
pub(in crate::web) fn open_changes(visitor: &Visitor, text: &TextName, open: &[OpenChange]) -> Html<String> {
    let body = html! {
        p { "Nothing was changed. Accept or reject them in Word, or send the file again and choose what to do with all of them." }
        (changes(open))
    };
    let title = format!("{} still open", number(open.len(), "change is", "changes are"));
    frame(visitor, text, &title, &body)
}

/// Returns the page that says that a file seems to be another text, and was not taken.
pub(in crate::web) fn unlike(
    visitor: &Visitor,
    text: &TextName,
    (kept, words): (usize, usize),
    like: Option<&str>,
) -> Html<String> {
    let body = html! {
        p { "It shares " (kept) " of its " (words) " words with the draft, and nothing was changed." }
        @if let Some(like) = like { p { "It looks most like the " (output_name(like)) ". If it is that, bring it back on the page of that text." } }
        p { "If it is the right file all the same, send it again and tick “Take it even if most of its words are others”." }
    };
    frame(visitor, text, "This seems to be another text", &body)
}

fn frame(visitor: &Visitor, text: &TextName, title: &str, body: &Markup) -> Html<String> {
    let path = address_of(text);
    let main = html! {
        main.in.narrow #main {
            p.kicker { a href=(format!("/text/{path}")) { (heading(&output_name(&text.output))) } }
            h1 { (title) }
            (body)
            p { a.button href=(format!("/text/{path}")) { "Back to the text" } }
        }
    };
    signed_in(visitor, title, &main)
}

fn changes(changes: &[OpenChange]) -> Markup {
    html! { ul { @for change in changes { li { (who(&change.author)) ": " (change.to_string()) } } } }
}

fn who(author: &str) -> String {
    if author.is_empty() { "Somebody".to_owned() } else { printable(author) }
}
