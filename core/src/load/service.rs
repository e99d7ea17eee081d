//! Reads the files of services into [`Services`]: the built-in ones (`core/services/*.toml`) and a desk's own. To add a
//! service, add a file. What a service means is in [`inspection`](crate::inspection).

use crate::finding::Finding;
use crate::inspection::{Service, Services};
use crate::load::toml;
use crate::text::Span;

/// The files that the program carries: name and text.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/services.rs"));

/// Returns the built-in services.
///
/// # Panics
///
/// Never in a build whose tests pass: one reads every file.
pub fn builtin() -> Services {
    Services::new(BUILTIN.iter().map(|(_, text)| toml::carried(text)))
}

/// Reads one service.
///
/// # Errors
/// Every error in the file, with its place: invalid TOML, keys that are missing, unknown or of another type.
pub fn parse(text: &str) -> Result<Service, Vec<Finding<Span>>> {
    Ok(toml::read::<Service>(text)?.value)
}

#[cfg(test)]
mod tests {
    use super::{BUILTIN, builtin, parse};
    use crate::load::document_kind;

    #[test]
    fn every_built_in_file_is_a_service_named_like_its_file_and_every_kind_has_one() {
        for (name, text) in BUILTIN {
            assert_eq!(parse(text).map(|service| service.id.to_string()), Ok((*name).to_owned()));
        }
        let services = builtin();
        for kind in document_kind::builtin().iter() {
            assert!(services.get(&kind.service).is_some(), "{}", kind.id);
        }
    }
}
