//! The files of a story that people write, as forms: the brief, and what was read from the report. A save is checked first, as when the
//! file is read, and names what the person saw: nothing wrong is written, and nobody's words are lost.

use super::DeskStore;
use super::people::to_choose;
use crate::brief::Brief;
use crate::finding::Severity;
use crate::hash::sha256;
use crate::inspection::{Framework, Inspection};
use crate::load::schema;
use crate::load::toml::{Answers, Field, Input, TextFinding, check_answers, form_fields, pointer_at, with_answers};
use crate::plugin::{FieldOf, outputs_schema};
use crate::story::open::{self, BRIEF_FILE};
use crate::story::plugins::plugins;
use crate::story::user_files::{self, Existing};
use crate::story::{self, Error, Passage, PassageKind, QuoteName};
use crate::text::{LineIndex, normal};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The pointer under which the whole text of a file is sent, where it has no form.
const WHOLE: &str = "";

/// A file of a story that is edited as a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryFile {
    /// What people add.
    Brief,
    /// What was read from the report: those parts that are corrected by hand.
    Reading,
}

impl StoryFile {
    /// Returns the keys that the form has, in the order in which people fill them in.
    fn keys(self) -> &'static [&'static str] {
        match self {
            StoryFile::Brief => &[
                "published",
                "publish_at",
                "report_url",
                "statements",
                "key_messages",
                "next_steps",
                "facts",
                "links",
                "pictures",
                "quotes",
                "earlier",
                "waivers",
                "consents",
                "outputs",
            ],
            StoryFile::Reading => &[
                "judgements",
                "title",
                "dates_as_printed",
                "dates",
                "lead_inspectors",
                "published",
                "report_url",
                "doubts",
            ],
        }
    }

    fn path(self, folder: &Path) -> PathBuf {
        match self {
            StoryFile::Brief => folder.join(BRIEF_FILE),
            StoryFile::Reading => open::inspection_file(folder),
        }
    }
}

/// A file of a story, and the schema by which it is a form: with what the outputs of the desk's plugins ask for.
struct FormOf {
    file: StoryFile,
    schema: Json,
}

impl FormOf {
    fn fields(&self, text: &str) -> Result<Vec<Field>, TextFinding> {
        let mut fields = form_fields(&self.schema, text, self.file.keys())?;
        for field in fields.iter_mut().filter(|field| field.key == "outputs") {
            "What some outputs need to know of this story.".clone_into(&mut field.help);
        }
        Ok(fields)
    }

    /// Returns a text with what a person sent; as it is, where it is no TOML.
    fn filled(&self, text: &str, answers: &Answers) -> String {
        with_answers(&self.schema, text, answers).unwrap_or_else(|_| text.to_owned())
    }
}

/// A file of a story as a form.
#[derive(Clone, Debug)]
pub struct StoryForm {
    /// The story's name.
    pub story: String,
    /// Its fields, with their values; or, where the file is no TOML, its text.
    pub fields: Result<Vec<Field>, String>,
    /// The SHA-256 of the file, by which a save says what the person saw.
    pub seen: String,
    /// What is wrong.
    pub mistakes: Vec<Mistake>,
    /// Values that somebody else saved while the person edited, by the pointers of their fields, where the person has others.
    pub theirs: Vec<(String, String)>,
    /// What a person can choose from, by the key of a field: each value with its name.
    pub options: BTreeMap<&'static str, Vec<(String, String)>>,
}

/// Something that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The pointer of the value.
    pub pointer: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
}

impl DeskStore {
    /// Returns a file of a story as a form, with what is wrong with it now.
    ///
    /// # Errors
    /// There is no such story, or the file cannot be read.
    pub fn story_form(&self, story: &str, file: StoryFile) -> Result<StoryForm, Error> {
        let path = file.path(&self.known_story(story)?);
        let (text, form_of) = (text_of(&path)?, self.form_of(file)?);
        let mistakes = mistakes(&path, &text, &form_of)?;
        Ok(StoryForm { mistakes, ..self.form(story, (&form_of, &text), sha256(text.as_bytes())) })
    }

    /// Saves what a person sent of the form of a file. `seen` is the SHA-256 of the file that the form was made of. Returns the
    /// form, with what the person sent, if that is wrong or somebody else has saved other values in between; nothing was saved then.
    ///
    /// # Errors
    /// There is no such story, or the file cannot be read or written.
    pub fn save_form(
        &self,
        story: &str,
        file: StoryFile,
        seen: &str,
        answers: &Answers,
    ) -> Result<Option<StoryForm>, Error> {
        let path = file.path(&self.known_story(story)?);
        let (now, form_of) = (text_of(&path)?, self.form_of(file)?);
        let new = match answers.get(WHOLE).and_then(|sent| sent.last()) {
            Some(whole) => whole.replace("\r\n", "\n"),
            None => form_of.filled(&now, answers),
        };
        if new == now {
            return Ok(None);
        }
        let hash = sha256(now.as_bytes());
        let mistakes = mistakes(&path, &new, &form_of)?;
        let mut form = StoryForm { mistakes, ..self.form(story, (&form_of, &new), hash) };
        if form.seen != seen {
            form.theirs = theirs((&form_of, &now), &form);
            return Ok(Some(form));
        }
        if !form.mistakes.is_empty() {
            return Ok(Some(form));
        }
        user_files::write(&path, new.as_bytes(), Existing::Replace)?;
        Ok(None)
    }

    /// Returns what can be quoted from the report of a story, and what the brief says of it.
    ///
    /// # Errors
    /// There is no such story, or it cannot be read.
    pub fn quotable(&self, story: &str) -> Result<Quotations, Error> {
        let story = story::open(&self.known_story(story)?)?;
        let picked = story.picked();
        let passages = story.passages().into_iter().filter(|passage| passage.kind == PassageKind::Sentence);
        let with_choice = |passage: Passage| {
            let is_picked = picked.iter().any(|quote| quote.place == passage.place && quote.part == passage.part);
            (passage, is_picked)
        };
        Ok(Quotations {
            title: story.inspection.title.clone(),
            passages: passages.map(with_choice).collect(),
            banned: story.brief.quotes.ban.iter().map(name_of).collect(),
            framework: story.framework().cloned(),
        })
    }

    /// Chooses a sentence of the report for the texts of a story, bans it, or leaves it to the program again. `paragraph`
    /// is the number of its paragraph.
    ///
    /// # Errors
    /// Those of [`DeskStore::save_form`], and what is wrong with the brief.
    pub fn choose_quote(
        &self,
        story: &str,
        (words, paragraph): (&str, Option<u32>),
        choice: QuoteWish,
    ) -> Result<Option<StoryForm>, Error> {
        let folder = self.known_story(story)?;
        let text = text_of(&StoryFile::Brief.path(&folder))?;
        let brief = story::open(&folder)?.brief;
        let sentence = normal(words);
        let is_other = |name: &&QuoteName| match name {
            QuoteName::Paragraph(number) => Some(*number) != paragraph,
            QuoteName::Words(words) => !sentence.contains(&normal(words)),
        };
        let without = |names: &[QuoteName]| -> Vec<String> { names.iter().filter(is_other).map(name_of).collect() };
        let (mut pick, mut ban) = (without(&brief.quotes.pick), without(&brief.quotes.ban));
        match choice {
            QuoteWish::Pick => pick.push(words.to_owned()),
            QuoteWish::Ban => ban.push(words.to_owned()),
            QuoteWish::Either => {}
        }
        let lists = [("/quotes/pick", pick), ("/quotes/ban", ban)];
        let answers = lists.map(|(pointer, names)| (pointer.to_owned(), vec![names.join("\n")])).into();
        self.save_form(story, StoryFile::Brief, &sha256(text.as_bytes()), &answers)
    }
}

impl DeskStore {
    /// Returns what the form of a file is made of.
    ///
    /// # Errors
    /// The desk's pins cannot be relied on.
    fn form_of(&self, file: StoryFile) -> Result<FormOf, Error> {
        let schema = match file {
            StoryFile::Brief => {
                let found = plugins(&[], Some((&self.desk.path, &self.desk.desk)))?;
                let outputs = outputs_schema(found.offers().map(|(_, offer)| offer), FieldOf::Brief);
                let asks = outputs["properties"].as_object().is_some_and(|properties| !properties.is_empty());
                let brief = schema::for_form::<Brief>();
                if asks { schema::with_outputs(brief, &outputs) } else { brief }
            }
            StoryFile::Reading => schema::for_form::<Inspection>(),
        };
        Ok(FormOf { file, schema })
    }

    fn form(&self, story: &str, (form_of, text): (&FormOf, &str), seen: String) -> StoryForm {
        let fields = form_of.fields(text).map_err(|_| text.to_owned());
        let options = match form_of.file {
            StoryFile::Brief => BTreeMap::from([("speaker", self.desk.desk.people.iter().map(to_choose).collect())]),
            StoryFile::Reading => judged(&self.story_folder(story)),
        };
        StoryForm { story: story.to_owned(), fields, seen, mistakes: Vec::new(), theirs: Vec::new(), options }
    }
}

/// Returns the areas and grades of a story's framework; none while the story cannot be opened.
fn judged(folder: &Path) -> BTreeMap<&'static str, Vec<(String, String)>> {
    let Ok(story) = story::open(folder) else { return BTreeMap::new() };
    let Some(framework) = story.framework() else { return BTreeMap::new() };
    let areas = framework.areas.iter().map(|area| (area.id.to_string(), area.name.clone()));
    let grades = framework.grades.iter().map(|grade| (grade.id.to_string(), grade.name.clone()));
    BTreeMap::from([("area", areas.collect()), ("grade", grades.collect())])
}

/// Returns the name of a sentence as the form has it.
fn name_of(name: &QuoteName) -> String {
    match name {
        QuoteName::Paragraph(number) => number.to_string(),
        QuoteName::Words(words) => words.clone(),
    }
}

/// What can be quoted from the report of a story.
#[derive(Clone, Debug)]
pub struct Quotations {
    /// The title of the report.
    pub title: String,
    /// The sentences, the best first, each with whether the brief picks it.
    pub passages: Vec<(Passage, bool)>,
    /// The names of the sentences that no text quotes.
    pub banned: Vec<String>,
    /// The framework, which has the names of the areas.
    pub framework: Option<Framework>,
}

/// What a person wants of a sentence that can be quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteWish {
    /// Texts quote it before others.
    Pick,
    /// No text quotes it.
    Ban,
    /// The program chooses.
    Either,
}

fn text_of(path: &Path) -> Result<String, Error> {
    if user_files::is_there(path) { user_files::read_text(path) } else { Ok(String::new()) }
}

/// Returns what is wrong with a text as a file of a story.
///
/// # Errors
/// Another file is wrong or cannot be read.
fn mistakes(path: &Path, text: &str, form_of: &FormOf) -> Result<Vec<Mistake>, Error> {
    let lines = LineIndex::of(text);
    let mistake = |finding: TextFinding| Mistake {
        pointer: pointer_at(text, finding.place),
        line: lines.line(finding.place.start),
        message: finding.message,
        hint: finding.hint,
    };
    let remarks = match open::check_text(path, text) {
        Ok(()) => {
            let answers = check_answers(text, &form_of.schema["properties"]["outputs"]).into_iter();
            return Ok(answers.filter(|finding| finding.severity == Severity::Error).map(mistake).collect());
        }
        Err(Error::Findings(remarks)) => remarks,
        Err(error @ Error::NotReady(_)) => {
            let (message, hint) = (error.to_string(), error.hint());
            return Ok(vec![Mistake { pointer: None, line: 1, message, hint }]);
        }
        Err(other) => return Err(other),
    };
    let (own, others): (Vec<_>, Vec<_>) = remarks.into_iter().partition(|remarks| remarks.path == path);
    if own.is_empty() {
        return Err(Error::Findings(others));
    }
    Ok(own.into_iter().flat_map(|remarks| remarks.findings).map(mistake).collect())
}

/// Returns the values of a text where a form has others.
fn theirs((form_of, text): (&FormOf, &str), mine: &StoryForm) -> Vec<(String, String)> {
    let Ok(fields) = form_of.fields(text) else { return Vec::new() };
    let (mut now, mut own) = (Vec::new(), Vec::new());
    values(&fields, &mut now);
    values(mine.fields.as_deref().unwrap_or_default(), &mut own);
    now.retain(|value| !value.1.is_empty() && !own.contains(value));
    now
}

/// Adds the values of fields to a list, each with its pointer.
fn values(fields: &[Field], all: &mut Vec<(String, String)>) {
    for field in fields {
        let value = match &field.input {
            Input::Text(value)
            | Input::Day(value)
            | Input::Moment(value)
            | Input::Number(value)
            | Input::Lines(value) => value.clone(),
            Input::Choice { chosen, .. } => chosen.clone(),
            Input::Ticks(words) => {
                let chosen = words.iter().filter(|(_, chosen)| *chosen).map(|(word, _)| word.as_str());
                chosen.collect::<Vec<_>>().join(", ")
            }
            Input::Group(fields) => {
                values(fields, all);
                continue;
            }
            Input::Groups(groups) => {
                for fields in groups {
                    values(fields, all);
                }
                continue;
            }
        };
        all.push((field.pointer.clone(), value));
    }
}
