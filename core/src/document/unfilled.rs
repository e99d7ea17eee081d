//! Places that a person still has to fill in: those of a draft are known by their origin, in a text that came from a file they
//! are known by their brackets. Not here: whether a text may go out with them.

use super::{Document, Origin, Run};
use crate::text::Span;

/// How many letters a place has at least between its brackets: fewer are a word put into a quotation, such as "\[The\]".
const LEAST: usize = 4;

impl Document {
    /// The words that a person still has to put in, in reading order: the texts of all runs whose origin is
    /// [`Origin::Place`] and, in leaves without one whose words are not all drafted, what looks like a place.
    pub fn places(&self) -> Vec<String> {
        let mut places = Vec::new();
        for leaf in self.leaves() {
            let known = leaf.runs.iter().filter(|run| run.origin == Origin::Place);
            places.extend(known.map(|run| run.text.clone()));
            let text = leaf.text();
            places.extend(unmarked(leaf.runs, &text).into_iter().map(|place| text[place].to_owned()));
        }
        places
    }

    /// Marks what looks like a place with the origin of one, so that a writer shows it as it shows those of a draft.
    pub fn mark_places(&mut self) {
        self.each_line(|runs| {
            let text: String = runs.iter().map(|run| run.text.as_str()).collect();
            for place in unmarked(runs, &text).into_iter().rev() {
                let first = split(runs, place.start);
                let end = split(runs, place.end);
                runs[first..end].iter_mut().for_each(|run| run.origin = Origin::Place);
            }
        });
    }
}

/// Returns what looks like a place in words without a known one, unless all of them are drafted.
fn unmarked(runs: &[Run], text: &str) -> Vec<Span> {
    let is_drafted = |run: &Run| !matches!(run.origin, Origin::Unknown | Origin::Person { .. });
    let has_places = runs.iter().any(|run| run.origin == Origin::Place);
    if has_places || runs.iter().all(is_drafted) { Vec::new() } else { places_in(text) }
}

/// Has a run begin at a byte of the words; returns its number.
fn split(runs: &mut Vec<Run>, at: usize) -> usize {
    let mut start = 0;
    for index in 0..runs.len() {
        let inside = at - start;
        if inside == 0 {
            return index;
        }
        if inside < runs[index].text.len() {
            let rest = runs[index].text.split_off(inside);
            let run = Run { text: rest, ..runs[index].clone() };
            runs.insert(index + 1, run);
            return index + 1;
        }
        start += runs[index].text.len();
    }
    runs.len()
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
    fn a_place_is_marked_across_looks() {
        let run = |text: &str, strong| Run { text: text.to_owned(), strong, ..Run::default() };
        let runs = vec![run("On [Date of ", false), run("publication", true), run("], [Name] says", false)];
        let mut document = Document { blocks: vec![Block::Paragraph(runs)], ..Document::default() };
        let before = document.places();
        document.mark_places();
        let marked: Vec<(&str, bool)> = match &document.blocks[0] {
            Block::Paragraph(runs) => runs.iter().map(|run| (run.text.as_str(), run.origin == Origin::Place)).collect(),
            _ => Vec::new(),
        };
        let expected = [
            ("On ", false),
            ("[Date of ", true),
            ("publication", true),
            ("]", true),
            (", ", false),
            ("[Name]", true),
            (" says", false),
        ];
        assert_eq!(marked, expected);
        assert_eq!(before, ["[Date of publication]", "[Name]"]);
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
