//! Templates that a library carries: they are used for its own drafts, are overridden by the desk's, never replace the
//! built-in ones, and errors in them affect only that plugin.

use crate::harness::plugins::{fixture, replace};
use crate::harness::{Run, copydesk_in, root};
use copydesk::template::{self, Engine, Source};
use copydesk_plugin::testing::sample;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A desk with the example story, and a folder of plugins that is named in every run.
struct Desk(TempDir);

impl Desk {
    fn with_the_good_plugin() -> Desk {
        let desk = Desk::empty();
        fs::copy(fixture("good"), desk.plugins().join("libgood.so")).unwrap();
        desk
    }

    fn with_a_patched_plugin(changes: &[(&[u8], &[u8])]) -> Desk {
        let desk = Desk::empty();
        let mut bytes = fs::read(fixture("good")).unwrap();
        for (from, to) in changes {
            replace(&mut bytes, from, to);
        }
        fs::write(desk.plugins().join("libgood.so"), bytes).unwrap();
        desk
    }

    fn empty() -> Desk {
        let folder = TempDir::new().unwrap();
        let examples = root().join("examples");
        for file in ["desk.toml", "good-result/inspection.toml", "good-result/brief.toml"] {
            let copy = folder.path().join(file);
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::copy(examples.join(file), copy).unwrap();
        }
        fs::create_dir(folder.path().join("found")).unwrap();
        Desk(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn plugins(&self) -> PathBuf {
        self.path().join("found")
    }

    fn write_template(&self, name: &str, text: &str) -> PathBuf {
        let file = self.path().join(format!("templates/{name}.hbs"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        file
    }

    fn run(&self, arguments: &[&str]) -> Run {
        copydesk_in(self.path(), &[arguments, &["--plugin-dir", "found"]].concat())
    }

    fn draft(&self, output: &str) -> Run {
        self.run(&["draft", output, "good-result", "-o", "-"])
    }

    /// Checks that another plugin's output can still be drafted.
    fn others_are_drafted(&self) {
        let run = self.draft("press-release");
        assert_eq!(run.code, 0, "{}", run.err);
    }
}

#[test]
fn a_library_is_drafted_with_its_own_templates() {
    let desk = Desk::with_the_good_plugin();
    let run = desk.draft("good");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.ends_with("## Inspection of Avershire local authority children’s services\n\nIn own words.\n"),
        "{}",
        run.out
    );
    assert_eq!(desk.run(&["draft", "good", "good-result"]).code, 0);
    let record = fs::read_to_string(desk.path().join("good-result/.copydesk/good.md.json")).unwrap();
    for origin in ["/inspection/title", "\"good/words\"", "\"id\": \"uk.example.good\""] {
        assert!(record.contains(origin), "{origin} is not in {record}");
    }
    desk.others_are_drafted();
}

#[test]
fn templates_are_listed_with_their_library_and_can_be_shown() {
    let desk = Desk::with_the_good_plugin();
    let list = desk.run(&["templates"]).out;
    let line = list.lines().find(|line| line.starts_with("good/body ")).unwrap();
    assert!(line.ends_with("libgood.so(good/body)"), "{line}");
    assert!(list.contains("\npress-release/main "), "{list}");
    assert_eq!(desk.run(&["templates", "--show", "good/words"]).out, "In {{plan.words}} words.\n");
    let elsewhere = TempDir::new().unwrap();
    let arguments = ["templates", "--plugin-dir", desk.plugins().to_str().unwrap()].map(str::to_owned);
    let list = copydesk_in(elsewhere.path(), &arguments.each_ref().map(String::as_str)).out;
    assert!(list.contains("\ngood/words "), "{list}");
}

#[test]
fn a_desk_puts_its_own_in_the_place_of_a_carried_template_or_beside_it() {
    let desk = Desk::with_the_good_plugin();
    let file = desk.write_template("good/words", "{{> good/ours}}");
    desk.write_template("good/ours", "In our words.\n");
    let run = desk.draft("good");
    assert!(run.out.ends_with("\n\nIn our words.\n"), "{}{}", run.out, run.err);
    assert!(desk.run(&["templates"]).out.contains("templates/good/ours.hbs\n"));
    // It is used for this plugin's drafts only, and so are its errors.
    fs::write(&file, "{{> good/nowhere}}").unwrap();
    let run = desk.draft("good");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("templates/good/words.hbs: ") && run.err.contains("good/nowhere"), "{}", run.err);
    desk.others_are_drafted();
}

#[test]
fn a_mistake_in_a_carried_template_names_library_and_template_and_costs_nobody_else() {
    let desk = Desk::with_a_patched_plugin(&[(b"In {{plan.words}}", b"In {{brief.word}}")]);
    let run = desk.draft("good");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("libgood.so(good/words): "), "{}", run.err);
    assert!(run.err.contains("there is no datum `word`"), "{}", run.err);
    desk.others_are_drafted();
}

#[test]
fn a_datum_that_a_carried_template_lacks_is_named_with_the_library() {
    let desk = Desk::with_a_patched_plugin(&[(b"In {{plan.words}}", b"In {{plan.wordz}}")]);
    let run = desk.draft("good");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("libgood.so(good/words): ") && run.err.contains("wordz"), "{}", run.err);
}

#[test]
fn no_library_takes_the_place_of_a_built_in_template() {
    let desk = Desk::with_a_patched_plugin(&[
        (b"\"good-refusal\"", b"\"partials\"    "),
        (b"good/words\0In {", b"partials/links\0"),
    ]);
    let list = desk.run(&["outputs"]);
    assert!(!list.out.contains("uk.example.good"), "{}", list.out);
    let message = "libgood.so: carries the template partials/links, which is built in: it is not used";
    assert!(list.err.contains(message), "{}", list.err);
    let run = desk.draft("good");
    assert!(run.code == 1 && run.err.contains(message), "{}", run.err);
    desk.others_are_drafted();
}

#[test]
fn a_section_that_cannot_be_read_costs_its_plugin() {
    let desk = Desk::with_a_patched_plugin(&[(b"good/words\0In {", b"work/words\0In {")]);
    let list = desk.run(&["outputs"]);
    let message = "libgood.so: has wrong templates in it: work/words belongs to none of its outputs";
    assert!(list.err.contains(message), "{}", list.err);
    desk.others_are_drafted();
}

/// The SDK's crate documentation has this template and, in code that is tested there, this plan.
#[test]
fn the_template_on_the_front_page_of_the_sdk_is_right() {
    let text = fs::read_to_string(root().join("plugins/sdk/templates/leaflet.hbs")).unwrap();
    let templates = template::in_force(template::builtin(), vec![Source::new("leaflet", &text)]);
    let engine = Engine::new(templates, &copydesk_plugin::request_schema()).unwrap();
    let data = serde_json::to_value(sample()).unwrap();
    let judgements = ["/inspection/judgements/0", "/inspection/judgements/1"].map(|id| json!({ "$ref": id }));
    let plan = json!({ "judgements": judgements, "best_quote": { "$ref": "/quotes/0" }, "closing": "Write to us." });
    let rendered = engine.render("leaflet", &data, &plan, "uk.example.leaflet", &BTreeMap::new()).unwrap();
    insta::assert_snapshot!(rendered.markdown, @r"
    # What Ofsted found in Avershire

    - The impact of leaders: **Outstanding**
    - The help and protection of children: **Good**

    Inspectors said: “Avershire has become an exceptional place for children in care and for young people leaving it.”

    Write to us.
    ");
}
