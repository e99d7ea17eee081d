//! Decides which of the plugins that were found may draft, and why. Who may write to their folders is checked in
//! `permissions`; pinning is decided in `admit`.

use super::Plugin;
use crate::pins::{Pin, Pins};
use crate::text::argument;
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// How far the plugins in a folder are trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A person named it in this run.
    Named,
    /// It is the desk's: each library in it needs a pin.
    Desk,
    /// It is the program's folder: anyone who can write there can replace the program.
    Bundled,
}

/// Why a plugin may draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// A person approved exactly these bytes: the desk's `plugins.lock` has their hash.
    Pinned,
    /// It is in the program's folder.
    Bundled,
    /// Its folder was named for this run; nobody approved the bytes.
    Named,
}

impl fmt::Display for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Trust::Pinned => "pinned",
            Trust::Bundled => "bundled",
            Trust::Named => "not pinned, its folder was named",
        })
    }
}

/// Why a plugin may not draft.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Distrust {
    /// It is in the desk, but nobody approved it.
    Unpinned,
    /// It was approved, but only for other platforms.
    Elsewhere {
        /// The platforms it was approved for.
        platforms: Vec<String>,
    },
    /// Other bytes were approved.
    Changed {
        /// The approved SHA-256.
        pinned: String,
        /// The SHA-256 of the file.
        found: String,
    },
}

impl Distrust {
    /// Returns the next step for the library at `file`.
    pub fn hint(&self, file: &Path) -> String {
        let file = argument(file);
        match self {
            Distrust::Unpinned | Distrust::Elsewhere { .. } => {
                format!("if you know where it is from: copydesk plugin install {file}; else take it away")
            }
            Distrust::Changed { .. } => format!(
                "ask its publisher for the new hash, then: copydesk plugin install {file} --sha256 HEX --replace; your own \
                 build: copydesk plugin install --from-source DIR --replace; else take it away"
            ),
        }
    }
}

impl fmt::Display for Distrust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Distrust::Unpinned => write!(f, "is in the desk but not pinned, so nobody has approved it"),
            Distrust::Elsewhere { platforms } => {
                write!(f, "is pinned for {} only: nobody has approved it for this computer", platforms.join(", "))
            }
            Distrust::Changed { pinned, found } => {
                write!(f, "has changed since it was approved: the pinned SHA-256 is {pinned}, this file's is {found}")
            }
        }
    }
}

impl std::error::Error for Distrust {}

/// Decides whether a plugin from such a folder may draft. A pin applies to its id wherever the library is.
pub(super) fn judge(plugin: &Plugin, standing: Standing, pins: &Pins) -> Result<Trust, Distrust> {
    match (pins.get(&plugin.descriptor.id), standing) {
        (Some(pin), _) => held_against(plugin, pin),
        (None, Standing::Desk) => Err(Distrust::Unpinned),
        (None, Standing::Bundled) => Ok(Trust::Bundled),
        (None, Standing::Named) => Ok(Trust::Named),
    }
}

fn held_against(plugin: &Plugin, pin: &Pin) -> Result<Trust, Distrust> {
    match pin.here() {
        Some(pinned) if pinned == plugin.sha256 => Ok(Trust::Pinned),
        Some(pinned) => Err(Distrust::Changed { pinned: pinned.to_owned(), found: plugin.sha256.clone() }),
        None => Err(Distrust::Elsewhere { platforms: pin.sha256.keys().cloned().collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pins::platform;
    use crate::plugin::Descriptor;

    #[test]
    fn a_pin_binds_everywhere_and_its_absence_only_in_the_desk() {
        let json = r#"{"id":"a.b","version":"1","request_schema":"1.0","outputs":[{"id":"o","title":"O"}]}"#;
        let descriptor = Descriptor::parse(json.as_bytes()).unwrap();
        let plugin = Plugin { file: "x.so".into(), descriptor, templates: Vec::new(), sha256: "1".repeat(64) };
        let pins = |platform: &str, digit| Pins { plugins: vec![Pin::sample("a.b", platform, digit)] };
        for (pins, [named, desk, bundled]) in [
            (Pins::default(), ["Ok(Named)", "Err(Unpinned)", "Ok(Bundled)"]),
            (pins(&platform(), "1"), ["Ok(Pinned)"; 3]),
            (pins(&platform(), "2"), ["Err(Changed"; 3]),
            (pins("pdp11-unix", "1"), ["Err(Elsewhere"; 3]),
        ] {
            for (standing, expected) in [(Standing::Named, named), (Standing::Desk, desk), (Standing::Bundled, bundled)]
            {
                let verdict = format!("{:?}", judge(&plugin, standing, &pins));
                assert!(verdict.starts_with(expected), "{standing:?}: {verdict}, not {expected}");
            }
        }
    }
}
