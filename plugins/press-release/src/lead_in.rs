//! The words before a quotation: what it is about, and that the report says it.

use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::Quote;
use serde::Serialize;

/// A quotation and the words before it.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Quoted {
    pub(crate) lead_in: String,
    pub(crate) quote: Ref,
}

/// Gives each quotation its lead-in; "inspectors said" and "the report says" take turns.
pub(crate) struct LeadIn {
    given: usize,
    /// What the document is called: "the report".
    names: String,
}

impl LeadIn {
    pub(crate) fn new(names: &str) -> LeadIn {
        let names = if names.is_empty() { "the report" } else { names };
        LeadIn { given: 0, names: names.to_owned() }
    }

    /// Writes lead-ins for quotations that follow each other. A subject is named once in a row.
    pub(crate) fn before(&mut self, quotes: &[&Quote]) -> Vec<Quoted> {
        let mut last = None;
        let mut quoted = Vec::new();
        for quote in quotes {
            let subject = subject(quote);
            let LeadIn { given, names } = self;
            let inspectors = *given % 2 == 0;
            let says = if inspectors { "inspectors said".to_owned() } else { format!("{names} says") };
            let the = names.replacen('t', "T", 1);
            let lead_in = match subject {
                _ if last == Some(subject) && inspectors => "Inspectors also said".to_owned(),
                _ if last == Some(subject) => format!("{the} adds"),
                "" if inspectors => "Inspectors said".to_owned(),
                "" => format!("{the} says"),
                subject => format!("On {subject}, {says}"),
            };
            self.given += 1;
            last = Some(subject);
            quoted.push(Quoted { lead_in, quote: Ref::from(&quote.id) });
        }
        quoted
    }
}

/// Returns the subject of a sentence, by its section of the report; empty for the summary, and if the sentence itself
/// is about the subject of another section.
fn subject(quote: &Quote) -> &'static str {
    let text = quote.text.to_lowercase();
    let elsewhere = |area: &str, words: &[&str]| {
        !quote.area.as_deref().is_some_and(|own| own.contains(area)) && words.iter().any(|word| text.contains(word))
    };
    if elsewhere("care-leavers", &["care leaver", "care-experienced"])
        || elsewhere("care", &["children in care", "foster", "adopti"])
        || elsewhere("leaders", &["leaders"])
    {
        return "";
    }
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
    fn a_subject_is_named_once_in_a_row_and_again_after_a_break() {
        let of = |area: Option<&str>| Quote { area: area.map(str::to_owned), ..Quote::default() };
        let (summary, leaders, leavers) = (of(None), of(Some("leaders")), of(Some("care-leavers")));
        let mut lead_in = LeadIn::new("the report");
        let mut given: Vec<String> = Vec::new();
        for block in [&[&summary, &leaders, &leaders][..], &[&leaders, &leavers]] {
            given.extend(lead_in.before(block).into_iter().map(|quoted| quoted.lead_in));
        }
        assert_eq!(
            given,
            [
                "Inspectors said",
                "On leadership and staff, the report says",
                "Inspectors also said",
                "On leadership and staff, the report says",
                "On care leavers, inspectors said"
            ]
        );
    }
}
