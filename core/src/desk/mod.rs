//! The desk: the council's own facts and sign-off rules (`desk.toml`). The file is read in [`load`](crate::load), its
//! folder found in [`story`](crate::story), and its sign-off rules resolved in [`review`](crate::review).

mod look;
mod mail;
mod target;

pub use look::{Look, contrast_with_white};
pub use mail::{Mail, MailServer};
pub use target::{Destination, ReleaseTarget};

use crate::inspection::{PastInspection, Tone};
use crate::zone::Zone;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The council's own facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// The council.
    pub council: Council,
    /// Folders.
    #[serde(default)]
    pub paths: Paths,
    /// People, by role.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Roles in signing, and who holds them. Every person's `id` is also a role, held by that person alone.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Who signs what: the first rule that fits a text applies. If none fits, one person other than the author signs.
    #[serde(default)]
    pub sign_off: Vec<SignOffRule>,
    /// How texts are released.
    #[serde(default)]
    pub release: ReleaseRules,
    /// Where texts are released.
    #[serde(default)]
    pub targets: Vec<ReleaseTarget>,
    /// How the council's paper and pages look.
    #[serde(default)]
    pub look: Look,
    /// The desk in a browser.
    #[serde(default)]
    pub web: Web,
    /// How mail is sent.
    #[serde(default)]
    pub mail: Option<Mail>,
    /// Contacts.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// What a recruitment page offers.
    #[serde(default)]
    pub recruitment: Option<Recruitment>,
    /// What outputs of plugins ask for, in a table for each: `[outputs.OUTPUT]`. `copydesk outputs OUTPUT` lists it.
    #[serde(default)]
    pub outputs: BTreeMap<String, Map<String, Value>>,
    /// Inspections that the public record does not have (`copydesk record` says when it ends).
    #[serde(default)]
    pub record: Vec<PastInspection>,
    /// Preferred words: the word to use, with those it replaces.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// How texts are checked.
    #[serde(default)]
    pub checks: Checks,
    /// Pre-election periods, from the notice of election to the close of poll.
    #[serde(default)]
    pub pre_election: Vec<PreElection>,
}

/// How texts are released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReleaseRules {
    /// The roles whose holders may let a text out despite errors or a pre-election period, with a reason; left out,
    /// anybody may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waive: Option<Vec<String>>,
    /// How many minutes late a scheduled release may begin, for instance after the machine was off; later, a person has to
    /// ask for it.
    pub window: u32,
}

impl Default for ReleaseRules {
    fn default() -> ReleaseRules {
        ReleaseRules { waive: None, window: 120 }
    }
}

/// The desk in a browser (`copydesk serve`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Web {
    /// The people or roles that write, send and schedule texts there, and see all of them. Everybody else sees the texts that
    /// they are asked to sign.
    pub officers: Vec<String>,
    /// The address at which people reach it, such as `https://desk.avershire.example`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whether the desk is a sample: then a copy of it is served, and its files stay as they are.
    pub sample: bool,
    /// After how many hours a person who has not answered gets a mail that says how many texts wait, once a day from 8 in the
    /// morning; 0 for never.
    pub remind_after: u32,
}

impl Default for Web {
    fn default() -> Web {
        Web { officers: Vec::new(), address: None, sample: false, remind_after: 24 }
    }
}

/// How texts are checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Checks {
    /// The outputs that have to cover each judgement and each point to improve.
    pub balanced: Vec<String>,
    /// The outputs that pick from the result, such as a page for applicants: what they leave out never blocks them.
    pub selective: Vec<String>,
    /// The severity of findings that should differ from the default, by the name `copydesk check --list` shows. The
    /// name of a file of house rules covers all of its rules.
    pub weigh: BTreeMap<String, Weight>,
    /// The folder of the desk's house rules. A file replaces the built-in one of the same name.
    pub rules: String,
    /// A Hunspell dictionary, as the path of its two files without `.aff` and `.dic`; left out, the system's `en_GB`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dictionary: Option<String>,
    /// Words to accept that are not in the dictionary.
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

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Not checked.
    Off,
    /// A note: worth knowing.
    Note,
    /// A warning: someone should look at it.
    Warning,
    /// An error: the text is blocked.
    Error,
}

/// A period before an election in which no politician is quoted or pictured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreElection {
    /// The day of the notice of election.
    pub from: Date,
    /// The day of the poll.
    pub to: Date,
    /// The election, such as "county council elections".
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
    /// The authority's name in the inspectorate's reports, if it differs from the short name.
    #[serde(default)]
    pub authority: Option<String>,
    /// Other authorities whose reports this desk covers, by their names in the inspectorate's reports: for a desk of
    /// two councils, or of a trust that serves several.
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
    /// The time zone in which times are shown and days counted, `Europe/London` if it is not given.
    #[serde(default)]
    pub timezone: Zone,
}

impl Council {
    /// Returns the authority's name in the inspectorate's reports.
    pub fn authority(&self) -> &str {
        self.authority.as_ref().unwrap_or(&self.short)
    }

    /// Returns the authorities that the desk is for: the council's own, then the others.
    pub fn authorities(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.authority()).chain(self.also_for.iter().map(String::as_str))
    }
}

/// Folders, relative to the desk's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Paths {
    /// The folder in which `copydesk new` creates stories.
    pub stories: String,
    /// The folder of the desk's templates, which override those of the same name.
    pub templates: String,
    /// The folder of the desk's kinds of document.
    pub documents: String,
    /// The folder of the services that its documents are about.
    pub services: String,
    /// The folder of the desk's frameworks.
    pub frameworks: String,
    /// The folder of the desk's plugins.
    pub plugins: String,
    /// The table of past inspections (CSV, as `copydesk batch` and `copydesk record --merge` write it) that is used instead of
    /// the one that comes with copydesk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

impl Default for Paths {
    fn default() -> Paths {
        Paths {
            stories: ".".to_owned(),
            templates: "templates".to_owned(),
            documents: "documents".to_owned(),
            services: "services".to_owned(),
            frameworks: "frameworks".to_owned(),
            plugins: "plugins".to_owned(),
            record: None,
        }
    }
}

/// A person who speaks or signs for the council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name by which statements, rules and `--as` refer to the person, such as `director`: usually that of the
    /// role.
    pub id: String,
    /// The name, with a title if one is used.
    pub name: String,
    /// The role in running text, such as "director of children’s services".
    pub role: String,
    /// Whether the person is a politician.
    #[serde(default)]
    pub politician: bool,
    /// The address that mail to the person goes to; it is no part of any record.
    #[serde(default)]
    pub mail: Option<String>,
    /// The body that the person speaks for, where it is not the council: a partner of it, or the trust that runs the service.
    #[serde(default)]
    pub body: Option<String>,
}

/// A role in signing that several people hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The name by which rules refer to the role, such as `press-office`.
    pub id: String,
    /// The people who hold it, by `id`.
    pub held_by: Vec<String>,
    /// Whether any one of them signs for the role, or all of them.
    #[serde(default)]
    pub needs: Needs,
}

/// How many of the people who hold a role have to sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// Any one of them.
    #[default]
    Any,
    /// All of them except the author.
    All,
}

/// A rule about which roles sign a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignOffRule {
    /// The outputs it applies to, such as `press-release`; all if left out.
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

/// The order in which roles sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignOrder {
    /// In any order.
    #[default]
    Together,
    /// As listed: each role only after all earlier ones have signed.
    InOrder,
}

impl SignOffRule {
    /// Returns `true` if the rule is for texts of this output on a result of this tone; none is a report without grades.
    pub fn fits(&self, output: &str, result: Option<Tone>) -> bool {
        let for_output = self.outputs.is_empty() || self.outputs.iter().any(|name| name == output);
        let for_result = self.results.is_empty() || result.is_some_and(|tone| self.results.contains(&tone));
        for_output && for_result
    }
}

impl Desk {
    /// Returns the person with this `id`.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Returns the people who hold a role, and how many of them sign; empty if there is no role or person with this
    /// `id`.
    pub fn holders(&self, role: &str) -> (Vec<&Person>, Needs) {
        match self.roles.iter().find(|known| known.id == role) {
            Some(role) => (role.held_by.iter().filter_map(|id| self.person(id)).collect(), role.needs),
            None => (self.person(role).into_iter().collect(), Needs::Any),
        }
    }

    /// Returns the targets that an output goes to.
    pub fn targets_of<'a>(&'a self, output: &'a str) -> impl Iterator<Item = &'a ReleaseTarget> {
        self.targets
            .iter()
            .filter(move |target| target.outputs.is_empty() || target.outputs.iter().any(|name| name == output))
    }

    /// Returns the rule for a text: the first that fits.
    pub fn sign_off_rule(&self, output: &str, result: Option<Tone>) -> Option<&SignOffRule> {
        self.sign_off.iter().find(|rule| rule.fits(output, result))
    }
}

/// A contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The audience of the contact.
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

/// The audience of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContactFor {
    /// Journalists.
    Press,
    /// The council's staff.
    Staff,
    /// People thinking of working for the council.
    Recruitment,
    /// Families who need help, and anyone worried about a child.
    Families,
    /// Staff for whom a report is hard to read.
    Support,
}

/// What a recruitment page says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Recruitment {
    /// The offer to social workers, one phrase each.
    pub offer: Vec<String>,
    /// What it is like to live and work here, in a sentence or two.
    pub place: Option<String>,
    /// The practice model, in a sentence or two.
    pub practice_model: Option<String>,
    /// Where to apply.
    pub apply: Option<String>,
}
