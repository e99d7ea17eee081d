//! The words of a file are the words of the document, and the words that a finding names.

use super::{NAMESPACES, item, p, part, r, relations, style, zipped};
use crate::document::ChangeKind;
use crate::export::{to_markdown, to_text};
use crate::load::docx::{self, Docx, View};

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// Returns the beginning, the middle or the end of a field.
fn mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
}

fn instruction(text: &str) -> String {
    format!("<w:r><w:instrText xml:space=\"preserve\"> {text} </w:instrText></w:r>")
}

/// Returns a field with its result.
fn field(text: &str, result: &str) -> String {
    [mark("begin"), instruction(text), mark("separate"), r(result), mark("end")].concat()
}

/// Reads a document with this body, and with further parts: their relations, kinds, names and content.
fn read_with(body: &str, parts: &[(&str, &str, &str, &str)], view: View) -> Docx {
    let related: Vec<(&str, &str, &str)> = parts.iter().map(|(id, kind, name, _)| (*id, *kind, *name)).collect();
    let names: Vec<String> = parts.iter().map(|(_, _, name, _)| format!("word/{name}")).collect();
    let (root, related) = (relations(&[("a", "officeDocument", "word/document.xml")]), relations(&related));
    let document = part("document", &format!("<w:body>{body}</w:body>"));
    let mut all = vec![
        ("_rels/.rels", root.as_str()),
        ("word/_rels/document.xml.rels", related.as_str()),
        ("word/document.xml", document.as_str()),
    ];
    all.extend(names.iter().zip(parts).map(|(name, (_, _, _, content))| (name.as_str(), *content)));
    docx::read(&zipped(&all), view).unwrap()
}

/// Reads a document with a heading, two hidden styles, and a list in figures.
fn read(body: &str, view: View) -> Docx {
    let style = |kind: &str, id: &str, name: &str, looks: &str| {
        format!(
            "<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:rPr>{looks}</w:rPr></w:style>"
        )
    };
    let styles = [
        style("paragraph", "h", "heading 1", ""),
        style("paragraph", "Hidden", "Internal", "<w:vanish/>"),
        style("character", "Secret", "Note", "<w:vanish/>"),
    ];
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"/></w:abstractNum>\
                     <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let (styles, numbering) = (part("styles", &styles.concat()), part("numbering", numbering));
    read_with(body, &[("s", "styles", "styles.xml", &styles), ("n", "numbering", "numbering.xml", &numbering)], view)
}

fn accepted(body: &str) -> String {
    to_markdown(&read(body, View::Accepted).document)
}

fn rejected(body: &str) -> String {
    to_markdown(&read(body, View::Rejected).document)
}

/// Returns what is said about a document, each thing with its place.
fn said_of(read: Docx) -> Vec<String> {
    read.findings.into_iter().map(|finding| format!("{}: {}", finding.place, finding.message)).collect()
}

fn doubts(body: &str) -> Vec<String> {
    said_of(read(body, View::Accepted))
}

#[test]
fn parts_are_found_whatever_the_case_and_the_slashes_of_their_names() {
    let document = format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p("", &r("Here.")));
    let file = |relation: &str, root: &str, name: &str| {
        let read = docx::read(
            &zipped(&[(root, &relations(&[("a", "officeDocument", relation)])), (name, &document)]),
            View::Accepted,
        );
        read.map(|read| to_markdown(&read.document))
    };
    assert_eq!(file("word/document.xml", "_rels\\.rels", "word\\document.xml").unwrap(), "Here.\n");
    assert_eq!(file("/word/document.xml", "_rels/.rels", "Word/Document.xml").unwrap(), "Here.\n");
    assert_eq!(file("./other/../word/document.xml", "_rels/.rels", "word/document.xml").unwrap(), "Here.\n");
    let twice = [("_rels/.rels", ""), ("word/document.xml", document.as_str()), ("Word\\document.xml", "")];
    let error = docx::read(&zipped(&twice), View::Accepted).unwrap_err().to_string();
    assert!(error.contains("two of its parts have the same name"), "{error}");
}

#[test]
fn text_boxes_are_paragraphs_after_the_one_they_belong_to() {
    let boxed = |inner: &str| format!("<w:txbxContent>{inner}</w:txbxContent>");
    let inner = [p(&style("h"), &r("Good")), p("", &r("They listen."))].concat();
    let alternatives = format!(
        "<mc:AlternateContent><mc:Choice><w:drawing>{}{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback>\
         </mc:AlternateContent>",
        boxed(&inner),
        boxed(&p("", &r("A second box."))),
        boxed(&inner)
    );
    let deleted = format!("<w:del w:author=\"A\"><w:r><w:pict>{}</w:pict></w:r></w:del>", boxed(&p("", &r("Gone."))));
    let body = [
        p("", &[r("Before "), format!("<w:r>{alternatives}</w:r>"), deleted, r("the box.")].concat()),
        p("", &r("After.")),
    ];
    assert_eq!(accepted(&body.concat()), "Before the box.\n\n# Good\n\nThey listen.\n\nA second box.\n\nAfter.\n");
    let cell = format!("<w:r><w:pict>{}</w:pict></w:r>", boxed(&p("", &r("in a box"))));
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("", &[r("Cell"), cell].concat()));
    assert_eq!(accepted(&table), "|  |\n|---|\n| Cell<br>in a box |\n");
}

#[test]
fn shapes_diagrams_and_charts_are_named_with_their_words() {
    let shape = "<w:r><w:pict><v:shape><v:textpath string=\"DRAFT COPY\"/></v:shape></w:pict></w:r>";
    let drawing =
        |inner: &str| format!("<w:r><w:drawing><wp:docPr id=\"1\" descr=\"Grades by year\"/>{inner}</w:drawing></w:r>");
    let chart = drawing("<c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"c\"/>");
    let body = p("", &[r("Words"), shape.to_owned(), chart, drawing("")].concat());
    let chart = format!(
        "<c:chartSpace xmlns:c=\"c\" {NAMESPACES}><a:p><a:r><a:t>Good in 2024</a:t></a:r></a:p></c:chartSpace>"
    );
    assert_eq!(
        said_of(read_with(&body, &[("c", "chart", "charts/chart1.xml", &chart)], View::Accepted)),
        [
            "paragraph 1: text in a shape is left out: “DRAFT COPY”",
            "paragraph 1: a drawing, diagram or embedded file is left out: “Good in 2024”",
            "paragraph 1: a drawing, diagram or embedded file is left out: “Grades by year”",
        ]
    );
}

#[test]
fn of_fields_in_each_other_the_results_are_read() {
    let inner = field("MERGEFIELD Number", "1");
    let outer =
        [mark("begin"), instruction("IF"), inner, instruction("= 1 \"Good\" \"Fair\""), mark("separate")].concat();
    let body = p("", &[r("The grade is "), outer, r("Good"), mark("end"), r(".")].concat());
    assert_eq!(accepted(&body), "The grade is Good.\n");
    let address =
        [mark("begin"), instruction("HYPERLINK"), field("MERGEFIELD Page", "https://a.example"), mark("separate")];
    let body = p("", &[address.concat(), r("the page"), mark("end")].concat());
    assert_eq!(accepted(&body), "[the page](https://a.example)\n");
}

#[test]
fn fields_may_be_deep_in_each_other() {
    let depth = 500;
    let (begin, end) = ([mark("begin"), instruction("IF"), mark("separate")].concat(), mark("end"));
    let body = p("", &[begin.repeat(depth), r("Good"), end.repeat(depth), r(" news")].concat());
    assert_eq!(accepted(&body), "Good news\n");
}

#[test]
fn a_field_without_an_end_swallows_nothing() {
    let body = [
        p("", &[r("One "), mark("begin"), instruction("DATE"), r("two")].concat()),
        p("", &[field("PAGE", "3"), r(" three")].concat()),
    ];
    assert_eq!(accepted(&body.concat()), "One two\n\n3 three\n");
    assert_eq!(
        doubts(&body.concat()),
        [
            "paragraph 1: a field never ends: what follows it is read as text",
            "paragraph 1: the instruction of a field is left out: “DATE”"
        ]
    );
}

#[test]
fn what_was_chosen_in_a_form_is_read() {
    let old = |data: &str, kind: &str, rest: &str| {
        let begin = format!("<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r>");
        [begin, instruction(kind), rest.to_owned(), mark("end")].concat()
    };
    let list = "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"Fair\"/><w:listEntry w:val=\"Good\"/></w:ddList>";
    let body = [
        p("", &[r("Grade: "), old(list, "FORMDROPDOWN", &mark("separate"))].concat()),
        p("", &[old("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX", ""), r(" agreed")].concat()),
        p("", &[old("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>", "FORMCHECKBOX", ""), r(" seen")].concat()),
        p("", &[mark("begin"), instruction("MACROBUTTON Next [Type the name]"), mark("end")].concat()),
        p(
            "",
            &[
                [mark("begin"), instruction("XE \"Care\""), mark("end"), r("Care ")].concat(),
                [mark("begin"), instruction("LISTNUM"), mark("end")].concat(),
            ]
            .concat(),
        ),
    ];
    assert_eq!(accepted(&body.concat()), "Grade: Good\n\n☒ agreed\n\n☐ seen\n\n[Type the name]\n\nCare\n");
    assert_eq!(doubts(&body.concat()), ["paragraph 5: a field that Word has not computed is left out: “LISTNUM”"]);
}

#[test]
fn controls_are_read_with_their_values_and_prompts_are_places() {
    let control = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let list = "<w:dropDownList w:lastValue=\"g\"><w:listItem w:displayText=\"Good\" w:value=\"g\"/></w:dropDownList>";
    let date = "<w:date w:fullDate=\"2026-05-06T00:00:00Z\"/>";
    let tick = "<x:checkbox xmlns:x=\"x\"><x:checked x:val=\"1\"/></x:checkbox>";
    let prompt = "<w:showingPlcHdr/>";
    let cell = control(prompt, &format!("<w:tc>{}</w:tc>", p("", &r("Choose a grade"))));
    let body = [
        p("", &[control(list, &r("Fair")), r(", "), control(list, ""), r(", "), control(date, "<w:r/>")].concat()),
        p("", &[control(tick, ""), r(" by "), control(prompt, &r("Name of the lead"))].concat()),
        control(prompt, &p("", &r("Type here"))),
        control(prompt, &p("", &r("[Own brackets]"))),
        format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl>"),
    ];
    let read = read(&body.concat(), View::Accepted);
    assert_eq!(
        to_text(&read.document),
        "Fair, Good, 6 May 2026\n\n☒ by [Name of the lead]\n\n[Type here]\n\n[Own brackets]\n\n[Choose a grade]\n"
    );
    assert_eq!(read.document.places(), ["[Name of the lead]", "[Type here]", "[Own brackets]", "[Choose a grade]"]);
    assert!(read.findings.iter().any(|found| found.message == "nobody has filled this in: “Name of the lead”"));
}

#[test]
fn words_are_hidden_by_styles_too() {
    let hidden = "<w:rStyle w:val=\"Secret\"/>";
    let body = [
        p("", &[r("Shown. "), run(hidden, "Not "), run(hidden, "this."), r("And")].concat()),
        p(&style("Hidden"), &r("Nor this.")),
        p("", &run("<w:rStyle w:val=\"Secret\"/><w:vanish w:val=\"0\"/>", "Shown again.")),
        p(&style("Hidden"), &run(hidden, "Twice is not at all.")),
    ];
    assert_eq!(accepted(&body.concat()), "Shown. And\n\nShown again.\n\nTwice is not at all.\n");
    assert_eq!(
        doubts(&body.concat()),
        ["paragraph 1: hidden text is left out: “Not this.”", "paragraph 2: hidden text is left out: “Nor this.”"]
    );
}

#[test]
fn crossed_out_and_white_words_are_doubted() {
    let white = "<w:color w:val=\"FFFFFF\"/>";
    let body = [
        p("", &[r("It is "), run("<w:strike/>", "Good"), run("<w:strike/>", " now"), r(" Fair.")].concat()),
        p("", &run("<w:color w:val=\"000000\" w:themeColor=\"background1\"/>", "Unseen.")),
        p("<w:shd w:val=\"clear\" w:fill=\"00458B\"/>", &run(white, "On blue.")),
    ];
    assert_eq!(accepted(&body.concat()), "It is Good now Fair.\n\nUnseen.\n\nOn blue.\n");
    assert_eq!(
        doubts(&body.concat())[..2],
        [
            "paragraph 1: crossed-out words are read as words of the text: “Good now”",
            "paragraph 2: white words, which nobody sees on white paper, are read as words of the text: “Unseen.”",
        ]
    );
}

#[test]
fn words_in_unknown_elements_are_named_whole() {
    let long = "Children in care are loved, listened to and expected to do well. ".repeat(4);
    let body = [
        format!("<w:unknown>{}</w:unknown>", p("", &r(&long))),
        p("", &[r("Known."), format!("<w:r><w:unknown><w:t>{}</w:t></w:unknown></w:r>", "in a run")].concat()),
        format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc><w:unknown>{}</w:unknown></w:tr></w:tbl>",
            p("", &r("cell")),
            p("", &r("row"))
        ),
    ];
    let said = doubts(&body.concat());
    let unknown = "text in an element that copydesk does not know is left out";
    assert_eq!(
        said,
        [
            format!("paragraph 1: {unknown}: “{}”", long.trim()),
            format!("paragraph 1: {unknown}: “in a run”"),
            format!("table 1, row 1, column 1: {unknown}: “row”"),
        ]
    );
}

#[test]
fn a_note_without_a_mark_is_named() {
    let note = |id: u8, words: &str| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p("", &r(words)));
    let notes = part("footnotes", &[note(1, "Met."), note(2, "Never met.")].concat());
    let body = p("", &[r("Words"), "<w:r><w:footnoteReference w:id=\"1\"/></w:r>".to_owned()].concat());
    assert_eq!(
        said_of(read_with(&body, &[("f", "footnotes", "footnotes.xml", &notes)], View::Accepted)),
        [
            "paragraph 1: a footnote is left out: “Met.”",
            "the file: a footnote without a mark in the text is left out: “Never met.”"
        ]
    );
}

/// Returns a list of two levels for headings, and one of Roman figures and words.
fn numbers_of_headings() -> String {
    let level = |level: usize, format: &str, text: &str, style: &str| {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:pStyle w:val=\"{style}\"/>\
             <w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, "decimal", "%1.", "h1"),
        level(1, "decimal", "%1.%2", "h2"),
        level(0, "upperRoman", "Part %1:", "x")
    );
    part("numbering", &numbering)
}

#[test]
fn headings_have_the_numbers_that_word_computes() {
    let styles = [("h1", "heading 1", 1), ("h2", "heading 2", 1), ("plain1", "heading 1", 0)].map(|(id, name, list)| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:pPr><w:numPr><w:numId w:val=\"{list}\"/>\
             </w:numPr></w:pPr></w:style>"
        )
    });
    let (numbering, styles) = (numbers_of_headings(), part("styles", &styles.concat()));
    let body = [
        p(&style("h1"), &r("Background")),
        p(&style("h2"), &r("Care")),
        p(&style("h2"), &r("Help")),
        p(&style("h1"), &r("Result")),
        p(&style("h2"), &r("Next")),
        p(&style("plain1"), &r("No number")),
        p(&(style("plain1") + &item(2, 0)), &r("Annex")),
    ];
    let parts =
        [("n", "numbering", "numbering.xml", numbering.as_str()), ("s", "styles", "styles.xml", styles.as_str())];
    let read = read_with(&body.concat(), &parts, View::Accepted);
    assert_eq!(
        to_text(&read.document),
        "1. Background\n\n1.1 Care\n\n1.2 Help\n\n2. Result\n\n2.1 Next\n\nNo number\n\nPart I: Annex\n"
    );
}

#[test]
fn a_number_that_was_tracked_is_an_open_change() {
    let tracked =
        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/><w:ins w:id=\"3\" w:author=\"A. Person\"/></w:numPr>";
    let body = [p(&item(2, 0), &r("One")), p(tracked, &r("Two"))].concat();
    assert_eq!(accepted(&body), "1. One\n2. Two\n");
    assert_eq!(rejected(&body), "1. One\n\nTwo\n");
    let changes = read(&body, View::Accepted).marks.changes;
    assert_eq!(
        changes.iter().map(|change| (change.kind, change.text.as_str())).collect::<Vec<_>>(),
        [(ChangeKind::Formatted, "Two")]
    );
}

#[test]
fn looks_neither_cut_nor_join_words() {
    let drop = "<w:framePr w:dropCap=\"drop\" w:lines=\"3\"/>";
    let page_break = "<w:r><w:br w:type=\"page\"/></w:r>";
    let body =
        [p(drop, &r("C")), p("", &[r("hildren are safe."), page_break.to_owned(), r("Next.")].concat())].concat();
    assert_eq!(accepted(&body), "Children are safe.\\\nNext.\n");
    let table = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", p(drop, &r("C")), p("", &r("ouncil")));
    assert_eq!(accepted(&table), "|  |\n|---|\n| Council |\n");
}

#[test]
fn signs_of_forms_are_read() {
    let sign = |font: &str, code: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>");
    let body = p("", &[sign("Wingdings", "F0FC"), r(" yes "), sign("Wingdings", "F04A")].concat());
    assert_eq!(accepted(&body), "✓ yes\n");
    assert_eq!(doubts(&body), ["paragraph 1: a symbol of a font of its own is left out"]);
}

#[test]
fn the_words_of_embedded_documents_and_of_tables_that_hide_them_are_named() {
    let table = "<w:tbl><w:tblPr><w:tblStyle w:val=\"Gone\"/></w:tblPr><w:tr><w:tc><w:p><w:r><w:t>Hidden here.</w:t></w:r></w:p></w:tc>\
                 </w:tr></w:tbl>";
    let chunk = |id: &str| format!("<w:altChunk r:id=\"{id}\"/>");
    let body = ["<w:p><w:r><w:t>Shown.</w:t></w:r></w:p>", &chunk("c"), &chunk("t"), &chunk("r"), table].concat();
    let style =
        "<w:style w:type=\"table\" w:styleId=\"Gone\"><w:name w:val=\"Gone\"/><w:rPr><w:vanish/></w:rPr></w:style>";
    let parts = [
        ("s", "styles", "styles.xml", &*part("styles", style)),
        ("c", "aFChunk", "c.html", "<html><style>p { a: b }</style><p>Caf&eacute; &amp; <b>bar</b></p></html>"),
        ("t", "aFChunk", "t.txt", "Less < more."),
        ("r", "aFChunk", "r.rtf", "{\\rtf1 Rich.}"),
    ];
    let docx = read_with(&body, &parts, View::Accepted);
    let said: Vec<&str> = docx.findings.iter().map(|finding| finding.message.as_str()).collect();
    for expected in [
        "an embedded document is left out: “Café & bar”",
        "an embedded document is left out: “Less < more.”",
        "an embedded document is left out",
        "hidden text is left out: “Hidden here.”",
    ] {
        assert!(said.contains(&expected), "{expected}: {said:?}");
    }
    let words: Vec<String> = docx.document.leaves().iter().map(crate::document::Leaf::text).collect();
    assert_eq!(words.concat(), "Shown.");
}
