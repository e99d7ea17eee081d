//! The judgements as a table: CSV by RFC 4180, each line with its end, every cell in quotation marks.

use crate::no_grades;
use copydesk_plugin::Refusal;
use copydesk_plugin::story::Request;

const HEAD: [&str; 7] = ["Authority", "Area", "Grade", "Grade before", "Year before", "Inspected from", "Inspected to"];

/// Returns the table.
pub(crate) fn of(request: &Request) -> Result<String, Refusal> {
    let inspection = &request.inspection;
    if inspection.judgements.is_empty() {
        return Err(no_grades());
    }
    let from = inspection.dates.first().map_or("", |period| period.from.as_str());
    let to = inspection.dates.last().map_or("", |period| period.to.as_str());
    let mut table = row(HEAD.map(str::to_owned));
    for judgement in &inspection.judgements {
        let before = judgement.change.as_ref();
        table += &row([
            inspection.authority.name.clone(),
            judgement.name.clone(),
            judgement.grade_name.clone(),
            before.map(|change| change.from.clone()).unwrap_or_default(),
            before.map(|change| change.year.to_string()).unwrap_or_default(),
            from.to_owned(),
            to.to_owned(),
        ]);
    }
    Ok(table)
}

fn row<const N: usize>(cells: [String; N]) -> String {
    cells.map(|text| cell(&text)).join(",") + "\r\n"
}

/// Returns a text as a cell. A spreadsheet computes what begins like a formula; with an apostrophe before it, it does not.
fn cell(text: &str) -> String {
    let guard = if text.trim_start().starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{guard}{}\"", plain.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::testing;

    #[test]
    fn each_judgement_is_a_row_and_no_cell_is_a_formula() {
        let mut request = testing::sample();
        let table = of(&request).unwrap();
        assert_eq!(table.matches("\r\n").count(), request.inspection.judgements.len() + 1);
        assert!(table.contains("\"Outstanding\",\"Good\",\"2021\",\"2025-03-03\",\"2025-03-14\"\r\n"), "{table}");
        request.inspection.authority.name = "=1+1, \"Avershire\"".to_owned();
        assert!(of(&request).unwrap().contains("\"'=1+1, \"\"Avershire\"\"\","));
        request.inspection.judgements.clear();
        assert_eq!(of(&request).unwrap_err().code(), Some("no-grades"));
    }
}
