//! Documents that are published as pages: the Care Quality Commission’s assessments and the housing regulator’s judgements,
//! as HTML and as text. The two real pages next to the repository are skipped, with a message, if they are missing.

use crate::harness::{self, OUTPUTS, copydesk, copydesk_in};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

/// The names of the nine quality statements, each with a score.
const STATEMENTS: [(&str, u32); 9] = [
    ("Assessing needs", 2),
    ("Supporting people to lead healthier lives", 3),
    ("Equity in experience and outcomes", 2),
    ("Care provision, integration and continuity", 3),
    ("Partnerships and communities", 3),
    ("Safe pathways, systems and transitions", 2),
    ("Safeguarding", 3),
    ("Governance, management and sustainability", 2),
    ("Learning, improvement and innovation", 3),
];

/// Returns a page on Avershire: 23 of 36 is 64 of 100, which is Good.
fn assessment(rating: &str, score: u32) -> String {
    let scores = STATEMENTS.map(|(name, score)| format!("<li><p>{name}</p><p>Score: {score}</p></li>")).concat();
    let statements = STATEMENTS.map(|(name, score)| {
        format!("<h3>{name}</h3><p>Score: {score}</p><h4>What people expect</h4><p>I have care that fits me.</p>\
            <h4>Key findings for this quality statement</h4><p>Staff in Avershire knew people well and listened to them carefully.</p>")
    });
    format!(
        "<!doctype html><html lang=en><head><title>x</title></head><body><nav>Menu</nav><main>\
        <h1>Avershire County Council: local authority assessment</h1><p>Published: 6 May 2025</p>\
        <h2>Overall summary</h2><h3>Local authority rating and score</h3>\
        <ul><li><p>Avershire County Council</p><p>{rating}</p></li></ul>\
        <p>Avershire County Council scored {score} out of 100 overall, indicating a good standard</p>\
        <h3>Quality statement scores</h3><ul>{scores}</ul>\
        <h2>Summary of people’s experiences</h2><p>People in Avershire felt safe and praised the staff who helped them.</p>\
        <h2>Summary of strengths, areas for development and next steps</h2><p>Waiting times for assessments were too long.</p>\
        {}</main></body></html>",
        statements.concat()
    )
}

const JUDGEMENT: &str = "<html><body><main><h1>Avershire County Council (99ZZ) - Regulatory Judgement: 6 May 2025</h1>\
    <h2>Our Judgement</h2><table><tr><th></th><th>Grade/Judgement</th><th>Change</th><th>Date of assessment</th></tr>\
    <tr><td>Consumer</td><td>C2: Our judgement is that there are some weaknesses and improvement is needed</td>\
    <td>First grading</td><td>April 2025</td></tr></table>\
    <h2>Summary of the decision</h2><p>There are some weaknesses in how Avershire keeps homes safe.</p>\
    <h2>How we reached our judgement</h2><p>Avershire has checked its homes, and tenants told us that repairs take too long.</p>\
    </main></body></html>";

fn import(name: &str, text: &str) -> (TempDir, Value) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    let run = copydesk_in(folder.path(), &["import", name, "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let read = serde_json::from_str(&run.out).unwrap();
    (folder, read)
}

fn codes(read: &Value) -> Vec<&str> {
    read["doubts"].as_array().unwrap().iter().filter_map(|doubt| doubt["code"].as_str()).collect()
}

#[test]
fn an_assessment_has_a_rating_scores_and_sections_by_area() {
    let (_folder, read) = import("page.html", &assessment("Good", 64));
    assert_eq!(
        (read["document"].as_str(), read["published"].as_str()),
        (Some("cqc-local-authority"), Some("2025-05-06"))
    );
    assert_eq!(read["authority"]["title"], "Avershire County Council");
    assert_eq!(codes(&read), ["unknown-authority"]);
    let rows = read["judgements"].as_array().unwrap();
    let scores: Vec<u64> = rows.iter().filter_map(|row| row["score"].as_u64()).collect();
    assert_eq!(scores, [2, 3, 2, 3, 3, 2, 3, 2, 3, 64]);
    let grade = |area: &str| rows.iter().find(|row| row["area"] == area).unwrap()["grade"].clone();
    assert_eq!(
        (grade("safeguarding"), grade("equity"), grade("overall")),
        ("good".into(), "requires-improvement".into(), "good".into())
    );
    assert_eq!(read["summary"].as_array().unwrap().len(), 1);
    let findings = read["paragraphs"].as_array().unwrap().iter().filter(|it| it["role"] == "findings");
    let areas: Vec<&str> = findings.map(|it| it["area"].as_str().unwrap_or_default()).collect();
    assert_eq!((areas.len(), areas[0], areas[1]), (10, "", "assessing-needs"));
}

#[test]
fn a_rating_that_its_scores_do_not_come_to_is_in_doubt() {
    for (rating, score) in [("Requires improvement", 64), ("Good", 72)] {
        let (_folder, read) = import("page.html", &assessment(rating, score));
        assert_eq!(codes(&read), ["score-differs", "unknown-authority"], "{rating} {score}");
        let message = read["doubts"][0]["message"].as_str().unwrap();
        assert!(message.contains("come to 64 of 100, Good"), "{message}");
    }
}

#[test]
fn a_housing_judgement_has_its_grade_and_its_sentence() {
    let (folder, read) = import("page.html", JUDGEMENT);
    assert_eq!(
        (read["document"].as_str(), read["published"].as_str()),
        (Some("housing-judgement"), Some("2025-05-06"))
    );
    let rows = read["judgements"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["grade"]), (1, &"c2".into()));
    let drafted = copydesk_in(folder.path(), &["draft", "press-release", "page.html"]);
    let stated = "“Our judgement is that there are some weaknesses and improvement is needed.”";
    assert!(drafted.out.contains(stated), "{}", drafted.out);
    assert_eq!(rows[0]["words"], "Our judgement is that there are some weaknesses and improvement is needed");
    assert_eq!(codes(&read), ["unknown-authority"]);
}

#[test]
fn every_output_is_drafted_from_a_page_and_names_its_body_and_service() {
    for (page, body, service) in [
        (assessment("Good", 64), "Care Quality Commission", "adult social care"),
        (JUDGEMENT.to_owned(), "Regulator of Social Housing", "housing"),
    ] {
        let desk = TempDir::new().unwrap();
        copydesk_in(desk.path(), &["init", ".", "--council", "Avershire County Council"]);
        fs::write(desk.path().join("saved.html"), page).unwrap();
        let made = copydesk_in(desk.path(), &["new", "result", "saved.html"]);
        assert!(made.code == 0 && desk.path().join("result/report.html").is_file(), "{}", made.err);
        for output in OUTPUTS {
            let run = copydesk_in(desk.path(), &["draft", output, "result", "-o", "-"]);
            if ["letter-to-families", "contact-centre", "children"].contains(&output) {
                assert!(run.code == 1 && run.err.contains("childrens-services"), "{output}: {}", run.err);
                continue;
            }
            let text = run.out.to_lowercase();
            assert!(run.code == 0 && run.err.contains(" 0 errors"), "{output}: {}", run.err);
            assert!(text.contains(service) && !text.contains("ofsted") && !text.contains("child"), "{output}: {text}");
            let is_named =
                ["recruitment-page", "staff-newsletter", "speaking-note"].contains(&output) || run.out.contains(body);
            assert!(is_named, "{output}: {}", run.out);
        }
    }
}

#[test]
fn a_page_of_no_kind_or_without_its_text_is_refused() {
    let folder = TempDir::new().unwrap();
    for text in ["<html><body><h1>Bin days</h1><p>Monday</p></body></html>", "<html><body></body></html>"] {
        fs::write(folder.path().join("page.html"), text).unwrap();
        let run = copydesk_in(folder.path(), &["import", "page.html"]);
        let is_clear =
            ["page.html", "of no kind that copydesk reads", "copydesk documents"].iter().all(|it| run.err.contains(it));
        assert!(run.code == 1 && is_clear, "{}", run.err);
    }
    let (_folder, read) =
        import("page.html", "<h1>Avershire County Council: local authority assessment</h1><p>Loading</p>");
    assert_eq!(codes(&read).iter().filter(|code| **code == "missing-judgement").count(), 10);
    assert!(codes(&read).contains(&"missing-section"));
}

#[test]
fn the_real_pages_give_their_grades() {
    let Some(folder) = harness::shared("pages") else { return };
    let read = |name: &str| -> Value {
        let run = copydesk(&["import", folder.join(name).to_str().unwrap(), "--json"]);
        serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err))
    };
    let rows = |read: &Value| -> Vec<(String, String)> {
        let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        read["judgements"].as_array().unwrap().iter().map(|row| (text(row, "area"), text(row, "grade"))).collect()
    };
    let assessed = read("hertfordshire-2024-05-17.page-beginning.txt");
    assert_eq!(
        (assessed["authority"]["name"].as_str(), assessed["published"].as_str()),
        (Some("Hertfordshire"), Some("2024-05-17"))
    );
    let grades = rows(&assessed);
    assert_eq!(grades.len(), 10);
    assert!(grades.iter().all(|(area, grade)| grade == if area == "partnerships" { "outstanding" } else { "good" }));
    assert_eq!(assessed["judgements"][9]["score"], 78);
    let judged = read("sheffield-2024-07-09.page-beginning.txt");
    assert_eq!(rows(&judged), [("consumer".to_owned(), "c3".to_owned())]);
    assert_eq!(
        (judged["authority"]["name"].as_str(), judged["published"].as_str()),
        (Some("Sheffield"), Some("2024-07-09"))
    );
}

#[test]
fn a_text_gives_the_scores_of_the_report() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("page.html"), assessment("Good", 64)).unwrap();
    for (text, wrong) in [
        ("The council scored 64 out of 100 overall.", 0),
        ("The council scored 72 out of 100 overall.", 1),
        ("Avershire’s overall score is up: it scored 70%.", 1),
        ("For assessing needs the council scored 2 out of 4.", 0),
        ("For assessing needs the council scored 3 out of 4.", 1),
        ("We scored 3 out of 10 in a poll.", 0),
        ("The team scored 3 goals, and 90 of 100 people came.", 0),
    ] {
        fs::write(folder.path().join("text.md"), text).unwrap();
        let run = copydesk_in(folder.path(), &["check", "text.md", "--story", "page.html", "--format", "json"]);
        assert_eq!(run.out.matches("\"score-wrong\"").count(), wrong, "{text}: {}{}", run.out, run.err);
    }
}
