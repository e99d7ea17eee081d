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
    let paragraph = text.lines().find(|line| line.starts_with("On leadership and staff")).unwrap().to_owned();
    let moved = text
        .replace(&format!("{paragraph}\n\n"), "")
        .replace("## What needs", &format!("{paragraph}\n\n## What needs"));
    fs::write(desk.path().join(draft), moved).unwrap();
    desk.edit(
        draft,
        &[
            ("listened to and expected", "heard and expected"),
            ("Newly qualified", "All newly qualified"),
            ("Ofsted’s judgements are:", "Ofsted’s judgements are these:"),
        ],
    );
    let traced = desk.traced(&[draft]);
    assert_eq!(traced["drafted"]["new"], 3, "{}", traced["drafted"]);
    for (words, label) in [
        ("Children in care in Avershire are loved, ", "paragraph 16 of the report"),
        ("and expected to do well.", "paragraph 16 of the report"),
        ("ewly qualified social workers flourish", "paragraph 41 of the report"),
        (" judgements are", "template partials/judgements, line 1"),
        ("heard", "a person’s edit"),
        ("All ", "a person’s edit"),
        ("these", "a person’s edit"),
    ] {
        assert_eq!(labels_of(&traced, words), [label], "{words}");
    }
    let all = traced["lines"].as_array().unwrap().iter().flat_map(|line| line["runs"].as_array().unwrap());
    let behind = all.into_iter().find(|run| run["words"] == " and expected to do well.").unwrap();
    let (part, source) = (&behind["sources"][0]["part"], behind["sources"][0]["text"].as_str().unwrap());
    let at = |end: &str| usize::try_from(part[end].as_u64().unwrap()).unwrap();
    assert_eq!(&source[at("start")..at("end")], " and expected to do well.");
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
              "label": "brief: day of publication",
              "origin": {
                "data": [
                  {
                    "part": null,
                    "pointer": "/brief/published"
                  }
                ]
              },
              "sources": [
                {
                  "label": "brief: day of publication",
                  "part": null,
                  "pointer": "/brief/published",
                  "text": "2025-05-06"
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
    let head: Vec<&str> = text.lines().take(7).collect();
    fs::write(desk.path().join(draft), head.join("\n")).unwrap();
    desk.edit(draft, &[("Ofsted has rated", "Ofsted today rated")]);
    insta::assert_snapshot!(desk.trace(&[draft]), @r"
    Embargoed until ‹9:30am on Tuesday 6 May 2025›1
        1  brief: time of publication
        -  template press-release/release-line, line 2

    ‹6 May 2025›1
        1  brief: day of publication

    Ofsted rates children’s services ‹in Avershire›1 ‹Outstanding›2, ‹up from Good›3
        1  the report: name of the authority
        2  the report: grade for overall effectiveness
        3  the public record: grade of overall effectiveness in 2021
        -  the standard words for this kind of document; template press-release/headline, line 5

    Ofsted ‹today›1 rated children’s services at ‹Avershire County Council›2 ‹Outstanding›3 overall, ‹up from Good in 2021›4. The inspection, from ‹3 to 14 March 2025›5, judged ‹the impact of leaders›6, ‹the help and protection of children›7, ‹children in care›8, and ‹care leavers›9.
        1  a person’s edit
        2  desk: the council
        3  the report: grade for overall effectiveness
        4  the public record: grade of overall effectiveness in 2021
        5  the dates of the inspection, in the report
        6  the judgements of the report: the impact of leaders
        7  the judgements of the report: the help and protection of children
        8  the judgements of the report: children in care
        9  the judgements of the report: care leavers
        -  the standard words for this kind of document; template partials/result, line 5; template partials/services, line 1; template press-release/change, line 4; template press-release/lead, line 1

    good-result/press-release.md: 62 words
         24  the report
          9  the brief: statements and other words people supplied
          3  the desk: the council’s own facts
          8  the public record of earlier inspections
         17  a template: standard wording
          1  a person’s edit, not found in any source
    ");
}

#[test]
fn the_page_shows_the_source_of_words_without_a_script_and_is_well_formed() {
    let desk = Desk::with("good-result", &["press-release"]);
    let draft = "good-result/press-release.md";
    desk.edit(draft, &[("Ofsted has rated", "<script>alert(1)</script> & Ofsted has rated")]);
    let page = desk.trace(&[draft, "--format", "html"]);
    assert!(!page.contains("<script"), "{page}");
    for part in [
        "<html lang=\"en-GB\">",
        "default-src 'none'; style-src 'unsafe-inline'",
        "<b>Paragraph 16 of the report</b><span><mark>Children in care in Avershire are loved, listened to and expected to do \
         well.</mark> The change",
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
    desk.edit(draft, &[("Ofsted has rated", "Thanks to hundreds of colleagues, Ofsted has rated")]);
    assert_eq!(classes(draft), ["\"number-without-source\": \"hundreds\""]);
}
