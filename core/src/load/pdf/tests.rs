//! Tests of the PDF reader, on files made here.

use super::{Limits, Page, PdfError, read};
use std::fmt::Write;

/// Returns a file with one page: its content, and what its dictionary has besides.
fn pdf(content: &str, page: &str, font: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R\
             /Resources<</Font<</F 5 0 R>>/Properties<</Off 6 0 R>>/XObject<</X 7 0 R>>>>{page}>>"
        ),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        format!("<</Type/Font/Subtype/Type1/BaseFont/Helvetica{font}>>"),
        "<</Type/OCG/Name(Draft)>>".to_owned(),
    ];
    objects.extend(more.iter().map(|object| (*object).to_owned()));
    let (mut file, mut places) = ("%PDF-1.7\n".to_owned(), Vec::new());
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

const LATIN: &str = "/Encoding/WinAnsiEncoding";

fn page(content: &str, more: &str) -> Page {
    read(&pdf(content, more, LATIN, &[]), &Limits::default()).unwrap().0.remove(0)
}

fn words(page: &Page) -> Vec<String> {
    page.lines.iter().map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect()
}

#[test]
fn words_that_run_another_way_are_kept_apart() {
    let found = page("BT /F 12 Tf 1 0 0 1 60 700 Tm (Level words) Tj 0 1 -1 0 560 100 Tm (up) Tj ET", "");
    assert_eq!((words(&found), found.turned.as_str(), found.cut), (vec!["Level words".to_owned()], "up", false));
    let aslant = page("BT /F 12 Tf 1 0 0 1 60 700 Tm (Words) Tj .7 .7 -.7 .7 60 100 Tm (DRAFT) Tj ET", "");
    assert_eq!(aslant.turned, "DRAFT");
    let mark = "/Artifact BMC BT /F 12 Tf .7 .7 -.7 .7 60 100 Tm (DRAFT) Tj ET EMC";
    let mark = page(&format!("BT /F 12 Tf 1 0 0 1 60 700 Tm (Words) Tj ET {mark}"), "");
    assert_eq!(mark.turned, "", "the file says that it is no text");
}

#[test]
fn a_page_whose_words_run_another_way_is_read_in_that_way() {
    for turn in ["0 1 -1 0 300 100", "0 -1 1 0 300 700", "-1 0 0 -1 500 400"] {
        let found = page(&format!("BT /F 12 Tf {turn} Tm 16 TL (Turned words) Tj T* (go on.) Tj ET"), "");
        assert_eq!(
            (words(&found), found.turned.as_str()),
            (vec!["Turned words".to_owned(), "go on.".to_owned()], ""),
            "{turn}"
        );
    }
    let found = page("BT /F 12 Tf 1 0 0 1 60 700 Tm 16 TL (Turned words) Tj T* (go on.) Tj ET", "/Rotate 90");
    assert_eq!(words(&found), ["Turned words", "go on."]);
}

#[test]
fn a_page_that_breaks_off_is_known() {
    assert!(page("BT /F 12 Tf 1 0 0 1 60 700 Tm (Words) Tj T* (bro", "").cut);
    let whole = "q /P <</MCID 0>> BDC BT /F 12 Tf 1 0 0 1 60 700 Tm (Words) Tj ET EMC Q";
    assert!(!page(whole, "").cut);
    // Between two text objects, what is around them is still open.
    assert!(page(whole.trim_end_matches(" Q"), "").cut && page(whole.trim_end_matches(" EMC Q"), "").cut);
    assert!(page("BT /F 12 Tf 1 0 0 1 60 700 Tm (Words) Tj ET BT /G 12 Tf (no font) Tj ET", "").cut);
    let form = "<</Type/XObject/Subtype/Form/Filter/FlateDecode/Length 4>>\nstream\nnope\nendstream";
    let content = "BT /F 12 Tf 1 0 0 1 60 700 Tm (Words) Tj ET /X Do";
    let found = read(&pdf(content, "", LATIN, &[form]), &Limits::default()).unwrap();
    assert!(!words(&found.0[0]).is_empty());
}

#[test]
fn what_nobody_sees_is_not_read() {
    let hidden = "/OC /Off BDC BT /F 12 Tf 1 0 0 1 60 600 Tm (Draft words) Tj ET EMC";
    let off = "BT /F 12 Tf 1 0 0 1 60 -50 Tm (Below) Tj 1 0 0 1 700 700 Tm (Right) Tj ET";
    let found = page(&format!("BT /F 12 Tf 1 0 0 1 60 700 Tm (Seen) Tj ET {hidden} {off}"), "");
    assert_eq!(words(&found), ["Seen"]);
}

#[test]
fn words_over_a_page_are_known() {
    let notes = "/Annots[<</Type/Annot/Subtype/FreeText/Contents(A note)>><</Subtype/Widget/V(typed)>><</Subtype/Text/Contents(x)>>]";
    let found = page("BT /F 12 Tf 1 0 0 1 60 700 Tm (Words) Tj ET", notes);
    assert_eq!((words(&found), found.over.as_str()), (vec!["Words".to_owned()], "A note typed"));
}

#[test]
fn a_file_may_say_which_words_its_letters_are() {
    let found = page(
        "BT /F 12 Tf 1 0 0 1 60 700 Tm (spent ) Tj /Span<</ActualText(ten)>>BDC (X) Tj (.) Tj EMC ( days) Tj ET",
        "",
    );
    assert_eq!(words(&found), ["spent ten days"]);
}

#[test]
fn letters_without_a_text_are_not_left_out() {
    let map = "1 beginbfrange <20> <7E> <0020> endbfrange";
    let map = format!("<</Length {}>>\nstream\n{map}\nendstream", map.len());
    let of = |content: &str| read(&pdf(content, "", "/ToUnicode 7 0 R", &[&map]), &Limits::default());
    let found = of("BT /F 12 Tf 1 0 0 1 60 700 Tm (The o\\001cer knows) Tj ET").unwrap();
    assert_eq!(words(&found.0[0]), ["The o\u{fffd}cer knows"]);
    assert_eq!(of("BT /F 12 Tf 1 0 0 1 60 700 Tm (\\001\\002\\003) Tj ET"), Err(PdfError::UnknownLetters));
}
