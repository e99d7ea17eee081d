//! What can be quoted from a report, to choose from.

use super::signed_in;
use crate::phrasing::{about, number};
use crate::story::{Passage, Quotations, Stance, Topic, Voice};
use crate::web::shell::heading;
use crate::web::site::Visitor;
use crate::web::story_pages::Filter;
use axum::response::Html;
use maud::{Markup, html};

/// How many passages the page lists.
const MOST: usize = 60;

/// Returns the page of quotations.
pub(in crate::web) fn quotes(visitor: &Visitor, story: &str, quotations: &Quotations, filter: &Filter) -> Html<String> {
    let fits = |passage: &Passage| {
        (filter.about.is_empty() || passage.topics.iter().any(|topic| topic.as_str() == filter.about))
            && (filter.from.is_empty() || passage.from.is_some_and(|from| from.as_str() == filter.from))
            && (filter.stance.is_empty() || passage.stance.as_str() == filter.stance)
    };
    let fitting: Vec<&(Passage, bool)> = quotations.passages.iter().filter(|(passage, _)| fits(passage)).collect();
    let main = html! {
        main.in.narrow #main {
            p.kicker { a href="/" { "Stories" } " › " a href=(format!("/story/{story}")) { (story) } }
            h1 { "What can be quoted" }
            p { (quotations.title) ". The best come first. Drafts that are there already keep their quotations until they are drafted again." }
            (filters(story, filter))
            p { (number(fitting.len(), "sentence", "sentences")) @if fitting.len() > MOST { "; these are the first " (MOST) } }
            ul.quotes {
                @for (passage, is_picked) in fitting.iter().take(MOST) {
                    li {
                        q { (passage.text) }
                        p.hint { (about(passage, quotations.framework.as_ref())) }
                        (wishes(story, filter, (&passage.text, passage.number), *is_picked))
                    }
                }
            }
            @if !quotations.banned.is_empty() {
                section aria-labelledby="banned" {
                    h2 #banned { "Never quoted" }
                    ul.quotes { @for name in &quotations.banned { li {
                        q { (name) }
                        (wish(story, filter, (name, name.parse().ok()), &[("either", "Allow it again")]))
                    } } }
                }
            }
        }
    };
    signed_in(visitor, "Quotations", &main)
}

fn filters(story: &str, filter: &Filter) -> Markup {
    let options = |all: &[&str], chosen: &str| {
        html! { @for one in all { option value=(one) selected[*one == chosen] { (heading(&one.replace('-', " "))) } } }
    };
    let topics: Vec<&str> = Topic::ALL.iter().map(|topic| topic.as_str()).collect();
    let voices: Vec<&str> = Voice::ALL.iter().map(|voice| voice.as_str()).collect();
    let stances = [Stance::Praise, Stance::Criticism].map(Stance::as_str);
    html! {
        form method="get" action=(format!("/quotes/{story}")) {
            label for="about" { "About" }
            select #about name="about" { option value="" { "Everything" } (options(&topics, &filter.about)) }
            label for="from" { "In the words of" }
            select #from name="from" { option value="" { "Anybody" } (options(&voices, &filter.from)) }
            label for="stance" { "Kind" }
            select #stance name="stance" { option value="" { "Praise and criticism" } (options(&stances, &filter.stance)) }
            button.second { "Show these" }
        }
    }
}

fn wishes(story: &str, filter: &Filter, sentence: (&str, Option<u32>), is_picked: bool) -> Markup {
    if is_picked {
        return html! {
            p.ok { "Quoted before any other" }
            (wish(story, filter, sentence, &[("either", "Leave it to copydesk")]))
        };
    }
    wish(story, filter, sentence, &[("pick", "Quote it first"), ("ban", "Never quote it")])
}

fn wish(story: &str, filter: &Filter, (words, number): (&str, Option<u32>), wishes: &[(&str, &str)]) -> Markup {
    let back = format!("?about={}&from={}&stance={}", filter.about, filter.from, filter.stance);
    let hidden = words.chars().take(60).collect::<String>();
    html! {
        form.go method="post" action=(format!("/quote/{story}")) {
            input type="hidden" name="words" value=(words);
            @if let Some(number) = number { input type="hidden" name="paragraph" value=(number); }
            input type="hidden" name="back" value=(back);
            @for (value, said) in wishes {
                button.second name="wish" value=(value) { (said) span.vh { ": " (hidden) } }
            }
        }
    }
}
