//! The descriptor: a plugin's description of itself.

use super::{Field, FileType};
use crate::text::is_command;
use copydesk_plugin::REQUEST_SCHEMA;
use copydesk_plugin::plan::is_template_of;
use serde::{Deserialize, Serialize};

/// What users type for every output; so no output can have this id.
pub const EVERY_OUTPUT: &str = "all";

/// Nothing that it says is longer, in characters: a person reads it before they agree to the plugin.
const LONGEST: usize = 500;

/// A plugin's description of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Descriptor {
    /// Reverse domain name, such as `org.copydesk.press-release`.
    pub id: String,
    /// The plugin's version.
    pub version: String,
    /// The outputs it makes; at least one.
    pub outputs: Vec<Offer>,
    /// The version of the request's data that it was written for, such as `1.0`.
    pub request_schema: String,
    /// The SDK it was built with.
    #[serde(default)]
    pub sdk: String,
    /// Its licence.
    #[serde(default)]
    pub licence: String,
    /// Its home page.
    #[serde(default)]
    pub homepage: String,
    /// What a panic in it does: `unwind` or `abort`; empty for a language without panics.
    #[serde(default)]
    pub panic: String,
}

/// What a document may have that an output needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need<'a> {
    /// That it is about this service, by its id.
    Service(&'a str),
    /// Grades.
    Grades,
    /// Findings in words.
    Findings,
    /// Points to improve, or areas for priority action.
    Points,
}

impl<'a> Need<'a> {
    /// Returns its name in descriptors.
    pub fn as_str(self) -> &'a str {
        match self {
            Need::Service(id) => id,
            Need::Grades => "grades",
            Need::Findings => "findings",
            Need::Points => "points",
        }
    }
}

/// One output that a plugin makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The id that users type: `press-release`.
    pub id: String,
    /// The title that users read in lists.
    pub title: String,
    /// Whom it is for, in half a sentence.
    #[serde(default)]
    pub description: String,
    /// What a document must have for it: `grades`, `findings`, `points` or the id of the service it must be about, or several
    /// with "or" between them, of which one is enough.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What it asks people for.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Whether it picks from the result on purpose.
    #[serde(default)]
    pub partial: bool,
    /// The language of its own words, such as `cy`; English if there is none.
    #[serde(default)]
    pub language: Option<String>,
    /// The file that it makes, if it is more than a text.
    #[serde(default)]
    pub file: Option<FileType>,
    /// The format of its text; only `text/markdown` is accepted.
    #[serde(default)]
    pub media_type: Option<String>,
}

impl Descriptor {
    /// Returns `true` if a template of this name is the plugin's to carry: it is named after one of the outputs.
    pub fn owns(&self, template: &str) -> bool {
        self.outputs.iter().any(|offer| is_template_of(&offer.id, template))
    }

    /// Parses and validates a descriptor. The error says what is wrong with it.
    pub(super) fn parse(json: &[u8]) -> Result<Descriptor, String> {
        let mut parser = serde_json::Deserializer::from_slice(json);
        let descriptor: Descriptor =
            serde_path_to_error::deserialize(&mut parser).map_err(|error| error.to_string())?;
        parser.end().map_err(|error| error.to_string())?;
        descriptor.check()?;
        Ok(descriptor)
    }

    /// Returns the differences from `before`, one line each: removed with `-`, added with `+`.
    pub fn difference(&self, before: &Descriptor) -> Vec<String> {
        let (before, after) = (before.lines(), self.lines());
        let gone = before.iter().filter(|line| !after.contains(line)).map(|line| format!("- {line}"));
        let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+ {line}"));
        gone.chain(new).collect()
    }

    fn lines(&self) -> Vec<String> {
        let needs =
            |offer: &Offer| if offer.needs.is_empty() { String::new() } else { format!("; needs {}", offer.needs()) };
        let outputs = self.outputs.iter().map(|offer| {
            let partial = if offer.partial { "; tells a part on purpose" } else { "" };
            let language = offer.language.as_ref().map(|tag| format!("; in {tag}")).unwrap_or_default();
            let file = offer.file.as_ref().map(|file| format!("; makes a file: {file}")).unwrap_or_default();
            let Offer { id, title, description, .. } = offer;
            format!("output {id}: {title}: {description}{}{partial}{language}{file}", needs(offer))
        });
        let fields = self.outputs.iter().flat_map(|offer| offer.fields.iter().map(move |field| field.line(&offer.id)));
        let about = [
            ("version", &self.version),
            ("request schema", &self.request_schema),
            ("built with", &self.sdk),
            ("licence", &self.licence),
            ("home page", &self.homepage),
            ("on a panic", &self.panic),
        ];
        about.into_iter().map(|(name, value)| format!("{name}: {value}")).chain(outputs).chain(fields).collect()
    }

    fn check(&self) -> Result<(), String> {
        if !is_id(&self.id) {
            return Err(format!("the id {:?} is not a reverse domain name", self.id));
        }
        if self.version.is_empty() {
            return Err("the version is empty".to_owned());
        }
        let (major, minor) = schema_of(&self.request_schema)
            .ok_or_else(|| format!("the request schema {:?} is not major.minor", self.request_schema))?;
        if schema_of(REQUEST_SCHEMA).is_none_or(|(our_major, our_minor)| major != our_major || minor > our_minor) {
            let wanted = &self.request_schema;
            return Err(format!("it wants requests of schema {wanted}, this program makes {REQUEST_SCHEMA}"));
        }
        if self.outputs.is_empty() {
            return Err("it makes no output".to_owned());
        }
        if let Some(line) = self.lines().iter().find(|line| line.contains(is_command)) {
            return Err(format!("it has control characters in {line:?}"));
        }
        if let Some(line) = self.lines().iter().chain([&self.id]).find(|line| line.chars().count() > LONGEST) {
            let beginning: String = line.chars().take(40).collect();
            return Err(format!("it has more than {LONGEST} characters in {beginning:?}"));
        }
        self.outputs.iter().enumerate().try_for_each(|(i, offer)| {
            if self.outputs[..i].iter().any(|earlier| earlier.id == offer.id) {
                return Err(format!("it has the output {:?} twice", offer.id));
            }
            offer.check()
        })
    }
}

impl Offer {
    /// Returns what it needs, in words; empty where it needs nothing.
    pub fn needs(&self) -> String {
        self.needs.join(", and ")
    }

    /// Returns the first of its needs that a document with these does not meet. What this program does not know, no document
    /// has.
    pub fn unmet(&self, has: &[Need<'_>]) -> Option<&str> {
        let is_met = |need: &str| need.split(" or ").any(|one| has.iter().any(|has| has.as_str() == one));
        self.needs.iter().map(String::as_str).find(|need| !is_met(need))
    }

    fn check(&self) -> Result<(), String> {
        if !is_name(&self.id) {
            return Err(format!("the output {:?} is not written in lower case with hyphens", self.id));
        }
        if self.id == EVERY_OUTPUT {
            return Err(format!("no output can be called {EVERY_OUTPUT:?}: that means every output"));
        }
        if self.title.is_empty() {
            return Err(format!("the output {:?} has no title", self.id));
        }
        self.check_fields()?;
        if let Some(tag) = self.language.as_deref().filter(|tag| !is_language(tag)) {
            return Err(format!("the output {:?} is in {tag:?}, which is no language tag, such as cy", self.id));
        }
        if let Some(why) = self.file.as_ref().and_then(FileType::wrong) {
            return Err(format!("the output {:?} makes a file {why}", self.id));
        }
        match self.media_type.as_deref() {
            None | Some("text/markdown") => Ok(()),
            Some(other) => Err(format!("the output {:?} is {other}, only text/markdown can be used", self.id)),
        }
    }
}

/// Returns `true` if a text is a language tag of BCP 47: two or three letters, then perhaps parts such as a script or a region.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_letters = |part: &str| matches!(part.len(), 2 | 3) && part.bytes().all(|b| b.is_ascii_lowercase());
    parts.next().is_some_and(is_letters)
        && parts.all(|part| matches!(part.len(), 2..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Returns `true` if a text can be a plugin's id: a reverse domain name.
pub(super) fn is_id(text: &str) -> bool {
    text.contains('.') && text.split('.').all(is_name)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn schema_of(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_cannot_be_used_is_named_and_what_changed_is_listed() {
        let good = json!({
            "id": "uk.example.one", "version": "1.0.0", "request_schema": "1.0",
            "outputs": [{ "id": "one", "title": "One" }],
        });
        assert!(Descriptor::parse(good.to_string().as_bytes()).is_ok());
        let two = json!([{ "id": "one", "title": "One" }, { "id": "one", "title": "One" }]);
        for (key, value, message) in [
            ("id", json!("one"), "the id \"one\" is not a reverse domain name"),
            ("version", json!(""), "the version is empty"),
            ("version", json!("1\u{1b}[2J"), r#"it has control characters in "version: 1\u{1b}[2J""#),
            ("licence", json!("MIT\u{202e}TIM"), r#"it has control characters in "licence: MIT\u{202e}TIM""#),
            (
                "homepage",
                json!("x".repeat(500)),
                "it has more than 500 characters in \"home page: xxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
            ),
            ("request_schema", json!("1.9"), "it wants requests of schema 1.9, this program makes 1.0"),
            ("request_schema", json!("2.0"), "it wants requests of schema 2.0, this program makes 1.0"),
            ("outputs", json!([]), "it makes no output"),
            ("outputs", two, "it has the output \"one\" twice"),
            (
                "outputs",
                json!([{ "id": "One", "title": "One" }]),
                "the output \"One\" is not written in lower case with hyphens",
            ),
            (
                "outputs",
                json!([{ "id": "all", "title": "All" }]),
                "no output can be called \"all\": that means every output",
            ),
            ("outputs", json!([{ "id": "one", "title": "" }]), "the output \"one\" has no title"),
            (
                "outputs",
                json!([{ "id": "one", "title": "One", "fields": [{ "of": "brief", "id": "tone", "kind": "colour" }] }]),
                "outputs[0].fields[0].kind: unknown variant `colour`, expected one of `text`, `number`, `day`, `yes-no`, \
                 `list`, `address`, `choice`, `contact` at line 1 column 73",
            ),
        ] {
            let mut bad = good.clone();
            bad[key] = value;
            assert_eq!(Descriptor::parse(bad.to_string().as_bytes()).unwrap_err(), message);
        }
        let mut needing = good.clone();
        needing["outputs"][0]["needs"] = json!(["grades or findings", "points"]);
        let offer = Descriptor::parse(needing.to_string().as_bytes()).unwrap().outputs.remove(0);
        assert_eq!(offer.needs(), "grades or findings, and points");
        assert_eq!(offer.unmet(&[Need::Points]), Some("grades or findings"));
        assert_eq!(offer.unmet(&[Need::Findings]), Some("points"));
        assert_eq!(offer.unmet(&[Need::Grades, Need::Points]), None);
        needing["outputs"][0]["needs"] = json!(["maps"]);
        let newer = Descriptor::parse(needing.to_string().as_bytes()).unwrap().outputs.remove(0);
        assert_eq!(newer.unmet(&[Need::Grades, Need::Findings, Need::Points]), Some("maps"), "of a newer program");
        let before = Descriptor::parse(good.to_string().as_bytes()).unwrap();
        let mut after = before.clone();
        (after.version, after.outputs[0].title) = ("1.1.0".to_owned(), "Two".to_owned());
        let difference = ["- version: 1.0.0", "- output one: One: ", "+ version: 1.1.0", "+ output one: Two: "];
        assert_eq!(after.difference(&before), difference);
        assert!(Descriptor::parse(b"{}").unwrap_err().contains("missing field `id`"));
    }
}
