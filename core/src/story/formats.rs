//! The table of text formats: their names, writers and readers. To add one, add its writer (`export`), its reader
//! (`load`) and a row here; `--to`, file endings, `check --all` and reading follow. Which format a given file has is
//! decided in `text_kind`.

use crate::document::{Comment, Document, FilePlace, Leaf, Places, ReviewMarks, VersionId};
use crate::export::{self, Frame};
use crate::finding::{Finding, Severity};
use crate::load::docx::{self, Docx, DocxError, View};
use crate::load::html::{self, Page};
use crate::load::mail::Mail;
use crate::load::{markdown, plain_text};
use crate::text::{Span, TextSpan, printable};
use std::collections::HashSet;
use std::path::Path;

/// A text, read.
#[derive(Debug)]
pub struct Text {
    /// Its content.
    pub document: Document,
    /// The position in the file of each of its words.
    pub places: Places,
    /// The file's format.
    pub format: &'static Format,
    /// The file's source text, to which [`FilePlace::Bytes`] refer; `None` for a Word document.
    pub source: Option<String>,
    /// The language that it says it is in, such as `en-GB`.
    pub language: Option<String>,
    /// The version that it says it holds, if copydesk wrote it.
    pub version: Option<VersionId>,
    /// The open changes of a Word document, and its comments.
    pub marks: ReviewMarks,
    /// What was left out, and other notes on the reading.
    pub findings: Vec<Finding<FilePlace>>,
}

impl Text {
    /// Returns the words of the paragraph that a comment is about, or nothing if it is about none.
    pub fn paragraph_of(&self, comment: &Comment) -> String {
        let leaves: Vec<String> = self.document.leaves().iter().map(Leaf::text).collect();
        let is_there = |(at, leaf): &(usize, &String)| {
            let place = self.places.of(TextSpan { block: *at, span: Span::all(leaf) });
            !leaf.is_empty() && place == comment.place
        };
        // Words that run over several paragraphs begin in the first.
        let found = leaves.iter().enumerate().find(is_there).map(|(_, leaf)| leaf);
        found
            .or_else(|| leaves.iter().find(|leaf| !comment.about.is_empty() && leaf.contains(&comment.about)))
            .cloned()
            .unwrap_or_default()
    }

    /// Returns what the file has and the document has not, each with its words: what was left out, words that may not be
    /// meant, and comments. Where it is does not count.
    pub fn left_out(&self) -> Vec<String> {
        let is_left_out = |finding: &&Finding<FilePlace>| {
            let (message, is_note) = (&finding.message, finding.severity == Severity::Note);
            let has_words = message.contains('“');
            message.contains(" left out") && (has_words || !is_note) || has_words && !is_note
        };
        let findings = self.findings.iter().filter(is_left_out).map(|finding| finding.message.clone());
        let all = findings.chain(self.marks.comments.iter().map(comment));
        all.map(|one| printable(&one.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
    }
}

/// Returns a comment as something that was left out.
fn comment(comment: &Comment) -> String {
    let by = if comment.author.is_empty() { String::new() } else { format!(" by {}", comment.author) };
    let on = if comment.about.is_empty() { String::new() } else { format!(" on “{}”", comment.about) };
    format!("a comment{by}{on}: “{}”", comment.text)
}

/// A format that a text is written in and read from.
#[derive(Debug)]
pub struct Format {
    /// The name in `--to`, which is also the usual ending of a file's name.
    pub name: &'static str,
    /// The other endings that it is written under.
    pub also: &'static [&'static str],
    /// Endings that it is read under only.
    read_under: &'static [&'static str],
    /// The format without the frame of a whole file, if it has one.
    pub fragment: Option<&'static Format>,
    codec: Codec,
}

/// The reader and the writer of a format.
#[derive(Debug)]
enum Codec {
    /// As text.
    Text { write: fn(&Document, &Frame) -> String, read: fn(String) -> Text },
    /// As bytes, which [`of_docx`] alone reads.
    Word { write: fn(&Document, &Frame) -> Vec<u8> },
    /// As bytes that are only for reading, printing or sending: no text is read from them.
    Paper { write: fn(&Document, &Frame) -> Vec<u8> },
}

/// All formats, in the order of messages.
pub static FORMATS: [&Format; 6] = [&MARKDOWN, &PLAIN, &HTML, &DOCX, &PDF, &EML];

/// Markdown, which reads back to the same document.
pub static MARKDOWN: Format = Format {
    name: "md",
    also: &["markdown"],
    read_under: &[],
    fragment: None,
    codec: Codec::Text { write: |document, _| export::to_markdown(document), read: of_markdown },
};

/// Plain text.
pub static PLAIN: Format = Format {
    name: "txt",
    also: &[],
    read_under: &[],
    fragment: None,
    codec: Codec::Text { write: |document, _| export::to_text(document), read: of_plain },
};

/// A page.
pub static HTML: Format = Format {
    name: "html",
    also: &["htm"],
    read_under: &["xhtml"],
    fragment: Some(&Format {
        name: "html",
        also: &[],
        read_under: &[],
        fragment: None,
        codec: Codec::Text { write: |document, _| export::to_html_fragment(document), read: of_page },
    }),
    codec: Codec::Text { write: export::to_html, read: of_page },
};

/// A Word document.
pub static DOCX: Format =
    Format { name: "docx", also: &[], read_under: &[], fragment: None, codec: Codec::Word { write: export::to_docx } };

/// A PDF.
pub static PDF: Format =
    Format { name: "pdf", also: &[], read_under: &[], fragment: None, codec: Codec::Paper { write: export::to_pdf } };

/// A mail to be sent.
pub static EML: Format =
    Format { name: "eml", also: &[], read_under: &[], fragment: None, codec: Codec::Paper { write: export::to_eml } };

/// Each format is one row.
impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Format {
    /// Returns the endings of the files that it is written to.
    pub fn endings(&self) -> impl Iterator<Item = &'static str> {
        [self.name].into_iter().chain(self.also.iter().copied())
    }

    /// Returns `true` if it is text, which a terminal can show.
    pub fn is_text(&self) -> bool {
        matches!(self.codec, Codec::Text { .. })
    }

    /// Returns `true` if a file of it says whose it is, and what kind of copy.
    pub fn has_frame(&self) -> bool {
        !self.is_text() || self.fragment.is_some()
    }

    /// Returns `true` if texts are read from it.
    pub fn is_read(&self) -> bool {
        !matches!(self.codec, Codec::Paper { .. })
    }

    /// Returns the bytes of a file that holds a document, in its frame where the format has one.
    pub fn write(&self, document: &Document, frame: &Frame) -> Vec<u8> {
        match self.codec {
            Codec::Text { write, .. } => write(document, frame).into_bytes(),
            Codec::Word { write } | Codec::Paper { write } => write(document, frame),
        }
    }

    /// Reads a text; one that says nothing as text is read as plain text.
    pub(super) fn read(&self, source: String) -> Text {
        match self.codec {
            Codec::Text { read, .. } => read(source),
            Codec::Word { .. } | Codec::Paper { .. } => of_plain(source),
        }
    }
}

/// Returns the format that the ending of a file's name says.
pub(super) fn of_file(path: &Path) -> Option<&'static Format> {
    let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
    let says = |format: &Format| format.endings().chain(format.read_under.iter().copied()).any(|known| known == ending);
    FORMATS.into_iter().find(|format| format.is_read() && says(format))
}

/// Returns a Word document.
pub(super) fn of_docx(bytes: &[u8], view: View) -> Result<Text, DocxError> {
    let Docx { document, places, marks, language, version, findings } = docx::read(bytes, view)?;
    Ok(Text { document, places, format: &DOCX, source: None, language, version, marks, findings })
}

fn of_markdown(source: String) -> Text {
    let (document, places, findings) = markdown::read_placed(&source, &[]);
    of_source(source, &MARKDOWN, document, places, findings.into_iter().map(in_bytes).collect())
}

fn of_plain(source: String) -> Text {
    let (document, places, findings) = plain_text::read(&source);
    of_source(source, &PLAIN, document, places, findings)
}

fn of_page(source: String) -> Text {
    let Page { document, places, language, version, findings } = html::read(&source);
    Text { language, version, ..of_source(source, &HTML, document, places, findings) }
}

/// Returns the words of a mail: those of its page, and of its plain text only where it has no page.
pub(super) fn of_mail(Mail { page, plain, left_out }: Mail) -> Text {
    let mut text = match (page, &plain) {
        (Some(page), _) => of_page(page),
        (None, plain) => of_plain(plain.clone().unwrap_or_default()),
    };
    let other = plain.filter(|_| text.format == &HTML).map(|plain| only_in(&plain, &text.document));
    let other = other.filter(|words| !words.is_empty());
    let other = other
        .map(|words| format!("words of the plain part are left out, which the page of the mail has not: “{words}”"));
    let finding = |message| Finding { severity: Severity::Warning, place: FilePlace::File, message, hint: None };
    text.findings.extend(left_out.into_iter().chain(other).map(finding));
    text
}

/// Returns the words of a text that a document has not. Addresses are no words: in plain text they are next to those of a link.
fn only_in(text: &str, document: &Document) -> String {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let leaves: Vec<String> = document.leaves().iter().map(Leaf::text).collect();
    let known: HashSet<String> = leaves.iter().flat_map(|leaf| leaf.split_whitespace()).map(letters).collect();
    let is_other = |word: &&str| {
        !word.contains("://") && !word.contains('@') && !letters(word).is_empty() && !known.contains(&letters(word))
    };
    text.split_whitespace().filter(is_other).collect::<Vec<_>>().join(" ")
}

fn of_source(
    source: String,
    format: &'static Format,
    document: Document,
    places: Places,
    findings: Vec<Finding<FilePlace>>,
) -> Text {
    Text {
        document,
        places,
        format,
        source: Some(source),
        language: None,
        version: None,
        marks: ReviewMarks::default(),
        findings,
    }
}

fn in_bytes(finding: Finding<Span>) -> Finding<FilePlace> {
    let Finding { severity, place, message, hint } = finding;
    Finding { severity, place: FilePlace::Bytes(place), message, hint }
}
