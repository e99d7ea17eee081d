//! A mail address with a name, as people write them: `Avershire press office <press@avershire.example>`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The longest address that a server has to take, in bytes (RFC 5321).
const LONGEST: usize = 254;

/// A mail address, with a name if it has one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Mailbox {
    name: Option<String>,
    address: String,
}

impl Mailbox {
    /// Returns the mailbox of an address; a name without words counts as none.
    ///
    /// # Errors
    /// What is wrong with the address or the name: a clause.
    pub fn new(name: Option<&str>, address: &str) -> Result<Mailbox, String> {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        if !is_address(address) {
            return Err(format!("`{}` is not a mail address", address.escape_debug()));
        }
        if let Some(name) = name.filter(|name| name.contains(|c: char| c.is_control() || "<>\"".contains(c))) {
            return Err(format!("`{}` cannot be the name of a mail address", name.escape_debug()));
        }
        Ok(Mailbox { name: name.map(str::to_owned), address: address.to_owned() })
    }

    /// Returns the name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Returns what comes after the `@`.
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Returns the address as it is compared: servers take capital letters for small ones.
    pub fn key(&self) -> String {
        self.address.to_ascii_lowercase()
    }
}

/// Returns `true` for an address that every server takes: ASCII, and without the quoted forms that nobody uses.
fn is_address(text: &str) -> bool {
    let Some((user, domain)) = text.rsplit_once('@') else { return false };
    let in_user = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_label = |label: &str| {
        let inner = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        inner && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    let is_user = (1..=64).contains(&user.len()) && user.chars().all(in_user) && !user.split('.').any(str::is_empty);
    is_user && domain.split('.').all(is_label) && text.len() <= LONGEST
}

impl FromStr for Mailbox {
    type Err = String;

    fn from_str(text: &str) -> Result<Mailbox, String> {
        match text.trim().strip_suffix('>').and_then(|inside| inside.rsplit_once('<')) {
            Some((name, address)) => Mailbox::new(Some(name.trim().trim_matches('"')), address.trim()),
            None => Mailbox::new(None, text.trim()),
        }
    }
}

impl TryFrom<String> for Mailbox {
    type Error = String;

    fn try_from(text: String) -> Result<Mailbox, String> {
        text.parse()
    }
}

impl From<Mailbox> for String {
    fn from(mailbox: Mailbox) -> String {
        mailbox.to_string()
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_read_as_it_is_written() {
        for text in
            ["press@avershire.example", "Ann O’Hara, press office <a.o'hara+news@a-b.example>", "root@localhost"]
        {
            assert_eq!(text.parse::<Mailbox>().map(|read| read.to_string()).as_deref(), Ok(text));
        }
        let quoted: Mailbox = " \"News, Avershire\" < News@Avershire.example > ".parse().unwrap();
        assert_eq!(quoted, Mailbox::new(Some("News, Avershire"), "News@Avershire.example").unwrap());
        assert_eq!((quoted.domain(), quoted.key().as_str()), ("Avershire.example", "news@avershire.example"));
    }

    #[test]
    fn what_would_begin_another_line_or_another_recipient_is_refused() {
        let long = format!("{}@b.example", "a".repeat(65));
        for text in [
            "",
            "press",
            "@b.example",
            "a@",
            "a@b@c",
            "a b@c.example",
            "a@b.example,c@d.example",
            "a@b.example\r\nBcc: x@y",
            "a..b@c.example",
            ".a@c.example",
            "a@-b.example",
            "a@b..example",
            "ü@b.example",
            "a@[127.0.0.1]",
            &long,
            "A\r\nBcc: x <a@b.example>",
            "A \"B\" C <a@b.example>",
        ] {
            assert!(text.parse::<Mailbox>().is_err(), "{text:?}");
        }
    }
}
