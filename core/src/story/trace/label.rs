//! Origins in the words that people use, and the text that a datum has. Not here: where a text's words are from.

use super::{Cited, TracedRun, Whose};
use crate::check::Ground;
use crate::document::{Origin, Run, Source};
use crate::story::{Audience, Outputs, Story};
use serde_json::Value;

/// What origins are told with.
pub(super) struct Labels<'a> {
    story: &'a Story,
    ground: &'a Ground<'a>,
    /// The story as plugins and templates see it: derived data stand in it.
    data: Value,
}

impl<'a> Labels<'a> {
    pub(super) fn of(story: &'a Story, ground: &'a Ground<'a>) -> Labels<'a> {
        Labels { story, ground, data: Outputs::request("", story, Audience::Press) }
    }

    /// A run with its origin in words.
    pub(super) fn traced(&self, run: Run) -> TracedRun {
        let sources: Vec<Cited> = match &run.origin {
            Origin::Data(sources) => sources.iter().map(|source| self.cited(source, &run.text)).collect(),
            _ => Vec::new(),
        };
        let (whose, label) = match &run.origin {
            Origin::Data(_) => {
                let mut labels: Vec<&str> = sources.iter().map(|cited| cited.label.as_str()).collect();
                labels.dedup();
                let first = sources.first().map_or("", |cited| cited.pointer.as_str());
                (whose(first), labels.join("; "))
            }
            Origin::Template { name, line } => (Whose::Template, format!("template {name}, line {line}")),
            Origin::Plugin { id } => (Whose::Plugin, format!("plugin {id}")),
            Origin::Place => (Whose::Place, "a place to fill in".to_owned()),
            Origin::Person { name: Some(name) } => (Whose::Person, format!("an edit of {name}")),
            Origin::Person { name: None } => (Whose::Person, "a person’s edit".to_owned()),
            Origin::Unknown => (Whose::Unknown, "not known".to_owned()),
        };
        TracedRun { run, whose, label, sources }
    }

    fn cited(&self, source: &Source, words: &str) -> Cited {
        let Source { pointer, part } = source;
        let passage = self.ground.passage_at(pointer).map(|passage| passage.text.clone());
        let text = passage.or_else(|| self.datum(pointer));
        let within = |text: &String| {
            let words = words.trim();
            text.find(words).filter(|_| !words.is_empty()).map(|start| start..start + words.len())
        };
        let fits = |text: &&String| part.as_ref().is_none_or(|part| text.get(part.clone()).is_some());
        let text = text.filter(|text| fits(&text));
        let part = part.clone().filter(|_| text.is_some()).or_else(|| text.as_ref().and_then(within));
        Cited { label: self.label(pointer), pointer: pointer.clone(), text, part }
    }

    /// The text of a datum that is no passage.
    fn datum(&self, pointer: &str) -> Option<String> {
        let brief = &self.story.brief;
        let text = match (pointer, self.data.pointer(pointer)) {
            ("/brief/published", _) => brief.published.map(|day| day.to_string()),
            ("/brief/report_url", _) => brief.report_url.clone(),
            ("/inspection/dates", _) => Some(self.story.inspection.dates_as_printed.clone()),
            (_, Some(Value::String(text))) => Some(text.clone()),
            (_, Some(Value::Number(number))) => Some(number.to_string()),
            _ => None,
        };
        text.filter(|text| !text.is_empty())
    }

    /// A datum in words.
    fn label(&self, pointer: &str) -> String {
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        match steps.as_slice() {
            ["inspection", rest @ ..] => self.of_report(rest),
            ["outcome", ..] => "the report’s judgements, counted".to_owned(),
            ["quotes", number, ..] => match self.data.pointer(&format!("/quotes/{number}/paragraph")) {
                Some(Value::Number(number)) => format!("the number of paragraph {number} of the report"),
                _ => "a sentence of the report".to_owned(),
            },
            ["previous", ..] => match self.story.previous() {
                Some(previous) => format!("the public record: inspection of {}", previous.inspected.year()),
                None => "the public record".to_owned(),
            },
            ["brief", rest @ ..] => self.of_brief(rest),
            ["desk", rest @ ..] => self.of_desk(rest),
            _ => format!("the datum {pointer}"),
        }
    }

    fn of_report(&self, steps: &[&str]) -> String {
        let inspection = &self.story.inspection;
        let short = |place: &str| {
            let name = self.data.pointer(&format!("/inspection/judgements/{place}/short")).and_then(Value::as_str);
            name.unwrap_or("a judgement").to_owned()
        };
        match *steps {
            ["paragraphs", place, ..] => {
                match place.parse().ok().and_then(|place: usize| inspection.paragraphs.get(place)) {
                    Some(paragraph) => match paragraph.number {
                        Some(number) => format!("paragraph {number} of the report"),
                        None => format!("page {} of the report", paragraph.page),
                    },
                    None => "a paragraph of the report".to_owned(),
                }
            }
            ["summary", ..] => "the summary of the report".to_owned(),
            ["improvements"] => "the points of what needs to improve, counted".to_owned(),
            ["improvements", place, ..] => format!("point {} of what needs to improve", counted(place)),
            ["judgements", place, "change", ..] => {
                let year = self.story.previous().map(|previous| format!(" in {}", previous.inspected.year()));
                format!("the public record: grade of {}{}", short(place), year.unwrap_or_default())
            }
            ["judgements", place, "name" | "short"] => format!("the judgements of the report: {}", short(place)),
            ["judgements", place, ..] => format!("the judgements of the report: grade of {}", short(place)),
            ["sections", ..] => "a heading of the report".to_owned(),
            ["title"] => "the title of the report".to_owned(),
            ["dates", ..] => "the dates of the inspection, in the report".to_owned(),
            ["authority", ..] => "the authority that the report is about".to_owned(),
            ["lead_inspectors", ..] => "the lead inspector, in the report".to_owned(),
            ["framework_title"] => "the title of the framework".to_owned(),
            ["published"] => "the day of publication, entered with the inspection".to_owned(),
            ["report_url"] => "the address of the report, entered with the inspection".to_owned(),
            _ => format!("the report: {}", steps.join(" ")),
        }
    }

    fn of_brief(&self, steps: &[&str]) -> String {
        let speaker = |place: &str| {
            let name = self.data.pointer(&format!("/brief/statements/{place}/speaker/name")).and_then(Value::as_str);
            name.unwrap_or("somebody").to_owned()
        };
        let what = match *steps {
            ["statements", place, "words"] => format!("statement of {}", speaker(place)),
            ["statements", place, ..] => format!("who gave the statement of {}", speaker(place)),
            ["key_messages", place] => format!("key message {}", counted(place)),
            ["next_steps", place] => format!("next step {}", counted(place)),
            ["facts", place, "source"] => format!("source of fact {}", counted(place)),
            ["facts", place, ..] => format!("fact {}", counted(place)),
            ["links", place, ..] => format!("link {}", counted(place)),
            ["pictures", place, ..] => format!("picture {}", counted(place)),
            ["published"] => "day of publication".to_owned(),
            ["publish_at"] => "time of publication".to_owned(),
            ["report_url"] => "address of the report".to_owned(),
            _ => steps.join(" "),
        };
        format!("brief: {what}")
    }

    fn of_desk(&self, steps: &[&str]) -> String {
        let people = self.story.desk.as_ref().map_or(&[][..], |desk| &desk.people);
        let what = match *steps {
            ["people", place, what] => match place.parse().ok().and_then(|place: usize| people.get(place)) {
                Some(person) => format!("{what} of {}", if what == "name" { &person.role } else { &person.name }),
                None => "people".to_owned(),
            },
            ["council", ..] => "the council".to_owned(),
            ["contacts", ..] => "contacts".to_owned(),
            ["recruitment", ..] => "recruitment".to_owned(),
            _ => steps.join(" "),
        };
        format!("desk: {what}")
    }
}

/// A place in a list as people count.
fn counted(place: &str) -> String {
    place.parse::<usize>().map_or_else(|_| place.to_owned(), |place| (place + 1).to_string())
}

/// Whose words a datum has.
fn whose(pointer: &str) -> Whose {
    if pointer.contains("/change") || pointer.starts_with("/previous") {
        return Whose::Record;
    }
    match pointer.split('/').nth(1) {
        Some("brief") => Whose::Brief,
        Some("desk") => Whose::Desk,
        _ => Whose::Report,
    }
}
