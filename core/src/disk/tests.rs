//! Links in the way of a file to write, also while it is being written.
#![expect(clippy::disallowed_methods, reason = "tests lay links")]

use super::*;
use std::os::unix::fs::symlink;

fn name(text: &str) -> &OsStr {
    OsStr::new(text)
}

#[test]
fn nothing_is_written_through_a_link() {
    let outside = tempfile::tempdir().unwrap();
    let victim = outside.path().join("victim");
    std::fs::write(&victim, "mine").unwrap();
    let inside = tempfile::tempdir().unwrap();
    let folder = Folder::open(inside.path()).unwrap();
    symlink(&victim, inside.path().join("a.md")).unwrap();
    symlink(outside.path().join("nothing"), inside.path().join("b.md")).unwrap();
    symlink(outside.path(), inside.path().join("kept")).unwrap();
    for existing in [Existing::Keep, Existing::Replace] {
        for file in ["a.md", "b.md", "kept"] {
            let refused = folder.write(name(file), b"theirs", existing).unwrap_err();
            assert!(matches!(&refused, DiskError::Link { path, .. } if path.ends_with(file)), "{refused}");
        }
    }
    for way in ["kept", "kept/deeper", "./kept"] {
        let refused = folder.below(Path::new(way)).unwrap_err();
        assert!(matches!(&refused, DiskError::Link { path, .. } if path.ends_with("kept")), "{way}: {refused}");
    }
    assert_eq!(std::fs::read_to_string(&victim).unwrap(), "mine");
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 1);
    assert_eq!(std::fs::read_dir(inside.path()).unwrap().count(), 3, "no temporary file is left");
}

/// Between the check and the writing, the folder and the file are replaced by links.
#[test]
fn a_folder_that_is_open_stays_the_folder_that_it_was() {
    let outside = tempfile::tempdir().unwrap();
    let inside = tempfile::tempdir().unwrap();
    let folder = Folder::open(inside.path()).unwrap().below(Path::new("kept")).unwrap();
    std::fs::rename(inside.path().join("kept"), inside.path().join("aside")).unwrap();
    symlink(outside.path(), inside.path().join("kept")).unwrap();
    folder.write(name("a.json"), b"one", Existing::Replace).unwrap();
    assert_eq!(std::fs::read(inside.path().join("aside/a.json")).unwrap(), b"one");
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
    // A rename takes the place of a link and leaves alone what it leads to.
    std::fs::write(outside.path().join("victim"), "mine").unwrap();
    symlink(outside.path().join("victim"), inside.path().join("aside/b.json")).unwrap();
    let (temporary, _) = folder.temporary().unwrap();
    folder.handle.replace(&temporary, name("b.json")).unwrap();
    assert!(!inside.path().join("aside/b.json").is_symlink());
    assert_eq!(std::fs::read_to_string(outside.path().join("victim")).unwrap(), "mine");
}

#[test]
fn what_a_killed_program_left_is_taken_away_once_it_is_old() {
    let folder = tempfile::tempdir().unwrap();
    let named = |name: &str, age: u64| {
        let file = File::create(folder.path().join(name)).unwrap();
        file.set_modified(std::time::SystemTime::now() - Duration::from_secs(age)).unwrap();
    };
    named(".copydesk-new-17-3", 3600);
    named(".copydesk-new-18-0", 5);
    named("notes.txt", 3600);
    Folder::open(folder.path()).unwrap().write(name("a"), b"one", Existing::Replace).unwrap();
    let entries = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, [".copydesk-new-18-0", "a", "notes.txt"]);
}

#[test]
fn links_on_the_way_to_a_named_folder_are_the_persons_own() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("real")).unwrap();
    symlink("real", folder.path().join("latest")).unwrap();
    let opened = Folder::open(&folder.path().join("latest")).unwrap();
    opened.below(Path::new("deep/er")).unwrap().write(name("a"), b"one", Existing::Keep).unwrap();
    assert_eq!(std::fs::read(folder.path().join("real/deep/er/a")).unwrap(), b"one");
    // A way that leads up is named by a person as well, up to there.
    let beside = opened.below(Path::new("../beside")).unwrap();
    beside.write(name("b"), b"two", Existing::Keep).unwrap();
    assert_eq!(std::fs::read(folder.path().join("beside/b")).unwrap(), b"two");
}

#[test]
fn what_never_ends_is_neither_read_nor_waited_for() {
    assert!(read(Path::new("/dev/zero"), 10).is_err_and(|error| error.to_string().contains("a device or a pipe")));
    assert!(send(Path::new("/dev/null"), b"words").is_ok());
    let folder = tempfile::tempdir().unwrap();
    assert!(read(folder.path(), 10).is_err_and(|error| error.to_string() == "it is a folder"));
    std::fs::write(folder.path().join("a"), "eleven bytes").unwrap();
    assert!(read(&folder.path().join("a"), 10).is_err_and(|error| error.kind() == ErrorKind::FileTooLarge));
    symlink("nowhere", folder.path().join("b")).unwrap();
    assert!(read(&folder.path().join("b"), 10).is_err_and(|error| error.to_string().contains("link to nowhere")));
    symlink("/dev/null", folder.path().join("null")).unwrap();
    assert!(send(&folder.path().join("null"), b"words").is_err());
}
