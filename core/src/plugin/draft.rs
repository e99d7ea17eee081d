//! The program's side of a draft: asks a worker, and takes nothing from it on trust. Not here: the worker's side (see
//! `inside`).

use super::error::plain;
use super::inside::{JOB, KINDS, LOADED, LOG, RENDER, TEXT};
use super::{Cause, Descriptor, Part, Plugin, PluginError, Report, inspect};
use crate::hash::sha256;
use crate::worker::{self, Frame, Job, Level, Limits, Program};
use copydesk_plugin::plan::is_template_name;
use std::time::Duration;

/// What a plugin may use for one document: ten seconds, a document of 8 MB from a request of 64 MB, 512 MB of memory. A real
/// one uses a hundredth of each.
pub const LIMITS: Limits =
    Limits { time: Duration::from_secs(10), input: 64 << 20, output: 8 << 20, memory: 512 << 20 };

/// What a plugin made.
#[derive(Debug)]
pub struct Drafted {
    /// The document, part by part.
    pub parts: Vec<Part>,
    /// What the plugin had to say about it; warnings begin with `warning: `.
    pub log: Vec<String>,
    /// What it printed, the last two kilobytes: for its author.
    pub printed: String,
    /// How well it was fenced in.
    pub level: Level,
}

/// Has `plugin` draft the document that `request` (JSON) asks for, in a worker of its own.
///
/// # Errors
/// Names the plugin and what happened. No process is left behind.
pub fn draft(plugin: &Plugin, request: &[u8], limits: &Limits, program: &Program) -> Result<Drafted, PluginError> {
    ask(plugin, request, limits, program).map_err(|cause| PluginError::new(plugin, cause))
}

fn ask(plugin: &Plugin, request: &[u8], limits: &Limits, program: &Program) -> Result<Drafted, Cause> {
    let (answer, drafted) = have_done(JOB, plugin, request, limits, program)?;
    let ended: Result<(), Report> =
        serde_json::from_slice(&answer).map_err(|error| Cause::Forged(error.to_string()))?;
    ended.map_err(Cause::Reported)?;
    if drafted.parts.is_empty() { Err(Cause::Empty) } else { Ok(drafted) }
}

/// Has a worker do a job with the plugin's library, and hands on its answer and what the plugin pushed.
pub(super) fn have_done(
    job: &str,
    plugin: &Plugin,
    input: &[u8],
    limits: &Limits,
    program: &Program,
) -> Result<(Vec<u8>, Drafted), Cause> {
    let library = inspect::read(&plugin.file).map_err(Cause::Unreadable)?;
    let found = sha256(&library);
    if found != plugin.sha256 {
        return Err(Cause::Replaced { inspected: plugin.sha256.clone(), found });
    }
    // The worker's directory is the root.
    let file = std::path::absolute(&plugin.file).unwrap_or_else(|_| plugin.file.clone());
    let job = Job { name: job, file: Some(&file), kinds: KINDS };
    let outcome = worker::run(program, &job, input, limits).map_err(Cause::Worker)?;
    let mut drafted =
        Drafted { parts: Vec::new(), log: Vec::new(), printed: plain(&outcome.printed), level: outcome.level };
    let mut loaded = None;
    for frame in outcome.frames {
        match frame {
            Frame { kind: LOADED, body } => loaded = Some(body),
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
        LOG => drafted.log.push(plain(&text)),
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
