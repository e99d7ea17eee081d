//! What a text is held against: the report's words, each person's agreed statements, what the council says itself, and the
//! facts. Not here: how a text is held against any of it.

use crate::brief::Brief;
use crate::check::claims::Reader;
use crate::check::evidence::calendar::Calendar;
use crate::check::evidence::contacts::Contact;
use crate::check::evidence::earlier::EarlierReport;
use crate::check::evidence::figures::figures;
use crate::check::evidence::known::Known;
use crate::check::evidence::passages::{Passage, Passages};
use crate::check::evidence::retold::Retold;
use crate::desk::Desk;
use crate::inspection::{Area, AreaId, Datum, GradeId, Inspection, PastInspection, PointList, SectionRole};
use crate::language::{Phrases, name_parts};
use crate::text::{Span, texts_in};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What a text is held against, with an index of its words.
#[derive(Debug)]
pub struct Ground<'a> {
    /// What is known.
    pub(in crate::check) known: Known<'a>,
    /// The report's words.
    pub(in crate::check) report: Passages,
    /// The earlier reports that the story holds.
    pub(in crate::check) earlier: Vec<EarlierReport<'a>>,
    /// The council's own words: brief and desk, without the statements.
    pub(in crate::check) own: Passages,
    /// The people who are known.
    pub(in crate::check) people: Vec<Person>,
    reader: OnceCell<Option<Reader>>,
    calendar: OnceCell<Calendar>,
    numbers: OnceCell<BTreeSet<String>>,
    authorities: OnceCell<Phrases<String>>,
    contacts: OnceCell<Vec<(Contact, String)>>,
    retold: OnceCell<Retold>,
}

/// Somebody who is known.
#[derive(Debug)]
pub(in crate::check) struct Person {
    /// The name with its title.
    pub(in crate::check) name: String,
    /// The words of the name without titles, in lower case; the surname last.
    pub(in crate::check) parts: Vec<String>,
    /// The roles in which the person may be named.
    pub(in crate::check) roles: Vec<String>,
    /// Whether the person is a politician.
    pub(in crate::check) politician: bool,
    /// Whether the person led the inspection.
    pub(in crate::check) inspector: bool,
    /// The words that the person agreed to.
    pub(in crate::check) statements: Passages,
}

impl<'a> Ground<'a> {
    /// Makes the index.
    pub fn new(known: Known<'a>) -> Ground<'a> {
        Ground {
            report: Passages::new(report(known.inspection)),
            earlier: known.earlier.iter().filter_map(|past| EarlierReport::new(past, report(past))).collect(),
            own: Passages::new(own(known.brief, known.desk)),
            people: people(&known),
            known,
            reader: OnceCell::new(),
            calendar: OnceCell::new(),
            numbers: OnceCell::new(),
            authorities: OnceCell::new(),
            contacts: OnceCell::new(),
            retold: OnceCell::new(),
        }
    }

    /// Turns to a text of another output; everything that was made ready stays.
    pub fn turn_to(&mut self, output: Option<&'a str>, partial: bool) {
        (self.known.output, self.known.partial) = (output, partial);
    }

    /// Reads claims about the report's grades; none where no framework is known.
    pub(in crate::check) fn reader(&self) -> Option<&Reader> {
        self.reader.get_or_init(|| Reader::new(&self.known)).as_ref()
    }

    /// The dates that a source has.
    pub(in crate::check) fn calendar(&self) -> &Calendar {
        self.calendar.get_or_init(|| Calendar::of(&self.known, self.all_passages()))
    }

    /// The figures that a source has.
    pub(in crate::check) fn numbers(&self) -> &BTreeSet<String> {
        self.numbers.get_or_init(|| figures(&self.known, self.all_passages()))
    }

    /// The contacts that a source has, each as the source writes it.
    pub(in crate::check) fn contacts(&self) -> &[(Contact, String)] {
        let read = || {
            let in_passage = |passage: &Passage| {
                let written = |(span, contact): (Span, Contact)| (contact, passage.text[span].to_owned());
                Contact::all(&passage.text).into_iter().map(written).collect::<Vec<_>>()
            };
            let links = self.known.brief.map_or(&[][..], |brief| &brief.links).iter();
            let report = self.known.report_url.into_iter();
            let links = links.map(|link| link.url.as_str()).chain(report);
            let links = links.map(|url| (Contact::page(url), url.to_owned()));
            self.sources().flat_map(Passages::all).flat_map(in_passage).chain(links).collect()
        };
        self.contacts.get_or_init(read)
    }

    /// The sentences of the sources that have figures.
    pub(in crate::check) fn retold(&self) -> &Retold {
        // Nobody repeats the addresses, the team and the law.
        let is_detail = |passage: &&Passage| {
            let Datum::Paragraph(place) = passage.datum else { return false };
            let paragraph = self.known.inspection.paragraphs.get(place);
            paragraph.is_some_and(|paragraph| paragraph.role == Some(SectionRole::Details))
        };
        let read = || Retold::of(self.sources().flat_map(Passages::all).filter(|passage| !is_detail(passage)));
        self.retold.get_or_init(read)
    }

    /// How texts name authorities, each with the key of the public record.
    pub(in crate::check) fn authorities(&self) -> &Phrases<String> {
        self.authorities.get_or_init(|| {
            let entries = self.known.authorities.iter();
            let named = entries.flat_map(|entry| entry.names().map(|name| (name, entry.key())));
            let named: Vec<_> =
                named.flat_map(|(name, key)| [(format!("{name}’s"), key), (name.to_owned(), key)]).collect();
            Phrases::new(named.iter().map(|(name, key)| (name.as_str(), (*key).to_owned())))
        })
    }

    /// Every source: the report, the council's own words, and each person's statements.
    pub(in crate::check) fn sources(&self) -> impl Iterator<Item = &Passages> {
        [&self.report, &self.own].into_iter().chain(self.people.iter().map(|person| &person.statements))
    }

    /// The passages of every source and of the earlier reports.
    fn all_passages(&self) -> impl Iterator<Item = &Passage> {
        let earlier = self.earlier.iter().map(|report| &report.passages);
        self.sources().chain(earlier).flat_map(Passages::all)
    }

    /// The passages of the report.
    pub fn report_passages(&self) -> &[Passage] {
        self.report.all()
    }

    /// The passage that a datum is.
    pub fn passage_of(&self, datum: &Datum) -> Option<&Passage> {
        self.sources().flat_map(Passages::all).find(|passage| passage.datum == *datum)
    }

    /// The name of a grade as reports print it.
    pub(in crate::check) fn grade_name(&self, grade: &GradeId) -> String {
        let frameworks = self.known.framework.into_iter().chain(self.known.frameworks.iter());
        let name = frameworks.filter_map(|framework| framework.grade(grade)).map(|grade| grade.name.clone()).next();
        name.unwrap_or_else(|| grade.to_string())
    }

    /// The area of an earlier inspection, judged there, that an area of today was part of.
    pub(in crate::check) fn area_then(&self, id: &AreaId, past: &PastInspection) -> Option<AreaId> {
        if past.judgements.contains_key(id) {
            return Some(id.clone());
        }
        let area = self.known.framework?.area(id)?;
        let then = self.known.frameworks.get(&past.framework)?;
        let same = |other: &&Area| {
            area.wordings().any(|words| other.wordings().any(|other| other.eq_ignore_ascii_case(words)))
        };
        then.areas.iter().find(same).map(|area| area.id.clone())
    }

    /// The grade that an area of today had at an earlier inspection.
    pub(in crate::check) fn grade_then<'p>(&self, id: &AreaId, past: &'p PastInspection) -> Option<&'p GradeId> {
        past.judgements.get(&self.area_then(id, past)?)
    }

    /// Whether a datum's words need nobody's agreement, or the brief says who gave it.
    pub(in crate::check) fn is_agreed(&self, datum: &Datum) -> bool {
        let Datum::StatementWords(place) = *datum else { return true };
        let statement = self.known.brief.and_then(|brief| brief.statements.get(place));
        statement.is_none_or(|statement| statement.agreed_by.as_ref().is_some_and(|who| !who.trim().is_empty()))
    }

    /// The number of the report's paragraph that a datum is.
    pub(in crate::check) fn paragraph_number(&self, datum: &Datum) -> Option<u32> {
        let Datum::Paragraph(place) = *datum else { return None };
        self.known.inspection.paragraphs.get(place)?.number
    }
}

fn passage(label: impl Into<String>, datum: Datum, text: &str) -> Passage {
    Passage { label: label.into(), datum, text: text.to_owned() }
}

fn report(inspection: &Inspection) -> Vec<Passage> {
    let mut all = Vec::new();
    for (place, text) in inspection.summary.iter().enumerate() {
        all.push(passage("the summary", Datum::Summary(place), text));
    }
    for (place, action) in inspection.priority_actions.iter().enumerate() {
        let label = format!("area for priority action {}", place + 1);
        all.extend(action.texts(PointList::Priority, place).map(|(datum, text)| passage(label.clone(), datum, text)));
    }
    for (place, point) in inspection.improvements.iter().enumerate() {
        let label = format!("point {} of what needs to improve", place + 1);
        all.extend(point.texts(PointList::Improve, place).map(|(datum, text)| passage(label.clone(), datum, text)));
    }
    for (place, paragraph) in inspection.paragraphs.iter().enumerate() {
        let label = match paragraph.number {
            Some(number) => format!("paragraph {number}"),
            None => format!("page {}", paragraph.page),
        };
        all.push(passage(label, Datum::Paragraph(place), &paragraph.text));
    }
    for (place, judgement) in inspection.judgements.iter().enumerate() {
        all.push(passage("the judgements", Datum::JudgementName(place), &judgement.name));
    }
    for (place, section) in inspection.sections.iter().enumerate() {
        all.push(passage("a heading", Datum::Heading(place), &section.heading));
    }
    all.push(passage("the title", Datum::Title, &inspection.title));
    if !inspection.topic.is_empty() {
        all.push(passage("what inspectors looked at", Datum::Topic, &inspection.topic));
    }
    if let Some(outcome) = &inspection.outcome {
        all.push(passage("the outcome", Datum::OutcomeText, &outcome.text));
    }
    all
}

fn own(brief: Option<&Brief>, desk: Option<&Desk>) -> Vec<Passage> {
    let mut all = Vec::new();
    let answers = [("brief", brief.map(|brief| &brief.outputs)), ("desk", desk.map(|desk| &desk.outputs))];
    for (file, answers) in answers {
        for (output, fields) in answers.into_iter().flatten() {
            let texts =
                fields.iter().flat_map(|(key, value)| texts_in(&format!("/{file}/outputs/{output}/{key}"), value));
            let label = format!("what the {file} answers to {output}");
            all.extend(texts.map(|(pointer, text)| passage(label.clone(), Datum::Other(pointer), &text)));
        }
    }
    let mut add = |label: &str, datum: Datum, text: &str| all.push(passage(label, datum, text));
    if let Some(brief) = brief {
        for (place, text) in brief.key_messages.iter().enumerate() {
            add("a key message of the brief", Datum::KeyMessage(place), text);
        }
        for (place, text) in brief.next_steps.iter().enumerate() {
            add("a next step of the brief", Datum::NextStep(place), text);
        }
        for (place, fact) in brief.facts.iter().enumerate() {
            add("a fact of the brief", Datum::Fact(place), &fact.text);
            add("the source of a fact", Datum::FactSource(place), &fact.source);
        }
        for (place, link) in brief.links.iter().enumerate() {
            add("a link of the brief", Datum::LinkText(place), &link.text);
        }
        for (place, picture) in brief.pictures.iter().enumerate() {
            add("a picture of the brief", Datum::PictureAlt(place), &picture.alt);
        }
    }
    if let Some(desk) = desk {
        own_of_desk(desk, &mut add);
    }
    all
}

fn own_of_desk(desk: &Desk, add: &mut impl FnMut(&str, Datum, &str)) {
    let council = &desk.council;
    add("the desk: council", Datum::CouncilName, &council.name);
    add("the desk: about", Datum::CouncilAbout, council.about.as_deref().unwrap_or_default());
    for (place, contact) in desk.contacts.iter().enumerate() {
        for (datum, text) in [
            (Datum::ContactName(place), Some(&contact.name)),
            (Datum::ContactEmail(place), contact.email.as_ref()),
            (Datum::ContactPhone(place), contact.phone.as_ref()),
            (Datum::ContactUrl(place), contact.url.as_ref()),
        ] {
            add("a contact of the desk", datum, text.map_or("", String::as_str));
        }
    }
    let Some(recruitment) = &desk.recruitment else { return };
    for (place, text) in recruitment.offer.iter().enumerate() {
        add("the desk: offer", Datum::RecruitmentOffer(place), text);
    }
    for (datum, text) in
        [(Datum::RecruitmentPlace, &recruitment.place), (Datum::RecruitmentPracticeModel, &recruitment.practice_model)]
    {
        add("the desk: recruitment", datum, text.as_deref().unwrap_or_default());
    }
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
    for (inspector, _) in known.inspection.all_inspectors() {
        person(&inspector.name, &inspector.title, false, true);
    }
    let statements = known.brief.map_or(&[][..], |brief| &brief.statements);
    let mut words: Vec<(usize, Passage)> = Vec::new();
    for (place, statement) in statements.iter().enumerate() {
        let of_desk = desk_people.iter().find(|person| person.id == statement.speaker);
        let name = of_desk.map_or(&statement.speaker, |person| &person.name);
        let speaker = person(name, statement.role.as_deref().unwrap_or_default(), false, false);
        let label = format!("the statement of {name}");
        words.push((speaker, passage(label, Datum::StatementWords(place), &statement.words)));
    }
    for (number, person) in people.iter_mut().enumerate() {
        let own = words.iter().filter(|(speaker, _)| *speaker == number).map(|(_, passage)| passage.clone());
        person.statements = Passages::new(own.collect());
    }
    people
}
