//! What a document fixed for ever is named by: the hash of its content. Not here: where versions are kept (store) and what
//! a person's yes to one is worth (review).

use super::{Block, Document, Run};
use crate::hash::{is_sha256, sha256};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a version: the SHA-256 of a document's content, as 64 lower-case hexadecimal digits.
///
/// The content is what a reader gets: title, words, structure, looks, links, pictures. Where the words come from is none of
/// it, so a text keeps its name when it is read from a file that has lost its origins; and how words of one look are cut
/// into runs is none of it either.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct VersionId(String);

/// A text that is no name of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionIdError {
    /// The text.
    pub text: String,
}

impl VersionId {
    /// How many digits people are shown.
    const SHORT: usize = 8;

    /// The name of a document's content.
    pub fn of(document: &Document) -> VersionId {
        let mut content = Content(b"copydesk document 1\n".to_vec());
        content.text(&document.title);
        content.blocks(&document.blocks);
        VersionId(sha256(&content.0))
    }

    /// Reads a name.
    ///
    /// # Errors
    /// The text is not 64 lower-case hexadecimal digits.
    pub fn new(text: impl Into<String>) -> Result<VersionId, VersionIdError> {
        let text = text.into();
        if is_sha256(&text) { Ok(VersionId(text)) } else { Err(VersionIdError { text }) }
    }

    /// All its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its first digits, for people: enough to name it again.
    pub fn short(&self) -> &str {
        &self.0[..VersionId::SHORT]
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for VersionId {
    type Error = VersionIdError;

    fn try_from(text: String) -> Result<VersionId, VersionIdError> {
        VersionId::new(text)
    }
}

impl From<VersionId> for String {
    fn from(id: VersionId) -> String {
        id.0
    }
}

impl fmt::Display for VersionIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no name of a version", self.text.escape_debug())
    }
}

impl std::error::Error for VersionIdError {}

/// A document's content as bytes that no other content has: every kind has its letter, every text and list its length.
struct Content(Vec<u8>);

impl Content {
    fn blocks(&mut self, blocks: &[Block]) {
        self.length(blocks.len());
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, runs } => {
                self.0.extend([b'h', *level]);
                self.runs(runs);
            }
            Block::Paragraph(runs) => {
                self.0.push(b'p');
                self.runs(runs);
            }
            Block::List { start, items } => {
                self.0.push(b'l');
                self.choice(start.as_ref(), |content, start| content.0.extend(start.to_le_bytes()));
                self.length(items.len());
                for item in items {
                    self.blocks(item);
                }
            }
            Block::Quote(blocks) => {
                self.0.push(b'q');
                self.blocks(blocks);
            }
            Block::Table { head, rows } => {
                self.0.push(b't');
                self.length(rows.len() + 1);
                for cells in std::iter::once(head).chain(rows) {
                    self.length(cells.len());
                    for cell in cells {
                        self.runs(cell);
                    }
                }
            }
            Block::Image { src, alt } => {
                self.0.push(b'i');
                self.text(src);
                self.runs(alt);
            }
            Block::Rule => self.0.push(b'r'),
        }
    }

    fn runs(&mut self, runs: &[Run]) {
        let runs: Vec<&Run> = runs.iter().filter(|run| !run.text.is_empty()).collect();
        let looks: Vec<&[&Run]> = runs.chunk_by(|a, b| look(a) == look(b)).collect();
        self.length(looks.len());
        for runs in looks {
            let (strong, emphasis, link) = look(runs[0]);
            self.0.extend([u8::from(strong), u8::from(emphasis)]);
            self.choice(link, Content::text);
            self.text(&runs.iter().map(|run| run.text.as_str()).collect::<String>());
        }
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend(text.as_bytes());
    }

    fn choice<T: ?Sized>(&mut self, value: Option<&T>, write: impl FnOnce(&mut Content, &T)) {
        self.0.push(u8::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn length(&mut self, length: usize) {
        self.0.extend((length as u64).to_le_bytes());
    }
}

/// What a run looks like, whatever its words.
fn look(run: &Run) -> (bool, bool, Option<&str>) {
    (run.strong, run.emphasis, run.link.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Origin;

    fn run(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    fn paragraph(runs: Vec<Run>) -> Document {
        Document { title: String::new(), blocks: vec![Block::Paragraph(runs)], ..Document::default() }
    }

    #[test]
    fn origins_and_cuts_between_them_do_not_count() {
        let whole = paragraph(vec![run("Rated Good.")]);
        let cut = paragraph(vec![run("Rated "), Run { origin: Origin::Place, ..run("Good.") }, run("")]);
        assert_eq!(VersionId::of(&whole), VersionId::of(&cut));
        // The name of a text is for ever: what it is made of may not change with the program.
        assert_eq!(VersionId::of(&whole).as_str(), "62ed42ddb9a2b7cd79be6fa97367002c71f2c3db95709467e4c085684940031a");
    }

    #[test]
    fn all_that_a_reader_gets_counts() {
        let of = |blocks| VersionId::of(&Document { title: String::new(), blocks, ..Document::default() });
        let list = |start, items| Block::List { start, items };
        let words = |text| Block::Paragraph(vec![run(text)]);
        let cells = |texts: &[&str]| texts.iter().map(|text| vec![run(text)]).collect::<Vec<_>>();
        let mut all = vec![
            VersionId::of(&Document { title: "a".to_owned(), blocks: vec![], ..Document::default() }),
            of(vec![]),
            of(vec![words("a")]),
            of(vec![words("A")]),
            of(vec![words("a ")]),
            of(vec![words("a"), words("b")]),
            of(vec![words("ab")]),
            of(vec![Block::Paragraph(vec![Run { strong: true, ..run("a") }])]),
            of(vec![Block::Paragraph(vec![Run { emphasis: true, ..run("a") }])]),
            of(vec![Block::Paragraph(vec![Run { link: Some("u".to_owned()), ..run("a") }])]),
            of(vec![Block::Paragraph(vec![Run { link: Some("v".to_owned()), ..run("a") }])]),
            of(vec![Block::Heading { level: 1, runs: vec![run("a")] }]),
            of(vec![Block::Heading { level: 2, runs: vec![run("a")] }]),
            of(vec![Block::Quote(vec![words("a")])]),
            of(vec![list(None, vec![vec![words("a")], vec![words("b")]])]),
            of(vec![list(None, vec![vec![words("a"), words("b")]])]),
            of(vec![list(None, vec![vec![words("a")]]), words("b")]),
            of(vec![list(Some(1), vec![vec![words("a")], vec![words("b")]])]),
            of(vec![list(Some(2), vec![vec![words("a")], vec![words("b")]])]),
            of(vec![Block::Table { head: cells(&["a", "b"]), rows: vec![] }]),
            of(vec![Block::Table { head: cells(&["a"]), rows: vec![cells(&["b"])] }]),
            of(vec![Block::Image { src: "a".to_owned(), alt: vec![run("b")] }]),
            of(vec![Block::Image { src: "ab".to_owned(), alt: vec![] }]),
            of(vec![Block::Rule]),
        ];
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "two contents have one name");
    }

    #[test]
    fn a_name_is_checked_where_it_comes_in() {
        let id = VersionId::of(&Document::default());
        assert_eq!(VersionId::new(id.as_str()), Ok(id.clone()));
        assert_eq!(id.short(), &id.as_str()[..8]);
        for text in ["", "0", &id.as_str()[1..], &format!("{id}0"), &id.as_str().to_uppercase(), &"g".repeat(64)] {
            assert!(VersionId::new(text).is_err(), "{text}");
        }
        assert!(serde_json::from_str::<VersionId>("\"../etc\"").is_err());
    }
}
