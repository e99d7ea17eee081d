//! A text as checks read it: its leaves with their words, sentences, links and quotations, and the same words with the
//! quotations blanked out, at the same places. Not here: what is wrong with any of it.

use crate::document::{Document, Kind, Origin, Within, places_in};
use crate::text::{self, Quoted, Token};
use std::cell::OnceCell;
use std::ops::Range;

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Which leaf of the document.
    pub leaf: usize,
    /// Bytes in the leaf's text.
    pub range: Range<usize>,
}

/// A text as checks read it.
#[derive(Debug)]
pub struct Prose {
    /// The leaves.
    pub parts: Vec<Part>,
    /// The quotations, in the order of their openings. A piece is `(leaf, bytes)`.
    pub quotes: Vec<Quoted>,
}

/// A leaf.
#[derive(Debug)]
pub struct Part {
    /// Its words.
    pub text: String,
    /// The words with every quotation and every marked place blanked out, byte for byte: what the text says itself.
    pub own: String,
    /// The words with marked places and quotations of more than three words blanked out: a grade may stand in marks.
    pub plain: String,
    /// What it is.
    pub kind: Kind,
    /// What it stands in.
    pub within: Vec<Within>,
    /// Its sentences.
    pub sentences: Vec<Range<usize>>,
    /// Where its links are and where they lead.
    pub links: Vec<(Range<usize>, String)>,
    /// The places that somebody has to fill in.
    pub places: Vec<Range<usize>>,
    /// Where its words come from, run by run: all unknown in a text that nobody drafted.
    pub origins: Vec<(Range<usize>, Origin)>,
    tokens: OnceCell<Vec<Token>>,
    own_tokens: OnceCell<Vec<Token>>,
    plain_tokens: OnceCell<Vec<Token>>,
}

/// Words in a quotation up to which a grade may be meant.
const FEW: usize = 3;

impl Prose {
    /// Reads a document.
    pub fn of(document: &Document) -> Prose {
        let mut parts: Vec<Part> = Vec::new();
        for leaf in document.leaves() {
            let mut part = Part {
                text: leaf.text(),
                own: String::new(),
                plain: String::new(),
                kind: leaf.kind,
                within: leaf.within,
                sentences: Vec::new(),
                links: Vec::new(),
                places: Vec::new(),
                origins: Vec::new(),
                tokens: OnceCell::new(),
                own_tokens: OnceCell::new(),
                plain_tokens: OnceCell::new(),
            };
            let mut at = 0;
            for run in leaf.runs {
                let range = at..at + run.text.len();
                at = range.end;
                part.origins.push((range.clone(), run.origin.clone()));
                if run.origin == Origin::Place {
                    part.places.push(range.clone());
                }
                match (&run.link, part.links.last_mut()) {
                    (Some(link), Some((last, to))) if to == link && last.end == range.start => last.end = range.end,
                    (Some(link), _) => part.links.push((range, link.clone())),
                    _ => {}
                }
            }
            if part.places.is_empty() {
                part.places = places_in(&part.text);
            }
            part.sentences = text::sentences(&part.text);
            parts.push(part);
        }
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        let quotes = text::quoted(&texts);
        blank(&mut parts, &quotes);
        Prose { parts, quotes }
    }

    /// The words of a quotation, the pieces parted by spaces, with the place of each byte.
    pub fn words_of(&self, quote: &Quoted) -> Spoken {
        let mut spoken = Spoken::default();
        for (leaf, range) in &quote.pieces {
            if !spoken.text.is_empty() {
                spoken.text.push(' ');
            }
            spoken.pieces.push((spoken.text.len(), Place { leaf: *leaf, range: range.clone() }));
            spoken.text.push_str(&self.parts[*leaf].text[range.clone()]);
        }
        spoken
    }

    /// The words at a place.
    pub fn at(&self, place: &Place) -> &str {
        &self.parts[place.leaf].text[place.range.clone()]
    }

    /// Whether a byte stands in quotation marks.
    pub fn is_quoted(&self, leaf: usize, byte: usize) -> bool {
        let part = &self.parts[leaf];
        part.own.as_bytes().get(byte) == Some(&b' ') && part.text.as_bytes().get(byte) != Some(&b' ')
    }
}

/// The words of a quotation.
#[derive(Debug, Default)]
pub struct Spoken {
    /// The words.
    pub text: String,
    /// Where each piece begins in `text`, and its place.
    pieces: Vec<(usize, Place)>,
}

impl Spoken {
    /// The place of some bytes of the words; of those in more than one piece, the part in the first.
    pub fn place(&self, range: Range<usize>) -> Place {
        let number = self.pieces.partition_point(|(begin, _)| *begin <= range.start).saturating_sub(1);
        let (begin, place) = &self.pieces[number];
        let start = place.range.start + range.start.saturating_sub(*begin);
        let end = (place.range.start + range.end.saturating_sub(*begin)).min(place.range.end);
        Place { leaf: place.leaf, range: start.min(end)..end }
    }

    /// The place of the first piece.
    pub fn first(&self) -> &Place {
        &self.pieces[0].1
    }
}

impl Part {
    /// The sentence that holds a byte.
    pub fn sentence_at(&self, byte: usize) -> Range<usize> {
        let number = self.sentences.partition_point(|sentence| sentence.end <= byte);
        self.sentences.get(number).or(self.sentences.last()).cloned().unwrap_or(0..self.text.len())
    }

    /// Where a byte comes from.
    pub fn origin_at(&self, byte: usize) -> &Origin {
        let number = self.origins.partition_point(|(range, _)| range.end <= byte);
        self.origins.get(number).map_or(&Origin::Unknown, |(_, origin)| origin)
    }

    /// Whether it says nothing itself: all its words are quoted.
    pub fn is_only_quoted(&self) -> bool {
        !self.own.contains(char::is_alphanumeric)
    }

    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading(_))
    }

    /// Its tokens.
    pub fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| text::tokens(&self.text))
    }

    /// Those of them that begin in a range.
    pub fn tokens_in(&self, range: &Range<usize>) -> &[Token] {
        within(self.tokens(), range)
    }

    /// The tokens of what it says itself.
    pub fn own_tokens(&self) -> &[Token] {
        self.own_tokens.get_or_init(|| text::tokens(&self.own))
    }

    /// The tokens of [`Part::plain`] that begin in a range.
    pub fn plain_tokens_in(&self, range: &Range<usize>) -> &[Token] {
        within(self.plain_tokens.get_or_init(|| text::tokens(&self.plain)), range)
    }
}

fn within<'a>(tokens: &'a [Token], range: &Range<usize>) -> &'a [Token] {
    let first = tokens.partition_point(|token| token.range.start < range.start);
    let end = tokens.partition_point(|token| token.range.start < range.end);
    &tokens[first..end.max(first)]
}

/// Blanks quotations and marked places out, so that every other byte keeps its place.
fn blank(parts: &mut [Part], quotes: &[Quoted]) {
    let mut all: Vec<Vec<Range<usize>>> = vec![Vec::new(); parts.len()];
    let mut long = all.clone();
    for quote in quotes {
        let words: usize =
            quote.pieces.iter().map(|(leaf, range)| text::words(&parts[*leaf].text[range.clone()]).count()).sum();
        for (leaf, range) in &quote.pieces {
            all[*leaf].push(range.clone());
            if words > FEW {
                long[*leaf].push(range.clone());
            }
        }
    }
    for ((part, all), long) in parts.iter_mut().zip(all).zip(long) {
        part.own = blanked(&part.text, all.iter().chain(&part.places));
        part.plain = blanked(&part.text, long.iter().chain(&part.places));
    }
}

fn blanked<'a>(text: &str, ranges: impl Iterator<Item = &'a Range<usize>>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in ranges {
        bytes[range.clone()].fill(b' ');
    }
    String::from_utf8(bytes).expect("whole characters are blanked out")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::markdown;

    #[test]
    fn what_is_quoted_is_blanked_out_at_its_place() {
        let (document, _) =
            markdown::read("They said: “A very long one.” It is ‘good’. [Date of it] See [it](u).", &[]);
        let prose = Prose::of(&document);
        let part = &prose.parts[0];
        assert_eq!(part.own, "They said: “                ” It is ‘    ’.              See it.");
        assert_eq!(part.plain, "They said: “                ” It is ‘good’.              See it.");
        assert_eq!(part.own.len(), part.text.len());
        assert_eq!(part.links, [(part.text.find("it.").unwrap()..part.text.len() - 1, "u".to_owned())]);
        let spoken = prose.words_of(&prose.quotes[0]);
        assert_eq!(prose.at(&spoken.place(2..6)), "very");
    }
}
