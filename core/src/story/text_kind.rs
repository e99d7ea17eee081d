//! Reads any text file: detects its kind, from its first bytes and then from its name, and returns its document and
//! source map. The table of formats is in `formats`, each reader in [`load`](crate::load).

use super::formats::{self, Format, Text};
use super::{Error, user_files};
use crate::document::FilePlace;
use crate::finding::{Finding, Severity};
use crate::load::docx::{DocxError, View};
use crate::load::foreign::{self, Foreign};
use crate::load::mail;
use crate::text::{self, Encoding};
use std::fmt;
use std::path::Path;

/// Why a file cannot be read as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoText {
    /// A PDF.
    Pdf,
    /// A file of another program.
    Foreign(Foreign),
    /// A document that is locked with a password.
    Locked,
    /// Rich text.
    Rtf,
    /// A zip file that is not a Word document, or one that cannot be read.
    Docx(DocxError),
    /// A picture, a program or other binary file.
    Bytes,
}

impl NoText {
    /// Returns the next step.
    pub fn hint(&self) -> &'static str {
        match self {
            NoText::Docx(error) => error.hint(),
            NoText::Pdf => {
                "give the file it was made from, or copy its words into a text file; to read an inspection report: copydesk import"
            }
            NoText::Foreign(kind) => kind.hint(),
            NoText::Rtf => "open it, save it as a Word document (.docx) and use that file",
            NoText::Locked => "open it, take the password away, save it, and give that",
            NoText::Bytes => "give a Word document (.docx), a page (.html), Markdown or a plain text",
        }
    }
}

impl fmt::Display for NoText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoText::Docx(error) => return error.fmt(f),
            NoText::Foreign(kind) => return kind.fmt(f),
            NoText::Pdf => "is a PDF, despite its file name",
            NoText::Locked => "is locked with a password",
            NoText::Rtf => "is rich text (.rtf)",
            NoText::Bytes => "is not a text file",
        })
    }
}

/// Returns what was copied from a page, a mail or a Word document as Markdown, in the form that drafts have.
pub fn pasted(page: &str) -> String {
    crate::export::to_markdown(&crate::load::html::read(page).document)
}

/// Reads a text file of any kind; a Word document as if all its open changes were accepted.
///
/// # Errors
/// [`Error::Read`], and [`Error::NoText`] if it is not a text.
pub fn read_text(path: &Path) -> Result<Text, Error> {
    read_text_in(path, View::Accepted)
}

/// Reads a text file of any kind, with the open changes of a Word document accepted or rejected.
///
/// # Errors
/// [`Error::Read`], and [`Error::NoText`] if it is not a text.
pub fn read_text_in(path: &Path, view: View) -> Result<Text, Error> {
    let bytes = user_files::read(path)?;
    let is_lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
    if let Some(why) = is_lock.then_some(NoText::Foreign(Foreign::WordLock)).or_else(|| foreign(&bytes)) {
        return Err(Error::NoText { path: path.to_owned(), why });
    }
    if bytes.starts_with(ZIP) {
        let docx = formats::of_docx(&bytes, view);
        return docx.map_err(|error| Error::NoText { path: path.to_owned(), why: NoText::Docx(error) });
    }
    let is_called_word = formats::of_file(path).is_some_and(|format| !format.is_text());
    if is_called_word && !bytes.trim_ascii_start().starts_with(b"<") {
        let what = if bytes.is_empty() { "it is empty" } else { "it is not a zip file" };
        let why = NoText::Docx(DocxError::Damaged(what.to_owned()));
        return Err(Error::NoText { path: path.to_owned(), why });
    }
    let (source, encoding) = text::decode(&bytes);
    if encoding == Encoding::Windows1252 && source.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return Err(Error::NoText { path: path.to_owned(), why: NoText::Bytes });
    }
    if let Some(kind) = foreign::in_text(&source) {
        let mail = if kind == Foreign::Mail { mail::read(&bytes) } else { None };
        if let Some(mail) = mail {
            return Ok(formats::of_mail(mail));
        }
        return Err(Error::NoText { path: path.to_owned(), why: NoText::Foreign(kind) });
    }
    let twice = text::encoded_twice(&source);
    let mut text = format_of(path, &source).read(source);
    if encoding == Encoding::Windows1252 {
        text.findings.push(Finding {
            severity: Severity::Note,
            place: FilePlace::File,
            message: "this file is not UTF-8, so copydesk read it as Windows-1252".to_owned(),
            hint: Some("check its quotation marks and pound signs, or save it as UTF-8".to_owned()),
        });
    }
    text.findings.extend(twice.map(|(found, meant)| Finding {
        severity: Severity::Warning,
        place: FilePlace::File,
        message: format!("this file seems to have been encoded twice: “{found}” may have been “{meant}”"),
        hint: Some("save it again as UTF-8, in the program in which its words look right".to_owned()),
    }));
    Ok(text)
}

/// The first bytes of every zip file.
const ZIP: &[u8] = b"PK\x03\x04";

/// Returns what a file is if it is not a text.
fn foreign(bytes: &[u8]) -> Option<NoText> {
    const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Some(NoText::Pdf);
    }
    if bytes.starts_with(OLE) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = bytes.windows(name.len()).any(|window| window == name);
        return Some(if locked { NoText::Locked } else { NoText::Foreign(foreign::in_old_container(bytes)) });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(NoText::Rtf);
    }
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    (!wide && !bytes.starts_with(ZIP) && bytes.contains(&0)).then_some(NoText::Bytes)
}

/// Returns the format of a text, by what it begins with and by the ending of its file's name.
fn format_of(path: &Path, source: &str) -> &'static Format {
    let head: String = source.trim_start().chars().take(20).collect::<String>().to_ascii_lowercase();
    let is_page = head.starts_with("<!doctype html") || head.starts_with("<html");
    let named = formats::of_file(path).filter(|format| format.is_text());
    if is_page { &formats::HTML } else { named.unwrap_or(&formats::PLAIN) }
}
