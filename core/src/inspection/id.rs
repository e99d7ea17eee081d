//! Identifiers in kebab-case whose meaning is given by a framework.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The form of an identifier, for schemas.
pub const ID_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// A text that is not an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdError(String);

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not an identifier: lower-case letters, digits and single hyphens", self.0)
    }
}

impl std::error::Error for IdError {}

fn check(text: &str) -> Result<(), IdError> {
    let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if text.split('-').all(word) { Ok(()) } else { Err(IdError(text.to_owned())) }
}

macro_rules! id_type {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schemars(with = "String", extend("pattern" = ID_PATTERN))]
        pub struct $name(String);

        impl $name {
            /// Checks the form: lower-case letters, digits and single hyphens.
            pub fn new(text: &str) -> Result<$name, IdError> {
                check(text).map(|()| $name(text.to_owned()))
            }

            /// Returns the identifier as it is written in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<$name, IdError> {
                $name::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id_type!(
    /// The id of an area: in the frameworks so far `leaders`, `help-and-protection`, `care-and-care-leavers`,
    /// `children-in-care`, `care-leavers` and `overall`.
    AreaId
);
id_type!(
    /// A grade: in the frameworks so far `outstanding`, `good`, `requires-improvement` and `inadequate`.
    GradeId
);
id_type!(
    /// A framework, such as `ilacs-2023`.
    FrameworkId
);
id_type!(
    /// A service of the council, such as `childrens-services`.
    ServiceId
);
id_type!(
    /// A kind of document, such as `ilacs` or `focused-visit`; `other` for a document that is none of the known kinds.
    DocumentId
);

impl Default for DocumentId {
    fn default() -> DocumentId {
        DocumentId("other".to_owned())
    }
}
