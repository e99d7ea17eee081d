//! The small words of a sentence, which say little by themselves. Not here: words that deny or count.

use foldhash::fast::RandomState;
use std::collections::HashSet;
use std::sync::LazyLock;

const WORDS: &str = "a an the and or but nor so yet of in on at to by for from with as into since until than that this these \
    those it its they their them he she his her him we our us you your who which whose what when where while is are was were \
    be been being has have had having do does did also too then there here";

static SET: LazyLock<HashSet<&str, RandomState>> = LazyLock::new(|| WORDS.split_ascii_whitespace().collect());

/// Whether a word in lower case only joins others: an article, a preposition, a conjunction, a pronoun, an auxiliary verb.
pub fn is_function_word(word: &str) -> bool {
    SET.contains(word)
}

#[cfg(test)]
mod tests {
    use super::is_function_word;

    #[test]
    fn words_that_deny_or_count_are_none() {
        assert!(["the", "of", "her", "since"].into_iter().all(is_function_word));
        assert!(!["not", "no", "all", "both", "may", "up", "good"].into_iter().any(is_function_word));
    }
}
