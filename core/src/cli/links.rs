//! `copydesk links`.

use super::Done;
use super::review_arguments::now;
use super::screen::{Screen, print_lines};
use crate::access::{Access, AccessError, OpenLink};
use crate::phrasing::{number, time};
use crate::review::PersonId;
use crate::story::{DeskStore, UsageError};
use clap::Args;
use std::path::PathBuf;

/// List the links that open the desk's pages, or revoke them.
///
/// A revoked link opens nothing any more, and the browsers in which that person has signed in are signed out. Do it when a
/// telephone was lost, or a mail went to the wrong person. The person gets a new link with the next text, or with
/// `copydesk serve --invite`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk links\n  copydesk links --revoke director\n  copydesk links --revoke-all"
)]
pub(super) struct Arguments {
    /// The desk's folder. The default is the desk you are in.
    #[arg(value_name = "DESK", default_value = ".")]
    desk: PathBuf,
    /// Revoke the links of this person: their `id` in desk.toml. Works for people who have left it, too.
    #[arg(long, value_name = "PERSON", conflicts_with = "revoke_all")]
    revoke: Option<String>,
    /// Revoke the links of everybody.
    #[arg(long)]
    revoke_all: bool,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let desk = DeskStore::open(&arguments.desk)?;
    let failed = |error: AccessError| UsageError::Site { cause: error.to_string(), hint: error.hint().to_owned() };
    let Some(mut access) = Access::existing(desk.folder()).map_err(failed)? else {
        screen.note("no link is open; `copydesk serve` makes them");
        return Ok(());
    };
    if arguments.revoke.is_some() || arguments.revoke_all {
        let person = arguments.revoke.clone().map(PersonId);
        let count = access.revoke(person.as_ref(), now()).map_err(failed)?;
        screen.note(&format!("{} revoked, and all sessions ended", number(count, "link", "links")));
        return Ok(());
    }
    let open = access.links(now()).map_err(failed)?;
    if open.is_empty() {
        screen.note("no link is open; `copydesk serve` makes them");
    }
    let line = |link: &OpenLink| {
        let text = link.text.as_ref().map_or_else(|| "the person’s list".to_owned(), ToString::to_string);
        let opened =
            link.opened.map_or_else(|| "never opened".to_owned(), |at| format!("opened {}", time(at, desk.zone())));
        format!("{}: {text}, {opened}, ends {}\n", link.person, time(link.ends, desk.zone()))
    };
    print_lines(&open.iter().map(line).collect::<String>())
}
