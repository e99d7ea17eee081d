//! The program's side of a job: starts a worker, sends the input, reads the frames, and ends it.
#![expect(clippy::disallowed_methods, reason = "a worker is a process, and its deadline needs the clock")]

use super::frame::{self, ANSWER, BROKE, CLOSED, Frame, FrameError, LEVEL};
use super::{Fence, Job, Level, Limits, NO_LIBRARY, Outcome, Program, Sealed, VERB, WorkerError, system};
use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How many bytes of what a worker prints are kept: enough for a panic's message.
const PRINTED: usize = 2048;
/// How long to wait for a dead worker's last output: another process may still hold the pipe.
const LAST_WORDS: Duration = Duration::from_millis(200);
/// The space for the answer, in addition to the job's own frames.
const ANSWER_ROOM: usize = 64 * 1024;

/// Runs `job` in a separate worker.
///
/// # Errors
/// A [`WorkerError`]; no worker is left running.
pub fn run(program: &Program, job: &Job<'_>, input: &[u8], limits: &Limits) -> Result<Outcome, WorkerError> {
    start(program, job, limits)?.ask(input)
}

/// Starts a worker for `job`, which prepares itself and waits for its input. Whoever has many jobs starts the next worker
/// while the one before is at work.
///
/// # Errors
/// [`WorkerError::Start`].
pub fn start(program: &Program, job: &Job<'_>, limits: &Limits) -> Result<Started, WorkerError> {
    let worker = Worker::start(program, job, limits).map_err(WorkerError::Start)?;
    Ok(Started { worker, limits: *limits })
}

/// A worker that waits for its input. Dropped, it is ended.
#[derive(Debug)]
pub struct Started {
    worker: Worker,
    limits: Limits,
}

impl Started {
    /// Sends the input and waits for the answer.
    ///
    /// # Errors
    /// A [`WorkerError`]; no worker is left running.
    pub fn ask(mut self, input: &[u8]) -> Result<Outcome, WorkerError> {
        let limits = self.limits;
        if input.len() > limits.input {
            return Err(WorkerError::InputTooBig { size: input.len(), limit: limits.input });
        }
        let deadline = Instant::now() + limits.time;
        self.worker.feed(input.to_vec());
        let mut frames = Vec::new();
        let mut sandbox = Reported { level: None, is_closed: false, fence: limits.fence };
        loop {
            let frame = match self.worker.frames.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(frame) => frame.map_err(|error| WorkerError::from_frame(error, limits.output))?,
                Err(RecvTimeoutError::Disconnected) => return Err(self.worker.end(LAST_WORDS).died()),
                Err(RecvTimeoutError::Timeout) => {
                    let end = self.worker.end(Duration::ZERO);
                    // It may have died long ago, while a child process of its held the pipe.
                    return Err(if end.by_us { WorkerError::Timeout(limits.time) } else { end.died() });
                }
            };
            if frame.kind == BROKE {
                return Err(WorkerError::Broke(String::from_utf8_lossy(&frame.body).into_owned()));
            }
            let Some(frame) = sandbox.take(frame, frames.is_empty())? else { continue };
            if frame.kind == ANSWER {
                let printed = self.worker.end(Duration::ZERO).printed;
                return Ok(Outcome { frames, answer: frame.body, printed, level: sandbox.level()? });
            }
            frames.push(frame);
        }
    }
}

/// What a worker has reported of its sandbox.
struct Reported {
    level: Option<Level>,
    /// Whether it reported on the second stage.
    is_closed: bool,
    fence: Fence,
}

impl Reported {
    /// Takes a report on the sandbox. Returns any other frame: those of the job come after both reports, or the level is that
    /// of the first stage.
    fn take(&mut self, frame: Frame, is_first: bool) -> Result<Option<Frame>, WorkerError> {
        match (frame.kind, &self.level) {
            (LEVEL, None) => self.level = Some(reached(&frame.body, self.fence)?),
            (CLOSED, Some(Level::Full)) if !self.is_closed && is_first => {
                self.is_closed = true;
                self.level = Some(tried(&frame.body, self.fence)?);
            }
            (LEVEL | CLOSED, _) => return Err(out_of_turn()),
            (ANSWER, Some(_)) => return Ok(Some(frame)),
            _ => {
                self.level = Some(enough(self.level()?, self.fence)?);
                return Ok(Some(frame));
            }
        }
        Ok(None)
    }

    /// Returns the level, as far as it was reported.
    fn level(&self) -> Result<Level, WorkerError> {
        let level = self.level.clone().ok_or_else(out_of_turn)?;
        Ok(if self.is_closed { level } else { level.without_second_stage() })
    }
}

fn out_of_turn() -> WorkerError {
    WorkerError::Garbled("a frame out of turn".to_owned())
}

/// Returns the level in the first frame, if it suffices.
fn reached(body: &[u8], fence: Fence) -> Result<Level, WorkerError> {
    enough(serde_json::from_slice(body).map_err(|error| WorkerError::Garbled(error.to_string()))?, fence)
}

/// Returns the level after the second stage, if it suffices: the body has what was still possible then.
fn tried(body: &[u8], fence: Fence) -> Result<Level, WorkerError> {
    let possible: Vec<String> =
        serde_json::from_slice(body).map_err(|error| WorkerError::Garbled(error.to_string()))?;
    let level = if possible.is_empty() { Level::Full } else { Level::FirstStage(possible.join(", ")) };
    enough(level, fence)
}

fn enough(level: Level, fence: Fence) -> Result<Level, WorkerError> {
    if level != Level::Full && fence == Fence::Required { Err(WorkerError::NotFenced(level)) } else { Ok(level) }
}

/// A running worker. Dropping it ends it.
#[derive(Debug)]
struct Worker {
    child: Child,
    ended: bool,
    /// Disconnected when the worker's output ends.
    frames: Receiver<Result<Frame, FrameError>>,
    printed: Receiver<String>,
}

/// How a worker ended.
struct End {
    how: String,
    by_us: bool,
    printed: String,
}

impl End {
    fn died(self) -> WorkerError {
        let how = if self.by_us { "it closed its channel to the program".to_owned() } else { self.how };
        WorkerError::Died { how, printed: self.printed }
    }
}

impl Worker {
    fn start(program: &Program, job: &Job<'_>, limits: &Limits) -> std::io::Result<Worker> {
        let mut command = Command::new(&program.0);
        command.args([VERB, job.name, &limits.to_argument()]);
        command.arg(job.library.map_or_else(|| NO_LIBRARY.into(), Sealed::place)).args(job.about);
        command.env_clear().current_dir("/");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        system::own_group(&mut command);
        let mut child = command.spawn()?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let (frame_sender, frames) = mpsc::channel();
        let (printed_sender, printed) = mpsc::channel();
        let (kinds, room) = (job.kinds, limits.output.saturating_add(ANSWER_ROOM));
        // No thread of a worker is ever waited for: each ends when its pipe does.
        thread::spawn(move || stdout.map(|stdout| listen(stdout, kinds, room, &frame_sender)));
        thread::spawn(move || stderr.map(|stderr| printed_sender.send(last_words(stderr))));
        Ok(Worker { child, ended: false, frames, printed })
    }

    fn feed(&mut self, input: Vec<u8>) {
        let stdin = self.child.stdin.take();
        thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    }

    /// Kills the group and reaps the worker. One that had died keeps the status it died with, and so does one that dies within
    /// `grace`: an exception on its way out of a library closes the channel before it ends the process.
    fn end(&mut self, grace: Duration) -> End {
        let said = self.printed.recv_timeout(grace);
        let status = self.kill();
        let printed = said.or_else(|_| self.printed.recv_timeout(LAST_WORDS)).unwrap_or_default();
        match status {
            Ok(status) => End { how: system::describe(status), by_us: system::was_killed(status), printed },
            Err(error) => End { how: error.to_string(), by_us: false, printed },
        }
    }

    fn kill(&mut self) -> std::io::Result<ExitStatus> {
        self.ended = true;
        system::kill_group(&mut self.child);
        self.child.wait()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if !self.ended {
            drop(self.kill());
        }
    }
}

fn listen(mut from: impl Read, kinds: u8, mut room: usize, to: &Sender<Result<Frame, FrameError>>) {
    while let Some(frame) = frame::read(&mut from, kinds, &mut room).transpose() {
        let broken = frame.is_err();
        if to.send(frame).is_err() || broken {
            return;
        }
    }
}

/// Reads to the end, however much it is, and keeps the last of it.
fn last_words(mut from: impl Read) -> String {
    let mut kept: Vec<u8> = Vec::new();
    let mut buffer = [0; 8192];
    while let Ok(len @ 1..) = from.read(&mut buffer) {
        kept.extend_from_slice(&buffer[..len]);
        kept.drain(..kept.len().saturating_sub(PRINTED));
    }
    String::from_utf8_lossy(&kept).into_owned()
}
