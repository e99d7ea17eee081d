//! The worker's side of a job: what the program does when it was started as a worker. Not here: the jobs themselves; the
//! caller hands in what is to be done, so that this layer knows neither plugins nor file formats.

use super::frame::{self, ANSWER, BROKE, COST};
use super::{Limits, VERB, system};
use std::any::Any;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// A job that this process was started for.
#[derive(Debug)]
pub struct Task {
    /// Which job.
    pub job: String,
    /// The file that it is about.
    pub file: Option<PathBuf>,
    limits: Limits,
}

impl Task {
    /// The job that the arguments (the program's own name first) ask for; `None` where they are those of a person.
    pub fn from_args(args: impl IntoIterator<Item = OsString>) -> Option<Task> {
        let mut args = args.into_iter().skip(1);
        if args.next()? != VERB {
            return None;
        }
        let job = args.next()?.into_string().ok()?;
        let limits = Limits::from_argument(args.next()?.to_str()?)?;
        Some(Task { job, file: args.next().map(PathBuf::from), limits })
    }

    /// Sets the limits, does `work`, sends what it returns as the answer and ends the process. A panic in `work` is an
    /// answer too; what it prints reaches the program, never a terminal.
    pub fn serve(self, work: impl FnOnce(&mut Channel) -> Vec<u8>) -> ! {
        let mut channel = self.open();
        if let Err(error) = system::set_limits(&self.limits) {
            channel.last(BROKE, format!("the limits could not be set: {error}").as_bytes());
        }
        // The sandbox's first stage will be entered here.
        match catch_unwind(AssertUnwindSafe(|| work(&mut channel))) {
            Ok(answer) => channel.finish(&answer),
            Err(payload) => channel.last(BROKE, format!("panic: {}", message_of(&*payload)).as_bytes()),
        }
    }

    /// Ends the process with a message of its own, because the job cannot be done.
    pub fn fail(self, message: &str) -> ! {
        self.open().last(BROKE, message.as_bytes())
    }

    /// The simplest kind of job: bytes in, bytes out, with nothing sent in between.
    pub fn answer(self, work: fn(&[u8]) -> Vec<u8>) -> ! {
        self.serve(|channel| work(&channel.input()))
    }

    fn open(&self) -> Channel {
        let Ok((input, output)) = system::pipes() else { system::leave(2) };
        Channel { input, output, limit: self.limits.output, room: self.limits.output }
    }
}

/// The worker's side of the two pipes.
pub struct Channel {
    input: Box<dyn Read>,
    output: Box<dyn Write>,
    limit: usize,
    room: usize,
}

impl std::fmt::Debug for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Channel").field("room", &self.room).finish_non_exhaustive()
    }
}

impl Channel {
    /// All that the program sent. Without it there is nothing to do, so the process ends where it cannot be read.
    pub fn input(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self.input.read_to_end(&mut bytes) {
            Ok(_) => bytes,
            Err(error) => self.last(BROKE, format!("the input could not be read: {error}").as_bytes()),
        }
    }

    /// How many bytes the program takes, all frames together.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// How long the body of the next frame may be.
    pub fn room(&self) -> usize {
        self.room.saturating_sub(COST)
    }

    /// Sends one of the job's own frames, which has to fit into [`Channel::room`].
    ///
    /// # Errors
    /// Where it does not; nothing is sent.
    pub fn send(&mut self, kind: u8, body: &[u8]) -> Result<(), Full> {
        self.room = self.room.checked_sub(body.len().saturating_add(COST)).ok_or(Full)?;
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

/// The frame does not fit into what is left of the limit.
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
        let asked = task(&["copydesk", VERB, "draft", "1000,1,2,3", "/a/lib.so"]).unwrap();
        assert_eq!((asked.job.as_str(), asked.file), ("draft", Some(PathBuf::from("/a/lib.so"))));
        assert!(task(&["copydesk", VERB]).is_none());
        assert!(task(&["copydesk", VERB, "draft", "soon"]).is_none());
        assert!(task(&["copydesk", "draft", VERB]).is_none());
    }
}
