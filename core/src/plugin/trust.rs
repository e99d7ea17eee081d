//! Decides which of the plugins that were found may draft, and why. Who may write to their folders is checked in
//! `permissions`; pinning is decided in `admit`.

use super::Plugin;
use crate::pins::{Pin, Pins};
use crate::text::argument;
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// The beginning of the ids of the plugins that come with the program. It is compiled in: a list on the disk would be missing
/// where the program was copied without its plugins, and then anyone could be one of them.
const OWN: &str = "org.copydesk.";

/// Returns `true` if an id is one of the program's own: only what comes with it may have it.
pub fn is_own_id(id: &str) -> bool {
    id.starts_with(OWN)
}

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
    /// It says that it is one of the program's own plugins, and is another library.
    Pretender,
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
    /// The next step where a library has an id of the program's.
    pub(super) const GIVE_IT_AN_ID: &str =
        "do not use it; if it is your own, give it an id of your own: your council's domain turned round, and a name";

    /// Returns the next step for the library at `file`.
    pub fn hint(&self, file: &Path) -> String {
        let file = argument(file);
        match self {
            Distrust::Pretender => Distrust::GIVE_IT_AN_ID.to_owned(),
            Distrust::Unpinned | Distrust::Elsewhere { .. } => {
                format!("if you know where it is from: copydesk plugin install {file}; else take it away")
            }
            Distrust::Changed { .. } => format!(
                "ask its publisher for the new hash, then: copydesk plugin install {file} --sha256 HEX --replace; your own \
                 build: copydesk plugin install {file} --replace; else take it away"
            ),
        }
    }
}

impl fmt::Display for Distrust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Distrust::Pretender => {
                write!(f, "is the id of a plugin that comes with copydesk, and this library is another one")
            }
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

/// Decides whether a plugin from such a folder may draft. A pin applies to its id wherever the library is, and no pin makes a
/// library one of the program's own: `is_bundled` says whether these bytes come with it.
pub(super) fn judge(
    plugin: &Plugin,
    standing: Standing,
    pins: &Pins,
    is_bundled: impl FnOnce() -> bool,
) -> Result<Trust, Distrust> {
    if standing != Standing::Bundled && is_own_id(&plugin.descriptor.id) && !is_bundled() {
        return Err(Distrust::Pretender);
    }
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
                let verdict = format!("{:?}", judge(&plugin, standing, &pins, || panic!("it is not asked")));
                assert!(verdict.starts_with(expected), "{standing:?}: {verdict}, not {expected}");
            }
        }
    }

    #[test]
    fn only_what_comes_with_the_program_has_an_id_of_its_own() {
        let json =
            r#"{"id":"org.copydesk.letter","version":"1","request_schema":"1.0","outputs":[{"id":"o","title":"O"}]}"#;
        let descriptor = Descriptor::parse(json.as_bytes()).unwrap();
        let plugin = Plugin { file: "x.so".into(), descriptor, templates: Vec::new(), sha256: "1".repeat(64) };
        let pinned = Pins { plugins: vec![Pin::sample("org.copydesk.letter", &platform(), "1")] };
        for standing in [Standing::Named, Standing::Desk] {
            for pins in [&Pins::default(), &pinned] {
                assert_eq!(judge(&plugin, standing, pins, || false), Err(Distrust::Pretender), "{standing:?}");
            }
            assert_eq!(judge(&plugin, standing, &pinned, || true), Ok(Trust::Pinned));
        }
        assert_eq!(
            judge(&plugin, Standing::Bundled, &Pins::default(), || panic!("it is not asked")),
            Ok(Trust::Bundled)
        );
        for id in ["org.copydesk", "org.copydesk-letter", "org.copydesks.letter", "uk.org.copydesk.letter"] {
            assert!(!is_own_id(id), "{id}");
        }
    }
}
