//! Whether changes of grades are so that a text tells without the grades. Not here: how they are read (claims), and changes that
//! are told with a grade (grades).

use super::classes::{CHANGE, PREVIOUS, UNREAD};
use crate::check::Found;
use crate::check::claims::{Claim, Move, Same, Whose, same_as_before};
use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::inspection::{Area, Change, Direction, Framework, Judgement, Outcome};
use crate::language::dates::mentions;
use crate::language::{
    number, number_like, number_words,
    pattern::{self, Pattern},
};
use crate::text::TextSpan;
use std::sync::LazyLock;

/// What a text tells of changes that the record does not bear out, or that cannot be read. It blocks where it can only be about
/// grades: "has gone down" may be said of other things.
pub(super) fn moves(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let known = &ground.known;
    let (Some(reader), Some(framework), Some(_)) = (ground.reader(), known.framework, known.previous) else {
        return Vec::new();
    };
    let changes = Outcome::of(known.inspection, framework, known.previous).changes;
    let moves = (0..prose.parts.len()).flat_map(|leaf| reader.moves(prose, leaf));
    moves.filter_map(|moved| unlike(&moved, &changes, framework, ground)).collect()
}

fn unlike(moved: &Move, changes: &[Option<Change>], framework: &Framework, ground: &Ground<'_>) -> Option<Found> {
    let unread = |message: String| {
        let found = Found::new(&UNREAD, moved.place, message);
        Some(found.hint("compare it with the report and the record yourself"))
    };
    let area = |judgement: &Judgement| framework.area(&judgement.area);
    let is_overall = |judgement: &Judgement| area(judgement).is_some_and(|area| area.overall);
    let is_meant = |judgement: &Judgement| match &moved.whose {
        Whose::Areas(areas) => areas.contains(&judgement.area),
        Whose::Whole => is_overall(judgement),
        Whose::All => true,
        Whose::Rest(_) | Whose::Count(_) | Whose::Other => false,
    };
    let judgements = ground.known.inspection.judgements.iter().zip(changes);
    let meant: Vec<(&Judgement, &Change)> = judgements
        .filter(|(judgement, _)| is_meant(judgement))
        .filter_map(|(judgement, change)| Some((judgement, change.as_ref()?)))
        .collect();
    if meant.is_empty() {
        return unread("this tells of a change that copydesk cannot read".to_owned());
    }
    let is_so = |(_, change): &&(&Judgement, &Change)| {
        change.direction == moved.way && moved.steps.is_none_or(|said| change.steps as u64 == said)
    };
    let (judgement, change) = meant.iter().find(|one| !is_so(one))?;
    let short = area(judgement).map_or_else(|| judgement.area.to_string(), |area: &Area| area.short.clone());
    let (then, now) = (ground.grade_name(&change.from), ground.grade_name(&judgement.grade));
    if moved.of_grades {
        let message = format!("{short} was {then} in {} and is {now}", change.year);
        return Some(Found::new(&CHANGE, moved.place, message));
    }
    unread(format!("if this is about its grade: {short} was {then} in {} and is {now}", change.year))
}

/// "Four grades went down", "three of our four grades are lower", "all of the grades are the same".
static WENT: LazyLock<Pattern> = LazyLock::new(|| {
    let number = format!(r"\d{{1,2}}|{}", number_words(12));
    pattern::words(&format!(
        r"(?i)\b({number}|all|every|no|none)(?: of)?(?: (?:the|our|its|their))?(?: (?:{number}))?(?: of (?:the|our|its|their))? grades? (?:went|have gone|has gone|are|is|moved|were) (?:(up|higher|better)|(down|lower|worse)|the same|unchanged)\b"
    ))
});

/// Which changes are counted: a text may leave the overall grade out, and the areas that had one grade together.
#[derive(Clone, Copy)]
struct Counting {
    overall: bool,
    joint: bool,
}

impl Counting {
    const AREAS: Counting = Counting { overall: false, joint: true };
    const EACH: [Counting; 4] = [
        Counting::AREAS,
        Counting { overall: true, joint: true },
        Counting { overall: false, joint: false },
        Counting { overall: true, joint: false },
    ];

    fn counted(self, outcome: &Outcome) -> impl Iterator<Item = &Change> {
        let changes = outcome.changes.iter().enumerate();
        let wanted = changes.filter(move |(place, _)| self.overall || Some(*place) != outcome.overall);
        wanted.filter_map(|(_, change)| change.as_ref()).filter(move |change| self.joint || !change.jointly)
    }

    fn all(self, outcome: &Outcome) -> usize {
        self.counted(outcome).count()
    }

    fn went(self, outcome: &Outcome, direction: Direction) -> usize {
        self.counted(outcome).filter(|change| change.direction == direction).count()
    }
}

/// How many grades a text says to have gone one way.
pub(super) fn counted(leaf: usize, part: &Part, ground: &Ground<'_>) -> Vec<Found> {
    let (Some(framework), Some(previous)) = (ground.known.framework, ground.known.previous) else { return Vec::new() };
    let outcome = Outcome::of(ground.known.inspection, framework, Some(previous));
    let years = [Some(previous.inspected.year()), ground.known.inspection.dates.first().map(|days| days.from.year())];
    let mut found = Vec::new();
    for went in WENT.captures_iter(&part.own) {
        let word = went.get(1).expect("it is part of the match");
        let sentence = &part.own[part.sentence_at(word.start())];
        if mentions(sentence).iter().any(|mention| mention.from.year.is_some() && !years.contains(&mention.from.year)) {
            continue;
        }
        let (direction, way) = match (went.get(2), went.get(3)) {
            (Some(_), _) => (Direction::Up, "went up"),
            (_, Some(_)) => (Direction::Down, "went down"),
            _ => (Direction::Same, "stayed the same"),
        };
        let said = word.as_str().to_lowercase();
        let is_so = |counting: Counting| {
            let (went, all) = (counting.went(&outcome, direction), counting.all(&outcome));
            match said.as_str() {
                "all" | "every" => went == all,
                "no" | "none" => went == 0,
                _ => number(&said) == Some(went as u64),
            }
        };
        let actual = Counting::AREAS.went(&outcome, direction) as u64;
        if Counting::AREAS.all(&outcome) == 0 || Counting::EACH.into_iter().any(is_so) {
            continue;
        }
        let year = previous.inspected.year();
        let message = format!("{} of the grades {way} since {year}, not {said}", number_like(actual, "one"));
        let made = Found::new(&CHANGE, TextSpan { block: leaf, span: word.range().into() }, message);
        found.push(if number(&said).is_some() { made.edit(number_like(actual, word.as_str())) } else { made });
    }
    found
}

/// "(the same as in 2021)"
pub(super) fn unchanged(leaf: usize, part: &Part, claims: &[Claim], ground: &Ground<'_>) -> Vec<Found> {
    let record = ground.known.record.of(ground.known.inspection.authority.key());
    let mut found = Vec::new();
    for Same { span, year, claim } in same_as_before(part, claims) {
        let past = record.iter().rfind(|past| past.inspected.year() == year);
        let place = TextSpan { block: leaf, span };
        let Some(past) = past else {
            if !record.is_empty() {
                let message = format!("the public record has no inspection of {year}");
                found.push(Found::new(&PREVIOUS, place, message));
            }
            continue;
        };
        let judged = claim.judged(ground.known.inspection, ground.known.framework);
        let then = judged.first().and_then(|id| ground.grade_then(id, past));
        if let Some(then) = then.filter(|then| **then != claim.grade) {
            let message = format!("in {year} the grade was {}", ground.grade_name(then));
            found.push(Found::new(&CHANGE, place, message));
        }
    }
    found
}
