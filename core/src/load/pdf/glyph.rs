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
}

impl Glyphs {
    pub(super) fn text_of(&self, glyph: &Glyph) -> &str {
        &self.text[glyph.start..glyph.end]
    }
}
