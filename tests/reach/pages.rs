//! How a reach is shown: a table of 80 columns, CSV that is safe in a spreadsheet, and a page that can be read without colour.

use super::{OUTCOMES, Outcome, path};
use crate::harness::copydesk_in;
use std::fs;

#[test]
fn the_table_fits_into_eighty_columns() {
    for name in OUTCOMES {
        let outcome = Outcome::of(name);
        let cuttings: Vec<&str> = outcome.cuttings.iter().map(String::as_str).collect();
        let run = outcome.reach(&cuttings, &["--no-pager"]);
        assert_eq!(run.code, 0, "{}", run.err);
        for line in run.out.lines() {
            assert!(line.chars().count() <= 80, "{name}: {line}");
        }
        assert!(run.out.contains("weighs") && run.out.contains("double"), "{}", run.out);
    }
}

#[test]
fn a_table_shows_messages_and_cuttings() {
    let run = Outcome::of("mixed").reach(&["clubs.txt", "unrelated.txt"], &["--no-pager"]);
    let lines: Vec<&str> = run.out.lines().collect();
    let row = |beginning: &str| lines.iter().find(|line| line.trim_start().starts_with(beginning)).unwrap();
    assert!(row("Message").ends_with("A   B"), "{}", run.out);
    assert!(row("overall grade: Good").ends_with('o'), "{}", run.out);
    assert!(row("Score, %").ends_with('-'), "{}", run.out);
}

#[test]
fn csv_has_a_row_for_each_message_and_no_formula() {
    let outcome = Outcome::of("good");
    fs::write(path(&outcome).join("=1+1.txt"), "Avershire children’s services are rated Good by Ofsted.\n").unwrap();
    let run = outcome.reach(&["=1+1.txt", "wrong.txt"], &["-o", "reach.csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let table = fs::read_to_string(path(&outcome).join("reach.csv")).unwrap();
    let first = table.lines().next().unwrap();
    assert_eq!(first, "\"Kind\",\"Message\",\"'=1+1.txt\",\"wrong.txt\"");
    assert!(
        table.contains("\"result\",\"overall grade: Good\",\"in other words, in the lead\",\"contradicted\"\r\n"),
        "{table}"
    );
    assert!(table.contains("headline and first paragraph weigh double"), "{table}");
    for cell in table.split("\",\"").flat_map(|cell| cell.split("\"\r\n\"")) {
        assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[test]
fn a_page_marks_whose_words_they_are_without_colour() {
    let outcome = Outcome::of("requires-improvement");
    let run = outcome.reach(&["reprint.txt", "report.txt"], &["-o", "reach.html"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let page = fs::read_to_string(path(&outcome).join("reach.html")).unwrap();
    for part in [
        "<html lang=\"en-GB\">",
        "<title>What came through of release.md</title>",
        "<mark class=\"release\"><span class=\"label\">(release only: </span>",
        "<mark class=\"report\"><span class=\"label\">(report only: </span>Too many children wait too long",
        "<th scope=\"col\">Message</th>",
        "<td class=\"word-for-word\">word for word, in the lead</td>",
        "weighs double",
        "words of neither: not marked",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert_eq!(page.matches("<h1>").count(), 1);
    assert!(!page.contains("http") && !page.contains("<script"), "a page needs nothing from elsewhere");
}

#[test]
fn words_of_a_cutting_cannot_write_into_the_page() {
    let outcome = Outcome::of("good");
    fs::write(
        path(&outcome).join("a.md"),
        "Avershire is rated Good by Ofsted \\<script>alert(1)\\</script> & so on.\n",
    )
    .unwrap();
    let run = outcome.reach(&["a.md"], &["--to", "html"]);
    assert!(run.out.contains("&lt;script&gt;") && !run.out.contains("<script>"), "{}", run.out);
}

#[test]
fn the_format_is_that_of_the_file() {
    let outcome = Outcome::of("good");
    let run = outcome.reach(&["wrong.txt"], &["-o", "reach.docx"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains(".csv") && run.err.contains(".html"), "{}", run.err);
    let run = copydesk_in(path(&outcome), &["reach", "release.md"]);
    assert_eq!(run.code, 2, "a cutting is needed");
}
