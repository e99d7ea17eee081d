//! PDF to inspection, beside `pdftotext -layout` of the same file as a whole process.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a benchmark reads the example and runs what it is compared with"
)]
#![allow(missing_docs, reason = "criterion's macros make items without documentation")]

use copydesk::load::pdf::{self, Limits};
use copydesk::load::{document_kind, framework, record, report};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::process::Command;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/good-result/report.pdf");

fn reading(criterion: &mut Criterion) {
    let bytes = std::fs::read(EXAMPLE).expect("examples/good-result/report.pdf is part of the repository");
    let mut group = criterion.benchmark_group("reading");
    group.bench_function("known facts", |bench| {
        bench.iter(|| (framework::builtin(), record::authorities(), record::public_record()));
    });
    group.bench_function("pdf to lines", |bench| bench.iter(|| pdf::read(black_box(&bytes), &Limits::default())));
    let (frameworks, authorities, record) = (framework::builtin(), record::authorities(), record::public_record());
    let known = report::Known {
        kinds: &document_kind::builtin(),
        frameworks: &frameworks,
        authorities: &authorities,
        record: &record,
    };
    let pages = pdf::read(&bytes, &Limits::default()).expect("the example can be read");
    group.bench_function("lines to inspection", |bench| bench.iter(|| report::read(black_box(&pages), &known)));
    let mut pdftotext = Command::new("pdftotext");
    pdftotext.args(["-layout", EXAMPLE, "/dev/null"]);
    if pdftotext.status().is_ok_and(|status| status.success()) {
        group.sample_size(20).bench_function("pdftotext -layout, a process", |bench| bench.iter(|| pdftotext.status()));
    } else {
        eprintln!("skipped: pdftotext is missing");
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
