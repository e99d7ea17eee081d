//! What changed between two documents, in words, by class. Not here: how it is found out (diff), and how it is shown
//! (export).

use serde::Serialize;

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The changes, by class.
    pub noted: Vec<Noted>,
    /// How many words that are.
    pub words: WordCounts,
    /// What changed and is no change of words.
    pub shapes: Shapes,
    /// Whether parts were too long and too much alike everywhere to be compared word by word: they stand as deleted and
    /// inserted.
    pub simplified: bool,
    /// What was not compared.
    pub not_compared: Vec<String>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Noted {
    /// What kind of change it is.
    #[serde(skip)]
    pub class: Class,
    /// What it is about, where that is known: "overall grade", a speaker.
    pub about: Option<String>,
    /// The old words; empty where there are none.
    pub before: String,
    /// The new words; empty where there are none.
    pub after: String,
    /// In how many places it is the same change.
    pub places: usize,
    /// The line of the redline that it stands in first.
    #[serde(skip)]
    pub line: usize,
}

/// A kind of change, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A grade, a number, a date.
    Facts,
    /// Words inside quotation marks.
    Quotations,
    /// Who, and in which role.
    Names,
    /// Any other words of a sentence.
    Wording,
    /// Passages that stand elsewhere now.
    Moved,
    /// Sentences and paragraphs that are new.
    Added,
    /// Sentences and paragraphs that are gone.
    Removed,
}

impl Class {
    /// All classes, in order.
    pub const ALL: [Class; 7] =
        [Class::Facts, Class::Quotations, Class::Names, Class::Wording, Class::Moved, Class::Added, Class::Removed];

    /// Its name for programs.
    pub fn key(self) -> &'static str {
        match self {
            Class::Facts => "facts",
            Class::Quotations => "quotations",
            Class::Names => "names",
            Class::Wording => "wording",
            Class::Moved => "moved",
            Class::Added => "added",
            Class::Removed => "removed",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Class::Facts => "Facts changed",
            Class::Quotations => "Quotations changed",
            Class::Names => "Names and roles changed",
            Class::Wording => "Wording changed",
            Class::Moved => "Moved",
            Class::Added => "Added",
            Class::Removed => "Removed",
        }
    }
}

/// How many words changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WordCounts {
    /// Words of the old document that are gone.
    pub deleted: usize,
    /// Words of the new document that are new.
    pub inserted: usize,
    /// Words that stand elsewhere.
    pub moved: usize,
    /// Words that stay where they were.
    pub kept: usize,
}

/// In how many places something changed that is no change of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Shapes {
    /// Commas, full stops, quotation marks, white space.
    pub punctuation: usize,
    /// Emphasis and links.
    pub looks: usize,
    /// Headings, list items and paragraphs that were something else.
    pub forms: usize,
    /// Paragraphs that were split.
    pub split: usize,
    /// Paragraphs that were joined.
    pub joined: usize,
}

impl Summary {
    /// The changes of a class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Noted> {
        self.noted.iter().filter(move |noted| noted.class == class)
    }

    /// Whether nothing changed, not even a comma.
    pub fn is_empty(&self) -> bool {
        self.noted.is_empty() && self.shapes == Shapes::default()
    }

    /// The changes that are none of words, in words.
    pub fn shapes_in_words(&self) -> Vec<String> {
        let Shapes { punctuation, looks, forms, split, joined } = self.shapes;
        let say = |count: usize, one: &str, many: &str| {
            (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
        };
        [
            say(split, "paragraph was split", "paragraphs were split"),
            say(joined, "paragraph was joined to the next", "paragraphs were joined to the next"),
            say(
                forms,
                "paragraph, heading or list item was something else",
                "paragraphs, headings and list items were something else",
            ),
            say(looks, "place has other emphasis", "places have other emphasis"),
            say(
                punctuation,
                "place has other punctuation, quotation marks or white space",
                "places have other punctuation, quotation marks or white space",
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
