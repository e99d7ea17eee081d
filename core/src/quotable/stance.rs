//! Whether a sentence praises or criticises. Negation turns a word into its opposite, a hedge or a "but" takes the
//! shine off. Not here: the words (vocabulary), and how good a quotation it makes (score).

use super::reserve;
use super::vocabulary::{CLAUSES, STANCE, Signal};
use crate::language::{List, TokenRange};

/// Whether a sentence praises or criticises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// Says that something is good, and nothing else.
    Praise,
    /// Says that something is not good enough.
    Criticism,
    /// Says both, turns half-way, or is praise that the report does not give without reserve.
    Mixed,
    /// Says neither.
    Neutral,
}

impl Stance {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Stance::Praise => "praise",
            Stance::Criticism => "criticism",
            Stance::Mixed => "mixed",
            Stance::Neutral => "neutral",
        }
    }
}

/// What the words of a sentence add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) stance: Stance,
    /// The weight of its praise.
    pub(super) praise: i32,
    /// The weight of its criticism.
    pub(super) criticism: i32,
    /// The weight of what takes some of the praise back.
    pub(super) hedges: i32,
    /// How many of its words are strong praise.
    pub(super) strong: i32,
    /// How many of its words are more than faint praise.
    pub(super) plain: i32,
}

impl Reading {
    /// Whether any word of it praises or criticises, be it too little for a stance.
    pub(super) fn leans(&self) -> bool {
        self.praise > 1 || self.criticism > 1
    }
}

/// How many words a negation or a remedy reaches, within its clause.
const REACH: usize = 5;
/// How many words behind a criticism a remedy may stand: "delays in the work of the duty team have been reduced".
const REMEDY_REACH: usize = 10;
/// The least praise that counts: a plain word and a faint one; in a short sentence, a plain word.
const ENOUGH: i32 = 3;
/// A sentence of so many words is short.
const SHORT: usize = 9;

/// Reads the words of a sentence.
pub(super) fn read(tokens: &[String]) -> Reading {
    let found = STANCE.find(tokens);
    let mut reading = Reading { stance: Stance::Neutral, praise: 0, criticism: 0, hedges: 0, strong: 0, plain: 0 };
    let mut turns = false;
    let mut plain_criticism = false;
    let condition = condition(tokens);
    for (index, (range, signal)) in found.iter().enumerate() {
        let at = range.start;
        let clause = Clause { tokens, found: &found, index };
        match *signal {
            _ if at < condition => reading.hedges += 2 * i32::from(matches!(signal, Signal::Praise(2..))),
            Signal::Praise(weight) if clause.negated() => {
                reading.criticism += i32::from(weight.min(2));
                plain_criticism |= weight > 1;
            }
            Signal::Praise(weight) => {
                reading.praise += i32::from(weight);
                reading.strong += i32::from(weight == 3);
                reading.plain += i32::from(weight > 1);
            }
            Signal::Criticism(1) if reserve::relieves(tokens, at) => {}
            Signal::Criticism(weight) if clause.negated() || clause.remedied(range.end) => {
                reading.praise += i32::from(weight == 2);
                reading.hedges += 2;
            }
            Signal::Criticism(weight) => {
                reading.criticism += i32::from(weight);
                plain_criticism |= weight == 2;
            }
            Signal::Hedge(weight) => reading.hedges += i32::from(weight),
            Signal::Turn => turns |= !only_also(tokens, at),
            Signal::Negation | Signal::Remedy | Signal::None => {}
        }
    }
    turns |= partial(tokens);
    reading.stance = match weigh(&reading, turns, plain_criticism, tokens.len() <= SHORT) {
        _ if lacks(tokens) || is_wanting(tokens) => Stance::Criticism,
        Stance::Praise if reserve::is_own_view(tokens) => Stance::Neutral,
        Stance::Praise if !reserve::holds(tokens, &found) => Stance::Mixed,
        Stance::Criticism if known_to_leaders(tokens) || !explicit(tokens) || reserve::is_lifted(tokens) => {
            Stance::Mixed
        }
        stance => stance,
    };
    reading
}

/// Whether a sentence takes back the praise before it: it goes on from it and says what is not good enough ("This had been
/// paused"), or says what there is not, or of how many others the praise is not true.
pub(super) fn takes_back(tokens: &[String]) -> bool {
    let goes_on = tokens
        .first()
        .is_some_and(|word| matches!(word.as_str(), "this" | "these" | "their" | "they" | "it" | "its" | "there"))
        || tokens.iter().take(2).any(|word| word == "other");
    let reading = read(tokens);
    let wants = reading.criticism > 1 || reserve::denies(tokens, &STANCE.find(tokens));
    goes_on && reading.stance != Stance::Praise && wants
}

/// Whether the sentence says that there is a lack of something: whatever it praises is what is not there.
fn lacks(tokens: &[String]) -> bool {
    let opening = &tokens[..tokens.len().min(6)];
    let has = |words: &[&str]| opening.iter().any(|word| words.contains(&word.as_str()));
    tokens.first().is_some_and(|word| word == "there") && has(&["lack", "absence", "shortage"]) && !has(&["no"])
}

/// Whether the sentence says of its subject that it is not there: "the building blocks of good help were missing". Of people, the
/// word means that they ran away.
fn is_wanting(tokens: &[String]) -> bool {
    let is = |words: &[&str], at: usize| tokens.get(at).is_some_and(|word| words.contains(&word.as_str()));
    let said = tokens.iter().position(|word| CLAUSES.absent.has(word));
    let Some(at) = said.filter(|at| !is(&["from", "education", "episodes"], at + 1)) else { return false };
    // At most two adverbs are between the verb and the word: "were almost entirely missing".
    let verbs = ["is", "are", "was", "were", "been", "remain", "remains", "remained"];
    let Some(verb) = (at.saturating_sub(3)..at).rev().find(|at| is(&verbs, *at)) else { return false };
    let before = &tokens[..verb];
    let subject = before.iter().position(|word| CLAUSES.belonging.has(word)).unwrap_or(verb).max(1);
    let mut near = tokens[..subject].iter().chain(&before[verb.saturating_sub(3)..]);
    let is_of_people = near.any(|word| CLAUSES.people.has(word));
    let is_aside = before.iter().any(|word| CLAUSES.depending.has(word));
    !is_aside && !is_of_people && !is(&["no", "never", "not"], verb + 1) && !is(&["no", "nothing"], 0)
}

/// Whether the failing is said outright, and not only as something that may happen: what stands behind "if" or "when"
/// does not count, and "no child was found at risk" denies one.
fn explicit(tokens: &[String]) -> bool {
    let denied =
        tokens.first().is_some_and(|word| word == "no") && tokens.iter().any(|word| word == "found" || word == "seen");
    let conditional = |word: &String| matches!(word.as_str(), "if" | "when" | "should" | "whether");
    let said = tokens.iter().skip(1).position(conditional).map_or(tokens, |at| &tokens[..=at]);
    let has_to = said
        .windows(3)
        .any(|words| words[0] != "that" && matches!(words[1].as_str(), "need" | "needs") && words[2] == "to");
    !denied && (has_to || said.iter().any(|word| CLAUSES.shortfalls.has(word)))
}

/// Whether the sentence says of leaders that they know what is wrong: half a praise, not the failing itself.
fn known_to_leaders(tokens: &[String]) -> bool {
    let opening = &tokens[..tokens.len().min(8)];
    let has = |list: &List| opening.iter().any(|word| list.has(word));
    has(&CLAUSES.heads) && has(&CLAUSES.recognising) && !has(&CLAUSES.unaware)
}

fn weigh(reading: &Reading, turns: bool, plain_criticism: bool, short: bool) -> Stance {
    let praises = reading.praise >= if short { ENOUGH - 1 } else { ENOUGH };
    match reading.criticism {
        0 if praises && turns => Stance::Mixed,
        0 if praises => Stance::Praise,
        0 => Stance::Neutral,
        // A "but" gives the praise its own half of the sentence; without one, the criticism is what it says.
        _ if praises && (turns || !plain_criticism) => Stance::Mixed,
        criticism if praises && reading.praise >= criticism => Stance::Mixed,
        1 | 2 if !plain_criticism => Stance::Neutral,
        _ => Stance::Criticism,
    }
}

/// The end of an opening condition: what goes wrong in "when a placement is fragile, ..." is no criticism, and what
/// goes well in "where visits are good, ..." is no praise of all.
fn condition(tokens: &[String]) -> usize {
    match tokens.first().map(String::as_str) {
        Some("when" | "if" | "where" | "should" | "whenever" | "once") => {
            tokens.iter().position(|word| word == ",").unwrap_or(0)
        }
        _ => 0,
    }
}

/// "Not only ... but also" turns nothing.
fn only_also(tokens: &[String], at: usize) -> bool {
    let next = tokens.get(at + 1).is_some_and(|word| word == "also");
    next && tokens[..at].windows(2).any(|pair| pair[0] == "not" && matches!(pair[1].as_str(), "only" | "just"))
}

/// Whether the praise is for a part, so that the rest is worse: "better plans are ...",
/// "where practice is stronger", "for those who", "children whose plans are clear".
fn partial(tokens: &[String]) -> bool {
    let opening = &tokens[..tokens.len().min(6)];
    let comparative = |word: &String| {
        matches!(word.as_str(), "better" | "stronger" | "best" | "strongest" | "lower" | "smaller" | "fewer")
    };
    match tokens.first().map(String::as_str) {
        Some("better" | "stronger") => true,
        Some("in" | "where" | "when" | "there") => opening.iter().any(comparative),
        Some("for") => opening.iter().any(|word| matches!(word.as_str(), "those" | "some")),
        Some(_) if tokens.get(1).is_some_and(|word| word == "whose") => true,
        _ => false,
    }
}

/// A phrase found in a sentence, with what stands around it.
struct Clause<'a> {
    tokens: &'a [String],
    found: &'a [(TokenRange, Signal)],
    index: usize,
}

impl Clause<'_> {
    /// Whether a word before it, in reach and in the same clause, turns it into its opposite. A word that turns over
    /// something nearer is used up.
    fn negated(&self) -> bool {
        let (TokenRange { start: at, .. }, wanted) = self.found[self.index];
        let critical = matches!(wanted, Signal::Criticism(_));
        self.found[..self.index]
            .iter()
            .rev()
            .take_while(|(range, _)| at - range.start <= REACH && !self.parted(range.start, at))
            .find_map(|(range, signal)| match signal {
                Signal::Negation => Some(true),
                Signal::Remedy if critical => Some(true),
                Signal::Criticism(_) if self.tokens[*range].iter().any(|word| CLAUSES.reaching.has(word)) => Some(true),
                Signal::Criticism(_) if !critical => Some(false),
                _ => None,
            })
            .unwrap_or(false)
    }

    /// Whether words behind a criticism say that it is dealt with: "delays have been reduced".
    fn remedied(&self, from: usize) -> bool {
        // However far off, "have been addressed" says it of the subject.
        let has_been =
            |at: usize| matches!(&self.tokens[from..at], [.., have, been] if been == "been" && have.starts_with("ha"));
        let in_reach = |range: &TokenRange| range.start - from < REMEDY_REACH || has_been(range.start);
        let mut behind = self.found[self.index + 1..].iter().take_while(|(range, _)| in_reach(range));
        behind.find_map(|(range, signal)| match signal {
            _ if self.parted(from, range.start) => Some(false),
            Signal::Remedy => {
                Some(!self.tokens[from..range.start].iter().any(|word| matches!(word.as_str(), "to" | "not")))
            }
            // "Widespread failures", "delays and weaknesses": one criticism of two words.
            Signal::Criticism(_) if range.start - from < 2 => None,
            Signal::Criticism(_) | Signal::Negation => Some(false),
            _ => None,
        }) == Some(true)
    }

    fn parted(&self, from: usize, to: usize) -> bool {
        self.tokens[from..to].iter().any(|word| word == "," || word == "but")
    }
}

#[cfg(test)]
mod tests {
    use super::{Stance, read};
    use crate::language::words_and_pauses as tokens;

    fn all(expected: Stance, sentences: &[&str]) {
        for sentence in sentences {
            let reading = read(&tokens(sentence));
            assert_eq!(reading.stance, expected, "{sentence} {reading:?}");
        }
    }

    #[test]
    fn praise_is_praise_whatever_hardship_it_is_about() {
        all(
            Stance::Praise,
            &[
                "Avershire’s leaders are ambitious for children.",
                "Children at risk of exploitation are identified quickly and well supported.",
                "Families who live with domestic abuse or neglect get strong, sensitive help.",
                "Drift and delay are rare, and planning is robust.",
                "There is no drift in the strong plans that social workers make.",
                "Leaders have swiftly addressed weaknesses in the service.",
                "Visits are not only regular but also purposeful.",
                "Leaders know the service well and are not complacent.",
                "Past delays in the work of the duty team have been reduced by strong and stable teams.",
                "When placements become fragile, skilled workers act swiftly.",
                "Moves are planned well and without unnecessary delay.",
                "Workers quickly find the help that families need to stay together.",
                "Turnover is no longer a concern and teams are stable.",
                "Children who are missing get a swift, skilled and sensitive response.",
                "When children in care are missing, skilled workers find them quickly and support them well.",
                "Children missing from education are found quickly and supported well.",
                "Skilled carers have thoughtful and meaningful talks with children about what happened while they had been missing.",
                "The widespread failures that inspectors found in the autumn of 2023 have been addressed, with tangible improvements for children.",
            ],
        );
    }

    #[test]
    fn criticism_is_criticism_however_many_good_words_it_turns_over() {
        all(
            Stance::Criticism,
            &[
                "Responses in Avershire are not consistently robust.",
                "Too many children wait for a worker.",
                "Oversight has not been effective.",
                "Plans are less well considered.",
                "The quality of assessments is variable.",
                "Supervision is inconsistent and too slow.",
                "Managers need to improve the quality of plans.",
                "There is drift and delay for babies.",
                "A lack of effective oversight leaves children waiting.",
                "Weaknesses have not been addressed.",
                "There has been a lack of sufficiently experienced and ambitious leaders to drive the necessary improvements.",
                "When visits happen, they are often superficial.",
                "The foundations that children rely on for strong and effective help at the right time were missing, almost wholly.",
                "A clear and effective strategy for skilled foster carers is still absent.",
                "In two teams, good and timely supervision by skilled managers was largely missing.",
            ],
        );
    }

    #[test]
    fn a_sentence_that_turns_half_way_is_mixed() {
        all(
            Stance::Mixed,
            &[
                "Plans are strong, but visits are late.",
                "Although leaders are ambitious, it is hard to hire.",
                "However, children are well supported by skilled workers.",
                "Better plans are detailed and purposeful.",
                "Where practice is stronger, children thrive.",
                "There is a better and swift response for babies in town.",
                "Children whose plans are clear and strong make good progress.",
                "Services have improved well since 2019, when they were judged inadequate.",
            ],
        );
    }

    #[test]
    fn procedure_is_neutral() {
        all(
            Stance::Neutral,
            &[
                "Leaders were open to challenge during the inspection.",
                "The panel meets each month.",
                "Cases are then allocated to a team.",
                "Visits are regular.",
            ],
        );
    }

    #[test]
    fn hedges_are_counted() {
        assert_eq!(read(&tokens("In most cases, plans are mostly strong.")).hedges, 6);
    }
}
