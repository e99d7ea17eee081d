//! Sentences that count something, whatever they say of it: figures to have to hand. Not here: sentences to quote for what they say
//! (find).

use super::{Place, Stance, alone, stance};
use crate::inspection::{AreaId, Inspection, SectionRole};
use crate::language::{Phrases, Token, read, sentences, tokens, words_and_pauses};
use crate::text::Span;
use serde::Deserialize;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../data/quotable/figures.toml");

/// The most words of a sentence that is said at once.
const LONGEST: usize = 32;
/// Up to here a number may be an age.
const AGE: u64 = 30;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    counts: Phrases<()>,
    ages: Phrases<()>,
    numbered: Phrases<()>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| read(FILE));

/// A sentence that counts something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The text it is in.
    pub place: Place,
    /// Its bytes in that text.
    pub part: Span,
    /// Its words as printed.
    pub text: String,
    /// The number of the paragraph, where it has one.
    pub number: Option<u32>,
    /// The area whose section it is in.
    pub area: Option<AreaId>,
    /// Whether it praises or criticises.
    pub stance: Stance,
}

/// Returns the sentences of the findings that count something and can be read alone, in the report's order.
pub fn figures(inspection: &Inspection) -> Vec<Figure> {
    let mut found = Vec::new();
    for (place, paragraph) in inspection.paragraphs.iter().enumerate() {
        if !paragraph.role.is_none_or(SectionRole::has_findings) {
            continue;
        }
        for part in sentences(&paragraph.text) {
            let text = &paragraph.text[part];
            let pauses = words_and_pauses(text);
            let tokens = tokens(text);
            if tokens.len() <= LONGEST && counts(text, &tokens) && alone::stands(text, &pauses) {
                found.push(Figure {
                    place: Place::Paragraph(place),
                    part,
                    text: text.to_owned(),
                    number: paragraph.number,
                    area: paragraph.area.clone(),
                    stance: stance::read(&pauses).stance,
                });
            }
        }
    }
    found
}

/// Whether a number counts something: it is no year, no age and no name.
fn counts(text: &str, tokens: &[Token]) -> bool {
    let is_count = |at: usize| {
        let form = tokens[at].form.as_str();
        let digits = form.trim_end_matches('%').replace(',', "");
        let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        let around = &tokens[at.saturating_sub(3)..(at + 5).min(tokens.len())];
        let span = tokens[at].span;
        let joined = text[span.end..].starts_with(['-', '–']) || text[..span.start].ends_with(['-', '–']);
        let is_age = |number: u64| number <= AGE && (joined || !WORDS.ages.find(around).is_empty());
        let is_name = !WORDS.numbered.find(&tokens[at.saturating_sub(3)..at]).is_empty();
        digits.parse().is_ok_and(|number| !is_year && !is_name && !is_age(number))
    };
    !WORDS.counts.find(tokens).is_empty() || (0..tokens.len()).any(is_count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::mistakes;

    #[test]
    fn every_list_does_what_its_examples_say() {
        assert_eq!(mistakes(FILE), [""; 0]);
    }

    #[test]
    fn a_number_counts_unless_it_is_a_year_or_an_age() {
        for text in [
            "Fewer than one in twenty posts is empty.",
            "There are 19 new homes.",
            "Four in ten plans are late.",
            "Some 34% left.",
        ] {
            assert!(counts(text, &tokens(text)), "{text}");
        }
        for text in [
            "In 2021 there was more to do.",
            "Young people aged 16 are heard.",
            "Help for 17-year-olds is late.",
            "Those over 21 return.",
            "The 0-25 team is small.",
            "Homeless 16- and 17-year-olds wait.",
            "At key stages 1 and 2 plans are complete.",
            "Too many referrals lead to a section 47 enquiry.",
            "Those in Years 10 and 11 attend less.",
            "As care leavers approach 21, managers ask what they need.",
        ] {
            assert!(!counts(text, &tokens(text)), "{text}");
        }
    }

    #[test]
    fn figures_are_given_in_the_reports_order_and_only_those_that_can_be_read_alone() {
        let paragraphs =
            ["Plans are made. A third of plans are late.", "They have 12 of these. There are 19 new homes."];
        let paragraphs: Vec<_> = paragraphs.iter().map(|text| serde_json::json!({ "text": text, "page": 1 })).collect();
        let inspection = serde_json::json!({
            "document": "ilacs", "authority": { "name": "Avershire" }, "paragraphs": paragraphs,
        });
        let inspection: Inspection = serde_json::from_value(inspection).expect("an inspection");
        let texts: Vec<String> = figures(&inspection).into_iter().map(|figure| figure.text).collect();
        assert_eq!(texts, ["A third of plans are late.", "There are 19 new homes."]);
    }
}
