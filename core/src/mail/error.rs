//! Why a mail was not sent.

use std::fmt;

/// Why a mail was not sent. No password is ever part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailError {
    /// The server cannot be reached, or the connection broke.
    Unreachable {
        /// The server.
        server: String,
        /// The recipient.
        to: String,
        /// The cause.
        cause: String,
    },
    /// The server does not take it now.
    NotNow {
        /// The server.
        server: String,
        /// The recipient.
        to: String,
        /// What the server said.
        answer: String,
    },
    /// The server does not take it for this recipient.
    Refused {
        /// The server.
        server: String,
        /// The recipient.
        to: String,
        /// What the server said.
        answer: String,
    },
    /// The server does not let this desk in, or does not take mail from its address.
    NotLetIn {
        /// The server.
        server: String,
        /// The recipient.
        to: String,
        /// What the server said.
        answer: String,
    },
    /// The connection would not be encrypted, and it is not to this machine.
    Unencrypted {
        /// The server.
        server: String,
        /// The cause.
        cause: String,
    },
    /// The folder of mails cannot be written.
    Folder {
        /// The folder.
        path: String,
        /// The cause.
        cause: String,
    },
    /// Something in it cannot be part of a mail.
    Malformed {
        /// The recipient.
        to: String,
        /// The cause.
        cause: String,
    },
    /// The desk does not say how mail is sent, or in a way that cannot be followed.
    Settings {
        /// What is wrong.
        cause: String,
        /// The next step.
        hint: String,
    },
}

impl MailError {
    /// Returns `true` if the same mail may be taken at another time, or once the settings are right; `false` if it never will.
    pub fn may_help_to_try_again(&self) -> bool {
        !matches!(self, MailError::Refused { .. } | MailError::Malformed { .. })
    }

    /// Returns `true` if it has nothing to do with the recipient: there is no use in trying the next one at once.
    pub fn is_for_all(&self) -> bool {
        match self {
            MailError::NotNow { .. } | MailError::Refused { .. } | MailError::Malformed { .. } => false,
            MailError::Unreachable { .. }
            | MailError::NotLetIn { .. }
            | MailError::Unencrypted { .. }
            | MailError::Folder { .. }
            | MailError::Settings { .. } => true,
        }
    }

    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            MailError::Unreachable { server, .. } => {
                format!("see that {server} runs and can be reached from here; the mail is tried again by itself")
            }
            MailError::NotNow { .. } => "the mail is tried again by itself".to_owned(),
            MailError::Refused { to, .. } => format!("see that {to} is written correctly, and ask who it belongs to"),
            MailError::NotLetIn { .. } => {
                "see that `user` and the password, or `from`, under [mail] in desk.toml are right".to_owned()
            }
            MailError::Unencrypted { .. } => {
                "use a server that encrypts: `server = \"smtps://HOST\"` under [mail] in desk.toml".to_owned()
            }
            MailError::Folder { path, .. } => format!("see that {path} can be written"),
            MailError::Malformed { .. } => "write it differently".to_owned(),
            MailError::Settings { hint, .. } => hint.clone(),
        }
    }
}

impl fmt::Display for MailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MailError::Unreachable { server, to, cause } => {
                write!(f, "the mail to {to} was not sent: {server} cannot be reached ({cause})")
            }
            MailError::NotNow { server, to, answer } => {
                write!(f, "the mail to {to} was not sent: {server} does not take it now ({answer})")
            }
            MailError::Refused { server, to, answer } => write!(f, "{server} does not take mail for {to} ({answer})"),
            MailError::NotLetIn { server, to, answer } => {
                write!(f, "the mail to {to} was not sent: {server} does not take mail from this desk ({answer})")
            }
            MailError::Unencrypted { server, cause } => {
                write!(f, "no mail is sent through {server}, as others could read it on the way: {cause}")
            }
            MailError::Folder { path, cause } => write!(f, "{path} cannot be written: {cause}"),
            MailError::Malformed { to, cause } => write!(f, "the mail to {to} cannot be written: {cause}"),
            MailError::Settings { cause, .. } => f.write_str(cause),
        }
    }
}

impl std::error::Error for MailError {}
