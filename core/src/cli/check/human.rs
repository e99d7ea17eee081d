//! Prints findings for people: each with its place, the words, what the source says and the correction; then what the
//! text covers of the result, and a summary line.

use super::place_in_words;
use crate::check::{Covered, Found};
use crate::cli::findings::{self, SourceText};
use crate::cli::screen::{Paint, Screen};
use crate::document::FilePlace;
use crate::finding::{Finding, Severity};
use crate::phrasing::number;
use crate::story::Checked;
use crate::text;
use std::fmt::Write;

/// Characters of a source's passage that are shown around the words that matter.
const SHOWN: usize = 320;

pub(super) fn show(all: &[Checked], screen: &Screen) -> String {
    all.iter().map(|checked| of_text(checked, screen)).collect::<Vec<_>>().join("\n")
}

fn of_text(checked: &Checked, screen: &Screen) -> String {
    let mut shown = String::new();
    let path = checked.path.display().to_string();
    let sheet = checked.text.source.as_ref().map(|source| SourceText::of(&path, source, screen.colours_output()));
    for found in &checked.outcome.found {
        shown += &finding(checked, found, sheet.as_ref(), screen.colours_output());
        shown.push('\n');
    }
    shown += &coverage(checked, screen);
    for unseen in &checked.outcome.not_looked_at {
        writeln!(shown, "not checked: {unseen}").expect("a string takes all that is written");
    }
    shown + &summary(checked, screen)
}

fn finding(checked: &Checked, found: &Found, sheet: Option<&SourceText<'_>>, colour: bool) -> String {
    let Found { class, finding, source, edit } = found;
    let (words, within) = checked.prose.around(finding.place);
    let said = source.as_ref().map(|passage| {
        let near = edit.as_deref().filter(|edit| passage.text.contains(*edit));
        format!("{}: “{}”", passage.label, excerpt(&passage.text, near))
    });
    let put =
        edit.as_ref().map(|edit| if edit.is_empty() { "delete it".to_owned() } else { format!("change to: {edit}") });
    let hint: Vec<String> = [said, put, finding.hint.clone()].into_iter().flatten().collect();
    let file = checked.text.places.of(finding.place);
    let shown = |place| Finding {
        severity: finding.severity,
        place,
        message: format!("{} [{class}]", text::printable(&finding.message)),
        hint: (!hint.is_empty()).then(|| text::printable(&hint.join("\n"))),
    };
    let path = checked.path.display().to_string();
    match (sheet, file) {
        (Some(sheet), FilePlace::Bytes(bytes)) => sheet.show(&shown(bytes)),
        (_, place) => findings::show(&[shown(within)], &format!("{path}, {place}"), words, colour),
    }
}

/// Returns a passage, shortened to the part around the words that matter.
fn excerpt(passage: &str, near: Option<&str>) -> String {
    if passage.chars().count() <= SHOWN {
        return passage.to_owned();
    }
    let at = near.and_then(|near| passage.find(near)).unwrap_or_default();
    let from = passage.floor_char_boundary(at.saturating_sub(SHOWN / 3));
    let from = if from == 0 { 0 } else { passage[from..].find(' ').map_or(from, |space| from + space + 1) };
    let to = passage.floor_char_boundary((from + SHOWN).min(passage.len()));
    let to = if to == passage.len() { to } else { passage[..to].rfind(' ').unwrap_or(to) };
    let (before, after) = (if from > 0 { "… " } else { "" }, if to < passage.len() { " …" } else { "" });
    format!("{before}{}{after}", &passage[from..to])
}

fn coverage(checked: &Checked, screen: &Screen) -> String {
    let mut shown = String::new();
    if checked.outcome.coverage.is_empty() {
        return shown;
    }
    shown += "What the text says about the result:\n";
    for Covered { what, place, near, waived, .. } in &checked.outcome.coverage {
        let (state, paint) = match (place, waived, near) {
            (Some(place), ..) => (place_in_words(checked, *place), Paint::Green),
            (None, Some(by), _) => (format!("waived by {by}"), Paint::Yellow),
            (None, None, Some(near)) => (format!("perhaps {}", place_in_words(checked, *near)), Paint::Yellow),
            (None, None, None) => ("missing".to_owned(), Paint::Red),
        };
        let padded = format!("{state:<12}");
        writeln!(shown, "  {} {}", screen.paint(paint, &padded), text::printable(what))
            .expect("a string takes all that is written");
    }
    shown
}

fn summary(checked: &Checked, screen: &Screen) -> String {
    let outcome = &checked.outcome;
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| outcome.count(severity));
    let (paint, verdict) = if errors > 0 { (Paint::Red, "blocked") } else { (Paint::Green, "not blocked") };
    let counts =
        [number(errors, "error", "errors"), number(warnings, "warning", "warnings"), number(notes, "note", "notes")];
    let all = if checked.unread.is_empty() { "" } else { ", and not all that the file has" };
    let read = number(checked.words, "word read", "words read") + all;
    format!("{}: {}: {}; {read}\n", checked.path.display(), screen.paint(paint, verdict), counts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn a_long_passage_is_shown_around_what_matters() {
        let long = format!("{}the very words {}", "before ".repeat(60), "after ".repeat(60));
        let shown = excerpt(&long, Some("the very words"));
        assert!(shown.starts_with("… before") && shown.ends_with("after …") && shown.contains("the very words"));
        assert!(shown.len() < 340);
        assert_eq!(excerpt("short", None), "short");
    }
}
