//! The results as a page: how the grades of each region moved, and a row for each report.

use super::super::page;
use crate::export::escape;
use crate::inspection::Direction;
use crate::language::dates::written;
use crate::phrasing::number;
use crate::story::BatchRow;
use std::collections::BTreeMap;
use std::fmt::Write;

const STYLE: &str = "\
body{max-width:80rem}thead th{white-space:nowrap}tbody th{min-width:8rem}tbody td:nth-child(2){white-space:nowrap}\
tr.problem td:first-child,tr.problem th:first-child{border-left:4px solid #b00020;padding-left:.5rem}";

/// Returns the page.
pub(super) fn page(rows: &[BatchRow]) -> String {
    let done = rows.iter().filter(|row| row.is_done()).count();
    let mut body = format!("<p>{done} of {} done.</p>\n", number(rows.len(), "report", "reports"));
    body.push_str(&moves(rows));
    body.push_str(&reports(rows));
    body.push_str(&problems(rows));
    page::page("Reports in one table", STYLE, &body)
}

/// Returns a table of where the overall grades went, by region.
fn moves(rows: &[BatchRow]) -> String {
    let mut regions: BTreeMap<&str, Vec<&BatchRow>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.overall.is_some()) {
        regions.entry(row.region.as_deref().unwrap_or("No region")).or_default().push(row);
    }
    if regions.is_empty() {
        return String::new();
    }
    let who = |rows: &[&BatchRow], way: Direction| {
        let names: Vec<String> =
            rows.iter().filter(|row| row.direction == Some(way)).map(|row| escape(&row.authority)).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    };
    let head = ["Region", "Reports", "Better than before", "As before", "Worse than before", "Nothing to compare with"];
    let lines = regions.iter().map(|(region, rows)| {
        let unknown = rows.iter().filter(|row| row.direction.is_none()).count();
        let cells = [
            rows.len().to_string(),
            who(rows, Direction::Up),
            who(rows, Direction::Same),
            who(rows, Direction::Down),
            unknown.to_string(),
        ];
        (escape(region), cells.to_vec(), false)
    });
    format!("<h2>Overall grades by region</h2>\n{}", table("Overall grades by region", &head, lines))
}

fn reports(rows: &[BatchRow]) -> String {
    let head = [
        "Report",
        "Inspected",
        "Overall",
        "Before",
        "Areas",
        "Up, same, down",
        "Points",
        "Drafts",
        "Errors",
        "Warnings",
        "Placeholders",
    ];
    let lines = rows.iter().map(|row| {
        let first = match row.authority.as_str() {
            "" => escape(&row.name), // the report was not read, and there is no story
            authority => format!("<a href=\"{}/\">{}</a>", address(&row.name), escape(authority)),
        };
        let found = |of: fn(&crate::story::Counts) -> usize| {
            row.found.as_ref().map_or_else(String::new, |it| of(it).to_string())
        };
        let cells = vec![
            row.inspected.map(written).unwrap_or_default(),
            escape(row.overall.as_deref().unwrap_or(if row.areas.is_empty() { &row.document } else { "not given" })),
            escape(row.before.as_deref().unwrap_or_default()),
            escape(&row.area_grades()),
            changes(row),
            row.points.to_string(),
            row.drafts.to_string(),
            found(|found| found.errors),
            found(|found| found.warnings),
            row.placeholders.to_string(),
        ];
        (first, cells, !row.is_done())
    });
    format!("<h2>Reports</h2>\n{}", table("Reports", &head, lines))
}

/// Returns how many areas rose, stayed and fell; nothing where none can be compared.
fn changes(row: &BatchRow) -> String {
    let [up, same, down] = row.changes;
    if up + same + down == 0 { String::new() } else { format!("{up}, {same}, {down}") }
}

/// Returns what was not done.
fn problems(rows: &[BatchRow]) -> String {
    let all = rows.iter().flat_map(|row| row.problems.iter().map(move |problem| (row, problem)));
    let mut list = String::new();
    for (row, problem) in all {
        writeln!(list, "<li><strong>{}</strong>: {}</li>", escape(&row.name), escape(problem))
            .expect("a string takes all");
    }
    if list.is_empty() { list } else { format!("<h2>Not done</h2>\n<ul>\n{list}</ul>\n") }
}

/// Returns a table that scrolls by itself where it is wider than the page. Each line is its heading, its cells, and whether
/// something in it was not done.
fn table(name: &str, head: &[&str], lines: impl Iterator<Item = (String, Vec<String>, bool)>) -> String {
    let columns = head.join("</th><th scope=\"col\">");
    let mut rows = String::new();
    for (first, cells, is_problem) in lines {
        let class = if is_problem { " class=\"problem\"" } else { "" };
        writeln!(rows, "<tr{class}><th scope=\"row\">{first}</th><td>{}</td></tr>", cells.join("</td><td>"))
            .expect("a string takes all");
    }
    format!(
        "<div class=\"wide\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">{columns}</th></tr></thead>\n\
         <tbody>\n{rows}</tbody></table></div>\n"
    )
}

/// Returns a file's name as a part of an address.
fn address(name: &str) -> String {
    let mut address = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => address.push(char::from(byte)),
            other => write!(address, "%{other:02X}").expect("a string takes all"),
        }
    }
    address
}
