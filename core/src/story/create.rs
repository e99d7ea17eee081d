//! Creates a desk, a story or an inspection file. Nothing that exists is overwritten.

use super::open::{BRIEF_FILE, DESK_FILE, DeskFolder, INSPECTION_FILE, PAGE_FILE, REPORT_FILE};
use super::plugins::plugins;
use super::user_files::{self, Existing};
use super::{Error, Known, open, report, scaffold};
use crate::desk::Desk;
use crate::inspection::Inspection;
use crate::load::schema;
use crate::plugin::{Offer, Scaffold};
use crate::store;
use std::path::{Component, Path, PathBuf};

/// The folder of the desk with the JSON Schemas that editors use.
const SCHEMAS: &str = "schemas";

/// What was created.
#[derive(Debug)]
pub struct Created {
    /// The files, in the order in which a person looks at them.
    pub files: Vec<PathBuf>,
    /// For a story: the inspection, and the reference data of its desk.
    pub inspection: Option<(Inspection, Known)>,
}

/// Creates a desk: `desk.toml`, and the schemas that an editor checks it by.
///
/// # Errors
/// [`Error::Exists`] if there is a desk already.
pub fn create_desk(folder: &Path, council: &str) -> Result<Created, Error> {
    let known = Known::built_in();
    let file = folder.join(DESK_FILE);
    if user_files::is_there(&file) {
        return Err(Error::Exists { path: file, replaceable: false });
    }
    user_files::make_folder(folder)?;
    let schemas = [
        ("desk", schema::desk(&known.frameworks)),
        ("brief", schema::brief(&known.frameworks)),
        ("inspection", schema::inspection(&known.frameworks)),
    ];
    let schemas = schemas.map(|(name, schema)| {
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).expect("a schema is JSON"));
        (Path::new(SCHEMAS).join(format!("{name}.schema.json")), text)
    });
    let all: Vec<(&Path, &[u8])> = schemas.iter().map(|(name, text)| (name.as_path(), text.as_bytes())).collect();
    user_files::write_all(folder, &all, Existing::Replace)?;
    let made = [file.clone()].into_iter().chain(schemas.iter().map(|(name, _)| folder.join(name))).collect();
    user_files::write(&file, scaffold::desk_toml(council, &known.frameworks).as_bytes(), Existing::Keep)?;
    Ok(Created { files: made, inspection: None })
}

/// Copies a desk into a new folder: its files and stories, without its record and without links. The desk stays as it is.
///
/// # Errors
/// There is something at the new place, or a file cannot be read or written.
pub fn copy_desk(from: &Path, to: &Path) -> Result<(), Error> {
    if user_files::is_there(to) {
        return Err(Error::Exists { path: to.to_owned(), replaceable: false });
    }
    user_files::make_folder(to)?;
    let name_of = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for path in user_files::files(from)? {
        let name = name_of(&path);
        let is_record = name.starts_with("store") || user_files::link(&path).is_some();
        if !is_record {
            user_files::write_all(to, &[(Path::new(&name), &user_files::read(&path)?)], Existing::Keep)?;
        }
    }
    for folder in user_files::folders(from)? {
        if user_files::link(&folder).is_none() {
            copy_desk(&folder, &to.join(name_of(&folder)))?;
        }
    }
    Ok(())
}

/// Creates a story from a report in the desk that `here` is in: a copy of the report, its inspection, and a brief to
/// fill in.
///
/// # Errors
/// There is no desk, the story exists already, or the report cannot be read or is about another council than the desk.
/// Nothing is created then.
pub fn create_story(here: &Path, name: &str, pdf: &Path) -> Result<Created, Error> {
    let mut known = Known::built_in();
    let desk = DeskFolder::at(here, &mut known)?;
    let folder = story_folder(&desk, name)?;
    // A link to a story is that story; a new one does not begin where a link leads.
    user_files::see_no_link(&folder)?;
    let files = [report_name(pdf), INSPECTION_FILE, BRIEF_FILE].map(|file| folder.join(file));
    if let Some(path) = files.into_iter().find(|path| user_files::is_there(path)) {
        return Err(Error::Exists { path, replaceable: false });
    }
    let inspection = report::read_report(pdf, &known)?;
    open::refuse_stranger(&inspection, &desk.desk, &known)?;
    // What is wrong with the plugins is said when they are to draft; a story can be begun without them.
    let found = plugins(&[], Some((&desk.path, &desk.desk))).unwrap_or_default();
    let offers = found.offers().map(|(_, offer)| offer);
    let bytes = user_files::read(pdf)?;
    let schema = |name: &str, text: String| with_schema(&desk.path, &folder, name, &text);
    let files = write_story(&folder, (pdf, &bytes), &inspection, (Some(&desk.desk), offers), schema)?;
    Ok(Created { files: files.into(), inspection: Some((inspection, known)) })
}

fn report_name(file: &Path) -> &'static str {
    let is_pdf = file.extension().is_none_or(|ending| ending.eq_ignore_ascii_case("pdf"));
    if is_pdf { REPORT_FILE } else { PAGE_FILE }
}

/// Writes the files of a new story: a copy of the report, given by its path and bytes, a brief to fill in and, last, what was read
/// from the report. A file that is there is left as it is. `finish` returns each text as it is written, given the name of its
/// schema.
pub(super) fn write_story<'a>(
    folder: &Path,
    (path, report): (&Path, &[u8]),
    inspection: &Inspection,
    (desk, offers): (Option<&Desk>, impl Iterator<Item = &'a Offer>),
    finish: impl Fn(&str, String) -> String,
) -> Result<[PathBuf; 3], Error> {
    let read = finish("inspection", scaffold::inspection_toml(inspection));
    let brief = finish("brief", scaffold::brief_toml(inspection, desk, offers));
    user_files::make_folder(folder)?;
    let name = report_name(path);
    let files: [(&Path, &[u8]); 3] =
        [(name.as_ref(), report), (BRIEF_FILE.as_ref(), brief.as_bytes()), (INSPECTION_FILE.as_ref(), read.as_bytes())];
    let missing: Vec<_> = files.into_iter().filter(|(name, _)| !user_files::is_there(&folder.join(name))).collect();
    user_files::write_all(folder, &missing, Existing::Keep)?;
    Ok([name, INSPECTION_FILE, BRIEF_FILE].map(|name| folder.join(name)))
}

/// Creates the folder of a new plugin in `parent`, with everything its author starts from.
///
/// # Errors
/// [`Error::Exists`] if there is a folder or file of that name, and [`Error::Write`].
pub fn create_plugin(parent: &Path, plugin: &Scaffold) -> Result<Created, Error> {
    let folder = parent.join(plugin.name());
    if user_files::is_there(&folder) {
        return Err(Error::Exists { path: folder, replaceable: false });
    }
    let texts = plugin.files();
    let all: Vec<_> = texts.iter().map(|(name, text)| (Path::new(name), text.as_bytes())).collect();
    user_files::make_folder(&folder)?;
    user_files::write_all(&folder, &all, Existing::Keep)?;
    Ok(Created { files: all.iter().map(|(name, _)| folder.join(name)).collect(), inspection: None })
}

/// Returns the absolute path of the SDK's folder.
///
/// # Errors
/// [`Error::NoSdk`] if it is another folder.
pub fn sdk_at(folder: &Path) -> Result<String, Error> {
    let no_sdk = || Error::NoSdk { path: folder.to_owned() };
    let manifest = user_files::read_text(&folder.join("Cargo.toml")).map_err(|_| no_sdk())?;
    let whole = folder.canonicalize().map_err(|_| no_sdk())?;
    let is_sdk = manifest.lines().any(|line| line == "name = \"copydesk-plugin\"");
    is_sdk.then(|| whole.display().to_string()).ok_or_else(no_sdk)
}

/// Returns the folder of a story: one in the folder of the stories, and none that the desk needs itself.
fn story_folder(desk: &DeskFolder, name: &str) -> Result<PathBuf, Error> {
    let name = name.trim_end_matches('/');
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':');
    if name.trim().is_empty() || name.starts_with(['.', '-']) || name.contains(odd) {
        return Err(Error::StoryName { name: name.to_owned() });
    }
    let paths = &desk.desk.paths;
    let whole = |folder: &str| desk.path.join(folder).components().collect::<PathBuf>();
    let folder: PathBuf = whole(&paths.stories).join(name);
    let own = [&paths.templates, &paths.frameworks, &paths.plugins].map(|folder| whole(folder));
    if own.contains(&folder) || [SCHEMAS, store::FILE].iter().any(|name| folder == desk.path.join(name)) {
        return Err(Error::StoryName { name: name.to_owned() });
    }
    Ok(folder)
}

/// Returns the text with the way from `folder` to the desk's schema on top.
fn with_schema(desk: &Path, folder: &Path, name: &str, text: &str) -> String {
    let below = folder.strip_prefix(desk).unwrap_or(folder).components();
    let up = "../".repeat(below.filter(|part| matches!(part, Component::Normal(_))).count());
    scaffold::with_schema(&format!("{up}{SCHEMAS}/{name}.schema.json"), text)
}

/// Writes a file. An existing one with other words in it is left alone unless `force`; then it is kept under another name,
/// which is returned. A device or a pipe is written to.
///
/// # Errors
/// [`Error::Exists`] and [`Error::Write`].
pub fn save_file(path: &Path, bytes: &[u8], force: bool) -> Result<Option<PathBuf>, Error> {
    user_files::see_no_link(path)?;
    if user_files::is_stream(path) {
        return user_files::send(path, bytes).map(|()| None);
    }
    if !path.exists() || user_files::read(path)? == bytes {
        return user_files::write(path, bytes, Existing::Replace).map(|()| None);
    }
    if !force {
        return Err(Error::Exists { path: path.to_owned(), replaceable: true });
    }
    let kept = user_files::keep_copy(path)?;
    user_files::write(path, bytes, Existing::Replace).map(|()| Some(kept))
}

/// Writes a file that a command makes anew each time.
///
/// # Errors
/// [`Error::Link`] and [`Error::Write`].
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    user_files::see_no_link(path)?;
    user_files::write(path, bytes, Existing::Replace)
}
