//! Mail: what one says ([`Message`]), how it is posted ([`Post`]), and the [`Outbox`], which has it on the disk first.
//!
//! A program may be killed between the moment at which a server takes a mail and the one at which that is noted. So a mail is
//! in the outbox before it is sent, under a [`MessageId`] that is made from what the mail is about: the one mail that may
//! be sent twice has the same id both times, and the recipient sees one.

mod error;
mod folder;
mod message;
mod outbox;
mod password;
mod post;
mod smtp;

pub use error::MailError;
pub use folder::MailFolder;
pub use message::{Attachment, Message, MessageId};
pub use outbox::{MailState, Outbox, OutboxError, Queue, Row, Sent, has_outbox};
pub use password::secret;
pub use post::{Post, post};
pub use smtp::Smtp;
