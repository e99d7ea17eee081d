//! How long checking takes: texts of 5,000 and 100,000 words against a report of 5,000 words, for all checks but spelling;
//! and what is done once per story, before the first text. The text is the example's own releases, over and over, with the
//! report's sentences quoted, one in ten with a word changed.

use copydesk::document::{Block, Document, Run};
use copydesk::language;
use copydesk::load::markdown;
use copydesk::story::{self, About, Checker, Story};
use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use std::path::Path;

fn story() -> Story {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/mixed-result");
    story::open(&folder).expect("the example is a story")
}

/// A text of about so many words.
fn document(story: &Story, words: usize) -> Document {
    const RELEASE: &str = include_str!("../../examples/mixed-result/press-release.md");
    let (release, _) = markdown::read(RELEASE, &[]);
    let mut blocks: Vec<Block> = Vec::new();
    let mut count = 0;
    for paragraph in story.inspection.paragraphs.iter().cycle() {
        for (number, range) in language::sentences(&paragraph.text).into_iter().enumerate() {
            let sentence = &paragraph.text[range];
            let quoted = if number % 10 == 3 { sentence.replacen(" the ", " every ", 1) } else { sentence.to_owned() };
            let words = format!("Inspectors said: “{quoted}”");
            count += language::words(&words).count();
            blocks.push(Block::Paragraph(vec![Run { text: words, ..Run::default() }]));
        }
        blocks.extend(release.blocks.iter().cloned());
        count += 600;
        if count >= words {
            break;
        }
    }
    Document { title: release.title, blocks, ..Document::default() }
}

fn checking(c: &mut Criterion) {
    let story = story();
    let about = About { output: Some("press-release"), ..About::default() };
    let report: usize =
        story.inspection.paragraphs.iter().map(|paragraph| language::words(&paragraph.text).count()).sum();
    let mut group = c.benchmark_group("check");
    group.sample_size(10);
    group.bench_function(format!("a story of {report} words made ready"), |b| b.iter(|| Checker::new(&story, about)));
    for words in [5_000, 20_000, 100_000] {
        let document = document(&story, words);
        group.bench_with_input(BenchmarkId::new("words", words), &document, |b, document| {
            b.iter_batched(
                || Checker::new(&story, about).expect("the desk is right"),
                |checker| checker.check(document),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, checking);
criterion_main!(benches);
