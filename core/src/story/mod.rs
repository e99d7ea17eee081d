//! The joining layer, where the other modules meet: opens a story from a report, an inspection or a story's folder,
//! finds the desk above it, and drafts, checks, compares and reviews its texts. Printing, colours and exit codes are in
//! [`cli`](crate::cli).

mod answers;
mod author_folder;
mod batch;
mod choice;
mod compare;
mod create;
mod desk_store;
mod document_limits;
mod draft;
mod draft_record;
mod earlier;
mod error;
mod export_file;
mod final_report;
mod find_library;
mod formats;
mod frame;
mod house_style;
mod install;
mod not_ready;
mod open;
mod plugin_check;
mod plugins;
mod rank;
mod reach;
mod record;
mod reference_data;
mod registry;
mod remove;
mod renew;
mod report;
mod request;
mod revise;
pub mod scaffold;
mod templates;
mod text_check;
mod text_kind;
mod trace;
mod try_out;
mod usage_error;
mod user_files;
mod which;

pub use crate::brief::QuoteName;
pub use crate::load::toml::{Answers, Field, Input};
pub use crate::quotable::{Passage, PassageKind, Stance, Topic, Voice};
pub use author_folder::{AuthorFolder, FolderState};
pub use batch::{Batch, BatchReport, BatchRow, Counts, reports_in};
pub use compare::{Compared, TextAt, compare, compare_documents, text_at};
pub use copydesk_plugin::story::Audience;
pub use create::{Created, copy_desk, create_desk, create_plugin, create_story, replace_file, save_file, sdk_at};
pub use desk_store::{
    Answered, ApprovedVersion, Base, BaseKind, Claim, Claims, ComparedCopy, DeskStore, DraftNow, DraftPlace, Due,
    Editable, Fallen, Imported, MadeFileError, Member, Merged, Message, Mistake, Outcome as ReleaseOutcome, Planned,
    Proofread, Quotation, Quotations, QuoteWish, ReaderCopy, ReviewError, Rule, Setup, StoreCopy, StoryFile, StoryForm,
    StoryOverview, Submission, TextStatus, Timetable, Told, Verified, has_words, media_type, this_machine,
};
pub use draft::{Drafted, Outputs, Saved, no_output};
pub use error::{Error, Remarks};
pub use export_file::{edited_draft, export_beside};
pub use final_report::{FinalReport, take_final};
pub use find_library::{build_library, library_at};
pub use formats::{DOCX, EML, FORMATS, Format, HTML, MARKDOWN, PDF, PLAIN, Text};
pub use frame::{Framed, frame};
pub use house_style::built_in_rules;
pub use install::{Installation, Installed};
pub use not_ready::NotReady;
pub use open::{DeskFolder, final_report, open};
pub use plugin_check::{check_ids, check_plugin};
pub use plugins::plugins_here;
pub use rank::Rank;
pub use reach::{Measured, reach};
pub use record::merge_records;
pub use reference_data::Known;
pub use registry::{Fetched, Listed, ListedFile, Registry};
pub use remove::Removal;
pub use renew::{Renewed, renew_sdk};
pub use report::{JOB as READ_JOB, read_report, serve as serve_read};
pub use revise::{Decision, Fate, OpenChanges, Request, ReviseError, Revised, revise};
pub use scaffold::{about as about_field, answers_toml};
pub use templates::{template_problems, templates_of};
pub use text_check::{About, Checked, Checker, check_all, check_file};
pub use text_kind::{NoText, pasted, read_text, read_text_in};
pub use trace::{Cited, Traced, TracedLine, TracedRun, Whose, trace};
pub use try_out::{Trial, Tried, Verdict, try_out};
pub use usage_error::UsageError;
pub(crate) use user_files::read;
pub use which::{JOB as COPY_JOB, RecordOf, Which, WordsOf, serve as serve_copy, which};

use crate::brief::Brief;
use crate::desk::Desk;
use crate::document::{Document, Origin};
use crate::inspection::{DocumentKind, Form, Framework, Inspection, Outcome, PastInspection, Tone, latest_before};
use crate::plugin::Need;
use crate::quotable::{self, Quotable};
use crate::zone::{Moment, Zone};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

/// Returns the JSON Schema of what a plugin is given.
pub fn request_schema() -> serde_json::Value {
    copydesk_plugin::request_schema()
}

/// One inspection to communicate.
#[derive(Debug)]
pub struct Story {
    /// The facts of the report.
    pub inspection: Inspection,
    /// What people added; empty if there is no brief.
    pub brief: Brief,
    /// The council's own facts, if the story is in a desk.
    pub desk: Option<Desk>,
    /// The desk's folder.
    pub desk_folder: Option<PathBuf>,
    /// The story's folder; `None` for a bare report or inspection.
    pub folder: Option<PathBuf>,
    /// The reference data.
    pub known: Known,
    /// The earlier reports that the brief names, oldest first.
    pub earlier: Vec<Inspection>,
    /// Notes on the files that people wrote.
    pub remarks: Vec<Remarks>,
    /// The house rules and the dictionary, once a text was checked.
    house: OnceLock<house_style::House>,
    /// The sentences that can be quoted, and how many of them are picked, once an output was drafted.
    quotes: OnceLock<(Vec<Quotable>, usize)>,
    /// The sentences of the report that have figures, once an output was drafted.
    figures: OnceLock<Vec<quotable::Figure>>,
}

impl Story {
    /// Returns the inspection before this one, in the public record or the desk's.
    pub fn previous(&self) -> Option<&PastInspection> {
        if !self.kind().is_none_or(DocumentKind::is_on_record) {
            return None; // the record is of another kind of inspection
        }
        latest_before(self.on_record(), self.inspection.dates.first()?.from)
    }

    /// Returns the inspections before that one, the oldest first.
    pub fn history(&self) -> Vec<&PastInspection> {
        let Some(previous) = self.previous() else { return Vec::new() };
        self.on_record().filter(|past| past.inspected < previous.inspected).collect()
    }

    /// The inspections of the authority on record that this document can be compared with, in order of time.
    fn on_record(&self) -> impl Iterator<Item = &PastInspection> {
        // A kind with grades of its own is compared with its own kind; another leaves those on record in force.
        let is_of_kind = move |past: &&PastInspection| {
            let framework = self.known.frameworks.get(&past.framework);
            let own = framework.is_some_and(|framework| framework.document == self.inspection.document);
            own || self.kind().is_none_or(|kind| !kind.is_graded())
        };
        self.known.record.of(self.inspection.authority.key()).iter().filter(is_of_kind)
    }

    /// Returns what can be quoted from the report, sentences, phrases and pairs, the best first.
    pub fn passages(&self) -> Vec<Passage> {
        quotable::passages(&self.inspection, self.quotes())
    }

    /// Returns the sentences of the report that can be quoted: those that the brief picks, then the best first.
    pub fn quotes(&self) -> &[Quotable] {
        &self.chosen().0
    }

    /// Picks sentences in addition to those of the brief; they come first.
    ///
    /// # Errors
    /// [`UsageError::NoSentence`] if the report has no sentence with one of the names.
    pub fn pick(&mut self, names: &[QuoteName]) -> Result<(), Error> {
        if let Some(name) = names.iter().find(|name| !choice::is_of_report(&self.inspection, name)) {
            return Err(UsageError::NoSentence { name: name.to_string() }.into());
        }
        self.brief.quotes.pick.splice(..0, names.iter().cloned());
        self.quotes = OnceLock::new();
        Ok(())
    }

    /// Returns the picked sentences that a document does not quote.
    pub fn unquoted(&self, document: &Document) -> Vec<&Quotable> {
        let mut quoted = BTreeSet::new();
        document.for_each_run(|run| {
            if let Origin::Data(sources) = &run.origin {
                quoted.extend(sources.iter().filter_map(|source| Some((source.pointer.clone(), source.part?))));
            }
        });
        let is_quoted = |quote: &Quotable| {
            let pointer = request::datum_of(quote.place).to_string();
            quoted.iter().any(|(datum, part)| *datum == pointer && quote.part.cover(*part) == quote.part)
        };
        self.picked().iter().filter(|quote| !is_quoted(quote)).collect()
    }

    /// Returns the sentences of the report that the brief picks.
    pub fn picked(&self) -> &[Quotable] {
        let (quotes, picked) = self.chosen();
        &quotes[..*picked]
    }

    /// Returns the sentences of the report that have figures.
    fn figures(&self) -> &[quotable::Figure] {
        self.figures.get_or_init(|| quotable::figures(&self.inspection))
    }

    fn chosen(&self) -> &(Vec<Quotable>, usize) {
        let choose = || choice::choose(&self.inspection, quotable::find(&self.inspection), &self.brief.quotes);
        self.quotes.get_or_init(choose)
    }

    /// Returns the time zone of the council's clocks.
    pub fn zone(&self) -> Zone {
        self.desk.as_ref().map(|desk| desk.council.timezone.clone()).unwrap_or_default()
    }

    /// Checks that texts can be drafted from the story and checked against it.
    ///
    /// # Errors
    /// [`Error::NotReady`] if the report is not about an authority that the desk is for, documents of its kind are not
    /// read, a part of it was not read, or a judgement is in doubt.
    pub fn ready(&self) -> Result<(), Error> {
        self.desk.as_ref().map_or(Ok(()), |desk| open::refuse_stranger(&self.inspection, desk, &self.known))?;
        if let Some(kind) = self.kind().filter(|kind| kind.form == Form::Unread) {
            return Err(NotReady::NotRead { kind: kind.title.clone() }.into());
        }
        let unread = self.inspection.half_read(self.kind());
        if !unread.is_empty() {
            return Err(NotReady::HalfRead { folder: self.folder.clone(), unread }.into());
        }
        match self.inspection.unsettled(&self.known.frameworks) {
            Some(what) => Err(NotReady::Unsettled { folder: self.folder.clone(), what }.into()),
            None => Ok(()),
        }
    }

    /// Returns what the document has that an output may need.
    pub fn has(&self) -> Vec<Need<'_>> {
        let inspection = &self.inspection;
        let found = || !inspection.summary.is_empty() || !self.quotes().is_empty();
        let all = [
            (Need::Grades, !inspection.judgements.is_empty()),
            (Need::Findings, found()),
            (Need::Points, !(inspection.improvements.is_empty() && inspection.priority_actions.is_empty())),
        ];
        let service = self.kind().map(|kind| Need::Service(kind.service.as_str()));
        service.into_iter().chain(all.into_iter().filter(|(_, has)| *has).map(|(need, _)| need)).collect()
    }

    /// Returns the kind of document that the inspection is of; `None` for one that is not known.
    pub fn kind(&self) -> Option<&DocumentKind> {
        self.known.kinds.get(&self.inspection.document)
    }

    /// Returns the framework that the judgements are under.
    pub fn framework(&self) -> Option<&Framework> {
        self.inspection.framework.as_ref().and_then(|id| self.known.frameworks.get(id))
    }

    /// Returns the outcome of the result; `None` for a document without judgements.
    pub fn outcome(&self) -> Option<Outcome> {
        self.framework().map(|framework| Outcome::of(&self.inspection, framework, self.previous()))
    }

    /// Returns the tone of the whole result; `None` for a document without judgements.
    pub fn tone(&self) -> Option<Tone> {
        self.outcome().filter(|_| !self.inspection.judgements.is_empty()).map(|outcome| outcome.tone)
    }

    /// Returns the day of publication: the brief's or, where it has none, the inspection's.
    pub fn published(&self) -> Option<Date> {
        self.brief.published.or(self.inspection.published).or_else(|| self.brief.publish_at.map(Moment::date))
    }

    /// Returns the address of the report's page: the brief's or, where it has none, the inspection's.
    pub fn report_url(&self) -> Option<&str> {
        self.brief.report_url.as_deref().or(self.inspection.report_url.as_deref())
    }
}
