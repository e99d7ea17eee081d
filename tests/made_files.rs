//! Outputs that are files: each comes with its words, the two are one version, and what a reader's computer would run does not get
//! into a story.

use crate::harness::c::library;
use crate::harness::desk::{ok, refused};
use crate::harness::made::{submitted, with_outputs};
use crate::harness::release::change;
use crate::harness::site::Site;
use crate::harness::{copydesk_in, root};
use std::fs;
use tempfile::TempDir;

const TABLE: &str = "good-result/judgements-table.csv";
const OFFICER: &str = "tomasz.arkwright@avershire.example";
const WORDS: &str = "good-result/judgements-table.md";

fn bytes(desk: &TempDir, file: &str) -> Vec<u8> {
    fs::read(desk.path().join(file)).unwrap()
}

#[test]
fn the_examples_files_are_as_they_are_kept_with_it() {
    let desk = with_outputs();
    for (output, ending) in [("judgements-table", "csv"), ("result-card", "svg"), ("release-day", "ics")] {
        let drafted = ok(&desk, &["draft", output, "good-result"]).err;
        let file = format!("good-result/{output}.{ending}");
        assert!(drafted.contains(&format!("  its file: {file}, ")), "{drafted}");
        for name in [format!("{output}.{ending}"), format!("{output}.md")] {
            let golden = root().join("examples/more-outputs/good-result").join(&name);
            let made = bytes(&desk, &format!("good-result/{name}"));
            if std::env::var_os("UPDATE_EXAMPLES").is_some() {
                fs::create_dir_all(golden.parent().unwrap()).unwrap();
                fs::write(&golden, &made).unwrap();
            }
            assert_eq!(fs::read(&golden).unwrap_or_default(), made, "{name}: UPDATE_EXAMPLES=1 writes it");
        }
        let checked = ok(&desk, &["check", &format!("good-result/{output}.md")]);
        assert!(!checked.out.contains("error:"), "{}", checked.out);
    }
    let listed = ok(&desk, &["outputs", "judgements-table"]).out;
    assert!(listed.contains("It makes a file: .csv, text/csv"), "{listed}");
}

#[test]
fn a_yes_is_for_exactly_these_bytes_and_they_go_out() {
    let desk = with_outputs();
    ok(&desk, &["draft", "judgements-table", "good-result"]);
    ok(&desk, &["draft", "judgements-table", "good-result", "-o", "copy.csv"]);
    let table = bytes(&desk, TABLE);
    assert_eq!(bytes(&desk, "copy.csv"), table);
    // Neither the file nor its words can be changed by hand without the other.
    fs::write(desk.path().join(TABLE), String::from_utf8_lossy(&table).replace("\"Good\"", "\"Outstanding\"")).unwrap();
    let said = refused(&desk, &["submit", WORDS, "--as", "director"]);
    assert!(
        said.contains("judgements-table.csv is not the file that good-result/judgements-table.md was drafted with"),
        "{said}"
    );
    let said = refused(&desk, &["draft", "judgements-table", "good-result"]);
    assert!(said.contains("judgements-table.csv has been edited since it was drafted"), "{said}");
    ok(&desk, &["draft", "judgements-table", "good-result", "--force"]);
    assert!(
        String::from_utf8_lossy(&bytes(&desk, &format!("{TABLE}.bak"))).contains("\"Outstanding\",\"Outstanding\"")
    );
    change(&desk, WORDS, "Inspected from", "Inspectors came from");
    let said = refused(&desk, &["submit", WORDS, "--as", "director"]);
    assert!(said.contains("was changed by hand, and judgements-table.csv, which it describes, was not"), "{said}");
    ok(&desk, &["draft", "judgements-table", "good-result", "--force"]);

    let version = submitted(&desk, WORDS);
    // What is in the story's folder afterwards changes nothing of the version.
    fs::remove_file(desk.path().join(TABLE)).unwrap();
    ok(&desk, &["sign", WORDS, "--as", "press-officer", "--version", &version]);
    ok(&desk, &["export", &version, "-o", "signed.csv"]);
    assert_eq!(bytes(&desk, "signed.csv"), table);
    ok(&desk, &["release", WORDS, "--as", "press-officer"]);
    assert_eq!(bytes(&desk, "site/good-result/judgements-table.csv"), table);
    ok(&desk, &["log", "--verify"]);
    let kept = fs::read_dir(desk.path().join("files")).unwrap().next().unwrap().unwrap().path();
    fs::write(&kept, "Area,Grade\r\n").unwrap();
    let said = copydesk_in(desk.path(), &["log", "--verify"]);
    assert!(said.code == 1 && (said.out + &said.err).contains("the file of the version of event"));
    assert!(
        refused(&desk, &["export", &version, "-o", "again.csv"]).contains("was changed since its version was recorded")
    );
}

#[test]
fn only_a_target_that_takes_files_gets_one() {
    let desk = with_outputs();
    let site = "[[targets]]\nid = \"blog\"\nwordpress = \"http://127.0.0.1:9\"\nuser = \"author\"\n\n[words]";
    change(&desk, "desk.toml", "[words]", site);
    ok(&desk, &["draft", "result-card", "good-result"]);
    let version = submitted(&desk, "good-result/result-card.md");
    ok(&desk, &["sign", "good-result/result-card.md", "--as", "press-officer", "--version", &version]);
    let release = ["release", "good-result/result-card.md", "--as", "press-officer", "--to"];
    let said = refused(&desk, &[&release[..], &["blog"]].concat());
    assert!(said.contains("result-card.svg is a file, and only texts are posted there"), "{said}");
    ok(&desk, &[&release[..], &["site"]].concat());
    assert_eq!(bytes(&desk, "site/good-result/result-card.svg"), bytes(&desk, "good-result/result-card.svg"));
}

/// Returns the source of a plugin whose outputs are files that must not go out: the output's name says why.
fn faulty() -> String {
    let offer = |id: &str, file: &str| format!("{{\\\"id\\\": \\\"{id}\\\", \\\"title\\\": \\\"T\\\"{file}}}");
    let file = |ending: &str, media: &str| {
        format!(", \\\"file\\\": {{\\\"extension\\\": \\\"{ending}\\\", \\\"media_type\\\": \\\"{media}\\\"}}")
    };
    let offers = [
        offer("formula", &file("csv", "text/csv")),
        offer("script", &file("svg", "image/svg+xml")),
        offer("huge", &file("bin", "application/octet-stream")),
        offer("empty", &file("csv", "text/csv")),
        offer("undeclared", ""),
        offer("wordless", &file("csv", "text/csv")),
    ]
    .join(", ");
    format!(
        r##"#include "copydesk_plugin.h"
#include <stdlib.h>
static int asks(const uint8_t *request, size_t len, const char *output) {{
  size_t n = strlen(output);
  for (size_t i = 0; i + n < len; i++) if (!memcmp(request + i, output, n)) return 1;
  return 0;
}}
static copydesk_status draft(const copydesk_host *host, const uint8_t *request, size_t len) {{
  if (len == 0) return copydesk_refuse(host, "empty-request", "the request is empty");
  const char *bytes = "Area,Grade\r\n";
  if (asks(request, len, "\"output\":\"wordless\"")) return copydesk_write_file(host, bytes, strlen(bytes));
  copydesk_put(host, "# Words\n\nOf a file.\n");
  if (asks(request, len, "\"output\":\"formula\"")) bytes = "Area,Grade\r\n=1+1,Good\r\n";
  if (asks(request, len, "\"output\":\"script\""))
    bytes = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Good</title><script>a()</script></svg>";
  if (asks(request, len, "\"output\":\"empty\"")) bytes = "";
  if (asks(request, len, "\"output\":\"huge\"")) {{
    static uint8_t block[1 << 20];
    for (int i = 0; i < 2048; i++) {{
      copydesk_status status = copydesk_write_file(host, block, sizeof block);
      if (status != COPYDESK_OK) return status;
    }}
    return COPYDESK_OK;
  }}
  return copydesk_write_file(host, bytes, strlen(bytes));
}}
COPYDESK_PLUGIN(draft, "{{\"id\": \"uk.avershire.files\", \"version\": \"1.0.0\", \"request_schema\": \"1.0\", \"outputs\": [{offers}]}}")
"##
    )
}

#[test]
fn what_is_not_a_file_of_its_kind_is_refused_by_name_and_the_other_outputs_are_drafted() {
    let folder = TempDir::new().unwrap();
    for file in ["desk.toml", "good-result/inspection.toml", "good-result/brief.toml"] {
        let copy = folder.path().join(file);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(root().join("examples").join(file), copy).unwrap();
    }
    let plugins = folder.path().join("found");
    fs::create_dir(&plugins).unwrap();
    if library(&plugins, &faulty(), &[]).is_none() {
        return;
    }
    for (output, said) in [
        ("formula", "row 2 of its table has a cell that begins a formula: \"=1+1\""),
        ("script", "its picture has an element <script>"),
        ("huge", "more than the 67108864 bytes allowed"),
        ("empty", "its file is empty"),
        ("undeclared", "it wrote a file, and its descriptor has none for this output"),
        ("wordless", "drafted an empty document"),
    ] {
        let drafted = copydesk_in(folder.path(), &["draft", output, "good-result", "--plugin-dir", "found"]);
        assert_eq!(drafted.code, 1, "{output}: {}", drafted.err);
        assert!(drafted.err.contains(said), "{output}: {}", drafted.err);
    }
    assert!(!folder.path().join("good-result/script.svg").exists());
    let all = copydesk_in(folder.path(), &["draft", "all", "good-result", "--plugin-dir", "found"]);
    assert!(all.err.contains("<script>") && folder.path().join("good-result/press-release.md").exists(), "{}", all.err);
}

/// Who is asked about a picture sees the picture of the version, whatever lies in the story's folder by then.
#[test]
fn an_approver_sees_the_picture_and_nobody_else_does() {
    let desk = with_outputs();
    ok(&desk, &["draft", "result-card", "good-result"]);
    submitted(&desk, "good-result/result-card.md");
    let picture = bytes(&desk, "good-result/result-card.svg");
    fs::write(desk.path().join("good-result/result-card.svg"), "<svg/>").unwrap();
    let site = Site::start(desk, &[]);
    let cookie = site.enter(&site.mailed_link(OFFICER), OFFICER);
    let page = site.get("/t/good-result/result-card", &cookie).body;
    assert!(page.contains("<img class=\"made\" src=\"/file/good-result/result-card\""), "{page}");
    let sent = site.get("/file/good-result/result-card", &cookie);
    assert_eq!((sent.status, sent.header("content-type")), (200, Some("image/svg+xml")));
    assert_eq!(sent.body.as_bytes(), picture);
    assert!(sent.header("content-security-policy").is_some_and(|rules| rules.starts_with("default-src 'none'")));
    assert_eq!(site.get("/file/good-result/press-release", &cookie).status, 404, "it describes no file");
    assert_ne!(site.get("/file/good-result/result-card", "").status, 200);
}
