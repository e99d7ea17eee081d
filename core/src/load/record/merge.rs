//! Builds the table of past inspections that the program carries: the inspectorate's official table, and reports that were
//! read since it was published. Not here: reading that table (the parent module).

use super::{FACTS, HISTORY, SOURCE, past, some};
use crate::inspection::{
    AreaId, Authorities, Framework, Frameworks, GradeId, Inspection, PastInspection, PublicRecord,
};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    /// The authority's code.
    code: String,
    /// Where it comes from.
    source: String,
    past: PastInspection,
}

/// Rows by the authority's code and the first day on site, each with the name of its source.
type Rows<'a> = BTreeMap<(String, Date), (&'a str, Row)>;

/// Merges tables and reports into one table, in CSV.
///
/// Each source is a name and its text: the inspectorate's table of outcomes as CSV (its columns are found by their
/// headings), a table that this function made, or an inspection as `copydesk import --json` writes it. Where two sources
/// have one inspection, the first one's row is kept.
///
/// # Errors
///
/// All that is wrong, a line each: a source or a cell that cannot be read, and two sources that differ in a grade or a day
/// of one inspection.
pub fn merge(
    sources: &[(String, String)],
    authorities: &Authorities,
    frameworks: &Frameworks,
) -> Result<String, Vec<String>> {
    let (mut rows, mut wrong) = (Rows::new(), Vec::new());
    for (name, text) in sources {
        let read = if text.trim_start().starts_with('{') {
            report(name, text, authorities).map(|row| vec![row]).map_err(|error| vec![error])
        } else {
            table(name, text, authorities, frameworks)
        };
        match read {
            Ok(read) => {
                for row in read {
                    let key = (row.code.clone(), row.past.inspected);
                    match rows.get(&key) {
                        Some((first, kept)) if kept.past != row.past => wrong.push(format!(
                            "{name}: {}, inspected on {}: differs from the row in {first}",
                            row.code, row.past.inspected
                        )),
                        Some(_) => {}
                        None => drop(rows.insert(key, (name.as_str(), row))),
                    }
                }
            }
            Err(errors) => wrong.extend(errors),
        }
    }
    if wrong.is_empty() { Ok(written(&rows, frameworks)) } else { Err(wrong) }
}

/// Reads a table of inspections: the inspectorate's, or one that [`merge`] or [`extended`] made.
///
/// # Errors
///
/// All that is wrong, a line each.
pub fn read(
    name: &str,
    text: &str,
    authorities: &Authorities,
    frameworks: &Frameworks,
) -> Result<PublicRecord, Vec<String>> {
    let rows = table(name, text, authorities, frameworks)?;
    Ok(PublicRecord::new(rows.into_iter().map(|row| (row.code, row.past))))
}

/// The public record with inspections that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extended {
    /// The table, in CSV.
    pub table: String,
    /// The sources whose grades differ from those of the table, whose row is kept.
    pub differ: Vec<String>,
    /// The sources that are left out because they have no day of publication, and the table has no row for them.
    pub without_day: Vec<String>,
}

/// Adds inspections to the table that the program carries. Each is given with the name of its source and the key of its authority.
pub fn extended(
    read: impl IntoIterator<Item = (String, (String, PastInspection))>,
    authorities: &Authorities,
    frameworks: &Frameworks,
) -> Extended {
    let mut rows = Rows::new();
    for row in table("", HISTORY, authorities, frameworks).expect("a test reads every row") {
        rows.insert((row.code.clone(), row.past.inspected), ("the public record", row));
    }
    let mut made = Extended::default();
    for (name, (code, past)) in read {
        let row = Row { code, source: "report".to_owned(), past };
        match rows.entry((row.code.clone(), row.past.inspected)) {
            Entry::Occupied(known) if known.get().1.past.judgements != row.past.judgements => made.differ.push(name),
            Entry::Occupied(_) => {}
            Entry::Vacant(_) if row.past.published.is_none() => made.without_day.push(name),
            Entry::Vacant(free) => drop(free.insert(("a report", row))),
        }
    }
    made.table = written(&rows, frameworks);
    made
}

fn written(rows: &Rows<'_>, frameworks: &Frameworks) -> String {
    let mut areas: Vec<&AreaId> = Vec::new();
    for framework in frameworks.iter() {
        for area in &framework.areas {
            if !areas.contains(&&area.id) && rows.values().any(|(_, row)| row.past.judgements.contains_key(&area.id)) {
                areas.push(&area.id);
            }
        }
    }
    let head = ["code", "inspected", "published", "framework", SOURCE]
        .into_iter()
        .chain(areas.iter().map(|area| area.as_str()));
    let mut lines = vec![head.collect::<Vec<_>>().join(",")];
    for (_, Row { code, source, past }) in rows.values() {
        let published = past.published.map(|day| day.to_string()).unwrap_or_default();
        let (inspected, framework) = (past.inspected.to_string(), past.framework.to_string());
        let facts = [code.as_str(), &inspected, &published, &framework, source];
        let grades = areas.iter().map(|area| past.judgements.get(*area).map_or("", |grade| grade.as_str()));
        lines.push(facts.into_iter().chain(grades).collect::<Vec<_>>().join(","));
    }
    lines.join("\n") + "\n"
}

fn report(name: &str, text: &str, authorities: &Authorities) -> Result<Row, String> {
    let inspection: Inspection = serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))?;
    let lacks = |what: &str| format!("{name}: the report has no {what}");
    let entry = authorities.find(&inspection.authority.name).ok_or_else(|| lacks("authority that is known"))?;
    let past = PastInspection {
        inspected: inspection.dates.first().ok_or_else(|| lacks("day of inspection"))?.from,
        published: inspection.published,
        framework: inspection.framework.ok_or_else(|| lacks("framework that is known"))?,
        judgements: inspection.judgements.into_iter().map(|judgement| (judgement.area, judgement.grade)).collect(),
    };
    Ok(Row { code: entry.key().to_owned(), source: "report".to_owned(), past })
}

fn table(name: &str, text: &str, authorities: &Authorities, frameworks: &Frameworks) -> Result<Vec<Row>, Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows: Result<Vec<csv::StringRecord>, _> = reader.records().collect();
    let rows = rows.map_err(|error| vec![format!("{name}: {error}")])?;
    let head = rows.iter().position(|row| row.iter().any(|cell| cell == "code" || cell == "Inspection date"));
    let Some(at) = head else {
        return Err(vec![format!("{name}: no row of headings with “code” or “Inspection date”")]);
    };
    let (head, rows) = (&rows[at], &rows[at + 1..]);
    let official = head.iter().any(|cell| cell == "Inspection date");
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for (number, row) in rows.iter().enumerate() {
        let found = if official {
            Official { head, row }.read(authorities, frameworks)
        } else {
            own(head, row, authorities, frameworks)
        };
        match found {
            Ok(found) => read.extend(found),
            Err(error) => wrong.push(format!("{name}, row {}: {error}", at + number + 2)),
        }
    }
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

fn own(
    head: &csv::StringRecord,
    row: &csv::StringRecord,
    authorities: &Authorities,
    frameworks: &Frameworks,
) -> Result<Option<Row>, String> {
    let code = row.get(0).unwrap_or_default();
    if row.len() != head.len() {
        return Err(format!("{} cells under {} headings", row.len(), head.len()));
    }
    if row.len() <= FACTS {
        return Err(format!("{} cells, where a row has {FACTS} and one more for each judgement", row.len()));
    }
    if authorities.iter().all(|entry| entry.key() != code) {
        return Err(format!("no authority has the code “{code}”"));
    }
    let column = head.iter().position(|cell| cell == SOURCE);
    let source = column.and_then(|at| some(&row[at])).unwrap_or_else(|| "report".to_owned());
    let past = past(head, row)?;
    let framework = frameworks.get(&past.framework).ok_or_else(|| format!("no framework is {}", past.framework))?;
    for (area, grade) in &past.judgements {
        if framework.area(area).is_none() || framework.grade(grade).is_none() {
            return Err(format!("{} has no area {area} with a grade {grade}", past.framework));
        }
    }
    Ok(Some(Row { code: code.to_owned(), source, past }))
}

/// A row of the inspectorate's table.
struct Official<'a> {
    head: &'a csv::StringRecord,
    row: &'a csv::StringRecord,
}

impl Official<'_> {
    fn cell(&self, heading: &str) -> Option<&str> {
        self.row.get(self.head.iter().position(|cell| cell == heading)?)
    }

    fn date(&self, heading: &str) -> Result<Date, String> {
        let cell = self.cell(heading).unwrap_or_default();
        cell.split(' ').next().unwrap_or_default().parse().map_err(|_| format!("{heading}: “{cell}” is no date"))
    }

    /// What the row says of an inspection with judgements; `None` for a visit without any.
    fn read(&self, authorities: &Authorities, frameworks: &Frameworks) -> Result<Option<Row>, String> {
        let authority = self.cell("Local authority name").unwrap_or_default();
        let entry = authorities.find(authority).ok_or_else(|| format!("no authority is called “{authority}”"))?;
        let (inspected, published) = (self.date("Inspection date")?, self.date("Publication date")?);
        let judged = frameworks.iter().find_map(|framework| Some((framework.id.clone(), self.judged(framework)?)));
        let Some((framework, judgements)) = judged else {
            return match self.grades() {
                0 => Ok(None),
                _ => Err("no framework has these judgements and grades".to_owned()),
            };
        };
        let past = PastInspection { inspected, published: Some(published), framework, judgements };
        Ok(Some(Row { code: entry.key().to_owned(), source: "official".to_owned(), past }))
    }

    /// How many cells hold a grade: those after the type of inspection that are not empty.
    fn grades(&self) -> usize {
        let from = self.head.iter().position(|cell| cell == "Inspection type").map_or(self.row.len(), |at| at + 1);
        self.row.iter().skip(from).filter(|cell| !cell.trim().is_empty()).count()
    }

    /// The row's judgements, if they are all of a framework's and no others.
    fn judged(&self, framework: &Framework) -> Option<BTreeMap<AreaId, GradeId>> {
        let cells = self.head.iter().zip(self.row).filter(|(_, cell)| !cell.trim().is_empty());
        let judgements = cells.filter_map(|(heading, cell)| {
            let area = framework.areas.iter().find(|area| area.name.starts_with(heading))?;
            let grade = framework.grades.iter().find(|grade| grade.wordings().any(|words| words == cell.trim()))?;
            Some((area.id.clone(), grade.id.clone()))
        });
        let judgements: BTreeMap<_, _> = judgements.collect();
        (judgements.len() == framework.areas.len() && judgements.len() == self.grades()).then_some(judgements)
    }
}

#[cfg(test)]
mod tests {
    use super::merge;
    use crate::load::framework::builtin;
    use crate::load::record::authorities;

    const OFFICIAL: &str = "A table of outcomes,,,,,,,,,\n\
        Local authority name,Inspection date,Publication date,Inspection type,Overall effectiveness,The impact of leaders on social work practice with children and families,The experiences and progress of children who need help and protection,The experiences and progress of children in care,The experiences and progress of care leavers\n\
        Durham,2022-05-09 00:00:00,2022-07-05,Standard,Good,Outstanding,Good,Good,\n\
        Durham,2024-01-10,2024-02-20,Focused visit,,,,,\n";
    const OWN: &str = "code,inspected,published,framework,source,leaders,help-and-protection,care-and-care-leavers,overall\n\
        E06000047,2022-05-09,2022-07-05,ilacs-2018,report,outstanding,good,good,good\n";

    fn merged(texts: &[(&str, &str)]) -> Result<String, Vec<String>> {
        let texts: Vec<_> = texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        merge(&texts, &authorities(), &builtin())
    }

    #[test]
    fn the_first_source_of_an_inspection_is_kept_and_the_others_have_to_agree() {
        let table = "code,inspected,published,framework,source,leaders,help-and-protection,overall,care-and-care-leavers\n\
            E06000047,2022-05-09,2022-07-05,ilacs-2018,official,outstanding,good,good,good\n";
        assert_eq!(merged(&[("official.csv", OFFICIAL), ("own.csv", OWN)]).as_deref(), Ok(table));
        let other = OWN.replace("good,good,good", "good,good,outstanding");
        assert_eq!(
            merged(&[("official.csv", OFFICIAL), ("own.csv", &other)]),
            Err(vec!["own.csv: E06000047, inspected on 2022-05-09: differs from the row in official.csv".to_owned()])
        );
    }

    #[test]
    fn all_that_cannot_be_read_is_said() {
        let official = OFFICIAL.replace("Outstanding", "Splendid").replace("2024-02-20", "soon");
        let own = "code,inspected\nE06000047,2022-05-09\nE06000047\n";
        let row = OWN.lines().nth(1).unwrap();
        let unknown =
            [&OWN.replace("ilacs-2018", "ilacs-2017"), &row.replace("outstanding", "splendid"), "\n"].concat();
        assert_eq!(
            merged(&[
                ("official.csv", &official),
                ("own.csv", own),
                ("unknown.csv", &unknown),
                ("words.csv", "nothing,of,it\n")
            ]),
            Err(vec![
                "official.csv, row 3: no framework has these judgements and grades".to_owned(),
                "official.csv, row 4: Publication date: “soon” is no date".to_owned(),
                "own.csv, row 2: 2 cells, where a row has 5 and one more for each judgement".to_owned(),
                "own.csv, row 3: 1 cells under 2 headings".to_owned(),
                "unknown.csv, row 2: no framework is ilacs-2017".to_owned(),
                "unknown.csv, row 3: ilacs-2018 has no area leaders with a grade splendid".to_owned(),
                "words.csv: no row of headings with “code” or “Inspection date”".to_owned(),
            ])
        );
    }
}
