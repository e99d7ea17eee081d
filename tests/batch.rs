//! `copydesk batch`: every report in a folder into stories, drafts, findings and one table.

use crate::harness::{Run, copydesk, copydesk_in, root};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Makes a folder with the two inspections of the examples, a letter, and what else lies in such folders.
fn reports() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (story, file, name) in [
        ("good-result", "report.pdf", "avershire-2025.pdf"),
        ("mixed-result", "report.pdf", "mixed.pdf"),
        ("focused-visit", "letter.pdf", "visit.PDF"),
    ] {
        fs::copy(root().join("examples").join(story).join(file), folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("minutes.docx"), "no report").unwrap();
    folder
}

fn batch(reports: &Path, out: &Path, more: &[&str]) -> Run {
    let (reports, out) = (reports.to_string_lossy(), out.to_string_lossy());
    copydesk(&[&["batch", &reports, "-o", &out], more].concat())
}

/// Returns a cell of the table, by the report's name and the heading.
fn cell(out: &Path, report: &str, heading: &str) -> String {
    let mut table = csv::Reader::from_path(out.join("results.csv")).unwrap();
    let at = table.headers().unwrap().iter().position(|title| title == heading).expect("a heading");
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    rows.iter().find(|row| &row[0] == report).expect("a row")[at].to_owned()
}

#[test]
fn every_report_becomes_a_story_with_drafts_and_findings_and_a_row() {
    let (reports, out) = (reports(), TempDir::new().unwrap());
    let out = out.path().join("england");
    let run = batch(reports.path(), &out, &["--check", "--outputs", "press-release,web-news"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("3 of 3 reports done\n6 drafts,"), "{}", run.out);
    assert!(run.err.contains("no saved page: 1 file"), "{}", run.err);
    for story in ["avershire-2025", "mixed", "visit"] {
        let drafts =
            ["press-release.md", "web-news.md", "findings.json", "inspection.toml", "brief.toml", "report.pdf"];
        assert!(drafts.iter().all(|file| out.join(story).join(file).is_file()), "{story}");
    }
    // The facts are those of the reports: see the README of the examples.
    assert_eq!(cell(&out, "avershire-2025", "result"), "Outstanding");
    assert_eq!(cell(&out, "avershire-2025", "authority"), "Avershire local authority");
    assert_eq!(cell(&out, "visit", "result"), "");
    assert_eq!(cell(&out, "visit", "drafts"), "2");
    let findings: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("mixed/findings.json")).unwrap()).unwrap();
    assert_eq!(findings["texts"].as_array().unwrap().len(), 2);
    let page = fs::read_to_string(out.join("results.html")).unwrap();
    assert!(page.contains("<a href=\"avershire-2025/\">Avershire local authority</a>"), "{page}");
    assert!(page.contains("3 of 3") && page.contains("<td>not given</td>"), "the mixed result has no overall grade");
    assert_eq!(cell(&out, "mixed", "result"), "");
    assert!(cell(&out, "mixed", "area_grades").contains(" Good"), "{}", cell(&out, "mixed", "area_grades"));
    let record = fs::read_to_string(out.join("record.csv")).unwrap();
    let carried = fs::read_to_string(root().join("core/data/ilacs-history.csv")).unwrap();
    assert_eq!(record.lines().next(), carried.lines().next());
    assert!(record.lines().count() >= carried.lines().count());
}

#[test]
fn what_is_done_is_not_done_again_and_no_edited_draft_is_lost() {
    let (reports, out) = (reports(), TempDir::new().unwrap());
    let more = ["--outputs", "press-release"];
    assert_eq!(batch(reports.path(), out.path(), &more).code, 0);
    let table = fs::read(out.path().join("results.csv")).unwrap();
    let again = batch(reports.path(), out.path(), &more);
    assert!(again.out.contains("3 of 3 reports done, 3 of them by an earlier run"), "{}", again.out);
    assert_eq!(fs::read(out.path().join("results.csv")).unwrap(), table, "the rows of an earlier run are its rows");
    let draft = out.path().join("mixed/press-release.md");
    fs::write(&draft, "My own words.\n").unwrap();
    let edited = batch(reports.path(), out.path(), &more);
    assert_eq!(edited.code, 1);
    assert!(edited.err.contains("mixed: press-release: ") && edited.err.contains("has been edited"), "{}", edited.err);
    assert!(edited.out.contains("2 of 3 reports done, 2 of them by an earlier run"), "{}", edited.out);
    assert_eq!(fs::read_to_string(&draft).unwrap(), "My own words.\n");
    // Another choice of outputs is another run.
    fs::remove_file(&draft).unwrap();
    let other = batch(reports.path(), out.path(), &["--outputs", "press-release,web-news"]);
    assert!(other.out.starts_with("3 of 3 reports done\n"), "{}{}", other.out, other.err);
}

#[test]
fn what_is_no_report_is_listed_and_stops_no_other() {
    let (reports, out) = (reports(), TempDir::new().unwrap());
    for number in 0..4 {
        fs::write(reports.path().join(format!("no-{number}.pdf")), format!("%PDF-1.7\nno report {number}")).unwrap();
    }
    fs::write(reports.path().join("page.html"), "<!doctype html><title>A page</title><p>Nothing.").unwrap();
    let run = batch(reports.path(), out.path(), &["--outputs", "press-release", "-j", "3"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("5 of 8 reports were not done") && run.err.contains("run the same command again"));
    assert!(run.out.contains("3 of 8 reports done"), "{}", run.out);
    assert_eq!(cell(out.path(), "mixed", "problems"), "");
    for name in ["no-0", "no-3", "page"] {
        assert!(run.err.contains(&format!("{name}: ")), "{}", run.err);
        assert!(cell(out.path(), name, "problems").contains(name), "the file is named");
        assert!(!out.path().join(name).exists(), "nothing half done is left");
    }
    let page = fs::read_to_string(out.path().join("results.html")).unwrap();
    assert!(page.contains("<h2>Not done</h2>") && page.contains("<strong>no-3</strong>"));
}

#[test]
fn a_list_names_reports_and_what_is_wrong_with_it_comes_at_once() {
    let (reports, out) = (reports(), TempDir::new().unwrap());
    let list = reports.path().join("list.txt");
    fs::write(&list, "mixed.pdf\n\n  visit.PDF\n").unwrap();
    let run = batch(&list, out.path(), &["--outputs", "press-release"]);
    assert!(run.out.contains("2 of 2 reports done"), "{}{}", run.out, run.err);
    let other = reports.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::copy(reports.path().join("mixed.pdf"), other.join("mixed.pdf")).unwrap();
    fs::write(&list, "mixed.pdf\nother/mixed.pdf\nmissing.pdf\n").unwrap();
    let run = batch(&list, out.path(), &[]);
    assert_eq!(run.code, 1);
    for part in ["there is no file", "missing.pdf", "would be one story", "help: "] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    let empty = TempDir::new().unwrap();
    let run = batch(empty.path(), out.path(), &[]);
    assert!(run.code == 1 && run.err.contains("no PDF"), "{}", run.err);
    let run = batch(reports.path(), out.path(), &["--outputs", "pres-release"]);
    assert!(run.code == 1 && run.err.contains("did you mean `press-release`?"), "{}", run.err);
}

#[test]
fn a_list_can_say_when_a_report_was_published() {
    let (reports, out) = (reports(), TempDir::new().unwrap());
    let list = reports.path().join("list.txt");
    let more = ["--outputs", "press-release"];
    fs::write(&list, "mixed.pdf 2025-07-08\nvisit.PDF\n").unwrap();
    assert_eq!(batch(&list, out.path(), &more).code, 0);
    assert_eq!(cell(out.path(), "mixed", "published"), "2025-07-08");
    let read = fs::read_to_string(out.path().join("mixed/inspection.toml")).unwrap();
    assert!(read.contains("\npublished = 2025-07-08\n"), "{read}");
    // A story that is there already is not changed: people may have put the day into it.
    fs::write(&list, "mixed.pdf 2025-07-09\nvisit.PDF\n").unwrap();
    let run = batch(&list, out.path(), &more);
    assert_eq!(run.code, 1);
    for part in ["2025-07-09 in the list", "2025-07-08 in its story", "inspection.toml: published = 2025-07-09"] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    assert_eq!(fs::read_to_string(out.path().join("mixed/inspection.toml")).unwrap(), read);
}

/// The first inspections of the record that copydesk carries: two of one authority.
fn first_rows() -> String {
    let carried = fs::read_to_string(root().join("core/data/ilacs-history.csv")).unwrap();
    carried.split_inclusive('\n').take(3).collect()
}

#[test]
fn a_table_of_a_run_is_the_record_of_a_command_and_of_a_desk() {
    let desk = TempDir::new().unwrap();
    assert_eq!(copydesk_in(desk.path(), &["init", ".", "--council", "Avershire County Council"]).code, 0);
    fs::write(desk.path().join("record.csv"), first_rows()).unwrap();
    let moved = copydesk_in(desk.path(), &["record", "--moves", "--from", "record.csv"]);
    assert_eq!(moved.code, 0, "{}", moved.err);
    assert!(
        moved.out.contains("North East: 1 authority\n  better: 1: Hartlepool (Good to Outstanding)"),
        "{}",
        moved.out
    );
    let none = copydesk_in(desk.path(), &["record", "--moves", "--from", "record.csv", "--since", "2025-01-01"]);
    assert!(none.out.contains("no report was published"), "{}", none.out);
    let whole = copydesk_in(desk.path(), &["record"]);
    assert!(!whole.out.contains("of 1 authority "), "without the table, it is the record that copydesk carries");

    let toml = desk.path().join("desk.toml");
    let text = fs::read_to_string(&toml).unwrap();
    fs::write(&toml, text.replace("#record = \"record.csv\"", "record = \"record.csv\"")).unwrap();
    let own = copydesk_in(desk.path(), &["record"]);
    assert!(own.out.contains("of 1 authority "), "{}{}", own.out, own.err);
    fs::write(desk.path().join("record.csv"), first_rows().replace("ilacs-2018", "ilacs-1066")).unwrap();
    let wrong = copydesk_in(desk.path(), &["record"]);
    assert!(wrong.code == 1 && wrong.err.contains("record.csv, row 2: no framework is ilacs-1066"), "{}", wrong.err);
    fs::remove_file(desk.path().join("record.csv")).unwrap();
    let missing = copydesk_in(desk.path(), &["record"]);
    assert!(missing.code == 1 && missing.err.contains("record.csv"), "{}", missing.err);
}

#[test]
fn the_story_of_another_report_is_left_alone() {
    let (reports, out) = (reports(), TempDir::new().unwrap());
    assert_eq!(batch(reports.path(), out.path(), &["--outputs", "press-release"]).code, 0);
    let before = fs::read(out.path().join("mixed/report.pdf")).unwrap();
    fs::copy(reports.path().join("avershire-2025.pdf"), reports.path().join("mixed.pdf")).unwrap();
    let run = batch(reports.path(), out.path(), &["--outputs", "press-release"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("is the story of another report"), "{}", run.err);
    assert_eq!(fs::read(out.path().join("mixed/report.pdf")).unwrap(), before);
}

#[test]
fn a_story_that_was_only_begun_is_finished() {
    let (reports, out) = (reports(), TempDir::new().unwrap());
    let more = ["--outputs", "press-release", "--check"];
    assert_eq!(batch(reports.path(), out.path(), &more).code, 0);
    let story = out.path().join("mixed");
    let whole = fs::read(story.join("press-release.md")).unwrap();
    // In the order in which files are written, a run can have been killed after each.
    let files = ["report.pdf", "brief.toml", "inspection.toml", ".copydesk", "press-release.md", "findings.json"];
    for written in 0..files.len() {
        for file in &files[written..] {
            let path = story.join(file);
            if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
        }
        let run = batch(reports.path(), out.path(), &more);
        assert_eq!(run.code, 0, "after {written} files: {}", run.err);
        assert!(run.out.contains("3 of 3 reports done, 2 of them by an earlier run"), "{}", run.out);
        assert_eq!(fs::read(story.join("press-release.md")).unwrap(), whole);
        assert!(story.join("findings.json").is_file());
    }
}

#[test]
fn each_story_gets_a_copy_of_the_desk_with_its_authority() {
    let (reports, out) = (reports(), TempDir::new().unwrap());
    let desk = TempDir::new().unwrap();
    let made = copydesk_in(desk.path(), &["init", ".", "--council", "{authority} Council"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let templates = desk.path().join("templates/partials");
    fs::create_dir_all(&templates).unwrap();
    fs::write(templates.join("our-own.hbs"), "Our words.\n").unwrap();
    let run =
        batch(reports.path(), out.path(), &["--outputs", "press-release", "--desk", &desk.path().to_string_lossy()]);
    assert_eq!(run.code, 0, "{}", run.err);
    let own = out.path().join("avershire-2025");
    let desk = fs::read_to_string(own.join("desk.toml")).unwrap();
    assert!(desk.contains("name = \"Avershire local authority Council\""), "{desk}");
    assert!(own.join("templates/partials/our-own.hbs").is_file());
    // The story is one that every other command takes.
    let run = copydesk(&["check", "--all", &own.to_string_lossy()]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}
