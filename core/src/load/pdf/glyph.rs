//! Glyphs as drawn, before they are grouped into lines.

/// An affine map: `x' = a x + c y + e`, `y' = b x + d y + f`, as `[a, b, c, d, e, f]`.
pub(super) type Matrix = [f32; 6];

/// Returns `first`, then `second`.
pub(super) fn concat(first: &Matrix, second: &Matrix) -> Matrix {
    let linear = |x: f32, y: f32| [x * second[0] + y * second[2], x * second[1] + y * second[3]];
    let ([xx, xy], [yx, yy], [x, y]) =
        (linear(first[0], first[1]), linear(first[2], first[3]), linear(first[4], first[5]));
    [xx, xy, yx, yy, x + second[4], y + second[5]]
}

/// One drawn glyph. Positions are in points from the page's bottom left corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) artifact: bool,
    /// The bytes of its text in [`Glyphs::text`].
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The glyphs of a page in the order of drawing, and their texts; and what else it has.
#[derive(Default)]
pub(super) struct Glyphs {
    pub(super) text: String,
    pub(super) drawn: Vec<Glyph>,
    /// The area of the largest picture, in square points.
    pub(super) picture: f32,
    /// Whether the page's content could not be unpacked.
    pub(super) unread: bool,
    /// Whether it breaks off, or a part of it could not be unpacked or was too much.
    pub(super) cut: bool,
    /// The words that run another way, for each way.
    pub(super) turned: [String; WAYS.len()],
}

/// The ways in which words run on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    UpsideDown,
    Down,
    /// At an angle.
    Aslant,
}

pub(super) const WAYS: [Way; 4] = [Way::Up, Way::UpsideDown, Way::Down, Way::Aslant];

impl Way {
    /// Returns the map that makes the words of a page level that run this way, and the page's new width and height.
    pub(super) fn levelled(self, width: f32, height: f32) -> Option<(Matrix, f32, f32)> {
        match self {
            Way::Up => Some(([0.0, -1.0, 1.0, 0.0, 0.0, width], height, width)),
            Way::UpsideDown => Some(([-1.0, 0.0, 0.0, -1.0, width, height], width, height)),
            Way::Down => Some(([0.0, 1.0, -1.0, 0.0, height, 0.0], height, width)),
            Way::Aslant => None,
        }
    }
}

impl Glyphs {
    /// Returns the words that run another way, whichever.
    pub(super) fn turned_words(&self) -> String {
        let words = self.turned.iter().flat_map(|words| words.split_whitespace());
        words.collect::<Vec<_>>().join(" ")
    }

    /// Returns the way that most of the page's words run, if it is another than level.
    pub(super) fn main_way(&self) -> Option<Way> {
        let (way, words) = WAYS.iter().zip(&self.turned).max_by_key(|(_, words)| words.len())?;
        let level = self.drawn.iter().filter(|glyph| !glyph.artifact).map(|glyph| glyph.end - glyph.start).sum();
        (words.len() > level).then_some(*way)
    }

    pub(super) fn text_of(&self, glyph: &Glyph) -> &str {
        &self.text[glyph.start..glyph.end]
    }
}
