//! Writes PDFs: tagged for screen readers, with bookmarks, held against PDF/UA-1 and, if the copy has a day, PDF/A-2a. The same
//! document in the same frame gives the same bytes. PDFs are read in [`load::pdf`](crate::load::pdf).
//!
//! The file is krilla's; the layout of the pages is ours, because what a document has is little: words in lines, lists,
//! quotations, tables.

mod composition;
mod flow;
mod fonts;
mod lines;
mod pages;
mod table;
mod tags;

use super::frame::Frame;
use super::name;
use crate::document::{Document, VERSION_PROPERTY, VersionId};
use fonts::Fonts;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::error::KrillaError;
use krilla::metadata::{DateTime, Metadata};

/// A4, in points.
const PAGE: (f32, f32) = (595.28, 841.89);
/// The margins left and right, at the top and at the bottom.
const MARGIN: (f32, f32, f32) = (62.0, 60.0, 60.0);
/// The width of the column of words.
const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN.0;

/// Returns a document as a PDF.
pub(super) fn write(document: &Document, frame: &Frame) -> Vec<u8> {
    let strict = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let strict = match frame.day {
        Some(_) => strict.with_archival_validator(Archival::A2_A),
        None => strict,
    };
    let strict = strict.finish().expect("both are for PDF 1.7");
    // What the standards forbid is kept out before; if something is left that they do, a file that is not up to them is
    // still better than none.
    let written = in_configuration(document, frame, strict);
    written.or_else(|_| in_configuration(document, frame, Configuration::default())).expect("nothing else is refused")
}

fn in_configuration(document: &Document, frame: &Frame, configuration: Configuration) -> Result<Vec<u8>, KrillaError> {
    let fonts = Fonts::built_in();
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut pdf = krilla::Document::new_with(settings);
    let title = name(document);
    let flow = flow::compose(document, &fonts, (MARGIN.0, WIDTH));
    pages::draw(&mut pdf, flow, frame, (&title, document.language()));
    pdf.set_metadata(metadata(document, frame, title));
    pdf.finish()
}

/// Returns the properties of the file, which say what kind of copy it is as its pages do.
fn metadata(document: &Document, frame: &Frame, title: String) -> Metadata {
    let title = if title.is_empty() { "Untitled".to_owned() } else { title };
    let version = frame.stamp.as_ref().map_or_else(|| VersionId::of(document), |stamp| stamp.version.clone());
    let id = format!("copydesk:{version}");
    let named = format!("{VERSION_PROPERTY}:{version}");
    let mut data = Metadata::new()
        .title(title)
        .language(document.language().to_owned())
        .creator("copydesk".to_owned())
        .document_id(id);
    if let Some(stamp) = &frame.stamp {
        data = data.description(stamp.to_string()).keywords(vec![named]);
    }
    if let Some(name) = &frame.face.name {
        data = data.authors(vec![name.clone()]);
    }
    if let Some(day) = frame.day {
        let part = |number: i8| number.unsigned_abs();
        let date = DateTime::new(day.year().unsigned_abs()).month(part(day.month())).day(part(day.day()));
        data = data.creation_date(date);
    }
    data
}
