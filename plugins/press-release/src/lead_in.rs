//! The words before a quotation: what it is about, and that the report says it. Not here: which sentences are quoted.

use copydesk_plugin::story::Quote;

/// Gives each quotation its lead-in; the same words do not stand twice in a row.
pub(crate) struct LeadIn {
    given: usize,
    last: Option<String>,
}

impl LeadIn {
    pub(crate) fn new() -> LeadIn {
        LeadIn { given: 0, last: None }
    }

    /// The lead-in of the next quotation, without the colon.
    pub(crate) fn of(&mut self, quote: &Quote) -> String {
        let subject = subject(quote);
        let says = ["inspectors said", "the report says"][self.given % 2];
        let again = self.last.as_deref() == Some(subject) && !subject.is_empty();
        self.given += 1;
        self.last = Some(subject.to_owned());
        match (subject, again) {
            (_, true) => "The report adds".to_owned(),
            ("", _) if self.given == 1 => "Inspectors said".to_owned(),
            ("", _) => ["The report says", "Inspectors said"][self.given % 2].to_owned(),
            (subject, _) => format!("On {subject}, {says}"),
        }
    }
}

/// What the sentence is about, by the section of the report it stands in; nothing for the summary.
fn subject(quote: &Quote) -> &'static str {
    match quote.area.as_deref() {
        Some("leaders") => "leadership and staff",
        Some("help-and-protection") => "help and protection for children",
        Some("care-and-care-leavers") => "children in care and care leavers",
        Some("children-in-care") => "children in care",
        Some("care-leavers") => "care leavers",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_named_once_in_a_row() {
        let of = |area: Option<&str>| Quote { area: area.map(str::to_owned), ..Quote::default() };
        let mut lead_in = LeadIn::new();
        let areas = [None, Some("leaders"), Some("leaders"), Some("care-leavers")];
        let given: Vec<String> = areas.into_iter().map(|area| lead_in.of(&of(area))).collect();
        assert_eq!(
            given,
            [
                "Inspectors said",
                "On leadership and staff, the report says",
                "The report adds",
                "On care leavers, the report says"
            ]
        );
    }
}
