//! Origins carried over to a text that was read back from a file, or that a person edited: each word that stood in the
//! earlier document keeps its origin, wherever it went; the others are a person's. Not here: how words are found again
//! (align), and whether a new word stands in a source (check).

use super::align::{Line, align};
use super::leaf::each_line;
use super::{Document, Origin, Run, Source};
use crate::text;
use std::collections::HashMap;
use std::ops::Range;

/// How many words of a text have an origin that was carried over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Words that stood in the earlier document.
    pub kept: usize,
    /// Words that did not.
    pub new: usize,
}

/// Gives the words of `after` the origins that they had in `before`. New words whose origin is unknown become a person's;
/// an origin that they have stays. An origin that is a part of a datum's text is cut with the words. Linear in the length
/// of both; paragraphs may have been moved, split, joined and edited.
pub fn carry_origins(before: &Document, after: &mut Document) -> Carried {
    let leaves = before.leaves();
    let old_texts: Vec<String> = leaves.iter().map(super::Leaf::text).collect();
    let mut new_texts = Vec::new();
    each_line(&mut after.blocks, &mut |runs| new_texts.push(text_of(runs)));
    let mut known = HashMap::new();
    let (old, new) = (Units::of(&old_texts, &mut known), Units::of(&new_texts, &mut known));
    let matched = align(&old.line, &new.line);
    let words = |is_kept: bool| {
        let all = matched.iter().zip(&new.line.words);
        all.filter(|(place, is_word)| **is_word && place.is_some() == is_kept).count()
    };
    let carried = Carried { kept: words(true), new: words(false) };
    let old_runs: Vec<OldRuns<'_>> = leaves.iter().map(|leaf| OldRuns::of(leaf.runs)).collect();
    let carrying = Carrying { old: &old, new: &new, old_texts: &old_texts, old_runs: &old_runs, matched: &matched };
    let mut leaf = 0;
    each_line(&mut after.blocks, &mut |runs| {
        *runs = carrying.runs(leaf, &new_texts[leaf], runs);
        leaf += 1;
    });
    carried
}

fn text_of(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// The words and signs of a text, with their places.
struct Units {
    line: Line,
    /// Bytes in the leaf's text.
    ranges: Vec<Range<usize>>,
    /// Of each leaf, its units.
    leaves: Vec<Range<usize>>,
}

impl Units {
    fn of(texts: &[String], known: &mut HashMap<String, u32>) -> Units {
        let mut made = Units { line: Line::default(), ranges: Vec::new(), leaves: Vec::new() };
        for (leaf, text) in texts.iter().enumerate() {
            let begin = made.ranges.len();
            let mut at = 0;
            for token in text::tokens(text) {
                made.signs(text, at..token.range.start, leaf, known);
                at = token.range.end;
                made.push(token.range, token.form, leaf, true, known);
            }
            made.signs(text, at..text.len(), leaf, known);
            made.leaves.push(begin..made.ranges.len());
        }
        made
    }

    /// What stands between words: each sign for itself, without white space.
    fn signs(&mut self, text: &str, between: Range<usize>, leaf: usize, known: &mut HashMap<String, u32>) {
        for (at, c) in text[between.clone()].char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let start = between.start + at;
            let form = text::normal(c.encode_utf8(&mut [0; 4]));
            self.push(start..start + c.len_utf8(), form, leaf, false, known);
        }
    }

    fn push(
        &mut self,
        range: Range<usize>,
        form: String,
        leaf: usize,
        is_word: bool,
        known: &mut HashMap<String, u32>,
    ) {
        let fresh = u32::try_from(known.len()).expect("fewer words than numbers");
        self.line.ids.push(*known.entry(form).or_insert(fresh));
        self.line.leaves.push(leaf);
        self.line.words.push(is_word);
        self.ranges.push(range);
    }
}

/// Bytes of a leaf of the old text.
type Old = (usize, Range<usize>);
/// A character of the new text, with those of the old one that it was.
type Character = (Range<usize>, Option<Old>);
/// A part of a run of the new text, with the run that it stood in, and where.
type Cut = (Range<usize>, Option<(usize, Old)>);

/// The runs of a leaf, and where each ends.
struct OldRuns<'a> {
    runs: &'a [Run],
    ends: Vec<usize>,
}

impl OldRuns<'_> {
    fn of(runs: &[Run]) -> OldRuns<'_> {
        let mut end = 0;
        let ends = runs.iter().map(|run| {
            end += run.text.len();
            end
        });
        OldRuns { runs, ends: ends.collect() }
    }

    /// The run that holds a byte; the last one behind all.
    fn at(&self, byte: usize) -> usize {
        self.ends.partition_point(|end| *end <= byte).min(self.runs.len().saturating_sub(1))
    }

    /// The origin of some bytes of a run.
    fn origin(&self, run: usize, part: &Range<usize>) -> Origin {
        let begin = run.checked_sub(1).map_or(0, |before| self.ends[before]);
        let run = &self.runs[run];
        let within = part.start.saturating_sub(begin)..part.end.saturating_sub(begin).min(run.text.len());
        let sources = match &run.origin {
            Origin::Data(sources) => sources,
            // A place that somebody wrote in is no place any more.
            Origin::Place if within.len() < run.text.trim_end().len() => return Origin::Person { name: None },
            other => return other.clone(),
        };
        let cut = |source: &Source| match &source.part {
            Some(whole) if whole.len() == run.text.len() => {
                let part = Some(whole.start + within.start..whole.start + within.end);
                Source { pointer: source.pointer.clone(), part }
            }
            _ => source.clone(),
        };
        Origin::Data(sources.iter().map(cut).collect())
    }
}

/// What origins are carried with.
struct Carrying<'a> {
    old: &'a Units,
    new: &'a Units,
    old_texts: &'a [String],
    old_runs: &'a [OldRuns<'a>],
    matched: &'a [Option<usize>],
}

impl Carrying<'_> {
    /// The runs of a leaf, cut where their origins change: each stood together in one run, or is new.
    fn runs(&self, leaf: usize, text: &str, runs: &[Run]) -> Vec<Run> {
        let mut characters = self.characters(leaf, text).into_iter().peekable();
        let mut made: Vec<Run> = Vec::new();
        let mut end = 0;
        for run in runs {
            end += run.text.len();
            let mut cut: Vec<Cut> = Vec::new();
            while let Some((range, place)) = characters.next_if(|(range, _)| range.start < end) {
                let place = place.map(|old: Old| (self.old_runs[old.0].at(old.1.start), old));
                match (cut.last_mut(), place) {
                    (Some((last, None)), None) => last.end = range.end,
                    (Some((last, Some((number, (leaf, part))))), Some((new_number, (new_leaf, old))))
                        if (*leaf, *number, part.end) == (new_leaf, new_number, old.start) =>
                    {
                        (last.end, part.end) = (range.end, old.end);
                    }
                    (_, place) => cut.push((range, place)),
                }
            }
            let origins = cut.into_iter().map(|(range, place)| {
                let carried = place.map(|(number, (leaf, part))| self.old_runs[leaf].origin(number, &part));
                (range, carried.unwrap_or_else(|| by_a_person(&run.origin)))
            });
            for (range, origin) in origins {
                match made.last_mut() {
                    Some(last) if (Run { text: last.text.clone(), origin: origin.clone(), ..run.clone() }) == *last => {
                        last.text += &text[range];
                    }
                    _ => made.push(Run { text: text[range].to_owned(), origin, ..run.clone() }),
                }
            }
        }
        made
    }

    /// Each character of a leaf with the leaf and bytes where it stood.
    fn characters(&self, leaf: usize, text: &str) -> Vec<Character> {
        let units = self.new.leaves[leaf].clone();
        let mut made = Vec::new();
        let mut at = 0;
        let mut before: Option<usize> = None;
        for unit in units {
            let range = self.new.ranges[unit].clone();
            let place = self.matched[unit];
            self.space(text, at..range.start, before, &mut made);
            let old = place.map(|old| (self.old.line.leaves[old], self.old.ranges[old].clone()));
            characters_of(text, range.clone(), old, self.old_texts, &mut made);
            (at, before) = (range.end, place);
        }
        self.space(text, at..text.len(), before, &mut made);
        made
    }

    /// White space belongs to the word before it.
    fn space(&self, text: &str, range: Range<usize>, before: Option<usize>, made: &mut Vec<Character>) {
        let mut old = before.map(|unit| {
            let (leaf, end) = (self.old.line.leaves[unit], self.old.ranges[unit].end);
            let rest = &self.old_texts[leaf][end..];
            (leaf, end..end + rest.len() - rest.trim_start().len())
        });
        for (at, c) in text[range.clone()].char_indices() {
            let start = range.start + at;
            made.push((start..start + c.len_utf8(), old.clone()));
            old = old.map(|(leaf, space)| (leaf, space.end..space.end));
        }
    }
}

/// The characters of a word with those that they were, one by one where they are as many.
fn characters_of(
    text: &str,
    range: Range<usize>,
    old: Option<(usize, Range<usize>)>,
    old_texts: &[String],
    made: &mut Vec<Character>,
) {
    let starts = |text: &str, range: &Range<usize>| -> Vec<Range<usize>> {
        let chars = text[range.clone()].char_indices();
        chars.map(|(at, c)| range.start + at..range.start + at + c.len_utf8()).collect()
    };
    let new_chars = starts(text, &range);
    let Some((leaf, whole)) = old else {
        made.push((range, None));
        return;
    };
    let old_chars = starts(&old_texts[leaf], &whole);
    if old_chars.len() == new_chars.len() {
        made.extend(new_chars.into_iter().zip(old_chars).map(|(new, old)| (new, Some((leaf, old)))));
    } else {
        made.push((range, Some((leaf, whole))));
    }
}

/// The origin of words that did not stand in the earlier text.
fn by_a_person(known: &Origin) -> Origin {
    match known {
        Origin::Unknown => Origin::Person { name: None },
        known => known.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::markdown;

    /// A draft: `{words}` stand in paragraph 1 of a report from byte 100 on, `<words>` are a datum, all else a template's.
    fn draft(text: &str) -> Document {
        let mut document = markdown::read(text, &[]).0;
        each_line(&mut document.blocks, &mut |runs| {
            let mut made = Vec::new();
            let mut part = 100;
            for run in runs.iter() {
                for piece in run.text.split_inclusive(['{', '}', '<', '>']) {
                    let text = piece.trim_end_matches(['{', '}', '<', '>']).to_owned();
                    let source = |pointer: &str, part| vec![Source { pointer: pointer.to_owned(), part }];
                    let origin = match piece.chars().last() {
                        Some('}') => Origin::Data(source("/report", Some(part..part + text.len()))),
                        Some('>') => Origin::Data(source("/datum", None)),
                        _ => Origin::Template { name: "t".to_owned(), line: 1 },
                    };
                    part += text.len();
                    made.push(Run { text, origin, ..run.clone() });
                }
            }
            *runs = made.into_iter().filter(|run| !run.text.is_empty()).collect();
        });
        document
    }

    /// A line for each leaf: its pieces with what they are from.
    fn carried(before: &str, after: &str) -> String {
        let mut after = markdown::read(after, &[]).0;
        carry_origins(&draft(before), &mut after);
        let piece = |run: &Run| match &run.origin {
            Origin::Data(sources) => match &sources[0].part {
                Some(part) => format!("{{{} {part:?}}}", run.text),
                None => format!("<{}>", run.text),
            },
            Origin::Template { .. } => run.text.clone(),
            _ => format!("*{}*", run.text),
        };
        let lines = after.leaves().into_iter().map(|leaf| leaf.runs.iter().map(piece).collect::<String>() + "\n");
        lines.collect()
    }

    const DRAFT: &str = "# <Good> news\n\nInspectors said: “{Children are loved and listened to.}”\n\n\
                         It was <rated> by the <director’s> own team.\n\n- one\n- two";

    #[test]
    fn an_unedited_text_keeps_all_its_origins() {
        let plain = DRAFT.replace(['{', '}', '<', '>'], "");
        insta::assert_snapshot!(carried(DRAFT, &plain), @r"
            <Good> news
            Inspectors said: “{Children are loved and listened to. 120..155}”
            It was <rated> by the <director’s> own team.
            one
            two
            ");
        let straight = plain.replace(['“', '”'], "\"").replace('’', "'");
        let curly = carried(DRAFT, &straight).replace(": \"", ": “").replace("}\"", "}”").replace('\'', "’");
        assert_eq!(curly, carried(DRAFT, &plain));
    }

    #[test]
    fn an_edit_is_a_persons_and_cuts_what_it_stands_in() {
        insta::assert_snapshot!(carried(DRAFT, "# Great news\n\nInspectors said: “Children are not loved, but listened to.” \
            So there!\n\nIt was **rated by** the director’s old team."), @r"
            *Great *news
            Inspectors said: “{Children are  120..133}*not loved, but *{listened to. 143..155}” *So there!*
            It was <rated> by the <director’s> *old *team.
            ");
    }

    #[test]
    fn paragraphs_are_moved_split_and_joined() {
        insta::assert_snapshot!(carried(DRAFT, "- two\n- three\n\nIt was rated\n\nby the director’s own team. Inspectors said: \
            “Children are loved and listened to.”\n\n# Good news"), @r"
            *two*
            *three*
            It was <rated>
            by the <director’s> own team. Inspectors said: “{Children are loved and listened to. 120..155}”
            <Good> news
            ");
    }

    #[test]
    fn words_and_their_origins_are_counted() {
        let mut after = markdown::read("One two four [x](y)", &[]).0;
        let kept = carry_origins(&draft("One two three"), &mut after);
        assert_eq!(kept, Carried { kept: 2, new: 2 });
        let mut nothing = Document::default();
        assert_eq!(carry_origins(&draft("One"), &mut nothing), Carried::default());
    }

    #[test]
    fn an_origin_that_is_known_stays() {
        let mut after = draft("One <two>");
        carry_origins(&draft("Other words"), &mut after);
        assert_eq!(after, draft("One <two>"));
    }
}
