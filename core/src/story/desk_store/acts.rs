//! The acts of a review: each reads the draft as it is now, applies the rules and is recorded.

use super::gate;
use super::{DeskStore, ReviewError, Target, refused, review_of, texts_of};
use crate::document::{Document, VersionId};
use crate::review::{Act, Actor, Despite, Refused, Requirement, Review, RoleId, SignOff, TextName};
use crate::story::{self, Error, Text, draft, plugins, read_text};
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::Path;

/// A text that was submitted.
#[derive(Debug)]
pub struct Submission {
    /// The text.
    pub text: TextName,
    /// Its version.
    pub version: VersionId,
    /// Its state now.
    pub review: Review,
    /// Why it was submitted, if something held it back.
    pub despite: Option<Despite>,
    /// Why the desk's rules may not know the text's name: no plugin makes an output of that name.
    pub stranger: Option<Error>,
    /// The draft as it was read.
    pub read: Text,
}

/// A text that was added as approved.
#[derive(Debug)]
pub struct Imported {
    /// The text.
    pub text: TextName,
    /// Its version.
    pub version: VersionId,
    /// The day of the approval.
    pub on: Date,
    /// The file as it was read.
    pub read: Text,
}

impl DeskStore {
    /// Submits a draft as it is now: it becomes a version, and the desk's rules decide who has to sign it. If something
    /// holds it back, `despite` must give a reason.
    ///
    /// # Errors
    /// There is no such draft, it cannot be read, something holds it back, or the rules do not allow it.
    pub fn submit(
        &self,
        target: &Target,
        despite: Option<&str>,
        (by, at): (&Actor, Timestamp),
    ) -> Result<Submission, Error> {
        let draft = target.read()?;
        has_words(&draft.document, &target.path())?;
        let story = story::open(&target.folder)?;
        let text = TextName {
            council: self.council_named(&story.inspection.authority.name),
            story: Some(self.story_name(&target.folder)),
            output: target.output.clone(),
        };
        let needs = Requirement::of(&self.desk.desk, &target.output, story.tone());
        let version = VersionId::of(&draft.document);
        let despite = gate::pass(&story, target, &draft.document, despite)?;
        let act = |_: &Review| {
            Ok(Act::Submitted { version: version.clone(), needs: needs.clone(), despite: despite.clone() })
        };
        let (_, review) = self.record((by, at), &text, Some(&draft.document), act)?;
        let found = plugins::plugins(&[], Some((&self.desk.path, &self.desk.desk)))?;
        let stranger = found.maker_of(&target.output).is_none().then(|| draft::no_output(&found, &target.output));
        Ok(Submission { text, version, review, despite, stranger, read: draft.text })
    }

    /// Signs a text in a role of the person's: the one named or, where none is, the first that is open to them. The text
    /// must be the one that was submitted; it is checked again, as the story and the desk are now.
    ///
    /// # Errors
    /// It was edited since, something holds it back and no reason to go on `despite` that is given, or the rules do not let
    /// it happen.
    pub fn sign(
        &self,
        target: &Target,
        role: Option<&RoleId>,
        despite: Option<&str>,
        (by, at): (&Actor, Timestamp),
    ) -> Result<(SignOff, Review), Error> {
        let (text, version) = self.at_hand(target)?;
        let before = review_of(self.zone(), &*self.log()?, &text)?;
        before.role_for(&version, by, role).map_err(|why| refused(&text, why))?;
        let (story, document) = (story::open(&target.folder)?, self.document(&version)?);
        let despite = gate::pass(&story, target, &document, despite)?;
        let act = |review: &Review| {
            let role = review.role_for(&version, by, role)?;
            Ok(Act::Signed { version: version.clone(), role, despite: despite.clone() })
        };
        let (recorded, review) = self.record((by, at), &text, None, act)?;
        match recorded.event.act {
            Act::Signed { version, role, despite } => {
                Ok((SignOff { version, role, by: by.clone(), at, despite }, review))
            }
            other => unreachable!("a sign-off was written down, and not {other:?}"),
        }
    }

    /// Gives a text back to its author, as it was submitted, whether it was edited since or not.
    ///
    /// # Errors
    /// The rules do not let it happen.
    pub fn send_back(&self, target: &Target, by: &Actor, because: &str, at: Timestamp) -> Result<VersionId, Error> {
        let act = |review: &Review| {
            let version = submitted(review)?;
            Ok(Act::Returned { version, because: because.to_owned() })
        };
        let (recorded, _) = self.record((by, at), &self.text_name(target)?, None, act)?;
        Ok(recorded.event.act.version().clone())
    }

    /// Takes a submitted or signed text back, whether it was edited since or not.
    ///
    /// # Errors
    /// The rules do not let it happen.
    pub fn withdraw(
        &self,
        target: &Target,
        by: &Actor,
        because: Option<&str>,
        at: Timestamp,
    ) -> Result<VersionId, Error> {
        let act = |review: &Review| {
            let version = submitted(review)?;
            Ok(Act::Withdrawn { version, because: because.map(str::to_owned) })
        };
        let (recorded, _) = self.record((by, at), &self.text_name(target)?, None, act)?;
        Ok(recorded.event.act.version().clone())
    }

    /// Adds a text that was approved outside copydesk: an output of a council (the desk's own by default), on a day
    /// (today by default).
    ///
    /// # Errors
    /// The file cannot be read, the day is in the future, or no plugin makes such an output.
    pub fn approve(
        &self,
        file: &Path,
        (output, council): (&str, Option<&str>),
        on: Option<Date>,
        (by, at): (&Actor, Timestamp),
    ) -> Result<Imported, Error> {
        let today = self.zone().day(at);
        if let Some(day) = on.filter(|day| *day > today) {
            return Err(ReviewError::Future { day }.into());
        }
        let found = plugins::plugins(&[], Some((&self.desk.path, &self.desk.desk)))?;
        if found.maker_of(output).is_none() {
            return Err(draft::no_output(&found, output));
        }
        let read = read_text(file)?;
        has_words(&read.document, file)?;
        if !read.marks.changes.is_empty() {
            let (path, count) = (file.to_owned(), read.marks.changes.len());
            return Err(ReviewError::OpenChanges { path, count }.into());
        }
        let council = council.map_or_else(|| self.council(), |name| self.council_named(name));
        let text = TextName { council, story: None, output: output.to_owned() };
        let (version, on) = (VersionId::of(&read.document), on.unwrap_or(today));
        let from = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let act = |_: &Review| Ok(Act::Approved { version: version.clone(), on, from: from.clone() });
        self.record((by, at), &text, Some(&read.document), act)?;
        Ok(Imported { text, version, on, read })
    }

    /// Withdraws a version that was added as approved, such as one from the wrong file, given the beginning of its
    /// name.
    ///
    /// # Errors
    /// No such version was added.
    pub fn withdraw_approved(
        &self,
        beginning: &str,
        by: &Actor,
        because: Option<&str>,
        at: Timestamp,
    ) -> Result<(TextName, VersionId), Error> {
        let (version, _) = self.version(beginning)?;
        let log = self.log()?;
        let is_it = |text: &&TextName| {
            let approved = review_of(self.zone(), &log, text).map(|review| review.approved).unwrap_or_default();
            approved.iter().any(|approved| approved.from.is_some() && approved.version == version)
        };
        let no_version = || ReviewError::NotOnRecord { id: beginning.to_owned() };
        let text = texts_of(&log).into_iter().find(is_it).ok_or_else(no_version)?;
        let act = |_: &Review| Ok(Act::Withdrawn { version: version.clone(), because: because.map(str::to_owned) });
        self.record((by, at), text, None, act)?;
        Ok((text.clone(), version))
    }

    /// Returns the name of a text, and the version that its draft is now.
    fn at_hand(&self, target: &Target) -> Result<(TextName, VersionId), Error> {
        let draft = target.read()?;
        Ok((self.text_name(target)?, VersionId::of(&draft.document)))
    }

    /// Returns the name of a text of a story. Its council is the one recorded when it was submitted.
    fn text_name(&self, target: &Target) -> Result<TextName, Error> {
        let (council, story) = (self.council(), self.story_name(&target.folder));
        let name = TextName { council, story: Some(story), output: target.output.clone() };
        let log = self.log()?;
        let known = log.events.iter().rev().map(|recorded| &recorded.event.text).find(|known| known.is(&name));
        Ok(known.cloned().unwrap_or(name))
    }
}

/// Returns the version that waits for sign-offs or has them all.
fn submitted(review: &Review) -> Result<VersionId, Refused> {
    review.current().map(|current| current.version().clone()).ok_or_else(|| review.not_submitted())
}

/// Refuses an empty text: it was misread, or there is nothing to record or publish.
///
/// # Errors
/// [`ReviewError::NoWords`].
pub fn has_words(document: &Document, path: &Path) -> Result<(), Error> {
    if document.words() > 0 { Ok(()) } else { Err(ReviewError::NoWords { path: path.to_owned() }.into()) }
}
