//! A passage of a report that can be quoted, in words.

use crate::inspection::Framework;
use crate::quotable::{Passage, PassageKind};

/// Returns where the words are, as in "paragraph 12, page 3".
fn place(passage: &Passage) -> String {
    match (passage.number, passage.page) {
        (Some(number), Some(page)) => format!("paragraph {number}, page {page}"),
        (Some(number), None) => format!("paragraph {number}"),
        (None, Some(page)) => format!("page {page}"),
        (None, None) => "summary".to_owned(),
    }
}

/// Returns what a reader has to know of a passage: where it is, its section, what it is about, and why it is listed here.
pub(crate) fn about(passage: &Passage, framework: Option<&Framework>) -> String {
    let area = passage.area.as_ref().and_then(|id| framework?.area(id)).map(|area| area.short.as_str());
    let topics: Vec<&str> = passage.topics.iter().map(|topic| topic.as_str()).collect();
    let from = passage.from.map(|voice| format!("from {}", voice.as_str()));
    let kind = (passage.kind != PassageKind::Sentence).then(|| passage.kind.as_str().to_owned());
    let topics = (!topics.is_empty()).then(|| format!("about {}", topics.join(", ")));
    let why = (!passage.why.is_empty()).then(|| passage.why.join(", "));
    let parts = [kind, Some(place(passage)), area.map(str::to_owned), from, topics, why];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
