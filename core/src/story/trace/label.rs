//! Labels for origins in the user's terms, and the text of each datum.

use super::{Cited, TracedRun, Whose};
use crate::check::Ground;
use crate::desk::Person;
use crate::document::{Origin, Run, Source};
use crate::inspection::{Datum, Paragraph};
use crate::story::{Audience, Outputs, Story};
use crate::text::Span;
use serde_json::Value;

/// What labels are made from.
pub(super) struct Labels<'a> {
    story: &'a Story,
    ground: &'a Ground<'a>,
    /// The story as plugins and templates see it, derived data included.
    data: Value,
}

impl<'a> Labels<'a> {
    pub(super) fn of(story: &'a Story, ground: &'a Ground<'a>) -> Labels<'a> {
        Labels { story, ground, data: Outputs::request("", story, Audience::Press) }
    }

    /// Returns a run with its origin in words.
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
                (whose(&Datum::from(first)), labels.join("; "))
            }
            Origin::Template { name, line } => (Whose::Template, format!("template {name}, line {line}")),
            Origin::Plugin { id } => (Whose::Plugin, format!("plugin {id}")),
            Origin::Place => (Whose::Place, "a placeholder".to_owned()),
            Origin::Person { name: Some(name) } => (Whose::Person, format!("an edit of {name}")),
            Origin::Person { name: None } => (Whose::Person, "a person’s edit".to_owned()),
            Origin::Unknown => (Whose::Unknown, "not known".to_owned()),
        };
        TracedRun { run, whose, label, sources }
    }

    fn cited(&self, source: &Source, words: &str) -> Cited {
        let Source { pointer, part } = source;
        let datum = Datum::from(pointer.as_str());
        let passage = self.ground.passage_of(&datum).map(|passage| passage.text.clone());
        let text = passage.or_else(|| self.text(&datum));
        let within = |text: &String| {
            let words = words.trim();
            text.find(words).filter(|_| !words.is_empty()).map(|start| Span::new(start, start + words.len()))
        };
        let fits = |text: &&String| part.is_none_or(|part| part.get(text).is_some());
        let text = text.filter(|text| fits(&text));
        let part = part.filter(|_| text.is_some()).or_else(|| text.as_ref().and_then(within));
        Cited { label: self.label(&datum), pointer: pointer.clone(), text, part }
    }

    /// Returns the value at an address in the story.
    fn value(&self, datum: &Datum) -> Option<&Value> {
        self.data.pointer(&datum.to_string())
    }

    /// Returns the text of a datum that is not a passage.
    fn text(&self, datum: &Datum) -> Option<String> {
        let brief = &self.story.brief;
        let text = match (datum, self.value(datum)) {
            (Datum::BriefPublished, _) => brief.published.map(|day| day.to_string()),
            (Datum::BriefReportUrl, _) => brief.report_url.clone(),
            (Datum::Dates, _) => Some(self.story.inspection.dates_as_printed.clone()),
            (_, Some(Value::String(text))) => Some(text.clone()),
            (_, Some(Value::Number(number))) => Some(number.to_string()),
            _ => None,
        };
        text.filter(|text| !text.is_empty())
    }

    /// Returns the label of a datum, or of the nearest one above it that has a label.
    fn label(&self, datum: &Datum) -> String {
        let Some(known) = datum.nearest() else {
            let pointer = datum.to_string();
            let steps = || pointer.split('/').skip(2).collect::<Vec<_>>().join(" ");
            // An answer to an output: /brief/outputs/OUTPUT/FIELD.
            let steps_of: Vec<&str> = pointer.split('/').skip(1).collect();
            if let [root, "outputs", output, field, ..] = steps_of[..] {
                return format!("{root}: {}, for {output}", field.replace('_', " "));
            }
            return match datum.root() {
                "options" => format!("an option of the draft: {}", steps()),
                "inspection" => format!("the report: {}", steps()),
                root @ ("brief" | "desk") => format!("{root}: {}", steps()),
                _ => format!("the datum {pointer}"),
            };
        };
        let words = self.words(&known);
        match known.root() {
            root @ ("brief" | "desk") => format!("{root}: {words}"),
            _ => words,
        }
    }

    fn words(&self, datum: &Datum) -> String {
        use Datum as D;
        let same = str::to_owned;
        match *datum {
            D::JudgementName(place) | D::JudgementShort(place) => {
                format!("the judgements of the report: {}", self.short(place))
            }
            D::Judgement(place) | D::JudgementGrade(place) | D::JudgementGradeName(place) => {
                format!("the report: grade for {}", self.short(place))
            }
            D::JudgementStated(place) => format!("the report: the sentence on {}", self.short(place)),
            D::JudgementChange(place) | D::JudgementChangeFrom(place) | D::JudgementChangeYear(place) => {
                let year = self.story.previous().map(|previous| format!(" in {}", previous.inspected.year()));
                format!("the public record: grade of {}{}", self.short(place), year.unwrap_or_default())
            }
            D::Previous | D::PreviousInspected | D::PreviousYear | D::PreviousPublished | D::PreviousGradeName(_) => {
                let year =
                    self.story.previous().map(|previous| format!(": inspection of {}", previous.inspected.year()));
                format!("the public record{}", year.unwrap_or_default())
            }
            D::History(past) | D::HistoryYear(past) | D::HistoryGradeName(past, _) => {
                let year =
                    self.story.history().get(past).map(|past| format!(": inspection of {}", past.inspected.year()));
                format!("the public record{}", year.unwrap_or_default())
            }
            D::Outcome => same("the report’s judgements, counted"),
            D::Quote(place) | D::QuoteText(place) | D::QuoteParagraph(place) => self.quote(place),
            D::FigureParagraph(_) => same("the number of a paragraph of the report"),
            D::BriefPublished => same("day of publication"),
            D::BriefPublishAt => same("time of publication"),
            D::BriefReportUrl => same("address of the report"),
            D::KeyMessage(place) => format!("key message {}", place + 1),
            D::NextStep(place) => format!("next step {}", place + 1),
            D::Fact(place) => format!("fact {}", place + 1),
            D::FactSource(place) => format!("source of fact {}", place + 1),
            D::LinkText(place) | D::LinkUrl(place) => format!("link {}", place + 1),
            D::PictureAlt(place) | D::PictureFile(place) => format!("picture {}", place + 1),
            D::StatementWords(place) => format!("statement of {}", self.speaker(place)),
            D::Statement(place) | D::StatementAgreedOn(place) | D::SpeakerName(place) | D::SpeakerRole(place) => {
                format!("who gave the statement of {}", self.speaker(place))
            }
            D::PersonName(place) => self.person(place).map_or(same("people"), |it| format!("name of {}", it.role)),
            D::PersonRole(place) => self.person(place).map_or(same("people"), |it| format!("role of {}", it.name)),
            D::Council | D::CouncilName | D::CouncilShort | D::CouncilAbout => same("the council"),
            D::Contacts | D::ContactName(_) | D::ContactEmail(_) | D::ContactPhone(_) | D::ContactUrl(_) => {
                same("contacts")
            }
            D::Recruitment | D::RecruitmentOffer(_) | D::RecruitmentPlace | D::RecruitmentPracticeModel => {
                same("recruitment")
            }
            ref report => of_report(report, &|place| self.paragraph(place)),
        }
    }

    fn paragraph(&self, place: usize) -> String {
        match self.story.inspection.paragraphs.get(place) {
            Some(Paragraph { number: Some(number), .. }) => format!("paragraph {number} of the report"),
            Some(Paragraph { page, .. }) => format!("page {page} of the report"),
            None => "a paragraph of the report".to_owned(),
        }
    }

    fn quote(&self, place: usize) -> String {
        match self.value(&Datum::QuoteParagraph(place)) {
            Some(Value::Number(number)) => format!("the number of paragraph {number} of the report"),
            _ => "a sentence of the report".to_owned(),
        }
    }

    fn short(&self, judgement: usize) -> &str {
        self.value(&Datum::JudgementShort(judgement)).and_then(Value::as_str).unwrap_or("a judgement")
    }

    fn speaker(&self, statement: usize) -> &str {
        self.value(&Datum::SpeakerName(statement)).and_then(Value::as_str).unwrap_or("somebody")
    }

    fn person(&self, place: usize) -> Option<&Person> {
        self.story.desk.as_ref()?.people.get(place)
    }
}

/// Returns the words for a datum of the report, but for its judgements.
fn of_report(datum: &Datum, paragraph: &dyn Fn(usize) -> String) -> String {
    use Datum as D;
    let same = str::to_owned;
    match *datum {
        D::Title => same("the title of the report"),
        D::Dates => same("the dates of the inspection, in the report"),
        D::Published => same("the day of publication, entered with the inspection"),
        D::ReportUrl => same("the address of the report, entered with the inspection"),
        D::Kind => same("the standard words for this kind of document"),
        D::Scale => same("the standard words for its grades"),
        D::FrameworkTitle => same("the title of the framework"),
        D::Authority | D::AuthorityName | D::AuthorityTitle => same("the report: name of the authority"),
        D::Partners | D::Partner(_) => same("the partners, in the report"),
        D::RunBy => same("what runs the service, in the report"),
        D::Leads | D::LeadName(_) | D::LeadTitle(_) => same("the lead inspector, in the report"),
        D::Summaries | D::Summary(_) => same("the summary of the report"),
        D::Paragraph(place) => paragraph(place),
        D::Heading(_) => same("a heading of the report"),
        D::LetterDate => same("the date of the letter"),
        D::Inspectors | D::InspectorName(_) | D::InspectorTitle(_) => same("the inspectors, in the report"),
        D::Topic => same("the report: what inspectors looked at"),
        D::OutcomeText => same("the outcome, in the report"),
        D::PriorityActions => same("the report: number of areas for priority action"),
        D::PriorityAction(place)
        | D::PriorityActionText(place)
        | D::PriorityActionPoint(place, _)
        | D::PriorityActionPointText(place, _) => format!("the report: area {} for priority action", place + 1),
        D::Improvements => same("the report: number of points to improve"),
        D::Improvement(place)
        | D::ImprovementText(place)
        | D::ImprovementPoint(place, _)
        | D::ImprovementPointText(place, _) => format!("the report: point {} to improve", place + 1),
        _ => datum.to_string(),
    }
}

/// Returns the kind of source that a datum comes from.
fn whose(datum: &Datum) -> Whose {
    match datum.nearest().as_ref() {
        Some(Datum::JudgementChange(_) | Datum::JudgementChangeFrom(_) | Datum::JudgementChangeYear(_)) => {
            Whose::Record
        }
        Some(Datum::Kind | Datum::Scale) => Whose::Template,
        _ => match datum.root() {
            "previous" => Whose::Record,
            "brief" | "options" => Whose::Brief,
            "desk" => Whose::Desk,
            _ => Whose::Report,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::of_report;
    use crate::inspection::Datum;

    #[test]
    fn every_datum_of_the_report_has_words() {
        let judged = |datum: &Datum| format!("{datum:?}").starts_with("Judgement");
        for datum in Datum::all().iter().filter(|datum| datum.root() == "inspection" && !judged(datum)) {
            assert!(!of_report(datum, &|_| "a paragraph".to_owned()).starts_with('/'), "{datum:?}");
        }
    }
}
