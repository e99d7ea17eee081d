//! Pairs of texts with a ledger of what was done to the old one to make the new one: seeded, and the same on every
//! machine.

/// A source of numbers: splitmix64.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub(crate) fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % (below as u64)).unwrap()
    }

    /// Whether something of so many in a hundred happens.
    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.roll(100) < share
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

/// What the texts are like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) words: usize,
    /// How many different words there are besides those that hold sentences together.
    pub(crate) vocabulary: usize,
    /// Sentences in a paragraph, at most.
    pub(crate) sentences: usize,
    /// Words in a sentence: from, to.
    pub(crate) length: (usize, usize),
    /// Of a hundred blocks, list items of one sentence.
    pub(crate) items: usize,
    /// Of a hundred sentences, those that stand in many places.
    pub(crate) boilerplate: usize,
    /// Of a hundred blocks, those that are nearly another block.
    pub(crate) alike: usize,
}

/// What is done to them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    pub(crate) verbatim: usize,
    pub(crate) edited: usize,
    /// Of a hundred words of a block that stays.
    pub(crate) words: usize,
    /// Of a hundred blocks that stay: deleted, inserted, with a sentence deleted or inserted, split, joined.
    pub(crate) deleted: usize,
    pub(crate) inserted: usize,
    pub(crate) sentences: usize,
    pub(crate) split: usize,
    pub(crate) joined: usize,
}

type Sentence = Vec<String>;

/// What a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    #[default]
    Paragraph,
    Heading,
    Item,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub(crate) form: Form,
    pub(crate) sentences: Vec<Sentence>,
    /// Words deleted and inserted in it.
    pub(crate) deleted: usize,
    pub(crate) inserted: usize,
    /// Whether it was moved.
    pub(crate) moved: bool,
    /// Whether there is a block that is nearly the same.
    has_twin: bool,
    /// Which it was in the old text; that of the one after it for one that is new.
    number: usize,
}

/// The two texts and what was done.
pub(crate) struct Pair {
    pub(crate) old: String,
    pub(crate) new: String,
    /// Words deleted and words inserted.
    pub(crate) changed: usize,
    /// The blocks of the new text.
    pub(crate) blocks: Vec<Block>,
}

const HOLDING: [&str; 32] = [
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "with", "as", "are", "their", "on", "by", "they", "have",
    "be", "this", "from", "which", "at", "was", "not", "an", "or", "when", "has", "who", "more", "but", "its",
];
const SOUNDS: [&str; 24] = [
    "ba", "cor", "den", "fi", "gra", "hol", "in", "jo", "ker", "lim", "mo", "nas", "or", "pel", "qui", "ros", "su",
    "tan", "ul", "ver", "wes", "yar", "zen", "ath",
];

struct Author {
    dice: Dice,
    words: Vec<String>,
    shape: Shape,
    standing: Vec<Sentence>,
}

impl Author {
    fn new(seed: u64, shape: Shape) -> Author {
        let mut dice = Dice::new(seed);
        let mut words: Vec<String> = Vec::new();
        while words.len() < shape.vocabulary {
            let word: String = (0..2 + dice.roll(3)).map(|_| *dice.pick(&SOUNDS)).collect();
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let mut author = Author { dice, words, shape, standing: Vec::new() };
        author.standing = (0..6).map(|_| author.fresh()).collect();
        author
    }

    /// Common words come more often, as they do.
    fn word(&mut self) -> String {
        if self.dice.percent(42) {
            let most = 1 + self.dice.roll(HOLDING.len());
            return HOLDING[self.dice.roll(most)].to_owned();
        }
        let most = 1 + self.dice.roll(self.words.len());
        self.words[self.dice.roll(most)].clone()
    }

    fn fresh(&mut self) -> Sentence {
        let (from, to) = self.shape.length;
        let count = from + self.dice.roll(to - from + 1);
        (0..count).map(|_| self.word()).collect()
    }

    fn sentence(&mut self) -> Sentence {
        if self.dice.percent(self.shape.boilerplate) {
            return self.dice.pick(&self.standing.clone()).clone();
        }
        self.fresh()
    }

    fn block(&mut self) -> Block {
        let is_item = self.dice.percent(self.shape.items);
        let count = if is_item { 1 } else { 1 + self.dice.roll(self.shape.sentences) };
        Block {
            form: if is_item { Form::Item } else { Form::Paragraph },
            sentences: (0..count).map(|_| self.sentence()).collect(),
            ..Block::default()
        }
    }

    fn text(&mut self) -> Vec<Block> {
        let (mut blocks, mut words): (Vec<Block>, usize) = (Vec::new(), 0);
        while words < self.shape.words {
            let mut block = if blocks.len() > 3 && self.dice.percent(self.shape.alike) {
                let other = self.dice.roll(blocks.len());
                blocks[other].has_twin = true;
                let mut twin = blocks[other].clone();
                self.edit(&mut twin, 12);
                twin
            } else {
                self.block()
            };
            (block.deleted, block.inserted) = (0, 0);
            if blocks.len() % 12 == 5 {
                let words = (0..3).map(|_| self.word()).collect();
                block = Block { form: Form::Heading, sentences: vec![words], ..Block::default() };
            }
            words += block.sentences.iter().map(Vec::len).sum::<usize>();
            blocks.push(block);
        }
        blocks
    }

    /// Changes of a hundred words so many, at least one.
    fn edit(&mut self, block: &mut Block, share: usize) {
        let all: usize = block.sentences.iter().map(Vec::len).sum();
        let wanted = (all * share / 100).max(1);
        let mut places: Vec<usize> = (0..all).collect();
        let mut chosen: Vec<usize> = (0..wanted).map(|_| places.swap_remove(self.dice.roll(places.len()))).collect();
        chosen.sort_unstable();
        for place in chosen.into_iter().rev() {
            let mut at = place;
            let sentence = block
                .sentences
                .iter_mut()
                .find(|sentence| {
                    let here = at < sentence.len();
                    at -= if here { 0 } else { sentence.len() };
                    here
                })
                .unwrap();
            let word = self.word() + "o";
            match self.dice.roll(10) {
                0 if sentence.len() > 3 => {
                    sentence.remove(at);
                    block.deleted += 1;
                }
                1 => {
                    sentence.insert(at, word);
                    block.inserted += 1;
                }
                _ => {
                    sentence[at] = word;
                    (block.deleted, block.inserted) = (block.deleted + 1, block.inserted + 1);
                }
            }
        }
    }
}

/// A pair of texts.
pub(crate) fn pair(seed: u64, shape: Shape, work: Work) -> Pair {
    let mut author = Author::new(seed, shape);
    let old = author.text();
    let mut new: Vec<Block> = old.clone();
    new.iter_mut().enumerate().for_each(|(number, block)| block.number = number);
    let standing = author.standing.clone();
    let movable = |block: &Block| {
        let words = block.sentences.iter().map(Vec::len).sum::<usize>();
        // One of two that are nearly the same may as well be the other.
        words >= 6
            && !block.has_twin
            && block.form != Form::Heading
            && block.sentences.iter().any(|words| !standing.contains(words))
    };
    let mut moved: Vec<Block> = Vec::new();
    for number in 0..work.verbatim + work.edited {
        let movable: Vec<usize> = (0..new.len()).filter(|at| movable(&new[*at])).collect();
        let at = *author.dice.pick(&movable);
        let mut block = new.remove(at);
        block.moved = true;
        if number >= work.verbatim {
            let share = 5 + author.dice.roll(21);
            author.edit(&mut block, share);
        }
        moved.push(block);
    }
    let mut changed = rework(&mut author, &mut new, work);
    for block in moved {
        changed += block.deleted + block.inserted;
        let place = loop {
            let place = author.dice.roll(new.len() + 1);
            let beside = |at: usize| new.get(at).is_some_and(|near: &Block| near.moved);
            let stays = |blocks: &[Block]| blocks.iter().filter(|other| !other.moved).count();
            let home = new.iter().filter(|other| !other.moved && other.number < block.number).count();
            // A block that is moved over one other may as well be the one that stayed.
            if !(beside(place) || place > 0 && beside(place - 1)) && stays(&new[..place]).abs_diff(home) > 2 {
                break place;
            }
        };
        new.insert(place, block);
    }
    Pair { old: print(&old), new: print(&new), changed, blocks: new }
}

/// Edits what stays; says how many words that are.
fn rework(author: &mut Author, blocks: &mut Vec<Block>, work: Work) -> usize {
    let count = |block: &Block| block.sentences.iter().map(Vec::len).sum::<usize>();
    let (mut changed, mut made): (usize, Vec<Block>) = (0, Vec::new());
    for mut block in std::mem::take(blocks) {
        if block.form == Form::Heading {
            made.push(block);
            continue;
        }
        if author.dice.percent(work.inserted) {
            let fresh = Block { number: block.number, ..author.block() };
            changed += count(&fresh);
            made.push(fresh);
        }
        if author.dice.percent(work.deleted) {
            changed += count(&block);
            continue;
        }
        if author.dice.percent(work.sentences) && block.sentences.len() > 1 {
            if author.dice.percent(50) {
                let at = author.dice.roll(block.sentences.len());
                changed += block.sentences.remove(at).len();
            } else {
                let fresh = author.fresh();
                changed += fresh.len();
                let at = author.dice.roll(block.sentences.len() + 1);
                block.sentences.insert(at, fresh);
            }
        }
        if work.words > 0 {
            author.edit(&mut block, work.words);
            changed += block.deleted + block.inserted;
        }
        let last = made.last_mut().filter(|last| last.form == Form::Paragraph && block.form == Form::Paragraph);
        match last {
            Some(last) if author.dice.percent(work.joined) => last.sentences.append(&mut block.sentences),
            _ if author.dice.percent(work.split) && block.sentences.len() > 1 => {
                let at = 1 + author.dice.roll(block.sentences.len() - 1);
                let rest = block.sentences.split_off(at);
                made.push(block.clone());
                made.push(Block { sentences: rest, ..block });
            }
            _ => made.push(block),
        }
    }
    *blocks = made;
    changed
}

fn print(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        let sentences: Vec<String> = block.sentences.iter().map(|words| print_sentence(words)).collect();
        let begin = match block.form {
            Form::Item => "- ",
            Form::Heading => "## ",
            Form::Paragraph => "",
        };
        let words = sentences.join(" ");
        let words = if block.form == Form::Heading { words.trim_end_matches('.') } else { &words };
        text.push_str(begin);
        text.push_str(words);
        text.push_str("\n\n");
    }
    text
}

/// A capital letter at the beginning would be a change of its own where a word is put before it, so each sentence begins
/// with a mark that is none.
fn print_sentence(words: &[String]) -> String {
    let mut text = String::from("It ");
    for (at, word) in words.iter().enumerate() {
        text.push_str(word);
        text.push_str(match at {
            _ if at + 1 == words.len() => ".",
            at if at % 7 == 6 => ", ",
            _ => " ",
        });
    }
    text
}
