//! The facts of a text, as the checks read them: grades, dates, counts, names and speakers, each with the words that say it,
//! so that two texts can be compared by what they say. Not here: which of them are right (rules), or changed (diff).

use super::claims::{Claim, Time, Whose, same_as_before};
use super::evidence::calendar::{is_of_inspection, is_of_publication};
use super::evidence::counted;
use super::evidence::ground::Ground;
use super::evidence::prose::{Part, Prose};
use super::evidence::reading::Reading;
use super::evidence::roles::role_behind;
use super::evidence::speaker::Voice;
use super::evidence::who_speaks::people_in;
use crate::document::{Fact, FactKind};
use crate::inspection::{AreaId, Direction};
use crate::language::dates::{Mention, When, mentions};
use crate::text::{Span, TextSpan};
use crate::wording::Force;
use jiff::civil::Date;

/// Words in quotation marks up to which they are no speech: a grade, a name of something.
const FEW: usize = 3;
/// The speaker of a quotation of the report.
pub const REPORT_SPEAKS: &str = "the report";
/// The speaker of a quotation for which nobody is named.
pub const NOBODY_SPEAKS: &str = "nobody named";
/// How a summary calls the overall judgement.
const OVERALL: &str = "overall grade";
const PREVIOUS: &str = "at the previous inspection";
const COMPARED: &str = "compared with the previous inspection";

/// The facts of a text, in the order of its blocks. What is not known of the story is taken from the text: an inspection
/// before this one is that of the last year before it that the text names.
pub fn facts(prose: &Prose, ground: &Ground<'_>) -> Vec<Fact> {
    let reading = Reading::new(prose, ground);
    let mut gathering = Gathering { reading: &reading, previous: previous_year(&reading), found: Vec::new() };
    for (leaf, part) in prose.parts.iter().enumerate() {
        gathering.grades(leaf, part);
        gathering.dates(leaf, part);
        gathering.counts(leaf, part);
        gathering.names(leaf, part);
    }
    gathering.speakers();
    let mut found = gathering.found;
    found.sort_by_key(|fact| fact.place);
    found
}

/// The days on which a text says that the inspection took place: its last period in one month or two, or its last day.
pub fn told_dates(prose: &Prose) -> Option<(Date, Date)> {
    let all = prose.parts.iter().flat_map(|part| mentions(&part.own));
    let days = all.filter_map(|mention| {
        let to = mention.to.unwrap_or(mention.from);
        let year = to.year.or(mention.from.year);
        Some((mention.to.is_some(), mention.from.date(year)?, to.date(year)?))
    });
    let last = days.max_by_key(|(is_period, _, to)| (*is_period, *to));
    last.map(|(_, from, to)| (from, to))
}

/// The year of the inspection before this one: that of the record or, where none is known, the last before this one that a
/// grade was given in.
fn previous_year(reading: &Reading<'_>) -> Option<i16> {
    let known = &reading.ground.known;
    let first = known.inspection.dates.iter().map(|days| days.from.year()).min().unwrap_or(i16::MAX);
    let told = |claim: &Claim| match claim.time {
        Time::Year { year, .. } => Some(year).filter(|year| *year < first),
        _ => None,
    };
    let record = known.previous.map(|past| past.inspected.year());
    record.or_else(|| reading.claims().iter().flatten().filter_map(told).max())
}

struct Gathering<'a> {
    reading: &'a Reading<'a>,
    previous: Option<i16>,
    found: Vec<Fact>,
}

impl Gathering<'_> {
    fn add(&mut self, place: TextSpan, kind: FactKind, about: impl Into<String>, value: impl Into<String>) {
        let place = self.reading.prose.in_document(place);
        self.found.push(Fact { place, kind, about: about.into(), value: value.into() });
    }

    fn grades(&mut self, leaf: usize, part: &Part) {
        let reading = self.reading;
        let claims = &reading.claims()[leaf];
        for claim in claims {
            self.claim(claim, part);
        }
        let previous = self.previous;
        for same in same_as_before(part, claims).filter(|same| Some(same.year) == previous) {
            for area in self.areas(same.claim) {
                let place = TextSpan { block: leaf, span: same.span };
                self.add(place, FactKind::Grade, format!("{area} {COMPARED}"), "the same");
            }
        }
    }

    fn claim(&mut self, claim: &Claim, part: &Part) {
        let grade = self.reading.ground.grade_name(&claim.grade);
        let when = self.when(claim).filter(|_| claim.sure);
        let Some(when) = when else { return self.add(claim.place, FactKind::Grade, "", grade) };
        if let Whose::Count(count) = &claim.whose {
            let number = part.text[count.place.span].to_lowercase();
            self.add(claim.place, FactKind::Grade, "", grade.as_str());
            return self.add(count.place, FactKind::Figure, format!("areas that are {grade}{when}"), number);
        }
        let areas = self.areas(claim);
        if areas.is_empty() {
            return self.add(claim.place, FactKind::Grade, "", grade);
        }
        for area in areas {
            match &claim.way {
                Some((way, place)) if claim.time != Time::Now => {
                    let whole = place.with_end(claim.place.span.end);
                    let way = if *way == Direction::Up { "up from" } else { "down from" };
                    self.add(whole, FactKind::Grade, format!("{area} {COMPARED}"), format!("{way} {grade}"));
                }
                _ => self.add(claim.place, FactKind::Grade, format!("{area}{when}"), grade.clone()),
            }
        }
    }

    /// Of which inspection a claim tells, or as what, in the words that follow the area's name; none if that is not known.
    fn when(&self, claim: &Claim) -> Option<String> {
        let force = match claim.force {
            Force::Stated => "",
            Force::Least => ", at least",
            Force::NotEvery => ", not everywhere",
            Force::Denied | Force::Missed => ", not given",
            Force::Wished => ", as an aim",
            Force::Open => ", as a question",
            Force::None | Force::Unsure => return None,
        };
        let time = match claim.time {
            Time::Now => String::new(),
            Time::Previous => format!(" {PREVIOUS}"),
            Time::Year { year, .. } if Some(year) == self.previous => format!(" {PREVIOUS}"),
            Time::Year { year, .. } => format!(" in {year}"),
            Time::Earlier => " at an earlier inspection".to_owned(),
            Time::Unsure => return None,
        };
        Some(time + force)
    }

    /// What a claim's grade was given to, as a summary calls it.
    fn areas(&self, claim: &Claim) -> Vec<String> {
        let Some(framework) = self.reading.ground.known.framework else { return Vec::new() };
        let every = || framework.areas.iter().filter(|area| !area.overall).map(|area| &area.id);
        let meant: Vec<&AreaId> = match &claim.whose {
            Whose::Areas(areas) => areas.iter().collect(),
            Whose::Whole => return vec![OVERALL.to_owned()],
            Whose::All if claim.force == Force::Denied => return vec!["any area".to_owned()],
            Whose::All => every().collect(),
            Whose::Rest(named) => every().filter(|id| !named.contains(id)).collect(),
            Whose::Count(_) | Whose::Other => Vec::new(),
        };
        let frameworks = || std::iter::once(framework).chain(self.reading.ground.known.frameworks.iter());
        let called = |id: &AreaId| match frameworks().find_map(|framework| framework.area(id)) {
            Some(area) if area.overall => OVERALL.to_owned(),
            Some(area) => area.short.clone(),
            None => id.to_string(),
        };
        meant.into_iter().map(called).collect()
    }

    fn dates(&mut self, leaf: usize, part: &Part) {
        for mention in mentions(&part.own) {
            if let Some(about) = self.occasion(part, &mention) {
                let place = TextSpan { block: leaf, span: mention.span };
                self.add(place, FactKind::Figure, about, mention.said());
            }
        }
    }

    /// What happened on the days of a mention, if that is known.
    fn occasion(&self, part: &Part, mention: &Mention) -> Option<&'static str> {
        let (inspection, publication) = ("inspection dates", "day of publication");
        if mention.from.month.is_none() {
            return (mention.from.year == self.previous).then_some("year of the previous inspection");
        }
        let calendar = self.reading.ground.calendar();
        let (is_day, is_period) = (mention.from.day.is_some(), mention.to.is_some());
        if calendar.periods.iter().any(|(from, to)| mention.agrees_with_period(*from, *to)) {
            return Some(inspection);
        }
        if is_day && !is_period && calendar.published.is_some_and(|day| mention.from.agrees(When::of(day))) {
            return Some(publication);
        }
        let sentence = &part.own[part.sentence_at(mention.span.start)];
        let is_all = part.own.trim().len() == mention.span.len();
        match (is_of_inspection(sentence), is_of_publication(sentence) || is_all) {
            (true, false) => Some(inspection),
            (true, true) if is_period => Some(inspection),
            (_, true) if is_day && !is_period => Some(publication),
            _ => None,
        }
    }

    fn counts(&mut self, leaf: usize, part: &Part) {
        let points = counted::points(&part.own).map(|(_, said)| (said, "points to improve"));
        let judgements = counted::judgements(&part.own).map(|said| (said, "areas that were graded"));
        let mut counts: Vec<(Span, &str)> = points.chain(judgements).collect();
        counts.sort_by_key(|(span, _)| span.start);
        counts.dedup_by_key(|(span, _)| span.start);
        for (span, about) in counts {
            let number = part.own[span].to_lowercase();
            self.add(TextSpan { block: leaf, span }, FactKind::Figure, about, number);
        }
        for span in counted::paragraphs(&part.own).map(|cited| cited.list) {
            self.add(TextSpan { block: leaf, span }, FactKind::LocalFigure, "paragraphs cited", &part.own[span]);
        }
    }

    fn names(&mut self, leaf: usize, part: &Part) {
        let ground = self.reading.ground;
        // "Avershire Good" in a headline is no name.
        let grades: Vec<Span> = self.reading.claims()[leaf].iter().map(|claim| claim.place.span).collect();
        let is_name = |span: Span| !grades.iter().any(|grade| grade.overlaps(span));
        for (span, voice) in people_in(&part.own, ground).into_iter().filter(|(span, _)| is_name(*span)) {
            let leads = matches!(voice, Voice::Person(number) if ground.people[number].inspector);
            let name = &part.own[span];
            let about = if leads { "lead inspector" } else { "" };
            if let Some((mut role, _)) = role_behind(&part.own, span.end).filter(|_| !leads) {
                // A role with "and" in it is known from the desk.
                let rest = part.own[role.start..].to_lowercase();
                let roles = if let Voice::Person(number) = voice { &ground.people[number].roles[..] } else { &[] };
                let whole = roles.iter().map(|role| role.to_lowercase()).filter(|role| rest.starts_with(role)).max();
                role.end = role.end.max(role.start + whole.map_or(0, |role| role.len())).min(part.own.len());
                let words = role.get(&part.own).unwrap_or_default();
                self.add(TextSpan { block: leaf, span: role }, FactKind::Name, format!("role of {name}"), words);
            }
            self.add(TextSpan { block: leaf, span }, FactKind::Name, about, name);
        }
    }

    fn speakers(&mut self) {
        let reading = self.reading;
        for (quote, voice) in reading.prose.quotes.iter().zip(reading.voices()) {
            if crate::language::words(&reading.prose.words_of(quote).text).nth(FEW).is_none() {
                continue;
            }
            let speaker = match voice {
                Voice::Report => REPORT_SPEAKS,
                Voice::Person(number) => &reading.ground.people[*number].name,
                Voice::Stranger(name) | Voice::Unnamed(name) => name,
                Voice::Nobody => NOBODY_SPEAKS,
            };
            for piece in &quote.pieces {
                self.add(*piece, FactKind::Speaker, "quoted speaker", speaker);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::{With, with_ground};
    use crate::load::markdown;
    use jiff::civil::date;

    /// Each fact as "what it is about = what is said ‹its words›".
    fn read(text: &str) -> Vec<String> {
        let (document, _) = markdown::read(text, &[]);
        let (texts, mut shown) = (document.leaves(), Vec::new());
        with_ground(&With::default(), |ground| {
            for fact in facts(&Prose::of(&document), ground) {
                let words = &texts[fact.place.block].text()[fact.place.span];
                shown.push(format!("{} = {} ‹{words}›", fact.about, fact.value));
            }
        });
        shown
    }

    #[test]
    fn grades_have_an_area_and_an_inspection() {
        assert_eq!(
            read("Help and protection is good, up from Requires improvement in 2021. Care leavers are not Inadequate."),
            [
                "the help and protection of children = Good ‹good›",
                "the help and protection of children compared with the previous inspection = up from Requires improvement \
                 to be good ‹up from Requires improvement›",
                "year of the previous inspection = 2021 ‹2021›",
                "care leavers, not given = Inadequate ‹Inadequate›",
            ]
        );
        assert_eq!(
            read("- Care leavers: **Outstanding** (the same as in 2021)"),
            [
                "care leavers = Outstanding ‹Outstanding›",
                "care leavers compared with the previous inspection = the same ‹the same as in 2021›",
                "year of the previous inspection = 2021 ‹2021›",
            ]
        );
    }

    #[test]
    fn dates_and_counts_are_known_by_what_they_are_of() {
        assert_eq!(
            read("Inspectors were here from 3–14 March 2025. The report names Two areas that need to improve."),
            ["inspection dates = 3 to 14 March 2025 ‹3–14 March 2025›", "points to improve = two ‹Two›"]
        );
        assert_eq!(
            read("**Embargoed until 9:30am on Monday 12 May 2025**"),
            ["day of publication = Monday 12 May 2025 ‹Monday 12 May 2025›"],
            "what it says, be it right or wrong"
        );
        assert!(read("A fair is on 1 June 2027.").is_empty());
    }

    #[test]
    fn a_speaker_has_the_words_and_a_role_its_holder() {
        assert_eq!(
            read("Jane Roe, head of service, said: “We know what we have to do next.”"),
            [
                " = Jane Roe ‹Jane Roe›",
                "role of Jane Roe = head of service ‹head of service›",
                "quoted speaker = Jane Roe ‹We know what we have to do next.›",
            ]
        );
        assert!(read("It was judged ‘good’.").iter().all(|fact| !fact.starts_with("quoted")));
    }

    #[test]
    fn a_text_tells_when_the_inspection_was() {
        let told = |text: &str| told_dates(&Prose::of(&markdown::read(text, &[]).0));
        let days = Some((date(2025, 3, 3), date(2025, 3, 14)));
        assert_eq!(told("Published on 6 May 2025. Inspectors came from 3 to 14 March 2025, and in 2021."), days);
        assert_eq!(told("In 2021 it was Good."), None);
    }
}
