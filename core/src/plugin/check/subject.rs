//! The library under test, and how it is called. Results that several checks need are computed once.

use super::probe::{self, Call, Probe, Seen};
use super::samples::{self, strange};
use super::{Sample, Skipped};
use crate::plugin::draft::have_done;
use crate::plugin::{
    Anatomy, Cause, Drafted, Found, LIMITS, Offer, Part, Plugin, PluginError, Report, Unusable, anatomy, draft, inspect,
};
use crate::worker::{Limits, Program, WorkerError};
use copydesk_plugin::ffi::SYMBOL;
use copydesk_plugin::story::Request;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A plugin that hangs this often is asked no more: it would take minutes.
const PATIENCE: usize = 3;

/// How many random requests D2 makes, and from which seed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fuzz {
    /// The same number makes the same requests.
    pub seed: u64,
    /// The number of requests.
    pub requests: u32,
}

/// A library that is checked.
#[derive(Debug)]
pub struct Subject<'a> {
    pub(super) file: &'a Path,
    pub(super) anatomy: Result<Anatomy, Unusable>,
    pub(super) inspected: Result<Option<Plugin>, Unusable>,
    /// The requests it is tried with, the first of them most often.
    pub(super) samples: Vec<Sample>,
    pub(super) fuzz: Fuzz,
    pub(super) others: &'a Found,
    program: &'a Program,
    loading: OnceLock<Result<(Seen, Drafted), Cause>>,
    answers: OnceLock<Vec<Answer>>,
    strange_answers: OnceLock<Vec<Answer>>,
    repeated: OnceLock<Vec<String>>,
    hung: AtomicUsize,
}

/// A plugin's answer to a request.
#[derive(Debug)]
pub struct Answer {
    /// "leaflet from good-result".
    pub what: String,
    /// The requested output.
    pub output: String,
    /// The request.
    pub request: Vec<u8>,
    /// The document, or why there is none.
    pub result: Result<Drafted, PluginError>,
}

impl<'a> Subject<'a> {
    /// Creates the subject for the library in `file`, next to the plugins already installed. `own` are its author's
    /// requests.
    pub fn new(file: &'a Path, own: Vec<Sample>, fuzz: Fuzz, others: &'a Found, program: &'a Program) -> Subject<'a> {
        Subject {
            file,
            anatomy: anatomy(file),
            inspected: inspect(file),
            samples: samples::built_in().into_iter().chain(own).collect(),
            fuzz,
            others,
            program,
            loading: OnceLock::new(),
            answers: OnceLock::new(),
            strange_answers: OnceLock::new(),
            repeated: OnceLock::new(),
            hung: AtomicUsize::new(0),
        }
    }

    /// Returns its file.
    pub fn file(&self) -> &Path {
        self.file
    }

    /// Returns the contents of its file.
    pub(super) fn library(&self) -> Result<&Anatomy, Skipped> {
        self.anatomy.as_ref().map_err(|_| Skipped::because_of("A1"))
    }

    /// Returns its description of itself.
    ///
    /// # Errors
    /// It has none that can be read; another check says why.
    pub fn description(&self) -> Result<&Plugin, Skipped> {
        let library = self.library()?;
        match &self.inspected {
            Ok(Some(_)) if !library.exports.contains(SYMBOL) => Err(Skipped::because_of("A2")),
            Ok(Some(plugin)) => Ok(plugin),
            _ => Err(Skipped::because_of("A4")),
        }
    }

    /// Returns what was observed when it was loaded, or why it failed.
    pub(super) fn loading(&self) -> Result<&Result<(Seen, Drafted), Cause>, Skipped> {
        let plugin = self.description()?;
        Ok(self.loading.get_or_init(|| self.probe(plugin, Probe::Load, b"")))
    }

    /// Returns what was observed when it was loaded.
    pub(super) fn loaded(&self) -> Result<&(Seen, Drafted), Skipped> {
        self.loading()?.as_ref().map_err(|cause| match cause {
            Cause::Changed => Skipped::because_of("B6"),
            _ => Skipped::because_of("B1"),
        })
    }

    /// Returns the plugin, which loads and has a table that can be called.
    ///
    /// # Errors
    /// It does not; another check says why.
    pub fn usable(&self) -> Result<&Plugin, Skipped> {
        let (seen, _) = self.loaded()?;
        if seen.table.is_err() {
            return Err(Skipped::because_of("B5"));
        }
        if seen.is_crowded() {
            return Err(Skipped::because_of("B2"));
        }
        self.description()
    }

    /// Returns the outputs it offers.
    pub(super) fn offers(&self) -> Result<&[Offer], Skipped> {
        self.usable().map(|plugin| plugin.descriptor.outputs.as_slice())
    }

    /// Returns its answers to every sample, for every output.
    ///
    /// # Errors
    /// As those of [`Subject::usable`].
    pub fn answers(&self) -> Result<&[Answer], Skipped> {
        let offers = self.offers()?;
        let all = || {
            let tries = offers.iter().flat_map(|offer| self.samples.iter().map(move |sample| (offer, sample)));
            tries.filter_map(|(offer, sample)| self.ask(offer, &sample.name, sample.asking_for(offer)?).ok()).collect()
        };
        Ok(self.answers.get_or_init(all))
    }

    /// Returns its answers to every sample, if there is a document among them.
    ///
    /// # Errors
    /// There is none, so nothing can be said about documents.
    pub fn documents(&self) -> Result<&[Answer], Skipped> {
        let answers = self.answers()?;
        if answers.iter().any(|answer| answer.result.is_ok()) { Ok(answers) } else { Err(Skipped::because_of("C1")) }
    }

    /// Returns its answers to the first sample, for every output.
    pub(super) fn first_answers(&self) -> Result<impl Iterator<Item = (&Offer, &Answer)>, Skipped> {
        let (answers, offers) = (self.answers()?, self.offers()?);
        Ok(offers.iter().filter_map(|offer| Some((offer, answers.iter().find(|answer| answer.output == offer.id)?))))
    }

    /// Returns its answers to the first sample with unusual text in it, for every output.
    ///
    /// # Errors
    /// As those of [`Subject::usable`].
    pub fn strange_answers(&self) -> Result<&[Answer], Skipped> {
        let offers = self.offers()?;
        let ask = |offer: &Offer| self.ask(offer, "unusual text", strange(&self.samples[0], offer)).ok();
        Ok(self.strange_answers.get_or_init(|| offers.iter().filter_map(ask).collect()))
    }

    /// Drafts the first sample once more, for every output, and says what differs.
    pub(super) fn draft_again(&self) -> Result<Vec<String>, Skipped> {
        let mut wrong = Vec::new();
        for (offer, first) in self.first_answers()? {
            let second = self.ask(offer, "the same request", first.request.clone())?;
            if second.content() != first.content() {
                wrong.push(format!("{}: the document differs", second.what));
            }
        }
        Ok(wrong)
    }

    /// Returns the differences when the first sample is drafted again at once.
    pub(super) fn repeated(&self) -> Result<&[String], Skipped> {
        self.documents()?;
        Ok(self.repeated.get_or_init(|| self.draft_again().unwrap_or_default()))
    }

    /// Fails if drafting again gives another document: then no draft can be compared with another.
    pub(super) fn steady(&self) -> Result<(), Skipped> {
        if self.repeated()?.is_empty() { Ok(()) } else { Err(Skipped::because_of("C6")) }
    }

    /// Drafts with the plugin, as the program does.
    pub(super) fn ask(&self, offer: &Offer, request_name: &str, request: Vec<u8>) -> Result<Answer, Skipped> {
        let plugin = self.usable()?;
        if self.hung.load(Ordering::Relaxed) >= PATIENCE {
            return Err(Skipped(format!("not checked: it has hung {PATIENCE} times, C1 and C2 may say where")));
        }
        let result = draft(plugin, &request, &offer.limits(&LIMITS), self.program);
        if matches!(&result, Err(PluginError { cause: Cause::Worker(WorkerError::Timeout(_)), .. })) {
            self.hung.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Answer { what: format!("{} from {request_name}", offer.id), output: offer.id.clone(), request, result })
    }

    /// Drafts with the plugin, and returns what was observed.
    pub(super) fn probe(&self, plugin: &Plugin, probe: Probe, request: &[u8]) -> Result<(Seen, Drafted), Cause> {
        let mut input = serde_json::to_vec(&probe).expect("a probe is plain data");
        input.push(b'\n');
        input.extend_from_slice(request);
        let (answer, drafted) = have_done(probe::JOB, plugin, &input, &limits_of(plugin), self.program)?;
        let seen: Result<Seen, String> =
            serde_json::from_slice(&answer).map_err(|error| Cause::Forged(error.to_string()))?;
        Ok((seen.map_err(|why| Cause::Reported(Report::DidNotLoad(why)))?, drafted))
    }

    /// Probes the plugin and returns the call.
    pub(super) fn call(&self, plugin: &Plugin, probe: Probe, request: &[u8]) -> Result<(Call, Drafted), Cause> {
        let (seen, drafted) = self.probe(plugin, probe, request)?;
        let call = seen.call.ok_or_else(|| Cause::Forged("no call was seen".to_owned()))?;
        Ok((call, drafted))
    }
}

/// Returns the limits of the output of a plugin that needs most.
fn limits_of(plugin: &Plugin) -> Limits {
    let of_file = plugin.descriptor.outputs.iter().find(|offer| offer.file.is_some());
    of_file.map_or(LIMITS, |offer| offer.limits(&LIMITS))
}

impl Answer {
    /// Returns the document and its file, or why there is none, for comparison with another answer.
    pub(super) fn content(&self) -> Result<(&[Part], &[u8]), String> {
        let made = self.result.as_ref().map_err(|error| error.cause.to_string())?;
        Ok((made.parts.as_slice(), made.file.as_slice()))
    }

    /// Returns what is wrong, unless the answer is a document, a refusal or, for a malformed request, that it cannot be
    /// read.
    pub(super) fn wrong(&self) -> Option<String> {
        let is_request = || serde_json::from_slice::<Request>(&self.request).is_ok();
        match &self.result {
            Ok(_) => None,
            Err(error) if matches!(error.cause, Cause::Reported(Report::Refused { .. })) => None,
            Err(error) if matches!(error.cause, Cause::Reported(Report::BadRequest(_))) && !is_request() => None,
            Err(error) => Some(format!("{}: it {}", self.what, error.cause)),
        }
    }

    /// Returns what is wrong, accepting from any request that it cannot be read.
    pub(super) fn broken(&self) -> Option<String> {
        match &self.result {
            Err(error) if matches!(error.cause, Cause::Reported(Report::BadRequest(_))) => None,
            _ => self.wrong(),
        }
    }
}
