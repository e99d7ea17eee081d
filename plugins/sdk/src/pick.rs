//! Chooses the quotable sentences and the statements of a text, and their order: for outputs that quote. No output has
//! to use it.

use crate::output::Refusal;
use crate::story::{Direction, Group, Id, Judgement, Person, Quote, Request, Stance, Statement, Tone};
use serde::Serialize;
use std::collections::BTreeSet;

/// Hands out quotable sentences, each at most once, the best first.
#[derive(Clone, Debug)]
pub struct Quotes<'a> {
    left: Vec<&'a Quote>,
    taken: Vec<&'a Quote>,
}

impl<'a> Quotes<'a> {
    /// Returns the sentences of a request that can be quoted on their own and say more than a grade: first those that an officer
    /// picked, then those that say what a key message of the brief says.
    pub fn of(request: &'a Request) -> Quotes<'a> {
        let is_key = |quote: &Quote| request.brief.key_messages.iter().any(|message| alike(message, &quote.text));
        let offered = |quote: &&Quote| quote.picked || quote.standalone && !is_only_a_grade(request, quote);
        let mut left: Vec<&Quote> = request.quotes.iter().filter(offered).collect();
        left.sort_by_cached_key(|quote| (!quote.picked, !is_key(quote)));
        Quotes { left, taken: Vec::new() }
    }

    /// Returns the best sentence left that is `wanted`, has at most `words` words, and does not say again what one that was
    /// taken says. One that an officer picked may have any number of words.
    pub fn take(&mut self, words: u32, wanted: impl Fn(&Quote) -> bool) -> Option<&'a Quote> {
        let again = |quote: &Quote| self.taken.iter().any(|taken| alike(&taken.text, &quote.text));
        let fits = |quote: &Quote| quote.picked || quote.words <= words && !again(quote);
        let place = self.left.iter().position(|quote| fits(quote) && wanted(quote))?;
        let quote = self.left.remove(place);
        self.taken.push(quote);
        Some(quote)
    }

    /// Returns the sentences left, the best first.
    pub fn left(&self) -> &[&'a Quote] {
        &self.left
    }

    /// Notes that a sentence is quoted otherwise, so that neither it nor one like it is handed out.
    pub fn mark(&mut self, quote: &'a Quote) {
        self.left.retain(|left| left.id != quote.id);
        self.taken.push(quote);
    }

    /// Leaves out sentences that are `unwanted`.
    #[must_use]
    pub fn without(mut self, unwanted: impl Fn(&Quote) -> bool) -> Quotes<'a> {
        self.left.retain(|quote| !unwanted(quote));
        self
    }

    /// Leaves out sentences with a lower score that nobody picked.
    #[must_use]
    pub fn of_score(self, score: i32) -> Quotes<'a> {
        self.without(|quote| quote.score < score && !quote.picked)
    }

    /// Leaves out sentences that would be praise in the wrong place (see [`may_praise`]).
    #[must_use]
    pub fn of_good_areas(self, request: &Request) -> Quotes<'a> {
        self.without(|quote| !may_praise(request, quote))
    }

    /// Takes up to `count` sentences of one stance, spread over the areas of the report: an area gives its second
    /// sentence only after each has given its first.
    pub fn spread(&mut self, stance: Stance, count: usize, words: u32) -> Vec<&'a Quote> {
        let mut taken: Vec<&Quote> = Vec::new();
        for round in 1..=count {
            while taken.len() < count {
                let given = |quote: &Quote| taken.iter().filter(|other| other.area == quote.area).count() < round;
                match self.take(words, |quote| quote.stance == stance && given(quote)) {
                    Some(quote) => taken.push(quote),
                    None => break,
                }
            }
        }
        taken
    }
}

/// The most words of a sentence that gives a grade and nothing else.
const ONLY_A_GRADE: u32 = 16;

/// Returns `true` if a sentence of the report only gives a grade: "Services for children are good." The text has the grades.
fn is_only_a_grade(request: &Request, quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    let text = text.trim_end_matches('.').trim_end_matches(" overall");
    let gives = |grade: &str| text.strip_suffix(grade).is_some_and(|rest| rest.ends_with(' '));
    let names = ["service", "care for", "care of", "effectiveness", "judged"].iter().any(|word| text.contains(word));
    let mut grades = request.inspection.judgements.iter().map(|judgement| judgement.grade_name.to_lowercase());
    names && quote.words <= ONLY_A_GRADE && grades.any(|grade| gives(&grade))
}

/// Returns `true` if two sentences share half of the shorter one's longer words.
fn alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 4);
        words.map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    2 * one.intersection(&other).count() > one.len().min(other.len()).max(2)
}

/// Returns the judgements of a report, for an output that needs them. `begins` is the beginning of the message if there
/// are none: "this leaflet tells".
///
/// # Errors
/// The refusal `no-judgements`.
pub fn judgements<'a>(request: &'a Request, begins: &str) -> Result<&'a [Judgement], Refusal> {
    let inspection = &request.inspection;
    if inspection.judgements.is_empty() {
        let document = &inspection.document;
        let why = format!("{begins} the grades of a report, and this document ({document}) gives none");
        return Err(Refusal::new("no-judgements", why));
    }
    Ok(&inspection.judgements)
}

/// Returns the overall grade of the previous inspection, if there is none now.
pub fn overall_before(request: &Request) -> Option<Id> {
    let previous = request.previous.as_ref().filter(|_| request.outcome.overall.is_none())?;
    let place = previous.judgements.iter().position(|past| past.overall)?;
    Some(previous.id.child("judgements").child(place))
}

/// The roles of people who speak for a council as a whole: the ids that desks use, and the words that identify each in
/// a role's name.
const ROLES: [(&str, &[&str]); 4] = [
    (
        "cabinet-member",
        &["cabinet", "lead member", "lead councillor", "executive member", "executive councillor", "portfolio"],
    ),
    ("chief-executive", &["chief executive"]),
    ("director", &["director"]),
    ("leader", &["leader of the council", "council leader", "deputy leader", "mayor"]),
];
/// The role of those who speak for another body than the council: a partner, or what runs the service.
pub const PARTNER: &str = "partner";
/// Words that identify the portfolio that includes children.
const CHILDREN: [&str; 3] = ["child", "young people", "famil"];
/// Words of those who do not speak for the council, whatever else their role's name has in it.
const OPPOSITION: [&str; 2] = ["shadow", "opposition"];

/// Returns the role of a person, one of `cabinet-member`, `chief-executive`, `director` and `leader`: by the id in the
/// desk or, if that is another one, by the role's name; a politician with children in the role is a `cabinet-member`.
/// Somebody who speaks for another body than the council is a `partner`. `None` for anyone else, such as practitioners.
pub fn role_of(person: &Person) -> Option<&'static str> {
    if person.body.is_some() {
        return Some(PARTNER);
    }
    let named = person.role.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| named.contains(word));
    if let Some((id, _)) = ROLES.iter().find(|(id, _)| *id == person.role_id) {
        return Some(id);
    }
    if has(&OPPOSITION) {
        return None;
    }
    let by_name = ROLES.iter().find(|(_, words)| has(words)).map(|(id, _)| *id);
    by_name.or_else(|| (person.politician && has(&CHILDREN)).then_some("cabinet-member"))
}

/// Returns the role in which a person quoted from the brief speaks: their own or, for any other politician,
/// `cabinet-member`. `None` for anyone else, such as practitioners.
pub fn speaks_as(person: &Person) -> Option<&'static str> {
    role_of(person).or_else(|| person.politician.then_some("cabinet-member"))
}

/// Returns the statements for everybody outside of the people who speak in these roles (see [`speaks_as`]), in the order of `roles`;
/// a person in none of the roles is left out. Where a trust or company runs the service, its people come before the director.
pub fn statements<'a>(request: &'a Request, roles: &[&str]) -> Vec<&'a Statement> {
    let is_public = |statement: &&Statement| statement.r#for.is_empty() || is_for(statement, "press");
    let all = || request.brief.statements.iter().filter(is_public);
    let of_role =
        |role: &&str| all().filter(|statement| speaks_as(&statement.speaker) == Some(role)).collect::<Vec<_>>();
    speakers(request, roles).iter().flat_map(of_role).collect()
}

/// Returns the roles in which people speak, where these would speak for a council that runs the service itself.
pub(crate) fn speakers<'a>(request: &Request, roles: &[&'a str]) -> Vec<&'a str> {
    let is_run = request.inspection.run_by.is_some();
    let of = |role: &&'a str| {
        let before = (is_run && *role == "director").then_some(PARTNER);
        before.into_iter().chain([*role])
    };
    roles.iter().flat_map(of).collect()
}

/// Returns the statements that say they are for these readers, such as `staff`, in the brief's order.
pub fn statements_for<'a>(request: &'a Request, readers: &str) -> impl Iterator<Item = &'a Statement> {
    request.brief.statements.iter().filter(move |statement| is_for(statement, readers))
}

fn is_for(statement: &Statement, readers: &str) -> bool {
    statement.r#for.iter().any(|other| other == readers)
}

/// Returns the statements of everybody who does not speak for the council as a whole, such as social workers.
pub fn practitioners(request: &Request) -> impl Iterator<Item = &Statement> {
    request.brief.statements.iter().filter(|statement| speaks_as(&statement.speaker).is_none())
}

/// Returns the desk's person in this role (see [`role_of`]).
pub fn person(request: &Request, role: &str) -> Option<Id> {
    let place = request.desk.people.iter().position(|person| role_of(person) == Some(role))?;
    Some(Id::new(format!("/desk/people/{place}")))
}

/// Returns the desk's contact for `press`, `staff`, `recruitment`, `families` or `support`.
pub fn contact(request: &Request, audience: &str) -> Option<Id> {
    let place = request.desk.contacts.iter().position(|contact| contact.r#for == audience)?;
    Some(Id::new(format!("/desk/contacts/{place}")))
}

/// Returns the place's name as headlines have it: the desk's short name where it is shorter than the inspectorate's.
pub fn place(request: &Request) -> Id {
    let name = &request.inspection.authority.name;
    let short = request.desk.council.as_ref().map(|council| &council.short);
    let is_shorter = short.is_some_and(|short| !short.is_empty() && short.len() < name.len());
    Id::new(if is_shorter { "/desk/council/short" } else { "/inspection/authority/name" })
}

/// Returns the area that is a failure, where it is the only one, and whether headlines can say whose it is before its name: "our
/// services for care leavers", but not "our the impact of leaders".
pub fn only_failure(request: &Request) -> Option<(&Id, bool)> {
    let mut failing = request.outcome.areas.iter().filter(|area| area.tone == Tone::Poor);
    let only = failing.next().filter(|_| failing.next().is_none())?;
    Some((&only.id, only.service.starts_with("services ")))
}

/// Words of those for whom the services are.
const SERVED: [&str; 6] = ["child", "young people", "young person", "famil", "parent", "care leaver"];

/// Returns `true` if a sentence is about children and families, not only about those who work for them.
pub fn is_about_children(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    SERVED.iter().any(|word| text.contains(word))
}

/// Returns `true` if praise may be quoted from the sentence's section. An area below good is not praised; if no area is
/// good, any section may be quoted.
pub fn may_praise(request: &Request, quote: &Quote) -> bool {
    let areas = &request.outcome.areas;
    let below = areas.iter().any(|area| quote.is_about(area) && area.tone != Tone::Good);
    !below || areas.iter().all(|area| area.tone != Tone::Good)
}

/// Returns the grades of a result, in the order of a text: the best first, or after a poor result the worst.
pub fn groups(request: &Request) -> Vec<(Id, &Group)> {
    let groups = request.outcome.groups.iter().enumerate();
    let mut groups: Vec<_> =
        groups.map(|(place, group)| (Id::new(format!("/outcome/groups/{place}")), group)).collect();
    if request.outcome.tone == Tone::Poor {
        groups.reverse();
    }
    groups
}

/// Returns which way the grade of an area went since the previous inspection; `None` where there is none to compare with.
pub fn direction(area: &Judgement) -> Option<Direction> {
    area.change.as_ref().map(|change| change.direction)
}

/// Returns the way in which the grades of all areas went; `None` where they went several, or some cannot be compared.
pub fn all_went(request: &Request) -> Option<Direction> {
    let areas = &request.outcome.areas;
    let way = areas.first().and_then(direction)?;
    areas.iter().all(|area| direction(area) == Some(way)).then_some(way)
}

/// How many areas changed in one direction since the previous inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The number of areas.
    pub count: usize,
    /// The way, in words: "went up", "went down" or "stayed the same".
    pub way: &'static str,
}

/// Returns how many areas went up, went down and stayed the same, without zeros.
pub fn compared(request: &Request) -> Vec<Compared> {
    let ways = [(Direction::Up, "went up"), (Direction::Down, "went down"), (Direction::Same, "stayed the same")];
    let changes: Vec<_> = request.outcome.areas.iter().filter_map(|area| area.change.as_ref()).collect();
    let count = |wanted| changes.iter().filter(|change| change.direction == wanted).count();
    let compared = ways.into_iter().map(|(way, words)| Compared { count: count(way), way: words });
    compared.filter(|compared| compared.count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{Change, Council};

    fn quote(area: &str, text: &str) -> Quote {
        Quote {
            text: text.to_owned(),
            area: Some(area.to_owned()),
            standalone: true,
            stance: Stance::Praise,
            words: 5,
            ..Quote::default()
        }
    }

    #[test]
    fn spreads_over_the_areas_before_it_repeats_one() {
        let quotes =
            vec![quote("leaders", "a"), quote("leaders", "b"), quote("care-leavers", "c"), quote("leaders", "d")];
        let request = Request { quotes, ..Request::default() };
        let texts = |count| -> Vec<&str> {
            Quotes::of(&request).spread(Stance::Praise, count, 30).iter().map(|quote| quote.text.as_str()).collect()
        };
        assert_eq!(texts(2), ["a", "c"]);
        assert_eq!(texts(3), ["a", "c", "b"]);
        assert_eq!(texts(9), ["a", "c", "b", "d"]);
    }

    #[test]
    fn a_sentence_that_only_gives_a_grade_is_handed_out_where_somebody_picked_it() {
        let mut request = Request::default();
        let judgement = |grade: &str| Judgement { grade_name: grade.to_owned(), ..Judgement::default() };
        request.inspection.judgements = vec![judgement("Good"), judgement("Inadequate")];
        for (text, is_offered) in [
            ("Avershire children’s services are good.", false),
            ("Services for children who need help and protection are inadequate.", false),
            ("Children’s services are now judged to be good overall.", false),
            ("Relationships with foster carers are good.", true),
            ("Services for children are good and improve each year.", true),
        ] {
            request.quotes = vec![quote("leaders", text)];
            assert_eq!(Quotes::of(&request).left().len(), usize::from(is_offered), "{text}");
            request.quotes[0].picked = true;
            assert_eq!(Quotes::of(&request).left().len(), 1);
        }
    }

    #[test]
    fn the_only_failure_is_named_with_whose_it_is_where_its_name_allows() {
        let mut request = Request::default();
        let area = |service: &str, tone| Judgement {
            id: Id::new(service.to_owned()),
            service: service.to_owned(),
            tone,
            ..Judgement::default()
        };
        request.outcome.areas = vec![area("services for care leavers", Tone::Poor), area("help", Tone::Good)];
        assert_eq!(only_failure(&request), Some((&Id::new("services for care leavers"), true)));
        request.outcome.areas = vec![area("the impact of leaders", Tone::Poor)];
        assert_eq!(only_failure(&request).map(|(_, may)| may), Some(false));
        request.outcome.areas.push(area("services for care leavers", Tone::Poor));
        assert_eq!(only_failure(&request), None);
    }

    #[test]
    fn a_headline_has_the_shorter_name_of_the_place() {
        let mut request = Request::default();
        "Avershire, Ashmoor and Stennet".clone_into(&mut request.inspection.authority.name);
        assert_eq!(place(&request).as_str(), "/inspection/authority/name");
        let council = |short: &str| Some(Council { short: short.to_owned(), ..Council::default() });
        for (short, expected) in [
            ("AAS", "/desk/council/short"),
            ("Avershire, Ashmoor and Stennet Council", "/inspection/authority/name"),
            ("", "/inspection/authority/name"),
        ] {
            request.desk.council = council(short);
            assert_eq!(place(&request).as_str(), expected, "{short}");
        }
    }

    #[test]
    fn a_sentence_is_handed_out_once_and_only_when_it_stands_alone() {
        let mut leaning = quote("leaders", "This is good.");
        leaning.standalone = false;
        let request = Request { quotes: vec![leaning, quote("leaders", "a")], ..Request::default() };
        let mut quotes = Quotes::of(&request);
        assert_eq!(quotes.take(30, |_| true).map(|quote| quote.text.as_str()), Some("a"));
        assert!(quotes.take(30, |_| true).is_none());
    }

    #[test]
    fn what_was_said_is_not_said_again() {
        let said = quote("leaders", "Leaders in Avershire listen carefully to children and carers.");
        let again = quote("leaders", "Leaders listen to carers and children with great care and respect.");
        let request = Request { quotes: vec![said, again, quote("leaders", "c")], ..Request::default() };
        let mut quotes = Quotes::of(&request);
        assert!(quotes.take(30, |_| true).is_some());
        assert_eq!(quotes.take(30, |_| true).map(|quote| quote.text.as_str()), Some("c"));
    }

    #[test]
    fn what_a_key_message_says_comes_first() {
        let quotes = vec![quote("leaders", "a"), quote("leaders", "Children in care are loved and feel secure.")];
        let mut request = Request { quotes, ..Request::default() };
        request.brief.key_messages = vec!["Every child in care feels secure and loved.".to_owned()];
        let first = Quotes::of(&request).take(30, |_| true).map(|quote| quote.text.as_str());
        assert_eq!(first, Some("Children in care are loved and feel secure."));
    }

    #[test]
    fn statements_come_in_the_order_of_the_roles() {
        let by = |role: &str| Statement {
            speaker: Person { role_id: role.to_owned(), ..Person::default() },
            ..Statement::default()
        };
        let mut request = Request::default();
        request.brief.statements = vec![by("social-worker"), by("director"), by("cabinet-member")];
        let roles: Vec<&str> = statements(&request, &["cabinet-member", "director"])
            .iter()
            .map(|statement| statement.speaker.role_id.as_str())
            .collect();
        assert_eq!(roles, ["cabinet-member", "director"]);
    }

    #[test]
    fn words_for_staff_are_for_nobody_else() {
        let of = |readers: &[&str]| Statement {
            speaker: Person { role_id: "director".to_owned(), ..Person::default() },
            r#for: readers.iter().map(|readers| (*readers).to_owned()).collect(),
            ..Statement::default()
        };
        let mut request = Request::default();
        request.brief.statements = vec![of(&["staff"]), of(&[]), of(&["staff", "press"])];
        assert_eq!(statements(&request, &["director"]).len(), 2);
        assert_eq!(statements_for(&request, "staff").count(), 2);
    }

    fn area(name: &str, tone: Tone, direction: Option<Direction>) -> Judgement {
        let change = direction.map(|direction| Change { direction, ..Change::default() });
        Judgement { area: name.to_owned(), tone, change, ..Judgement::default() }
    }

    #[test]
    fn praise_comes_from_good_areas_unless_there_is_none() {
        let mut request = Request::default();
        request.outcome.areas = vec![area("leaders", Tone::Good, None), area("care-leavers", Tone::Mixed, None)];
        let may = |request: &Request| ["leaders", "care-leavers"].map(|area| may_praise(request, &quote(area, "a")));
        assert_eq!(may(&request), [true, false]);
        assert!(may_praise(&request, &Quote::default()), "the summary");
        request.outcome.areas[0].tone = Tone::Poor;
        assert_eq!(may(&request), [true, true]);
    }

    #[test]
    fn after_a_poor_result_the_worst_grade_is_told_first() {
        let mut request = Request::default();
        request.outcome.groups =
            ["good", "inadequate"].map(|grade| Group { grade: grade.to_owned(), ..Group::default() }).into();
        let told = |request: &Request| groups(request).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        let [good, inadequate] = ["/outcome/groups/0", "/outcome/groups/1"].map(Id::new);
        assert_eq!(told(&request), [good.clone(), inadequate.clone()]);
        request.outcome.tone = Tone::Poor;
        assert_eq!(told(&request), [inadequate, good]);
    }

    #[test]
    fn ways_are_counted_and_one_that_none_went_is_left_out() {
        let mut request = Request::default();
        request.outcome.areas = [Some(Direction::Same), Some(Direction::Up), None, Some(Direction::Same)]
            .map(|direction| area("a", Tone::Good, direction))
            .into();
        let ways: Vec<_> = compared(&request).into_iter().map(|compared| (compared.count, compared.way)).collect();
        assert_eq!(ways, [(1, "went up"), (2, "stayed the same")]);
    }

    #[test]
    fn all_went_one_way_or_none_is_told() {
        let went = |directions: &[Option<Direction>]| {
            let mut request = Request::default();
            request.outcome.areas = directions.iter().map(|way| area("a", Tone::Good, *way)).collect();
            all_went(&request)
        };
        assert_eq!(went(&[Some(Direction::Down), Some(Direction::Down)]), Some(Direction::Down));
        assert_eq!(went(&[Some(Direction::Down), Some(Direction::Same)]), None);
        assert_eq!(went(&[Some(Direction::Down), None]), None);
        assert_eq!(went(&[]), None);
    }

    #[test]
    fn practitioners_are_those_who_do_not_speak_for_the_council() {
        let by = |role_id: &str, politician: bool| Statement {
            speaker: Person { role_id: role_id.to_owned(), politician, ..Person::default() },
            ..Statement::default()
        };
        let mut request = Request::default();
        request.brief.statements = vec![by("social-worker", false), by("director", false), by("ward-councillor", true)];
        let found: Vec<&str> = practitioners(&request).map(|statement| statement.speaker.role_id.as_str()).collect();
        assert_eq!(found, ["social-worker"]);
    }

    #[test]
    fn a_role_is_known_by_its_id_or_its_name() {
        let person = |role_id: &str, role: &str| Person {
            role_id: role_id.to_owned(),
            role: role.to_owned(),
            ..Person::default()
        };
        assert_eq!(role_of(&person("director", "whatever")), Some("director"));
        assert_eq!(
            role_of(&person("dcs", "corporate director of children and young people’s services")),
            Some("director")
        );
        assert_eq!(role_of(&person("Ann Archer", "Cabinet member for children")), Some("cabinet-member"));
        assert_eq!(role_of(&person("social-worker", "social worker in the Ashmoor team")), None);
        assert_eq!(role_of(&person("team", "team leader")), None);
        assert_eq!(role_of(&person("a", "Shadow Cabinet Member for Children")), None);
        for role in ["Executive Member for Children", "Executive Councillor", "Lead Councillor", "Portfolio Holder"] {
            assert_eq!(role_of(&person("a", role)), Some("cabinet-member"), "{role}");
        }
        for role in ["Deputy Leader", "Elected Mayor", "Leader of the Council"] {
            assert_eq!(role_of(&person("a", role)), Some("leader"), "{role}");
        }
    }

    #[test]
    fn a_politician_speaks_whatever_the_role_is_called() {
        let politician = |role: &str| Person { role: role.to_owned(), politician: true, ..Person::default() };
        assert_eq!(role_of(&politician("Spokesperson for Young People")), Some("cabinet-member"));
        assert_eq!(role_of(&politician("Chair of Scrutiny")), None);
        assert_eq!(speaks_as(&politician("Chair of Scrutiny")), Some("cabinet-member"));
        assert_eq!(speaks_as(&Person { role: "social worker".to_owned(), ..Person::default() }), None);
    }
}
