//! Framework files to [`Frameworks`]: those that the program carries (`core/frameworks/*.toml`) and a desk's own. Adding
//! a framework is adding a file. Not here: what a framework means (inspection).

use crate::inspection::{Framework, Frameworks};
use std::fmt;

/// The files that the program carries: name and text.
const BUILTIN: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/frameworks.rs"));

/// Why a file is no framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameworkError {
    /// The text is no TOML, or a key is missing, unknown or of another kind.
    Toml {
        /// The file.
        name: String,
        /// What the parser says; names line and column.
        reason: String,
    },
    /// Two areas or two grades have one identifier, or there are none.
    Ambiguous {
        /// The file.
        name: String,
        /// What is wrong.
        reason: String,
    },
}

impl fmt::Display for FrameworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FrameworkError::Toml { name, reason } | FrameworkError::Ambiguous { name, reason } => {
                write!(f, "`{name}` is no framework: {reason}")
            }
        }
    }
}

impl std::error::Error for FrameworkError {}

/// The frameworks that the program carries.
///
/// # Panics
///
/// Never in a build whose tests pass: one reads every file.
pub fn builtin() -> Frameworks {
    Frameworks::new(BUILTIN.iter().map(|(name, text)| parse(name, text).expect("a test reads every one")))
}

/// Reads one framework; `name` is for the message.
pub fn parse(name: &str, text: &str) -> Result<Framework, FrameworkError> {
    let framework: Framework = toml::from_str(text)
        .map_err(|error| FrameworkError::Toml { name: name.to_owned(), reason: error.to_string().trim().to_owned() })?;
    let areas: Vec<&str> = framework.areas.iter().map(|area| area.id.as_str()).collect();
    let grades: Vec<&str> = framework.grades.iter().map(|grade| grade.id.as_str()).collect();
    for (what, ids) in [("area", areas), ("grade", grades)] {
        if let Some(reason) = ambiguous(what, ids) {
            return Err(FrameworkError::Ambiguous { name: name.to_owned(), reason });
        }
    }
    Ok(framework)
}

fn ambiguous(what: &str, mut ids: Vec<&str>) -> Option<String> {
    ids.sort_unstable();
    if ids.is_empty() {
        return Some(format!("it has no {what}"));
    }
    let twice = ids.windows(2).find(|pair| pair[0] == pair[1])?;
    Some(format!("it has the {what} `{}` twice", twice[0]))
}

#[cfg(test)]
mod tests {
    use super::{BUILTIN, builtin, parse};

    #[test]
    fn every_built_in_file_is_a_framework_named_like_its_file() {
        for (name, text) in BUILTIN {
            assert_eq!(parse(name, text).map(|framework| framework.id.to_string()), Ok((*name).to_owned()));
        }
        let areas: Vec<_> =
            builtin().iter().map(|framework| (framework.id.to_string(), framework.areas.len())).collect();
        assert_eq!(areas, [("ilacs-2026".into(), 4), ("ilacs-2023".into(), 5), ("ilacs-2018".into(), 4)]);
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let [(name, text), ..] = BUILTIN else { panic!("no framework") };
        let twice = text.replace("id = \"help-and-protection\"", "id = \"leaders\"");
        assert_eq!(
            parse("mine", &twice).map_err(|error| error.to_string()),
            Err("`mine` is no framework: it has the area `leaders` twice".to_owned())
        );
        let unknown = parse(name, &format!("colour = \"red\"\n{text}")).map_err(|error| error.to_string());
        assert!(unknown.is_err_and(|error| error.contains("unknown field `colour`")));
    }
}
