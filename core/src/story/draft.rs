//! Drafting: lists the outputs, and turns a story into a document with origins. What a plugin may do is in
//! [`plugin`], rendering in [`template`].

use super::answers::{self, Answers, Options};
use super::formats::Format;
use super::plugins::plugins;
use super::user_files::{self, Existing};
use super::{Error, NotReady, Remarks, Story, document_limits, request, templates};
use crate::document::{self, Document, MadeFile, Origin};
use crate::export::Frame;
use crate::finding::Finding;
use crate::hash::sha256;
use crate::load::{made_file, markdown};
use crate::plugin::{self, Field, Found, Offer, Part, Plugin, Started, Trust, Trusted};
use crate::template::{self, Engine, Source};
use crate::text::{self, Span};
use crate::worker::{Fence, Level, Limits, Program};
use copydesk_plugin::story::Audience;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder of a story in which the program keeps what it drafted.
pub(super) const RECORDS: &str = ".copydesk";

/// The outputs that can be drafted, and their templates.
#[derive(Debug)]
pub struct Outputs {
    /// The plugins.
    pub found: Found,
    /// What is to be noted about the answers that the story's files have for the outputs.
    pub remarks: Vec<Remarks>,
    /// The options of the drafts.
    options: Vec<(String, String)>,
    /// The desk's templates.
    own: Vec<Source>,
    /// For plugins that carry no templates.
    engine: Engine,
    program: Program,
    limits: Limits,
}

/// A draft that was made.
#[derive(Debug)]
pub struct Drafted {
    /// The document.
    pub document: Document,
    /// The file that the document describes: its name and its bytes.
    pub file: Option<(MadeFile, Vec<u8>)>,
    /// The output's id.
    pub output: String,
    /// The plugin's id and version.
    pub plugin: String,
    /// Why the plugin may draft.
    pub trust: Trust,
    /// The libraries that the plugin is used in place of: other bytes with its id.
    pub instead_of: Vec<PathBuf>,
    /// The plugin's messages about the draft.
    pub log: Vec<String>,
    /// What the output needs of people and has not got.
    pub missing: Vec<Field>,
    /// Whether the output picks from the result on purpose.
    pub partial: bool,
    /// How completely the plugin was sandboxed.
    pub level: Level,
    /// The SHA-256 of the plugin's library.
    library: String,
    /// The options of the draft.
    options: Vec<(String, String)>,
}

/// A draft in progress: the plugin's worker has been started.
struct Begun<'a> {
    output: &'a str,
    maker: &'a Trusted,
    offer: &'a Offer,
    worker: Started<'a>,
}

/// Where a draft was written.
#[derive(Debug)]
pub struct Saved {
    /// The draft.
    pub path: PathBuf,
    /// The copies of the edited files that it replaced.
    pub kept: Vec<PathBuf>,
}

/// The record of a draft, kept in `.copydesk`: enough to recognise the draft, and the origin of each word.
#[derive(Debug, Serialize)]
struct DraftRecord<'a> {
    output: &'a str,
    /// Id and version of the plugin, the SHA-256 of its library, and why it may draft.
    plugin: &'a str,
    library: &'a str,
    trust: Trust,
    sandbox: String,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    options: &'a Options,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    partial: bool,
    /// Of the draft as it was written.
    sha256: String,
    document: &'a Document,
}

/// The record of a file that a draft describes.
#[derive(Debug, Serialize)]
struct FileRecord<'a> {
    output: &'a str,
    sha256: &'a str,
}

/// The part of a record that any version of copydesk can read.
#[derive(Debug, Deserialize)]
struct Known {
    sha256: String,
}

impl Outputs {
    /// Finds the plugins and reads the templates, with those of the desk taking precedence.
    ///
    /// # Errors
    /// [`Error::Templates`] with every error in every template that no plugin carries; [`Error::Findings`] and
    /// [`Error::Pins`] if the desk's pins cannot be relied on; [`Error::Findings`] with every answer in the story's files that
    /// is not what its output asks for.
    pub fn open(plugin_dirs: &[PathBuf], story: Option<&Story>) -> Result<Outputs, Error> {
        let desk = story.and_then(|story| story.desk_folder.as_deref().zip(story.desk.as_ref()));
        let found = plugins(plugin_dirs, desk)?;
        let remarks = story.map_or(Ok(Vec::new()), |story| answers::check(story, &found))?;
        let own = templates::of_desk(desk)?;
        Outputs::of(found, remarks, own)
    }

    /// Returns the outputs of one plugin alone, which its author tries: `desk` are the templates of a desk, and `own` those
    /// that are in force over them.
    ///
    /// # Errors
    /// [`Error::Templates`] with every error in every template that the plugin does not carry.
    pub(super) fn of_author(plugin: Plugin, desk: Vec<Source>, own: Vec<Source>) -> Result<Outputs, Error> {
        let found = Found {
            plugins: vec![Trusted { plugin, trust: Trust::Named, instead_of: Vec::new() }],
            problems: Vec::new(),
        };
        Outputs::of(found, Vec::new(), template::in_force(desk, own))
    }

    fn of(found: Found, remarks: Vec<Remarks>, own: Vec<Source>) -> Result<Outputs, Error> {
        let bare = found.plugins.iter().map(|found| &found.plugin).filter(|plugin| plugin.templates.is_empty());
        let offers: Vec<&Offer> = bare.flat_map(|plugin| &plugin.descriptor.outputs).collect();
        let engine = engine(templates::for_drafts_of(None, &found, &own), &offers)?;
        Ok(Outputs {
            found,
            remarks,
            options: Vec::new(),
            own,
            engine,
            program: this_program()?,
            limits: plugin::LIMITS,
        })
    }

    /// Sets options of the drafts of an output, or of every output that has them.
    ///
    /// # Errors
    /// [`Error::UsageError`] if no such output has an option of that name, or it cannot have that value.
    pub fn with_options(self, output: &str, options: Vec<(String, String)>) -> Result<Outputs, Error> {
        answers::check_options(&self.found, output, &options)?;
        Ok(Outputs { options, ..self })
    }

    /// Refuses plugins that cannot be fully sandboxed.
    #[must_use]
    pub fn requiring_sandbox(self) -> Outputs {
        Outputs { limits: Limits { fence: Fence::Required, ..self.limits }, ..self }
    }

    /// Uses another executable for workers: a test's or benchmark's own executable does not serve jobs.
    #[must_use]
    pub fn with_program(self, program: Program) -> Outputs {
        Outputs { program, ..self }
    }

    /// Returns the executable that workers are made of.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Returns the request for an output, as JSON: what the plugin and the templates receive.
    pub fn request(output: &str, story: &Story, audience: Audience) -> Value {
        serde_json::to_value(request::of(story, output, audience, Answers::default()).request)
            .expect("the request is plain data")
    }

    /// Drafts one output of a story.
    ///
    /// # Errors
    /// Those of [`Story::ready`]; there is no such output, its plugin made no document, or a template lacks a datum.
    pub fn draft(&self, output: &str, story: &Story, audience: Audience) -> Result<Drafted, Error> {
        self.finish(self.begin(output)?, story, audience)
    }

    /// Drafts every output of a story, by name: each draft with its output's id. The next plugin's worker starts while the
    /// one before is at work. What one of them does costs the others nothing.
    pub fn draft_all<'a>(
        &'a self,
        story: &'a Story,
        audience: Audience,
    ) -> impl Iterator<Item = (&'a str, Result<Drafted, Error>)> {
        let mut outputs: Vec<&str> = self.found.offers().map(|(_, offer)| offer.id.as_str()).collect();
        outputs.sort_unstable();
        self.draft_these(outputs, story, audience)
    }

    /// The same for these outputs, in their order.
    pub(super) fn draft_these<'a>(
        &'a self,
        outputs: Vec<&'a str>,
        story: &'a Story,
        audience: Audience,
    ) -> impl Iterator<Item = (&'a str, Result<Drafted, Error>)> {
        let mut begun = outputs.clone().into_iter().map(|output| self.begin(output));
        let mut next = begun.next();
        outputs.into_iter().filter_map(move |output| {
            let now = std::mem::replace(&mut next, begun.next())?;
            Some((output, now.and_then(|draft| self.finish(draft, story, audience))))
        })
    }

    fn begin<'a>(&'a self, output: &'a str) -> Result<Begun<'a>, Error> {
        let Some((maker, offer)) = self.found.maker_of(output) else { return Err(no_output(&self.found, output)) };
        Ok(Begun {
            output,
            maker,
            offer,
            worker: plugin::start(&maker.plugin, &offer.limits(&self.limits), &self.program)?,
        })
    }

    fn finish(&self, begun: Begun<'_>, story: &Story, audience: Audience) -> Result<Drafted, Error> {
        story.ready()?;
        let Begun { output, maker, offer, worker } = begun;
        if let Some(need) = offer.unmet(&story.has()) {
            let document = story.inspection.document.to_string();
            return Err(NotReady::Unserved { output: output.to_owned(), need: need.to_owned(), document }.into());
        }
        let plugin = &maker.plugin;
        let answers = Answers::to(offer, story, &self.options)?;
        let missing = answers::missing(offer, &answers).into_iter().cloned().collect();
        let mut data = request::of(story, output, audience, answers);
        data.request.language = offer.language.clone().unwrap_or_default();
        let request = serde_json::to_value(&data.request).expect("the request is plain data");
        let bytes = serde_json::to_vec(&request).expect("the request is plain data");
        let carried = self.engine_of(plugin)?;
        let engine = carried.as_ref().unwrap_or(&self.engine);
        let made = worker.draft(&bytes)?;
        let writing = Writing { engine, plugin, request: &request, aliases: &data.aliases, output };
        let mut document = writing.document(&made.parts)?;
        document.language.clone_from(&offer.language);
        let file = writing.file(offer, made.file)?;
        let origin = Origin::Plugin { id: plugin.descriptor.id.clone() };
        document.blocks.extend(file.iter().map(|(file, _)| file.line(&origin)));
        let id = format!("{} {}", plugin.descriptor.id, plugin.descriptor.version);
        Ok(Drafted {
            document,
            file,
            output: output.to_owned(),
            plugin: id,
            trust: maker.trust,
            instead_of: maker.instead_of.clone(),
            log: made.log,
            missing,
            partial: offer.partial,
            library: plugin.sha256.clone(),
            level: made.level,
            options: self.options.clone(),
        })
    }

    /// Renders what `plugin` pushed for a request, with the templates in use for it.
    pub(super) fn render(
        &self,
        plugin: &Plugin,
        parts: &[Part],
        request: &Value,
        output: &str,
    ) -> Result<Document, Error> {
        let carried = self.engine_of(plugin)?;
        let engine = carried.as_ref().unwrap_or(&self.engine);
        let mut request = request.clone();
        plugin
            .descriptor
            .outputs
            .iter()
            .filter(|offer| offer.id == output)
            .for_each(|offer| answers::ask(offer, &mut request));
        Writing { engine, plugin, request: &request, aliases: &BTreeMap::new(), output }.document(parts)
    }

    /// Returns the engine for a plugin that carries templates.
    fn engine_of(&self, plugin: &Plugin) -> Result<Option<Engine>, Error> {
        if plugin.templates.is_empty() {
            return Ok(None);
        }
        let templates = templates::for_drafts_of(Some(plugin), &self.found, &self.own);
        engine(templates, &plugin.descriptor.outputs.iter().collect::<Vec<_>>()).map(Some)
    }
}

/// Returns the executable that workers are made of: this one.
pub(super) fn this_program() -> Result<Program, Error> {
    Program::this().map_err(|cause| Error::Read { path: PathBuf::from("this program"), cause })
}

/// Returns the error for an output that was not found.
pub fn no_output(found: &Found, output: &str) -> Error {
    let known: Vec<String> = found.offers().map(|(_, offer)| offer.id.clone()).collect();
    Error::NoOutput {
        output: output.to_owned(),
        nearest: text::nearest(output, known.iter().map(String::as_str)).map(str::to_owned),
        problems: found.problems.iter().map(passed_over).collect(),
        known,
    }
}

/// Returns the file in which the program keeps what it drafted, named from the story's folder.
pub(super) fn record_of(output: &str, ending: &str) -> PathBuf {
    Path::new(RECORDS).join(format!("{output}.{ending}.json"))
}

/// Describes an ignored library: where it is, why it is ignored, and the next step.
fn passed_over(problem: &Finding<PathBuf>) -> String {
    let help = problem.hint.as_ref().map(|hint| format!("\n    help: {hint}")).unwrap_or_default();
    format!("{}: {}{help}", problem.place.display(), problem.message)
}

/// Returns the engine for the drafts of these outputs, whose templates may name what they ask people for.
fn engine(templates: Vec<Source>, offers: &[&Offer]) -> Result<Engine, Error> {
    let schema = answers::with_fields(copydesk_plugin::request_schema(), offers);
    let engine = Engine::new(templates, &schema).map_err(Error::Templates)?;
    Ok(engine.with_placeholders(answers::placeholders(offers)))
}

/// What rendering a document needs, besides what its plugin pushed.
struct Writing<'a> {
    engine: &'a Engine,
    plugin: &'a Plugin,
    request: &'a Value,
    aliases: &'a BTreeMap<String, document::Source>,
    output: &'a str,
}

impl Writing<'_> {
    /// Joins what a plugin pushed to one document.
    fn document(&self, parts: &[Part]) -> Result<Document, Error> {
        let mut document = Document::default();
        let mut room = document_limits::BYTES;
        for part in parts {
            let made = self.part(part, &mut room)?;
            document.blocks.extend(made.blocks);
            if document.title.is_empty() {
                document.title = made.title;
            }
        }
        let problems = document_limits::beyond(&document);
        if problems.is_empty() { Ok(document) } else { Err(self.unclean(problems)) }
    }

    /// Renders one part. `room` is the number of bytes that the rest of the document may take.
    fn part(&self, part: &Part, room: &mut usize) -> Result<Document, Error> {
        let id = &self.plugin.descriptor.id;
        let (document, findings) = match part {
            Part::Text(text) => {
                self.take(room, text)?;
                markdown::read(text, &[(Span::all(text), Origin::Plugin { id: id.clone() })])
            }
            Part::Render { template, plan } => {
                let rendered = self.engine.render(template, self.request, plan, id, self.aliases)?;
                self.take(room, &rendered.markdown)?;
                markdown::read(&rendered.markdown, &rendered.origins)
            }
        };
        let problems: Vec<String> = findings.into_iter().map(|finding| finding.message).collect();
        if problems.is_empty() { Ok(document) } else { Err(self.unclean(problems)) }
    }

    /// Takes the room that a text needs.
    fn take(&self, room: &mut usize, text: &str) -> Result<(), Error> {
        let too_long =
            || self.unclean(vec![format!("it is longer than the {} bytes that it may have", document_limits::BYTES)]);
        *room = room.checked_sub(text.len()).ok_or_else(too_long)?;
        Ok(())
    }

    /// Returns the file that the output makes, if it makes one.
    fn file(&self, offer: &Offer, bytes: Vec<u8>) -> Result<Option<(MadeFile, Vec<u8>)>, Error> {
        let Some(kind) = &offer.file else {
            let problems = vec!["it wrote a file, and its descriptor has none for this output".to_owned()];
            return if bytes.is_empty() { Ok(None) } else { Err(self.unclean(problems)) };
        };
        let problems = made_file::problems(&kind.media_type, &bytes);
        if !problems.is_empty() {
            return Err(self.unclean(problems));
        }
        Ok(Some((MadeFile::of(&format!("{}.{}", self.output, kind.extension), &bytes), bytes)))
    }

    fn unclean(&self, problems: Vec<String>) -> Error {
        let plugin = self.plugin.descriptor.id.clone();
        Error::Document { output: self.output.to_owned(), plugin, problems }
    }
}

impl Drafted {
    /// Writes the draft into the story's folder as `OUTPUT.md` (or another ending), the file that it describes next to it,
    /// and their records into `.copydesk`. What was edited is left alone unless `force`, and then a copy of it is kept first.
    ///
    /// # Errors
    /// [`Error::Edited`] and [`Error::Write`].
    pub fn save(&self, folder: &Path, (format, frame): (&Format, &Frame), force: bool) -> Result<Saved, Error> {
        let (name, bytes) = (format!("{}.{}", self.output, format.name), format.write(&self.document, frame));
        let path = folder.join(&name);
        let again = format!("copydesk draft {} {}", self.output, text::argument(folder));
        let compare = format!("{again} -o - | diff {} -", text::argument(&path));
        let record = serde_json::to_vec_pretty(&self.record(&bytes)).expect("a document is plain data");
        let mut files = vec![Written { name: name.into(), of: format.name, bytes: &bytes, record, compare }];
        if let Some((file, bytes)) = &self.file {
            let compare = format!("{again} -o new.{}", file.ending());
            let record = serde_json::to_vec_pretty(&FileRecord { output: &self.output, sha256: &file.sha256 });
            let record = record.expect("a record is plain data");
            files.push(Written { name: (&file.name).into(), of: file.ending(), bytes, record, compare });
        }
        let records: Vec<PathBuf> = files.iter().map(|file| record_of(&self.output, file.of)).collect();
        let mut edited = Vec::new();
        for (file, record) in files.iter().zip(&records) {
            let path = folder.join(&file.name);
            match state(&path, &folder.join(record), file.bytes)? {
                FileState::Free => {}
                FileState::Edited if force => edited.push(path),
                FileState::Edited => return Err(Error::Edited { path, compare: file.compare.clone() }),
            }
        }
        let kept = edited.iter().map(|path| user_files::keep_copy(path)).collect::<Result<_, _>>()?;
        let all = files.iter().zip(&records);
        let all: Vec<(&Path, &[u8])> =
            all.flat_map(|(file, record)| [(file.name.as_path(), file.bytes), (record, &file.record)]).collect();
        user_files::write_all(folder, &all, Existing::Replace)?;
        Ok(Saved { path, kept })
    }

    fn record(&self, bytes: &[u8]) -> DraftRecord<'_> {
        DraftRecord {
            output: &self.output,
            plugin: &self.plugin,
            library: &self.library,
            trust: self.trust,
            sandbox: self.level.to_string(),
            options: &self.options,
            partial: self.partial,
            sha256: sha256(bytes),
            document: &self.document,
        }
    }
}

/// A file of a draft, as it is to be written.
struct Written<'a> {
    /// Its name in the story's folder.
    name: PathBuf,
    /// The ending by which its record is named.
    of: &'a str,
    bytes: &'a [u8],
    record: Vec<u8>,
    /// The command that shows what a person has changed in it.
    compare: String,
}

pub(super) enum FileState {
    /// Nothing is lost when it is written.
    Free,
    /// It has been edited.
    Edited,
}

/// Returns whether a file has been edited: it exists, and has neither the bytes that would be written nor those that
/// copydesk wrote last. Fails if the file, or the folder of the record, is a link: then nothing may be written.
pub(super) fn state(path: &Path, record: &Path, bytes: &[u8]) -> Result<FileState, Error> {
    [path, user_files::folder_of(record), record].into_iter().try_for_each(user_files::see_no_link)?;
    if !path.exists() {
        return Ok(FileState::Free);
    }
    let found = user_files::read(path)?;
    let written = record.is_file().then(|| user_files::read(record)).transpose()?;
    let written: Option<Known> = written.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let known = found == bytes || written.is_some_and(|record| record.sha256 == sha256(&found));
    Ok(if known { FileState::Free } else { FileState::Edited })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_plugin_s_words_have_no_control_characters_and_no_address_that_no_page_may_have() {
        let engine = Engine::new(Vec::new(), &json!({})).unwrap();
        let descriptor = json!({ "id": "a.b", "version": "1", "request_schema": "1.0", "outputs": [] });
        let descriptor = serde_json::from_value(descriptor).unwrap();
        let plugin = Plugin { file: "x.so".into(), descriptor, templates: Vec::new(), sha256: "1".repeat(64) };
        let (request, aliases) = (json!({}), BTreeMap::new());
        let writing =
            Writing { engine: &engine, plugin: &plugin, request: &request, aliases: &aliases, output: "letter" };
        let made = |text: &str| writing.document(&[Part::Text(text.to_owned())]).map_err(|error| error.to_string());
        for (text, named) in [
            ("a\u{1b}[31m b", "U+001B"),
            ("a &#7; b", "U+0007"),
            ("a\0b", "U+0000"),
            ("![a](http://a.example/track.png)", "http://a.example/track.png"),
            ("![a](../../etc/passwd)", "../../etc/passwd"),
            ("[a](//host/x)", "//host/x"),
        ] {
            let error = made(text).unwrap_err();
            assert!(error.contains(named), "{error}");
        }
        assert_eq!(made("![a](boat.jpg)").unwrap().blocks.len(), 1);
    }

    #[test]
    fn a_document_of_many_long_parts_is_refused() {
        let source = format!("{{{{#each list}}}}{}\n\n{{{{/each}}}}", "long text ".repeat(50));
        let engine = Engine::new(vec![Source::new("letter", &source)], &json!({})).unwrap();
        let descriptor = json!({ "id": "a.b", "version": "1", "request_schema": "1.0", "outputs": [] });
        let descriptor = serde_json::from_value(descriptor).unwrap();
        let plugin = Plugin { file: "x.so".into(), descriptor, templates: Vec::new(), sha256: "1".repeat(64) };
        let request = json!({ "list": vec![1; 400] });
        let part = Part::Render { template: "letter".to_owned(), plan: Value::Null };
        let aliases = BTreeMap::new();
        let writing =
            Writing { engine: &engine, plugin: &plugin, request: &request, aliases: &aliases, output: "letter" };
        let flood = |text: &str| writing.document(&[Part::Text(text.to_owned())]).unwrap_err().to_string();
        for unit in ["qwrtz ", "a\n\n", "![", "Inspectors said: “It is so.” "] {
            let whole = flood(&unit.repeat((1 << 20) / unit.len()));
            assert!(whole.contains("longer than the 262144 bytes"), "{whole}");
            let most = flood(&unit.repeat((200 << 10) / unit.len()));
            assert!(most.contains("and may have"), "{most}");
        }
        let joined = |count| writing.document(&vec![part.clone(); count]);
        assert!(joined(1).is_ok());
        let message = joined(2).unwrap_err().to_string();
        assert!(message.contains("it is longer than the 262144 bytes that it may have"), "{message}");
    }
}
