//! The worker's side of a probe: observes what a document does not show.
#![expect(clippy::disallowed_methods, reason = "a probe looks at the clock and at its own process")]

use crate::plugin::Report;
use crate::plugin::library::{Callbacks, EntrySymbol, HostAge, Loaded};
use crate::plugin::worker_side::{LOADED, Session};
use crate::worker::child::{Channel, Task};
use copydesk_plugin::ffi::{self, Status};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Read;
use std::time::{Duration, Instant};

/// The name of the job.
pub const JOB: &str = "probe";

/// What to observe. It comes before the request, as JSON on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Probe {
    /// Nothing is drafted.
    Load,
    Draft,
    /// The program says stop at the first byte above this.
    Stop(usize),
    /// The program's table lacks what was thought of last.
    OlderHost,
    /// The program's table has more than there is today.
    NewerHost,
}

/// What was observed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Seen {
    /// How long loading took.
    pub(super) load: Duration,
    /// The number of threads then; `None` if the system does not say.
    pub(super) threads_when_loaded: Option<u64>,
    /// Whether the library returns the same table when it is asked again.
    pub(super) steady: bool,
    /// What is wrong with that table.
    pub(super) table: Result<(), String>,
    /// The call, if there was one.
    pub(super) call: Option<Call>,
}

impl Seen {
    /// Returns `true` if a thread was started while the library was loaded: it would stay outside the sandbox.
    pub(super) fn is_crowded(&self) -> bool {
        self.threads_when_loaded > Some(1)
    }
}

/// The result of a call.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Call {
    pub(super) ended: Result<(), Report>,
    pub(super) status: Status,
    /// How often the plugin called the program after being told to stop; `None` if it was not told.
    pub(super) calls_after_stop: Option<u32>,
    pub(super) time: Duration,
    /// The number of threads then; `None` if the system does not say.
    pub(super) threads: Option<u64>,
    /// The most memory there ever was, in bytes; `None` where the system does not say.
    pub(super) memory: Option<u64>,
}

/// Loads the library that the task names, looks on, and answers with what was seen, or with the loader's error.
pub fn serve(task: Task) -> ! {
    let file = task.library.clone().unwrap_or_default();
    // The system fills a file of this kind when it is read.
    let open = || [(); 2].map(|()| File::open("/proc/self/status").ok());
    task.serve_prepared(open, move |[when_loaded, at_the_end], channel| {
        let start = Instant::now();
        let seen = EntrySymbol::of(&file).and_then(|entry| {
            let load = start.elapsed();
            let threads_when_loaded = when_loaded.and_then(|status| number(&text_of(status), "Threads:"));
            let mut seen = Seen { load, threads_when_loaded, steady: entry.is_steady(), table: Ok(()), call: None };
            match Loaded::of(&entry) {
                Err(wrong) => seen.table = Err(wrong),
                Ok(_) if seen.is_crowded() => {}
                Ok(loaded) => {
                    channel.close_sandbox()?;
                    seen.call = call(&loaded, at_the_end, channel);
                }
            }
            Ok(seen)
        });
        serde_json::to_vec(&seen).expect("what was seen is plain data")
    })
}

fn call(loaded: &Loaded, status: Option<File>, channel: &mut Channel) -> Option<Call> {
    channel.send(LOADED, loaded.descriptor()).ok()?;
    let input = channel.input();
    let line = input.iter().position(|byte| *byte == b'\n')?;
    let (probe, request) = (serde_json::from_slice(&input[..line]).ok()?, &input[line + 1..]);
    let (age, room) = match probe {
        Probe::Load => return None,
        Probe::Draft => (HostAge::Current, None),
        Probe::Stop(room) => (HostAge::Current, Some(room)),
        Probe::OlderHost => (HostAge::Older, None),
        Probe::NewerHost => (HostAge::Newer, None),
    };
    let mut watch = Watch { session: Session::new(channel), room, calls_after_stop: None };
    let start = Instant::now();
    let returned = loaded.draft(request, age, &mut watch);
    let (time, now) = (start.elapsed(), status.map(text_of).unwrap_or_default());
    Some(Call {
        status: returned,
        calls_after_stop: watch.calls_after_stop,
        ended: watch.session.end(returned),
        time,
        threads: number(&now, "Threads:"),
        memory: number(&now, "VmHWM:").map(|kilobytes| kilobytes << 10),
    })
}

/// Returns the beginning of a file, in one call: the sandbox allows no other.
fn text_of(mut file: File) -> String {
    let mut text = [0; 4096];
    let len = file.read(&mut text).unwrap_or_default();
    String::from_utf8_lossy(&text[..len]).into_owned()
}

/// Returns the number after a key in `/proc/self/status`.
fn number(status: &str, key: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix(key))?.split_whitespace().next()?.parse().ok()
}

/// A session that tells the plugin to stop, if asked to, and counts the calls after that.
struct Watch<'a> {
    session: Session<'a>,
    /// How many bytes may be pushed; `None` for no extra limit.
    room: Option<usize>,
    calls_after_stop: Option<u32>,
}

impl Watch<'_> {
    /// Returns `true` if `len` bytes more are too many, now or since an earlier call.
    fn stops(&mut self, len: usize) -> bool {
        if let Some(calls) = &mut self.calls_after_stop {
            *calls += 1;
            return true;
        }
        let Some(room) = self.room else { return false };
        match room.checked_sub(len) {
            Some(rest) => self.room = Some(rest),
            None => self.calls_after_stop = Some(0),
        }
        self.calls_after_stop.is_some()
    }
}

impl Callbacks for Watch<'_> {
    fn admit(&self, len: usize) -> Result<(), Report> {
        self.session.admit(len)
    }

    fn stop(&mut self, report: Report) -> Status {
        self.session.stop(report)
    }

    fn write(&mut self, text: &[u8]) -> Status {
        if self.stops(text.len()) { ffi::LIMIT } else { self.session.write(text) }
    }

    fn render(&mut self, template: &str, plan: &[u8]) -> Status {
        if self.stops(template.len() + plan.len()) { ffi::LIMIT } else { self.session.render(template, plan) }
    }

    fn write_file(&mut self, bytes: &[u8]) -> Status {
        if self.stops(bytes.len()) { ffi::LIMIT } else { self.session.write_file(bytes) }
    }

    fn log(&mut self, level: i32, text: &str) {
        self.session.log(level, text);
    }

    fn fail(&mut self, code: &str, text: &str) {
        self.session.fail(code, text);
    }
}
