//! A text that rules are looked for in, and words of it that one looks for. Not here: looking (find).

use crate::check::evidence::prose::Prose;
use crate::text::TextSpan;

/// A text to look in.
pub(super) struct Text<'a> {
    pub(super) prose: &'a Prose,
    /// Of each part, the words that are its own, at their places.
    pub(super) own: &'a [String],
    /// Names that may stand without an explanation.
    pub(super) names: Vec<&'a str>,
}

/// Words that a rule looks for.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) rule: usize,
    pub(super) place: TextSpan,
    /// What could stand there instead.
    pub(super) edit: Option<String>,
    /// Which form of which group it is.
    pub(super) form: Option<(usize, usize)>,
}
