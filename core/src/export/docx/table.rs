//! Writes the tables of a Word document. Changed words in cells and changed rows are tracked; a table whose shape
//! changed is written twice, as it was and as it is.

use super::body::{BodyWriter, name};
use super::changed_paragraphs::{Done, Paragraph, TrackedRun, plain};
use crate::document::{Kind, Place, Within};
use std::fmt::Write as _;

/// The width of the page's text, in twentieths of a point.
const WIDTH: usize = 9026;

/// A row to be written.
struct Row {
    is_head: bool,
    done: Done,
    cells: Vec<Vec<Paragraph>>,
}

impl BodyWriter<'_> {
    /// Writes paragraphs that are in the cells of tables, in the new document or in the old one.
    pub(super) fn tables(&mut self, paragraphs: &[Paragraph]) {
        for table in paragraphs.chunk_by(|one, other| table(one) == table(other)) {
            if let Some(rows) = rows(table) {
                self.table(&rows);
            } else {
                self.whole(table, Done::Deleted);
                self.whole(table, Done::Inserted);
            }
        }
    }

    fn table(&mut self, rows: &[Row]) {
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(1);
        let width = WIDTH / columns;
        self.xml.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLook w:val=\"0020\" \
             w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr>\
             <w:tblGrid>",
        );
        for _ in 0..columns {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.xml.push_str("</w:tblGrid>");
        for row in rows {
            let head = if row.is_head { "<w:tblHeader/>" } else { "" };
            let done = match row.done {
                Done::Nothing => String::new(),
                done => self.tag(name(done), "/"),
            };
            let _ = write!(self.xml, "<w:tr><w:trPr><w:cantSplit/>{head}{done}</w:trPr>");
            for cell in &row.cells {
                let _ = write!(self.xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
                for paragraph in cell {
                    self.paragraph(paragraph);
                }
                self.xml.push_str("</w:tc>");
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
        // Word joins two tables without a paragraph between them, and needs one after the last. It has the change of
        // its table.
        let done = rows.first().map_or(Done::Nothing, |row| row.done);
        let whole = rows.iter().all(|row| row.done == done);
        self.paragraph(&plain(if whole { done } else { Done::Nothing }));
    }

    /// Writes all that one of the two documents has here, as deleted or inserted.
    fn whole(&mut self, paragraphs: &[Paragraph], done: Done) {
        let whole = |was: Done| if was == Done::Nothing { done } else { was };
        let (mut words, mut found) = (Vec::new(), Vec::new());
        for paragraph in paragraphs {
            words.extend(paragraph.words_of(done));
            let place = if done == Done::Inserted { &paragraph.new } else { &paragraph.old };
            if let Some(place) = place {
                let (new, old) = if done == Done::Inserted { (Some(place), None) } else { (None, Some(place)) };
                let (new, old, words) = (new.cloned(), old.cloned(), std::mem::take(&mut words));
                found.push(Paragraph { new, old, words, end: whole(paragraph.end), remarks: Vec::new() });
            }
        }
        for group in found.chunk_by(|one, other| table(one) == table(other)) {
            if table(&group[0]).is_none() {
                for paragraph in group {
                    self.paragraph(paragraph);
                }
            } else {
                let rows: Vec<Row> =
                    group.chunk_by(|one, other| row(one) == row(other)).map(|cells| of(cells, done)).collect();
                self.table(&rows);
            }
        }
    }
}

/// Returns the rows of a table, if each of them was kept, inserted or deleted as a whole.
fn rows(paragraphs: &[Paragraph]) -> Option<Vec<Row>> {
    paragraphs.chunk_by(|one, other| row(one) == row(other)).map(uniform).collect()
}

fn uniform(paragraphs: &[Paragraph]) -> Option<Row> {
    let stays = |paragraph: &Paragraph| match (&paragraph.new, &paragraph.old) {
        (Some(new), Some(old)) => new == old,
        (new, old) => new.is_some() || old.is_some(),
    };
    let first = paragraphs.first()?;
    let done = first.end;
    let alike = |piece: &TrackedRun| match done {
        Done::Inserted => piece.done.is_new() && piece.done != Done::Nothing,
        Done::Deleted => piece.done.is_old() && piece.done != Done::Nothing,
        _ => true,
    };
    let same = |paragraph: &Paragraph| {
        paragraph.end == done && stays(paragraph) && is_cell(paragraph) && paragraph.words.iter().all(alike)
    };
    paragraphs.iter().all(same).then(|| of(paragraphs, done))
}

fn is_cell(paragraph: &Paragraph) -> bool {
    let cell = |place: &Place| place.kind == Kind::Paragraph && cell(place).is_some();
    [&paragraph.new, &paragraph.old].into_iter().flatten().all(cell)
}

fn of(paragraphs: &[Paragraph], done: Done) -> Row {
    let column = |paragraph: &Paragraph| place(paragraph).and_then(cell).map(|(_, _, column)| column);
    let cells = paragraphs.chunk_by(|one, other| column(one) == column(other)).map(<[Paragraph]>::to_vec).collect();
    Row { is_head: row(&paragraphs[0]) == Some(0), done, cells }
}

fn place(paragraph: &Paragraph) -> Option<&Place> {
    let is_cell = |place: &&Place| cell(place).is_some();
    [&paragraph.new, &paragraph.old].into_iter().flatten().find(is_cell)
}

fn cell(place: &Place) -> Option<(usize, usize, usize)> {
    place.within.iter().find_map(|within| match within {
        Within::Cell { table, row, column } => Some((*table, *row, *column)),
        _ => None,
    })
}

fn table(paragraph: &Paragraph) -> Option<usize> {
    place(paragraph).and_then(cell).map(|(table, _, _)| table)
}

fn row(paragraph: &Paragraph) -> Option<usize> {
    place(paragraph).and_then(cell).map(|(_, row, _)| row)
}
