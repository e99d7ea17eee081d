//! The three TOML files: all errors are found at once and shown with their places. Each test shows the whole output.

mod form;
mod places;
mod rules;
mod shown;
mod sign_off;

use copydesk::brief::Brief;
use copydesk::cli::findings::show;
use copydesk::desk::Desk;
use copydesk::finding::Finding;
use copydesk::inspection::{Frameworks, Inspection};
use copydesk::load::document_kind;
use copydesk::load::toml::{check_brief, check_desk, check_inspection, read};
use copydesk::text::Span;
use std::sync::LazyLock;

const FRAMEWORK: &str = include_str!("../fixtures/toml/framework.toml");
const DESK: &str = include_str!("../fixtures/toml/desk.toml");
const BRIEF: &str = include_str!("../fixtures/toml/brief.toml");
const INSPECTION: &str = include_str!("../fixtures/toml/inspection.toml");

static FRAMEWORKS: LazyLock<Frameworks> =
    LazyLock::new(|| Frameworks::new([read(FRAMEWORK).expect("a framework").value]));
static DESK_READ: LazyLock<Desk> = LazyLock::new(|| read(DESK).expect("a desk").value);

fn desk_findings(text: &str) -> Vec<Finding<Span>> {
    read::<Desk>(text).map_or_else(|findings| findings, |desk| check_desk(&desk.value, &FRAMEWORKS, &desk.places))
}

fn brief_findings(text: &str) -> Vec<Finding<Span>> {
    read::<Brief>(text)
        .map_or_else(|findings| findings, |brief| check_brief(&brief.value, Some(&DESK_READ), &brief.places))
}

fn inspection_findings(text: &str) -> Vec<Finding<Span>> {
    read::<Inspection>(text).map_or_else(
        |findings| findings,
        |read| check_inspection(&read.value, &document_kind::builtin(), &FRAMEWORKS, &read.places),
    )
}

fn desk(text: &str) -> String {
    show(&desk_findings(text), "desk.toml", text, false)
}

fn brief(text: &str) -> String {
    show(&brief_findings(text), "brief.toml", text, false)
}

fn inspection(text: &str) -> String {
    show(&inspection_findings(text), "inspection.toml", text, false)
}

/// Returns the text with one change; `old` must be in it.
fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "no {old:?} in the fixture");
    text.replacen(old, new, 1)
}
