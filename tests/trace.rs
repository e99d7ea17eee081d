//! `copydesk trace`: where each word is from, through edits, and findings on facts that a person added. On the example
//! stories, copied to a separate desk.

use crate::harness::{self, OUTPUTS, copydesk_in};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A desk with a story whose outputs are drafted.
struct Desk(TempDir);

impl Desk {
    fn with(story: &str, outputs: &[&str]) -> Desk {
        let desk = Desk(TempDir::new().unwrap());
        let examples = harness::root().join("examples");
        fs::create_dir(desk.path().join(story)).unwrap();
        for file in ["desk.toml", &format!("{story}/inspection.toml"), &format!("{story}/brief.toml")] {
            fs::copy(examples.join(file), desk.path().join(file)).unwrap();
        }
        for output in outputs {
            let run = copydesk_in(desk.path(), &["draft", output, story]);
            assert_eq!(run.code, 0, "{}", run.err);
        }
        desk
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Replaces words of a draft, as a person would.
    fn edit(&self, draft: &str, changes: &[(&str, &str)]) {
        let mut text = fs::read_to_string(self.path().join(draft)).unwrap();
        for (from, to) in changes {
            assert!(text.contains(from), "{from} is not in {text}");
            text = text.replacen(from, to, 1);
        }
        fs::write(self.path().join(draft), text).unwrap();
    }

    fn trace(&self, arguments: &[&str]) -> String {
        let run = copydesk_in(self.path(), &[&["trace"], arguments].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        run.out
    }

    fn traced(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.trace(&[arguments, &["--format", "json"]].concat())).unwrap()
    }
}

/// Returns the words, the kind of source and the label of each run of a trace.
fn runs(traced: &Value) -> Vec<(String, String, String)> {
    let lines = traced["lines"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    lines
        .flat_map(|line| line["runs"].as_array().unwrap())
        .map(|run| (text(&run["words"]), text(&run["whose"]), text(&run["label"])))
        .collect()
}

fn labels_of(traced: &Value, words: &str) -> Vec<String> {
    runs(traced).into_iter().filter(|run| run.0.contains(words)).map(|run| run.2).collect()
}

#[test]
fn every_word_of_every_draft_has_an_origin() {
    for story in ["good-result", "mixed-result"] {
        let desk = Desk::with(story, &OUTPUTS);
        for output in OUTPUTS {
            let traced = desk.traced(&[&format!("{story}/{output}.md")]);
            assert_eq!(traced["drafted"]["new"], 0, "{output} of {story}");
            for (words, whose, label) in runs(&traced) {
                assert!(!["person", "unknown"].contains(&whose.as_str()), "{output} of {story}: {words}: {label}");
                assert!(!label.contains("datum") && !label.is_empty(), "{output} of {story}: {words}: {label}");
            }
        }
    }
}

#[test]
fn what_was_not_edited_keeps_its_origin_and_the_edit_is_a_persons() {
    let desk = Desk::with("good-result", &["press-release"]);
    let draft = "good-result/press-release.md";
    let text = fs::read_to_string(desk.path().join(draft)).unwrap();
    let paragraph = text.lines().find(|line| line.starts_with("“Care leavers receive")).unwrap().to_owned();
    let moved = text
        .replace(&format!("{paragraph}\n\n"), "")
        .replace("## What needs", &format!("{paragraph}\n\n## What needs"));
    fs::write(desk.path().join(draft), moved).unwrap();
    desk.edit(
        draft,
        &[
            ("listened to and expected", "heard and expected"),
            ("the kind of steadfast", "just the kind of steadfast"),
            ("Quotations are from", "Quotations are these from"),
        ],
    );
    let traced = desk.traced(&[draft]);
    assert_eq!(traced["drafted"]["new"], 3, "{}", traced["drafted"]);
    for (words, label) in [
        ("Children in care in Avershire are", "paragraph 16 of the report"),
        ("and expected to do well", "paragraph 16 of the report"),
        ("steadfast support that a good family", "paragraph 27 of the report"),
        ("Quotations are", "template press-release/notes, line 27"),
        ("heard", "a person’s edit"),
        ("just ", "a person’s edit"),
        ("these", "a person’s edit"),
    ] {
        assert_eq!(labels_of(&traced, words), [label], "{words}");
    }
    let all = traced["lines"].as_array().unwrap().iter().flat_map(|line| line["runs"].as_array().unwrap());
    let behind = all.into_iter().find(|run| run["words"] == " and expected to do well").unwrap();
    let (part, source) = (&behind["sources"][0]["part"], behind["sources"][0]["text"].as_str().unwrap());
    let at = |end: &str| usize::try_from(part[end].as_u64().unwrap()).unwrap();
    assert_eq!(&source[at("start")..at("end")], " and expected to do well");
}

#[test]
fn words_that_nobody_drafted_are_found_in_the_sources() {
    let desk = Desk::with("good-result", &[]);
    let text = "Avershire was rated on 6 May 2025.\n\nInspectors say children in care in Avershire are loved, listened to and \
                expected to do well. “We have tried to give our staff that time,” said Ruth Adeyinka-Shaw. More is to come.";
    fs::write(desk.path().join("cutting.txt"), text).unwrap();
    let traced = desk.traced(&["cutting.txt", "--story", "good-result"]);
    assert_eq!(traced["drafted"], Value::Null);
    let shown: Vec<String> = runs(&traced).into_iter().map(|(words, _, label)| format!("{label}: {words}")).collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    desk: the council: Avershire
    not known:  was rated on 
    brief: day of publication: 6 May 2025
    not known: .
    not known: Inspectors say 
    paragraph 16 of the report: children in care in Avershire are loved, listened to and expected to do well
    not known: . “
    brief: statement of Ruth Adeyinka-Shaw: We have tried to give our staff that time
    not known: ,” said 
    desk: name of director of children’s services: Ruth Adeyinka-Shaw
    not known: . More is to come.
    ");
}

#[test]
fn a_small_draft_as_json() {
    let desk = Desk::with("good-result", &["press-release"]);
    fs::write(desk.path().join("good-result/press-release.md"), "6 May 2025: yes").unwrap();
    insta::assert_snapshot!(desk.trace(&["good-result/press-release.md", "--format", "json"]), @r#"
    {
      "drafted": {
        "kept": 3,
        "new": 1
      },
      "lines": [
        {
          "kind": "paragraph",
          "leaf": 0,
          "runs": [
            {
              "end": 10,
              "label": "brief: time of publication",
              "origin": {
                "data": [
                  {
                    "part": null,
                    "pointer": "/brief/publish_at"
                  }
                ]
              },
              "sources": [
                {
                  "label": "brief: time of publication",
                  "part": null,
                  "pointer": "/brief/publish_at",
                  "text": "2025-05-06T09:30"
                }
              ],
              "start": 0,
              "whose": "brief",
              "words": "6 May 2025"
            },
            {
              "end": 15,
              "label": "a person’s edit",
              "origin": {
                "person": {
                  "name": null
                }
              },
              "sources": [],
              "start": 10,
              "whose": "person",
              "words": ": yes"
            }
          ]
        }
      ],
      "text": "good-result/press-release.md",
      "words": {
        "brief": 3,
        "person": 1
      }
    }
    "#);
}

#[test]
fn a_small_draft_for_a_person() {
    let desk = Desk::with("good-result", &["press-release"]);
    let draft = "good-result/press-release.md";
    let text = fs::read_to_string(desk.path().join(draft)).unwrap();
    let head: Vec<&str> = text.lines().take(5).collect();
    fs::write(desk.path().join(draft), head.join("\n")).unwrap();
    desk.edit(draft, &[("Ofsted has found", "Ofsted today found")]);
    insta::assert_snapshot!(desk.trace(&[draft]), @r"
    Embargoed until ‹9:30am on Tuesday 6 May 2025›1
        1  brief: time of publication
        -  template press-release/release-line, line 2

    Ofsted lifts ‹Avershire›1 children’s services to ‹Outstanding›2
        1  the report: name of the authority
        2  the report: grade for overall effectiveness
        -  the standard words for this kind of document; template press-release/headline, line 2

    Children’s services ‹in Avershire›1 ‹are Outstanding›2, Ofsted ‹today›3 found, ‹up from Good in 2021›4. ‹Help and protection for children›5 ‹is Good›6. The biggest change is for ‹services for children in care›7 and ‹services for care leavers›8, from ‹Requires improvement to be good›9 to ‹Outstanding›10.
        1  the report: name of the authority
        2  the report: grade for overall effectiveness
        3  a person’s edit
        4  the public record: grade of overall effectiveness in 2021
        5  the judgements of the report: the help and protection of children
        6  the report: grade for the help and protection of children
        7  the judgements of the report: children in care
        8  the judgements of the report: care leavers
        9  the public record: grade of children in care in 2021
        10  the report: grade for children in care
        -  the standard words for this kind of document; template press-release/lead, lines 2, 4 and 5

    good-result/press-release.md: 59 words
         23  the report
          6  the brief: statements and other words people supplied
         10  the public record of earlier inspections
         19  a template: standard wording
          1  a person’s edit, not found in any source
    ");
}

#[test]
fn the_page_shows_the_source_of_words_without_a_script_and_is_well_formed() {
    let desk = Desk::with("good-result", &["press-release"]);
    let draft = "good-result/press-release.md";
    desk.edit(draft, &[("Ofsted has found", "<script>alert(1)</script> & Ofsted has found")]);
    let page = desk.trace(&[draft, "--format", "html"]);
    assert!(!page.contains("<script"), "{page}");
    for part in [
        "<html lang=\"en-GB\">",
        "default-src 'none'; style-src 'unsafe-inline'",
        "<b>Paragraph 16 of the report</b><span><mark>Children in care in Avershire are</mark> loved, listened to",
        "<b>A person’s edit</b>",
        "<th scope=\"row\">the report</th><td><span class=\"w report\">marked like this</span></td>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert_eq!(page.matches("<h1>").count(), 1);
    well_formed(&page);
    assert_eq!(desk.trace(&[draft, "--format", "html", "-o", "trace.html"]), "");
    assert_eq!(fs::read_to_string(desk.path().join("trace.html")).unwrap(), page);
}

/// Checks that every element is closed, every id is unique, and every link and description leads to one.
fn well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(2).filter_map(|piece| piece.split('>').next()) {
        let name = tag.split([' ', '\n']).next().unwrap();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed)),
            None if ["meta", "br"].contains(&name) => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, Vec::<&str>::new());
    let values = |name: &str| -> Vec<String> {
        let pieces = page.split(name).skip(1);
        pieces.map(|piece| piece.split('"').next().unwrap().to_owned()).collect()
    };
    let mut ids = values(" id=\"");
    let led = [values("href=\"#"), values("aria-describedby=\""), values("aria-labelledby=\"")].concat();
    assert!(led.iter().all(|id| ids.contains(id)) && led.len() > 20);
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn a_fact_that_a_person_put_in_is_a_finding_and_the_houses_figures_are_none() {
    let desk = Desk::with("good-result", &["press-release", "social-posts"]);
    let classes = |draft: &str| -> Vec<String> {
        let run = copydesk_in(desk.path(), &["check", draft, "--format", "json"]);
        let checked: Value = serde_json::from_str(&run.out).unwrap();
        let findings = checked["texts"][0]["findings"].as_array().unwrap();
        let weighty = findings.iter().filter(|finding| finding["severity"] != "note");
        weighty.map(|finding| format!("{}: {}", finding["class"], finding["words"])).collect()
    };
    assert_eq!(classes("good-result/social-posts.md"), Vec::<String>::new());
    let draft = "good-result/press-release.md";
    desk.edit(draft, &[("Ofsted has found", "thanks to hundreds of colleagues, Ofsted has found")]);
    assert_eq!(classes(draft), ["\"number-without-source\": \"hundreds\""]);
}
