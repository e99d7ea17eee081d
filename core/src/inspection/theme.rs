//! What a visit was about, in a few words of the document.

use super::{Datum, Inspection};

/// What comes before the theme in the sentence on what inspectors looked at, the longest first.
const BEFORE: [&str; 9] = [
    "local authority’s ",
    "focus of the visit was ",
    "looked at ",
    "considered ",
    "evaluated ",
    "reviewed ",
    "examined ",
    "focused on ",
    "response to ",
];
/// Where it ends.
const AFTER: [&str; 10] = [
    ", including",
    " (including",
    ", specifically",
    ", with a particular focus",
    ", and specifically",
    " in accordance with",
    ". ",
    "; ",
    ":",
    ", the service that",
];
/// The longest theme that a sentence has room for, in letters.
const LONGEST: usize = 160;

impl Inspection {
    /// Returns what the visit was about, in words of the topic or, without one, of the title; with the datum that it is of.
    pub fn theme(&self) -> Option<(Datum, &str)> {
        let (of, text) = if self.topic.is_empty() {
            let (_, after) = self.title.split_once("response to ")?;
            (Datum::Title, after.rsplit_once(" in ").map_or(after, |(theme, _)| theme))
        } else {
            let (start, before) = BEFORE.iter().find_map(|before| Some((self.topic.find(before)?, before)))?;
            let rest = &self.topic[start + before.len()..];
            let end = AFTER.iter().filter_map(|after| rest.find(after)).min().unwrap_or(rest.len());
            (Datum::Topic, &rest[..end])
        };
        let text = text.trim_end_matches(['.', ' ', ',']);
        (!text.is_empty() && text.len() <= LONGEST).then_some((of, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_is_part_of_the_topic_or_the_title() {
        let theme = |topic: &str, title: &str| {
            let inspection = Inspection { topic: topic.to_owned(), title: title.to_owned(), ..Inspection::default() };
            inspection.theme().map(|(_, theme)| theme.to_owned())
        };
        for (topic, wanted) in [
            (
                "Inspectors looked at the local authority’s arrangements for care leavers.",
                Some("arrangements for care leavers"),
            ),
            (
                "Inspectors looked at the local authority’s arrangements for the ‘front door’, including early help.",
                Some("arrangements for the ‘front door’"),
            ),
            ("Inspectors looked at how plans are made. They read files.", Some("how plans are made")),
            ("They came.", None),
        ] {
            assert_eq!(theme(topic, "").as_deref(), wanted, "{topic}");
        }
        let title = "Joint targeted area inspection of the multi-agency response to neglect in Avershire";
        assert_eq!(theme("", title).as_deref(), Some("neglect"));
        assert_eq!(theme("", "Focused visit to Avershire"), None);
    }
}
