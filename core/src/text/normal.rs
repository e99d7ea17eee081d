//! The one normal form in which texts are compared: what differs between two honest copies of the same words is the
//! same here. Not here: how alike two texts are.

use super::{Folded, Span};

/// A text in normal form, with the way back to the text it was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normal {
    text: String,
    /// For each byte of `text`, the source's byte range of the character it was made of.
    origins: Vec<(u32, u32)>,
}

/// A text in normal form; see [`Normal::of`].
pub fn normal(text: &str) -> String {
    if is_normal(text) { text.trim().to_owned() } else { Normal::of(text).text }
}

/// Whether a text is its own normal form, but for white space at its ends: most are, and it is soon seen. Of some it is not
/// seen.
pub fn is_normal(text: &str) -> bool {
    // Counted to the end: without a way out before it, many bytes are looked at in one step.
    let is_odd = |byte: &u8| {
        let is_graphic = byte.wrapping_sub(b' ') <= b'~' - b' ';
        u8::from(!is_graphic) | u8::from(*byte == b'"') | u8::from(*byte == b'`')
    };
    let odd = text.as_bytes().iter().fold(0, |all, byte| all | is_odd(byte));
    let doubled = text.as_bytes().windows(2).filter(|two| two == b"  ").count();
    odd == 0 && doubled == 0
}

impl Normal {
    /// Makes quotation marks and apostrophes `'`, whatever their shape; dashes and hyphens `-`; an ellipsis three
    /// full stops; any run of white space one space, and none at the ends. Opens ligatures, composes accents, and drops
    /// what nobody sees (see [`Folded::exact`]). Case stays.
    pub fn of(text: &str) -> Normal {
        Normal::build(&Folded::exact(text), false)
    }

    /// The same in lower case, for a comparison that overlooks a changed initial capital, and with plain letters for those
    /// that look like them ([`Folded::of`]).
    pub fn folded(text: &str) -> Normal {
        Normal::build(&Folded::of(text), true)
    }

    /// The words in normal form.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part of the source that a part of the normal form was made of.
    pub fn source(&self, part: Span) -> Span {
        let end = self.origins.last().map_or(0, |origin| origin.1 as usize);
        let start = self.origins.get(part.start).map_or(end, |origin| origin.0 as usize);
        match self.origins.get(part.start..part.end) {
            Some([.., last]) => Span::new(start, last.1 as usize),
            _ => Span::at(start),
        }
    }

    fn build(read: &Folded<'_>, fold: bool) -> Normal {
        let source = read.as_str();
        let mut made = Normal { text: String::with_capacity(source.len()), origins: Vec::with_capacity(source.len()) };
        let place = |at: usize| u32::try_from(at).expect("a text has fewer letters than four thousand million");
        let mut at = 0;
        while let Some(c) = source[at..].chars().next() {
            let rest = &source.as_bytes()[at..];
            let same = rest.iter().position(|byte| !is_same(*byte)).unwrap_or(rest.len());
            if same > 0 {
                let from = made.text.len();
                made.text.push_str(&source[at..at + same]);
                if fold {
                    made.text[from..].make_ascii_lowercase();
                }
                made.origins.extend((place(at)..place(at + same)).map(|at| (at, at + 1)));
                at += same;
                continue;
            }
            let origin = (place(at), place(at + c.len_utf8()));
            at += c.len_utf8();
            if c.is_whitespace() {
                if !made.text.is_empty() && !made.text.ends_with(' ') {
                    made.push(" ", origin);
                }
            } else if let Some(plain) = plain(c) {
                made.push(plain, origin);
            } else if fold {
                c.to_lowercase().for_each(|c| made.push(c.encode_utf8(&mut [0; 4]), origin));
            } else {
                made.push(c.encode_utf8(&mut [0; 4]), origin);
            }
        }
        if made.text.ends_with(' ') {
            made.text.pop();
            made.origins.truncate(made.text.len());
        }
        if !read.is_plain() {
            let written = |(start, end): (u32, u32)| read.written(Span::new(start as usize, end as usize));
            made.origins.iter_mut().for_each(|origin| {
                let written = written(*origin);
                *origin = (place(written.start), place(written.end));
            });
        }
        made
    }

    fn push(&mut self, text: &str, origin: (u32, u32)) {
        self.text.push_str(text);
        self.origins.resize(self.text.len(), origin);
    }
}

/// Whether a byte is a character that stands for itself, but for its case.
fn is_same(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'\'' | b'"' | b'`')
}

/// What stands for a character that has more than one honest shape.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '\'' | '"' | '`' | '´' | '«' | '»' | '\u{2018}'..='\u{201f}' | '\u{2032}' | '\u{2033}' | '\u{02bc}' => "'",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '…' => "...",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Normal, Span, is_normal, normal};

    #[test]
    fn honest_copies_are_the_same() {
        let printed = "Staff in Avershire say: “It’s a well\u{2011}run place” – and\u{a0}mean\nit…";
        let copied = "  Staff in Avershire say: 'It's a well-run place' - and mean it... ";
        assert_eq!(normal(printed), normal(copied));
        assert_eq!(normal("o\u{ad}ﬃce, Rhŷs, Rhy\u{302}s"), "office, Rhŷs, Rhŷs");
    }

    #[test]
    fn what_is_normal_is_seen() {
        for text in ["Staff in Avershire's team: 3.5%, e.g.", " so it is ", ""] {
            assert!(is_normal(text));
            assert_eq!(normal(text), text.trim());
        }
        for text in ["two  spaces", "a \"mark\"", "a\tb", "café", "a\u{a0}b"] {
            assert!(!is_normal(text));
        }
    }

    #[test]
    fn other_words_stay_other_words() {
        assert_ne!(normal("plans are always clear"), normal("plans are not always clear"));
        assert_ne!(normal("Leaders"), normal("leaders"));
        assert_eq!(Normal::folded("LEADERS"), Normal::folded("LEADERS"));
        assert_eq!(Normal::folded("Leaders").as_str(), "leaders");
    }

    #[test]
    fn each_part_leads_back_to_its_source() {
        let source = "  A “good”  ye\u{301}ar… on";
        let made = Normal::of(source);
        assert_eq!(made.as_str(), "A 'good' yéar... on");
        let back = |part: &str| {
            let at = made.as_str().find(part).unwrap();
            &source[made.source(Span::new(at, at + part.len()))]
        };
        assert_eq!([back("'good'"), back("yéar"), back("..."), back("on")], ["“good”", "ye\u{301}ar", "…", "on"]);
        assert_eq!(made.source(Span::all(made.as_str())), Span::new(2, source.len()));
        assert_eq!(Normal::of("").source(Span::at(0)), Span::at(0));
    }
}
