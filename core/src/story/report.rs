//! Reading a report behind a fence: PDF crates panic on damaged files, so the bytes are read in a worker process with
//! limits on time and memory. Not here: how pages are read (load) and what may come of it (inspection).

use super::{Error, Known, files};
use crate::inspection::Inspection;
use crate::load::pdf::{self, PdfError};
use crate::load::report;
use crate::worker::child::Task;
use crate::worker::{self, Job, Limits, Program};
use std::path::Path;
use std::time::Duration;

/// The name of the worker's job.
pub const JOB: &str = "read-pdf";

/// What reading one report may use. The largest of 656 published documents takes half a second and 100 MB.
const LIMITS: Limits =
    Limits { time: Duration::from_secs(20), input: files::LARGEST, output: 64 << 20, memory: 1 << 30 };

/// Reads a report.
///
/// # Errors
/// [`Error::Read`] where the file cannot be read, [`Error::Report`] where it is no readable report, [`Error::Reader`]
/// where the reading process did not come back.
pub fn read_report(path: &Path, known: &Known) -> Result<Inspection, Error> {
    let bytes = files::read(path)?;
    let job = Job { name: JOB, file: None, kinds: 0 };
    let reader = |cause| Error::Reader { path: path.to_owned(), cause };
    let program = Program::this().map_err(|cause| reader(worker::WorkerError::Start(cause)))?;
    let outcome = worker::run(&program, &job, &bytes, &LIMITS).map_err(reader)?;
    let pages: Result<pdf::Pages, PdfError> = serde_json::from_slice(&outcome.answer)
        .map_err(|error| reader(worker::WorkerError::Garbled(error.to_string())))?;
    let pages = pages.map_err(|cause| Error::Report { path: path.to_owned(), cause })?;
    Ok(report::read(&pages, &known.to_read_with()))
}

/// The worker's side.
pub fn serve(task: Task) -> ! {
    task.answer(|bytes| {
        let pages = pdf::read(bytes, &pdf::Limits::default());
        serde_json::to_vec(&pages).expect("pages are plain data")
    })
}
