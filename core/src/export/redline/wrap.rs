//! Styled text, wrapped into rows of a given width.

use crate::text::{is_command, width};

/// The style of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    #[default]
    Plain,
    Strong,
    Deleted,
    Inserted,
    Moved,
    Faint,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Strong => "1",
            Style::Deleted => "9;31",
            Style::Inserted => "4;32",
            Style::Moved => "36",
            Style::Faint => "2",
        }
    }
}

/// Text with a style for each character.
#[derive(Clone, Debug, Default)]
pub(super) struct Styled {
    characters: Vec<(char, Style)>,
}

impl Styled {
    /// Adds words. What would command a terminal is shown and not sent.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        let shown = text.chars().map(|c| match c {
            '\n' | '\t' => ' ',
            c if is_command(c) => '\u{fffd}',
            c => c,
        });
        self.characters.extend(shown.map(|c| (c, style)));
    }

    pub(super) fn append(&mut self, mut other: Styled) {
        self.characters.append(&mut other.characters);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// Wraps the text at spaces into rows of at most `columns`; a longer word is broken.
    pub(super) fn rows(&self, columns: usize) -> Vec<Styled> {
        let columns = columns.max(8);
        let (mut rows, mut start, mut at, mut used) = (Vec::new(), 0, 0, 0);
        let mut space = None;
        while at < self.characters.len() {
            let (c, _) = self.characters[at];
            if c == ' ' {
                space = Some(at);
            }
            used += width(c);
            if used > columns {
                let (end, next) = match space.filter(|space| *space > start) {
                    Some(space) => (space, space + 1),
                    None => (at, at),
                };
                rows.push(self.part(start, end));
                (start, at, used, space) = (next, next, 0, None);
            } else {
                at += 1;
            }
        }
        if start < self.characters.len() || rows.is_empty() {
            rows.push(self.part(start, self.characters.len()));
        }
        rows
    }

    fn part(&self, start: usize, end: usize) -> Styled {
        Styled { characters: self.characters[start..end].to_vec() }
    }

    /// Returns how many columns it takes in one row.
    pub(super) fn columns(&self) -> usize {
        self.characters.iter().map(|(c, _)| width(*c)).sum()
    }

    /// Writes it in one row, with a terminal's colour codes if `colour`.
    pub(super) fn write(&self, colour: bool, text: &mut String) {
        for same in self.characters.chunk_by(|a, b| a.1 == b.1) {
            let code = same[0].1.code();
            let coloured = colour && !code.is_empty();
            if coloured {
                text.extend(["\u{1b}[", code, "m"]);
            }
            text.extend(same.iter().map(|(c, _)| c));
            if coloured {
                text.push_str("\u{1b}[0m");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_break_at_spaces_and_words_that_are_too_long_anywhere() {
        let mut styled = Styled::default();
        styled.push("one two\u{1b} ", Style::Plain);
        styled.push("threefourfive", Style::Deleted);
        let rows: Vec<String> = styled
            .rows(8)
            .iter()
            .map(|row| {
                let mut text = String::new();
                row.write(false, &mut text);
                text
            })
            .collect();
        assert_eq!(rows, ["one two\u{fffd}", "threefou", "rfive"]);
        let mut text = String::new();
        styled.rows(80)[0].write(true, &mut text);
        assert_eq!(text, "one two\u{fffd} \u{1b}[9;31mthreefourfive\u{1b}[0m");
    }
}
