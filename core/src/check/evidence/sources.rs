//! Where the words of a text are from, whoever wrote it: words that stand in the report, a statement, the brief or the desk
//! as they are, and those of a datum: a name, a role, a date, a grade, a figure. Not here: what is wrong with words that are
//! from nowhere (origins).

use crate::check::claims::{Claim, Time, Whose};
use crate::check::evidence::ground::Ground;
use crate::check::evidence::passages::{Passage, Passages, UNKNOWN};
use crate::check::evidence::prose::{Part, Prose};
use crate::check::evidence::speaker::Voice;
use crate::check::evidence::who_speaks::people_in;
use crate::document::Source;
use crate::inspection::{AreaId, Datum};
use crate::language::{
    Phrases, Token, TokenRange,
    dates::{Mention, When, mentions},
    name_parts,
};
use crate::text::{Span, TextSpan};
use crate::zone::Moment;
use jiff::civil::Date;

/// Words of a text, and what they are from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced {
    /// The words.
    pub place: TextSpan,
    /// The data; more than one where a word tells of several, such as a grade that two judgements have.
    pub sources: Vec<Source>,
}

/// Words that stand together in a source are from there; of fewer it may be chance.
const TOGETHER: usize = 4;
/// Of these, so many have to be longer than this: "and there is a" is nobody's.
const TELLING: usize = 2;
const SHORT: usize = 4;

/// What the words of a document are from, in their order; no two overlap. Linear in the length of the text.
pub fn sources_of(prose: &Prose, ground: &Ground<'_>) -> Vec<Sourced> {
    let in_document = |sourced: Sourced| Sourced { place: prose.in_document(sourced.place), ..sourced };
    sources_in(prose, ground).into_iter().map(in_document).collect()
}

/// The same, with the places of the text as it is read.
pub(in crate::check) fn sources_in(prose: &Prose, ground: &Ground<'_>) -> Vec<Sourced> {
    let finder = Finder::of(prose, ground);
    let leaves = prose.parts.iter().enumerate();
    leaves.flat_map(|(leaf, part)| Leaf::of(leaf, part).read(&finder)).collect()
}

/// What words are looked up in.
struct Finder<'a> {
    ground: &'a Ground<'a>,
    texts: Vec<&'a Passages>,
    /// Short data.
    data: Phrases<(&'a str, Datum)>,
    days: Vec<Day>,
    /// The claims about grades of each leaf.
    claims: Vec<Vec<Claim>>,
}

/// A day or period that is known.
struct Day {
    from: When,
    to: Option<When>,
    source: Source,
}

impl<'a> Finder<'a> {
    fn of(prose: &Prose, ground: &'a Ground<'a>) -> Finder<'a> {
        let statements = ground.people.iter().map(|person| &person.statements);
        let texts: Vec<&Passages> = [&ground.report].into_iter().chain(statements).chain([&ground.own]).collect();
        Finder {
            texts: texts.clone(),
            data: Phrases::new(data(ground).into_iter().map(|(words, datum)| (words, (words, datum)))),
            days: days(ground, &texts),
            claims: ground.reader().map_or_else(Vec::new, |reader| reader.claims(prose)),
            ground,
        }
    }

    fn person(&self, number: usize) -> Option<Datum> {
        let parts = &self.ground.people[number].parts;
        let known = &self.ground.known;
        let same = |name: &str| name_parts(name) == *parts;
        let of_desk = known.desk.and_then(|desk| desk.people.iter().position(|person| same(&person.name)));
        let inspector = || known.inspection.all_inspectors().find(|(inspector, _)| same(&inspector.name));
        let speaks = || known.brief?.statements.iter().position(|statement| same(&statement.speaker));
        let of_desk = of_desk.map(Datum::PersonName);
        let of_report = || inspector().map(|(_, data)| data.0);
        let of_brief = || speaks().map(Datum::SpeakerName);
        of_desk.or_else(of_report).or_else(of_brief)
    }

    /// The known day that a mention means.
    fn day(&self, mention: &Mention) -> Option<&Source> {
        let says_day = mention.from.day.is_some();
        let same = |day: &&Day| match (mention.to, day.to) {
            (Some(to), Some(known)) => mention.from.agrees(day.from) && to.agrees(known),
            (Some(_), None) => false,
            (None, last) if says_day => {
                mention.from.agrees(day.from) || last.is_some_and(|last| mention.from.agrees(last))
            }
            (None, _) => mention.from == day.from,
        };
        let month_of = |day: &&Day| !says_day && mention.from.month.is_some() && mention.from.agrees(day.from);
        let year_of = |day: &&Day| !says_day && mention.to.is_none() && mention.from.agrees(day.from);
        let found = self.days.iter().find(same);
        found
            .or_else(|| self.days.iter().find(month_of))
            .or_else(|| self.days.iter().find(year_of))
            .map(|day| &day.source)
    }

    /// The judgements of which a claim is true, or the earlier ones.
    fn judged(&self, claim: &Claim) -> Vec<Source> {
        let known = &self.ground.known;
        let areas = claim.judged(known.inspection, known.framework);
        let judgements = known.inspection.judgements.iter().enumerate();
        let meant = judgements
            .filter(|(_, judgement)| areas.contains(&judgement.area) || matches!(claim.whose, Whose::Count(_)));
        let judged = meant.filter_map(|(place, judgement)| match claim.time {
            Time::Now => (judgement.grade == claim.grade).then_some(Datum::JudgementGradeName(place)),
            _ => self.graded_before(claim, &judgement.area),
        });
        judged.map(|datum| Source::whole(&datum)).collect()
    }

    /// The judgement of the inspection before, if it has the grade.
    fn graded_before(&self, claim: &Claim, area: &AreaId) -> Option<Datum> {
        let previous = self.ground.known.previous?;
        let then =
            self.ground.area_then(area, previous).filter(|area| previous.judgements.get(area) == Some(&claim.grade))?;
        let areas = &self.ground.known.frameworks.get(&previous.framework)?.areas;
        let judged = areas.iter().filter(|area| previous.judgements.contains_key(&area.id));
        let place = judged.map(|area| &area.id).position(|id| *id == then)?;
        Some(Datum::PreviousGradeName(place))
    }
}

/// Data of a few words.
fn data<'a>(ground: &'a Ground<'a>) -> Vec<(&'a str, Datum)> {
    let known = &ground.known;
    let mut all: Vec<(&str, Datum)> = Vec::new();
    if let Some(desk) = known.desk {
        all.push((&desk.council.name, Datum::CouncilName));
        all.push((&desk.council.short, Datum::CouncilShort));
        for (place, person) in desk.people.iter().enumerate() {
            all.push((&person.role, Datum::PersonRole(place)));
        }
    }
    for (inspector, (_, title)) in known.inspection.all_inspectors() {
        all.push((&inspector.title, title));
    }
    for (place, statement) in known.brief.iter().flat_map(|brief| &brief.statements).enumerate() {
        all.push((statement.role.as_deref().unwrap_or_default(), Datum::SpeakerRole(place)));
    }
    for (place, judgement) in known.inspection.judgements.iter().enumerate() {
        let wordings = known.framework.and_then(|framework| framework.area(&judgement.area));
        all.push((&judgement.name, Datum::JudgementName(place)));
        all.extend(
            wordings
                .into_iter()
                .flat_map(crate::inspection::Area::wordings)
                .map(|words| (words, Datum::JudgementShort(place))),
        );
    }
    all.push((&known.inspection.authority.title, Datum::AuthorityTitle));
    all.push((&known.inspection.authority.name, Datum::AuthorityName));
    all.push((known.report_url.unwrap_or_default(), Datum::ReportUrl));
    let passages = ground.report.all().iter().chain(ground.own.all());
    all.extend(passages.map(|Passage { text, datum, .. }| (text.as_str(), datum.clone())));
    // A text of many words is looked up word by word, and one letter is nobody's.
    all.retain(|(words, _)| words.len() > 1 && words.len() < 120);
    all
}

/// The days that are known, those of the story before those that a text mentions.
fn days(ground: &Ground<'_>, texts: &[&Passages]) -> Vec<Day> {
    let known = &ground.known;
    let mut all: Vec<Day> = Vec::new();
    let day = |date: Date, datum: Datum| Day { from: When::of(date), to: None, source: Source::whole(&datum) };
    for range in &known.inspection.dates {
        let source = Source::whole(&Datum::Dates);
        all.push(Day { from: When::of(range.from), to: Some(When::of(range.to)), source });
    }
    if let Some(brief) = known.brief {
        all.extend(brief.published.map(|date| day(date, Datum::BriefPublished)));
        all.extend(brief.publish_at.map(Moment::date).map(|date| day(date, Datum::BriefPublishAt)));
        for (place, statement) in brief.statements.iter().enumerate() {
            all.extend(statement.agreed_on.map(|date| day(date, Datum::StatementAgreedOn(place))));
        }
    }
    all.extend(known.inspection.published.map(|date| day(date, Datum::Published)));
    all.extend(known.inspection.letter_date.map(|date| day(date, Datum::LetterDate)));
    if let Some(previous) = known.previous {
        all.push(day(previous.inspected, Datum::PreviousInspected));
        let year = When { day: None, month: None, year: Some(previous.inspected.year()) };
        all.push(Day { from: year, to: None, source: Source::whole(&Datum::PreviousYear) });
        all.extend(previous.published.map(|date| day(date, Datum::PreviousPublished)));
    }
    for passage in texts.iter().flat_map(|text| text.all()) {
        all.extend(mentions(&passage.text).into_iter().map(|mention| Day {
            from: mention.from,
            to: mention.to,
            source: Source::part(&passage.datum, mention.span),
        }));
    }
    all
}

/// A leaf that is read.
struct Leaf<'a> {
    number: usize,
    part: &'a Part,
    tokens: &'a [Token],
    /// Of each byte, whether it has a source already.
    taken: Vec<bool>,
    found: Vec<Sourced>,
}

impl<'a> Leaf<'a> {
    fn of(leaf: usize, part: &'a Part) -> Leaf<'a> {
        Leaf { number: leaf, part, tokens: part.tokens(), taken: vec![false; part.text.len()], found: Vec::new() }
    }

    fn read(mut self, finder: &Finder<'_>) -> Vec<Sourced> {
        let data = finder.data.find(self.tokens);
        // Long data first, then what stands together, then what is left.
        for (range, (words, datum)) in data.iter().filter(|(range, _)| range.len() >= TOGETHER) {
            self.datum(*range, words, datum);
        }
        self.together(finder);
        for mention in mentions(&self.part.text) {
            if let Some(source) = finder.day(&mention) {
                self.add(mention.span, vec![source.clone()]);
            }
        }
        for (range, voice) in people_in(&self.part.text, finder.ground) {
            if let Voice::Person(number) = voice {
                self.add(range, finder.person(number).map(|datum| Source::whole(&datum)).into_iter().collect());
            }
        }
        let leaf = self.number;
        for claim in finder.claims.get(leaf).into_iter().flatten() {
            self.add(claim.place.span, finder.judged(claim));
        }
        for (range, (words, datum)) in &data {
            self.datum(*range, words, datum);
        }
        self.figures(finder);
        self.found.sort_by_key(|found| found.place.span.start);
        self.found
    }

    fn add(&mut self, span: Span, sources: Vec<Source>) {
        let taken = &mut self.taken[span.start..span.end];
        if !sources.is_empty() && !span.is_empty() && !taken.contains(&true) {
            taken.fill(true);
            self.found.push(Sourced { place: TextSpan { block: self.number, span }, sources });
        }
    }

    /// One word is a datum's only as it is written there: "Good practice" is a heading, "leader" no role.
    fn datum(&mut self, range: TokenRange, words: &str, datum: &Datum) {
        let place = range.span(self.tokens);
        if range.len() > 1 || self.part.text[place] == *words && words.starts_with(char::is_uppercase) {
            self.add(place, vec![Source::whole(datum)]);
        }
    }

    /// Words that stand together in a text.
    fn together(&mut self, finder: &Finder<'_>) {
        let ids: Vec<Vec<u32>> = finder.texts.iter().map(|text| text.ids(self.tokens)).collect();
        let mut at = 0;
        while at + TOGETHER <= self.tokens.len() {
            let longest = finder.texts.iter().zip(&ids).rev().map(|(text, ids)| {
                let (length, start) = if ids[at] == UNKNOWN { (0, 0) } else { text.longest(&ids[at..]) };
                let in_passage = (start..start + length).take_while(|word| text.number(*word) == text.number(start));
                (in_passage.count(), start, *text)
            });
            let Some((length, start, text)) = longest.max_by_key(|(length, ..)| *length) else { return };
            let words = &self.tokens[at..at + length];
            let telling = words.iter().filter(|token| token.form.chars().count() > SHORT).count();
            if length < TOGETHER || telling < TELLING {
                at += 1;
                continue;
            }
            let part = text.word(start).span.cover(text.word(start + length - 1).span);
            let source = Source::part(&text.passage(start).datum, part);
            self.add(TokenRange::new(at, at + length).span(self.tokens), vec![source]);
            at += length;
        }
    }

    /// Figures that stand in a text beside the same word.
    fn figures(&mut self, finder: &Finder<'_>) {
        for at in 0..self.tokens.len() {
            if !self.tokens[at].form.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let pairs = [(at, at + 2), (at.wrapping_sub(1), at + 1)];
            let found = pairs.into_iter().filter_map(|(from, to)| Some((from, self.tokens.get(from..to)?))).find_map(
                |(from, pair)| {
                    finder.texts.iter().find_map(|text| {
                        let word = text.exact(&text.ids(pair)).first()? + at - from;
                        Some(Source::part(&text.passage(word).datum, text.word(word).span))
                    })
                },
            );
            self.add(self.tokens[at].span, found.into_iter().collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::{With, with_ground};
    use crate::load::markdown;
    use std::fmt::Write as _;

    /// A line for each leaf: its words, those with a source in ‹...› with the pointer behind them.
    fn sourced(text: &str) -> String {
        let prose = Prose::of(&markdown::read(text, &[]).0);
        let mut lines: Vec<String> = Vec::new();
        with_ground(&With::default(), |ground| {
            let all = sources_of(&prose, ground);
            for (leaf, part) in prose.parts.iter().enumerate() {
                let mut line = String::new();
                let mut at = 0;
                for Sourced { place, sources } in all.iter().filter(|sourced| sourced.place.block == leaf) {
                    let pointers: Vec<String> = sources
                        .iter()
                        .map(|Source { pointer, part }| match part {
                            Some(part) => {
                                let words =
                                    &ground.passage_of(&pointer.as_str().into()).expect("it is a passage").text[*part];
                                assert!(!words.is_empty());
                                format!("{pointer} {part:?}")
                            }
                            None => pointer.clone(),
                        })
                        .collect();
                    line += &part.text[at..place.span.start];
                    write!(line, "‹{}›({})", prose.at(*place), pointers.join(", ")).unwrap();
                    at = place.span.end;
                }
                lines.push(line + &part.text[at..]);
            }
        });
        lines.join("\n")
    }

    #[test]
    fn words_lead_to_where_they_stand() {
        insta::assert_snapshot!(sourced(
            "Ofsted said we “know their services well and are not complacent”, and I am proud of every social worker in this \
             county.\n\nThere is more to do. Social workers visit often."
        ), @r"
        Ofsted said we “‹know their services well and are not complacent›(/inspection/summary/0 21..68)”, and ‹I am proud of every social worker in this county›(/brief/statements/1/words 0..48).
        There is more to do. ‹Social workers visit often›(/inspection/paragraphs/1/text 50..76).
        ");
    }

    #[test]
    fn data_are_known_by_their_own_words() {
        insta::assert_snapshot!(sourced(
            "Ruth Adeyinka-Shaw, director of children’s services at Avershire County Council, spoke on 6 May 2025. Gareth Winslade \
             came from 3 to 14 March 2025. Care leavers: Outstanding, up from Requires improvement to be good in 2021. Since 2024 14 \
             new homes have opened; 15 new homes will follow, said Bob Stone."
        ), @"‹Ruth Adeyinka-Shaw›(/desk/people/0/name), ‹director of children’s services›(/desk/people/0/role) at ‹Avershire County Council›(/desk/council/name), spoke on ‹6 May 2025›(/brief/published). ‹Gareth Winslade›(/inspection/lead_inspectors/0/name) came from ‹3 to 14 March 2025›(/inspection/dates). ‹Care leavers›(/inspection/judgements/3/short): ‹Outstanding›(/inspection/judgements/3/grade_name), up from ‹Requires improvement to be good›(/previous/judgements/2/grade_name) in ‹2021›(/previous/year). Since ‹2024›(/inspection/paragraphs/2/text 3..7) ‹14›(/inspection/paragraphs/2/text 27..29) new homes have opened; 15 new homes will follow, said Bob Stone.");
    }

    #[test]
    fn a_wrong_grade_has_no_source() {
        insta::assert_snapshot!(sourced(
            "| Area | Grade |\n|---|---|\n| Care leavers | Good |\n| Children in care | Outstanding |\n\nWe are rated Good."
        ), @r"
        Area
        Grade
        ‹Care leavers›(/inspection/judgements/3/short)
        Good
        ‹Children in care›(/inspection/judgements/2/short)
        ‹Outstanding›(/inspection/judgements/2/grade_name)
        We are rated Good.
        ");
    }
}
