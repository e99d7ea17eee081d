//! What can go wrong in a story. Each message names the thing, and the hint is the next step.

use super::desk_store::ReviewError;
use super::not_ready::NotReady;
use super::plugins::PINS_FILE;
use super::revise::ReviseError;
use super::text_kind::NoText;
use super::usage_error::UsageError;
use crate::finding::{Finding, Severity};
use crate::load::pdf::PdfError;
use crate::plugin::{Cause, Exposed, NONE_FOUND, PluginError, Refusal, Report};
use crate::template::{TemplateError, TemplateProblem};
use crate::text::{self, Span};
use crate::worker::WorkerError;
use crate::zone::Unclear;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The findings in a file that people write.
#[derive(Debug)]
pub struct Remarks {
    /// The file.
    pub path: PathBuf,
    /// Its content.
    pub text: String,
    /// All that was found.
    pub findings: Vec<Finding<Span>>,
}

/// Why a step of a story was not done.
#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be read.
    Read {
        /// The file.
        path: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
    /// A file or folder could not be written; nothing was.
    Write {
        /// The file.
        path: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
    /// A file is there already, and it was left as it is.
    Exists {
        /// The file.
        path: PathBuf,
        /// Whether the command has an option to replace it.
        replaceable: bool,
    },
    /// Something would be written through a symbolic link; nothing was.
    Link {
        /// The link.
        path: PathBuf,
        /// The link's target.
        to: PathBuf,
    },
    /// A time is not one instant by the council's clocks.
    When(Unclear),
    /// A draft was edited since it was made, and it was left as it is.
    Edited {
        /// The draft.
        path: PathBuf,
        /// The command that shows the difference.
        compare: String,
    },
    /// Files that people write have errors.
    Findings(Vec<Remarks>),
    /// A report could not be read.
    Report {
        /// The file.
        path: PathBuf,
        /// The cause.
        cause: PdfError,
    },
    /// The process that reads a report did not come back.
    Reader {
        /// The file.
        path: PathBuf,
        /// The cause.
        cause: WorkerError,
    },
    /// The path given is not a story.
    NoStory {
        /// The path.
        path: PathBuf,
        /// What is wrong with it, and the next step.
        hint: String,
    },
    /// The file is not a text.
    NoText {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        why: NoText,
    },
    /// No text can be drafted from the story or checked against it.
    NotReady(Box<NotReady>),
    /// There is no desk in this folder or above it.
    NoDesk {
        /// The folder.
        path: PathBuf,
    },
    /// A story cannot have this name.
    StoryName {
        /// The name.
        name: String,
    },
    /// An output cannot have this name.
    OutputName {
        /// The name.
        name: String,
        /// A name like it that would do.
        instead: Option<String>,
    },
    /// There is an output of this name already.
    OutputTaken {
        /// The name.
        name: String,
        /// The id of the plugin that makes it.
        plugin: String,
    },
    /// The folder given is not the SDK's.
    NoSdk {
        /// The folder.
        path: PathBuf,
    },
    /// There is no such output.
    NoOutput {
        /// The name given.
        output: String,
        /// The nearest that there is.
        nearest: Option<String>,
        /// The outputs that there are.
        known: Vec<String>,
        /// Libraries that were ignored, and why.
        problems: Vec<String>,
    },
    /// An edited file was not taken as the next draft; nothing was changed.
    Revise(Box<ReviseError>),
    /// The command cannot be meant as it was given.
    UsageError(UsageError),
    /// Of several drafts, some were not made; each was reported separately.
    NotAll {
        /// The number of drafts not made.
        failed: usize,
        /// Of how many.
        of: usize,
    },
    /// There is no such template.
    NoTemplate {
        /// The name given.
        name: String,
        /// The names of all templates.
        known: Vec<String>,
    },
    /// Texts must not go out as they are.
    Blocked {
        /// The number of errors.
        findings: usize,
    },
    /// The desk weighs a finding that no check makes.
    NoClass {
        /// Its name.
        class: String,
        /// The next step.
        hint: String,
    },
    /// Anybody could have written the desk's pins.
    Pins {
        /// The file.
        path: PathBuf,
        /// Who could write to it, or why that is unknown.
        why: Exposed,
    },
    /// A library was not installed; nothing was changed.
    Install {
        /// The library, or the folder it should be in.
        path: PathBuf,
        /// The cause.
        why: Box<Refusal>,
    },
    /// A library does not match what was asked for.
    Library {
        /// The file.
        path: PathBuf,
        /// What is wrong with it: a phrase that follows its name.
        problem: String,
        /// The next step.
        hint: String,
    },
    /// The public record has no such authority.
    NoAuthority {
        /// What was asked for.
        name: String,
        /// The nearest that there is.
        nearest: Option<String>,
    },
    /// No table of the public record can be made of some files.
    Record {
        /// What is wrong with them: of which file, in which row.
        problems: Vec<String>,
    },
    /// A step of a review was not done.
    Review(Box<ReviewError>),
    /// A plugin gave no document.
    Plugin(Box<PluginError>),
    /// The templates have errors.
    Templates(Vec<TemplateProblem>),
    /// A template could not be rendered.
    Template(Box<TemplateError>),
    /// A plugin or template made a document that is too large or malformed.
    Document {
        /// The output.
        output: String,
        /// The plugin's id.
        plugin: String,
        /// What is wrong with it.
        problems: Vec<String>,
    },
}

impl Error {
    /// Returns `true` if a plugin said that these data allow no document: an answer, not a defect.
    pub fn is_refusal(&self) -> bool {
        match self {
            Error::Plugin(error) => matches!(error.cause, Cause::Reported(Report::Refused { .. })),
            Error::NotReady(why) => matches!(**why, NotReady::Unserved { .. }),
            _ => false,
        }
    }

    /// Returns the message and the hint for a template author: with the lines and columns of errors in templates.
    pub fn for_author(&self) -> (String, Option<String>) {
        match self {
            Error::Template(error) => (error.to_string(), error.hint.clone()),
            Error::Templates(problems) => (in_templates(problems, TemplateProblem::to_string), None),
            other => (other.to_string(), other.hint()),
        }
    }

    /// Returns the error for a library that is not installed.
    pub fn install(path: &Path, why: Refusal) -> Error {
        Error::Install { path: path.to_owned(), why: Box::new(why) }
    }

    /// Returns the next step, if there is one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Read { cause, .. } => unreadable(cause.kind()).map(str::to_owned),
            Error::Write { cause, .. } => unwritable(cause.kind()).map(str::to_owned),
            Error::UsageError(slip) => Some(slip.hint()),
            Error::When(why) => Some(why.hint()),
            Error::Link { path, .. } if path.starts_with("/dev") => Some("for standard output: -o -".to_owned()),
            Error::Link { path, .. } => Some(format!("take the link away: rm {}", text::argument(path))),
            Error::Exists { path, replaceable: true } => Some(format!(
                "move {} away, choose another name, or replace it, keeping a copy: add --force",
                path.display()
            )),
            Error::Exists { path, .. } => Some(format!("move {} away, or choose another name", path.display())),
            Error::Edited { compare, .. } => {
                Some(format!("to see the difference: {compare}\nto overwrite it and keep a copy: add --force"))
            }
            Error::NoStory { hint, .. } | Error::Library { hint, .. } | Error::NoClass { hint, .. } => {
                Some(hint.clone())
            }
            Error::NoText { why, .. } => Some(why.hint().to_owned()),
            Error::NotReady(why) => Some(why.hint()),
            Error::NoDesk { .. } => {
                Some("go to your desk's folder, or create one: copydesk init DIR --council NAME".to_owned())
            }
            Error::StoryName { .. } => Some(
                "use letters, figures and hyphens, such as `ofsted-2026`, and not the name of a folder the desk uses"
                    .to_owned(),
            ),
            Error::OutputName { instead, .. } => Some(match instead {
                Some(instead) => format!("did you mean `{instead}`?"),
                None => "choose a word or a few, in lower case with hyphens, such as `foster-letter`".to_owned(),
            }),
            Error::OutputTaken { .. } => {
                Some("choose another name: of two plugins that make the same output, neither is used".to_owned())
            }
            Error::NoSdk { .. } => Some(
                "name the folder `plugins/sdk` of a checkout, or leave --sdk out: the program has the SDK in it"
                    .to_owned(),
            ),
            Error::Report { cause, .. } => Some(cause.hint().to_owned()),
            Error::NoOutput { nearest, known, problems, .. } => Some(other_output(nearest.as_deref(), known, problems)),
            Error::Revise(why) => Some(why.hint()),
            Error::NoAuthority { nearest, .. } => Some(other_authority(nearest.as_deref())),
            Error::NoTemplate { name, known } => Some(text::suggestion(name, known.iter().map(String::as_str))),
            Error::Findings(files) if files.iter().any(|file| file.path.ends_with(PINS_FILE)) => Some(format!(
                "no plugin was loaded; put {PINS_FILE} back as it was, or take it away and run `copydesk plugin install FILE` for each plugin"
            )),
            Error::Pins { path, why } => Some(why.hint(path)),
            Error::Install { why, .. } => Some(why.hint()),
            Error::Review(error) => Some(error.hint()),
            Error::Plugin(error) => Some(error.hint().to_owned()),
            Error::Document { plugin, .. } => Some(format!(
                "send this message to the author of the plugin {plugin}; or, where the desk has templates of its own for it, look at those"
            )),
            Error::Templates(_) => Some(TELL_AUTHOR.to_owned()),
            Error::Template(error) => {
                let hint = error.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
                Some(format!("this is an error in the template, not in your files: tell its author{hint}"))
            }
            _ => None,
        }
    }
}

/// Returns the next step for an output that does not exist.
fn other_output(nearest: Option<&str>, known: &[String], problems: &[String]) -> String {
    let known_here = known.join(", ");
    match (nearest, known.is_empty(), problems.is_empty()) {
        (Some(nearest), ..) => format!("did you mean `{nearest}`?"),
        (None, true, false) => "fix the plugins that were ignored; to see how: copydesk outputs".to_owned(),
        (None, true, true) => NONE_FOUND.to_owned(),
        (None, false, false) => format!("outputs you can draft: {known_here}"),
        (None, false, true) => format!(
            "outputs you can draft: {known_here}\nif it is your own plugin, add --plugin-dir FOLDER, or install it: copydesk plugin install"
        ),
    }
}

/// Returns the next step where a file cannot be read.
fn unreadable(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::NotFound => Some("check the file's name and the folder you are in"),
        ErrorKind::InvalidData => Some("save it as UTF-8 in your editor"),
        ErrorKind::PermissionDenied => Some("ask for permission to read it"),
        _ => None,
    }
}

/// Returns the next step where a file cannot be written.
fn unwritable(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::StorageFull => Some("free some disk space, then run the command again"),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Some("have yourself allowed to write there, or choose another place")
        }
        _ => None,
    }
}

/// Returns the next step if there is no authority of the name that was given.
fn other_authority(nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("did you mean “{nearest}”?"),
        None => "name the place, such as “Durham” or “Kingston upon Hull”".to_owned(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Read { path, cause } => write!(f, "cannot read {}: {cause}", path.display()),
            Error::Write { path, cause } => write!(f, "cannot write {}: {cause}", path.display()),
            Error::Exists { path, .. } => write!(f, "{} already exists, so copydesk left it alone", path.display()),
            Error::UsageError(slip) => slip.fmt(f),
            Error::When(why) => why.fmt(f),
            Error::Link { path, to } => write!(
                f,
                "{} is a symbolic link to {}, and nothing is written through a link",
                path.display(),
                to.display()
            ),
            Error::Edited { path, .. } => {
                write!(f, "{} has been edited since it was drafted, so copydesk left it alone", path.display())
            }
            Error::Findings(files) => f.write_str(&files.iter().map(mistakes).collect::<Vec<_>>().join("; ")),
            Error::Report { path, cause } => write!(f, "{}: {cause}", path.display()),
            Error::Reader { path, cause } => {
                write!(f, "{} could not be read: {}", path.display(), text::printable(&cause.to_string()))
            }
            Error::NoStory { path, .. } => write!(f, "{} is not a report, an inspection or a story", path.display()),
            Error::NoText { path, why } => write!(f, "{} {why}", path.display()),
            Error::NotReady(why) => why.fmt(f),
            Error::NoDesk { path } => write!(f, "{} is not in a desk", path.display()),
            Error::StoryName { name } => write!(f, "`{}` cannot be used as a story's name", name.escape_debug()),
            Error::OutputName { name, .. } => write!(
                f,
                "`{}` cannot be an output's name: that is in lower case with hyphens, a letter first, and not the SDK's own",
                name.escape_debug()
            ),
            Error::OutputTaken { name, plugin } => write!(f, "{plugin} makes an output `{name}` already"),
            Error::NoSdk { path } => write!(f, "{} is not the folder of copydesk's SDK", path.display()),
            Error::NoOutput { output, problems, .. } => {
                write!(f, "there is no output `{output}`")?;
                problems.iter().try_for_each(|problem| write!(f, "\n  ignored: {problem}"))
            }
            Error::Revise(why) => why.fmt(f),
            Error::NotAll { failed, of } => write!(f, "{failed} of {of} outputs were not drafted"),
            Error::NoAuthority { name, .. } => write!(f, "the public record has no authority called “{name}”"),
            Error::Record { problems } => write!(f, "errors in a table of inspections\n  {}", problems.join("\n  ")),
            Error::NoTemplate { name, .. } => write!(f, "there is no template `{name}`"),
            Error::Blocked { findings: 1 } => f.write_str("blocked by 1 error"),
            Error::Blocked { findings } => write!(f, "blocked by {findings} errors"),
            Error::NoClass { class, .. } => {
                write!(f, "`{class}` under [checks.weigh] in desk.toml is not the name of a finding")
            }
            Error::Pins { path, why } => write!(f, "no plugin was loaded: {} {why}", path.display()),
            Error::Install { path, why } => write!(f, "{} was not installed: {why}", path.display()),
            Error::Library { path, problem, .. } => write!(f, "{} {problem}", path.display()),
            Error::Review(error) => error.fmt(f),
            Error::Plugin(error) => error.fmt(f),
            Error::Templates(problems) => {
                f.write_str(&in_templates(problems, |it| format!("{}: {}", it.path, it.message)))
            }
            Error::Template(error) if error.path.is_empty() => f.write_str(&error.message),
            Error::Template(error) => write!(f, "{}: {}", error.path, error.message),
            Error::Document { output, problems, .. } => {
                write!(f, "`{output}` made no clean document: {}", problems.join("; "))
            }
        }
    }
}

/// The next step for errors in a plugin's templates.
const TELL_AUTHOR: &str =
    "tell who wrote them: `copydesk templates` says where in each, `copydesk plugin check LIB` for a plugin's own";

/// Lists the errors in templates, each with its next step.
fn in_templates(problems: &[TemplateProblem], show: impl Fn(&TemplateProblem) -> String) -> String {
    let mut text = "there are errors in the templates".to_owned();
    for problem in problems {
        text.extend(["\n  ", &show(problem)]);
        problem.hint.iter().for_each(|hint| text.extend(["\n    help: ", hint]));
    }
    text
}

/// Describes how many errors a file has.
fn mistakes(remarks: &Remarks) -> String {
    let count = remarks.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    format!("{} has {count} error{}", remarks.path.display(), if count == 1 { "" } else { "s" })
}

impl std::error::Error for Error {}

impl From<PluginError> for Error {
    fn from(error: PluginError) -> Error {
        Error::Plugin(Box::new(error))
    }
}

impl From<TemplateError> for Error {
    fn from(error: TemplateError) -> Error {
        Error::Template(Box::new(error))
    }
}

impl From<NotReady> for Error {
    fn from(why: NotReady) -> Error {
        Error::NotReady(Box::new(why))
    }
}
