//! What happens in the worker: loads the library, then reads the request, passes both on, sends what the plugin pushes,
//! and reports how it ended. This is safe code; the FFI is in `library`.

use super::Report;
use super::library::{Callbacks, HostAge, Loaded};
use crate::worker::child::{Channel, Task};
use copydesk_plugin::ffi::{self, Status};
use copydesk_plugin::plan::is_template_name;

/// The name of the job.
pub const JOB: &str = "draft";

/// The library is loaded; the body is the descriptor in it.
pub(super) const LOADED: u8 = 1;
/// A frame with text of the plugin's.
pub(super) const TEXT: u8 = 2;
/// The template's name, a zero byte, the plan.
pub(super) const RENDER: u8 = 3;
/// A frame with a message to the user.
pub(super) const LOG: u8 = 4;
/// A frame with bytes of the file that the output makes.
pub(super) const FILE: u8 = 5;
/// The highest of these kinds.
pub(super) const KINDS: u8 = FILE;

/// The code and the sentence of a plugin that gave neither.
pub(super) const NO_REASON: &str = "no-reason";
pub(super) const NOT_SAID: &str = "it gave no reason";

/// How many characters of a plugin's reason are kept: more than any reason needs.
const REASON: usize = 2000;

/// Drafts one document with the library that the task names.
pub fn serve(task: Task) -> ! {
    let file = task.library.clone().unwrap_or_default();
    task.serve(move |channel| {
        let limit = channel.limit();
        let loaded = match Loaded::open(&file) {
            Ok(loaded) => loaded,
            Err(why) => return answer(&Err(Report::DidNotLoad(why))),
        };
        if let Err(why) = channel.close_sandbox() {
            return answer(&Err(Report::DidNotLoad(why)));
        }
        if channel.send(LOADED, loaded.descriptor()).is_err() {
            return answer(&Err(Report::TooBig { limit }));
        }
        let request = channel.input();
        let mut session = Session::new(channel);
        let status = loaded.draft(&request, HostAge::Current, &mut session);
        answer(&session.end(status))
    })
}

fn answer(ended: &Result<(), Report>) -> Vec<u8> {
    serde_json::to_vec(ended).expect("a report is plain data")
}

/// One call of the plugin.
pub(super) struct Session<'a> {
    channel: &'a mut Channel,
    limit: usize,
    /// Why the plugin was told to stop. This is final, whatever the plugin returns.
    stopped: Option<Report>,
    /// The code and the sentence that `fail` was called with.
    said: Option<(String, String)>,
}

impl Session<'_> {
    pub(super) fn new(channel: &mut Channel) -> Session<'_> {
        let limit = channel.limit();
        Session { channel, limit, stopped: None, said: None }
    }

    pub(super) fn end(self, status: Status) -> Result<(), Report> {
        if let Some(report) = self.stopped {
            return Err(report);
        }
        let (code, message) = self.said.unwrap_or_else(|| (NO_REASON.to_owned(), NOT_SAID.to_owned()));
        match status {
            ffi::OK => Ok(()),
            ffi::REFUSED => Err(Report::Refused { code, message }),
            ffi::BAD_REQUEST => Err(Report::BadRequest(message)),
            ffi::FAULT => Err(Report::Fault { code, message }),
            other => Err(Report::Status(other)),
        }
    }

    fn push(&mut self, kind: u8, body: &[u8]) -> Status {
        match self.channel.send(kind, body) {
            Ok(()) => ffi::OK,
            Err(_) => self.stop(Report::TooBig { limit: self.limit }),
        }
    }
}

impl Callbacks for Session<'_> {
    fn admit(&self, len: usize) -> Result<(), Report> {
        if len > self.channel.next_frame_limit() { Err(Report::TooBig { limit: self.limit }) } else { Ok(()) }
    }

    fn stop(&mut self, report: Report) -> Status {
        if let Some(first) = self.stopped.take() {
            // It was told to stop and went on: it does not get a third chance.
            self.channel.finish(&answer(&Err(first)));
        }
        let status = if matches!(report, Report::TooBig { .. }) { ffi::LIMIT } else { ffi::FAULT };
        self.stopped = Some(report);
        status
    }

    fn write(&mut self, text: &[u8]) -> Status {
        match std::str::from_utf8(text) {
            Ok(_) => self.push(TEXT, text),
            Err(error) => self.stop(Report::NotUtf8 { at: error.valid_up_to() }),
        }
    }

    fn render(&mut self, template: &str, plan: &[u8]) -> Status {
        if !is_template_name(template) {
            return self.stop(Report::BadCall(format!("{template:?} is not the name of a template")));
        }
        if let Err(error) = std::str::from_utf8(plan) {
            return self.stop(Report::NotUtf8 { at: error.valid_up_to() });
        }
        self.push(RENDER, &[template.as_bytes(), b"\0", plan].concat())
    }

    fn write_file(&mut self, bytes: &[u8]) -> Status {
        self.push(FILE, bytes)
    }

    fn log(&mut self, level: i32, text: &str) {
        let warning = if level == ffi::NOTE { "" } else { "warning: " };
        self.push(LOG, format!("{warning}{text}").as_bytes());
    }

    fn fail(&mut self, code: &str, text: &str) {
        let short = |text: &str| text.chars().take(REASON).collect();
        self.said = Some((short(code), short(text)));
    }
}
