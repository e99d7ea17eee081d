//! Links: to the report's page at the inspectorate and not to its file; no logo of the inspectorate.
//!
//! Rule: Ofsted asks publishers to link to the page at reports.ofsted.gov.uk, as files are replaced, and allows no use of
//! its logo.

use crate::check::evidence::ground::Ground;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::document::Kind;
use crate::finding::Severity;
use crate::language::pattern::{self, Pattern};
use crate::text::{Span, TextSpan};
use std::sync::LazyLock;

static FILE: Class = Class {
    id: "link-to-file",
    severity: Severity::Error,
    about: "a link leads to the report’s file and not to its page",
};
static OTHER: Class = Class {
    id: "link-to-other-report",
    severity: Severity::Error,
    about: "a link leads to another page at the inspectorate than the report’s",
};
static LOGO: Class =
    Class { id: "logo-of-inspectorate", severity: Severity::Error, about: "a picture is the inspectorate’s logo" };

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "links",
    rule: "Ofsted’s terms for linking and for its logo",
    classes: &[&FILE, &OTHER, &LOGO],
    duties: Duties::All,
    run,
};

static ADDRESS: LazyLock<Pattern> = LazyLock::new(|| pattern::words(r"https?://[^\s<>()\[\]“”]+"));

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        let written = ADDRESS.find_iter(&part.text).map(|address| {
            (Span::from(address.range()), address.as_str().trim_end_matches(['.', ',', ';', ')']).to_owned())
        });
        let written = written.filter(|(span, _)| !part.links.iter().any(|(link, _)| link.overlaps(*span)));
        for (span, address) in part.links.iter().cloned().chain(written) {
            found.extend(link(TextSpan { block: leaf, span }, &address, ground));
        }
        if let Kind::Image { src } = &part.kind {
            let named = |text: &str| text.to_lowercase().contains("ofsted") && text.to_lowercase().contains("logo");
            if named(src) || named(&part.text) {
                let place = TextSpan::new(leaf, 0, part.text.len());
                found.push(Found::new(&LOGO, place, "Ofsted allows no use of its logo").hint("take the picture out"));
            }
        }
    }
    found
}

fn link(place: TextSpan, address: &str, ground: &Ground<'_>) -> Option<Found> {
    let plain = address.trim_start_matches("https://").trim_start_matches("http://").to_lowercase();
    if !plain.starts_with("files.ofsted.gov.uk")
        && !plain.starts_with("files.api.ofsted.gov.uk")
        && !plain.starts_with("reports.ofsted.gov.uk")
    {
        return None;
    }
    let page = ground.known.report_url;
    let with_edit = |found: Found| match page {
        Some(page) => found.edit(page),
        None => found.hint("link to the report’s page at reports.ofsted.gov.uk/provider/…"),
    };
    if !plain.starts_with("reports.ofsted.gov.uk") || is_pdf(&plain) {
        let message = format!("{address} leads to a file, which the inspectorate replaces");
        return Some(with_edit(Found::new(&FILE, place, message)));
    }
    let bare = |address: &str| {
        address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_lowercase()
    };
    let other = page.is_some_and(|page| bare(page) != bare(address)) && plain.contains("/provider/");
    other.then(|| with_edit(Found::new(&OTHER, place, format!("{address} is not the page of this report"))))
}

fn is_pdf(address: &str) -> bool {
    std::path::Path::new(address.split(['?', '#']).next().unwrap_or_default())
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn links_lead_to_the_reports_page() {
        expect(
            &CHECK,
            "Read [Ofsted’s report](https://reports.ofsted.gov.uk/provider/44/99999).
            Read [Ofsted’s report](https://files.ofsted.gov.uk/v1/file/5025). // finding: link-to-file ‹Ofsted’s report› -> https://reports.ofsted.gov.uk/provider/44/99999
            See https://reports.ofsted.gov.uk/provider/44/11111. // finding: link-to-other-report ‹https://reports.ofsted.gov.uk/provider/44/11111.› -> https://reports.ofsted.gov.uk/provider/44/99999
            ![The Ofsted logo](logo.png) // finding: logo-of-inspectorate ‹The Ofsted logo›",
        );
    }
}
