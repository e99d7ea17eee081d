//! `copydesk record`.

use super::Done;
use super::screen::{Screen, print};
use crate::inspection::{Area, AuthorityEntry, Framework, Grade, GradeId, PastInspection, Standing};
use crate::story::{self, DeskFolder, Known};
use clap::Args;
use jiff::civil::Date;
use serde_json::json;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Print how a council was judged since 2018, and how many others have the same grade: in England, in its region and among
/// authorities of its type. Without a council, how many have each grade.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk record Durham\n  copydesk record Durham --on 2022-08-01\n  copydesk record\n  copydesk import new.pdf --json > new.json && copydesk record --merge core/data/ilacs-history.csv new.json"
)]
pub(super) struct Arguments {
    /// The council, as it is usually called.
    council: Option<String>,
    /// Count on this day instead of the last one that the record knows.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Print a new table of the record from these: the inspectorate's table of outcomes (CSV), tables printed by this command,
    /// reports that were read (`copydesk import --json`). Of two rows for one inspection, the first is kept; they have to agree.
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["council", "on", "json"])]
    merge: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let mut known = Known::built_in();
    DeskFolder::above(Path::new("."), &mut known)?;
    if !arguments.merge.is_empty() {
        return print(&story::merge_records(&arguments.merge, &known)?);
    }
    let ends = known.record.ends().unwrap_or_default();
    let day = arguments.on.unwrap_or(ends);
    if day > ends {
        screen.note(&format!("the record ends on {}: what was published later is not counted", written(ends)));
    }
    let standing = known.record.standing(&known.authorities, day);
    let Some(name) = &arguments.council else {
        return print(&if arguments.json { whole_json(&standing, &known) } else { whole(&standing, &known) });
    };
    let entry = known.authority(name)?;
    print(&if arguments.json { json_of(entry, &standing, &known) } else { history(entry, &standing, &known) })
}

fn written(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// The grades of all frameworks, the best first, each once.
fn grades(known: &Known) -> Vec<&Grade> {
    let mut all: Vec<&Grade> = Vec::new();
    for grade in known.frameworks.iter().flat_map(|framework| &framework.grades) {
        if all.iter().all(|other| other.id != grade.id) {
            all.push(grade);
        }
    }
    all
}

/// The overall grade of an inspection; `None` under a framework that gives none.
fn overall<'a>(past: &'a PastInspection, known: &Known) -> Option<&'a GradeId> {
    let framework = known.frameworks.get(&past.framework)?;
    past.grade(&framework.areas.iter().find(|area| area.overall)?.id)
}

fn counts(standing: &Standing<'_>, known: &Known) -> Vec<(String, usize)> {
    let mut rows: Vec<(String, usize)> = Vec::new();
    for grade in grades(known) {
        rows.push((grade.name.clone(), standing.count(|past| overall(past, known) == Some(&grade.id))));
    }
    rows.push(("No overall grade".to_owned(), standing.count(|past| overall(past, known).is_none())));
    rows
}

fn whole(standing: &Standing<'_>, known: &Known) -> String {
    let mut said = format!(
        "Latest overall grades on {}, of {} authorities inspected since 2018\n",
        written(standing.day),
        standing.all()
    );
    for (grade, count) in counts(standing, known) {
        writeln!(said, "  {grade:<32} {count:>3}").expect("a string takes all");
    }
    said
}

fn whole_json(standing: &Standing<'_>, known: &Known) -> String {
    let counts: serde_json::Map<_, _> =
        counts(standing, known).into_iter().map(|(grade, count)| (grade, json!(count))).collect();
    lines(&json!({ "on": standing.day, "authorities": standing.all(), "overall": counts }))
}

fn lines(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).expect("plain data") + "\n"
}

/// The groups that an authority is compared with, each with how the rows of the groups are introduced.
fn groups<'a>(entry: &AuthorityEntry, standing: &Standing<'a>) -> Vec<(String, Standing<'a>)> {
    let mut groups = vec![("in England".to_owned(), standing.clone())];
    if let Some(region) = &entry.region {
        groups.push((format!("in the region {region}"), standing.among(|other| other.region.as_ref() == Some(region))));
    }
    if let Some(kind) = entry.kind() {
        groups.push((format!("among {}", kind.plural()), standing.among(|other| other.kind() == Some(kind))));
    }
    groups
}

/// The judgements of an inspection in its framework's order: the area, and the grade.
fn judged<'a>(past: &'a PastInspection, framework: &'a Framework) -> impl Iterator<Item = (&'a Area, &'a Grade)> {
    framework.areas.iter().filter_map(|area| Some((area, framework.grade(past.grade(&area.id)?)?)))
}

fn history(entry: &AuthorityEntry, standing: &Standing<'_>, known: &Known) -> String {
    let mut said = format!("{}\n", entry.name);
    let inspections = known.record.of(entry.key());
    if inspections.is_empty() {
        said.push_str("  no inspection on record since 2018\n");
    }
    for past in inspections {
        let published = past.published.map(|day| format!(", published {}", written(day))).unwrap_or_default();
        writeln!(said, "  inspected {}{published}", written(past.inspected)).expect("a string takes all");
        for (area, grade) in known.frameworks.get(&past.framework).into_iter().flat_map(|it| judged(past, it)) {
            writeln!(said, "    {}: {}", area.short, grade.name).expect("a string takes all");
        }
    }
    let Some(latest) = inspections.iter().rfind(|past| past.published.is_some_and(|day| day <= standing.day)) else {
        return said;
    };
    let Some(framework) = known.frameworks.get(&latest.framework) else { return said };
    writeln!(said, "Authorities with the same grade on {}", written(standing.day)).expect("a string takes all");
    for (area, grade) in judged(latest, framework) {
        let of = groups(entry, standing).into_iter().map(|(name, group)| {
            let same = group.count(|past| past.grade(&area.id) == Some(&grade.id));
            let judged = group.count(|past| past.grade(&area.id).is_some());
            format!("{same} of {judged} {name}")
        });
        let of: Vec<String> = of.collect();
        writeln!(said, "  {}, {}: {}", area.short, grade.name, of.join(", ")).expect("a string takes all");
    }
    said
}

fn json_of(entry: &AuthorityEntry, standing: &Standing<'_>, known: &Known) -> String {
    let inspections = known.record.of(entry.key());
    let latest = inspections.iter().rfind(|past| past.published.is_some_and(|day| day <= standing.day));
    let framework = latest.and_then(|past| known.frameworks.get(&past.framework));
    let same =
        latest.zip(framework).into_iter().flat_map(|(past, framework)| judged(past, framework)).map(|(area, grade)| {
            let groups = groups(entry, standing).into_iter().map(|(name, group)| {
                json!({
                    "group": name,
                    "same": group.count(|past| past.grade(&area.id) == Some(&grade.id)),
                    "judged": group.count(|past| past.grade(&area.id).is_some()),
                })
            });
            json!({ "area": area.id, "grade": grade.id, "groups": groups.collect::<Vec<_>>() })
        });
    lines(&json!({
        "authority": entry,
        "inspections": inspections,
        "on": standing.day,
        "same": same.collect::<Vec<_>>(),
    }))
}
