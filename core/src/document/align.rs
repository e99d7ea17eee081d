//! Which words of a text stand in an earlier one: words that stand together are looked up together, wherever they went;
//! what lies between is laid along its old neighbours. Linear in the length of both texts. Not here: what follows from it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The words and signs of a text.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// What each is compared by.
    pub(super) ids: Vec<u32>,
    /// Which leaf each stands in; ascending.
    pub(super) leaves: Vec<usize>,
    /// Whether each is a word, not a sign.
    pub(super) words: Vec<bool>,
}

/// Words and signs that have to stand together to be found anywhere.
const GRAM: usize = 5;
/// Places at which words that stand in the old text more than once are tried, before and behind the expected one.
const TRIED: usize = 8;
/// What being at the expected place is worth, in words.
const EXPECTED: usize = 8;
/// The longest gap that is laid along its neighbours word by word.
const LONGEST: usize = 250;

/// Of each word and sign of `new`, where it stands in `old`.
pub(super) fn align(old: &Line, new: &Line) -> Vec<Option<usize>> {
    let mut matched = vec![None; new.ids.len()];
    together(&old.ids, &new.ids, &mut matched);
    alone(old, new, &mut matched);
    let mut at = 0;
    while at < matched.len() {
        if matched[at].is_some() {
            at += 1;
            continue;
        }
        let end = (at..matched.len()).find(|&next| matched[next].is_some()).unwrap_or(matched.len());
        Gap { old, new, matched: &mut matched }.fill(at..end);
        at = end;
    }
    matched
}

/// Finds what stands together in both: of several places the one where most words agree, the expected one first.
fn together(old: &[u32], new: &[u32], matched: &mut [Option<usize>]) {
    let mut places: HashMap<&[u32], Vec<usize>> = HashMap::new();
    for (place, gram) in old.windows(GRAM).enumerate() {
        places.entry(gram).or_default().push(place);
    }
    let (mut at, mut expected) = (0, 0);
    while at + GRAM <= new.len() {
        let places = places.get(&new[at..at + GRAM]).map_or(&[][..], Vec::as_slice);
        let middle = places.partition_point(|place| *place < expected);
        let near = &places[middle.saturating_sub(TRIED)..(middle + TRIED).min(places.len())];
        let length = |start: usize| old[start..].iter().zip(&new[at..]).take_while(|(a, b)| a == b).count();
        let tried = near.iter().map(|&start| (length(start), start));
        let worth = |(length, start): &(usize, usize)| {
            let bonus = if (expected..expected + EXPECTED).contains(start) { EXPECTED } else { 0 };
            (length + bonus, usize::MAX - start.abs_diff(expected))
        };
        let Some((length, start)) = tried.max_by_key(worth) else {
            at += 1;
            continue;
        };
        for step in 0..length {
            matched[at + step] = Some(start + step);
        }
        (at, expected) = (at + length, start + length);
    }
}

/// Short leaves that stand whole, and once, in both, such as a heading that moved with the section below it.
fn alone(old: &Line, new: &Line, matched: &mut [Option<usize>]) {
    const FEWEST: usize = 2;
    let short = |line: &Line, leaf: &Range<usize>| {
        leaf.len() < GRAM && line.words[leaf.clone()].iter().filter(|is_word| **is_word).count() >= FEWEST
    };
    let mut places: BTreeMap<&[u32], (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for leaf in leaves(old).filter(|leaf| short(old, leaf)) {
        places.entry(&old.ids[leaf.clone()]).or_default().0.push(leaf.start);
    }
    for leaf in leaves(new).filter(|leaf| short(new, leaf)) {
        places.entry(&new.ids[leaf.clone()]).or_default().1.push(leaf.start);
    }
    for (ids, (from, to)) in places {
        let ([from], [to]) = (from.as_slice(), to.as_slice()) else { continue };
        for step in 0..ids.len() {
            matched[to + step].get_or_insert(from + step);
        }
    }
}

/// The units of each leaf.
fn leaves(line: &Line) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    line.leaves.chunk_by(PartialEq::eq).map(move |leaf| {
        start += leaf.len();
        start - leaf.len()..start
    })
}

/// What is filled into gaps.
struct Gap<'a> {
    old: &'a Line,
    new: &'a Line,
    matched: &'a mut [Option<usize>],
}

impl Gap<'_> {
    /// Lays a gap along what stood between its neighbours, or beside each of them where one was moved.
    fn fill(&mut self, gap: Range<usize>) {
        let mut from = gap.start.checked_sub(1).and_then(|left| self.matched[left]).map_or(0, |left| left + 1);
        let mut until = self.matched.get(gap.end).copied().flatten().unwrap_or(self.old.ids.len());
        let (mut start, mut end) = (gap.start, gap.end);
        let in_order = from <= until;
        while start < end && self.same(start, from) && (!in_order || from < until) {
            self.matched[start] = Some(from);
            (start, from) = (start + 1, from + 1);
        }
        while start < end && until > 0 && self.same(end - 1, until - 1) && (!in_order || from < until) {
            (end, until) = (end - 1, until - 1);
            self.matched[end] = Some(until);
        }
        let room = |length: usize| 2 * length + GRAM;
        if in_order {
            let near = from + room(end - start);
            let far = until.saturating_sub(room(end - start));
            let window: Vec<usize> =
                if near < far { (from..near).chain(far..until).collect() } else { (from..until).collect() };
            self.lay(start..end, &window);
        } else {
            let leaf = self.new.leaves.get(gap.end);
            let cut = (start..end).find(|&at| Some(&self.new.leaves[at]) == leaf).unwrap_or(end);
            let most = self.old.ids.len();
            let (behind, ahead) = ((from + room(cut - start)).min(most), until.saturating_sub(room(end - cut)));
            self.lay(start..cut, &(from..behind).collect::<Vec<_>>());
            self.lay(cut..end, &(ahead..until).collect::<Vec<_>>());
        }
    }

    fn same(&self, new: usize, old: usize) -> bool {
        self.old.ids.get(old) == Some(&self.new.ids[new])
    }

    /// Lays words along others, in order, so that as many as can be are the same; what stands alone among new words is
    /// as good as new.
    fn lay(&mut self, part: Range<usize>, window: &[usize]) {
        if part.is_empty() || window.is_empty() || part.len() > LONGEST {
            return;
        }
        let pairs = self.pairs(&part, window);
        let words = |range: Range<usize>| range.filter(|&at| self.new.words[at]).count();
        let same = pairs.iter().filter(|(new, _)| self.new.words[*new]).count();
        let mostly = 2 * same >= words(part.clone());
        let islands = pairs.chunk_by(|a, b| a.0 + 1 == b.0 && a.1 + 1 == b.1);
        let kept: Vec<(usize, usize)> = islands
            .filter(|island| {
                let count = words(island[0].0..island[island.len() - 1].0 + 1);
                count >= 2 || mostly && count == 1
            })
            .flatten()
            .copied()
            .collect();
        for (new, old) in kept {
            self.matched[new] = Some(old);
        }
    }

    /// The longest common subsequence of both, words before signs.
    fn pairs(&self, part: &Range<usize>, window: &[usize]) -> Vec<(usize, usize)> {
        let width = window.len() + 1;
        let mut scores = vec![0u32; (part.len() + 1) * width];
        let weight = |at: usize| if self.new.words[at] { 4 } else { 1 };
        for (i, new) in part.clone().enumerate().rev() {
            for (j, &old) in window.iter().enumerate().rev() {
                let across = if self.same(new, old) { scores[(i + 1) * width + j + 1] + weight(new) } else { 0 };
                scores[i * width + j] = across.max(scores[(i + 1) * width + j]).max(scores[i * width + j + 1]);
            }
        }
        let (mut i, mut j) = (0, 0);
        let mut pairs = Vec::new();
        while i < part.len() && j < window.len() {
            let here = scores[i * width + j];
            let (new, old) = (part.start + i, window[j]);
            if self.same(new, old) && here == scores[(i + 1) * width + j + 1] + weight(new) {
                pairs.push((new, old));
                (i, j) = (i + 1, j + 1);
            } else if here == scores[(i + 1) * width + j] {
                i += 1;
            } else {
                j += 1;
            }
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of each word of `new` that stands in `old`, the place; `|` ends a leaf.
    fn aligned(old: &str, new: &str) -> String {
        let mut known: Vec<String> = Vec::new();
        let mut line = |text: &str| {
            let mut made = Line::default();
            for (leaf, words) in text.split('|').enumerate() {
                for word in words.split_whitespace() {
                    let id = known.iter().position(|known| known == word).unwrap_or_else(|| {
                        known.push(word.to_owned());
                        known.len() - 1
                    });
                    made.ids.push(u32::try_from(id).unwrap());
                    made.leaves.push(leaf);
                    made.words.push(word.contains(char::is_alphanumeric));
                }
            }
            made
        };
        let (old, new) = (line(old), line(new));
        let shown = align(&old, &new).into_iter().map(|place| place.map_or("-".to_owned(), |place| place.to_string()));
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_was_put_in_or_changed_is_new() {
        assert_eq!(aligned("a b c d e f g", "a b c x d e f g"), "0 1 2 - 3 4 5 6");
        assert_eq!(aligned("a b c d e f g .", "a b c d e f not g ."), "0 1 2 3 4 5 - 6 7");
        assert_eq!(aligned("a b | c d", "a x | c d"), "0 - 2 3");
        assert_eq!(aligned("", "a b"), "- -");
    }

    #[test]
    fn paragraphs_that_moved_and_were_edited_are_found() {
        assert_eq!(
            aligned("h | a b c d e f | k l m n o p q", "h | k l x m n o p q | a b c d e f"),
            "0 7 8 - 9 10 11 12 13 1 2 3 4 5 6"
        );
    }

    #[test]
    fn of_equal_words_those_at_the_same_place_are_meant() {
        let cells = "the impact of leaders on practice | Good | the experiences of children in care | Outstanding";
        let edited =
            "the impact of leaders on practice | Outstanding | the experiences of children in care | Outstanding";
        assert_eq!(aligned(cells, edited), "0 1 2 3 4 5 - 7 8 9 10 11 12 13");
        let posts = "a b c d e f | x y z | a b c d e f";
        assert_eq!(aligned(posts, "a b c d e f | a b c d e f"), "0 1 2 3 4 5 9 10 11 12 13 14");
    }

    #[test]
    fn a_common_word_in_a_new_sentence_is_new() {
        assert_eq!(aligned("a the b c d e f g", "p q r the s t u v"), "- - - - - - - -");
    }
}
