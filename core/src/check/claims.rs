//! Claims about grades: where a text says that something has a grade, which judgement it means, and of which inspection.
//! Not here: whether the claim is true (grades).

use super::known::Known;
use super::phrases::{Phrases, bytes, number};
use super::prose::{Part, Place};
use crate::inspection::{AreaId, Framework, GradeId};
use crate::text::Token;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a text says about a grade.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// The words of the grade.
    pub(super) place: Place,
    /// The grade.
    pub(super) grade: GradeId,
    /// The judgements it is said of: none where no judgement is named. Of a claim about the rest, those it is not about.
    pub(super) areas: Vec<AreaId>,
    /// Where the judgements are named: from the first to the last.
    pub(super) named: Option<Place>,
    /// Which inspection it is about.
    pub(super) time: Time,
    /// How many judgements are said to have it, with the place of the number.
    pub(super) count: Option<(u64, Place)>,
    /// Whether it is said of all judgements that the sentence does not name.
    pub(super) rest: bool,
    /// Which way it is said to have gone since, where it is an earlier grade.
    pub(super) direction: Option<(Way, Place)>,
}

/// Which inspection a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// The one of the report.
    Now,
    /// An earlier one, of that year if one is named.
    Before(Option<i16>),
}

/// Whether a grade went up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

/// The vocabulary of a framework.
#[derive(Debug)]
pub(super) struct Vocabulary {
    areas: Phrases<AreaId>,
    grades: Phrases<GradeId>,
    /// The beginnings of the words that grades are told with, in lower case.
    signs: Vec<String>,
    /// Years that are this inspection's.
    now: Vec<i16>,
}

const RATING: [&str; 24] = [
    "rated",
    "graded",
    "judged",
    "rates",
    "grades",
    "judges",
    "rate",
    "grade",
    "judge",
    "rating",
    "grading",
    "judgement",
    "judgment",
    "ratings",
    "deemed",
    "awarded",
    "given",
    "achieved",
    "received",
    "secured",
    "status",
    "remains",
    "became",
    "scored",
];
const PAST: [&str; 8] = ["previous", "previously", "earlier", "former", "formerly", "last", "before", "then"];
const NEGATED: [&str; 8] = ["no", "not", "never", "nor", "neither", "without", "than", "nothing"];
const SCHOOL: [&str; 10] = [
    "school",
    "schools",
    "nursery",
    "nurseries",
    "college",
    "colleges",
    "homes",
    "provision",
    "childminders",
    "academy",
];

impl Vocabulary {
    pub(super) fn of(framework: &Framework, years: Vec<i16>) -> Vocabulary {
        let areas = framework.areas.iter().flat_map(|area| area.wordings().map(|words| (words, area.id.clone())));
        let grades = framework.grades.iter().flat_map(|grade| grade.wordings().map(|words| (words, grade.id.clone())));
        let words = framework.grades.iter().flat_map(crate::inspection::Grade::wordings);
        let sign = |words: &str| words.to_lowercase().chars().take(6).collect::<String>();
        let signs: BTreeSet<String> = words.map(sign).collect();
        Vocabulary {
            areas: Phrases::new(areas),
            grades: Phrases::new(grades),
            signs: signs.into_iter().collect(),
            now: years,
        }
    }

    /// The claims of a leaf, sentence by sentence. A sentence about an earlier time is about it throughout.
    pub(super) fn claims(&self, leaf: usize, part: &Part) -> Vec<Claim> {
        let mut all = Vec::new();
        for sentence in &part.sentences {
            // Most sentences tell of no grade, and taking them apart is what takes the time.
            let lower = part.plain[sentence.clone()].to_lowercase();
            if !self.signs.iter().any(|sign| lower.contains(sign.as_str())) {
                continue;
            }
            let tokens = part.plain_tokens_in(sentence);
            let sentence = Sentence {
                vocabulary: self,
                leaf,
                part,
                areas: self.areas.find(tokens),
                grades: self.grades.find(tokens),
                tokens,
            };
            all.extend(sentence.claims());
        }
        all
    }
}

/// A sentence that is read for claims.
struct Sentence<'a> {
    vocabulary: &'a Vocabulary,
    leaf: usize,
    part: &'a Part,
    tokens: &'a [Token],
    areas: Vec<(Range<usize>, AreaId)>,
    grades: Vec<(Range<usize>, GradeId)>,
}

impl Sentence<'_> {
    fn claims(&self) -> Vec<Claim> {
        let distinct = self.grades.iter().filter(|(range, _)| self.is_claim(range)).count();
        if distinct >= 3 && self.areas.is_empty() {
            return Vec::new(); // the scale itself is told
        }
        let mut claims: Vec<Claim> = Vec::new();
        let mut from = 0;
        for (range, grade) in &self.grades {
            if !self.is_claim(range) || self.is_negated(range) || self.is_about_schools(range) {
                continue;
            }
            let before = self.areas_in(from..range.start);
            let behind = self.behind(range);
            let time = self.time(range);
            let inherited = claims.last().filter(|last| before.is_empty() && behind.is_empty() && last.time != time);
            let (areas, named) = match (inherited, behind.is_empty(), before.is_empty()) {
                (Some(last), ..) => (last.areas.clone(), last.named.clone()),
                (None, false, _) => (ids(&behind), self.place_of(&behind)),
                (None, true, _) => (ids(&before), self.place_of(&before)),
            };
            let rest = self.says_rest(range);
            // What is said of all others is not said of those that the sentence names.
            let areas = if rest { ids(&self.areas) } else { areas };
            from = behind.last().map_or(range.end, |(area, _)| area.end);
            claims.push(Claim {
                place: self.place(range),
                grade: grade.clone(),
                areas,
                named,
                time,
                count: self.count(range),
                rest,
                direction: self.direction(range),
            });
        }
        claims
    }

    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.form.as_str())
    }

    /// The forms of up to `most` tokens before one, the nearest first.
    fn before(&self, at: usize, most: usize) -> impl Iterator<Item = &str> {
        self.tokens[at.saturating_sub(most)..at].iter().rev().map(|token| token.form.as_str())
    }

    /// The forms of up to `most` tokens from one on.
    fn after(&self, at: usize, most: usize) -> impl Iterator<Item = &str> {
        self.tokens[at.min(self.tokens.len())..].iter().take(most).map(|token| token.form.as_str())
    }

    fn text(&self, range: &Range<usize>) -> &str {
        &self.part.plain[bytes(self.tokens, range)]
    }

    fn place(&self, range: &Range<usize>) -> Place {
        Place { leaf: self.leaf, range: bytes(self.tokens, range) }
    }

    fn place_of(&self, areas: &[(Range<usize>, AreaId)]) -> Option<Place> {
        Some(self.place(&(areas.first()?.0.start..areas.last()?.0.end)))
    }

    fn areas_in(&self, range: Range<usize>) -> Vec<(Range<usize>, AreaId)> {
        let inside = |area: &Range<usize>| range.start <= area.start && area.end <= range.end;
        self.areas.iter().filter(|(area, _)| inside(area)).cloned().collect()
    }

    /// Whether the words are those of a grade and not ordinary ones.
    fn is_claim(&self, range: &Range<usize>) -> bool {
        let rated =
            self.before(range.start, 4).any(|form| RATING.contains(&form)) || RATING.contains(&self.form(range.end));
        self.is_plain(range) || rated && self.follows_well(range)
    }

    /// Whether a grade is meant beyond doubt: it has a capital where none is due, stands in marks, or ends a phrase such as
    /// "rated" or "from".
    fn is_plain(&self, range: &Range<usize>) -> bool {
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
    fn follows_well(&self, range: &Range<usize>) -> bool {
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
    fn is_negated(&self, range: &Range<usize>) -> bool {
        let before: Vec<&str> = self.before(range.start, 4).collect();
        let beside = before.first().is_some_and(|form| matches!(*form, "above" | "below"));
        beside || before.starts_with(&["of", "grade", "a"]) || before.iter().any(|form| NEGATED.contains(form))
    }

    fn is_about_schools(&self, range: &Range<usize>) -> bool {
        self.after(range.end, 5).chain(self.before(range.start, 4)).any(|form| SCHOOL.contains(&form))
    }

    /// The judgements named behind a grade: "Good for A and B", "Good overall".
    fn behind(&self, range: &Range<usize>) -> Vec<(Range<usize>, AreaId)> {
        if let Some(overall) = self.areas.iter().find(|(area, _)| area.start == range.end && area.len() == 1) {
            return vec![overall.clone()];
        }
        let noun = matches!(
            self.form(range.end),
            "rating" | "ratings" | "grade" | "grading" | "judgement" | "both" | "overall"
        );
        let link = range.end + usize::from(noun);
        let links = matches!(self.form(link), "for" | "in" | "on" | "across") && !self.parted(range.end - 1..link);
        if !links || self.time_at(link).is_some() {
            return Vec::new();
        }
        let end = self.grades.iter().map(|(other, _)| other.start).find(|start| *start > range.end);
        let end = end.unwrap_or(self.tokens.len());
        let stop = (link..end).find(|&at| self.breaks_before(at)).unwrap_or(end);
        let found = self.areas_in(link..stop);
        let near = found.first().is_some_and(|(area, _)| area.start <= link + 6);
        if near { found } else { Vec::new() }
    }

    /// Whether punctuation stands between the first and the last of some tokens.
    fn parted(&self, range: Range<usize>) -> bool {
        let gap = &self.part.plain[self.tokens[range.start].range.end..self.tokens[range.end].range.start];
        gap.contains([';', ',', '(', '.', ':'])
    }

    /// Whether a clause ends before a token.
    fn breaks_before(&self, at: usize) -> bool {
        let end = at.checked_sub(1).map_or(0, |before| self.tokens[before].range.end);
        self.part.plain[end..self.tokens[at].range.start].contains([';', '(', '.'])
    }

    /// The year that stands at a link: "in 2021".
    fn time_at(&self, link: usize) -> Option<i16> {
        year(self.form(link + 1)).or_else(|| year(self.form(link + 2)))
    }

    /// Which inspection a grade is of: by the word before it, the year behind it, or how the sentence begins.
    fn time(&self, range: &Range<usize>) -> Time {
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
            || self.before(range.start, 6).any(|form| PAST.contains(&form))
            || near.contains(&"having")
            || self.in_earlier_inspections(range);
        if let Some(year) = year_behind.filter(|year| !is_now(year)) {
            return Time::Before(Some(year));
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

    /// "rated good in its last two inspections"
    fn in_earlier_inspections(&self, range: &Range<usize>) -> bool {
        let behind: Vec<&str> = self.after(range.end, 8).collect();
        let earlier = behind.iter().position(|form| matches!(*form, "last" | "previous" | "earlier"));
        let inspections = |from: usize| behind[from..].iter().any(|form| form.starts_with("inspection"));
        earlier.is_some_and(inspections) && matches!(self.form(range.end), "in" | "at" | "after" | "following")
    }

    /// "Good in two areas", "two areas Good", "says two require improvement".
    fn count(&self, range: &Range<usize>) -> Option<(u64, Place)> {
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
    fn says_rest(&self, range: &Range<usize>) -> bool {
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

    /// "up from Good": which way, and where it is said.
    fn direction(&self, range: &Range<usize>) -> Option<(Way, Place)> {
        let from = (range.start.saturating_sub(3)..range.start).rfind(|&at| self.form(at) == "from")?;
        let way = |at: usize| match self.form(at) {
            "up" | "improved" | "improvement" | "improves" | "rise" | "risen" | "rose" | "upgraded" | "upgrade"
            | "promoted" => Some(Way::Up),
            "down" | "fallen" | "fell" | "dropped" | "declined" | "downgraded" | "slipped" => Some(Way::Down),
            _ => None,
        };
        let at = (from.saturating_sub(3)..from).rfind(|&at| way(at).is_some())?;
        Some((way(at)?, self.place(&(at..at + 1))))
    }
}

fn ids(areas: &[(Range<usize>, AreaId)]) -> Vec<AreaId> {
    areas.iter().map(|(_, id)| id.clone()).collect()
}

/// A year of our time.
pub(super) fn year(form: &str) -> Option<i16> {
    let year: i16 = form.parse().ok()?;
    (form.len() == 4 && (1990..2100).contains(&year)).then_some(year)
}

/// The vocabulary of the report's framework, or of the newest one for a document that has none.
pub(super) fn vocabulary(known: &Known<'_>) -> Option<Vocabulary> {
    let framework = known.framework.or_else(|| known.frameworks.iter().next())?;
    let dates = known.inspection.dates.iter().flat_map(|range| [range.from.year(), range.to.year()]);
    let mut years: Vec<i16> = dates.chain(known.published.map(jiff::civil::Date::year)).collect();
    if known.published.is_none() {
        years.extend(years.last().map(|year| year + 1));
    }
    Some(Vocabulary::of(framework, years))
}
