//! `copydesk run`.

use super::Done;
use super::release::report;
use super::review_arguments::now;
use super::screen::{Screen, print};
use super::unit::Unit;
use crate::story::{DeskStore, Error, this_machine};
use clap::Args;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

/// How long to wait before looking again: what another person schedules or stops is seen within this time.
const PAUSE: Duration = Duration::from_secs(5);

/// Release what is due, and go on with what was interrupted, until it is ended.
///
/// Several may run at once, on one machine or on several that share the desk's folder: each text goes out once. If it was
/// not running when a text was due, it releases the text late, but only within the time that desk.toml allows
/// (`[release] window`); after that a person has to decide. A reason that keeps a text back is printed once.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk run\n  copydesk run --once   # from cron or a systemd timer\n  copydesk run --unit > ~/.config/systemd/user/copydesk.service"
)]
pub(super) struct Arguments {
    /// The desk's folder. The default is the desk you are in.
    #[arg(value_name = "DESK", default_value = ".")]
    desk: PathBuf,
    /// Do what is due now, and end. Fails if something due could not be done.
    #[arg(long)]
    once: bool,
    /// Print a systemd unit that runs it for this desk, and end.
    #[arg(long, conflicts_with = "once")]
    unit: bool,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    if arguments.unit {
        return print(
            &Unit { job: "releases the texts", verb: "run", options: "", after: "time-sync" }
                .of(&DeskStore::open(&arguments.desk)?)?,
        );
    }
    let mut printed: BTreeSet<String> = BTreeSet::new();
    loop {
        let failed = match once(arguments, screen) {
            Ok(failed) => failed,
            // Somebody may be writing desk.toml, or the drive may be away for a moment.
            Err(error) => vec![error],
        };
        if arguments.once {
            return screen.all_but_last(failed);
        }
        let new = failed.iter().filter(|error| !printed.contains(&error.to_string()));
        new.for_each(|error| screen.error(error));
        printed = failed.iter().map(ToString::to_string).collect();
        std::thread::sleep(PAUSE);
    }
}

/// Does what is due now; returns why something could not be done. The desk's rules are read anew each time.
fn once(arguments: &Arguments, screen: &Screen) -> Result<Vec<Error>, Error> {
    let desk = DeskStore::open(&arguments.desk)?;
    let now = now();
    let due = desk.run(&this_machine(), (now, desk.record_clock(now)?))?;
    let done = due.into_iter().map(|(_, outcome)| outcome.and_then(|outcome| report(outcome, screen)));
    Ok(done.filter_map(Result::err).collect())
}
