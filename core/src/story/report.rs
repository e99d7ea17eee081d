//! Reads a report in a sandboxed worker process with limits on time and memory: PDF libraries panic on damaged files,
//! and a page may contain anything.

use super::{Error, Known, user_files};
use crate::inspection::Inspection;
use crate::load::pdf::{self, PdfError};
use crate::load::report;
use crate::worker::child::Task;
use crate::worker::{self, Fence, Job, Limits, Program, WorkerError};
use serde::de::DeserializeOwned;
use std::path::Path;
use std::time::Duration;

/// The name of the worker's job.
pub const JOB: &str = "read-pdf";

/// How many bytes of JSON the reference data for reading a report may take; the built-in data take about 150,000.
const FACTS: usize = 8 << 20;

/// The limits for reading one report. The largest of 656 published documents takes half a second and 100 MB.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(20),
    input: user_files::LARGEST + FACTS,
    output: 64 << 20,
    memory: 1 << 30,
    fence: Fence::BestEffort,
};

/// Reads a report.
///
/// # Errors
/// [`Error::Read`] if the file cannot be read, [`Error::Report`] if it is not a readable report, [`Error::Reader`] if
/// the worker failed.
pub fn read_report(path: &Path, known: &Known) -> Result<Inspection, Error> {
    read_in_worker(JOB, path, &pack(known, &user_files::read(path)?))
}

/// Has a worker read a file for a job, and returns its answer.
pub(super) fn read_in_worker<T: DeserializeOwned>(job: &'static str, path: &Path, input: &[u8]) -> Result<T, Error> {
    let job = Job { name: job, library: None, about: Some(path), kinds: 0 };
    let reader = |cause| Error::Reader { path: path.to_owned(), cause };
    let program = Program::this().map_err(|cause| reader(WorkerError::Start(cause)))?;
    let outcome = worker::run(&program, &job, input, &LIMITS).map_err(reader)?;
    let read: Result<T, PdfError> =
        serde_json::from_slice(&outcome.answer).map_err(|error| reader(WorkerError::Garbled(error.to_string())))?;
    read.map_err(|cause| Error::Report { path: path.to_owned(), cause })
}

/// Returns the worker's side.
pub fn serve(task: Task) -> ! {
    task.answer(|input| {
        let (known, bytes) = unpack(input).expect("the program packed it");
        let known = known.to_read_with();
        let read = match pdf::read(bytes, &pdf::Limits::default()) {
            Err(PdfError::NotPdf) => page(bytes, &known),
            pages => pages.map(|pages| report::read(&pages, &known)),
        };
        serde_json::to_vec(&read).expect("an inspection is plain data")
    })
}

/// Reads a page that was saved from a web site.
fn page(bytes: &[u8], known: &report::Known) -> Result<Inspection, PdfError> {
    let text = std::str::from_utf8(bytes).map_err(|_| PdfError::NotPdf)?;
    let is_page = text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    let unknown = || if is_page { PdfError::UnknownPage } else { PdfError::NotPdf };
    report::read_page(text, known).ok_or_else(unknown)
}

/// Packs the worker's input: the length of the reference data (8 bytes, little-endian), the data as JSON, the file.
fn pack(known: &Known, bytes: &[u8]) -> Vec<u8> {
    let facts = serde_json::to_vec(known).expect("facts are plain data");
    [&(facts.len() as u64).to_le_bytes(), &facts[..], bytes].concat()
}

fn unpack(input: &[u8]) -> Option<(Known, &[u8])> {
    let (length, rest) = input.split_first_chunk()?;
    let (facts, bytes) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    Some((serde_json::from_slice(facts).ok()?, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let known = Known::built_in();
        let packed = pack(&known, b"%PDF");
        let (facts, bytes) = unpack(&packed).unwrap();
        assert_eq!((facts.record, bytes), (known.record, &b"%PDF"[..]));
        assert!(packed.len() < FACTS);
        assert!(unpack(&packed[..packed.len() / 2]).is_none());
    }
}
