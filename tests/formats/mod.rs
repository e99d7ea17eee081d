//! What every format guarantees: a document that is written and read again is the same, styles included, and each of
//! its words is in every format, once, in order. The documents are random, but the same on every machine.

pub(crate) mod generator;

use copydesk::diff::{Facts, compare};
use copydesk::document::{Document, Leaf, Origin, Redline};
use copydesk::export::{
    Changes, Frame, Made, RedlineFormat, held, redline_docx, to_docx, to_html, to_html_fragment, to_markdown, to_text,
    write_redline,
};
use copydesk::load::docx::View;
use copydesk::load::{docx, html, markdown};
use generator::Author;
use serde_json::Value;

const MADE: Made<'_> = Made { author: "A. Person", time: jiff::civil::DateTime::constant(2026, 6, 1, 9, 30, 0, 0) };

/// Returns the document as a file keeps it: without origins, and so without runs that differ only in their origin.
fn kept(document: &Document) -> Document {
    fn plain(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("origin") {
                    fields.insert("origin".to_owned(), serde_json::to_value(Origin::Unknown).unwrap());
                }
                fields.values_mut().for_each(plain);
            }
            Value::Array(items) => items.iter_mut().for_each(plain),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(document).unwrap();
    plain(&mut value);
    let document: Document = serde_json::from_value(value).unwrap();
    held(&document)
}

/// Asks whether documents of many seeds come back as they were.
fn come_back(seeds: usize, flat: bool, written: impl Fn(&Document) -> String, read: impl Fn(&Document) -> Document) {
    for seed in 0..seeds {
        let document = Author::new(seed, flat).document();
        let (expected, found) = (kept(&document), read(&document));
        let at = expected.blocks.iter().zip(&found.blocks).position(|(one, other)| one != other);
        let at = at.unwrap_or(expected.blocks.len().min(found.blocks.len()));
        let (expected_block, found_block) = (expected.blocks.get(at), found.blocks.get(at));
        assert_eq!(found_block, expected_block, "seed {seed}, block {at}:\n{}", written(&document));
        assert_eq!(found, expected, "seed {seed}");
    }
}

#[test]
fn what_is_written_as_markdown_reads_back_the_same() {
    let text = |document: &Document| to_markdown(document);
    come_back(1500, false, text, |document| {
        let (found, doubts) = markdown::read(&text(document), &[]);
        assert_eq!(doubts, [], "{}", text(document));
        found
    });
}

#[test]
fn what_is_written_as_a_page_reads_back_the_same() {
    let page = |document: &Document| to_html(document, &Frame::default());
    come_back(400, false, page, |document| html::read(&page(document)).document);
    come_back(400, false, to_html_fragment, |document| html::read(&to_html_fragment(document)).document);
}

#[test]
fn what_is_written_for_word_reads_back_the_same() {
    let bytes = |document: &Document| to_docx(document, &Frame::default());
    let text = |document: &Document| to_markdown(document);
    come_back(120, true, text, |document| {
        let read = docx::read(&bytes(document), View::Accepted).unwrap();
        assert!(bytes(&read.document) == bytes(&kept(document)), "a document that came back is the same file");
        read.document
    });
}

/// Returns the generated words of a text, `w1x` and so on: no other text looks like one.
fn made_words(text: &str) -> Vec<usize> {
    let digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
    text.match_indices('w')
        .filter_map(|(at, _)| {
            let rest = &text[at + 1..];
            let (number, rest) = rest.split_at(digits(rest));
            number.parse().ok().filter(|_| rest.starts_with('x'))
        })
        .collect()
}

fn of_document(document: &Document) -> Vec<usize> {
    let texts: Vec<String> = document.leaves().iter().map(Leaf::text).collect();
    made_words(&texts.join("\n"))
}

/// Returns a page's own words, without its title.
fn of_page(page: &str) -> Vec<usize> {
    made_words(page.split_once("<main>").map_or(page, |(_, main)| main))
}

#[test]
fn every_word_is_in_every_format_once_and_in_order() {
    for seed in 0..150 {
        let document = Author::new(seed, false).document();
        let all: Vec<usize> = (1..=of_document(&document).len()).collect();
        let said = |format: &str, found: Vec<usize>| assert_eq!(found, all, "seed {seed}: {format}");
        said("the document", of_document(&document));
        said("its form", of_document(&held(&document)));
        // A letter may be written as its number, next to a mark.
        let markdown = markdown::read(&to_markdown(&document), &[]).0;
        said("Markdown", of_document(&markdown));
        said("text", made_words(&to_text(&document)));
        said("a page", of_page(&to_html(&document, &Frame::default())));
        said("a part of a page", made_words(&to_html_fragment(&document)));
        let word = docx::read(&to_docx(&document, &Frame::default()), View::Accepted).unwrap();
        said("Word", of_document(&word.document));
    }
}

#[test]
fn every_word_is_in_every_form_of_a_redline() {
    for seed in 0..60 {
        let new = held(&Author::new(seed, false).document());
        let old = if seed % 2 == 0 { Document::default() } else { new.clone() };
        let compared = compare(&old, &new, Facts::default());
        let changes = Changes { redline: &compared.redline, summary: &compared.summary, old: "old", new: "new" };
        let all = of_document(&new);
        let said = |format: &str, found: Vec<usize>| assert_eq!(found, all, "seed {seed}: {format}");
        said("the redline", of_document(&Redline::accepted(&compared.redline)));
        let word = docx::read(&redline_docx(&compared.redline, MADE, &[], &Frame::default()), View::Accepted).unwrap();
        said("Word", of_document(&word.document));
        let json: Value = serde_json::from_str(&write_redline(&changes, RedlineFormat::Json)).unwrap();
        let runs = json["runs"].as_array().unwrap().iter().filter(|run| run["mark"] != "deleted");
        said("JSON", made_words(&runs.map(|run| run["text"].as_str().unwrap()).collect::<String>()));
        let page = write_redline(&changes, RedlineFormat::Html);
        said("a page", made_words(page.split_once("<section class=\"text\"").unwrap().1));
        if !compared.summary.is_empty() {
            let inline = write_redline(&changes, RedlineFormat::Inline { width: 4000, colour: false });
            said("a terminal", made_words(inline.split_once("\n\u{2500}\u{2500} ").unwrap().1));
        }
    }
}
