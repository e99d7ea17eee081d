//! A new plugin: the files of its folder, in Rust or C. They are in `core/scaffolds` as a plugin named `my-output`; the
//! name is replaced, and the SDK and the sample story are added.

use super::descriptor;
use crate::text::is_command;
use copydesk_plugin::plan::is_template_name;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};

const RUST: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/plugin-rust.rs"));
const C: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/plugin-c.rs"));
/// The workspace's SDK.
const SDK: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/sdk.rs"));
/// The SDK's manifest for a place outside the workspace.
const SDK_MANIFEST: &str = include_str!("../../scaffolds/sdk.toml");
/// The versions of the crates that a plugin in Rust is built with.
const LOCK: &str = "Cargo.lock";
/// The SDK's package, and its folder in a new one.
const SDK_NAME: &str = "copydesk-plugin";
/// Where a plugin in Rust looks for it.
const SDK_IN_MANIFEST: &str = "path = \"copydesk-plugin\"";
/// How long what is said of an output may be in a new plugin, in characters.
const LONGEST_DESCRIPTION: usize = 200;
const SDK_IN_MAKEFILE: &str = "SDK = .\n";
/// The SDK's formatting, so that an author's `cargo fmt` leaves it alone.
const SDK_FORMAT: &str = include_str!("../../../.rustfmt.toml");
/// The header for plugins in C.
const HEADER: (&str, &str) = ("copydesk_plugin.h", include_str!("../../../plugins/sdk/include/copydesk_plugin.h"));
/// The desk of an invented council with a story, and the request made from it. As in any desk, the templates in its
/// folder override those in the library, so an author can change words without a build.
const SAMPLES: [(&str, &str); 4] = [
    (
        "samples/desk.toml",
        concat!(include_str!("../../../examples/desk.toml"), include_str!("../../scaffolds/paths.toml")),
    ),
    ("samples/story/brief.toml", include_str!("../../../examples/good-result/brief.toml")),
    ("samples/story/inspection.toml", include_str!("../../../examples/good-result/inspection.toml")),
    ("samples/good-result.json", include_str!("../../../plugins/sdk/samples/good-result.json")),
];

/// The beginning of a new plugin's id, until its author has put another in.
pub(super) const PLACEHOLDER_DOMAIN: &str = "uk.gov.example.";
/// What a new plugin says of its output until then, in Rust and in C.
pub(super) const PLACEHOLDERS: [&str; 2] =
    ["Who it is for, in a few words", "Write here whom it is for, in half a sentence"];

/// The language a plugin is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Rust, with the SDK.
    Rust,
    /// C, with the SDK's header.
    C,
}

/// A plugin that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaffold {
    name: String,
    language: Language,
    /// The SDK's folder to build with, instead of a copy of the built-in SDK.
    sdk: Option<String>,
    /// The plugin's id and what it says of its output, instead of placeholders.
    id: Option<String>,
    description: Option<String>,
}

impl Scaffold {
    /// Creates a plugin for the output `name`. Fails with a similar name that would do, if there is one: output,
    /// template, crate and library share the name, so it is in lower case with hyphens, begins with a letter, and is
    /// not the SDK's.
    pub fn new(name: &str, language: Language) -> Result<Scaffold, Option<String>> {
        if can_be_named(name) {
            return Ok(Scaffold { name: name.to_owned(), language, sdk: None, id: None, description: None });
        }
        let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        let words: Vec<String> = plain.split_whitespace().map(str::to_lowercase).collect();
        let plain = words.join("-");
        let plain = plain.trim_start_matches(|c: char| !c.is_ascii_lowercase());
        let candidates = [plain.to_owned(), format!("{plain}-output")];
        Err(candidates.into_iter().find(|candidate| can_be_named(candidate)))
    }

    /// Returns the output's name, and the folder's.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Builds with the SDK in `folder` instead of a copy.
    #[must_use]
    pub fn with_sdk(self, folder: String) -> Scaffold {
        Scaffold { sdk: Some(folder), ..self }
    }

    /// Gives it an id. Fails if that is no reverse domain name.
    pub fn with_id(self, id: &str) -> Option<Scaffold> {
        descriptor::is_id(id).then(|| Scaffold { id: Some(id.to_owned()), ..self })
    }

    /// Says whom the output is for. Fails if that cannot be written into the source as it is.
    pub fn with_description(self, words: &str) -> Option<Scaffold> {
        let fits = !words.trim().is_empty() && words.chars().count() <= LONGEST_DESCRIPTION;
        let is_plain = !words.contains(|c: char| is_command(c) || matches!(c, '"' | '\\'));
        (fits && is_plain).then(|| Scaffold { description: Some(words.trim().to_owned()), ..self })
    }

    /// Returns the files: path inside the folder, with slashes, and text.
    pub fn files(&self) -> Vec<(String, String)> {
        let own = match self.language {
            Language::Rust => RUST,
            Language::C => C,
        };
        let mut files: Vec<_> = own.iter().map(|(path, text)| (self.put_right(path), self.put_right(text))).collect();
        files.iter_mut().filter(|(path, _)| path == LOCK).for_each(|(_, text)| *text = in_order(text));
        files.extend(SAMPLES.map(owned));
        match (&self.sdk, self.language) {
            (None, Language::Rust) => files.extend(sdk()),
            (None, Language::C) => files.push(owned(HEADER)),
            (Some(_), _) => {}
        }
        files
    }

    /// Returns the commands from the folder to a first draft: build, check, draft.
    pub fn steps(&self) -> [String; 3] {
        let (build, into) = match self.language {
            Language::Rust => ("cargo build --release", "target/release"),
            Language::C => ("make", "build"),
        };
        [
            build.to_owned(),
            format!("copydesk plugin check {into}/{}", self.library()),
            format!("copydesk draft {} samples/story --plugin-dir {into}", self.name),
        ]
    }

    fn library(&self) -> String {
        format!("{DLL_PREFIX}{}{DLL_SUFFIX}", self.name.replace('-', "_"))
    }

    /// Replaces the scaffold's plugin name in a text, in each of its spellings, and the SDK's path.
    fn put_right(&self, text: &str) -> String {
        let title = self.name.replace('-', " ");
        let title = title[..1].to_uppercase() + &title[1..]; // a name begins with one of a to z
        let text = match &self.id {
            Some(id) => text.replace(&format!("{PLACEHOLDER_DOMAIN}my-output"), id),
            None => text.to_owned(),
        };
        let words = self.description.iter();
        let text = words.fold(text, |text, words| PLACEHOLDERS.iter().fold(text, |text, it| text.replace(it, words)));
        let text = text.replace("libmy_output.so", &self.library());
        let text = text.replace("my-output", &self.name).replace("My output", &title);
        let Some(sdk) = &self.sdk else { return text };
        let quoted = serde_json::Value::from(sdk.as_str()); // a JSON string is one of TOML too
        text.replace(SDK_IN_MANIFEST, &format!("path = {quoted}"))
            .replace(SDK_IN_MAKEFILE, &format!("SDK = {sdk}/include\n"))
    }
}

/// Returns a lock file with its packages in order of their names, as cargo writes it: the plugin has another name in it now.
fn in_order(lock: &str) -> String {
    const BEGIN: &str = "[[package]]\n";
    let mut packages = lock.split(BEGIN).map(str::trim_end);
    let head = packages.next().unwrap_or_default().to_owned();
    let mut packages: Vec<&str> = packages.collect();
    packages.sort_unstable();
    packages.iter().fold(head, |text, package| text + "\n\n" + BEGIN + package) + "\n"
}

fn can_be_named(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    begins && !name.contains('/') && is_template_name(name) && name != SDK_NAME
}

/// Returns the files of the SDK's copies in a plugin's folder, if the first of a copy `is_there`: its source in Rust, its header
/// for C. Each has its path inside the folder, with slashes, and its text.
pub fn sdk_files(is_there: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let rust = is_there(&format!("{SDK_NAME}/Cargo.toml")).then(sdk);
    let header = is_there(HEADER.0).then(|| owned(HEADER));
    rust.into_iter().flatten().chain(header).collect()
}

/// Returns the SDK for a place outside the workspace.
fn sdk() -> impl Iterator<Item = (String, String)> {
    let sources = SDK.iter().copied().filter(|(path, _)| *path != "Cargo.toml");
    let files = sources.chain([("Cargo.toml", SDK_MANIFEST), (".rustfmt.toml", SDK_FORMAT)]);
    files.map(|(path, text)| (format!("{SDK_NAME}/{path}"), text.to_owned()))
}

fn owned((path, text): (&str, &str)) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_put_right_everywhere() {
        for language in [Language::Rust, Language::C] {
            let scaffold = Scaffold::new("foster-letter", language).unwrap();
            for (path, text) in scaffold.files() {
                for name in ["my-output", "my_output", "My output"] {
                    assert!(!path.contains(name) && !text.contains(name), "{path}: {name}");
                }
            }
        }
    }

    #[test]
    fn the_placeholders_are_what_the_files_have() {
        for (language, words) in [(Language::Rust, PLACEHOLDERS[0]), (Language::C, PLACEHOLDERS[1])] {
            let scaffold = Scaffold::new("foster-letter", language).unwrap();
            let has = |scaffold: &Scaffold, words: &str| scaffold.files().iter().any(|(_, text)| text.contains(words));
            let id = format!("{PLACEHOLDER_DOMAIN}foster-letter");
            assert!(has(&scaffold, words) && has(&scaffold, &id), "{language:?}");
            let own = scaffold.with_id("uk.gov.avershire.foster").unwrap().with_description("Foster carers").unwrap();
            assert!(has(&own, "\"Foster carers\"") || has(&own, "\\\"Foster carers\\\""), "{language:?}");
            assert!(has(&own, "uk.gov.avershire.foster") && !has(&own, words) && !has(&own, &id), "{language:?}");
            assert!(own.clone().with_id("foster").is_none());
            for words in ["", "say \"foster\"", "a\\b", "a\nb"] {
                assert_eq!(own.clone().with_description(words), None, "{words}");
            }
        }
    }

    #[test]
    fn a_read_me_has_the_steps() {
        for (language, steps) in [(Language::Rust, 3), (Language::C, 2)] {
            let scaffold = Scaffold::new("foster-letter", language).unwrap();
            let files = scaffold.files();
            let (_, read_me) = files.iter().find(|(path, _)| path == "README.md").unwrap();
            let found = scaffold.steps().iter().filter(|step| read_me.contains(&format!("    {step}\n"))).count();
            assert_eq!(found, steps, "{read_me}"); // in C, `make check` stands for one of them
        }
    }
}
