//! What differs between two reports on the same inspection, in words.

use super::in_one_line;
use crate::inspection::Difference;

/// Returns what differs between two reports, on one line.
pub(crate) fn difference(difference: &Difference) -> String {
    let short = |words: &str| in_one_line(&some(&words.split_whitespace().collect::<Vec<_>>()));
    match difference {
        Difference::Changed { what, before, after } => {
            let (before, after) = parts_that_differ(before, after);
            format!("{what}: {} → {}", in_one_line(&before), in_one_line(&after))
        }
        Difference::Moved { from, to } => format!("{from} is now {to}"),
        Difference::Added { what, after } => format!("{what} is new: {}", short(after)),
        Difference::Removed { what, before } => format!("{what} is gone: {}", short(before)),
    }
}

/// Returns the words that differ, with a few of those around them.
fn parts_that_differ(before: &str, after: &str) -> (String, String) {
    const AROUND: usize = 4;
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.split_whitespace().collect(), after.split_whitespace().collect());
    let same = |one: &mut dyn Iterator<Item = (&&str, &&str)>| one.take_while(|(one, other)| one == other).count();
    let head = same(&mut before.iter().zip(&after));
    let most = before.len().min(after.len()) - head;
    let tail = same(&mut before.iter().rev().zip(after.iter().rev())).min(most);
    let part = |words: &[&str]| {
        let (start, end) = (head.saturating_sub(AROUND), words.len().min(words.len() - tail + AROUND));
        let mark = |is: bool| if is { "… " } else { "" };
        format!("{}{}{}", mark(start > 0), some(&words[start..end]), mark(end < words.len()).trim_end())
    };
    (part(&before), part(&after))
}

/// Returns words, up to a number that people still read.
fn some(words: &[&str]) -> String {
    const MOST: usize = 40;
    let cut = if words.len() > MOST { " …" } else { "" };
    format!("{}{cut}", words[..words.len().min(MOST)].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let (before, after) =
            ("One two three four five six seven eight.", "One two three four five and six seven eight.");
        let parts = parts_that_differ(before, after);
        assert_eq!(
            parts,
            ("… two three four five six seven eight.".into(), "… two three four five and six seven eight.".into())
        );
        assert_eq!(parts_that_differ("good", "outstanding"), ("good".into(), "outstanding".into()));
        assert_eq!(parts_that_differ("a b", "a b b"), ("a b".into(), "a b b".into()));
        assert_eq!(parts_that_differ("", "new"), (String::new(), "new".into()));
    }
}
