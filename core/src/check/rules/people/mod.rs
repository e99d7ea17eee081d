//! People: names and roles are those of the desk, the brief and the report; the council's name is its own.
//!
//! Rule: names and roles agree with their source (council practice; Publicity Code 2011, objective).

mod councils;
mod inspectors;

use crate::check::evidence::ground::{Ground, Person};
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::evidence::roles::{is_role, role_behind};
use crate::check::evidence::speaker::Voice;
use crate::check::evidence::who_speaks::people_in;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::language::{
    NAME_WORDS, ROLE_WORDS, SPEECH_WORDS, is_title, name_parts,
    pattern::{self, Pattern},
};
use crate::text::{self, Span, TextSpan};
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

static LED: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"(?i)\b(?:led by|lead inspector(?: was| is|:|,)?)\s+$"));
/// What follows the name of somebody who led.
static LEADING: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"^(?:,[^,.;]{3,60},| and \p{Lu}[\w’-]+ \p{Lu}[\w’-]+)?,? (?:who |jointly |together )*(?:led|headed) (?:the|this|our|last|Ofsted[’']s)(?: \w+)? (?:inspection|visit|team of inspectors)(?:[.,;]|$| (?:together|jointly|in|of|from|with|and|on|here|which|that)\b)",
    )
});
/// The team that somebody is said to be of.
static TEAM: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(r"^,? (?:who works |working )?(?:of|from|in) (?:the|our) ((?:[\w’-]+ ){1,4}team)\b")
});
static BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)(?:^|[.,;:“(—– ]|[’']s )((?:(?:{}|council|county) )*(?:{})(?: (?:of|for)(?: (?:{}))+)?)(,)?(?: (?:{}))? $",
        ROLE_WORDS.others.alternatives(),
        OFFICES.as_str(),
        ROLE_WORDS.fields.alternatives(),
        NAME_WORDS.titles.alternatives(),
    ))
});

/// The offices of people at a council and at the inspectorate, and whatever else a person of the desk may wrongly be called.
static OFFICES: LazyLock<String> = LazyLock::new(|| {
    format!("{}|chief inspector|regional director|press officer|team manager|head", ROLE_WORDS.offices.alternatives())
});
/// A title that only somebody who has it bears, before a name.
static TITLE: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"(?i)\b(councillor|cllr|professor|prof|sir|dame|lord|lady|baroness)\.? $"));
/// What somebody does who speaks.
static SPEAKS: LazyLock<Pattern> =
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
        found.extend(ground.known.desk.iter().flat_map(|desk| councils::of_council(leaf, part, &desk.council)));
        found.extend(councils::authority(leaf, part, &reading.claims()[leaf], ground));
        found.extend(inspectors::inspectors(leaf, part, ground));
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
        let is_right = |said: &str| {
            let roles = self.ground.people.iter().filter(|person| overlaps(person, &self.part.own[self.span]));
            roles.flat_map(|person| &person.roles).any(|role| is_role(said, role, self.ground))
        };
        let letters =
            self.part.own[self.span.end..].strip_prefix(" MP").filter(|rest| !rest.starts_with(char::is_alphanumeric));
        let found = if letters.is_some() {
            Span::new(self.span.end + 1, self.span.end + 3)
        } else {
            let before = BEFORE.captures(name)?;
            // "the leader, Ann Dale, cabinet member for housing, and ...": a list of people.
            if before.get(2).is_some() && !self.is_apposition(&is_right) {
                return None;
            }
            before.get(1)?.range().into()
        };
        let said = &self.part.own[found];
        (!is_right(said)).then_some((found, said))
    }

    /// Whether the name between commas explains the role before it.
    fn is_apposition(&self, is_right: &dyn Fn(&str) -> bool) -> bool {
        let behind = &self.part.own[self.span.end..];
        let has_role = self.behind().is_some_and(|(_, said)| is_right(said));
        (behind.starts_with(',') || behind.trim_end_matches('.').is_empty()) && !has_role
    }

    /// A title before the name that the person does not have.
    fn title(&self, person: &Person) -> Option<Found> {
        let named = &self.part.own[self.span];
        let first = named.split(' ').next().unwrap_or_default();
        let within = TITLE.captures(&named[..(first.len() + 1).min(named.len())]).is_some();
        let before = TITLE.captures(&self.part.own[..self.span.start]).and_then(|found| found.get(1));
        let span = match before {
            Some(before) => Span::from(before.range()),
            None if within => Span::new(self.span.start, self.span.start + first.len()),
            None => return None,
        };
        let said = self.part.own[span].to_lowercase();
        let is_councillor = matches!(said.as_str(), "councillor" | "cllr");
        let sits = ["member", "leader", "councillor", "mayor", "portfolio", "chair"];
        let may_sit = person.politician || person.roles.iter().any(|role| sits.iter().any(|word| role.contains(word)));
        let has_it = text::normal(&person.name).to_lowercase().contains(said.trim_end_matches('.'));
        if has_it || is_councillor && may_sit || person.roles.is_empty() {
            return None;
        }
        let message = format!("{} is not {}", person.name, &self.part.own[span]);
        let whole = self.place(span.cover(self.span));
        Some(Found::new(&ROLE, whole, message).edit(person.name.clone()))
    }

    /// A team that the person is said to be of, and is not: "Name of the fostering team".
    fn team(&self, person: &Person) -> Option<Found> {
        let team = Span::from(TEAM.captures(&self.part.own[self.span.end..])?.get(1)?.range()) + self.span.end;
        let said = &self.part.own[team];
        let of_teams = || person.roles.iter().filter(|role| role.contains("team"));
        let is_right = of_teams().any(|role| is_role(said, role, self.ground));
        let role = of_teams().next().filter(|_| !is_right)?;
        Some(Found::new(&ROLE, self.place(team), format!("{} is {role}, not of the {said}", person.name)))
    }

    fn behind(&self) -> Option<(Span, &str)> {
        role_behind(&self.part.own, self.span.end)
    }

    fn role(&self, person: &Person) -> Option<Found> {
        if let Some(found) = self.title(person) {
            return Some(found);
        }
        if let Some(found) = self.team(person) {
            return Some(found);
        }
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
        let has_led =
            LED.is_match(&self.part.own[..self.span.start]) || LEADING.is_match(&self.part.own[self.span.end..]);
        if has_led && !leads.is_empty() {
            let right = leads[0].name.clone();
            return Some(Found::new(&NAME, place, format!("the lead inspector is {right}, not {name}")).edit(right));
        }
        let parts = name_parts(name);
        let near = self.ground.people.iter().filter_map(|person| Some((likeness(&person.parts, &parts)?, person)));
        let near = near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness >= SLIP);
        let by_role = || {
            // "A social worker" is one of many.
            let (_, said) = self.behind().filter(|(_, said)| !is_one_of_many(said))?;
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

/// Returns `true` if an article says that many people hold the role: “a social worker”.
fn is_one_of_many(role: &str) -> bool {
    let first = role.trim_start().split_once(' ').map_or("", |(first, _)| first);
    ["a", "an", "one"].iter().any(|article| first.eq_ignore_ascii_case(article))
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
            Gareth Winslade and Philippa Thornbeck led the inspection together. // finding: name-wrong ‹Philippa Thornbeck› -> Gareth Winslade
            Gareth Winslade led the inspection in March, and Ann Dale led the inspection response.
            Tom Ashdown, a director of children’s services, said so. // finding: name-without-source ‹Tom Ashdown›
            Tom Ashdown, director of children’s services, said so. // finding: name-wrong ‹Tom Ashdown› -> Ruth Adeyinka-Shaw
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
    fn roles_and_titles_are_read_before_a_name_and_in_brackets() {
        expect(
            &CHECK,
            "Ruth Adeyinka-Shaw (director of adult social care) said so. // finding: role-wrong ‹director of adult social care› -> director of children’s services
            Marian Thackwell (cabinet member, children and young people) said so.
            The director of education, Ruth Adeyinka-Shaw, agreed. // finding: role-wrong ‹director of education› -> director of children’s services
            The council’s leader, Marian Thackwell, agreed. // finding: role-wrong ‹leader› -> cabinet member for children and young people
            The leader, Marian Thackwell, cabinet member for children and young people, and the mayor met.
            The director of the trust thanked Ruth Adeyinka-Shaw.
            Director of education Ruth Adeyinka-Shaw agreed. // finding: role-wrong ‹Director of education› -> director of children’s services
            Director of children’s services Ruth Adeyinka-Shaw agreed.
            Councillor Adeyinka-Shaw agreed. // finding: role-wrong ‹Councillor Adeyinka-Shaw› -> Ruth Adeyinka-Shaw
            Professor Ruth Adeyinka-Shaw agreed. // finding: role-wrong ‹Professor Ruth Adeyinka-Shaw› -> Ruth Adeyinka-Shaw
            Ms Adeyinka-Shaw and Cllr Thackwell agreed.
            Regional director Gareth Winslade led it. // finding: role-wrong ‹Regional director› -> His Majesty’s Inspector
            Lead inspector Gareth Winslade is one of His Majesty’s Inspectors.
            He is one of Her Majesty’s Inspectors. // finding: role-wrong ‹Her› -> His
            The two lead inspectors came in March. // finding: name-wrong ‹lead inspectors›",
        );
    }

    #[test]
    fn no_other_council_has_the_result() {
        expect(
            &CHECK,
            "Ofsted has rated Torbay Council Outstanding. // finding: council-wrong ‹Torbay› -> Avershire
            Torbay’s children’s services are now Outstanding. // finding: council-wrong ‹Torbay› -> Avershire
            Inspectors visited Torbay from 3 to 14 March 2025. // finding: council-wrong ‹Torbay› -> Avershire
            Inspectors visited Torbay in 2022.
            Our neighbours in Shropshire were rated Good in 2022.
            Avershire joins Leeds, which is also rated Outstanding.",
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
