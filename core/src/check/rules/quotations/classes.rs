//! What can be wrong with a quotation. Not here: how it is found.

use crate::check::Class;
use crate::finding::Severity;

pub(super) static ALTERED: Class = Class {
    id: "quotation-altered",
    severity: Severity::Error,
    about: "a word of a quotation was changed, dropped or added, or passages were joined without an ellipsis",
};
pub(super) static SPEAKER: Class = Class {
    id: "quotation-wrong-speaker",
    severity: Severity::Error,
    about: "the words are somebody else’s than the text says",
};
pub(super) static NOT_FOUND: Class = Class {
    id: "quotation-not-found",
    severity: Severity::Error,
    about: "the words are not in the report or statement that they are said to be from",
};
pub(super) static UNAGREED: Class = Class {
    id: "quotation-unagreed",
    severity: Severity::Error,
    about: "a person is quoted whose agreed statement is not in the brief",
};
pub(super) static NOT_AGREED: Class = Class {
    id: "statement-not-agreed",
    severity: Severity::Error,
    about: "a person is quoted with a statement of which the brief does not say who agreed to it",
};
pub(super) static UNCHECKED: Class = Class {
    id: "quotation-unchecked",
    severity: Severity::Warning,
    about: "a person is quoted, and there is no brief to hold the words against",
};
pub(super) static NOBODY: Class = Class {
    id: "quotation-without-speaker",
    severity: Severity::Warning,
    about: "words in quotation marks that no source has, and nobody is said to have spoken",
};
pub(super) static TERM: Class = Class {
    id: "quotation-few-words",
    severity: Severity::Warning,
    about: "a word or two in marks that read as the report’s and are not in it",
};
pub(super) static HEADLINE: Class = Class {
    id: "quotation-in-headline",
    severity: Severity::Warning,
    about: "a headline has words in marks that are nearly a source’s",
};
pub(super) static TURNED: Class = Class {
    id: "quotation-turned",
    severity: Severity::Error,
    about: "a quotation leaves out the words of its sentence that deny or limit it",
};
pub(super) static CUT_SHORT: Class = Class {
    id: "quotation-cut-short",
    severity: Severity::Warning,
    about: "the sentence that is quoted has a “but”, an “if” or an “only” that is left out",
};
pub(super) static PUNCTUATION: Class = Class {
    id: "quotation-punctuation",
    severity: Severity::Warning,
    about: "the words of a quotation are the source’s, its punctuation or hyphens are not",
};
pub(super) static PARAGRAPHS: Class = Class {
    id: "quotation-paragraphs-joined",
    severity: Severity::Warning,
    about: "the paragraphs of a quotation are a source’s, and do not follow each other there",
};
pub(super) static CITED: Class = Class {
    id: "quotation-paragraph-wrong",
    severity: Severity::Error,
    about: "the words stand in another paragraph than the one that is cited",
};
pub(super) static APART: Class = Class {
    id: "quotation-far-apart",
    severity: Severity::Warning,
    about: "an ellipsis joins passages that stand far apart",
};
pub(super) static OTHERS: Class = Class {
    id: "quotation-not-looked-for",
    severity: Severity::Note,
    about: "the words are said to be of an earlier report or of an official, whose text the story does not have",
};
