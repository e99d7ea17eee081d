//! What a poor result means for children and families, in the words of the summary: the clause with which a text about it can
//! begin. Not here: whole sentences to quote (find).

use super::stance::{self, Stance};
use super::vocabulary::EFFECT;
use crate::inspection::Inspection;
use crate::language::{Token, sentences, tokens, words_and_pauses};
use crate::text::Span;

/// The most words a clause may have that begins a text.
const LONGEST: usize = 16;
/// The fewest words that say something.
const SHORTEST: usize = 5;

/// Returns the first clause of the summary that says of children or families what they do not have or what happens to them: the
/// index of its paragraph, and its bytes there, without what it opens with ("As a result,") and without a second thought
/// ("although ..."). `None` where no sentence of the summary says it in so many words.
pub fn effect(inspection: &Inspection) -> Option<(usize, Span)> {
    in_sentence(inspection).map(|(place, _, clause)| (place, clause))
}

/// Returns the same up to the end of its sentence: with its second thought, without the full stop.
pub fn effect_in_full(inspection: &Inspection) -> Option<(usize, Span)> {
    let (place, sentence, clause) = in_sentence(inspection)?;
    let whole = Span::new(clause.start, sentence.end);
    let text = inspection.summary[place][whole].trim_end_matches(['.', '!']);
    Some((place, Span::new(whole.start, whole.start + text.len())))
}

/// The index of the paragraph, the bytes of the sentence and those of the clause.
fn in_sentence(inspection: &Inspection) -> Option<(usize, Span, Span)> {
    inspection.summary.iter().enumerate().find_map(|(place, text)| {
        let clause = sentences(text).into_iter().find_map(|sentence| Some((sentence, clause(&text[sentence])?)));
        let (sentence, clause) = clause?;
        Some((place, sentence, clause + sentence.start))
    })
}

/// Returns the bytes of the clause in a sentence that is about an effect.
fn clause(sentence: &str) -> Option<Span> {
    let tokens = tokens(sentence);
    let first = EFFECT.openers.longest(&tokens).map_or(0, |(words, ())| words);
    let rest = &tokens[first..];
    let end = (1..rest.len()).find(|at| EFFECT.turns.longest(&rest[*at..]).is_some()).unwrap_or(rest.len());
    let clause = &rest[..end];
    if !(SHORTEST..=LONGEST).contains(&clause.len()) || !has_people_as_subject(clause) {
        return None;
    }
    let part = Span::new(clause[0].span.start, clause[end - 1].span.end);
    let words = &sentence[part];
    let is_plain = !words.contains([';', ':', '‘', '“']) && only_abbreviates(words) && lists(words);
    (is_plain && criticises(words)).then_some(part)
}

/// Whether all that is in brackets is an abbreviation: "(BCP)".
fn only_abbreviates(words: &str) -> bool {
    let inside = |opened: &str| opened.split(')').next().is_some_and(|inside| !inside.contains(char::is_lowercase));
    words.split('(').skip(1).all(inside)
}

/// Whether its commas part what is listed, "support, protection and care", or two adjectives: no comma comes before what opens a
/// clause or is one word, such as "including" or "however", that begins a remark.
fn lists(words: &str) -> bool {
    let remarks = |after: &str| {
        let first = after.split_whitespace().next().unwrap_or_default();
        first.ends_with("ing") || EFFECT.asides.has(first)
    };
    !words.split(',').skip(1).any(remarks)
}

fn has_people_as_subject(clause: &[Token]) -> bool {
    let how_many =
        clause.iter().take_while(|token| EFFECT.how_many.longest(std::slice::from_ref(*token)).is_some()).count();
    EFFECT.people.longest(&clause[how_many..]).is_some()
}

fn criticises(clause: &str) -> bool {
    stance::read(&words_and_pauses(clause)).stance == Stance::Criticism
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(summary: &str) -> Option<String> {
        let inspection = serde_json::json!({
            "document": "ilacs",
            "authority": {"name": "Avershire"},
            "summary": ["Services are weaker than they were.", summary],
        });
        let inspection: Inspection = serde_json::from_value(inspection).expect("an inspection");
        effect(&inspection).map(|(place, part)| inspection.summary[place][part].to_owned())
    }

    #[test]
    fn the_clause_about_children_is_given_without_its_opening_and_its_limit() {
        for (summary, clause) in [
            (
                "As a result, some children wait too long for help, although no child was left in danger.",
                "some children wait too long for help",
            ),
            ("Too many families do not receive help soon enough.", "Too many families do not receive help soon enough"),
            ("Plans are late. Not all care leavers are safe.", "Not all care leavers are safe"),
            (
                "Too many children do not receive the timely, well-planned help they need.",
                "Too many children do not receive the timely, well-planned help they need",
            ),
            (
                "Children in Avershire are not receiving effective support, protection and care.",
                "Children in Avershire are not receiving effective support, protection and care",
            ),
            (
                "Children in Aver and Shire (AAS) were not protected effectively.",
                "Children in Aver and Shire (AAS) were not protected effectively",
            ),
        ] {
            assert_eq!(said(summary).as_deref(), Some(clause));
        }
    }

    #[test]
    fn in_full_it_has_its_limit() {
        let inspection = serde_json::json!({
            "document": "ilacs",
            "authority": {"name": "Avershire"},
            "summary": ["Plans are late. As a result, some children wait too long for help, although no child was left in danger. More."],
        });
        let inspection: Inspection = serde_json::from_value(inspection).expect("an inspection");
        let told = effect_in_full(&inspection).map(|(place, part)| &inspection.summary[place][part]);
        assert_eq!(told, Some("some children wait too long for help, although no child was left in danger"));
    }

    #[test]
    fn what_is_not_about_them_or_not_a_failing_is_no_effect() {
        for summary in [
            "Leaders were slow to see that some children waited too long.",
            "Children are safe and well cared for.",
            "For some children, help comes too late.",
            "Assessments of children are too often late.",
            "Children are not safe, including those in care.",
            "Children do not receive help, however hard they ask.",
            "Children (and parents too) are not safe here.",
        ] {
            assert_eq!(said(summary), None, "{summary}");
        }
    }
}
