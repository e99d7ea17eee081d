//! People: names and roles are those of the desk, the brief and the report; the council's name is its own.
//!
//! Rule: names and roles agree with their source (council practice; Publicity Code 2011, objective).

use crate::check::claims::Claim;
use crate::check::evidence::ground::{Ground, Person};
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::evidence::roles::{is_role, role_behind};
use crate::check::evidence::speaker::Voice;
use crate::check::evidence::who_speaks::people_in;
use crate::check::{Check, Class, Duties, Found};
use crate::desk::Council;
use crate::finding::Severity;
use crate::language::{NAME_WORDS, ROLE_WORDS, SPEECH_WORDS, is_title, name_parts, pattern};
use crate::text::{self, Span, TextSpan};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static NAME: Class = Class {
    id: "name-wrong",
    severity: Severity::Error,
    about: "a name that is nearly a known one, or another one where a known one belongs",
};
static ROLE: Class = Class {
    id: "role-wrong",
    severity: Severity::Error,
    about: "a role that is not the one the desk, the brief or the report gives the person",
};
static UNKNOWN: Class =
    Class { id: "name-without-source", severity: Severity::Warning, about: "somebody is named whom no source knows" };
static COUNCIL: Class = Class {
    id: "council-wrong",
    severity: Severity::Error,
    about: "the council’s name is not the desk’s, or another authority is said to have the result",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "people",
    rule: "agreement with the source",
    classes: &[&NAME, &ROLE, &UNKNOWN, &COUNCIL],
    duties: Duties::None,
    run,
};

/// Likeness from which a name is a known one with a slip.
const SLIP: f64 = 0.6;

static LED: LazyLock<Regex> = LazyLock::new(|| pattern::words(r"(?i)\b(?:led by|lead inspector(?: was| is|:|,)?)\s+$"));
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)(?:^|[.,;:“( ])((?:(?:{}|council|county) )*(?:{}))(?: (?:{}))? $",
        ROLE_WORDS.others.alternatives(),
        ROLE_WORDS.offices.alternatives(),
        NAME_WORDS.titles.alternatives(),
    ))
});

/// What somebody does who speaks.
static SPEAKS: LazyLock<Regex> =
    LazyLock::new(|| pattern::words(&format!(r"^(?:{})\b", SPEECH_WORDS.saying.alternatives())));

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        for (span, voice) in people_in(&part.own, ground) {
            let named = Named { leaf, part, span, ground };
            found.extend(match voice {
                Voice::Person(number) => named.role(&ground.people[number]),
                Voice::Stranger(name) => named.stranger(&name),
                Voice::Unnamed(_) | Voice::Report | Voice::Nobody => None,
            });
        }
        found.extend(ground.known.desk.iter().flat_map(|desk| of_council(leaf, part, &desk.council)));
        found.extend(authority(leaf, part, &reading.claims()[leaf], ground));
    }
    // Somebody whom no source knows is told of once.
    let mut told = BTreeSet::new();
    found.retain(|found: &Found| found.class != UNKNOWN.id || told.insert(found.finding.message.clone()));
    found
}

/// Somebody who is named in a text.
struct Named<'a> {
    leaf: usize,
    part: &'a Part,
    span: Span,
    ground: &'a Ground<'a>,
}

impl Named<'_> {
    fn place(&self, span: Span) -> TextSpan {
        TextSpan { block: self.leaf, span }
    }

    /// A role that stands before the name without a comma, or letters behind it: "Council leader Name", "Name MP".
    fn before(&self) -> Option<(Span, &str)> {
        let name = &self.part.own[..self.span.start];
        let letters =
            self.part.own[self.span.end..].strip_prefix(" MP").filter(|rest| !rest.starts_with(char::is_alphanumeric));
        let found = match letters {
            Some(_) => Span::new(self.span.end + 1, self.span.end + 3),
            None => BEFORE.captures(name)?.get(1)?.range().into(),
        };
        let said = &self.part.own[found];
        let roles = self.ground.people.iter().filter(|person| overlaps(person, &self.part.own[self.span]));
        let right = roles.flat_map(|person| &person.roles).any(|role| is_role(said, role, self.ground));
        (!right).then_some((found, said))
    }

    fn behind(&self) -> Option<(Span, &str)> {
        role_behind(&self.part.own, self.span.end)
    }

    fn role(&self, person: &Person) -> Option<Found> {
        let (span, said) = self.before().or_else(|| self.behind())?;
        if person.roles.is_empty()
            || person.roles.iter().any(|role| same_role(said, role, &self.part.own[span.start..], self.ground))
        {
            return None;
        }
        let message = format!("{} is {}, not {said}", person.name, person.roles[0]);
        let whole = self.whole_role(span.start, said);
        Some(Found::new(&ROLE, self.place(whole), message).edit(person.roles[0].clone()))
    }

    /// A role may have commas and "and" in it; the place runs over all of another known role that stands there.
    fn whole_role(&self, start: usize, said: &str) -> Span {
        let rest = text::normal(&self.part.own[start..]).to_lowercase();
        let roles = self.ground.people.iter().flat_map(|person| &person.roles);
        let longest =
            roles.filter(|role| rest.starts_with(&text::normal(role).to_lowercase())).max_by_key(|role| role.len());
        let length = longest.map_or(said.len(), String::len);
        let end = (start + length).min(self.part.own.len());
        Span::new(start, self.part.own.floor_char_boundary(end))
    }

    fn stranger(&self, name: &str) -> Option<Found> {
        let place = self.place(self.span);
        let leads: Vec<&Person> = self.ground.people.iter().filter(|person| person.inspector).collect();
        if LED.is_match(&self.part.own[..self.span.start]) && !leads.is_empty() {
            let right = leads[0].name.clone();
            return Some(Found::new(&NAME, place, format!("the lead inspector is {right}, not {name}")).edit(right));
        }
        let parts = name_parts(name);
        let near = self.ground.people.iter().filter_map(|person| Some((likeness(&person.parts, &parts)?, person)));
        let near = near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness >= SLIP);
        let by_role = || {
            let (_, said) = self.behind()?;
            let holds = |person: &&Person| person.roles.iter().any(|role| same_role(said, role, said, self.ground));
            let mut holders = self.ground.people.iter().filter(holds);
            holders.next().filter(|_| holders.next().is_none())
        };
        if let Some(person) = near.map(|(_, person)| person).or_else(by_role) {
            let right = kept_title(name, &person.name);
            return Some(Found::new(&NAME, place, format!("the name is {right}, not {name}")).edit(right));
        }
        if self.is_person() {
            let message = format!("no source knows {name}");
            return Some(
                Found::new(&UNKNOWN, place, message).hint("put the person into desk.toml, or take the name out"),
            );
        }
        None
    }

    /// Whether a capitalised name is a person's: it has a title or a role, or speaks.
    fn is_person(&self) -> bool {
        let (before, name) = (&self.part.own[..self.span.start], &self.part.own[self.span]);
        let titled =
            before.trim_end().rsplit(' ').next().is_some_and(is_title) || name.split(' ').next().is_some_and(is_title);
        let rest = self.part.own[self.span.end..].trim_start_matches([',', ' ']);
        let speaks = SPEAKS.is_match(rest);
        titled || speaks || self.behind().is_some()
    }
}

/// Whether a name is that of a person: it has the surname.
fn overlaps(person: &Person, name: &str) -> bool {
    name_parts(name).last() == person.parts.last()
}

/// How alike two names are: one of their words is the same, and the others are nearly so; none for two other names.
fn likeness(known: &[String], named: &[String]) -> Option<f64> {
    if known.len() < 2 || named.len() < 2 {
        return None;
    }
    let plain = |name: &[String]| name.join(" ");
    let shares = known.first() == named.first() || known.last() == named.last();
    let likeness = text::agreement(&plain(known), &plain(named));
    (shares || likeness >= 0.8).then_some(likeness)
}

/// The right name with the title that the text gives, if it gives one.
fn kept_title(said: &str, right: &str) -> String {
    let titled = |name: &str| name.split(' ').next().is_some_and(is_title);
    if titled(said) || !titled(right) {
        right.to_owned()
    } else {
        right.split_once(' ').map_or(right, |(_, name)| name).to_owned()
    }
}

/// Whether the words said are the role: the beginning of it where it goes on behind them, or its telling words.
fn same_role(said: &str, role: &str, rest: &str, ground: &Ground<'_>) -> bool {
    let plain = |text: &str| text::normal(text).to_lowercase();
    plain(rest).starts_with(&plain(role)) || is_role(said, role, ground)
}

/// What looks like the council's name and is another one: "Avershire City Council" for "Avershire County Council".
fn of_council(leaf: usize, part: &Part, council: &Council) -> Vec<Found> {
    let right = [council.name.clone(), format!("{} Council", council.short)].map(|name| text::normal(&name));
    let starts = part.own.match_indices(&council.short).map(|(start, _)| start);
    let whole = starts.filter(|start| !part.own[..*start].ends_with(char::is_alphanumeric));
    let names = whole.filter_map(|start| Some(Span::new(start, council_end(&part.own, start + council.short.len())?)));
    let wrong = names.filter(|named| !right.contains(&text::normal(&part.own[*named])));
    let found = wrong.map(|span| {
        let message = format!("the council’s name is {}, not {}", council.name, &part.own[span]);
        Found::new(&COUNCIL, TextSpan { block: leaf, span }, message).edit(council.name.clone())
    });
    found.collect()
}

/// Where a council's name ends: behind "Council", with up to three other capitalised words before it.
fn council_end(text: &str, mut at: usize) -> Option<usize> {
    const WORDS: usize = 4;
    for _ in 0..WORDS {
        let word = text[at..].strip_prefix(' ').filter(|rest| rest.starts_with(char::is_uppercase))?;
        let length = word.find(|c: char| !c.is_alphabetic() && !matches!(c, '’' | '\'' | '-')).unwrap_or(word.len());
        at += 1 + length;
        if &word[..length] == "Council" {
            return Some(at);
        }
    }
    None
}

/// Another authority in a sentence that claims a grade.
fn authority(leaf: usize, part: &Part, claims: &[Claim], ground: &Ground<'_>) -> Vec<Found> {
    if claims.is_empty() {
        return Vec::new();
    }
    let Some(ours) = ground.known.authorities.find(&ground.known.inspection.authority.name) else { return Vec::new() };
    let tokens = part.own_tokens();
    let mut found = Vec::new();
    for (range, key) in ground.authorities().find(tokens) {
        let span = range.span(tokens);
        let named = &part.own[span];
        let opens = span.start == 0 || part.own[..span.start].trim_end().ends_with(['.', ':']);
        let sourced = ground.own.has(&tokens[range.start].form)
            || ground.report.has(&tokens[range.start].form) && range.len() == 1;
        let claimed = || {
            let sentence = part.sentence_at(span.start);
            claims.iter().any(|claim| sentence.contains(claim.place.span.start))
        };
        if named.starts_with(char::is_uppercase) && ours.key() != key && !opens && !sourced && claimed() {
            let message = format!("the report is about {}, not {named}", ground.known.inspection.authority.name);
            let found_here = Found::new(&COUNCIL, TextSpan { block: leaf, span }, message);
            found.push(found_here.edit(ground.known.inspection.authority.name.clone()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn names_and_roles_are_those_of_the_sources() {
        expect(
            &CHECK,
            "Ruth Adeyinka-Shaw, director of children’s services, said so.
            Councillor Marian Thackwell, cabinet member for children and young people, said so.
            Ruth Adeyinka-Shore, director of children’s services, said so. // finding: name-wrong ‹Ruth Adeyinka-Shore› -> Ruth Adeyinka-Shaw
            Councillor Marion Thackwell said so. // finding: name-wrong ‹Councillor Marion Thackwell› -> Councillor Marian Thackwell
            Ruth Adeyinka-Shaw, chief executive, said so. // finding: role-wrong ‹chief executive› -> director of children’s services
            From Ruth Adeyinka-Shaw, director of children’s services, to all councillors.
            It was led by Gareth Winslade, His Majesty’s Inspector.
            It was led by Philippa Thornbeck, His Majesty’s Inspector. // finding: name-wrong ‹Philippa Thornbeck› -> Gareth Winslade
            Jane Okafor, head of early help, said so. // finding: name-without-source ‹Jane Okafor›
            Asha Verrall insisted that it was so. // finding: name-without-source ‹Asha Verrall›
            Ruth Adeyinka-Shaw, chief executive insisted it was so. // finding: role-wrong ‹chief executive› -> director of children’s services
            Ruth Adeyinka-Shaw OBE, chief executive, said so. // finding: role-wrong ‹chief executive› -> director of children’s services
            Councillor Marian Thackwell MBE, cabinet member for children and young people, said so.
            Director Ruth Adeyinka-Shaw thanked staff, and Cllr M Thackwell did too.
            Cllr Marian Thackwell, the county’s cabinet member for children and young people, said so.
            Ruth Adeyinka-Shaw, the council’s director for children’s services, said so.
            Ruth Adeyinka-Shaw, who runs children’s services as their director, said so.
            Councillor Marian Thackwell, who met the director, said so.
            Ruth Adeyinka-Shaw, interim director of children’s services, said so. // finding: role-wrong ‹interim director of children’s services› -> director of children’s services
            Council leader Marian Thackwell was glad. // finding: role-wrong ‹Council leader› -> cabinet member for children and young people
            Chief executive Ruth Adeyinka-Shaw was glad. // finding: role-wrong ‹Chief executive› -> director of children’s services
            Marian Thackwell MP was glad. // finding: role-wrong ‹MP› -> cabinet member for children and young people
            Our cabinet member Marian Thackwell was glad.
            Ruth Adeyinka-Shaw, Director of Children’s Services, said so.
            Councillor Marian Thackwell, Cabinet Member for Children and Young People, said so.
            Councillor Marian Thackwell, Deputy Leader, said so. // finding: role-wrong ‹Deputy Leader› -> cabinet member for children and young people
            Ruth Adeyinka-Shaw, Executive Director, and the Strategic Lead met. // finding: role-wrong ‹Executive Director› -> director of children’s services
            Strategic Lead Amir Bello said so. // finding: name-without-source ‹Amir Bello›
            The Next Venture Fund helps in Wyle Cross.
            Ruth Adeyinka-Shaw talked through the plan with a team manager.",
        );
    }

    #[test]
    fn the_council_has_its_own_name() {
        expect(
            &CHECK,
            "Avershire County Council and Avershire Council are one.
            Avershire City Council runs it. // finding: council-wrong ‹Avershire City Council› -> Avershire County Council",
        );
    }
}
