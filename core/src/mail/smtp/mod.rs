//! A mail server, by SMTP. One connection serves all mails of a round. The only file that connects with lettre.

use super::message::address;
use super::{MailError, Message, Post};
use crate::desk::MailServer;
use crate::text::{Mailbox, printable};
use jiff::Timestamp;
use lettre::address::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Noop, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use std::fmt;
use std::net::{SocketAddr, ToSocketAddrs};
use std::time::Duration;

/// How long a server may take for each answer. An outbox waits longer for all of them together.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server.
pub struct Smtp {
    server: MailServer,
    from: Mailbox,
    /// Name and password.
    login: Option<(String, String)>,
    connection: Option<SmtpConnection>,
}

impl fmt::Debug for Smtp {
    /// Leaves the password out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("server", &self.server).field("from", &self.from).finish_non_exhaustive()
    }
}

/// How far a mail got.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Connecting,
    Sender,
    Recipient,
    Content,
}

impl Smtp {
    /// Returns a server, by the name and password to log in with if it asks for them. Nothing is connected yet.
    pub fn new(server: MailServer, from: Mailbox, login: Option<(String, String)>) -> Smtp {
        Smtp { server, from, login, connection: None }
    }

    /// Returns what the server is called in messages.
    fn name(&self) -> String {
        format!("{}:{}", self.server.host, self.server.port)
    }

    /// Returns an error as people read it; the password is in none, even if a server repeats it.
    fn explain(&self, stage: Stage, to: &Mailbox, error: &Error) -> MailError {
        let mut cause = printable(&error.to_string()).replace(['\r', '\n'], " ").trim().to_owned();
        if let Some((_, password)) = &self.login {
            cause = cause.replace(password, "…");
        }
        let (server, to, answer) = (self.name(), to.address().to_owned(), cause.clone());
        let code = error.status().map(|code| code.to_string()).unwrap_or_default();
        // 530 asks for a login, and 5.7 are rules about who may send.
        let is_about_us = stage == Stage::Sender || code == "530" || answer.contains(" 5.7.");
        match code.chars().next() {
            Some('4') if stage != Stage::Connecting => MailError::NotNow { server, to, answer },
            Some('5') if stage == Stage::Connecting || is_about_us => MailError::NotLetIn { server, to, answer },
            Some('5') => MailError::Refused { server, to, answer },
            _ => MailError::Unreachable { server, to, cause },
        }
    }

    /// Returns a connection that works, and that is encrypted unless the server is this machine.
    fn connect(&self, to: &Mailbox) -> Result<SmtpConnection, MailError> {
        let explain = |error: Error| self.explain(Stage::Connecting, to, &error);
        let unreachable =
            |cause: String| MailError::Unreachable { server: self.name(), to: to.address().to_owned(), cause };
        let addresses = (self.server.host.as_str(), self.server.port).to_socket_addrs();
        let addresses: Vec<SocketAddr> = addresses.map_err(|error| unreachable(error.to_string()))?.collect();
        let is_here = !addresses.is_empty() && addresses.iter().all(|address| address.ip().is_loopback());
        let tls = || TlsParameters::new(self.server.host.clone()).map_err(explain);
        let hello = ClientId::Domain(self.from.domain().to_owned());
        let wrapper = if self.server.tls { Some(tls()?) } else { None };
        let connected = SmtpConnection::connect(&addresses[..], Some(PATIENCE), &hello, wrapper.as_ref(), None);
        let mut connection = connected.map_err(explain)?;
        if !self.server.tls && !is_here {
            if !connection.can_starttls() {
                let cause = "it does not offer encryption (STARTTLS)".to_owned();
                return Err(MailError::Unencrypted { server: self.name(), cause });
            }
            connection.starttls(&tls()?, &hello).map_err(explain)?;
        }
        if let Some((user, password)) = &self.login {
            let login = Credentials::new(user.clone(), password.clone());
            let answer = connection.auth(&[Mechanism::Plain, Mechanism::Login], &login);
            answer.map_err(|error| self.explain(Stage::Sender, to, &error))?;
        }
        Ok(connection)
    }

    /// Returns the connection of the mail before, if it still works, or a new one.
    fn connection(&mut self, to: &Mailbox) -> Result<SmtpConnection, MailError> {
        if let Some(mut kept) = self.connection.take()
            && kept.command(Noop).is_ok()
        {
            return Ok(kept);
        }
        self.connect(to)
    }
}

/// Sends one mail over a connection; returns how far it got if it was not taken.
fn deliver(
    connection: &mut SmtpConnection,
    (from, to): (Address, Address),
    bytes: &[u8],
) -> Result<(), (Stage, Error)> {
    connection.command(Mail::new(Some(from), Vec::new())).map_err(|error| (Stage::Sender, error))?;
    connection.command(Rcpt::new(to, Vec::new())).map_err(|error| (Stage::Recipient, error))?;
    connection.command(Data).map_err(|error| (Stage::Content, error))?;
    connection.message(bytes).map(drop).map_err(|error| (Stage::Content, error))
}

impl Post for Smtp {
    fn send(&mut self, message: &Message, at: Timestamp) -> Result<(), MailError> {
        let bytes = message.bytes(&self.from, at)?;
        let both = (address(&self.from)?.email, address(&message.to)?.email);
        let mut connection = self.connection(&message.to)?;
        let done = deliver(&mut connection, both, &bytes);
        // After an answer the server is asked to forget the mail; after anything else the connection is of no use.
        let is_usable = match &done {
            Ok(()) => true,
            Err((_, error)) => error.status().is_some() && connection.command(Rset).is_ok(),
        };
        if is_usable {
            self.connection = Some(connection);
        } else {
            connection.abort();
        }
        done.map_err(|(stage, error)| self.explain(stage, &message.to, &error))
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            connection.quit().ok();
        }
    }
}

#[cfg(test)]
mod tests;
