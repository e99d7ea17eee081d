//! Writes a reach for a terminal: a table of messages and cuttings, which fits into 80 columns because cuttings are letters there,
//! then each cutting with its figures, the sentences of statements that survived, and what it adds.

use super::{SCORE, left_out, per_cent};
use crate::reach::{Cutting, From, Message, MessageKind, Reach, Verdict};
use crate::text::{printable, width};
use std::fmt::Write as _;

/// Columns of a cutting in the table.
const COLUMN: usize = 4;
/// So many cuttings are in one table; more are in another one below.
const CUTTINGS: usize = 10;

pub(super) fn write(reach: &Reach, columns: usize) -> String {
    let columns = columns.max(60);
    let mut shown = format!("What came through of {}\n\n", printable(&reach.release));
    for (number, cutting) in reach.cuttings.iter().enumerate() {
        let _ = writeln!(shown, "  {:<3} {}", letter(number), cut(&printable(&cutting.name), columns - 6));
    }
    for first in (0..reach.cuttings.len()).step_by(CUTTINGS) {
        shown.push('\n');
        table(&mut shown, reach, first, columns);
    }
    shown += &wrapped(
        "W word for word, o in other words, X contradicted, . absent; * in the headline or the first paragraph",
        columns,
        "",
    );
    shown += &wrapped(SCORE, columns, "");
    for (number, cutting) in reach.cuttings.iter().enumerate() {
        shown.push('\n');
        of_cutting(&mut shown, reach, number, cutting, columns);
    }
    shown
}

/// Returns the name of a cutting in the table: a letter, or two.
fn letter(number: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    if number < 26 { letter(number).to_string() } else { format!("{}{}", letter(number / 26 - 1), letter(number)) }
}

fn table(shown: &mut String, reach: &Reach, first: usize, columns: usize) {
    let cuttings: Vec<(usize, &Cutting)> = reach.cuttings.iter().enumerate().skip(first).take(CUTTINGS).collect();
    let wide = columns - COLUMN * cuttings.len() - 2;
    let mut row = |what: &str, cells: Vec<String>| {
        let mut line = format!("{}  ", padded(&printable(what), wide));
        for cell in cells {
            let _ = write!(line, "{cell:>COLUMN$}");
        }
        let _ = writeln!(shown, "{}", line.trim_end());
    };
    row("Message", cuttings.iter().map(|(number, _)| letter(*number)).collect());
    let mut kind: Option<MessageKind> = None;
    for (number, message) in reach.messages.iter().enumerate() {
        if kind != Some(message.kind) {
            kind = Some(message.kind);
            row(heading(message.kind), Vec::new());
        }
        let cell = |cutting: &Cutting| {
            cutting.cells.get(number).map_or_else(String::new, |cell| {
                let mark = match cell.verdict {
                    Verdict::WordForWord => "W",
                    Verdict::OtherWords => "o",
                    Verdict::Contradicted => "X",
                    Verdict::Absent => ".",
                };
                format!("{mark}{}", if cell.leads { "*" } else { " " })
            })
        };
        row(&format!("  {}", message.about), cuttings.iter().map(|(_, cutting)| cell(cutting)).collect());
    }
    let figure = |value: f64| format!("{:.0}", value * 100.0);
    let of = |value: &dyn Fn(&Cutting) -> f64| {
        cuttings
            .iter()
            .map(|(_, cutting)| if cutting.is_about_release() { figure(value(cutting)) } else { "-".to_owned() })
            .collect()
    };
    row("Score, %", of(&|cutting| cutting.score));
    row("Release came through, % of its words", of(&|cutting| cutting.came_through));
    row("  of its own words", of(&|cutting| cutting.own_came_through));
    for from in From::ALL {
        row(&format!("Cutting: {}, % of its words", from.name()), of(&|cutting| cutting.split.share(from)));
    }
}

fn heading(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Key => "Key messages",
        MessageKind::Result => "Result",
        MessageKind::Change => "Change",
        MessageKind::Date => "Dates",
        MessageKind::Number => "Numbers",
        MessageKind::Rank => "Comparison with other councils",
        MessageKind::Statement => "Statements",
        MessageKind::Quotation => "Quotations of the report",
        MessageKind::Finding => "Findings",
        MessageKind::Point => "Points to improve",
        MessageKind::Own => "The council’s own",
    }
}

fn of_cutting(shown: &mut String, reach: &Reach, number: usize, cutting: &Cutting, columns: usize) {
    let _ = writeln!(shown, "{} {}", letter(number), cut(&printable(&cutting.name), columns - 4));
    if let Some(said) = left_out(cutting) {
        *shown += &wrapped(&said, columns, "  ");
    }
    if !cutting.is_about_release() {
        return;
    }
    let counts = Verdict::ALL.map(|verdict| {
        let count = cutting.cells.iter().filter(|cell| cell.verdict == verdict).count();
        format!("{count} {}", verdict.name())
    });
    let figures = format!("score {}; {}; {} words", per_cent(cutting.score), counts.join(", "), cutting.split.words());
    *shown += &wrapped(&figures, columns, "  ");
    for (message, cell) in reach.messages.iter().zip(&cutting.cells) {
        let told = if cell.verdict == Verdict::Contradicted { cell.sentence.as_ref() } else { None };
        if let Some(sentence) = told {
            *shown += &wrapped(&format!("contradicted: {}", short(&message.about)), columns, "  ");
            *shown += &wrapped(&format!("the cutting says: {sentence}"), columns, "    ");
        }
        *shown += &survived(message, &cell.sentences, columns);
    }
    for added in &cutting.added {
        *shown += &wrapped(&format!("added ({}): {}", added.about, added.sentence), columns, "  ");
    }
}

/// Returns which sentences of a statement survived, if any did.
fn survived(message: &Message, sentences: &[(String, bool)], columns: usize) -> String {
    let there: Vec<&String> = sentences.iter().filter(|(_, is_there)| *is_there).map(|(text, _)| text).collect();
    let Some(speaker) = message.speaker.as_ref().filter(|_| !there.is_empty()) else { return String::new() };
    let of = format!("{speaker}: {} of {} sentences word for word", there.len(), sentences.len());
    let mut shown = wrapped(&of, columns, "  ");
    for sentence in there {
        shown += &wrapped(&format!("“{sentence}”"), columns, "    ");
    }
    shown
}

fn short(text: &str) -> String {
    const MOST: usize = 120;
    cut(text, MOST)
}

/// Returns a text that takes at most so many columns.
fn cut(text: &str, columns: usize) -> String {
    let wide = |text: &str| text.chars().map(width).sum::<usize>();
    if wide(text) <= columns {
        return text.to_owned();
    }
    let mut shown = String::new();
    for c in text.chars() {
        if wide(&shown) + width(c) + 1 > columns {
            break;
        }
        shown.push(c);
    }
    format!("{}…", shown.trim_end())
}

fn padded(text: &str, columns: usize) -> String {
    let shown = cut(text, columns);
    let gap = columns.saturating_sub(shown.chars().map(width).sum());
    shown + &" ".repeat(gap)
}

/// Returns a text in rows of so many columns, each behind this indent; the rows after the first two more.
fn wrapped(text: &str, columns: usize, indent: &str) -> String {
    let mut rows: Vec<String> = vec![indent.to_owned()];
    let mut used = 0;
    for word in printable(text).split_whitespace() {
        let wide: usize = word.chars().map(width).sum();
        let before = usize::from(used > 0);
        let room = columns - indent.len() - if rows.len() > 1 { 2 } else { 0 };
        if used > 0 && used + before + wide > room {
            rows.push(format!("{indent}  "));
            used = 0;
        }
        let row = rows.last_mut().expect("there is a first row");
        if used > 0 {
            row.push(' ');
            used += 1;
        }
        row.push_str(word);
        used += wide;
    }
    rows.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{cut, letter, wrapped};

    #[test]
    fn cuttings_have_letters() {
        assert_eq!([0, 25, 26, 52].map(letter), ["A", "Z", "AA", "BA"]);
    }

    #[test]
    fn rows_are_no_wider_than_they_may_be() {
        assert_eq!(wrapped("one two three four", 12, "  "), "  one two\n    three\n    four\n");
        assert_eq!(cut("a long name", 7), "a long…");
    }
}
