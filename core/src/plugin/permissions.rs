//! Checks the owner and permissions of a plugin folder or file: who else could have written there. The bytes are
//! checked in `trust`. The folders above are the user's to protect.
//!
//! The rule, for a folder and for each library in it:
//!
//! - It is not a symbolic link: the file checked has to be the file loaded.
//! - It is not writable by everyone.
//! - Where libraries need no pin (next to the executable, or in a folder that was named), it is writable only by those
//!   who could change the program itself or the user's files: the user, root and, next to the executable, its owner,
//!   and its group if that may write to it. A group with no other members, as systems with the umask 002 give every
//!   user, may write.
//! - A desk may be on a shared drive and belong to any of a team: there the pins vouch for the bytes.
//!
//! On systems other than Unix only the first point is checked.
#![cfg_attr(unix, expect(clippy::disallowed_methods, reason = "the executable's owner counts"))]

use super::Standing;
use crate::text::argument;
use std::fmt;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

/// Why a folder or file is not used.
#[derive(Debug)]
#[non_exhaustive]
pub enum Exposed {
    /// It cannot be checked.
    Io(io::Error),
    /// It is a symbolic link.
    Link {
        /// The link's target.
        to: PathBuf,
    },
    /// Everybody may write to it.
    ToEverybody,
    /// People of a group may write to it.
    ToGroup,
    /// It belongs to another user.
    Strange,
}

impl Exposed {
    /// Returns the next step for the folder or file at `path`.
    pub fn hint(&self, path: &Path) -> String {
        let path = argument(path);
        match self {
            Exposed::Io(_) => "check the name, and that it may be read".to_owned(),
            Exposed::Link { to } => format!("use what it leads to: {}", to.display()),
            Exposed::ToEverybody => format!("look at what lies there, then: chmod o-w {path}"),
            Exposed::ToGroup => format!("look at what lies there, then: chmod g-w {path}"),
            Exposed::Strange => {
                "look at what lies there, then make it your own (chown), or install it: copydesk plugin install FILE"
                    .to_owned()
            }
        }
    }
}

impl fmt::Display for Exposed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Exposed::Io(error) => write!(f, "cannot be checked: {error}"),
            Exposed::Link { to } => write!(f, "is a symbolic link to {}", to.display()),
            Exposed::ToEverybody => write!(f, "can be written to by everybody on this computer"),
            Exposed::ToGroup => write!(f, "can be written to by other people of its group"),
            Exposed::Strange => write!(f, "belongs to another user"),
        }
    }
}

impl std::error::Error for Exposed {}

/// Checks that only the right users could write to `path`.
///
/// # Errors
/// Who else could, or why that is unknown.
pub fn guard(path: &Path, standing: Standing) -> Result<(), Exposed> {
    // A slash at the end would follow the link.
    let path: PathBuf = path.components().collect();
    let found = path.symlink_metadata().map_err(Exposed::Io)?;
    if found.is_symlink() {
        return Err(Exposed::Link { to: path.canonicalize().or_else(|_| path.read_link()).map_err(Exposed::Io)? });
    }
    owned(&found, standing)
}

#[cfg(unix)]
fn owned(found: &Metadata, standing: Standing) -> Result<(), Exposed> {
    use crate::account::{is_private, user};
    use std::os::unix::fs::MetadataExt;

    let (owner, group, mode) = (found.uid(), found.gid(), found.mode());
    let user = user();
    if mode & 0o002 != 0 {
        return Err(Exposed::ToEverybody);
    }
    if standing == Standing::Desk {
        return Ok(());
    }
    let program = || std::env::current_exe().and_then(|file| file.metadata()).ok();
    let program = (standing == Standing::Bundled).then(program).flatten();
    let may_change_program = || program.as_ref().is_some_and(|file| file.gid() == group && file.mode() & 0o020 != 0);
    if mode & 0o020 != 0 && !is_private(group, user) && !is_private(group, owner) && !may_change_program() {
        return Err(Exposed::ToGroup);
    }
    let owns_program = || program.as_ref().is_some_and(|file| file.uid() == owner);
    if owner == user || owner == 0 || owns_program() { Ok(()) } else { Err(Exposed::Strange) }
}

#[cfg(not(unix))]
fn owned(_: &Metadata, _: Standing) -> Result<(), Exposed> {
    Ok(())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    const ALL: [Standing; 3] = [Standing::Named, Standing::Desk, Standing::Bundled];

    fn verdicts(path: &Path) -> [String; 3] {
        ALL.map(|standing| guard(path, standing).err().map_or("fine".to_owned(), |exposed| exposed.to_string()))
    }

    fn set_mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_everybody_may_write_to_or_leads_elsewhere_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        assert_eq!(verdicts(path), ["fine"; 3]);
        set_mode(path, 0o1777);
        assert_eq!(verdicts(path), ["can be written to by everybody on this computer"; 3]);
        set_mode(path, 0o755);
        let (real, link) = (path.join("real"), path.join("link"));
        std::fs::create_dir(&real).unwrap();
        symlink("real", &link).unwrap();
        let leads = format!("is a symbolic link to {}", real.canonicalize().unwrap().display());
        assert_eq!(verdicts(&link), [leads.as_str(); 3]);
        assert_eq!(verdicts(&link.join("")), [leads.as_str(); 3], "a slash at the end");
        assert!(verdicts(&path.join("missing"))[0].starts_with("cannot be checked"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_group_and_another_owner_count_where_nothing_is_pinned() {
        use std::os::unix::fs::chown;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        if chown(path, Some(1), Some(1)).is_err() {
            eprintln!("skipped: only root can give a folder away");
            return;
        }
        let stranger = "belongs to another user";
        assert_eq!(verdicts(path), [stranger, "fine", stranger]);
        chown(path, Some(0), Some(1)).unwrap();
        set_mode(path, 0o775);
        let group = "can be written to by other people of its group";
        assert_eq!(verdicts(path), [group, "fine", group]);
        chown(path, Some(0), Some(0)).unwrap();
        assert_eq!(verdicts(path), ["fine"; 3], "the umask 002 and a group of one's own");
    }
}
