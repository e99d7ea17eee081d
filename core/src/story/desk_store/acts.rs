//! The acts of a review: each applies the rules and is recorded. Submitting reads the draft as it is now; every later act is
//! about a version that the person names, and reads no draft.

use super::gate;
use super::{DeskStore, DraftPlace, Message, ReviewError, refused, review_of, texts_of};
use crate::document::{Document, VersionId};
use crate::review::{Act, Acting, Despite, Requirement, Review, RoleId, SignOff, TextName};
use crate::story::{self, Error, Text, draft, plugins, read_text};
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
    pub fn submit(&self, place: &DraftPlace, despite: Option<&str>, acting: &Acting) -> Result<Submission, Error> {
        let draft = place.read()?;
        has_words(&draft.document, &place.path())?;
        let story = story::open(&place.folder)?;
        let text = TextName {
            council: self.council_named(&story.inspection.authority.name),
            story: Some(self.story_name(&place.folder)),
            output: place.output.clone(),
        };
        let needs = Requirement::of(&self.desk.desk, &place.output, story.tone());
        let version = VersionId::of(&draft.document);
        let despite = gate::pass(&story, place, &draft.document, despite)?;
        self.keep_drafted(place, &draft.document)?;
        let act = |_: &Review| {
            Ok(Act::Submitted { version: version.clone(), needs: needs.clone(), despite: despite.clone() })
        };
        let (_, review) = self.record(acting, &text, Some(&draft.document), act)?;
        let found = plugins::plugins(&[], Some((&self.desk.path, &self.desk.desk)))?;
        let stranger = found.maker_of(&place.output).is_none().then(|| draft::no_output(&found, &place.output));
        Ok(Submission { text, version, review, despite, stranger, read: draft.text })
    }

    /// Signs a version of a text in a role of the person's: the one named or, where none is, the first that is open to
    /// them. The version is checked again, as the story and the desk are now. If somebody else records it, `message` is what
    /// the person wrote, and is kept.
    ///
    /// # Errors
    /// Another version waits for sign-offs, something holds this one back and no reason to go on `despite` that is given,
    /// or the rules do not let it happen.
    pub fn sign(
        &self,
        (text, version): (&TextName, &VersionId),
        role: Option<&RoleId>,
        (despite, message): (Option<&str>, Option<&Message>),
        acting: &Acting,
    ) -> Result<(SignOff, Review), Error> {
        let by = &acting.by;
        self.review(text)?.role_for(version, by, role).map_err(|why| refused(text, why))?;
        let (place, document) = (self.place_of(text), self.document(version)?);
        let despite = gate::pass(&story::open(&place.folder)?, &place, &document, despite)?;
        let act = |review: &Review| {
            let role = review.role_for(version, by, role).map_err(|why| refused(text, why))?;
            let version = version.clone();
            Ok(Act::Signed { version, role, despite: despite.clone() })
        };
        message.map_or(Ok(()), |message| self.keep(message))?;
        let (recorded, review) = self.record(acting, text, None, act)?;
        match recorded.event.act {
            Act::Signed { version, role, despite } => {
                Ok((SignOff { version, role, by: by.clone(), at: acting.at, despite }, review))
            }
            other => unreachable!("a sign-off was written down, and not {other:?}"),
        }
    }

    /// Gives a version back to its author.
    ///
    /// # Errors
    /// Another version waits for sign-offs, or the rules do not let it happen.
    pub fn send_back(
        &self,
        (text, version): (&TextName, &VersionId),
        because: &str,
        acting: &Acting,
    ) -> Result<(), Error> {
        let act = |_: &Review| Ok(Act::Returned { version: version.clone(), because: because.to_owned() });
        self.record(acting, text, None, act).map(drop)
    }

    /// Takes a submitted or signed version back.
    ///
    /// # Errors
    /// It is not the current one, or the rules do not let it happen.
    pub fn withdraw(
        &self,
        (text, version): (&TextName, &VersionId),
        because: Option<&str>,
        acting: &Acting,
    ) -> Result<(), Error> {
        let act = |_: &Review| Ok(Act::Withdrawn { version: version.clone(), because: because.map(str::to_owned) });
        self.record(acting, text, None, act).map(drop)
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
        acting: &Acting,
    ) -> Result<Imported, Error> {
        let today = self.zone().day(acting.at);
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
        self.keep_beside(file, &read.document)?;
        let council = council.map_or_else(|| self.council(), |name| self.council_named(name));
        let text = TextName { council, story: None, output: output.to_owned() };
        let (version, on) = (VersionId::of(&read.document), on.unwrap_or(today));
        let from = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let act = |_: &Review| Ok(Act::Approved { version: version.clone(), on, from: from.clone() });
        self.record(acting, &text, Some(&read.document), act)?;
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
        because: Option<&str>,
        acting: &Acting,
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
        self.record(acting, text, None, act)?;
        Ok((text.clone(), version))
    }
}

/// Refuses an empty text: it was misread, or there is nothing to record or publish.
///
/// # Errors
/// [`ReviewError::NoWords`].
pub fn has_words(document: &Document, path: &Path) -> Result<(), Error> {
    if document.words() > 0 { Ok(()) } else { Err(ReviewError::NoWords { path: path.to_owned() }.into()) }
}
