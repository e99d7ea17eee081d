//! A text as people read it: without characters that nobody sees, and with plain letters for those that only look like
//! them. Letters of other scripts stay where they are meant as such. Not here: punctuation, white space and case (normal).

use super::Span;
use super::scripts::{LookAlikes, is_combining, is_ignorable, is_settled, script};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_script::Script;

/// A text as people read it, with the way back to the text as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded<'a> {
    text: Cow<'a, str>,
    /// Where both differ, in order.
    changes: Vec<Change>,
}

/// A part of a text that is written in other characters than it is read in.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// Its bytes in the text as it is read: none where nobody sees it.
    read: Span,
    /// Its bytes in the text as it is written.
    written: Span,
}

impl<'a> Folded<'a> {
    /// Drops what is ignored in display (soft hyphens, joiners, variation selectors, marks of direction), composes accents
    /// and drops those that no letter has (an underline made of them), and writes plain letters for compatibility letters
    /// (full-width, mathematical, ligatures) and for look-alikes: in words that mix scripts, and in those that have nothing
    /// else and stand among words of another script.
    pub fn of(text: &'a str) -> Folded<'a> {
        Folded::with(text, LookAlikes::of)
    }

    /// The same, but letters of other scripts stay what they are: to compare texts letter by letter.
    pub fn exact(text: &'a str) -> Folded<'a> {
        Folded::with(text, |_| LookAlikes::default())
    }

    fn with(text: &'a str, look_alikes: impl FnOnce(&str) -> LookAlikes) -> Folded<'a> {
        let Some(first) = text.find(|c| !is_settled(c)) else {
            return Folded { text: Cow::Borrowed(text), changes: Vec::new() };
        };
        let look_alikes = look_alikes(text);
        let mut made = Making { source: text, text: String::new(), changes: Vec::new(), copied: 0 };
        // An accent may stand behind the last plain letter.
        let mut at = text[..first].char_indices().next_back().map_or(0, |(at, _)| at);
        while let Some(c) = text[at..].chars().next() {
            let cluster = Cluster::at(text, at, c);
            if let Some(read) = cluster.read(look_alikes.plain(at)) {
                made.replace(Span::new(at, cluster.end), &read);
            }
            at = cluster.end;
        }
        made.finish()
    }

    /// The text as it is read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same text, kept for itself.
    pub fn into_owned(self) -> Folded<'static> {
        Folded { text: Cow::Owned(self.text.into_owned()), changes: self.changes }
    }

    /// Whether it is read as it is written.
    pub fn is_plain(&self) -> bool {
        self.changes.is_empty()
    }

    /// Where a part of the text stands as it is written. What nobody sees belongs to the part that it stands inside of; an
    /// empty part is what nobody sees there.
    pub fn written(&self, part: Span) -> Span {
        let (start, end) = if part.is_empty() {
            (self.before(part.start), self.behind(part.end))
        } else {
            (self.behind(part.start), self.before(part.end))
        };
        Span::new(start, end.max(start))
    }

    /// The place as it is written of a byte, behind what nobody sees there.
    fn behind(&self, at: usize) -> usize {
        let next = self.changes.partition_point(|change| change.read.end <= at);
        match self.changes.get(next) {
            Some(change) if change.read.start < at => change.written.start,
            _ => self.moved(next, at),
        }
    }

    /// The same, before what nobody sees there.
    fn before(&self, at: usize) -> usize {
        let next = self.changes.partition_point(|change| change.read.end < at);
        match self.changes.get(next) {
            Some(change) if change.read.start < at => change.written.end,
            _ => self.moved(next, at),
        }
    }

    /// A byte behind the first `changes`, and in no other.
    fn moved(&self, changes: usize, at: usize) -> usize {
        let last = changes.checked_sub(1).map(|last| &self.changes[last]);
        last.map_or(at, |change| change.written.end + (at - change.read.end))
    }

    /// Where a byte of the text as it is written stands as it is read.
    pub fn read(&self, written: usize) -> usize {
        let next = self.changes.partition_point(|change| change.written.end <= written);
        match self.changes.get(next) {
            Some(change) if change.written.start <= written => change.read.start,
            _ => {
                let last = next.checked_sub(1).map(|last| &self.changes[last]);
                last.map_or(written, |change| change.read.end + (written - change.written.end))
            }
        }
    }
}

/// A character with the accents behind it.
struct Cluster<'a> {
    source: &'a str,
    base: char,
    /// Whether anything but the base stands in it.
    accented: bool,
    end: usize,
}

impl<'a> Cluster<'a> {
    fn at(text: &'a str, start: usize, base: char) -> Cluster<'a> {
        let mut cluster = Cluster { source: &text[start..], base, accented: false, end: start + base.len_utf8() };
        if text[cluster.end..].chars().next().is_none_or(is_settled) || is_ignorable(base) {
            cluster.source = &text[start..cluster.end];
            return cluster;
        }
        let mut at = cluster.end;
        for c in text[cluster.end..].chars() {
            at += c.len_utf8();
            if is_combining(c) && !is_ignorable(c) {
                (cluster.accented, cluster.end) = (true, at);
            } else if !is_ignorable(c) {
                break;
            }
        }
        cluster.source = &text[start..cluster.end];
        cluster
    }

    /// How it is read, where that is not as it is written; `look_alike` is the plain letter that it stands for.
    fn read(&self, look_alike: Option<char>) -> Option<String> {
        if !self.accented {
            return match (look_alike, self.base) {
                (Some(plain), _) => Some(plain.to_string()),
                (None, base) if is_settled(base) => None,
                (None, base) if is_ignorable(base) => Some(String::new()),
                (None, base) => Some(compatible(base)).filter(|read| *read != self.source),
            };
        }
        let base = look_alike.map_or_else(|| compatible(self.base), String::from);
        let seen = self.source[self.base.len_utf8()..].chars().filter(|c| !is_ignorable(*c));
        let composed: String = base.chars().chain(seen).nfc().collect();
        let latin = base.starts_with(|c| script(c) == Some(Script::Latin));
        let read: String = composed.chars().filter(|c| !latin || !is_combining(*c)).collect();
        (read != self.source).then_some(read)
    }
}

/// The plain form of a letter or of a digit; what is neither stays, as does a small figure that stands above the line.
fn compatible(c: char) -> String {
    let wide = matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{ffe0}'..='\u{ffe6}');
    let digit = matches!(c, '\u{1d7ce}'..='\u{1d7ff}' | '\u{1fbf0}'..='\u{1fbf9}');
    let boxed = |first: u32| char::from_u32('A' as u32 + (c as u32 - first)).unwrap_or(c).to_string();
    match c {
        '\u{1f150}'..='\u{1f169}' => boxed(0x1f150),
        '\u{1f170}'..='\u{1f189}' => boxed(0x1f170),
        '\u{b5}' => c.to_string(), // the sign of a millionth is no Greek letter
        _ if wide || digit || c.is_alphabetic() => c.nfkc().collect(),
        _ => c.nfc().collect(),
    }
}

/// A text as it is read, in the making.
struct Making<'a> {
    source: &'a str,
    text: String,
    changes: Vec<Change>,
    /// How much of the source stands in it.
    copied: usize,
}

impl<'a> Making<'a> {
    fn replace(&mut self, written: Span, read: &str) {
        self.text.push_str(&self.source[self.copied..written.start]);
        let start = self.text.len();
        self.text.push_str(read);
        self.copied = written.end;
        self.changes.push(Change { read: Span::new(start, self.text.len()), written });
    }

    fn finish(mut self) -> Folded<'a> {
        if self.changes.is_empty() {
            return Folded { text: Cow::Borrowed(self.source), changes: Vec::new() };
        }
        self.text.push_str(&self.source[self.copied..]);
        Folded { text: Cow::Owned(self.text), changes: self.changes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_leads_back_to_what_is_written() {
        let text = "\u{feff}in\u{ad}adequate, Gооd\u{200b} and cafe\u{301}’s ﬁne \u{202e}x";
        let folded = Folded::of(text);
        assert_eq!(folded.as_str(), "inadequate, Good and café’s fine x");
        let back = |part: &str| {
            let at = folded.as_str().find(part).unwrap();
            &text[folded.written(Span::new(at, at + part.len()))]
        };
        let parts = ["inadequate", "Good", "café", "fine", "and", "in", "adequate"];
        assert_eq!(parts.map(back), ["in\u{ad}adequate", "Gооd", "cafe\u{301}", "ﬁne", "and", "in", "adequate"]);
        let hidden = folded.read(text.find('\u{202e}').unwrap());
        assert_eq!(&text[folded.written(Span::at(hidden))], "\u{202e}");
        for (at, _) in text.char_indices() {
            assert!(folded.as_str().is_char_boundary(folded.read(at)));
        }
    }

    #[test]
    fn most_texts_are_read_as_they_are_written() {
        for text in ["", "plain", "“It’s £5 – café…”", "10 m², ½ of it, 5 µg, 15 º", "Llŷr’s Żółć", "Мы и ты", "我们"]
        {
            let folded = Folded::of(text);
            assert!(folded.is_plain() || folded.as_str() == text.replace('º', "o"), "{text}: {folded:?}");
        }
    }
}
