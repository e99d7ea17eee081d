//! What a visit was about, in a few words of the document. The words that lead to it are in `core/data/quotable/theme.toml`.

use super::vocabulary::THEME;
use crate::inspection::{Datum, Inspection};
use crate::language::{Token, tokens};

/// The longest theme that a sentence has room for, in letters.
const LONGEST: usize = 160;

/// Returns what the visit was about, in words of the topic or, without one, of the title; with the datum that it is of.
pub fn theme(inspection: &Inspection) -> Option<(Datum, &str)> {
    let (of, text) = if inspection.topic.is_empty() {
        let (_, after) = inspection.title.split_once("response to ")?;
        (Datum::Title, after.rsplit_once(" in ").map_or(after, |(theme, _)| theme))
    } else {
        (Datum::Topic, of_topic(&inspection.topic)?)
    };
    let text = text.trim_end_matches(['.', ' ', ',']);
    (!text.is_empty() && text.len() <= LONGEST).then_some((of, text))
}

fn of_topic(topic: &str) -> Option<&str> {
    let words = tokens(topic);
    let first = |phrases: &crate::language::Phrases<()>| phrases.find(&words).first().map(|(range, ())| *range);
    let start = first(&THEME.whose).or_else(|| first(&THEME.before))?.end;
    let rest = topic[words[start - 1].span.end..].trim_start();
    Some(&rest[..end(rest, &tokens(rest))])
}

/// Returns where the theme ends that a text begins with.
fn end(text: &str, words: &[Token]) -> usize {
    let start = |(range, ()): &(crate::language::TokenRange, ())| words[range.start].span.start;
    let is_apart = |at: &usize| text[..*at].trim_end().ends_with([',', '(']);
    let details = THEME.details.find(words);
    let details =
        details.iter().map(start).filter(is_apart).map(|at| text[..at].trim_end_matches([' ', ',', '(']).len());
    let after = THEME.after.find(words);
    let stops = [". ", "; ", ":"].into_iter().filter_map(|stop| text.find(stop));
    details.chain(after.iter().map(start)).chain(stops).min().unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_is_part_of_the_topic_or_the_title() {
        let theme = |topic: &str, title: &str| {
            let inspection = Inspection { topic: topic.to_owned(), title: title.to_owned(), ..Inspection::default() };
            super::theme(&inspection).map(|(_, theme)| theme.to_owned())
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
