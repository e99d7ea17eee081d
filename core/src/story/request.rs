//! Converts a story into the data that plugins and templates receive, in the SDK's wire types, and records which datum
//! each derived one comes from. No internal type crosses this border.

use super::Story;
use super::answers::Answers;
use crate::brief::Statement;
use crate::desk::{ContactFor, Desk};
use crate::document::Source;
use crate::inspection::{self, Datum, DocumentKind, Framework, Number, Outcome, PastInspection, Service};
use crate::language;
use crate::quotable::{self, Place, Quotable};
use crate::text::Span;
use copydesk_plugin::story as wire;
use copydesk_plugin::story::Id;
use std::collections::BTreeMap;

/// A request, and the sources of its derived data.
#[derive(Debug)]
pub(super) struct Data {
    /// The request for the plugin.
    pub(super) request: wire::Request,
    /// JSON pointer of a derived datum -> the datum it is made of.
    pub(super) aliases: BTreeMap<String, Source>,
}

/// Puts the story into wire types, for one output and one audience, with what people answered to the output.
pub(super) fn of(story: &Story, output: &str, audience: wire::Audience, answers: Answers) -> Data {
    let mut aliases = BTreeMap::new();
    answers.alias(output, &mut aliases);
    let inspection = &story.inspection;
    let framework = story.framework();
    let outcome = story.outcome();
    let judgements = judgements(inspection, framework, outcome.as_ref());
    let quotes = story.quotes();
    for place in 0..judgements.len() {
        alias_fields(&mut aliases, &Datum::Judgement(place).to_string(), place);
    }
    alias_parts(story, quotes, &mut aliases);
    alias_entered(story, &mut aliases);
    let theme = quotable::theme(inspection);
    if let Some((of, theme)) = &theme {
        let whole = if *of == Datum::Topic { &story.inspection.topic } else { &story.inspection.title };
        let start = whole.find(theme).unwrap_or_default();
        let part = Some(Span::new(start, start + theme.len()));
        aliases.insert("/inspection/theme".to_owned(), Source { part, ..Source::whole(of) });
    }
    let request = wire::Request {
        output: output.to_owned(),
        audience,
        // An output has it from its descriptor.
        language: String::new(),
        outcome: outcome.map_or_else(wire::Outcome::default, |outcome| {
            wire_outcome(&outcome, &judgements, framework, &mut aliases)
        }),
        previous: story.previous().map(|previous| wire_previous(previous, id(&Datum::Previous), story)),
        history: wire_history(story),
        quotes: quotes.iter().enumerate().map(|(place, quote)| wire_quote(place, quote, story)).collect(),
        figures: wire_figures(story.figures(), &mut aliases),
        brief: wire::Brief { own: answers.brief, ..wire_brief(story) },
        desk: wire::Desk { own: answers.desk, ..story.desk.as_ref().map_or_else(wire::Desk::default, wire_desk) },
        options: answers.options,
        inspection: wire_inspection(story, framework, judgements, theme.map_or("", |(_, theme)| theme)),
    };
    Data { request, aliases }
}

/// Maps parts of texts to the texts: sentences, what is quoted of them, and short forms.
fn alias_parts(story: &Story, quotes: &[Quotable], aliases: &mut BTreeMap<String, Source>) {
    for (place, quote) in quotes.iter().enumerate() {
        let datum = datum_of(quote.place);
        let mut alias = |datum_name: &str, part: Span| {
            aliases.insert(id(&Datum::Quote(place)).child(datum_name).as_str().to_owned(), Source::part(&datum, part));
        };
        alias("text", quote.part);
        if let Some((opening, rest)) = parted(quote) {
            alias("opening", opening + quote.part.start);
            alias("rest", rest + quote.part.start);
        }
    }
    let inspection = &story.inspection;
    for (place, point) in inspection.improvements.iter().enumerate() {
        alias_point(aliases, &id(&Datum::Improvement(place)), point, &Datum::ImprovementText(place));
    }
    for (place, action) in inspection.priority_actions.iter().enumerate() {
        alias_point(aliases, &id(&Datum::PriorityAction(place)), action, &Datum::PriorityActionText(place));
    }
    let effects = [("effect", quotable::effect(inspection)), ("effect_in_full", quotable::effect_in_full(inspection))];
    for (field, found) in effects {
        if let Some((place, part)) = found {
            aliases.insert(format!("/inspection/{field}"), Source::part(&Datum::Summary(place), part));
        }
    }
}

/// Maps the short form of a point, and what it is about, to its words.
fn alias_point(aliases: &mut BTreeMap<String, Source>, at: &Id, point: &inspection::Improvement, text: &Datum) {
    if let Some(part) = quotable::short(&point.text) {
        aliases.insert(at.child("short").as_str().to_owned(), Source::part(text, part));
    }
    for words in ["families", "children"] {
        aliases.insert(at.child("about").child(words).as_str().to_owned(), Source::whole(text));
    }
}

/// Returns the parts of a sentence that can be quoted after its beginning: the beginning, and the rest.
fn parted(quote: &Quotable) -> Option<(Span, Span)> {
    let rest = quote.rest?;
    let opening = quote.text[..rest.start].trim_end().len();
    Some((Span::new(0, opening), rest))
}

/// Maps the data that people entered to the brief or the desk, wherever the request repeats them.
fn alias_entered(story: &Story, aliases: &mut BTreeMap<String, Source>) {
    let brief = &story.brief;
    let mut alias = |shown: Datum, entered: Datum| aliases.insert(shown.to_string(), Source::whole(&entered));
    if brief.published.is_some() {
        alias(Datum::Published, Datum::BriefPublished);
    } else if story.inspection.published.is_none() && brief.publish_at.is_some() {
        alias(Datum::Published, Datum::BriefPublishAt);
    }
    if brief.report_url.is_some() {
        alias(Datum::ReportUrl, Datum::BriefReportUrl);
    }
    let people = story.desk.as_ref().map_or(&[][..], |desk| &desk.people);
    for (place, statement) in brief.statements.iter().enumerate() {
        let Some(person) = people.iter().position(|person| person.id == statement.speaker) else { continue };
        alias(Datum::SpeakerName(place), Datum::PersonName(person));
        if statement.role.is_none() {
            alias(Datum::SpeakerRole(place), Datum::PersonRole(person));
        }
    }
}

fn wire_inspection(
    story: &Story,
    framework: Option<&Framework>,
    judgements: Vec<wire::Judgement>,
    theme: &str,
) -> wire::Inspection {
    let inspection = &story.inspection;
    let period =
        |range: &inspection::DateRange| wire::Period { from: range.from.to_string(), to: range.to.to_string() };
    let kind = story.kind();
    let outcome = inspection.outcome.as_ref();
    let words = outcome.zip(kind).and_then(|(given, kind)| kind.outcomes.iter().find(|outcome| outcome.id == given.id));
    let inspector =
        |lead: &inspection::Inspector| wire::Inspector { name: lead.name.clone(), title: lead.title.clone() };
    wire::Inspection {
        document: inspection.document.to_string(),
        kind: kind.map_or_else(wire::Kind::default, |kind| wire_kind(kind, story)),
        framework: inspection.framework.as_ref().map(ToString::to_string),
        framework_title: framework.map(|framework| framework.title.clone()),
        scale: framework.map_or_else(wire::Scale::default, wire_scale),
        title: inspection.title.clone(),
        authority: wire_authority(&inspection.authority),
        partners: inspection.partners.clone(),
        run_by: inspection.run_by.clone(),
        dates: inspection.dates.iter().map(period).collect(),
        lead_inspectors: inspection.lead_inspectors.iter().map(inspector).collect(),
        letter_date: inspection.letter_date.map(|day| day.to_string()),
        inspectors: inspection.inspectors.iter().map(inspector).collect(),
        topic: inspection.topic.clone(),
        theme: theme.to_owned(),
        outcome: outcome.map(|outcome| wire::StatedOutcome {
            id: outcome.id.clone(),
            text: outcome.text.clone(),
            short: words.map(|words| words.short.clone()).unwrap_or_default(),
            tone: words.map_or_else(wire::Tone::default, |words| tone(words.tone)),
        }),
        judgements,
        summary: inspection.summary.clone(),
        effect: quotable::effect(inspection).map(|(place, part)| inspection.summary[place][part].to_owned()),
        effect_in_full: quotable::effect_in_full(inspection)
            .map(|(place, part)| inspection.summary[place][part].to_owned()),
        priority_actions: points(&inspection.priority_actions, Datum::PriorityAction),
        improvements: points(&inspection.improvements, Datum::Improvement),
        terms: terms(inspection),
        published: story.published().map(|day| day.to_string()),
        report_url: story.report_url().map(str::to_owned),
    }
}

fn terms(inspection: &inspection::Inspection) -> Vec<wire::Term> {
    let points = inspection.priority_actions.iter().chain(&inspection.improvements);
    let texts = points.flat_map(|point| {
        std::iter::once(point.text.as_str()).chain(point.points.iter().map(|below| below.text.as_str()))
    });
    let found = language::terms(texts).into_iter();
    found.map(|term| wire::Term { term: term.term.clone(), means: term.means.clone() }).collect()
}

fn wire_scale(framework: &Framework) -> wire::Scale {
    wire::Scale {
        looks_at: framework.looks_at.clone(),
        intervenes: framework.intervenes.clone(),
        duty: framework.duty.clone(),
        lowest: framework.grades.last().map(|grade| grade.name.clone()).unwrap_or_default(),
        grades: u32::try_from(framework.grades.len()).unwrap_or(u32::MAX),
    }
}

fn wire_kind(kind: &DocumentKind, story: &Story) -> wire::Kind {
    let partners = kind.partners.as_ref();
    wire::Kind {
        called: kind.called.clone(),
        about: kind
            .about
            .clone()
            .or_else(|| Some(story.known.services.get(&kind.service)?.name.clone()))
            .unwrap_or_default(),
        inspectorate: kind.inspectorate.clone(),
        short: kind.short.clone(),
        page: kind.page.clone(),
        tag: kind.tag.clone(),
        service: story.known.services.get(&kind.service).map_or_else(wire::Service::default, wire_service),
        graded: kind.is_graded(),
        joint: kind.is_joint(),
        names: kind.names.clone(),
        visit: kind.visit.clone(),
        found: kind.found.clone(),
        link: kind.link.clone(),
        priority_means: kind.priority_means.clone(),
        partnership: partners.map(|partners| partners.called.clone()).unwrap_or_default(),
        partners_are: partners.map(|partners| partners.are.clone()).unwrap_or_default(),
        partner_speaks: partners.map(|partners| partners.speaks.clone()).unwrap_or_default(),
    }
}

fn wire_service(service: &Service) -> wire::Service {
    wire::Service {
        name: service.name.clone(),
        people: service.people.clone(),
        one: service.one.clone(),
        help: service.help.clone(),
        director: service.director.clone(),
        work: service.work.clone(),
        workers: service.workers.clone(),
        tag: service.tag.clone(),
        work_tag: service.work_tag.clone(),
        safe: service.safe.clone(),
        need_help: service.need_help.clone(),
        in_danger: service.in_danger.clone(),
        ask: service.ask.clone(),
    }
}

fn wire_authority(authority: &inspection::Authority) -> wire::Authority {
    wire::Authority {
        name: authority.name.clone(),
        title: authority.title.clone(),
        code: authority.code.clone(),
        urn: authority.urn.clone(),
        region: authority.region.clone(),
    }
}

fn points(list: &[inspection::Improvement], datum: impl Fn(usize) -> Datum) -> Vec<wire::Improvement> {
    list.iter().enumerate().map(|(place, point)| improvement(&datum(place), point)).collect()
}

fn improvement(datum: &Datum, improvement: &inspection::Improvement) -> wire::Improvement {
    let id = id(datum);
    let points = id.child("points");
    let point = |(place, point): (usize, &inspection::Point)| wire::Point {
        id: points.child(place),
        text: point.text.clone(),
        tag: point.tag.clone(),
    };
    wire::Improvement {
        text: improvement.text.clone(),
        short: quotable::short(&improvement.text).map(|part| improvement.text[part].to_owned()),
        about: quotable::subject(&improvement.text).map(|subject| wire::Subject {
            id: subject.id.clone(),
            families: subject.families.clone(),
            children: subject.children.clone(),
        }),
        tag: improvement.tag.clone(),
        owner: improvement.owner.clone(),
        points: improvement.points.iter().enumerate().map(point).collect(),
        id,
    }
}

fn tone(tone: inspection::Tone) -> wire::Tone {
    match tone {
        inspection::Tone::Good => wire::Tone::Good,
        inspection::Tone::Mixed => wire::Tone::Mixed,
        inspection::Tone::Poor => wire::Tone::Poor,
    }
}

fn judgements(
    inspection: &inspection::Inspection,
    framework: Option<&Framework>,
    outcome: Option<&Outcome>,
) -> Vec<wire::Judgement> {
    let of = |(place, judgement): (usize, &inspection::Judgement)| {
        let area = framework.and_then(|framework| framework.area(&judgement.area));
        let grade = framework.and_then(|framework| framework.grade(&judgement.grade));
        let rank = framework.and_then(|framework| framework.rank(&judgement.grade));
        let change = outcome.and_then(|outcome| outcome.changes[place].as_ref());
        wire::Judgement {
            id: id(&Datum::Judgement(place)),
            area: judgement.area.to_string(),
            name: area.map_or_else(|| judgement.name.clone(), |area| area.name.clone()),
            short: area.map_or_else(|| judgement.name.clone(), |area| area.short.clone()),
            service: area.map_or_else(|| judgement.name.clone(), |area| area.service().to_owned()),
            families: area.map_or_else(|| judgement.name.clone(), |area| area.for_families().to_owned()),
            children: area.map_or_else(|| judgement.name.clone(), |area| area.for_children().to_owned()),
            predicate: grade
                .map_or_else(String::new, |grade| grade.predicate(area.map(|area| area.number).unwrap_or_default())),
            about: area.map_or_else(String::new, |area| area.about.as_ref().unwrap_or(&area.short).clone()),
            words: area.map_or_else(Vec::new, |area| area.words.clone()),
            safety: area.is_some_and(|area| area.safety),
            staff: area.is_some_and(|area| area.staff),
            grade: judgement.grade.to_string(),
            rank: rank.and_then(|rank| u32::try_from(rank + 1).ok()).unwrap_or_default(),
            grade_name: grade.map_or_else(|| judgement.grade.to_string(), |grade| grade.name.clone()),
            stated: judgement.words.clone(),
            tone: grade.map_or(wire::Tone::Mixed, |grade| tone(grade.tone)),
            overall: area.is_some_and(|area| area.overall),
            change: change.zip(framework).map(|(change, framework)| wire_change(change, framework)),
        }
    };
    inspection.judgements.iter().enumerate().map(of).collect()
}

fn wire_change(change: &inspection::Change, framework: &Framework) -> wire::Change {
    let direction = match change.direction {
        inspection::Direction::Up => wire::Direction::Up,
        inspection::Direction::Down => wire::Direction::Down,
        inspection::Direction::Same => wire::Direction::Same,
    };
    let from = framework.grade(&change.from).map_or_else(|| change.from.to_string(), |grade| grade.name.clone());
    wire::Change {
        direction,
        from,
        steps: u32::try_from(change.steps).unwrap_or(u32::MAX),
        jointly: change.jointly,
        year: change.year,
    }
}

fn wire_outcome(
    outcome: &Outcome,
    judgements: &[wire::Judgement],
    framework: Option<&Framework>,
    aliases: &mut BTreeMap<String, Source>,
) -> wire::Outcome {
    let copy = |aliases: &mut BTreeMap<String, Source>, pointer: &str, place: usize| {
        alias_fields(aliases, pointer, place);
        judgements[place].clone()
    };
    let overall = outcome.overall.map(|place| copy(aliases, "/outcome/overall", place));
    let mut groups = Vec::new();
    for (number, group) in outcome.groups.iter().enumerate() {
        let grade = framework.and_then(|framework| framework.grade(&group.grade));
        let pointer = format!("/outcome/groups/{number}");
        let members = group.judgements.iter().enumerate();
        let members: Vec<wire::Judgement> =
            members.map(|(member, &place)| copy(aliases, &format!("{pointer}/judgements/{member}"), place)).collect();
        groups.push(wire::Group {
            grade: group.grade.to_string(),
            grade_name: grade.map_or_else(|| group.grade.to_string(), |grade| grade.name.clone()),
            tone: grade.map_or(wire::Tone::Mixed, |grade| tone(grade.tone)),
            predicate: match (&members[..], grade) {
                ([only], _) => only.predicate.clone(),
                (_, Some(grade)) => grade.predicate(Number::Plural),
                (_, None) => String::new(),
            },
            judgements: members,
        });
        if let Some(&first) = group.judgements.first() {
            for field in ["grade_name", "predicate"] {
                aliases.insert(format!("{pointer}/{field}"), Source::whole(&Datum::JudgementGradeName(first)));
            }
        }
    }
    let others = (0..judgements.len()).filter(|place| Some(*place) != outcome.overall);
    let areas =
        others.enumerate().map(|(number, place)| copy(aliases, &format!("/outcome/areas/{number}"), place)).collect();
    wire::Outcome { tone: tone(outcome.tone), overall, areas, groups }
}

/// Maps the fields of a judgement shown at `pointer` to the judgement at index `place` of the list.
fn alias_fields(aliases: &mut BTreeMap<String, Source>, pointer: &str, place: usize) {
    let judgement = Datum::Judgement(place).to_string();
    for datum in [
        Datum::JudgementName(place),
        Datum::JudgementShort(place),
        Datum::JudgementGrade(place),
        Datum::JudgementGradeName(place),
        Datum::JudgementStated(place),
        Datum::JudgementChange(place),
        Datum::JudgementChangeFrom(place),
        Datum::JudgementChangeYear(place),
    ] {
        let source = Source::whole(&datum);
        aliases.insert(source.pointer.replacen(&judgement, pointer, 1), source);
    }
    let name = ["service", "families", "children"].map(|field| (field, Datum::JudgementName(place)));
    for (field, datum) in name.into_iter().chain([("predicate", Datum::JudgementGradeName(place))]) {
        aliases.insert(format!("{pointer}/{field}"), Source::whole(&datum));
    }
}

/// Returns a datum by its address, as plugins refer to it.
fn id(datum: &Datum) -> Id {
    Id::new(datum.to_string())
}

fn wire_history(story: &Story) -> Vec<wire::Previous> {
    let past = |(place, past): (usize, &PastInspection)| wire_previous(past, id(&Datum::History(place)), story);
    story.history().into_iter().enumerate().map(past).collect()
}

fn wire_previous(previous: &PastInspection, id: Id, story: &Story) -> wire::Previous {
    let framework = story.known.frameworks.get(&previous.framework);
    let names = framework.into_iter().flat_map(|framework| &framework.areas);
    let judgement = |area: &inspection::Area| {
        let grade = previous.judgements.get(&area.id)?;
        let known = framework.and_then(|framework| framework.grade(grade));
        Some(wire::PastJudgement {
            area: area.id.to_string(),
            short: area.short.clone(),
            grade: grade.to_string(),
            grade_name: known.map_or_else(|| grade.to_string(), |grade| grade.name.clone()),
            tone: known.map_or(wire::Tone::Mixed, |grade| tone(grade.tone)),
            overall: area.overall,
        })
    };
    wire::Previous {
        id,
        year: previous.inspected.year(),
        inspected: previous.inspected.to_string(),
        published: previous.published.map(|day| day.to_string()),
        judgements: names.filter_map(judgement).collect(),
    }
}

pub(super) fn datum_of(place: Place) -> Datum {
    match place {
        Place::Summary(place) => Datum::Summary(place),
        Place::Paragraph(place) => Datum::Paragraph(place),
    }
}

fn stance(stance: quotable::Stance) -> wire::Stance {
    match stance {
        quotable::Stance::Praise => wire::Stance::Praise,
        quotable::Stance::Criticism => wire::Stance::Criticism,
        quotable::Stance::Mixed => wire::Stance::Mixed,
        quotable::Stance::Neutral => wire::Stance::Neutral,
    }
}

/// The sentences with figures, each mapped to its place in the report.
fn wire_figures(figures: &[quotable::Figure], aliases: &mut BTreeMap<String, Source>) -> Vec<wire::Figure> {
    let figure = |(number, figure): (usize, &quotable::Figure)| {
        let id = Id::new(format!("/figures/{number}"));
        aliases.insert(id.child("text").as_str().to_owned(), Source::part(&datum_of(figure.place), figure.part));
        wire::Figure {
            id,
            text: figure.text.clone(),
            paragraph: figure.number,
            area: figure.area.as_ref().map(ToString::to_string),
            stance: stance(figure.stance),
        }
    };
    figures.iter().enumerate().map(figure).collect()
}

fn wire_quote(place: usize, quote: &Quotable, story: &Story) -> wire::Quote {
    wire::Quote {
        id: id(&Datum::Quote(place)),
        text: quote.text.clone(),
        opening: parted(quote).map(|(opening, _)| quote.text[opening].to_owned()),
        rest: parted(quote).map(|(_, rest)| quote.text[rest].to_owned()),
        summary_place: summary_place(quote),
        paragraph: quote.number,
        summary: matches!(quote.place, Place::Summary(_)),
        area: quote.area.as_ref().map(ToString::to_string),
        standalone: quote.standalone,
        picked: place < story.picked().len(),
        stance: stance(quote.stance),
        score: quote.score,
        words: u32::try_from(quote.words).unwrap_or(u32::MAX),
        topics: quote.topics.iter().map(|topic| topic.as_str().to_owned()).collect(),
    }
}

fn summary_place(quote: &Quotable) -> Option<[u32; 2]> {
    let Place::Summary(paragraph) = quote.place else { return None };
    Some([u32::try_from(paragraph).ok()?, u32::try_from(quote.sentence).ok()?])
}

fn wire_brief(story: &Story) -> wire::Brief {
    let brief = &story.brief;
    let statement = |(place, statement): (usize, &Statement)| wire::Statement {
        id: id(&Datum::Statement(place)),
        speaker: speaker(statement, story.desk.as_ref()),
        r#for: statement.r#for.iter().map(|reader| reader.as_str().to_owned()).collect(),
        words: statement.words.trim().to_owned(),
    };
    wire::Brief {
        publish_at: brief.publish_at.map(|time| time.at.strftime("%Y-%m-%dT%H:%M").to_string()),
        statements: brief.statements.iter().enumerate().map(statement).collect(),
        key_messages: brief.key_messages.clone(),
        next_steps: brief.next_steps.clone(),
        facts: brief
            .facts
            .iter()
            .map(|fact| wire::Fact { text: fact.text.clone(), source: fact.source.clone() })
            .collect(),
        links: brief.links.iter().map(|link| wire::Link { text: link.text.clone(), url: link.url.clone() }).collect(),
        pictures: brief
            .pictures
            .iter()
            .map(|picture| wire::Picture { file: picture.file.clone(), alt: picture.alt.clone() })
            .collect(),
        own: wire::Own::default(),
    }
}

/// Returns the speaker: the person in the desk or, if the desk has none with that id, the name given in the brief.
fn speaker(statement: &Statement, desk: Option<&Desk>) -> wire::Person {
    let person = desk.and_then(|desk| desk.people.iter().find(|person| person.id == statement.speaker));
    let role = statement.role.clone().or_else(|| person.map(|person| person.role.clone())).unwrap_or_default();
    wire::Person {
        role_id: statement.speaker.clone(),
        name: person.map_or_else(|| statement.speaker.clone(), |person| person.name.clone()),
        role,
        politician: person.is_some_and(|person| person.politician),
        body: person.and_then(|person| person.body.clone()),
    }
}

fn wire_desk(desk: &Desk) -> wire::Desk {
    let council = &desk.council;
    wire::Desk {
        council: Some(wire::Council {
            name: council.name.clone(),
            short: council.short.clone(),
            about: council.about.as_deref().map(|about| about.trim().to_owned()),
            website: council.website.clone(),
        }),
        people: desk
            .people
            .iter()
            .map(|person| wire::Person {
                role_id: person.id.clone(),
                name: person.name.clone(),
                role: person.role.clone(),
                politician: person.politician,
                body: person.body.clone(),
            })
            .collect(),
        contacts: desk
            .contacts
            .iter()
            .map(|contact| wire::Contact {
                r#for: match contact.audience {
                    ContactFor::Press => "press",
                    ContactFor::Staff => "staff",
                    ContactFor::Recruitment => "recruitment",
                    ContactFor::Families => "families",
                    ContactFor::Support => "support",
                }
                .to_owned(),
                name: contact.name.clone(),
                email: contact.email.clone(),
                phone: contact.phone.clone(),
                url: contact.url.clone(),
            })
            .collect(),
        recruitment: desk.recruitment.as_ref().map(|recruitment| wire::Recruitment {
            offer: recruitment.offer.clone(),
            place: recruitment.place.clone(),
            practice_model: recruitment.practice_model.clone(),
            apply: recruitment.apply.clone(),
        }),
        own: wire::Own::default(),
    }
}
