//! What texts are held against: the passages of a source, with an index of their words. Finds words that stand there
//! exactly, and the passage that is nearest to words that do not. Not here: whose words they should be.

use crate::inspection::Datum;
use crate::language::{self, Token, TokenRange};
use crate::text::{self, Span};
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};

/// A passage of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// How people refer to it: "paragraph 61", "the summary".
    pub label: String,
    /// Which datum of the story it is.
    pub datum: Datum,
    /// Its words.
    pub text: String,
}

/// The passages of a source in reading order.
#[derive(Debug, Default)]
pub(in crate::check) struct Passages {
    all: Vec<Passage>,
    words: Vec<Word>,
    ids: Vec<u32>,
    vocabulary: HashMap<String, u32, RandomState>,
    /// Of each id, the places in `words`.
    places: Vec<Vec<usize>>,
    /// The letters and digits of all words.
    letters: String,
    /// Of each word, where its letters begin.
    begins: Vec<usize>,
}

/// A word of a source: its passage, and its bytes there.
#[derive(Debug)]
pub(in crate::check) struct Word {
    pub(in crate::check) passage: usize,
    pub(in crate::check) span: Span,
}

/// The id of a word that the source does not have.
pub(in crate::check) const UNKNOWN: u32 = u32::MAX;

/// A stretch of the source that is like some words, word by word.
#[derive(Debug)]
pub(in crate::check) struct Near {
    /// The words of the source.
    pub(in crate::check) words: TokenRange,
    /// How many words are the same.
    pub(in crate::check) same: usize,
    /// The share of the words, from 0 to 1, that are the same.
    pub(in crate::check) likeness: f64,
    /// Where they differ, in order: words of the text, and words of the source. One of them may be empty.
    pub(in crate::check) differences: Vec<(TokenRange, TokenRange)>,
}

impl Passages {
    pub(in crate::check) fn new(all: Vec<Passage>) -> Passages {
        let mut made = Passages::default();
        for (passage, Passage { text, .. }) in all.iter().enumerate() {
            for Token { span, form } in language::tokens(text) {
                let fresh = u32::try_from(made.places.len()).expect("fewer words than numbers");
                let id = *made.vocabulary.entry(form.clone()).or_insert(fresh);
                if id == fresh {
                    made.places.push(Vec::new());
                }
                made.places[id as usize].push(made.words.len());
                made.begins.push(made.letters.len());
                made.letters.extend(form.chars().filter(|c| c.is_alphanumeric()));
                made.words.push(Word { passage, span });
                made.ids.push(id);
            }
        }
        made.all = all;
        made
    }

    pub(in crate::check) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(in crate::check) fn len(&self) -> usize {
        self.words.len()
    }

    /// The passage that holds a word.
    pub(in crate::check) fn passage(&self, word: usize) -> &Passage {
        &self.all[self.words[word].passage]
    }

    /// The number of the passage that holds a word.
    pub(in crate::check) fn number(&self, word: usize) -> usize {
        self.words[word].passage
    }

    pub(in crate::check) fn all(&self) -> &[Passage] {
        &self.all
    }

    pub(in crate::check) fn word(&self, word: usize) -> &Word {
        &self.words[word]
    }

    pub(in crate::check) fn id(&self, form: &str) -> u32 {
        self.vocabulary.get(form).copied().unwrap_or(UNKNOWN)
    }

    /// Whether the source has a word.
    pub(in crate::check) fn has(&self, form: &str) -> bool {
        self.vocabulary.contains_key(form)
    }

    pub(in crate::check) fn ids(&self, tokens: &[Token]) -> Vec<u32> {
        tokens.iter().map(|token| self.id(&token.form)).collect()
    }

    /// The text of some words as the source has it, from the first to the last; of more than one passage, parted by spaces.
    pub(in crate::check) fn text(&self, words: TokenRange) -> String {
        let mut made = String::new();
        let mut at = words.start;
        while at < words.end {
            let passage = self.words[at].passage;
            let end = (at..words.end).find(|&next| self.words[next].passage != passage).unwrap_or(words.end);
            made.push_str(if made.is_empty() { "" } else { " " });
            let text = &self.all[passage].text;
            let to = if end < words.end { text.trim_end().len() } else { self.words[end - 1].span.end };
            made.push_str(&text[self.words[at].span.start..to]);
            at = end;
        }
        made
    }

    /// Where some words stand exactly, each by its first word, in order.
    pub(in crate::check) fn exact(&self, ids: &[u32]) -> Vec<usize> {
        let rarest = ids.iter().enumerate().min_by_key(|(_, id)| self.places.get(**id as usize).map_or(0, Vec::len));
        let Some((offset, &id)) = rarest else { return Vec::new() };
        let Some(places) = self.places.get(id as usize) else { return Vec::new() };
        let starts = places.iter().filter_map(|place| place.checked_sub(offset));
        starts.filter(|&start| self.ids[start..].starts_with(ids)).collect()
    }

    /// How many of some words, from the first one on, stand together in the source; and where.
    pub(in crate::check) fn longest(&self, ids: &[u32]) -> (usize, usize) {
        let places = ids.first().and_then(|id| self.places.get(*id as usize)).map_or(&[][..], Vec::as_slice);
        let length = |start: usize| self.ids[start..].iter().zip(ids).take_while(|(a, b)| a == b).count();
        let lengths = places.iter().map(|&start| (length(start), start));
        lengths.max_by_key(|(length, start)| (*length, usize::MAX - start)).unwrap_or_default()
    }

    /// Where the letters and digits of some words stand, whatever parts them: a hyphen that one has and the other has
    /// not, or a word that the end of a line cut in two.
    pub(in crate::check) fn lettered(&self, tokens: &[Token]) -> Option<TokenRange> {
        let wanted: String =
            tokens.iter().flat_map(|token| token.form.chars()).filter(|c| c.is_alphanumeric()).collect();
        let whole = |at: usize| self.begins.binary_search(&at).ok();
        let ends = |at: usize| if at == self.letters.len() { Some(self.len()) } else { whole(at) };
        let mut from = 0;
        while !wanted.is_empty() {
            let at = from + self.letters[from..].find(&wanted)?;
            if let (Some(start), Some(end)) = (whole(at), ends(at + wanted.len())) {
                return Some(TokenRange::new(start, end));
            }
            from = at + self.letters[at..].chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    /// The stretch that is nearest to some words, if any word of theirs is rare enough to look by. Nothing is near to more
    /// words than anybody quotes in a paragraph: laying them along the source takes time and room of their number times its.
    pub(in crate::check) fn nearest(&self, ids: &[u32]) -> Option<Near> {
        const TRIED: usize = 4;
        const QUOTED: usize = 2000;
        if ids.len() > QUOTED {
            return None;
        }
        let mut votes: BTreeMap<usize, f64> = BTreeMap::new();
        let slack = ids.len() / 2 + 4;
        for (offset, id) in ids.iter().enumerate() {
            let Some(places) = self.places.get(*id as usize) else { continue };
            let weight = (-text::share(places.len(), self.len()).ln()).max(0.01);
            for place in places {
                let diagonal = (place + ids.len()).saturating_sub(offset);
                *votes.entry(diagonal / slack).or_default() += weight;
                *votes.entry(diagonal / slack + 1).or_default() += weight;
            }
        }
        let mut best: Vec<(usize, f64)> = votes.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let windows = best.into_iter().take(TRIED).map(|(bucket, _)| {
            let start = (bucket * slack).saturating_sub(ids.len() + slack);
            TokenRange::new(start, (start + ids.len() + 3 * slack).min(self.len()))
        });
        let near = windows.filter(|window| !window.is_empty()).map(|window| self.align(ids, window));
        near.max_by(|a, b| a.likeness.total_cmp(&b.likeness).then(b.words.start.cmp(&a.words.start)))
    }

    /// Lays some words along a window of the source so that as many as can be are the same.
    fn align(&self, ids: &[u32], window: TokenRange) -> Near {
        const SAME: i32 = 3;
        const OTHER: i32 = -1;
        const GAP: i32 = -1;
        let source = &self.ids[window];
        let width = source.len() + 1;
        let mut scores = vec![0i32; (ids.len() + 1) * width];
        for i in 1..=ids.len() {
            scores[i * width] = scores[(i - 1) * width] + GAP;
            for j in 1..width {
                let step = if ids[i - 1] == source[j - 1] { SAME } else { OTHER };
                let across = scores[(i - 1) * width + j - 1] + step;
                let gap = scores[(i - 1) * width + j].max(scores[i * width + j - 1]) + GAP;
                scores[i * width + j] = across.max(gap);
            }
        }
        let last = &scores[ids.len() * width..];
        let mut j = (0..width).max_by_key(|&j| (last[j], j)).unwrap_or_default();
        let (mut i, end) = (ids.len(), j);
        let mut same = Vec::new();
        while i > 0 {
            let here = scores[i * width + j];
            let equal = j > 0 && ids[i - 1] == source[j - 1];
            if j > 0 && here == scores[(i - 1) * width + j - 1] + if equal { SAME } else { OTHER } {
                (i, j) = (i - 1, j - 1);
                if equal {
                    same.push((i, window.start + j));
                }
            } else if here == scores[(i - 1) * width + j] + GAP {
                i -= 1;
            } else {
                j -= 1;
            }
        }
        same.reverse();
        let words = TokenRange::new(window.start + j, window.start + end);
        Near {
            same: same.len(),
            likeness: text::share(same.len(), ids.len()),
            differences: differences(&same, ids.len(), words),
            words,
        }
    }
}

/// What lies between the words that are the same.
fn differences(same: &[(usize, usize)], words: usize, source: TokenRange) -> Vec<(TokenRange, TokenRange)> {
    let mut found = Vec::new();
    let (mut i, mut j) = (0, source.start);
    for &(next_i, next_j) in same.iter().chain([&(words, source.end)]) {
        if next_i > i || next_j > j {
            found.push((TokenRange::new(i, next_i), TokenRange::new(j, next_j)));
        }
        (i, j) = (next_i + 1, next_j + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(texts: &[&str]) -> Passages {
        let passage = |(number, text): (usize, &&str)| Passage {
            label: format!("paragraph {}", number + 1),
            datum: Datum::Paragraph(number),
            text: (*text).to_owned(),
        };
        Passages::new(texts.iter().enumerate().map(passage).collect())
    }

    #[test]
    fn words_are_found_where_they_stand() {
        let source = passages(&["Leaders listen to children.", "Plans are not always clear to children."]);
        let ids = |text: &str| source.ids(&language::tokens(text));
        assert_eq!(source.exact(&ids("to children")), [2, 9]);
        assert_eq!(source.exact(&ids("to children plans")), [2], "passages follow each other");
        assert_eq!(source.exact(&ids("to adults")), Vec::<usize>::new());
        assert_eq!(source.text(TokenRange::new(2, 6)), "to children. Plans are");
        assert_eq!(source.passage(9).label, "paragraph 2");
        assert_eq!(source.longest(&ids("not always late")), (2, 6));
    }

    #[test]
    fn the_nearest_passage_shows_where_it_differs() {
        let filler = "Families told inspectors about their days and the people who help them. ".repeat(20);
        let source = passages(&[&filler, "Plans are not always clear to children.", &filler]);
        let near = source.nearest(&source.ids(&language::tokens("Plans are always very clear to children"))).unwrap();
        assert_eq!(source.text(near.words), "Plans are not always clear to children");
        let shown: Vec<_> = near.differences.iter().map(|(text, words)| (*text, source.text(*words))).collect();
        assert_eq!(shown, [(TokenRange::new(2, 2), "not".to_owned()), (TokenRange::new(3, 4), String::new())]);
        assert!(near.likeness > 0.8);
    }

    #[test]
    fn a_hyphen_more_or_less_is_found_by_letters() {
        let source = passages(&["They live in semi-independent homes."]);
        let found = |text: &str| source.lettered(&language::tokens(text)).map(|words| source.text(words));
        assert_eq!(found("semiindependent homes").as_deref(), Some("semi-independent homes"));
        assert_eq!(found("independenthome"), None);
        assert_eq!(found(""), None);
    }
}
