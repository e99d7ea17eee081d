//! What the lines around quotations say of their speakers, each looked at once: texts may have thousands of quotations, one
//! under the other. Not here: which quotation is whose (who_speaks).

use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::Prose;
use crate::check::evidence::speaker::Voice;
use crate::document::Within;
use std::collections::HashMap;

/// The lines of a text, as far as they were looked at.
pub(in crate::check) struct Lines<'a> {
    pub(in crate::check) prose: &'a Prose,
    ground: &'a Ground<'a>,
    finders: Finders,
    /// The speaker that a part names anywhere.
    cues: HashMap<usize, Option<Voice>>,
    /// Whom a part names that is nothing but a name.
    names: HashMap<usize, Option<Voice>>,
    /// The first of the quotations and names that follow each other up to a part.
    tops: HashMap<usize, usize>,
    /// The last part of each quotation set apart.
    ends: HashMap<Within, usize>,
    /// Of each part, the last one before it that is in no list.
    unlisted: Vec<Option<usize>>,
}

/// What finds the speaker that a line names: anywhere in it, and where it is nothing but a name.
#[derive(Clone, Copy)]
pub(in crate::check) struct Finders {
    pub(in crate::check) anywhere: fn(&str, &Ground<'_>) -> Option<Voice>,
    pub(in crate::check) alone: fn(&str, &Ground<'_>) -> Option<Voice>,
}

pub(in crate::check) fn is_item(within: &[Within]) -> bool {
    matches!(within.last(), Some(Within::Item { .. }))
}

impl<'a> Lines<'a> {
    pub(in crate::check) fn of(prose: &'a Prose, ground: &'a Ground<'a>, finders: Finders) -> Lines<'a> {
        let (mut ends, mut unlisted, mut last) = (HashMap::new(), Vec::new(), None);
        for (number, part) in prose.parts.iter().enumerate() {
            let quotes = part.within.iter().filter(|within| matches!(within, Within::Quote { .. }));
            ends.extend(quotes.map(|quote| (*quote, number)));
            unlisted.push(last);
            last = if is_item(&part.within) { last } else { Some(number) };
        }
        let (cues, names, tops) = (HashMap::new(), HashMap::new(), HashMap::new());
        Lines { prose, ground, finders, cues, names, tops, ends, unlisted }
    }

    /// The speaker that a part names anywhere.
    pub(in crate::check) fn cue(&mut self, part: usize) -> Option<Voice> {
        let find = || (self.finders.anywhere)(&self.prose.parts[part].own, self.ground);
        self.cues.entry(part).or_insert_with(find).clone()
    }

    /// The last part of a quotation set apart.
    pub(in crate::check) fn end_of(&self, quote: Within) -> Option<usize> {
        self.ends.get(&quote).copied()
    }

    /// The part that introduces another one: the one before it or, for an item of a list, the one before the list.
    pub(in crate::check) fn before(&self, part: usize) -> Option<usize> {
        if is_item(&self.prose.parts[part].within) { self.unlisted[part] } else { part.checked_sub(1) }
    }

    /// Whom a part names that is nothing but a name.
    pub(in crate::check) fn name(&mut self, part: usize) -> Option<Voice> {
        let of = self.prose.parts.get(part).filter(|of| !of.is_heading() && of.within.is_empty())?;
        self.names.entry(part).or_insert_with(|| (self.finders.alone)(&of.own, self.ground)).clone()
    }

    /// The first of the quotations that follow each other up to this one, each with a name in between.
    pub(in crate::check) fn top(&mut self, quotation: usize) -> usize {
        let mut top = quotation;
        while top >= 2 && self.name(top - 1).is_some() && self.prose.parts[top - 2].is_only_quoted() {
            top -= 2;
            if let Some(known) = self.tops.get(&top) {
                top = *known;
                break;
            }
        }
        self.tops.insert(quotation, top);
        top
    }
}
