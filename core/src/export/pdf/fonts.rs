//! The typeface of a PDF: its four faces, and words turned into glyphs.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::GlyphId as Outline;
use rustybuzz::{Direction, Face, UnicodeBuffer};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Liberation Sans, which has the letters of every European language and the widths of Arial (`core/data/fonts`).
const BUILT_IN: [&[u8]; 4] = [
    include_bytes!("../../../data/fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../../../data/fonts/LiberationSans-Bold.ttf"),
    include_bytes!("../../../data/fonts/LiberationSans-Italic.ttf"),
    include_bytes!("../../../data/fonts/LiberationSans-BoldItalic.ttf"),
];

/// What is drawn in place of a character that the typeface lacks, the first of them that it has.
const STAND_IN: [char; 2] = ['\u{25a1}', '?'];

/// One of the four faces: regular, bold, italic, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// A typeface.
pub(super) struct Fonts<'a> {
    faces: [(Face<'a>, Font); 4],
    /// The character that each glyph was first drawn for: a reader takes it for that one.
    known: RefCell<BTreeMap<(bool, bool, u16), char>>,
}

/// Text as the glyphs of one face.
#[derive(Clone, Debug)]
pub(super) struct Shaped {
    /// The glyphs, with the bytes of the text that each is for.
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// The width, as a share of the size.
    pub(super) width: f32,
}

impl Fonts<'static> {
    /// Returns the typeface that comes with the program.
    pub(super) fn built_in() -> Fonts<'static> {
        Fonts { faces: BUILT_IN.map(|bytes| face(bytes).expect("the files are fonts")), known: RefCell::default() }
    }
}

fn face(bytes: &'static [u8]) -> Option<(Face<'static>, Font)> {
    Some((Face::from_slice(bytes, 0)?, Font::new(bytes.into(), 0)?))
}

impl Fonts<'_> {
    fn of(&self, cut: Cut) -> &(Face<'_>, Font) {
        &self.faces[usize::from(cut.bold) + 2 * usize::from(cut.italic)]
    }

    /// Returns the face as it is embedded.
    pub(super) fn font(&self, cut: Cut) -> Font {
        self.of(cut).1.clone()
    }

    /// Returns `true` if the typeface has a glyph for the character.
    pub(super) fn has(&self, cut: Cut, c: char) -> bool {
        !is_private(c) && self.of(cut).0.glyph_index(c).is_some_and(|Outline(id)| id != 0)
    }

    /// Returns `true` if the glyph of a character is that of another one that was drawn before, as of both hyphens.
    pub(super) fn shares(&self, cut: Cut, c: char) -> bool {
        let Some(Outline(glyph)) = self.of(cut).0.glyph_index(c) else { return false };
        *self.known.borrow_mut().entry((cut.bold, cut.italic, glyph)).or_insert(c) != c
    }

    /// Returns what is drawn in place of a character that it lacks.
    pub(super) fn stand_in(&self, cut: Cut) -> char {
        STAND_IN.into_iter().find(|c| self.has(cut, *c)).unwrap_or(' ')
    }

    /// Returns how far letters reach above the line that they stand on, and below it, as shares of the size.
    pub(super) fn extent(&self) -> (f32, f32) {
        let face = &self.of(Cut::default()).0;
        (f32::from(face.ascender()) / units(face), -f32::from(face.descender()) / units(face))
    }

    /// Returns text as glyphs, from left to right.
    pub(super) fn shape(&self, cut: Cut, text: &str) -> Shaped {
        let face = &self.of(cut).0;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let shaped = rustybuzz::shape(face, &[], buffer);
        let (infos, positions, em) = (shaped.glyph_infos(), shaped.glyph_positions(), units(face));
        let mut glyphs = Vec::with_capacity(infos.len());
        for (index, (info, position)) in infos.iter().zip(positions).enumerate() {
            let start = info.cluster as usize;
            let next = infos[index..].iter().map(|later| later.cluster as usize).find(|later| *later > start);
            let share = |units: i32| f32::from(i16::try_from(units).unwrap_or(i16::MAX)) / em;
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                share(position.x_advance),
                share(position.x_offset),
                share(position.y_offset),
                share(position.y_advance),
                start..next.unwrap_or(text.len()),
                None,
            ));
        }
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Shaped { glyphs, width }
    }
}

fn units(face: &Face<'_>) -> f32 {
    f32::from(u16::try_from(face.units_per_em()).unwrap_or(1000))
}

/// Returns `true` for characters without a meaning of their own, which PDF/A forbids as the text of a glyph.
fn is_private(c: char) -> bool {
    matches!(c, '\0' | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fffe}' | '\u{f0000}'..)
}
