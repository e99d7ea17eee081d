//! Text: sentences, words and the one normal form in which texts are compared. Knows no domain word.
//! Not here: what any sentence is about.

mod argument;
mod calendar;
mod encoding;
mod folded;
mod line_index;
mod listed;
mod near;
mod normal;
mod numbers;
mod printable;
mod quoted;
mod scripts;
mod sentences;
mod tokens;
mod width;
mod words;

pub use argument::argument;
pub use calendar::{MONTHS, WEEKDAYS};
pub use encoding::{Encoding, decode, windows_1252};
pub use folded::Folded;
pub use line_index::LineIndex;
pub use listed::listed;
pub use near::{agreement, alike, nearest, share, shortened, suggestion};
pub use normal::{Normal, is_normal, normal};
pub use numbers::{NUMBERS, ORDINALS, is_number_word, is_quantity, number, number_words};
pub use printable::{is_command, printable, printable_address};
pub use quoted::{Quoted, quoted};
pub use scripts::{is_latin, mixed_words, turned};
pub use sentences::sentences;
pub use tokens::{Token, tokens};
pub use width::width;
pub use words::words;
