//! Finds the story and the output that an edited file belongs to.

use super::{Request, ReviseError, before};
use crate::diff::{Carried, carry_origins};
use crate::document::Document;
use crate::story::compare::most_alike;
use crate::story::draft::RECORDS;
use crate::story::open::{BRIEF_FILE, INSPECTION_FILE, REPORT_FILE};
use crate::story::{DraftPlace, Error};
use std::path::{Path, PathBuf};

/// Returns the draft that a file is to replace.
pub(super) fn of(request: &Request<'_>, document: &Document) -> Result<DraftPlace, Error> {
    let (folder, named) = match request.story {
        Some(path) if path.is_dir() => (path.to_owned(), None),
        Some(draft) => (parent(draft), stem(draft)),
        None => (around(request.file)?, None),
    };
    if let Some(output) = request.output.map(str::to_owned).or(named) {
        let output = output.strip_suffix(".md").unwrap_or(&output).to_owned();
        let plain = !output.is_empty() && !output.contains(['/', '\\']) && !output.starts_with('.');
        if plain && folder.is_dir() {
            return Ok(DraftPlace { folder, output });
        }
        return Err(ReviseError::NoStory { file: request.file.to_owned() }.into());
    }
    let known = drafts(&folder);
    let output = match by_name(request.file, &known) {
        Some(output) => Some(output),
        None => by_words(&folder, &known, document)?,
    };
    match output {
        Some(output) => Ok(DraftPlace { folder, output }),
        None => Err(ReviseError::NoOutput { file: request.file.to_owned(), folder, known }.into()),
    }
}

/// Returns the story that a file is in, or the one that this is done in.
fn around(file: &Path) -> Result<PathBuf, Error> {
    let is_story = |folder: &PathBuf| {
        [RECORDS, INSPECTION_FILE, REPORT_FILE, BRIEF_FILE].iter().any(|name| folder.join(name).exists())
    };
    let folders = [parent(file), PathBuf::from(".")];
    folders.into_iter().find(is_story).ok_or_else(|| ReviseError::NoStory { file: file.to_owned() }.into())
}

fn parent(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

fn stem(path: &Path) -> Option<String> {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

/// Returns the outputs that have a draft in a story's folder, or that the program keeps one of.
fn drafts(folder: &Path) -> Vec<String> {
    let names = |folder: &Path, ending: &str| -> Vec<String> {
        let entries = folder.read_dir().into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().to_str().map(str::to_owned));
        names.filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).collect()
    };
    let mut found = names(folder, ".md");
    found.extend(names(&folder.join(RECORDS), ".md.json"));
    found.retain(|name| !name.starts_with('.'));
    found.sort();
    found.dedup();
    found
}

/// Returns the longest output name contained in the file's name, as in "press-release v2 JB.docx".
fn by_name(file: &Path, known: &[String]) -> Option<String> {
    let plain = |name: &str| name.to_lowercase().replace([' ', '_'], "-");
    let name = plain(&stem(file)?);
    known.iter().filter(|output| name.contains(&plain(output))).max_by_key(|output| output.len()).cloned()
}

/// Fails if less than half of a file's words are those of the draft that it is to replace: it may be the wrong file.
pub(super) fn see_that_it_is_alike(
    file: &Path,
    target: &DraftPlace,
    before: &Document,
    document: &Document,
) -> Result<(), Error> {
    let Carried { kept, new, .. } = carry_origins(before, &mut document.clone());
    if kept >= new {
        return Ok(());
    }
    let mut others = drafts(&target.folder);
    let is_it = |name: &String| file.ends_with(format!("{name}.md")) && parent(file) == target.folder;
    others.retain(|name| *name != target.output && !is_it(name));
    let like = by_words(&target.folder, &others, document)?;
    let (file, output) = (file.to_owned(), target.output.clone());
    Err(ReviseError::Unlike { file, output, kept, words: kept + new, like }.into())
}

/// Returns the output that the file has most words of, if more of its words are from there than are not.
fn by_words(folder: &Path, known: &[String], document: &Document) -> Result<Option<String>, Error> {
    let mut drafts = Vec::new();
    for output in known {
        let before = before(&DraftPlace { folder: folder.to_owned(), output: output.clone() })?;
        drafts.extend(before.map(|before| (output, before)));
    }
    Ok(most_alike(document, drafts.iter().map(|(output, before)| (*output, before))).cloned())
}
