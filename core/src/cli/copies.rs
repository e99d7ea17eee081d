//! Warnings about copies of the record in the desk's folder, for every command that reads or writes it.

use super::log::line;
use super::screen::{Screen, number};
use crate::store::Recorded;
use crate::story::{ComparedCopy, DeskStore, Error, StoreCopy};
use crate::text::argument;
use std::path::Path;

/// How many events of each side are listed.
const SHOWN: usize = 5;

/// Warns of copies with events that the record does not have, or that cannot be read.
pub(super) fn warn(desk: &DeskStore, screen: &Screen) -> Result<(), Error> {
    desk.copies()?.iter().for_each(|copy| tell(copy, desk, screen));
    Ok(())
}

/// Warns of them, and names those that have nothing more than the record.
pub(super) fn name_all(desk: &DeskStore, screen: &Screen) -> Result<(), Error> {
    for copy in desk.copies()? {
        match &copy.compared {
            Ok(compared) if compared.only_there.is_empty() => screen.note(&format!(
                "note: {} is a copy of the record and has nothing that is not in it ({}): you can move it elsewhere",
                copy.path.display(),
                number(compared.events, "event", "events")
            )),
            _ => tell(&copy, desk, screen),
        }
    }
    Ok(())
}

fn tell(copy: &StoreCopy, desk: &DeskStore, screen: &Screen) {
    let name = copy.path.display();
    let compared = match &copy.compared {
        Ok(compared) if compared.only_there.is_empty() => return,
        Ok(compared) => compared,
        Err(error) => {
            screen.note(&format!("warning: {name} looks like a copy of the record, and cannot be read: {error}"));
            screen.note("  help: see where it is from; if it is not needed, move it elsewhere");
            return;
        }
    };
    let ComparedCopy { events, common, only_here, only_there } = compared;
    let lacking = number(only_there.len(), "event", "events");
    let of_all = format!("{} of its {}", only_there.len(), number(*events, "event", "events"));
    let missing = if only_there.len() == 1 { "is" } else { "are" };
    screen.note(&format!(
        "warning: {name} is another copy of the record: {of_all} {missing} not in store.db ({common} are in both)"
    ));
    list(&format!("{lacking} only in {}", name_of(&copy.path)), only_there, desk, screen);
    if !only_here.is_empty() {
        list(&format!("{} only in store.db", number(only_here.len(), "event", "events")), only_here, desk, screen);
    }
    screen.note(&format!("  help: join the two, so that nothing is lost: {}", command(&copy.path)));
}

fn list(title: &str, events: &[Recorded], desk: &DeskStore, screen: &Screen) {
    screen.note(&format!("  {title}:"));
    for event in events.iter().take(SHOWN) {
        screen.note(&format!("  {}", line(event, desk.zone()).trim_end()));
    }
    if let Some(more @ 1..) = events.len().checked_sub(SHOWN) {
        screen.note(&format!("        and {more} more"));
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn command(path: &Path) -> String {
    format!("copydesk log --merge {} --as PERSON", argument(path))
}
