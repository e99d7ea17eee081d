//! English: sentences, words, numbers, dates and quotation marks. Not here: characters and how texts are written (text), what
//! any sentence says of an inspection (check).

mod calendar;
mod function_words;
mod listed;
mod numbers;
mod quoted;
mod sentences;
mod token_range;
mod tokens;
mod words;

pub use calendar::{MONTHS, WEEKDAYS};
pub use function_words::is_function_word;
pub use listed::listed;
pub use numbers::{NUMBERS, ORDINALS, is_number_word, is_quantity, number, number_words};
pub use quoted::{Quoted, quoted};
pub use sentences::sentences;
pub use token_range::TokenRange;
pub use tokens::{Token, tokens};
pub use words::words;
