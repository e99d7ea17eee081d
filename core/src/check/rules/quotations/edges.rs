//! What was cut from the sentences of a source at the ends of a quotation: words without which the rest says more, or
//! something else. Not here: what was left out inside (compare).
//!
//! Only the words next to the cut are read. Words that the text itself has before the quotation are not cut.

use crate::check::evidence::passages::Passages;
use crate::language::{self, LIMIT_WORDS, List, Marker, Token, TokenRange};
use crate::quotable::leaning;

/// A cut.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The words that were cut, as the source prints them.
    pub(super) words: String,
    /// The source's sentence.
    pub(super) sentence: String,
    /// Whether the rest has another sense without them, and not only a wider one.
    pub(super) turns: bool,
    /// Whether they come before the quotation.
    pub(super) opens: bool,
}

/// How many words may follow those that say of how many before the quotation begins: "a few plans | set out ...".
const COUNTED: usize = 3;

/// Returns what an ellipsis leaves out of the ends of two sentences, between some words and those that follow in a later sentence, if
/// the rest has another sense without it.
pub(super) fn left_out(before: usize, after: usize, source: &Passages) -> Option<String> {
    let sentence = |word: usize| {
        let (text, at) = (&source.passage(word).text, source.word(word).span);
        let all = language::sentences(text);
        Some((text, *all.iter().find(|sentence| sentence.contains(at.start))?, at))
    };
    let (text, closing, last) = sentence(before)?;
    let rest = text.get(last.end..closing.end)?.trim_end_matches(['.', '!', '?']);
    if taken_back(rest) == Some(true) {
        return Some(rest.trim().to_owned());
    }
    let (text, opening, first) = sentence(after)?;
    let dropped = &text[opening.start..first.start];
    denied_or_counted(dropped).map(|at| dropped[at..].trim().to_owned())
}

/// Returns what was cut at the ends of some words of a source, if it matters.
///
/// `before` and `after` are the text's own words around the quotation.
pub(super) fn cut(words: TokenRange, source: &Passages, before: &str, after: &str) -> Option<Cut> {
    let passage = &source.passage(words.start).text;
    let first = source.word(words.start).span.start;
    let last =
        (source.number(words.end - 1) == source.number(words.start)).then(|| source.word(words.end - 1).span.end)?;
    let sentences = language::sentences(passage);
    let opening = sentences.iter().find(|sentence| sentence.contains(first))?;
    let closing = sentences.iter().find(|sentence| sentence.start < last && last <= sentence.end)?;
    let found = |words: &str, opens, turns| Cut {
        words: words.trim_matches([' ', ',', ';']).to_owned(),
        sentence: passage[opening.start..closing.end].to_owned(),
        turns,
        opens,
    };
    let dropped = &passage[opening.start..first];
    let rest = &passage[last..closing.end];
    let head = |reads: fn(&str) -> Option<usize>| reads(dropped).filter(|_| !keeps(before)).map(|at| &dropped[at..]);
    if let Some(words) = head(denied_or_counted) {
        return Some(found(words, true, true));
    }
    if let Some(turns) = taken_back(rest).filter(|_| !goes_on(after)) {
        return Some(found(rest.trim_end_matches(['.', '!', '?']), false, turns));
    }
    head(limited).map(|words| found(words, true, false))
}

/// Whether a word denies, or says that there is too little.
pub(super) fn negates(form: &str) -> bool {
    Marker::Negation.list().has(form) || LIMIT_WORDS.scarcity.has(form) || form.ends_with("n't")
}

fn form(token: &Token) -> &str {
    token.form.as_str()
}

/// Whether tokens begin with a phrase.
fn begins(tokens: &[Token], phrase: &str) -> bool {
    let mut forms = tokens.iter().map(form);
    phrase.split(' ').all(|word| forms.next() == Some(word))
}

fn begins_with_any(tokens: &[Token], list: &List) -> bool {
    list.iter().any(|phrase| begins(tokens, phrase))
}

/// Returns where words begin, at the end of what was cut, that deny what follows, wish it, or say of how many it is true.
fn denied_or_counted(dropped: &str) -> Option<usize> {
    let tokens = language::tokens(dropped);
    let clause = tokens.iter().rposition(|token| dropped[token.span.end..].trim_start().starts_with([',', ';', ':']));
    let from = clause.map_or(0, |comma| comma + 1);
    let from = from + usize::from(tokens.get(from).is_some_and(|first| matches!(form(first), "and" | "but" | "or")));
    let subject = &tokens[from..];
    let at = |token: usize| tokens.get(token).map(|token| token.span.start);
    let counts = |phrase: &str| {
        let words = phrase.split(' ').count();
        begins(subject, phrase) && subject.len() <= words + COUNTED
    };
    if LIMIT_WORDS.how_many.iter().any(counts)
        || matches!(subject.first().map(form), Some("no" | "none" | "neither" | "nobody"))
    {
        return at(from);
    }
    let mut wished = (1..=2).rev().filter_map(|words| tokens.len().checked_sub(words)).filter(|start| *start >= from);
    let wish =
        wished.find(|start| LIMIT_WORDS.not_yet.has(&tokens[*start..].iter().map(form).collect::<Vec<_>>().join(" ")));
    let too = subject.iter().rposition(|token| token.form == "too").map(|place| from + place);
    let too = too.filter(|place| tokens.len() == place + 3 && matches!(form(&tokens[place + 2]), "for" | "to"));
    let near = tokens[from..].iter().rev().take_while(|token| LIMIT_WORDS.between.has(form(token))).count();
    let negation = tokens.len().checked_sub(near + 1).filter(|place| *place >= from && negates(&tokens[*place].form));
    wish.or(too).or(negation).and_then(at)
}

/// Returns where words begin, at the end of what was cut, without which the rest says more: a case in which it is so, that it is so
/// in part, or what is amiss for all that is good.
fn limited(dropped: &str) -> Option<usize> {
    let tokens = language::tokens(dropped);
    let at = |token: usize| tokens.get(token).map(|token| token.span.start);
    let is_clause = dropped.trim_end().ends_with(',');
    if is_clause && begins_with_any(&tokens, &LIMIT_WORDS.in_case) {
        return at(0);
    }
    let last = tokens.len().checked_sub(1)?;
    if LIMIT_WORDS.in_part.has(form(&tokens[last])) {
        return at(last);
    }
    // "They were slow to see it, but they | now act": the subject alone may come between.
    let contrast = (last.saturating_sub(COUNTED)..=last).find(|at| LIMIT_WORDS.contrast.has(form(&tokens[*at])))?;
    let before = &dropped[..tokens[contrast].span.start];
    let is_amiss = leaning(before).criticises || tokens[..contrast].iter().any(|token| negates(&token.form));
    let is_amiss =
        is_amiss || LIMIT_WORDS.how_many.iter().any(|phrase| before.to_lowercase().contains(&format!(" {phrase} ")));
    is_amiss.then(|| at(0)).flatten()
}

/// Whether the text says before the quotation what was cut, in whichever words.
fn keeps(before: &str) -> bool {
    let sentence = before.rfind(['.', '?', '!']).map_or(0, |end| end + 1);
    let near = language::tokens(&before[sentence..]);
    (0..near.len()).any(|place| {
        let rest = &near[place..];
        negates(&rest[0].form)
            || begins_with_any(rest, &LIMIT_WORDS.how_many)
            || begins_with_any(rest, &LIMIT_WORDS.not_yet)
            || begins_with_any(rest, &LIMIT_WORDS.in_case)
            || LIMIT_WORDS.contrast.has(form(&rest[0]))
            || LIMIT_WORDS.in_part.has(form(&rest[0]))
            || rest[0].form == "too"
    })
}

/// Whether the end of a sentence turns (true) or may turn (false) the sense of what it follows; `None` where it does neither.
fn taken_back(rest: &str) -> Option<bool> {
    let tokens = language::tokens(rest);
    let first = form(tokens.first()?);
    let is_denied = || tokens.iter().any(|token| negates(&token.form));
    if LIMIT_WORDS.contrast.has(first) {
        return Some(is_denied() || leaning(rest).criticises);
    }
    let is_within = LIMIT_WORDS.within.has(first);
    let counts = is_within && begins_with_any(&tokens[1..], &LIMIT_WORDS.how_many);
    if counts || begins_with_any(&tokens, &LIMIT_WORDS.once) {
        return Some(true);
    }
    if rest.starts_with(',') {
        return None;
    }
    // "high in the services that have been stable"
    let some =
        is_within.then(|| tokens.iter().take(WITHIN).position(|token| LIMIT_WORDS.which.has(form(token)))).flatten();
    let is_some = some.is_some_and(|which| !rest[..tokens[which].span.start].contains(','));
    (is_some || begins_with_any(&tokens, &LIMIT_WORDS.in_case)).then(is_denied)
}

/// How many words may come before the one that narrows: "in the few offices that ...".
const WITHIN: usize = 6;

/// Whether the text goes on after the quotation with what takes it back, or narrows it.
fn goes_on(after: &str) -> bool {
    let tokens = language::tokens(after);
    (0..tokens.len().min(8)).any(|place| {
        let rest = &tokens[place..];
        LIMIT_WORDS.contrast.has(form(&rest[0]))
            || begins_with_any(rest, &LIMIT_WORDS.how_many)
            || begins_with_any(rest, &LIMIT_WORDS.once)
            || begins_with_any(rest, &LIMIT_WORDS.in_case)
    })
}

#[cfg(test)]
mod tests {
    use crate::check::rules::quotations::CHECK;
    use crate::check::tests::{With, expect_with};

    #[test]
    fn what_is_cut_may_turn_the_sense() {
        let instead = [(
            "Families receive thoughtful help.",
            "Families receive thoughtful help. Not all children who wait get a good service. Most homes are close by. Managers do not always check the work of new staff. There is no doubt that leaders listen. Staff feel heard, but some do not stay. Carers are well trained, although support at weekends is strong. Visits are made on time in most cases. A few plans are too long. No parent said that they were left alone. Managers should ask sooner. It is too early for families to notice. Panels were slow a year ago. Pay is good in the teams that are full and poor in those that are not. Talks are frank where leaders are there. Where leaders are there, notes are kept. Heads only meet online. Chairs were slow to see it and failed to act, but they now ask.",
        )];
        expect_with(
            &CHECK,
            &With { instead: &instead, ..With::default() },
            "Inspectors said: “Not all children who wait get a good service.”
            Inspectors said that “children who wait get a good service”. // finding: quotation-turned ‹children who wait get a good service›
            Inspectors said: “All children who wait get a good service.” // finding: quotation-turned ‹All children who wait get a good service.›
            Inspectors said that not every one of the “children who wait get a good service”.
            Inspectors found “homes are close by”. // finding: quotation-turned ‹homes are close by›
            Inspectors found that most “homes are close by”.
            Managers “check the work of new staff”, inspectors said. // finding: quotation-turned ‹check the work of new staff›
            Inspectors said managers do not always “check the work of new staff”.
            Inspectors said: “There is no doubt that leaders listen.”
            Inspectors said that “leaders listen”.
            Inspectors said: “Staff feel heard”. // finding: quotation-turned ‹Staff feel heard›
            Inspectors said “staff feel heard”, but that some leave.
            Inspectors said: “Carers are well trained”. // finding: quotation-cut-short ‹Carers are well trained›
            Inspectors said: “Visits are made on time”. // finding: quotation-turned ‹Visits are made on time›
            Inspectors said: “Visits are made on time in most cases.”
            Inspectors said “visits are made on time” for most children.
            Plans “are too long”, inspectors said. // finding: quotation-turned ‹are too long›
            Some plans “are too long”, inspectors said.
            Parents “said that they were left alone”, the report says. // finding: quotation-turned ‹said that they were left alone›
            Not one of the parents who wrote to inspectors last year “said that they were left alone”.
            Managers “ask sooner”, the report says. // finding: quotation-turned ‹ask sooner›
            Managers should “ask sooner”, the report says.
            Time for “families to notice”, inspectors said. // finding: quotation-turned ‹families to notice›
            “Panels were slow,” inspectors said. // finding: quotation-turned ‹Panels were slow,›
            “Pay is good,” inspectors said. // finding: quotation-turned ‹Pay is good,›
            “Talks are frank,” inspectors said. // finding: quotation-cut-short ‹Talks are frank,›
            Inspectors said “talks are frank” where leaders are there, and where leaders are there “notes are kept”.
            Inspectors said “notes are kept”. // finding: quotation-cut-short ‹notes are kept›
            Heads “meet online”, inspectors said. // finding: quotation-cut-short ‹meet online›
            Heads “... meet online”, inspectors said. // finding: quotation-cut-short ‹... meet online›
            Chairs “now ask”, inspectors said.
            Inspectors said: “Visits are made on time ... A few plans are too long.” // finding: quotation-altered ‹Visits are made on time ... A few plans are too long›
            Inspectors said: “Visits are made on time in most cases ... No parent said that they were left alone.”
            Inspectors said: “Visits are made on time in most cases ... plans are too long.” // finding: quotation-altered ‹Visits are made on time in most cases ... plans are too long›
            Chairs, inspectors said, “now ask”. They were slow, but “they now ask”.
            “Panels were slow” a year ago, inspectors said.",
        );
    }
}
