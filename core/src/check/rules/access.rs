//! Accessibility of what is exported: one heading of level 1, no level skipped, alternative text, links that say where they
//! lead, headings for each column of a table.
//!
//! Rule: Public Sector Bodies (Websites and Mobile Applications) Accessibility Regulations 2018; WCAG 2.2 AA 1.1.1, 1.3.1,
//! 2.4.4, 2.4.6.

use crate::check::evidence::prose::Prose;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::document::{Kind, Within};
use crate::finding::Severity;
use crate::text::{self, TextSpan};

static ALT: Class = Class {
    id: "access-alt-text-missing",
    severity: Severity::Error,
    about: "a picture has no alternative text, or one that is a file’s name or only says that it is a picture",
};
static ORDER: Class = Class {
    id: "access-heading-order",
    severity: Severity::Warning,
    about: "a level of headings is skipped, or there is more or less than one heading of level 1",
};
static LINK: Class = Class {
    id: "access-link-text",
    severity: Severity::Warning,
    about: "the words of a link do not say where it leads",
};
static TABLE: Class = Class {
    id: "access-table-heading",
    severity: Severity::Warning,
    about: "a table or a column of one has no heading",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "accessibility",
    rule: "Accessibility Regulations 2018; WCAG 2.2 AA",
    classes: &[&ALT, &ORDER, &LINK, &TABLE],
    duties: Duties::All,
    run,
};

/// Words that say nothing of where a link leads.
const EMPTY: [&str; 14] = [
    "here",
    "click here",
    "read more",
    "more",
    "this link",
    "link",
    "this page",
    "find out more",
    "visit here",
    "website",
    "this",
    "download",
    "see more",
    "learn more",
];

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let prose = reading.prose;
    let mut found = headings(prose);
    for (leaf, part) in prose.parts.iter().enumerate() {
        let whole = TextSpan::new(leaf, 0, part.text.len());
        let empty = part.text.trim().is_empty();
        if matches!(part.kind, Kind::Image { .. }) && empty {
            found.push(
                Found::new(&ALT, whole, "the picture has no alternative text")
                    .hint("say what can be seen, for those who cannot see it"),
            );
        }
        if matches!(part.kind, Kind::Image { .. }) && !empty && says_nothing(&part.text) {
            let message = format!("“{}” does not say what the picture shows", part.text.trim());
            found.push(Found::new(&ALT, whole, message).hint("say what can be seen, for those who cannot see it"));
        }
        if matches!(part.within.last(), Some(Within::Cell { row: 0, .. })) && empty {
            let message = "a column has no heading";
            found.push(Found::new(&TABLE, whole, message).hint("say what stands in the column"));
        }
        if begins_data(prose, leaf) {
            found.push(Found::new(&TABLE, whole, "the table has no row of headings").hint(
                "where its first row names the columns, make that a row of headings (Word: Layout, Repeat Header Rows)",
            ));
        }
        for (range, _) in &part.links {
            let words = text::normal(&part.text[*range]).to_lowercase();
            let words = words.trim_matches(|c: char| !c.is_alphanumeric());
            if words.is_empty() || EMPTY.contains(&words) {
                let message = format!("“{}” does not say where the link leads", &part.text[*range]);
                let place = TextSpan { block: leaf, span: *range };
                found.push(Found::new(&LINK, place, message).hint("make the link of the words that name its target"));
            }
        }
    }
    found
}

/// Whether an alternative text is a file's name, or nothing but words for a picture.
fn says_nothing(alt: &str) -> bool {
    const WORDS: [&str; 22] = [
        "image",
        "images",
        "picture",
        "pictures",
        "photo",
        "photos",
        "photograph",
        "graphic",
        "icon",
        "logo",
        "banner",
        "header",
        "hero",
        "placeholder",
        "screenshot",
        "img",
        "pic",
        "alt",
        "text",
        "untitled",
        "description",
        "of",
    ];
    let alt = alt.trim().to_lowercase();
    let endings = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".heic", ".tif", ".tiff"];
    let is_file = !alt.contains(' ') && endings.iter().any(|ending| alt.ends_with(ending));
    let is_word = |word: &str| WORDS.contains(&word) || word.chars().all(|c| c.is_ascii_digit());
    is_file || alt.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(is_word)
}

/// Whether a leaf is the first cell of a table of several rows and columns whose first row has no headings.
fn begins_data(prose: &Prose, leaf: usize) -> bool {
    let cell = |leaf: usize| match prose.parts.get(leaf)?.within.last()? {
        Within::Cell { table, row, column } => Some((*table, *row, *column)),
        Within::Item { .. } | Within::Quote { .. } => None,
    };
    let Some((table, 1, 0)) = cell(leaf) else { return false };
    let is_of = |other: usize| cell(other).filter(|(of, ..)| *of == table);
    let has_head = leaf.checked_sub(1).and_then(is_of).is_some();
    let mut others = (leaf + 1..).map_while(is_of);
    !has_head && others.next().is_some_and(|(_, row, _)| row == 1) && others.any(|(_, row, _)| row == 2)
}

fn headings(prose: &Prose) -> Vec<Found> {
    let headings: Vec<(usize, u8)> = prose
        .parts
        .iter()
        .enumerate()
        .filter_map(|(leaf, part)| match part.kind {
            Kind::Heading(level) => Some((leaf, level)),
            _ => None,
        })
        .collect();
    let place = |leaf: usize| TextSpan::new(leaf, 0, prose.parts[leaf].text.len());
    let mut found = Vec::new();
    let tops: Vec<usize> = headings.iter().filter(|(_, level)| *level == 1).map(|(leaf, _)| *leaf).collect();
    match tops.as_slice() {
        [] if !headings.is_empty() => {
            found.push(
                Found::new(&ORDER, place(headings[0].0), "there is no heading of level 1")
                    .hint("make the headline one"),
            );
        }
        [_, more @ ..] => {
            found.extend(
                more.iter().map(|leaf| Found::new(&ORDER, place(*leaf), "there is more than one heading of level 1")),
            );
        }
        [] => {}
    }
    for pair in headings.windows(2).filter(|pair| pair[1].1 > pair[0].1 + 1) {
        let message = format!("a heading of level {} follows one of level {}", pair[1].1, pair[0].1);
        found.push(
            Found::new(&ORDER, place(pair[1].0), message)
                .hint("skip no level: people who cannot see the page go by them"),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn everybody_can_read_it() {
        expect(
            &CHECK,
            "# One
            ### Three // finding: access-heading-order ‹Three›
            # Again // finding: access-heading-order ‹Again›
            [Click here](https://a.example) or see [our plan](https://b.example). // finding: access-link-text ‹Click here›
            ![](a.jpg) // finding: access-alt-text-missing ‹›
            ![image](a.jpg) // finding: access-alt-text-missing ‹image›
            ![IMG_2043.jpg](a.jpg) // finding: access-alt-text-missing ‹IMG_2043.jpg›
            ![Five social workers in an office](a.jpg)",
        );
    }
}
