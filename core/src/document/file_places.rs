//! Where the words of a document stand in the file that they were read from. Not here: how a place is shown, and how
//! bytes become lines and columns.

use crate::text::{Span, TextSpan};
use std::fmt;

/// A place in the file that a document was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePlace {
    /// Bytes of the file's text.
    Bytes(Span),
    /// A paragraph of a file without a text of its own (DOCX), as a person counts them: from 1, headings and items of
    /// lists too, empty ones and the cells of tables not.
    Paragraph(usize),
    /// A cell of a table in such a file, all from 1; a row of headings is a row.
    Cell {
        /// Which table.
        table: usize,
        /// Which row.
        row: usize,
        /// Which column.
        column: usize,
    },
    /// The file, and nothing in it.
    File,
}

impl fmt::Display for FilePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FilePlace::Bytes(bytes) => write!(f, "bytes {} to {}", bytes.start, bytes.end),
            FilePlace::Paragraph(number) => write!(f, "paragraph {number}"),
            FilePlace::Cell { table, row, column } => write!(f, "table {table}, row {row}, column {column}"),
            FilePlace::File => f.write_str("the file"),
        }
    }
}

/// Where the words of each leaf of a document stand (see [`super::Document::leaves`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    leaves: Vec<Vec<Piece>>,
}

/// Where a part of a leaf's words stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The part, in bytes of the leaf's text.
    pub text: Span,
    /// Where it stands. A part of as many bytes as its place stands there as it is; another one, such as an entity, is
    /// written in other words.
    pub place: FilePlace,
}

impl Places {
    /// The places of a document, from those of each leaf in order. What a leaf has stands in the order of its text.
    pub fn new(leaves: Vec<Vec<Piece>>) -> Places {
        Places { leaves }
    }

    /// Where a part of a leaf's text stands. A leaf without words stands where the words before it end.
    pub fn of(&self, TextSpan { block: leaf, span: part }: TextSpan) -> FilePlace {
        let pieces = self.leaves.get(leaf).map_or(&[][..], Vec::as_slice);
        let end = part.end.max(part.start + 1);
        let first = pieces.partition_point(|piece| piece.text.end <= part.start);
        let last = pieces.partition_point(|piece| piece.text.start < end);
        let (Some(first), Some(last)) = (pieces.get(first), pieces.get(last.saturating_sub(1))) else {
            return self.before(leaf);
        };
        match (&first.place, &last.place) {
            (FilePlace::Bytes(from), FilePlace::Bytes(to)) => {
                let start = if first.is_verbatim(*from) { from.start + within(first, part.start) } else { from.start };
                let end = if last.is_verbatim(*to) { to.start + within(last, part.end) } else { to.end };
                FilePlace::Bytes(Span::new(start, end.max(start)))
            }
            (place, _) => place.clone(),
        }
    }

    /// Where the words end that stand in this leaf or before it.
    fn before(&self, leaf: usize) -> FilePlace {
        let known = self.leaves[..self.leaves.len().min(leaf + 1)].iter().rev().find_map(|pieces| pieces.last());
        match known.map(|piece| &piece.place) {
            Some(FilePlace::Bytes(bytes)) => FilePlace::Bytes(Span::at(bytes.end)),
            Some(place) => place.clone(),
            None => FilePlace::File,
        }
    }
}

impl Piece {
    fn is_verbatim(&self, bytes: Span) -> bool {
        self.text.len() == bytes.len()
    }
}

/// How far into a piece a byte of the leaf's text is.
fn within(piece: &Piece, at: usize) -> usize {
    at.clamp(piece.text.start, piece.text.end) - piece.text.start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_through_what_is_written_in_other_words() {
        // "AT&amp;T **won**" and a leaf without words behind it.
        let piece = |text: Span, bytes: Span| Piece { text, place: FilePlace::Bytes(bytes) };
        let places = Places::new(vec![
            vec![
                piece(Span::new(0, 2), Span::new(0, 2)),
                piece(Span::new(2, 3), Span::new(2, 7)),
                piece(Span::new(3, 5), Span::new(7, 9)),
                piece(Span::new(5, 8), Span::new(11, 14)),
            ],
            vec![],
        ]);
        assert_eq!(places.of(TextSpan::new(0, 0, 4)), FilePlace::Bytes(Span::new(0, 8)));
        assert_eq!(places.of(TextSpan::new(0, 2, 3)), FilePlace::Bytes(Span::new(2, 7)));
        assert_eq!(places.of(TextSpan::new(0, 5, 8)), FilePlace::Bytes(Span::new(11, 14)));
        assert_eq!(places.of(TextSpan::new(0, 6, 6)), FilePlace::Bytes(Span::at(12)));
        assert_eq!(places.of(TextSpan::new(0, 8, 8)), FilePlace::Bytes(Span::at(14)));
        assert_eq!(places.of(TextSpan::new(1, 0, 0)), FilePlace::Bytes(Span::at(14)));
        assert_eq!(places.of(TextSpan::new(7, 0, 1)), FilePlace::Bytes(Span::at(14)));
        assert_eq!(Places::default().of(TextSpan::new(0, 0, 1)), FilePlace::File);
    }

    #[test]
    fn a_paragraph_is_one_place() {
        let places = Places::new(vec![vec![Piece { text: Span::new(0, 9), place: FilePlace::Paragraph(3) }]]);
        assert_eq!(places.of(TextSpan::new(0, 2, 5)), FilePlace::Paragraph(3));
        assert_eq!(places.of(TextSpan::new(0, 2, 5)).to_string(), "paragraph 3");
    }
}
