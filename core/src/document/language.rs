//! The language of a document, and which of its words are in another one: the report's own, which stay in English. Not here: what is
//! known of a language, such as the names of its months (language).

use super::{Document, Origin, Run};
use crate::language::language_of;

/// The language of a document that does not name one.
pub const ENGLISH: &str = "en-GB";

/// The first parts of the language tags whose script is written from right to left.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// The parts of a story whose words are the report's or the framework's.
const OF_REPORT: [&str; 6] = ["/inspection/", "/outcome/", "/quotes/", "/figures/", "/previous/", "/history/"];

/// The fields in them that are days, years, numbers, addresses and lists, which are written in the language of the document.
const WRITTEN: [&str; 28] = [
    "areas",
    "code",
    "dates",
    "figures",
    "from",
    "groups",
    "improvements",
    "inspected",
    "inspectors",
    "judgements",
    "lead_inspectors",
    "letter_date",
    "paragraph",
    "paragraphs",
    "partners",
    "points",
    "priority_actions",
    "published",
    "quotes",
    "rank",
    "report_url",
    "score",
    "steps",
    "summary",
    "terms",
    "to",
    "words",
    "year",
];

impl Document {
    /// Returns the language tag of its words (BCP 47), such as `cy`.
    pub fn language(&self) -> &str {
        self.language.as_deref().unwrap_or(ENGLISH)
    }

    /// Returns `true` if it is in English.
    pub fn is_english(&self) -> bool {
        language_of(self.language()) == "en"
    }

    /// Returns `true` if its words are written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        RIGHT_TO_LEFT.contains(&language_of(self.language()))
    }
}

impl Run {
    /// Returns `true` if the words are the report's own, or the framework's: those are in English in every document. A day or a number
    /// is none of them.
    pub fn is_of_report(&self) -> bool {
        let Origin::Data(sources) = &self.origin else { return false };
        let is_of_report = |pointer: &str| {
            let last = pointer.rsplit('/').next().unwrap_or_default();
            OF_REPORT.iter().any(|root| pointer.starts_with(root)) && !WRITTEN.contains(&last)
        };
        !sources.is_empty()
            && sources.iter().all(|source| is_of_report(&source.pointer))
            && self.text.chars().any(char::is_alphabetic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    #[test]
    fn words_of_the_report_are_known_by_their_origin() {
        let run = |text: &str, pointer: &str| Run {
            text: text.to_owned(),
            origin: Origin::Data(vec![Source::whole(&pointer)]),
            ..Run::default()
        };
        for (text, pointer) in [
            ("Good", "/inspection/judgements/0/grade_name"),
            ("Children are safe.", "/inspection/paragraphs/16/text"),
            ("Outstanding", "/outcome/overall/grade_name"),
            ("Inadequate", "/history/0/judgements/1/grade_name"),
        ] {
            assert!(run(text, pointer).is_of_report(), "{pointer}");
        }
        for (text, pointer) in [
            ("3 Mawrth 2025", "/inspection/dates/0/from"),
            ("2021", "/inspection/judgements/0/change/year"),
            ("2018", "/history/0/year"),
            ("3 Mawrth", "/inspection/dates"),
            ("Diolch.", "/brief/statements/0/words"),
            ("3", "/inspection/judgements"),
        ] {
            assert!(!run(text, pointer).is_of_report(), "{pointer}");
        }
        assert!(!Run { text: "Da".to_owned(), ..Run::default() }.is_of_report());
        let of = |language: &str| Document { language: Some(language.to_owned()), ..Document::default() };
        assert!(of("ur").is_right_to_left() && !of("cy").is_right_to_left() && of("en-US").is_english());
        assert_eq!((Document::default().language(), of("cy-GB").is_english()), ("en-GB", false));
    }
}
