//! Group C, third part: time and memory when a request is a hundred times as large.

use super::probe::{Call, Probe};
use super::samples::bytes_of;
use super::{Check, CheckOutcome, Sample, Skipped, Subject};
use crate::plugin::{Cause, Offer, Plugin};
use serde_json::Value;
use std::time::Duration;

pub(super) const CHECKS: &[Check] = &[Check { id: "C13", title: "grows no faster than the request", run: linear }];

/// The sizes of the two requests, in bytes: a long report, and a hundred times that.
const USUAL: usize = 50_000;
const LARGE: usize = 100 * USUAL;

/// Times below this are not noticed by users.
const NOTICED: Duration = Duration::from_secs(1);
/// How much more than a hundredfold the time may grow: short times are measured inaccurately.
const SLACK: u32 = 5;
/// How often a short time is measured; the best counts.
const TRIES: usize = 3;
/// How much memory the large request may take: half of what a worker has.
const MEMORY: u64 = 256 << 20;

fn linear(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let plugin = subject.usable()?;
    let mut wrong = Vec::new();
    let mut slowest = Duration::ZERO;
    for offer in &plugin.descriptor.outputs {
        let usual: Result<Vec<Call>, Cause> = (0..TRIES).map(|_| called(subject, plugin, offer, USUAL)).collect();
        match usual.and_then(|usual| Ok((usual, called(subject, plugin, offer, LARGE)?))) {
            Ok((usual, large)) => {
                slowest = slowest.max(large.time);
                let usual = usual.iter().map(|call| call.time).min().unwrap_or_default();
                wrong.extend(judge(usual, &large).map(|why| format!("{}: {why}", offer.id)));
            }
            Err(cause) => wrong.push(format!("{}: it {cause}", offer.id)),
        }
    }
    let fix = "look for a loop inside a loop, and for text that is copied once for each of its parts";
    let good = format!("takes {} milliseconds for a request of {} MB", slowest.as_millis(), LARGE / 1_000_000);
    Ok(CheckOutcome::of(&wrong, fix, good).only_a_warning())
}

fn judge(usual: Duration, large: &Call) -> Option<String> {
    let times = u32::try_from(LARGE / USUAL).unwrap_or(u32::MAX).saturating_mul(SLACK);
    if large.time > NOTICED && large.time > usual * times {
        let (before, after) = (usual.as_secs_f32(), large.time.as_secs_f32());
        return Some(format!("it takes {before:.3} seconds, and {after:.1} for a request a hundred times as large"));
    }
    let memory = large.memory?;
    (memory > MEMORY)
        .then(|| format!("it takes {} MB of memory for a request of {} MB", memory >> 20, LARGE / 1_000_000))
}

fn called(subject: &Subject<'_>, plugin: &Plugin, offer: &Offer, size: usize) -> Result<Call, Cause> {
    subject.call(plugin, Probe::Draft, &grown(&subject.samples[0], offer, size)).map(|(call, _)| call)
}

/// Returns the sample with its quotes and its summary said over and over, until it has about `size` bytes.
fn grown(sample: &Sample, offer: &Offer, size: usize) -> Vec<u8> {
    let mut request = sample.json_for(offer);
    let lists = ["/quotes", "/inspection/summary"];
    let length: usize = lists.iter().filter_map(|list| request.pointer(list)).map(|list| list.to_string().len()).sum();
    let times = size / length.max(1);
    for list in lists {
        if let Some(Value::Array(items)) = request.pointer_mut(list) {
            *items = items.iter().cycle().take(items.len() * times).cloned().collect();
        }
    }
    bytes_of(&request)
}
