//! `copydesk documents`.

use super::Done;
use super::screen::{Screen, print_lines};
use crate::inspection::{DocumentKind, Form, SectionRole};
use crate::story::{self, DeskFolder, Known};
use clap::Args;
use std::fmt::Write;
use std::path::Path;

/// List the kinds of document copydesk reads, and what it reads in each.
#[derive(Debug, Args)]
#[command(
    after_help = "A desk can add kinds: put a file for each in its documents folder.\n\nExample:\n  copydesk documents"
)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, _: &Screen) -> Done {
    let mut known = Known::built_in();
    DeskFolder::above(Path::new("."), &mut known)?;
    let mut list = String::new();
    for kind in known.kinds.iter() {
        writeln!(list, "{:<20} {}", kind.id.as_str(), kind.title).expect("a string takes all");
        writeln!(list, "{:<20} {}", "", what_is_read(kind)).expect("a string takes all");
        if !kind.untried.is_empty() {
            writeln!(list, "{:<20} not tried: {}", "", kind.untried).expect("a string takes all");
        }
    }
    let found = story::plugins_here(&[])?;
    let mut offers: Vec<_> = found.offers().map(|(_, offer)| offer).collect();
    offers.sort_by(|a, b| a.id.cmp(&b.id));
    list.push_str("\nWhat an output needs of a document:\n");
    for offer in offers {
        let needs = if offer.needs.is_empty() { "nothing".to_owned() } else { offer.needs() };
        writeln!(list, "{:<20} {needs}", offer.id).expect("a string takes all");
    }
    print_lines(&list)
}

fn what_is_read(kind: &DocumentKind) -> String {
    let of_sections = || {
        let named = kind.sections.iter().filter_map(|section| name(section.role));
        let mut all: Vec<&str> = named.collect();
        all.dedup();
        all.join(", ")
    };
    match kind.form {
        Form::Judgements => "grades, summary, points to improve, numbered paragraphs".to_owned(),
        Form::Letter => format!("date of the letter, dates, inspectors, topic, {}; no grades", of_sections()),
        Form::Report => format!("dates, {}; no grades", of_sections()),
        Form::Page => format!("grades, scores, {}", of_sections()),
        Form::Unread => "recognised and not read: nothing is drafted from it".to_owned(),
    }
}

/// Returns what a section gives, in a word or two; `None` for one that nobody asks for.
fn name(role: SectionRole) -> Option<&'static str> {
    Some(match role {
        SectionRole::Outcome => "outcome",
        SectionRole::Headline => "headline findings",
        SectionRole::Priority => "areas for priority action",
        SectionRole::Improve => "points to improve",
        SectionRole::Findings => "findings",
        SectionRole::Strengths => "strengths",
        SectionRole::Introduction
        | SectionRole::Context
        | SectionRole::Case
        | SectionRole::Next
        | SectionRole::Details => {
            return None;
        }
    })
}
