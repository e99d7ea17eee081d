//! Tries a plugin out in its author's folder: drafts its stories, and compares each draft with its golden one, word by
//! word.

use super::author_folder::AuthorFolder;
use super::compare::compare_documents;
use super::text_kind::read_text;
use super::user_files::{self, Existing};
use super::{Error, MARKDOWN, Outputs, answers, open, templates};
use crate::diff::Comparison;
use crate::document::Document;
use crate::export::Frame;
use crate::plugin::{self, Plugin, Unusable};
use crate::template::Source;
use copydesk_plugin::story::Audience;
use std::path::{Path, PathBuf};

/// One output of a story, tried.
#[derive(Debug)]
pub struct Trial {
    /// The output.
    pub output: String,
    /// The story's folder.
    pub story: PathBuf,
    /// Whether the story is one of the samples, whose drafts have a golden one each.
    pub is_sample: bool,
    /// The file of the golden draft, from the author's folder.
    pub golden: PathBuf,
    /// The result of drafting.
    pub drafted: Result<Tried, Error>,
}

/// A draft, compared with its golden one.
#[derive(Debug)]
pub struct Tried {
    /// The draft, as Markdown.
    pub text: String,
    /// The plugin's messages.
    pub log: Vec<String>,
    /// What the comparison says.
    pub verdict: Verdict,
}

/// What the comparison of a draft with its golden one says.
#[derive(Debug)]
pub enum Verdict {
    /// They are the same.
    Same,
    /// There is no golden draft.
    New,
    /// They differ, perhaps in no word.
    Differs(Box<Comparison>),
}

impl Trial {
    /// Returns `true` if the draft is as it should be. A story that is no sample need not have a golden draft, and an output
    /// may refuse a story, if it has none.
    pub fn is_good(&self, folder: &AuthorFolder) -> bool {
        match &self.drafted {
            Ok(Tried { verdict: Verdict::Same, .. }) => true,
            Ok(Tried { verdict: Verdict::New, .. }) => !self.is_sample,
            Ok(Tried { verdict: Verdict::Differs(_), .. }) => false,
            Err(error) => error.is_refusal() && !user_files::is_there(&folder.path.join(&self.golden)),
        }
    }

    /// Makes the draft the golden one.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn accept(&self, folder: &AuthorFolder) -> Result<(), Error> {
        let Ok(tried) = &self.drafted else { return Ok(()) };
        user_files::write_all(&folder.path, &[(&self.golden, tried.text.as_bytes())], Existing::Replace)
    }
}

/// Drafts every output of a library for each story, with the templates in the author's folder as they are now.
///
/// # Errors
/// The library is no plugin, a template cannot be read, or a story cannot be opened.
pub fn try_out(folder: &AuthorFolder, library: &Path, stories: &[PathBuf]) -> Result<Vec<Trial>, Error> {
    let unusable = |why: Unusable| Error::Library {
        path: library.to_owned(),
        problem: why.to_string(),
        hint: why.hint().to_owned(),
    };
    let plugin = plugin::inspect(library).map_err(unusable)?.ok_or_else(|| Error::Library {
        path: library.to_owned(),
        problem: "is a library but not a copydesk plugin".to_owned(),
        hint: "use the SDK's macro: `export!` in Rust, `COPYDESK_PLUGIN` in C".to_owned(),
    })?;
    draft_all(folder, &plugin, stories, &folder.templates()?)
}

/// Drafts every output of a plugin for each story. `own` are templates that are in force over those in the library.
pub(super) fn draft_all(
    folder: &AuthorFolder,
    plugin: &Plugin,
    stories: &[PathBuf],
    own: &[Source],
) -> Result<Vec<Trial>, Error> {
    let mut trials = Vec::new();
    for path in stories {
        let story = open(path)?;
        // The samples' desk takes its templates from the author's folder, where `own` has them from.
        let is_sample = folder.is_sample(path);
        let desk = story.desk_folder.as_deref().zip(story.desk.as_ref()).filter(|_| !is_sample);
        let outputs = Outputs::of_author(plugin.clone(), templates::of_desk(desk)?, own.to_vec())?;
        answers::check(&story, &outputs.found)?;
        for offer in &plugin.descriptor.outputs {
            let golden = AuthorFolder::golden(path, &offer.id);
            let compared = outputs.draft(&offer.id, &story, Audience::Press).and_then(|drafted| {
                let text = String::from_utf8_lossy(&MARKDOWN.write(&drafted.document, &Frame::default())).into_owned();
                let verdict = compare(folder, &golden, (&text, &drafted.document), path)?;
                Ok(Tried { text, log: drafted.log, verdict })
            });
            let (output, story) = (offer.id.clone(), path.clone());
            trials.push(Trial { output, story, is_sample, golden, drafted: compared });
        }
    }
    Ok(trials)
}

/// Compares a draft with its golden one. Line ends are no difference: a version control may have changed them.
fn compare(
    folder: &AuthorFolder,
    golden: &Path,
    (text, document): (&str, &Document),
    story: &Path,
) -> Result<Verdict, Error> {
    let file = folder.path.join(golden);
    if !user_files::is_there(&file) {
        return Ok(Verdict::New);
    }
    if user_files::read_text(&file)?.replace("\r\n", "\n") == text {
        return Ok(Verdict::Same);
    }
    let before = read_text(&file)?.document;
    Ok(Verdict::Differs(Box::new(compare_documents((&before, story), (document, story))?)))
}
