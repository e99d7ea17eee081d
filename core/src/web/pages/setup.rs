//! The pages of the desk as a whole.

use super::{heading, output_name, signed_in};
use crate::phrasing::{listed, time};
use crate::review::TextName;
use crate::story::{Setup, Timetable};
use crate::web::site::{Visitor, address_of};
use crate::zone::LocalTime;
use axum::response::Html;
use jiff::Timestamp;
use maud::{Markup, html};

/// Returns the page of what goes out when.
pub(in crate::web) fn times(
    visitor: &Visitor,
    table: &Timetable,
    embargoes: &[(LocalTime, String)],
    now: Timestamp,
) -> Html<String> {
    let (over, ahead): (Vec<_>, Vec<_>) = embargoes.iter().partition(|(end, _)| end.instant <= now);
    let main = html! {
        main.in #main {
            h1 { "Calendar" }
            section aria-labelledby="due" {
                h2 #due { "Releases with a time" }
                @if table.due.is_empty() { p { "No release has a time." } }
                ul.rows { @for planned in &table.due {
                    li {
                        (link(&planned.text)) ": " strong { (time(planned.scheduled.due().instant, visitor.desk.zone())) }
                        span.hint {
                            "To " (listed(planned.scheduled.targets()))
                            @if planned.under_embargo { ", who may have it under embargo" }
                        }
                    }
                } }
                p { a href="/times.ics" { "As a calendar file" } span.hint { "For Outlook and others. It has times and neutral words only." } }
            }
            @if !table.unset.is_empty() {
                section aria-labelledby="unset" {
                    h2 #unset { "Signed off by all, without a time" }
                    ul.rows { @for text in &table.unset { li { (link(text)) } } }
                }
            }
            section aria-labelledby="embargoes" {
                h2 #embargoes { "Embargoes" }
                @if ahead.is_empty() { p { "No embargo ends from now on." } }
                ul.rows { @for (end, story) in ahead { li { (story_link(story)) ": ends " strong { (end.to_string()) } } } }
                @if !over.is_empty() {
                    details { summary { "Over" } ul.rows { @for (end, story) in over { li { (story_link(story)) ": ended " (end.to_string()) } } } }
                }
            }
        }
    };
    signed_in(visitor, "Calendar", &main)
}

fn link(text: &TextName) -> Markup {
    html! { a href=(format!("/text/{}", address_of(text))) { (heading(&output_name(&text.output))) } " " (text.story.as_deref().unwrap_or_default()) }
}

fn story_link(story: &str) -> Markup {
    html! { a href=(format!("/story/{story}")) { (story) } }
}

/// Returns the page of people, rules, targets and outputs.
pub(in crate::web) fn setup(visitor: &Visitor, setup: &Setup) -> Html<String> {
    let main = html! {
        main.in #main {
            h1 { "This desk" }
            p { "People, rules and targets are set in the file desk.toml of the desk." }
            section aria-labelledby="people" {
                h2 #people { "People" }
                (table("People", &["Name", "Role", "Mail", "Here"], &setup.people.iter().map(|person| [
                    person.name.clone(),
                    person.role.clone(),
                    person.mail.clone().unwrap_or_else(|| "none: gets no link".to_owned()),
                    if person.is_officer { "writes and sends texts".to_owned() } else { "answers".to_owned() },
                ]).collect::<Vec<_>>()))
            }
            section aria-labelledby="rules" {
                h2 #rules { "Who signs what" }
                p.hint { "The first rule that matches a text counts." }
                (table("Who signs what", &["Outputs", "Results", "Signed by", "Order"], &setup.rules.iter().map(|rule| [
                    any(&rule.outputs),
                    any(&rule.results),
                    rule.signers.join("; "),
                    if rule.in_order { "one after the other".to_owned() } else { "together".to_owned() },
                ]).collect::<Vec<_>>()))
            }
            section aria-labelledby="targets" {
                h2 #targets { "Targets" }
                @if setup.targets.is_empty() { p { "None: nothing is released from here yet." } }
                @else {
                    (table("Targets", &["Name", "Where", "Outputs"], &setup.targets.iter().map(|(id, place, outputs)| [id.clone(), place.clone(), any(outputs)]).collect::<Vec<_>>()))
                }
            }
            section aria-labelledby="outputs" {
                h2 #outputs { "Outputs" }
                p.hint { "What can be drafted. Each is a plugin, and drafts only what its needs are met for." }
                (table("Outputs", &["Name", "Title", "Needs"], &setup.outputs.iter().map(|(id, title, needs)| [
                    id.clone(),
                    title.clone(),
                    if needs.is_empty() { "nothing".to_owned() } else { needs.clone() },
                ]).collect::<Vec<_>>()))
            }
        }
    };
    signed_in(visitor, "This desk", &main)
}

fn any(names: &[String]) -> String {
    if names.is_empty() {
        "all".to_owned()
    } else {
        names.iter().map(|name| output_name(name)).collect::<Vec<_>>().join(", ")
    }
}

fn table<const N: usize>(label: &str, head: &[&str; N], rows: &[[String; N]]) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(format!("Table: {label}")) {
            table {
                thead { tr { @for name in head { th scope="col" { (name) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
            }
        }
    }
}
