//! Reads files of house rules: the built-in ones (`core/data/house/*.toml`) and a desk's own.

use crate::finding::Finding;
use crate::house::RuleFile;
use crate::load::toml::{self, Loaded};
use crate::text::Span;

/// The files that the program carries: name and text.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/house.rs"));

/// Returns the built-in rules, each file with its name.
///
/// # Panics
/// Never in a build whose tests pass: one reads every file.
pub fn builtin() -> Vec<(String, RuleFile)> {
    BUILTIN.iter().map(|(name, text)| ((*name).to_owned(), toml::carried(text))).collect()
}

/// Reads one file of rules.
///
/// # Errors
/// Every error in the file, with its place: invalid TOML, keys that are missing, unknown or of another type.
pub fn parse(text: &str) -> Result<Loaded<RuleFile>, Vec<Finding<Span>>> {
    toml::read::<RuleFile>(text)
}

#[cfg(test)]
mod tests {
    use super::{BUILTIN, parse};

    #[test]
    fn every_built_in_file_is_one_of_rules() {
        for (name, text) in BUILTIN {
            let findings = parse(text).map(drop);
            assert_eq!(findings, Ok(()), "{name}");
        }
    }
}
