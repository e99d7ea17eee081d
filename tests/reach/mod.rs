//! `copydesk reach` on five outcomes of councils that do not exist. Each file of `outcomes` has an inspection, its release, its
//! cuttings and, written before the program was run, how each cutting tells each message: W word for word, o in other words, X
//! contradicted, . absent, - not about the release; * in the headline or the first paragraph.

mod bad_input;
mod pages;
mod properties;

use crate::harness::{Run, copydesk_in, root};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const OUTCOMES: [&str; 5] = ["good", "requires-improvement", "inadequate", "outstanding", "mixed"];

/// An outcome: its files in a folder, and the lines of what is expected of it.
struct Outcome {
    folder: TempDir,
    cuttings: Vec<String>,
    /// The name of each other part, with its lines.
    parts: Vec<(String, Vec<String>)>,
}

impl Outcome {
    fn of(name: &str) -> Outcome {
        let path = root().join("tests/reach/outcomes").join(format!("{name}.txt"));
        let text = fs::read_to_string(path).unwrap();
        let mut made = Outcome { folder: TempDir::new().unwrap(), cuttings: Vec::new(), parts: Vec::new() };
        for part in text.split("=== ").skip(1) {
            let (head, body) = part.split_once('\n').unwrap();
            let write = |file: &str| fs::write(made.folder.path().join(file), body).unwrap();
            match head.split_once(' ') {
                Some(("cutting", file)) => {
                    write(file);
                    made.cuttings.push(file.to_owned());
                }
                None if head == "inspection" => write("inspection.toml"),
                None if head == "release" => write("release.md"),
                _ => {
                    let lines = body.lines().filter(|line| !line.is_empty()).map(str::to_owned);
                    made.parts.push((head.to_owned(), lines.collect()));
                }
            }
        }
        made
    }

    fn lines(&self, part: &str) -> Vec<Vec<&str>> {
        let lines = self.parts.iter().find(|(name, _)| name == part).map_or(&[][..], |(_, lines)| lines);
        lines.iter().map(|line| line.split(" | ").collect()).collect()
    }

    fn reach(&self, cuttings: &[&str], more: &[&str]) -> Run {
        let story = ["--story", "inspection.toml"];
        copydesk_in(self.folder.path(), &[&["reach", "release.md"], cuttings, &story, more].concat())
    }

    fn json(&self, cuttings: &[&str]) -> Value {
        let run = self.reach(cuttings, &["--to", "json"]);
        assert_eq!(run.code, 0, "{}", run.err);
        serde_json::from_str(&run.out).unwrap()
    }

    fn all(&self) -> Value {
        self.json(&self.cuttings.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn mark(cutting: &Value, message: usize) -> String {
    let cells = list(&cutting["messages"]);
    let Some(cell) = cells.get(message) else { return "-".to_owned() };
    let mark = match cell["verdict"].as_str().unwrap() {
        "word for word" => "W",
        "in other words" => "o",
        "contradicted" => "X",
        "absent" => ".",
        other => panic!("{other} is no verdict"),
    };
    format!("{mark}{}", if cell["leads"] == true { "*" } else { "" })
}

#[test]
fn each_message_has_the_verdict_that_a_person_gave_it() {
    let mut wrong = Vec::new();
    for name in OUTCOMES {
        let outcome = Outcome::of(name);
        let reach = outcome.all();
        for line in outcome.lines("expected") {
            let [kind, about, marks @ ..] = &line[..] else { panic!("{line:?}") };
            let is_it =
                |message: &&Value| message["kind"] == *kind && message["about"].as_str().unwrap().contains(about);
            let found: Vec<usize> =
                (0..list(&reach["messages"]).len()).filter(|number| is_it(&&reach["messages"][*number])).collect();
            let [message] = found[..] else {
                wrong.push(format!("{name}: {} messages are {kind} “{about}”", found.len()));
                continue;
            };
            let said: Vec<String> = list(&reach["cuttings"]).iter().map(|cutting| mark(cutting, message)).collect();
            if said != *marks {
                wrong.push(format!("{name}: {kind} “{about}” is {said:?} and should be {marks:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_about_other_things_is_left_out_and_named() {
    for name in OUTCOMES {
        let outcome = Outcome::of(name);
        let reach = outcome.all();
        for line in outcome.lines("left out") {
            let cutting = list(&reach["cuttings"]).iter().find(|cutting| cutting["name"] == line[0]).unwrap();
            assert_eq!(cutting["left_out"].to_string(), line[1], "{name}: {}", line[0]);
        }
    }
    let page = Outcome::of("inadequate").reach(&["page.txt"], &["--no-pager"]);
    assert!(page.out.contains("12 of 16 paragraphs are about other things and not counted"), "{}", page.out);
}

#[test]
fn what_a_cutting_adds_is_listed() {
    for name in OUTCOMES {
        let outcome = Outcome::of(name);
        let reach = outcome.all();
        for line in outcome.lines("added") {
            let cutting = list(&reach["cuttings"]).iter().find(|cutting| cutting["name"] == line[0]).unwrap();
            let added = list(&cutting["added"]);
            let is_it = |added: &Value| added["about"].as_str().unwrap().contains(line[1]);
            assert!(added.iter().any(is_it), "{name}: {} is not in {added:?}", line[1]);
        }
    }
}

#[test]
fn the_sentence_of_a_statement_that_survived_is_named() {
    let outcome = Outcome::of("inadequate");
    let reach = outcome.json(&["neighbour.txt"]);
    let place = list(&reach["messages"]).iter().position(|message| message["kind"] == "statement").unwrap();
    let sentences = list(&reach["cuttings"][0]["messages"][place]["sentences"]);
    let said: Vec<_> =
        sentences.iter().map(|one| (one["text"].as_str().unwrap(), one["word_for_word"] == true)).collect();
    let expected = [
        ("We failed children who had nobody else to turn to", true),
        ("There is no excuse for that, and I will not look for one", false),
    ];
    assert_eq!(said, expected);
}

#[test]
fn the_words_of_a_cutting_are_split_by_whose_they_are() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let inspection = fs::read_to_string(Outcome::of("mixed").folder.path().join("inspection.toml")).unwrap();
    write("inspection.toml", &inspection);
    write(
        "release.md",
        "The library is open until late in the evening. Families say that workers in Larkminster explain it.\n",
    );
    // 5 words of the release alone, 6 of both, 8 of the report alone, 4 of neither.
    write(
        "cutting.txt",
        "Library is open until late. Families say that workers in Larkminster. Too many children in care live in homes. Nobody else said so.\n",
    );
    let run = copydesk_in(
        folder.path(),
        &["reach", "release.md", "cutting.txt", "--story", "inspection.toml", "--to", "json"],
    );
    let reach: Value = serde_json::from_str(&run.out).unwrap();
    let parts = list(&reach["cuttings"][0]["lines"][0]).iter();
    let words = |from: &str| -> usize {
        let of = parts.clone().filter(|part| part["from"] == from);
        of.map(|part| part["text"].as_str().unwrap().split_whitespace().filter(|word| word.len() > 1).count()).sum()
    };
    let counted = ["release only", "release and report", "report only", "neither"].map(words);
    assert_eq!(counted, [5, 6, 8, 4], "{}", reach["cuttings"][0]);
    assert_eq!(reach["cuttings"][0]["words"], 23);
}

/// The folder of an outcome, as a path.
fn path(outcome: &Outcome) -> &Path {
    outcome.folder.path()
}
