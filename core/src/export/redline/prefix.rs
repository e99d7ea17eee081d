//! The prefix of a line in plain text: the markers of headings, lists and quotations.

use crate::document::{Kind, Line, Within};
use std::collections::HashMap;

/// Numbers the items as they come.
#[derive(Default)]
pub(super) struct Prefixes {
    /// For each numbered list, the number of its next item.
    next: HashMap<usize, u64>,
    /// The item whose marker was written last, by list.
    last: HashMap<usize, usize>,
}

impl Prefixes {
    /// Returns the prefix of a line's first row, and of the others.
    pub(super) fn of(&mut self, line: &Line) -> (String, String) {
        let (mut first, mut rest) = (String::new(), String::new());
        for within in &line.place.within {
            let (mark, space) = match within {
                Within::Quote { .. } => ("> ".to_owned(), "> ".to_owned()),
                Within::Cell { .. } => ("| ".to_owned(), "  ".to_owned()),
                Within::Item { list, start, item } => {
                    let mark = self.item(*list, *start, *item, line.end.is_new());
                    let space = " ".repeat(mark.chars().count());
                    (mark, space)
                }
            };
            first.push_str(&mark);
            rest.push_str(&space);
        }
        match &line.place.kind {
            Kind::Heading(level) => {
                first.push_str(&"#".repeat(usize::from(*level)));
                first.push(' ');
            }
            Kind::Image { .. } => first.push_str("Picture: "),
            Kind::Rule => first.push_str("---"),
            Kind::Paragraph => {}
        }
        (first, rest)
    }

    fn item(&mut self, list: usize, start: Option<u64>, item: usize, is_new: bool) -> String {
        let mark = match start {
            None => "• ".to_owned(),
            Some(_) if !is_new => "– ".to_owned(),
            Some(start) => format!("{}. ", self.next.get(&list).unwrap_or(&start)),
        };
        if self.last.insert(list, item) == Some(item) {
            return " ".repeat(mark.chars().count());
        }
        if let Some(start) = start.filter(|_| is_new) {
            *self.next.entry(list).or_insert(start) += 1;
        }
        mark
    }
}
