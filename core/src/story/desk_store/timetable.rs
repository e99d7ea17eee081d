//! What is released when, and the people, targets and embargoes of a desk in one view.

use super::DeskStore;
use crate::desk::{Destination, Needs, SignOrder};
use crate::review::{Act, Scheduled, State, TextName};
use crate::story::{self, Error, Outputs};
use crate::zone::LocalTime;

/// The releases that are ahead.
#[derive(Debug)]
pub struct Timetable {
    /// The texts with a time, the earliest first.
    pub due: Vec<Planned>,
    /// The texts that all have signed, and that have no time.
    pub unset: Vec<TextName>,
}

/// A text with the time of its release.
#[derive(Debug)]
pub struct Planned {
    /// The text.
    pub text: TextName,
    /// The time and the targets.
    pub scheduled: Scheduled,
    /// Whether it goes to journalists under embargo.
    pub under_embargo: bool,
    /// How often a time was set for it before this one.
    pub times_before: usize,
}

impl DeskStore {
    /// Returns what is released when.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn timetable(&self) -> Result<Timetable, Error> {
        let log = self.log()?;
        let mut table = Timetable { due: Vec::new(), unset: Vec::new() };
        for (text, review) in self.reviews()? {
            match review.state {
                State::Scheduled(scheduled) => {
                    let own = log.events.iter().filter(|recorded| recorded.event.text.is(&text));
                    let times = own.filter(|recorded| matches!(recorded.event.act, Act::Scheduled { .. })).count();
                    let under_embargo = self.goes_under_embargo(scheduled.targets());
                    table.due.push(Planned { text, scheduled, under_embargo, times_before: times.saturating_sub(1) });
                }
                State::Signed(_) if text.story.is_some() => table.unset.push(text),
                _ => {}
            }
        }
        table.due.sort_by_key(|planned| planned.scheduled.due().instant);
        Ok(table)
    }

    /// Returns the ends of embargoes, the earliest first: each with the names of its stories.
    ///
    /// # Errors
    /// A folder cannot be read. A story that cannot be opened has none.
    pub fn embargoes(&self) -> Result<Vec<(LocalTime, String)>, Error> {
        let mut all = Vec::new();
        for name in self.stories()? {
            let story = story::open(&self.story_folder(&name)).ok();
            let end = story.and_then(|story| super::conditions::embargo(&story, self.zone()).ok().flatten());
            all.extend(end.map(|end| (end, name)));
        }
        all.sort_by_key(|(end, _)| end.instant);
        Ok(all)
    }

    /// Returns the desk's people, rules, targets and outputs, as its officers see them.
    ///
    /// # Errors
    /// The plugins cannot be read.
    pub fn setup(&self) -> Result<Setup, Error> {
        let desk = &self.desk.desk;
        let people = desk.people.iter().map(|person| Member {
            name: person.name.clone(),
            role: person.role.clone(),
            mail: person.mail.clone(),
            is_officer: self.is_officer(&crate::review::PersonId(person.id.clone())),
        });
        let rules = desk.sign_off.iter().map(|rule| Rule {
            outputs: rule.outputs.clone(),
            results: rule.results.iter().map(|tone| tone.as_str().to_owned()).collect(),
            signers: rule.roles.iter().map(|role| self.role_in_words(role)).collect(),
            in_order: rule.order == SignOrder::InOrder,
        });
        let targets = desk.targets.iter().map(|target| {
            let place = match &target.to {
                Destination::Folder { folder, .. } => format!("the folder {folder}"),
                Destination::PressList { file, .. } => format!("the people in {file}, by mail"),
                Destination::WordPress { url, .. } => format!("WordPress at {url}"),
            };
            (target.id.clone(), place, target.outputs.clone())
        });
        let outputs = Outputs::open(&[], Some(&story::open::open_desk(&self.desk.path)?))?;
        let offers = outputs.found.offers().map(|(_, offer)| (offer.id.clone(), offer.title.clone(), offer.needs()));
        Ok(Setup {
            people: people.collect(),
            rules: rules.collect(),
            targets: targets.collect(),
            outputs: offers.collect(),
        })
    }

    /// Returns who holds a role, by name.
    fn role_in_words(&self, role: &str) -> String {
        let desk = &self.desk.desk;
        let (held_by, needs) = desk.holders(role);
        let word = if needs == Needs::All { " and " } else { " or " };
        held_by.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(word)
    }
}

/// A desk as its officers see it.
#[derive(Debug)]
pub struct Setup {
    /// The people.
    pub people: Vec<Member>,
    /// The rules of sign-off, in order.
    pub rules: Vec<Rule>,
    /// The targets: name, place, and the outputs that go there (all if there are none).
    pub targets: Vec<(String, String, Vec<String>)>,
    /// The outputs: name, title, and what they need.
    pub outputs: Vec<(String, String, String)>,
}

/// A rule of sign-off.
#[derive(Debug)]
pub struct Rule {
    /// The outputs that it is for; all if there are none.
    pub outputs: Vec<String>,
    /// The results that it is for; all if there are none.
    pub results: Vec<String>,
    /// Who signs: for each role its holders.
    pub signers: Vec<String>,
    /// Whether they sign one after the other.
    pub in_order: bool,
}

/// A person of a desk.
#[derive(Debug)]
pub struct Member {
    /// The name.
    pub name: String,
    /// The role in running text.
    pub role: String,
    /// The mail address.
    pub mail: Option<String>,
    /// Whether the person writes and sends texts in the browser.
    pub is_officer: bool,
}
