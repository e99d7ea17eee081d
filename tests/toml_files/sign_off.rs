//! Roles and sign-off rules of a desk.

use super::{DESK, desk};
use copydesk::cli::findings::show;
use copydesk::desk::Desk;
use copydesk::load::toml::{check_outputs, read};

const RULES: &str = r#"
[[roles]]
id = "press"
held_by = ["director", "cabinet-membre", "director"]

[[roles]]
id = "press"
held_by = []

[[sign_off]]
roles = ["pres", "director", "director"]

[[sign_off]]
outputs = ["press-release"]
results = ["poor"]
roles = []
"#;

#[test]
fn whoever_is_asked_to_sign_is_there() {
    insta::assert_snapshot!(desk(&format!("{DESK}{RULES}")), @r#"
        error: no one in desk.toml has the id `cabinet-membre`
          --> desk.toml:41:24
           |
        41 | held_by = ["director", "cabinet-membre", "director"]
           |                        ^^^^^^^^^^^^^^^^
           |
           = help: did you mean `cabinet-member`?

        error: `director` is named twice
          --> desk.toml:41:42
           |
        41 | held_by = ["director", "cabinet-membre", "director"]
           |                                          ^^^^^^^^^^
           |
           = help: take one of them out

        error: two roles have the id `press`
          --> desk.toml:44:6
           |
        44 | id = "press"
           |      ^^^^^^^
           |
           = help: rules name a role by id: give each their own

        error: nobody holds the role `press`
          --> desk.toml:45:11
           |
        45 | held_by = []
           |           ^^
           |
           = help: name the `id` of each person who holds it

        error: nobody holds the role `pres`
          --> desk.toml:48:10
           |
        48 | roles = ["pres", "director", "director"]
           |          ^^^^^^
           |
           = help: did you mean `press`?

        error: `director` is named twice
          --> desk.toml:48:30
           |
        48 | roles = ["pres", "director", "director"]
           |                              ^^^^^^^^^^
           |
           = help: take one of them out

        warning: this rule is never used: rule 1 already covers all its texts
          --> desk.toml:50:1
           |
        50 | [[sign_off]]
           | ^^^^^^^^^^^^
           |
           = help: copydesk uses the first rule that matches: put the narrower one first

        error: a rule without roles
          --> desk.toml:53:9
           |
        53 | roles = []
           |         ^^
           |
           = help: name the roles that sign
        "#);
}

#[test]
fn results_are_three() {
    let rules = RULES.replace("\"poor\"", "\"poor\", \"awful\"");
    insta::assert_snapshot!(desk(&format!("{DESK}{rules}")), @r#"
        error: an item of `results` cannot be `awful`
          --> desk.toml:52:20
           |
        52 | results = ["poor", "awful"]
           |                    ^^^^^^^
           |
           = help: known: `good`, `mixed`, `poor`
        "#);
}

#[test]
fn nobody_is_alone_in_two_roles() {
    let rules =
        "\n[[roles]]\nid = \"lead\"\nheld_by = [\"director\"]\n\n[[sign_off]]\nroles = [\"director\", \"lead\"]\n";
    insta::assert_snapshot!(desk(&format!("{DESK}{rules}")), @r#"
        error: `director` alone holds both `director` and `lead`
          --> desk.toml:44:22
           |
        44 | roles = ["director", "lead"]
           |                      ^^^^^^
           |
           = help: a person signs a text in one role only: give one of them to someone else
        "#);
}

#[test]
fn outputs_of_rules_are_held_against_those_that_there_are() {
    let rule = "\n[[sign_off]]\noutputs = [\"press-release\", \"pres-release\"]\nroles = [\"director\"]\n";
    let text = format!("{DESK}{rule}");
    let read = read::<Desk>(&text).expect("a desk");
    let findings = check_outputs(&read.value, &["press-release", "web-news"], &read.places);
    insta::assert_snapshot!(show(&findings, "desk.toml", &text, false), @r#"
        warning: no plugin here makes an output `pres-release`
          --> desk.toml:40:29
           |
        40 | outputs = ["press-release", "pres-release"]
           |                             ^^^^^^^^^^^^^^
           |
           = help: did you mean `press-release`?
        "#);
}
