//! The words before a quotation: what it is about, and that the report says it.

use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Judgement, Quote, Request};
use serde::Serialize;

/// A quotation and the words before it.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Quoted {
    pub(crate) lead_in: String,
    pub(crate) quote: Ref,
}

/// Gives each quotation its lead-in; "inspectors said" and "the report says" take turns.
pub(crate) struct LeadIn<'a> {
    given: usize,
    judgements: &'a [Judgement],
    /// What the document is called: "the report".
    names: String,
}

impl LeadIn<'_> {
    pub(crate) fn new(request: &Request) -> LeadIn<'_> {
        let names = &request.inspection.kind.names;
        let names = if names.is_empty() { "the report" } else { names };
        LeadIn { given: 0, judgements: &request.inspection.judgements, names: names.to_owned() }
    }

    /// Writes lead-ins for quotations that follow each other. A subject is named once in a row.
    pub(crate) fn before(&mut self, quotes: &[&Quote]) -> Vec<Quoted> {
        let mut last = None;
        let mut quoted = Vec::new();
        for quote in quotes {
            let subject = subject(quote, self.judgements);
            let LeadIn { given, names, .. } = self;
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
fn subject<'a>(quote: &Quote, judgements: &'a [Judgement]) -> &'a str {
    let text = quote.text.to_lowercase();
    let (own, others): (Vec<&Judgement>, Vec<&Judgement>) = judgements.iter().partition(|area| quote.is_about(area));
    let is_elsewhere = others.iter().any(|area| area.words.iter().any(|word| text.contains(word)));
    own.first().filter(|_| !is_elsewhere).map_or("", |area| &area.about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_named_once_in_a_row_and_again_after_a_break() {
        let of = |area: Option<&str>| Quote { area: area.map(str::to_owned), ..Quote::default() };
        let (summary, leaders, leavers) = (of(None), of(Some("leaders")), of(Some("care-leavers")));
        let area = |id: &str, about: &str, words: &[&str]| Judgement {
            area: id.to_owned(),
            about: about.to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            ..Judgement::default()
        };
        let mut request = Request::default();
        request.inspection.judgements =
            vec![area("leaders", "leadership and staff", &["leaders"]), area("care-leavers", "care leavers", &[])];
        let elsewhere = Quote { text: "Leaders listen.".to_owned(), ..leavers.clone() };
        assert_eq!(subject(&elsewhere, &request.inspection.judgements), "", "of another section");
        let mut lead_in = LeadIn::new(&request);
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
