//! Texts as their reach is measured: the words of all paragraphs in one row, each as a number, with the sentence and the paragraph
//! that it is in. Words are the tokens of [`language`]. Not here: which of them two texts share (words).

use crate::document::{Document, Kind};
use crate::language::{self, Token};
use crate::text::{Span, TextSpan};
use std::collections::HashMap;
use std::ops::Range;

/// The numbers of words: one for each form, and one for each meaning, so that "ten" and "10", "plan" and "plans" mean the same.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    forms: HashMap<String, u32>,
    meanings: HashMap<String, u32>,
}

impl Vocabulary {
    /// Returns the number of a form.
    pub(super) fn form(&mut self, form: &str) -> u32 {
        number_of(&mut self.forms, form)
    }

    /// Returns the number of what a form means; `None` for a word that only joins others.
    pub(super) fn meaning(&mut self, form: &str) -> Option<u32> {
        if let Some(number) = language::number(form) {
            return Some(number_of(&mut self.meanings, &number.to_string()));
        }
        let is_content = !language::is_function_word(form) && form.chars().any(char::is_alphanumeric);
        is_content.then(|| number_of(&mut self.meanings, language::stem(form)))
    }
}

fn number_of(numbers: &mut HashMap<String, u32>, word: &str) -> u32 {
    if let Some(number) = numbers.get(word) {
        return *number;
    }
    let fresh = u32::try_from(numbers.len()).expect("fewer words than numbers");
    numbers.insert(word.to_owned(), fresh);
    fresh
}

/// A word of a text.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Which paragraph it is in.
    pub(super) leaf: usize,
    /// Its bytes there.
    pub(super) span: Span,
    /// The number of its form.
    pub(super) form: u32,
    /// The number of what it means.
    pub(super) meaning: Option<u32>,
    /// Whether it is a number.
    pub(super) is_number: bool,
}

/// A paragraph, heading, item or cell.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its words as they are written.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: Kind,
    /// Its words, by their numbers in the text.
    pub(super) words: Range<usize>,
}

/// A sentence.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// Which paragraph it is in.
    pub(super) leaf: usize,
    /// Its bytes there.
    pub(super) span: Span,
    /// Its words, by their numbers in the text.
    pub(super) words: Range<usize>,
}

/// A text.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// The paragraphs.
    pub(super) lines: Vec<Line>,
    /// The words of all of them.
    pub(super) words: Vec<Word>,
    /// The sentences of all of them.
    pub(super) sentences: Vec<Sentence>,
}

impl Text {
    /// Reads a document.
    pub(super) fn of(document: &Document, vocabulary: &mut Vocabulary) -> Text {
        let leaves = document.leaves();
        Text::new(leaves.into_iter().map(|leaf| (leaf.text(), leaf.kind)), vocabulary)
    }

    /// Reads paragraphs.
    pub(super) fn of_paragraphs<'a>(
        paragraphs: impl IntoIterator<Item = &'a str>,
        vocabulary: &mut Vocabulary,
    ) -> Text {
        Text::new(paragraphs.into_iter().map(|text| (text.to_owned(), Kind::Paragraph)), vocabulary)
    }

    fn new(lines: impl Iterator<Item = (String, Kind)>, vocabulary: &mut Vocabulary) -> Text {
        let mut made = Text::default();
        for (leaf, (text, kind)) in lines.enumerate() {
            let first = made.words.len();
            for Token { span, form } in language::tokens(&text) {
                let is_number = language::number(&form).is_some() || form.starts_with(|c: char| c.is_ascii_digit());
                let (meaning, form) = (vocabulary.meaning(&form), vocabulary.form(&form));
                made.words.push(Word { leaf, span, form, meaning, is_number });
            }
            let words = first..made.words.len();
            for span in language::sentences(&text) {
                let words = made.within(words.clone(), span);
                if !words.is_empty() {
                    made.sentences.push(Sentence { leaf, span, words });
                }
            }
            made.lines.push(Line { text, kind, words });
        }
        made
    }

    fn within(&self, words: Range<usize>, span: Span) -> Range<usize> {
        let all = &self.words[words.clone()];
        let start = all.partition_point(|word| word.span.start < span.start);
        let end = all.partition_point(|word| word.span.start < span.end);
        words.start + start..words.start + end.max(start)
    }

    /// Returns the words that begin at a place.
    pub(super) fn words_at(&self, place: TextSpan) -> Range<usize> {
        self.lines.get(place.block).map_or(0..0, |line| self.within(line.words.clone(), place.span))
    }

    /// Returns the number of the sentence that a place begins in.
    pub(super) fn sentence_at(&self, place: TextSpan) -> Option<usize> {
        let before = |sentence: &Sentence| (sentence.leaf, sentence.span.end) <= (place.block, place.span.start);
        let number = self.sentences.partition_point(before);
        self.sentences.get(number).filter(|sentence| sentence.leaf == place.block).map(|_| number)
    }

    /// Returns some words sentence by sentence.
    pub(super) fn parts(&self, words: Range<usize>) -> Vec<Range<usize>> {
        let of_sentence = |sentence: &Sentence| {
            let (start, end) = (sentence.words.start.max(words.start), sentence.words.end.min(words.end));
            (start < end).then_some(start..end)
        };
        self.sentences.iter().filter_map(of_sentence).collect()
    }

    /// Returns the forms of some words.
    pub(super) fn forms(&self, words: Range<usize>) -> Vec<u32> {
        self.words[words].iter().map(|word| word.form).collect()
    }

    /// Returns what some words mean, those that only join left out.
    pub(super) fn meanings(&self, words: Range<usize>) -> Vec<u32> {
        self.words[words].iter().filter_map(|word| word.meaning).collect()
    }

    /// Returns a sentence as it is written.
    pub(super) fn written(&self, sentence: &Sentence) -> &str {
        self.lines[sentence.leaf].text[sentence.span].trim()
    }

    /// Returns some words as they are written; of several paragraphs, parted by spaces.
    pub(super) fn text_of(&self, words: Range<usize>) -> String {
        let mut shown = String::new();
        for line in &self.lines {
            let (start, end) = (words.start.max(line.words.start), words.end.min(line.words.end));
            if start < end {
                let bytes = Span::new(self.words[start].span.start, self.words[end - 1].span.end);
                shown.push_str(if shown.is_empty() { "" } else { " " });
                shown.push_str(&line.text[bytes]);
            }
        }
        shown
    }

    /// Returns which paragraphs are the headline and the first paragraph: those up to this number, not included.
    pub(super) fn lead(&self) -> usize {
        const SHORTEST: usize = 5;
        let is_sentence =
            |line: &Line| line.text.trim_end().trim_end_matches(['”', '"', '’', '\'']).ends_with(['.', '!', '?']);
        let is_body =
            |line: &Line| matches!(line.kind, Kind::Paragraph) && line.words.len() >= SHORTEST && is_sentence(line);
        self.lines.iter().position(is_body).map_or(self.lines.len(), |first| first + 1)
    }
}
