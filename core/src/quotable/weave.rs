//! Where a sentence of a report can be parted so that its subject is said in our sentence and the rest is quoted: Leaders are
//! “relentless in improving the lives of children”. Not here: which sentences are quoted.

use super::vocabulary::CLAUSES;
use crate::language::{Token, tokens};
use crate::text::Span;

/// The verbs after which the rest is quoted.
const VERBS: [&str; 6] = ["is", "are", "was", "were", "has", "have"];
/// The most words before the verb, the longest subject that a reader takes in.
const SUBJECT: usize = 10;
/// How many words the quoted rest may have.
const REST: std::ops::RangeInclusive<usize> = 4..=25;

/// Returns the bytes of the words to quote, without the full stop: all after the first verb of the main clause. `None` where the
/// sentence is not built so, where the rest would be too long to follow a subject, or where it goes on from its first word with a “which”.
pub(super) fn rest(sentence: &str) -> Option<Span> {
    let tokens = tokens(sentence);
    let verb = tokens.iter().take(SUBJECT + 1).position(|token| VERBS.contains(&token.form.as_str()))?;
    let (subject, rest) = (&tokens[..verb], &tokens[verb + 1..]);
    let (first, last) = (rest.first()?, rest.last()?);
    let part = Span::new(first.span.start, last.span.end);
    let before = &sentence[..part.start];
    let parted = !subject.is_empty()
        && !subject.iter().any(opens_a_clause)
        && !before.contains([',', ';', ':', '(', '‘', '“', '’'])
        && REST.contains(&rest.len())
        && !rest.iter().take(2).any(|token| token.form == "which")
        && !sentence[part].contains(['‘', '“', '”', ';', ':', '('])
        && matches!(&sentence[part.end..], "." | "");
    parted.then_some(part)
}

fn opens_a_clause(token: &Token) -> bool {
    CLAUSES.subordinators.has(&token.form) || matches!(token.form.as_str(), "there" | "it" | "this" | "these" | "they")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_after_the_verb_is_quoted() {
        for (sentence, quoted) in [
            ("Leaders are relentless in improving children’s lives.", "relentless in improving children’s lives"),
            ("Children in care have real influence over decisions.", "real influence over decisions"),
            ("Social workers in the two teams have been slow to visit.", "been slow to visit"),
        ] {
            assert_eq!(rest(sentence).map(|part| &sentence[part]), Some(quoted));
        }
    }

    #[test]
    fn other_sentences_are_quoted_whole() {
        for sentence in [
            "There is a strong team of advisers here.",
            "Children who are in care do well at school.",
            "Staff say that they are proud of the work they do.",
            "In the north, children are safe and well cared for.",
            "Help is late.",
            "A second club has opened which offers a wide range of activities.",
            "The child’s voice is heard in each plan.",
        ] {
            assert_eq!(rest(sentence), None, "{sentence}");
        }
    }
}
