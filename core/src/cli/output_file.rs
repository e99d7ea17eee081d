//! Shared by the commands that write a document: the formats, and the notes on the file written.

use super::Done;
use super::review_arguments::now;
use super::screen::{Screen, print_file, write_out};
use crate::document::{Document, Kind};
use crate::export::Frame;
use crate::phrasing::number;
use crate::story::{self, Error, FORMATS, Format, Framed, Saved, UsageError};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// In which format a document is written.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Form {
    /// The format; without it, the one that the ending of the file's name says. A Word document (docx) has real
    /// headings, lists and tables, for people who edit or approve the text; a PDF is for reading and printing,
    /// an eml file is a mail that your mail program opens, ready to be addressed.
    #[arg(long, value_name = "FORMAT", default_value_if("fragment", "true", "html"))]
    to: Option<To>,
    /// Write HTML without the page around it, to paste into a content management system.
    #[arg(long)]
    fragment: bool,
    /// Write a fragment although it has placeholders, which would be pasted with it.
    #[arg(long, requires = "fragment")]
    with_placeholders: bool,
}

/// A format, as given with `--to`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct To(&'static Format);

impl ValueEnum for To {
    fn value_variants<'a>() -> &'a [To] {
        static ALL: LazyLock<Vec<To>> = LazyLock::new(|| FORMATS.into_iter().map(To).collect());
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name))
    }
}

/// Returns the endings of the formats of a document.
fn documents() -> Vec<(&'static str, &'static Format)> {
    FORMATS.into_iter().flat_map(|format| format.endings().map(move |ending| (ending, format))).collect()
}

impl Form {
    /// Returns `true` if a format was asked for by name.
    pub(super) fn is_given(self) -> bool {
        self.to.is_some()
    }

    /// Fails if a fragment has placeholders: nobody sees them once they are pasted among other words.
    pub(super) fn see_that_it_is_filled(self, document: &Document) -> Done {
        let places = document.places();
        if self.fragment && !self.with_placeholders && !places.is_empty() {
            return Err(UsageError::Unfilled { places: each_once(&places).join(", ") }.into());
        }
        Ok(())
    }

    /// Returns the format given by name or by the file's ending; otherwise `other`.
    pub(super) fn of(self, destination: &Destination, other: &'static Format) -> Result<&'static Format, Error> {
        let asked = format_of(destination.file(), self.to.map(|To(format)| format), &documents())?.unwrap_or(other);
        Ok(asked.fragment.filter(|_| self.fragment).unwrap_or(asked))
    }
}

/// Returns the format to write, for every command that writes a file: the file's ending decides, and a format given by
/// name has to match it. `None` if neither is given. `known` are the endings of all formats.
pub(super) fn format_of<F: Copy + PartialEq>(
    file: Option<&Path>,
    asked: Option<F>,
    known: &[(&str, F)],
) -> Result<Option<F>, Error> {
    let ending = file.and_then(|file| Some((file, file.extension()?.to_string_lossy().to_lowercase())));
    let Some((file, ending)) = ending else { return Ok(asked) };
    let path = file.to_owned();
    match known.iter().find(|(name, _)| *name == ending) {
        None => {
            Err(UsageError::Ending { path, known: known.iter().map(|(name, _)| (*name).to_owned()).collect() }.into())
        }
        Some((_, said)) => match asked.filter(|asked| asked != said) {
            Some(asked) => {
                let asked = known.iter().find(|(_, format)| *format == asked).map_or("another", |(name, _)| name);
                Err(UsageError::OtherFormat { path, asked: asked.to_owned() }.into())
            }
            None => Ok(Some(*said)),
        },
    }
}

/// The destination of a file.
#[derive(Debug, Args)]
pub(super) struct Destination {
    /// Write to this file, or `-` for standard output.
    #[arg(short, long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Overwrite a file that has been edited. A copy of it is kept.
    #[arg(long)]
    pub(super) force: bool,
}

impl Destination {
    /// Returns `true` if a person said where.
    pub(super) fn is_named(&self) -> bool {
        self.output_file.is_some()
    }

    /// Returns the destination given, which may be standard output.
    pub(super) fn named(&self) -> Option<&Path> {
        self.output_file.as_deref()
    }

    /// Returns the file, where one was named.
    pub(super) fn file(&self) -> Option<&Path> {
        self.output_file.as_deref().filter(|file| *file != Path::new("-"))
    }

    /// Returns the file that was named, if its name ends in this.
    pub(super) fn ends_in(&self, ending: &str) -> Option<&Path> {
        let has_ending = |file: &&Path| file.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
        self.file().filter(has_ending)
    }

    /// Writes it to the file that was named, and says so.
    pub(super) fn save(&self, file: &Path, bytes: &[u8], screen: &Screen) -> Done {
        let place = self.write(file, bytes, screen)?;
        screen.note(&place);
        Ok(())
    }

    /// Writes it to the file that was named. Returns a description of where it is.
    pub(super) fn write(&self, file: &Path, bytes: &[u8], screen: &Screen) -> Result<String, Error> {
        screen.kept(story::save_file(file, bytes, self.force)?.as_deref());
        Ok(written_to(file))
    }
}

/// Returns the frame of a copy of a text that belongs to a folder, and notes what of the council's look could not be used.
pub(super) fn framed(format: &Format, here: &Path, document: &Document, screen: &Screen) -> Result<Frame, Error> {
    if !format.has_frame() {
        return Ok(Frame::default());
    }
    let Framed { frame, remarks } = story::frame(here, document, now())?;
    for remark in &remarks {
        screen.note(remark);
    }
    Ok(frame)
}

/// Writes a document to the file given or, without one, `beside` its source; prints it if there is neither. Returns a
/// description of where it is.
pub(super) fn deliver(
    destination: &Destination,
    (document, name): (&Document, &str),
    (format, frame): (&Format, &Frame),
    beside: Option<impl FnOnce() -> Result<Saved, Error>>,
    screen: &Screen,
) -> Result<String, Error> {
    let saved = match (destination.file(), beside) {
        (Some(file), _) => return destination.write(file, &format.write(document, frame), screen),
        (None, Some(save)) if !destination.is_named() => save()?,
        _ => {
            let bytes = format.write(document, frame);
            if format.is_text() {
                write_out(&bytes)?;
            } else {
                print_file(&bytes, &format!("{name}.{}", format.name))?;
            }
            return Ok("printed".to_owned());
        }
    };
    saved.kept.iter().for_each(|copy| screen.kept(Some(copy)));
    Ok(written_to(&saved.path))
}

fn written_to(file: &Path) -> String {
    format!("written to {}", file.display())
}

/// Pictures are not at hand when a Word document is written.
pub(super) fn note_pictures(document: &Document, format: &Format, screen: &Screen) {
    let pictures = document.leaves().iter().filter(|leaf| matches!(leaf.kind, Kind::Image { .. })).count();
    if pictures > 0 && !format.is_text() {
        let pictures = number(pictures, "picture", "pictures");
        screen.note(&format!("{pictures} to add to the file, where it says [Picture: …]"));
    }
}

/// Returns "2 placeholders to fill in: \[Date\], \[Link\]", or `None` if there are none.
pub(super) fn to_fill_in(places: &[String]) -> Option<String> {
    let count = number(places.len(), "placeholder", "placeholders");
    (!places.is_empty()).then(|| format!("{count} to fill in: {}", each_once(places).join(", ")))
}

/// Returns each text once, in their order, with how often it is there: the posts for seven networks lack the same
/// address.
fn each_once(texts: &[String]) -> Vec<String> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for text in texts {
        match counted.iter_mut().find(|(known, _)| known == text) {
            Some((_, count)) => *count += 1,
            None => counted.push((text, 1)),
        }
    }
    let said =
        |(text, count): (&str, usize)| if count == 1 { text.to_owned() } else { format!("{text} ({count} times)") };
    counted.into_iter().map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::{documents, each_once, format_of};
    use crate::story::{DOCX, HTML, MARKDOWN, PLAIN};
    use std::path::Path;

    #[test]
    fn the_ending_of_a_name_says_the_format() {
        let of = |file: &str, asked| format_of(Some(Path::new(file)), asked, &documents());
        for (file, asked, format) in [
            ("a.docx", None, Some(&DOCX)),
            ("a.HTML", None, Some(&HTML)),
            ("a.htm", Some(&HTML), Some(&HTML)),
            ("folder.docx/a.md", None, Some(&MARKDOWN)),
            ("a", Some(&DOCX), Some(&DOCX)),
            ("a", None, None),
            (".hidden", None, None),
            ("/dev/null", Some(&PLAIN), Some(&PLAIN)),
        ] {
            assert_eq!(of(file, asked).unwrap(), format, "{file}");
        }
        assert_eq!(format_of(None, Some(&PLAIN), &documents()).unwrap(), Some(&PLAIN));
        let refused = of("a.docx", Some(&HTML)).unwrap_err();
        assert_eq!(refused.to_string(), "a.docx ends in .docx, and the format asked for is html");
        assert_eq!(refused.hint().as_deref(), Some("name it a.html, or leave the format out: the ending says it"));
        for file in ["a.doc", "a.rtf", "release v2.1"] {
            let refused = of(file, Some(&MARKDOWN)).unwrap_err();
            assert!(refused.to_string().starts_with(&format!("cannot write {file}: ")), "{refused}");
            assert_eq!(
                refused.hint().as_deref(),
                Some("end its name in .md, .markdown, .txt, .html, .htm, .docx, .pdf or .eml")
            );
        }
    }

    #[test]
    fn a_place_is_named_once() {
        assert_eq!(each_once(&["[Link]", "[Date]", "[Link]"].map(str::to_owned)), ["[Link] (2 times)", "[Date]"]);
        assert!(each_once(&[]).is_empty());
    }
}
