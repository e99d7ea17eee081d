//! Each word of a draft keeps its origin, from the report to the file: held on the example stories, through the front door.

use crate::harness::{self, OUTPUTS, copydesk_in};
use copydesk::document::{Document, Origin, Run};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

/// The data of a story, as the program knows it, and a draft's document.
fn drafted(story: &str, output: &str) -> (Value, Document) {
    let desk = TempDir::new().unwrap();
    let examples = harness::root().join("examples");
    fs::create_dir(desk.path().join(story)).unwrap();
    for file in ["desk.toml", &format!("{story}/inspection.toml"), &format!("{story}/brief.toml")] {
        fs::copy(examples.join(file), desk.path().join(file)).unwrap();
    }
    let run = copydesk_in(desk.path(), &["draft", output, story]);
    assert_eq!(run.code, 0, "{}", run.err);
    let json =
        copydesk_in(desk.path(), &["import", &examples.join(story).join("report.pdf").to_string_lossy(), "--json"]);
    let inspection: Value = serde_json::from_str(&json.out).unwrap();
    let record = fs::read_to_string(desk.path().join(format!("{story}/.copydesk/{output}.md.json"))).unwrap();
    let record: Value = serde_json::from_str(&record).unwrap();
    assert_eq!(record["sandbox"], "full");
    (serde_json::json!({ "inspection": inspection }), serde_json::from_value(record["document"].clone()).unwrap())
}

fn runs(document: &Document) -> Vec<&Run> {
    let mut runs = Vec::new();
    document.for_each_run(|run| runs.push(run));
    runs
}

#[test]
fn every_word_knows_where_it_is_from() {
    for story in ["good-result", "mixed-result"] {
        for output in OUTPUTS {
            let (_, document) = drafted(story, output);
            for run in runs(&document) {
                assert_ne!(run.origin, Origin::Unknown, "{output} {story}: {:?}", run.text);
            }
        }
    }
}

#[test]
fn a_quotation_leads_to_the_words_of_its_paragraph() {
    let (data, document) = drafted("good-result", "press-release");
    let mut quotations = 0;
    for run in runs(&document) {
        let Origin::Data(sources) = &run.origin else { continue };
        for source in sources {
            let Some(part) = &source.part else { continue };
            let Some(text) = data.pointer(&source.pointer).and_then(Value::as_str) else { continue };
            // A point inside a sentence begins with a small letter.
            assert_eq!(text[*part].to_lowercase(), run.text.to_lowercase(), "{}", source.pointer);
            quotations += 1;
        }
    }
    assert!(quotations >= 2, "the release quotes the report");
}

#[test]
fn what_people_entered_leads_to_brief_and_desk() {
    let (_, document) = drafted("good-result", "press-release");
    let from = |text: &str| {
        let run = runs(&document).into_iter().find(|run| run.text == text).unwrap();
        let Origin::Data(sources) = &run.origin else { panic!("{run:?}") };
        sources[0].pointer.clone()
    };
    assert_eq!(from("9:30am on Tuesday 6 May 2025"), "/brief/publish_at");
    assert_eq!(from("Councillor Marian Thackwell"), "/desk/people/0/name");
    assert_eq!(from("director of children’s services"), "/desk/people/1/role");
    assert_eq!(from("up from Good in 2021"), "/inspection/judgements/4/change");
}

#[test]
fn a_grade_leads_to_its_judgement_and_other_words_to_plugin_and_template() {
    let (data, document) = drafted("mixed-result", "press-release");
    let all = runs(&document);
    let grades: Vec<&str> = all
        .iter()
        .filter(|run| run.strong && run.text == "Requires improvement to be good")
        .filter_map(|run| match &run.origin {
            Origin::Data(sources) => sources[0].pointer.strip_suffix("/grade_name"),
            _ => None,
        })
        .collect();
    assert_eq!(grades, ["/inspection/judgements/0", "/inspection/judgements/1"]);
    for pointer in grades {
        assert_eq!(data.pointer(&format!("{pointer}/grade")), Some(&Value::from("requires-improvement")));
    }
    let plugin = Origin::Plugin { id: "org.copydesk.press-release".to_owned() };
    assert!(all.iter().any(|run| run.origin == plugin && run.text == "inspectors write"));
    let heading = all.iter().find(|run| run.text == "The judgements:").unwrap();
    assert_eq!(heading.origin, Origin::Template { name: "press-release/notes".to_owned(), line: 5 });
}
