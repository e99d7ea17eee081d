//! Takes the report as it was published into a story that was begun with a draft of it, and shows what differs.

use super::open::{self, FINAL_FILES, FINAL_INSPECTION_FILE, INSPECTION_FILE};
use super::user_files::{self, Existing};
use super::{Error, report, scaffold};
use crate::document::Leaf;
use crate::inspection::{Difference, Inspection, differences};
use crate::language;
use crate::text::normal;
use std::path::{Path, PathBuf};

/// The report of a story as it was published.
#[derive(Debug)]
pub struct FinalReport {
    /// The files that were written; none if they were there already.
    pub files: Vec<PathBuf>,
    /// Copies of the files that were replaced.
    pub kept: Vec<PathBuf>,
    /// What differs from the report that the story had, each with the drafts that quote words which are no longer there.
    pub differences: Vec<(Difference, Vec<PathBuf>)>,
    /// What was read.
    pub inspection: Inspection,
}

/// Reads a report as it was published, compares it with what the story has, and takes it as the story's: from now on texts
/// are drafted from it and checked against it. The earlier files stay. A final report that the story has already is replaced
/// only with `force`, and a copy of it is kept.
///
/// # Errors
/// It cannot be read, or is about another council; the story has another final report; a file cannot be written.
pub fn take_final(folder: &Path, file: &Path, force: bool) -> Result<FinalReport, Error> {
    let story = open::open(folder)?;
    let bytes = user_files::read(file)?;
    let is_known = [open::REPORT_FILE, open::PAGE_FILE].iter().any(|name| {
        let path = folder.join(name);
        user_files::is_there(&path) && user_files::read(&path).is_ok_and(|known| known == bytes)
    });
    // What people mended in the reading of the very same file stays mended.
    let mended = folder.join(INSPECTION_FILE);
    let known = &story.known;
    let (inspection, text) = if is_known && user_files::is_there(&mended) {
        (open::read_inspection(&mended, known)?.0, user_files::read_text(&mended)?)
    } else {
        let inspection = report::read_report(file, known)?;
        let text = scaffold::inspection_toml(&inspection);
        (inspection, text)
    };
    if let Some(desk) = &story.desk {
        open::refuse_stranger(&inspection, desk, known)?;
    }
    let quoted = quotations(folder)?;
    let with_drafts = |difference| {
        let drafts = quoting(&difference, &quoted);
        (difference, drafts)
    };
    let differences = differences(&story.inspection, &inspection).into_iter().map(with_drafts).collect();
    let (files, kept) = write(folder, file, (&bytes, &text), force)?;
    Ok(FinalReport { files, kept, differences, inspection })
}

/// Writes the report and what was read from it, both or neither.
fn write(
    folder: &Path,
    from: &Path,
    (bytes, text): (&[u8], &str),
    force: bool,
) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Error> {
    let is_pdf = from.extension().is_none_or(|ending| ending.eq_ignore_ascii_case("pdf"));
    let name = FINAL_FILES[usize::from(!is_pdf)];
    let there = open::final_report(folder);
    if let Some(there) = &there
        && user_files::read(there)? == bytes
    {
        return Ok((Vec::new(), Vec::new()));
    }
    let inspection = folder.join(FINAL_INSPECTION_FILE);
    let old: Vec<PathBuf> =
        there.iter().cloned().chain(user_files::is_there(&inspection).then_some(inspection)).collect();
    if let Some(path) = old.first().filter(|_| !force) {
        return Err(Error::Exists { path: path.clone(), replaceable: true });
    }
    let kept = old.iter().map(|path| user_files::keep_copy(path)).collect::<Result<_, _>>()?;
    let all = [(Path::new(name), bytes), (Path::new(FINAL_INSPECTION_FILE), text.as_bytes())];
    user_files::write_all(folder, &all, Existing::Replace)?;
    // A page in place of a PDF, or the other way round: the copy of the other one is enough.
    for stale in there.iter().filter(|path| !path.ends_with(name)) {
        user_files::remove(folder, Path::new(stale.file_name().unwrap_or_default()))?;
    }
    Ok((all.iter().map(|(name, _)| folder.join(name)).collect(), kept))
}

/// Returns the quotations of each draft of a story, in normal letters.
fn quotations(folder: &Path) -> Result<Vec<(PathBuf, Vec<String>)>, Error> {
    let mut all = Vec::new();
    for path in user_files::list(folder, "md")?.into_iter().filter(|path| path.parent() == Some(folder)) {
        let document = super::read_text(&path)?.document;
        let leaves: Vec<String> = document.leaves().iter().map(Leaf::text).collect();
        let texts: Vec<&str> = leaves.iter().map(String::as_str).collect();
        let pieces = language::quoted(&texts).into_iter().flat_map(|quote| quote.pieces);
        let words = pieces.map(|piece| normal(&leaves[piece.block][piece.span])).filter(|words| words.contains(' '));
        all.push((path, words.collect()));
    }
    Ok(all)
}

/// Returns the drafts that quote words of the earlier report which the later one does not have in that place.
fn quoting(difference: &Difference, quoted: &[(PathBuf, Vec<String>)]) -> Vec<PathBuf> {
    let Some((before, after)) = difference.lost() else { return Vec::new() };
    let (before, after) = (normal(before), normal(after));
    let is_lost = |words: &String| before.contains(words.as_str()) && !after.contains(words.as_str());
    quoted.iter().filter(|(_, words)| words.iter().any(is_lost)).map(|(path, _)| path.clone()).collect()
}
