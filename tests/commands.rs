//! The commands, run as a user runs them: from an empty folder to a draft, and everything that can go wrong on the way.

use crate::harness::{self, copydesk, copydesk_in};
use std::fs;
use tempfile::TempDir;

const REPORT: &str = "examples/good-result/report.pdf";

fn report() -> String {
    harness::root().join(REPORT).to_string_lossy().into_owned()
}

/// Makes a desk with one story, `result`, with the program itself.
fn desk() -> TempDir {
    let folder = TempDir::new().unwrap();
    let made = copydesk_in(folder.path(), &["init", ".", "--council", "Avershire County Council"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let made = copydesk_in(folder.path(), &["new", "result", &report()]);
    assert_eq!(made.code, 0, "{}", made.err);
    folder
}

#[test]
fn from_nothing_to_a_draft_in_three_commands() {
    let desk = desk();
    let run = copydesk_in(desk.path(), &["draft", "press-release", "result"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let draft = fs::read_to_string(desk.path().join("result/press-release.md")).unwrap();
    assert!(draft.contains("\n# Ofsted rates Avershire children’s services Outstanding"), "{draft}");
    assert!(run.err.contains("to fill in"), "{}", run.err);
    let mut files: Vec<_> = fs::read_dir(desk.path().join("result"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, [".copydesk", "brief.toml", "inspection.toml", "press-release.md", "report.pdf"]);
}

#[test]
fn an_edited_draft_is_left_alone_and_with_force_kept() {
    let desk = desk();
    let draft = desk.path().join("result/press-release.md");
    let run = |more: &[&str]| copydesk_in(desk.path(), &[&["draft", "press-release", "result"], more].concat());
    assert_eq!(run(&[]).code, 0);
    let first = fs::read(&draft).unwrap();
    assert_eq!(run(&[]).code, 0, "an untouched draft may be drafted again");
    assert_eq!(fs::read(&draft).unwrap(), first, "the same input gives the same bytes");
    fs::write(&draft, "My own words.\n").unwrap();
    let refused = run(&[]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("has been edited") && refused.err.contains("| diff "), "{}", refused.err);
    assert_eq!(fs::read_to_string(&draft).unwrap(), "My own words.\n");
    assert_eq!(run(&["--force"]).code, 0);
    assert_eq!(fs::read(&draft).unwrap(), first);
    assert_eq!(fs::read_to_string(draft.with_file_name("press-release.md.bak")).unwrap(), "My own words.\n");
}

#[test]
fn nothing_that_is_there_is_made_again() {
    let desk = desk();
    let before = fs::read(desk.path().join("desk.toml")).unwrap();
    for command in [&["init", ".", "--council", "Other"][..], &["new", "result", &report()]] {
        let run = copydesk_in(desk.path(), command);
        assert_eq!(run.code, 1);
        assert!(run.err.contains("already exists, so copydesk left it alone"), "{}", run.err);
    }
    assert_eq!(fs::read(desk.path().join("desk.toml")).unwrap(), before);
    let run = copydesk_in(desk.path(), &["import", &report(), "-o", "desk.toml"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(fs::read(desk.path().join("desk.toml")).unwrap(), before);
}

#[test]
fn mistakes_in_a_file_come_all_at_once_with_their_places() {
    let desk = desk();
    let brief = "publishd = 2025-05-06\nnext_steps = \"one\"\n[[statements]]\nspeaker = \"director\"\n";
    fs::write(desk.path().join("result/brief.toml"), brief).unwrap();
    let run = copydesk_in(desk.path(), &["draft", "press-release", "result"]);
    assert_eq!(run.code, 1);
    for part in ["brief.toml:1:1", "`published`", "brief.toml:2:14", "words", "3 errors"] {
        assert!(run.err.contains(part), "{part} is not in\n{}", run.err);
    }
    assert!(!desk.path().join("result/press-release.md").exists());
}

#[test]
fn mistakes_in_two_files_come_together() {
    let desk = desk();
    let file = desk.path().join("desk.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("colour = \"red\"\n{text}")).unwrap();
    fs::write(desk.path().join("result/brief.toml"), "publishd = 2025-05-06\n").unwrap();
    let run = copydesk_in(desk.path(), &["draft", "press-release", "result"]);
    assert_eq!(run.code, 1);
    for part in ["desk.toml", "`colour`", "brief.toml", "`published`"] {
        assert!(run.err.contains(part), "{part} is not in\n{}", run.err);
    }
}

#[test]
fn what_is_no_report_is_said_in_one_clear_message() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).unwrap();
        name.to_owned()
    };
    let pdf = fs::read(harness::root().join(REPORT)).unwrap();
    let page = write("page.pdf", b"<!DOCTYPE html><title>Not found</title>");
    let empty = write("empty.pdf", b"");
    let cut = write("cut.pdf", &pdf[..200]);
    for (file, message) in
        [(&page, "is not a PDF"), (&empty, "is not a PDF"), (&cut, "damaged"), (&"none.pdf".to_owned(), "cannot read")]
    {
        let run = copydesk_in(folder.path(), &["draft", "press-release", file]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{file}");
        assert!(run.err.contains(file) && run.err.contains(message), "{file}: {}", run.err);
        assert!(run.err.lines().count() <= 4 && !run.err.contains("panicked"), "{file}: {}", run.err);
    }
}

#[test]
fn an_unknown_output_names_the_nearest() {
    let run = copydesk(&["draft", "press-relase", REPORT]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("there is no output `press-relase`") && run.err.contains("`press-release`"),
        "{}",
        run.err
    );
}

#[test]
fn an_output_that_nobody_makes_is_looked_for_where_the_person_says() {
    let run = copydesk(&["draft", "foster-letter", REPORT]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("--plugin-dir") && run.err.contains("plugin install"), "{}", run.err);
}

#[test]
fn the_same_facts_in_toml_and_json() {
    let folder = TempDir::new().unwrap();
    let json = copydesk_in(folder.path(), &["import", &report(), "--json"]);
    assert_eq!(json.code, 0, "{}", json.err);
    let run = copydesk_in(folder.path(), &["import", &report()]);
    assert_eq!(run.code, 0, "{}", run.err);
    let from_json: copydesk::inspection::Inspection = serde_json::from_str(&json.out).unwrap();
    let text = fs::read_to_string(folder.path().join("inspection.toml")).unwrap();
    let from_toml = copydesk::load::toml::read::<copydesk::inspection::Inspection>(&text).unwrap().value;
    assert_eq!(from_json, from_toml);
    let values: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    for (pointer, value) in [
        ("/document", "ilacs"),
        ("/framework", "ilacs-2023"),
        ("/dates/0/from", "2025-03-03"),
        ("/judgements/0/area", "leaders"),
        ("/judgements/4/grade", "outstanding"),
    ] {
        assert_eq!(values.pointer(pointer).and_then(|value| value.as_str()), Some(value), "{pointer}");
    }
}

#[test]
fn a_desk_overrides_a_template_and_a_broken_one_is_named() {
    let desk = desk();
    let own = desk.path().join("templates/press-release");
    fs::create_dir_all(&own).unwrap();
    let write = |text: &str| fs::write(own.join("headline.hbs"), text).unwrap();
    write("Our own headline for {{inspection.authority.name}}\n");
    let run = copydesk_in(desk.path(), &["draft", "press-release", "result", "-o", "-"]);
    assert!(run.out.contains("\n# Our own headline for Avershire\n"), "{}{}", run.out, run.err);
    let list = copydesk_in(desk.path(), &["templates"]);
    let line = list.out.lines().find(|line| line.starts_with("press-release/headline ")).unwrap();
    assert!(line.ends_with("headline.hbs"), "{line}");
    write("For {{inspection.autority.name}}\n");
    let run = copydesk_in(desk.path(), &["draft", "press-release", "result", "-o", "-"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("headline.hbs: ") && run.err.contains("autority"), "{}", run.err);
    assert!(run.err.contains("help: did you mean `authority`?"), "each mistake comes with its next step: {}", run.err);
    assert!(!run.err.contains("hbs:1:"), "an officer has nothing to do with lines of a template: {}", run.err);
    let list = copydesk_in(desk.path(), &["templates"]);
    assert!(list.err.contains("headline.hbs:1:") && list.err.contains("autority"), "their author has: {}", list.err);
    write("{{#if brief.facts}}{{brief.facts.[9].text}}{{/if}}{{plan.nothing}}\n");
    let run = copydesk_in(desk.path(), &["draft", "press-release", "result", "-o", "-"]);
    assert!(run.err.contains("headline.hbs: `plan.nothing` is missing"), "{}", run.err);
    assert!(run.err.contains("tell its author") && !run.err.contains("hbs:1:"), "{}", run.err);
}

#[test]
fn formats_and_readers() {
    let html = copydesk(&["draft", "press-release", REPORT, "--to", "html"]);
    assert!(html.out.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"), "{}", html.out);
    let fragment = ["draft", "press-release", REPORT, "--to", "html", "--fragment", "--with-placeholders"];
    let fragment = copydesk(&fragment);
    assert!(!fragment.out.contains("<html") && fragment.out.contains("<h1>"), "{}", fragment.out);
    let text = copydesk(&["draft", "press-release", REPORT, "--to", "txt"]);
    assert!(!text.out.contains("**") && text.out.contains("ENDS"), "{}", text.out);
    let web = copydesk(&["draft", "press-release", REPORT, "--for", "web"]);
    assert!(!web.out.contains("ENDS") && !web.out.contains("Notes to editors"), "{}", web.out);
}

#[test]
fn quiet_is_quiet_and_help_has_an_example_for_each_verb() {
    let run = copydesk(&["draft", "press-release", REPORT, "--quiet"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let help = copydesk(&["--help"]).out;
    let listed = help.split_once("Commands:\n").unwrap().1.lines().take_while(|line| !line.is_empty());
    let verbs: Vec<&str> = listed.filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    let verbs: Vec<&str> = verbs.into_iter().filter(|verb| !matches!(*verb, "" | "help")).collect();
    assert!(verbs.contains(&"draft") && verbs.contains(&"man"), "{verbs:?}");
    let lacks_example = |verb: &&str| {
        let help = copydesk(&[verb, "--help"]).out;
        !help.split_once("Example").is_some_and(|(_, examples)| examples.contains(&format!("copydesk {verb}")))
    };
    let lacking: Vec<&str> = verbs.into_iter().filter(lacks_example).collect();
    assert!(lacking.is_empty(), "no example in the `after_help` of {}", lacking.join(", "));
    assert_eq!(copydesk(&["drft"]).code, 2);
    assert!(copydesk(&["man"]).out.contains(".TH copydesk"));
    assert!(copydesk(&["completions", "bash"]).out.contains("_copydesk"));
}

#[test]
fn schemas_are_json_and_close_their_tables() {
    for file in ["desk", "brief", "inspection"] {
        let run = copydesk(&["schema", file]);
        let schema: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(schema["additionalProperties"], false, "{file}");
    }
}

#[test]
fn a_framework_is_a_file() {
    let desk = desk();
    let framework = fs::read_to_string(harness::root().join("core/frameworks/ilacs-2026.toml")).unwrap();
    fs::create_dir_all(desk.path().join("frameworks")).unwrap();
    let framework = framework.replace("ilacs-2026", "ilacs-2027").replace("id = \"good\"", "id = \"secure\"");
    fs::write(desk.path().join("frameworks/ilacs-2027.toml"), framework).unwrap();
    let inspection = "document = \"ilacs\"\nframework = \"ilacs-2027\"\n[authority]\nname = \"Avershire\"\n\
        [[dates]]\nfrom = 2027-06-07\nto = 2027-06-18\n\
        [[judgements]]\narea = \"leaders\"\nname = \"The impact of leaders\"\ngrade = \"secure\"\n\
        [[judgements]]\narea = \"help-and-protection\"\nname = \"Help and protection\"\ngrade = \"secure\"\n\
        [[judgements]]\narea = \"children-in-care\"\nname = \"Children in care\"\ngrade = \"secure\"\n\
        [[judgements]]\narea = \"care-leavers\"\nname = \"Care leavers\"\ngrade = \"outstanding\"\n";
    fs::write(desk.path().join("inspection.toml"), inspection).unwrap();
    let run = copydesk_in(desk.path(), &["draft", "recruitment-page", "inspection.toml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    // A report with the same rows is read by it too.
    fs::copy(harness::root().join("examples/mixed-result/report.pdf"), desk.path().join("report.pdf")).unwrap();
    let run = copydesk_in(desk.path(), &["import", "report.pdf", "--json"]);
    let read: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(read["framework"], "ilacs-2027", "{}", run.err);
    let judgements = read["judgements"].as_array().unwrap();
    let grades: Vec<_> = judgements.iter().filter_map(|judgement| judgement["grade"].as_str()).collect();
    assert!(grades.contains(&"secure") && !grades.contains(&"good"), "{grades:?}");
}

#[test]
fn a_story_stays_in_the_desk() {
    let desk = desk();
    for name in ["../out", "a/b", "..", ".", "/tmp/out", "", " ", ".hidden", "a\nb", "templates", "schemas"] {
        let run = copydesk_in(desk.path(), &["new", name, &report()]);
        assert_ne!(run.code, 0, "{name}");
        assert!(name.is_empty() || run.err.contains("cannot be used as a story's name"), "{name}: {}", run.err);
    }
    let run = copydesk_in(desk.path(), &["new", "Das Ergebnis für 2026/", &report()]);
    assert!(run.code == 0 && !run.err.contains("/./"), "{}", run.err);
    assert!(desk.path().join("Das Ergebnis für 2026/brief.toml").is_file());
    let elsewhere = TempDir::new().unwrap();
    for verb in [&["new", "s", &report()][..], &["templates", "--desk", "nowhere"][..]] {
        let run = copydesk_in(elsewhere.path(), verb);
        assert!(
            run.code == 1 && run.err.contains("is not in a desk") && run.err.contains("copydesk init"),
            "{}",
            run.err
        );
    }
}

#[test]
fn the_desk_is_the_one_above_whatever_the_way_there() {
    let outside = TempDir::new().unwrap();
    let made = copydesk_in(outside.path(), &["init", "desk", "--council", "Avershire County Council"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let desk = outside.path().join("desk");
    assert_eq!(copydesk_in(&desk, &["new", "result", &report()]).code, 0);
    fs::copy(report(), outside.path().join("report.pdf")).unwrap();
    let folder = desk.join("result");
    let run = copydesk_in(&folder, &["draft", "press-release", "../../report.pdf"]);
    assert!(run.out.contains("Avershire local authority"), "no desk is above the file: {}", run.out);
    let run = copydesk_in(&folder, &["draft", "press-release", "../result", "-o", "-"]);
    assert!(run.code == 0 && !run.out.contains("Avershire local authority"), "{}", run.out);
}

#[test]
fn slips_on_the_command_line_are_said() {
    let unknown = copydesk(&["man", "drat"]);
    assert!(unknown.code == 2 && unknown.out.is_empty() && unknown.err.contains("`drat`"), "{}", unknown.err);
    let fragment = copydesk(&["draft", "press-release", REPORT, "--fragment", "--with-placeholders"]);
    assert!(fragment.out.starts_with('<'), "{}", fragment.out);
    let folder = TempDir::new().unwrap();
    assert_eq!(copydesk_in(folder.path(), &["init", "desk", "--council", ""]).code, 2);
    let brief = copydesk(&["draft", "press-release", "examples/good-result/brief.toml"]);
    assert!(brief.code == 1 && brief.err.contains("name the story's folder"), "{}", brief.err);
}

#[test]
fn a_file_given_with_o_is_replaced_only_with_force() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.md"), "Mine.\n").unwrap();
    let run =
        |more: &[&str]| copydesk_in(folder.path(), &[&["draft", "press-release", &report(), "-o"], more].concat());
    let refused = run(&["a.md"]);
    assert!(refused.code == 1 && refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(run(&["a.md", "--force"]).code, 0);
    assert_eq!(fs::read_to_string(folder.path().join("a.md.bak")).unwrap(), "Mine.\n");
    let missing = run(&["nowhere/a.md"]);
    assert!(
        missing.err.contains("there is no folder nowhere") && !missing.err.contains(".copydesk-"),
        "{}",
        missing.err
    );
}

#[test]
fn quiet_says_no_warnings_but_errors() {
    let desk = desk();
    let brief = desk.path().join("result/brief.toml");
    let draft = || copydesk_in(desk.path(), &["draft", "press-release", "result", "-q"]);
    fs::write(&brief, "published = 2025-05-06\npublish_at = 2025-06-07T09:30\n").unwrap();
    assert_eq!(draft().err, "");
    fs::write(&brief, "publised = 2025-05-06\n").unwrap();
    assert!(draft().err.contains("did you mean `published`?"));
}

#[test]
fn the_ending_of_a_files_name_is_its_format() {
    let desk = desk();
    let run = |arguments: &[&str]| copydesk_in(desk.path(), arguments);
    let starts = |name: &str| fs::read(desk.path().join(name)).unwrap_or_default()[..4].to_vec();
    let (docx, page) = (b"PK\x03\x04", b"<!DO");
    for (arguments, name, start) in [
        (&["draft", "press-release", "result", "-o", "My release.docx"][..], "My release.docx", docx),
        (&["draft", "press-release", "result", "-o", "a.HTML"], "a.HTML", page),
        (&["draft", "press-release", "result"], "result/press-release.md", b"**Em"),
        (&["export", "result/press-release.md", "-o", "b.html"], "b.html", page),
        (&["export", "result/press-release.md", "-o", "b.pdf"], "b.pdf", b"%PDF"),
        (&["draft", "press-release", "result", "-o", "b.eml"], "b.eml", b"Subj"),
        (&["export", "My release.docx", "-o", "c.html"], "c.html", page),
        (&["diff", "a.HTML", "My release.docx", "-o", "d.docx"], "d.docx", docx),
        (&["diff", "a.HTML", "My release.docx", "-o", "d.html"], "d.html", page),
        (&["diff", "a.HTML", "My release.docx", "-o", "d.json"], "d.json", b"{\n  "),
        (&["trace", "result/press-release.md", "-o", "e.htm"], "e.htm", page),
        (&["import", &report(), "-o", "f.json"], "f.json", b"{\n  "),
    ] {
        let done = run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {}", done.err);
        if name != "result/press-release.md" {
            assert_eq!(starts(name), start, "{arguments:?}");
        }
    }
    for (arguments, message, help) in [
        (
            &["draft", "press-release", "result", "-o", "x.html", "--to", "docx"][..],
            "x.html ends in .html, and the format asked for is docx",
            "name it x.docx",
        ),
        (&["draft", "press-release", "result", "-o", "x.md", "--fragment"], "the format asked for is html", "x.html"),
        (
            &["draft", "press-release", "result", "-o", "x.rtf"],
            "no format with the ending .rtf",
            ".html, .htm, .docx, .pdf or .eml",
        ),
        (&["export", "a.HTML", "-o", "x.doc"], "no format with the ending .doc", ".docx, .pdf or .eml"),
        (&["export", "a.HTML", "-o", "x.txt", "--to", "md"], "x.txt ends in .txt", "x.md"),
        (&["diff", "a.HTML", "d.docx", "-o", "x.html", "--to", "json"], "x.html ends in .html", "x.json"),
        (&["diff", "a.HTML", "d.docx", "-o", "x.md"], "no format with the ending .md", ".json or .docx"),
        (&["trace", "result/press-release.md", "-o", "x.docx"], "no format with the ending .docx", ".txt, .json"),
        (&["import", &report(), "-o", "x.docx"], "no format with the ending .docx", ".toml or .json"),
    ] {
        let refused = run(arguments);
        assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{arguments:?}");
        assert!(refused.err.contains(message) && refused.err.contains(help), "{arguments:?}: {}", refused.err);
        assert!(!["x.html", "x.md", "x.rtf", "x.doc", "x.txt", "x.docx"].iter().any(|x| desk.path().join(x).exists()));
    }
}

#[test]
fn a_story_and_an_output_come_in_any_order() {
    let folder = TempDir::new().unwrap();
    let run = |arguments: &[&str]| copydesk_in(folder.path(), arguments);
    fs::copy(harness::root().join("examples/desk.toml"), folder.path().join("desk.toml")).unwrap();
    fs::copy(harness::root().join("examples/good-result/brief.toml"), folder.path().join("brief.toml")).unwrap();
    assert_eq!(run(&["new", &report(), "result"]).code, 0);
    fs::rename(folder.path().join("brief.toml"), folder.path().join("result/brief.toml")).unwrap();
    assert_eq!(run(&["draft", "result", "press-release"]).code, 0);
    assert_eq!(run(&["draft", &report(), "press-release"]).code, 0);
    let back = folder.path().join("back.md");
    fs::copy(folder.path().join("result/press-release.md"), &back).unwrap();
    for (verb, more) in [
        ("check", &[][..]),
        ("trace", &[]),
        ("export", &["-o", "-", "--to", "txt"]),
        ("submit", &["--as", "press-officer"]),
        ("return", &["--as", "director", "--because", "a date"]),
        ("submit", &["--as", "press-officer"]),
        ("sign", &["--as", "director"]),
        ("sign", &["--as", "cabinet-member"]),
        ("diff", &["--no-pager"]),
        ("withdraw", &["--as", "director"]),
    ] {
        let two = if verb == "sign" { ["result", "press-release"] } else { ["press-release", "result"] };
        let version = run(&["status", "--format", "json"]).out;
        let version: serde_json::Value = serde_json::from_str(&version).unwrap();
        let read = ["--version", version[0]["version"].as_str().unwrap_or_default()];
        let done = run(&[&[verb, two[0], two[1]][..], more, if verb == "sign" { &read[..] } else { &[] }].concat());
        assert_eq!(done.code, 0, "{verb}: {}{}", done.out, done.err);
        if matches!(verb, "check" | "trace" | "diff") {
            assert_eq!(run(&[&[verb, two[1], two[0]], more].concat()).code, 0, "{verb}");
        }
    }
    assert_eq!(run(&["revise", "result", "back.md", "--output", "press-release"]).code, 0);
    // A missing file is reported, with the order of the arguments.
    let missing = run(&["draft", "reslt", "press-release"]);
    assert!(missing.code == 1 && missing.err.contains("copydesk draft OUTPUT STORY"), "{}", missing.err);
    let missing = run(&["check", "missing.docx"]);
    assert!(missing.code == 1 && missing.err.contains("cannot read missing.docx: No such file"), "{}", missing.err);
    let folder_alone = run(&["check", "result"]);
    assert!(folder_alone.err.contains("the story's folder and the output"), "{}", folder_alone.err);
    let one_file = run(&["draft", "all", "result", "-o", "a.md"]);
    assert!(one_file.code == 1 && one_file.err.contains("a.md is one file"), "{}", one_file.err);
}
