//! English, as whatever reads a text reads it: sentences, tokens, words and quotation marks; numbers and [`dates`]; names, titles,
//! roles and verbs of speech; [`Phrases`] that are looked for; and whether a clause says that something is so ([`assertion()`]).
//!
//! Words are [`List`]s in the files of `core/data/language`, read when they are first asked for. Each list has examples, and a
//! test tries them. What no person would add to, such as the names of the months, is in the code.
//!
//! Not here: characters and how texts are written (text), what any sentence says of an inspection (check, quotable).

mod assertion;
mod calendar;
pub mod dates;
mod excerpt;
mod function_words;
mod inspectors;
mod limits;
mod listed;
mod lists;
mod numbers;
mod others;
pub mod pattern;
mod people;
mod phrases;
mod politics;
mod quoted;
mod sentences;
mod terms;
mod token_range;
mod tokens;
mod words;

pub use assertion::{Assertion, Marker, assertion};
pub use calendar::{MONTHS, WEEKDAYS};
pub use excerpt::Excerpt;
pub use function_words::is_function_word;
pub use inspectors::inspectors;
pub use limits::LIMIT_WORDS;
pub use listed::listed;
#[cfg(test)]
pub(crate) use lists::mistakes;
pub use lists::{List, read};
pub use numbers::{
    NUMBERS, ORDINALS, is_amount, is_moving, is_number_word, is_quantity, number, number_like, number_words,
    number_written, ordinal_written,
};
pub use others::{OTHER_FORM, OtherLanguage, language_of};
pub use people::{NAME_WORDS, ROLE_WORDS, SPEECH_WORDS, is_title, name_parts};
pub use phrases::Phrases;
pub use politics::POLITICAL_WORDS;
pub use quoted::{Quoted, quoted};
pub use sentences::sentences;
pub use terms::{Term, terms};
pub use token_range::TokenRange;
pub use tokens::{Token, tokens, words_and_pauses};
pub use words::{capitalised, stem, words};
