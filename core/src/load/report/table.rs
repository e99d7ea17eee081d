//! Reads the table of judgements: two columns, judgement and grade. Rows are found by their words, not by ruled lines:
//! lines of the first column are joined until they name an area. A single row that names none is taken for the one area
//! that is left.

use super::name;
use super::running_text::{Row, text_of};
use crate::inspection::{AreaId, DateRange, Framework, FrameworkId, Frameworks, GradeId, Judgement};

/// The content of the table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The framework that the rows belong to or, if rows are unread or missing, may belong to.
    pub(super) framework: Option<FrameworkId>,
    pub(super) judgements: Vec<Judgement>,
    /// The judgement with an unknown name, identified because no other was left.
    pub(super) by_elimination: Option<AreaId>,
    /// Rows of which the judgement or the grade is not known.
    pub(super) unread: Vec<Unread>,
    /// The page of its first row.
    pub(super) page: u32,
    /// The row after its last row.
    pub(super) end: usize,
}

/// A row that was not read.
#[derive(Debug)]
pub(super) struct Unread {
    /// The judgement as printed.
    pub(super) name: String,
    /// How many rows above it were read.
    place: usize,
    /// The area, where the name is known.
    area: Option<AreaId>,
    /// The grade as printed; empty where the row has none.
    pub(super) printed: String,
    /// The grade, if known.
    pub(super) grade: Option<GradeId>,
}

/// A line of a column.
#[derive(Clone, Debug)]
struct Cell {
    text: String,
    y: f32,
    /// Its row, counted from the table's head.
    row: usize,
}

/// How many rows of a document may come before the table, and how many the table may have.
const LATEST: usize = 60;
/// The most lines of one cell.
const MAX_LINES: usize = 5;
/// How much a row that names no area reduces a framework's fit.
const UNKNOWN: f64 = 0.1;
/// A gap wider than this many of the column's narrowest parts two rows that were not read.
const ROW: f32 = 1.3;
/// How far right of the grades' column a line may end and still be in the first column.
const OVERLAP: f32 = 4.0;

/// Finds and reads the table of an inspection on these days; `None` if the document has none.
pub(super) fn read(rows: &[Row], frameworks: &Frameworks, days: &[DateRange]) -> Option<Table> {
    let (start, grades_at) = head(rows).or_else(|| headless(rows, frameworks))?;
    let length = rows[start..].iter().take(LATEST).take_while(|row| in_columns(row, grades_at)).count();
    let (names, grades) = columns(&rows[start..start + length], grades_at);
    let mut best: Option<(f64, Table)> = None;
    for framework in frameworks.iter().filter(|framework| framework.was_in_force(days)) {
        let (fit, table) = fit(framework, &names, &grades);
        if best.as_ref().is_none_or(|(most, _)| fit > *most) {
            best = Some((fit, table));
        }
    }
    let (_, table) = best?;
    let page = rows.get(start).map_or(1, |row| row.page);
    let found = !table.judgements.is_empty() || !table.unread.is_empty();
    found.then_some(Table { page, end: start + table.end, ..table })
}

/// Returns the row after the head "Judgement | Grade", and the left edge of the second column.
fn head(rows: &[Row]) -> Option<(usize, f32)> {
    rows.iter().take(LATEST).enumerate().find_map(|(place, row)| {
        let [first, .., last] = row.pieces.as_slice() else { return None };
        let is_head = name::plain(&first.text).starts_with("judg") && name::plain(&last.text).starts_with("grade");
        is_head.then_some((place + 1, last.x))
    })
}

/// Finds a table without a head: the first row whose last piece, in a separate column, is a grade, and whose first
/// begins the name of an area.
fn headless(rows: &[Row], frameworks: &Frameworks) -> Option<(usize, f32)> {
    rows.iter().take(LATEST).enumerate().find_map(|(place, row)| {
        let [first, .., last] = row.pieces.as_slice() else { return None };
        let start = name::plain(&first.text);
        let is_row = frameworks.iter().any(|framework| {
            name::grade(framework, &last.text).is_some()
                && framework.areas.iter().any(|area| name::plain(&area.name).starts_with(&start))
        });
        is_row.then_some((place, last.x))
    })
}

fn in_columns(row: &Row, grades_at: f32) -> bool {
    row.pieces.iter().all(|piece| piece.x >= grades_at - OVERLAP || piece.end <= grades_at + OVERLAP)
}

fn columns(rows: &[Row], grades_at: f32) -> (Vec<Cell>, Vec<Cell>) {
    let (mut names, mut grades) = (Vec::new(), Vec::new());
    for (place, row) in rows.iter().enumerate() {
        let split = row.pieces.iter().position(|piece| piece.x >= grades_at - OVERLAP).unwrap_or(row.pieces.len());
        let (left, right) = row.pieces.split_at(split);
        for (column, pieces) in [(&mut names, left), (&mut grades, right)] {
            if !pieces.is_empty() {
                column.push(Cell { text: text_of(pieces), y: row.y, row: place });
            }
        }
    }
    (names, grades)
}

/// Reads the columns as rows of a framework; returns how well they fit. The table's end is counted from its head here.
fn fit(framework: &Framework, names: &[Cell], grades: &[Cell]) -> (f64, Table) {
    let mut areas = group(names, |text| name::area(framework, text).map(|(area, fit)| (area.id.clone(), fit)));
    let grades = group(grades, |text| name::grade(framework, text).map(|grade| (grade.id.clone(), 1.0)));
    // Short lines after the table look like rows, but have neither a name nor a grade.
    let last_grade = grades.last().map_or(0, |grade| grade.end);
    while areas.last().is_some_and(|area| area.value.is_none() && area.start >= last_grade) {
        areas.pop();
    }
    let end = areas.last().map_or(0, |area| area.end).max(last_grade);
    let fit: f64 = areas.iter().map(|row| row.value.as_ref().map_or(-UNKNOWN, |(_, fit)| *fit)).sum();
    let mut table = Table { end, ..Table::default() };
    for (area, grade) in pair(areas, grades) {
        let printed = grade.as_ref().map(|grade| grade.text.clone()).unwrap_or_default();
        match (area.value, grade.and_then(|grade| grade.value)) {
            (Some((id, _)), Some((grade, _))) => {
                table.judgements.push(Judgement { area: id, name: area.text, grade, score: None, words: None });
            }
            (id, grade) => table.unread.push(Unread {
                name: area.text,
                place: table.judgements.len(),
                area: id.map(|(id, _)| id),
                printed,
                grade: grade.map(|(grade, _)| grade),
            }),
        }
    }
    let how = table.settle(framework);
    (fit + how, table)
}

/// How much complete rows add to a framework's fit: all of them; all but one, which is identified by elimination; as
/// many as it should have.
const ALL: f64 = 100.0;
const ALL_BUT_ONE: f64 = 50.0;
const AS_MANY: f64 = 25.0;

impl Table {
    /// Identifies a single unknown row by elimination, and decides whether the table belongs to this framework; returns
    /// how certain that is.
    fn settle(&mut self, framework: &Framework) -> f64 {
        let left: Vec<AreaId> = framework.missing(&self.judgements).map(|area| area.id.clone()).collect();
        let as_many = left.len() == self.unread.len();
        if let ([area], [Unread { name, place, area: None, grade: Some(grade), .. }]) = (&*left, &*self.unread) {
            let row =
                Judgement { area: area.clone(), name: name.clone(), grade: grade.clone(), score: None, words: None };
            self.judgements.insert(*place, row);
            self.by_elimination = Some(area.clone());
            self.unread.clear();
        }
        // The framework of a table with most rows in doubt is unknown.
        if 2 * self.judgements.len() >= framework.areas.len() {
            self.framework = Some(framework.id.clone());
        }
        match (self.unread.is_empty() && framework.has_rows(&self.judgements), &self.by_elimination) {
            (true, None) => ALL,
            (true, Some(_)) => ALL_BUT_ONE,
            _ if as_many => AS_MANY,
            _ => 0.0,
        }
    }
}

/// Lines that are one cell.
#[derive(Clone, Debug)]
struct RowGroup<T> {
    text: String,
    top: f32,
    bottom: f32,
    /// The rows of its lines.
    start: usize,
    end: usize,
    value: Option<(T, f64)>,
}

/// Groups lines to cells so that as many lines as possible are in cells with a value, by the fit of the values.
fn group<T>(lines: &[Cell], value: impl Fn(&str) -> Option<(T, f64)>) -> Vec<RowGroup<T>> {
    // best[n]: the best fit of the first n lines, and how many lines its last cell has.
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0)];
    for end in 1..=lines.len() {
        let cell = |length: usize| {
            let fit = value(&words(&lines[end - length..end])).map_or(-0.01, |(_, fit)| fit * as_weight(length));
            (best[end - length].0 + fit, length)
        };
        let choice = (1..=end.min(MAX_LINES)).map(cell).max_by(|a, b| a.0.total_cmp(&b.0));
        best.push(choice.unwrap_or((0.0, 1)));
    }
    let mut groups = Vec::new();
    let mut end = lines.len();
    while end > 0 {
        let cell = &lines[end - best[end].1..end];
        let (first, last) = (&cell[0], &cell[cell.len() - 1]);
        let text = words(cell);
        let (top, bottom, start, end_row) = (first.y, last.y, first.row, last.row + 1);
        groups.push(RowGroup { value: value(&text), text, top, bottom, start, end: end_row });
        end -= cell.len();
    }
    groups.reverse();
    groups.into_iter().flat_map(|group| part(group, lines)).collect()
}

/// Parts lines without a value where a row ends: at a gap that is wider than the one between two lines of a cell.
fn part<T>(group: RowGroup<T>, lines: &[Cell]) -> Vec<RowGroup<T>> {
    let narrowest =
        lines.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|gap| *gap > 0.0).fold(f32::MAX, f32::min);
    let inside: Vec<&Cell> = lines.iter().filter(|cell| (group.start..group.end).contains(&cell.row)).collect();
    if group.value.is_some() {
        return vec![group];
    }
    let rows = inside.chunk_by(|a, b| b.y - a.y <= narrowest * ROW);
    let row = |cells: &[&Cell]| RowGroup {
        text: cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" "),
        top: cells[0].y,
        bottom: cells[cells.len() - 1].y,
        start: cells[0].row,
        end: cells[cells.len() - 1].row + 1,
        value: None,
    };
    rows.map(row).collect()
}

fn as_weight(lines: usize) -> f64 {
    f64::from(u8::try_from(lines).unwrap_or(u8::MAX))
}

fn words(lines: &[Cell]) -> String {
    lines.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Pairs rows with grades: in order if there are as many, by height if not.
fn pair<A, G: Clone>(areas: Vec<RowGroup<A>>, grades: Vec<RowGroup<G>>) -> Vec<(RowGroup<A>, Option<RowGroup<G>>)> {
    if areas.len() == grades.len() {
        return areas.into_iter().zip(grades.into_iter().map(Some)).collect();
    }
    let middle = |top: f32, bottom: f32| f32::midpoint(top, bottom);
    areas
        .into_iter()
        .map(|area| {
            let at = middle(area.top, area.bottom);
            let distance = |grade: &&RowGroup<G>| (middle(grade.top, grade.bottom) - at).abs();
            let near = grades.iter().filter(|grade| distance(grade) < 20.0 + area.bottom - area.top);
            let grade = near.min_by(|a, b| distance(a).total_cmp(&distance(b))).cloned();
            (area, grade)
        })
        .collect()
}
