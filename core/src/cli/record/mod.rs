//! `copydesk record`.

mod moves;

use super::Done;
use super::log::lines;
use super::screen::{Screen, print, print_lines};
use crate::inspection::{Area, AuthorityEntry, Grade, GradeId, PastInspection, Standing};
use crate::language::dates::written;
use crate::phrasing::number;
use crate::story::{self, DeskFolder, Known};
use clap::Args;
use jiff::civil::Date;
use serde_json::json;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Print how a council was judged since 2018, and how many others have the same grade: in England, in its region and among
/// authorities of its type. Without a council, how many have each grade, and with --moves, who moved where in each region.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk record Durham\n  copydesk record Durham --on 2022-08-01\n  copydesk record\n  copydesk record --moves --since 2024-04-01\n  copydesk record --moves --from england/record.csv\n  copydesk import new.pdf --json > new.json && copydesk record --merge core/data/ilacs-history.csv new.json"
)]
pub(super) struct Arguments {
    /// The council, as it is usually called.
    council: Option<String>,
    /// Count on this day instead of the last one that the record knows.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Print, for each region, whose overall grade is better, the same or worse than at the inspection before.
    #[arg(long, conflicts_with = "council")]
    moves: bool,
    /// Of the moves, only those of reports published on this day or later.
    #[arg(long, value_name = "DATE", requires = "moves")]
    since: Option<Date>,
    /// Use this table of inspections (CSV, as `copydesk batch` or --merge writes it) and not the one that comes with copydesk.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Print a new table of the record from these: the inspectorate's table of outcomes (CSV), tables printed by this command,
    /// reports that were read (`copydesk import --json`). Of two rows for one inspection, the first is kept; they have to agree.
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["council", "on", "json", "moves", "from"])]
    merge: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let mut known = Known::built_in();
    DeskFolder::above(Path::new("."), &mut known)?;
    if !arguments.merge.is_empty() {
        return print(&story::merge_records(&arguments.merge, &known)?);
    }
    if let Some(table) = &arguments.from {
        known.use_record(table)?;
    }
    let ends = known.record.ends().unwrap_or_default();
    let day = arguments.on.unwrap_or(ends);
    if day > ends {
        screen.note(&format!("the record ends on {}: what was published later is not counted", written(ends)));
    }
    let standing = known.record.standing(&known.authorities, day);
    if arguments.moves {
        let regions = moves::by_region(&standing, &known, arguments.since);
        return if arguments.json {
            print(&moves::json(&regions, &known))
        } else {
            print_lines(&moves::text(&regions, &known))
        };
    }
    let Some(name) = &arguments.council else {
        return if arguments.json {
            print(&whole_json(&standing, &known))
        } else {
            print_lines(&whole(&standing, &known))
        };
    };
    let entry = known.authority(name)?;
    if arguments.json {
        print(&json_of(entry, &standing, &known))
    } else {
        print_lines(&history(entry, &standing, &known))
    }
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

fn counts(standing: &Standing<'_>, known: &Known) -> Vec<(String, usize)> {
    let mut rows: Vec<(String, usize)> = Vec::new();
    for grade in grades(known) {
        rows.push((grade.name.clone(), standing.count(|past| known.frameworks.overall_grade(past) == Some(&grade.id))));
    }
    rows.push(("No overall grade".to_owned(), standing.count(|past| known.frameworks.overall_grade(past).is_none())));
    rows
}

fn whole(standing: &Standing<'_>, known: &Known) -> String {
    let mut said = format!(
        "Latest overall grades on {}, of {} inspected since 2018\n",
        written(standing.day),
        number(standing.all(), "authority", "authorities")
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

/// The groups that an authority is compared with, each with how the rows of the groups are introduced.
fn groups<'a>(entry: &AuthorityEntry, standing: &Standing<'a>) -> Vec<(String, Standing<'a>)> {
    let mut groups = vec![("in England".to_owned(), standing.clone())];
    if let Some(region) = &entry.region {
        groups.push((format!("in the {region} region"), standing.among(|other| other.region.as_ref() == Some(region))));
    }
    if let Some(kind) = entry.kind() {
        groups.push((format!("among {}", kind.plural()), standing.among(|other| other.kind() == Some(kind))));
    }
    groups
}

/// The judgements of an inspection in its framework's order: the area, and the grade.
fn judged<'a>(past: &'a PastInspection, known: &'a Known) -> impl Iterator<Item = (&'a Area, &'a Grade)> {
    let framework = known.frameworks.get(&past.framework);
    framework.into_iter().flat_map(move |framework| {
        let grade = |area: &Area| framework.grade(past.judgements.get(&area.id)?);
        framework.areas.iter().filter_map(move |area| Some((area, grade(area)?)))
    })
}

/// How many authorities have the grade that one was given in an area.
struct Same<'a> {
    area: &'a Area,
    grade: &'a Grade,
    /// Of each group its name, how many of it have the grade, and of how many that were judged in the area.
    groups: Vec<(String, usize, usize)>,
}

/// For each grade of an authority's latest inspection, how many others have it.
fn same<'a>(entry: &AuthorityEntry, standing: &Standing<'_>, known: &'a Known) -> Vec<Same<'a>> {
    let groups = groups(entry, standing);
    let latest = known.record.published_by(entry.key(), standing.day).next_back();
    let of = |(area, grade): (&'a Area, &'a Grade)| {
        let count = |group: &Standing<'_>, fits: &dyn Fn(&GradeId) -> bool| {
            group.count(|past| past.judgements.get(&area.id).is_some_and(fits))
        };
        let counted = groups
            .iter()
            .map(|(name, group)| (name.clone(), count(group, &|given| *given == grade.id), count(group, &|_| true)));
        Same { area, grade, groups: counted.collect() }
    };
    latest.into_iter().flat_map(|past| judged(past, known)).map(of).collect()
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
        for (area, grade) in judged(past, known) {
            writeln!(said, "    {}: {}", area.short, grade.name).expect("a string takes all");
        }
    }
    let same = same(entry, standing, known);
    if !same.is_empty() {
        writeln!(said, "Authorities with the same grade on {}", written(standing.day)).expect("a string takes all");
    }
    for Same { area, grade, groups } in same {
        let of: Vec<String> = groups.iter().map(|(name, same, judged)| format!("{same} of {judged} {name}")).collect();
        writeln!(said, "  {}, {}: {}", area.short, grade.name, of.join(", ")).expect("a string takes all");
    }
    said
}

fn json_of(entry: &AuthorityEntry, standing: &Standing<'_>, known: &Known) -> String {
    let group =
        |(name, same, judged): &(String, usize, usize)| json!({ "group": name, "same": same, "judged": judged });
    let same = same(entry, standing, known).into_iter().map(|Same { area, grade, groups }| {
        json!({ "area": area.id, "grade": grade.id, "groups": groups.iter().map(group).collect::<Vec<_>>() })
    });
    lines(&json!({
        "authority": entry,
        "inspections": known.record.of(entry.key()),
        "on": standing.day,
        "same": same.collect::<Vec<_>>(),
    }))
}
