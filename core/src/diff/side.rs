//! One of the two documents as the comparison sees it: words with the signs around them, sentences, and the ends of
//! paragraphs. Not here: what belongs to what.

use crate::document::{Fact, FactKind, Kind, Leaf, Run, Within};
use crate::language::{TokenRange, sentences, words};
use crate::text::{Span, TextSpan, is_normal, normal};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// A word's number: the same for the same word in normal form.
pub(super) type Word = u32;

/// Items that follow each other, by their numbers.
pub(super) type Items = Range<usize>;

/// Leaves that follow each other, by their numbers.
pub(super) type Leaves = Range<usize>;

/// Letters of a word with the space behind it, as a rule: for how many words there is to be room.
const LETTERS: usize = 6;

/// A document, taken apart. Words and items are numbered through the whole document.
pub(super) struct Side<'a> {
    pub(super) leaves: Vec<Leaf<'a>>,
    /// The text of each leaf.
    pub(super) texts: &'a [String],
    /// Where the runs of each leaf end in its text.
    pub(super) run_ends: Vec<Vec<usize>>,
    pub(super) words: Vec<Word>,
    /// Where each word stands; as many as there are words.
    pub(super) atoms: Vec<Atom>,
    /// The sentences and, behind those of each leaf, its end.
    pub(super) items: Vec<Item>,
    /// The items of each leaf.
    pub(super) of_leaf: Vec<Items>,
    /// Of each leaf what it gives a grade to, if anything: by that, items of lists and rows of tables are known again.
    pub(super) graded: Vec<Option<&'a str>>,
}

/// A word of a leaf's text, with the signs and the white space that hang on it. The atoms of a leaf hold its whole text.
/// There are as many as words, so that they are kept small.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    leaf: u32,
    start: u32,
    word: (u32, u32),
    end: u32,
}

impl Atom {
    fn new(leaf: usize, word: Span) -> Atom {
        let word = (short(word.start), short(word.end));
        Atom { leaf: short(leaf), start: word.0, word, end: word.1 }
    }

    /// What stands before the word.
    pub(super) fn head(self) -> TextSpan {
        self.span(self.start, self.word.0)
    }

    pub(super) fn word(self) -> TextSpan {
        self.span(self.word.0, self.word.1)
    }

    /// What stands behind the word.
    pub(super) fn tail(self) -> TextSpan {
        self.span(self.word.1, self.end)
    }

    /// All of it.
    pub(super) fn whole(self) -> TextSpan {
        self.span(self.start, self.end)
    }

    fn span(self, start: u32, end: u32) -> TextSpan {
        TextSpan::new(self.leaf as usize, start as usize, end as usize)
    }
}

fn short(place: usize) -> u32 {
    u32::try_from(place).expect("a text has fewer letters than four thousand million")
}

/// A sentence, or the end of a leaf.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) leaf: usize,
    /// Its words; an end has none.
    pub(super) words: TokenRange,
    pub(super) is_end: bool,
}

/// Gives words their numbers.
#[derive(Default)]
pub(super) struct Numbers<'a> {
    known: HashMap<Cow<'a, str>, Word, foldhash::fast::RandomState>,
    /// How often each word stands in the two documents together.
    pub(super) counts: Vec<u32>,
}

impl<'a> Numbers<'a> {
    fn of(&mut self, word: &'a str, is_plain: bool) -> Word {
        let number = match (is_plain || is_normal(word), self.known.get(word)) {
            (true, Some(number)) => *number,
            (true, None) => self.new_word(Cow::Borrowed(word)),
            (false, _) => {
                let word = normal(word);
                self.known.get(word.as_str()).copied().unwrap_or_else(|| self.new_word(Cow::Owned(word)))
            }
        };
        self.counts[number as usize] += 1;
        number
    }

    fn new_word(&mut self, word: Cow<'a, str>) -> Word {
        let number = u32::try_from(self.counts.len()).expect("a text has fewer words than four thousand million");
        self.known.insert(word, number);
        self.counts.push(0);
        number
    }
}

impl<'a> Side<'a> {
    /// `leaves` are a document's, `texts` their texts, `facts` what is known of them.
    pub(super) fn of(
        leaves: Vec<Leaf<'a>>,
        texts: &'a [String],
        facts: &'a [Fact],
        numbers: &mut Numbers<'a>,
    ) -> Side<'a> {
        let run_ends = leaves.iter().map(run_ends).collect();
        let room = texts.iter().map(String::len).sum::<usize>() / LETTERS;
        numbers.known.reserve(room / 2);
        let (words, atoms, items) = (Vec::with_capacity(room), Vec::with_capacity(room), Vec::new());
        let graded = graded(leaves.len(), facts);
        let mut side = Side { leaves, texts, run_ends, words, atoms, items, of_leaf: Vec::new(), graded };
        for leaf in 0..side.leaves.len() {
            side.take(leaf, numbers);
        }
        side
    }

    fn take(&mut self, leaf: usize, numbers: &mut Numbers<'a>) {
        let (first_item, first_word) = (self.items.len(), self.words.len());
        let texts = self.texts;
        let text = texts[leaf].as_str();
        let is_plain = is_normal(text);
        for word in telling(text) {
            self.words.push(numbers.of(&text[word], is_plain));
            self.atoms.push(Atom::new(leaf, word));
        }
        let atoms = &mut self.atoms[first_word..];
        spread(text, atoms);
        let mut next = 0;
        for sentence in sentences(text) {
            let count = atoms[next..].iter().take_while(|atom| atom.word().span.start < sentence.end).count();
            if count > 0 {
                let start = first_word + next;
                let words = TokenRange::new(start, start + count);
                self.items.push(Item { leaf, words, is_end: false });
            }
            next += count;
        }
        let end = self.words.len();
        self.items.push(Item { leaf, words: TokenRange::new(end, end), is_end: true });
        self.of_leaf.push(first_item..self.items.len());
    }

    /// The words of a leaf.
    pub(super) fn words_of(&self, leaf: usize) -> TokenRange {
        self.words_in(&self.of_leaf[leaf])
    }

    /// The words of some items, of which there is one at least.
    pub(super) fn words_in(&self, items: &Items) -> TokenRange {
        TokenRange::new(self.items[items.start].words.start, self.items[items.end - 1].words.end)
    }

    /// Whether the words of a leaf stay among themselves: cells, pictures and lines are compared as such.
    pub(super) fn is_closed(&self, leaf: usize) -> bool {
        let leaf = &self.leaves[leaf];
        matches!(leaf.kind, Kind::Image { .. } | Kind::Rule)
            || leaf.within.iter().any(|within| matches!(within, Within::Cell { .. }))
    }

    /// What an item of a list gives a grade to.
    pub(super) fn graded_item(&self, leaf: usize) -> Option<&'a str> {
        let is_item = |within: &Within| matches!(within, Within::Item { .. });
        self.graded[leaf].filter(|_| self.leaves[leaf].within.iter().any(is_item))
    }

    pub(super) fn item_words(&self, item: usize) -> &[Word] {
        &self.words[self.items[item].words]
    }

    /// The end of a leaf, as an item.
    pub(super) fn end_of(&self, leaf: usize) -> usize {
        self.of_leaf[leaf].end - 1
    }
}

/// Of each of so many leaves what its first grade was given to.
fn graded(leaves: usize, facts: &[Fact]) -> Vec<Option<&str>> {
    let mut graded = vec![None; leaves];
    for fact in facts.iter().filter(|fact| fact.kind == FactKind::Grade && !fact.about.is_empty()) {
        if let Some(first) = graded.get_mut(fact.place.block) {
            first.get_or_insert(fact.about.as_str());
        }
    }
    graded
}

fn run_ends(leaf: &Leaf<'_>) -> Vec<usize> {
    let mut end = 0;
    let step = |run: &Run| {
        end += run.text.len();
        end
    };
    leaf.runs.iter().map(step).collect()
}

/// The words of a text, and the signs that say something by themselves: "&", "£", "%" belong to a number or stand alone.
/// A text without any is one word.
fn telling(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::with_capacity(text.len() / LETTERS + 1);
    let mut at = 0;
    for word in words(text) {
        let (gap, rest) = (&text[at..word.start], &text[word.end..]);
        let mut start = word.start;
        if gap != " " {
            start -= sign(gap, &text[word]);
            signs(text, Span::new(at, start), &mut found);
        }
        at = word.end + rest.chars().next().filter(|c| matches!(c, '%' | '+' | '°')).map_or(0, char::len_utf8);
        found.push(Span::new(start, at));
    }
    signs(text, Span::new(at, text.len()), &mut found);
    let whole = text.trim();
    if found.is_empty() && !whole.is_empty() {
        found.push(Span::all(whole) + (text.len() - text.trim_start().len()));
    }
    found
}

/// How many bytes at the end of a gap belong to the word behind it: a currency, a minus sign before a figure.
fn sign(gap: &str, word: &str) -> usize {
    let Some(last) = gap.chars().next_back() else { return 0 };
    let before = &gap[..gap.len() - last.len_utf8()];
    let begins = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(');
    let is_sign = match last {
        '£' | '$' | '€' => true,
        '-' | '−' | '–' | '+' | '<' | '>' | '±' => begins && word.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    };
    if is_sign { last.len_utf8() } else { 0 }
}

/// Signs between words that are none of the punctuation whose shape says nothing.
fn signs(text: &str, gap: Span, found: &mut Vec<Span>) {
    let start = gap.start;
    for (at, c) in text[gap].char_indices().map(|(at, c)| (start + at, c)) {
        let says = matches!(c, '&' | '+' | '=' | '%' | '£' | '$' | '€' | '@' | '#' | '<' | '>')
            || !c.is_ascii() && !c.is_whitespace() && !is_punctuation(c);
        match found.last_mut() {
            Some(last) if says && last.end == at && at > start => last.end += c.len_utf8(),
            _ if says => found.push(Span::new(at, at + c.len_utf8())),
            _ => {}
        }
    }
}

fn is_punctuation(c: char) -> bool {
    let bullet = matches!(c, '•' | '◼' | '▪' | '■' | '●' | '·' | '\u{f06e}' | '\u{f0b7}' | '¿' | '¡' | '§' | '¶');
    let general = matches!(c, '\u{2010}'..='\u{205e}' | '\u{fe00}'..='\u{fe0f}');
    bullet || general || normal(c.encode_utf8(&mut [0; 4])) != c.to_string()
}

/// Gives each atom what hangs on its word: what follows up to the last white space before the next word and, at the
/// beginning, what stands before; an opening mark hangs on the word that it opens.
fn spread(text: &str, atoms: &mut [Atom]) {
    let mut start = 0;
    for at in 0..atoms.len() {
        let from = atoms[at].word().span.end;
        let end = match atoms.get(at + 1) {
            None => text.len(),
            Some(next) => {
                let gap = &text[from..next.word().span.start];
                let to_space = gap.trim_end_matches(|c: char| !c.is_whitespace()).len();
                from + if to_space > 0 { to_space } else { gap.len() }
            }
        };
        (atoms[at].start, atoms[at].end) = (start, short(end));
        start = atoms[at].end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str) -> Vec<&str> {
        telling(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn signs_that_say_something_are_words_or_parts_of_words() {
        assert_eq!(
            listed("“Children & families” – up 3.5%, £1.2m, –"),
            ["Children", "&", "families", "up", "3.5%", "£1.2m"]
        );
        assert_eq!(
            listed("By -5, (−5) or +5 of <3; 2019–20 – 7."),
            ["By", "-5", "−5", "or", "+5", "of", "<3", "2019–20", "7"]
        );
        assert_eq!(listed("Well done 🎉🎉 all"), ["Well", "done", "🎉🎉", "all"]);
        assert_eq!(listed(" *** "), ["***"]);
        assert_eq!(listed(" "), Vec::<&str>::new());
    }

    #[test]
    fn atoms_hold_the_whole_text_and_openers_hang_on_what_they_open() {
        let text = " He said: “It is so” – (now).";
        let mut atoms: Vec<Atom> = telling(text).into_iter().map(|word| Atom::new(0, word)).collect();
        spread(text, &mut atoms);
        let parts: Vec<&str> = atoms.iter().map(|atom| &text[atom.whole().span]).collect();
        assert_eq!(parts, [" He ", "said: ", "“It ", "is ", "so” – ", "(now)."]);
    }
}
