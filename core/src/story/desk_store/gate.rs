//! The gate before a submission and a sign-off: what must not go out as it is passes only with a reason, which goes on record. A
//! version is looked at by its own words, and never the file as it lies there. Not here: the checks (check).

use super::{ReviewError, Target};
use crate::document::Document;
use crate::review::{Despite, Held};
use crate::story::{About, Checker, Error, Story};
use crate::text::shortened;

/// The finding of a place to fill in: places are counted by themselves, however the desk weighs it.
const PLACE: &str = "place-to-fill-in";

/// What holds a document of a story back, as the story and its desk are now.
fn held(story: &Story, output: &str, document: &Document) -> Result<Held, Error> {
    let (prose, outcome) = Checker::new(story, About { output: Some(output), now: None })?.check(document);
    let mut errors = Vec::new();
    for found in outcome.found.iter().filter(|found| found.blocks() && found.class != PLACE) {
        let words = shortened(prose.written(found.finding.place));
        let words = if words.is_empty() { words } else { format!("“{words}”: ") };
        errors.push(format!("{words}{} [{}]", found.finding.message, found.class));
    }
    Ok(Held { errors, places: document.places() })
}

/// Lets a version of a text pass. What is returned goes on record: nothing where nothing holds it back, and otherwise the reason
/// to go on.
///
/// # Errors
/// [`ReviewError::Held`] where something holds it back and there is no reason.
pub(super) fn pass(
    story: &Story,
    target: &Target,
    document: &Document,
    despite: Option<&str>,
) -> Result<Option<Despite>, Error> {
    let over = held(story, &target.output, document)?;
    match despite {
        _ if over.is_empty() => Ok(None),
        Some(because) => Ok(Some(Despite { because: because.to_owned(), over })),
        None => Err(ReviewError::Held { path: target.path(), held: over }.into()),
    }
}
