//! The targets of a desk, as `desk.toml` describes them, and what goes there.

use super::{DeskStore, ReviewError};
use crate::desk::{ContactFor, Destination, ReleaseTarget};
use crate::document::{Block, Document, VersionId};
use crate::export::{self, CopyStatus, Frame, Stamp};
use crate::load::{html, press_list};
use crate::mail::{self, MailState, Outbox, Queue};
use crate::review::{Act, Release, Review, State, TargetId, TextName};
use crate::story::formats::{HTML, PLAIN};
use crate::story::open::TextFile;
use crate::story::{Error, FORMATS, Format};
use crate::target::{
    Addressed, FolderTarget, Parcel, PressList, PressTarget, Recipient, Target, TargetError, WordPressSite,
    WordPressTarget,
};
use crate::text::{Mailbox, normal};
use jiff::Timestamp;
use serde::Serialize;

/// The environment variable with the application password of a WordPress account, if no file has it.
const WORDPRESS_PASSWORD: &str = "COPYDESK_WORDPRESS_PASSWORD";

impl DeskStore {
    /// Returns a target as the desk describes it.
    pub(super) fn target_of(&self, id: &TargetId) -> Result<&ReleaseTarget, Error> {
        let targets = &self.desk.desk.targets;
        targets.iter().find(|target| target.id == id.0).ok_or_else(|| {
            let known = targets.iter().map(|target| target.id.clone()).collect();
            ReviewError::NoTarget { id: id.clone(), known }.into()
        })
    }

    /// Returns a target, ready at a time.
    pub(super) fn open_target(&self, id: &TargetId, at: Timestamp) -> Result<Box<dyn Target + '_>, Error> {
        let missed = |why: TargetError| Error::from(ReviewError::Target { id: id.clone(), why });
        match &self.target_of(id)?.to {
            Destination::Folder { folder, .. } => Ok(Box::new(FolderTarget::new(&self.desk.path.join(folder)))),
            Destination::PressList { file, .. } => {
                let (list, post) = (self.press_list(id, file)?, self.post().map_err(missed)?);
                Ok(Box::new(PressTarget::new(list, self.outbox().map_err(missed)?, post, at)))
            }
            Destination::WordPress { url, user, password_file } => {
                let key = "password_file";
                let secret = mail::secret(password_file.as_deref(), &self.desk.path, (key, WORDPRESS_PASSWORD));
                let password = secret.map_err(|error| missed(TargetError::Mail(error)))?;
                let (url, user) = (url.clone(), user.clone());
                let site = WordPressSite { url, user, password, same_words };
                Ok(Box::new(WordPressTarget::new(&site).map_err(missed)?))
            }
        }
    }

    /// Fails where one of the targets does not take a version, which is a file.
    pub(super) fn see_that_they_take(&self, targets: &[TargetId], version: &VersionId) -> Result<(), Error> {
        let Some(file) = self.document(version)?.made_file() else { return Ok(()) };
        for id in targets {
            if let Destination::WordPress { .. } = self.target_of(id)?.to {
                let why = TargetError::NoFiles { file: file.name };
                return Err(ReviewError::Target { id: id.clone(), why }.into());
            }
        }
        Ok(())
    }

    fn outbox(&self) -> Result<Outbox, TargetError> {
        Ok(Outbox::open_queue(&self.desk.path, Queue::Release)?)
    }

    fn post(&self) -> Result<Box<dyn mail::Post>, TargetError> {
        let missing = || mail::MailError::Settings {
            cause: "desk.toml does not say how mail is sent".to_owned(),
            hint: "add [mail] with `from` and `server` (or `folder`, to try it out)".to_owned(),
        };
        let settings = self.desk.desk.mail.as_ref().ok_or_else(|| TargetError::Mail(missing()))?;
        mail::post(settings, &self.desk.path).map_err(TargetError::Mail)
    }

    /// Reads a list of journalists.
    fn press_list(&self, id: &TargetId, file: &str) -> Result<PressList, Error> {
        let desk = &self.desk.desk;
        let text = TextFile::read(self.desk.path.join(file))?;
        let recipients = press_list::read(text.text()).map_err(|findings| text.mistakes(findings))?;
        let press = desk.contacts.iter().find(|contact| contact.audience == ContactFor::Press);
        let from = desk.mail.as_ref().map(|mail| mail.from.clone());
        Ok(PressList {
            id: id.0.clone(),
            file: file.to_owned(),
            recipients,
            // Without [mail] there is no way to send, which is an error of its own.
            from: from.unwrap_or_else(|| Mailbox::new(None, "nobody@localhost").expect("it is an address")),
            reply_to: press.and_then(|contact| contact.email.as_ref()?.parse().ok()),
            council: desk.council.name.clone(),
        })
    }

    /// Returns a version as it goes to a target at a time.
    pub(super) fn pack(
        &self,
        (text, version): (&TextName, &VersionId),
        target: &TargetId,
        at: Timestamp,
    ) -> Result<Parcel, Error> {
        let to = &self.target_of(target)?.to;
        let bytes = |document: &Document, frame: &Frame| -> Result<Vec<u8>, Error> {
            if let Some((_, bytes)) = self.made_file(document)? {
                return Ok(bytes);
            }
            Ok(match to {
                Destination::Folder { format, .. } | Destination::PressList { format, .. } => {
                    format_of(format).write(document, frame)
                }
                Destination::WordPress { .. } => export::to_html_fragment(&without_title(document)).into_bytes(),
            })
        };
        let log = self.log()?;
        let (mut earlier, mut began) = (Vec::new(), None);
        for recorded in log.events.iter().filter(|recorded| recorded.event.text.is(text)) {
            // It may be there even if nobody has recorded that it arrived.
            if let Act::Releasing(release) = &recorded.event.act
                && release.targets().contains(target)
            {
                if release.version() == version {
                    began = Some(release.clone());
                } else {
                    earlier.push(bytes(&self.document(release.version())?, &Frame::default())?);
                }
            }
        }
        let document = self.document(version)?;
        let withdrawn = match self.review(text)? {
            Review { state: State::Withdrawn(withdrawn), .. } => withdrawn.because,
            _ => None,
        };
        let began = began.as_ref();
        let embargo = began.and_then(|release| release.embargo_at(at)).map(ToString::to_string);
        let frame = self.frame_at(to, version, embargo.clone(), at);
        let correction = began.and_then(Release::correction).map(|of| (of.wrong.clone(), of.right.clone()));
        Ok(Parcel {
            name: name_of(text),
            version: version.as_str().to_owned(),
            title: document.title.clone(),
            words: String::from_utf8_lossy(&PLAIN.write(&document, &Frame::default())).into_owned(),
            bytes: bytes(&document, &frame)?,
            file_type: file_type(to, &document),
            earlier,
            embargo,
            correction,
            withdrawn,
        })
    }

    /// Returns the frame of a text at a target. A file for journalists says that it is approved, and until when it is under
    /// embargo. What is put into a folder or on a site is compared with what is found there later, so it has none.
    fn frame_at(&self, to: &Destination, version: &VersionId, embargo: Option<String>, at: Timestamp) -> Frame {
        match to {
            Destination::PressList { .. } => {
                let stamp = Stamp { status: CopyStatus::Approved, version: version.clone(), embargo };
                self.framed(Some(stamp), at).frame
            }
            Destination::Folder { .. } | Destination::WordPress { .. } => Frame::default(),
        }
    }

    /// Returns whether what a reader gets at a target has the words that were put there.
    pub(super) fn reads_the_same(&self, id: &TargetId, parcel: &Parcel, found: &[u8]) -> bool {
        match self.target_of(id).map(|target| &target.to) {
            Ok(Destination::WordPress { .. }) => is_on_page(parcel, found),
            _ => parcel.bytes == found,
        }
    }

    /// Returns whether everybody at these targets may have a text before its embargo ends.
    pub fn goes_under_embargo(&self, targets: &[TargetId]) -> bool {
        !targets.is_empty() && targets.iter().all(|id| self.target_of(id).is_ok_and(ReleaseTarget::holds_embargo))
    }

    /// Has the mails of a release tried again now, also those that were refused: a person asks for it.
    pub(super) fn hurry(&self, text: &TextName, at: Timestamp) -> Result<(), Error> {
        for target in &self.desk.desk.targets {
            if let Destination::PressList { .. } = target.to {
                let (id, addressed) = (TargetId(target.id.clone()), Addressed::of(&target.id, &name_of(text)));
                let again = self.outbox().and_then(|mut outbox| Ok(outbox.try_again(addressed.prefix(), at)?));
                again.map_err(|why| ReviewError::Target { id, why })?;
            }
        }
        Ok(())
    }

    /// Returns every mail about a text to those on the desk's press lists, by target, in order.
    ///
    /// # Errors
    /// The outbox cannot be read.
    pub fn told(&self, text: &TextName) -> Result<Vec<Told>, Error> {
        let lists = self.desk.desk.targets.iter().filter(|target| matches!(target.to, Destination::PressList { .. }));
        let mut all = Vec::new();
        for target in lists.filter(|_| mail::has_outbox(&self.desk.path)) {
            let id = TargetId(target.id.clone());
            let addressed = Addressed::of(&target.id, &name_of(text));
            let mails = self.outbox().and_then(|outbox| Ok(addressed.mails(&outbox)?));
            let mails = mails.map_err(|why| ReviewError::Target { id: id.clone(), why })?;
            all.extend(mails.into_iter().map(|mail| Told::of(&id, mail)));
        }
        Ok(all)
    }
}

/// A mail about a text to somebody on a press list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The list.
    pub target: TargetId,
    /// The name and the address.
    pub to: String,
    /// What the mail is: `text`, `correction` or `withdrawal`.
    pub notice: &'static str,
    /// The version that it is about.
    pub version: String,
    /// When a server took it.
    pub sent: Option<Timestamp>,
    /// Why it was not sent, if it was not.
    pub unsent: Option<String>,
}

impl Told {
    fn of(target: &TargetId, mail: Recipient) -> Told {
        let unsent = |why: &str| (None, Some(why.to_owned()));
        let (sent, unsent) = match &mail.state {
            MailState::Sent { at } => (Some(*at), None),
            MailState::Waiting { why, .. } => unsent(why.as_deref().unwrap_or("it waits")),
            MailState::Sending { .. } => unsent("it is being sent, or a program was killed over it"),
            MailState::Refused { why, .. } => unsent(why),
            MailState::Late { .. } => unsent("it was too late"),
            MailState::Cancelled { .. } => unsent("it was taken out before it was sent"),
        };
        let (to, notice, version) = (mail.to.to_string(), mail.notice.name(), mail.version);
        Told { target: target.clone(), to, notice, version, sent, unsent }
    }

    /// Returns the beginning of the version's name, as commands show it.
    pub fn short(&self) -> &str {
        self.version.get(..8).unwrap_or(&self.version)
    }
}

/// Returns the name of a text as targets have it.
fn name_of(text: &TextName) -> String {
    format!("{}/{}", text.story.as_deref().unwrap_or_default(), text.output)
}

/// Returns a format by the name that `desk.toml` gives, which was seen to be one.
fn format_of(name: &str) -> &'static Format {
    FORMATS.into_iter().find(|format| format.name == name).unwrap_or(&HTML)
}

/// Returns the ending and the media type of what goes to a place: of the file that a document describes, or of the text.
fn file_type(to: &Destination, document: &Document) -> (String, String) {
    let file = document.made_file();
    let ending = match (&file, to) {
        (Some(file), _) => file.ending(),
        (None, Destination::Folder { format, .. } | Destination::PressList { format, .. }) => format_of(format).name,
        (None, Destination::WordPress { .. }) => HTML.name,
    };
    (ending.to_owned(), media_type(ending).to_owned())
}

/// Returns the media type of the files with an ending.
pub fn media_type(ending: &str) -> &'static str {
    match ending {
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "pdf" => "application/pdf",
        "html" => "text/html; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "ics" => "text/calendar; charset=utf-8",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

/// Returns a document without its first main heading, which is the title of a post.
fn without_title(document: &Document) -> Document {
    let is_title = |block: &Block| matches!(block, Block::Heading { level: 1, .. });
    let mut document = document.clone();
    if let Some(place) = document.blocks.iter().position(is_title) {
        document.blocks.remove(place);
    }
    document
}

/// Returns the words of a page or a part of one, in order. A site changes the shape of quotation marks and dashes, and nothing
/// else.
fn words(page: &[u8]) -> Vec<String> {
    let document = html::read(&String::from_utf8_lossy(page)).document;
    words_of(&export::to_text(&document))
}

fn words_of(text: &str) -> Vec<String> {
    let text = normal(text);
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).map(str::to_owned).collect()
}

fn same_words(one: &[u8], other: &[u8]) -> bool {
    words(one) == words(other)
}

/// Returns whether a page has the title and, without anything in between, all the words of a parcel.
fn is_on_page(parcel: &Parcel, page: &[u8]) -> bool {
    let (page, content, title) = (words(page), words(&parcel.bytes), words_of(&parcel.title));
    let has = |part: &[String]| part.is_empty() || page.windows(part.len()).any(|words| words == part);
    has(&content) && has(&title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_all_the_words_in_order_and_none_in_between() {
        let bytes = b"<p>It is \"good\" - so far.</p>\n<ul><li>One</li><li>Two</li></ul>".to_vec();
        let parcel = Parcel { title: "A title".to_owned(), bytes, ..Parcel::default() };
        let page = |content: &str| {
            let page =
                format!("<html><body><nav>Home</nav><h1>A title</h1><p>By us</p>{content}<p>Next</p></body></html>");
            is_on_page(&parcel, page.as_bytes())
        };
        assert!(page("<p>It is &#8220;good&#8221; &#8211; so far.</p><ul><li>One</li><li>Two</li></ul>"));
        assert!(!page(
            "<p>It is &#8220;good&#8221; &#8211; so far.</p><p>Advertisement</p><ul><li>One</li><li>Two</li></ul>"
        ));
        assert!(!page("<p>It is “good” – so far.</p><ul><li>One</li></ul>"));
        assert!(!page("<p>It is “not good” – so far.</p><ul><li>One</li><li>Two</li></ul>"));
    }
}
