//! Syntax, keys, types and the form of values: what a text is validated against before anything is known about the
//! data.

use super::{DESK, INSPECTION, brief, desk, inspection, with};
use copydesk::brief::Brief;
use copydesk::load::toml::read;

#[test]
fn all_syntax_errors_at_once_with_what_else_can_be_seen() {
    let text = "published = 12/05/2025\nkey_messages = [“Safer children”]\nnext_step = []\n[[links]\ntext = \"a\"\n\
                text = \"b\"\n[[facts]]\ntext = unquoted\n";
    insta::assert_snapshot!(brief(text), @r#"
        error: `12/05/2025` is not a date
         --> brief.toml:1:13
          |
        1 | published = 12/05/2025
          |             ^^^^^^^^^^
          |
          = help: write year-month-day, such as 2025-05-12

        error: text in curly quotation marks
         --> brief.toml:2:17
          |
        2 | key_messages = [“Safer children”]
          |                 ^^^^^^^^^^^^^^^^
          |
          = help: use straight quotation marks around a text: "…"

        error: unknown key `next_step`
         --> brief.toml:3:1
          |
        3 | next_step = []
          | ^^^^^^^^^
          |
          = help: did you mean `next_steps`?

        error: unclosed array table, expected `]`
         --> brief.toml:4:9
          |
        4 | [[links]
          |         ^

        error: text without quotation marks
         --> brief.toml:8:8
          |
        8 | text = unquoted
          |        ^^^^^^^^
          |
          = help: put a text in quotation marks: "…"
        "#);
}

#[test]
fn what_is_given_twice() {
    let text = "published = 2025-05-06\npublished = 2025-05-07\n[facts]\ntext = \"a\"\nsource = \"b\"\n[facts]\n";
    insta::assert_snapshot!(brief(text), @r#"
        error: `published` is given twice
         --> brief.toml:2:1
          |
        2 | published = 2025-05-07
          | ^^^^^^^^^
          |
          = help: keep one of the two; each item of a list of tables has its own [[…]]

        error: `facts` is given twice
         --> brief.toml:6:2
          |
        6 | [facts]
          |  ^^^^^
          |
          = help: keep one of the two; each item of a list of tables has its own [[…]]
        "#);
}

#[test]
fn unknown_keys() {
    let text = "[council]\nname = \"Avershire County Council\"\nshrot = \"Avershire\"\nshort = \"Avershire\"\n\n\
                [[contact]]\nfor = \"press\"\n\n[[people]]\nid = \"a\"\nname = \"b\"\nrole = \"c\"\nshoe_size = 9\n\n\
                [paths]\nstories = \".\"\nzzz.qqq = 1\n";
    insta::assert_snapshot!(desk(text), @r#"
        error: unknown key `shrot` in `[council]`
         --> desk.toml:3:1
          |
        3 | shrot = "Avershire"
          | ^^^^^
          |
          = help: did you mean `short`?

        error: unknown key `contact`
         --> desk.toml:6:3
          |
        6 | [[contact]]
          |   ^^^^^^^
          |
          = help: did you mean `contacts`?

        error: unknown key `shoe_size` in `[[people]]`
          --> desk.toml:13:1
           |
        13 | shoe_size = 9
           | ^^^^^^^^^
           |
           = help: known: `body`, `id`, `mail`, `name`, `politician`, `role`

        error: unknown key `zzz` in `[paths]`
          --> desk.toml:17:1
           |
        17 | zzz.qqq = 1
           | ^^^
           |
           = help: known: `documents`, `frameworks`, `plugins`, `record`, `services`, `stories`, `templates`
        "#);
}

#[test]
fn missing_keys() {
    let text = "people = [{ id = \"a\" }]\n\n[council]\nname = \"x\"\n\n[[contacts]]\nname = \"Press office\"\n\n\
                [[contacts]]\nfor = \"staff\"\n";
    insta::assert_snapshot!(desk(text), @r#"
        error: `name` is missing in an item of `people`
         --> desk.toml:1:11
          |
        1 | people = [{ id = "a" }]
          |           ^^^^^^^^^^^^
          |
          = help: name: The name, with a title if one is used

        error: `role` is missing in an item of `people`
         --> desk.toml:1:11
          |
        1 | people = [{ id = "a" }]
          |           ^^^^^^^^^^^^
          |
          = help: role: The role in running text, such as "director of children’s services"

        error: `short` is missing in `[council]`
         --> desk.toml:3:1
          |
        3 | [council]
          | ^^^^^^^^^
          |
          = help: short: Short name, as in "children in Durham"

        error: `for` is missing in `[[contacts]]`
         --> desk.toml:6:1
          |
        6 | [[contacts]]
          | ^^^^^^^^^^^^
          |
          = help: for: The audience of the contact

        error: `name` is missing in `[[contacts]]`
         --> desk.toml:9:1
          |
        9 | [[contacts]]
          | ^^^^^^^^^^^^
          |
          = help: name: Name of the person or team
        "#);
    insta::assert_snapshot!(desk(""), @r#"
        error: `council` is missing
         --> desk.toml:1:1
          |
        1 |
          | ^
          |
          = help: council: The council
        "#);
}

#[test]
fn wrong_types_at_the_top() {
    let text = "council = 3\npeople = \"director\"\nrecord = { a = 1 }\n\n[[words]]\nx = 1\n";
    insta::assert_snapshot!(desk(text), @r#"
        error: `council` must be a table, not a whole number
         --> desk.toml:1:11
          |
        1 | council = 3
          |           ^
          |
          = help: write [council] over its keys, with one bracket

        error: `people` must be a list of tables, not text
         --> desk.toml:2:10
          |
        2 | people = "director"
          |          ^^^^^^^^^^
          |
          = help: write [[people]] over each of them, with two brackets

        error: `record` must be a list of tables, not a table
         --> desk.toml:3:10
          |
        3 | record = { a = 1 }
          |          ^^^^^^^^^
          |
          = help: write [[record]] over each of them, with two brackets

        error: `words` must be a table, not a list
         --> desk.toml:5:1
          |
        5 | [[words]]
          | ^^^^^^^^^
          |
          = help: write [words] over its keys, with one bracket
        "#);
}

#[test]
fn wrong_types_in_tables() {
    let text = "[council]\nname = \"A\"\nshort = \"A\"\n\n[[contacts]]\nfor = [\"press\"]\nname = 2025-05-06\nphone = 1632\n\n\
                [recruitment]\noffer = \"a car\"\nplace = [\"here\"]\n";
    insta::assert_snapshot!(desk(text), @r#"
        error: `for` must be text, not a list
         --> desk.toml:6:7
          |
        6 | for = ["press"]
          |       ^^^^^^^^^

        error: `name` must be text, not a date
         --> desk.toml:7:8
          |
        7 | name = 2025-05-06
          |        ^^^^^^^^^^
          |
          = help: put it in quotation marks: "…"

        error: `phone` must be text, not a whole number
         --> desk.toml:8:9
          |
        8 | phone = 1632
          |         ^^^^
          |
          = help: put it in quotation marks: "…"

        error: `offer` must be a list of texts, not text
          --> desk.toml:11:9
           |
        11 | offer = "a car"
           |         ^^^^^^^
           |
           = help: put it in square brackets: ["…"]

        error: `place` must be text, not a list
          --> desk.toml:12:9
           |
        12 | place = ["here"]
           |         ^^^^^^^^
        "#);
}

#[test]
fn wrong_types_in_lists_and_quotation_marks_too_many() {
    insta::assert_snapshot!(inspection("document = \"ilacs\"\nauthority = \"Avershire\"\nsummary = [\"a\", 1, true]\n"), @r#"
        error: `authority` must be a table, not text
         --> inspection.toml:2:13
          |
        2 | authority = "Avershire"
          |             ^^^^^^^^^^^
          |
          = help: write [authority] over its keys, with one bracket

        error: an item of `summary` must be text, not a whole number
         --> inspection.toml:3:17
          |
        3 | summary = ["a", 1, true]
          |                 ^
          |
          = help: put it in quotation marks: "…"

        error: an item of `summary` must be text, not true or false
         --> inspection.toml:3:20
          |
        3 | summary = ["a", 1, true]
          |                    ^^^^
          |
          = help: put it in quotation marks: "…"
        "#);
    insta::assert_snapshot!(desk(&with(DESK, "politician = true", "politician = \"yes\"")), @r#"
        error: `politician` must be true or false, not text
          --> desk.toml:18:14
           |
        18 | politician = "yes"
           |              ^^^^^
           |
           = help: leave the quotation marks out
        "#);
}

#[test]
fn values_that_are_not_known() {
    insta::assert_snapshot!(desk(&with(DESK, "\"press\"", "\"pres\"")), @r#"
        error: `for` cannot be `pres`
          --> desk.toml:21:7
           |
        21 | for = "pres"
           |       ^^^^^^
           |
           = help: did you mean `press`?
        "#);
    insta::assert_snapshot!(inspection(&with(INSPECTION, "\"ilacs\"", "\"leaflet\"")), @r#"
        error: unknown kind of document `leaflet`
         --> inspection.toml:1:12
          |
        1 | document = "leaflet"
          |            ^^^^^^^^^
          |
          = help: known: `area-send`, `cqc-local-authority`, `focused-visit`, `housing-judgement`, `ilacs`, `jtai`, `monitoring-visit`, `single-inspection`, `other`
        "#);
}

#[test]
fn numbers_out_of_range() {
    let text = with(INSPECTION, "page = 3", "page = 0");
    let text = with(&text, "number = 1", "number = 99999999999999999999999999999999999999999999");
    let text = with(&text, "page = 12", "page = 0x1_0000_0000");
    insta::assert_snapshot!(inspection(&text), @r#"
        error: `number` must be at most 4294967295
          --> inspection.toml:39:10
           |
        39 | number = 99999999999999999999999999999999999999999999
           |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        error: `page` must be at least 1
          --> inspection.toml:45:8
           |
        45 | page = 0
           |        ^

        error: `page` must be at most 4294967295
          --> inspection.toml:51:8
           |
        51 | page = 0x1_0000_0000
           |        ^^^^^^^^^^^^^
        "#);
}

#[test]
fn dates() {
    let text = "published = \"12/05/2025\"\npublish_at = 2025-05-06\n\n[[statements]]\nspeaker = \"director\"\nwords = \"x\"\n\
                agreed_on = \"2025-02-30\"\n\n[[statements]]\nspeaker = \"director\"\nwords = \"x\"\n\
                agreed_on = 2025-05-06T09:30:00\n\n[[statements]]\nspeaker = \"director\"\nwords = \"x\"\nagreed_on = 2025\n";
    insta::assert_snapshot!(brief(text), @r#"
        error: `12/05/2025` is not a date
         --> brief.toml:1:13
          |
        1 | published = "12/05/2025"
          |             ^^^^^^^^^^^^
          |
          = help: write year-month-day, such as 2025-05-12

        error: `2025-05-06` has no time
         --> brief.toml:2:14
          |
        2 | publish_at = 2025-05-06
          |              ^^^^^^^^^^
          |
          = help: write the day, a T and the local time, such as 2025-05-06T09:30

        error: `2025-02-30` is not a day of the calendar
         --> brief.toml:7:13
          |
        7 | agreed_on = "2025-02-30"
          |             ^^^^^^^^^^^^
          |
          = help: write year-month-day, such as 2025-05-06

        error: `2025-05-06T09:30:00` has a time, but a day is asked for
          --> brief.toml:12:13
           |
        12 | agreed_on = 2025-05-06T09:30:00
           |             ^^^^^^^^^^^^^^^^^^^
           |
           = help: write year-month-day, such as 2025-05-06

        error: `agreed_on` must be a date, not a whole number
          --> brief.toml:17:13
           |
        17 | agreed_on = 2025
           |             ^^^^
           |
           = help: write year-month-day, such as 2025-05-06
        "#);
    insta::assert_snapshot!(brief("published = 2025-02-30\npublish_at = \"2025-05-06T09:30Z\"\n"), @r#"
        error: `2025-02-30` is not a day of the calendar
         --> brief.toml:1:13
          |
        1 | published = 2025-02-30
          |             ^^^^^^^^^^
          |
          = help: write year-month-day, such as 2025-05-06

        error: `2025-05-06T09:30Z` is not a day and time
         --> brief.toml:2:14
          |
        2 | publish_at = "2025-05-06T09:30Z"
          |              ^^^^^^^^^^^^^^^^^^^
          |
          = help: write the day, a T and the local time, such as 2025-05-06T09:30
        "#);
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
    insta::assert_snapshot!(inspection(&text), @r#"
        error: `Requires improvement` is not an identifier: lower-case letters, digits and single hyphens
          --> inspection.toml:23:9
           |
        23 | grade = "Requires improvement"
           |         ^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: write it in the manner of `requires-improvement`
        "#);
    insta::assert_snapshot!(desk(&with(DESK, "{ leaders =", "{ \"Children in care\" =")), @r#"
        error: `Children in care` is not an identifier: lower-case letters, digits and single hyphens
          --> desk.toml:34:16
           |
        34 | judgements = { "Children in care" = "good", overall = "good" }
           |                ^^^^^^^^^^^^^^^^^^
           |
           = help: write it in the manner of `children-in-care`
        "#);
}
