//! Reading edited files back from Word: each becomes the next draft, and nothing is lost.

use crate::harness::{copydesk_in, root};
use copydesk::document::{Change, Document, Kind, Line, Mark, Marked, Origin, Place, Redline, Run};
use copydesk::export::{Frame, Made, redline_docx, to_docx, to_html, to_text};
use copydesk::story::{DOCX, HTML, read_text};
use std::path::{Path, PathBuf};

const EXAMPLES: [&str; 2] = ["good-result", "mixed-result"];

/// Makes a desk with a story, and drafts it.
fn story(folder: &Path, name: &str) -> PathBuf {
    let examples = root().join("examples");
    let story = folder.join(name);
    std::fs::create_dir(&story).unwrap();
    std::fs::copy(examples.join("desk.toml"), folder.join("desk.toml")).unwrap();
    for file in ["brief.toml", "inspection.toml"] {
        std::fs::copy(examples.join(name).join(file), story.join(file)).unwrap();
    }
    let run = copydesk_in(folder, &["draft", "all", name]);
    assert_eq!(run.code, 0, "{}", run.err);
    story
}

/// Returns the document in the record of a draft.
fn kept(story: &Path, output: &str) -> Document {
    let bytes = std::fs::read(story.join(format!(".copydesk/{output}.md.json"))).unwrap();
    let record: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    serde_json::from_value(record["document"].clone()).unwrap()
}

fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn every_example_goes_to_word_and_back_and_loses_nothing() {
    for name in EXAMPLES {
        let folder = tempfile::tempdir().unwrap();
        let story = story(folder.path(), name);
        let drafts: Vec<String> = std::fs::read_dir(&story)
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().to_str().unwrap().strip_suffix(".md").map(str::to_owned))
            .collect();
        assert!(drafts.len() > 4, "{drafts:?}");
        for output in drafts {
            let before = kept(&story, &output);
            let markdown = std::fs::read(story.join(format!("{output}.md"))).unwrap();
            let word = story.join(format!("{output}.docx"));
            put(&word, to_docx(&before, &Frame::default()));
            let run = copydesk_in(folder.path(), &["revise", &format!("{name}/{output}.docx")]);
            assert_eq!(run.code, 0, "{output}: {}", run.err);
            assert!(run.out.starts_with(&format!("{output}: unchanged, in ")), "{}", run.out);
            assert!(run.out.contains("\n  0 words added;"), "{}", run.out);
            assert_eq!(run.out.lines().count(), 2, "{}", run.out);
            assert_eq!(std::fs::read(story.join(format!("{output}.md"))).unwrap(), markdown);
            assert_eq!(kept(&story, &output), before, "{output}");
        }
    }
}

#[test]
fn an_edited_file_is_the_next_draft_and_what_stood_there_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let story = story(folder.path(), EXAMPLES[0]);
    let draft = story.join("press-release.md");
    let before = std::fs::read_to_string(&draft).unwrap();
    assert!(before.contains("Avershire County Council"));
    let edited = before.replacen("Avershire County Council", "the wonderful Avershire County Council", 1);
    for format in [&HTML, &DOCX] {
        put(&draft, &before);
        put(&folder.path().join("a.md"), &edited);
        let document = read_text(&folder.path().join("a.md")).unwrap().document;
        let back = folder.path().join(format!("Press release v2 JB.{}", format.name));
        put(&back, format.write(&document, &Frame::default()));
        let run = copydesk_in(folder.path(), &["revise", back.to_str().unwrap(), EXAMPLES[0]]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(
            run.out.contains("press-release: revised, in good-result/press-release.md\n  2 words added; "),
            "{}",
            run.out
        );
        assert_eq!(std::fs::read_to_string(&draft).unwrap(), edited);
        assert!(run.err.contains("press-release.md.bak"), "{}", run.err);
        let mut new = Vec::new();
        kept(&story, "press-release").for_each_run(|run| {
            if matches!(run.origin, Origin::Person { .. }) {
                new.push(run.text.trim().to_owned());
            }
            assert_ne!(run.origin, Origin::Unknown, "{}", run.text);
        });
        assert_eq!(new, ["the wonderful"]);
    }
    assert_eq!(std::fs::read_to_string(story.join("press-release.md.bak")).unwrap(), before);
    let run = copydesk_in(folder.path(), &["draft", "press-release", EXAMPLES[0]]);
    assert_eq!(run.code, 1, "people's words are not drafted over: {}", run.out);
}

/// Bold from a double click in Word includes the space after the word; pictures pasted from web pages are not files of
/// the story.
#[test]
fn looks_come_back_without_stars_and_pictures_from_outside_block() {
    let folder = tempfile::tempdir().unwrap();
    let story = story(folder.path(), EXAMPLES[0]);
    let draft = story.join("press-release.md");
    let page = to_html(&read_text(&draft).unwrap().document, &Frame::default());
    let lead = "Children in care in Avershire are ";
    assert!(page.contains(lead), "{page}");
    let page = page.replacen(lead, &format!("<strong>{lead}</strong>"), 1);
    let pictures = "<img src='http://a.example/t.png' alt='One'><img src='https://a.example/t.png' alt='Two'></main>";
    put(&folder.path().join("back.html"), page.replace("</main>", pictures));
    let run = |arguments: &[&str]| copydesk_in(folder.path(), arguments);
    let revised = run(&["revise", "back.html", EXAMPLES[0], "--output", "press-release"]);
    assert_eq!(revised.code, 0, "{}", revised.err);
    let said = "the address of a picture is left out, its words stay: “http://a.example/t.png”";
    assert!(revised.out.contains(said), "{}", revised.out);
    let text = std::fs::read_to_string(&draft).unwrap();
    assert!(text.contains("**Children in care in Avershire are** “loved"), "{text}");
    assert!(text.ends_with("\n\n![One]()\n\n![Two](https://a.example/t.png)\n"), "{text}");
    let page = run(&["export", "good-result/press-release.md", "--to", "html", "-o", "-"]).out;
    assert!(
        page.contains("<strong>Children in care in Avershire are</strong> “loved") && !page.contains("**"),
        "{page}"
    );
    assert!(page.contains("<p><img alt=\"One\"></p>") && !page.contains("http://a.example"), "{page}");
    let checked = run(&["check", "good-result/press-release.md"]);
    assert_eq!(checked.code, 1, "{}", checked.out);
    assert_eq!(checked.out.matches("[picture-from-outside]").count(), 1, "{}", checked.out);
}

#[test]
fn an_edited_draft_goes_to_word_with_its_edits() {
    let folder = tempfile::tempdir().unwrap();
    let story = story(folder.path(), EXAMPLES[0]);
    let (draft, word) = (story.join("press-release.md"), story.join("press-release.docx"));
    let run = |arguments: &[&str]| copydesk_in(folder.path(), arguments);
    let edit = |from: &str, to: &str| {
        let text = std::fs::read_to_string(&draft).unwrap();
        assert!(text.contains(from), "{text}");
        put(&draft, text.replacen(from, to, 1));
    };
    edit("Avershire County Council", "the proud Avershire County Council");
    // A draft in another format is drafted anew, and says what it lacks.
    let drafted = run(&["draft", "press-release", EXAMPLES[0], "--to", "docx"]);
    assert!(drafted.err.contains("to include them: copydesk export good-result/press-release.md"));
    let said = |path: &Path| read_text(path).unwrap().document;
    for (from, to) in [("the proud", "the very proud"), ("the very proud", "the proud")] {
        let exported = run(&["export", "good-result/press-release.md"]);
        assert!(
            exported.code == 0 && exported.err.ends_with("written to good-result/press-release.docx\n"),
            "{}",
            exported.err
        );
        assert_eq!(to_text(&said(&word)), to_text(&said(&draft)));
        assert!(to_text(&said(&word)).contains(from));
        edit(from, to);
    }
    // Unedited words still have their origins.
    let traced = run(&["trace", "good-result/press-release.docx", "--story", EXAMPLES[0], "--format", "json"]);
    assert!(traced.out.contains("\"template\""), "{}", traced.out);
    // Somebody edited the Word document: it is left alone.
    put(&word, to_docx(&said(&story.join("brief.toml")), &Frame::default()));
    let refused = run(&["export", "good-result/press-release.md"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("help: to see the difference: copydesk diff good-result/press-release.docx"),
        "{}",
        refused.err
    );
    assert_eq!(run(&["export", "good-result/press-release.md", "--to", "md"]).code, 1, "it is that already");
    let printed = run(&["export", EXAMPLES[0], "press-release", "--to", "txt", "-o", "-"]);
    assert_eq!(printed.out, to_text(&said(&draft)));
}

fn line(runs: &[(&str, Mark)]) -> Line {
    let marked = |(text, mark): &(&str, Mark)| Marked {
        run: Run { text: (*text).to_owned(), ..Run::default() },
        change: Change { mark: *mark, moved: None },
        was: None,
    };
    let place = Place { within: Vec::new(), kind: Kind::Paragraph };
    Line { place, was: None, runs: runs.iter().map(marked).collect(), end: Change::default() }
}

/// Writes a Word document with open changes by `author`.
fn word(path: &Path, lines: Vec<Line>, author: &str) {
    let time = jiff::civil::datetime(2026, 6, 1, 9, 30, 0, 0);
    put(path, redline_docx(&Redline { lines, ..Redline::default() }, Made { author, time }, &[], &Frame::default()));
}

#[test]
fn open_changes_are_listed_and_decided_by_a_person() {
    use Mark::{Deleted, Inserted, Kept};
    let folder = tempfile::tempdir().unwrap();
    let (draft, back, sent) =
        (folder.path().join("letter.md"), folder.path().join("letter.docx"), folder.path().join("sent.docx"));
    let old = "The council cares for its children.\n\nIt will publish a plan in July.\n";
    put(&draft, old);
    std::fs::create_dir(folder.path().join(".copydesk")).unwrap();
    let second = |mark_one, mark_two| {
        line(&[("It will publish a plan in ", Kept), ("July", mark_one), ("August", mark_two), (".", Kept)])
    };
    let first = |well| line(&[("The council cares ", Kept), ("very well ", well), ("for its children.", Kept)]);
    word(&sent, vec![first(Inserted), second(Deleted, Inserted)], "Cllr A");
    // One was accepted; the other two were not decided on.
    word(&back, vec![first(Kept), second(Deleted, Inserted)], "Cllr A");
    let revise = |more: &[&str]| copydesk_in(folder.path(), &[&["revise", "letter.docx"], more].concat());

    let refused = revise(&["--sent", "sent.docx"]);
    assert_eq!(refused.code, 1);
    assert_eq!(
        refused.err,
        "error: 2 changes are still open in letter.docx, and nothing was changed\n  Cllr A, paragraph 2: taken out “July”\n  \
         Cllr A, paragraph 2: put in “August”\n  accepted: Cllr A, paragraph 1: put in “very well”\n  help: accept or reject \
         them in Word, or decide on all of them here: --open accept, --open reject\n"
    );
    assert_eq!(std::fs::read_to_string(&draft).unwrap(), old);

    let rejected = revise(&["--open", "reject", "--sent", "sent.docx"]);
    assert_eq!(rejected.code, 0, "{}", rejected.err);
    assert_eq!(
        rejected.out,
        "letter: revised, in ./letter.md\n  2 words added; 13 of the earlier 13 kept\n  2 words changed without an open tracked change: already accepted, or never tracked\n  changes you sent out, accepted: 1 change by Cllr A\n    paragraph 1: \
         put in “very well”\n  changes you sent out, still open: 2 changes by Cllr A\n    paragraph 2: taken out “July”\n    \
         paragraph 2: put in “August”\n  open changes, rejected now: 2 changes by Cllr A\n    paragraph 2: taken out “July”\n    \
         paragraph 2: put in “August”\n"
    );
    assert_eq!(
        std::fs::read_to_string(&draft).unwrap(),
        "The council cares very well for its children.\n\nIt will publish a plan in July.\n"
    );
    // Of one that was rejected nothing is there any more.
    word(&back, vec![first(Kept), second(Kept, Inserted).without("August")], "Cllr A");
    let run = revise(&["--sent", "sent.docx"]);
    assert!(run.out.contains("changes you sent out, rejected: 2 changes by Cllr A"), "{}{}", run.out, run.err);
    let accepted = {
        word(&back, vec![first(Kept), second(Deleted, Inserted)], "Cllr A");
        revise(&["--open", "accept"])
    };
    assert!(accepted.out.contains("open changes, accepted now: 2 changes by Cllr A"), "{}", accepted.out);
    let mut authors = Vec::new();
    kept(folder.path(), "letter").for_each_run(|run| {
        if let Origin::Person { name: Some(name) } = &run.origin {
            authors.push((run.text.trim().to_owned(), name.clone()));
        }
    });
    assert_eq!(authors, [("August".to_owned(), "Cllr A".to_owned())]);

    // The draft was sent out as what it changes in an older text: no word of it is new or gone without an open change.
    let sent_back = revise(&["--open", "accept"]);
    assert!(sent_back.out.starts_with("letter: unchanged"), "{}", sent_back.out);
    assert!(!sent_back.out.contains("without an open change"), "{}", sent_back.out);
}

#[test]
fn the_same_words_changed_at_two_places_are_two_changes() {
    use Mark::{Deleted, Kept};
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".copydesk")).unwrap();
    put(
        &folder.path().join("letter.md"),
        "A plan comes in three months.\n\nSo it is.\n\nA plan comes in three months.\n",
    );
    let line_of = |mark| line(&[("A plan comes in ", Kept), ("three", mark), (" months.", Kept)]);
    let between = || line(&[("So it is.", Kept)]);
    word(&folder.path().join("sent.docx"), vec![line_of(Deleted), between(), line_of(Deleted)], "Cllr A");
    word(&folder.path().join("letter.docx"), vec![line_of(Kept), between(), line_of(Deleted)], "Cllr A");
    let run = copydesk_in(folder.path(), &["revise", "letter.docx", "--sent", "sent.docx", "--open", "accept"]);
    assert!(run.out.contains("  0 words added; 14 of the earlier 15 kept\n"), "{}{}", run.out, run.err);
    assert!(run.out.contains("rejected: 1 change by Cllr A\n    paragraph 1: taken out “three”"), "{}", run.out);
    assert!(run.out.contains("still open: 1 change by Cllr A\n    paragraph 3: taken out “three”"), "{}", run.out);
}

trait Without {
    fn without(self, text: &str) -> Self;
}

impl Without for Line {
    fn without(mut self, text: &str) -> Line {
        self.runs.retain(|marked| marked.run.text != text);
        self
    }
}

#[test]
fn a_file_that_cannot_be_placed_or_read_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("a.docx"), "%PDF-1.7 no Word document");
    let said = |arguments: &[&str]| {
        let run = copydesk_in(folder.path(), arguments);
        assert_eq!(run.code, 1, "{}", run.out);
        assert!(run.err.contains("help: "), "{}", run.err);
        run.err
    };
    assert!(said(&["revise", "a.docx"]).starts_with("error: a.docx is a PDF, despite its file name\n"));
    put(&folder.path().join("b.md"), "Some words.");
    assert!(said(&["revise", "b.md"]).starts_with("error: copydesk cannot tell which story b.md belongs to\n"));
    std::fs::create_dir_all(folder.path().join("s/.copydesk")).unwrap();
    put(&folder.path().join("s/letter.md"), "A letter with other things in it.");
    assert!(said(&["revise", "b.md", "s"]).contains("add --output OUTPUT; there are: letter"));
    put(&folder.path().join("c.md"), "\n");
    assert!(said(&["revise", "c.md", "s"]).starts_with("error: c.md has no words\n"));
    assert_eq!(std::fs::read_dir(folder.path().join("s")).unwrap().count(), 2);
}

#[test]
fn a_file_with_other_words_is_taken_only_if_told() {
    let folder = tempfile::tempdir().unwrap();
    let letter = "The council cares for its children, and it will publish a plan in July.\n";
    let news = "Our team of carers has grown this year, and we thank everybody who had a part in it.\n";
    put(&folder.path().join("letter.md"), letter);
    put(&folder.path().join("news.md"), news);
    std::fs::create_dir(folder.path().join(".copydesk")).unwrap();
    put(&folder.path().join("back.md"), news.replace("this year", "in 2026"));
    let revise = |more: &[&str]| copydesk_in(folder.path(), &[&["revise", "back.md", "."], more].concat());

    let refused = revise(&["--output", "letter"]);
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(refused.err.starts_with("error: back.md shares "), "{}", refused.err);
    assert!(
        refused.err.contains("; it looks most like news\n  help: if it is news, say so: --output news;"),
        "{}",
        refused.err
    );
    assert_eq!(std::fs::read_to_string(folder.path().join("letter.md")).unwrap(), letter);

    assert_eq!(revise(&["--output", "news"]).code, 0);
    let forced = revise(&["--output", "letter", "--force"]);
    assert_eq!(forced.code, 0, "{}", forced.err);
    assert!(std::fs::read_to_string(folder.path().join("letter.md")).unwrap().contains("has grown in 2026"));
}
