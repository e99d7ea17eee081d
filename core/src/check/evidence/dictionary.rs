//! A Hunspell dictionary. Not here: which words of a text are looked up (spelling), and where its files stand (story).

use std::fmt;

/// A dictionary.
pub struct Dictionary(spellbook::Dictionary);

impl Dictionary {
    /// Reads a dictionary: the texts of its `.aff` and its `.dic`.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(aff: &str, dic: &str) -> Result<Dictionary, String> {
        spellbook::Dictionary::new(aff, dic).map(Dictionary).map_err(|error| error.to_string())
    }

    pub(in crate::check) fn has(&self, word: &str) -> bool {
        self.0.check(word)
    }

    pub(in crate::check) fn nearest(&self, word: &str) -> Option<String> {
        let mut near = Vec::new();
        self.0.suggest(word, &mut near);
        near.into_iter().next()
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dictionary")
    }
}

/// By what spelling is looked at.
#[derive(Clone, Copy, Debug)]
pub enum Spelling<'a> {
    /// The desk does not want it looked at.
    Off,
    /// There is no dictionary.
    Missing,
    /// A dictionary.
    With(&'a Dictionary),
}
