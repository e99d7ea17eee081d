//! How a desk sends mail.

use crate::text::Mailbox;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How mail is sent: through a server, or into a folder to try it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The sender, such as `Avershire press office <press@avershire.example>`.
    pub from: Mailbox,
    /// The server: `smtps://HOST` or `smtp://HOST`, with `:PORT` if it is not the usual one. The connection is always
    /// encrypted, except to this machine.
    #[serde(default)]
    pub server: Option<MailServer>,
    /// The name to log in with, if the server asks for one.
    #[serde(default)]
    pub user: Option<String>,
    /// A file that holds the password and that nobody else may read, relative to the desk; left out, the password is in the
    /// environment variable `COPYDESK_SMTP_PASSWORD`.
    #[serde(default)]
    pub password_file: Option<String>,
    /// In place of a server: a folder, relative to the desk, that each mail is written into as a file.
    #[serde(default)]
    pub folder: Option<String>,
}

/// A mail server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct MailServer {
    /// Whether the connection is encrypted from its beginning; else encryption begins before anything is sent.
    pub tls: bool,
    /// The name or address.
    pub host: String,
    /// The port.
    pub port: u16,
}

impl FromStr for MailServer {
    type Err = String;

    fn from_str(text: &str) -> Result<MailServer, String> {
        let wrong = || format!("`{}` is no mail server: write smtps://HOST or smtp://HOST:PORT", text.escape_debug());
        let (tls, rest) = match text.split_once("://") {
            Some(("smtps", rest)) => (true, rest),
            Some(("smtp", rest)) => (false, rest),
            _ => return Err(wrong()),
        };
        if rest.contains('@') {
            // A password in it would be on record, and shown.
            return Err(
                "the address of a mail server has no user or password: write `user` and `password_file`".to_owned()
            );
        }
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = match rest.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
            Some((host, port)) => (host, port.parse().map_err(|_| wrong())?),
            None => (rest, if tls { 465 } else { 587 }),
        };
        let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        let is_address = inner.parse::<std::net::IpAddr>().is_ok();
        let is_name = !inner.is_empty() && inner.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
        if !(is_address || is_name) || port == 0 {
            return Err(wrong());
        }
        Ok(MailServer { tls, host: inner.to_owned(), port })
    }
}

impl TryFrom<String> for MailServer {
    type Error = String;

    fn try_from(text: String) -> Result<MailServer, String> {
        text.parse()
    }
}

impl From<MailServer> for String {
    fn from(server: MailServer) -> String {
        server.to_string()
    }
}

impl fmt::Display for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls { "smtps" } else { "smtp" };
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        write!(f, "{scheme}://{host}:{}", self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_scheme_a_host_and_a_port() {
        for (text, shown) in [
            ("smtps://mail.avershire.example", "smtps://mail.avershire.example:465"),
            ("smtp://mail.avershire.example/", "smtp://mail.avershire.example:587"),
            ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525"),
            ("smtp://[::1]:2525", "smtp://[::1]:2525"),
            ("smtps://[::1]", "smtps://[::1]:465"),
        ] {
            assert_eq!(text.parse::<MailServer>().map(|server| server.to_string()).as_deref(), Ok(shown));
        }
        for text in [
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://a:b",
            "smtp://a:0",
            "smtp://a b",
            "smtp://a:25:x",
        ] {
            assert!(text.parse::<MailServer>().is_err(), "{text}");
        }
        let secret = "smtp://ann:secret@mail.example".parse::<MailServer>().unwrap_err();
        assert!(!secret.contains("secret"), "{secret}");
    }
}
