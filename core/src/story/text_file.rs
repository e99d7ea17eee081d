//! Any text that a person has: what kind of file it is (by what stands in it first, by the end of its name then), and its
//! document with the places of its words. Not here: how each kind is read (load).

use super::{Error, files};
use crate::document::{Document, FilePlace, Places, ReviewMarks};
use crate::finding::{Finding, Severity};
use crate::load::docx::{self, Docx, DocxError, View};
use crate::load::html::{self, Page};
use crate::load::{markdown, plain};
use crate::text::{self, Encoding};
use std::fmt;
use std::ops::Range;
use std::path::Path;

/// A text, read.
#[derive(Debug)]
pub struct Text {
    /// What it says.
    pub document: Document,
    /// Where each of its words stands.
    pub places: Places,
    /// What kind of file it is.
    pub format: TextFormat,
    /// The file's own text, which [`FilePlace::Bytes`] are bytes of; none for a Word document.
    pub source: Option<String>,
    /// The language that it says it is in, such as `en-GB`.
    pub language: Option<String>,
    /// The changes of a Word document that nobody has accepted or rejected yet, and its comments.
    pub marks: ReviewMarks,
    /// What was left out, and what else is worth knowing about the reading.
    pub findings: Vec<Finding<FilePlace>>,
}

/// A kind of text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// Markdown.
    Markdown,
    /// Plain text.
    Plain,
    /// A page.
    Html,
    /// A Word document.
    Docx,
}

/// Why a file is no text that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoText {
    /// A PDF.
    Pdf,
    /// A Word document of before 2007.
    OldWord,
    /// A document that is locked with a password.
    Locked,
    /// Rich text.
    Rtf,
    /// A compressed file that is no Word document or one that cannot be read.
    Docx(DocxError),
    /// A picture, a program, or something else that is no text.
    Bytes,
}

impl NoText {
    /// The next step.
    pub fn hint(&self) -> &'static str {
        match self {
            NoText::Docx(error) => error.hint(),
            NoText::Pdf => {
                "give the file it was made from, or copy its words into a text file; to read an inspection report: copydesk import"
            }
            NoText::OldWord | NoText::Rtf => "open it, save it as a Word document (.docx), and give that",
            NoText::Locked => "open it, take the password away, save it, and give that",
            NoText::Bytes => "give a Word document (.docx), a page (.html), Markdown or a plain text",
        }
    }
}

impl fmt::Display for NoText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoText::Docx(error) => return error.fmt(f),
            NoText::Pdf => "is a PDF, whatever it is called",
            NoText::OldWord => "is a Word document of before 2007 (.doc)",
            NoText::Locked => "is locked with a password",
            NoText::Rtf => "is rich text (.rtf)",
            NoText::Bytes => "is no text",
        })
    }
}

/// Reads a text file of any kind; a Word document as if all its open changes were accepted.
///
/// # Errors
/// [`Error::Read`], and [`Error::NoText`] where it is a file of another kind.
pub fn read_text(path: &Path) -> Result<Text, Error> {
    read_text_in(path, View::Accepted)
}

/// Reads a text file of any kind, with the open changes of a Word document accepted or rejected.
///
/// # Errors
/// [`Error::Read`], and [`Error::NoText`] where it is a file of another kind.
pub fn read_text_in(path: &Path, view: View) -> Result<Text, Error> {
    let bytes = files::read(path)?;
    if let Some(why) = foreign(&bytes) {
        return Err(Error::NoText { path: path.to_owned(), why });
    }
    if bytes.starts_with(ZIP) {
        let docx = docx::read(&bytes, view);
        return docx.map(of_docx).map_err(|error| Error::NoText { path: path.to_owned(), why: NoText::Docx(error) });
    }
    let is_called_word = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"));
    if is_called_word && !bytes.trim_ascii_start().starts_with(b"<") {
        let what = if bytes.is_empty() { "it is empty" } else { "it is no compressed file, as each of them is" };
        let why = NoText::Docx(DocxError::Damaged(what.to_owned()));
        return Err(Error::NoText { path: path.to_owned(), why });
    }
    let (source, encoding) = text::decode(&bytes);
    if encoding == Encoding::Windows1252 && source.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return Err(Error::NoText { path: path.to_owned(), why: NoText::Bytes });
    }
    let mut text = reader(path, &source)(source);
    if encoding == Encoding::Windows1252 {
        text.findings.push(Finding {
            severity: Severity::Note,
            place: FilePlace::File,
            message: "it is not in UTF-8, and was read as Windows-1252".to_owned(),
            hint: Some("look at its quotation marks and pounds, or save it with the encoding UTF-8".to_owned()),
        });
    }
    Ok(text)
}

fn of_docx(docx: Docx) -> Text {
    let Docx { document, places, marks, language, findings } = docx;
    Text { document, places, format: TextFormat::Docx, source: None, language, marks, findings }
}

fn of_markdown(source: String) -> Text {
    let (document, places, findings) = markdown::read_placed(&source, &[]);
    of_source(source, TextFormat::Markdown, document, places, findings.into_iter().map(in_bytes).collect())
}

fn of_plain(source: String) -> Text {
    let (document, places, findings) = plain::read(&source);
    of_source(source, TextFormat::Plain, document, places, findings)
}

fn of_page(source: String) -> Text {
    let Page { document, places, language, findings } = html::read(&source);
    Text { language, ..of_source(source, TextFormat::Html, document, places, findings) }
}

fn of_source(
    source: String,
    format: TextFormat,
    document: Document,
    places: Places,
    findings: Vec<Finding<FilePlace>>,
) -> Text {
    Text { document, places, format, source: Some(source), language: None, marks: ReviewMarks::default(), findings }
}

fn in_bytes(finding: Finding<Range<usize>>) -> Finding<FilePlace> {
    let Finding { severity, place, message, hint } = finding;
    Finding { severity, place: FilePlace::Bytes(place), message, hint }
}

/// What every compressed file begins with.
const ZIP: &[u8] = b"PK\x03\x04";

/// What a file is that is no text.
fn foreign(bytes: &[u8]) -> Option<NoText> {
    const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Some(NoText::Pdf);
    }
    if bytes.starts_with(OLE) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = bytes.windows(name.len()).any(|window| window == name);
        return Some(if locked { NoText::Locked } else { NoText::OldWord });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(NoText::Rtf);
    }
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    (!wide && !bytes.starts_with(ZIP) && bytes.contains(&0)).then_some(NoText::Bytes)
}

/// What reads a text, by what it begins with and by the end of its file's name.
fn reader(path: &Path, source: &str) -> fn(String) -> Text {
    let head: String = source.trim_start().chars().take(20).collect::<String>().to_ascii_lowercase();
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match ending.as_str() {
        _ if head.starts_with("<!doctype html") || head.starts_with("<html") => of_page,
        "html" | "htm" | "xhtml" => of_page,
        "md" | "markdown" => of_markdown,
        _ => of_plain,
    }
}
