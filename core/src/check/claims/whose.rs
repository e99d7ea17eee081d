//! Whose grade it is that a sentence names. Not here: the rules (grammar).

use super::letters::{Letters, letters, taken};
use super::reader::{Around, Draft, Reader};
use super::tokens::Sentence;
use super::{Count, Whose};
use crate::language::TokenRange;
use crate::text::{Span, TextSpan};
use crate::wording::WhoseRule;

/// "of the five": of how many a number is.
static OF_HOW_MANY: Letters = letters("^G?N?[pFt]+(#)");

impl Reader {
    /// Sets whose the grade is; returns where the words begin that the next grade may be about.
    pub(super) fn find_whose<P: Fn(Span) -> TextSpan>(&self, draft: &mut Draft, around: &Around<'_, P>) -> usize {
        let &Around { sentence, used, place, .. } = around;
        let at = draft.at;
        let right = &sentence.tags[at + 1..];
        let rules = self.grammar.whose_after.iter().filter(|rule| rule.fits(&draft.left[used..], right));
        let after = rules.map(|rule| (rule, rule.after(right))).find_map(|(rule, taken)| Some((rule, taken?)));
        let Some((rule, taken)) = after else {
            self.find_whose_before(draft, around);
            return at + 1;
        };
        let kind = rule.gives;
        draft.claim.path.whose = &rule.name;
        draft.claim.plain &= kind != WhoseRule::Elsewhere;
        let taken = taken + (at + 1);
        draft.claim.whose = match kind {
            WhoseRule::Areas => Whose::Areas(sentence.areas(taken)),
            WhoseRule::Count => counted(sentence, taken.start, place),
            WhoseRule::All if sentence.letters(taken).contains('h') => Whose::Rest(sentence.named()),
            WhoseRule::All => all(sentence, taken, place),
            WhoseRule::Whole => Whose::Whole,
            _ => Whose::Other,
        };
        if matches!(kind, WhoseRule::Whole | WhoseRule::Elsewhere) { at + 1 } else { taken.end }
    }

    /// The same, from the words before the grade.
    fn find_whose_before<P: Fn(Span) -> TextSpan>(&self, draft: &mut Draft, around: &Around<'_, P>) {
        let &Around { sentence, before, graded, used, others, place } = around;
        let left = draft.left.clone();
        let part = &left[used..];
        let rules = self.grammar.whose_before.iter().filter(|rule| may(rule.gives, sentence, draft.at, others));
        let found = rules.map(|rule| (rule, rule.before(part))).find_map(|(rule, taken)| Some((rule, taken?)));
        let (name, kind, taken) = match &found {
            Some((rule, taken)) => (rule.name.as_str(), rule.gives, *taken + used),
            None => ("nobody's", WhoseRule::Other, TokenRange::default()),
        };
        draft.claim.path.whose = name;
        draft.bare = matches!(kind, WhoseRule::Pronoun) || kind == WhoseRule::Whole && !part.contains(['W', 'O']);
        draft.claim.whose = match kind {
            WhoseRule::Areas => {
                Some(sentence.areas(taken)).filter(|areas| !areas.is_empty()).map_or(Whose::Other, Whose::Areas)
            }
            WhoseRule::All => all(sentence, taken, place),
            WhoseRule::Rest => {
                // What is left over is left over of everything that was graded so far.
                let mut named = sentence.named_or(before);
                named.extend_from_slice(graded);
                draft.claim.sure = !named.is_empty() && !part.contains("#h");
                Whose::Rest(named)
            }
            WhoseRule::Count | WhoseRule::Plural if sentence.tags[used..taken.start].contains('e') => {
                all_but_one(place(sentence.tokens[taken.start].span))
            }
            WhoseRule::Count | WhoseRule::Plural => counted(sentence, taken.start, place),
            WhoseRule::Former | WhoseRule::Latter => {
                let named = sentence.named_or(before);
                draft.claim.sure = named.len() == 2;
                let one = if kind == WhoseRule::Former { named.first() } else { named.last() };
                one.map_or(Whose::Other, |area| Whose::Areas(vec![area.clone()]))
            }
            WhoseRule::Pronoun | WhoseRule::Alone => pronoun(draft, before, kind),
            WhoseRule::Noun | WhoseRule::Whole => Whose::Whole,
            WhoseRule::Same => match others.last() {
                Some(last) if !matches!(last.claim.whose, Whose::Count(_)) => {
                    draft.claim.sure &= last.claim.sure;
                    last.claim.whose.clone()
                }
                _ => Whose::Other,
            },
            WhoseRule::Elsewhere | WhoseRule::Other => Whose::Other,
        };
        // The service as a whole is meant where nothing else is named.
        draft.claim.sure &= !(draft.bare && draft.claim.whose == Whose::Whole && sentence.tags.contains('A'));
        draft.claim.plain &= kind != WhoseRule::Elsewhere;
    }
}

/// Whether a rule about what comes before a grade may be used: what it asks besides the letters.
fn may(kind: WhoseRule, sentence: &Sentence, at: usize, others: &[Draft]) -> bool {
    let right = &sentence.tags[at + 1..];
    match kind {
        WhoseRule::Same => !others.is_empty(),
        WhoseRule::Noun => right.starts_with('N') || right.starts_with("ON"),
        WhoseRule::Plural => {
            let one = sentence.numbers(TokenRange::new(at.saturating_sub(2), at)).last() == Some(1);
            one || right.starts_with(['B', 'N']) || sentence.tokens[at].form.ends_with('s')
        }
        WhoseRule::Alone => right.is_empty() || right.starts_with('.'),
        _ => true,
    }
}

/// Every judgement, or all but one.
fn all(sentence: &Sentence, taken: TokenRange, place: &impl Fn(Span) -> TextSpan) -> Whose {
    if sentence.tags.contains('e') {
        let token = sentence.tokens.get(taken.start).or(sentence.tokens.last());
        return token.map_or(Whose::Other, |token| all_but_one(place(token.span)));
    }
    Whose::All
}

fn all_but_one(place: TextSpan) -> Whose {
    Whose::Count(Count { number: None, total: None, place })
}

/// A number of judgements, which a token gives.
fn counted(sentence: &Sentence, at: usize, place: &impl Fn(Span) -> TextSpan) -> Whose {
    let Some(number) = sentence.numbers(TokenRange::new(at, at + 1)).next() else { return Whose::Other };
    let of = taken(&OF_HOW_MANY, &sentence.tags[at + 1..]).map(|of| of + (at + 1));
    let total = of.and_then(|of| sentence.numbers(of).last());
    Whose::Count(Count { number: Some(number), total, place: place(sentence.tokens[at].span) })
}

/// What the sentence before names; nothing else is known of a grade that is a sentence by itself, unless it is a grade by its form.
fn pronoun(draft: &Draft, before: &Sentence, kind: WhoseRule) -> Whose {
    let named = before.named();
    let whole =
        kind == WhoseRule::Pronoun || draft.claim.plain || before.tokens.is_empty() || before.tags.contains(['W', 'O']);
    match (named.is_empty(), whole) {
        (false, _) => Whose::Areas(named),
        (true, true) => Whose::Whole,
        (true, false) => Whose::Other,
    }
}
