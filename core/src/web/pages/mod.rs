//! The pages of people who have signed in, as functions of what they show. They ask nothing and change nothing.

mod claims;
mod form;
mod list;
mod officer;
mod quotes;
mod reader;
mod revised;
mod setup;
mod story;

pub(super) use claims::claims;
pub(super) use form::form;
pub(super) use list::list;
pub(super) use officer::{TextPage, desk, found, record, text_page};
pub(super) use quotes::quotes;
pub(super) use reader::{passed_on, reader};
pub(super) use revised::{open_changes, revised, unlike};
pub(super) use setup::{setup, times};
pub(super) use story::{story_page, taken};

use super::shell::{heading, page, sentence};
use super::site::Visitor;
use axum::response::Html;
use maud::{Markup, PreEscaped, html};

/// The script of the editor.
pub(super) const SCRIPT: &str = include_str!("../desk.js");

/// Returns a page of somebody who has signed in.
fn signed_in(visitor: &Visitor, title: &str, main: &Markup) -> Html<String> {
    let nav = html! {
        nav.main aria-label="copydesk" {
            @if visitor.is_officer {
                a href="/" { "Stories" }
                a href="/times" { "Calendar" }
                a href="/record" { "Record" }
                a href="/desk" { "Desk" }
            }
            a href="/t" { "Your answers" }
            form method="post" action="/leave" { button.link { "Sign out" } }
        }
    };
    page(title, &visitor.desk.council_name(), &nav, main)
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
