//! Regular expressions over English text. Not here: what they mean.

use regex::Regex;

/// A pattern whose words are English ones: `\b` stands beside an ASCII letter, digit or underscore. Beside those of all
/// scripts the engine would fall back on its slowest search wherever a text has a curly quotation mark (crate regex,
/// "Unicode support").
pub fn words(pattern: &str) -> Regex {
    names(&pattern.replace(r"\b", r"(?-u:\b)"))
}

/// A pattern of names, which begin and end with letters of all scripts.
pub fn names(pattern: &str) -> Regex {
    Regex::new(pattern).expect("it is tested")
}

#[cfg(test)]
mod tests {
    use super::{names, words};

    #[test]
    fn words_stand_between_whatever_is_no_letter() {
        let may = words(r"(?i)\bmay\b");
        assert!(["May", "“may”", "—may…", "’may’"].iter().all(|text| may.is_match(text)));
        assert!(!["maybe", "Dismay"].iter().any(|text| may.is_match(text)));
        assert_eq!(names(r"\b\p{Lu}\p{Ll}+\b").find("in Éirú, DÉirú").map(|name| name.as_str()), Some("Éirú"));
    }
}
