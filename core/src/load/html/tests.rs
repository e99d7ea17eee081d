//! Tests of the HTML reader.

use super::read;
use crate::document::FilePlace;
use crate::export::{Frame, to_html, to_html_fragment, to_markdown};
use crate::finding::Finding;
use crate::load::markdown;

fn shown(page: &str) -> String {
    to_markdown(&read(page).document)
}

fn doubts(page: &str) -> Vec<String> {
    let shown = |finding: Finding<FilePlace>| match finding.place {
        FilePlace::Bytes(bytes) => format!("{}: {}", &page[bytes], finding.message),
        place => format!("{place}: {}", finding.message),
    };
    read(page).findings.into_iter().map(shown).collect()
}

#[test]
fn what_we_write_reads_back() {
    let text = "# A & B\n\nx **y** _z_ [l](https://a.example/?b&c)\\\nnext\n\n3. one\n4. two\n\n   three\n   - four\n\n> q\n>\n> - r\n\n\
                | Area | Grade |\n|---|---|\n| Leaders | Good |\n\n![A boat](b.jpg)\n\n---\n\nEnd\n";
    let (document, _) = markdown::read(text, &[]);
    assert_eq!(read(&to_html(&document, &Frame::default())).document, document);
    assert_eq!(read(&to_html_fragment(&document)).document, document);
}

#[test]
fn a_page_of_a_council_gives_its_text_alone() {
    let page = "<!DOCTYPE html><html lang=en-GB><head><title>News &ndash; Avershire</title><style>p{}</style></head><body>\
                <nav><a href=/>Home</a><nav>deep</nav></nav><main id=m><h1>Good\n  news</h1>\
                <p>Rated&nbsp;&#8216;Good&#8217; for <b>all</b><br/> areas.<p>Unclosed <i>too</p><ul><li>a<li>b<ul><li>c</ul></ul>\
                <p><q>Fine</q> &amp; <del>gone</del> done</p><script>if (a < b) {}</script></main><footer>Foot</footer></body></html>";
    assert_eq!(
        shown(page),
        "# Good news\n\nRated\u{a0}‘Good’ for **all**\\\nareas.\n\nUnclosed _too_\n\n- a\n- b\n  - c\n\n“Fine” & done\n"
    );
    let read = read(page);
    assert_eq!((read.document.title.as_str(), read.language.as_deref()), ("Good news", Some("en-GB")));
    assert_eq!(
        doubts(page),
        [
            "Home: words outside the page's main part are left out: “Home deep”",
            "gone: struck-out words are left out: “gone”",
            "Foot: words outside the page's main part are left out: “Foot”",
        ]
    );
}

#[test]
fn tables_in_all_their_sloppiness() {
    assert_eq!(
        shown(
            "<table><caption>Grades</caption><tr><th>Area<th>Grade<tr><td><p>Leaders</p><ul><li>all</ul><td>Good<td>more</table>x"
        ),
        "Grades\n\n| Area | Grade |  |\n|---|---|---|\n| Leaders<br>all | Good | more |\n\nx\n"
    );
    let nested = "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td colspan=2>d</td></tr></table>";
    assert_eq!(shown(nested), "|  |  |  |\n|---|---|---|\n| a<br>b<br>c | d |  |\n");
    assert_eq!(doubts(nested), ["<table>: a table in a table is read as words of its cell"]);
}

#[test]
fn pictures_have_their_words_and_decoration_has_none() {
    let page =
        "<p>One <img src=a.jpg alt='A &quot;boat&quot;'> two</p><img src=b.jpg alt=''><img src=c.jpg><video>x</video>";
    assert_eq!(shown(page), "One two\n\n![A \"boat\"](a.jpg)\n\n![](c.jpg)\n");
    assert_eq!(
        doubts(page),
        ["<img src=c.jpg>: a picture has no alternative text", "<video>: <video> is left out: “x”"]
    );
}

#[test]
fn the_rest_of_a_page_that_something_swallows_is_said() {
    let rest = "is not closed: what follows it is not read";
    for (page, doubt) in [
        ("<p>a</p><!-- b <p>c</p>", "<!: a comment"),
        ("<p>a</p><!doctype <p", "<!: a declaration"),
        ("<p>a</p><p class=\"x>b</p>", "<p: a tag"),
        ("<p>a</p><script>b <p>c</p>", "<script>: <script>"),
        ("<title>b<p>c</p>", "<title>: the title"),
    ] {
        assert_eq!(doubts(page), [format!("{doubt} {rest}")], "{page}");
        assert_eq!(shown(page).contains('a'), page.starts_with("<p>a"));
    }
}

#[test]
fn no_word_is_lost_where_a_table_or_an_empty_main_part_is_left_open() {
    assert_eq!(shown(&format!("<p>a</p>{}b", "<table><tr><td>".repeat(20_000))), "a\n\n|  |\n|---|\n| b |\n");
    assert_eq!(shown("<main> </main><p>a</p>"), "a\n");
}

#[test]
fn what_never_ends_is_said_and_what_stands_too_deep_is_read_flat() {
    assert_eq!(
        doubts("<p>a</p><nav>b"),
        ["<nav>: <nav> is not closed: what follows it is not read", "<nav>: <nav> is left out: “b”"]
    );
    let deep = format!("{}x{}<p>y", "<blockquote>".repeat(60_000), "</blockquote>".repeat(60_000));
    let document = read(&deep).document;
    let within: Vec<_> = document.leaves().iter().map(|leaf| (leaf.text(), leaf.within.len())).collect();
    assert_eq!(within, [("x".to_owned(), 31), ("y".to_owned(), 0)]);
    assert_eq!(doubts(&deep), ["<blockquote>: quotations or lists are nested too deeply"]);
}

#[test]
fn rows_have_headings_where_the_page_says_so() {
    let table = |rows: &str| shown(&format!("<table>{rows}</table>"));
    let (head, data) = (
        "| Area | Grade |\n|---|---|\n| Leaders | Good |\n",
        "|  |  |\n|---|---|\n| Area | Grade |\n| Leaders | Good |\n",
    );
    let rest = "<tr><td>Leaders<td>Good";
    assert_eq!(table(&format!("<tr><th>Area<th scope=col>Grade{rest}")), head);
    assert_eq!(table(&format!("<thead><tr><td>Area<td>Grade<tbody>{rest}")), head);
    assert_eq!(table(&format!("<tr><td>Area<td>Grade{rest}")), data);
    assert_eq!(table(&format!("<tr><th scope=row>Area<td>Grade{rest}")), data);
    assert_eq!(table("<tr><th scope=row>Area<tr><th scope=row>Leaders"), "|  |\n|---|\n| Area |\n| Leaders |\n");
}

#[test]
fn what_no_page_may_have_is_said() {
    let page = "<p>a&#27;b&#x9f;<strong> it</strong> <a href='//host/x'>c</a></p><img src='data:image/svg+xml,x' alt='A boat'>\
                <p><a href='javascript:x'>d</a>";
    assert_eq!(shown(page), "abŸ **it** c\n\n![A boat]()\n\nd\n");
    assert_eq!(
        doubts(page),
        [
            "&#27;: control characters are left out (the first is U+001B)",
            "c: the address of a link is left out, its words stay: “//host/x”",
            "<img src='data:image/svg+xml,x' alt='A boat'>: the address of a picture is left out, its words stay: “data:”",
            "d: the address of a link is left out, its words stay: “javascript:x”",
        ]
    );
}

#[test]
fn hidden_words_are_left_out_and_named() {
    let page = "<p>Shown<span style='Display : NONE'> not <b>this</b></span>.</p><p hidden>Nor this<p>Shown again.\
                <ul><li>a<li style=\"visibility:hidden !important\">b<li>c</ul><div style='mso-hide:all'>d<div>e</div></div>\
                <select><option>One<option>Two</select><textarea>typed</textarea><dialog>f</dialog><img src=x.gif alt=g style='display:none'>\
                <p>old<del>er</del> <s>one <i>two</i></s></p>";
    assert_eq!(shown(page), "Shown.\n\nShown again.\n\n- a\n- c\n\nold\n");
    let said: Vec<String> = read(page).findings.into_iter().map(|finding| finding.message).collect();
    assert_eq!(
        said,
        [
            "hidden words are left out: “not this”",
            "hidden words are left out: “Nor this”",
            "hidden words are left out: “b”",
            "hidden words are left out: “d e”",
            "<select> is left out: “One Two”",
            "<textarea> is left out: “typed”",
            "hidden words are left out: “f”",
            "hidden words are left out: “g”",
            "struck-out words are left out: “er one two”",
        ]
    );
}

#[test]
fn the_lists_of_outlook_are_lists() {
    let item = |level: u8, mark: &str, words: &str| {
        format!(
            "<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>\
             <span style='font-family:Symbol'><span style='mso-list:Ignore'>{mark}<span style='font:7pt'>&nbsp;&nbsp; </span></span>\
             </span><![endif]>{words}<o:p></o:p></p>"
        )
    };
    let page = [
        "<p class=MsoNormal>Dear all,</p>".to_owned(),
        item(1, "·", "One"),
        item(2, "o", "deeper"),
        item(1, "·", "Two"),
        "<p>Between.</p>".to_owned(),
        item(1, "3.", "Three"),
        item(1, "(d)", "Four"),
        "<p>End.</p>".to_owned(),
    ];
    assert_eq!(
        shown(&page.concat()),
        "Dear all,\n\n- One\n  - deeper\n- Two\n\nBetween.\n\n3. Three\n4. Four\n\nEnd.\n"
    );
    let said = doubts(&page.concat());
    assert!(said.len() == 1 && said[0].ends_with("the mark of an item is read as a number: “(d)”"), "{said:?}");
}

#[test]
fn what_a_style_sheet_hides_is_left_out_and_named() {
    let page = "<style><!-- p {margin:0} .preheader, p.note { color: red; display: none } #old{visibility:hidden}\
                @media print { .shown { display:none } } .back{display:none} .back{display:block} .a .b{display:none}--></style>\
                <div class='x preheader'>Not this</div><p id=old>nor this</p><p class=shown>One</p><p class=back>Two</p>\
                <p class=b>Three <input value='typed'><input type=hidden value=x></p>";
    assert_eq!(shown(page), "One\n\nTwo\n\nThree\n");
    let said: Vec<String> = read(page).findings.into_iter().map(|finding| finding.message).collect();
    assert_eq!(
        said,
        [
            "hidden words are left out: “Not this”",
            "hidden words are left out: “nor this”",
            "what is in a field is left out: “typed”",
        ]
    );
}
