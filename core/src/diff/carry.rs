//! Origins carried along a redline to a text that was read back from a file, or that a person edited: words that were kept keep
//! their origin, wherever they stand now; the others are a person's. Not here: which words were kept (the comparison), and
//! whether a new word stands in a source (check).

use super::run_bytes::{new_length, old_length, old_starts};
use super::{Facts, redline};
use crate::document::{Document, Mark, Marked, Origin, Redline, Run, Source};
use crate::language::{TokenRange, words};
use crate::text::{Span, normal};
use std::collections::{HashMap, VecDeque};

/// Words, or edges of what is new, that have to stand together to be found anywhere.
const GRAM: usize = 4;

/// How many words of a text have an origin that was carried over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Words that stood in the earlier document.
    pub kept: usize,
    /// Words that did not.
    pub new: usize,
}

/// Gives the words of `after` the origins that they had in `before`. New words whose origin is unknown become a person's;
/// an origin that they have stays. An origin that is a part of a datum's text is cut with the words. A text that names no language
/// has that of the earlier document.
pub fn carry_origins(before: &Document, after: &mut Document) -> Carried {
    let kept = kept(&redline(before, after, Facts::default()).0, (&text_of(before), &text_of(after)));
    let old = OldRuns::of(before);
    after.language = after.language.take().or_else(|| before.language.clone());
    let (mut carried, mut at, mut first) = (Carried::default(), 0, 0);
    after.each_line(|runs| {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let line = Span::all(&text) + at;
        first += kept[first..].partition_point(|part| part.now.end <= line.start);
        let parts = &kept[first..];
        let parts = &parts[..parts.partition_point(|part| part.now.start < line.end)];
        for word in words(&text) {
            let start = at + word.start;
            let part = parts.get(parts.partition_point(|part| part.now.end <= start));
            let count =
                if part.is_some_and(|part| part.now.start <= start) { &mut carried.kept } else { &mut carried.new };
            *count += 1;
        }
        *runs = old.carried(runs, parts, line.start);
        at = line.end;
    });
    carried
}

fn text_of(document: &Document) -> String {
    let mut text = String::new();
    document.for_each_run(|run| text += &run.text);
    text
}

/// Words that are in both documents. Bytes are counted through the texts of all runs of a document.
#[derive(Clone, Debug)]
struct Kept {
    was: Span,
    now: Span,
}

impl Kept {
    /// Whether each byte of the one is the same byte of the other.
    fn is_even(&self) -> bool {
        self.was.len() == self.now.len()
    }

    /// The part of it that stands in some bytes of the new document.
    fn within(&self, now: Span) -> Kept {
        let now = Span::new(now.start.max(self.now.start), now.end.min(self.now.end));
        Kept { was: if self.is_even() { now - self.now.start + self.was.start } else { self.was }, now }
    }
}

/// What a redline kept, and what of the words that it has as deleted and as inserted are the same, in the order of the new
/// document.
fn kept(redline: &Redline, (old, new): (&str, &str)) -> Vec<Kept> {
    let runs: Vec<&Marked> = redline.lines.iter().flat_map(|line| &line.runs).collect();
    let starts = old_starts(&runs);
    let (mut found, mut gone, mut added) = (Vec::new(), Vec::new(), Vec::new());
    let mut recased = Vec::new();
    let (mut at, mut now, mut is_replacing) = (0, 0, false);
    for line in &redline.lines {
        for chunk in
            line.runs.chunk_by(|a, b| a.change == b.change && (a.change.mark != Mark::Kept || are_reshaped(a, b)))
        {
            let was = Span::new(starts[at], starts[at] + chunk.iter().map(old_length).sum::<usize>());
            let here = Span::new(now, now + chunk.iter().map(new_length).sum::<usize>());
            match chunk[0].change.mark {
                Mark::Kept => found.extend(pairs((old, was), (new, here))),
                Mark::Deleted => gone.push(was),
                Mark::Inserted => {
                    let before = gone.last().filter(|_| is_replacing).copied();
                    recased.extend(before.and_then(|before| recased_word((old, before), (new, here))));
                    added.push(here);
                }
            }
            is_replacing = chunk[0].change.mark == Mark::Deleted;
            (at, now) = (at + chunk.len(), here.end);
        }
    }
    let (gone, added) = (Words::of(old, &gone), Words::of(new, &added));
    let same = common(&gone, &added).into_iter().chain(recased);
    found.extend(same.flat_map(|(was, now)| pairs((old, was), (new, now))));
    found.sort_by_key(|kept| kept.now.start);
    let mut end = 0;
    found.retain(|kept| {
        let is_free = kept.now.start >= end;
        end = end.max(kept.now.end);
        is_free
    });
    found
}

/// Whether two runs differ from what they were in their shape: those were not cut at the same words.
fn are_reshaped(one: &Marked, next: &Marked) -> bool {
    [one, next].iter().all(|marked| marked.was.as_ref().is_some_and(|was| was.text != marked.run.text))
}

/// The last word of words that were put in place of others, if it is theirs in other letters: "Newly qualified" became "All
/// newly qualified".
fn recased_word((old, was): (&str, Span), (new, now): (&str, Span)) -> Option<(Span, Span)> {
    let last = |text: &str, part: Span| words(&text[part]).last().map(|word| word + part.start);
    let (was, now) = (last(old, was)?, last(new, now)?);
    (old[was].to_lowercase() == new[now].to_lowercase()).then_some((was, now))
}

/// The words of some stretches of a text, with an edge before the first word of each and behind its last.
struct Words {
    forms: Vec<Option<String>>,
    bytes: Vec<Span>,
}

impl Words {
    fn of(text: &str, stretches: &[Span]) -> Words {
        let mut made = Words { forms: Vec::new(), bytes: Vec::new() };
        for stretch in stretches {
            made.push(None, Span::at(stretch.start));
            for word in words(&text[*stretch]) {
                let bytes = word + stretch.start;
                made.push(Some(normal(&text[bytes]).to_lowercase()), bytes);
            }
            made.push(None, Span::at(stretch.end));
        }
        made
    }

    fn push(&mut self, form: Option<String>, bytes: Span) {
        self.forms.push(form);
        self.bytes.push(bytes);
    }
}

/// The stretches of words that stand as often among those that are gone as among those that are new: what was moved and is
/// too little, or too much changed around it, to be shown as a move.
fn common(gone: &Words, added: &Words) -> Vec<(Span, Span)> {
    type Gram = [Option<String>];
    fn grams(words: &Words) -> impl Iterator<Item = (usize, &Gram)> {
        let is_one_stretch = |gram: &Gram| gram[1..GRAM - 1].iter().all(Option::is_some);
        words.forms.windows(GRAM).enumerate().filter(move |(_, gram)| is_one_stretch(gram))
    }
    let mut places: HashMap<&Gram, (VecDeque<usize>, usize)> = HashMap::new();
    grams(gone).for_each(|(at, gram)| places.entry(gram).or_default().0.push_back(at));
    grams(added).for_each(|(_, gram)| places.entry(gram).or_default().1 += 1);
    places.retain(|_, (old, new)| old.len() == *new);
    let mut found: Vec<(TokenRange, TokenRange)> = Vec::new();
    for (at, gram) in grams(added) {
        let Some(place) = places.get_mut(gram).and_then(|(old, _)| old.pop_front()) else { continue };
        match found.last_mut() {
            Some((old, new)) if at < new.end => {
                if new.end - at == old.end.saturating_sub(place) {
                    (old.end, new.end) = (place + GRAM, at + GRAM);
                }
            }
            _ => found.push((TokenRange::new(place, place + GRAM), TokenRange::new(at, at + GRAM))),
        }
    }
    let bytes = |words: &Words, range: &TokenRange| words.bytes[range.start].cover(words.bytes[range.end - 1]);
    found.iter().map(|(old, new)| (bytes(gone, old), bytes(added, new))).collect()
}

/// Kept words by what is the same of them: all, or the letters at either end and, where there are as many, those between.
fn pairs((old, was): (&str, Span), (new, now): (&str, Span)) -> Vec<Kept> {
    let (mut i, mut j) = (was.start, now.start);
    let (was, now) = (&old[was], &new[now]);
    let same = |(a, b): &(char, char)| a == b;
    let length = |(a, _): (char, char)| a.len_utf8();
    let head: usize = was.chars().zip(now.chars()).take_while(same).map(length).sum();
    let (was_rest, now_rest) = (&was[head..], &now[head..]);
    let tail: usize = was_rest.chars().rev().zip(now_rest.chars().rev()).take_while(same).map(length).sum();
    let (was_middle, now_middle) = (&was_rest[..was_rest.len() - tail], &now_rest[..now_rest.len() - tail]);
    let mut next = |was: usize, now: usize| {
        let kept = Kept { was: Span::new(i, i + was), now: Span::new(j, j + now) };
        (i, j) = (kept.was.end, kept.now.end);
        kept
    };
    let mut found = vec![next(head, head)];
    if was_middle.chars().count() == now_middle.chars().count() {
        found.extend(was_middle.chars().zip(now_middle.chars()).map(|(a, b)| next(a.len_utf8(), b.len_utf8())));
    } else {
        found.push(next(was_middle.len(), now_middle.len()));
    }
    found.push(next(tail, tail));
    found.retain(|kept| !kept.was.is_empty() && !kept.now.is_empty());
    found
}

/// A part of a line of the new document, with the run of the old one that it stood in, and its bytes there.
type Cut = (Span, Option<(usize, Span)>);

/// The runs of the old document that have words, and where each ends.
struct OldRuns<'a> {
    runs: Vec<&'a Run>,
    ends: Vec<usize>,
}

impl<'a> OldRuns<'a> {
    fn of(document: &'a Document) -> OldRuns<'a> {
        let (mut runs, mut ends) = (Vec::new(), Vec::new());
        document.for_each_run(|run| {
            ends.push(ends.last().copied().unwrap_or_default() + run.text.len());
            runs.push(run);
        });
        OldRuns { runs, ends }
    }

    /// The runs of a line that begins at a byte of the new document, cut where their origins change.
    fn carried(&self, runs: &[Run], kept: &[Kept], line: usize) -> Vec<Run> {
        let mut made: Vec<Run> = Vec::new();
        let mut end = line;
        for run in runs {
            let start = end;
            end += run.text.len();
            for (part, place) in self.cuts(Span::new(start, end), kept) {
                let text = &run.text[part - start];
                let origin = match (place, made.last()) {
                    (Some((old, part)), _) => self.origin(old, part),
                    // New white space goes with the words before it, if those are no datum.
                    (None, Some(last)) if text.trim().is_empty() && !matches!(last.origin, Origin::Data(_)) => {
                        last.origin.clone()
                    }
                    (None, _) => by_a_person(&run.origin),
                };
                let next = Run { text: text.to_owned(), origin, ..run.clone() };
                match made.last_mut() {
                    Some(last) if (Run { text: last.text.clone(), ..next.clone() }) == *last => last.text += text,
                    _ => made.push(next),
                }
            }
        }
        made
    }

    /// Some bytes of the new document by the old runs that they stood in, if any.
    fn cuts(&self, bytes: Span, kept: &[Kept]) -> Vec<Cut> {
        let mut cuts: Vec<Cut> = Vec::new();
        let mut at = bytes.start;
        let first = kept.partition_point(|part| part.now.end <= bytes.start);
        for part in kept[first..].iter().take_while(|part| part.now.start < bytes.end) {
            let Kept { mut was, mut now } = part.within(bytes);
            if at < now.start {
                cuts.push((Span::new(at, now.start), None));
            }
            at = now.end;
            while !now.is_empty() {
                let run = self.ends.partition_point(|end| *end <= was.start).min(self.runs.len().saturating_sub(1));
                let length = if part.is_even() { was.len().min(self.ends[run] - was.start) } else { now.len() };
                let end = if part.is_even() { was.start + length } else { was.end };
                match cuts.last_mut() {
                    Some((last, Some((known, old))))
                        if (*known, old.end) == (run, was.start) && last.len() == old.len() && part.is_even() =>
                    {
                        (last.end, old.end) = (now.start + length, end);
                    }
                    _ => cuts.push((Span::new(now.start, now.start + length), Some((run, Span::new(was.start, end))))),
                }
                (was.start, now.start) = (end, now.start + length);
            }
        }
        if at < bytes.end {
            cuts.push((Span::new(at, bytes.end), None));
        }
        cuts
    }

    /// The origin of some bytes of a run.
    fn origin(&self, run: usize, part: Span) -> Origin {
        let begin = self.ends[run] - self.runs[run].text.len();
        let run = self.runs[run];
        let within = Span::new(part.start, part.end.min(begin + run.text.len())) - begin;
        let sources = match &run.origin {
            Origin::Data(sources) => sources,
            // A place that somebody wrote in is no place any more.
            Origin::Place if within.len() < run.text.trim_end().len() => return Origin::Person { name: None },
            other => return other.clone(),
        };
        let cut = |source: &Source| match &source.part {
            Some(whole) if whole.len() == run.text.len() => {
                let part = Some(within + whole.start);
                Source { pointer: source.pointer.clone(), part }
            }
            _ => source.clone(),
        };
        Origin::Data(sources.iter().map(cut).collect())
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
        document.each_line(|runs| {
            let mut made = Vec::new();
            let mut part = 100;
            for run in runs.iter() {
                for piece in run.text.split_inclusive(['{', '}', '<', '>']) {
                    let text = piece.trim_end_matches(['{', '}', '<', '>']).to_owned();
                    let source = |pointer: &str, part| vec![Source { pointer: pointer.to_owned(), part }];
                    let origin = match piece.chars().last() {
                        Some('}') => Origin::Data(source("/report", Some(Span::new(part, part + text.len())))),
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
            *Great* news
            Inspectors said: “{Children are  120..133}*not *{loved 133..138}*,*{  138..139}*but*{ listened to. 142..155}”* So there!*
            It was <rated> by the <director’s> *old* team.
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
