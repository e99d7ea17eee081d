//! A folder in place of a server, to try it out: one file a mail, which any mail program opens.

use super::{MailError, Message, Post};
use crate::disk::{DiskError, Existing, Folder};
use crate::text::Mailbox;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// A folder that mails are written into.
#[derive(Debug)]
pub struct MailFolder {
    folder: PathBuf,
    from: Mailbox,
}

impl MailFolder {
    /// Returns the post that writes into a folder, which is made with the first mail.
    pub fn new(folder: &Path, from: Mailbox) -> MailFolder {
        MailFolder { folder: folder.to_owned(), from }
    }

    fn broken(&self, cause: &DiskError) -> MailError {
        MailError::Folder { path: self.folder.display().to_string(), cause: cause.to_string() }
    }

    /// Returns `true` if a mail of this id is there, whenever it was written.
    fn has(&self, ending: &str) -> bool {
        let files = self.folder.read_dir().into_iter().flatten().filter_map(Result::ok);
        files.into_iter().any(|file| file.file_name().to_string_lossy().ends_with(ending))
    }
}

impl Post for MailFolder {
    fn send(&mut self, message: &Message, at: Timestamp) -> Result<(), MailError> {
        let ending = format!("-{}.eml", message.id.key());
        if self.has(&ending) {
            return Ok(());
        }
        let bytes = message.bytes(&self.from, at)?;
        let name = format!("{}{ending}", at.strftime("%Y%m%dT%H%M%SZ"));
        let folder = Folder::make(&self.folder).map_err(|error| self.broken(&error))?;
        match folder.write(name.as_ref(), &bytes, Existing::Keep) {
            Ok(()) | Err(DiskError::Exists { .. }) => Ok(()),
            Err(error) => Err(self.broken(&error)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests look at the folder")]

    use super::*;
    use crate::mail::MessageId;

    #[test]
    fn the_same_mail_is_one_file() {
        let at = tempfile::tempdir().unwrap();
        let from: Mailbox = "press@avershire.example".parse().unwrap();
        let mut post = MailFolder::new(&at.path().join("mails"), from.clone());
        let message = |key: &str| Message {
            id: MessageId::of(key, &from),
            to: "ann@paper.example".parse().unwrap(),
            reply_to: None,
            subject: "News".to_owned(),
            text: "Words.".to_owned(),
            html: None,
            attachments: Vec::new(),
        };
        for (key, time) in [("a", "2026-07-28T08:30:00Z"), ("a", "2026-07-28T09:30:00Z"), ("b", "2026-07-28T09:30:00Z")]
        {
            post.send(&message(key), time.parse().unwrap()).unwrap();
        }
        let files = std::fs::read_dir(at.path().join("mails")).unwrap();
        let mut names: Vec<String> =
            files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        let name = |time: &str, key: &str| format!("{time}-{}.eml", MessageId::of(key, &from).key());
        assert_eq!(names, [name("20260728T083000Z", "a"), name("20260728T093000Z", "b")]);
        let mail = std::fs::read(at.path().join("mails").join(&names[0])).unwrap();
        assert_eq!(mail, message("a").bytes(&from, "2026-07-28T08:30:00Z".parse().unwrap()).unwrap());
        std::fs::write(at.path().join("file"), "").unwrap();
        let failed = MailFolder::new(&at.path().join("file"), from.clone()).send(&message("a"), Timestamp::UNIX_EPOCH);
        assert!(failed.is_err_and(|error| error.may_help_to_try_again() && error.is_for_all()));
    }
}
