//! Bytes of a text to lines and columns. Not here: how a place is shown.

/// Bytes between two places of which it is known how many characters are before them.
const STEP: usize = 1024;

/// Where the lines of a text begin, and how many characters there are before every so many bytes: made once, a place is
/// found without reading the text again.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many characters begin before each step.
    characters: Vec<usize>,
}

impl LineIndex {
    /// Looks through a text. A byte order mark is no part of its first line.
    pub fn of(text: &str) -> LineIndex {
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(mark).chain(ends.map(|(at, _)| at + 1)).collect();
        let mut count = 0;
        let mut characters = vec![0];
        for step in text.as_bytes().chunks(STEP) {
            count += begun(step);
            characters.push(count);
        }
        LineIndex { starts, characters }
    }

    /// The line that holds a byte, from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).max(1)
    }

    /// Where a line begins.
    pub fn start(&self, line: usize) -> usize {
        self.starts[line.clamp(1, self.starts.len()) - 1]
    }

    /// The line and the column of a byte, both from 1, columns in characters. `text` is the text that was looked through.
    pub fn position(&self, text: &str, byte: usize) -> (usize, usize) {
        let byte = text.floor_char_boundary(byte);
        let line = self.line(byte);
        let before = |at: usize| self.characters[at / STEP] + begun(&text.as_bytes()[at / STEP * STEP..at]);
        (line, before(byte).saturating_sub(before(self.start(line))) + 1)
    }
}

/// How many characters begin in some bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::LineIndex;

    #[test]
    fn lines_and_columns_are_counted_as_people_count() {
        let text = format!("\u{feff}é“a\nb{}c", "ü".repeat(3000));
        let index = LineIndex::of(&text);
        let at = |c: char| index.position(&text, text.find(c).unwrap());
        assert_eq!([at('é'), at('a'), at('\n'), at('b'), at('c')], [(1, 1), (1, 3), (1, 4), (2, 1), (2, 3002)]);
        assert_eq!((index.start(2), index.position(&text, 0)), (text.find('b').unwrap(), (1, 1)));
        assert_eq!(LineIndex::of("").position("", 0), (1, 1));
    }
}
