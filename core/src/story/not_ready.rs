//! Why no text may be drafted from a story or checked against it: the report is another council's, a part of it was not
//! read, or one of its judgements is in doubt.

use super::open::{INSPECTION_FILE, REPORT_FILE, inspection_file};
use crate::inspection::{Doubt, Unsettled};
use crate::text;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a story cannot be used yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotReady {
    /// The report is about none of the authorities that the desk is for.
    OtherCouncil {
        /// Whom the report is about.
        report: String,
        /// The desk's council.
        desk: String,
    },
    /// The document is of a kind that is recognised and not read.
    NotRead {
        /// The kind, in words.
        kind: String,
    },
    /// Parts of the document were not read.
    HalfRead {
        /// The story's folder; `None` for a bare report or inspection.
        folder: Option<PathBuf>,
        /// The doubts about them; never empty.
        unread: Vec<Doubt>,
    },
    /// The document has not what the output needs.
    Unserved {
        /// The output.
        output: String,
        /// What it needs and the document has not.
        need: String,
        /// The kind of document.
        document: String,
    },
    /// A judgement of the report is in doubt, and so would be every text that gives grades.
    Unsettled {
        /// The story's folder; `None` for a bare report or inspection.
        folder: Option<PathBuf>,
        /// The judgement in doubt, and how to settle it.
        what: Unsettled,
    },
}

impl NotReady {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            NotReady::OtherCouncil { report, .. } => format!(
                "take the report of the desk's own council; if this one is right, add to [council] in desk.toml: also_for = [\"{report}\"]"
            ),
            NotReady::Unserved { .. } => {
                "draft another output; `copydesk outputs STORY` lists which this document can serve".to_owned()
            }
            NotReady::NotRead { .. } => {
                "take a document of another kind; `copydesk documents` lists what copydesk reads".to_owned()
            }
            NotReady::HalfRead { folder, .. } => {
                let (first, place) = to_correct(folder.as_deref());
                format!(
                    "take the whole document as it was published\n{first}if it has no more, or you have added what is missing, delete the doubt in {place}, under [[doubts]]"
                )
            }
            NotReady::Unsettled { folder, what } => settle(folder.as_deref(), &what.put),
        }
    }
}

impl fmt::Display for NotReady {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotReady::OtherCouncil { report, desk } => {
                write!(f, "the report is about {report}, and this desk is for {desk}")
            }
            NotReady::NotRead { kind } => {
                write!(f, "this is a “{kind}”, a kind of document that copydesk recognises and does not read")
            }
            NotReady::Unserved { output, need, document } => {
                write!(f, "`{output}` needs {need}, and this document ({document}) has none")
            }
            NotReady::Unsettled { what, .. } => {
                f.write_str("a judgement is in doubt, and nothing is drafted or checked until it is settled")?;
                list(&what.doubts, f)
            }
            NotReady::HalfRead { unread, .. } => {
                f.write_str("a part of the document was not read, and nothing is drafted or checked without it")?;
                list(unread, f)
            }
        }
    }
}

fn list(doubts: &[Doubt], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    doubts.iter().try_for_each(|doubt| match doubt.page {
        Some(page) => write!(f, "\n  page {page}: {}", doubt.message),
        None => write!(f, "\n  {}", doubt.message),
    })
}

/// Returns what has to be done before `inspection.toml` can be corrected, and where it is.
fn to_correct(folder: Option<&Path>) -> (String, String) {
    let file = folder.map(inspection_file);
    let place = file.as_ref().map_or_else(|| INSPECTION_FILE.to_owned(), |file| file.display().to_string());
    let first = match (folder, &file) {
        (Some(_), Some(file)) if file.is_file() => String::new(),
        (Some(folder), Some(file)) => {
            let (report, file) = (text::argument(&folder.join(REPORT_FILE)), text::argument(file));
            format!("first write what was read: copydesk import {report} -o {file}\n")
        }
        _ => format!(
            "from a PDF, first write what was read, and then draft from that: copydesk import REPORT.pdf -o {place}\n"
        ),
    };
    (first, place)
}

/// Describes what to put where, so that no judgement is in doubt.
fn settle(folder: Option<&Path>, put: &str) -> String {
    let (mut hint, place) = to_correct(folder);
    hint.extend(["look it up in the report, and put into ", &place, ":"]);
    put.lines().for_each(|line| hint.extend(["\n  ", line]));
    hint
}
