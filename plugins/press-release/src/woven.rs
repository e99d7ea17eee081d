//! Quotations in running text: the words before the marks are the report's own where a sentence can be parted, and who says it
//! follows, never the same words twice running.

use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::Quote;
use serde::Serialize;

/// A quotation, and who says it.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Woven {
    /// The sentence.
    pub(crate) quote: Ref,
    /// A sentence before it that belongs into the same marks.
    pub(crate) after: Option<Ref>,
    /// Whether its beginning comes before the marks.
    pub(crate) parted: bool,
    /// Who says it, after a sentence that is quoted whole: "inspectors write".
    pub(crate) says: String,
}

/// Gives quotations their attributions in turn.
pub(crate) struct Attributions {
    given: usize,
    turns: [String; 3],
}

impl Attributions {
    /// `document` is how running text names the document, "the report", and `inspectorate` who wrote it.
    pub(crate) fn new(document: &str, inspectorate: &str) -> Attributions {
        let document = if document.is_empty() { "the report" } else { document };
        let by_name = match inspectorate {
            // Several inspectorates are too long a name to repeat.
            name if name.is_empty() || name.contains(" and ") => "inspectors found".to_owned(),
            name => format!("{name} writes"),
        };
        Attributions { given: 0, turns: [format!("{document} says"), "inspectors write".to_owned(), by_name] }
    }

    /// Weaves a sentence in. One that is not clear praise is quoted whole, with its limit.
    pub(crate) fn weave(&mut self, quote: &Quote, parted: bool) -> Woven {
        let says = self.turns[self.given % self.turns.len()].clone();
        self.given += 1;
        let parted = parted && quote.rest.is_some();
        Woven { quote: Ref::from(&quote.id), after: None, parted, says }
    }

    /// Quotes a sentence whole, after the one before it.
    pub(crate) fn pair(&mut self, before: Option<&Quote>, quote: &Quote) -> Woven {
        Woven { after: before.map(|quote| Ref::from(&quote.id)), ..self.weave(quote, false) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributions_take_turns_and_only_a_sentence_that_parts_is_parted() {
        let whole = Quote::default();
        let parts = Quote { rest: Some("safe".to_owned()), ..Quote::default() };
        let mut attributions = Attributions::new("the letter", "Ofsted");
        let given = [(&whole, true), (&parts, true), (&parts, false), (&whole, false)]
            .map(|(quote, parted)| attributions.weave(quote, parted));
        let shown: Vec<(&str, bool)> = given.iter().map(|woven| (woven.says.as_str(), woven.parted)).collect();
        assert_eq!(
            shown,
            [
                ("the letter says", false),
                ("inspectors write", true),
                ("Ofsted writes", false),
                ("the letter says", false)
            ]
        );
    }

    #[test]
    fn several_inspectorates_are_inspectors() {
        let mut attributions = Attributions::new("", "Ofsted and the Care Quality Commission");
        let says: Vec<String> = (0..3).map(|_| attributions.weave(&Quote::default(), false).says).collect();
        assert_eq!(says, ["the report says", "inspectors write", "inspectors found"]);
    }
}
