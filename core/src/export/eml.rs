//! Writes a mail that is not sent yet (RFC 5322), for a person to open in their mail program, address and send: to journalists,
//! to staff. The words are in it as plain text and as a page.

use super::frame::Frame;
use super::{name, to_html, to_text};
use crate::document::{Document, VersionId};
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue, Headers, Subject};
use lettre::message::{MultiPart, MultiPartKind, SinglePart};

/// Returns the bytes of the mail. The same document in the same frame gives the same bytes.
pub(super) fn write(document: &Document, frame: &Frame) -> Vec<u8> {
    let part = |kind: ContentType, words: String| {
        SinglePart::builder().header(kind).header(ContentTransferEncoding::QuotedPrintable).body(words)
    };
    let boundary = VersionId::of(document).as_str()[..32].to_owned();
    let both = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(boundary)
        .singlepart(part(ContentType::TEXT_PLAIN, to_text(document)))
        .singlepart(part(ContentType::TEXT_HTML, to_html(document, frame)));
    let mut headers = Headers::new();
    headers.set(Subject::from(name(document)));
    // Programs that know this open the mail to be edited, not as one that was received.
    headers.insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str("X-Unsent"), "1".to_owned()));
    headers.insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str("MIME-Version"), "1.0".to_owned()));
    [headers.to_string().into_bytes(), both.formatted()].concat()
}
