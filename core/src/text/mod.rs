//! Characters: encodings, look-alikes, the one normal form in which texts are compared, what may be printed,
//! and the part of a text from one byte to another; mail addresses; the texts in JSON; and cells that a spreadsheet would compute. Not here: words and sentences (language).

mod argument;
mod encoding;
mod folded;
mod formula;
mod line_index;
mod mailbox;
mod near;
mod normal;
mod printable;
mod scripts;
mod span;
mod texts_in;
mod width;

pub use argument::argument;
pub use encoding::{Encoding, decode, encoded_twice, windows_1252};
pub use folded::Folded;
pub use formula::begins_formula;
pub use line_index::LineIndex;
pub use mailbox::Mailbox;
pub use near::{agreement, alike, nearest, share, shortened, slips, suggestion};
pub use normal::{Normal, is_normal, normal};
pub use printable::{is_command, printable, printable_address};
pub use scripts::{is_latin, mixed_words, turned};
pub use span::{Span, TextSpan};
pub use texts_in::texts_in;
pub use width::width;
