//! Reads the tables of a page: rows of cells, the first row of headings if the page says so.

use super::PageReader;
use super::token::attribute;
use crate::load::document_builder::OpenBlock;
use crate::text::Span;

/// Columns that one cell may go over.
const WIDEST_CELL: usize = 50;

/// The reader's position in a table.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// Tables inside each other: only the outermost is one of the document.
    depth: usize,
    /// Whether the table's frame is open: it opens with the first row, so that a caption comes before it.
    opened: bool,
    /// In a row: how many of its cells are not column headings.
    row: Option<usize>,
    cell: bool,
    /// Whether the reader is in the head of the table.
    in_head: bool,
    /// Further columns that the cell goes over.
    further: usize,
}

impl Cells {
    pub(super) fn in_cell(&self) -> bool {
        self.cell
    }

    /// Opens a cell for words between cells.
    pub(super) fn touch(&mut self) {
        self.cell |= self.row.is_some();
    }
}

impl PageReader<'_> {
    pub(super) fn table_start(&mut self, name: &str, attributes: Span, place: Span) {
        match name {
            "table" => {
                self.cells.depth += 1;
                if self.cells.depth == 1 {
                    self.part();
                } else if self.cells.depth == 2 {
                    self.remark(place, "a table in a table is read as words of its cell");
                }
            }
            _ if self.cells.depth == 0 => {}
            _ if self.cells.depth > 1 => self.line_break(place),
            "caption" => self.part(),
            "thead" | "tbody" | "tfoot" => {
                self.close_row();
                self.cells.in_head = name == "thead";
            }
            "tr" => {
                self.close_row();
                self.open_row();
            }
            _ => {
                self.open_row();
                self.close_cell();
                self.cells.cell = true;
                let is_data = name != "th" || self.names_a_row(attributes);
                self.cells.row = self.cells.row.map(|data| data + usize::from(is_data));
                let number =
                    |name| attribute(self.page, attributes, name).and_then(|at| self.page[at].trim().parse().ok());
                self.cells.further = number("colspan").map_or(0, |columns: usize| columns.clamp(1, WIDEST_CELL) - 1);
                if number("rowspan").is_some_and(|rows| rows > 1) {
                    self.remark(place, "a cell spans several rows: its words are in the first of them");
                }
            }
        }
    }

    pub(super) fn table_end(&mut self, name: &str) {
        match name {
            _ if self.cells.depth == 0 => {}
            "table" => {
                self.cells.depth -= 1;
                if self.cells.depth == 0 {
                    self.close_row();
                    self.cells.in_head = false;
                    if std::mem::take(&mut self.cells.opened) {
                        self.builder.close();
                    }
                }
            }
            _ if self.cells.depth > 1 => {}
            "caption" => self.part(),
            "tr" => self.close_row(),
            "thead" | "tbody" | "tfoot" => {
                self.close_row();
                self.cells.in_head = false;
            }
            _ => self.close_cell(),
        }
    }

    /// Returns `true` if a heading is one of its row, not of a column.
    fn names_a_row(&self, attributes: Span) -> bool {
        let scope = attribute(self.page, attributes, "scope").map(|at| self.page[at].trim());
        scope.is_some_and(|scope| ["row", "rowgroup"].iter().any(|row| scope.eq_ignore_ascii_case(row)))
    }

    /// Ends the tables that the page leaves open.
    pub(super) fn end_tables(&mut self) {
        self.cells.depth = self.cells.depth.min(1);
        self.table_end("table");
    }

    fn open_row(&mut self) {
        if self.cells.row.is_some() {
            return;
        }
        if !self.cells.opened {
            self.part();
            self.builder.open(OpenBlock::Table { head: Vec::new(), rows: Vec::new(), row: Vec::new() });
            self.cells.opened = true;
        }
        self.cells.row = Some(0);
    }

    fn close_cell(&mut self) {
        self.blank = None;
        if !std::mem::take(&mut self.cells.cell) {
            return;
        }
        self.looks = super::Looks::default();
        for _ in 0..=std::mem::take(&mut self.cells.further) {
            self.builder.cell();
        }
    }

    fn close_row(&mut self) {
        self.close_cell();
        if let Some(data) = self.cells.row.take() {
            self.builder.row(self.cells.in_head || data == 0);
        }
    }
}
