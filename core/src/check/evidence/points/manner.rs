//! What a sentence makes of something that the report wants improved: that it has to be, that it is good, or that it is done. Not
//! here: which point the sentence is about.

use crate::language::{
    Assertion, Excerpt, LIMIT_WORDS, List, Marker, Phrases, Token, TokenRange, assertion, is_function_word, read,
};
use crate::quotable::{Leaning, leaning};
use crate::text::Span;
use serde::Deserialize;
use std::sync::LazyLock;

/// What a sentence makes of what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Manner {
    /// That something has to be done about it.
    Wanting,
    /// That it is good.
    Praise,
    /// That all is done about it.
    Done,
    /// That something is so, and neither that it is good nor that it is not.
    Statement,
    /// None of these: it is a question, or only names it.
    Plain,
}

const FILE: &str = include_str!("../../../../data/points/telling.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lists {
    wanting: List,
    done: List,
    fine: List,
    begun: List,
    asked: List,
    inspectors: List,
    part: List,
    nothing: List,
    to_improve: List,
    all_points: List,
    spared: List,
}

/// What the lists say, ready to be looked for.
struct Signs {
    wanting: Phrases<()>,
    done: Phrases<()>,
    contrast: Phrases<()>,
    fine: Phrases<()>,
    begun: Phrases<()>,
    asked: Phrases<()>,
    inspectors: Phrases<()>,
    part: Phrases<()>,
    nothing: Phrases<()>,
    to_improve: Phrases<()>,
    all_points: Phrases<()>,
    spared: Phrases<()>,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let lists: Lists = read(FILE);
    let of = |all: &[&List]| Phrases::new(all.iter().flat_map(|list| list.iter().map(|phrase| (phrase, ()))));
    Signs {
        wanting: of(&[&lists.wanting, Marker::Modal.list(), Marker::Wish.list()]),
        done: of(&[&lists.done]),
        contrast: of(&[&LIMIT_WORDS.contrast]),
        fine: of(&[&lists.fine]),
        begun: of(&[&lists.begun]),
        asked: of(&[&lists.asked]),
        inspectors: of(&[&lists.inspectors]),
        part: of(&[&lists.part]),
        nothing: of(&[&lists.nothing]),
        to_improve: of(&[&lists.to_improve]),
        all_points: of(&[&lists.all_points]),
        spared: of(&[&lists.spared]),
    }
});

/// A sentence, or a part of it, in which phrases are looked for.
#[derive(Clone, Copy)]
struct Head<'a>(Excerpt<'a>);

impl<'a> Head<'a> {
    /// A sentence up to where it says what something is good for.
    fn of(sentence: Excerpt<'a>) -> Head<'a> {
        let ends = [", so ", " so that ", " to achieve "].into_iter().filter_map(|limit| sentence.words().find(limit));
        let Span { start, end } = sentence.span;
        Head(sentence.part(Span::new(start, ends.min().map_or(end, |length| start + length))))
    }

    fn tokens(self) -> &'a [Token] {
        self.0.tokens
    }

    fn has(self, phrases: &Phrases<()>) -> bool {
        (0..self.tokens().len()).any(|at| phrases.longest(&self.tokens()[at..]).is_some())
    }

    /// Whether it says that something has to be done; "plans say what has to change" does not.
    fn wants(self) -> bool {
        let is_told = |at: usize| at > 0 && matches!(self.tokens()[at - 1].form.as_str(), "what" | "who");
        SIGNS.wanting.find(self.tokens()).into_iter().any(|(range, ())| !is_told(range.start))
    }

    /// Where phrases are that the sentence states.
    fn stated(self, phrases: &Phrases<()>) -> Vec<TokenRange> {
        let stated = |range: &TokenRange| assertion(self.0, range.span(self.tokens())) == Assertion::Stated;
        phrases.find(self.tokens()).into_iter().map(|(range, ())| range).filter(stated).collect()
    }

    /// Whether it has a verb of its own, and not only in a relative clause.
    fn states(self) -> bool {
        const VERBS: [&str; 9] = ["is", "are", "was", "were", "has", "have", "had", "do", "does"];
        let is_verb = |at: usize| VERBS.contains(&self.tokens()[at].form.as_str());
        let is_relative = |at: usize| at > 0 && matches!(self.tokens()[at - 1].form.as_str(), "who" | "which" | "that");
        (0..self.tokens().len()).any(|at| is_verb(at) && !is_relative(at))
    }

    /// Whether it denies what one of the phrases says.
    fn denies(self, phrases: &Phrases<()>) -> bool {
        let denied = |range: &TokenRange| assertion(self.0, range.span(self.tokens())) == Assertion::Denied;
        phrases.find(self.tokens()).iter().any(|(range, ())| denied(range))
    }

    /// Whether it says of something that it is there already.
    fn is_there(self) -> bool {
        let already = self.tokens().iter().position(|token| token.form == "already");
        already.is_some_and(|already| {
            let wanted = SIGNS.wanting.find(self.tokens()).first().is_some_and(|(range, ())| range.start < already);
            !wanted && !self.has(&SIGNS.begun)
        })
    }
}

/// Returns what a sentence makes of what it is about.
pub(super) fn manner(sentence: Excerpt<'_>) -> Manner {
    if sentence.words().trim_end().ends_with('?') {
        return Manner::Plain;
    }
    let (head, whole) = (Head::of(sentence), Head(sentence));
    let Leaning { praises, criticises } = leaning(head.0.words());
    let done = whole.stated(&SIGNS.done);
    // What follows a "but" is what the sentence says in the end.
    let turned = |from: usize| SIGNS.contrast.find(whole.tokens()).iter().any(|(range, ())| range.start > from);
    if done.last().is_some_and(|range| !turned(range.start)) {
        return Manner::Done;
    }
    let spared = SIGNS.spared.find(whole.tokens());
    if spared.last().is_some_and(|(range, ())| !turned(range.start)) || !criticises && head.is_there() {
        return Manner::Praise;
    }
    let denied = done.is_empty() && whole.has(&SIGNS.done) || head.denies(&SIGNS.fine);
    if criticises || denied || head.wants() {
        return Manner::Wanting;
    }
    let is_good = (praises || !head.stated(&SIGNS.fine).is_empty()) && !whole.has(&SIGNS.part);
    match is_good {
        true => Manner::Praise,
        false if head.states() => Manner::Statement,
        false => Manner::Plain,
    }
}

/// Returns whether a heading asks for something; one that only gives a bad result does not.
pub(super) fn asks_for_more(heading: Excerpt<'_>) -> bool {
    Head::of(heading).has(&SIGNS.wanting)
}

/// Returns whether words that introduce others say that those are about what has to improve.
pub(super) fn introduces_points(words: Excerpt<'_>) -> bool {
    let head = Head::of(words);
    let denied = || head.tokens().iter().any(|token| Marker::Negation.list().has(&token.form));
    head.has(&SIGNS.wanting) || denied() || leaning(words.words()).criticises
}

/// Returns where a sentence begins to say what the inspectors ask for.
pub(super) fn asked(sentence: Excerpt<'_>) -> Option<usize> {
    let head = Head::of(sentence);
    let of_us = || head.tokens().iter().any(|token| matches!(token.form.as_str(), "us" | "point" | "points"));
    let (asks, ()) = SIGNS.asked.find(head.tokens()).into_iter().next()?;
    (of_us() || is_attributed(sentence)).then(|| head.tokens()[asks.end - 1].span.end)
}

/// Returns whether a sentence says whose findings it hands on: the inspectors'.
pub(super) fn is_attributed(sentence: Excerpt<'_>) -> bool {
    Head(sentence).has(&SIGNS.inspectors)
}

/// Returns the words that say that the report has no points to improve, or that all of them are done.
pub(in crate::check) fn no_points_left(sentence: Excerpt<'_>) -> Option<Span> {
    let head = Head::of(sentence);
    let all_done = || {
        let all = head.stated(&SIGNS.all_points).into_iter().next()?;
        (manner(sentence) == Manner::Done).then_some(all)
    };
    let nothing = || {
        let first = head.stated(&SIGNS.nothing).into_iter().next()?;
        let last = SIGNS.to_improve.find(head.tokens()).into_iter().map(|(range, ())| range);
        let last = last.into_iter().find(|last| last.start >= first.end)?;
        let joins = |token: &Token| is_function_word(&token.form) || JOINS.contains(&token.form.as_str());
        head.tokens()[first.end..last.start].iter().all(joins).then_some(TokenRange::new(first.start, last.end))
    };
    all_done().or_else(nothing).map(|range| range.span(head.tokens()))
}

/// Words, apart from the small ones, that may come between "nothing" and "to improve".
const JOINS: [&str; 6] = ["need", "needs", "report", "inspection", "inspectors", "found"];

#[cfg(test)]
mod tests {
    use super::{FILE, Manner, manner, no_points_left};
    use crate::language::{Excerpt, mistakes, tokens};

    #[test]
    fn every_list_does_what_its_examples_say() {
        assert_eq!(mistakes(FILE), [""; 0]);
    }

    #[test]
    fn a_sentence_wants_praises_or_has_done() {
        for (wanted, sentences) in [
            (
                Manner::Wanting,
                &[
                    "Supervision has to be more regular.",
                    "Checks come too late.",
                    "We have not put right the checks.",
                    "We have still to make them consistent.",
                    "The watch kept on them is not tight enough.",
                    "Ofsted asks us to improve the checks.",
                    "We have improved the checks, but some are late.",
                ][..],
            ),
            (
                Manner::Praise,
                &[
                    "Supervision is regular and thorough.",
                    "Plans say clearly what has to change.",
                    "There were no concerns about the visits.",
                    "Checks are made on time.",
                ],
            ),
            (Manner::Done, &["We have put right the checks.", "The checks used to be late, but we have fixed that."]),
            (Manner::Statement, &["The panel has a new chair."]),
            (Manner::Plain, &["The supervision of social workers.", "Is supervision good?"]),
        ] {
            for sentence in sentences {
                assert_eq!(manner(Excerpt::all(sentence, &tokens(sentence))), wanted, "{sentence}");
            }
        }
    }

    #[test]
    fn a_sentence_says_that_nothing_is_left_to_improve() {
        let no_points_left = |text: &str| no_points_left(Excerpt::all(text, &tokens(text)));
        assert!(no_points_left("There is nothing in this report that we have to improve.").is_some());
        assert!(no_points_left("Ofsted found nothing to improve.").is_some());
        assert!(no_points_left("We have put right every one of the points.").is_some());
        for honest in [
            "We have not put right all of the points.",
            "Each point is answered in our plan.",
            "There is more to improve.",
            "Nothing matters more to us than to improve.",
        ] {
            assert!(no_points_left(honest).is_none(), "{honest}");
        }
    }
}
