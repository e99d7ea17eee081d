//! Lists of words and phrases that files hold, each with examples that it is tried on. Not here: what a list is for.

use super::Phrases;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

/// Words and phrases that do the same in a sentence.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// The words and phrases, as a text has them in lower case; `*` at the end of a word stands for any ending.
    pub phrases: Vec<String>,
    /// Sentences in which the words and phrases of the list, and no others, are in square brackets.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test tries them"))]
    examples: Vec<String>,
}

impl List {
    /// Returns whether a word in lower case is in the list.
    pub fn has(&self, word: &str) -> bool {
        self.phrases.iter().any(|phrase| phrase == word)
    }

    /// Returns the words and phrases.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.phrases.iter().map(String::as_str)
    }

    /// Returns the words and phrases as the alternatives of a regular expression.
    pub fn alternatives(&self) -> String {
        self.phrases.join("|").replace('*', r"\w*").replace('\'', "[’']")
    }
}

/// Reads a list of a file and makes its phrases ready.
impl<'de> Deserialize<'de> for Phrases<()> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Phrases<()>, D::Error> {
        let list = List::deserialize(from)?;
        Ok(Phrases::new(list.iter().map(|phrase| (phrase, ()))))
    }
}

/// Reads a file of lists that the program carries: a struct with a [`List`] in each field.
///
/// # Panics
/// Where the file is not as `T` has it. A test reads every one.
pub fn read<T: DeserializeOwned>(file: &str) -> T {
    toml::from_str(file).unwrap_or_else(|error| panic!("a file of lists: {error}"))
}

/// Returns what is wrong with the lists of a file: one without examples, a phrase that is given twice or can never be found,
/// and examples in which other words are found than those in brackets.
#[cfg(test)]
pub(crate) fn mistakes(file: &str) -> Vec<String> {
    let lists: std::collections::BTreeMap<String, List> = read(file);
    lists
        .iter()
        .flat_map(|(name, list)| list.mistakes().into_iter().map(move |what| format!("{name}: {what}")))
        .collect()
}

#[cfg(test)]
impl List {
    fn mistakes(&self) -> Vec<String> {
        use super::tokens;
        let phrases = Phrases::new(self.iter().map(|phrase| (phrase, ())));
        let found = |text: &str| -> Vec<String> {
            let tokens = tokens(text);
            phrases.find(&tokens).into_iter().map(|(range, ())| text[range.span(&tokens)].to_owned()).collect()
        };
        let mut wrong = Vec::new();
        for (number, phrase) in self.iter().enumerate() {
            if self.phrases[..number].iter().any(|earlier| earlier == phrase) {
                wrong.push(format!("“{phrase}” is there twice"));
            }
            if phrase != phrase.to_lowercase() || found(phrase).is_empty() {
                wrong.push(format!("“{phrase}” is never found"));
            }
        }
        if !self.examples.iter().any(|example| example.contains('[')) {
            wrong.push("has no example".to_owned());
        }
        for example in &self.examples {
            let wanted: Vec<&str> =
                example.split('[').skip(1).map(|opened| opened.split(']').next().unwrap_or_default()).collect();
            let found = found(&example.replace(['[', ']'], ""));
            if found != wanted {
                wrong.push(format!("finds {found:?} in “{example}”"));
            }
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::mistakes;

    #[test]
    fn lists_are_tried_on_their_examples() {
        let file = r#"
            [right]
            phrases = ["plan*", "drift and delay"]
            examples = ["They [planned] for [drift and delay].", "No other words."]
            [wrong]
            phrases = ["drift", "drift", "Delay", "*"]
            examples = ["They [plan] for drift."]
            [bare]
            phrases = ["delay"]
            examples = ["Nothing of it."]
        "#;
        assert_eq!(
            mistakes(file),
            [
                "bare: has no example",
                "wrong: “drift” is there twice",
                "wrong: “Delay” is never found",
                "wrong: “*” is never found",
                "wrong: finds [\"drift\"] in “They [plan] for drift.”",
            ]
        );
    }
}
