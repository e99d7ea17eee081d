//! The file that a text describes: a table, a picture or the like that an output makes. The text has a line with the
//! file's name, whose link carries the hash of its bytes. So the version of the text is a version of the file too: what is
//! signed, compared and released is for exactly these bytes.

use super::{Block, Document, Origin, Run, is_file_beside};
use crate::hash::{is_sha256, sha256};

/// The words before the name of the file.
const LABEL: &str = "File: ";

/// What the fragment of the link begins with; the SHA-256 of the bytes follows.
const FRAGMENT: &str = "sha256-";

/// A file next to a text, by its name and the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MadeFile {
    /// The file's name, such as `judgements.csv`.
    pub name: String,
    /// The SHA-256 of its bytes, in 64 hexadecimal digits.
    pub sha256: String,
}

impl MadeFile {
    /// Returns the description of a file with these bytes.
    pub fn of(name: &str, bytes: &[u8]) -> MadeFile {
        MadeFile { name: name.to_owned(), sha256: sha256(bytes) }
    }

    /// Returns `true` if these are the bytes.
    pub fn is(&self, bytes: &[u8]) -> bool {
        sha256(bytes) == self.sha256
    }

    /// Returns the ending of its name, without the dot; empty if it has none.
    pub fn ending(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// Returns the line that names it, for the end of its text.
    pub fn line(&self, origin: &Origin) -> Block {
        let run = |text: &str, link: Option<String>| Run {
            text: text.to_owned(),
            link,
            origin: origin.clone(),
            ..Run::default()
        };
        Block::Paragraph(vec![run(LABEL, None), run(&self.name, Some(self.link()))])
    }

    fn link(&self) -> String {
        format!("{}#{FRAGMENT}{}", self.name, self.sha256)
    }

    /// Reads it from the address of a link; `None` if that is another.
    pub fn of_link(address: &str) -> Option<MadeFile> {
        let (name, fragment) = address.split_once('#')?;
        let sha256 = fragment.strip_prefix(FRAGMENT)?;
        let is_name = is_file_beside(name) && !name.contains(['/', '%', '?', '"']) && !name.starts_with('.');
        (is_sha256(sha256) && is_name).then(|| MadeFile { name: name.to_owned(), sha256: sha256.to_owned() })
    }
}

impl Document {
    /// Returns the file that it describes, or `None` if it describes none: the file of its last line, if that is
    /// a line as [`MadeFile::line`] makes it.
    pub fn made_file(&self) -> Option<MadeFile> {
        let Some(Block::Paragraph(runs)) = self.blocks.last() else { return None };
        let file = MadeFile::of_link(runs.last()?.link.as_deref()?)?;
        let words: String = runs.iter().map(|run| run.text.as_str()).collect();
        (words == format!("{LABEL}{}", file.name)).then_some(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::VersionId;

    #[test]
    fn the_line_of_a_file_is_read_back_and_makes_the_version_one_of_its_bytes() {
        let of = |bytes: &[u8]| {
            let file = MadeFile::of("table.csv", bytes);
            let document =
                Document { title: String::new(), blocks: vec![file.line(&Origin::Unknown)], ..Document::default() };
            assert_eq!((document.made_file(), file.is(bytes), file.ending()), (Some(file.clone()), true, "csv"));
            VersionId::of(&document)
        };
        assert_eq!(of(b"one"), of(b"one"));
        assert_ne!(of(b"one"), of(b"two"));
        let hash = "0".repeat(64);
        for other in [
            format!("../table.csv#sha256-{hash}"),
            format!("a/table.csv#sha256-{hash}"),
            format!("https://a.example/table.csv#sha256-{hash}"),
            format!("table.csv#sha256-{}", &hash[1..]),
            format!(".htaccess#sha256-{hash}"),
            "table.csv".to_owned(),
        ] {
            assert_eq!(MadeFile::of_link(&other), None, "{other}");
        }
    }
}
