//! Reads the built-in public record (`core/data`): the authorities, and their past judgements.

mod merge;

pub use merge::{Extended, extended, merge, read};

use crate::inspection::{AreaId, Authorities, AuthorityEntry, FrameworkId, GradeId, PastInspection, PublicRecord};
use jiff::civil::Date;
use std::collections::BTreeMap;

const AUTHORITIES: &str = include_str!("../../../data/authorities.csv");
const HISTORY: &str = include_str!("../../../data/ilacs-history.csv");

/// How many columns come before the areas in the table of inspections, the source of a row among them.
const FACTS: usize = 5;
/// The column that names where a row comes from: `official`, the inspectorate's table of outcomes, or `report`, a report that
/// was read.
const SOURCE: &str = "source";

/// Returns the official table of authorities, those that no longer exist among them.
pub fn authorities() -> Authorities {
    let entries = rows(AUTHORITIES).map(|row| AuthorityEntry {
        name: row[1].to_owned(),
        aliases: row[2].split("; ").filter(|alias| !alias.is_empty()).map(str::to_owned).collect(),
        code: Some(row[0].to_owned()),
        urn: some(&row[3]),
        region: some(&row[4]),
        ended: some(&row[5]).map(|day| day.parse().expect("a test reads every date")),
    });
    Authorities::new(entries.collect())
}

/// Returns the official history of judgements.
///
/// # Panics
///
/// Never in a build whose tests pass: one reads every row.
pub fn public_record() -> PublicRecord {
    let mut reader = csv::Reader::from_reader(HISTORY.as_bytes());
    let head = reader.headers().expect("the file has a head").clone();
    PublicRecord::new(rows(HISTORY).map(|row| (row[0].to_owned(), past(&head, &row).expect("a test reads every row"))))
}

fn some(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

fn rows(text: &str) -> impl Iterator<Item = csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).into_records().map(|row| row.expect("a test reads every row"))
}

/// Reads a row of the table of inspections, or says which cell cannot be read.
fn past(head: &csv::StringRecord, row: &csv::StringRecord) -> Result<PastInspection, String> {
    let date = |cell: &str| cell.parse::<Date>().map_err(|_| format!("“{cell}” is no date"));
    let mut judgements = BTreeMap::new();
    for (area, grade) in head.iter().zip(row).filter(|(column, _)| *column != SOURCE).skip(FACTS - 1) {
        if let Some(grade) = some(grade) {
            let area = AreaId::new(area).map_err(|error| error.to_string())?;
            judgements.insert(area, GradeId::new(&grade).map_err(|error| error.to_string())?);
        }
    }
    Ok(PastInspection {
        inspected: date(&row[1])?,
        published: Some(date(&row[2])?),
        framework: FrameworkId::new(&row[3]).map_err(|error| error.to_string())?,
        judgements,
    })
}

#[cfg(test)]
mod tests {
    use super::{authorities, public_record};
    use crate::load::framework::builtin;

    #[test]
    fn every_row_fits_its_framework_and_its_authority() {
        let (authorities, record, frameworks) = (authorities(), public_record(), builtin());
        let mut inspections = 0;
        for authority in authorities.iter() {
            for past in record.of(authority.key()) {
                let framework = frameworks.get(&past.framework).expect("a known framework");
                let areas: Vec<_> = past.judgements.keys().collect();
                assert_eq!(areas.len(), framework.areas.len());
                assert!(areas.iter().all(|area| framework.area(area).is_some()), "{past:?}");
                assert!(past.judgements.values().all(|grade| framework.grade(grade).is_some()), "{past:?}");
                inspections += 1;
            }
        }
        assert_eq!(inspections, 324);
    }

    #[test]
    fn every_name_finds_itself_as_reports_print_it() {
        let authorities = authorities();
        for entry in authorities.iter() {
            for printed in [
                entry.name.clone(),
                format!("{} Council", entry.name),
                format!("The London Borough of {}", entry.name),
                format!("{} Metropolitan Borough Council local authority", entry.name.replace(" and ", " & ")),
                format!("{} Children’s Trust", entry.name.to_uppercase()),
            ] {
                let found = authorities.find(&printed).map(|entry| entry.name.as_str());
                assert_eq!(found, Some(entry.name.as_str()), "{printed}");
            }
        }
        let cases = [
            ("County Durham", "Durham"),
            ("Kingston upon Hull City Council", "Kingston upon Hull"),
            ("Hull", "Kingston upon Hull"),
            ("the Royal Borough of Kingston upon Thames", "Kingston upon Thames"),
            ("Bournemouth, Christchurch & Poole", "Bournemouth, Christchurch and Poole"),
            ("Bristol City of", "Bristol"),
            ("St. Helens Borough Council", "St Helens"),
            ("Slough Children First", "Slough"),
            ("Together for Children Sunderland", "Sunderland"),
            ("Newcastle City Council", "Newcastle upon Tyne"),
            ("East Riding", "East Riding of Yorkshire"),
            ("Telford & Wrekin", "Telford and Wrekin"),
            ("Northamptonshire County Council", "Northamptonshire"),
            ("City of London Corporation", "City of London"),
        ];
        for (printed, name) in cases {
            assert_eq!(authorities.find(printed).map(|entry| entry.name.as_str()), Some(name), "{printed}");
        }
        assert_eq!(authorities.find("North").map(|entry| &entry.name), None);
    }
}
