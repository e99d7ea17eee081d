//! The joining layer: the only place where parts meet. It opens a story from whatever a person has (a report, an
//! inspection, a story's folder), finds the desk above it, and has its outputs drafted. Not here: printing, colours,
//! exit codes (cli).

mod beside;
mod bounds;
mod compare;
mod create;
mod data;
mod desk_store;
mod draft;
mod error;
mod files;
mod formats;
mod from_source;
mod house;
mod install;
mod kept;
mod known;
mod open;
mod plugin_check;
mod plugins;
mod report;
mod revise;
pub mod scaffold;
mod slip;
mod templates;
mod text_check;
mod text_kind;
mod trace;
mod untold;

pub use beside::{edited_draft, export_beside};
pub use compare::{Compared, TextAt, compare, compare_documents, text_at};
pub use copydesk_plugin::story::Audience;
pub use create::{Created, create_desk, create_plugin, create_story, save_file, sdk_at};
pub use desk_store::{
    ApprovedVersion, DeskStore, DraftNow, Fallen, Imported, ReviewError, Submission, Target, TextStatus, Verified,
    has_words,
};
pub use draft::{Drafted, Outputs, Saved};
pub use error::{Error, Remarks};
pub(crate) use files::read;
pub use formats::{DOCX, FORMATS, Format, HTML, MARKDOWN, PLAIN, Text};
pub use from_source::{build_library, library_at};
pub use house::built_in_rules;
pub use install::{Installation, Installed};
pub use known::Known;
pub use open::{DeskFolder, open};
pub use plugin_check::{check_ids, check_plugin};
pub use plugins::plugins_here;
pub use report::{JOB as READ_JOB, read_report, serve as serve_read};
pub use revise::{Decision, Fate, OpenChanges, Request, ReviseError, Revised, revise};
pub use slip::Slip;
pub use templates::{template_problems, templates_of};
pub use text_check::{About, Checked, Checker, check_all, check_file};
pub use text_kind::{NoText, read_text, read_text_in};
pub use trace::{Cited, Traced, TracedLine, TracedRun, Whose, trace};
pub use untold::Untold;

use crate::brief::Brief;
use crate::desk::Desk;
use crate::inspection::{Framework, Inspection, Outcome, PastInspection, Tone, latest_before};
use crate::quotable::{self, Quotable};
use crate::zone::{Moment, Zone};
use jiff::civil::Date;
use std::path::PathBuf;
use std::sync::OnceLock;

/// One outcome to be told.
#[derive(Debug)]
pub struct Story {
    /// What the report says.
    pub inspection: Inspection,
    /// What people added; empty where there is no brief.
    pub brief: Brief,
    /// The council's own facts, where a desk stands above.
    pub desk: Option<Desk>,
    /// Where the desk is.
    pub desk_folder: Option<PathBuf>,
    /// The story's own folder; none for a bare report or inspection.
    pub folder: Option<PathBuf>,
    /// What the program knows of the world.
    pub known: Known,
    /// What is worth a look in the files that people wrote.
    pub remarks: Vec<Remarks>,
    /// The house rules and the dictionary, once a text was checked.
    house: OnceLock<house::House>,
    /// The sentences that can be quoted, once an output was drafted.
    quotes: OnceLock<Vec<Quotable>>,
}

impl Story {
    /// The inspection before this one, in the public record or the desk's.
    pub fn previous(&self) -> Option<&PastInspection> {
        let first_day = self.inspection.dates.first()?.from;
        latest_before(self.known.record.of(self.inspection.authority.key()), first_day)
    }

    /// The sentences of the report that can be quoted, the best first.
    pub fn quotes(&self) -> &[Quotable] {
        self.quotes.get_or_init(|| quotable::find(&self.inspection))
    }

    /// The time zone of the council's clocks.
    pub fn zone(&self) -> Zone {
        self.desk.as_ref().map(|desk| desk.council.timezone.clone()).unwrap_or_default()
    }

    /// Whether texts can be made of it and held against it.
    ///
    /// # Errors
    /// [`Error::Untold`] where the report is about none of the authorities that the desk is for, or a judgement is in doubt.
    pub fn ready(&self) -> Result<(), Error> {
        self.desk.as_ref().map_or(Ok(()), |desk| open::refuse_stranger(&self.inspection, desk, &self.known))?;
        match self.inspection.unsettled(&self.known.frameworks) {
            Some(what) => Err(Untold::Unsettled { folder: self.folder.clone(), what }.into()),
            None => Ok(()),
        }
    }

    /// The framework that the judgements are under.
    pub fn framework(&self) -> Option<&Framework> {
        self.inspection.framework.as_ref().and_then(|id| self.known.frameworks.get(id))
    }

    /// What the result amounts to; none for a document without judgements.
    pub fn outcome(&self) -> Option<Outcome> {
        self.framework().map(|framework| Outcome::of(&self.inspection, framework, self.previous()))
    }

    /// How the whole result reads; none for a document without judgements.
    pub fn tone(&self) -> Option<Tone> {
        self.outcome().filter(|_| !self.inspection.judgements.is_empty()).map(|outcome| outcome.tone)
    }

    /// The day of publication: the brief's or, where it has none, the inspection's.
    pub fn published(&self) -> Option<Date> {
        self.brief.published.or(self.inspection.published).or_else(|| self.brief.publish_at.map(Moment::date))
    }

    /// The address of the report's page: the brief's or, where it has none, the inspection's.
    pub fn report_url(&self) -> Option<&str> {
        self.brief.report_url.as_deref().or(self.inspection.report_url.as_deref())
    }
}
