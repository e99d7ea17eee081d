//! The frame of every page, and the pages that show nothing of the desk: the door, and what went wrong.

use crate::text::printable;
use axum::response::Html;
use maud::{DOCTYPE, Markup, html};

/// The style of all pages.
pub(super) const STYLE: &str = include_str!("style.css");

/// Returns a whole page.
pub(super) fn page(title: &str, council: &str, nav: &Markup, main: &Markup) -> Html<String> {
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

/// Returns the parts of a next step that can be taken on a page: those that name no command; `None` if there are none. Errors are
/// worded for the terminal first.
pub(super) fn on_a_page(hint: &str) -> Option<String> {
    let is_command = |part: &&str| part.contains("copydesk ") || part.contains("--");
    let parts =
        hint.lines().flat_map(|line| line.split("; ")).filter(|part| !is_command(part) && !part.trim().is_empty());
    let kept: Vec<&str> = parts.collect();
    (!kept.is_empty()).then(|| sentence(&kept.join("; ")))
}

/// Returns a clause with a capital letter.
pub(super) fn heading(clause: &str) -> String {
    let clause = printable(clause.trim());
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::on_a_page;

    #[test]
    fn a_page_names_no_command() {
        assert_eq!(on_a_page("to submit it: copydesk submit"), None);
        assert_eq!(
            on_a_page("check that this is the right file; if it is, add --force").as_deref(),
            Some("Check that this is the right file.")
        );
        let two = "see each with what its source says: copydesk check a.md\nask the person who stopped it";
        assert_eq!(on_a_page(two).as_deref(), Some("Ask the person who stopped it."));
        assert_eq!(on_a_page(""), None);
    }
}
