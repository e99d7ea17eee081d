//! What a text is held against: the report's words, each person's agreed statements, what the council says itself, and the
//! facts. Not here: how a text is held against any of it.

use super::calendar::Calendar;
use super::claims::Reader;
use super::figures::figures;
use super::known::Known;
use super::passages::{Passage, Passages};
use super::phrases::Phrases;
use crate::brief::Brief;
use crate::desk::Desk;
use crate::inspection::Inspection;
use crate::text;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What a text is held against, with an index of its words.
#[derive(Debug)]
pub struct Ground<'a> {
    /// What is known.
    pub(super) known: Known<'a>,
    /// The report's words.
    pub(super) report: Passages,
    /// The council's own words: brief and desk, without the statements.
    pub(super) own: Passages,
    /// The people who are known.
    pub(super) people: Vec<Person>,
    reader: OnceCell<Option<Reader>>,
    calendar: OnceCell<Calendar>,
    numbers: OnceCell<BTreeSet<String>>,
    authorities: OnceCell<Phrases<String>>,
}

/// Somebody who is known.
#[derive(Debug)]
pub(super) struct Person {
    /// The name with its title.
    pub(super) name: String,
    /// The words of the name without titles, in lower case; the surname last.
    pub(super) parts: Vec<String>,
    /// The roles in which the person may be named.
    pub(super) roles: Vec<String>,
    /// Whether the person is a politician.
    pub(super) politician: bool,
    /// Whether the person led the inspection.
    pub(super) inspector: bool,
    /// The words that the person agreed to.
    pub(super) statements: Passages,
}

/// Titles that stand before a name.
pub(super) const TITLES: [&str; 17] = [
    "councillor",
    "councillors",
    "cllr",
    "cllrs",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "rev",
];

impl<'a> Ground<'a> {
    /// Makes the index.
    pub fn new(known: Known<'a>) -> Ground<'a> {
        Ground {
            report: Passages::new(report(known.inspection)),
            own: Passages::new(own(known.brief, known.desk)),
            people: people(&known),
            known,
            reader: OnceCell::new(),
            calendar: OnceCell::new(),
            numbers: OnceCell::new(),
            authorities: OnceCell::new(),
        }
    }

    /// Reads claims about the report's grades; none where no framework is known.
    pub(super) fn reader(&self) -> Option<&Reader> {
        self.reader.get_or_init(|| Reader::new(&self.known)).as_ref()
    }

    /// The dates that a source has.
    pub(super) fn calendar(&self) -> &Calendar {
        self.calendar.get_or_init(|| Calendar::of(&self.known, self.sources().flat_map(Passages::all)))
    }

    /// The figures that a source has.
    pub(super) fn numbers(&self) -> &BTreeSet<String> {
        self.numbers.get_or_init(|| figures(&self.known, self.sources().flat_map(Passages::all)))
    }

    /// How texts name authorities, each with the key of the public record.
    pub(super) fn authorities(&self) -> &Phrases<String> {
        let names = || {
            let entries = self.known.authorities.iter();
            entries.flat_map(|entry| entry.names().map(|name| (name, entry.key().to_owned())))
        };
        self.authorities.get_or_init(|| Phrases::new(names()))
    }

    /// Every source: the report, the council's own words, and each person's statements.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Passages> {
        [&self.report, &self.own].into_iter().chain(self.people.iter().map(|person| &person.statements))
    }

    /// What the report says at a JSON pointer.
    pub fn passage_at(&self, pointer: &str) -> Option<&Passage> {
        self.sources().flat_map(Passages::all).find(|passage| passage.pointer == pointer)
    }

    /// The name of a grade as reports print it.
    pub(super) fn grade_name(&self, grade: &crate::inspection::GradeId) -> String {
        let frameworks = self.known.framework.into_iter().chain(self.known.frameworks.iter());
        let name = frameworks.filter_map(|framework| framework.grade(grade)).map(|grade| grade.name.clone()).next();
        name.unwrap_or_else(|| grade.to_string())
    }

    /// Whether the words at a pointer need nobody's agreement, or the brief says who gave it.
    pub(super) fn is_agreed(&self, pointer: &str) -> bool {
        let statement = || {
            let place: usize = pointer.strip_prefix("/brief/statements/")?.split('/').next()?.parse().ok()?;
            self.known.brief?.statements.get(place)
        };
        statement().is_none_or(|statement| statement.agreed_by.as_ref().is_some_and(|who| !who.trim().is_empty()))
    }

    /// The number of the report's paragraph that a pointer leads to.
    pub(super) fn paragraph_number(&self, pointer: &str) -> Option<u32> {
        let index: usize = pointer.strip_prefix("/inspection/paragraphs/")?.split('/').next()?.parse().ok()?;
        self.known.inspection.paragraphs.get(index)?.number
    }
}

fn passage(label: impl Into<String>, pointer: String, text: &str) -> Passage {
    Passage { label: label.into(), pointer, text: text.to_owned() }
}

fn report(inspection: &Inspection) -> Vec<Passage> {
    let mut all = Vec::new();
    for (place, text) in inspection.summary.iter().enumerate() {
        all.push(passage("the summary", format!("/inspection/summary/{place}"), text));
    }
    for (place, point) in inspection.improvements.iter().enumerate() {
        let label = format!("point {} of what needs to improve", place + 1);
        let at = format!("/inspection/improvements/{place}");
        let texts = point.texts(&at);
        all.extend(texts.map(|(pointer, text)| passage(label.clone(), pointer, text)));
    }
    for (place, paragraph) in inspection.paragraphs.iter().enumerate() {
        let label = match paragraph.number {
            Some(number) => format!("paragraph {number}"),
            None => format!("page {}", paragraph.page),
        };
        all.push(passage(label, format!("/inspection/paragraphs/{place}/text"), &paragraph.text));
    }
    for (place, judgement) in inspection.judgements.iter().enumerate() {
        all.push(passage("the judgements", format!("/inspection/judgements/{place}/name"), &judgement.name));
    }
    for (place, section) in inspection.sections.iter().enumerate() {
        all.push(passage("a heading", format!("/inspection/sections/{place}/heading"), &section.heading));
    }
    all.push(passage("the title", "/inspection/title".to_owned(), &inspection.title));
    all
}

fn own(brief: Option<&Brief>, desk: Option<&Desk>) -> Vec<Passage> {
    let mut all = Vec::new();
    let mut add = |label: &str, pointer: String, text: &str| all.push(passage(label, pointer, text));
    if let Some(brief) = brief {
        for (place, text) in brief.key_messages.iter().enumerate() {
            add("a key message of the brief", format!("/brief/key_messages/{place}"), text);
        }
        for (place, text) in brief.next_steps.iter().enumerate() {
            add("a next step of the brief", format!("/brief/next_steps/{place}"), text);
        }
        for (place, fact) in brief.facts.iter().enumerate() {
            add("a fact of the brief", format!("/brief/facts/{place}/text"), &fact.text);
            add("the source of a fact", format!("/brief/facts/{place}/source"), &fact.source);
        }
        for (place, link) in brief.links.iter().enumerate() {
            add("a link of the brief", format!("/brief/links/{place}/text"), &link.text);
        }
        for (place, picture) in brief.pictures.iter().enumerate() {
            add("a picture of the brief", format!("/brief/pictures/{place}/alt"), &picture.alt);
        }
    }
    if let Some(desk) = desk {
        own_of_desk(desk, &mut add);
    }
    all
}

fn own_of_desk(desk: &Desk, add: &mut impl FnMut(&str, String, &str)) {
    let council = &desk.council;
    add("the desk: council", "/desk/council/name".to_owned(), &council.name);
    add("the desk: about", "/desk/council/about".to_owned(), council.about.as_deref().unwrap_or_default());
    for (place, contact) in desk.contacts.iter().enumerate() {
        for (field, text) in [
            ("name", Some(&contact.name)),
            ("email", contact.email.as_ref()),
            ("phone", contact.phone.as_ref()),
            ("url", contact.url.as_ref()),
        ] {
            add("a contact of the desk", format!("/desk/contacts/{place}/{field}"), text.map_or("", String::as_str));
        }
    }
    let Some(recruitment) = &desk.recruitment else { return };
    for (place, text) in recruitment.offer.iter().enumerate() {
        add("the desk: offer", format!("/desk/recruitment/offer/{place}"), text);
    }
    for (field, text) in [("place", &recruitment.place), ("practice_model", &recruitment.practice_model)] {
        add("the desk: recruitment", format!("/desk/recruitment/{field}"), text.as_deref().unwrap_or_default());
    }
}

/// The words of a name without titles, in lower case.
pub(super) fn name_parts(name: &str) -> Vec<String> {
    let forms = text::words(name).map(|range| text::normal(&name[range]).to_lowercase());
    forms.filter(|form| !TITLES.contains(&form.trim_end_matches('.'))).collect()
}

fn people(known: &Known<'_>) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut person = |name: &str, role: &str, politician: bool, inspector: bool| {
        let parts = name_parts(name);
        let place = people.iter().position(|person: &Person| person.parts == parts).unwrap_or_else(|| {
            let statements = Passages::default();
            let roles = Vec::new();
            people.push(Person { name: name.to_owned(), parts, roles, politician, inspector, statements });
            people.len() - 1
        });
        if !role.is_empty() {
            people[place].roles.push(role.to_owned());
        }
        place
    };
    let desk_people = known.desk.map_or(&[][..], |desk| &desk.people);
    for of_desk in desk_people {
        person(&of_desk.name, &of_desk.role, of_desk.politician, false);
    }
    for lead in &known.inspection.lead_inspectors {
        person(&lead.name, &lead.title, false, true);
    }
    let statements = known.brief.map_or(&[][..], |brief| &brief.statements);
    let mut words: Vec<(usize, Passage)> = Vec::new();
    for (place, statement) in statements.iter().enumerate() {
        let of_desk = desk_people.iter().find(|person| person.id == statement.speaker);
        let name = of_desk.map_or(&statement.speaker, |person| &person.name);
        let speaker = person(name, statement.role.as_deref().unwrap_or_default(), false, false);
        let pointer = format!("/brief/statements/{place}/words");
        words.push((speaker, passage(format!("the statement of {name}"), pointer, &statement.words)));
    }
    for (number, person) in people.iter_mut().enumerate() {
        let own = words.iter().filter(|(speaker, _)| *speaker == number).map(|(_, passage)| passage.clone());
        person.statements = Passages::new(own.collect());
    }
    people
}
