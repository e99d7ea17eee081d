//! Reads a PDF into pages of positioned lines. This is geometry only: whether a line is a header, a heading or a
//! paragraph is decided in [`super::report`]. It is our own text layer over lopdf's objects, because quoting needs what
//! a plain text extraction discards (the position and the size of a glyph), and because every count has a limit here.

mod annotations;
mod cmap;
mod content;
mod copy;
mod font;
mod glyph;
mod layers;
mod lines;
mod marks;
#[cfg(test)]
mod tests;
mod token;

pub use copy::{Copy, copy};

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a document may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Pages.
    pub pages: usize,
    /// Glyphs on all pages together.
    pub glyphs: usize,
    /// Bytes that one stream may unpack to, and the content of one page.
    pub unpacked: usize,
    /// Operators in the content of all pages together, forms that they draw included.
    pub operators: usize,
}

impl Default for Limits {
    /// Returns ten times and more what the longest published report needs.
    fn default() -> Limits {
        Limits { bytes: 64 << 20, pages: 500, glyphs: 1_000_000, unpacked: 16 << 20, operators: 3_000_000 }
    }
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PdfError {
    /// The file is not a PDF.
    NotPdf,
    /// A web page, and none that is a document of a known kind.
    UnknownPage,
    /// The file asks for a password.
    Encrypted,
    /// Only parts of the file are a PDF; says what is wrong.
    Damaged(String),
    /// The pages are pictures: nothing to read.
    NoText,
    /// The file does not say which letters those are that it draws.
    UnknownLetters,
    /// The file exceeds one of [`Limits`]; says which.
    TooBig(String),
}

impl PdfError {
    /// Returns the next step.
    pub fn hint(&self) -> &'static str {
        match self {
            PdfError::UnknownPage => {
                "save the page of the report itself, with all its text, as HTML; `copydesk documents` lists the kinds"
            }
            PdfError::NotPdf => "download the report again from reports.ofsted.gov.uk, and check that it opens",
            PdfError::Encrypted => "save a copy without a password, or use the published file",
            PdfError::Damaged(_) => "download the report again: the file is incomplete or was changed",
            PdfError::UnknownLetters => "use the published PDF; one that was made again with another program may do",
            PdfError::NoText => "use the published PDF, not a scan",
            PdfError::TooBig(_) => "check that this is an inspection report",
        }
    }
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfError::UnknownPage => {
                f.write_str("the file is not a PDF, and as a page it is of no kind that copydesk reads or has no text")
            }
            PdfError::NotPdf => f.write_str("the file is not a PDF"),
            PdfError::Encrypted => f.write_str("the PDF is locked with a password"),
            PdfError::Damaged(reason) => write!(f, "the PDF is damaged: {reason}"),
            PdfError::UnknownLetters => {
                f.write_str("the PDF does not say which letters it shows, so it cannot be read")
            }
            PdfError::NoText => f.write_str("the PDF has no text: its pages are pictures"),
            PdfError::TooBig(what) => write!(f, "the PDF is too big: {what}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// The pages of a document, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pages(pub Vec<Page>);

/// A page. Positions are in points from its top left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Its lines from top to bottom.
    pub lines: Vec<Line>,
    /// How much of it the largest picture takes, from 0 to 1.
    pub picture: f32,
    /// Whether its content could not be unpacked, so that nothing of it was read.
    pub unread: bool,
    /// Whether its content breaks off, or a part of it could not be read.
    pub cut: bool,
    /// Words that run another way than the rest, and were not read.
    pub turned: String,
    /// Words that are drawn over the page and not part of it: in the fields of a form, in notes.
    pub over: String,
}

/// The text on one base line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The base line.
    pub y: f32,
    /// The size of most of its letters.
    pub size: f32,
    /// Whether the file marks the line as not part of the text (a header, a footer).
    pub artifact: bool,
    /// Its pieces from left to right: never empty.
    pub pieces: Vec<TextPiece>,
}

/// Letters of one look, without a wide gap between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextPiece {
    /// Its left edge.
    pub x: f32,
    /// Its right edge.
    pub end: f32,
    /// Its base line: less than the line's for a raised mark.
    pub y: f32,
    /// The size of its letters.
    pub size: f32,
    /// Whether its font is bold.
    pub bold: bool,
    /// Its words, with the spaces between them.
    pub text: String,
}

/// Reads a PDF. A panic of the PDF crate becomes [`PdfError::Damaged`].
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Pages, PdfError> {
    let start = &bytes[..bytes.len().min(1024)];
    if !start.windows(5).any(|window| window == b"%PDF-") {
        return Err(PdfError::NotPdf);
    }
    if bytes.len() > limits.bytes {
        return Err(PdfError::TooBig(format!("{} bytes", bytes.len())));
    }
    catch_unwind(AssertUnwindSafe(|| read_pages(bytes, limits)))
        .unwrap_or_else(|_| Err(PdfError::Damaged("its structure makes no sense".to_owned())))
}

fn read_pages(bytes: &[u8], limits: &Limits) -> Result<Pages, PdfError> {
    let options = LoadOptions { max_decompressed_size: Some(limits.unpacked), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| load_error(&error))?;
    if document.is_encrypted() {
        return Err(PdfError::Encrypted);
    }
    let ids: Vec<ObjectId> = document.page_iter().take(limits.pages + 1).collect();
    if ids.is_empty() {
        return Err(PdfError::Damaged("it has no pages".to_owned()));
    }
    if ids.len() > limits.pages {
        return Err(PdfError::TooBig(format!("more than {} pages", limits.pages)));
    }
    let mut reader = content::ContentReader::new(&document, limits);
    let mut pages = Vec::with_capacity(ids.len());
    for id in ids {
        pages.push(read_page(&document, id, &mut reader)?);
    }
    if pages.iter().all(|page| page.lines.is_empty()) {
        return Err(PdfError::NoText);
    }
    let letters =
        pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.pieces).flat_map(|piece| piece.text.chars());
    let (all, unknown) = letters.fold((0_usize, 0_usize), |(all, unknown), c| {
        (all + usize::from(!c.is_whitespace()), unknown + usize::from(c == char::REPLACEMENT_CHARACTER))
    });
    if 2 * unknown > all {
        return Err(PdfError::UnknownLetters);
    }
    Ok(Pages(pages))
}

fn load_error(error: &lopdf::Error) -> PdfError {
    match error {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword | lopdf::Error::UnsupportedSecurityHandler(_) => {
            PdfError::Encrypted
        }
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            PdfError::TooBig("it unpacks to more than it may".to_owned())
        }
        _ => PdfError::Damaged("its list of objects cannot be read".to_owned()),
    }
}

fn read_page<'a>(
    document: &'a Document,
    id: ObjectId,
    reader: &mut content::ContentReader<'a>,
) -> Result<Page, PdfError> {
    let Ok(dict) = document.get_dictionary(id) else {
        return Ok(Page::default());
    };
    let bounds = inherited(document, dict, b"CropBox").or_else(|| inherited(document, dict, b"MediaBox"));
    let [left, bottom, right, top] = bounds.and_then(|object| rectangle(document, object)).unwrap_or(A4);
    let turned = inherited(document, dict, b"Rotate").and_then(|object| object.as_i64().ok()).unwrap_or(0);
    let (matrix, width, height) = match turned.rem_euclid(360) {
        90 => ([0.0, -1.0, 1.0, 0.0, -bottom, right], top - bottom, right - left),
        180 => ([-1.0, 0.0, 0.0, -1.0, right, top], right - left, top - bottom),
        270 => ([0.0, 1.0, -1.0, 0.0, top, -left], top - bottom, right - left),
        _ => ([1.0, 0.0, 0.0, 1.0, -left, -bottom], right - left, top - bottom),
    };
    let resources = inherited(document, dict, b"Resources").and_then(|object| object.as_dict().ok());
    let mut glyphs = reader.page(id, resources, matrix)?;
    let (mut width, mut height) = (width, height);
    // A page whose words run another way is read in that way.
    if let Some((turn, wide, high)) = glyphs.main_way().and_then(|way| way.levelled(width, height)) {
        glyphs = reader.page(id, resources, glyph::concat(&matrix, &turn))?;
        (width, height) = (wide, high);
    }
    glyphs.drawn.retain(|glyph| is_on_the_page(glyph, width, height));
    let picture = (glyphs.picture / (width * height)).min(1.0);
    let (lines, turned) = (lines::lines(&glyphs, height), glyphs.turned_words());
    let over = annotations::words(document, dict);
    Ok(Page { width, height, lines, picture, unread: glyphs.unread, cut: glyphs.cut, turned, over })
}

/// Returns `true` if a part of a glyph can be seen.
fn is_on_the_page(glyph: &glyph::Glyph, width: f32, height: f32) -> bool {
    let is_across = glyph.x + glyph.width.max(0.0) >= 0.0 && glyph.x <= width;
    is_across && glyph.y + glyph.size >= 0.0 && glyph.y <= height
}

/// No place on a page is further away than this, and nothing is larger, in points: so that no sum of them is infinite,
/// which JSON cannot say.
const FARTHEST: f32 = 1e6;

const A4: [f32; 4] = [0.0, 0.0, 595.0, 842.0];

/// How many levels up the page tree a value may be inherited from.
const MAX_ANCESTORS: usize = 32;

/// Returns a value of the page or of the nearest ancestor that has it.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..MAX_ANCESTORS {
        if let Ok(object) = node.get_deref(key, document) {
            return Some(object);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

fn rectangle(document: &Document, object: &Object) -> Option<[f32; 4]> {
    let numbers: Vec<f32> = object
        .as_array()
        .ok()?
        .iter()
        .map(|item| document.dereference(item).ok()?.1.as_float().ok())
        .collect::<Option<_>>()?;
    let [a, b, c, d] = numbers.try_into().ok()?;
    let sides = [a.min(c), b.min(d), a.max(c), b.max(d)];
    let is_near = sides.iter().all(|side| side.abs() < FARTHEST);
    (is_near && sides[2] - sides[0] > 1.0 && sides[3] - sides[1] > 1.0).then_some(sides)
}
