//! What an output asks people for: lines of `brief.toml` and `desk.toml`, and options of a draft. What is missing is a placeholder,
//! what is wrong is named at its place, and each word keeps its origin.

use crate::harness::c::library;
use crate::harness::{Run, copydesk_in, root};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A plugin that asks for each kind of answer.
pub(crate) const LETTER: &str = r##"
#include "copydesk_plugin.h"
static copydesk_status draft(const copydesk_host *host, const uint8_t *request, size_t len) {
  (void)request;
  if (len == 0) return copydesk_refuse(host, "empty-request", "the request is empty");
  return copydesk_render(host, "foster-letter",
    "{\"allowance\": {\"$ref\": \"/brief/own/allowance\"}, \"evening\": {\"$ref\": \"/brief/own/evening\"}}");
}
COPYDESK_PLUGIN(draft,
  "{\"id\": \"uk.avershire.foster-letter\", \"version\": \"1.0.0\", \"request_schema\": \"1.0\","
  " \"outputs\": [{\"id\": \"foster-letter\", \"title\": \"Foster letter\", \"description\": \"For foster carers\", \"partial\": true, \"fields\": ["
  " {\"of\": \"brief\", \"id\": \"allowance\", \"kind\": \"text\", \"help\": \"What carers are paid, in a sentence\","
  "  \"example\": \"Carers are paid a fee for each child.\", \"required\": true},"
  " {\"of\": \"brief\", \"id\": \"evening\", \"kind\": \"day\", \"help\": \"The day of the evening for carers\"},"
  " {\"of\": \"brief\", \"id\": \"topics\", \"kind\": \"list\", \"help\": \"What the evening is about\"},"
  " {\"of\": \"desk\", \"id\": \"team\", \"kind\": \"contact\", \"help\": \"Who answers carers\", \"example\": \"Fostering team\","
  "  \"required\": true},"
  " {\"of\": \"options\", \"id\": \"tone\", \"kind\": \"choice\", \"help\": \"How it begins\", \"choices\": [\"plain\", \"warm\"]}"
  "]}]}")
COPYDESK_TEMPLATE("foster-letter",
  "# To our foster carers\n\n"
  "{{#if (eq options.tone \"warm\")}}Thank you for all that you do.{{else}}This is what inspectors found.{{/if}}\n\n"
  "{{plan.allowance}} We meet on {{date plan.evening}}.\n\n"
  "{{#if brief.own.topics}}We talk about {{list brief.own.topics}}.{{/if}}\n\n"
  "Questions? Ask {{desk.own.team.name}}, {{desk.own.team.phone}}.\n\n"
  "{{#if desk.own.team.email}}Or write to {{desk.own.team.email}}.{{/if}}\n")
"##;

/// A desk with a story, and a folder of plugins that is named in every run; `None` without a compiler.
struct Desk(TempDir);

impl Desk {
    fn new() -> Option<Desk> {
        let folder = TempDir::new().unwrap();
        let plugins = folder.path().join("found");
        fs::create_dir(&plugins).unwrap();
        library(&plugins, LETTER, &[])?;
        for file in ["desk.toml", "good-result/inspection.toml", "good-result/brief.toml"] {
            let copy = folder.path().join(file);
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::copy(root().join("examples").join(file), copy).unwrap();
        }
        Some(Desk(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn answer(&self, file: &str, lines: &str) {
        let file = self.path().join(file);
        let text = fs::read_to_string(&file).unwrap();
        fs::write(file, format!("{text}\n{lines}")).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Run {
        copydesk_in(self.path(), &[arguments, &["--plugin-dir", "found"]].concat())
    }
}

#[test]
fn what_nobody_answered_is_a_placeholder() {
    let Some(desk) = Desk::new() else { return };
    let drafted = desk.run(&["draft", "foster-letter", "good-result", "-o", "-"]);
    assert_eq!(drafted.code, 0, "{}", drafted.err);
    let words = "# To our foster carers\n\nThis is what inspectors found.\n\n[Allowance] We meet on [Evening].\n\n\
                 Questions? Ask [Team], [Team].\n";
    assert_eq!(drafted.out, words);
    let missing = "  missing: allowance ([outputs.foster-letter] in brief.toml): What carers are paid, in a sentence\n";
    assert!(drafted.err.contains(missing), "{}", drafted.err);
    assert!(drafted.err.contains("  missing: team ([outputs.foster-letter] in desk.toml): Who answers carers\n"));
    assert!(!drafted.err.contains("missing: evening"), "nobody has to say it: {}", drafted.err);
}

#[test]
fn answers_are_printed_and_keep_their_origin() {
    let Some(desk) = Desk::new() else { return };
    let answers = "allowance = \"Carers are paid £450 a week for each child.\"\nevening = 2025-05-20\ntopics = [\"contact\", \"school\"]";
    desk.answer("good-result/brief.toml", &format!("[outputs.foster-letter]\n{answers}\n"));
    desk.answer("desk.toml", "[outputs.foster-letter.team]\nname = \"Fostering team\"\nphone = \"01632 960777\"\n");
    let drafted = desk.run(&["draft", "foster-letter", "good-result", "--set", "tone=warm"]);
    assert_eq!(drafted.code, 0, "{}", drafted.err);
    assert!(!drafted.err.contains("missing:"), "{}", drafted.err);
    let text = fs::read_to_string(desk.path().join("good-result/foster-letter.md")).unwrap();
    let words = "# To our foster carers\n\nThank you for all that you do.\n\nCarers are paid £450 a week for each child. \
                 We meet on 20 May 2025.\n\nWe talk about contact and school.\n\nQuestions? Ask Fostering team, 01632 960777.\n";
    assert_eq!(text, words);

    let traced = copydesk_in(desk.path(), &["trace", "good-result/foster-letter.md"]);
    for label in [
        "brief: allowance, for foster-letter",
        "brief: evening, for foster-letter",
        "brief: topics, for foster-letter",
        "desk: team, for foster-letter",
    ] {
        assert!(traced.out.contains(label), "{label}: {}{}", traced.out, traced.err);
    }
    // An answer is the council's own word: what is written by hand from it is found there, and nothing of it is without a source.
    let checked = copydesk_in(desk.path(), &["check", "good-result/foster-letter.md"]);
    assert!(!checked.out.contains("£450") && !checked.out.contains("01632"), "{}", checked.out);
    // It tells no grade and no point, on purpose; a desk that wants it balanced is told so.
    assert!(!checked.out.contains("balance-"), "{}", checked.out);
    let settings = fs::read_to_string(desk.path().join("desk.toml")).unwrap();
    let settings = settings.replace("[checks]\n", "[checks]\nbalanced = [\"foster-letter\"]\n");
    fs::write(desk.path().join("desk.toml"), settings).unwrap();
    let balanced = copydesk_in(desk.path(), &["check", "good-result/foster-letter.md"]);
    assert!(balanced.out.contains("balance-judgement-missing"), "{}", balanced.out);
    let wrong = text.replace("01632 960777", "01632 960778");
    fs::write(desk.path().join("good-result/foster-letter.md"), wrong).unwrap();
    let checked = copydesk_in(desk.path(), &["check", "good-result/foster-letter.md"]);
    assert!(checked.out.contains("01632 960778"), "{}", checked.out);
}

#[test]
fn a_wrong_answer_is_named_at_its_place_and_a_wrong_option_too() {
    let Some(desk) = Desk::new() else { return };
    desk.answer("good-result/brief.toml", "[outputs.foster-letter]\nevening = \"20 May 2025\"\nalowance = \"£450\"\n");
    desk.answer("desk.toml", "[outputs.foster-letter]\nteam = \"Fostering team\"\n");
    let refused = desk.run(&["draft", "foster-letter", "good-result", "-o", "-"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{}", refused.err);
    for said in [
        "`20 May 2025` is not a date",
        "write year-month-day, such as 2025-05-20",
        "unknown key `alowance`",
        "did you mean `allowance`?",
        "desk.toml",
        "`team` must be a table, not text",
    ] {
        assert!(refused.err.contains(said), "{said}: {}", refused.err);
    }
    for (option, said) in
        [("tone=cold", "the option `tone` cannot be `cold`"), ("tune=warm", "foster-letter has no option `tune`")]
    {
        let desk = Desk::new().unwrap();
        let refused = desk.run(&["draft", "foster-letter", "good-result", "-o", "-", "--set", option]);
        assert!(refused.code != 0 && refused.err.contains(said), "{}", refused.err);
    }
    let refused = desk.run(&["draft", "press-release", "good-result", "-o", "-", "--set", "tone=warm"]);
    assert!(refused.code != 0, "{}", refused.err);
}

#[test]
fn people_can_see_what_an_output_asks_for() {
    let Some(desk) = Desk::new() else { return };
    let shown = desk.run(&["outputs", "foster-letter"]);
    for line in [
        "In brief.toml:\n\n[outputs.foster-letter]\n# What carers are paid, in a sentence (a text; needed).\nallowance = \"Carers are paid a fee for each child.\"\n",
        "In desk.toml:\n\n[outputs.foster-letter]\n",
        "--set tone=...\n# How it begins (plain or warm).\n",
    ] {
        assert!(shown.out.contains(line), "{line}\n---\n{}", shown.out);
    }
    assert!(desk.run(&["outputs", "press-release"]).out.contains("It asks for nothing of its own."));
    let unknown = desk.run(&["outputs", "foster-leter"]);
    assert!(unknown.code != 0 && unknown.err.contains("foster-letter"), "{}", unknown.err);

    let schema: serde_json::Value = serde_json::from_str(&desk.run(&["schema", "brief"]).out).unwrap();
    let evening = &schema["properties"]["outputs"]["properties"]["foster-letter"]["properties"]["evening"];
    assert_eq!(
        (&evening["format"], &evening["description"]),
        (&"date".into(), &"The day of the evening for carers".into())
    );
}

#[test]
fn a_misspelt_field_in_a_template_is_found_before_a_draft_is_made() {
    let Some(desk) = Desk::new() else { return };
    fs::create_dir(desk.path().join("templates")).unwrap();
    fs::write(desk.path().join("templates/foster-letter.hbs"), "# Letter\n\n{{brief.own.alowance}}\n").unwrap();
    let refused = desk.run(&["draft", "foster-letter", "good-result", "-o", "-"]);
    assert!(refused.err.contains("templates/foster-letter.hbs") && refused.err.contains("alowance"), "{}", refused.err);
    assert!(refused.err.contains("did you mean `allowance`?"), "{}", refused.err);
}
