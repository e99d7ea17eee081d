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
    /// What no comparison of texts looks at: pictures, layout.
    pub not_compared: Vec<String>,
    /// What the readers of the two files left out.
    pub left_out: LeftOut,
}

/// What the readers of two files left out: headers, footnotes, comments, hidden words. Each says what it is, with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// What only the old file has.
    pub old: Vec<String>,
    /// What only the new file has.
    pub new: Vec<String>,
    /// What both files have, in the same words.
    pub both: Vec<String>,
}

impl LeftOut {
    /// Returns what was left out of two files, by which of them has it. The order is that of the files.
    pub fn of(old: Vec<String>, new: Vec<String>) -> LeftOut {
        let mut sorted = LeftOut { new, ..LeftOut::default() };
        for one in old {
            match sorted.new.iter().position(|other| *other == one) {
                Some(at) => sorted.both.push(sorted.new.remove(at)),
                None => sorted.old.push(one),
            }
        }
        sorted
    }

    /// Returns `true` if one of the files has something that the other has not.
    pub fn differs(&self) -> bool {
        !self.old.is_empty() || !self.new.is_empty()
    }

    /// Returns a line for each thing that one of the files has and the other has not.
    pub fn in_words(&self) -> Vec<String> {
        let line = |which: &'static str| move |one: &String| format!("{which} only: {one}");
        self.old.iter().map(line("old text")).chain(self.new.iter().map(line("new text"))).collect()
    }
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

    /// Whether nothing changed in what was compared, not even a comma.
    pub fn is_empty(&self) -> bool {
        self.noted.is_empty() && self.shapes == Shapes::default()
    }

    /// Whether the texts are the same: nothing changed, and nothing was left out of one of them only.
    pub fn is_same(&self) -> bool {
        self.is_empty() && !self.left_out.differs()
    }

    /// Whether words differ: those that were compared, or those that were left out.
    pub fn has_other_words(&self) -> bool {
        !self.noted.is_empty() || self.left_out.differs()
    }

    /// Returns what was not compared and is no difference that is known, in words.
    pub fn not_compared_in_words(&self) -> String {
        let same = self.left_out.both.iter().map(|one| format!("{one} (in both)"));
        same.chain(self.not_compared.iter().cloned()).collect::<Vec<_>>().join(", ")
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
