//! Changes of grades that are told without the grades: "care leavers went up a grade". Not here: whether they are true (moved).

use super::letters::{Letters, is, letters, taken};
use super::reader::Reader;
use super::tokens::{Sentence, Token};
use super::{Claim, Whose};
use crate::check::evidence::prose::{Part, Prose};
use crate::inspection::Direction;
use crate::language::pattern::{self, Pattern};
use crate::text::{Span, TextSpan};
use std::sync::LazyLock;

/// What a text says of a change.
#[derive(Clone, Debug)]
pub(in crate::check) struct Move {
    /// The words of the change.
    pub(in crate::check) place: TextSpan,
    /// What has another grade now, or the same.
    pub(in crate::check) whose: Whose,
    /// Which way it went.
    pub(in crate::check) way: Direction,
    /// How many grades.
    pub(in crate::check) steps: Option<u64>,
    /// Whether it can only be a change of grades: the sentence says "grade", "rating" or "upgraded".
    pub(in crate::check) of_grades: bool,
}

/// A grade that is said to be that of an earlier year: "Good (the same as in 2021)".
pub(in crate::check) struct Same<'a> {
    /// The words that say so.
    pub(in crate::check) span: Span,
    /// The year.
    pub(in crate::check) year: i16,
    /// The grade.
    pub(in crate::check) claim: &'a Claim,
}

static SAME: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"(?i)\b(?:the same as in|unchanged since|as it was in) (\d{4})"));

/// The grades that a leaf says to be those of an earlier year, of those that it claims.
pub(in crate::check) fn same_as_before<'a>(part: &'a Part, claims: &'a [Claim]) -> impl Iterator<Item = Same<'a>> {
    SAME.captures_iter(&part.own).filter_map(|found| {
        let span = Span::from(found.get(0)?.range());
        let claim = claims.iter().rfind(|claim| claim.place.span.end <= span.start)?;
        Some(Same { span, year: found[1].parse().ok()?, claim })
    })
}

/// Beginnings of words without which no sentence tells of a change of grades.
static SIGNS: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words("(?i)grad|rating|notch|rung|change|budge|stood still|marked|judgement"));

static CHANGE: Letters = letters("(?:^|[^p])([UD7])");
static STEPS: Letters = letters("[UD](?:[tTapo]{1,3}(?:#)?|#)[tTa]*[N8]");
/// What may be changed: the grade of a judgement, or a change that can only be one of grades.
static OF_A_GRADE: Letters = letters("[N8].*[UD7]|[UD7].*[N8]|A.*7|7.*A");
/// Nothing is said to have happened.
static NOT_SAID: Letters = letters("[wmMcX]|[?]$");
static EVERY: Letters = letters("Q[pt#]*[BNW]");

impl Reader {
    /// The changes that one leaf tells without naming a grade.
    pub(in crate::check) fn moves(&self, prose: &Prose, leaf: usize) -> Vec<Move> {
        let part = &prose.parts[leaf];
        let one = |range: &Span| {
            let text = &part.plain[*range];
            if !SIGNS.is_match(text) {
                return None;
            }
            let sentence = self.lexicon.read(text);
            let (at, whose, way, steps) = self.move_of(&sentence)?;
            let place = sentence.place(leaf, range.start, sentence.tokens[at].span);
            let lower = text.to_lowercase();
            let of_grades = ["grade", "rating", "notch", "rung"].iter().any(|sign| lower.contains(sign));
            Some(Move { place, whose, way, steps, of_grades })
        };
        part.sentences.iter().filter_map(one).collect()
    }

    fn move_of(&self, sentence: &Sentence) -> Option<(usize, Whose, Direction, Option<u64>)> {
        if is(&NOT_SAID, &sentence.tags) || sentence.tags.contains('G') {
            return None;
        }
        let letters = self.with_kept(sentence);
        let tags = letters.as_str();
        let first = self.years.iter().min().copied().unwrap_or(i16::MAX);
        let is_to_come = |year| self.latest_year().is_none_or(|latest| year > latest);
        // A change from one earlier inspection to another is not looked at.
        if sentence.every_year().filter(|year| *year < first).count() > 1 || sentence.every_year().any(is_to_come) {
            return None;
        }
        let at = taken(&CHANGE, tags)?.start;
        let form = sentence.tokens[at].form.as_str();
        if !(is(&OF_A_GRADE, tags) || form.contains("grade") || form.contains("marked")) {
            return None;
        }
        let way = match tags.as_bytes()[at] {
            b'U' => Direction::Up,
            b'D' => Direction::Down,
            _ => Direction::Same,
        };
        let named = sentence.named();
        let whose = match () {
            () if tags.contains(['n', 'S', 's', 'J', 'E', 'h', 'e']) => Whose::Other,
            () if is(&EVERY, tags) => Whose::All,
            () if !named.is_empty() => Whose::Areas(named),
            // A number of grades is counted elsewhere.
            () if tags.contains('#') && tags.contains(['B', 'N']) && !is(&STEPS, tags) => return None,
            () if tags.contains(['W', 'O']) => Whose::Whole,
            () => Whose::Other,
        };
        let steps = taken(&STEPS, tags).map(|found| sentence.numbers(found).next().unwrap_or(1));
        Some((at, whose, way, steps.filter(|_| way != Direction::Same)))
    }

    /// The letters of a sentence in which "kept its grade" says that it is unchanged.
    fn with_kept(&self, sentence: &Sentence) -> String {
        let letter = |(token, letter): (&Token, char)| match letter {
            'g' if self.grammar.keep_verbs.contains(&token.form) => '7',
            _ => letter,
        };
        sentence.tokens.iter().zip(sentence.tags.chars()).map(letter).collect()
    }
}
