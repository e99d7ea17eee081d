//! Warnings about copies of the record in the desk's folder, for every command that reads or writes it.

use super::event::line;
use super::screen::Screen;
use crate::phrasing::{in_one_line, number};
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
                "note: {} is a copy of the record; its {} in store.db too, so you can move it elsewhere",
                name_of(&copy.path),
                number(compared.events, "event is", "events are")
            )),
            _ => tell(&copy, desk, screen),
        }
    }
    Ok(())
}

fn tell(copy: &StoreCopy, desk: &DeskStore, screen: &Screen) {
    let name = name_of(&copy.path);
    let ComparedCopy { events, common, only_here, only_there } = match &copy.compared {
        Ok(compared) if compared.only_there.is_empty() => return,
        Ok(compared) => compared,
        Err(error) => {
            screen.note(&format!("warning: {name} looks like a copy of the record, and cannot be read: {error}"));
            screen.note("  help: see where it is from; if it is not needed, move it elsewhere");
            return;
        }
    };
    let missing = if only_there.len() == 1 { "is" } else { "are" };
    screen.note(&format!(
        "warning: {name}, next to store.db, is another copy of the record: {} of its {} {missing} not in store.db ({})",
        only_there.len(),
        number(*events, "event", "events"),
        number(*common, "event is in both", "events are in both")
    ));
    list(&name, only_there, desk, screen);
    list("store.db", only_here, desk, screen);
    let path = argument(&copy.path);
    screen.note(&format!("  help: join the two, so that nothing is lost: copydesk log --merge {path} --as PERSON"));
}

fn list(only_in: &str, events: &[Recorded], desk: &DeskStore, screen: &Screen) {
    if events.is_empty() {
        return;
    }
    screen.note(&format!("  only in {only_in}:"));
    for event in events.iter().take(SHOWN) {
        screen.note(&format!("  {}", line(event, desk.zone()).trim_end()));
    }
    if let Some(more @ 1..) = events.len().checked_sub(SHOWN) {
        screen.note(&format!("        and {more} more"));
    }
}

fn name_of(path: &Path) -> String {
    in_one_line(&path.file_name().unwrap_or_default().to_string_lossy())
}
