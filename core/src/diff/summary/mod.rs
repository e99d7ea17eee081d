//! A redline summed up: first the facts that changed, each by what it is about, then the words around them by class. Not here:
//! what is a fact (check), and how the summary is shown (export).

mod hunks;
mod seen;
mod spans;
mod tables;
mod told;

use super::Facts;
use crate::document::{
    Change, Class, Document, FactKind, Kind, LeftOut, Line, Mark, Noted, Place, Redline, Shapes, Side, Summary, Within,
    WordCounts,
};
use crate::language::{is_quantity, quoted, words};
use crate::text::{Span, normal};
use hunks::{Both, Hunk};
use seen::{Naming, Seen, meets};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use tables::Whole;
use told::{Fate, LineFacts, Told, facts_of_lines};

/// A change of more words than this is looked through for the figures in it.
const LONG: usize = 8;

/// Changes with at most so many words between them read best as one: the words that a change is shown with on each side.
const NEAR: usize = 4;

/// So many changes of one matter are looked through for one that says more than another.
const MANY: usize = 20;

/// What a figure is about that stands in other words altogether.
const REWRITTEN: &str = "in a rewritten sentence";

/// Sums a redline up.
pub(super) fn sum_up(
    redline: &Redline,
    documents: (&Document, &Document),
    facts: Facts<'_>,
    simplified: bool,
) -> Summary {
    let both: Vec<Both> = redline.lines.iter().map(Both::of).collect();
    let new: Vec<&str> = both.iter().map(|both| both.new.as_str()).collect();
    let old: Vec<&str> = both.iter().map(|both| both.old.as_str()).collect();
    let (told, changes) = facts_of_lines(redline, &both, documents, facts);
    let mut summing = Summing {
        lines: &redline.lines,
        told: &told,
        quotes: (quotes(&old), quotes(&new)),
        whole: tables::whole(&redline.lines, &both),
        moves: HashSet::new(),
        noted: Vec::new(),
        known: HashMap::new(),
        last_figure: None,
    };
    for change in changes {
        let class = class_of(change.new.kind);
        summing.note(change.line, class, Some(change.new.about.clone()), &change.old.value, &change.new.value);
    }
    for (at, both) in both.iter().enumerate() {
        summing.line(at, both);
    }
    summing.drop_partial();
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
        left_out: LeftOut::default(),
    }
}

/// For each paragraph, the parts of it that stand in quotation marks.
fn quotes(paragraphs: &[&str]) -> Vec<Parts> {
    let mut found = vec![Vec::new(); paragraphs.len()];
    for piece in quoted(paragraphs).into_iter().flat_map(|quoted| quoted.pieces) {
        found[piece.block].push(piece.span);
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
type Parts = Vec<Span>;

struct Summing<'a> {
    lines: &'a [Line],
    /// The facts of each line.
    told: &'a [LineFacts<'a>],
    /// What stands in quotation marks, in the old lines and in the new ones.
    quotes: (Vec<Parts>, Vec<Parts>),
    /// The rows and columns of tables that only one document has, by their lines.
    whole: Whole,
    /// The passages that are noted already.
    moves: HashSet<u32>,
    noted: Vec<Noted>,
    /// Where the same change is noted already.
    known: HashMap<(Class, Option<String>, String, String), usize>,
    /// The figure that was noted last: its line, and its places there.
    last_figure: Option<(usize, Span, Span)>,
}

/// A line seen from both sides.
struct Sides<'a> {
    at: usize,
    old: Seen<'a>,
    new: Seen<'a>,
}

impl Summing<'_> {
    fn line(&mut self, at: usize, both: &Both) {
        let line = &self.lines[at];
        self.moved(at, line);
        self.numbered(at, line);
        self.linked(at, line);
        self.in_marks(at, both);
        if let Some(whole) = self.whole.get(&at) {
            if let Some((class, what, words)) = whole.clone() {
                let (before, after) = if class == Class::Added { ("", &*words) } else { (&*words, "") };
                self.note(at, class, Some(what.to_owned()), before, after);
            }
            return;
        }
        if both.hunks.is_empty() {
            return;
        }
        let told = &self.told[at];
        let sides = Sides {
            at,
            old: Seen::of(&both.old, both.hunks.iter().map(|hunk| hunk.old), &told.old),
            new: Seen::of(&both.new, both.hunks.iter().map(|hunk| hunk.new), &told.new),
        };
        let is_whole = !both.has_kept && line.end.moved.is_none();
        let whole = || Hunk { old: Span::all(&both.old), new: Span::all(&both.new) };
        match line.end.mark {
            Mark::Inserted if is_whole && both.old.trim().is_empty() => self.whole(&sides, whole()),
            Mark::Deleted if is_whole && both.new.trim().is_empty() => self.whole(&sides, whole()),
            _ => self.hunks(&sides, &both.hunks),
        }
    }

    /// Notes whole sentences that only one document has, unless they are nothing but facts that are noted.
    fn whole(&mut self, sides: &Sides<'_>, hunk: Hunk) {
        let Sides { at, old, new } = sides;
        let is_known = |seen: &Seen<'_>, part: Span| {
            let mut told = seen.told_in(part).peekable();
            told.peek().is_some()
                && told.all(|told| told.fate != Fate::Alone)
                && seen.rest(part, |told| told.fate != Fate::Alone).is_empty()
        };
        if is_known(old, hunk.old) || is_known(new, hunk.new) {
            return;
        }
        let (before, after) = (&old.text[hunk.old], &new.text[hunk.new]);
        let class = if before.trim().is_empty() { Class::Added } else { Class::Removed };
        self.note(*at, class, None, before, after);
    }

    /// Notes the changes inside a line; those of one sentence and one class as one.
    fn hunks(&mut self, sides: &Sides<'_>, hunks: &[Hunk]) {
        let mut open: Option<(Class, Hunk)> = None;
        let mut whole = (Vec::new(), Vec::new());
        let (old, new) = (&self.quotes.0[sides.at], &self.quotes.1[sides.at]);
        for hunk in hunks.iter().flat_map(|hunk| hunk.at_marks(old, new)).collect::<Vec<_>>() {
            if sides.is_whole(hunk) {
                self.whole(sides, hunk);
                whole.0.push(hunk.old);
                whole.1.push(hunk.new);
                continue;
            }
            let Some(class) = self.hunk(sides, hunk) else { continue };
            match &mut open {
                Some((of_open, wide)) if *of_open == class && sides.are_near(*wide, hunk) => {
                    (wide.old.end, wide.new.end) = (hunk.old.end, hunk.new.end);
                }
                _ => {
                    let last = open.replace((class, hunk));
                    self.reworded(sides, last);
                }
            }
        }
        self.reworded(sides, open);
        for told in sides.old.alone(&whole.0) {
            self.note(sides.at, class_of(told.fact.kind), Some(told.fact.about.clone()), &told.fact.value, "");
        }
        for told in sides.new.alone(&whole.1) {
            self.note(sides.at, class_of(told.fact.kind), Some(told.fact.about.clone()), "", &told.fact.value);
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
        if old.iter().map(|part| &both.old[*part]).eq(new.iter().map(|part| &both.new[*part])) {
            return;
        }
        let mut found: Vec<(bool, Span)> = Vec::new();
        let mut last = None;
        for (was, now) in both.kept_words() {
            let change = (meets(old, was), meets(new, now));
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
                for line in runs {
                    let is_next = matches!(line.place.within.last(), Some(Within::Cell { column: 1.., .. }));
                    text.push_str(if is_next && !text.is_empty() { " | " } else { " " });
                    for marked in line.runs.iter().filter(|marked| of_it(marked.change)) {
                        if marked.change.is_new() {
                            text.push_str(&marked.run.text);
                        }
                        edits += usize::from(marked.change.mark != Mark::Kept) * words(&marked.run.text).count();
                    }
                }
                let about = (edits > 0).then(|| "with changes inside".to_owned());
                self.note(at, Class::Moved, about, "", text.trim());
            }
        }
    }

    /// Notes the facts, names and figures of a change; returns the class of what else there is in it, if anything.
    fn hunk(&mut self, sides: &Sides<'_>, hunk: Hunk) -> Option<Class> {
        let Sides { at, old, new } = sides;
        let (before, after) = (old.text[hunk.old].trim(), new.text[hunk.new].trim());
        let told = self.told_in(sides, hunk);
        let rest = (old.rest(hunk.old, told), new.rest(hunk.new, told));
        let any_told = old.told_in(hunk.old).chain(new.told_in(hunk.new)).any(told);
        // "Two areas that need" became "one area that needs": the number is noted.
        let stem = |word: &str| word.trim_end_matches('s').to_owned();
        let words_of = |seen: &Seen<'_>, rest: &[Span]| -> Vec<String> {
            rest.iter().map(|word| stem(&normal(&seen.text[*word]))).collect()
        };
        if any_told && words_of(old, &rest.0) == words_of(new, &rest.1) || normal(before) == normal(after) {
            return None;
        }
        let is_long = words(before).count().max(words(after).count()) > LONG;
        if self.figures(sides, hunk, &rest, is_long) && !is_long {
            return None;
        }
        // Other words stand in place of a grade, if only because they are a grade that cannot be read.
        let is_grade = |seen: &Seen<'_>, part: Span, rest: &[Span]| {
            let is_elsewhere = |told: &Told<'_>| told.fact.kind == FactKind::Grade && !told.here;
            rest.is_empty() && seen.told_in(part).any(is_elsewhere)
        };
        let is_graded = !is_long && (is_grade(old, hunk.old, &rest.0) || is_grade(new, hunk.new, &rest.1));
        let is_quoted = meets(&self.quotes.0[*at], hunk.old) || meets(&self.quotes.1[*at], hunk.new);
        let class = match (old.naming(hunk.old), new.naming(hunk.new)) {
            _ if is_quoted => Class::Quotations,
            _ if is_graded => Class::Facts,
            _ if is_direction(before) && is_direction(after) && normal(before) != normal(after) => Class::Facts,
            _ if are_quantities(before, after) => Class::Facts,
            (Naming::Known, _) | (_, Naming::Known) => Class::Names,
            (Naming::None, _) | (_, Naming::None) | (Naming::Nothing, Naming::Nothing) => Class::Wording,
            _ => Class::Names,
        };
        Some(class)
    }

    /// Notes the facts of a change that are not compared by what they are about; returns which facts need no more words.
    fn told_in(&mut self, sides: &Sides<'_>, hunk: Hunk) -> impl Fn(&Told<'_>) -> bool + Copy + use<> {
        let Sides { at, old, new } = sides;
        let alone = |seen: &Seen<'_>, part: Span, is_meant: fn(&Told<'_>) -> bool| -> Vec<String> {
            let alone = seen.told_in(part).filter(|told| told.fate == Fate::Alone && is_meant(told));
            alone.map(|told| told.fact.value.clone()).collect()
        };
        let mut replaced = [false; 2];
        for (number, kind) in [FactKind::Name, FactKind::Grade].into_iter().enumerate() {
            let is_meant: fn(&Told<'_>) -> bool = match kind {
                FactKind::Name => |told| told.fact.kind == FactKind::Name && told.fact.about.is_empty(),
                _ => |told| told.fact.kind == FactKind::Grade && told.fact.about.is_empty(),
            };
            let (before, after) = (alone(old, hunk.old, is_meant), alone(new, hunk.new, is_meant));
            replaced[number] = !before.is_empty() && !after.is_empty();
            if replaced[number] && normal(&before.concat()).to_lowercase() != normal(&after.concat()).to_lowercase() {
                self.note(*at, class_of(kind), None, &before.join("; "), &after.join("; "));
            }
        }
        move |told| match told.fact.kind {
            FactKind::Name if told.fact.about.is_empty() => replaced[0],
            FactKind::Grade if told.fact.about.is_empty() => replaced[1],
            FactKind::Name => told.fate != Fate::Alone,
            _ => told.fate != Fate::Alone || told.fact.holds_everywhere(),
        }
    }

    /// Notes the figures among the words of a change that are no facts told by themselves; says whether there are any.
    fn figures(&mut self, sides: &Sides<'_>, hunk: Hunk, rest: &(Vec<Span>, Vec<Span>), is_long: bool) -> bool {
        let Sides { at, old, new } = sides;
        let free = |seen: &Seen<'_>, rest: &[Span]| -> Vec<Span> {
            let figures = seen.figures.iter();
            figures
                .filter(|figure| rest.iter().any(|word| word.start < figure.end && figure.start < word.end))
                .copied()
                .collect()
        };
        let (a, b) = (free(old, &rest.0), free(new, &rest.1));
        if a.is_empty() && b.is_empty() {
            return false;
        }
        if is_long {
            // Each with the words behind it: "57 children", "two of four areas".
            let listed = |seen: &Seen<'_>, figures: &[Span]| {
                let with_next = |figure: &Span| &seen.text[figure.start..seen.beside(*figure).end];
                figures.iter().map(with_next).collect::<Vec<_>>().join("; ")
            };
            let (before, after) = (listed(old, &a), listed(new, &b));
            if !before.is_empty() && !after.is_empty() && normal(&before) != normal(&after) {
                self.note(*at, Class::Facts, Some(REWRITTEN.to_owned()), &before, &after);
            }
            return true;
        }
        let wide = (*at, widened(hunk.old, &a), widened(hunk.new, &b));
        if self.last_figure.replace(wide).is_some_and(|last| last == wide) {
            return true; // the same date, changed in its day and in its year
        }
        self.note(*at, Class::Facts, None, &old.text[old.beside(wide.1)], &new.text[new.beside(wide.2)]);
        true
    }

    /// Notes words that stand in place of others, with a word on each side of them where they are few.
    fn reworded(&mut self, sides: &Sides<'_>, change: Option<(Class, Hunk)>) {
        let Some((class, hunk)) = change else { return };
        let Sides { at, old, new } = sides;
        let about = (class == Class::Quotations).then(|| new.speaker(hunk.new).or(old.speaker(hunk.old))).flatten();
        let is_long = |text: &str| words(text).nth(LONG).is_some();
        let is_speech = class == Class::Quotations && (is_long(&old.text[hunk.old]) || is_long(&new.text[hunk.new]));
        let (a, b) = match class {
            Class::Names => (old.named(hunk.old), new.named(hunk.new)),
            _ if is_speech => (hunk.old, hunk.new),
            _ => (old.beside(hunk.old), new.beside(hunk.new)),
        };
        self.note(*at, class, about.map(str::to_owned), &old.text[a], &new.text[b]);
    }

    /// Takes out changes that say no more than a part of another one about the same: the day without its name, the name of
    /// who speaks now.
    fn drop_partial(&mut self) {
        let mut by_about: HashMap<(Class, &str), Vec<usize>> = HashMap::new();
        let is_full = |noted: &Noted| !noted.before.is_empty() && !noted.after.is_empty();
        for (at, noted) in self.noted.iter().enumerate().filter(|(_, noted)| is_full(noted)) {
            by_about.entry((noted.class, noted.about.as_deref().unwrap_or_default())).or_default().push(at);
        }
        let is_part = |part: &Noted, whole: &Noted| {
            part != whole && whole.before.ends_with(&part.before) && whole.after.ends_with(&part.after)
        };
        let mut kept = vec![true; self.noted.len()];
        for (at, noted) in self.noted.iter().enumerate().filter(|(_, noted)| is_full(noted)) {
            let about = noted.about.as_deref().unwrap_or("quoted speaker");
            let others = by_about.get(&(noted.class, about)).map_or(&[][..], Vec::as_slice);
            kept[at] = !others.iter().take(MANY).any(|other| is_part(noted, &self.noted[*other]));
        }
        let mut kept = kept.into_iter();
        self.noted.retain(|_| kept.next().unwrap_or(true));
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

impl Sides<'_> {
    /// Whether a change is whole sentences that only one document has.
    fn is_whole(&self, hunk: Hunk) -> bool {
        let Sides { old, new, .. } = self;
        old.text[hunk.old].trim().is_empty() && new.is_sentences(hunk.new)
            || new.text[hunk.new].trim().is_empty() && old.is_sentences(hunk.old)
    }

    /// Whether two changes, the one after the other, are in one sentence of either text and near each other.
    fn are_near(&self, one: Hunk, next: Hunk) -> bool {
        let is_one = |seen: &Seen<'_>, one: Span, next: Span| {
            let is_near = || words(&seen.text[one.end..next.start]).nth(NEAR).is_none();
            let is_in = |sentence: Span| one.start >= sentence.start && next.end <= sentence.end;
            seen.sentence(one).is_some_and(is_in) && is_near()
        };
        is_one(&self.old, one.old, next.old) && is_one(&self.new, one.new, next.new)
    }
}

/// The class of a fact that changed.
fn class_of(kind: FactKind) -> Class {
    match kind {
        FactKind::Grade | FactKind::Figure | FactKind::LocalFigure => Class::Facts,
        FactKind::Name | FactKind::Speaker => Class::Names,
    }
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

/// A part of a text with the figures that it cuts or touches.
fn widened(part: Span, figures: &[Span]) -> Span {
    let first = figures.partition_point(|figure| figure.end < part.start);
    figures[first..].iter().take_while(|figure| figure.start <= part.end).fold(part, |wide, figure| wide.cover(*figure))
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
