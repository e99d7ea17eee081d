//! The gate before a submission and a sign-off: a version with errors or placeholders passes only with a reason, which
//! is recorded. The recorded version is checked, never the file as it is now.

use super::{DraftPlace, ReviewError};
use crate::document::Document;
use crate::review::{Despite, Held};
use crate::story::{About, Checker, Error, Story};
use crate::text::shortened;
use crate::zone::Moment;

/// The class of a placeholder's finding: placeholders are counted whatever severity the desk gives them.
const PLACE: &str = "place-to-fill-in";

/// Returns what holds a document of a story back, by the story and its desk as they are now. `now` is when it goes out, if
/// that is known.
pub(super) fn held(story: &Story, output: &str, document: &Document, now: Option<Moment>) -> Result<Held, Error> {
    let (prose, outcome) =
        Checker::new(story, About { output: Some(output), now, ..About::default() })?.check(document);
    let mut errors = Vec::new();
    for found in outcome.found.iter().filter(|found| found.blocks() && found.class != PLACE) {
        let words = shortened(prose.written(found.finding.place));
        let words = if words.is_empty() { words } else { format!("“{words}”: ") };
        let error = format!("{words}{} [{}]", found.finding.message, found.class);
        if !errors.contains(&error) {
            errors.push(error);
        }
    }
    Ok(Held { errors, places: document.places() })
}

/// Lets a version of a text pass, returning what to record: `None` if nothing holds it back, and otherwise the reason
/// to go on.
///
/// # Errors
/// [`ReviewError::Held`] if something holds it back and there is no reason.
pub(super) fn pass(
    story: &Story,
    place: &DraftPlace,
    document: &Document,
    despite: Option<&str>,
) -> Result<Option<Despite>, Error> {
    let over = held(story, &place.output, document, None)?;
    match despite {
        _ if over.is_empty() => Ok(None),
        Some(because) => Ok(Some(Despite { because: because.to_owned(), over })),
        None => Err(ReviewError::Held { path: place.path(), held: over }.into()),
    }
}
