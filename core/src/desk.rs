//! The desk: the council's own facts and sign-off rules (`desk.toml`). Not here: how the file is read (load), where its
//! folder is (story), and what the rules come to for one text (review).

use crate::inspection::{PastInspection, Tone};
use crate::zone::Zone;
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
    /// Roles in signing, and who holds them. A person's own `id` is a role too, held by that person alone.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Which roles sign what: the first rule that fits a text holds for it. Where none fits, one person other than the
    /// author signs.
    #[serde(default)]
    pub sign_off: Vec<SignOffRule>,
    /// Whom to ask.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// What a recruitment page offers.
    #[serde(default)]
    pub recruitment: Option<Recruitment>,
    /// Inspections that the public record does not have (`copydesk record` says when it ends).
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
    /// The outputs that pick from the result, such as a page for applicants: what they leave out never blocks them.
    pub selective: Vec<String>,
    /// How much findings weigh, by their name as `copydesk check --list` gives it, where it is not what the program says.
    /// The name of a file of house rules stands for all of its rules.
    pub weigh: BTreeMap<String, Weight>,
    /// The folder of the desk's own house rules; a file of the name of one of the program's stands in its place.
    pub rules: String,
    /// A Hunspell dictionary, as the path of its two files without `.aff` and `.dic`; left out, the system's `en_GB`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dictionary: Option<String>,
    /// Words that are spelt right, whatever the dictionary says.
    pub spelt: Vec<String>,
}

impl Default for Checks {
    fn default() -> Checks {
        let balanced = ["press-release", "web-news", "members-briefing", "staff-newsletter"];
        let selective = ["recruitment-page", "social-posts"];
        Checks {
            balanced: balanced.map(str::to_owned).into(),
            selective: selective.map(str::to_owned).into(),
            weigh: BTreeMap::new(),
            rules: "rules".to_owned(),
            dictionary: None,
            spelt: Vec::new(),
        }
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
    /// Other authorities whose reports are this desk's too, by their names in the inspectorate's reports: for a desk of two
    /// councils, or of a trust that serves several.
    #[serde(default)]
    pub also_for: Vec<String>,
    /// A paragraph about the council, for notes to editors.
    #[serde(default)]
    pub about: Option<String>,
    /// The council's web site.
    #[serde(default)]
    pub website: Option<String>,
    /// The region of England.
    #[serde(default)]
    pub region: Option<String>,
    /// The time zone of its clocks, by which times are shown and days counted; `Europe/London` where it is not given.
    #[serde(default)]
    pub timezone: Zone,
}

impl Council {
    /// The authority's name in the inspectorate's reports.
    pub fn authority(&self) -> &str {
        self.authority.as_ref().unwrap_or(&self.short)
    }

    /// The authorities that the desk is for: the council's own, then the others.
    pub fn authorities(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.authority()).chain(self.also_for.iter().map(String::as_str))
    }
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
    /// The name by which statements, rules and `--as` refer to the person, such as `director`: as a rule that of the role.
    pub id: String,
    /// The name, with title where one is used.
    pub name: String,
    /// The role in running text, such as "director of children’s services".
    pub role: String,
    /// Whether the person is a politician.
    #[serde(default)]
    pub politician: bool,
}

/// A role in signing that several people hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The name by which rules refer to the role, such as `press-office`.
    pub id: String,
    /// Who holds it: the `id` of each person.
    pub held_by: Vec<String>,
    /// Whether any one of them signs for the role, or all of them.
    #[serde(default)]
    pub needs: Needs,
}

/// How many of those who hold a role have to sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// Any one of them.
    #[default]
    Any,
    /// All of them but the author.
    All,
}

/// Which roles sign a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignOffRule {
    /// For which outputs, such as `press-release`; left out, for all.
    #[serde(default)]
    pub outputs: Vec<String>,
    /// For which results: `good`, `mixed` or `poor`; left out, for all, and for a report without grades.
    #[serde(default)]
    pub results: Vec<Tone>,
    /// The roles that sign.
    pub roles: Vec<String>,
    /// Whether they sign one after the other or in any order.
    #[serde(default)]
    pub order: SignOrder,
}

/// In which order roles sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignOrder {
    /// In any order.
    #[default]
    Together,
    /// As listed: a role only after all before it have signed.
    InOrder,
}

impl SignOffRule {
    /// Whether the rule is for texts of this output on a result of this tone; none is a report without grades.
    pub fn fits(&self, output: &str, result: Option<Tone>) -> bool {
        let for_output = self.outputs.is_empty() || self.outputs.iter().any(|name| name == output);
        let for_result = self.results.is_empty() || result.is_some_and(|tone| self.results.contains(&tone));
        for_output && for_result
    }
}

impl Desk {
    /// The person with this `id`.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Who holds a role, and how many of them sign; nobody where neither a role nor a person has this `id`.
    pub fn holders(&self, role: &str) -> (Vec<&Person>, Needs) {
        match self.roles.iter().find(|known| known.id == role) {
            Some(role) => (role.held_by.iter().filter_map(|id| self.person(id)).collect(), role.needs),
            None => (self.person(role).into_iter().collect(), Needs::Any),
        }
    }

    /// The rule for a text: the first that fits.
    pub fn sign_off_rule(&self, output: &str, result: Option<Tone>) -> Option<&SignOffRule> {
        self.sign_off.iter().find(|rule| rule.fits(output, result))
    }
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
