//! The document: blocks of runs, each run with its origin. A draft, an approved version and a colleague's text are all
//! documents; a redline is two of them in one. Not here: how a document is rendered, stored or shown.

mod address;
mod change_summary;
mod copy_marks;
mod edges;
mod fact;
mod file_places;
mod form;
mod from_leaves;
mod language;
mod leaf;
mod made_file;
mod origin;
mod redline;
mod review_marks;
mod unfilled;
mod version;

pub use address::{is_file_beside, is_of_web, may_lead_to, may_show};
pub use change_summary::{Class, LeftOut, Noted, Shapes, Summary, WordCounts};
pub use copy_marks::{VERSION_PROPERTY, frame_mark};
pub use fact::{Fact, FactKind};
pub use file_places::{FilePlace, Piece, Places};
pub use form::{Kept, Room, Settled, settled};
pub use language::ENGLISH;
pub use leaf::{Holder, Kind, Leaf, Within};
pub use made_file::MadeFile;
pub use origin::{Origin, Source};
pub use redline::{Change, Line, Mark, Marked, Move, Place, Redline, Side};
pub use review_marks::{ChangeKind, Comment, OpenChange, ReviewMarks};
pub use unfilled::places_in;
pub use version::{VersionId, VersionIdError};

use serde::{Deserialize, Serialize};

/// Structured text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Document {
    /// The title: the text of the first main heading; empty where there is none.
    pub title: String,
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
    /// The language tag of the words, such as `cy`; English if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        runs: Vec<Run>,
    },
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A list; each item is a list of blocks.
    List {
        /// The first number of a numbered list; none for bullets.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation set apart.
    Quote(Vec<Block>),
    /// A table.
    Table {
        /// The headings of the columns; none where no row says that it has them.
        head: Vec<Vec<Run>>,
        /// The rows, with as many cells each; as many as there are headings.
        rows: Vec<Vec<Vec<Run>>>,
    },
    /// A picture.
    Image {
        /// Address or path.
        src: String,
        /// What can be seen, for those who cannot see it.
        alt: Vec<Run>,
    },
    /// A line between two parts.
    Rule,
}

/// Words with one look and one origin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Run {
    /// The words.
    pub text: String,
    /// Strong emphasis.
    #[serde(default)]
    pub strong: bool,
    /// Emphasis.
    #[serde(default)]
    pub emphasis: bool,
    /// Where the words lead, when they are a link.
    #[serde(default)]
    pub link: Option<String>,
    /// Where the words come from.
    #[serde(default)]
    pub origin: Origin,
}

impl Block {
    /// Calls `visit` for each run, in reading order.
    pub fn for_each_run<'a>(&'a self, visit: &mut impl FnMut(&'a Run)) {
        match self {
            Block::Heading { runs, .. } | Block::Paragraph(runs) | Block::Image { alt: runs, .. } => {
                runs.iter().for_each(visit);
            }
            Block::List { items, .. } => items.iter().flatten().for_each(|block| block.for_each_run(visit)),
            Block::Quote(blocks) => blocks.iter().for_each(|block| block.for_each_run(visit)),
            Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).flatten().for_each(visit),
            Block::Rule => {}
        }
    }
}

impl Document {
    /// How many words it has.
    pub fn words(&self) -> usize {
        self.leaves().iter().map(|leaf| crate::language::words(&leaf.text()).count()).sum()
    }

    /// Calls `visit` for each run, in reading order.
    pub fn for_each_run<'a>(&'a self, mut visit: impl FnMut(&'a Run)) {
        self.blocks.iter().for_each(|block| block.for_each_run(&mut visit));
    }

    /// Calls `visit` for the words of each heading, paragraph, picture and cell, in reading order, to change them.
    pub fn each_line(&mut self, mut visit: impl FnMut(&mut Vec<Run>)) {
        leaf::each_line(&mut self.blocks, &mut visit);
    }
}
