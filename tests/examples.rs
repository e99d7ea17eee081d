//! The example stories: the inspections and drafts are byte for byte the files in the repository, and the findings on
//! the drafts are those in `tests/findings`. After an intended change, `UPDATE_EXAMPLES=1 cargo test examples` rewrites
//! them; then read the difference.

use crate::harness::{self, OUTPUTS, Run, copydesk, copydesk_in};
use copydesk::story::{self, Audience, Outputs};
use copydesk_plugin::testing::SAMPLES;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The stories; the first is of a letter on which nobody has spoken yet.
const STORIES: [&str; 3] = ["focused-visit", "good-result", "mixed-result"];

/// Returns each file, and the command that makes it.
fn expected() -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for story in STORIES {
        let folder = format!("examples/{story}");
        let document = if story == "focused-visit" { "letter.pdf" } else { "report.pdf" };
        let report = format!("{folder}/{document}");
        let command = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        all.push((format!("{folder}/inspection.toml"), command(&["import", &report, "-o", "-"])));
        all.push((format!("{folder}/bare-press-release.md"), command(&["draft", "press-release", &report])));
        all.push((
            format!("{folder}/web-press-release.html"),
            command(&["draft", "press-release", &folder, "--for", "web", "--to", "html", "-o", "-"]),
        ));
        for output in OUTPUTS {
            all.push((format!("{folder}/{output}.md"), command(&["draft", output, &folder, "-o", "-"])));
        }
    }
    all
}

#[test]
fn what_stands_beside_the_examples_is_what_comes_out() {
    let update = std::env::var_os("UPDATE_EXAMPLES").is_some();
    let mut differing = Vec::new();
    for (file, command) in expected() {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        let Run { code, out, err } = copydesk(&words);
        assert_eq!(code, 0, "{file}: {err}");
        let path = harness::root().join(&file);
        if update {
            fs::write(&path, &out).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != out {
            differing.push(format!("{file} is not what `copydesk {}` gives", words.join(" ")));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// Records all findings on the examples' drafts. This shows what a new check or house rule would say about good copy.
#[test]
fn what_the_checks_say_of_the_examples_is_on_record() {
    let update = std::env::var_os("UPDATE_EXAMPLES").is_some();
    let (examples, desk) = (harness::root().join("examples"), TempDir::new().unwrap());
    // The dictionary depends on the system.
    let rules = fs::read_to_string(examples.join("desk.toml")).unwrap();
    let rules = rules.replace("[checks.weigh]\n", "[checks.weigh]\nspelling = \"off\"\n");
    fs::write(desk.path().join("desk.toml"), rules).unwrap();
    let mut differing = Vec::new();
    for story in STORIES {
        fs::create_dir(desk.path().join(story)).unwrap();
        for file in fs::read_dir(examples.join(story)).unwrap().map(|file| file.unwrap()) {
            fs::copy(file.path(), desk.path().join(story).join(file.file_name())).unwrap();
        }
        let Run { out, err, .. } = copydesk_in(desk.path(), &["check", "--all", story]);
        assert!(out.contains("not blocked"), "{err}");
        let file = format!("tests/findings/{story}.txt");
        let path = harness::root().join(&file);
        if update {
            fs::write(path, out).unwrap();
        } else if let Some(change) = first_difference(&fs::read_to_string(path).unwrap_or_default(), &out) {
            differing.push(format!("{file}, {change}"));
        }
    }
    let hint = "if it is meant, renew the files: UPDATE_EXAMPLES=1 cargo test examples; then read the difference";
    assert!(differing.is_empty(), "the checks say something else of the examples:\n{}\n{hint}", differing.join("\n"));
}

fn first_difference(before: &str, now: &str) -> Option<String> {
    let (mut old, mut new) = (before.lines(), now.lines());
    (1..).find_map(|line| match (old.next(), new.next()) {
        (None, None) => Some(None),
        (was, is) if was == is => None,
        (was, is) => {
            let shown = |line: Option<&str>| line.unwrap_or("nothing").to_owned();
            Some(Some(format!("line {line}:\n  was {}\n  is  {}", shown(was), shown(is))))
        }
    })?
}

/// The sample requests for plugin authors are those of the example stories, and one without desk and brief.
#[test]
fn the_samples_of_the_sdk_are_the_requests_of_the_examples() {
    let root = harness::root();
    let alone = TempDir::new().unwrap();
    let bare = alone.path().join("inspection.toml");
    fs::copy(root.join("examples/good-result/inspection.toml"), &bare).unwrap();
    let stories: [PathBuf; 3] = [root.join("examples/good-result"), root.join("examples/mixed-result"), bare];
    for ((name, sample), story) in SAMPLES.iter().zip(stories) {
        let made = sample_of(&story);
        if std::env::var_os("UPDATE_EXAMPLES").is_some() {
            fs::write(root.join(format!("plugins/sdk/samples/{name}.json")), made).unwrap();
        } else {
            assert!(*sample == made, "{name} is not what the program sends for {}", story.display());
        }
    }
}

fn sample_of(story: &Path) -> String {
    let request = Outputs::request("", &story::open(story).unwrap(), Audience::Press);
    format!("{}\n", serde_json::to_string_pretty(&request).unwrap())
}

/// Words for which a brief has no room: answers that nobody has given yet, whom to write to, and what is said to children.
const FOR_PEOPLE: [&str; 10] = [
    "[Answer: ",
    "[Signature: ",
    "[To ask for this letter in another language or format",
    "[What a family can expect",
    "[What callers who have waited are told",
    "[Complaints about children’s services",
    "[Elective home education team",
    "[What children here asked for or did",
    "[What we do now, and by which month, in words for children",
    "[Your own ",
];

/// Except words for which a brief has no room.
#[test]
fn a_full_brief_leaves_no_place_to_fill() {
    for story in &STORIES[1..] {
        for output in OUTPUTS {
            let run = copydesk(&["draft", output, &format!("examples/{story}"), "-o", "-"]);
            let for_people: usize = FOR_PEOPLE.iter().map(|place| run.err.matches(place).count()).sum();
            let filled = match output {
                "members-briefing" | "letter-to-families" | "contact-centre" | "children" | "speaking-note" => {
                    for_people > 0 && run.err.matches('[').count() == for_people
                }
                _ => run.err.contains("nothing left to fill in"),
            };
            assert!(filled, "{output} {story}: {}", run.err);
        }
    }
}
