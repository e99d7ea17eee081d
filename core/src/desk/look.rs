//! The council's look: the files and the colour that pages and printed copies take it from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the council's paper and pages look. Files are relative to the desk's folder. Left out, they have the council's name and
/// a plain face.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Look {
    /// The colour of headings and lines, such as `#004d40`. It has to be dark enough to be read on white.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// The council's logo, a PNG or JPEG file. It takes the place of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// A Word template (`.dotx` or `.docx`): Word documents have its styles, the set-up of its pages, and what is at their
    /// head and foot. What is in its body is not used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// A file of CSS rules for pages. They come after the program's own; they cannot load anything from elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stylesheet: Option<String>,
}

impl Look {
    /// Returns the colour as red, green and blue; `None` if there is none, or it is not written as one.
    pub fn rgb(&self) -> Option<[u8; 3]> {
        let digits =
            self.colour.as_deref()?.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let is_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok().filter(|_| is_digits);
        Some([part(0)?, part(2)?, part(4)?])
    }
}

/// Returns the contrast of a colour with white, from 1 (none) to 21 (black), as WCAG 2.2 defines it.
pub fn contrast_with_white(rgb: [u8; 3]) -> f64 {
    let linear = rgb.map(|part| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    1.05 / (luminance + 0.05)
}

#[cfg(test)]
mod tests {
    use super::{Look, contrast_with_white};

    #[test]
    fn a_colour_is_six_digits_and_has_a_contrast() {
        let of = |colour: &str| Look { colour: Some(colour.to_owned()), ..Look::default() }.rgb();
        assert_eq!(of("#004d40"), Some([0, 0x4d, 0x40]));
        for wrong in ["004d40", "#04d", "#00 d40", "#00é40", "teal", "#+1+1+1"] {
            assert_eq!(of(wrong).map(|_| wrong), None);
        }
        assert!((contrast_with_white([0, 0, 0]) - 21.0).abs() < 1e-9);
        assert!((contrast_with_white([255, 255, 255]) - 1.0).abs() < 1e-9);
        // The grey that WCAG gives as the lightest that text may have.
        assert!(contrast_with_white([0x76, 0x76, 0x76]) >= 4.5 && contrast_with_white([0x77, 0x77, 0x77]) < 4.5);
    }
}
