//! Rules shared by several files.

use super::{TextFinding, ValueSpans};
use crate::desk::Desk;
use crate::finding::{Finding, Severity};
use crate::inspection::{AreaId, DocumentId, DocumentKinds, Framework, FrameworkId, Frameworks, GradeId};
use crate::text::{Span, nearest, suggestion};
use std::path::Path;

/// The findings about one text, and the places of its values.
pub(super) struct Findings<'p> {
    places: &'p ValueSpans,
    found: Vec<TextFinding>,
}

impl<'p> Findings<'p> {
    pub(super) fn new(places: &'p ValueSpans) -> Findings<'p> {
        Findings { places, found: Vec::new() }
    }

    /// Returns all of them, in the order of the text.
    pub(super) fn sorted(mut self) -> Vec<TextFinding> {
        self.found.sort_by_key(|finding| (finding.place.start, finding.place.end));
        self.found
    }

    pub(super) fn error(&mut self, pointer: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.add(Severity::Error, self.places.value(pointer), message, hint);
    }

    pub(super) fn warning(&mut self, pointer: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.add(Severity::Warning, self.places.value(pointer), message, hint);
    }

    fn add(&mut self, severity: Severity, place: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.found.push(Finding { severity, ..Finding::error(place, message).with_hint(hint) });
    }

    /// Checks that a text has words.
    pub(super) fn words(&mut self, pointer: &str, text: &str) {
        if text.trim().is_empty() {
            let key = pointer.split('/').rfind(|part| part.parse::<usize>().is_err()).unwrap_or_default();
            self.error(pointer, format!("`{key}` is empty"), "add the words, or delete the entry");
        }
    }

    /// Checks that an address is a web address; returns whether it is.
    pub(super) fn web_address(&mut self, pointer: &str, url: &str) -> bool {
        let rest = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
        let good =
            rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) && !url.contains(char::is_whitespace);
        if !good {
            let message = format!("`{url}` is not a web address");
            self.error(pointer, message, "write the whole address, with https:// in front");
        }
        good
    }

    /// Checks that a report's address leads to its page, not to the file.
    pub(super) fn report_page(&mut self, pointer: &str, url: &str) {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        let file = Path::new(path).extension().is_some_and(|kind| kind.eq_ignore_ascii_case("pdf"))
            || path.contains("://files.");
        if self.web_address(pointer, url) && file {
            self.error(
                pointer,
                "the address leads to a file",
                "give the address of the page that the report is listed on",
            );
        }
    }

    /// Checks that a person is one of the desk's.
    pub(super) fn person(&mut self, pointer: &str, id: &str, desk: &Desk) {
        if desk.person(id).is_some() {
            return;
        }
        let ids = desk.people.iter().map(|person| person.id.as_str());
        let named = desk.people.iter().find(|person| person.name == id).map(|person| person.id.as_str());
        let hint = match named.or_else(|| nearest(id, ids)) {
            Some(id) => format!("did you mean `{id}`?"),
            None => "add the person to desk.toml, under [[people]], and write the `id` here".to_owned(),
        };
        self.error(pointer, format!("no one in desk.toml has the id `{id}`"), hint);
    }

    /// Checks that a kind of document is known or is `other`, and returns whether it is.
    pub(super) fn document_kind(&mut self, pointer: &str, id: &DocumentId, kinds: &DocumentKinds) -> bool {
        let is_known = kinds.get(id).is_some() || *id == DocumentId::default();
        if !is_known {
            let known: Vec<&str> = kinds.iter().map(|kind| kind.id.as_str()).chain(["other"]).collect();
            self.error(pointer, format!("unknown kind of document `{id}`"), suggestion(id.as_str(), known));
        }
        is_known
    }

    /// Checks that a framework is known, and returns it.
    pub(super) fn framework<'f>(
        &mut self,
        pointer: &str,
        id: &FrameworkId,
        frameworks: &'f Frameworks,
    ) -> Option<&'f Framework> {
        let framework = frameworks.get(id);
        if framework.is_none() {
            let known: Vec<&str> = frameworks.iter().map(|known| known.id.as_str()).collect();
            self.error(pointer, format!("unknown framework `{id}`"), suggestion(id.as_str(), known));
        }
        framework
    }

    /// Checks that an area is one of its framework's. `place` is the place of the area's name.
    pub(super) fn area(&mut self, place: Span, area: &AreaId, framework: &Framework) {
        if framework.area(area).is_none() {
            let known: Vec<&str> = framework.areas.iter().map(|area| area.id.as_str()).collect();
            let message = format!("framework `{}` does not judge `{area}`", framework.id);
            self.add(Severity::Error, place, message, suggestion(area.as_str(), known));
        }
    }

    /// Checks that a grade is one of its framework's.
    pub(super) fn grade(&mut self, pointer: &str, grade: &GradeId, framework: &Framework) {
        if framework.grade(grade).is_none() {
            let known: Vec<&str> = framework.grades.iter().map(|grade| grade.id.as_str()).collect();
            let message = format!("framework `{}` has no grade `{grade}`", framework.id);
            self.error(pointer, message, suggestion(grade.as_str(), known));
        }
    }

    pub(super) fn places(&self) -> &'p ValueSpans {
        self.places
    }
}
