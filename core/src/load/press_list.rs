//! Reads a list of journalists: a CSV file with the columns `name`, `address` and, if wanted, `organisation`.

use crate::finding::Finding;
use crate::load::toml::TextFinding;
use crate::text::{Mailbox, Span};
use csv::{ReaderBuilder, StringRecord};

/// The columns; the last one may be missing.
const COLUMNS: [&str; 3] = ["name", "address", "organisation"];

/// Reads a list of recipients; an organisation becomes part of the name.
///
/// # Errors
/// Every row that is no recipient or gives an address again, and a list without any.
pub fn read(text: &str) -> Result<Vec<Mailbox>, Vec<TextFinding>> {
    let text_start = text.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
    let mut reader =
        ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(&text.as_bytes()[text_start..]);
    let whole = |message: String, hint: &str| vec![Finding::error(Span::at(0), message).with_hint(hint)];
    let header = "write a first line with the columns: name,address,organisation";
    let head = reader.headers().map_err(|error| whole(error.to_string(), header))?.clone();
    let place = |column: &str| head.iter().position(|found| found.eq_ignore_ascii_case(column));
    let [name, Some(address), organisation] = COLUMNS.map(place) else {
        return Err(whole("the list has no column `address`".to_owned(), header));
    };
    let (mut found, mut findings) = (Vec::<Mailbox>::new(), Vec::new());
    for row in reader.into_records() {
        let row = row.map_err(|error| whole(error.to_string(), "write one recipient a line"))?;
        let start = text_start + usize::try_from(row.position().map_or(0, csv::Position::byte)).unwrap_or_default();
        let line = text.get(start..).unwrap_or_default().trim_start_matches(['\r', '\n']);
        let start = text.len() - line.len();
        let at = Span::new(start, start + line.lines().next().unwrap_or_default().len());
        match recipient(&row, (name, address, organisation)) {
            Err(message) => {
                findings.push(Finding::error(at, message).with_hint("write a name and one mail address a line"));
            }
            Ok(one) if found.iter().any(|known| known.key() == one.key()) => {
                let message = format!("{} is on the list twice", one.address());
                findings.push(Finding::error(at, message).with_hint("keep one of the two: nobody gets a text twice"));
            }
            Ok(one) => found.push(one),
        }
    }
    match (findings.is_empty(), found.is_empty()) {
        (true, true) => {
            Err(whole("nobody is on the list".to_owned(), "add a recipient, or take the target out of desk.toml"))
        }
        (true, false) => Ok(found),
        _ => Err(findings),
    }
}

type Columns = (Option<usize>, usize, Option<usize>);

fn recipient(row: &StringRecord, (name, address, organisation): Columns) -> Result<Mailbox, String> {
    let cell = |place: Option<usize>| place.and_then(|place| row.get(place)).filter(|cell| !cell.is_empty());
    let name: Vec<&str> = [cell(name), cell(organisation)].into_iter().flatten().collect();
    Mailbox::new(Some(&name.join(", ")), cell(Some(address)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_names_addresses_and_organisations() {
        let text = "\u{feff}Name,Address,Organisation\r\nAnn Lee,ann@echo.example,The Echo\r\n\r\n\"Roe, Bo\",bo@bbc.example,\r\n";
        let names: Vec<String> = read(text).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["Ann Lee, The Echo <ann@echo.example>", "Roe, Bo <bo@bbc.example>"]);
        assert_eq!(read("address\na@b.example\n").unwrap()[0].to_string(), "a@b.example");
    }

    #[test]
    fn each_wrong_row_is_said_with_its_place() {
        let text = "name,address\nAnn,ann@a.example\nBo,bo at b\nCy,ANN@a.example\nDee,\n";
        let said: Vec<String> = read(text)
            .unwrap_err()
            .iter()
            .map(|finding| format!("{}: {}", &text[finding.place], finding.message))
            .collect();
        assert_eq!(
            said,
            [
                "Bo,bo at b: `bo at b` is not a mail address",
                "Cy,ANN@a.example: ANN@a.example is on the list twice",
                "Dee,: `` is not a mail address"
            ]
        );
        for text in ["", "name,mail\na,a@b.example\n", "name,address\n"] {
            assert_eq!(read(text).unwrap_err().len(), 1, "{text:?}");
        }
    }
}
