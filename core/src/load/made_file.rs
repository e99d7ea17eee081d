//! Reads the file that an output makes, such as a table or a picture, and says what must not go out in it: what the reader's
//! computer would run or fetch, and what those who cannot see it would miss. A file of another type is not read.

use crate::text::begins_formula;
use csv::ReaderBuilder;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// How many problems of a file are listed.
const LISTED: usize = 5;

/// Returns what is wrong with the bytes of a file of a media type; empty if nothing is, or the type is not read.
///
/// A table (`text/csv`) is held to RFC 4180, and a cell must not begin a formula, which a spreadsheet would compute. A picture
/// (`image/svg+xml`) has no script and no address of another file, and has a `<title>`, which screen readers read aloud. An
/// entry of a calendar (`text/calendar`) is one calendar of RFC 5545. Every text is in UTF-8.
pub fn problems(media_type: &str, bytes: &[u8]) -> Vec<String> {
    if bytes.is_empty() {
        return vec!["its file is empty".to_owned()];
    }
    let is_text = media_type.starts_with("text/") || media_type.ends_with("+xml") || media_type.ends_with("/json");
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if is_text => return vec![format!("its file is not UTF-8 from byte {}", error.valid_up_to() + 1)],
        Err(_) => return Vec::new(),
    };
    let mut found = match media_type {
        "text/csv" => table(text),
        "image/svg+xml" => picture(text),
        "text/calendar" => calendar(text),
        _ => Vec::new(),
    };
    if found.len() > LISTED {
        let more = found.len() - LISTED;
        found.truncate(LISTED);
        found.push(format!("and {more} more of this kind"));
    }
    found
}

/// Returns what is wrong with a table.
fn table(text: &str) -> Vec<String> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut found, mut columns) = (Vec::new(), None);
    for (row, record) in reader.records().enumerate() {
        let row = row + 1;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                found.push(format!("its table cannot be read: {error}"));
                break;
            }
        };
        let expected = *columns.get_or_insert(record.len());
        if record.len() != expected {
            found.push(format!("row {row} of its table has {} cells, the first has {expected}", record.len()));
        }
        // A number with a sign is no formula.
        for cell in record.iter().filter(|cell| begins_formula(cell) && cell.parse::<f64>().is_err()) {
            found.push(format!("row {row} of its table has a cell that begins a formula: {cell:?}"));
        }
    }
    found
}

/// Returns what is wrong with an entry of a calendar.
fn calendar(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.split("\r\n").collect();
    let is_one = lines.first() == Some(&"BEGIN:VCALENDAR") && lines.ends_with(&["END:VCALENDAR", ""]);
    if is_one { Vec::new() } else { vec!["its file is not one calendar with the line ends of RFC 5545".to_owned()] }
}

/// Elements of a picture that run a script, or show something that is not the picture.
const FOREIGN: [&str; 7] = ["script", "foreignobject", "iframe", "object", "embed", "handler", "listener"];

/// Returns what is wrong with a picture.
fn picture(text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    let mut picture = Picture::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                picture.open(&element);
                picture.inside.push(name_of(&element));
            }
            Ok(Event::Empty(element)) => picture.open(&element),
            Ok(Event::End(_)) => drop(picture.inside.pop()),
            Ok(Event::Text(words)) => picture.words(&words),
            Ok(Event::CData(words)) => picture.words(&words),
            Ok(Event::DocType(_)) => picture.found.push("its picture has a DOCTYPE".to_owned()),
            Ok(Event::PI(_)) => picture.found.push("its picture has a processing instruction".to_owned()),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                picture.found.push(format!("its picture is not XML: {error}"));
                break;
            }
        }
    }
    if let Some(open) = picture.inside.last() {
        picture.found.push(format!("its picture ends within <{open}>"));
    }
    if !picture.is_svg {
        picture.found.push("its picture is no SVG".to_owned());
    }
    if !picture.is_titled {
        picture.found.push("its picture has no <title>, which is read to those who cannot see it".to_owned());
    }
    picture.found
}

/// What is known of a picture that is being read.
#[derive(Default)]
struct Picture {
    /// The names of the elements that are open, from the root.
    inside: Vec<String>,
    is_svg: bool,
    is_titled: bool,
    found: Vec<String>,
}

impl Picture {
    fn open(&mut self, element: &BytesStart<'_>) {
        let name = name_of(element);
        self.is_svg |= self.inside.is_empty() && name == "svg";
        if FOREIGN.contains(&name.as_str()) {
            self.found.push(format!("its picture has an element <{name}>"));
        }
        for attribute in element.attributes() {
            let Ok(attribute) = attribute else {
                self.found.push(format!("its picture has an attribute of <{name}> that cannot be read"));
                return;
            };
            let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
            match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => self.attribute(&name, &key, &value),
                Err(_) => self.found.push(format!("its picture has a value of {key} that cannot be read")),
            }
        }
    }

    fn attribute(&mut self, element: &str, key: &str, value: &str) {
        let what = if key.starts_with("on") {
            "a script"
        } else if matches!(key, "href" | "src") && !is_own(value) || leads_away(value) {
            "an address of another file"
        } else if key == "attributename" && (value.to_ascii_lowercase().ends_with("href") || value.starts_with("on")) {
            "an animated address"
        } else {
            return;
        };
        self.found.push(format!("its picture has {what}, in {key} of <{element}>"));
    }

    fn words(&mut self, words: &str) {
        match self.inside.as_slice() {
            [root, title] if root == "svg" && title == "title" => self.is_titled |= !words.trim().is_empty(),
            [.., style] if style == "style" && leads_away(words) => {
                self.found.push("its picture has an address of another file, in <style>".to_owned());
            }
            _ => {}
        }
    }
}

/// Returns the name of an element without its prefix, in lower case.
fn name_of(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_ascii_lowercase()
}

/// Returns `true` if an address is a part of the same picture, or a picture that is in it.
fn is_own(address: &str) -> bool {
    ["#", "data:image/png;base64,", "data:image/jpeg;base64,"].iter().any(|own| address.starts_with(own))
}

/// Returns `true` if a style fetches another file.
fn leads_away(style: &str) -> bool {
    let style: String = style.to_ascii_lowercase().split_whitespace().collect();
    let of_another = |address: &str| !is_own(address.trim_start_matches(['"', '\'']));
    style.contains("@import") || style.contains('\\') || style.split("url(").skip(1).any(of_another)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_compute_is_named_with_its_row() {
        assert_eq!(problems("text/csv", b"Area,Grade\r\nOverall,\"Good, since 2025\"\r\nChange,-1\r\n"), [""; 0]);
        for (cell, shown) in [
            ("=1+1", "\"=1+1\""),
            ("@SUM(A1)", "\"@SUM(A1)\""),
            ("+cmd|' /C calc'!A0", "\"+cmd|' /C calc'!A0\""),
            ("\"-2+3\"", "\"-2+3\""),
            ("\"\t=1\"", "\"\\t=1\""),
            (" =1", "\" =1\""),
        ] {
            let found = problems("text/csv", format!("Area,Grade\r\nOverall,{cell}\r\n").as_bytes());
            assert_eq!(found, [format!("row 2 of its table has a cell that begins a formula: {shown}")]);
        }
        assert_eq!(problems("text/csv", b"a,b\r\nc\r\n"), ["row 2 of its table has 1 cells, the first has 2"]);
        assert_eq!(problems("text/csv", b"a\xff"), ["its file is not UTF-8 from byte 2"]);
        assert_eq!(problems("application/octet-stream", b"a\xff"), [""; 0]);
        assert_eq!(problems("text/csv", b""), ["its file is empty"]);
        let many = "=1\r\n".repeat(9);
        assert_eq!(problems("text/csv", many.as_bytes()).last().unwrap(), "and 4 more of this kind");
    }

    #[test]
    fn a_picture_runs_nothing_fetches_nothing_and_has_words() {
        let of = |inner: &str| {
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Good</title>{inner}</svg>");
            problems("image/svg+xml", svg.as_bytes())
        };
        for good in [
            "<rect fill=\"url(#a)\"/>",
            "<style>text { font-family: sans-serif; fill: url(#a) }</style>",
            "<use href=\"#a\"/><image href=\"data:image/png;base64,AAAA\"/>",
            "<text>Good &amp; better</text>",
        ] {
            assert_eq!(of(good), [""; 0], "{good}");
        }
        for (bad, said) in [
            ("<script>alert(1)</script>", "an element <script>"),
            ("<x:script xmlns:x=\"http://www.w3.org/2000/svg\"/>", "an element <script>"),
            ("<rect onclick=\"a()\"/>", "a script, in onclick of <rect>"),
            ("<a href=\"javascript:a()\"/>", "an address of another file, in href of <a>"),
            ("<a xlink:href=\"&#106;avascript:a()\"/>", "an address of another file, in href of <a>"),
            ("<image href=\"https://a.example/b.png\"/>", "an address of another file"),
            ("<image href=\"data:image/svg+xml;base64,AAAA\"/>", "an address of another file"),
            ("<rect style=\"fill: url( 'https://a.example/b#c')\"/>", "an address of another file, in style of <rect>"),
            ("<style>@import 'b.css';</style>", "an address of another file, in <style>"),
            ("<style>a { fill: u\\72l(//b) }</style>", "an address of another file, in <style>"),
            ("<set attributeName=\"xlink:href\" to=\"javascript:a()\"/>", "an animated address"),
            ("<foreignObject/>", "an element <foreignobject>"),
            ("<rect", "its picture ends within <"),
            ("<rect a=b/>", "an attribute of <rect> that cannot be read"),
        ] {
            let found = of(bad);
            assert!(found.iter().any(|problem| problem.contains(said)), "{bad}: {found:?}");
        }
        let doctype = problems("image/svg+xml", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg><title>a</title></svg>");
        assert_eq!(doctype, ["its picture has a DOCTYPE"]);
        let bare = problems("image/svg+xml", b"<svg><g><title>a part</title></g></svg>");
        assert_eq!(bare, ["its picture has no <title>, which is read to those who cannot see it"]);
        assert!(problems("image/svg+xml", b"<html/>").contains(&"its picture is no SVG".to_owned()));
    }

    #[test]
    fn a_calendar_has_its_own_line_ends() {
        assert_eq!(problems("text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), [""; 0]);
        assert_eq!(problems("text/calendar", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n").len(), 1);
    }
}
