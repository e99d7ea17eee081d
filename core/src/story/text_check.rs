//! Checks a text against a story: reads both and runs the checks of [`check`]. Findings are shown by
//! [`cli`](crate::cli).

use super::draft_record::{is_partial, restore_origins};
use super::{Error, FORMATS, MARKDOWN, Story, Text, read_text, user_files};
use crate::brief::Brief;
use crate::check::{self, Authorship, Grammar, Ground, Known, Outcome, Prose, Rules, Spelling, Weights};
use crate::desk::Weight;
use crate::document::{Document, FilePlace};
use crate::finding::{Finding, Severity};
use crate::load::wording;
use crate::text::{self, LineIndex};
use crate::zone::Moment;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// What is known about a text apart from its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// Whose text it is.
    pub authorship: Authorship,
    /// Which output it is.
    pub output: Option<&'a str>,
    /// Whether the output picks from the result on purpose; of a draft that was saved, its record says it.
    pub partial: bool,
    /// When it would be published.
    pub now: Option<Moment>,
}

/// A text that was checked.
#[derive(Debug)]
pub struct Checked {
    /// Its file.
    pub path: PathBuf,
    /// The text as it was read.
    pub text: Text,
    /// The text as the checks read it.
    pub prose: Prose,
    /// The findings.
    pub outcome: Outcome,
    /// The number of words read.
    pub words: usize,
    /// The parts of the file that were not read; also in [`Outcome::not_looked_at`].
    pub unread: Vec<String>,
    /// The lines of the file's source text, if it has one.
    pub lines: LineIndex,
}

/// Reads a text and checks it. Unedited words of a draft of this story keep their origins. Without an output, it is
/// taken from the file's name: `press-release.md`.
///
/// # Errors
/// Those of [`read_text`], and [`Error::NoClass`] if the desk sets the severity of a finding that no check makes.
pub fn check_file(story: &Story, path: &Path, about: About<'_>) -> Result<Checked, Error> {
    check_with(&mut Checker::new(story, about)?, path, about)
}

/// Checks a file with a story that is ready.
fn check_with<'a>(checker: &mut Checker<'a>, path: &'a Path, about: About<'a>) -> Result<Checked, Error> {
    let mut text = read_text(path)?;
    if let Some(folder) = &checker.story.folder {
        restore_origins(folder, path, &mut text.document)?;
    }
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    checker.turn_to(About { output: about.output.or(stem), ..about });
    let (prose, mut outcome) = checker.check(&text.document);
    let lines = LineIndex::of(text.source.as_deref().unwrap_or_default());
    let unread = unread(&text, &lines);
    outcome.not_looked_at.extend(unread.iter().cloned().chain(undecided(&text)));
    let words = text.document.words();
    Ok(Checked { path: path.to_owned(), text, prose, outcome, words, unread, lines })
}

/// Checks Markdown that is not in a file, such as words that are being edited. `restore` gives its words the origins they have.
///
/// # Errors
/// Those of [`Checker::new`] and of `restore`.
pub(super) fn check_source(
    story: &Story,
    output: &str,
    source: &str,
    restore: impl FnOnce(&mut Document) -> Result<(), Error>,
) -> Result<(Text, Prose, Outcome), Error> {
    let mut text = MARKDOWN.read(source.to_owned());
    restore(&mut text.document)?;
    let (prose, outcome) =
        Checker::new(story, About { output: Some(output), ..About::default() })?.check(&text.document);
    Ok((text, prose, outcome))
}

/// Returns what was left out of a file when it was read, and where.
fn unread(text: &Text, lines: &LineIndex) -> Vec<String> {
    let left_out = text.findings.iter().filter(|finding| finding.severity == Severity::Warning);
    left_out.map(|finding| format!("{}: {}", place(finding, lines), text::printable(&finding.message))).collect()
}

/// Returns the open changes.
fn undecided(text: &Text) -> impl Iterator<Item = String> {
    text.marks.changes.iter().map(|change| {
        let author = if change.author.is_empty() { "somebody".to_owned() } else { text::printable(&change.author) };
        format!("an open change, taken as accepted: {author}, {change}")
    })
}

/// Describes where in its file something was not read.
fn place(finding: &Finding<FilePlace>, lines: &LineIndex) -> String {
    match &finding.place {
        FilePlace::Bytes(bytes) => format!("line {}", lines.line(bytes.start)),
        place => place.to_string(),
    }
}

/// Checks every draft of a story, and whether they agree with each other.
///
/// # Errors
/// Those of [`check_file`], and [`Error::NoStory`] where the story has no draft.
pub fn check_all(story: &Story, about: About<'_>) -> Result<Vec<Checked>, Error> {
    let paths = drafts_of(story)?;
    let mut checker = Checker::new(story, about)?;
    let mut all: Vec<Checked> =
        paths.iter().map(|path| check_with(&mut checker, path, about)).collect::<Result<_, _>>()?;
    checker.turn_to(about);
    let names: Vec<String> = all.iter().map(|checked| checked.path.display().to_string()).collect();
    let texts = names.iter().zip(&mut all);
    let mut texts: Vec<_> =
        texts.map(|(name, checked)| (name.as_str(), &checked.prose, &mut checked.outcome)).collect();
    check::run_across(&mut texts, &checker.ground, &checker.weights);
    Ok(all)
}

/// A story made ready to hold texts against.
#[derive(Debug)]
pub struct Checker<'a> {
    story: &'a Story,
    ground: Ground<'a>,
    weights: Weights,
}

impl<'a> Checker<'a> {
    /// Makes a story ready.
    ///
    /// # Errors
    /// [`Error::NoClass`] where the desk weighs a finding that no check makes.
    pub fn new(story: &'a Story, about: About<'a>) -> Result<Checker<'a>, Error> {
        Ok(Checker { story, weights: weights(story)?, ground: Ground::new(known(story, about)?) })
    }

    /// Turns to another text of the same story, by the same person and for the same time.
    fn turn_to(&mut self, about: About<'a>) {
        self.ground.turn_to(about.output, partial(self.story, about));
    }

    /// Checks a document.
    pub fn check(&self, document: &Document) -> (Prose, Outcome) {
        let prose = Prose::of(document);
        let outcome = check::run(&prose, &self.ground, &self.weights);
        (prose, outcome)
    }
}

/// Returns the texts in a story's folder, apart from the story's own files.
///
/// # Errors
/// [`Error::NoStory`] if it has no folder, or no text in it.
fn drafts_of(story: &Story) -> Result<Vec<PathBuf>, Error> {
    let nothing = |path: &Path| {
        let hint = "draft its outputs with `copydesk draft all STORY`".to_owned();
        Error::NoStory { path: path.to_owned(), hint }
    };
    let folder = story.folder.as_deref().ok_or_else(|| nothing(Path::new("this")))?;
    let mut texts = Vec::new();
    for ending in FORMATS.iter().filter(|format| format.is_read()).flat_map(|format| format.endings()) {
        let here = user_files::list(folder, ending)?.into_iter();
        texts.extend(here.filter(|path| path.parent() == Some(folder) && is_draft(path)));
    }
    texts.sort();
    if texts.is_empty() { Err(nothing(folder)) } else { Ok(texts) }
}

fn is_draft(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    !["report", "README"].contains(&stem)
}

/// The grammar of grade claims, which is the same for every story.
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(wording::builtin()));

/// Returns the facts that a text of a story is checked against.
pub(super) fn known<'a>(story: &'a Story, about: About<'a>) -> Result<Known<'a>, Error> {
    if let Some(now) = about.now {
        story.zone().instant(now).map_err(Error::When)?;
    }
    let house = story.house()?;
    Ok(known_without_house(story, about, (&house.rules, house.spelling())))
}

/// The same, with these rules and this spelling in place of the desk's.
pub(super) fn known_without_house<'a>(
    story: &'a Story,
    about: About<'a>,
    (rules, spelling): (&'a Rules, Spelling<'a>),
) -> Known<'a> {
    let inspection = &story.inspection;
    let frameworks = &story.known.frameworks;
    let has_brief = story.folder.is_some() || story.brief != Brief::default();
    Known {
        grammar: &GRAMMAR,
        inspection,
        kind: story.kind(),
        framework: inspection.framework.as_ref().and_then(|id| frameworks.get(id)),
        previous: story.previous(),
        earlier: &story.earlier,
        brief: has_brief.then_some(&story.brief),
        desk: story.desk.as_ref(),
        published: story.published(),
        report_url: story.report_url(),
        frameworks,
        authorities: &story.known.authorities,
        record: &story.known.record,
        now: about.now,
        authorship: about.authorship,
        output: about.output,
        partial: partial(story, about),
        rules,
        spelling,
    }
}

/// Returns `true` if a text picks from the result on purpose.
fn partial(story: &Story, about: About<'_>) -> bool {
    let of_draft =
        || story.folder.as_deref().zip(about.output).is_some_and(|(folder, output)| is_partial(folder, output));
    about.partial || of_draft()
}

/// Returns the severities that the desk has set.
fn weights(story: &Story) -> Result<Weights, Error> {
    // `file` sorts before `file/rule`, so that a rule's own severity is set last.
    let weigh = story.desk.iter().flat_map(|desk| &desk.checks.weigh);
    let rules: Vec<&str> = story.house()?.rules.classes().map(|(class, ..)| class).collect();
    let files = rules.iter().filter_map(|rule| Some(rule.split_once('/')?.0));
    let known: BTreeSet<&str> =
        check::classes().map(|(_, class)| class.id).chain(rules.iter().copied()).chain(files).collect();
    let mut weights = Weights::new();
    for (class, weight) in weigh {
        if !known.contains(class.as_str()) {
            let hint = text::suggestion(class, known.iter().copied());
            return Err(Error::NoClass { class: class.clone(), hint });
        }
        let severity = match weight {
            Weight::Off => None,
            Weight::Note => Some(Severity::Note),
            Weight::Warning => Some(Severity::Warning),
            Weight::Error => Some(Severity::Error),
        };
        // A file's severity applies to all of its rules, and a rule's own is set after it.
        let of_file = rules.iter().filter(|rule| rule.split_once('/').is_some_and(|(file, _)| file == class));
        for rule in of_file {
            weights.entry((*rule).to_owned()).or_insert(severity);
        }
        weights.insert(class.clone(), severity);
    }
    Ok(weights)
}
