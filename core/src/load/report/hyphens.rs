//! Joins rows into running words, deciding whether a hyphen at the end of a line belongs to the word.

use super::running_text::Flow;
use std::collections::HashSet;

/// The words of a document, which tell how it writes a word that a line's end cuts.
pub(super) struct DocumentWords(HashSet<String>);

/// First parts of compounds that are written with a hyphen as a rule.
const PREFIXES: &[&str] = &[
    "self", "well", "co", "pre", "re", "non", "multi", "inter", "post", "anti", "out", "in", "up", "long", "short",
    "high", "low", "ex", "semi", "sub", "mid", "under", "over", "cross", "all", "part", "full", "half", "decision",
];

/// The words after a hanging hyphen: "16- and 17-year-olds".
const HANGING: &[&str] = &["and", "or", "to"];

impl DocumentWords {
    /// Collects the words of a document, except those hyphenated at the end of a line.
    pub(super) fn new(flow: &Flow) -> DocumentWords {
        let mut words = HashSet::new();
        for row in &flow.rows {
            let text = row.text();
            for word in text.split_whitespace().map(bare).filter(|word| !word.is_empty()) {
                if word.contains('-') {
                    words.extend(word.split('-').map(str::to_lowercase));
                }
                words.insert(word.to_lowercase());
            }
        }
        DocumentWords(words)
    }

    /// Appends a row's words to those before it.
    pub(super) fn join(&self, text: &mut String, row: &str) {
        if text.is_empty() || row.is_empty() {
            text.push_str(row);
            return;
        }
        if let Some(last) = text.strip_suffix('-')
            && last.ends_with(char::is_alphanumeric)
            && row.starts_with(char::is_alphanumeric)
        {
            let first = bare(last.split_whitespace().next_back().unwrap_or_default());
            let second = bare(row.split_whitespace().next().unwrap_or_default());
            if HANGING.contains(&second) {
                text.push(' ');
            } else if !self.keeps_hyphen(first, second) {
                text.pop();
            }
        } else if !(text.ends_with(['–', '—', '/']) && is_tight(text)) {
            text.push(' ');
        }
        text.push_str(row);
    }

    /// Returns `true` if a hyphen at the end of a line belongs to the word: if the document writes it elsewhere or,
    /// failing that, if both parts are words.
    fn keeps_hyphen(&self, first: &str, second: &str) -> bool {
        // "COVID-19", "16-year-olds", "Multi-Systemic": no word is broken next to such letters.
        if first.ends_with(|c: char| c.is_ascii_digit()) || !second.starts_with(char::is_lowercase) {
            return true;
        }
        let (first, second) = (first.to_lowercase(), second.to_lowercase());
        let knows = |word: &str| self.0.contains(word);
        if first.contains('-') || knows(&format!("{first}-{second}")) {
            return true;
        }
        if knows(&format!("{first}{second}")) {
            return false;
        }
        PREFIXES.contains(&first.as_str()) || knows(&first) || knows(&second)
    }
}

/// Returns `true` if a dash or slash at the end follows its word directly, as in "2015–".
fn is_tight(text: &str) -> bool {
    let mut chars = text.chars().rev().skip(1);
    chars.next().is_some_and(char::is_alphanumeric)
}

/// Returns a word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::DocumentWords;

    #[test]
    fn a_hyphen_at_a_line_s_end_stays_where_the_word_has_it() {
        let words = ["pre-proceedings", "complete", "early", "out", "of"].map(str::to_owned);
        let lexicon = DocumentWords(words.into());
        let join = |before: &str, row: &str| {
            let mut text = before.to_owned();
            lexicon.join(&mut text, row);
            text
        };
        assert_eq!(join("the pre-", "proceedings stage"), "the pre-proceedings stage");
        assert_eq!(join("com-", "plete it"), "complete it");
        assert_eq!(join("16-", "and 17-year-olds"), "16- and 17-year-olds");
        assert_eq!(join("16-", "year-olds"), "16-year-olds");
        assert_eq!(join("COVID-", "19"), "COVID-19");
        assert_eq!(join("out-of-", "hours"), "out-of-hours");
        assert_eq!(join("self-", "assessed"), "self-assessed");
        assert_eq!(join("encourage-", "ment"), "encouragement");
        assert_eq!(join("2015–", "16"), "2015–16");
        assert_eq!(join("a pause –", "then"), "a pause – then");
        assert_eq!(join("and/", "or"), "and/or");
    }
}
