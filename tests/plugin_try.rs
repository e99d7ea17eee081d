//! `plugin try`, and what `plugin check` says in an author's folder: drafts held against the golden ones, placeholders of a new
//! plugin, templates that nobody reads. With a plugin in C, which is built in a moment; skipped where there is no compiler.
#![expect(clippy::disallowed_methods, reason = "tests make files and run the program")]

use crate::harness::{Run, copydesk_in, plugins, root};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const TEMPLATE: &str = "templates/letter.hbs";
const SAMPLE: &str = "samples/story";

/// A new plugin in C, with an id of its own.
struct Author(TempDir);

impl Author {
    /// Makes one; `None`, with a message, if there is no compiler.
    fn new(more: &[&str]) -> Option<Author> {
        let tools =
            ["cc", "make"].map(|tool| Command::new(tool).arg("--version").stdout(Stdio::null()).status().is_ok());
        if tools != [true; 2] {
            eprintln!("skipped: there is no C compiler `cc`, or no `make`");
            return None;
        }
        let author = Author(TempDir::new().unwrap());
        let run = copydesk_in(author.0.path(), &[&["plugin", "new", "letter", "--lang", "c"], more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        Some(author)
    }

    fn with_id() -> Option<Author> {
        Author::new(&["--id", "uk.gov.avershire.letter", "--about", "Foster carers"])
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("letter").join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.args(arguments).current_dir(self.path("")).env_clear().env("PATH", path);
        command.env("COPYDESK_PLUGIN_DIR", plugins::outputs());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        Run { code: output.status.code().unwrap(), out, err }
    }

    fn replace(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{from}: {text}");
        fs::write(self.path(name), text.replacen(from, to, 1)).unwrap();
    }

    fn library(&self) -> String {
        let mut found = fs::read_dir(self.path("build")).unwrap().map(|entry| entry.unwrap().path());
        found
            .find(|file| file.extension().is_some_and(|end| end == "so" || end == "dylib"))
            .unwrap()
            .display()
            .to_string()
    }

    fn golden(&self) -> String {
        fs::read_to_string(self.path("golden/letter.md")).unwrap()
    }

    /// Returns the status, the message and the fix of a check.
    fn check(&self, id: &str) -> [String; 3] {
        let run = self.run(&["plugin", "check", &self.library(), "--json", "--include", id]);
        let made: Vec<Value> = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}{}", run.out, run.err));
        assert_eq!(made.len(), 1, "{}", run.out);
        ["status", "message", "fix"].map(|key| made[0][key].as_str().unwrap_or_default().to_owned())
    }
}

#[test]
fn a_change_of_words_is_shown_without_a_build_and_can_be_accepted() {
    let Some(author) = Author::with_id() else { return };
    let run = author.run(&["plugin", "try", "."]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("building: make") && run.err.contains("the same as golden/letter.md"), "{}", run.err);
    let (library, first) = (fs::read(author.library()).unwrap(), author.golden());
    let made = fs::metadata(author.library()).unwrap().modified().unwrap();

    author.replace(TEMPLATE, "Ofsted", "The inspectorate");
    let run = author.run(&["plugin", "try", "."]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(!run.err.contains("building") && run.err.contains("differs from golden/letter.md"), "{}", run.err);
    assert!(run.out.contains("Ofsted") && run.out.contains("inspectorate"), "{}", run.out);
    assert_eq!(author.golden(), first, "nothing is written unasked");
    let run = author.run(&["plugin", "try", ".", "--accept"]);
    assert!(run.code == 0 && run.err.contains("golden/letter.md is this draft now"), "{}", run.err);
    assert!(author.golden().contains("The inspectorate"), "{}", author.golden());
    assert_eq!(author.run(&["plugin", "try", "."]).code, 0);
    assert_eq!(fs::read(author.library()).unwrap(), library);
    assert_eq!(fs::metadata(author.library()).unwrap().modified().unwrap(), made);

    // A change of white space is one of bytes, and the exit code says so.
    fs::write(author.path("golden/letter.md"), author.golden() + "\n").unwrap();
    assert_eq!(author.run(&["plugin", "try", "."]).code, 1);
    fs::remove_file(author.path("golden/letter.md")).unwrap();
    let run = author.run(&["plugin", "try", "."]);
    assert!(run.code == 1 && run.err.contains("there is no golden/letter.md yet"), "{}", run.err);
}

#[test]
fn a_change_of_source_is_built_and_a_fault_in_it_is_the_builders() {
    let Some(author) = Author::with_id() else { return };
    assert_eq!(author.run(&["plugin", "try", "."]).code, 0);
    author.replace(
        "letter.c",
        "return copydesk_render(",
        "copydesk_log(host, COPYDESK_LOG_WARNING, \"look\");\n  return copydesk_render(",
    );
    let run = author.run(&["plugin", "try", "."]);
    assert!(run.code == 0 && run.err.contains("building: make") && run.err.contains("warning: look"), "{}", run.err);
    author.replace("letter.c", "return copydesk_render(", "retur copydesk_render(");
    let run = author.run(&["plugin", "try", "."]);
    assert!(
        run.code == 1 && run.err.contains("letter.c:") && run.err.contains("was not built: make ended"),
        "{}",
        run.err
    );
    author.replace("letter.c", "retur copydesk_render(", "return copydesk_render(");
    author.replace(TEMPLATE, "{{", "{{#if}}{{");
    let run = author.run(&["plugin", "try", "."]);
    assert!(
        run.code == 1 && run.err.contains(":1: the template cannot be read from here on"),
        "an author is given the place: {}",
        run.err
    );
    let run = author.run(&["plugin", "try", "samples"]);
    assert!(run.code == 1 && run.err.contains("has no plugin's source") && run.err.contains("  help: "), "{}", run.err);
}

#[test]
fn another_story_is_drafted_and_needs_no_golden_draft() {
    let Some(author) = Author::with_id() else { return };
    author.replace(TEMPLATE, "Ofsted", "The inspectorate");
    let story = root().join("examples/good-result");
    let run = author.run(&["plugin", "try", ".", "--story", story.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("The inspectorate"), "the words of the folder are in force: {}", run.out);
    assert!(!author.path("golden/good-result").exists());
    // A second sample has golden drafts in a folder of its name.
    let other = author.path("samples/other");
    fs::create_dir(&other).unwrap();
    for file in ["brief.toml", "inspection.toml"] {
        fs::copy(author.path(SAMPLE).join(file), other.join(file)).unwrap();
    }
    assert_eq!(author.run(&["plugin", "try", ".", "--accept"]).code, 0);
    assert_eq!(fs::read_to_string(author.path("golden/other/letter.md")).unwrap(), author.golden());
}

/// The lines that the program says while it watches.
struct Watching(Child, Receiver<String>);

impl Watching {
    fn start(author: &Author) -> Watching {
        let mut command = author.command(&["plugin", "try", ".", "--watch"]);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = mpsc::channel();
        let err = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || err.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Watching(child, lines)
    }

    /// Waits for a line with these words; returns how long that took.
    fn until(&self, words: &str) -> Duration {
        let start = Instant::now();
        let mut seen = Vec::new();
        loop {
            match self.1.recv_timeout(Duration::from_secs(30)) {
                Ok(line) if line.contains(words) => return start.elapsed(),
                Ok(line) => seen.push(line),
                Err(error) => panic!("{words:?}: {error}: {seen:#?}"),
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn each_save_is_drafted_within_a_second_for_a_change_of_words() {
    let Some(author) = Author::with_id() else { return };
    let watching = Watching::start(&author);
    watching.until("the same as golden/letter.md");
    watching.until("waiting for a file to be saved");
    author.replace(TEMPLATE, "Ofsted", "The inspectorate");
    let took = watching.until("differs from golden/letter.md");
    eprintln!("a change of words: {} ms", took.as_millis());
    // The program under test is built for debugging, and other tests run at the same time.
    assert!(took < Duration::from_secs(10), "{took:?}");
    watching.until("waiting for a file to be saved");
    author.replace(TEMPLATE, "The inspectorate", "{{#if}}");
    watching.until("error: ");
    watching.until("waiting for a file to be saved");
    author.replace(TEMPLATE, "{{#if}}", "Ofsted");
    watching.until("the same as golden/letter.md");
    author.replace(
        "letter.c",
        "return copydesk_render(",
        "copydesk_log(host, COPYDESK_LOG_WARNING, \"look\");\n  return copydesk_render(",
    );
    watching.until("building: make");
    watching.until("warning: look");
}

#[test]
fn a_new_plugin_fails_until_its_placeholders_are_replaced() {
    let Some(author) = Author::new(&[]) else { return };
    assert_eq!(author.run(&["plugin", "try", "."]).code, 0);
    let [status, message, fix] = author.check("B7");
    assert_eq!(status, "fail");
    assert!(message.contains("uk.gov.example.letter") && message.contains("Write here whom it is for"), "{message}");
    assert!(fix.contains("your council's domain turned round"), "{fix}");
    let desk = author.path("samples").display().to_string();
    let run = author.run(&["plugin", "install", &author.library(), "--yes", "--desk", &desk]);
    assert!(run.code == 1 && run.err.contains("B7 the id uk.gov.example.letter is a placeholder"), "{}", run.err);
    for (option, value) in [("--id", "letter"), ("--id", "Uk.Gov.X"), ("--about", "say \"it\"")] {
        let run = copydesk_in(author.0.path(), &["plugin", "new", "other", option, value]);
        assert!(run.code == 1 && run.err.contains(" cannot be ") && run.err.contains("  help: "), "{}", run.err);
    }
    let Some(own) = Author::with_id() else { return };
    assert_eq!(own.run(&["plugin", "try", "."]).code, 0);
    assert_eq!(own.check("B7")[0], "pass");
}

#[test]
fn in_its_folder_a_library_is_held_against_the_golden_drafts_and_templates_are_counted() {
    let Some(author) = Author::with_id() else { return };
    assert_eq!(author.run(&["plugin", "try", "."]).code, 0);
    assert_eq!(author.check("C18")[0], "pass");
    assert_eq!(author.check("C19")[..2], ["pass", "reads each of 1 templates in its folder"]);
    // The words in the folder are accepted, and the library has the old ones still.
    author.replace(TEMPLATE, "Ofsted", "The inspectorate");
    assert_eq!(author.run(&["plugin", "try", ".", "--accept"]).code, 0);
    let [status, message, fix] = author.check("C18");
    assert!(status == "fail" && message.contains("letter from ") && message.contains("golden/letter.md"), "{message}");
    assert!(fix.contains("copydesk plugin try ") && fix.contains("build again"), "{fix}");
    fs::remove_file(author.path("golden/letter.md")).unwrap();
    assert_eq!(author.check("C18")[0], "warn");

    // A part that the library carries under another name, and one that nobody has heard of.
    let text = fs::read_to_string(author.path(TEMPLATE)).unwrap();
    fs::write(author.path("templates/meaning.hbs"), "What it means.\n").unwrap();
    let [status, message, _] = author.check("C19");
    assert!(status == "warn" && message == "nothing reads templates/meaning.hbs", "{message}");
    fs::write(author.path(TEMPLATE), text + "\n{{> meaning}}\n").unwrap();
    assert_eq!(author.check("C19")[0], "pass");
}

#[test]
fn for_build_servers_there_is_junit() {
    let library = plugins::fixture("good").to_str().unwrap();
    let more = ["--include", "A2", "--include", "B7", "--include", "C1", "--include", "C18"];
    let run = copydesk_in(&root(), &[&["plugin", "check", library, "--junit"][..], &more].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"3\" failures=\"0\""));
    assert!(run.out.contains("name=\"A2 exports the entry function\"/>"), "{}", run.out);
    assert!(run.out.contains("<system-out>warning: no sample gives a document"), "{}", run.out);
    assert_eq!(copydesk_in(Path::new("/"), &["plugin", "check", library, "--junit", "--json"]).code, 2);
}
