//! What the councillor says: in ninety seconds, with nobody's words but their own, the report's and the facts.

use crate::{LONGEST_EFFECT, LONGEST_QUOTE};
use copydesk_plugin::Draft;
use copydesk_plugin::findings::Findings;
use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plain;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Direction, Group, Id, Judgement, Quote, Request, Stance, Statement, Tone};
use serde::Serialize;

/// The words that can be said in the time, and those of the fixed parts.
const WORDS: usize = 190;
const FIXED_WORDS: usize = 50;
/// The words of a judgement apart from its name.
const AROUND_GRADE: usize = 3;
/// The most words of the speaker's own with which the note begins or ends.
const LONGEST_STATEMENT: usize = 50;
/// The lowest score of the one thing to remember.
const STRONG_PRAISE: i32 = 48;
/// So many subjects of points are named.
const SUBJECTS: usize = 4;

/// The plan of the part that is said.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Say {
    /// The speaker's statement, whose first paragraph begins the note and whose last ends it.
    statement: Option<Ref>,
    ends: bool,
    /// The grades, in the order of the text, and those that differ from the overall one.
    groups: Vec<Ref>,
    /// The way that all went.
    all: Option<Direction>,
    /// What a poor result means for families; otherwise the one thing to remember.
    effect: Option<Ref>,
    one_thing: Option<Ref>,
    /// Whether that sentence has a second thought, which must not be said alone.
    limited: bool,
    /// What the points are about, and whether that is all of them.
    subjects: Vec<Ref>,
    all_subjects: bool,
    steps: Vec<Ref>,
}

impl Say {
    pub(crate) fn graded(request: &Request, draft: &mut Draft<'_>) -> Say {
        let poor = request.outcome.tone == Tone::Poor;
        let effect = plain::effect(request, LONGEST_EFFECT).filter(|_| poor);
        let one_thing = if poor { gravest(request) } else { best(request) }.filter(|_| effect.is_none());
        let overall = request.outcome.overall.as_ref().map(|overall| &overall.grade);
        // The reason for a failure overall is named with it.
        let is_reason = |group: &Group| group.tone == Tone::Poor && request.outcome.groups.len() > 1;
        let differs = move |group: &Group| Some(&group.grade) != overall || is_reason(group);
        let told = || pick::groups(request).into_iter().filter(|(_, group)| differs(group));
        let grade = |area: &Judgement| count(&area.service) + AROUND_GRADE;
        let grades: usize = told().flat_map(|(_, group)| &group.judgements).map(grade).sum();
        let said =
            effect.as_ref().map_or(0, |_| count(request.inspection.effect_in_full.as_deref().unwrap_or_default()));
        let say = Say {
            groups: told().map(|(id, _)| Ref::from(id)).collect(),
            all: pick::all_went(request),
            limited: effect.is_some() && request.inspection.effect != request.inspection.effect_in_full,
            effect: effect.map(Ref::from),
            one_thing: one_thing.map(|quote| Ref::from(&quote.id)),
            ..Say::default()
        };
        say.fill(request, poor, FIXED_WORDS + grades + said + words_of(one_thing), draft)
    }

    pub(crate) fn ungraded(request: &Request, found: &Findings<'_>, draft: &mut Draft<'_>) -> Say {
        let one_thing = found.verdict.or_else(|| found.works.first().copied());
        let kind = &request.inspection.kind;
        let fixed = FIXED_WORDS + count(&kind.called) + count(&request.inspection.theme) + words_of(one_thing);
        let say = Say { one_thing: one_thing.map(|quote| Ref::from(&quote.id)), ..Say::default() };
        say.fill(request, found.serious, fixed, draft)
    }

    /// Adds what there is time for: the speaker's own words; then what is not finished or, where the result has to be answered, what
    /// is done about it.
    fn fill(mut self, request: &Request, answers: bool, said: usize, draft: &mut Draft<'_>) -> Say {
        let mut left = WORDS.saturating_sub(said);
        if let Some(statement) = statement(request, draft).filter(|statement| own_words(statement) <= left) {
            left -= own_words(statement);
            self.statement = Some(Ref::from(&statement.id));
            self.ends = paragraphs(&statement.words).len() > 1;
        }
        if !answers {
            left = left.saturating_sub(self.name_subjects(request, left));
        }
        for (place, step) in request.brief.next_steps.iter().enumerate() {
            if count(step) <= left {
                left -= count(step);
                self.steps.push(Ref::from(Id::new(format!("/brief/next_steps/{place}"))));
            } else {
                draft.log(&format!("left out, as ninety seconds have no room for it: {step}"));
            }
        }
        self
    }

    /// Names what the points are about, as far as so many words allow, and returns how many it took.
    fn name_subjects(&mut self, request: &Request, words: usize) -> usize {
        let points = &request.inspection.improvements;
        let length = |id: &Id| {
            let point = points.iter().find(|point| point.id.child("about") == *id);
            point.and_then(|point| point.about.as_ref()).map_or(0, |about| count(&about.families) + 1)
        };
        for most in (1..=SUBJECTS).rev() {
            let (subjects, all) = plain::subjects(points, most);
            let taken = subjects.iter().map(length).sum();
            if taken <= words {
                self.subjects = subjects.into_iter().map(Ref::from).collect();
                self.all_subjects = all;
                return taken;
            }
        }
        0
    }
}

/// Returns the first criticism of the summary.
fn gravest(request: &Request) -> Option<&Quote> {
    let critical = |quote: &Quote| quote.stance == Stance::Criticism && quote.summary;
    let mut quotes: Vec<&Quote> = request.quotes.iter().filter(|quote| quote.standalone && critical(quote)).collect();
    quotes.sort_by_key(|quote| quote.summary_place);
    quotes.into_iter().find(|quote| quote.words <= LONGEST_QUOTE)
}

fn words_of(quote: Option<&Quote>) -> usize {
    quote.map_or(0, |quote| quote.words as usize)
}

/// Returns the councillor's statement, if its first and last paragraphs are short enough to be said.
fn statement<'a>(request: &'a Request, draft: &mut Draft<'_>) -> Option<&'a Statement> {
    let statement = pick::statements(request, &["cabinet-member", "leader"]).into_iter().next()?;
    let fits = paragraphs(&statement.words).iter().all(|words| count(words) <= LONGEST_STATEMENT);
    if !fits {
        draft.warn(&format!(
            "the statement from {} is too long to be said in ninety seconds: choose from its words",
            statement.speaker.name
        ));
    }
    Some(statement).filter(|_| fits)
}

/// Returns the paragraphs with which the note begins and ends.
fn paragraphs(words: &str) -> Vec<&str> {
    let all: Vec<&str> = words.split("\n\n").map(str::trim).filter(|words| !words.is_empty()).collect();
    match all[..] {
        [first, .., last] => vec![first, last],
        _ => all,
    }
}

fn own_words(statement: &Statement) -> usize {
    paragraphs(&statement.words).into_iter().map(count).sum()
}

/// Returns what is worth remembering of a result that is not poor: praise of what children meet.
fn best(request: &Request) -> Option<&Quote> {
    let mut quotes = Quotes::of(request).of_good_areas(request);
    let praises = |quote: &Quote| quote.stance == Stance::Praise && plain::is_plain(quote);
    let seen = |quote: &Quote| quote.score >= STRONG_PRAISE && !quote.summary && praises(quote);
    quotes.take(LONGEST_QUOTE, seen).or_else(|| quotes.take(LONGEST_QUOTE, praises))
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SpeakingNote;
    use copydesk_plugin::testing;

    #[test]
    fn what_there_is_no_time_for_is_left_out_and_said() {
        let mut request = testing::sample();
        request.brief.next_steps.push("step ".repeat(150));
        request.brief.statements[0].words = "word ".repeat(99);
        let log = testing::run::<SpeakingNote>(&request).unwrap().log;
        assert!(log.iter().any(|line| line.starts_with("left out")), "{log:?}");
        assert!(log.iter().any(|line| line.contains("too long to be said")), "{log:?}");
    }

    #[test]
    fn the_reason_for_a_failure_is_named_with_it() {
        let mut request = testing::sample();
        let failed = |mut judgement: Judgement| {
            "inadequate".clone_into(&mut judgement.grade);
            judgement.tone = Tone::Poor;
            judgement
        };
        let outcome = &mut request.outcome;
        outcome.overall = outcome.overall.take().map(failed);
        outcome.tone = Tone::Poor;
        let last = outcome.groups.last_mut().unwrap();
        "inadequate".clone_into(&mut last.grade);
        last.tone = Tone::Poor;
        let count = outcome.groups.len();
        assert!(count > 1);
        let drafted = testing::run::<SpeakingNote>(&request).unwrap();
        let [copydesk_plugin::plan::Part::Render { plan, .. }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        assert_eq!(plan["say"]["groups"].as_array().unwrap().len(), count);
    }

    #[test]
    fn the_note_begins_and_ends_with_the_speakers_own_words() {
        assert_eq!(paragraphs("One.\n\nTwo.\n\nThree.\n"), ["One.", "Three."]);
        assert_eq!(paragraphs("One.\n"), ["One."]);
        assert!(paragraphs(" \n").is_empty());
    }
}
