//! Which of the plugins that were found may draft, and why. Not here: who may write to their folders (see `guard`), and how a
//! plugin comes to be pinned (see `admit`).

use super::Plugin;
use crate::pins::{Pin, Pins};
use crate::text::argument;
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// Whose word stands for a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A person named it in this run.
    Named,
    /// It is the desk's: each library in it needs a pin.
    Desk,
    /// It is the program's own: who can write there can replace the program.
    Bundled,
}

/// Why a plugin may draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// Somebody agreed to exactly these bytes: the desk's `plugins.lock` has their hash.
    Pinned,
    /// It lies in the program's own folder.
    Bundled,
    /// Its folder was named in this run; nobody agreed to the bytes.
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
    /// It lies in the desk, and nobody agreed to it.
    Unpinned,
    /// Somebody agreed to it, but for other kinds of computer.
    Elsewhere {
        /// Which ones.
        platforms: Vec<String>,
    },
    /// Somebody agreed to other bytes.
    Changed {
        /// The SHA-256 that was agreed to.
        pinned: String,
        /// The SHA-256 of what lies there.
        found: String,
    },
}

impl Distrust {
    /// The next step for the library at `file`.
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
            Distrust::Unpinned => write!(f, "lies in the desk and is not pinned: nobody agreed to it"),
            Distrust::Elsewhere { platforms } => {
                write!(f, "is pinned for {} only: nobody agreed to it for this computer", platforms.join(", "))
            }
            Distrust::Changed { pinned, found } => {
                write!(f, "is not what was agreed to: pinned is the SHA-256 {pinned}, this file has {found}")
            }
        }
    }
}

impl std::error::Error for Distrust {}

/// Whether a plugin from such a folder may draft. A pin binds its id wherever the library lies.
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
