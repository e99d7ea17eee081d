//! A redline summed up in words: each change by its class. Not here: how the summary is shown.

mod hunks;
mod seen;
mod spans;

use super::fact_words::{Lexicon, Vocabulary};
use crate::document::{
    Change, Class, Kind, Line, Mark, Noted, Place, Redline, Shapes, Side, Summary, Within, WordCounts,
};
use crate::language::{is_quantity, quoted, words};
use crate::text::normal;
use hunks::{Both, Hunk};
use seen::{Naming, Seen, is_past, is_previous, listed, meets};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A change of more words than this is looked through for the facts in it.
const LONG: usize = 8;

/// What a fact is about that stands in other words altogether.
const REWRITTEN: &str = "in a rewritten sentence";

/// What a grade is about that was given before.
const PREVIOUS: &str = " at the previous inspection";

/// Sums a redline up.
pub(super) fn sum_up(redline: &Redline, vocabulary: &Vocabulary, simplified: bool) -> Summary {
    let both: Vec<Both> = redline.lines.iter().map(Both::of).collect();
    let new: Vec<&str> = both.iter().map(|both| both.new.as_str()).collect();
    let old: Vec<&str> = both.iter().map(|both| both.old.as_str()).collect();
    let mut summing = Summing {
        lines: &redline.lines,
        lexicon: Lexicon::of(vocabulary),
        quotes: (quotes(&old), quotes(&new)),
        moves: HashSet::new(),
        noted: Vec::new(),
        known: HashMap::new(),
        last_fact: None,
        speaker: None,
    };
    for (at, both) in both.iter().enumerate() {
        summing.line(at, both);
    }
    summing.cancel();
    // What is known by its name says most: it comes first.
    summing.noted.sort_by_key(|noted| {
        let about = noted.about.as_deref();
        (noted.class, about == Some(REWRITTEN), about.is_none())
    });
    Summary {
        noted: summing.noted,
        words: count(redline),
        shapes: shapes(redline),
        simplified,
        not_compared: not_compared(redline),
    }
}

/// For each paragraph, the parts of it that stand in quotation marks.
fn quotes(paragraphs: &[&str]) -> Vec<Parts> {
    let mut found = vec![Vec::new(); paragraphs.len()];
    for piece in quoted(paragraphs).into_iter().flat_map(|quoted| quoted.pieces) {
        found[piece.block].push(piece.span.range());
    }
    // A quotation inside another is inside the marks already.
    for ranges in &mut found {
        ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        ranges.retain(|range| {
            let is_outer = range.end > end;
            end = end.max(range.end);
            is_outer
        });
    }
    found
}

/// Parts of a line, in order.
type Parts = Vec<Range<usize>>;

struct Summing<'a> {
    lines: &'a [Line],
    lexicon: Lexicon<'a>,
    /// What stands in quotation marks, in the old lines and in the new ones.
    quotes: (Vec<Parts>, Vec<Parts>),
    /// The passages that are noted already.
    moves: HashSet<u32>,
    noted: Vec<Noted>,
    /// Where the same change is noted already.
    known: HashMap<(Class, Option<String>, String, String), usize>,
    /// The fact that was noted last: its line, and its places there.
    last_fact: Option<(usize, Range<usize>, Range<usize>)>,
    /// The speaker that was found last, and for which line.
    speaker: Option<(usize, Option<String>)>,
}

impl<'a> Summing<'a> {
    fn line(&mut self, at: usize, both: &Both) {
        let line = &self.lines[at];
        self.moved(at, line);
        self.numbered(at, line);
        self.linked(at, line);
        self.in_marks(at, both);
        let is_whole = !both.has_kept && line.end.moved.is_none();
        match line.end.mark {
            Mark::Inserted if is_whole && both.old.trim().is_empty() => {
                self.note(at, Class::Added, None, "", &both.new);
            }
            Mark::Deleted if is_whole && both.new.trim().is_empty() => {
                self.note(at, Class::Removed, None, &both.old, "");
            }
            _ if both.hunks.is_empty() => {}
            _ => {
                let old = Seen::of(&both.old, both.hunks.iter().map(|hunk| &hunk.old), &self.lexicon);
                let new = Seen::of(&both.new, both.hunks.iter().map(|hunk| &hunk.new), &self.lexicon);
                let is_graded = self.grades(at, &old, &new);
                both.hunks.iter().for_each(|hunk| self.hunk(at, (&old, &new), hunk, is_graded));
            }
        }
    }

    /// Notes a list that begins with another number: a reader sees it, and it is no word.
    fn numbered(&mut self, at: usize, line: &Line) {
        let start = |place: &Place| {
            place.within.iter().rev().find_map(|within| match within {
                Within::Item { start, .. } => Some(*start),
                _ => None,
            })
        };
        if let Some((Some(Some(old)), Some(Some(new)))) = line.was.as_ref().map(|was| (start(was), start(&line.place)))
            && old != new
        {
            let about = Some("number that a list begins with".to_owned());
            self.note(at, Class::Facts, about, &format!("{old}."), &format!("{new}."));
        }
    }

    /// Notes words that lead elsewhere than before.
    fn linked(&mut self, at: usize, line: &Line) {
        for marked in &line.runs {
            if let Some(was) = marked.led_to() {
                let about = Some(format!("link “{}”", marked.run.text.trim()));
                let now = marked.run.link.as_deref().unwrap_or_default();
                self.note(at, Class::Facts, about, was.unwrap_or_default(), now);
            }
        }
    }

    /// Notes words that both have, and that only one has in quotation marks.
    fn in_marks(&mut self, at: usize, both: &Both) {
        let (old, new) = (&self.quotes.0[at], &self.quotes.1[at]);
        if old.iter().map(|part| &both.old[part.clone()]).eq(new.iter().map(|part| &both.new[part.clone()])) {
            return;
        }
        let mut found: Vec<(bool, Range<usize>)> = Vec::new();
        let mut last = None;
        for (was, now) in both.kept_words() {
            let change = (meets(old, &was), meets(new, &now));
            match found.last_mut() {
                Some((_, part)) if last == Some(change) && change.0 != change.1 => part.end = now.end,
                _ if change.0 != change.1 => found.push((change.1, now)),
                _ => {}
            }
            last = Some(change);
        }
        for (is_new, part) in found {
            let words = &both.new[part];
            let (about, before, after) = if is_new {
                ("in quotation marks now", "", words)
            } else {
                ("no longer in quotation marks", words, "")
            };
            self.note(at, Class::Quotations, Some(about.to_owned()), before, after);
        }
    }

    /// Notes a passage where its new place begins.
    fn moved(&mut self, at: usize, line: &Line) {
        let ids = line
            .runs
            .iter()
            .map(|marked| marked.change)
            .chain([line.end])
            .filter_map(|change| change.moved.filter(|moved| moved.side == Side::To).map(|moved| moved.id));
        for id in ids {
            if self.moves.insert(id) {
                let of_it = |change: Change| change.moved.is_some_and(|moved| moved.id == id && moved.side == Side::To);
                let runs = self.lines[at..]
                    .iter()
                    .take_while(|line| of_it(line.end) || line.runs.iter().any(|marked| of_it(marked.change)));
                let (mut text, mut edits) = (String::new(), 0);
                for marked in runs.flat_map(|line| &line.runs).filter(|marked| of_it(marked.change)) {
                    if marked.change.is_new() {
                        text.push_str(&marked.run.text);
                    }
                    edits += usize::from(marked.change.mark != Mark::Kept) * words(&marked.run.text).count();
                }
                let about = (edits > 0).then(|| "with changes inside".to_owned());
                self.note(at, Class::Moved, about, "", text.trim());
            }
        }
    }

    fn hunk(&mut self, at: usize, (old, new): (&Seen<'_, 'a>, &Seen<'_, 'a>), hunk: &Hunk, is_graded: bool) {
        let (before, after) = (old.text[hunk.old.clone()].trim(), new.text[hunk.new.clone()].trim());
        if before.is_empty() && new.is_sentences(&hunk.new) {
            return self.note(at, Class::Added, None, "", after);
        }
        if after.is_empty() && old.is_sentences(&hunk.old) {
            return self.note(at, Class::Removed, None, before, "");
        }
        let is_long = words(before).count().max(words(after).count()) > LONG;
        if self.facts(at, (old, new), hunk, is_graded, is_long) && !is_long {
            return;
        }
        if is_graded && (is_past(before) || is_past(after)) {
            return;
        }
        let is_quoted = meets(&self.quotes.0[at], &hunk.old) || meets(&self.quotes.1[at], &hunk.new);
        let class = match (old.naming(&hunk.old), new.naming(&hunk.new)) {
            _ if is_quoted => Class::Quotations,
            _ if is_direction(before) && is_direction(after) && normal(before) != normal(after) => Class::Facts,
            _ if are_quantities(before, after) => Class::Facts,
            (Naming::Known, _) | (_, Naming::Known) => Class::Names,
            (Naming::None, _) | (_, Naming::None) | (Naming::Nothing, Naming::Nothing) => Class::Wording,
            _ => Class::Names,
        };
        let about = if is_quoted { self.speaker(at) } else { None };
        let (a, b) = if is_long || class == Class::Names {
            (hunk.old.clone(), hunk.new.clone())
        } else {
            (old.beside(&hunk.old), new.beside(&hunk.new))
        };
        self.note(at, class, about, &old.text[a], &new.text[b]);
    }

    /// Notes the grades that a line gives to the same thing in other words; says whether there are any.
    fn grades(&mut self, at: usize, old: &Seen<'_, 'a>, new: &Seen<'_, 'a>) -> bool {
        let (before, after) = (old.graded(), new.graded());
        let mut is_graded = false;
        for (area, grade) in after {
            let was = before.iter().find(|(known, _)| *known == area).map(|(_, grade)| *grade);
            if let Some(was) = was.filter(|was| normal(was) != normal(grade)) {
                let past = if is_previous(new.text) { PREVIOUS } else { "" };
                self.note(at, Class::Facts, Some(format!("{area}{past}")), was, grade);
                is_graded = true;
            }
        }
        is_graded
    }

    /// Notes the facts that a change touches; says whether there are any. Grades are noted already where a line says what
    /// they are given to.
    fn facts(
        &mut self,
        at: usize,
        (old, new): (&Seen<'_, 'a>, &Seen<'_, 'a>),
        hunk: &Hunk,
        is_graded: bool,
        is_long: bool,
    ) -> bool {
        let mut is_fact = false;
        for (a, b, is_grade) in [(&old.grades, &new.grades, true), (&old.figures, &new.figures, false)] {
            // A grade that stands in place of another is one in small letters too, with a few words around it.
            let are_grades = || match (old.searched.grade_in(&hunk.old), new.searched.grade_in(&hunk.new)) {
                (Some(was), Some(is)) => !is_long && was.to_lowercase() != is.to_lowercase(),
                _ => false,
            };
            if !(meets(a, &hunk.old) || meets(b, &hunk.new) || is_grade && are_grades()) {
                continue;
            }
            is_fact = true;
            if is_grade && is_graded {
                continue;
            }
            if is_long {
                let (before, after) = (listed(old.text, a, &hunk.old), listed(new.text, b, &hunk.new));
                if normal(&before) != normal(&after) {
                    self.note(at, Class::Facts, Some(REWRITTEN.to_owned()), &before, &after);
                }
                continue;
            }
            let wide = (at, widened(&hunk.old, a), widened(&hunk.new, b));
            if self.last_fact.replace(wide.clone()).is_some_and(|last| last == wide) {
                continue; // the same date, changed in its day and in its year
            }
            let about = if is_grade { area(new, hunk) } else { None };
            let show = |seen: &Seen<'_, 'a>, wide: Range<usize>| {
                let shown = if is_grade { wide } else { seen.beside(&wide) };
                seen.text[shown].to_owned()
            };
            let (before, after) = match (&old.text[hunk.old.clone()], &new.text[hunk.new.clone()]) {
                (before, after) if before.trim().is_empty() || after.trim().is_empty() => {
                    (before.to_owned(), after.to_owned())
                }
                _ => (show(old, wide.1), show(new, wide.2)),
            };
            self.note(at, Class::Facts, about, &before, &after);
        }
        is_fact
    }

    /// Who is named last before or in a line: the speaker of a quotation, as a rule.
    fn speaker(&mut self, at: usize) -> Option<String> {
        if let Some((_, speaker)) = self.speaker.as_ref().filter(|(line, _)| *line == at) {
            return speaker.clone();
        }
        let speaker = self.named(at);
        self.speaker = Some((at, speaker.clone()));
        speaker
    }

    fn named(&self, at: usize) -> Option<String> {
        self.lines[at.saturating_sub(2)..=at].iter().rev().find_map(|line| {
            let text: String = line.runs.iter().map(|marked| marked.run.text.as_str()).collect();
            self.lexicon.search(&text, std::slice::from_ref(&(0..text.len()))).name().map(str::to_owned)
        })
    }

    /// Takes out facts of rewritten sentences that are gone from one and new in another.
    fn cancel(&mut self) {
        let rewritten = |noted: &Noted| noted.about.as_deref() == Some(REWRITTEN);
        let facts = self.noted.iter().filter(|noted| rewritten(noted));
        let known: HashSet<(String, String)> = facts.map(|fact| (fact.before.clone(), fact.after.clone())).collect();
        self.noted.retain(|noted| {
            let is_one_sided = noted.before.is_empty() || noted.after.is_empty();
            !rewritten(noted) || !is_one_sided || !known.contains(&(noted.after.clone(), noted.before.clone()))
        });
    }

    fn note(&mut self, line: usize, class: Class, about: Option<String>, before: &str, after: &str) {
        let (before, after) = (before.trim().to_owned(), after.trim().to_owned());
        if before.is_empty() && after.is_empty() {
            return;
        }
        match self.known.entry((class, about.clone(), before.clone(), after.clone())) {
            Entry::Occupied(known) => self.noted[*known.get()].places += 1,
            Entry::Vacant(free) => {
                free.insert(self.noted.len());
                self.noted.push(Noted { class, about, before, after, places: 1, line });
            }
        }
    }
}

/// What is judged in the sentence of a change, and when.
fn area(new: &Seen<'_, '_>, hunk: &Hunk) -> Option<String> {
    let sentence = new.sentence(&hunk.new)?;
    let at = hunk.new.start.max(sentence.start);
    let past = if new.is_past(&hunk.new) { PREVIOUS } else { "" };
    new.searched.area_near(&sentence, at).map(|area| format!("{area}{past}"))
}

/// Whether words that stand in place of others, or are new or gone, say how many there are and nothing else: "Both" became
/// "All", "No" became "One".
fn are_quantities(before: &str, after: &str) -> bool {
    let all = |text: &str| words(text).all(|word| is_quantity(&normal(&text[word]).to_lowercase()));
    let one = ["one", ""];
    let is_word =
        one.contains(&normal(before).to_lowercase().as_str()) && one.contains(&normal(after).to_lowercase().as_str());
    all(before) && all(after) && !is_word && before.to_lowercase() != after.to_lowercase()
}

/// Whether a word says which way a grade went.
fn is_direction(words: &str) -> bool {
    ["up", "down"].contains(&words)
}

/// A part of a text with the facts that it cuts or touches.
fn widened(part: &Range<usize>, facts: &[Range<usize>]) -> Range<usize> {
    let first = facts.partition_point(|range| range.end < part.start);
    let touched = facts[first..].iter().take_while(|range| range.start <= part.end);
    touched.fold(part.clone(), |wide, range| wide.start.min(range.start)..wide.end.max(range.end))
}

fn count(redline: &Redline) -> WordCounts {
    let mut counts = WordCounts::default();
    for marked in redline.lines.iter().flat_map(|line| &line.runs) {
        let count = words(&marked.run.text).count();
        match (marked.change.mark, marked.change.side()) {
            (Mark::Deleted, _) => counts.deleted += count,
            (Mark::Inserted, _) => counts.inserted += count,
            (Mark::Kept, Some(Side::To)) => counts.moved += count,
            (Mark::Kept, _) => counts.kept += count,
        }
    }
    counts
}

fn shapes(redline: &Redline) -> Shapes {
    let mut shapes = Shapes::default();
    for line in &redline.lines {
        let has_kept = line
            .runs
            .iter()
            .any(|marked| marked.change.mark == Mark::Kept && marked.run.text.contains(char::is_alphanumeric));
        shapes.split += usize::from(line.end.mark == Mark::Inserted && has_kept);
        shapes.joined += usize::from(line.end.mark == Mark::Deleted && has_kept);
        shapes.forms += usize::from(line.end.mark == Mark::Kept && line.was_called().is_some());
        for marked in &line.runs {
            let Some(was) = &marked.was else { continue };
            shapes.punctuation += usize::from(was.text.trim() != marked.run.text.trim());
            let looks = (was.strong, was.emphasis) != (marked.run.strong, marked.run.emphasis);
            shapes.looks += usize::from(was.text == marked.run.text && looks);
        }
    }
    shapes
}

fn not_compared(redline: &Redline) -> Vec<String> {
    let has_pictures = redline.lines.iter().any(|line| matches!(line.place.kind, Kind::Image { .. }));
    let pictures = if has_pictures { "what the pictures show (their descriptions were compared)" } else { "pictures" };
    [pictures, "layout", "fonts and colours"].map(str::to_owned).to_vec()
}
