//! What people send as the bytes of a file: a report, the final report, an edited text. The readers take files; each is written for
//! as long as it is read, under a name of its own content, so that two uploads at once do not meet.

use super::DeskStore;
use crate::hash::sha256;
use crate::review::TextName;
use crate::story::draft::RECORDS;
use crate::story::user_files::{self, Existing};
use crate::story::{self, Error, FinalReport, OpenChanges, Revised};
use std::path::Path;

impl DeskStore {
    /// Creates a story from the bytes of a PDF, and returns its name.
    ///
    /// # Errors
    /// Those of [`story::create_story`].
    pub fn new_story(&self, name: &str, report: &[u8]) -> Result<String, Error> {
        self.with_file(report, "pdf", |file| story::create_story(&self.desk.path, name, file))?;
        let folder = self.desk.path.join(&self.desk.desk.paths.stories).join(name);
        Ok(self.story_name(&folder))
    }

    /// Takes the bytes of a PDF as the final report of a story.
    ///
    /// # Errors
    /// There is no such story, and those of [`story::take_final`].
    pub fn take_final(&self, name: &str, report: &[u8], replace: bool) -> Result<FinalReport, Error> {
        let folder = self.known_story(name)?;
        self.with_file(report, "pdf", |file| story::take_final(&folder, file, replace))
    }

    /// Makes the bytes of an edited file the next draft of a text. `ending` is that of the file's name, without the dot;
    /// with `force` it is taken even if it seems to be another text.
    ///
    /// # Errors
    /// Those of [`story::revise()`].
    pub fn revise(
        &self,
        text: &TextName,
        (edited, ending): (&[u8], &str),
        open: OpenChanges,
        force: bool,
    ) -> Result<Revised, Error> {
        let folder = self.place_of(text).folder;
        self.with_file(edited, ending, |file| {
            let (story, output) = (Some(&*folder), Some(&*text.output));
            story::revise(&story::Request { file, story, output, sent: None, open, force })
        })
    }

    fn with_file<T>(
        &self,
        bytes: &[u8],
        ending: &str,
        read: impl FnOnce(&Path) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let own = Path::new(RECORDS).join(format!("upload-{}.{ending}", sha256(bytes)));
        user_files::write_all(&self.desk.path, &[(&own, bytes)], Existing::Replace)?;
        let done = read(&self.desk.path.join(&own));
        user_files::remove(&self.desk.path, &own)?;
        done
    }
}
