//! Inspectors: whose they are, and how many led. Not here: their names (people).

use super::{NAME, ROLE};
use crate::check::Found;
use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::Part;
use crate::language::pattern::{self, Pattern};
use crate::text::{self, TextSpan};
use jiff::civil::{Date, date};
use std::sync::LazyLock;

/// Her or His Majesty's inspectors.
static SOVEREIGN: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"(?i)\b(Her|His) Majesty[’']s (?:Chief )?Inspect(?:or|ors|orate)\b"));

/// More than one who led.
static LEADS: LazyLock<Pattern> = LazyLock::new(|| pattern::words(r"(?i)\blead inspectors\b"));
/// The day from which inspectors are His Majesty's.
const ACCESSION: Date = date(2022, 9, 8);

/// What is said of the inspectors besides their names: whose they are, and how many led.
pub(super) fn inspectors(leaf: usize, part: &Part, ground: &Ground<'_>) -> Vec<Found> {
    let inspection = ground.known.inspection;
    let titles = || inspection.lead_inspectors.iter().map(|lead| text::normal(&lead.title));
    let last = inspection.dates.iter().map(|days| days.to).max();
    let printed = |of: &str| titles().any(|title| title.contains(of));
    let mut found = Vec::new();
    for said in SOVEREIGN.captures_iter(&part.own).filter_map(|said| said.get(1)) {
        let right = match (said.as_str().to_lowercase().as_str(), last) {
            ("her", Some(day)) if day >= ACCESSION && !printed("Her ") => "His",
            ("his", Some(day)) if ground.known.published.unwrap_or(day) < ACCESSION && !printed("His ") => "Her",
            _ => continue,
        };
        let message = format!("at the time of this inspection they were {right} Majesty’s Inspectors");
        let place = TextSpan { block: leaf, span: said.range().into() };
        found.push(Found::new(&ROLE, place, message).edit(right));
    }
    if let [lead] = &inspection.lead_inspectors[..] {
        let many = LEADS.find_iter(&part.own).map(|many| TextSpan { block: leaf, span: many.range().into() });
        let message = format!("the report names one lead inspector: {}", lead.name);
        found.extend(many.map(|place| Found::new(&NAME, place, message.clone())));
    }
    found
}
