//! The three TOML files: what is wrong with them is found in one go and shown with its place. Each test shows the whole
//! output.

use copydesk::brief::Brief;
use copydesk::cli::report::show;
use copydesk::desk::Desk;
use copydesk::finding::Finding;
use copydesk::inspection::{Frameworks, Inspection};
use copydesk::load::toml::{check_brief, check_desk, check_inspection, read};
use std::ops::Range;

const FRAMEWORK: &str = include_str!("fixtures/toml/framework.toml");
const DESK: &str = include_str!("fixtures/toml/desk.toml");
const BRIEF: &str = include_str!("fixtures/toml/brief.toml");
const INSPECTION: &str = include_str!("fixtures/toml/inspection.toml");

fn frameworks() -> Frameworks {
    Frameworks::new([read(FRAMEWORK).expect("a framework").value])
}

fn desk_findings(text: &str) -> Vec<Finding<Range<usize>>> {
    read::<Desk>(text).map_or_else(|findings| findings, |desk| check_desk(&desk.value, &frameworks(), &desk.places))
}

fn brief_findings(text: &str) -> Vec<Finding<Range<usize>>> {
    let desk = read::<Desk>(DESK).expect("a desk").value;
    read::<Brief>(text).map_or_else(|findings| findings, |brief| check_brief(&brief.value, Some(&desk), &brief.places))
}

fn inspection_findings(text: &str) -> Vec<Finding<Range<usize>>> {
    read::<Inspection>(text)
        .map_or_else(|findings| findings, |read| check_inspection(&read.value, &frameworks(), &read.places))
}

fn desk(text: &str) -> String {
    show(&desk_findings(text), "desk.toml", text, false)
}

fn brief(text: &str) -> String {
    show(&brief_findings(text), "brief.toml", text, false)
}

fn inspection(text: &str) -> String {
    show(&inspection_findings(text), "inspection.toml", text, false)
}

/// The text with one thing changed, which must be there.
fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "no {old:?} in the fixture");
    text.replacen(old, new, 1)
}

#[test]
fn the_fixtures_have_no_finding() {
    assert_eq!([desk(DESK), brief(BRIEF), inspection(INSPECTION)], ["", "", ""]);
}

#[test]
fn all_syntax_errors_at_once_with_what_else_can_be_seen() {
    let text = "published = 12/05/2025\nkey_messages = [“Safer children”]\nnext_step = []\n[[links]\ntext = \"a\"\n\
                text = \"b\"\n[[facts]]\ntext = unquoted\n";
    insta::assert_snapshot!(brief(text), @"");
}

#[test]
fn unknown_keys() {
    let text = "[council]\nname = \"Avershire County Council\"\nshrot = \"Avershire\"\nshort = \"Avershire\"\n\n\
                [[contact]]\nfor = \"press\"\n\n[[people]]\nid = \"a\"\nname = \"b\"\nrole = \"c\"\nshoe_size = 9\n\n\
                [paths]\nstories = \".\"\nzzz.qqq = 1\n";
    insta::assert_snapshot!(desk(text), @"");
}

#[test]
fn missing_keys() {
    let text = "people = [{ id = \"a\" }]\n\n[council]\nname = \"x\"\n\n[[contacts]]\nname = \"Press office\"\n\n\
                [[contacts]]\nfor = \"staff\"\n";
    insta::assert_snapshot!(desk(text), @"");
    insta::assert_snapshot!(desk(""), @"");
}

#[test]
fn wrong_types() {
    let text = "council = 3\npeople = \"director\"\nrecord = { a = 1 }\n\n[[contacts]]\nfor = [\"press\"]\nname = 2025-05-06\n\
                phone = 1632\n\n[recruitment]\noffer = \"a car\"\nplace = [\"here\"]\n\n[[words]]\nx = 1\n";
    insta::assert_snapshot!(desk(text), @"");
    insta::assert_snapshot!(inspection("document = \"ilacs\"\nauthority = \"Avershire\"\nsummary = [\"a\", 1, true]\n"), @"");
    insta::assert_snapshot!(desk(&with(DESK, "politician = true", "politician = \"yes\"")), @"");
}

#[test]
fn values_that_are_not_known() {
    insta::assert_snapshot!(desk(&with(DESK, "\"press\"", "\"pres\"")), @"");
    insta::assert_snapshot!(inspection(&with(INSPECTION, "\"ilacs\"", "\"leaflet\"")), @"");
}

#[test]
fn numbers_out_of_range() {
    let text = with(INSPECTION, "page = 3", "page = 0");
    let text = with(&text, "number = 1", "number = 99999999999999999999999999999999999999999999");
    let text = with(&text, "page = 12", "page = 0x1_0000_0000");
    insta::assert_snapshot!(inspection(&text), @"");
}

#[test]
fn dates() {
    let text = "published = \"12/05/2025\"\npublish_at = 2025-05-06\n\n[[statements]]\nspeaker = \"director\"\nwords = \"x\"\n\
                agreed_on = \"2025-02-30\"\n\n[[statements]]\nspeaker = \"director\"\nwords = \"x\"\n\
                agreed_on = 2025-05-06T09:30:00\n\n[[statements]]\nspeaker = \"director\"\nwords = \"x\"\nagreed_on = 2025\n";
    insta::assert_snapshot!(brief(text), @"");
    insta::assert_snapshot!(brief("published = 2025-02-30\npublish_at = \"2025-05-06T09:30Z\"\n"), @"");
}

#[test]
fn both_ways_to_write_days_and_times_mean_the_same() {
    let own = read::<Brief>("published = 2025-05-06\npublish_at = 2025-05-06T09:30:00\n").expect("own dates").value;
    let short = read::<Brief>("published = 2025-05-06\npublish_at = 2025-05-06 09:30\n").expect("short").value;
    let texts = read::<Brief>("published = \"2025-05-06\"\npublish_at = \"2025-05-06T09:30\"\n").expect("texts").value;
    assert_eq!((&own, &own), (&short, &texts));
    assert_eq!(own.publish_at.map(|at| at.to_string()).as_deref(), Some("2025-05-06T09:30:00"));
}

#[test]
fn identifiers() {
    let text = with(INSPECTION, "grade = \"good\"", "grade = \"Requires improvement\"");
    insta::assert_snapshot!(inspection(&text), @"");
    insta::assert_snapshot!(desk(&with(DESK, "{ leaders =", "{ \"Children in care\" =")), @"");
}

#[test]
fn what_a_brief_must_keep() {
    let text = with(BRIEF, "\"director\"", "\"directer\"");
    let text = with(&text, "T09:30", "T00:01").replace("published = 2025-05-06", "published = 2025-05-07");
    let text = with(&text, "provider/44/80000", "files/report.PDF?download");
    let text = with(&text, "\"We will answer calls faster.\"", "\" \"");
    let text = with(&text, "\"https://www.avershire", "\"www.avershire");
    let text = with(&text, "Four people around a table", "");
    insta::assert_snapshot!(brief(&text), @"");

    let text = "published = 2025-05-06\npublish_at = 2025-05-07T09:30\n\n[[statements]]\nspeaker = \"Sam Okoro\"\nwords = \"\"\"\n\
                \n\"\"\"\n\n[[statements]]\nspeaker = \"a neighbour\"\nwords = \"Well done.\"\n";
    insta::assert_snapshot!(brief(text), @"");
}

#[test]
fn without_a_desk_a_speaker_is_a_name() {
    let text = with(BRIEF, "\"director\"", "\"Sam Okoro\"");
    let brief = read::<Brief>(&text).expect("a brief");
    assert_eq!(check_brief(&brief.value, None, &brief.places), []);
}

#[test]
fn what_a_desk_must_keep() {
    let text = with(DESK, "id = \"cabinet-member\"", "id = \"director\"");
    let text = with(&text, "email = \"press@avershire.example\"\nphone = \"01632 960000\"\n", "");
    let text = with(&text, "leaders = \"good\", overall = \"good\"", "leader = \"good\", overall = \"godo\"");
    let text = with(&text, "\"https://www.avershire.example\"", "\"avershire\"");
    insta::assert_snapshot!(desk(&text), @"");
    insta::assert_snapshot!(desk(&with(DESK, "\"ilacs-2023\"", "\"ilacs-2032\"")), @"");
}

#[test]
fn what_an_inspection_must_keep() {
    let text = with(INSPECTION, "to = 2025-03-28", "to = 2025-03-18");
    let text = with(&text, "area = \"overall\"", "area = \"leaders\"");
    let text = with(&text, "grade = \"requires-improvement\"", "grade = \"requires\"");
    let text = with(&text, "area = \"leaders\"\ntext", "area = \"children-on-care\"\ntext");
    insta::assert_snapshot!(inspection(&text), @"");

    insta::assert_snapshot!(inspection(&with(INSPECTION, "\"ilacs\"", "\"focused-visit\"")), @"");
    insta::assert_snapshot!(inspection(&with(INSPECTION, "framework = \"ilacs-2023\"\n", "")), @"");
    insta::assert_snapshot!(inspection(&with(INSPECTION, "\"ilacs-2023\"", "\"ilacs-2099\"")), @"");
}

#[test]
fn columns_are_right_with_other_line_ends_tabs_and_letters() {
    let text = "\u{feff}publisht = 2025-05-06\r\n\r\n[[facts]]\r\n\ttext = \"Café — naïve\"\r\nsource = \"x\" # é\r\n\
                \"ключ\" = 1\r\n[[links]]\r\n\ttext = \"👍 café\"; url = 3\r\n";
    insta::assert_snapshot!(brief(text), @"");
    insta::assert_snapshot!(show(&[Finding::error(5..99, "past the end")], "x.toml", "ab\n", false), @"");
    insta::assert_snapshot!(show(&[Finding::error(1..2, "inside a letter")], "x.toml", "é", false), @"");
}

#[test]
fn colour_only_when_asked_for() {
    let finding = [Finding::error(0..1, "a").with_hint("b")];
    assert!(show(&finding, "x.toml", "x", true).contains("\u{1b}["));
    assert!(!show(&finding, "x.toml", "x", false).contains('\u{1b}'));
}

#[test]
fn nothing_nests_without_bound() {
    let dots = format!("{}a = 1\n", "a.".repeat(200_000));
    insta::assert_snapshot!(desk_findings(&dots)[0].message, @"");
    for text in ["[".repeat(200_000), "a = [".repeat(9_000), "{a=".repeat(9_000), format!("a = {}", "{a=".repeat(9_000))] {
        assert!(!desk_findings(&text).is_empty());
    }
    let part = "a.".repeat(1000);
    let nested = format!("x = {}1{}\n", format!("{{\n{part}a = ").repeat(70), "}".repeat(70));
    assert!(!desk_findings(&nested).is_empty());
}

#[test]
fn no_damage_makes_it_panic() {
    let mut state = 1_u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % end.max(1)
    };
    let parts = ["\"", "'", "\"\"\"", "[", "]", "[[", "{", "}", "=", "\n", "\r", ".", "#", "\\", "é", "\u{0}", "2025-", "-", "1e9", ","];
    let mut found = 0;
    for round in 0..3000 {
        let mut text = [DESK, BRIEF, INSPECTION][round % 3].to_owned();
        for _ in 0..=below(3) {
            let from = text.floor_char_boundary(below(text.len()));
            let to = text.floor_char_boundary((from + below(12)).min(text.len()));
            let part = match below(3) {
                0 => String::new(),
                1 => parts[below(parts.len())].to_owned(),
                _ => {
                    let start = text.floor_char_boundary(below(text.len()));
                    text[start..text.ceil_char_boundary((start + 40).min(text.len()))].to_owned()
                }
            };
            text.replace_range(from..to.max(from), &part);
        }
        for findings in [desk_findings(&text), brief_findings(&text), inspection_findings(&text)] {
            assert!(findings.iter().all(|finding| text.get(finding.place.clone()).is_some()), "round {round}: {findings:?}");
            found += show(&findings, "x.toml", &text, false).lines().count();
        }
    }
    assert!(found > 3000, "the damages are found: {found} lines");
}
