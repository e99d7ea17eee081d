//! What leaves the desk on paper or by mail: PDFs, mails, the council's look, and what a copy says of itself.

use crate::formats::generator::Author;
use crate::harness::{copydesk_in, root};
use copydesk::document::{Block, Document, Run, VersionId};
use copydesk::export::{Colour, CopyStatus, Face, Frame, Stamp, held, to_docx, to_eml, to_html, to_pdf};
use copydesk::load::docx::View;
use copydesk::load::pdf::{self, Limits};
use copydesk::load::{docx, html, markdown};
use copydesk::story::DOCX;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The edges of the column of words, in points, and those of what is above and below it.
const COLUMN: (f32, f32) = (61.5, 534.0);
const PAGE: (f32, f32) = (20.0, 820.0);

/// Returns a frame as a copy has it.
fn frame(document: &Document) -> Frame {
    let stamp = Stamp {
        status: CopyStatus::Draft,
        version: VersionId::of(document),
        embargo: Some("00:01 GMT on 20 March 2026".to_owned()),
    };
    let face = Face {
        name: Some("Avershire & District Council".to_owned()),
        colour: Some(Colour(0, 0x4d, 0x40)),
        ..Face::default()
    };
    Frame { face, stamp: Some(stamp), day: Some(jiff::civil::date(2026, 3, 2)) }
}

/// Adds the letters of blocks, as paper has them: with the marks of items, and words around those of pictures.
fn letters_of(blocks: &[Block], letters: &mut String) {
    let add = |letters: &mut String, runs: &[Run]| runs.iter().for_each(|run| letters.push_str(&run.text));
    for block in blocks {
        match block {
            Block::Heading { runs, .. } | Block::Paragraph(runs) => add(letters, runs),
            Block::Image { alt, .. } => {
                letters.push_str("[Picture:");
                add(letters, alt);
                letters.push(']');
            }
            Block::List { start, items } => {
                for (number, item) in (start.unwrap_or(0)..).zip(items) {
                    letters.push_str(&start.map_or_else(|| "•".to_owned(), |_| format!("{number}.")));
                    letters_of(item, letters);
                }
            }
            Block::Quote(blocks) => letters_of(blocks, letters),
            Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| add(letters, cell)),
            Block::Rule => {}
        }
    }
}

/// Returns letters in an order that does not depend on that of the lines of cells.
fn sorted(text: &str) -> String {
    // A soft hyphen is nothing, unless a word is broken at it.
    let letters = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}');
    // Our reader takes one hyphen for the other.
    let mut letters: Vec<char> = letters.map(|c| if c == '\u{2011}' { '-' } else { c }).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[test]
fn a_pdf_has_every_letter_once_and_within_its_margins() {
    for seed in 0..120 {
        let document = Author::new(seed, false).document();
        let mut expected = String::new();
        letters_of(&held(&document).blocks, &mut expected);
        let bytes = to_pdf(&document, &frame(&document));
        let copy = match pdf::copy(&bytes, &Limits::default()) {
            Ok(copy) => copy,
            Err(pdf::PdfError::NoText) if expected.trim().is_empty() => continue,
            Err(error) => panic!("seed {seed}: {error}"),
        };
        assert_eq!(sorted(&copy.letters), sorted(&expected), "seed {seed}");
        assert_eq!(copy.version, Some(VersionId::of(&document)), "seed {seed}");
        for line in pdf::read(&bytes, &Limits::default()).unwrap().0.iter().flat_map(|page| &page.lines) {
            let (first, last) = (&line.pieces[0], &line.pieces[line.pieces.len() - 1]);
            // A space at the end of a line hangs over.
            let end = last.end - if last.text.ends_with(' ') { last.size } else { 0.0 };
            assert!(first.x >= COLUMN.0 && end <= COLUMN.1 + 1.0, "seed {seed}: {line:?}");
            assert!(line.y >= PAGE.0 && line.y <= PAGE.1, "seed {seed}: {line:?}");
        }
    }
}

#[test]
fn a_pdf_is_accessible_and_made_to_last() {
    let text = "# Result\n\nEmoji 🎉, private \u{e000}, joined e\u{301}, [a link](https://www.avershire.example/a)\n\n### Deep\n\n| A | B |\n|---|---|\n| | b |\n";
    let document = markdown::read(text, &[]).0;
    let bytes = to_pdf(&document, &frame(&document));
    let raw = String::from_utf8_lossy(&bytes).into_owned();
    for sign in
        ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "/StructTreeRoot", "/Outlines", "en-GB"]
    {
        assert!(raw.contains(sign), "{sign}");
    }
    assert_eq!(bytes, to_pdf(&document, &frame(&document)), "the same document in the same frame is the same file");
    let copy = pdf::copy(&bytes, &Limits::default()).unwrap();
    for letters in ["🎉", "joined", "alink"] {
        assert!(copy.letters.contains(letters), "{letters} in {}", copy.letters);
    }
    let without_a_day = to_pdf(&document, &Frame { day: None, ..frame(&document) });
    let raw = String::from_utf8_lossy(&without_a_day).into_owned();
    assert!(raw.contains("<pdfuaid:part>1<") && !raw.contains("<pdfaid:part>"));
}

#[test]
fn a_long_table_repeats_its_head_and_a_long_address_is_broken() {
    let rows: Vec<String> = (1..=90).map(|row| format!("| Area {row} | words of row {row} |")).collect();
    let rows = rows.join("\n");
    let address = format!("https://www.avershire.example/{}", "a".repeat(300));
    let text = format!("# Title\n\n| Judgement | Grade |\n|---|---|\n{rows}\n\n<{address}>\n");
    let document = markdown::read(&text, &[]).0;
    let pages = pdf::read(&to_pdf(&document, &Frame::default()), &Limits::default()).unwrap();
    assert!(pages.0.len() >= 3, "{}", pages.0.len());
    let heads = |page: &pdf::Page| {
        page.lines.iter().filter(|line| line.pieces.iter().any(|piece| piece.text.contains("Judgement"))).count()
    };
    assert!(pages.0[..pages.0.len() - 1].iter().all(|page| heads(page) == 1));
    let copy = pdf::copy(&to_pdf(&document, &Frame::default()), &Limits::default()).unwrap();
    assert_eq!(copy.letters.matches("Judgement").count(), 1, "a head that is repeated is not part of the text");
    assert!(copy.letters.ends_with(&address));
}

#[test]
fn what_is_around_a_text_is_not_its_words() {
    for seed in 0..60 {
        let document = Author::new(seed, true).document();
        let frame = frame(&document);
        let page = html::read(&to_html(&document, &frame));
        assert_eq!(page.document, html::read(&to_html(&document, &Frame::default())).document, "seed {seed}");
        assert_eq!(page.version.as_ref(), frame.stamp.as_ref().map(|stamp| &stamp.version));
        let word = docx::read(&to_docx(&document, &frame), View::Accepted).unwrap();
        assert_eq!(word.document, docx::read(&to_docx(&document, &Frame::default()), View::Accepted).unwrap().document);
        assert_eq!(word.version.as_ref(), frame.stamp.as_ref().map(|stamp| &stamp.version));
        let said: Vec<String> = page.findings.into_iter().chain(word.findings).map(|finding| finding.message).collect();
        assert!(
            said.iter().all(|said| !said.contains("Avershire &") && !said.contains("DRAFT")),
            "seed {seed}: {said:?}"
        );
    }
}

/// Returns a Word file with other words in its head.
fn with_other_head(bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/header1.xml" {
            bytes = String::from_utf8(bytes).unwrap().replace("DRAFT", "All grades are Outstanding").into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn words_that_somebody_writes_into_the_frame_are_named() {
    let document = markdown::read("# Title\n\nWords.\n", &[]).0;
    let frame = frame(&document);
    let page = to_html(&document, &frame).replace("DRAFT", "All grades are Outstanding");
    let named = |said: Vec<String>| said.iter().any(|said| said.contains("All grades are Outstanding"));
    assert!(named(html::read(&page).findings.into_iter().map(|finding| finding.message).collect()));
    let word = docx::read(&with_other_head(&to_docx(&document, &frame)), View::Accepted).unwrap();
    assert!(named(word.findings.into_iter().map(|finding| finding.message).collect()));
}

#[test]
fn a_mail_is_a_draft_with_both_parts() {
    let document = markdown::read("# Ofsted’s result\n\nChildren’s services in Avershire are Good.\n", &[]).0;
    let bytes = to_eml(&document, &frame(&document));
    let mail = String::from_utf8(bytes.clone()).unwrap();
    assert!(mail.lines().all(|line| line.len() <= 998) && mail.is_ascii(), "RFC 5322, 2.1.1");
    let head = mail.split("\r\n\r\n").next().unwrap();
    for line in ["Subject: =?utf-8?b?", "X-Unsent: 1", "MIME-Version: 1.0", "Content-Type: multipart/alternative;"] {
        assert!(head.contains(line), "{line} in {head}");
    }
    let (plain, page) = (mail.find("text/plain").unwrap(), mail.find("text/html").unwrap());
    assert!(plain < page, "the richest part is the last one (RFC 2046, 5.1.4)");
    assert!(mail.contains("Children=E2=80=99s services in Avershire are Good."));
    assert_eq!(bytes, to_eml(&document, &frame(&document)));
}

/// Makes a desk with one drafted story; returns its folder.
fn desk(folder: &Path, look: &str) -> PathBuf {
    let (examples, story) = (root().join("examples"), folder.join("good-result"));
    let desk = std::fs::read_to_string(examples.join("desk.toml")).unwrap();
    std::fs::write(folder.join("desk.toml"), format!("{desk}\n{look}")).unwrap();
    std::fs::create_dir(&story).unwrap();
    for file in ["brief.toml", "inspection.toml"] {
        std::fs::copy(examples.join("good-result").join(file), story.join(file)).unwrap();
    }
    let run = copydesk_in(folder, &["draft", "press-release", "good-result"]);
    assert_eq!(run.code, 0, "{}", run.err);
    story
}

fn done(folder: &Path, words: &[&str]) -> crate::harness::Run {
    let run = copydesk_in(folder, words);
    assert_eq!(run.code, 0, "{words:?}: {}", run.err);
    run
}

#[test]
fn a_copy_says_what_it_is_and_is_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let (here, story) = (folder.path(), desk(folder.path(), ""));
    let draft = story.join("press-release.md");
    let exported = |format: &str| {
        done(here, &["export", "good-result/press-release.md", "--to", format]);
        std::fs::read(draft.with_extension(format)).unwrap()
    };
    let word = exported("docx");
    std::fs::write(here.join("back.docx"), &word).unwrap();
    let run = done(here, &["which", "back.docx"]);
    assert!(
        run.out.contains("of good-result/press-release, unchanged\n  a draft: it was never submitted"),
        "{}",
        run.out
    );
    let run = done(here, &["submit", "good-result", "press-release", "--as", "press-officer"]);
    let version = run.err.split("submitted version ").nth(1).or(run.out.split("submitted version ").nth(1)).unwrap()
        [..8]
        .to_owned();
    for person in ["director", "cabinet-member"] {
        done(here, &["sign", "good-result", "press-release", "--as", person, "--version", &version]);
    }
    let page = String::from_utf8(exported("html")).unwrap();
    assert!(page.contains(&format!("<p class=\"stamp\">APPROVED · version {version}</p>")), "{page}");
    std::fs::write(here.join("mail.pdf"), exported("pdf")).unwrap();
    for file in ["back.docx", "mail.pdf", "good-result/press-release.html"] {
        let run = done(here, &["which", file]);
        assert!(
            run.out.contains(&format!("{file}: version {version} of good-result/press-release, unchanged")),
            "{}",
            run.out
        );
        assert!(run.out.contains("Ruth Adeyinka-Shaw signed off"), "{}", run.out);
    }
    // A version is named by its digits from anywhere in the desk; its embargo is that of its story.
    let brief = std::fs::read_to_string(story.join("brief.toml")).unwrap();
    let later = brief.replace("publish_at = 2025-05-06T09:30", "publish_at = 2125-05-06T09:30");
    std::fs::write(story.join("brief.toml"), later).unwrap();
    let run = done(here, &["export", &version, "--to", "html", "-o", "-"]);
    let stamp = format!("APPROVED · version {version} · under embargo until 09:30 ");
    assert!(run.out.contains(&stamp), "{}", run.out);
    // It is edited after it was signed, and a changed copy comes back.
    let text = std::fs::read_to_string(&draft).unwrap();
    std::fs::write(&draft, text.replace("Avershire", "Averton")).unwrap();
    let changed = page.replace("consistency", "inconsistency");
    assert_ne!(changed, page);
    std::fs::write(here.join("changed.html"), changed).unwrap();
    let run = done(here, &["which", "changed.html"]);
    assert!(
        run.out.contains(&format!("made from version {version} of good-result/press-release, and changed")),
        "{}",
        run.out
    );
    assert!(run.out.contains("not the latest") && run.out.contains("changed in it: "), "{}", run.out);
    assert!(run.err.contains(&format!("copydesk diff {version} changed.html")), "{}", run.err);
    let other = copydesk_in(here, &["which", "good-result/brief.toml"]);
    assert_eq!(other.code, 1);
    assert!(other.err.contains("is like none of 2 texts") && other.err.contains("--desk"), "{}", other.err);
}

#[test]
fn a_look_that_cannot_be_used_is_named_and_the_plain_face_serves() {
    let folder = tempfile::tempdir().unwrap();
    let look = "[look]\ncolour = \"#004d40\"\nlogo = \"logo.svg\"\nstylesheet = \"council.css\"\n";
    desk(folder.path(), look);
    std::fs::write(folder.path().join("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    std::fs::write(folder.path().join("council.css"), "body{background:url(https://example.org/x.png)}").unwrap();
    for format in ["html", "docx", "pdf"] {
        let run = done(folder.path(), &["export", "good-result/press-release.md", "--to", format]);
        assert!(run.err.contains("the logo logo.svg is not a PNG or JPEG picture"), "{}", run.err);
        assert!(run.err.contains("the style sheet council.css was not used: it loads a file"), "{}", run.err);
    }
    let page = std::fs::read_to_string(folder.path().join("good-result/press-release.html")).unwrap();
    assert!(page.contains("Avershire County Council</p>") && page.contains("#004d40") && !page.contains("example.org"));
    for (colour, problem) in [("teal", "`teal` is not a colour"), ("#ffee00", "too light to be read on white")] {
        let desk = std::fs::read_to_string(folder.path().join("desk.toml")).unwrap();
        let wrong = desk.replace("#004d40", colour);
        std::fs::write(folder.path().join("desk.toml"), &wrong).unwrap();
        let run = copydesk_in(folder.path(), &["status"]);
        assert_eq!(run.code, 1);
        assert!(run.err.contains(problem) && run.err.contains("desk.toml"), "{}", run.err);
        std::fs::write(folder.path().join("desk.toml"), desk).unwrap();
    }
}

#[test]
fn a_fragment_with_placeholders_is_refused_and_a_page_marks_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.md");
    std::fs::write(&path, "# Work with us\n\nCall [Name of the contact] today.\n").unwrap();
    let run = copydesk_in(folder.path(), &["export", "page.md", "--fragment"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("[Name of the contact]") && run.err.contains("--with-placeholders"), "{}", run.err);
    let marked = "<mark>[Name of the contact]</mark>";
    let run = done(folder.path(), &["export", "page.md", "--fragment", "--with-placeholders", "-o", "-"]);
    assert!(run.out.contains(marked), "{}", run.out);
    let run = done(folder.path(), &["export", "page.md", "--to", "html", "-o", "-"]);
    assert!(run.out.contains(marked) && !run.out.contains("class=\"frame\""), "outside a desk, nothing is known of it");
    done(folder.path(), &["export", "page.md"]);
    let word = copydesk::story::read_text(&path.with_extension(DOCX.name)).unwrap();
    assert_eq!(word.document.places(), ["[Name of the contact]"]);
}

/// Returns a part of a Word file.
fn part(file: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_word_file_has_the_look_of_the_template_and_the_words_of_the_text() {
    for (template, of_head, of_foot, colour) in [
        ("letterhead.docx", "<a:blip", "County Hall, Tarnbrook", "7a1f5c"),
        ("first-page.dotx", "partners: communications", "Avershire ", "0b4f6c"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        desk(folder.path(), &format!("[look]\ntemplate = \"{template}\"\n"));
        std::fs::copy(root().join("tests/fixtures/look").join(template), folder.path().join(template)).unwrap();
        let run = done(folder.path(), &["export", "good-result/press-release.md"]);
        let lacks = run.err.contains("lacks the styles heading 3: plain ones are used");
        assert_eq!(lacks, template == "first-page.dotx", "{}", run.err);
        let file = folder.path().join("good-result/press-release.docx");
        let word = copydesk::story::read_text(&file).unwrap();
        let draft = copydesk::story::read_text(&file.with_extension("md")).unwrap();
        let plain = docx::read(&to_docx(&draft.document, &Frame::default()), View::Accepted).unwrap();
        assert_eq!(word.document, plain.document, "{template}");
        let said: Vec<&str> = word.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(said, Vec::<&str>::new(), "{template}: its heads and feet are no words of the text");
        let heads = ["word/header1.xml", "word/header2.xml"];
        let is_there =
            |name: &&&str| zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap().by_name(name).is_ok();
        let heads: Vec<String> = heads.iter().filter(is_there).map(|name| part(&file, name)).collect();
        assert!(heads.iter().any(|head| head.contains(of_head)), "{template}");
        assert!(heads.iter().all(|head| head.contains(">DRAFT<")), "{template}: each page says what it is");
        assert!(part(&file, "word/footer1.xml").contains(of_foot), "{template}");
        assert!(part(&file, "word/styles.xml").to_lowercase().contains(colour), "{template}");
        let types = part(&file, "[Content_Types].xml");
        assert!(types.contains("document.main+xml") && !types.contains("template.main+xml"), "{template}");
        let run = done(folder.path(), &["revise", "good-result/press-release.docx"]);
        assert!(run.out.starts_with("press-release: unchanged"), "{}", run.out);
    }
    let folder = tempfile::tempdir().unwrap();
    desk(folder.path(), "[look]\ntemplate = \"letter.dotx\"\n");
    for (bytes, problem) in [(&b"PK\x03\x04"[..], "it is not a Word file"), (&b"{\\rtf1}"[..], "it is not a Word file")]
    {
        std::fs::write(folder.path().join("letter.dotx"), bytes).unwrap();
        let run = done(folder.path(), &["export", "good-result/press-release.md"]);
        assert!(run.err.contains(&format!("the Word template letter.dotx was not used: {problem}")), "{}", run.err);
    }
}

#[test]
fn a_word_file_of_changes_says_what_it_is_too() {
    let folder = tempfile::tempdir().unwrap();
    let story = desk(folder.path(), "");
    let before = std::fs::read_to_string(story.join("press-release.md")).unwrap();
    std::fs::write(folder.path().join("old.md"), before.replace("Avershire", "Averton")).unwrap();
    done(folder.path(), &["diff", "old.md", "good-result/press-release.md", "-o", "changes.docx"]);
    assert!(part(&folder.path().join("changes.docx"), "word/header1.xml").contains(">DRAFT<"));
    let run = done(folder.path(), &["which", "changes.docx"]);
    assert!(run.out.contains("of good-result/press-release, unchanged"), "{}", run.out);
}
