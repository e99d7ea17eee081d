//! Which part of a cutting is about the release: a cutting may be a whole page of a newspaper. Not here: what that part says.

use super::text::{Line, Text};
use super::words::Runs;
use crate::document::{Document, Kind, Place};
use crate::language::Phrases;
use std::ops::Range;

/// The part of a cutting that is about the release.
#[derive(Debug)]
pub(super) struct Stretch {
    /// The part.
    pub(super) document: Document,
    /// How many paragraphs are about other things, and of how many. A heading is one.
    pub(super) left_out: usize,
    /// How many paragraphs the cutting has.
    pub(super) of: usize,
}

/// By what a paragraph is known to be about the release.
#[derive(Debug)]
pub(super) struct Signs<'a> {
    /// The runs of the release.
    pub(super) release: &'a Runs,
    /// The runs of the report.
    pub(super) report: &'a Runs,
    /// The council and the people of the release.
    pub(super) names: &'a Phrases<()>,
    /// The inspectorate and what it looks at.
    pub(super) subject: &'a Phrases<()>,
}

/// How much a paragraph has to do with the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    /// Nothing shows that it has.
    Nothing,
    /// It names the council or the subject.
    Named,
    /// It has words of the release or the report, or names both.
    Release,
}

/// Paragraphs without a sign that still belong to the article: before the first and behind the last that have one.
const BEFORE: usize = 1;
const BEHIND: usize = 3;
/// So many paragraphs without a sign between two with one are another article.
const BETWEEN: usize = 6;

/// Finds the part of a cutting that is about the release; `None` if nothing is.
pub(super) fn stretch(document: &Document, text: &Text, signs: &Signs<'_>) -> Option<Stretch> {
    let about: Vec<About> = (0..text.lines.len()).map(|line| signs.about(text, line)).collect();
    let articles = articles(text);
    let kept = kept(text, &about, &articles);
    let counted = |line: &usize| !text.lines[*line].words.is_empty();
    let of = (0..text.lines.len()).filter(counted).count();
    let left_out = (0..text.lines.len()).filter(counted).filter(|line| !kept[*line]).count();
    if !about.contains(&About::Release) {
        return None;
    }
    let document = if left_out == 0 { document.clone() } else { part(document, &kept) };
    Some(Stretch { document, left_out, of })
}

impl Signs<'_> {
    fn about(&self, text: &Text, line: usize) -> About {
        let line = &text.lines[line];
        let forms = text.forms(line.words.clone());
        let has = |runs: &Runs| runs.mark(&forms).contains(&true);
        let tokens = crate::language::tokens(&line.text);
        let (named, subject) = (!self.names.find(&tokens).is_empty(), !self.subject.find(&tokens).is_empty());
        match (named, subject) {
            _ if has(self.release) || has(self.report) => About::Release,
            (true, true) => About::Release,
            (false, false) => About::Nothing,
            _ => About::Named,
        }
    }
}

/// The articles of a page: each begins with a heading, or with a short line that ends like one.
fn articles(text: &Text) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    for (number, line) in text.lines.iter().enumerate() {
        let follows = number > 0 && is_headline(&text.lines[number - 1]);
        if number == 0 || is_headline(line) && !follows {
            starts.push(number);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.lines.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn is_headline(line: &Line) -> bool {
    const WORDS: usize = 16;
    let ends_open = !line.text.trim_end().ends_with(['.', ',', ':', ';', '”', '"', '’', '\'', '!', ')']);
    let is_short = !line.words.is_empty() && line.words.len() <= WORDS && line.words.len() > 2;
    matches!(line.kind, Kind::Heading(_)) || matches!(line.kind, Kind::Paragraph) && is_short && ends_open
}

/// Of each paragraph whether it is about the release.
fn kept(text: &Text, about: &[About], articles: &[Range<usize>]) -> Vec<bool> {
    let mut kept = vec![false; about.len()];
    let is_about = |article: &Range<usize>| about[article.clone()].contains(&About::Release);
    let has_a_sign = |article: &Range<usize>| about[article.clone()].iter().any(|about| *about > About::Nothing);
    let last = articles.iter().rposition(is_about);
    let first = articles.iter().position(is_about);
    for (number, article) in articles.iter().enumerate() {
        // A part of one article may have a heading of its own.
        let is_between = first.is_some_and(|first| first < number) && last.is_some_and(|last| number < last);
        let goes_on = is_between && has_a_sign(article);
        if is_about(article) || goes_on {
            for line in within(about, article.clone()) {
                kept[line] = true;
            }
        }
    }
    // A few paragraphs at the end of an article are left to it: they are not worth a remark.
    if kept.iter().zip(&text.lines).filter(|(kept, line)| !**kept && !line.words.is_empty()).count() <= BEHIND {
        kept.fill(true);
    }
    kept
}

/// The paragraphs of an article that are about the release: with a few before and behind, and without long ones of other things in
/// between.
fn within(about: &[About], article: Range<usize>) -> Vec<usize> {
    let signed: Vec<usize> = article.clone().filter(|line| about[*line] > About::Nothing).collect();
    let (Some(first), Some(last)) = (signed.first(), signed.last()) else { return article.collect() };
    let mut lines: Vec<usize> = Vec::new();
    let start = if first - article.start <= BEFORE + 2 { article.start } else { first - BEFORE };
    let end = if article.end - last <= BEHIND + 2 { article.end } else { last + 1 + BEHIND };
    lines.extend(start..*first);
    for pair in signed.windows(2) {
        lines.push(pair[0]);
        if pair[1] - pair[0] <= BETWEEN {
            lines.extend(pair[0] + 1..pair[1]);
        }
    }
    lines.extend(*last..end);
    lines
}

/// The document without the paragraphs that are left out.
fn part(document: &Document, kept: &[bool]) -> Document {
    let leaves = document.leaves().into_iter().zip(kept).filter(|(_, kept)| **kept);
    let pieces: Vec<_> =
        leaves.map(|(leaf, _)| (Place { within: leaf.within, kind: leaf.kind }, leaf.runs.to_vec())).collect();
    Document::of_leaves(String::new(), &pieces)
}
