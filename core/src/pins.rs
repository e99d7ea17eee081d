//! The pins (`plugins.lock`): the plugins that a desk has approved, by the hash of their bytes. The file is read in
//! [`load`](crate::load) and written in [`story`](crate::story); what a pin allows is decided in
//! [`plugin`](crate::plugin).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The pins of a desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Pins {
    /// The plugins, by id.
    #[serde(rename = "plugin")]
    pub plugins: Vec<Pin>,
}

/// One approved plugin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The plugin's id, a reverse domain name.
    pub id: String,
    /// The plugin's version.
    pub version: String,
    /// The name of the file its library was copied from, or of the folder it was built in. No path: the folders of the computer
    /// that it was installed on are nobody else's business.
    pub source: String,
    /// Who approved it.
    pub approved_by: String,
    /// The day of the approval.
    pub approved_on: Date,
    /// The publisher's public key (minisign): updates signed with it may take this plugin's place.
    #[serde(default)]
    pub key: Option<String>,
    /// The SHA-256 of its library, 64 lower-case hexadecimal digits, for each platform, such as `x86_64-linux`.
    pub sha256: BTreeMap<String, String>,
}

impl Pins {
    /// Returns the pin of a plugin.
    pub fn get(&self, id: &str) -> Option<&Pin> {
        self.plugins.iter().find(|pin| pin.id == id)
    }

    /// Adds a pin, replacing the one with the same id; they stay in order by id.
    pub fn put(&mut self, pin: Pin) {
        self.plugins.retain(|other| other.id != pin.id);
        self.plugins.push(pin);
        self.plugins.sort_by(|a, b| a.id.cmp(&b.id));
    }
}

impl Pin {
    /// Returns the hash of the library for this platform.
    pub fn here(&self) -> Option<&str> {
        self.sha256.get(&platform()).map(String::as_str)
    }

    /// Returns a pin for tests: version 1.0.0, and one digit for each of the hash.
    #[cfg(test)]
    pub(crate) fn sample(id: &str, platform: &str, digit: &str) -> Pin {
        Pin {
            id: id.to_owned(),
            version: "1.0.0".to_owned(),
            source: "letter.so".to_owned(),
            approved_by: "Ann Example".to_owned(),
            approved_on: jiff::civil::date(2026, 11, 23),
            key: None,
            sha256: BTreeMap::from([(platform.to_owned(), digit.repeat(64))]),
        }
    }
}

/// This platform, as pins name it: processor and system, such as `x86_64-linux`.
pub fn platform() -> String {
    format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_stay_in_order_and_one_for_each_plugin() {
        let pin = |id, version: &str| Pin { version: version.to_owned(), ..Pin::sample(id, &platform(), "a") };
        let mut pins = Pins::default();
        for pin in [pin("b.b", "1"), pin("a.a", "1"), pin("b.b", "2")] {
            pins.put(pin);
        }
        let ids: Vec<_> = pins.plugins.iter().map(|pin| (pin.id.as_str(), pin.version.as_str())).collect();
        assert_eq!(ids, [("a.a", "1"), ("b.b", "2")]);
        assert_eq!(pins.get("b.b").and_then(Pin::here), Some("a".repeat(64).as_str()));
        assert_eq!(pins.get("c.c"), None);
    }
}
