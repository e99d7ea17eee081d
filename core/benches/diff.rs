//! How long a comparison takes, beside `git diff --no-index --word-diff` of the same files in the same run: 5,000 words as a
//! whole command; 100,000 words of which half are changed, and half and a quarter of them, which shows how it grows; and
//! pairs that are meant to take long.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a benchmark writes the files and runs what it is compared with"
)]
#![allow(missing_docs, reason = "criterion's macros make items without documentation")]

#[allow(dead_code, clippy::unwrap_used, missing_docs, unreachable_pub, reason = "the tests share it")]
#[path = "../../tests/diff/generator.rs"]
mod generator;

use copydesk::diff::{Facts, compare};
use copydesk::document::Document;
use copydesk::load::{markdown, plain_text};
use criterion::{Criterion, criterion_group, criterion_main};
use generator::{Pair, Shape, Work, pair};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SHAPE: Shape = Shape {
    name: "bench",
    words: 5000,
    vocabulary: 3000,
    sentences: 5,
    length: (7, 22),
    items: 10,
    boilerplate: 3,
    alike: 2,
};
const EDITED: Work =
    Work { verbatim: 20, edited: 20, words: 4, deleted: 3, inserted: 3, sentences: 6, split: 4, joined: 4 };
const HALF: Work =
    Work { verbatim: 0, edited: 0, words: 50, deleted: 0, inserted: 0, sentences: 0, split: 0, joined: 0 };

fn five_thousand_words(criterion: &mut Criterion) {
    let pair = pair(7, SHAPE, EDITED);
    let folder = tempfile::tempdir().expect("there is room for two files");
    let files = write(folder.path(), &pair);
    let mut group = criterion.benchmark_group("5,000 words");
    group.bench_function("the comparison", |bench| library(bench, &pair));
    let ours = || command(env!("CARGO_BIN_EXE_copydesk"), &["diff"], &files);
    group.bench_function("copydesk diff, a process", |bench| bench.iter(ours));
    if has_git() {
        group.bench_function("git diff --word-diff, a process", |bench| bench.iter(|| git(&files)));
    }
    group.finish();
}

fn half_of_the_words(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is room for two files");
    let mut group = criterion.benchmark_group("half of the words changed");
    group.sample_size(10);
    for words in [25_000, 50_000, 100_000] {
        let pair = pair(11, Shape { words, ..SHAPE }, HALF);
        group.bench_function(format!("{words} words"), |bench| library(bench, &pair));
        let files = write(folder.path(), &pair);
        let ours = || command(env!("CARGO_BIN_EXE_copydesk"), &["diff"], &files);
        group.bench_function(format!("{words} words, a process"), |bench| bench.iter(ours));
        if has_git() {
            group.bench_function(format!("{words} words, git"), |bench| bench.iter(|| git(&files)));
        }
    }
    group.finish();
}

fn hostile_pairs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostile pairs");
    group.sample_size(10);
    let text = |words: &dyn Fn(usize) -> String, count: usize| {
        plain_text::read(&(0..count).map(words).collect::<Vec<_>>().join(" ")).0
    };
    let million = text(&|_| "word".to_owned(), 1_000_000);
    let more = text(&|at| if at % 1000 == 500 { "other" } else { "word" }.to_owned(), 1_000_000);
    let (ones, twos) = (text(&|at| format!("a{at}"), 100_000), text(&|at| format!("b{at}"), 100_000));
    let (turns, turned) =
        (text(&|at| format!("w{}", at % 7), 100_000), text(&|at| format!("w{}", (at * at) % 7), 100_000));
    let pairs = [
        ("one million equal words", &million, &million),
        ("one million equal words, some of them others", &million, &more),
        ("no common word", &ones, &twos),
        ("seven words in two orders", &turns, &turned),
    ];
    for (name, old, new) in pairs {
        let simplified = compare(old, new, Facts::default()).summary.simplified;
        eprintln!("{name}: {}", if simplified { "simplified" } else { "in full" });
        group.bench_function(name, |bench| bench.iter(|| compare(black_box(old), new, Facts::default())));
    }
    group.finish();
}

fn library(bench: &mut criterion::Bencher<'_>, pair: &Pair) {
    let read = |text: &str| -> Document { markdown::read(text, &[]).0 };
    let (old, new) = (read(&pair.old), read(&pair.new));
    bench.iter(|| compare(black_box(&old), &new, Facts::default()));
}

fn write(folder: &Path, pair: &Pair) -> [PathBuf; 2] {
    [("old.md", &pair.old), ("new.md", &pair.new)].map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("the folder can be written");
        path
    })
}

fn git(files: &[PathBuf; 2]) {
    command("git", &["diff", "--no-index", "--word-diff"], files);
}

fn has_git() -> bool {
    let found = Command::new("git").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !found {
        eprintln!("skipped: git is missing");
    }
    found
}

fn command(program: &str, arguments: &[&str], files: &[PathBuf; 2]) {
    let status = Command::new(program).args(arguments).args(files).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.expect("it runs").code().is_some_and(|code| code < 2));
}

criterion_group!(benches, five_thousand_words, half_of_the_words, hostile_pairs);
criterion_main!(benches);
