//! The worker's side of a job: what the program does when started as a worker.

use super::frame::{self, ANSWER, BROKE, CLOSED, COST, LEVEL};
use super::sandbox::{Level, Sandbox, still_possible};
use super::sealed::descriptor_in;
use super::{Fence, Limits, NO_LIBRARY, VERB, system};
use std::any::Any;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// A job that this process was started for.
#[derive(Debug)]
pub struct Task {
    /// The name of the job.
    pub job: String,
    /// The library to load, if the job loads one.
    pub library: Option<PathBuf>,
    limits: Limits,
}

impl Task {
    /// Returns the job that the arguments (including the program's name) ask for; `None` if they are a user's.
    pub fn from_args(args: impl IntoIterator<Item = OsString>) -> Option<Task> {
        let mut args = args.into_iter().skip(1);
        if args.next()? != VERB {
            return None;
        }
        let job = args.next()?.into_string().ok()?;
        let limits = Limits::from_argument(args.next()?.to_str()?)?;
        let library = args.next().filter(|place| place != NO_LIBRARY).map(PathBuf::from);
        Some(Task { job, library, limits })
    }

    /// Sets the limits, enters the sandbox's first stage, does `work`, sends what it returns as the answer and ends the
    /// process. A panic in `work` is an answer too; what it prints reaches the program, never a terminal.
    pub fn serve(self, work: impl FnOnce(&mut Channel) -> Vec<u8>) -> ! {
        self.serve_prepared(|| (), |(), channel| work(channel))
    }

    /// Serves a job that needs something the sandbox forbids: `prepare` makes it first.
    pub fn serve_prepared<T>(self, prepare: impl FnOnce() -> T, work: impl FnOnce(T, &mut Channel) -> Vec<u8>) -> ! {
        let mut channel = self.open();
        if let Err(error) = system::set_limits(&self.limits).and_then(|()| system::name_forbidden_calls()) {
            channel.last(BROKE, format!("the limits could not be set: {error}").as_bytes());
        }
        let prepared = prepare();
        channel.enter_sandbox(&self);
        match catch_unwind(AssertUnwindSafe(|| work(prepared, &mut channel))) {
            Ok(answer) => channel.finish(&answer),
            Err(payload) => channel.last(BROKE, format!("panic: {}", message_of(&*payload)).as_bytes()),
        }
    }

    /// Ends the process with a message, because the job cannot be done.
    pub fn fail(self, message: &str) -> ! {
        self.open().last(BROKE, message.as_bytes())
    }

    /// Returns the simplest kind of job: bytes in, bytes out, with nothing loaded and nothing sent in between.
    pub fn answer(self, work: fn(&[u8]) -> Vec<u8>) -> ! {
        self.serve(|channel| {
            if let Err(error) = channel.close_sandbox() {
                channel.last(BROKE, error.as_bytes());
            }
            work(&channel.input())
        })
    }

    fn open(&self) -> Channel {
        let library = self.library.as_deref().and_then(descriptor_in);
        system::close_others(library);
        let Ok((input, output)) = system::pipes() else { system::leave(2) };
        let (limit, required) = (self.limits.output, self.limits.fence == Fence::Required);
        Channel { input, output, limit, left: limit, library, sandbox: None, required }
    }
}

/// The worker's side of the two pipes, and the way into the sandbox.
pub struct Channel {
    input: Box<dyn Read>,
    output: Box<dyn Write>,
    limit: usize,
    left: usize,
    /// The descriptor of the library, until it is loaded.
    library: Option<i32>,
    /// The sandbox whose first stage was entered, until the second is.
    sandbox: Option<Sandbox>,
    /// Whether nothing is done outside a whole one.
    required: bool,
}

impl std::fmt::Debug for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Channel").field("next_frame_limit", &self.next_frame_limit()).finish_non_exhaustive()
    }
}

impl Channel {
    /// Enters the first stage and reports the level reached, before foreign code could report it instead.
    fn enter_sandbox(&mut self, task: &Task) {
        let (sandbox, level) = match task.limits.fence {
            Fence::Off => (None, Level::ProcessOnly("it was asked for without".to_owned())),
            Fence::BestEffort | Fence::Required => {
                let copy = task.library.as_deref().filter(|library| descriptor_in(library).is_none());
                let (sandbox, level) = Sandbox::enter(copy);
                (Some(sandbox), level)
            }
        };
        self.sandbox = sandbox.filter(|_| level == Level::Full);
        let told = serde_json::to_vec(&level).expect("a level is plain data");
        let refused = task.limits.fence == Fence::Required && level != Level::Full;
        if self.put(LEVEL, &told).is_err() || refused {
            system::leave(2);
        }
    }

    /// Enters the sandbox's second stage, for good, and tries what must fail now. Call it once the library is loaded and
    /// before the input is read. The library's descriptor is closed, because a library might write to every descriptor.
    ///
    /// # Errors
    /// The library has started a thread, which would stay outside.
    pub fn close_sandbox(&mut self) -> Result<(), String> {
        if let Some(number) = self.library.take() {
            system::close(number);
        }
        let Some(sandbox) = self.sandbox.take() else { return Ok(()) };
        sandbox.close()?;
        let possible = still_possible();
        let report = serde_json::to_vec(&possible).expect("a list of words is plain data");
        if self.put(CLOSED, &report).is_err() || self.required && !possible.is_empty() {
            system::leave(2);
        }
        Ok(())
    }

    /// Returns all that the program sent. Without it there is nothing to do, so the process ends where it cannot be read.
    pub fn input(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self.input.read_to_end(&mut bytes) {
            Ok(_) => bytes,
            Err(error) => self.last(BROKE, format!("the input could not be read: {error}").as_bytes()),
        }
    }

    /// Returns how many bytes the program accepts in all frames together.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Returns how long the body of the next frame may be.
    pub fn next_frame_limit(&self) -> usize {
        self.left.saturating_sub(COST)
    }

    /// Sends one of the job's own frames, which has to fit into [`Channel::next_frame_limit`].
    ///
    /// # Errors
    /// It does not fit; nothing is sent.
    pub fn send(&mut self, kind: u8, body: &[u8]) -> Result<(), Full> {
        self.left = self.left.checked_sub(body.len().saturating_add(COST)).ok_or(Full)?;
        self.put(kind, body).unwrap_or_else(|_| system::leave(2));
        Ok(())
    }

    /// Sends the answer and ends the process at once: no destructor runs, and no code of a loaded library.
    pub fn finish(&mut self, answer: &[u8]) -> ! {
        self.last(ANSWER, answer)
    }

    fn last(&mut self, kind: u8, body: &[u8]) -> ! {
        let sent = self.put(kind, body);
        system::leave(if sent.is_ok() { 0 } else { 2 })
    }

    fn put(&mut self, kind: u8, body: &[u8]) -> io::Result<()> {
        frame::write(&mut self.output, kind, body)?;
        self.output.flush()
    }
}

/// The frame exceeds what is left of the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

fn message_of(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(args: &[&str]) -> Option<Task> {
        Task::from_args(args.iter().map(OsString::from))
    }

    #[test]
    fn only_a_whole_command_line_makes_a_worker() {
        let asked = task(&["copydesk", VERB, "draft", "1000,1,2,3,1", "/proc/self/fd/7", "/a/lib.so"]).unwrap();
        assert_eq!((asked.job.as_str(), asked.library), ("draft", Some(PathBuf::from("/proc/self/fd/7"))));
        assert!(task(&["copydesk", VERB]).is_none());
        assert!(task(&["copydesk", VERB, "draft", "soon"]).is_none());
        assert!(task(&["copydesk", "draft", VERB]).is_none());
    }
}
