//! Places that a person still has to fill in: those of a draft are known by their origin, in a text that came from a file they
//! are known by their brackets. Not here: whether a text may go out with them.

use super::{Document, Origin};
use crate::text::Span;

/// How many letters a place has at least between its brackets: fewer are a word put into a quotation, such as "\[The\]".
const LEAST: usize = 4;

impl Document {
    /// The words that a person still has to put in, in reading order: the texts of all runs whose origin is
    /// [`Origin::Place`] and, in leaves without one whose words are not all drafted, what looks like a place.
    pub fn places(&self) -> Vec<String> {
        let mut places = Vec::new();
        for leaf in self.leaves() {
            let before = places.len();
            places.extend(leaf.runs.iter().filter(|run| run.origin == Origin::Place).map(|run| run.text.clone()));
            let is_drafted = |origin: &Origin| !matches!(origin, Origin::Unknown | Origin::Person { .. });
            if places.len() == before && !leaf.runs.iter().all(|run| is_drafted(&run.origin)) {
                let text = leaf.text();
                places.extend(places_in(&text).into_iter().map(|place| text[place].to_owned()));
            }
        }
        places
    }
}

/// What stands in square brackets in a text and begins with a capital letter, such as `[Statement: director]`.
pub fn places_in(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('[', _) => open = Some(at),
            (']', Some(start)) => {
                let inner = &text[start + 1..at];
                if inner.starts_with(char::is_uppercase) && inner.chars().count() >= LEAST {
                    found.push(Span::new(start, at + 1));
                }
                open = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::places_in;
    use crate::document::{Block, Document, Origin, Run};

    #[test]
    fn places_are_known_by_their_brackets() {
        let text = "On [Date of publication] “[The] head [said] it” [[Next steps]] [Ünder way";
        let found: Vec<&str> = places_in(text).into_iter().map(|place| &text[place]).collect();
        assert_eq!(found, ["[Date of publication]", "[Next steps]"]);
    }

    #[test]
    fn what_was_drafted_has_no_places_but_its_own() {
        let run = |text: &str, origin| Run { text: text.to_owned(), origin, ..Run::default() };
        let plugin = Origin::Plugin { id: "a.b".to_owned() };
        let blocks = vec![
            Block::Paragraph(vec![run("“[Leaders] know.” ", plugin.clone())]),
            Block::Paragraph(vec![run("By ", plugin), run("[Statement: director]", Origin::Place)]),
            Block::Paragraph(vec![run("On [Date].", Origin::Unknown)]),
        ];
        let document = Document { blocks, ..Document::default() };
        assert_eq!(document.places(), ["[Statement: director]", "[Date]"]);
    }
}
