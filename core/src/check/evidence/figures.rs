//! The figures that a story has. Not here: which figures of a text need a source (counts).

use crate::check::evidence::known::Known;
use crate::check::evidence::passages::Passage;
use crate::language::{self, number};
use std::collections::BTreeSet;

/// All figures that a source has, and those that follow from the facts.
pub(in crate::check) fn figures<'a>(
    known: &Known<'_>,
    passages: impl Iterator<Item = &'a Passage>,
) -> BTreeSet<String> {
    let inspection = known.inspection;
    let tokens = passages.flat_map(|passage| language::tokens(&passage.text)).map(|token| token.form);
    let figure = |form: String| {
        let is_figure = form.starts_with(|c: char| c.is_ascii_digit()) || language::is_amount(&form);
        if is_figure { Some(form) } else { number(&form).map(|number| number.to_string()) }
    };
    let mut all: BTreeSet<String> = tokens.filter_map(figure).collect();
    let spelled = all.iter().filter_map(|form| form.parse().ok()).collect::<Vec<u64>>();
    all.extend(spelled.iter().map(ToString::to_string));
    let counts = [
        inspection.improvements.len(),
        inspection.priority_actions.len(),
        inspection.inspectors.len(),
        inspection.judgements.len(),
        inspection.judgements.len().saturating_sub(1),
    ];
    all.extend(counts.iter().map(ToString::to_string));
    all.extend(known.report_url.into_iter().flat_map(language::tokens).map(|token| token.form));
    all.extend(["999", "18", "25"].map(str::to_owned)); // the emergency number; the ages at which help for young people ends
    all
}
