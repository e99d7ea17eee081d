//! How much room characters take on a terminal. Not here: where lines are broken.

use unicode_width::UnicodeWidthChar;

/// The columns that a character takes: none for one that joins the character before it, two for a wide one.
pub fn width(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn letters_accents_and_wide_characters() {
        assert_eq!(['é', 'ŷ', '\u{301}', '字', '\u{200b}'].map(width), [1, 1, 0, 2, 0]);
    }
}
