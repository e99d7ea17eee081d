//! The results as a table for a spreadsheet (CSV, RFC 4180).

use crate::story::BatchRow;
use crate::text::begins_formula;

const HEAD: [&str; 20] = [
    "report",
    "authority",
    "region",
    "document",
    "inspected",
    "published",
    "result",
    "area_grades",
    "before",
    "areas_up",
    "areas_same",
    "areas_down",
    "points",
    "doubts",
    "drafts",
    "errors",
    "warnings",
    "placeholders",
    "not_drafted",
    "problems",
];

/// Returns the table: a row for each report.
pub(super) fn csv(rows: &[BatchRow]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for cells in std::iter::once(HEAD.map(str::to_owned)).chain(rows.iter().map(cells)) {
        writer.write_record(cells.map(no_formula)).expect("memory takes all");
    }
    let bytes = writer.into_inner().expect("memory takes all");
    String::from_utf8(bytes).expect("it was made of texts")
}

fn cells(row: &BatchRow) -> [String; 20] {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let count = |count: usize| count.to_string();
    let [up, same, down] = row.changes.map(count);
    let found = |of: fn(&crate::story::Counts) -> usize| row.found.as_ref().map(of).map(count).unwrap_or_default();
    [
        row.name.clone(),
        row.authority.clone(),
        row.region.clone().unwrap_or_default(),
        row.document.clone(),
        day(row.inspected),
        day(row.published),
        row.overall.clone().unwrap_or_default(),
        row.area_grades(),
        row.before.clone().unwrap_or_default(),
        up,
        same,
        down,
        count(row.points),
        count(row.doubts),
        count(row.drafts),
        found(|found| found.errors),
        found(|found| found.warnings),
        count(row.placeholders),
        row.refused.join(" "),
        row.problems.join("; "),
    ]
}

/// Returns a cell. A spreadsheet computes what begins like a formula; with an apostrophe before it, it does not.
fn no_formula(cell: String) -> String {
    if begins_formula(&cell) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::csv;
    use crate::story::BatchRow;

    #[test]
    fn a_cell_is_quoted_and_is_no_formula() {
        let row = BatchRow {
            name: "=1+1".to_owned(),
            problems: vec!["says \"no\", twice".to_owned()],
            ..BatchRow::default()
        };
        let table = csv(&[row]);
        let line = table.lines().nth(1).unwrap();
        assert!(line.starts_with("'=1+1,"), "{line}");
        assert!(line.ends_with(",\"says \"\"no\"\", twice\""), "{line}");
    }
}
