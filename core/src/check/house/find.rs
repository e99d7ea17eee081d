//! Rules looked for in a text. Not here: what a rule is (house), how it is made ready (compile).

use super::compile::{Ready, Role, Rules};
use super::first_use;
use super::hit::{Hit, Text};
use crate::check::Found;
use crate::check::evidence::prose::Part;
use crate::finding::Finding;
use crate::house::{RuleKind, Scope};
use crate::text::{Span, TextSpan};
use std::borrow::Cow;
use std::collections::BTreeMap;

impl Rules {
    /// All that the rules find in a text.
    pub(super) fn find(&self, text: &Text<'_>) -> Vec<Found> {
        let mut by_rule: BTreeMap<usize, Vec<Hit>> = BTreeMap::new();
        for (leaf, own) in text.own.iter().enumerate() {
            for hit in self.hits(leaf, own, &text.prose.parts[leaf]) {
                by_rule.entry(hit.rule).or_default().push(hit);
            }
        }
        let found = by_rule.into_iter().flat_map(|(rule, hits)| {
            let rule = &self.all[rule];
            match rule.kind {
                RuleKind::Existence => existing(rule, &hits, text),
                RuleKind::Substitution => hits.iter().map(|hit| found(rule, hit, text)).collect(),
                RuleKind::Occurrence => occurring(rule, &hits, text),
                RuleKind::Consistency => differing(rule, &hits, text),
                RuleKind::Conditional => unexplained(rule, &hits, text),
            }
        });
        found.collect()
    }

    /// The words of a part that rules look for, in order; of those of one rule that overlap, the first and longest.
    fn hits(&self, leaf: usize, own: &str, part: &Part) -> Vec<Hit> {
        let (mut hits, mut right) = (Vec::new(), Vec::new());
        let place = |range| TextSpan { block: leaf, span: Span::from(range) };
        for one in self.words.iter().flat_map(|words| words.find_overlapping_iter(own)) {
            let tag = &self.tags[one.pattern().as_usize()];
            let exact = tag.exactly.as_ref().is_none_or(|phrase| *phrase == own[one.range()]);
            if !exact || !whole(own, one.range().into()) {
                continue;
            }
            let (edit, form) = match &tag.role {
                Role::Except => {
                    right.push((tag.rule, Span::from(one.range())));
                    continue;
                }
                Role::Swap(edit) => (Some(edit.clone()), None),
                Role::Form(group, form) => (None, Some((*group, *form))),
                Role::Wanted => (None, None),
            };
            if tag.exactly.is_some() || !is_name(part, own, one.range().into()) {
                hits.push(Hit { rule: tag.rule, place: place(one.range()), edit, form });
            }
        }
        for pattern in self.set.iter().flat_map(|set| set.matches(own)) {
            let sought = &self.patterns[pattern];
            for groups in sought.regex().captures_iter(own) {
                let here = groups.name("here").or(groups.get(0));
                let Some(whole) = here.filter(|whole| !whole.is_empty()) else { continue };
                let edit = sought.instead.as_ref().map(|instead| {
                    let mut made = String::new();
                    groups.expand(instead, &mut made);
                    made
                });
                hits.push(Hit { rule: sought.rule, place: place(whole.range()), edit, form: None });
            }
        }
        hits.retain(|hit| {
            let within = |(rule, span): &(usize, Span)| *rule == hit.rule && span.overlaps(hit.place.span);
            !right.iter().any(within) && !in_address(own, hit.place.span.start)
        });
        hits.sort_by_key(|hit| (hit.rule, hit.place.span.start, std::cmp::Reverse(hit.place.span.end)));
        hits.dedup_by(|next, kept| next.rule == kept.rule && next.place.span.overlaps(kept.place.span));
        hits
    }
}

/// A finding of a rule.
fn found(rule: &Ready, hit: &Hit, text: &Text<'_>) -> Found {
    let words = text.prose.at(hit.place);
    let edit = hit.edit.as_ref().map(|edit| like(words, edit));
    let message = match (&rule.message, &edit) {
        (Some(message), _) => message.replace("{}", words),
        (None, Some(edit)) => format!("“{words}”: the house writes “{edit}”"),
        (None, None) => format!("“{words}” is not in the style of the house"),
    };
    let hint = Some(sourced(rule.hint.as_deref(), rule));
    let finding = Finding { severity: rule.severity, place: hit.place, message, hint };
    Found { class: Cow::Owned(rule.class.clone()), finding, source: None, edit }
}

/// Each of the words once, with how often it stands there.
fn existing(rule: &Ready, hits: &[Hit], text: &Text<'_>) -> Vec<Found> {
    let [first, more @ ..] = hits else { return Vec::new() };
    let mut made = found(rule, first, text);
    if !more.is_empty() {
        made.finding.message = format!("{} (and {} more in this text)", made.finding.message, more.len());
    }
    vec![made]
}

/// Short forms that are not explained.
fn unexplained(rule: &Ready, hits: &[Hit], text: &Text<'_>) -> Vec<Found> {
    let with_hint = |(hit, hint): (&Hit, Option<String>)| {
        let mut made = found(rule, hit, text);
        made.finding.hint = Some(sourced(hint.as_deref(), rule));
        made
    };
    first_use::unexplained(&rule.long, hits, text).into_iter().map(with_hint).collect()
}

/// The next step, with the source of the rule.
fn sourced(hint: Option<&str>, rule: &Ready) -> String {
    match hint {
        Some(hint) => format!("{hint} ({})", rule.source),
        None => rule.source.clone(),
    }
}

fn occurring(rule: &Ready, hits: &[Hit], text: &Text<'_>) -> Vec<Found> {
    let scope = |hit: &Hit| {
        let TextSpan { block: leaf, span: range } = &hit.place;
        match rule.per {
            Scope::Text => (0, 0),
            Scope::Paragraph => (*leaf, 0),
            Scope::Sentence => (*leaf, text.prose.parts[*leaf].sentence_at(range.start).start),
        }
    };
    hits.chunk_by(|a, b| scope(a) == scope(b))
        .filter_map(|together| together.get(rule.most))
        .map(|hit| found(rule, hit, text))
        .collect()
}

/// Of each group, the forms that the text uses less: each where it first stands. Where two are used alike, the first of the
/// rule is the one to keep.
fn differing(rule: &Ready, hits: &[Hit], text: &Text<'_>) -> Vec<Found> {
    let mut groups: BTreeMap<usize, BTreeMap<usize, Vec<&Hit>>> = BTreeMap::new();
    for hit in hits {
        let (group, form) = hit.form.unwrap_or_default();
        groups.entry(group).or_default().entry(form).or_default().push(hit);
    }
    let mut all = Vec::new();
    for forms in groups.into_values() {
        let most = forms.iter().max_by_key(|(form, hits)| (hits.len(), std::cmp::Reverse(**form)));
        let Some((&kept, kept_hits)) = most else { continue };
        let keep = text.prose.at(kept_hits[0].place).to_lowercase();
        for (_, hits) in forms.iter().filter(|(form, _)| **form != kept) {
            let hit = Hit { edit: Some(keep.clone()), ..hits[0].clone() };
            let mut made = found(rule, &hit, text);
            made.finding.message = format!("“{}” here, and “{keep}” elsewhere in the text", text.prose.at(hit.place));
            all.push(made);
        }
    }
    all
}

/// Words with the first capital of those they stand for.
fn like(words: &str, edit: &str) -> String {
    let mut rest = edit.chars();
    match rest.next() {
        Some(first) if words.starts_with(char::is_uppercase) && !words[1..].starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(rest).collect()
        }
        _ => edit.to_owned(),
    }
}

/// Whether words are whole ones, and no part of a word with a hyphen.
fn whole(text: &str, span: Span) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\u{2011}' | '_');
    !text[..span.start].ends_with(joins) && !text[span.end..].starts_with(joins)
}

/// Whether words have a capital that no sentence gives them: then they are a name, or part of one.
fn is_name(part: &Part, own: &str, span: Span) -> bool {
    let begins = || {
        let before = &own[part.sentence_at(span.start).start.min(span.start)..span.start];
        !before.contains(char::is_alphanumeric)
    };
    own[span.start..].starts_with(char::is_uppercase) && !begins()
}

/// Whether a byte stands in an address or a tag.
fn in_address(text: &str, at: usize) -> bool {
    /// Bytes on each side of a word in which an address is looked for.
    const FAR: usize = 500;
    let from = text.floor_char_boundary(at.saturating_sub(FAR));
    let to = text.ceil_char_boundary((at + FAR).min(text.len()));
    let start = text[from..at].rfind(char::is_whitespace).map_or(from, |space| from + space + 1);
    let end = text[at..to].find(char::is_whitespace).map_or(to, |space| at + space);
    let word = text.get(start..end).unwrap_or_default().trim_start_matches(['(', '<', '“', '‘']);
    word.starts_with(['#', '@']) || ["://", "www.", "@"].iter().any(|sign| word.contains(sign))
}
