//! How mail leaves the desk.

use super::{MailError, MailFolder, Message, Smtp, password};
use crate::desk::Mail;
use jiff::Timestamp;
use std::path::Path;

/// A way for mail to leave the desk.
pub trait Post {
    /// Sends a mail, with this time as its date. That it was taken does not mean that it arrives: servers report later, by a
    /// mail to the sender, what they could not deliver.
    ///
    /// # Errors
    /// Why it was not sent, and whether it may help to try again.
    fn send(&mut self, message: &Message, at: Timestamp) -> Result<(), MailError>;
}

/// Returns the way that a desk sends mail. Nothing is connected before the first mail.
///
/// # Errors
/// [`MailError::Settings`] if there is no password, or neither a server nor a folder.
pub fn post(settings: &Mail, desk: &Path) -> Result<Box<dyn Post>, MailError> {
    match (&settings.server, &settings.folder) {
        (Some(server), None) => {
            let login = match &settings.user {
                Some(user) => Some((user.clone(), password::password(settings, desk)?)),
                None => None,
            };
            Ok(Box::new(Smtp::new(server.clone(), settings.from.clone(), login)))
        }
        (None, Some(folder)) => Ok(Box::new(MailFolder::new(&desk.join(folder), settings.from.clone()))),
        _ => Err(MailError::Settings {
            cause: "[mail] in desk.toml has to name one of `server` and `folder`".to_owned(),
            hint: "write `server = \"smtps://HOST\"` or, to try it out, `folder = \"mails\"`".to_owned(),
        }),
    }
}
