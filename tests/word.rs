//! Word documents: drafted by the program, and opened by LibreOffice if it is installed.

use crate::harness::{copydesk, root};
use copydesk::diff::{Facts, compare};
use copydesk::document::{Document, Leaf};
use copydesk::export::{Frame, Made, redline_docx, to_text};
use copydesk::load::docx::View;
use copydesk::story::{read_text, read_text_in};
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn a_draft_is_written_as_a_word_document() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("release.docx");
    let name = file.to_str().unwrap();
    let run = copydesk(&["draft", "press-release", "examples/good-result", "--to", "docx", "-o", name]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains(&format!("written to {name}")), "{}", run.err);
    let (word, markdown) =
        (read_text(&file).unwrap(), read_text(&root().join("examples/good-result/press-release.md")).unwrap());
    assert_eq!(word.document, markdown.document);
    let before = std::fs::read(&file).unwrap();
    assert_eq!(copydesk(&["draft", "press-release", "examples/good-result", "--to", "docx", "-o", name]).code, 0);
    assert_eq!(std::fs::read(&file).unwrap(), before, "the same draft is the same file");
}

/// Sentences about a council that does not exist, and what people do to them; from a seed.
struct Editor(u64);

impl Editor {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn word(&mut self) -> &'static str {
        const WORDS: [&str; 30] = [
            "council",
            "children",
            "staff",
            "leaders",
            "plan",
            "Avershire",
            "families",
            "care",
            "good",
            "listens",
            "works",
            "quickly",
            "every",
            "office",
            "inspectors",
            "said",
            "that",
            "the",
            "of",
            "and",
            "with",
            "2025",
            "“well”",
            "it’s",
            "carefully",
            "school",
            "partners",
            "homes",
            "visits",
            "progress",
        ];
        WORDS[self.below(WORDS.len())]
    }

    fn sentence(&mut self) -> String {
        let words: Vec<&str> = (0..6 + self.below(12)).map(|_| self.word()).collect();
        format!("The {}.", words.join(" "))
    }

    /// Returns a text of headings, paragraphs, lists, quotations and a table, one block of Markdown each.
    fn text(&mut self) -> Vec<String> {
        let mut blocks = vec![format!("# {}", self.sentence().trim_end_matches('.'))];
        for _ in 0..6 + self.below(6) {
            let block = match self.below(8) {
                0 => format!("## {}", self.sentence().trim_end_matches('.')),
                1 => format!("- {}\n- {}\n  - {}", self.sentence(), self.sentence(), self.sentence()),
                2 => format!("1. {}\n2. {}", self.sentence(), self.sentence()),
                3 => format!("> {}", self.sentence()),
                4 => format!(
                    "| Area | Grade |\n|---|---|\n| {} | Good |\n| {} | **Outstanding** |",
                    self.word(),
                    self.word()
                ),
                _ => (0..=self.below(4)).map(|_| self.sentence()).collect::<Vec<_>>().join(" "),
            };
            blocks.push(block);
        }
        blocks
    }

    fn edited(&mut self, mut blocks: Vec<String>) -> Vec<String> {
        for _ in 0..=self.below(6) {
            let at = self.below(blocks.len());
            match self.below(6) {
                0 => {
                    let moved = blocks.remove(at);
                    let to = self.below(blocks.len() + 1);
                    blocks.insert(to, moved);
                }
                1 if blocks.len() > 3 => drop(blocks.remove(at)),
                2 => blocks.insert(at, self.sentence()),
                3 => blocks[at] = blocks[at].replacen(". The", ".\n\nThe", 1),
                _ => {
                    let (old, new) = (self.word(), self.word());
                    blocks[at] = blocks[at].replacen(&format!(" {old} "), &format!(" {new} "), 1);
                }
            }
        }
        blocks
    }
}

fn lines(path: &Path, view: View) -> Vec<String> {
    let leaves = read_text_in(path, view).unwrap().document;
    leaves.leaves().iter().map(Leaf::text).filter(|text| !text.is_empty()).collect()
}

/// Returns a hundred pairs of texts, and each draft of the examples with the other story's.
fn pairs(folder: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut pairs = Vec::new();
    for seed in 0..100 {
        let mut editor = Editor(seed);
        let old = editor.text();
        let new = editor.edited(old.clone());
        let write = |name: &str, blocks: &[String]| {
            let path = folder.join(format!("{seed:03}.{name}.md"));
            std::fs::write(&path, blocks.join("\n\n") + "\n").unwrap();
            path
        };
        pairs.push((write("old", &old), write("new", &new)));
    }
    for output in crate::harness::OUTPUTS {
        let draft = |story: &str| root().join("examples").join(story).join(format!("{output}.md"));
        pairs.push((draft("good-result"), draft("mixed-result")));
    }
    pairs
}

#[test]
fn accepting_all_gives_the_new_text_and_rejecting_all_the_old() {
    let folder = tempfile::tempdir().unwrap();
    let changes = folder.path().join("changes");
    std::fs::create_dir(&changes).unwrap();
    let mut made = Vec::new();
    for (number, (old, new)) in pairs(folder.path()).into_iter().enumerate() {
        let (before, after) = (read_text(&old).unwrap().document, read_text(&new).unwrap().document);
        let redline = compare(&before, &after, Facts::default()).redline;
        let time = jiff::civil::datetime(2026, 6, 1, 9, 30, 0, 0);
        let file = changes.join(format!("{number:03}.docx"));
        std::fs::write(&file, redline_docx(&redline, Made { author: "copydesk", time }, &[], &Frame::default()))
            .unwrap();
        let plain = |document: &Document| to_text(document);
        let opened = |view| plain(&read_text_in(&file, view).unwrap().document);
        assert_eq!(opened(View::Rejected), plain(&before), "{number}: {}", old.display());
        assert_eq!(opened(View::Accepted), plain(&after), "{number}: {}", new.display());
        made.push((file, before, after));
    }
    let Some(python) = office() else { return };
    let script = root().join("tests/fixtures/accept_reject.py");
    let status = Command::new(python).arg(script).arg(&changes).status().unwrap();
    assert!(status.success());
    let words = |document: &Document| -> Vec<String> {
        document.leaves().iter().map(Leaf::text).filter(|text| !text.is_empty()).collect()
    };
    for (file, before, after) in made {
        let name = file.file_name().unwrap();
        assert_eq!(lines(&changes.join("rejected").join(name), View::Accepted), words(&before), "{}", file.display());
        assert_eq!(lines(&changes.join("accepted").join(name), View::Accepted), words(&after), "{}", file.display());
    }
}

/// Returns a Python that can talk to LibreOffice, if both are installed.
pub(crate) fn office() -> Option<&'static str> {
    let runs = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
    };
    let python = ["python3", "/usr/bin/python3"].into_iter().find(|python| runs(python, &["-c", "import uno"]));
    if python.is_none() || !runs("soffice", &["--version"]) {
        eprintln!("skipped: LibreOffice with its Python is not installed");
        return None;
    }
    python
}
