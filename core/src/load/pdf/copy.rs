//! Reads a PDF that copydesk may have written: which version it says it holds, and its letters.

use super::{Limits, PdfError, read};
use crate::document::{VERSION_PROPERTY, VersionId};
use lopdf::{Document, Object};
use serde::{Deserialize, Serialize};

/// What a PDF says of itself, and its letters in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// The version that it says it holds.
    pub version: Option<VersionId>,
    /// Its letters, digits and signs without the spaces between them, and without what is marked as no part of the text.
    pub letters: String,
}

/// Reads a PDF as a copy of a version.
///
/// # Errors
/// Those of [`read`].
pub fn copy(bytes: &[u8], limits: &Limits) -> Result<Copy, PdfError> {
    let pages = read(bytes, limits)?;
    let lines = pages.0.iter().flat_map(|page| &page.lines).filter(|line| !line.artifact);
    let texts = lines.flat_map(|line| &line.pieces).map(|piece| piece.text.as_str());
    let letters = texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    Ok(Copy { version: version(bytes), letters })
}

fn version(bytes: &[u8]) -> Option<VersionId> {
    let document = Document::load_mem(bytes).ok()?;
    let info = document.trailer.get(b"Info").ok()?;
    let info = match info {
        Object::Reference(id) => document.get_object(*id).ok()?,
        direct => direct,
    };
    let keywords = lopdf::decode_text_string(info.as_dict().ok()?.get(b"Keywords").ok()?).ok()?;
    let named = keywords.split([',', ' ']).find_map(|word| word.strip_prefix(VERSION_PROPERTY)?.strip_prefix(':'))?;
    VersionId::new(named).ok()
}
