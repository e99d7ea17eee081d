//! Rules about the data as a whole.

use super::{BRIEF, DESK, INSPECTION, brief, desk, inspection, with};
use copydesk::brief::Brief;
use copydesk::load::toml::{check_brief, read};

#[test]
fn the_fixtures_have_no_finding() {
    assert_eq!([desk(DESK), brief(BRIEF), inspection(INSPECTION)], ["", "", ""]);
}

#[test]
fn what_a_brief_must_keep() {
    let text = with(BRIEF, "\"director\"", "\"directer\"");
    let text = with(&text, "T09:30", "T00:01").replace("published = 2025-05-06", "published = 2025-05-07");
    let text = with(&text, "provider/44/80000", "files/report.PDF?download");
    let text = with(&text, "\"We will answer calls faster.\"", "\" \"");
    let text = with(&text, "\"https://www.avershire", "\"www.avershire");
    let text = with(&text, "Four people around a table", "");
    insta::assert_snapshot!(brief(&text), @r#"
        error: `publish_at` is before 2025-05-07, when the report is published
         --> brief.toml:2:14
          |
        2 | publish_at = "2025-05-06T00:01"
          |              ^^^^^^^^^^^^^^^^^^
          |
          = help: nothing goes out before the inspectorate publishes

        error: the address leads to a file
         --> brief.toml:3:14
          |
        3 | report_url = "https://reports.ofsted.gov.uk/files/report.PDF?download"
          |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: give the address of the page that the report is listed on

        error: `next_steps` is empty
         --> brief.toml:5:56
          |
        5 | next_steps = ["We will hire ten more social workers.", " "]
          |                                                        ^^^
          |
          = help: add the words, or delete the entry

        error: no one in desk.toml has the id `directer`
         --> brief.toml:8:11
          |
        8 | speaker = "directer"
          |           ^^^^^^^^^^
          |
          = help: did you mean `director`?

        error: `www.avershire.example/report` is not a web address
          --> brief.toml:22:7
           |
        22 | url = "www.avershire.example/report"
           |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: write the whole address, with https:// in front

        error: `alt` is empty
          --> brief.toml:26:7
           |
        26 | alt = ""
           |       ^^
           |
           = help: add the words, or delete the entry
        "#);
}

#[test]
fn control_characters_and_pictures_from_elsewhere_are_refused_at_their_place() {
    let said = |text: &str| -> Vec<String> {
        let found = match read::<Brief>(text) {
            Ok(brief) => check_brief(&brief.value, None, &brief.places),
            Err(found) => found,
        };
        found.iter().map(|finding| format!("{}: {}", &text[finding.place], finding.message)).collect()
    };
    let text = with(BRIEF, "\"We will answer calls faster.\"", "\"We \\u001b[31mwill.\"");
    let text = with(&text, "Four people around a table", "Four\\u0007 people\\u009f");
    assert_eq!(
        said(&text),
        [
            "\"We \\u001b[31mwill.\": an item of `next_steps` holds the control character U+001B",
            "\"Four\\u0007 people\\u009f\": `alt` holds the control character U+0007",
        ]
    );
    assert!(said(&with(BRIEF, "Four people", "Four\\n\\tpeople")).is_empty());
    for file in [
        "http://a.example/b.png",
        "https://a.example/b.png",
        "../../etc/passwd",
        "/b.png",
        "//host/b.png",
        "a\\\\b.png",
    ] {
        let text = format!("[[pictures]]\nfile = \"{file}\"\nalt = \"A boat\"\n");
        let message = format!("\"{file}\": `{}` is not a file in the story's folder", file.replace("\\\\", "\\"));
        assert_eq!(said(&text), [message]);
    }
}

#[test]
fn what_a_brief_must_keep_about_speakers_and_days() {
    let text = "published = 2025-05-06\npublish_at = 2025-05-07T09:30\n\n[[statements]]\nspeaker = \"Sam Okoro\"\nwords = \"\"\"\n\
                \n\"\"\"\n\n[[statements]]\nspeaker = \"a neighbour\"\nwords = \"Well done.\"\n";
    insta::assert_snapshot!(brief(text), @r#"
        warning: `publish_at` is after 2025-05-06, when the report is published
         --> brief.toml:2:14
          |
        2 | publish_at = 2025-05-07T09:30
          |              ^^^^^^^^^^^^^^^^
          |
          = help: give both the same day unless the council means to wait

        error: no one in desk.toml has the id `Sam Okoro`
         --> brief.toml:5:11
          |
        5 | speaker = "Sam Okoro"
          |           ^^^^^^^^^^^
          |
          = help: did you mean `director`?

        error: `words` is empty
         --> brief.toml:6:9
          |
        6 | words = """
          |         ^^^
          |
          = help: add the words, or delete the entry

        error: no one in desk.toml has the id `a neighbour`
          --> brief.toml:11:11
           |
        11 | speaker = "a neighbour"
           |           ^^^^^^^^^^^^^
           |
           = help: add the person to desk.toml, under [[people]], and write the `id` here
        "#);
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
    insta::assert_snapshot!(desk(&text), @r#"
        error: `avershire` is not a web address
         --> desk.toml:4:11
          |
        4 | website = "avershire"
          |           ^^^^^^^^^^^
          |
          = help: write the whole address, with https:// in front

        error: two people have the id `director`
          --> desk.toml:15:6
           |
        15 | id = "director"
           |      ^^^^^^^^^^
           |
           = help: statements name a person by id: give each their own

        error: no way to reach `Press office`
          --> desk.toml:20:1
           |
        20 | [[contacts]]
           | ^^^^^^^^^^^^
           |
           = help: add `email`, `phone` or `url`

        error: framework `ilacs-2023` does not judge `leader`
          --> desk.toml:32:16
           |
        32 | judgements = { leader = "good", overall = "godo" }
           |                ^^^^^^
           |
           = help: did you mean `leaders`?

        error: framework `ilacs-2023` has no grade `godo`
          --> desk.toml:32:43
           |
        32 | judgements = { leader = "good", overall = "godo" }
           |                                           ^^^^^^
           |
           = help: did you mean `good`?
        "#);
    insta::assert_snapshot!(desk(&with(DESK, "\"ilacs-2023\"", "\"ilacs-2032\"")), @r#"
        error: unknown framework `ilacs-2032`
          --> desk.toml:33:13
           |
        33 | framework = "ilacs-2032"
           |             ^^^^^^^^^^^^
           |
           = help: did you mean `ilacs-2023`?
        "#);
}

#[test]
fn what_an_inspection_must_keep() {
    let text = with(INSPECTION, "to = 2025-03-28", "to = 2025-03-18");
    let text = with(&text, "area = \"overall\"", "area = \"leaders\"");
    let text = with(&text, "grade = \"requires-improvement\"", "grade = \"requires\"");
    let text = with(&text, "area = \"leaders\"\ntext", "area = \"children-on-care\"\ntext");
    insta::assert_snapshot!(inspection(&text), @r#"
        error: the period ends on 2025-03-18, before it begins
          --> inspection.toml:14:6
           |
        14 | to = 2025-03-18
           |      ^^^^^^^^^^
           |
           = help: look at the title page of the report

        error: `leaders` is judged twice
          --> inspection.toml:26:8
           |
        26 | area = "leaders"
           |        ^^^^^^^^^
           |
           = help: keep the one that the report has

        error: framework `ilacs-2023` has no grade `requires`
          --> inspection.toml:28:9
           |
        28 | grade = "requires"
           |         ^^^^^^^^^^
           |
           = help: did you mean `requires-improvement`?

        error: framework `ilacs-2023` does not judge `children-on-care`
          --> inspection.toml:41:8
           |
        41 | area = "children-on-care"
           |        ^^^^^^^^^^^^^^^^^^
           |
           = help: did you mean `children-in-care`?
        "#);
}

#[test]
fn judgements_need_a_framework_of_their_kind_of_document() {
    insta::assert_snapshot!(inspection(&with(INSPECTION, "\"ilacs\"", "\"focused-visit\"")), @r#"
        error: framework `ilacs-2023` is for another kind of document
         --> inspection.toml:2:13
          |
        2 | framework = "ilacs-2023"
          |             ^^^^^^^^^^^^
          |
          = help: look at `document`, or leave `framework` out

        error: a document of this kind has no judgements
          --> inspection.toml:20:1
           |
        20 | [[judgements]]
           | ^^^^^^^^^^^^^^
           |
           = help: look at `document`, or take the judgements out
        "#);
    insta::assert_snapshot!(inspection(&with(INSPECTION, "framework = \"ilacs-2023\"\n", "")), @r#"
        error: judgements without a framework
          --> inspection.toml:19:1
           |
        19 | [[judgements]]
           | ^^^^^^^^^^^^^^
           |
           = help: add `framework`: ilacs-2023
        "#);
    insta::assert_snapshot!(inspection(&with(INSPECTION, "\"ilacs-2023\"", "\"ilacs-2099\"")), @r#"
        error: unknown framework `ilacs-2099`
         --> inspection.toml:2:13
          |
        2 | framework = "ilacs-2099"
          |             ^^^^^^^^^^^^
          |
          = help: did you mean `ilacs-2023`?
        "#);
}

#[test]
fn a_report_is_found_at_its_page() {
    let text = format!("report_url = \"https://files.ofsted.gov.uk/v1/file/50000000\"\n{INSPECTION}");
    insta::assert_snapshot!(inspection(&text), @r#"
        error: the address leads to a file
         --> inspection.toml:1:14
          |
        1 | report_url = "https://files.ofsted.gov.uk/v1/file/50000000"
          |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: give the address of the page that the report is listed on
        "#);
}
