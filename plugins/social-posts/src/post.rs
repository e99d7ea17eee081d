//! A post as parts: the plugin's short words, data of the request, and placeholders. The template joins them and adds
//! nothing, so that the length counted here is the length of the post.

use crate::form::Form;
use copydesk_plugin::plan::Ref;
use serde::Serialize;

/// A piece of a paragraph: words, or a place that a person fills.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Piece {
    words: Option<Words>,
    fill: Option<String>,
    /// How its first letter is written: `upper`, `lower`, or as it is.
    case: Option<&'static str>,
    /// The text that will be read; for a placeholder, filler of the usual length.
    #[serde(skip)]
    shown: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Words {
    Own(String),
    Datum(Ref),
}

/// A paragraph. It is made from left to right.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub(crate) struct Line(Vec<Piece>);

impl Line {
    /// Begins with a capital letter.
    pub(crate) fn capital(self) -> Line {
        self.begun("upper")
    }

    /// Begins with a small letter, unless the first word is a name in capitals.
    pub(crate) fn small(self) -> Line {
        self.begun("lower")
    }

    fn begun(mut self, case: &'static str) -> Line {
        self.0.iter_mut().take(1).for_each(|first| first.case = Some(case));
        self
    }

    /// Adds the plugin's own text.
    pub(crate) fn own(mut self, words: impl Into<String>) -> Line {
        let words = words.into();
        self.0.push(Piece { shown: words.clone(), words: Some(Words::Own(words)), fill: None, case: None });
        self
    }

    /// Adds the datum `id`, whose text is `text`.
    pub(crate) fn datum(mut self, id: impl Into<Ref>, text: &str) -> Line {
        self.0.push(Piece { shown: on_one_line(text), words: Some(Words::Datum(id.into())), fill: None, case: None });
        self
    }

    /// Adds a datum that is a sentence, with a full stop where it has no end mark and does not lead to a list.
    pub(crate) fn sentence(self, id: impl Into<Ref>, text: &str) -> Line {
        const ENDS: [char; 6] = ['.', '!', '?', '…', ':', ';'];
        let ended = text.trim_end().trim_end_matches(['”', '’', '"', '\'', ')']).ends_with(ENDS);
        let line = self.datum(id, text);
        if ended { line } else { line.own(".") }
    }

    /// Adds a place for words that only a person can give, and keeps room there for some that are as long as `room`.
    pub(crate) fn place(mut self, what: impl Into<String>, room: impl Into<String>) -> Line {
        self.0.push(Piece { words: None, fill: Some(what.into()), case: None, shown: room.into() });
        self
    }

    /// Adds the pieces of another line.
    pub(crate) fn then(mut self, other: Line) -> Line {
        self.0.extend(other.0);
        self
    }

    /// Returns the text that will be read, with filler for placeholders if `filled`.
    fn shown(&self, filled: bool) -> String {
        let pieces = self.0.iter().filter(|piece| filled || piece.fill.is_none());
        let words: String = pieces.map(|piece| piece.shown.as_str()).collect();
        words.trim().to_owned()
    }

    fn has_place(&self) -> bool {
        self.0.iter().any(|piece| piece.fill.is_some())
    }
}

/// Returns a datum as the program prints it: line breaks become spaces.
fn on_one_line(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// Paragraphs that are kept or left out together; an empty block is left out.
pub(crate) type Block = Vec<Line>;

/// A part of a post, in as many ways as there are to say it: the best first, the last the least it can be.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The parts with the lowest number are the first that are said better than they have to be.
    rank: u8,
    ways: Vec<Block>,
}

impl Part {
    /// Returns a part that cannot be left out, in the ways it can be said.
    pub(crate) fn needed(rank: u8, ways: Vec<Block>) -> Part {
        Part { rank, ways }
    }

    /// Returns a part that is left out if there is no room for it.
    pub(crate) fn wanted(rank: u8, mut ways: Vec<Block>) -> Part {
        ways.push(Block::new());
        Part { rank, ways }
    }
}

/// A post that fits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Post {
    pub(crate) paragraphs: Vec<Line>,
    /// Its length as the network counts it, without placeholders.
    count: usize,
    /// Whether it has placeholders.
    open: bool,
}

impl Post {
    /// Returns the best post of these parts, in reading order, within the network's limit; `None` if even the shortest
    /// is too long. Nothing is cut: a part is worded more briefly or left out.
    pub(crate) fn fit(form: &Form, parts: &[Part]) -> Option<Post> {
        let mut chosen: Vec<usize> = parts.iter().map(|part| part.ways.len().saturating_sub(1)).collect();
        let fits = |chosen: &[usize]| length(&said(parts, chosen), true) <= form.limit;
        if !fits(&chosen) {
            return None;
        }
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|&part| parts[part].rank);
        for part in order {
            for way in 0..chosen[part] {
                let least = std::mem::replace(&mut chosen[part], way);
                if fits(&chosen) {
                    break;
                }
                chosen[part] = least;
            }
        }
        let paragraphs = said(parts, &chosen);
        let (count, open) = (length(&paragraphs, false), paragraphs.iter().any(Line::has_place));
        Some(Post { paragraphs, count, open })
    }
}

fn said(parts: &[Part], chosen: &[usize]) -> Vec<Line> {
    parts.iter().zip(chosen).filter_map(|(part, &way)| part.ways.get(way)).flatten().cloned().collect()
}

/// Returns the length of a post, with something in its places or without: an empty line parts its paragraphs.
fn length(paragraphs: &[Line], filled: bool) -> usize {
    let paragraphs: Vec<String> = paragraphs.iter().map(|line| line.shown(filled)).collect();
    crate::count::longest(&paragraphs.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FORMS;
    use copydesk_plugin::story::Id;

    fn line(words: &str) -> Block {
        vec![Line::default().own(words)]
    }

    #[test]
    fn a_part_is_said_shorter_or_left_out_and_never_cut() {
        let form = &FORMS[0];
        let long = "a".repeat(200);
        let parts = [
            Part::needed(0, vec![line(&long), line("short")]),
            Part::wanted(2, vec![line("#Tag")]),
            Part::wanted(1, vec![line(&long), line("b")]),
        ];
        let post = Post::fit(form, &parts).unwrap();
        let shown: Vec<String> = post.paragraphs.iter().map(|line| line.shown(true)).collect();
        assert_eq!(shown, [long.as_str(), "#Tag", "b"]);
        assert_eq!(post.count, 200 + 2 + 4 + 2 + 1);
        assert_eq!(Post::fit(form, &[Part::needed(0, vec![line(&"a".repeat(281))])]), None);
    }

    #[test]
    fn a_place_is_not_counted_and_keeps_its_room() {
        let fit = |room: usize| {
            let line = Line::default().own("What next: ").place("Next step", "a".repeat(room));
            Post::fit(&FORMS[0], &[Part::needed(0, vec![vec![line]])])
        };
        let post = fit(269).unwrap();
        assert_eq!((post.count, post.open), ("What next:".len(), true));
        assert_eq!(fit(270), None);
    }

    #[test]
    fn line_breaks_in_a_datum_are_spaces() {
        let line = Line::default().datum(Id::new("/brief/next_steps/0"), "One\n  two\r\n\nthree\n").own(".");
        assert_eq!(line.shown(true), "One two three.");
    }

    #[test]
    fn a_sentence_ends_once() {
        let shown = |text| Line::default().sentence(Id::new("/a"), text).shown(true);
        assert_eq!([shown("One"), shown("One."), shown("“One.”")], ["One.", "One.", "“One.”"]);
        assert_eq!([shown("One:"), shown("One;")], ["One:", "One;"]);
    }
}
