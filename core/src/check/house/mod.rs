//! House rules as data: words to avoid, dates and numbers, spelling of the house, terms that a text uses in one form, short
//! forms that are explained where they first stand. The rules are files (`core/data/house`, and a desk's own); what has to be a check instead is said in `check/mod.rs`.
//!
//! Rule: each names its own source, as a rule the style guide of GOV.UK. All of it advises. What a text quotes is not looked
//! at, nor what it has from the report word by word: nobody may change that.
//!
//! Rules are compiled once a run: all words into one automaton and all patterns into one set, so that a text is read as often
//! as there are patterns that it has at all.

pub(in crate::check) mod compile;
mod examples;
mod find;
mod first_use;
mod hit;

pub use compile::{Mistake, Rules};

use crate::check::evidence::reading::Reading;
use crate::check::{Check, Duties, Found};
use crate::desk::Desk;
use crate::house::{Advice, Rule, RuleFile, RuleKind};
use hit::Text;

/// The check. Its classes are the rules themselves: [`Rules::classes`].
pub(in crate::check) static CHECK: Check =
    Check { id: "rules", rule: "each rule names its source", classes: &[], duties: Duties::All, run };

/// The name of the rule that a desk's words make.
const HOUSE_WORDS: &str = "house-words";

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let council = ground.known.desk.map(|desk| &desk.council);
    let own_names = council.into_iter().flat_map(|council| [council.name.as_str(), council.short.as_str()]);
    let names = own_names.chain([ground.known.inspection.authority.name.as_str()]).collect();
    ground.known.rules.find(&Text { prose, own: reading.ours(), names })
}

/// The words of a desk's house as a file of rules: the words to use for those not to use.
pub fn house_words(desk: &Desk) -> (String, RuleFile) {
    let pairs = desk.words.iter().flat_map(|(use_this, not_these)| not_these.iter().map(move |not| (not, use_this)));
    let rule = Rule {
        id: HOUSE_WORDS.to_owned(),
        kind: RuleKind::Substitution,
        severity: Advice::Warning,
        swap: pairs.map(|(not, use_this)| (not.clone(), use_this.clone())).collect(),
        ..Rule::default()
    };
    let rules = if rule.swap.is_empty() { Vec::new() } else { vec![rule] };
    (HOUSE_WORDS.to_owned(), RuleFile { source: "desk.toml, [words]".to_owned(), rules })
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect, expect_with};

    #[test]
    fn house_style_is_advice_outside_quotations() {
        expect(
            &CHECK,
            "We will utilise this. // finding: words-to-avoid/utilise ‹utilise› -> use
            Inspectors said: “Leaders utilise this, and it has an impact.”
            On 6th May 2025 the report came out. // finding: dates-and-numbers/ordinal-date ‹6th May› -> 6 May
            Wellbeing matters, and wellbeing lasts.
            Their well-being matters. // finding: consistent-terms/wellbeing ‹well-being› -> wellbeing",
        );
    }

    #[test]
    fn terms_of_the_field_and_words_of_the_report_are_right() {
        expect(
            &CHECK,
            "The impact of leaders is outstanding, and foster carers and key workers are thanked.
            - The involvement of health professionals in strategy meetings.
            Plans are not always clear to parents, and a few drift.",
        );
    }

    #[test]
    fn the_desks_words_are_rules() {
        let instead =
            [("council = {", "words = { \"children in care\" = [\"looked-after children\", \"LAC\"] }\ncouncil = {")];
        expect_with(
            &CHECK,
            &With { instead: &instead, ..With::default() },
            "Looked-after children are heard. // finding: house-words ‹Looked-after children› -> Children in care
            A lac is a lake.",
        );
    }
}
