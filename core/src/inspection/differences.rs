//! What differs between two readings of one inspection: the report before publication, and the one that was published.

use super::{Improvement, Inspection};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Something has other words or another value.
    Changed {
        /// What: a phrase, such as "paragraph 12".
        what: String,
        /// Before.
        before: String,
        /// After.
        after: String,
    },
    /// The same words have another number.
    Moved {
        /// What they were.
        from: String,
        /// What they are.
        to: String,
    },
    /// Something is new.
    Added {
        /// What.
        what: String,
        /// Its words.
        after: String,
    },
    /// Something is gone.
    Removed {
        /// What.
        what: String,
        /// Its words.
        before: String,
    },
}

impl Difference {
    /// Returns the words that the later report does not have in that place any more, if there are any.
    pub fn lost(&self) -> Option<(&str, &str)> {
        match self {
            Difference::Changed { before, after, .. } => Some((before, after)),
            Difference::Removed { before, .. } => Some((before, "")),
            Difference::Moved { .. } | Difference::Added { .. } => None,
        }
    }
}

/// Words, each with the name of what they are: "paragraph 12".
type Named = Vec<(String, String)>;

/// Returns what differs: who and when, grades, people, points, paragraphs.
pub fn differences(before: &Inspection, after: &Inspection) -> Vec<Difference> {
    let lists: [fn(&Inspection) -> Named; 7] =
        [facts, grades, inspectors, summary, priority_actions, improvements, paragraphs];
    lists.into_iter().flat_map(|of| compare(of(before), of(after))).collect()
}

/// Compares two lists of named words: the same words are the same thing, and of the rest what has the same name.
fn compare(before: Named, mut after: Named) -> Vec<Difference> {
    let kept: Named = before.iter().filter(|one| after.contains(one)).cloned().collect();
    after.retain(|one| !kept.contains(one));
    let before: Named = before.into_iter().filter(|one| !kept.contains(one)).collect();
    let mut moved: Vec<Option<String>> = Vec::new();
    for (_, words) in &before {
        let found = after.iter().position(|(_, other)| other == words);
        moved.push(found.map(|place| after.remove(place).0));
    }
    let mut found = Vec::new();
    for ((what, words), moved) in before.into_iter().zip(moved) {
        let same_name = after.iter().position(|(other, _)| moved.is_none() && *other == what);
        found.push(match (moved, same_name.map(|place| after.remove(place).1)) {
            (Some(to), _) => Difference::Moved { from: what, to },
            (None, Some(after)) => Difference::Changed { what, before: words, after },
            (None, None) => Difference::Removed { what, before: words },
        });
    }
    found.extend(after.into_iter().map(|(what, after)| Difference::Added { what, after }));
    found
}

fn facts(inspection: &Inspection) -> Named {
    let dates: Vec<String> = inspection.dates.iter().map(|dates| format!("{} to {}", dates.from, dates.to)).collect();
    let all = [
        ("authority", Some(inspection.authority.name.clone())),
        ("kind of document", Some(inspection.document.to_string())),
        ("inspection dates", Some(dates.join(", "))),
        ("date of the letter", inspection.letter_date.map(|day| day.to_string())),
        ("outcome", inspection.outcome.as_ref().map(|outcome| outcome.text.clone())),
        ("what was looked at", Some(inspection.topic.clone())),
        ("partners", Some(inspection.partners.join(", "))),
        ("who runs the service", inspection.run_by.clone()),
    ];
    all.into_iter()
        .filter_map(|(what, value)| Some((what.to_owned(), value.filter(|value| !value.is_empty())?)))
        .collect()
}

fn grades(inspection: &Inspection) -> Named {
    let grade = |judgement: &super::Judgement| (format!("grade: {}", judgement.name), judgement.grade.to_string());
    inspection.judgements.iter().map(grade).collect()
}

fn inspectors(inspection: &Inspection) -> Named {
    let named = |inspector: &super::Inspector| format!("{}, {}", inspector.name, inspector.title);
    let all = inspection.lead_inspectors.iter().chain(&inspection.inspectors).enumerate();
    all.map(|(place, inspector)| (format!("inspector {}", place + 1), named(inspector))).collect()
}

fn summary(inspection: &Inspection) -> Named {
    numbered("paragraph", "of the summary", inspection.summary.iter().cloned())
}

fn priority_actions(inspection: &Inspection) -> Named {
    numbered("priority action", "", inspection.priority_actions.iter().map(whole))
}

fn improvements(inspection: &Inspection) -> Named {
    numbered("point to improve", "", inspection.improvements.iter().map(whole))
}

fn whole(point: &Improvement) -> String {
    let below = point.points.iter().map(|point| point.text.as_str());
    std::iter::once(point.text.as_str()).chain(below).collect::<Vec<_>>().join(" ")
}

fn numbered(what: &str, of: &str, words: impl Iterator<Item = String>) -> Named {
    let name = |place: usize| format!("{what} {} {of}", place + 1).trim_end().to_owned();
    words.enumerate().map(|(place, words)| (name(place), words)).collect()
}

fn paragraphs(inspection: &Inspection) -> Named {
    let all = inspection.paragraphs.iter().enumerate();
    all.map(|(place, paragraph)| {
        let number =
            paragraph.number.map_or_else(|| format!("without a number, {}", place + 1), |number| number.to_string());
        (format!("paragraph {number}"), paragraph.text.clone())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::Paragraph;

    #[test]
    fn what_changed_moved_came_and_went() {
        let paragraph = |number, text: &str| Paragraph {
            number: Some(number),
            page: 1,
            area: None,
            role: None,
            text: text.to_owned(),
        };
        let before = Inspection {
            summary: vec!["Children are safe.".to_owned()],
            paragraphs: vec![paragraph(1, "One."), paragraph(2, "Two."), paragraph(3, "Three.")],
            ..Inspection::default()
        };
        let mut after = before.clone();
        assert_eq!(differences(&before, &after), []);
        after.summary[0] = "Most children are safe.".to_owned();
        after.paragraphs = vec![paragraph(1, "One."), paragraph(2, "Three."), paragraph(4, "Four.")];
        assert_eq!(
            differences(&before, &after),
            [
                Difference::Changed {
                    what: "paragraph 1 of the summary".to_owned(),
                    before: "Children are safe.".to_owned(),
                    after: "Most children are safe.".to_owned()
                },
                Difference::Removed { what: "paragraph 2".to_owned(), before: "Two.".to_owned() },
                Difference::Moved { from: "paragraph 3".to_owned(), to: "paragraph 2".to_owned() },
                Difference::Added { what: "paragraph 4".to_owned(), after: "Four.".to_owned() },
            ]
        );
    }
}
