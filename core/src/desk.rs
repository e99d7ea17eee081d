//! The desk: the council's own facts (`desk.toml`). Not here: how the file is read (load), and where its folder is
//! (story).

use crate::inspection::PastInspection;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The council's own facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// The council.
    pub council: Council,
    /// Where things stand.
    #[serde(default)]
    pub paths: Paths,
    /// People, by role.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Whom to ask.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// What a recruitment page offers.
    #[serde(default)]
    pub recruitment: Option<Recruitment>,
    /// Inspections that the public record does not have (it ends in March 2025).
    #[serde(default)]
    pub record: Vec<PastInspection>,
    /// House words: the word to use, with the ones not to use in its place.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// How texts are checked.
    #[serde(default)]
    pub checks: Checks,
    /// Times of heightened sensitivity before elections: from the notice of election to the close of the poll.
    #[serde(default)]
    pub pre_election: Vec<PreElection>,
}

/// How texts are checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Checks {
    /// The outputs that have to cover each judgement and each point to improve.
    pub balanced: Vec<String>,
    /// How much findings weigh, by their name as `copydesk check --list` gives it, where it is not what the program says.
    pub weigh: BTreeMap<String, Weight>,
}

impl Default for Checks {
    fn default() -> Checks {
        let balanced = ["press-release", "web-news", "members-briefing", "staff-newsletter"];
        Checks { balanced: balanced.map(str::to_owned).into(), weigh: BTreeMap::new() }
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// It is not looked for.
    Off,
    /// Worth knowing.
    Note,
    /// Should be looked at.
    Warning,
    /// The text must not go out like this.
    Error,
}

/// A time before an election in which no politician is quoted or pictured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreElection {
    /// The day of the notice of election.
    pub from: Date,
    /// The day of the poll.
    pub to: Date,
    /// Which election, such as "county council elections".
    pub what: String,
}

/// The council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Council {
    /// Full name, such as "Durham County Council".
    pub name: String,
    /// Short name, as in "children in Durham".
    pub short: String,
    /// The authority's name in the inspectorate's reports; the short name where it is not given.
    #[serde(default)]
    pub authority: Option<String>,
    /// A paragraph about the council, for notes to editors.
    #[serde(default)]
    pub about: Option<String>,
    /// The council's web site.
    #[serde(default)]
    pub website: Option<String>,
    /// The region of England.
    #[serde(default)]
    pub region: Option<String>,
}

/// Where things stand, relative to the desk's folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Paths {
    /// The folder in which `copydesk new` makes stories.
    pub stories: String,
    /// The folder whose files override templates of the same name.
    pub templates: String,
    /// The folder of the desk's own frameworks.
    pub frameworks: String,
    /// The folder of the desk's own plugins.
    pub plugins: String,
}

impl Default for Paths {
    fn default() -> Paths {
        Paths {
            stories: ".".to_owned(),
            templates: "templates".to_owned(),
            frameworks: "frameworks".to_owned(),
            plugins: "plugins".to_owned(),
        }
    }
}

/// Somebody who speaks or signs for the council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name of the role, by which statements refer to the person, such as `director`.
    pub id: String,
    /// The name, with title where one is used.
    pub name: String,
    /// The role in running text, such as "director of children’s services".
    pub role: String,
    /// Whether the person is a politician.
    #[serde(default)]
    pub politician: bool,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Whose contact it is.
    #[serde(rename = "for")]
    pub audience: ContactFor,
    /// Name of the person or team.
    pub name: String,
    /// E-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// Address of a page.
    #[serde(default)]
    pub url: Option<String>,
}

/// Whose contact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContactFor {
    /// Journalists.
    Press,
    /// The council's own staff.
    Staff,
    /// People who think of working for the council.
    Recruitment,
    /// Families that need help, and everybody who is worried about a child.
    Families,
}

/// What a recruitment page offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Recruitment {
    /// What a social worker gets, a phrase each.
    pub offer: Vec<String>,
    /// The place, in a sentence or two.
    pub place: Option<String>,
    /// The practice model, in a sentence or two.
    pub practice_model: Option<String>,
    /// Where to apply.
    pub apply: Option<String>,
}
