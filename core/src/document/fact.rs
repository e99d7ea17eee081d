//! What a document says of a matter of which it can be right or wrong: a grade, a date, a number, who speaks. Not here: how
//! it is read (check), and which of two documents says otherwise (diff).

use crate::text::TextSpan;

/// What one place of a document says of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The words that say it. Several facts may have the same words: one grade of two areas.
    pub place: TextSpan,
    /// What kind of fact it is.
    pub kind: FactKind,
    /// The matter, as a summary calls it: "care leavers at the previous inspection". Two documents speak of the same matter if
    /// they call it the same. Empty where it is not known.
    pub about: String,
    /// What is said of it: "Good", "3 to 14 March 2025", "two".
    pub value: String,
}

/// A kind of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactKind {
    /// The grade of an area, which is the same wherever a document gives it.
    Grade,
    /// A date or a number of which a document has one: the day of publication, how many points there are.
    Figure,
    /// A date or a number that belongs to its place: the paragraphs that are cited there.
    LocalFigure,
    /// A person’s name or role; of a role the matter is whose it is.
    Name,
    /// Who speaks the words.
    Speaker,
}

impl Fact {
    /// Whether the document says the same of the matter wherever it speaks of it.
    pub fn holds_everywhere(&self) -> bool {
        !self.about.is_empty() && matches!(self.kind, FactKind::Grade | FactKind::Figure | FactKind::Name)
    }
}
