//! Group C, last part: unusual text, as people do write it somewhere.

use super::samples::MARKUP;
use super::subject::Answer;
use super::{Check, CheckOutcome, Skipped, Subject};
use crate::plugin::Part;

pub(super) const CHECKS: &[Check] = &[Check { id: "C14", title: "bears unusual text", run: unusual }];

fn unusual(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let answers = subject.strange_answers()?;
    if subject.first_answers()?.any(|(_, first)| first.wrong().is_some()) {
        return Err(Skipped::because_of("C1"));
    }
    let wrong: Vec<String> = answers.iter().filter_map(Answer::wrong).collect();
    let copied: Vec<String> =
        answers.iter().filter(|answer| copies_markup(answer)).map(|answer| answer.what.clone()).collect();
    if wrong.is_empty() && !copied.is_empty() {
        return Ok(CheckOutcome::warn(
            format!(
                "it copies text of the request into its own Markdown, where marks in it mean something: {}",
                copied.join("; ")
            ),
            "put a reference into a plan and render that: the program keeps text and markup apart",
        ));
    }
    let fix = "cut and count text by characters, never by bytes, and take no byte for a sign of its own";
    Ok(CheckOutcome::of(&wrong, fix, "what it writes stays whole"))
}

fn copies_markup(answer: &Answer) -> bool {
    let copies = |part: &Part| matches!(part, Part::Text(text) if text.contains(MARKUP));
    answer.result.as_ref().is_ok_and(|drafted| drafted.parts.iter().any(copies))
}
