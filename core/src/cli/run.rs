//! `copydesk run`.
#![expect(clippy::disallowed_methods, reason = "the unit names the program")]

use super::Done;
use super::release::report;
use super::review_arguments::{in_one_line, now, terminal};
use super::screen::{Screen, print};
use crate::review::TextName;
use crate::story::{DeskStore, Error};
use clap::Args;
use std::collections::BTreeMap;
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
        return print(&unit(&DeskStore::open(&arguments.desk)?)?);
    }
    let mut printed: BTreeMap<TextName, String> = BTreeMap::new();
    loop {
        // The desk's rules may change while this runs.
        let desk = DeskStore::open(&arguments.desk)?;
        let mut failed = None;
        for (text, outcome) in desk.run(&terminal(), (now(), desk.record_clock()?))? {
            let done = outcome.and_then(|outcome| report(outcome, screen));
            let Err(why) = done else {
                printed.remove(&text);
                continue;
            };
            let words = why.to_string();
            if arguments.once {
                failed.replace(why).iter().for_each(|before| screen.error(before));
            } else if printed.get(&text) != Some(&words) {
                screen.error(&why);
                printed.insert(text, words);
            }
        }
        if arguments.once {
            return failed.map_or(Ok(()), Err);
        }
        std::thread::sleep(PAUSE);
    }
}

/// Returns a systemd unit: it may write into the desk's folder and those of its targets, and nowhere else.
fn unit(desk: &DeskStore) -> Result<String, Error> {
    let program = std::env::current_exe().map_err(|cause| Error::Read { path: "copydesk".into(), cause })?;
    let folders = desk.folders();
    let written: Vec<String> = folders.iter().map(|folder| quoted(&folder.display().to_string())).collect();
    // In a command, and only there, a dollar sign would be a variable.
    let command = |path: &str| path.replace('$', "$$");
    let (program, home) = (command(&quoted(&program.display().to_string())), command(&written[0]));
    let (council, written) = (in_one_line(&desk.council()).replace('%', "%%"), written.join(" "));
    Ok(format!(
        "[Unit]\n\
         Description=copydesk: releases the texts of {council} at their time\n\
         Wants=time-sync.target\n\
         After=time-sync.target\n\
         \n\
         [Service]\n\
         ExecStart={program} run {home}\n\
         Restart=always\n\
         RestartSec=10\n\
         NoNewPrivileges=yes\n\
         PrivateTmp=yes\n\
         ProtectSystem=strict\n\
         ReadWritePaths={written}\n\
         \n\
         [Install]\n\
         WantedBy=default.target\n"
    ))
}

/// Returns a path as a systemd unit quotes it, with its specifiers escaped.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%"))
}
