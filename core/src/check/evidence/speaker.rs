//! Who is said to speak. Not here: how that is read (who_speaks, roles).

/// Who is said to speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) enum Voice {
    /// The inspectorate: its inspectors, its report.
    Report,
    /// Somebody who is known: the number among the people.
    Person(usize),
    /// Somebody else, by name.
    Stranger(String),
    /// Somebody without a name whom no known person can be told to be, in the text's words: "a council spokesperson".
    Unnamed(String),
    /// Nobody is named.
    Nobody,
}
