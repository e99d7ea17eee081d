//! Glyphs as they are drawn, before they are lines. Not here: what draws them (content), and lines.

/// An affine map: `x' = a x + c y + e`, `y' = b x + d y + f`, as `[a, b, c, d, e, f]`.
pub(super) type Matrix = [f32; 6];

/// `first`, then `second`.
pub(super) fn concat(first: &Matrix, second: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *first;
    let [p, q, r, s, t, u] = *second;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
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

/// The glyphs of a page in the order of drawing, and their texts.
#[derive(Default)]
pub(super) struct Glyphs {
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
}

impl Glyphs {
    pub(super) fn text_of(&self, glyph: &Glyph) -> &str {
        &self.text[glyph.start..glyph.end]
    }
}
