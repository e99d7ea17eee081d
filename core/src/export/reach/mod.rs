//! Writes what of a release came through in cuttings, for people and for programs, one format to a file.

mod json;
mod page;
mod table;
mod terminal;

use crate::reach::{Cell, Cutting, Reach, Verdict};

/// A format of a reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReachFormat {
    /// Text in so many columns.
    Terminal {
        /// The columns there are.
        width: usize,
    },
    /// A table for a spreadsheet.
    Csv,
    /// A whole page, with the words of the cuttings marked.
    Html,
    /// For programs.
    Json,
}

/// Writes a reach.
pub fn write_reach(reach: &Reach, format: ReachFormat) -> String {
    match format {
        ReachFormat::Terminal { width } => terminal::write(reach, width),
        ReachFormat::Csv => table::write(reach),
        ReachFormat::Html => page::write(reach),
        ReachFormat::Json => json::write(reach),
    }
}

/// How the score is made, which every format for people says.
const SCORE: &str = "The score is the share of the messages that came through. A message in a cutting’s headline or first paragraph \
    weighs double.";

/// Returns a share as a whole number of hundredths: "44 %".
fn per_cent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Returns what is to be said of a cutting of which a part, or all, is about other things.
fn left_out(cutting: &Cutting) -> Option<String> {
    let Cutting { left_out, paragraphs, .. } = cutting;
    if !cutting.is_about_release() {
        return Some("nothing in it is about this release".to_owned());
    }
    let are = if *left_out == 1 { "is" } else { "are" };
    (*left_out > 0).then(|| format!("{left_out} of {paragraphs} paragraphs {are} about other things and not counted"))
}

/// Returns how a message came through, in a word or two.
fn verdict(cell: &Cell) -> String {
    let lead = if cell.leads { ", in the lead" } else { "" };
    let parts = cell.sentences.iter().filter(|(_, is_there)| *is_there).count();
    let of = cell.sentences.len();
    let part = if cell.verdict == Verdict::OtherWords && parts > 0 && of > 1 {
        format!(" ({parts} of {of} sentences word for word)")
    } else {
        String::new()
    };
    format!("{}{part}{lead}", cell.verdict.name())
}
