//! Quoted words held against a source: whether they stand there, and what was done to them. Likeness finds the nearest
//! passage and passes nothing: a sentence and its opposite are nearly the same. Not here: whose words they should be.
//!
//! Rule: words in quotation marks are the source's, verbatim. Honest: the shape of quotation marks and dashes, line ends, a
//! changed first capital, an ellipsis for words left out, words in [square brackets] for others, a final stop.

use super::edges::{left_out, negates};
use crate::check::evidence::passages::{Near, Passages, UNKNOWN};
use crate::language::{self, LIMIT_WORDS, Token, TokenRange};
use crate::text::{self, Span};
use std::cell::RefCell;
use std::collections::HashSet;

/// What quoted words are beside a source.
#[derive(Debug)]
pub(in crate::check) enum Verdict {
    /// They stand there. `words` is the first run of words in the source, `last` the last one.
    Stands {
        words: TokenRange,
        last: TokenRange,
        /// Where punctuation differs, if it does: the words as the source prints them.
        punctuation: Option<String>,
        /// Whether an ellipsis joins passages that stand apart.
        apart: bool,
    },
    /// They do not, but the source has words that are nearly these.
    Altered(Alteration),
    /// They do not, and no passage comes near.
    Absent { nearest: Option<usize> },
}

/// What was done to words.
#[derive(Debug)]
pub(in crate::check) struct Alteration {
    /// The bytes of the quoted words that are concerned.
    pub(in crate::check) part: Span,
    /// What should stand there.
    pub(in crate::check) edit: Option<String>,
    /// What was done, in words.
    pub(in crate::check) how: String,
    /// A word of the source's passage.
    pub(in crate::check) word: usize,
    /// The share of words that are the same.
    pub(in crate::check) likeness: f64,
}

/// Quoted words, taken apart.
enum Item {
    /// A word: its place among the tokens.
    Word(usize),
    /// An ellipsis: words are left out.
    Gap,
    /// Words in square brackets: they stand for others.
    Free(Vec<usize>),
}

/// How many words an ellipsis may leave out, and how many brackets may stand for beside their own number.
const GAP: usize = 400;
const FREE: usize = 4;
/// Likeness from which words count as altered and not as absent.
const LIKE: f64 = 0.5;

/// Holds quoted words against a source.
pub(in crate::check) fn compare(words: &str, source: &Passages) -> Verdict {
    let tokens = language::tokens(words);
    if source.is_empty() || tokens.is_empty() {
        return Verdict::Absent { nearest: None };
    }
    let (items, tokens) = taken_apart(words, tokens);
    let ids = source.ids(&tokens);
    let found = Matcher { items: &items, ids: &ids, source, failed: RefCell::default() }.find();
    if let Some(found) = found {
        return found_there(words, &tokens, &items, &found, source);
    }
    let plain = items.iter().all(|item| matches!(item, Item::Word(_)));
    if plain && let Some(found) = source.lettered(&tokens) {
        let (quoted, words) = (&words[part(&tokens, TokenRange::new(0, tokens.len()))], found);
        let printed = source.text(words);
        let punctuation = (!same_punctuation(&without_line_ends(quoted), &printed)).then_some(printed);
        return Verdict::Stands { words, last: words, punctuation, apart: false };
    }
    differing(words, &tokens, &ids, source)
}

/// Parts words, ellipses and brackets. The letter in `[T]he` belongs to its word.
fn taken_apart(words: &str, tokens: Vec<Token>) -> (Vec<Item>, Vec<Token>) {
    let mut items = Vec::new();
    let mut kept: Vec<Token> = Vec::new();
    let mut at = 0;
    let mut bracket: Option<Vec<usize>> = None;
    let end = Token { span: Span::at(words.len()), form: String::new() };
    for token in tokens.into_iter().chain([end]) {
        let between = &words[at..token.span.start];
        at = token.span.end;
        let gap = between.contains('…') || between.contains("...") || between.contains(". . .");
        let glued = between == "]" && kept.last().is_some_and(|last| last.form.chars().count() == 1);
        if let (true, Some(_), Some(last)) = (glued, &bracket, kept.last_mut()) {
            last.span.end = token.span.end;
            last.form.push_str(&token.form);
            items.push(Item::Word(kept.len() - 1));
            bracket = None;
            continue;
        }
        if between.contains(']')
            && let Some(free) = bracket.take().filter(|free| !free.is_empty())
        {
            items.push(Item::Free(free));
        }
        if gap {
            items.push(Item::Gap);
        }
        if between.contains('[') && !(between.contains(']') && between.find('[') < between.find(']')) {
            bracket = Some(Vec::new());
        }
        if token.form.is_empty() {
            break;
        }
        kept.push(token);
        match &mut bracket {
            Some(free) => free.push(kept.len() - 1),
            None => items.push(Item::Word(kept.len() - 1)),
        }
    }
    items.extend(bracket.filter(|free| !free.is_empty()).map(Item::Free));
    (items, kept)
}

struct Matcher<'a> {
    items: &'a [Item],
    ids: &'a [u32],
    source: &'a Passages,
    /// From which item on, and from which word of the source on, they do not stand there.
    failed: RefCell<HashSet<(usize, usize)>>,
}

impl Matcher<'_> {
    /// The words of the source that the runs of words stand for, in order.
    fn find(&self) -> Option<Vec<TokenRange>> {
        const GAPS: usize = 50;
        if self.items.iter().filter(|item| !matches!(item, Item::Word(_))).nth(GAPS).is_some() {
            return None; // nobody leaves out so much
        }
        let first = self.items.iter().position(|item| matches!(item, Item::Word(_)))?;
        let run = self.run(first);
        if run.contains(&UNKNOWN) {
            return None;
        }
        self.source.exact(&run).into_iter().find_map(|start| {
            let end = start + run.len();
            let mut found = vec![TokenRange::new(start, end)];
            self.rest(first + run.len(), end, &mut found).then_some(found)
        })
    }

    /// The ids of the words that stand together from an item on.
    fn run(&self, from: usize) -> Vec<u32> {
        let words = self.items[from..].iter().map_while(|item| match item {
            Item::Word(token) => Some(self.ids[*token]),
            _ => None,
        });
        words.collect()
    }

    /// Whether the items from `from` on can stand behind the word `at` of the source; their words are added.
    fn rest(&self, from: usize, at: usize, found: &mut Vec<TokenRange>) -> bool {
        let words = self.items[from..].iter().position(|item| matches!(item, Item::Word(_)));
        let Some(skipped) = words else { return true };
        if self.failed.borrow().contains(&(from, at)) {
            return false;
        }
        let between = &self.items[from..from + skipped];
        let run = self.run(from + skipped);
        let room = between.iter().map(|item| match item {
            Item::Gap => GAP,
            Item::Free(words) => words.len() + FREE,
            Item::Word(_) => 0,
        });
        let last = at + room.sum::<usize>();
        let starts = self.source.exact(&run);
        let first = starts.partition_point(|start| *start < at);
        for &start in starts[first..].iter().take_while(|start| **start <= last) {
            found.push(TokenRange::new(start, start + run.len()));
            if self.rest(from + skipped + run.len(), start + run.len(), found) {
                return true;
            }
            found.pop();
        }
        self.failed.borrow_mut().insert((from, at));
        false
    }
}

/// Words that were found: whether what was left out or put in brackets turns their sense, and whether punctuation is as
/// printed.
fn found_there(words: &str, tokens: &[Token], items: &[Item], found: &[TokenRange], source: &Passages) -> Verdict {
    for pair in found.windows(2) {
        let left_out = TokenRange::new(pair[0].end, pair[1].start);
        let around = TokenRange::new(pair[0].end - 1, pair[1].start + 1);
        let same_sentence = !left_out.is_empty() && !source.text(around).contains(['.', '?', '!']);
        let kept = items
            .iter()
            .any(|item| matches!(item, Item::Free(free) if free.iter().any(|&token| negates(&tokens[token].form))));
        let limits = |form: &str| LIMIT_WORDS.in_part.has(form) || LIMIT_WORDS.how_many.has(form);
        let is_short = left_out.len() <= LIMITED && !source.text(around).contains([',', ';', '–', '—']);
        let turns = |form: &str| negates(form) || is_short && limits(form);
        let negation = (left_out.start..left_out.end).find(|&word| turns(&form(source, word)));
        if let (true, false, Some(word)) = (same_sentence, kept, negation) {
            let before: usize =
                found.iter().take_while(|words| words.end <= left_out.start).map(|words| words.len()).sum();
            let part = part(tokens, TokenRange::new(before.saturating_sub(1), (before + 1).min(tokens.len())));
            let edit = Some(source.text(around));
            let how = format!("leaving out “{}” changes the meaning", source.text(left_out));
            return Verdict::Altered(Alteration { part, edit, how, word, likeness: 1.0 });
        }
    }
    let across = found.windows(2).find_map(|pair| {
        let is_across = source.text(TokenRange::new(pair[0].end - 1, pair[1].start + 1)).contains(['.', '?', '!']);
        let left_out = left_out(pair[0].end - 1, pair[1].start, source).filter(|_| is_across)?;
        Some((pair[0].end - 1, left_out))
    });
    if let Some((word, left_out)) = across {
        let how = format!("leaving out “{left_out}” changes the meaning");
        let part = part(tokens, TokenRange::new(0, tokens.len()));
        return Verdict::Altered(Alteration { part, edit: None, how, word, likeness: 1.0 });
    }
    let first = found[0];
    let number = |words: TokenRange| source.number(words.start);
    let apart = found.windows(2).any(|pair| number(pair[1]) > number(pair[0]) + 1);
    let whole = found.len() == 1 && items.len() == first.len();
    let printed = source.text(first);
    let quoted = part(tokens, TokenRange::new(0, tokens.len()));
    let punctuation = (whole && !same_punctuation(&words[quoted], &printed)).then_some(printed);
    Verdict::Stands { words: first, last: found[found.len() - 1], punctuation, apart }
}

/// Words left out up to which "only" among them limits what follows, and not words that are left out too.
const LIMITED: usize = 3;

fn form(source: &Passages, word: usize) -> String {
    let place = source.word(word);
    text::normal(&source.passage(word).text[place.span]).to_lowercase()
}

/// Whether two texts are the same but for the space around dashes, the first capital and the ends.
fn same_punctuation(a: &str, b: &str) -> bool {
    let plain = |text: &str| text::normal(text).to_lowercase().replace(" - ", "-").replace(['[', ']'], "");
    plain(a) == plain(b)
}

/// A text without the hyphens by which words were parted at the end of a line, and their spaces.
fn without_line_ends(text: &str) -> String {
    let mut made = String::new();
    for piece in text.split_inclusive("- ") {
        made += piece.strip_suffix("- ").filter(|word| word.ends_with(char::is_alphabetic)).unwrap_or(piece);
    }
    made
}

/// The bytes from the first to the last of some tokens.
fn part(tokens: &[Token], range: TokenRange) -> Span {
    let start = tokens.get(range.start).map_or(0, |token| token.span.start);
    let end = range.end.checked_sub(1).and_then(|last| tokens.get(last)).map_or(start, |token| token.span.end);
    Span::new(start, end.max(start))
}

/// Words that were not found: joined from two places, altered, or absent.
fn differing(words: &str, tokens: &[Token], ids: &[u32], source: &Passages) -> Verdict {
    if let Some(alteration) = joined(words, tokens, ids, source) {
        return Verdict::Altered(alteration);
    }
    let Some(near) = source.nearest(ids) else { return Verdict::Absent { nearest: None } };
    // Words that lie scattered over a longer stretch are not its words.
    let scattered = near.words.len() >= 2 * ids.len();
    if near.likeness < LIKE || near.same < 2 || scattered {
        return Verdict::Absent { nearest: (near.same >= 2).then_some(near.words.start) };
    }
    Verdict::Altered(changed(words, tokens, &near, source))
}

/// Words put together from two or three places of the source, each of three words or more.
fn joined(words: &str, tokens: &[Token], ids: &[u32], source: &Passages) -> Option<Alteration> {
    const SHORTEST: usize = 3;
    let mut pieces: Vec<(usize, TokenRange)> = Vec::new();
    let mut at = 0;
    while at < ids.len() {
        let (length, start) = source.longest(&ids[at..]);
        if length < SHORTEST || pieces.len() == SHORTEST {
            return None;
        }
        pieces.push((at, TokenRange::new(start, start + length)));
        at += length;
    }
    let far = |pair: &[(usize, TokenRange)]| {
        let gap = pair[1].1.start.checked_sub(pair[0].1.end);
        gap.is_none_or(|gap| gap > FREE)
    };
    if pieces.len() < 2 || !pieces.windows(2).all(far) {
        return None;
    }
    let joint = pieces[1].0;
    let labels: Vec<&str> = pieces.iter().map(|(_, words)| source.passage(words.start).label.as_str()).collect();
    let (before, after) = (tokens[joint - 1].span, tokens[joint].span);
    Some(Alteration {
        edit: Some(format!("{} … {}", &words[before], &words[after])),
        part: before.cover(after),
        how: format!("it joins words of {} without an ellipsis", language::listed(&labels)),
        word: pieces[0].1.start,
        likeness: 1.0,
    })
}

/// What differs between the words and the nearest passage, told by the first difference; the place runs to the last.
fn changed(words: &str, tokens: &[Token], near: &Near, source: &Passages) -> Alteration {
    let all = TokenRange::new(0, tokens.len());
    let differences = trimmed(near, tokens.len());
    let (first, last) = match (differences.first(), differences.last()) {
        (Some(first), Some(last)) => (*first, *last),
        _ => ((all, near.words), (all, near.words)),
    };
    let whole = near.likeness < 0.6 || first.0.start > last.0.end;
    // Where words are missing, the place is the two words between which they are.
    let missing = first.0.start == last.0.end;
    let widen = usize::from(missing);
    let start = first.0.start.saturating_sub(widen);
    let end = (last.0.end + widen).min(tokens.len());
    let (quoted, printed) = if whole {
        (all, near.words)
    } else {
        let before = usize::from(start < first.0.start);
        let after = end - last.0.end;
        let printed = TokenRange::new(first.1.start - before, (last.1.end + after).min(near.words.end));
        (TokenRange::new(start, end), printed)
    };
    Alteration {
        part: part(tokens, quoted),
        edit: Some(source.text(printed)),
        how: told(words, tokens, &differences, source),
        word: near.words.start,
        likeness: near.likeness,
    }
}

/// The differences without source words that only stand at the ends of the stretch.
fn trimmed(near: &Near, words: usize) -> Vec<(TokenRange, TokenRange)> {
    let ends = |(text, _): &&(TokenRange, TokenRange)| !(text.is_empty() && (text.start == 0 || text.end == words));
    near.differences.iter().filter(ends).copied().collect()
}

fn told(words: &str, tokens: &[Token], differences: &[(TokenRange, TokenRange)], source: &Passages) -> String {
    const MOST: usize = 3;
    let tell = |(ours, theirs): &(TokenRange, TokenRange)| {
        let (quoted, printed) = (&words[part(tokens, *ours)], source.text(*theirs));
        match (ours.is_empty(), theirs.is_empty()) {
            (true, _) => format!("leaves out “{printed}”"),
            (_, true) => format!("adds “{quoted}”"),
            _ => format!("has “{quoted}” for “{printed}”"),
        }
    };
    let mut told: Vec<String> = differences.iter().take(MOST).map(tell).collect();
    if differences.len() > MOST {
        told.push("and differs in more words".to_owned());
    }
    format!("it {}", told.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::evidence::passages::Passage;
    use crate::inspection::Datum;

    fn source() -> Passages {
        let texts = [
            "Leaders know their services well. Plans are not always clear, and some children wait too long.",
            "Social workers visit often – sometimes daily – and keep their promises to children. Their well-being matters.",
            "Care leavers benefit from strong help. In 2024 there were 14 new homes.",
        ];
        let passage = |(number, text): (usize, &&str)| Passage {
            label: format!("paragraph {}", number + 1),
            datum: Datum::Paragraph(number),
            text: (*text).to_owned(),
        };
        Passages::new(texts.iter().enumerate().map(passage).collect())
    }

    /// The verdict in a line.
    fn verdict(words: &str) -> String {
        match compare(words, &source()) {
            Verdict::Stands { punctuation: Some(printed), .. } => format!("punctuation: {printed}"),
            Verdict::Stands { apart: true, .. } => "apart".to_owned(),
            Verdict::Stands { .. } => "stands".to_owned(),
            Verdict::Altered(altered) => {
                format!("{}; at “{}” put “{}”", altered.how, &words[altered.part], altered.edit.unwrap_or_default())
            }
            Verdict::Absent { .. } => "absent".to_owned(),
        }
    }

    #[test]
    fn honest_quotations_stand() {
        for words in [
            "Leaders know their services well.",
            "leaders know their services well",
            "Plans are not\nalways clear…",
            "Social workers visit often - sometimes daily - and keep their promises",
            "Social workers visit often … and keep their promises",
            "[Social workers] visit often",
            "[They] keep their promises to children",
            "Social workers … [keep] their promises",
            "[P]lans are not always clear",
            "Leaders know [the council’s] services well",
            "some children wait too long. Social workers visit often",
        ] {
            assert_eq!(verdict(words), "stands", "{words}");
        }
        assert_eq!(verdict("Leaders know … strong help"), "apart");
        assert_eq!(
            verdict("Plans are not always clear and some children wait"),
            "punctuation: Plans are not always clear, and some children wait"
        );
        assert_eq!(verdict("their wellbeing matters"), "punctuation: Their well-being matters");
    }

    #[test]
    fn altered_words_are_told() {
        for (words, expected) in [
            ("Plans are always clear", "it leaves out “not”; at “are always” put “are not always”"),
            ("Plans are not always good, and some children wait", "it has “good” for “clear”; at “good” put “clear”"),
            ("In 2024 there were 41 new homes", "it has “41” for “14”; at “41” put “14”"),
            ("Leaders really know their services well", "it adds “really”; at “really” put “”"),
            (
                "Plans are … always clear",
                "leaving out “not” changes the meaning; at “are … always” put “are not always”",
            ),
            (
                "Leaders know their services well and keep their promises",
                "it joins words of paragraph 1 and paragraph 2 without an ellipsis; at “well and” put “well … and”",
            ),
        ] {
            assert_eq!(verdict(words), expected, "{words}");
        }
    }

    #[test]
    fn words_that_are_nowhere_are_absent() {
        for words in ["The best council in the land", "tireless", "we welcome this and thank our staff"] {
            assert_eq!(verdict(words), "absent", "{words}");
        }
    }
}
