//! The program's side of a draft: asks a worker, and validates everything it sends.

use super::worker_side::{FILE, JOB, KINDS, LOADED, LOG, RENDER, TEXT};
use super::{Cause, Descriptor, Offer, Part, Plugin, PluginError, Report, inspect};
use crate::hash::sha256;
use crate::text::printable;
use crate::worker::{self, Fence, Frame, Job, Level, Limits, Outcome, Program, Sealed, WorkerError};
use copydesk_plugin::plan::is_template_name;
use std::time::Duration;

/// The limits for drafting one document: ten seconds, a document of 8 MB from a request of 64 MB, 512 MB of memory. A
/// real one uses a hundredth of each.
pub const LIMITS: Limits = Limits {
    time: Duration::from_secs(10),
    input: 64 << 20,
    output: 8 << 20,
    memory: 512 << 20,
    fence: Fence::BestEffort,
};

/// The same for an output that makes a file: a minute, and 64 MB of file.
const FILE_TIME: Duration = Duration::from_mins(1);
const FILE_OUTPUT: usize = 64 << 20;

impl Offer {
    /// Returns the limits for drafting it, where those of a text are `of_text`.
    pub fn limits(&self, of_text: &Limits) -> Limits {
        match self.file {
            Some(_) => Limits { time: FILE_TIME, output: FILE_OUTPUT, ..*of_text },
            None => *of_text,
        }
    }
}

/// Bytes of all plans of a document: read, they take a hundred times as much of this program's memory.
const PLANS: usize = 1 << 20;
/// Templates that one document is made of: each is rendered by this program, which has no deadline for itself.
const RENDERINGS: usize = 50;
/// How many log lines are kept, and characters of each: more would not be read.
const LINES: usize = 100;
const LINE: usize = 1000;

/// The result of a plugin's draft.
#[derive(Debug)]
pub struct Drafted {
    /// The document, part by part.
    pub parts: Vec<Part>,
    /// The bytes of its file; empty if it wrote none.
    pub file: Vec<u8>,
    /// The plugin's messages; warnings begin with `warning: `.
    pub log: Vec<String>,
    /// The last two kilobytes that it printed, for its author.
    pub printed: String,
    /// How completely it was sandboxed.
    pub level: Level,
}

/// Drafts the document that `request` (JSON) asks for, with `plugin` in a worker process.
///
/// # Errors
/// Names the plugin and what happened. No process is left running.
pub fn draft(plugin: &Plugin, request: &[u8], limits: &Limits, program: &Program) -> Result<Drafted, PluginError> {
    start(plugin, limits, program)?.draft(request)
}

/// Starts a worker that loads `plugin` and waits. Whoever has many documents to draft starts the next worker while the one
/// before is at work.
///
/// # Errors
/// The plugin's file has changed or cannot be read, or no process can be started.
pub fn start<'a>(plugin: &'a Plugin, limits: &Limits, program: &Program) -> Result<Started<'a>, PluginError> {
    load(JOB, plugin, limits, program).map_err(|cause| PluginError::new(plugin, cause))
}

/// Has a worker do another job with the plugin's library. Hands on its answer, and what the plugin pushed.
pub(super) fn have_done(
    job: &str,
    plugin: &Plugin,
    input: &[u8],
    limits: &Limits,
    program: &Program,
) -> Result<(Vec<u8>, Drafted), Cause> {
    unpack(plugin, load(job, plugin, limits, program)?.ask(input)?)
}

fn load<'a>(job: &str, plugin: &'a Plugin, limits: &Limits, program: &Program) -> Result<Started<'a>, Cause> {
    let library = inspect::read(&plugin.file).map_err(Cause::Unreadable)?;
    let found = sha256(&library);
    if found != plugin.sha256 {
        return Err(Cause::Replaced { inspected: plugin.sha256.clone(), found });
    }
    let library = Sealed::of(&library).map_err(|error| Cause::Worker(WorkerError::Start(error)))?;
    let job = Job { name: job, library: Some(&library), about: Some(&plugin.file), kinds: KINDS };
    let worker = worker::start(program, &job, limits).map_err(Cause::Worker)?;
    Ok(Started { plugin, library, worker })
}

/// A worker that has a plugin and waits for a request: for one document, and no more.
#[derive(Debug)]
pub struct Started<'a> {
    plugin: &'a Plugin,
    library: Sealed,
    worker: worker::Started,
}

impl Started<'_> {
    /// Drafts the document that `request` (JSON) asks for.
    ///
    /// # Errors
    /// As those of [`draft()`].
    pub fn draft(self, request: &[u8]) -> Result<Drafted, PluginError> {
        let plugin = self.plugin;
        let drafted = self.ask(request).and_then(|outcome| read(plugin, outcome));
        drafted.map_err(|cause| PluginError::new(plugin, cause))
    }

    fn ask(self, input: &[u8]) -> Result<Outcome, Cause> {
        let outcome = self.worker.ask(input);
        drop(self.library); // It may be loaded as late as now.
        outcome.map_err(Cause::Worker)
    }
}

/// Makes a document of what a worker sent.
fn read(plugin: &Plugin, outcome: Outcome) -> Result<Drafted, Cause> {
    let (answer, drafted) = unpack(plugin, outcome)?;
    let ended: Result<(), Report> =
        serde_json::from_slice(&answer).map_err(|error| Cause::Forged(error.to_string()))?;
    ended.map_err(Cause::Reported)?;
    if drafted.parts.is_empty() { Err(Cause::Empty) } else { Ok(drafted) }
}

/// Returns the worker's answer, and what the plugin pushed.
fn unpack(plugin: &Plugin, outcome: Outcome) -> Result<(Vec<u8>, Drafted), Cause> {
    let (printed, level) = (printable(&outcome.printed), outcome.level);
    let mut drafted = Drafted { parts: Vec::new(), file: Vec::new(), log: Vec::new(), printed, level };
    let mut loaded = None;
    let plans = outcome.frames.iter().filter(|frame| frame.kind == RENDER).map(|frame| frame.body.len());
    if plans.clone().sum::<usize>() > PLANS || plans.count() > RENDERINGS {
        return Err(Cause::TooManyPlans { count: RENDERINGS, bytes: PLANS });
    }
    for frame in outcome.frames {
        match frame {
            Frame { kind: LOADED, body } => loaded = Some(body),
            Frame { kind: FILE, body } => drafted.file.extend_from_slice(&body),
            frame => collect(frame, &mut drafted)?,
        }
    }
    match loaded {
        Some(descriptor) if Descriptor::parse(&descriptor).as_ref() != Ok(&plugin.descriptor) => Err(Cause::Changed),
        None if !drafted.parts.is_empty() => Err(Cause::Forged("a document without a descriptor".to_owned())),
        _ => Ok((outcome.answer, drafted)),
    }
}

fn collect(frame: Frame, drafted: &mut Drafted) -> Result<(), Cause> {
    let text = String::from_utf8(frame.body).map_err(|error| Cause::Forged(error.to_string()))?;
    match frame.kind {
        TEXT => drafted.parts.push(Part::Text(text)),
        RENDER => drafted.parts.push(rendering(&text)?),
        LOG => {
            let room = LINES.saturating_sub(drafted.log.len());
            // A line each, so that none can pass for one of the program's.
            let lines =
                printable(&text).lines().take(room).map(|line| line.chars().take(LINE).collect()).collect::<Vec<_>>();
            drafted.log.extend(lines);
        }
        kind => return Err(Cause::Forged(format!("a frame of the kind {kind}"))),
    }
    Ok(())
}

/// Takes a `RENDER` frame apart: the template's name, a zero byte, the plan.
fn rendering(body: &str) -> Result<Part, Cause> {
    let (template, plan) = body.split_once('\0').unwrap_or((body, ""));
    if !is_template_name(template) {
        return Err(Cause::Forged(format!("the template name {template:?}")));
    }
    let plan = serde_json::from_str(plan)
        .map_err(|error| Cause::Plan { template: template.to_owned(), message: error.to_string() })?;
    Ok(Part::Render { template: template.to_owned(), plan })
}
