//! A font: the text and the width of each of its codes.

use super::cmap::CMap;
use lopdf::{Dictionary, Document, Object};
use std::collections::HashMap;

/// The texts and widths of a font.
pub(super) struct Font {
    pub(super) bold: bool,
    /// Whether a code takes two bytes.
    wide: bool,
    texts: CMap,
    /// The texts of a one-byte font's codes, where `texts` has none.
    encoded: Vec<String>,
    /// Widths in thousandths of the size.
    widths: HashMap<u32, f32>,
    default_width: f32,
}

/// A code as it is drawn.
pub(super) struct Code<'a> {
    pub(super) text: &'a str,
    /// In parts of the size.
    pub(super) width: f32,
    /// Whether word spacing applies.
    pub(super) is_space: bool,
}

/// The most bytes that a map of codes may unpack to: one of all codes of two bytes takes one million.
const MAX_MAP: usize = 2 << 20;
/// The text of a letter that has none.
const UNKNOWN: &str = "\u{FFFD}";
/// The most codes for which widths are kept.
const MAX_WIDTHS: usize = 1 << 16;

impl Font {
    pub(super) fn load(document: &Document, dict: &Dictionary) -> Font {
        let get = |key: &[u8]| dict.get_deref(key, document).ok();
        let name = get(b"BaseFont").and_then(|object| object.as_name().ok()).unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_lowercase();
        let wide = get(b"Subtype").and_then(|object| object.as_name().ok()) == Some(b"Type0");
        let texts = get(b"ToUnicode")
            .and_then(|object| object.as_stream().ok())
            .and_then(|stream| stream.get_plain_content_with_limit(MAX_MAP).ok())
            .map_or_else(CMap::default, |bytes| CMap::parse(&bytes));
        let mut font = Font {
            bold: ["bold", "black", "heavy"].iter().any(|word| name.contains(word)),
            wide,
            encoded: if wide { Vec::new() } else { encoded(document, dict, &name, &texts) },
            texts,
            widths: HashMap::new(),
            default_width: if wide { 1000.0 } else { 500.0 },
        };
        if wide {
            font.wide_widths(document, dict);
        } else {
            font.simple_widths(document, dict);
        }
        font
    }

    /// Returns the codes of a string.
    pub(super) fn codes<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Code<'a>> {
        bytes.chunks(if self.wide { 2 } else { 1 }).map(|chunk| {
            let code = chunk.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            let text = self.texts.get(code).or_else(|| self.encoded.get(code as usize).map(String::as_str));
            let width = self.widths.get(&code).copied().unwrap_or(self.default_width) / 1000.0;
            let text = text.filter(|text| !text.is_empty()).unwrap_or(if self.is_blank(code) { " " } else { UNKNOWN });
            Code { text, width, is_space: !self.wide && code == 32 }
        })
    }

    /// Returns `true` if a code without a text is the space, or a control of a typewriter: nothing is drawn.
    fn is_blank(&self, code: u32) -> bool {
        if self.wide { matches!(code, 0 | 3 | 32) } else { matches!(code, 0 | 9 | 10 | 13 | 32 | 160) }
    }

    fn simple_widths(&mut self, document: &Document, dict: &Dictionary) {
        let first = dict.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
        let first = u32::try_from(first).unwrap_or(0);
        // A drawn font (Type 3) measures in its own units.
        let unit = dict
            .get_deref(b"FontMatrix", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|matrix| matrix.first()?.as_float().ok())
            .map_or(1.0, |scale| scale * 1000.0);
        if let Ok(missing) = descriptor(document, dict).and_then(|dict| dict.get_deref(b"MissingWidth", document)) {
            self.default_width = missing.as_float().unwrap_or(self.default_width);
        }
        if let Ok(widths) = dict.get_deref(b"Widths", document).and_then(Object::as_array) {
            for (code, width) in (first..=255).zip(widths) {
                if let Some(width) = float(document, width) {
                    self.widths.insert(code, width * unit);
                }
            }
        }
    }

    /// Reads `W`, a list of `code [width width ...]` and `first last width`.
    fn wide_widths(&mut self, document: &Document, dict: &Dictionary) {
        let Some(inner) = dict
            .get_deref(b"DescendantFonts", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok())
        else {
            return;
        };
        if let Some(width) = inner.get_deref(b"DW", document).ok().and_then(|object| object.as_float().ok()) {
            self.default_width = width;
        }
        let Ok(list) = inner.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let mut rest = list.as_slice();
        while let [first, second, after @ ..] = rest {
            let Some(first) = code(document, first) else { return };
            let Ok((_, second)) = document.dereference(second) else { return };
            if let Ok(widths) = second.as_array() {
                for (code, width) in (first..).zip(widths) {
                    self.put_width(code, float(document, width));
                }
                rest = after;
            } else {
                let (Some(last), [width, after @ ..]) = (code(document, second), after) else { return };
                for code in (first..=last).take(MAX_WIDTHS) {
                    self.put_width(code, float(document, width));
                }
                rest = after;
            }
        }
    }

    fn put_width(&mut self, code: u32, width: Option<f32>) {
        if let Some(width) = width
            && self.widths.len() < MAX_WIDTHS
        {
            self.widths.insert(code, width);
        }
    }
}

fn float(document: &Document, object: &Object) -> Option<f32> {
    document.dereference(object).ok()?.1.as_float().ok()
}

fn code(document: &Document, object: &Object) -> Option<u32> {
    u32::try_from(document.dereference(object).ok()?.1.as_i64().ok()?).ok()
}

fn descriptor<'a>(document: &'a Document, dict: &'a Dictionary) -> lopdf::Result<&'a Dictionary> {
    dict.get_deref(b"FontDescriptor", document).and_then(Object::as_dict)
}

/// Returns the texts of the 256 codes of a simple font by its encoding. A font of signs has no letters: its codes become
/// private-use characters, as Word writes them.
fn encoded(document: &Document, dict: &Dictionary, name: &str, texts: &CMap) -> Vec<String> {
    let signs = ["wingdings", "symbol", "dingbats"].iter().any(|word| name.contains(word));
    if signs && texts.is_empty() {
        return (0xF000..0xF100).filter_map(char::from_u32).map(String::from).collect();
    }
    let Ok(encoding) = dict.get_font_encoding_with_limit(document, MAX_MAP) else { return Vec::new() };
    (0..=255).map(|code| encoding.bytes_to_string(&[code]).unwrap_or_default()).collect()
}
