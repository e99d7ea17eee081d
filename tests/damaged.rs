//! Damaged and hostile files: one clear error or a report, never a panic and never a hang.
#![expect(clippy::disallowed_methods, reason = "tests read the file that they damage, and time themselves")]

use copydesk::load::docx::{self, View};
use copydesk::load::pdf::{self, Limits, PdfError};
use copydesk::load::{document_kind, framework, record, report};
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/good-result/report.pdf");
const WORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/release.docx");
const SEED: u64 = 0x005E_ED0F_D0C5;
const CASES: usize = 500;
/// Far above what any case needs in an unoptimised build on a busy machine.
const LONGEST: Duration = Duration::from_secs(30);

/// Xorshift: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).expect("a length")).expect("less than a length")
    }
}

/// Returns a damaged copy: truncated, with bytes changed, or with a part moved.
fn damage(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    match random.below(4) {
        0 => copy.truncate(random.below(bytes.len())),
        1 => {
            for _ in 0..=random.below(40) {
                let place = random.below(copy.len());
                copy[place] ^= 1 << random.below(8);
            }
        }
        2 => {
            let (from, to) = (random.below(bytes.len()), random.below(bytes.len()));
            let length = random.below(4000).min(bytes.len() - from);
            copy.splice(to..to, bytes[from..from + length].iter().copied());
        }
        _ => {
            let from = random.below(bytes.len());
            let length = random.below(4000).min(bytes.len() - from);
            copy.drain(from..from + length);
        }
    }
    copy
}

#[test]
fn five_hundred_damages_never_panic_and_never_hang() {
    let example = std::fs::read(EXAMPLE).expect("examples/good-result/report.pdf is part of the repository");
    let (frameworks, authorities, record) = (framework::builtin(), record::authorities(), record::public_record());
    println!("seed {SEED:#x}");
    let mut random = Random(SEED);
    let (mut read, mut refused) = (0, 0);
    for case in 0..CASES {
        let bytes = damage(&example, &mut random);
        let start = Instant::now();
        let outcome = catch_unwind(|| {
            let known = report::Known {
                kinds: &document_kind::builtin(),
                frameworks: &frameworks,
                authorities: &authorities,
                record: &record,
            };
            pdf::read(&bytes, &Limits::default()).map(|pages| report::read(&pages, &known))
        });
        assert!(start.elapsed() < LONGEST, "case {case} took {:?}", start.elapsed());
        match outcome.unwrap_or_else(|_| panic!("case {case} of seed {SEED:#x} panicked")) {
            Ok(_) => read += 1,
            Err(_) => refused += 1,
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > CASES / 10 && refused > CASES / 10, "the damages damage too much or too little: {read}, {refused}");
}

/// A Word document as LibreOffice saves it: damaged as a file, and in its text.
#[test]
fn five_hundred_damages_of_a_word_document_never_panic_and_never_hang() {
    let example = std::fs::read(WORD).expect("tests/fixtures/release.docx is part of the repository");
    println!("seed {SEED:#x}");
    let mut random = Random(SEED);
    let (mut read, mut refused) = (0, 0);
    for case in 0..CASES {
        let bytes = if case % 2 == 0 { damage(&example, &mut random) } else { damage_inside(&example, &mut random) };
        let start = Instant::now();
        let outcome = catch_unwind(|| docx::read(&bytes, View::Accepted));
        assert!(start.elapsed() < LONGEST, "case {case} took {:?}", start.elapsed());
        match outcome.unwrap_or_else(|_| panic!("case {case} of seed {SEED:#x} panicked")) {
            Ok(_) => read += 1,
            Err(_) => refused += 1,
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > CASES / 10 && refused > CASES / 10, "the damages damage too much or too little: {read}, {refused}");
}

/// Damages one of the parts in a zip file.
fn damage_inside(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is whole");
    let damaged = random.below(archive.len());
    let mut copy = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..archive.len() {
        let mut entry = archive.by_index(part).expect("it is whole");
        let mut text = Vec::new();
        entry.read_to_end(&mut text).expect("it is whole");
        let text = if part == damaged { damage(&text, random) } else { text };
        copy.start_file(entry.name().expect("it is whole"), zip::write::SimpleFileOptions::default())
            .expect("memory takes it");
        copy.write_all(&text).expect("memory takes it");
    }
    copy.finish().expect("memory takes it").into_inner()
}

/// Returns a PDF of these objects, the first of which is the catalogue.
fn pdf_of(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut file = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        write!(file, "{number} 0 obj\n{object}\nendobj\n").expect("writing to a string");
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("writing to a string");
    for place in places {
        writeln!(file, "{place:010} 00000 n ").expect("writing to a string");
    }
    let size = objects.len() + 1;
    write!(file, "trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").expect("writing");
    file.into_bytes()
}

/// Returns a PDF of one page with this content, which may draw the form `F` that draws itself.
fn one_page(content: &str) -> Vec<u8> {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
                /Resources << /Font << /A 5 0 R >> /XObject << /F 6 0 R /P 7 0 R >> >> >>";
    let stream =
        |dict: &str, content: &str| format!("<< {dict} /Length {} >>\nstream\n{content}\nendstream", content.len());
    pdf_of(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            &stream("", content),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            &stream("/Type /XObject /Subtype /Form", "/F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do"),
            &stream(
                "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
                "x",
            ),
        ],
        "",
    )
}

fn error(bytes: &[u8]) -> Option<String> {
    pdf::read(bytes, &Limits::default()).err().map(|error| error.to_string())
}

#[test]
fn says_what_is_wrong_with_a_file() {
    assert_eq!(error(b"<!DOCTYPE html><title>Not found</title>").as_deref(), Some("the file is not a PDF"));
    assert_eq!(error(b"").as_deref(), Some("the file is not a PDF"));
    assert!(matches!(pdf::read(b"%PDF-1.7\nnothing more", &Limits::default()), Err(PdfError::Damaged(_))));
    let empty = one_page("0 0 595 842 re f");
    assert_eq!(error(&empty).as_deref(), Some("the PDF has no text: its pages are pictures"));
    let locked = pdf_of(
        &["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>", "<< /Filter /Secret /V 9 >>"],
        "/Encrypt 3 0 R /ID [<00> <00>]",
    );
    assert_eq!(error(&locked).as_deref(), Some("the PDF is locked with a password"));
}

#[test]
fn reads_words_where_they_stand() {
    let pages = pdf::read(
        &one_page("BT /A 12 Tf 72 700 Td [(Plain)-400(words \\222s)] TJ 0 -15 Td (next) Tj ET"),
        &Limits::default(),
    )
    .expect("it can be read");
    let lines: Vec<String> =
        pages.0[0].lines.iter().map(|line| format!("{} {}", line.y, line.pieces[0].text)).collect();
    assert_eq!(lines, ["142 Plain words ’s", "157 next"]);
}

#[test]
fn says_how_much_of_a_page_is_a_picture() {
    let share = |content: &str| {
        let file = one_page(&format!("{content} BT /A 12 Tf 72 700 Td (words) Tj ET"));
        pdf::read(&file, &Limits::default()).expect("it can be read").0[0].picture
    };
    assert!((share("q 595 0 0 421 0 0 cm /P Do Q") - 0.5).abs() < 0.01);
    assert!((share("q 0 595 842 0 0 0 cm /P Do Q") - 1.0).abs() < 0.01, "turned");
    assert!(share("q 20 0 0 20 0 0 cm /P Do Q") < 0.01);
    assert!(share("").abs() < f32::EPSILON);
}

#[test]
fn letters_without_end_spoil_no_page() {
    for far in ["3e38 Tf 72 600 Td", "12 Tf 3e38 600 Td", "12 Tf 3e38 0 0 3e38 72 600 Tm"] {
        let far = far.replace("3e38", &format!("3{}", "0".repeat(38)));
        let file = one_page(&format!("BT /A 12 Tf 72 700 Td (near) Tj ET BT /A {far} (WWWW) Tj ET"));
        let pages = pdf::read(&file, &Limits::default()).expect("it can be read");
        assert_eq!(pages.0[0].lines.len(), 1, "{far}");
        let line = &pages.0[0].lines[0];
        assert!(line.y.is_finite() && line.size.is_finite() && line.pieces[0].end.is_finite(), "{far}");
    }
}

#[test]
fn limits_hold() {
    let drawn = one_page("BT /A 12 Tf 72 700 Td (words) Tj ET /F Do");
    let few = |limits: Limits| pdf::read(&drawn, &limits).map_err(|error| error.to_string()).map(|pages| pages.0.len());
    assert_eq!(
        few(Limits { bytes: 100, ..Limits::default() }),
        Err(format!("the PDF is too big: {} bytes", drawn.len()))
    );
    let letters = Err("the PDF is too big: it has more letters than any report".to_owned());
    assert_eq!(few(Limits { glyphs: 3, ..Limits::default() }), letters);
    // A form that draws itself ten times has eight levels: more operators than there may be.
    let limits = Limits { operators: 100_000, ..Limits::default() };
    assert_eq!(few(limits), Err("the PDF is too big: its pages draw without end".to_owned()));
}

#[test]
fn loops_end() {
    let pages_in_pages = pdf_of(
        &["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R /Count 2 >>"],
        "",
    );
    assert!(pdf::read(&pages_in_pages, &Limits::default()).is_err());
    let deep = format!("BT /A 12 Tf (a) Tj {} {} ET", "[".repeat(100_000), "q ".repeat(100_000));
    assert!(pdf::read(&one_page(&deep), &Limits::default()).is_ok());
}
