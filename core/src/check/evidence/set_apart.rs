//! Quotations that are set apart and have no marks: a block quotation of a web page, Word's style “Quote”. Not here: those in
//! marks (prose), and what is wrong with either (rules).

use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::{Part, Prose};
use crate::check::evidence::speaker::Voice;
use crate::check::evidence::who_speaks::named;
use crate::document::{Kind, Within};
use crate::language::{self, Quoted};
use crate::text::{Span, TextSpan};

/// How many words the line has that says whose words they are.
const SIGNATURE: usize = 20;

/// The quotations that are set apart without marks, each with its speaker.
pub(in crate::check) fn set_apart(prose: &Prose, ground: &Ground<'_>) -> Vec<(Quoted, Voice)> {
    let block = |part: &Part| match part.within.as_slice() {
        [within @ Within::Quote { .. }] if part.kind == Kind::Paragraph => Some(*within),
        _ => None,
    };
    let mut found = Vec::new();
    let mut first = 0;
    for parts in prose.parts.chunk_by(|part, next| block(part) == block(next)) {
        if block(&parts[0]).is_some() && parts.iter().all(|part| part.quoted.is_empty()) {
            found.extend(of_block(prose, ground, first, parts));
        }
        first += parts.len();
    }
    found
}

fn of_block(prose: &Prose, ground: &Ground<'_>, first: usize, parts: &[Part]) -> Option<(Quoted, Voice)> {
    let mut pieces: Vec<TextSpan> =
        parts.iter().enumerate().map(|(number, part)| TextSpan::new(first + number, 0, part.text.len())).collect();
    let last = &parts[parts.len() - 1].text;
    let signed = signature(last).and_then(|at| Some((at, named(&last[at..], ground)?)));
    if let Some((at, _)) = &signed {
        match last[..*at].trim_end_matches([' ', '\n', '—', '–', '-']).len() {
            0 => drop(pieces.pop()),
            end => pieces.last_mut()?.span = Span::new(0, end),
        }
    }
    let speaker = signed.map(|(_, voice)| voice).or_else(|| introduced(prose, ground, first)).unwrap_or(Voice::Nobody);
    (!pieces.is_empty())
        .then_some((Quoted { pieces, depth: 0, single: false, closed: true, other_ends: Vec::new() }, speaker))
}

/// Where the words begin that say whose words these are: after a dash or a line break, or a short line without a full stop.
fn signature(text: &str) -> Option<usize> {
    let behind = ["\n", " — ", " – ", " - "].iter().filter_map(|sign| Some(text.rfind(sign)? + sign.len())).max();
    let starts = behind.into_iter().chain([0]);
    let is_signature = |at: &usize| {
        let line = &text[*at..];
        !line.trim_end().ends_with(['.', '!', '?']) && language::words(line).nth(SIGNATURE).is_none()
    };
    starts.into_iter().find(is_signature)
}

/// The speaker whom the words before name, where they end with a colon.
fn introduced(prose: &Prose, ground: &Ground<'_>, first: usize) -> Option<Voice> {
    let before = prose.parts.get(first.checked_sub(1)?)?;
    let sentence = before.sentences.last().filter(|_| before.own.trim_end().ends_with(':'))?;
    named(&before.own[*sentence], ground)
}
