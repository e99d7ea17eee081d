//! Outputs in other languages than English: every copy says which language it is in, the report's words in it are marked as English,
//! and no check reads it as English.

use crate::harness::c::library;
use crate::harness::copydesk_in;
use crate::harness::desk::{desk, ok};
use crate::harness::made::{submitted, with_outputs};
use crate::harness::release::change;
use crate::harness::root;
use std::fs;
use std::io::Read;
use tempfile::TempDir;

const NOTICE: &str = "good-result/hysbysiad.md";

fn text(desk: &TempDir, file: &str) -> String {
    fs::read_to_string(desk.path().join(file)).unwrap()
}

/// Returns a part of a Word document.
fn part(desk: &TempDir, file: &str, name: &str) -> String {
    let mut package = zip::ZipArchive::new(fs::File::open(desk.path().join(file)).unwrap()).unwrap();
    let mut xml = String::new();
    package.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

#[test]
fn a_notice_in_welsh_says_so_in_every_copy() {
    let desk = with_outputs();
    ok(&desk, &["draft", "hysbysiad", "good-result"]);
    let golden = root().join("examples/more-outputs/good-result/hysbysiad.md");
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        fs::write(&golden, text(&desk, NOTICE)).unwrap();
    }
    assert_eq!(fs::read_to_string(golden).unwrap(), text(&desk, NOTICE));
    assert!(ok(&desk, &["outputs", "hysbysiad"]).out.contains("It is in the language cy."));
    // A person's own words are in the language of the text, and a file that was edited stays in it.
    change(&desk, NOTICE, "Rhoddwyd gradd", "Fe roddwyd gradd");
    ok(&desk, &["export", NOTICE, "-o", "notice.html"]);
    let page = text(&desk, "notice.html");
    for words in [
        "<html lang=\"cy\">",
        "Dyddiadau’r arolygiad: 3–14 Mawrth 2025.",
        "<p>Fe roddwyd gradd i bob maes:</p>",
        "<li>Cymorth ac amddiffyn plant: Da (<span lang=\"en-GB\">Good</span>)</li>",
        "<p>Mae’r adroddiad yn rhestru 3 phwynt i’w gwella.</p>",
        "“<span lang=\"en-GB\">Avershire has become an exceptional place",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    ok(&desk, &["export", NOTICE, "-o", "notice.docx"]);
    let document = part(&desk, "notice.docx", "word/document.xml");
    assert!(document.contains("<w:lang w:val=\"en-GB\"/></w:rPr><w:t xml:space=\"preserve\">Good</w:t>"), "{document}");
    assert!(
        document.contains("<w:lang w:val=\"cy\" w:bidi=\"cy\"/></w:rPr><w:t xml:space=\"preserve\">Fe roddwyd"),
        "{document}"
    );
    assert!(part(&desk, "notice.docx", "docProps/core.xml").contains("<dc:language>cy</dc:language>"));
    ok(&desk, &["export", NOTICE, "-o", "notice.pdf"]);
    let pdf = fs::read(desk.path().join("notice.pdf")).unwrap();
    assert!(
        pdf.windows(9).any(|bytes| bytes == b"/Lang(cy)"),
        "{}",
        String::from_utf8_lossy(&pdf[..2000.min(pdf.len())])
    );

    let checked = copydesk_in(desk.path(), &["check", NOTICE]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    assert!(checked.out.contains("the text is in the language cy, and these checks read English"), "{}", checked.out);
    assert!(checked.out.contains(": 0 errors, 0 warnings"), "{}", checked.out);

    let version = submitted(&desk, NOTICE);
    ok(&desk, &["sign", NOTICE, "--as", "press-officer", "--version", &version]);
    ok(&desk, &["release", NOTICE, "--as", "press-officer"]);
    let out = text(&desk, "site/good-result/hysbysiad.html");
    assert!(out.contains("<html lang=\"cy\">") && out.contains("(<span lang=\"en-GB\">Good</span>)"), "{out}");
}

#[test]
fn what_is_written_from_right_to_left_is_laid_out_so() {
    let desk = desk();
    let plugins = desk.path().join("found");
    fs::create_dir(&plugins).unwrap();
    let source = r##"#include "copydesk_plugin.h"
static copydesk_status draft(const copydesk_host *host, const uint8_t *request, size_t len) {
  (void)request;
  if (len == 0) return copydesk_refuse(host, "empty-request", "the request is empty");
  return copydesk_render(host, "notice", "{}");
}
COPYDESK_PLUGIN(draft, "{\"id\": \"uk.avershire.urdu\", \"version\": \"1.0.0\", \"request_schema\": \"1.0\", \"outputs\": ["
  "{\"id\": \"notice\", \"title\": \"Notice\", \"language\": \"ur\"}]}")
COPYDESK_TEMPLATE("notice", "# اطلاع\n\n{{date inspection.published}}\n")
"##;
    if library(&plugins, source, &[]).is_none() {
        return;
    }
    let with = ["--plugin-dir", "found"];
    ok(&desk, &[&["draft", "notice", "good-result"][..], &with].concat());
    assert_eq!(text(&desk, "good-result/notice.md"), "# اطلاع\n\n6 مئی 2025\n");
    ok(&desk, &["export", "good-result/notice.md", "-o", "notice.html"]);
    assert!(text(&desk, "notice.html").contains("<html lang=\"ur\" dir=\"rtl\">"));
    ok(&desk, &["export", "good-result/notice.md", "-o", "notice.docx"]);
    let document = part(&desk, "notice.docx", "word/document.xml");
    assert!(document.contains("<w:bidi/></w:pPr>") && document.contains("<w:rtl/><w:lang w:val=\"ur\""), "{document}");
    // A language of which nothing is known has its words in its templates alone.
    let unknown = source.replace("\\\"ur\\\"", "\\\"sw\\\"");
    library(&plugins, &unknown, &[]).unwrap();
    let said = copydesk_in(desk.path(), &[&["draft", "notice", "good-result"][..], &with].concat());
    assert!(said.code == 1 && said.err.contains("date: prints nothing in the language sw"), "{}", said.err);
    assert!(said.err.contains("copydesk knows Welsh, Polish, Urdu"), "{}", said.err);
}
