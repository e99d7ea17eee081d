//! How moved passages are described: the direction they moved, and their first words.

use crate::document::{Change, Redline, Side};
use std::collections::HashMap;

/// The moved passages of a redline.
pub(super) struct Passages {
    known: HashMap<u32, MovedPassage>,
}

#[derive(Default)]
struct MovedPassage {
    /// The first words, as they are now.
    words: String,
    /// Whether the old place was met before the new one.
    went_down: bool,
}

/// So many letters of a passage are enough to know it again.
const ENOUGH: usize = 48;

impl Passages {
    pub(super) fn of(redline: &Redline) -> Passages {
        let mut known: HashMap<u32, MovedPassage> = HashMap::new();
        for line in &redline.lines {
            for marked in &line.runs {
                let Some(moved) = marked.change.moved else { continue };
                let passage = known.entry(moved.id).or_default();
                match moved.side {
                    Side::From => passage.went_down = passage.words.is_empty(),
                    Side::To if marked.change.is_new() && passage.words.len() < ENOUGH => {
                        passage.words.push_str(&marked.run.text);
                    }
                    Side::To => {}
                }
            }
            // The words of one paragraph do not run into those of the next.
            if let Some(passage) = here(line.end).and_then(|id| known.get_mut(&id)) {
                passage.words.push(' ');
            }
        }
        Passages { known }
    }

    /// Returns the note at a passage's old place.
    pub(super) fn was_here(&self, id: u32) -> String {
        let passage = self.known.get(&id);
        let way = if passage.is_some_and(|passage| passage.went_down) { "below" } else { "above" };
        let words = passage.map(|passage| beginning(&passage.words)).unwrap_or_default();
        format!("moved {id}, now {way}: “{words}”")
    }

    /// Returns the words that introduce a passage at its new place.
    pub(super) fn is_here(&self, id: u32) -> String {
        let went_down = self.known.get(&id).is_some_and(|passage| passage.went_down);
        format!("moved {id}, from {}: ", if went_down { "above" } else { "below" })
    }
}

/// Returns the number of the passage whose new place a change belongs to.
pub(super) fn here(change: Change) -> Option<u32> {
    change.moved.filter(|moved| moved.side == Side::To).map(|moved| moved.id)
}

fn beginning(words: &str) -> String {
    let words = words.trim();
    if words.len() < ENOUGH {
        return words.to_owned();
    }
    let end = words.char_indices().map(|(at, _)| at).take_while(|at| *at < ENOUGH).last().unwrap_or_default();
    let cut = words[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", &words[..cut])
}
