//! The summary of a redline for a terminal.

use super::Changes;
use super::wrap::{Style, Styled};
use crate::document::{Class, LeftOut, Noted};
use crate::export::cut;

/// How many changes of a class are listed if there are many that say little each.
const MOST: usize = 12;
/// So many letters of a sentence are shown.
const LONG: usize = 140;

pub(super) fn write(changes: &Changes<'_>, width: usize, colour: bool) -> String {
    let mut rows = Rows { text: String::new(), width, colour };
    let summary = changes.summary;
    rows.add(0, &[plain("What changed from "), strong(changes.old), plain(" to "), strong(changes.new)]);
    rows.add(0, &[]);
    if summary.is_same() {
        rows.add(0, &[strong("No changes: the texts are the same.")]);
    } else if summary.is_empty() {
        rows.add(0, &[strong("No changes in the words that were compared.")]);
    }
    for class in Class::ALL {
        rows.class(class, &summary.of(class).collect::<Vec<_>>());
    }
    let shapes = summary.shapes_in_words();
    if !shapes.is_empty() {
        rows.add(0, &[strong("Also: "), plain(&shapes.join("; "))]);
    }
    if summary.simplified {
        rows.add(0, &[strong("Simplified: "), plain(SIMPLIFIED)]);
    }
    rows.left_out(&summary.left_out);
    rows.add(0, &[strong("Not compared: "), plain(&summary.not_compared_in_words())]);
    let words = summary.words;
    let counts =
        format!("{} deleted, {} inserted, {} moved, {} kept", words.deleted, words.inserted, words.moved, words.kept);
    rows.add(0, &[strong("Words: "), plain(&counts)]);
    rows.text
}

type StyledText<'a> = (&'a str, Style);

fn plain(words: &str) -> StyledText<'_> {
    (words, Style::Plain)
}

fn strong(words: &str) -> StyledText<'_> {
    (words, Style::Strong)
}

struct Rows {
    text: String,
    width: usize,
    colour: bool,
}

impl Rows {
    /// Adds words; continuation rows are indented further.
    fn add(&mut self, indent: usize, parts: &[StyledText<'_>]) {
        let mut styled = Styled::default();
        for (words, style) in parts {
            styled.push(words, *style);
        }
        for (number, row) in styled.rows(self.width.saturating_sub(2 * indent)).into_iter().enumerate() {
            self.text.push_str(&" ".repeat(indent * if number > 0 { 2 } else { 1 }));
            row.write(self.colour, &mut self.text);
            self.text.push('\n');
        }
    }

    /// Adds what the reader left out of one file only, all of it and with all its words.
    fn left_out(&mut self, left_out: &LeftOut) {
        if left_out.differs() {
            let count = left_out.old.len() + left_out.new.len();
            self.add(0, &[strong(NOT_COMPARED), plain(&format!(" ({count})"))]);
        }
        for one in &left_out.old {
            self.add(2, &[plain("- old text only: "), (one, Style::Deleted)]);
        }
        for one in &left_out.new {
            self.add(2, &[plain("+ new text only: "), (one, Style::Inserted)]);
        }
    }

    fn class(&mut self, class: Class, noted: &[&Noted]) {
        if noted.is_empty() {
            return;
        }
        self.add(0, &[strong(class.title()), plain(&format!(" ({})", noted.len()))]);
        let most = if class <= Class::Names { noted.len() } else { MOST };
        for noted in noted.iter().take(most) {
            let about = noted.about.as_ref().map(|about| format!("{about}: ")).unwrap_or_default();
            let (before, after) = (shortened(&noted.before), shortened(&noted.after));
            let (old, new) = ((before.as_str(), Style::Deleted), (after.as_str(), Style::Inserted));
            let places = if noted.places > 1 { format!(" ({} places)", noted.places) } else { String::new() };
            let said = match (before.is_empty(), after.is_empty(), class) {
                (false, false, _) => vec![old, plain(" → "), new],
                (true, _, Class::Moved) => vec![(after.as_str(), Style::Moved)],
                (true, _, _) => vec![plain("+ "), new],
                (false, true, _) => vec![plain("- "), old],
            };
            let parts: Vec<StyledText<'_>> = [plain(&about)].into_iter().chain(said).chain([plain(&places)]).collect();
            self.add(2, &parts);
        }
        if noted.len() > most {
            let more = format!("and {} more, in the text below", noted.len() - most);
            self.add(2, &[(&more, Style::Faint)]);
        }
    }
}

/// The title of what was left out of one file only.
pub const NOT_COMPARED: &str = "Not compared, and not the same in both files";

/// The note if parts were not compared word by word.
pub(super) const SIMPLIFIED: &str = "one long, repetitive passage is shown as deleted and inserted, not word by word";

/// Returns a text on one line, shortened if it is long.
pub(super) fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&line, LONG).map(|cut| format!("{cut} …")).unwrap_or(line)
}
