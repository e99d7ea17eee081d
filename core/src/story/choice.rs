//! The sentences that somebody picked or banned. Not here: how they are ranked otherwise (quotable).

use crate::brief::{QuoteChoice, QuoteName};
use crate::inspection::Inspection;
use crate::quotable::{Quotable, every_sentence};
use crate::text::normal;

/// Returns the sentences that can be quoted in the order in which texts take them, and how many of them were picked: first those,
/// in the order of the choice, then `found` without those that are banned. A sentence that was picked is quotable whatever it says;
/// of a paragraph, the first of `found` is taken.
pub(super) fn choose(inspection: &Inspection, found: Vec<Quotable>, choice: &QuoteChoice) -> (Vec<Quotable>, usize) {
    let is_banned = |quotable: &Quotable| choice.ban.iter().any(|name| is_called(quotable, name));
    let (mut chosen, others): (Vec<Quotable>, Vec<Quotable>) = (Vec::new(), found);
    for name in &choice.pick {
        let best = others.iter().find(|quotable| is_called(quotable, name)).cloned();
        let picked = best.or_else(|| every_sentence(inspection).find(|quotable| is_called(quotable, name)));
        let is_new = |quotable: &Quotable| chosen.iter().all(|other| !is_same(other, quotable));
        chosen.extend(picked.filter(is_new));
    }
    let picked = chosen.len();
    let is_left = |quotable: &Quotable| !is_banned(quotable) && !chosen.iter().any(|other| is_same(other, quotable));
    let left: Vec<Quotable> = others.into_iter().filter(is_left).collect();
    chosen.extend(left);
    (chosen, picked)
}

/// Returns `true` if the report has a sentence with this name in its summary or its findings.
pub(super) fn is_of_report(inspection: &Inspection, name: &QuoteName) -> bool {
    every_sentence(inspection).any(|quotable| is_called(&quotable, name))
}

fn is_same(one: &Quotable, other: &Quotable) -> bool {
    (one.place, one.part) == (other.place, other.part)
}

fn is_called(quotable: &Quotable, name: &QuoteName) -> bool {
    match name {
        QuoteName::Paragraph(number) => quotable.number == Some(*number),
        QuoteName::Words(words) => normal(&quotable.text).contains(&normal(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::{Inspection, Paragraph};
    use crate::quotable::find;

    fn avershire(summary: &[&str], paragraphs: &[&str]) -> Inspection {
        let paragraph = |(number, text): (u32, &&str)| Paragraph {
            number: Some(number),
            text: (*text).to_owned(),
            page: 1,
            area: None,
            role: None,
        };
        Inspection {
            summary: summary.iter().map(|text| (*text).to_owned()).collect(),
            paragraphs: (1..).zip(paragraphs).map(paragraph).collect(),
            ..Inspection::default()
        }
    }

    #[test]
    fn what_is_picked_comes_first_and_what_is_banned_not_at_all() {
        let report = avershire(
            &["Leaders are ambitious for children."],
            &[
                "Staff are proud. The office is in Ashmoor.",
                "Children feel safe and loved.",
                "Plans are clear and strong.",
            ],
        );
        let texts = |pick: &[&str], ban: &[&str]| {
            let names = |typed: &[&str]| typed.iter().map(|typed| QuoteName::of(typed)).collect();
            let (chosen, picked) = choose(&report, find(&report), &QuoteChoice { pick: names(pick), ban: names(ban) });
            (chosen.into_iter().map(|quotable| quotable.text).collect::<Vec<_>>(), picked)
        };
        let (all, none) = texts(&[], &[]);
        assert_eq!((all.len(), none), (4, 0), "{all:?}");
        // A sentence that is no quotation otherwise, and the best of a paragraph.
        let (chosen, picked) = texts(&["office is in", "3", "3"], &["2", "“Leaders are ambitious”"]);
        assert_eq!(chosen[..2], ["The office is in Ashmoor.", "Plans are clear and strong."]);
        assert_eq!((chosen.len(), picked), (4, 2), "{chosen:?}");
        let (chosen, _) = texts(&[], &["2", "Leaders are ambitious"]);
        assert_eq!(chosen.len(), 2, "{chosen:?}");
        assert!(is_of_report(&report, &QuoteName::of("3")) && !is_of_report(&report, &QuoteName::of("7")));
    }
}
