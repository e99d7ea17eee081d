//! Symbolic links, pipes, devices and folders where the program looks for files of a story or a desk, or writes them.
#![cfg(unix)]

use crate::harness::{self, Run, copydesk_in};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A desk with a story, and beside it a folder that no verb has any business in.
struct Scene(TempDir);

impl Scene {
    fn new() -> Scene {
        let scene = Scene(TempDir::new().unwrap());
        fs::create_dir_all(scene.desk("story")).unwrap();
        fs::create_dir_all(scene.outside("folder")).unwrap();
        let from = harness::root().join("examples");
        fs::copy(from.join("desk.toml"), scene.desk("desk.toml")).unwrap();
        for file in ["inspection.toml", "brief.toml"] {
            fs::copy(from.join("good-result").join(file), scene.desk("story").join(file)).unwrap();
        }
        fs::write(scene.outside("victim"), "mine\n").unwrap();
        scene
    }

    fn desk(&self, name: &str) -> PathBuf {
        self.0.path().join("desk").join(name)
    }

    fn outside(&self, name: &str) -> PathBuf {
        self.0.path().join("outside").join(name)
    }

    fn run(&self, arguments: &[&str]) -> Run {
        copydesk_in(&self.desk(""), arguments)
    }

    fn ok(&self, arguments: &[&str]) {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    }

    /// What is said of a link at `name` when a verb would write through it. Nothing outside is touched, and nothing in the desk.
    fn refused(&self, name: &str, to: &Path, arguments: &[&str]) {
        let link = self.desk(name);
        symlink(to, &link).unwrap();
        let before = (listed(&self.desk("")), listed(&self.outside("")));
        let run = self.run(arguments);
        assert_eq!(run.code, 1, "{name}, {arguments:?}: {}", run.err);
        let names_it = run.err.contains(Path::new(name).file_name().unwrap().to_str().unwrap());
        assert!(names_it && run.err.contains("is a symbolic link"), "{name}, {arguments:?}: {}", run.err);
        assert!(run.err.contains("\n  help: "), "{}", run.err);
        assert_eq!((listed(&self.desk("")), listed(&self.outside(""))), before, "{name}, {arguments:?}");
        fs::remove_file(link).unwrap();
    }
}

/// All files below a folder with what is in them, links as links.
fn listed(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let kind = entry.file_type().unwrap();
        match entry.path() {
            path if kind.is_dir() => found.extend(listed(&path)),
            path if kind.is_symlink() => {
                found.push((path.clone(), path.read_link().unwrap().into_os_string().into_encoded_bytes()));
            }
            path => found.push((path.clone(), fs::read(&path).unwrap())),
        }
    }
    found.sort();
    found
}

const DRAFT: &[&str] = &["draft", "press-release", "story"];

#[test]
fn nothing_is_written_through_a_link() {
    let scene = Scene::new();
    fs::write(scene.desk("back.md"), "# New\n\nOther words.\n").unwrap();
    let forced = |more: &[&'static str]| [DRAFT, more, &["--force"]].concat();
    let revise = ["revise", "back.md", "story", "--output", "press-release", "--force"];
    for to in [scene.outside("victim"), scene.outside("nothing")] {
        scene.refused("story/press-release.md", &to, DRAFT);
        scene.refused("story/press-release.md", &to, &forced(&[]));
        scene.refused("story/press-release.md", &to, &revise);
        scene.refused("a.md", &to, &forced(&["-o", "a.md"]));
        scene.refused("a.docx", &to, &forced(&["-o", "a.docx"]));
        scene.refused(
            "a.toml",
            &to,
            &["import", "nowhere.pdf", "-o", "a.toml"].map(|word| if word == "nowhere.pdf" { REPORT } else { word }),
        );
        scene.refused("story/press-release.docx", &to, &[DRAFT, &["--to", "docx"]].concat());
        scene.refused("store.db", &to, &["status"]);
        scene.refused("store.head", &to, &["status"]);
    }
    scene.refused("story/.copydesk", &scene.outside("folder"), DRAFT);
    scene.refused("story/.copydesk", &scene.outside("folder"), &revise);
    scene.refused("story/.copydesk", &scene.outside("nothing"), DRAFT);
    scene.ok(DRAFT);
    scene.refused(
        "a.txt",
        &scene.outside("victim"),
        &["diff", "back.md", "story/press-release.md", "-o", "a.txt", "--force"],
    );
    scene.refused("a.html", &scene.outside("victim"), &["trace", "story/press-release.md", "-o", "a.html", "--force"]);
    scene.refused("story/press-release.docx", &scene.outside("nothing"), &["export", "story/press-release.md"]);
    fs::remove_file(scene.desk("story/.copydesk/press-release.md.json")).unwrap();
    scene.refused("story/.copydesk/press-release.md.json", &scene.outside("victim"), DRAFT);
    scene.ok(DRAFT);
    // A copy of words that would be lost goes through no link either, and the words stay.
    fs::write(scene.desk("story/press-release.md"), "Words of a person.\n").unwrap();
    scene.refused("story/press-release.md.bak", &scene.outside("nothing"), &forced(&[]));
    assert_eq!(fs::read_to_string(scene.outside("victim")).unwrap(), "mine\n");
}

const REPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/good-result/report.pdf");

#[test]
fn a_new_desk_a_new_story_and_a_new_plugin_follow_none() {
    let scene = Scene::new();
    fs::create_dir(scene.desk("new")).unwrap();
    scene.refused("new/schemas", &scene.outside("folder"), &["init", "new", "--council", "Avershire County Council"]);
    scene.refused("fresh", &scene.outside("folder"), &["new", "fresh", REPORT]);
    for (name, arguments) in [
        ("new/desk.toml", &["init", "new", "--council", "Avershire County Council"][..]),
        ("story/report.pdf", &["new", "story", REPORT]),
        ("foster-letter", &["plugin", "new", "foster-letter"]),
    ] {
        symlink(scene.outside("nothing"), scene.desk(name)).unwrap();
        let run = scene.run(arguments);
        assert!(run.code == 1 && run.err.contains("already exists, so copydesk left it alone"), "{name}: {}", run.err);
        assert!(!scene.outside("nothing").exists());
        fs::remove_file(scene.desk(name)).unwrap();
    }
}

#[test]
fn a_link_to_a_story_is_that_story() {
    let scene = Scene::new();
    symlink("story", scene.desk("latest")).unwrap();
    scene.ok(&["draft", "press-release", "latest"]);
    assert!(scene.desk("story/press-release.md").is_file() && scene.desk("story/.copydesk").is_dir());
    scene.ok(&["export", "latest/press-release.md"]);
    scene.ok(&["submit", "latest", "press-release", "--as", "press-officer"]);
}

/// What stands in the place of a file and is none: how it is made, and what is said of it.
const STRANGE: [(&str, &str); 5] = [
    ("mkfifo \"$1\"", "a device or a pipe"),
    ("mkdir \"$1\"", "it is a folder"),
    ("ln -s nowhere \"$1\"", "a symbolic link to nowhere, and nothing is there"),
    ("ln -s /dev/zero \"$1\"", "a device or a pipe"),
    ("ln -s /dev/null \"$1\"", "a device or a pipe"),
];

#[test]
fn what_is_no_plain_file_is_named_and_never_waited_for() {
    for (make, said) in STRANGE {
        for name in [
            "story/brief.toml",
            "story/inspection.toml",
            "desk.toml",
            "story/report.pdf",
            "plugins.lock",
            "rules/a.toml",
            "templates/a.hbs",
            "frameworks/a.toml",
        ] {
            let scene = Scene::new();
            let path = scene.desk(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::remove_file(&path).ok();
            if name == "story/report.pdf" {
                fs::remove_file(scene.desk("story/inspection.toml")).unwrap();
            }
            assert!(Command::new("sh").args(["-c", make, "sh"]).arg(&path).status().unwrap().success());
            let run = scene.run(&["draft", "press-release", "story", "-o", "-"]);
            // A folder may hold more templates and rules.
            if make.starts_with("mkdir") && name.contains("/a.") {
                continue;
            }
            // Pins, and templates from elsewhere, are refused as links whatever they lead to.
            let as_link = ["is a symbolic link", "outside the desk"].iter().any(|why| run.err.contains(why));
            let is_named = run.err.contains(said) || name != "desk.toml" && make.starts_with("ln") && as_link;
            assert!(run.code == 1 && is_named, "{name}, {make}: {}", run.err);
            assert!(run.err.contains(Path::new(name).file_name().unwrap().to_str().unwrap()), "{name}: {}", run.err);
        }
    }
}

#[test]
fn what_a_link_leads_to_is_not_shown() {
    let scene = Scene::new();
    fs::write(scene.outside("secret"), "the-password = hunter2\n").unwrap();
    for name in ["story/brief.toml", "story/inspection.toml", "desk.toml", "rules/a.toml", "frameworks/a.toml"] {
        let path = scene.desk(name);
        let before = fs::read(&path).ok();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::remove_file(&path).ok();
        symlink(scene.outside("secret"), &path).unwrap();
        let run = scene.run(&["draft", "press-release", "story", "-o", "-"]);
        assert!(run.code == 1 && run.err.contains(name.rsplit('/').next().unwrap()), "{name}: {}", run.err);
        assert!(!run.err.contains("password") && !run.err.contains("hunter2"), "{name}: {}", run.err);
        fs::remove_file(&path).unwrap();
        if let Some(bytes) = before {
            fs::write(&path, bytes).unwrap();
        }
    }
    // A brief that is a link to a brief is that brief.
    fs::rename(scene.desk("story/brief.toml"), scene.outside("brief.toml")).unwrap();
    symlink(scene.outside("brief.toml"), scene.desk("story/brief.toml")).unwrap();
    scene.ok(DRAFT);
}

#[test]
fn a_template_comes_from_the_desk() {
    let scene = Scene::new();
    fs::create_dir_all(scene.desk("templates/press-release")).unwrap();
    let (headline, own) = (scene.desk("templates/press-release/headline.hbs"), scene.desk("our-headline.hbs"));
    fs::write(scene.outside("secret"), "The password is hunter2\n").unwrap();
    symlink(scene.outside("secret"), &headline).unwrap();
    for arguments in [DRAFT, &["templates"], &["templates", "--show", "press-release/headline"]] {
        let run = scene.run(arguments);
        assert!(
            run.code == 1 && run.err.contains("headline.hbs") && run.err.contains("outside the desk"),
            "{}",
            run.err
        );
        assert!(!run.out.contains("hunter2") && !run.err.contains("hunter2"), "{}{}", run.out, run.err);
    }
    fs::remove_file(&headline).unwrap();
    fs::write(&own, "Our own headline\n").unwrap();
    symlink("../../our-headline.hbs", &headline).unwrap();
    let run = scene.run(&["draft", "press-release", "story", "-o", "-"]);
    assert!(run.out.contains("\n# Our own headline\n"), "{}{}", run.out, run.err);
    fs::remove_dir_all(scene.desk("templates")).unwrap();
    fs::rename(scene.outside("secret"), scene.outside("folder/secret.hbs")).unwrap();
    symlink(scene.outside("folder"), scene.desk("templates")).unwrap();
    let run = scene.run(&["templates", "--show", "secret"]);
    assert!(run.code == 1 && run.err.contains("outside the desk"), "{}{}", run.out, run.err);
}
