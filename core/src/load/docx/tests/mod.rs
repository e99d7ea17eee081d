//! Tests of the Word reader, on files made here.

mod words;

use super::{DocxError, View, read};
use crate::document::{ChangeKind, FilePlace};
use crate::export::to_markdown;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml""#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Returns a file of these parts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let relation = |(id, kind, target): &(&str, &str, &str)| {
        let external = if target.starts_with("http") { " TargetMode=\"External\"" } else { "" };
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{external}/>")
    };
    let list: String = list.iter().map(relation).collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}</Relationships>"
    )
}

fn part(name: &str, inner: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:{name} {NAMESPACES}>{inner}</w:{name}>")
}

/// Returns a Word document with this body, and with styles, lists, a comment, a footnote and a header to refer to.
fn word(body: &str) -> Vec<u8> {
    let style = |id: &str, name: &str, more: &str| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{more}</w:style>")
    };
    let list = "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
    let styles = [
        style("berschrift1", "heading 1", ""),
        style("T", "Title", ""),
        style("Q", "Quote", ""),
        style("LB", "List Bullet", list),
        style("Own", "Own heading", "<w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr>"),
    ];
    let level = |level: usize, format: &str| {
        format!("<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/></w:lvl>")
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, "bullet"),
        level(1, "lowerLetter"),
        level(0, "decimal")
    );
    zipped(&[
        ("_rels/.rels", &relations(&[("a", "officeDocument", "word/document.xml")])),
        (
            "word/_rels/document.xml.rels",
            &relations(&[
                ("s", "styles", "styles.xml"),
                ("n", "numbering", "/word/numbering.xml"),
                ("c", "comments", "comments.xml"),
                ("f", "footnotes", "footnotes.xml"),
                ("h", "header", "header1.xml"),
                ("l", "hyperlink", "https://a.example/"),
                ("i", "image", "media/boat.jpg"),
            ]),
        ),
        ("word/styles.xml", &part("styles", &styles.concat())),
        ("word/numbering.xml", &part("numbering", &numbering)),
        (
            "word/comments.xml",
            &part(
                "comments",
                "<w:comment w:id=\"7\" w:author=\"Cllr A\"><w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment>",
            ),
        ),
        (
            "word/footnotes.xml",
            &part("footnotes", "<w:footnote w:id=\"2\"><w:p><w:r><w:t>Small print.</w:t></w:r></w:p></w:footnote>"),
        ),
        ("word/header1.xml", &part("hdr", "<w:p><w:r><w:t>Draft 3</w:t></w:r></w:p>")),
        ("word/media/boat.jpg", "no picture"),
        ("word/document.xml", &part("document", &format!("<w:body>{body}</w:body>"))),
    ])
}

fn p(properties: &str, inner: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn style(id: &str) -> String {
    format!("<w:pStyle w:val=\"{id}\"/>")
}

fn item(list: u8, level: u8) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
}

fn shown(body: &str, view: View) -> String {
    to_markdown(&read(&word(body), view).unwrap().document)
}

fn doubts(body: &str) -> Vec<String> {
    let read = read(&word(body), View::Accepted).unwrap();
    read.findings.into_iter().map(|finding| format!("{}: {}", finding.place, finding.message)).collect()
}

#[test]
fn blocks_and_looks() {
    let bold = "<w:r><w:rPr><w:b/><w:i w:val=\"0\"/></w:rPr><w:t>bold</w:t></w:r>";
    let link = format!("<w:hyperlink r:id=\"l\">{}</w:hyperlink>", r("here"));
    let field = format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"https://b.example\" </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        r("there")
    );
    let body = [
        p(&style("berschrift1"), &r("Good news")),
        p("", &[r("It is ").as_str(), bold, &r(", see "), &link, &r(" and "), &field, &r(".")].concat()),
        p(&style("LB"), &r("one")),
        p(&item(1, 1), &r("a")),
        p(&item(1, 0), &r("two")),
        p(&item(2, 0), &r("first")),
        p(&item(2, 0), &r("second")),
        p("", &r("Between.")),
        p(&item(2, 0), &r("third")),
        p(&style("Q"), &r("“Quoted.”")),
        p(&style("Q"), &r("“More.”")),
        p(&style("Own"), &r("Deeper")),
        p("<w:pBdr><w:bottom w:val=\"single\"/></w:pBdr>", ""),
        p("", &r("End")),
    ];
    assert_eq!(
        shown(&body.concat(), View::Accepted),
        "# Good news\n\nIt is **bold**, see [here](https://a.example/) and [there](https://b.example).\n\n\
         - one\n  1. a\n- two\n\n1) first\n2) second\n\nBetween.\n\n3. third\n\n> “Quoted.”\n>\n> “More.”\n\n### Deeper\n\n---\n\nEnd\n"
    );
}

#[test]
fn a_title_stands_above_the_headings() {
    let body = [p(&style("T"), &r("Title")), p(&style("berschrift1"), &r("Part"))];
    assert_eq!(shown(&body.concat(), View::Accepted), "# Title\n\n## Part\n");
}

#[test]
fn tables_pictures_and_what_is_left_out() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let nested = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&p("", &r("inner"))));
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell(&p("", &r("Area"))),
        cell(&p("", &r("Grade"))),
        cell(&[p("", &r("Leaders")), p("", &r("all"))].concat()),
        cell(&[p("", &r("Good")), nested].concat()),
    );
    let picture = "<w:r><w:drawing><wp:docPr id=\"1\" descr=\"A boat\"/><a:blip r:embed=\"i\"/></w:drawing></w:r>";
    let boxed = format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", p("", &r("Call us")));
    let body = [
        p("", &[&r("Before"), "<w:r><w:footnoteReference w:id=\"2\"/></w:r>", picture, &boxed].concat()),
        table,
        p("<w:jc w:val=\"center\"/>", "<w:r><w:rPr><w:sz w:val=\"40\"/></w:rPr><w:t>big</w:t></w:r>"),
        p("", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"),
    ]
    .concat();
    assert_eq!(
        shown(&body, View::Accepted),
        "Before\n\n![A boat](media/boat.jpg)\n\nCall us\n\n|  |  |\n|---|---|\n| Area | Grade |\n| Leaders<br>all | Good<br>inner |\n\nbig\n"
    );
    assert_eq!(
        doubts(&body),
        [
            "the file: the header is left out: “Draft 3”",
            "paragraph 1: a footnote is left out: “Small print.”",
            "paragraph 2: a text box is read as paragraphs after the one it belongs to",
            "table 1, row 2, column 2: a table in a table is read as words of its cell",
            "paragraph 4: hidden text is left out: “secret”",
            "paragraph 3: fonts and sizes set by hand: not kept",
            "paragraph 3: spacing, indents and alignment set by hand: not kept",
        ]
    );
}

#[test]
fn open_changes_are_accepted_or_rejected_and_listed() {
    let by = |name: &str, inner: &str| {
        format!("<w:{name} w:id=\"1\" w:author=\"A. Person\" w:date=\"2026-06-01T09:30:00Z\">{inner}</w:{name}>")
    };
    let deleted = |text: &str| by("del", &format!("<w:r><w:delText xml:space=\"preserve\">{text}</w:delText></w:r>"));
    let mark = |name: &str| format!("<w:rPr>{}</w:rPr>", by(name, ""));
    let bold = format!("<w:r><w:rPr><w:b/>{}</w:rPr><w:t>well</w:t></w:r>", by("rPrChange", "<w:rPr/>"));
    let change = by("pPrChange", "<w:pPr><w:pStyle w:val=\"Q\"/></w:pPr>");
    let about = format!("<w:commentRangeStart w:id=\"7\"/>{}<w:commentRangeEnd w:id=\"7\"/>", r("very good"));
    let body = [
        p("", &[r("It is "), by("ins", &r("not ")), deleted("so "), about, r(".")].concat()),
        p(&mark("ins"), &[r("Split "), by("ins", &r("here"))].concat()),
        p("", &r("apart.")),
        p(&mark("del"), &[r("Joined"), deleted(" up.")].concat()),
        p("", &[by("ins", &r(" to")), r(" this.")].concat()),
        p(&mark("moveFrom"), &by("moveFrom", &r("Moved."))),
        p("", &bold),
        p(&mark("moveTo"), &by("moveTo", &r("Moved."))),
        p(&change, &r("Was a quotation.")),
    ]
    .concat();
    assert_eq!(
        shown(&body, View::Accepted),
        "It is not very good.\n\nSplit here\n\napart.\n\nJoined to this.\n\n**well**\n\nMoved.\n\nWas a quotation.\n"
    );
    assert_eq!(
        shown(&body, View::Rejected),
        "It is so very good.\n\nSplit apart.\n\nJoined up.\n\nthis.\n\nMoved.\n\nwell\n\n> Was a quotation.\n"
    );
    let marks = read(&word(&body), View::Accepted).unwrap().marks;
    let changes: Vec<_> =
        marks.changes.iter().map(|change| (change.kind, change.text.as_str(), change.place.to_string())).collect();
    let place = |number: usize| format!("paragraph {number}");
    assert_eq!(
        changes,
        [
            (ChangeKind::Inserted, "not ", place(1)),
            (ChangeKind::Deleted, "so ", place(1)),
            (ChangeKind::Inserted, "here", place(2)),
            (ChangeKind::Deleted, " up.", place(4)),
            (ChangeKind::Inserted, " to", place(4)),
            (ChangeKind::MovedFrom, "Moved.", place(5)),
            (ChangeKind::Formatted, "well", place(5)),
            (ChangeKind::MovedTo, "Moved.", place(6)),
            (ChangeKind::Formatted, "Was a quotation.", place(7)),
        ]
    );
    assert!(marks.changes.iter().all(|change| change.author == "A. Person" && change.date.is_some()));
    let comment = &marks.comments[0];
    assert_eq!(
        (comment.author.as_str(), comment.text.as_str(), comment.about.as_str(), &comment.place),
        ("Cllr A", "Really?", "very good", &FilePlace::Paragraph(1))
    );
}

#[test]
fn cells_and_rows_that_came_or_go_are_open_changes() {
    let by = |name: &str, who: &str, time: &str, inner: &str| {
        format!("<w:{name} w:id=\"1\" w:author=\"{who}\" w:date=\"2026-06-01T09:{time}:00Z\">{inner}</w:{name}>")
    };
    let cell = |change: &str, words: &str| format!("<w:tc><w:tcPr>{change}</w:tcPr>{}</w:tc>", p("", words));
    let row = |change: &str, cells: &[String]| format!("<w:tr><w:trPr>{change}</w:trPr>{}</w:tr>", cells.concat());
    let gone = |time, words: &str| cell(&by("cellDel", "Cllr B", time, ""), &r(words));
    let new = |words: &str| by("ins", "A. Person", "31", &r(words));
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("<w:tblHeader/>", &[cell("", &r("Area")), gone("20", "Year"), cell("", &r("Grade"))]),
        row("", &[cell("", &r("Help")), gone("21", "2019"), cell(&by("cellIns", "A. Person", "30", ""), &r("Good"))]),
        row(&by("ins", "A. Person", "30", ""), &[cell("", &new("Care")), cell("", &new("Fair"))]),
    );
    assert_eq!(shown(&body, View::Accepted), "| Area | Grade |\n|---|---|\n| Help | Good |\n| Care | Fair |\n");
    assert_eq!(shown(&body, View::Rejected), "| Area | Year | Grade |\n|---|---|---|\n| Help | 2019 |  |\n");
    let changes: Vec<String> = read(&word(&body), View::Accepted)
        .unwrap()
        .marks
        .changes
        .iter()
        .map(|change| format!("{}, {change}", change.author))
        .collect();
    assert_eq!(
        changes,
        [
            "Cllr B, table 1, row 1, column 2: taken out “Year”",
            "Cllr B, table 1, row 2, column 2: taken out “2019”",
            "A. Person, table 1, row 2, column 2: put in “Good Care Fair”",
        ]
    );
    let all_go = format!("{}<w:tbl>{}</w:tbl>{}", p("", &r("One")), row("", &[gone("20", "Year")]), p("", &r("Two")));
    assert_eq!(shown(&all_go, View::Accepted), "One\n\nTwo\n");
}

#[test]
fn a_file_that_breaks_off_is_refused_with_its_last_words() {
    let whole =
        format!("<w:document {NAMESPACES}><w:body>{}{}</w:body></w:document>", p("", &r("One")), p("", &r("Two more")));
    let message = |document: &str| {
        let relations = relations(&[("a", "officeDocument", "word/document.xml")]);
        let file = zipped(&[("_rels/.rels", &relations), ("word/document.xml", document)]);
        read(&file, View::Accepted).map_or_else(|error| error.to_string(), |read| format!("{:?}", read.findings))
    };
    let cut = |before: &str| message(&whole[..whole.find(before).unwrap()]);
    let damaged = "is a damaged Word document: word/document.xml: it";
    let second = whole.rfind("<w:p>").unwrap();
    assert_eq!(message(&whole[..second]), format!("{damaged} breaks off inside <w:body>, after “One”"));
    assert_eq!(cut(" more"), format!("{damaged} breaks off inside <w:t>, after “One Two”"));
    assert_eq!(cut("<w:body>"), format!("{damaged} breaks off inside <w:document>, before any words"));
    assert_eq!(
        message(&whole.replace("One", "&nosuch;")),
        format!("{damaged} has the entity `nosuch`, which is not defined")
    );
    let behind = whole.replace("</w:document>", &format!("{}</w:document>", p("", &r("Three"))));
    assert!(message(&behind).contains("text outside the body is left out: “Three”"), "{}", message(&behind));
    assert_eq!(message(&whole), "[]");
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let mut file = zipped(&[("word/document.xml", "a"), ("word/documenu.xml", "b")]);
    let other = b"documenu";
    while let Some(at) = file.windows(other.len()).position(|window| window == other) {
        file[at..at + other.len()].copy_from_slice(b"document");
    }
    let error = read(&file, View::Accepted).unwrap_err().to_string();
    assert!(error.contains("two of its parts have the same name"), "{error}");
}

#[test]
fn hostile_files_are_refused_in_words() {
    let error = |bytes: &[u8]| read(bytes, View::Accepted).unwrap_err();
    assert_eq!(error(&zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")])), DocxError::NotWord);
    assert!(matches!(error(b"PK\x03\x04"), DocxError::Damaged(_)));
    let deep = format!("{}{}", "<w:sdt>".repeat(100_000), "</w:sdt>".repeat(100_000));
    assert_eq!(error(&word(&deep)), DocxError::TooBig("parts that are nested too deeply"));
    let bomb = "<!-- -->".repeat(9 << 20);
    assert_eq!(error(&word(&bomb)), DocxError::TooBig("more words than any text"));
    assert_eq!(error(&word(&"<w:p/>".repeat(3_100_000))), DocxError::TooBig("more parts than any text"));
    assert!(matches!(error(&word("<w:p></w:q>")), DocxError::Damaged(_)));
}

#[test]
fn a_row_has_headings_where_the_file_says_so() {
    let row = |properties: &str, one: &str, other: &str| {
        let cell = |words: &str| format!("<w:tc>{}</w:tc>", p("", &r(words)));
        format!("<w:tr><w:trPr>{properties}</w:trPr>{}{}</w:tr>", cell(one), cell(other))
    };
    let table = |first: &str, second: &str| {
        let rows = [row(first, "Area", "Grade"), row(second, "Leaders", "Good")].concat();
        shown(&format!("<w:tbl>{rows}</w:tbl>"), View::Accepted)
    };
    let (head, none) = ("<w:tblHeader/>", "<w:tblHeader w:val=\"0\"/>");
    assert_eq!(table(head, ""), "| Area | Grade |\n|---|---|\n| Leaders | Good |\n");
    assert_eq!(table(head, head), "| Area | Grade |\n|---|---|\n| Leaders | Good |\n");
    for (first, second) in [("", ""), (none, ""), ("", head)] {
        assert_eq!(table(first, second), "|  |  |\n|---|---|\n| Area | Grade |\n| Leaders | Good |\n");
    }
}

#[test]
fn bold_with_the_space_behind_it_is_bold_without() {
    let bold = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let body = p("", &[bold("On children in care, ").as_str(), &r("inspectors said"), &bold(" yes")].concat());
    assert_eq!(shown(&body, View::Accepted), "**On children in care,** inspectors said **yes**\n");
}

#[test]
fn what_no_page_may_have_is_said() {
    let field = |address: &str, words: &str| {
        format!("<w:fldSimple w:instr=\" HYPERLINK &quot;{address}&quot; \">{}</w:fldSimple>", r(words))
    };
    let body = [
        p(
            "",
            &[r("ab&#27;[31mc&#7; d "), field("\\\\host\\share", "share"), field("https://a.example", "page")].concat(),
        ),
        p("", "<w:r><w:drawing><wp:docPr id=\"1\" descr=\"A boat\"/><a:blip r:link=\"l\"/></w:drawing></w:r>"),
        p("", "<w:r><w:drawing><wp:docPr id=\"1\" descr=\"A &#27;cat\"/><a:blip r:embed=\"n\"/></w:drawing></w:r>"),
    ]
    .concat();
    assert_eq!(
        shown(&body, View::Accepted),
        "ab[31mc d share[page](https://a.example)\n\n![A boat](https://a.example/)\n\n![A cat](numbering.xml)\n"
    );
    let said = doubts(&body);
    assert_eq!(
        said[..2],
        [
            "paragraph 1: control characters are left out (the first is U+001B)",
            "paragraph 1: the address of a link is left out, its words stay: “\\\\host\\share”",
        ]
    );
    assert_eq!(said[2], "paragraph 2: control characters are left out (the first is U+001B)");
}
