//! Whether words of a grade give one, or are ordinary words: "good work". Not here: what has the grade (subject).

use super::sentence::{Sentence, has, is_rating, year};
use super::subject::Stretch;
use std::ops::Range;

const NEGATED: &str = "no not never nor neither without than nothing";
const SCHOOL: &str = "school schools nursery nurseries college colleges homes provision childminders academy";

/// Verbs that give a grade only where their object is a judgement or the whole.
const CALLED: &str = "found finds find call calls called hail hails hailed declare declares declared brand brands branded named \
    names considered considers labelled described";
const MOVED: &str = "moved moves went gone goes improved rose risen rises climbed jumped up down fell fallen falls dropped \
    slipped declined upgraded downgraded";

fn is_link(form: &str) -> bool {
    matches!(
        form,
        "is" | "are" | "was" | "were" | "be" | "been" | "has" | "have" | "remain" | "remains" | "stays" | "became"
    )
}

fn is_inspector(form: &str) -> bool {
    matches!(form, "ofsted" | "inspector" | "inspectors" | "inspectorate" | "watchdog")
}

impl Sentence<'_> {
    /// Whether the words are those of a grade and not ordinary ones.
    pub(super) fn is_claim(&self, range: &Range<usize>) -> bool {
        let rated = self.before(range.start, 4).any(is_rating) || is_rating(self.form(range.end));
        self.is_plain(range) || rated && self.follows_well(range) || self.is_told(range)
    }

    /// Whether the sentence gives a grade by how it is built: its subject is a judgement or the whole, and nothing else.
    fn is_told(&self, range: &Range<usize>) -> bool {
        self.is_judged(range)
            || self.is_said(range)
            || self.is_in_brackets(range)
            || self.is_first(range)
            || self.is_in_headline(range)
            || self.is_attributed(range)
            || self.is_moved(range)
            || matches!(self.before(range.start, 1).next(), Some("former" | "latter")) && self.ends_well(range)
    }

    /// "judged help and protection to be good", "calls the council good", "the council was found to be good"
    fn is_judged(&self, range: &Range<usize>) -> bool {
        let mut last = range.start;
        if last >= 2 && self.form(last - 1) == "be" && self.form(last - 2) == "to" {
            last -= 2;
        } else if last > 0 && self.form(last - 1) == "as" {
            last -= 1;
        }
        let clause = self.clause(last);
        let Some(verb) = (clause..last).rev().find(|&at| is_rating(self.form(at)) || has(CALLED, self.form(at))) else {
            return false;
        };
        let object = verb + 1 < last && self.is_judgement_or_whole(verb + 1..last);
        let subject = verb + 1 == last && last < range.start && {
            let end = (clause..verb).rev().take_while(|&at| is_link(self.form(at))).last();
            end.is_some_and(|end| self.is_judgement_or_whole(clause..end))
        };
        (object || subject) && self.follows_well(range)
    }

    /// "Help and protection is good", "overall, the council is good"
    fn is_said(&self, range: &Range<usize>) -> bool {
        let adverb = |at: &usize| matches!(self.form(*at), "now" | "again" | "still" | "also" | "only" | "just");
        let last = range.start - (0..range.start).rev().take_while(adverb).count();
        let Some(link) = last.checked_sub(1).filter(|&at| is_link(self.form(at))) else { return false };
        self.is_judgement_or_whole(self.clause(link)..link) && self.ends_well(range)
    }

    /// "help and protection (good)"
    fn is_in_brackets(&self, range: &Range<usize>) -> bool {
        let Some(last) = range.start.checked_sub(1) else { return false };
        let closes = self.gap(range.end - 1).starts_with(')');
        let before = matches!(self.form(last), "previously" | "formerly" | "was" | "now");
        let opens = |at: usize| self.gap(at).trim_start() == "(";
        closes
            && (self.areas.iter().any(|(area, _)| area.end == range.start) && opens(last)
                || before && last > 0 && opens(last - 1))
    }

    /// "Inadequate was the verdict on help and protection", "Inadequate for care leavers", "Inadequate – Ofsted’s verdict"
    fn is_first(&self, range: &Range<usize>) -> bool {
        if range.start > 0 {
            return false;
        }
        let verdict = |form: &str| matches!(form, "verdict" | "judgement" | "judgment" | "grade" | "rating");
        let dash = self.gap(range.end - 1).contains(['–', '—', ':']);
        let links = is_link(self.form(range.end)) || dash;
        let alone = self.behind(range).last().is_some_and(|(area, _)| {
            area.end == self.tokens.len() || self.gap(area.end - 1).contains([',', ';', '.', ':', '('])
        });
        links && self.after(range.end, 5).any(verdict) || alone
    }

    /// "Ofsted: Avershire children’s services inadequate", "Avershire children’s services outstanding overall",
    /// "Help and protection: good"
    fn is_in_headline(&self, range: &Range<usize>) -> bool {
        let ends = range.end == self.tokens.len();
        let overall = self.form(range.end) == "overall"
            && (range.end + 1 == self.tokens.len() || !self.gap(range.end).trim().is_empty());
        let Some(last) = range.start.checked_sub(1) else { return false };
        let colon = self.gap(last).contains(':');
        let verdict = self.tokens[..range.start].iter().any(|token| token.form == "verdict");
        let named = self.is_judgement_or_whole(self.clause(last)..range.start);
        let area = self.areas.iter().any(|(area, _)| area.end == range.start);
        ends && colon && (verdict || area) || named && (overall || ends && self.part.is_heading())
    }

    /// "Ofsted hails outstanding children’s services", "is now an outstanding authority"
    fn is_attributed(&self, range: &Range<usize>) -> bool {
        let noun = |at: usize| {
            matches!(
                self.form(at),
                "services" | "service" | "authority" | "council" | "borough" | "county" | "department"
            )
        };
        let whole = (range.end..range.end + 4).find(|&at| noun(at));
        let whole = whole.is_some_and(|noun| self.stretch(range.end..noun + 1) == Stretch::Whole);
        let mut before = self.before(range.start, 3);
        match before.next() {
            Some("hails" | "hail" | "hailed" | "praises" | "praise") => {
                whole && self.part.is_heading() && self.tokens.iter().any(|token| is_inspector(&token.form))
            }
            Some("a" | "an") => {
                let linked =
                    before.next().is_some_and(|form| matches!(form, "now" | "officially" | "is" | "are" | "as"));
                let start = range.start;
                let link = (start.saturating_sub(3)..start).find(|&at| is_link(self.form(at)));
                let subject = link.is_some_and(|link| self.stretch(self.clause(link)..link) == Stretch::Whole);
                whole && linked && subject
            }
            _ => false,
        }
    }

    /// "moved from outstanding to good"
    fn is_moved(&self, range: &Range<usize>) -> bool {
        let moved = |at: usize| self.before(at, 3).any(|form| has(MOVED, form));
        let from = |at: usize| (at.saturating_sub(10)..at).rev().find(|&at| self.form(at) == "from");
        let Some(last) = range.start.checked_sub(1) else { return false };
        let other = |at: usize| self.grades.iter().any(|(grade, _)| grade.start == at + 1);
        match self.form(last) {
            "from" => moved(last) && (self.follows_well(range) || year(self.form(range.end + 1)).is_some()),
            "to" => from(last).is_some_and(|from| other(from) && moved(from)) && self.follows_well(range),
            _ => false,
        }
    }

    /// Whether words name one judgement or the whole, and nothing else.
    pub(super) fn is_judgement_or_whole(&self, words: Range<usize>) -> bool {
        let inside: Vec<_> = self.areas_in(words.clone());
        match inside.as_slice() {
            [] => self.stretch(words) == Stretch::Whole,
            [first, ..] => {
                let last = &inside[inside.len() - 1];
                let between = inside.windows(2).all(|two| self.stretch(two[0].0.end..two[1].0.start) == Stretch::Empty);
                last.0.end == words.end && between && self.stretch(words.start..first.0.start) == Stretch::Empty
            }
        }
    }

    /// Whether a clause ends behind a grade.
    fn ends_well(&self, range: &Range<usize>) -> bool {
        let gap = self.gap(range.end - 1).trim_start_matches(['’', '”', '\'', '"']);
        let next = self.form(range.end);
        let area = self.areas.iter().any(|(area, _)| area.start == range.end + 1);
        let dated = next == "in" && year(self.form(range.end + 1)).is_some();
        next.is_empty()
            || !gap.starts_with(' ')
            || matches!(next, "overall" | "but" | "while" | "says")
            || dated
            || next == "and" && area
    }

    /// Whether a grade is meant beyond doubt: it has a capital where none is due, stands in marks, or ends a phrase such as
    /// "rated" or "from".
    pub(super) fn is_plain(&self, range: &Range<usize>) -> bool {
        let words = self.text(range);
        let start = self.tokens[range.start].range.start;
        let capital = words.starts_with(char::is_uppercase);
        let before = self.part.plain[..start].trim_end();
        let opens = before.is_empty() || before.ends_with(['.', '!', '?', '•']);
        let next_capital = self.tokens.get(range.end).is_some_and(|next| {
            let gap = &self.part.plain[self.tokens[range.end - 1].range.end..next.range.start];
            gap == " " && self.part.plain[next.range.clone()].starts_with(char::is_uppercase)
        });
        let marked = before.ends_with(['‘', '“', '\'', '"', '*'])
            && self.part.text[start + words.len()..].starts_with(['’', '”', '\'', '"']);
        let only = opens && self.tokens.len() == range.len();
        let at_head =
            opens && self.part.is_heading() && matches!(self.form(range.end), "in" | "for" | "rating" | "overall");
        let full = words.split_whitespace().count() > 2;
        marked || full || only && capital || at_head || capital && !opens && !next_capital
    }

    /// Whether what comes behind a grade in small letters lets it be one: no noun that it would describe.
    pub(super) fn follows_well(&self, range: &Range<usize>) -> bool {
        let end = self.tokens[range.end - 1].range.end;
        let rest = self.part.plain[end..].trim_start_matches(['’', '”', '\'', '"']);
        let next = self.form(range.end);
        let links = [
            "in",
            "for",
            "overall",
            "by",
            "after",
            "following",
            "at",
            "from",
            "and",
            "with",
            "rating",
            "grade",
            "grading",
            "judgement",
            "judgment",
            "ofsted",
            "on",
            "up",
            "but",
            "across",
            "as",
            "because",
            "while",
            "since",
            "this",
            "to",
        ];
        !rest.starts_with(' ') || links.contains(&next)
    }

    /// Whether the grade is one that was not given: "no grade is Inadequate", "above Inadequate", "after a grade of Inadequate".
    pub(super) fn is_negated(&self, range: &Range<usize>) -> bool {
        let before: Vec<&str> = self.before(range.start, 4).collect();
        let beside = before.first().is_some_and(|form| matches!(*form, "above" | "below"));
        let after = matches!(before.as_slice(), ["of", "grade", "a", "after" | "following" | "with", ..]);
        beside || after || before.iter().any(|form| has(NEGATED, form))
    }

    pub(super) fn is_about_schools(&self, range: &Range<usize>) -> bool {
        self.after(range.end, 5).chain(self.before(range.start, 4)).any(|form| has(SCHOOL, form))
    }
}
