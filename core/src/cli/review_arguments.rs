//! Shared by the commands of a review: which text is meant, who acts, and how people and times are printed.

use super::screen::Screen;
use super::story_and_output;
use crate::document::FilePlace;
use crate::finding::Finding;
use crate::phrasing::despite;
use crate::phrasing::number;
use crate::review::{Acting, Despite, Proof, TargetId};
use crate::story::{DeskStore, DraftPlace, Error, Remarks, Text, this_machine};
use clap::Args;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// The arguments that name a text.
#[derive(Debug, Args)]
pub(super) struct TextArgument {
    /// The draft, such as my-story/press-release.md, or the story's folder.
    #[arg(value_name = "TEXT")]
    pub(super) text: PathBuf,
    /// The output, if you gave the story's folder. The order does not matter.
    #[arg(value_name = "OUTPUT")]
    pub(super) output: Option<PathBuf>,
}

/// The `--as` option: the person running the command.
#[derive(Debug, Args)]
pub(super) struct ActorArgument {
    /// Who you are: a person's `id` in desk.toml.
    #[arg(long = "as", value_name = "PERSON", env = "COPYDESK_PERSON", hide_env_values = true)]
    person: Option<String>,
}

/// The `--to` option: the targets of a release.
#[derive(Debug, Args)]
pub(super) struct TargetsArgument {
    /// Where it goes: the `id` of a target in desk.toml. The default is every target for its output. Repeatable.
    #[arg(long = "to", value_name = "TARGET")]
    targets: Vec<String>,
}

impl TargetsArgument {
    pub(super) fn ids(&self) -> Vec<TargetId> {
        self.targets.iter().cloned().map(TargetId).collect()
    }
}

/// The `--despite` option: the reason for going on although something holds the text back.
#[derive(Debug, Args)]
pub(super) struct Override {
    /// Go on although the text is blocked or has placeholders. The reason is recorded.
    #[arg(long, value_name = "REASON", value_parser = a_reason)]
    despite: Option<String>,
}

fn a_reason(written: &str) -> Result<String, String> {
    if written.trim().is_empty() { Err("give the reason in words".to_owned()) } else { Ok(written.trim().to_owned()) }
}

impl Override {
    pub(super) fn reason(&self) -> Option<&str> {
        self.despite.as_deref()
    }

    /// Says what stays on record, or that there was nothing to go on over.
    pub(super) fn note(&self, on_record: Option<&Despite>, screen: &Screen) {
        match (on_record, &self.despite) {
            (Some(on_record), _) => screen.note(&format!("  recorded: {}", despite(on_record))),
            (None, Some(_)) => {
                screen.note("  nothing holds it back, so the reason given with --despite was not recorded");
            }
            (None, None) => {}
        }
    }
}

impl TextArgument {
    /// Returns the version, where one is named in place of a draft: digits, and no file or folder of that name.
    pub(super) fn version(&self) -> Option<&str> {
        let text = self.text.to_str().filter(|_| self.output.is_none() && !self.text.exists())?;
        (text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(text)
    }

    /// Returns the draft's file, or the path as given if it is not a draft.
    pub(super) fn path(&self) -> Result<PathBuf, Error> {
        match &self.output {
            None if !self.text.is_dir() => Ok(self.text.clone()),
            _ => Ok(self.place()?.path()),
        }
    }

    /// Returns the draft's file, which has to exist.
    pub(super) fn file(&self) -> Result<PathBuf, Error> {
        let path = self.path()?;
        match path.metadata() {
            Ok(_) => Ok(path),
            Err(cause) => Err(Error::Read { path, cause }),
        }
    }

    /// Returns where the draft is.
    pub(super) fn place(&self) -> Result<DraftPlace, Error> {
        let Some(output) = &self.output else { return DraftPlace::of(&self.text, None) };
        let (story, output) = story_and_output(&self.text, output);
        DraftPlace::of(story, Some(&output.to_string_lossy()))
    }
}

impl ActorArgument {
    /// Returns the person, the terminal the command was typed at, and the time.
    pub(super) fn acting(&self, desk: &DeskStore) -> Result<Acting, Error> {
        let by = desk.person(self.person.as_deref().filter(|id| !id.is_empty()))?;
        Ok(Acting { by, proof: Some(Proof::Terminal(this_machine())), at: now() })
    }
}

/// Says what the reading of a text left out, and what else is to know about it.
pub(super) fn note_reading(path: &Path, text: &Text, screen: &Screen) {
    if !text.marks.changes.is_empty() {
        let count = number(text.marks.changes.len(), "open change", "open changes");
        screen.note(&format!(
            "{}: {count} treated as accepted, because nobody has accepted or rejected them",
            path.display()
        ));
    }
    let mut in_text = Vec::new();
    for finding in &text.findings {
        let Finding { severity, place, message, hint } = finding.clone();
        match (place, &text.source) {
            (FilePlace::Bytes(place), Some(_)) => in_text.push(Finding { severity, place, message, hint }),
            (FilePlace::File, _) => screen.note(&format!("{}: {message}", path.display())),
            (place, _) => screen.note(&format!("{}, {place}: {message}", path.display())),
        }
    }
    if let Some(source) = text.source.as_ref().filter(|_| !in_text.is_empty()) {
        screen.remarks(&Remarks { path: path.to_owned(), text: source.clone(), findings: in_text });
    }
}

/// Returns the time of day, to the second.
pub(super) fn now() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second()).expect("a second of a time is a time")
}
