//! What is written around a document's words: whose paper it is, and what kind of copy. None of it is part of the text, and
//! no reader takes it for its words.

use crate::document::VersionId;
use jiff::civil;
use std::fmt;

/// What a writer puts around the words.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The council's face.
    pub face: Face,
    /// What the copy says of itself; `None` for what is published.
    pub stamp: Option<Stamp>,
    /// The day on which the copy is made, which PDF/A requires.
    pub day: Option<civil::Date>,
}

/// How a council's paper looks.
#[derive(Clone, Debug, Default)]
pub struct Face {
    /// The name at the head of the first page.
    pub name: Option<String>,
    /// A picture in its place, which has the name as its alternative text.
    pub logo: Option<Logo>,
    /// The colour of headings and lines.
    pub colour: Option<Colour>,
    /// The template of Word documents, a file that [`word_template`](super::word_template) accepts. They have its look, and
    /// not the other things here.
    pub word: Option<Vec<u8>>,
    /// Rules that come after those of every page (CSS).
    pub stylesheet: Option<String>,
}

/// A picture of a council's name.
#[derive(Clone, Debug)]
pub struct Logo {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its format.
    pub format: LogoFormat,
    /// Width and height, in pixels.
    pub size: (u32, u32),
}

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

impl LogoFormat {
    /// Returns the ending of its files, which is the name of its media type as well.
    pub(super) fn name(self) -> &'static str {
        match self {
            LogoFormat::Png => "png",
            LogoFormat::Jpeg => "jpeg",
        }
    }
}

impl Logo {
    /// Returns its width and height at a height, or less if it would be wider than a limit.
    pub(super) fn fitted(&self, height: u32, widest: u32) -> (u32, u32) {
        let (wide, high) = (u64::from(self.size.0.max(1)), u64::from(self.size.1.max(1)));
        let width = u64::from(height) * wide / high;
        let (width, height) = if width > u64::from(widest) {
            (u64::from(widest), u64::from(widest) * high / wide)
        } else {
            (width, u64::from(height))
        };
        let whole = |length: u64| u32::try_from(length.max(1)).unwrap_or(widest);
        (whole(width), whole(height))
    }
}

/// A colour: red, green and blue. It prints as `#004d40`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// What a copy says of itself on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Whether the text has every sign-off that it needs.
    pub status: CopyStatus,
    /// Which text it is.
    pub version: VersionId,
    /// Until when it is under embargo, in words.
    pub embargo: Option<String>,
}

/// What a text may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyStatus {
    /// Sign-offs are missing.
    Draft,
    /// Every sign-off is there.
    Approved,
}

impl fmt::Display for CopyStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CopyStatus::Draft => "DRAFT",
            CopyStatus::Approved => "APPROVED",
        })
    }
}

/// One line, such as "DRAFT · version 3f5a0c11 · under embargo until 00:01 on 20 March 2026".
impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} · version {}", self.status, self.version.short())?;
        match &self.embargo {
            Some(until) => write!(f, " · under embargo until {until}"),
            None => Ok(()),
        }
    }
}
