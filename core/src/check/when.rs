//! Of which inspection a grade is: by the word before it, the year behind it, or how the sentence begins. Not here: whether
//! it was given there (grades).

use super::sentence::{Sentence, Time, year};
use std::ops::Range;

const PAST: [&str; 8] = ["previous", "previously", "earlier", "former", "formerly", "last", "before", "then"];

impl Sentence<'_> {
    /// The year that stands at a link: "in 2021".
    pub(super) fn time_at(&self, link: usize) -> Option<i16> {
        year(self.form(link + 1)).or_else(|| year(self.form(link + 2)))
    }

    /// Which inspection a grade is of: by the word before it, the year behind it, or how the sentence begins.
    pub(super) fn time(&self, range: &Range<usize>) -> Time {
        let clause = |at: usize| (at + 1..=range.start).any(|at| self.breaks_before(at));
        let year_behind = (range.end..(range.end + 8).min(self.tokens.len()))
            .take_while(|&at| !self.breaks_before(at) || year(self.form(at)).is_some())
            .take_while(|&at| !self.grades.iter().any(|(other, _)| other.start == at))
            .take_while(|&at| !matches!(self.form(at), "same" | "unchanged"))
            .find_map(|at| year(self.form(at)));
        let near: Vec<&str> = self.before(range.start, 3).collect();
        let is_now = |year: &i16| self.vocabulary.now.contains(year);
        let earlier = near.first() == Some(&"from")
            || near.get(1) == Some(&"from")
            || self.before(range.start, 6).any(|form| PAST.contains(&form) && !(form == "former" && self.is_ordered()))
            || near.contains(&"having")
            || self.in_earlier_inspections(range);
        if let Some(year) = year_behind.filter(|year| !is_now(year)) {
            return Time::Before(Some(year));
        }
        if let Some(time) = self.when(range) {
            return time;
        }
        if earlier {
            return Time::Before(None);
        }
        let opening =
            self.tokens.iter().take(8).take_while(|token| token.range.start < self.tokens[range.start].range.start);
        let forms: Vec<&str> = opening.map(|token| token.form.as_str()).collect();
        let opens = forms.first().is_some_and(|first| matches!(*first, "in" | "at" | "after" | "compared"));
        let stated = forms.iter().find_map(|form| year(form)).filter(|year| opens && !is_now(year));
        let since_now = self.before(range.start, 5).any(|form| matches!(form, "now" | "today" | "this"));
        match stated {
            Some(year) if !since_now && !clause(forms.len()) => Time::Before(Some(year)),
            _ if opens && !since_now && forms.iter().any(|form| matches!(*form, "previous" | "last")) => {
                Time::Before(stated)
            }
            _ if forms.contains(&"previous") && !since_now => Time::Before(None),
            _ => Time::Now,
        }
    }

    /// "The council was last inspected in 2021, when it was rated Good."
    fn when(&self, range: &Range<usize>) -> Option<Time> {
        let clause = self.clause(range.start);
        let when =
            (clause.saturating_sub(1)..range.start).find(|&at| matches!(self.form(at), "when" | "where" | "which"))?;
        let year = (0..when).rev().take(6).find_map(|at| year(self.form(at)))?;
        (!self.vocabulary.now.contains(&year)).then_some(Time::Before(Some(year)))
    }

    fn is_ordered(&self) -> bool {
        self.tokens.iter().any(|token| token.form == "latter")
    }

    /// "rated good in its last two inspections"
    pub(super) fn in_earlier_inspections(&self, range: &Range<usize>) -> bool {
        let behind: Vec<&str> = self.after(range.end, 8).collect();
        let earlier = behind.iter().position(|form| matches!(*form, "last" | "previous" | "earlier"));
        let inspections = |from: usize| behind[from..].iter().any(|form| form.starts_with("inspection"));
        earlier.is_some_and(inspections) && matches!(self.form(range.end), "in" | "at" | "after" | "following")
    }
}
