//! How long it takes to learn how far the texts of a desk have got: 1,000 events about 40 texts in 10 stories, with 200
//! versions, each of a real draft's length. What is measured is the library's work, from opening the desk's folder.
#![expect(clippy::disallowed_methods, reason = "a benchmark makes the desk that it asks")]
#![allow(missing_docs, reason = "criterion's macros make items without documentation")]

use copydesk::desk::Desk;
use copydesk::document::{Block, Document, Run, VersionId};
use copydesk::load::markdown;
use copydesk::review::{Act, Actor, Event, PersonId, Requirement, TextName};
use copydesk::store::{self, Store};
use copydesk::story::DeskStore;
use criterion::{Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};

const STORIES: usize = 10;
const OUTPUTS: [&str; 4] = ["press-release", "staff-newsletter", "members-briefing", "web-news"];
const VERSIONS: usize = 5;
/// Who does what to each version, one event each.
const ROUND: [&str; 5] = ["submits", "returns", "submits", "returns", "submits"];

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

/// Makes a desk in a folder: the example's, its good result ten times over.
fn make(desk: &Path) {
    fs::copy(examples().join("desk.toml"), desk.join("desk.toml")).expect("the example is there");
    let mut store = store::open_or_create(desk).expect("the folder is new");
    for number in 0..STORIES {
        let name = format!("story-{number}");
        let folder = desk.join(&name);
        fs::create_dir(&folder).expect("the folder is new");
        let files = ["inspection.toml", "brief.toml"].map(str::to_owned);
        for file in files.into_iter().chain(OUTPUTS.map(|output| format!("{output}.md"))) {
            fs::copy(examples().join("good-result").join(&file), folder.join(&file)).expect("the example is there");
        }
        for output in OUTPUTS {
            let draft = fs::read_to_string(folder.join(format!("{output}.md"))).expect("it was copied");
            let (draft, _) = markdown::read(&draft, &[]);
            let text =
                TextName { council: "Avershire".to_owned(), story: Some(name.clone()), output: output.to_owned() };
            review(&mut *store, &text, &draft);
        }
    }
}

/// Records five versions of a text, the last of them the draft as it is.
fn review(store: &mut dyn Store, text: &TextName, draft: &Document) {
    let desk = r#"{ "council": { "name": "Avershire County Council", "short": "Avershire" },
        "people": [{ "id": "press-officer", "name": "Tomasz Arkwright", "role": "press officer" },
            { "id": "director", "name": "Ruth Adeyinka-Shaw", "role": "director" }] }"#;
    let desk: Desk = serde_json::from_str(desk).expect("it is a desk");
    let needs = Requirement::of(&desk, &text.output, None);
    for number in 1..=VERSIONS {
        let mut document = draft.clone();
        if number < VERSIONS {
            let words = format!("Version {number} of {}.", text.output);
            document.blocks.push(Block::Paragraph(vec![Run { text: words, ..Run::default() }]));
        }
        for what in ROUND {
            let version = VersionId::of(&document);
            let submits = what == "submits";
            let (person, name) =
                if submits { ("press-officer", "Tomasz Arkwright") } else { ("director", "Ruth Adeyinka-Shaw") };
            let act = if submits {
                Act::Submitted { version, needs: needs.clone(), despite: None }
            } else {
                Act::Returned { version, because: "The second figure is last year’s.".to_owned() }
            };
            let by = Actor { id: PersonId(person.to_owned()), name: name.to_owned() };
            let event = Event { at: Timestamp::UNIX_EPOCH, by, proof: None, text: text.clone(), act };
            let head = store.log().expect("it is whole").head;
            store.append(&head, &event, submits.then_some(&document)).expect("nobody else writes");
        }
    }
}

fn status(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is room");
    // To look at the same desk from the command line.
    let kept = std::env::var_os("COPYDESK_BENCH_DESK").map(PathBuf::from);
    let desk = kept.as_deref().unwrap_or(folder.path());
    make(desk);
    let log = DeskStore::open(desk).and_then(|desk| desk.log()).expect("the desk is whole");
    assert_eq!(log.events.len(), STORIES * OUTPUTS.len() * VERSIONS * ROUND.len());
    let mut group = criterion.benchmark_group("1,000 events, 200 versions");
    group.sample_size(20);
    group.bench_function("the record opened and verified", |b| {
        b.iter(|| DeskStore::open(desk).and_then(|desk| desk.log()).expect("the desk is whole"));
    });
    group.bench_function("status", |b| {
        b.iter(|| {
            DeskStore::open(desk).and_then(|desk| desk.status(None, Timestamp::UNIX_EPOCH)).expect("the desk is whole")
        });
    });
    group.bench_function("a second question", |b| {
        let desk = DeskStore::open(desk).expect("the desk is whole");
        b.iter(|| desk.log().expect("the desk is whole"));
    });
    group.finish();
}

criterion_group!(benches, status);
criterion_main!(benches);
