//! A text as checks read it: its leaves with their words, sentences, links and quotations, and the same words with the
//! quotations blanked out, at the same places. The words are those that a person reads ([`Folded`]), and a leaf of more
//! words than any paragraph has is read in parts, so that no check takes longer for each word of a longer text. What is
//! found is told with its place in the document: [`Prose::in_document`]. Not here: what is wrong with any of it.

use crate::document::{Document, Kind, Leaf, Origin, Within, places_in};
use crate::language::{self, Excerpt, Quoted, Token};
use crate::text::{self, Folded, Span, TextSpan};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A text as checks read it.
#[derive(Debug)]
pub struct Prose {
    /// The leaves.
    pub parts: Vec<Part>,
    /// The quotations, in the order of their openings. A piece is `(part, bytes)`.
    pub quotes: Vec<Quoted>,
    /// Words whose letters are of two scripts.
    pub(in crate::check) mixed: Vec<TextSpan>,
    /// Characters that turn the direction of writing.
    pub(in crate::check) turned: Vec<TextSpan>,
    /// The language tag of the text, if it is not in English.
    pub(in crate::check) other_language: Option<String>,
    /// The leaves that are read otherwise than they are written.
    views: BTreeMap<usize, View>,
}

/// A leaf that is read otherwise than it is written.
#[derive(Debug)]
struct View {
    written: String,
    read: Folded<'static>,
}

/// A leaf, or a part of a very long one.
#[derive(Debug)]
pub struct Part {
    /// Which leaf of the document, and where in it as it is read.
    leaf: usize,
    from: usize,
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
    pub sentences: Vec<Span>,
    /// Where its links are and where they lead.
    pub links: Vec<(Span, String)>,
    /// The places that somebody has to fill in.
    pub places: Vec<Span>,
    /// Where its words come from, run by run: all unknown in a text that nobody drafted.
    pub origins: Vec<(Span, Origin)>,
    /// What stands in quotation marks.
    pub(in crate::check) quoted: Vec<Span>,
    /// Where its own words begin, and the first of them that is no number.
    begins: OnceCell<(Option<usize>, Option<usize>)>,
    tokens: OnceCell<Vec<Token>>,
    own_tokens: OnceCell<Vec<Token>>,
    plain_tokens: OnceCell<Vec<Token>>,
}

/// Words in a quotation up to which a grade may be meant.
const FEW: usize = 3;
/// Bytes of a part: some 2,500 words, five times those of the longest paragraphs.
const LONGEST: usize = 16 << 10;

impl Prose {
    /// Reads a document.
    pub fn of(document: &Document) -> Prose {
        let mut prose = Prose {
            other_language: (!document.is_english()).then(|| document.language().to_owned()),
            parts: Vec::new(),
            quotes: Vec::new(),
            mixed: Vec::new(),
            turned: Vec::new(),
            views: BTreeMap::new(),
        };
        for (number, leaf) in document.leaves().iter().enumerate() {
            prose.leaf(number, leaf);
        }
        let texts: Vec<&str> = prose.parts.iter().map(|part| part.text.as_str()).collect();
        prose.quotes = language::quoted(&texts);
        spare_openings(&mut prose.parts, &prose.quotes);
        blank(&mut prose.parts, &prose.quotes);
        prose
    }

    fn leaf(&mut self, number: usize, leaf: &Leaf<'_>) {
        let written = leaf.text();
        let read = Folded::of(&written);
        let marks = Marks::of(leaf, &read);
        let first = self.parts.len();
        let mut from = 0;
        while from < read.as_str().len() || from == 0 {
            let end = end_of_part(read.as_str(), from);
            self.parts.push(Part::new((number, leaf), from, &read.as_str()[from..end], &marks));
            if end == from {
                break;
            }
            from = end;
        }
        let place = |parts: &[Part], span: &Span| {
            let start = read.read(span.start);
            let part = first + parts[first..].partition_point(|part| part.from <= start).saturating_sub(1);
            let (start, end) = (start - parts[part].from, read.read(span.end) - parts[part].from);
            TextSpan::new(part, start, end.min(parts[part].text.len()).max(start))
        };
        self.mixed.extend(text::mixed_words(&written).iter().map(|span| place(&self.parts, span)));
        self.turned.extend(text::turned(&written).iter().map(|span| place(&self.parts, span)));
        if !read.is_plain() {
            let read = read.into_owned();
            self.views.insert(number, View { written, read });
        }
    }

    /// Where something stands in the document.
    pub fn in_document(&self, place: TextSpan) -> TextSpan {
        let Some(part) = self.parts.get(place.block) else { return place };
        let span = place.span + part.from;
        let view = self.views.get(&part.leaf);
        TextSpan { block: part.leaf, span: view.map_or(span, |view| view.read.written(span)) }
    }

    /// The words at a place in the document, with the place among them: all of its leaf, or of a part of it.
    pub fn around(&self, place: TextSpan) -> (&str, Span) {
        let view = self.views.get(&place.block);
        let start = view.map_or(place.span.start, |view| view.read.read(place.span.start));
        let before = |part: &Part| (part.leaf, part.from) <= (place.block, start);
        let Some(part) = self.parts.get(self.parts.partition_point(before).saturating_sub(1)) else {
            return ("", Span::at(0));
        };
        if let Some(view) = view {
            let here = view.read.written(Span::all(&part.text) + part.from);
            let here = here.cover(place.span);
            return (&view.written[here], place.span - here.start);
        }
        let Span { start, end } = place.span - part.from;
        (&part.text, Span::new(start, end.min(part.text.len())))
    }

    /// The words at a place in the document.
    pub fn written(&self, place: TextSpan) -> &str {
        let (text, range) = self.around(place);
        &text[range]
    }

    /// The words of a quotation, the pieces parted by spaces, with the place of each byte.
    pub fn words_of(&self, quote: &Quoted) -> Spoken {
        let mut spoken = Spoken::default();
        for piece in &quote.pieces {
            if !spoken.text.is_empty() {
                spoken.text.push(' ');
            }
            spoken.pieces.push((spoken.text.len(), *piece));
            spoken.text.push_str(self.at(*piece));
        }
        spoken
    }

    /// The words at a place, as they are read.
    pub(in crate::check) fn at(&self, place: TextSpan) -> &str {
        &self.parts[place.block].text[place.span]
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
    pieces: Vec<(usize, TextSpan)>,
}

impl Spoken {
    /// The place of some bytes of the words; of those in more than one piece, the part in the first.
    pub fn place(&self, range: Span) -> TextSpan {
        let number = self.pieces.partition_point(|(begin, _)| *begin <= range.start).saturating_sub(1);
        let (begin, place) = &self.pieces[number];
        let start = place.span.start + range.start.saturating_sub(*begin);
        let end = (place.span.start + range.end.saturating_sub(*begin)).min(place.span.end);
        TextSpan::new(place.block, start.min(end), end)
    }

    /// The place of the first piece.
    pub fn first(&self) -> TextSpan {
        self.pieces[0].1
    }
}

/// What a leaf has besides its words, in bytes of these as they are read.
struct Marks {
    links: Vec<(Span, String)>,
    places: Vec<Span>,
    origins: Vec<(Span, Origin)>,
}

impl Marks {
    fn of(leaf: &Leaf<'_>, read: &Folded<'_>) -> Marks {
        let mut marks = Marks { links: Vec::new(), places: Vec::new(), origins: Vec::new() };
        let mut at = 0;
        for run in leaf.runs {
            let span = Span::new(read.read(at), read.read(at + run.text.len()));
            at += run.text.len();
            marks.origins.push((span, run.origin.clone()));
            if run.origin == Origin::Place {
                marks.places.push(span);
            }
            match (&run.link, marks.links.last_mut()) {
                (Some(link), Some((last, to))) if to == link && last.end == span.start => last.end = span.end,
                (Some(link), _) => marks.links.push((span, link.clone())),
                _ => {}
            }
        }
        if marks.places.is_empty() {
            marks.places = places_in(read.as_str());
        }
        marks
    }
}

/// Where a part that begins at a byte ends: with the text or, where that is longer, with a sentence that quotes nothing, or
/// else with a word.
fn end_of_part(text: &str, from: usize) -> usize {
    if text.len() - from <= LONGEST {
        return text.len();
    }
    let part = &text[from..text.floor_char_boundary(from + LONGEST)];
    let quotes = language::quoted(&[part]);
    let is_quoted = |at: usize| quotes.iter().flat_map(|quote| &quote.pieces).any(|piece| piece.span.contains(at));
    let sentences = language::sentences(part);
    let whole =
        sentences.iter().rev().skip(1).map(|sentence| sentence.end).take(LOOKED_AT).find(|end| !is_quoted(*end));
    let word = || part.rfind(char::is_whitespace).filter(|space| *space > 0);
    from + whole.or_else(word).unwrap_or(part.len())
}

/// How many sentences are looked at for one to end a part with.
const LOOKED_AT: usize = 50;

/// Of ranges in order, what lies in one of them, counted from its start.
fn within_part<T: Clone>(all: &[(Span, T)], part: Span) -> Vec<(Span, T)> {
    let first = all.partition_point(|(span, _)| span.end < part.start);
    let here = all[first..].iter().take_while(|(span, _)| span.start <= part.end);
    let cut = |(span, what): &(Span, T)| {
        let shared = part.intersection(*span).or(span.is_empty().then_some(*span))?;
        Some((shared - part.start, what.clone()))
    };
    let mut found: Vec<(Span, T)> = here.filter_map(cut).collect();
    found.shrink_to_fit();
    found
}

impl Part {
    fn new((number, leaf): (usize, &Leaf<'_>), from: usize, text: &str, marks: &Marks) -> Part {
        let part = Span::all(text) + from;
        let places: Vec<(Span, ())> = marks.places.iter().map(|span| (*span, ())).collect();
        Part {
            leaf: number,
            from,
            text: text.to_owned(),
            own: String::new(),
            plain: String::new(),
            kind: leaf.kind.clone(),
            within: leaf.within.clone(),
            sentences: language::sentences(text),
            links: within_part(&marks.links, part),
            places: within_part(&places, part).into_iter().map(|(span, ())| span).collect(),
            origins: within_part(&marks.origins, part),
            quoted: Vec::new(),
            begins: OnceCell::new(),
            tokens: OnceCell::new(),
            own_tokens: OnceCell::new(),
            plain_tokens: OnceCell::new(),
        }
    }

    /// The sentence that holds a byte.
    pub fn sentence_at(&self, byte: usize) -> Span {
        let number = self.sentences.partition_point(|sentence| sentence.end <= byte);
        self.sentences.get(number).or(self.sentences.last()).copied().unwrap_or(Span::all(&self.text))
    }

    /// Where a byte comes from.
    pub fn origin_at(&self, byte: usize) -> &Origin {
        let number = self.origins.partition_point(|(range, _)| range.end <= byte);
        self.origins.get(number).map_or(&Origin::Unknown, |(_, origin)| origin)
    }

    /// Whether it says nothing itself: all its words are quoted.
    pub fn is_only_quoted(&self) -> bool {
        self.begins().0.is_none()
    }

    /// Whether words of its own stand before a byte.
    pub(in crate::check) fn says_before(&self, byte: usize) -> bool {
        self.begins().1.is_some_and(|begin| begin < byte)
    }

    fn begins(&self) -> (Option<usize>, Option<usize>) {
        *self.begins.get_or_init(|| (self.own.find(char::is_alphanumeric), self.own.find(char::is_alphabetic)))
    }

    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading(_))
    }

    /// Its tokens.
    pub fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| language::tokens(&self.text))
    }

    /// Those of them that begin in a range.
    pub fn tokens_in(&self, range: Span) -> &[Token] {
        self.excerpt(range).tokens
    }

    /// The tokens of what it says itself.
    pub fn own_tokens(&self) -> &[Token] {
        if self.is_unquoted() { self.tokens() } else { self.own_tokens.get_or_init(|| language::tokens(&self.own)) }
    }

    /// A part of its words.
    pub fn excerpt(&self, span: Span) -> Excerpt<'_> {
        Excerpt::new(&self.text, self.tokens(), span)
    }

    /// A part of what it says itself.
    pub fn own_excerpt(&self, span: Span) -> Excerpt<'_> {
        Excerpt::new(&self.own, self.own_tokens(), span)
    }

    /// The tokens of [`Part::plain`] that begin in a range.
    pub fn plain_tokens_in(&self, range: Span) -> &[Token] {
        let all = || self.plain_tokens.get_or_init(|| language::tokens(&self.plain));
        Excerpt::new(&self.plain, if self.is_unquoted() { self.tokens() } else { all() }, range).tokens
    }

    /// Whether nothing of it is blanked out.
    fn is_unquoted(&self) -> bool {
        self.quoted.is_empty() && self.places.is_empty()
    }
}

/// Leaves brackets in quotations alone: they replace words, as in “[Foster carers] are consulted”. A bracket that is all that is
/// quoted, or that a draft has marked, is a place to fill in.
fn spare_openings(parts: &mut [Part], quotes: &[Quoted]) {
    for piece in quotes.iter().flat_map(|quote| &quote.pieces) {
        let part = &mut parts[piece.block];
        let is_place = |place: &Span| {
            let rest = [Span::new(piece.span.start, place.start), Span::new(place.end, piece.span.end)];
            let has_words = |span: &Span| part.text[*span].contains(char::is_alphanumeric);
            !piece.span.encloses(*place) || *part.origin_at(place.start) == Origin::Place || !rest.iter().any(has_words)
        };
        let places: Vec<Span> = part.places.iter().copied().filter(is_place).collect();
        part.places = places;
    }
}

/// Blanks quotations and marked places out, so that every other byte keeps its place.
fn blank(parts: &mut [Part], quotes: &[Quoted]) {
    let mut all: Vec<Vec<Span>> = vec![Vec::new(); parts.len()];
    let mut long = all.clone();
    for quote in quotes {
        let words: usize =
            quote.pieces.iter().map(|piece| language::words(&parts[piece.block].text[piece.span]).count()).sum();
        for piece in &quote.pieces {
            all[piece.block].push(piece.span);
            if words > FEW {
                long[piece.block].push(piece.span);
            }
        }
    }
    for ((part, all), long) in parts.iter_mut().zip(all).zip(long) {
        part.own = blanked(&part.text, all.iter().chain(&part.places));
        part.plain = blanked(&part.text, long.iter().chain(&part.places));
        part.quoted = all;
    }
}

fn blanked<'a>(text: &str, spans: impl Iterator<Item = &'a Span>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for span in spans {
        bytes[span.start..span.end].fill(b' ');
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
        assert_eq!(part.links, [(Span::new(part.text.find("it.").unwrap(), part.text.len() - 1), "u".to_owned())]);
        let spoken = prose.words_of(&prose.quotes[0]);
        assert_eq!(prose.at(spoken.place(Span::new(2, 6))), "very");
    }
}
