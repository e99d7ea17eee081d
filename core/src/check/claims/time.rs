//! Which inspection a sentence says gave a grade. Not here: the rules (grammar).

use super::letters::{Letters, is, letters, taken};
use super::reader::{Draft, Reader};
use super::tokens::Sentence;
use super::{Again, Time};
use crate::inspection::Direction;
use crate::language::{ORDINALS, TokenRange};
use crate::text::{Span, TextSpan};
use crate::wording::{Force, TimeRule};

/// "Since the last inspection in 2022, ...": it dates the change, not the grade.
static LEAD: Letters = letters("^([fou][^,G]*[PY][^,G]*,)(?:$|[^vG][^G]*$)");
/// "In 2018 ...", "Back in 2016, ..."
static OPENING: Letters = letters("^(?:p[tTo]*P[^GAW]{0,4}Y|(?:P|p[tTo]*)[^,GAW]{0,4}Y|p?[tT]*P)");
/// "..., in 2025 Outstanding"
static OWN_YEAR: Letters = letters("G.*(?:[,;C(-][aC]*p[tT]*(Y),?[aILtTy]*|[(](Y)[:,]?)$");
/// "was Good then and is Outstanding now": a second verb.
static SECOND: Letters = letters("G[^G]*C([aT]*L[aT]*)$");
/// "in 2014, when it was rated ..."
static WHEN: Letters = letters("Y,?v[^G]*$");
/// The words after a grade in which its year is looked for.
static NEAR: Letters = letters("^(?:[(]Y[)]|[^Gb;,U:(-]*)");
/// "from Good to ...": the grade before that one.
static ONWARD: Letters = letters("^N*[tT]*p[tTa]*G");
static UP: Letters = letters("U[^GU]{0,4}F[^G]{0,5}$");
static DOWN: Letters = letters("D[^GD]{0,4}F[^G]{0,5}$");
/// "went up a grade, to ..."
static UP_TO: Letters = letters("U[^GUDFw;.]{0,6}p[tTa]*$");
static DOWN_TO: Letters = letters("D[^GUDFw;.]{0,6}p[tTa]*$");
/// "has kept its ..."
static VERB: Letters = letters("(g)[tTa]*N?[pt]*$");
static AGAIN: Letters = letters("y[LaTg]*R[^G]*$");
static AGAIN_AFTER: Letters = letters("^N?y");
static RUNNING_AFTER: Letters = letters("^N?p?[tT]*(K)");
static FIRST: Letters = letters("Z(?:$|[^fG][^G]*$)");
static FIRST_AFTER: Letters = letters("^[^G]*Z(?:$|[^f])");

/// What dates a grade.
struct Years {
    /// The year after it, not of this inspection.
    after: Option<i16>,
    /// The year before it, not of this inspection.
    before: Option<i16>,
    /// The tokens of an opening such as "In 2018".
    opening: Option<TokenRange>,
    /// Whether a year is followed by "when".
    is_when: bool,
    /// Whether the sentence begins with what only dates a change.
    has_lead: bool,
}

impl Reader {
    /// Sets which inspection gave the grade, and how it is said to have changed. `past`: the sentences before tell of an earlier time.
    pub(super) fn find_time(
        &self,
        draft: &mut Draft,
        sentence: &Sentence,
        past: bool,
        place: &impl Fn(Span) -> TextSpan,
    ) {
        let at = draft.at;
        let left = draft.left.clone();
        let (left, right) = (left.as_str(), &sentence.tags[at + 1..]);
        let lead = taken(&LEAD, left);
        let stop = left.rfind([';', '.', 'b']).map_or(0, |at| at + 1);
        let stop = stop.max(taken(&SECOND, left).map_or(0, |verb| verb.start));
        let start = lead.map_or(stop, |lead| stop.max(lead.end));
        let clause = &left[start..];
        let opening = taken(&OPENING, &sentence.tags);
        let when = taken(&WHEN, left);
        let first = sentence.tags[start..at].find('G').map_or(at, |offset| start + offset);
        let near = taken(&NEAR, right).map_or(0, |near| near.end);
        let after = self.other_year(sentence, TokenRange::new(at + 1, at + 1 + near));
        let opened = || opening.filter(|_| lead.is_none()).and_then(|range| self.other_year(sentence, range));
        let dated = || when.and_then(|range| self.other_year(sentence, TokenRange::new(range.start, at)));
        let own = taken(&OWN_YEAR, left).and_then(|range| sentence.years(range).next());
        let before = || self.other_year(sentence, TokenRange::new(start, first)).or_else(opened).or_else(dated);
        let before = if own.is_some() { own.filter(|year| !self.years.contains(year)) } else { before() };
        draft.claim.again = again(sentence, left, right).or_else(|| self.kept(sentence, left));
        let is_to_come = |year| self.latest_year().is_some_and(|latest| year > latest);
        if after.max(before).is_some_and(is_to_come) {
            draft.claim.force = Force::Wished;
            return;
        }
        let years = Years { after, before, opening, is_when: when.is_some(), has_lead: lead.is_some() };
        draft.claim.time = self.inspection_meant(draft, sentence, clause, &years, past);
        draft.claim.path.time = match draft.claim.time {
            Time::Now => "now",
            Time::Previous => "previous",
            Time::Year { .. } => "year",
            Time::Earlier => "earlier",
            Time::Unsure => "unsure",
        };
        let went = |pattern, way| taken(pattern, left).map(|found| (way, place(sentence.tokens[found.start].span)));
        let (up, down) = if draft.claim.time == Time::Now { (&UP_TO, &DOWN_TO) } else { (&UP, &DOWN) };
        draft.claim.way = went(up, Direction::Up).or_else(|| went(down, Direction::Down));
    }

    /// Which inspection a clause is about.
    fn inspection_meant(&self, draft: &Draft, sentence: &Sentence, clause: &str, years: &Years, past: bool) -> Time {
        let (at, left, tags) = (draft.at, draft.left.as_str(), sentence.tags.as_str());
        match self.time_rule(clause, sentence, at) {
            Some((TimeRule::Earlier, previous)) => {
                let anywhere = || self.other_year(sentence, sentence.all());
                let of_before = previous
                    && (clause.contains(['P', 'd']) || years.opening.is_some())
                    && left.trim_end_matches(|c| "tTPdpoVNaAOW".contains(c)).ends_with('F')
                    && is(&ONWARD, &tags[at + 1..]);
                return match years.after.or(years.before).or_else(anywhere) {
                    _ if of_before => Time::Earlier,
                    Some(year) => Time::Year { year, exact: false },
                    None if previous => Time::Previous,
                    None => Time::Earlier,
                };
            }
            Some((TimeRule::Now, _)) => return Time::Now,
            Some((TimeRule::Unsure, _)) => return Time::Unsure,
            None => {}
        }
        let is_now = clause.rfind('T') > clause.rfind('Y') && !years.is_when;
        let opens_with_last =
            years.opening.is_some_and(|range| !years.has_lead && sentence.letters(range).contains('P'));
        // Words of an earlier time that no rule knows, in a sentence with one grade.
        let is_dated = tags.matches('G').count() == 1 && tags.contains(['P', 'd', '3']) && !tags.contains('T');
        let may_be_past = !years.has_lead && (is_dated || self.other_year(sentence, TokenRange::new(0, at)).is_some());
        match (years.after, years.before) {
            (Some(year), _) => Time::Year { year, exact: true },
            (None, _) if is_now => Time::Now,
            (None, Some(year)) => Time::Year { year, exact: false },
            (None, None) if opens_with_last && !left.contains('b') => Time::Previous,
            _ if may_be_past || past && draft.bare => Time::Unsure,
            _ if sentence.tokens[at].form.starts_with("required") => Time::Unsure,
            _ => Time::Now,
        }
    }

    /// A grade that was "kept" was given the last time too.
    fn kept(&self, sentence: &Sentence, left: &str) -> Option<Again> {
        let verb = &sentence.tokens[taken(&VERB, left)?.start];
        self.grammar.keep_verbs.contains(&verb.form).then_some(Again::Running(2))
    }

    /// The first year among some tokens that is not of this inspection.
    fn other_year(&self, sentence: &Sentence, range: TokenRange) -> Option<i16> {
        sentence.years(range).find(|year| !self.years.contains(year))
    }
}

/// "again", "for the first time", "the third time running"
fn again(sentence: &Sentence, left: &str, right: &str) -> Option<Again> {
    let running = || taken(&RUNNING_AFTER, right).map(|found| left.len() + 1 + found.start);
    if let Some(at) = left.rfind('K').or_else(running) {
        let ordinal = sentence.tokens[at].form.split(' ').next();
        let times = ordinal.and_then(|word| ORDINALS.iter().position(|known| *known == word)).unwrap_or(2).max(2);
        return Some(Again::Running(times));
    }
    if is(&AGAIN, left) || is(&AGAIN_AFTER, right) {
        return Some(Again::Running(2));
    }
    (is(&FIRST, left) || is(&FIRST_AFTER, right)).then_some(Again::First)
}
