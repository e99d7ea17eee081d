//! The pages, as functions of what they show. They ask nothing and change nothing.

mod list;
mod officer;
mod reader;

pub(super) use list::list;
pub(super) use officer::{TextPage, desk, found, record, story_page, text_page};
pub(super) use reader::{passed_on, reader};

use super::site::Visitor;
use crate::text::printable;
use axum::response::Html;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style of all pages.
pub(super) const STYLE: &str = include_str!("../style.css");

/// The script of the editor.
pub(super) const SCRIPT: &str = include_str!("../desk.js");

/// Returns a whole page.
fn page(title: &str, council: &str, nav: &Markup, main: &Markup) -> Html<String> {
    let whole = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – copydesk" }
                link rel="stylesheet" href="/a/style.css";
            }
            body {
                a.skip href="#main" { "Skip to the page" }
                header.top { div.in { span.council { (council) } (nav) } }
                (main)
            }
        }
    };
    Html(whole.into_string())
}

/// Returns a page of somebody who has signed in.
fn signed_in(visitor: &Visitor, title: &str, main: &Markup) -> Html<String> {
    let nav = html! {
        nav.main aria-label="copydesk" {
            @if visitor.is_officer {
                a href="/" { "Stories" }
                a href="/record" { "Record" }
            }
            a href="/t" { "Your answers" }
            form method="post" action="/leave" { button.link { "Sign out" } }
        }
    };
    page(title, &visitor.desk.council_name(), &nav, main)
}

/// Returns the door: a page on which a person has a code sent, and types it. It says nothing of any text.
pub(super) fn door(action: &str, masked: &str, waits: bool, wrong: Option<&str>) -> Html<String> {
    let send = if action == "/again" { "/again/code".to_owned() } else { format!("{action}/code") };
    let main = html! {
        main.in.narrow #main {
            h1 { "A text waits for your answer" }
            @if let Some(wrong) = wrong { p.alert role="alert" { (wrong) } }
            @if waits {
                p { "A code is on its way to " strong { (masked) } ". It is valid for 10 minutes." }
                form method="post" action=(action) {
                    label for="code" { "The code" span.hint { "Six digits" } }
                    input #code .code name="code" inputmode="numeric" autocomplete="one-time-code" required
                        pattern="[0-9 ]{6,8}" maxlength="8";
                    button { "Open the text" }
                }
                form method="post" action=(send) { button.second { "Send a new code" } }
            } @else {
                p {
                    "The text is confidential until it is published. To open it in this browser, have a code sent to "
                    strong { (masked) } "."
                }
                form method="post" action=(send) { button { "Send me a code" } }
            }
            p.hint { "Not your address? This link is for one person only. Close this page." }
        }
    };
    let nav = html! { span.product { "copydesk" } };
    page("A text waits for your answer", "", &nav, &main)
}

/// Returns a page that says what happened, and where to go on.
pub(super) fn problem(title: &str, words: &[String], back: Option<&str>) -> Html<String> {
    let main = html! {
        main.in.narrow #main {
            h1 { (title) }
            @for words in words { p { (words) } }
            @if let Some(back) = back { p { a.button href=(back) { "See the text as it is now" } } }
        }
    };
    page(title, "", &html! { span.product { "copydesk" } }, &main)
}

/// Returns a clause as a sentence: with a capital letter and a full stop.
pub(super) fn sentence(clause: &str) -> String {
    let clause = heading(clause);
    let is_closed = clause.ends_with(['.', '!', '?', '”', ':']);
    if is_closed { clause } else { format!("{clause}.") }
}

/// Returns a clause with a capital letter.
pub(super) fn heading(clause: &str) -> String {
    let clause = printable(clause.trim());
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns words, cut between two of them where they are long.
fn clipped(words: &str) -> String {
    const MOST: usize = 240;
    let words = words.trim();
    match words.char_indices().nth(MOST) {
        None => words.to_owned(),
        Some((end, _)) => {
            format!("{} …", words[..end].rfind(char::is_whitespace).map_or(&words[..end], |cut| &words[..cut]))
        }
    }
}

/// Returns the name of an output as people say it: "press release".
fn output_name(output: &str) -> String {
    output.replace('-', " ")
}

/// Returns a fragment that another module has written and escaped.
fn ready(fragment: String) -> PreEscaped<String> {
    PreEscaped(fragment)
}
