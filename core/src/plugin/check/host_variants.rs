//! Group C, second part: the same request again, on another day, and in an older, a newer and a more limited program.

use super::probe::{Call, Probe};
use super::subject::Answer;
use super::{Check, CheckOutcome, Skipped, Subject};
use crate::plugin::{Cause, Drafted};
use crate::worker::WorkerError;
use copydesk_plugin::ffi;
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

pub(super) const CHECKS: &[Check] = &[
    Check { id: "C6", title: "drafts the same again", run: again },
    Check { id: "C7", title: "drafts the same later", run: later },
    Check { id: "C8", title: "stops when the program says stop", run: stops },
    Check { id: "C9", title: "looks before it calls the program", run: older },
    Check { id: "C10", title: "drafts the same in a later program", run: newer },
    Check { id: "C11", title: "leaves no thread behind", run: threads },
    Check { id: "C12", title: "prints nothing", run: prints },
];

/// The check that runs after those of the other files.
pub(super) const LAST: &[Check] =
    &[Check { id: "C16", title: "asks the system for nothing forbidden", run: forbidden }];

/// Long enough for a clock that shows seconds.
const LATER: Duration = Duration::from_millis(1100);

/// Functions that make a text depend on the computer's date, time zone or language.
const CLOCKS: [&str; 12] = [
    "time",
    "gettimeofday",
    "clock_gettime",
    "localtime",
    "localtime_r",
    "gmtime",
    "gmtime_r",
    "strftime",
    "setlocale",
    "newlocale",
    "localeconv",
    "nl_langinfo",
];

fn again(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let fix = "remove what differs from run to run: addresses, process numbers, random numbers, the order of hash maps";
    Ok(CheckOutcome::of(subject.repeated()?, fix, "two processes draft the same"))
}

fn later(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    subject.steady()?;
    thread::sleep(LATER);
    let fix = "take every date from the request: a draft has to say the same whenever and wherever it is made";
    let wrong = subject.draft_again()?;
    let clocks: Vec<&str> = CLOCKS
        .into_iter()
        .filter(|name| subject.library().is_ok_and(|library| library.imports.contains(*name)))
        .collect();
    if wrong.is_empty() && !clocks.is_empty() {
        return Ok(CheckOutcome::warn(format!("it uses {}", clocks.join(", ")), fix));
    }
    Ok(CheckOutcome::of(&wrong, fix, "a process drafts the same a second later, and none uses clock or locale"))
}

/// The answer that people get, and what a probe saw of it.
type Probed<'a> = (&'a Answer, Result<(Call, Drafted), Cause>);

/// Probes the first sample, for every output that gives a document.
fn probed<'a>(subject: &'a Subject<'_>, probe: Probe) -> Result<impl Iterator<Item = Probed<'a>>, Skipped> {
    let plugin = subject.usable()?;
    subject.documents()?;
    let drafted = subject.first_answers()?.filter(|(_, first)| first.result.is_ok());
    Ok(drafted.map(move |(_, first)| (first, subject.call(plugin, probe, &first.request))))
}

fn stops(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let wrong: Vec<String> = probed(subject, Probe::Stop(1))?
        .filter_map(|(first, seen)| {
            let why = match seen.map(|(call, _)| (call.calls_after_stop, call.status)) {
                Ok((None, _) | (Some(0), ffi::LIMIT)) => return None,
                Ok((Some(0), status)) => format!("it returns {status} instead"),
                Ok(_) => "it goes on writing".to_owned(),
                Err(cause) => format!("it {cause}"),
            };
            Some(format!("{}, told to stop: {why}", first.what))
        })
        .collect();
    let fix =
        "return COPYDESK_LIMIT as soon as `write` or `render` returns anything but OK; in Rust, pass it on with `?`";
    Ok(CheckOutcome::of(&wrong, fix, "returns at once when the program says stop"))
}

fn older(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let wrong: Vec<String> = probed(subject, Probe::OlderHost)?
        .filter_map(|(first, seen)| match seen {
            Err(cause @ Cause::Worker(_)) => {
                Some(format!("{}, without `render`, `fail`, `log` and `write_file`: it {cause}", first.what))
            }
            _ => None,
        })
        .collect();
    let fix = "call through the header's own functions, such as `copydesk_render` and `copydesk_log`, or ask COPYDESK_HAS first";
    Ok(CheckOutcome::of(&wrong, fix, "survives a program that lacks functions").only_a_warning())
}

fn newer(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    subject.steady()?;
    let wrong: Vec<String> = probed(subject, Probe::NewerHost)?
        .filter_map(|(first, seen)| {
            let made = seen.and_then(|(call, drafted)| call.ended.map(|()| drafted).map_err(Cause::Reported));
            let why = match made {
                Ok(made) if Ok((made.parts.as_slice(), made.file.as_slice())) == first.content() => return None,
                Ok(_) => "the document differs".to_owned(),
                Err(cause) => format!("it {cause}"),
            };
            Some(format!("{}, with a larger table: {why}", first.what))
        })
        .collect();
    let fix = "take a `struct_size` that is larger than yours: later versions add functions at the end";
    Ok(CheckOutcome::of(&wrong, fix, "a larger table changes nothing"))
}

fn threads(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let mut wrong = Vec::new();
    for (first, seen) in probed(subject, Probe::Draft)? {
        match seen {
            Ok((Call { threads: Some(1), .. }, _)) | Err(_) => {}
            Ok((Call { threads: Some(threads), .. }, _)) => {
                wrong.push(format!("{}: {} threads are left", first.what, threads - 1));
            }
            Ok((Call { threads: None, .. }, _)) => {
                return Err(Skipped("not checked: this system does not say how many threads there are".to_owned()));
            }
        }
    }
    Ok(CheckOutcome::of(&wrong, "wait for every thread before returning", "all threads have ended when it returns"))
}

fn prints(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let while_loading = &subject.loaded()?.1.printed;
    let printed: BTreeSet<String> = subject
        .documents()?
        .iter()
        .filter_map(|answer| {
            let words = answer.result.as_ref().ok()?.printed.strip_prefix(while_loading.as_str())?.trim();
            (!words.is_empty()).then(|| format!("{}: it prints {words:?}", answer.what))
        })
        .collect();
    let fix = "nobody sees it: use `log`, which reaches the user";
    let wrong: Vec<String> = printed.into_iter().collect();
    Ok(CheckOutcome::of(&wrong, fix, "prints nothing").only_a_warning())
}

fn forbidden(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let is_forbidden =
        |cause: &Cause| matches!(cause, Cause::Worker(WorkerError::Died { how, .. }) if how.starts_with("SIGSYS"));
    let wrong: Vec<String> = match subject.loading()? {
        Err(cause) if is_forbidden(cause) => vec![format!("while it is loaded: it {cause}")],
        _ => {
            let causes = subject.answers()?.iter().filter_map(|answer| Some((answer, answer.result.as_ref().err()?)));
            let causes = causes.filter(|(_, error)| is_forbidden(&error.cause));
            causes.map(|(answer, error)| format!("{}: it {}", answer.what, error.cause)).collect()
        }
    };
    let fix = "take the call out: files, processes and the network are out of a plugin's reach, and all it needs is in the request";
    Ok(CheckOutcome::of(&wrong, fix, "makes no forbidden system call"))
}
