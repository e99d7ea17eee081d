//! The reports of a run: the files of folders, files that are named, and those of a list.

use super::super::usage_error::UsageError;
use super::super::{Error, user_files};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The endings of files that may be reports.
const ENDINGS: [&str; 3] = ["pdf", "html", "htm"];
/// The ending of a list: a path in each line, and perhaps the day of publication after it.
const LIST: &str = "txt";

/// A report of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchReport {
    /// The file.
    pub path: PathBuf,
    /// The name of its story: the file's name without its ending.
    pub name: String,
    /// The day of publication, where a list says it: reports of most kinds do not.
    pub published: Option<Date>,
}

/// Returns the reports at these paths, by name, and how many other files lie next to them. A path is a folder, whose PDFs and
/// saved pages are taken and not those of folders in it; a report; or a list (`.txt`) with a path in each line, seen from the
/// list's folder, and perhaps the day of publication after it, as in `durham.pdf 2026-07-28`.
///
/// # Errors
/// A path that is not there, reports with the same name, or no report at all: all of it at once.
pub fn reports_in(paths: &[PathBuf]) -> Result<(Vec<BatchReport>, usize), Error> {
    let (mut files, mut others) = (Vec::new(), 0);
    for path in paths {
        if path.is_dir() {
            let (reports, rest): (Vec<PathBuf>, Vec<PathBuf>) = user_files::files(path)?
                .into_iter()
                .partition(|file| ENDINGS.iter().any(|ending| ends_in(file, ending)));
            files.extend(reports.into_iter().map(|file| (file, None)));
            others += rest.len();
        } else if ends_in(path, LIST) {
            let text = user_files::read_text(path)?;
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            files.extend(lines.map(entry).map(|(file, day)| (user_files::folder_of(path).join(file), day)));
        } else {
            files.push((path.clone(), None));
        }
    }
    let mut by_name = ByName::new();
    for file in files {
        let name = file.0.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let same = by_name.entry(name).or_default();
        if !same.contains(&file) {
            same.push(file);
        }
    }
    see_one_of_each(&by_name)?;
    let report = |(name, files): (String, Vec<(PathBuf, Option<Date>)>)| {
        files.into_iter().next().map(|(path, published)| BatchReport { path, name, published })
    };
    Ok((by_name.into_iter().filter_map(report).collect(), others))
}

/// Files and their days of publication, by the name of the story.
type ByName = BTreeMap<String, Vec<(PathBuf, Option<Date>)>>;

/// Returns the path in a line of a list, and the day after it.
fn entry(line: &str) -> (&str, Option<Date>) {
    let with_day = line.rsplit_once(char::is_whitespace);
    let with_day = with_day.and_then(|(path, day)| Some((path.trim_end(), day.parse().ok()?)));
    with_day.map_or((line, None), |(path, day)| (path, Some(day)))
}

fn see_one_of_each(by_name: &ByName) -> Result<(), Error> {
    let missing = by_name.values().flatten().filter(|(file, _)| !file.is_file());
    let missing = missing.map(|(file, _)| format!("there is no file {}", file.display()));
    let twice = by_name.values().filter(|files| files.len() > 1).map(|files| {
        let all: Vec<String> = files.iter().map(|(file, _)| file.display().to_string()).collect();
        format!("{} would be one story", all.join(" and "))
    });
    let mut problems: Vec<String> = missing.chain(twice).collect();
    if by_name.is_empty() {
        problems.push("there is no PDF and no saved page there".to_owned());
    }
    if problems.is_empty() {
        return Ok(());
    }
    let hint = "name a folder with reports, reports, or a list (.txt) with a path in each line; each with another name";
    Err(UsageError::Batch { problem: problems.join("\n  "), hint: hint.to_owned() }.into())
}

fn ends_in(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}
