//! Write an output for copydesk: a kind of text for one audience, made from an inspection's result.
//!
//! A plugin is a shared library. It receives one story as data ([`story::Request`]) and answers with a document. It
//! decides *what* to say and in which order; the program's templates decide *how*. So a plugin does not retype facts:
//! its plan has a [`plan::Ref`] in place of each datum, the program inserts the datum, and every word of the draft can
//! be traced to the report.
//!
//! # A whole plugin
//!
//! `Cargo.toml`:
//!
//! ```toml
//! [package]
//! name = "leaflet"
//! version = "0.1.0"
//! edition = "2024"
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [dependencies]
//! copydesk-plugin = { path = "..." }
//! serde = { version = "1", features = ["derive"] }
//! ```
//!
//! `templates/leaflet.hbs`, the words around the facts:
//!
#![doc = concat!("```text\n", include_str!("../templates/leaflet.hbs"), "```")]
//!
//! `src/lib.rs`:
//!
//! ```
//! #![deny(unsafe_code)]
//!
//! use copydesk_plugin::plan::Ref;
//! use copydesk_plugin::story::Request;
//! use copydesk_plugin::{Draft, Output, Refusal};
//! use serde::Serialize;
//!
//! struct Leaflet;
//!
//! /// What the template is given besides the request itself, as `plan`.
//! #[derive(Serialize)]
//! struct Plan {
//!     judgements: Vec<Ref>,
//!     best_quote: Option<Ref>,
//!     closing: &'static str,
//! }
//!
//! impl Output for Leaflet {
//!     fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
//!         if request.inspection.judgements.is_empty() {
//!             return Err(Refusal::new("no-judgements", "this document gives no grades, so there is nothing to tell"));
//!         }
//!         let plan = Plan {
//!             judgements: request.inspection.judgements.iter().map(|j| Ref::from(&j.id)).collect(),
//!             best_quote: request.quotes.first().map(|q| Ref::from(&q.id)),
//!             closing: "Questions? Write to us.",
//!         };
//!         draft.render("leaflet", &plan)
//!     }
//! }
//!
//! copydesk_plugin::export! {
//!     Leaflet,
//!     id: "uk.example.leaflet",
//!     outputs: [{ id: "leaflet", title: "Leaflet", description: "For families, in plain words" }],
//!     templates: { "leaflet": "../templates/leaflet.hbs" },
//! }
//!
//! // Its tests need no library and no program. These lines go into a #[test]:
//! use copydesk_plugin::plan::Part;
//! use copydesk_plugin::testing;
//!
//! let mut request = testing::sample();
//! let drafted = testing::run::<Leaflet>(&request).unwrap();
//! let [Part::Render { template, plan }] = &drafted.parts[..] else { panic!("{drafted:?}") };
//! assert_eq!(template, "leaflet");
//! assert_eq!(plan["judgements"][0]["$ref"], "/inspection/judgements/0");
//!
//! request.inspection.judgements.clear();
//! assert_eq!(testing::run::<Leaflet>(&request).unwrap_err().code(), Some("no-judgements"));
//! ```
//!
//! `copydesk plugin check` tests the library. It may draft if its folder is named for a run (`--plugin-dir`), and in a desk
//! that has approved its bytes (`copydesk plugin install`); `copydesk outputs` then lists its outputs.
//!
//! # Templates
//!
//! A plugin renders templates that it carries, those of the desk, and the program's own, such as `partials/result`;
//! `copydesk templates --show NAME` prints any of them. Those it carries are named after its outputs: `leaflet`, or
//! `leaflet/` and more, so that none replaces another's; up to 1 MB, without control characters. A desk may override each of
//! them. They are checked as a whole before a draft is made: an error is reported with library, template and line, and
//! affects only this plugin.
//!
//! # What to rely on
//!
//! - Each document is drafted in a separate process, with an empty environment and limits on time, memory and size; on
//!   Linux it has no access to files, the network or other processes. A plugin that panics, crashes or hangs loses its
//!   document and nothing else.
//! - Templates are rendered after the plugin has ended: it never sees the text.
//! - What a plugin prints is kept for its author; [`Draft::log`] and [`Draft::warn`] reach the user.
//! - New fields may be added to the request at any time. An older plugin goes on working.
//! - No author writes `unsafe`. A crate may deny `unsafe_code`; it cannot forbid it, because [`export!`] needs two
//!   attributes.
//! - Other languages use the C header, `include/copydesk_plugin.h`; [`ffi`] is the same in Rust.
#![deny(missing_docs)]

mod desk;
mod embed_templates;
mod export;
pub mod ffi;
pub mod findings;
mod output;
pub mod pick;
pub mod plain;
pub mod plan;
pub mod story;
pub mod summary;
pub mod testing;
pub mod trajectory;
pub mod voices;
pub mod wording;

pub use embed_templates::Template;
#[doc(hidden)]
pub use embed_templates::{section, section_len};
pub use export::{Descriptor, Field, FileType, Offer};
pub use output::{Draft, Output, Refusal};

/// The version of the request's data, major and minor: its own number, which grows when fields are added.
pub const REQUEST_SCHEMA: &str = "1.0";

/// The name and version of this SDK, for the descriptor.
pub const SDK: &str = concat!("copydesk-plugin ", env!("CARGO_PKG_VERSION"));

/// Returns the JSON Schema of [`story::Request`].
#[cfg(feature = "schema")]
pub fn request_schema() -> serde_json::Value {
    schemars::schema_for!(story::Request).to_value()
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use serde_json::json;

    #[test]
    fn the_schema_knows_every_field_of_a_request() {
        let schema = super::request_schema();
        let request = serde_json::to_value(super::story::Request::default()).unwrap();
        for field in request.as_object().unwrap().keys() {
            assert!(schema["properties"].get(field).is_some(), "{field}");
        }
        assert_eq!(schema["properties"]["quotes"]["items"], json!({ "$ref": "#/$defs/Quote" }));
    }
}
