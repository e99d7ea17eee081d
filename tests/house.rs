//! House style from the command line: a desk's own rules, words, dictionary and severities, and errors in them.

use crate::harness::{copydesk_in, root};
use serde_json::Value;
use std::path::Path;

const RULES: &str = r#"
source = "House style of Avershire County Council"

[[rules]]
id = "thrilled"
kind = "existence"
words = ["thrilled"]
message = "“{}” is for birthdays"
right = ["We are proud of our staff."]
wrong = ["We are thrilled with our staff."]
"#;

const TEXT: &str = "# A good report\n\nWe are thrilled, and staff utilise plans in order to help. A goaat helps.\n";

/// Makes a desk with a story, a text in it, and a set of rules and a dictionary.
fn desk(checks: &str, rules: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let example = |name: &str| std::fs::read_to_string(root().join("examples").join(name)).unwrap();
    let desk = example("desk.toml");
    write("desk.toml", &format!("{}\n{checks}", desk.split("\n# How texts are checked").next().unwrap()));
    write("story/inspection.toml", &example("good-result/inspection.toml"));
    write("story/text.md", TEXT);
    write("rules/ours.toml", rules);
    write("words/tiny.aff", "SET UTF-8\nTRY aeiou\n");
    let words = "a good report we are and staff plans in order to help helps thrilled utilise goat".replace(' ', "\n");
    write("words/tiny.dic", &format!("16\n{words}\n"));
    folder
}

/// Class, weight, words and edit of all that house style finds in the text.
fn style(folder: &Path) -> Vec<String> {
    let run = copydesk_in(folder, &["check", "story/text.md", "--format", "json"]);
    let whole: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    let findings = whole["texts"][0]["findings"].as_array().unwrap().iter();
    let of_style = findings.filter(|one| {
        let class = one["class"].as_str().unwrap();
        class == "spelling" || class.contains('/')
    });
    of_style.map(|one| format!("{} {} {} {}", one["class"], one["severity"], one["words"], one["edit"])).collect()
}

#[test]
fn a_desk_has_rules_words_and_weights_of_its_own() {
    let checks = r#"
        [checks]
        dictionary = "words/tiny"
        weigh = { words-to-avoid = "off", "words-to-avoid/utilise" = "error", spelling = "note" }
    "#;
    let folder = desk(checks, RULES);
    insta::assert_snapshot!(style(folder.path()).join("\n"), @r#"
    "ours/thrilled" "note" "thrilled" null
    "words-to-avoid/utilise" "error" "utilise" "use"
    "spelling" "note" "goaat" "goat"
    "#);
    let listed = copydesk_in(folder.path(), &["check", "--list", "--story", "story"]);
    assert!(listed.out.contains("ours/thrilled") && listed.out.contains("House style of Avershire County Council"));
}

#[test]
fn a_file_of_the_same_name_stands_in_place_of_the_programs() {
    let folder = desk("[checks]\nweigh = { spelling = \"off\" }", RULES);
    std::fs::rename(folder.path().join("rules/ours.toml"), folder.path().join("rules/words-to-avoid.toml")).unwrap();
    assert_eq!(style(folder.path()), [r#""words-to-avoid/thrilled" "note" "thrilled" null"#]);
}

#[test]
fn a_rule_that_does_otherwise_is_refused_with_its_place() {
    let rules = RULES.replace("We are proud of our staff.", "We were thrilled.");
    let folder = desk("", &rules);
    let run = copydesk_in(folder.path(), &["check", "story/text.md"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    for said in ["the rule `thrilled` finds “thrilled” in an example that is right", "ours.toml:9:10"] {
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn a_dictionary_that_is_not_there_is_said() {
    let folder = desk("[checks]\ndictionary = \"words/none\"", RULES);
    let run = copydesk_in(folder.path(), &["check", "story/text.md"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("words/none.aff"), "{}", run.err);
}
