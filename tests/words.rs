//! One law: the words of a file are the words of the document, and the words that a finding names. Each format that a document
//! is written in has its words, once, in order, and no others.

use crate::formats::generator::Author;
use crate::harness::{root, shared};
use copydesk::document::{Document, Leaf};
use copydesk::export::{Frame, held, to_docx, to_html, to_html_fragment, to_markdown, to_text};
use copydesk::load::docx::View;
use copydesk::load::{docx, html, markdown, plain_text};
use copydesk::story::{FORMATS, Text, read_text};
use regex::Regex;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Documents that are tried.
const SEEDS: usize = 300;

/// A format: its name, and a document that was written in it and read again, with what was said about it.
type Trip = (&'static str, fn(&Document) -> (Document, Vec<String>));

const TRIPS: [Trip; 4] = [
    ("Markdown", |document| {
        let (read, findings) = markdown::read(&to_markdown(document), &[]);
        (read, findings.into_iter().map(|finding| finding.message).collect())
    }),
    ("a page", |document| {
        let page = html::read(&to_html(document, &Frame::default()));
        (page.document, page.findings.into_iter().map(|finding| finding.message).collect())
    }),
    ("a part of a page", |document| {
        let page = html::read(&to_html_fragment(document));
        (page.document, page.findings.into_iter().map(|finding| finding.message).collect())
    }),
    ("Word", |document| {
        let read = docx::read(&to_docx(document, &Frame::default()), View::Accepted).unwrap();
        (read.document, read.findings.into_iter().map(|finding| finding.message).collect())
    }),
];

/// Returns everything between white space, in reading order.
fn words(document: &Document) -> Vec<String> {
    let texts: Vec<String> = document.leaves().iter().map(Leaf::text).collect();
    texts.iter().flat_map(|text| text.split_whitespace().map(str::to_owned)).collect()
}

/// Returns the words with letters or figures, as plain text has them: it adds marks, and the addresses of links.
fn spoken(words: &[String]) -> Vec<String> {
    let plain = |word: &String| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    words.iter().map(plain).filter(|word| !word.is_empty()).collect()
}

/// Fails if a document does not come back with its words, or if something was left out.
fn keeps_its_words(document: &Document, name: &str) {
    let expected = words(document);
    for (format, trip) in TRIPS {
        let (read, said) = trip(document);
        assert_eq!(words(&read), expected, "{name}: {format}\n{}", to_markdown(document));
        let lost: Vec<&String> = said.iter().filter(|said| said.contains("left out")).collect();
        assert!(lost.is_empty(), "{name}: {format}: {lost:?}");
    }
}

#[test]
fn random_documents_keep_their_words_in_every_format() {
    for seed in 0..SEEDS {
        keeps_its_words(&held(&Author::new(seed, false).document()), &format!("seed {seed}"));
    }
}

#[test]
fn random_documents_keep_their_words_from_format_to_format() {
    for seed in 0..SEEDS / 3 {
        let first = held(&Author::new(seed, false).document());
        let mut document = first.clone();
        for step in 0..TRIPS.len() {
            let (format, trip) = TRIPS[(seed + step) % TRIPS.len()];
            document = trip(&document).0;
            assert_eq!(words(&document), words(&first), "seed {seed}, step {step}: {format}");
        }
    }
}

/// The generated words `w1x` and so on: no mark and no address looks like one.
fn made(words: &[String]) -> Vec<String> {
    let made = Regex::new(r"w[0-9]+x").unwrap();
    let all = words.join(" ");
    made.find_iter(&all).map(|word| word.as_str().to_owned()).collect()
}

#[test]
fn random_documents_keep_their_words_as_plain_text() {
    for seed in 0..SEEDS {
        let document = held(&Author::new(seed, false).document());
        let text = to_text(&document);
        let (read, _, _) = plain_text::read(&text);
        assert_eq!(made(&words(&read)), made(&words(&document)), "seed {seed}:\n{text}");
        assert_eq!(letters(&words(&read).concat()), letters(&text), "seed {seed}:\n{text}");
    }
}

/// Returns the letters of a text: in plain text the numbers of items look like words.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Returns the files that copydesk can read: those of the project, and of the shared folder where it is there.
fn files() -> Vec<PathBuf> {
    let folders = [Some(root().join("tests/fixtures")), shared("inputs"), Some(root().join("examples/good-result"))];
    let entries = folders.into_iter().flatten().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn texts() -> Vec<(PathBuf, Text)> {
    let is_text = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ["docx", "md", "html", "txt"].iter().any(|known| ending == *known))
    };
    files().into_iter().filter(is_text).filter_map(|path| read_text(&path).ok().map(|text| (path, text))).collect()
}

#[test]
fn files_keep_their_words_in_every_format() {
    let texts = texts();
    assert!(texts.len() > 10);
    for (path, text) in texts {
        keeps_its_words(&held(&text.document), &path.display().to_string());
        let folder = tempfile::tempdir().unwrap();
        for format in FORMATS.into_iter().filter(|format| format.is_read()) {
            let file = folder.path().join(format!("a.{}", format.name));
            std::fs::write(&file, format.write(&text.document, &Frame::default())).unwrap();
            let again = read_text(&file).unwrap();
            let (before, after) = (spoken(&words(&text.document)), spoken(&words(&again.document)));
            // In plain text the number in front of a heading is that of an item.
            let is_word = |word: &&String| word.contains(char::is_alphabetic);
            let missing: Vec<&String> = before.iter().filter(is_word).filter(|word| !after.contains(word)).collect();
            assert!(missing.is_empty(), "{}: {}: {missing:?}", path.display(), format.name);
        }
    }
}

/// Returns the words of all parts of a Word document that hold text, as they are in the XML; of fields, what they show.
fn written_in(path: &Path) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let piece = Regex::new(r#"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>)|w:fldCharType="([a-z]+)""#).unwrap();
    let part = Regex::new(r"^word/(document|header|footer|footnotes|endnotes|comments)[0-9]*\.xml$").unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().replace('\\', "/").to_lowercase();
        if !part.is_match(&name) {
            continue;
        }
        let (mut xml, mut fields) = (String::new(), Vec::new());
        entry.read_to_string(&mut xml).unwrap();
        for found in piece.captures_iter(&xml) {
            match (found.get(1), found.get(3).map(|kind| kind.as_str())) {
                (Some(text), _) if fields.iter().all(|is_result| *is_result) => all.push_str(text.as_str()),
                (Some(_), _) => {}
                (None, Some("begin")) => fields.push(false),
                (None, Some("separate")) => *fields.last_mut().unwrap() = true,
                (None, Some(_)) => drop(fields.pop()),
                (None, None) => all.push(' '),
            }
        }
    }
    let all = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        .iter()
        .fold(all, |all, (entity, sign)| all.replace(entity, sign));
    all.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn every_word_in_a_word_file_is_in_the_document_or_named() {
    let is_word = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "docx");
    let mut count = 0;
    for path in files().into_iter().filter(is_word) {
        let Ok(text) = read_text(&path) else { continue };
        let mut known = words(&text.document);
        known.extend(text.findings.iter().map(|finding| finding.message.clone()));
        known.extend(text.marks.changes.iter().map(|change| change.text.clone()));
        known.extend(text.marks.comments.iter().map(|comment| comment.text.clone()));
        let mut letters: BTreeMap<String, usize> = BTreeMap::new();
        let all =
            spoken(&known.iter().flat_map(|words| words.split_whitespace()).map(str::to_owned).collect::<Vec<_>>());
        for word in all {
            *letters.entry(word).or_default() += 1;
        }
        let whole: String = spoken(&known).concat();
        for word in spoken(&written_in(&path)) {
            let left = letters.get_mut(&word).filter(|left| **left > 0);
            let is_part = whole.contains(&word);
            match left {
                Some(left) => *left -= 1,
                None => assert!(is_part, "{}: “{word}” is neither read nor named", path.display()),
            }
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}
