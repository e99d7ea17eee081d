//! Phrases looked for in tokens: the longest one at each place. Not here: what the phrases mean.

pub(in crate::check) use crate::language::number;
use crate::language::{self, NUMBERS, Token, TokenRange};
use std::collections::HashMap;

/// Phrases, each with what it stands for.
#[derive(Debug)]
pub(in crate::check) struct Phrases<T> {
    /// By the first word; the longest first.
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Clone> Phrases<T> {
    pub(in crate::check) fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Phrases<T> {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (phrase, meaning) in phrases {
            let forms: Vec<String> = language::tokens(phrase).into_iter().map(|token| token.form).collect();
            if let Some(first) = forms.first() {
                let all = by_first.entry(first.clone()).or_default();
                all.push((forms, meaning));
                all.sort_by_key(|(forms, _)| std::cmp::Reverse(forms.len()));
            }
        }
        Phrases { by_first }
    }

    /// Where phrases stand, as ranges of tokens that do not overlap, in order.
    pub(in crate::check) fn find(&self, tokens: &[Token]) -> Vec<(TokenRange, T)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let here = self.by_first.get(&tokens[at].form).into_iter().flatten();
            let same = |forms: &[String]| {
                tokens.len() - at >= forms.len()
                    && forms.iter().zip(&tokens[at..]).all(|(form, token)| *form == token.form)
            };
            match here.into_iter().find(|(forms, _)| same(forms)) {
                Some((forms, meaning)) => {
                    found.push((TokenRange::new(at, at + forms.len()), meaning.clone()));
                    at += forms.len();
                }
                None => at += 1,
            }
        }
        found
    }
}

/// A number as the text around it writes it: in words up to nine unless the other one is in digits.
pub(in crate::check) fn written(number: u64, like: &str) -> String {
    let digits = like.starts_with(|c: char| c.is_ascii_digit());
    let word = usize::try_from(number).ok().and_then(|number| NUMBERS[..10].get(number)).filter(|_| !digits);
    match word.map(|word| if number == 0 { "no" } else { *word }) {
        Some(word) if like.starts_with(char::is_uppercase) => word[..1].to_uppercase() + &word[1..],
        Some(word) => word.to_owned(),
        None => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_counts() {
        let phrases = Phrases::new([("children in care", 1), ("children in care and care leavers", 2), ("overall", 3)]);
        let tokens = language::tokens("Children in care, and overall: children in care and care leavers");
        assert_eq!(
            phrases.find(&tokens),
            [(0..3, 1), (4..5, 3), (5..11, 2)].map(|(range, meaning)| (TokenRange::from(range), meaning))
        );
    }

    #[test]
    fn a_number_is_written_like_the_one_beside_it() {
        assert_eq!(
            [written(3, "two"), written(3, "Two"), written(3, "2"), written(12, "two")],
            ["three", "Three", "3", "12"]
        );
    }
}
