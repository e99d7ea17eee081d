//! The earlier reports that a story holds, as its brief names them: each is read, is about the same council, and is earlier.

use super::open::{self, BRIEF_FILE, TextFile};
use super::{DeskFolder, Error, Known};
use crate::brief::Brief;
use crate::finding::Finding;
use crate::inspection::{AuthorityEntry, Inspection, PastInspection};
use crate::language::dates::period_written;
use crate::load::toml::Loaded;
use jiff::civil::Date;
use std::path::Path;

/// Reads the earlier reports, oldest first.
///
/// # Errors
/// [`Error::Findings`] with every entry of the brief that names no earlier report of this council.
pub(super) fn read(
    folder: &Path,
    brief: &Brief,
    inspection: &Inspection,
    desk: Option<&DeskFolder>,
    known: &Known,
) -> Result<Vec<Inspection>, Error> {
    let (mut all, mut mistakes, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    for (number, earlier) in brief.earlier.iter().enumerate() {
        let mut reject = |(message, hint): (String, String)| findings.push((number, message, hint));
        match open::bare(&folder.join(&earlier.file), known) {
            Ok((read, _)) => match unfit(&read, inspection, desk, known) {
                None => all.push(read),
                Some(why) => reject(why),
            },
            // The file has mistakes at places of its own.
            Err(Error::Findings(more)) => mistakes.extend(more),
            Err(error) => {
                let hint = "put the earlier report (a PDF, or the file that `copydesk import` wrote of it) into the story's folder, and write its name here";
                reject((error.to_string(), hint.to_owned()));
            }
        }
    }
    if !findings.is_empty() {
        let file = TextFile::read(folder.join(BRIEF_FILE))?;
        let Loaded { places, .. } = file.parse::<Brief>()?;
        let place = |number: usize| places.value(&format!("/earlier/{number}/file"));
        let findings =
            findings.into_iter().map(|(number, message, hint)| Finding::error(place(number), message).with_hint(hint));
        if let Error::Findings(more) = file.mistakes(findings.collect()) {
            mistakes.extend(more);
        }
    }
    if !mistakes.is_empty() {
        return Err(Error::Findings(mistakes));
    }
    all.sort_by_key(first_day);
    Ok(all)
}

/// Why a report is not an earlier one of the story's council, and the next step.
fn unfit(
    earlier: &Inspection,
    inspection: &Inspection,
    desk: Option<&DeskFolder>,
    known: &Known,
) -> Option<(String, String)> {
    let key = |name: &str| {
        known.authorities.find(name).map_or_else(|| name.to_lowercase(), |entry| AuthorityEntry::key(entry).to_owned())
    };
    let (theirs, ours) = (&earlier.authority.name, &inspection.authority.name);
    let of_desk = desk.is_some_and(|desk| desk.desk.council.authorities().any(|name| key(name) == key(theirs)));
    if key(theirs) != key(ours) && !of_desk {
        let message = format!("the report is about {theirs}, and this story is about {ours}");
        let hint = format!(
            "name an earlier report on {ours}; if {theirs} was its predecessor, add to [council] in desk.toml: also_for = [\"{theirs}\"]"
        );
        return Some((message, hint));
    }
    let (Some(days), Some(begins)) = (earlier.dates.first(), first_day(inspection)) else { return None };
    (days.from >= begins).then(|| {
        let message = format!(
            "the report is not an earlier one: its inspection took place from {}",
            period_written(days.from, days.to)
        );
        (message, "name a report of an inspection before this one, or take the entry out".to_owned())
    })
}

fn first_day(inspection: &Inspection) -> Option<Date> {
    inspection.dates.iter().map(|days| days.from).min()
}

/// What the public record has of an inspection; none where the report gives no grades.
pub(super) fn past(earlier: &Inspection) -> Option<PastInspection> {
    let judgements = earlier.judgements.iter().map(|judgement| (judgement.area.clone(), judgement.grade.clone()));
    Some(PastInspection {
        inspected: first_day(earlier)?,
        published: earlier.published,
        framework: earlier.framework.clone()?,
        judgements: judgements.collect(),
    })
    .filter(|past| !past.judgements.is_empty())
}
