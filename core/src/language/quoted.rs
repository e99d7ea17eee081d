//! Quotation marks: which words of a text stand between them. Curly and straight, double and single marks, marks inside
//! marks, apostrophes, and quotations that run over paragraphs. Not here: who said the words, and whether they did.

use crate::text::TextSpan;

/// How deep quotations are read inside each other: people go no deeper than three.
const DEEPEST: usize = 8;

/// Words between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The words, without the marks: a part of each paragraph that they run over, the block of that number.
    pub pieces: Vec<TextSpan>,
    /// How many other quotations it stands in.
    pub depth: usize,
    /// Whether its marks are single.
    pub single: bool,
    /// Whether it has a closing mark; one that has none ends with its paragraph.
    pub closed: bool,
    /// Where the last piece may end as well: a single mark behind an s closes a quotation or is an apostrophe.
    pub other_ends: Vec<usize>,
}

/// All quotations of some paragraphs, in the order of their openings. A paragraph that ends inside a quotation is gone on
/// with by the next one if that begins with a mark; otherwise the quotation ends there if its marks are double, and the
/// mark was an apostrophe if they are single.
pub fn quoted(paragraphs: &[&str]) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::new();
    let mut running: Option<Open> = None;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let marks = marks(paragraph);
        let begun = running.take().filter(|open| resumes(paragraph, open.kind));
        running = scan(number, paragraph, &marks, begun, &mut found);
    }
    found.retain(|quote| match quote.pieces.len() {
        0 => false,
        1 => quote.closed || !quote.single,
        _ => true,
    });
    found.sort_by_key(|quote| quote.pieces.first().map(|piece| (piece.block, piece.span.start)));
    found
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Single,
    Double,
}

/// A mark, and what it can be by its neighbours.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    end: usize,
    kind: Kind,
    opens: bool,
    closes: bool,
    /// Closes, but may as well be the apostrophe of a plural: "the workers’ views".
    doubtful: bool,
}

/// A quotation that is not closed yet.
#[derive(Clone, Copy, Debug)]
struct Open {
    quote: usize,
    kind: Kind,
    from: usize,
}

fn kind_of(c: char) -> Option<Kind> {
    match c {
        '“' | '”' | '"' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' | '＂' => Some(Kind::Double),
        '‘' | '’' | '\'' | '‚' | '‛' | '`' => Some(Kind::Single),
        _ => None,
    }
}

/// Whether a paragraph goes on with a quotation that the one before left open.
fn resumes(paragraph: &str, kind: Kind) -> bool {
    let first = paragraph.trim_start().chars().next();
    first.is_some_and(|c| kind_of(c) == Some(kind) && !matches!(c, '”' | '’'))
}

fn marks(paragraph: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    if paragraph.is_ascii() && !paragraph.contains(['"', '\'', '`']) {
        return found; // most have none
    }
    let by_pairs = paragraph.contains("``") || paragraph.starts_with("''") || paragraph.contains(" ''");
    let mut before = None;
    let mut rest = paragraph.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let mut after = rest.peek().map(|(_, c)| *c);
        // Two single marks of a typewriter are a double one: ``so''.
        let is_pair = by_pairs && matches!(c, '`' | '\'') && after == Some(c);
        if is_pair {
            rest.next();
            after = rest.peek().map(|(_, c)| *c);
            let sign = if c == '`' { '“' } else { '"' };
            found.push(Mark { end: at + 2, ..mark(at, sign, Kind::Double, before, after) });
        } else if let Some(kind) = kind_of(c) {
            found.push(mark(at, c, kind, before, after));
        }
        before = Some(c);
    }
    found
}

fn mark(at: usize, c: char, kind: Kind, before: Option<char>, after: Option<char>) -> Mark {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let clear_before = is_space(before) || before.is_some_and(|c| "([{—–-/“‘\"'*_:".contains(c));
    let opens_here = clear_before && !is_space(after);
    let closes_here = !is_space(before) && !is_word(after);
    let (opens, closes) = match c {
        '“' | '„' | '‟' | '«' | '〝' => (true, false),
        '”' | '»' | '〞' => (false, true),
        // An opening single mark before digits or inside a word is an apostrophe set the wrong way: ‘90s.
        '‘' | '‚' | '‛' | '`' => (!is_word(before) && !after.is_some_and(|c| c.is_ascii_digit()), false),
        '’' => (false, closes_here),
        '\'' => (opens_here && after.is_some_and(|c| !c.is_ascii_digit()), closes_here && !opens_here),
        _ => (opens_here && !closes_here, closes_here),
    };
    let plural = kind == Kind::Single && before == Some('s') && after.is_some_and(char::is_whitespace);
    Mark { at, end: at + c.len_utf8(), kind, opens, closes, doubtful: closes && plural }
}

/// Walks the marks of one paragraph; returns the outermost quotation that is still open at its end.
fn scan(number: usize, text: &str, marks: &[Mark], begun: Option<Open>, found: &mut Vec<Quoted>) -> Option<Open> {
    let mut stack: Vec<Open> = Vec::new();
    let mut marks_left = marks;
    if let (Some(open), [first, rest @ ..]) = (begun, marks) {
        stack.push(Open { from: first.end, ..open });
        marks_left = rest;
    }
    for (place, mark) in marks_left.iter().enumerate() {
        let same = stack.iter().rposition(|open| open.kind == mark.kind);
        // A double mark that closes nothing closes the single one that was opened: "‘so it is.”"
        let nearest = same.or_else(|| stack.len().checked_sub(1).filter(|_| mark.closes && mark.kind == Kind::Double));
        match nearest {
            Some(place_of) if mark.closes => {
                let later = &marks_left[place + 1..];
                if mark.doubtful && !certain(later) {
                    found[stack[place_of].quote].other_ends.push(mark.at);
                    continue;
                }
                drop_unclosed(&mut stack, place_of + 1, found);
                let open = stack.pop().expect("its place was found");
                close(&mut found[open.quote], TextSpan::new(number, open.from, mark.at), true);
            }
            _ if mark.opens && stack.len() < DEEPEST => {
                let single = mark.kind == Kind::Single;
                let depth = stack.len();
                found.push(Quoted { pieces: Vec::new(), depth, single, closed: false, other_ends: Vec::new() });
                stack.push(Open { quote: found.len() - 1, kind: mark.kind, from: mark.end });
            }
            _ => {}
        }
    }
    end_of_paragraph(number, text, stack, found)
}

/// Whether a doubtful mark has to close its quotation: no clear closing mark comes before the next opening one.
fn certain(later: &[Mark]) -> bool {
    let next = later.iter().find(|mark| mark.kind == Kind::Single && (mark.opens || mark.closes));
    next.is_none_or(|mark| mark.opens)
}

fn close(quote: &mut Quoted, words: TextSpan, closed: bool) {
    quote.other_ends.retain(|end| words.span.contains(*end));
    quote.pieces.push(words);
    quote.closed = closed;
}

/// Forgets what was opened inside and never closed: those marks were apostrophes.
fn drop_unclosed(stack: &mut Vec<Open>, keep: usize, found: &mut [Quoted]) {
    for open in stack.drain(keep..) {
        found[open.quote].pieces.clear();
    }
}

fn end_of_paragraph(number: usize, text: &str, stack: Vec<Open>, found: &mut [Quoted]) -> Option<Open> {
    let mut outermost = None;
    for open in stack {
        let end = text.trim_end().len().max(open.from);
        let quote = &mut found[open.quote];
        // Where one possible end is all there is, it is the end.
        if let (Kind::Single, Some(&last)) = (open.kind, quote.other_ends.iter().rfind(|last| **last >= open.from)) {
            close(quote, TextSpan::new(number, open.from, last), true);
        } else if outermost.is_none() {
            close(quote, TextSpan::new(number, open.from, end), false);
            outermost = Some(open);
        }
    }
    outermost
}

#[cfg(test)]
mod tests {
    use super::{TextSpan, quoted};

    /// The words of each quotation, the pieces of one parted by " / ", an open one with "..." behind.
    fn words(paragraphs: &[&str]) -> Vec<String> {
        let text = |piece: &TextSpan| paragraphs[piece.block][piece.span].to_owned();
        let shown = quoted(paragraphs).into_iter().map(|quote| {
            let pieces: Vec<String> = quote.pieces.iter().map(text).collect();
            format!("{}{}{}", ">".repeat(quote.depth), pieces.join(" / "), if quote.closed { "" } else { "..." })
        });
        shown.collect()
    }

    #[test]
    fn marks_of_every_shape() {
        for text in [
            "He said: “It is so.” Yes",
            "He said: \"It is so.\" Yes",
            "He said: ‘It is so.’ Yes",
            "He said: 'It is so.' Yes",
            "He said: ``It is so.'' Yes",
            "He said: ''It is so.'' Yes",
            "He said: `It is so.' Yes",
            "He said: ″It is so.″ Yes",
            "He said: ＂It is so.＂ Yes",
            "He said: 〝It is so.〞 Yes",
        ] {
            assert_eq!(words(&[text]), ["It is so."], "{text}");
        }
        assert_eq!(words(&["(“one”), \"two\"; 'three' – ‘four’: “five”"]), ["one", "two", "three", "four", "five"]);
        assert_eq!(words(&["no marks at all"]), Vec::<String>::new());
        assert_eq!(words(&["A board of 5′ 10″ and 'a 'good parent''"]), ["a 'good parent'", ">good parent"]);
    }

    #[test]
    fn a_double_mark_closes_a_single_one() {
        assert_eq!(words(&["They said: ‘It is so.” Yes, the families’ too."]), ["It is so."]);
        assert_eq!(words(&["“He calls it ‘so,” she said."]), ["He calls it ‘so,"]);
    }

    #[test]
    fn apostrophes_quote_nothing() {
        let plain = "It’s the children’s day, the workers’ views and the ‘90s; don't 'count' the boys' club or '90s.";
        assert_eq!(words(&[plain]), ["count"]);
        assert_eq!(words(&["the workers' views and families’ help"]), Vec::<String>::new());
    }

    #[test]
    fn a_plural_inside_single_marks_closes_nothing() {
        assert_eq!(words(&["They said ‘the workers’ views are heard’ there."]), ["the workers’ views are heard"]);
        assert_eq!(words(&["‘highly skilled workers’ and ‘good plans’"]), ["highly skilled workers", "good plans"]);
        let two = quoted(&["‘skilled workers’ and the parents’ group"]);
        assert_eq!((two.len(), two[0].other_ends.len()), (1, 1), "both ends are offered");
    }

    #[test]
    fn quotations_inside_quotations() {
        assert_eq!(
            words(&["“We call it ‘one front door’ here,” she said."]),
            ["We call it ‘one front door’ here,", ">one front door"]
        );
        assert_eq!(words(&["‘As a ‘good parent’ we care.’"]), ["As a ‘good parent’ we care.", ">good parent"]);
        assert_eq!(words(&["‘It was “hard” – but it’s done.’"]), ["It was “hard” – but it’s done.", ">hard"]);
    }

    #[test]
    fn quotations_run_over_paragraphs() {
        assert_eq!(words(&["She said: “One.", "“Two.", "“Three.” Then"]), ["One. / Two. / Three."]);
        assert_eq!(
            words(&["He said: ‘We’re glad.", "‘As a ‘good’ council we act.’"]),
            ["We’re glad. / As a ‘good’ council we act.", ">good"]
        );
        assert_eq!(words(&["\"One.", "“Two.\""]), ["One. / Two."], "marks of two shapes");
        assert_eq!(words(&["“Never closed.", "Nothing here."]), ["Never closed...."]);
        assert_eq!(words(&["“One.", "“Two."]), ["One. / Two...."]);
    }
}
