//! Renews the copy of the SDK in an author's folder: the SDK's source of a plugin in Rust, the header of one in C. What an
//! author changed in it is kept next to it.

use super::user_files::{self, Existing};
use super::{AuthorFolder, Error};
use crate::plugin::sdk_files;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file of the SDK that is another one now.
#[derive(Debug, PartialEq, Eq)]
pub struct Renewed {
    /// The file, named from the author's folder.
    pub file: PathBuf,
    /// How many lines it has that the earlier one had not.
    pub added: usize,
    /// How many lines the earlier one had that it has not; `None` if there was none.
    pub removed: Option<usize>,
    /// Where the earlier one is kept.
    pub kept: Option<PathBuf>,
}

/// Puts the program's SDK in the place of an author's copy. Returns the files that changed, in order; empty if all are the
/// same.
///
/// # Errors
/// There is no copy in the folder, or a file cannot be read or written.
pub fn renew_sdk(folder: &AuthorFolder) -> Result<Vec<Renewed>, Error> {
    let root = &folder.path;
    let files: Vec<(String, String)> = sdk_files(|first| user_files::is_there(&root.join(first)));
    if files.is_empty() {
        let problem = "has no copy of the SDK".to_owned();
        let hint = "Cargo.toml or the Makefile says where it is; it is renewed there".to_owned();
        return Err(Error::Library { path: root.clone(), problem, hint });
    }
    let mut renewed = Vec::new();
    for (name, text) in files {
        let path = root.join(&name);
        user_files::see_no_link(&path)?;
        let before = user_files::is_there(&path).then(|| user_files::read_text(&path)).transpose()?;
        if before.as_ref().is_some_and(|before| before.replace("\r\n", "\n") == text) {
            continue;
        }
        let kept = before.as_ref().map(|_| user_files::keep_copy(&path)).transpose()?;
        let kept = kept.and_then(|kept| kept.strip_prefix(root).map(Path::to_owned).ok());
        user_files::write_all(root, &[(Path::new(&name), text.as_bytes())], Existing::Replace)?;
        let added = more(&text, before.as_deref().unwrap_or_default());
        let removed = before.map(|before| more(&before, &text));
        renewed.push(Renewed { file: PathBuf::from(name), added, removed, kept });
    }
    Ok(renewed)
}

/// Returns how many lines one text has more than the other.
fn more<'a>(one: &'a str, other: &'a str) -> usize {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    other.lines().for_each(|line| *left.entry(line).or_default() += 1);
    let is_known = |line| match left.get_mut(line) {
        Some(count @ 1..) => {
            *count -= 1;
            true
        }
        _ => false,
    };
    one.lines().map(is_known).filter(|is_known| !is_known).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_often_as_they_are_there() {
        assert_eq!((more("a\nb\na", "a\nc"), more("a\nc", "a\nb\na")), (2, 1));
        assert_eq!((more("", "a"), more("a", "")), (0, 1));
    }
}
