//! The API that an author writes against: [`Output`], [`Draft`] and [`Refusal`].

use crate::ffi::{self, Status};
use crate::story::Request;
use serde::Serialize;
use std::fmt;

/// A plugin: it makes documents from requests.
///
/// It keeps no state between calls: each document is drafted in a separate process.
pub trait Output {
    /// Drafts the document that `request.output` asks for.
    ///
    /// # Errors
    /// A [`Refusal`], if these data do not allow a document. A missing fact is not a reason: write a placeholder, such
    /// as `[Statement: director]`, and go on.
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal>;
}

/// Takes the document, part by part, in the order of the calls.
pub struct Draft<'a> {
    host: &'a mut dyn Host,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(host: &'a mut dyn Host) -> Draft<'a> {
        Draft { host }
    }

    /// Adds a template, which the program renders with `plan`. In the plan, a [`Ref`](crate::plan::Ref) refers to a
    /// datum of the request. `template` is a name that [`is_template_name`](crate::plan::is_template_name) accepts.
    ///
    /// # Errors
    /// The plan is not JSON, or the program says stop. Return the error with `?`.
    pub fn render(&mut self, template: &str, plan: &impl Serialize) -> Result<(), Refusal> {
        let plan = serde_json::to_string(plan).map_err(|error| {
            Refusal::of(ffi::FAULT, "plan", format!("the plan for the template {template} is not JSON: {error}"))
        })?;
        go_on(self.host.render(template, &plan))
    }

    /// Adds Markdown: the plugin's own text, which has no other origin.
    ///
    /// # Errors
    /// The program says stop. Return the error with `?`.
    pub fn write(&mut self, markdown: &str) -> Result<(), Refusal> {
        go_on(self.host.write(markdown))
    }

    /// Adds bytes to the file of an output that makes one ([`Offer::file`](crate::Offer::file)). The Markdown of such an output
    /// says in words what is in the file: that is what people read, compare and sign.
    ///
    /// # Errors
    /// The program says stop, or is older than such outputs. Return the error with `?`.
    pub fn write_file(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        go_on(self.host.write_file(bytes))
    }

    /// Tells the person at the desk something worth knowing.
    pub fn log(&mut self, message: &str) {
        self.host.log(ffi::NOTE, message);
    }

    /// Tells the person at the desk something to look at.
    pub fn warn(&mut self, message: &str) {
        self.host.log(ffi::WARNING, message);
    }
}

impl fmt::Debug for Draft<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Draft")
    }
}

/// The reason why there is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub(crate) Why);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The plugin has something to say about it.
    Said { status: Status, code: String, message: String },
    /// The program said stop, and knows why.
    Host(Status),
}

impl Refusal {
    /// Refuses to draft. `code` is a short name for programs (`no-judgements`), `message` a sentence for people: lower
    /// case, no full stop.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Refusal {
        Refusal::of(ffi::REFUSED, code, message)
    }

    /// Returns the short name that the plugin gave; `None` if the program said stop.
    pub fn code(&self) -> Option<&str> {
        match &self.0 {
            Why::Said { code, .. } => Some(code),
            Why::Host(_) => None,
        }
    }

    fn of(status: Status, code: impl Into<String>, message: impl Into<String>) -> Refusal {
        Refusal(Why::Said { status, code: code.into(), message: message.into() })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Why::Said { code, message, .. } => write!(f, "{message} ({code})"),
            Why::Host(status) => write!(f, "the program said stop (status {status})"),
        }
    }
}

impl std::error::Error for Refusal {}

/// The program, as a draft sees it: across the border, or in a test.
pub(crate) trait Host {
    fn write(&mut self, text: &str) -> Status;
    fn render(&mut self, template: &str, plan: &str) -> Status;
    fn write_file(&mut self, bytes: &[u8]) -> Status;
    fn log(&mut self, level: i32, message: &str);
}

fn go_on(status: Status) -> Result<(), Refusal> {
    if status == ffi::OK { Ok(()) } else { Err(Refusal(Why::Host(status))) }
}
