//! What can be wrong with a grade. Not here: how it is found.

use crate::check::Class;
use crate::finding::Severity;

pub(super) static WRONG: Class = Class {
    id: "grade-wrong",
    severity: Severity::Error,
    about: "a grade that is not the report’s for this judgement",
};
pub(super) static OVERALL: Class = Class {
    id: "grade-no-overall",
    severity: Severity::Error,
    about: "an overall grade is claimed, and the report gives none",
};
pub(super) static NONE: Class = Class {
    id: "grade-none-given",
    severity: Severity::Error,
    about: "a grade is claimed from a document that gives none",
};
pub(super) static PREVIOUS: Class = Class {
    id: "grade-previous-wrong",
    severity: Severity::Error,
    about: "an earlier grade, or its year, is not that of the public record",
};
pub(super) static CHANGE: Class = Class {
    id: "grade-change-wrong",
    severity: Severity::Error,
    about: "the text says that grades rose, fell or stayed, and they did not",
};
pub(super) static COUNT: Class = Class {
    id: "grade-count-wrong",
    severity: Severity::Error,
    about: "the number of judgements with a grade is not the report’s",
};
pub(super) static UNREAD: Class = Class {
    id: "grade-unread",
    severity: Severity::Warning,
    about: "a sentence may give a grade in a form that copydesk cannot read",
};
