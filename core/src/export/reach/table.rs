//! Writes a reach as a table for a spreadsheet: a row for each message, a column for each cutting, then the figures. CSV by RFC 4180,
//! each line with its end, every cell in quotation marks.

use super::{per_cent, verdict};
use crate::reach::{Cutting, From, Reach};
use crate::text::begins_formula;

pub(super) fn write(reach: &Reach) -> String {
    let names = reach.cuttings.iter().map(|cutting| cutting.name.clone());
    let mut table = row(["Kind".to_owned(), "Message".to_owned()].into_iter().chain(names));
    for (number, message) in reach.messages.iter().enumerate() {
        let cell = |cutting: &Cutting| cutting.cells.get(number).map(verdict).unwrap_or_default();
        let cells = reach.cuttings.iter().map(cell);
        table += &row([message.kind.name().to_owned(), message.about.clone()].into_iter().chain(cells));
    }
    let mut figure = |name: &str, value: &dyn Fn(&Cutting) -> String| {
        let of =
            |cutting: &Cutting| if cutting.is_about_release() { value(cutting) } else { "not about it".to_owned() };
        let values = reach.cuttings.iter().map(of);
        table += &row(["figure".to_owned(), name.to_owned()].into_iter().chain(values));
    };
    figure("Score (headline and first paragraph weigh double)", &|cutting| per_cent(cutting.score));
    figure("Release came through", &|cutting| per_cent(cutting.came_through));
    figure("Of its own words", &|cutting| per_cent(cutting.own_came_through));
    for from in From::ALL {
        figure(&format!("Words of the cutting: {}", from.name()), &|cutting| per_cent(cutting.split.share(from)));
    }
    figure("Paragraphs about other things", &|cutting| cutting.left_out.to_string());
    table
}

fn row(cells: impl Iterator<Item = String>) -> String {
    cells.map(|text| cell(&text)).collect::<Vec<_>>().join(",") + "\r\n"
}

/// Returns a text as a cell. A spreadsheet computes what begins like a formula; with an apostrophe before it, it does not.
fn cell(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let guard = if begins_formula(&plain) { "'" } else { "" };
    format!("\"{guard}{}\"", plain.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "\"'=1+1\""),
            (" @SUM(A1)", "\"' @SUM(A1)\""),
            ("\t-2", "\"' -2\""),
            ("He said “yes” \"no\"", "\"He said “yes” \"\"no\"\"\""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
