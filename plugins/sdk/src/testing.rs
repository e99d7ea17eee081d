//! Runs an output in a plain unit test: no library, no worker, no templates. A test sees what the program would
//! receive: the parts of the document, in order, before templates are rendered.
//!
//! ```
//! use copydesk_plugin::plan::Part;
//! use copydesk_plugin::story::Request;
//! use copydesk_plugin::{Draft, Output, Refusal, testing};
//!
//! struct Leaflet;
//!
//! impl Output for Leaflet {
//!     fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
//!         let Some(best) = request.quotes.first() else {
//!             return Err(Refusal::new("no-quotes", "the report has no sentence that can be quoted"));
//!         };
//!         draft.write(&format!("> {}\n", best.text))
//!     }
//! }
//!
//! // A whole request, as the program makes it of a report about Avershire, a council that does not exist:
//! let mut request = testing::sample();
//! let drafted = testing::run::<Leaflet>(&request).unwrap();
//! assert!(matches!(&drafted.parts[..], [Part::Text(text)] if text.starts_with("> ")));
//!
//! // One that lacks something:
//! request.quotes.clear();
//! let refusal = testing::run::<Leaflet>(&request).unwrap_err();
//! assert_eq!(refusal.code(), Some("no-quotes"));
//!
//! // All of them: nothing that an output may meet makes it panic.
//! for (name, request) in testing::samples() {
//!     assert!(testing::run::<Leaflet>(&request).is_ok(), "{name}");
//! }
//! ```

use crate::ffi::{self, Status};
use crate::output::{Draft, Host, Output, Refusal};
use crate::plan::{Part, is_template_name};
use crate::story::Request;

/// Sample requests, as name and JSON: `good-result` and `mixed-result`, both with a full brief and desk, and `bare`,
/// from a report alone. The same files are in the SDK's folder `samples`. They name no output.
pub const SAMPLES: [(&str, &str); 3] = [
    ("good-result", include_str!("../samples/good-result.json")),
    ("mixed-result", include_str!("../samples/mixed-result.json")),
    ("bare", include_str!("../samples/bare.json")),
];

/// Returns the request `good-result` of [`SAMPLES`]. Its `output` is empty: a plugin of several outputs sets it, and every field
/// may be changed to what a test is about.
pub fn sample() -> Request {
    request(SAMPLES[0].1)
}

/// Returns all [`SAMPLES`], each with its name.
pub fn samples() -> impl Iterator<Item = (&'static str, Request)> {
    SAMPLES.into_iter().map(|(name, json)| (name, request(json)))
}

fn request(json: &str) -> Request {
    serde_json::from_str(json).expect("the program wrote it, and a test of its own holds it to that")
}

/// The answer of a plugin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafted {
    /// The document, part by part.
    pub parts: Vec<Part>,
    /// The bytes of the file; empty if it writes none.
    pub file: Vec<u8>,
    /// The plugin's messages; warnings begin with `warning: `.
    pub log: Vec<String>,
}

/// Drafts with `P` what `request` asks for.
///
/// # Errors
/// The plugin's refusal.
///
/// # Panics
/// Where the program would stop the plugin: a template's name that is none.
pub fn run<P: Output>(request: &Request) -> Result<Drafted, Refusal> {
    let mut drafted = Drafted::default();
    P::draft(request, &mut Draft::new(&mut drafted))?;
    Ok(drafted)
}

impl Host for Drafted {
    fn write(&mut self, text: &str) -> Status {
        self.parts.push(Part::Text(text.to_owned()));
        ffi::OK
    }

    fn render(&mut self, template: &str, plan: &str) -> Status {
        assert!(is_template_name(template), "{template:?} is not the name of a template");
        let plan = serde_json::from_str(plan).expect("serde_json reads what it wrote");
        self.parts.push(Part::Render { template: template.to_owned(), plan });
        ffi::OK
    }

    fn write_file(&mut self, bytes: &[u8]) -> Status {
        self.file.extend_from_slice(bytes);
        ffi::OK
    }

    fn log(&mut self, level: i32, message: &str) {
        self.log.push(if level == ffi::NOTE { message.to_owned() } else { format!("warning: {message}") });
    }
}
