//! How findings are shown, and texts that are damaged on purpose.

use super::{BRIEF, DESK, INSPECTION, brief, brief_findings, desk_findings, inspection_findings};
use copydesk::cli::findings::show;
use copydesk::finding::Finding;
use copydesk::text::Span;

#[test]
fn columns_are_right_with_other_line_ends_tabs_and_letters() {
    let text = "\u{feff}publisht = 2025-05-06\r\n\r\n[[facts]]\r\n\ttext = \"Café — naïve\"\r\nsource = \"x\" # é\r\n\
                \"ключ\" = 1\r\n[[links]]\r\n\ttext = \"👍 café\"; url = 3\r\n";
    insta::assert_snapshot!(brief(text), @r#"
        error: unknown key `publisht`
         --> brief.toml:1:1
          |
        1 | publisht = 2025-05-06
          | ^^^^^^^^
          |
          = help: did you mean `publish_at`?

        error: unknown key `ключ` in `[[facts]]`
         --> brief.toml:6:1
          |
        6 | "ключ" = 1
          | ^^^^^^
          |
          = help: known: `source`, `text`

        error: unexpected key or value, expected newline, `#`
         --> brief.toml:8:17
          |
        8 |     text = "👍 café"; url = 3
          |                     ^
        "#);
    insta::assert_snapshot!(show(&[Finding::error(Span::new(5, 99), "past the end")], "x.toml", "ab\n", false), @r#"
        error: past the end
         --> x.toml:2:1
          |
        2 |
          | ^
        "#);
    insta::assert_snapshot!(show(&[Finding::error(Span::new(1, 2), "inside a letter")], "x.toml", "é", false), @r#"
        error: inside a letter
         --> x.toml:1:1
          |
        1 | é
          | ^
        "#);
}

#[test]
fn colour_only_when_asked_for() {
    let finding = [Finding::error(Span::new(0, 1), "a").with_hint("b")];
    assert!(show(&finding, "x.toml", "x", true).contains("\u{1b}["));
    assert!(!show(&finding, "x.toml", "x", false).contains('\u{1b}'));
}

#[test]
fn nothing_nests_without_bound() {
    let part = "a.".repeat(1000);
    let texts = [
        "[".repeat(200_000),
        "a = [".repeat(9_000),
        format!("a = {}", "{a=".repeat(9_000)),
        format!("{}a = 1\n", "a.".repeat(200_000)),
        format!("[{}a]\n", "a.".repeat(200_000)),
        format!("x = {}1{}\n", format!("{{\n{part}a = ").repeat(70), "}".repeat(70)),
    ];
    for text in texts {
        assert!(!desk_findings(&text).is_empty());
    }
}

#[test]
fn no_damage_makes_it_panic() {
    let mut state = 1_u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % end.max(1)
    };
    let parts = [
        "\"", "'", "\"\"\"", "[", "]", "[[", "{", "}", "=", "\n", "\r", ".", "#", "\\", "é", "\u{0}", "2025-", "-",
        "1e9", ",",
    ];
    let mut found = 0;
    for round in 0..2000 {
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
        let findings = [desk_findings, brief_findings, inspection_findings][round % 3](&text);
        assert!(findings.iter().all(|finding| finding.place.get(&text).is_some()), "round {round}: {findings:?}");
        found += show(&findings, "x.toml", &text, false).lines().count();
    }
    assert!(found > 2000, "the damages are found: {found} lines");
}
