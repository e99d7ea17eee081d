//! How many judgements a grade is said of: a number of them, all, or all others. Not here: whether it is so (grades).

use super::phrases::number;
use super::prose::Place;
use super::sentence::Sentence;
use std::ops::Range;

impl Sentence<'_> {
    /// "Good in two areas", "two areas Good", "says two require improvement".
    pub(super) fn count(&self, range: &Range<usize>) -> Option<(u64, Place)> {
        let is_noun =
            |form: &str| matches!(form, "areas" | "area" | "judgements" | "judgement" | "categories" | "category");
        // "in two areas", "in two of the four areas"
        let counts = |at: usize| {
            let of_all = self.form(at + 1) == "of" && (at + 2..at + 5).any(|at| is_noun(self.form(at)));
            number(self.form(at)).is_some() && (is_noun(self.form(at + 1)) || of_all)
        };
        let links = matches!(self.form(range.end), "in" | "for" | "across");
        let behind = (range.end..range.end + 3).find(|&at| links && counts(at));
        let close = range
            .start
            .checked_sub(1)
            .filter(|&at| number(self.form(at)).is_some() && self.text(range).starts_with('r'));
        let noun = (range.start.saturating_sub(4)..range.start).rfind(|&at| is_noun(self.form(at)) && at > 0);
        let before = noun.map(|noun| noun - 1).filter(|&at| number(self.form(at)).is_some());
        let at = behind.or(close).or(before)?;
        Some((number(self.form(at))?, self.place(&(at..at + 1))))
    }

    /// "all other areas rated good", "Good in all four areas"
    pub(super) fn says_rest(&self, range: &Range<usize>) -> bool {
        let is_noun = |form: &str| matches!(form, "areas" | "judgements" | "categories");
        let says = |forms: &[&str]| {
            let plain: Vec<&str> = forms
                .iter()
                .copied()
                .filter(|form| number(form).is_none() && !matches!(*form, "other" | "of" | "the"))
                .collect();
            plain.windows(2).any(|two| matches!(two[0], "all" | "each" | "every") && is_noun(two[1]))
        };
        let mut before: Vec<&str> = self.before(range.start, 6).collect();
        before.reverse();
        let behind: Vec<&str> = self.after(range.end, 6).collect();
        says(&before) || matches!(self.form(range.end), "in" | "for" | "across") && says(&behind)
    }
}
