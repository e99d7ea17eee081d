//! Files of house rules to data: those that the program carries (`core/data/house/*.toml`) and a desk's own. Not here:
//! whether the rules do what their examples say (check).

use crate::finding::Finding;
use crate::house::RuleFile;
use crate::load::toml::{self, Loaded};
use crate::text::Span;

/// The files that the program carries: name and text.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/house.rs"));

/// The rules that the program carries, each file with its name.
///
/// # Panics
/// Never in a build whose tests pass: one reads every file.
pub fn builtin() -> Vec<(String, RuleFile)> {
    let read = |text| parse(text).expect("a test reads every one").value;
    BUILTIN.iter().map(|(name, text)| ((*name).to_owned(), read(text))).collect()
}

/// Reads one file of rules.
///
/// # Errors
/// Every mistake in the file, with its place: TOML that is none, keys that are missing, unknown or of another kind.
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
