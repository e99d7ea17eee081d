//! The words that tell what a sentence is worth, from the files in `core/data/quotable`. Not here: how they are weighed (stance,
//! reserve, score).

use super::{Topic, Voice};
use crate::language::{List, Phrases, read};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a phrase does to a sentence's stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// Says that something is good: 1 faint, 2 plain, 3 strong.
    Praise(u8),
    /// Says that something is not good enough: 1 faint, 2 plain.
    Criticism(u8),
    /// Takes some of the praise back: 3 "most", "beginning to", 1 "often", "recently".
    Hedge(u8),
    /// Turns from one side to the other: "but", "although".
    Turn,
    /// Turns what follows in the clause into its opposite: "not", "lack of".
    Negation,
    /// Undoes what follows or, behind it, what went before: "reduce", "resolved".
    Remedy,
    /// Has a word of the lists in it, but no stance.
    None,
}

/// What else makes a sentence more or less worth printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    /// Somebody a reader cares about or who did the work.
    People,
    /// What it changed in somebody's life.
    Impact,
    /// The inspectors' witness to what somebody said.
    Voice,
    /// Words of the trade, which a reader outside it does not know.
    Jargon,
    /// A matter that no release opens with.
    Grave,
}

/// What praises and criticises.
pub(super) static STANCE: LazyLock<Phrases<Signal>> = LazyLock::new(|| {
    let words: Stances = read(FILES[0]);
    phrases(&[
        (&words.strong, Signal::Praise(3)),
        (&words.praise, Signal::Praise(2)),
        (&words.faint, Signal::Praise(1)),
        (&words.criticism, Signal::Criticism(2)),
        (&words.concern, Signal::Criticism(1)),
        (&words.reserve, Signal::Hedge(3)),
        (&words.hedge, Signal::Hedge(1)),
        (&words.turn, Signal::Turn),
        (&words.negation, Signal::Negation),
        (&words.remedy, Signal::Remedy),
        (&words.none, Signal::None),
    ])
});

/// What makes a sentence more or less worth printing.
pub(super) static TRAITS: LazyLock<Phrases<Trait>> = LazyLock::new(|| {
    let words: Traits = read(FILES[1]);
    phrases(&[
        (&words.people, Trait::People),
        (&words.impact, Trait::Impact),
        (&words.voice, Trait::Voice),
        (&words.jargon, Trait::Jargon),
        (&words.grave, Trait::Grave),
    ])
});

/// How a sentence opens that leans on the one before it.
pub(super) static LEANING: LazyLock<Phrases<()>> =
    LazyLock::new(|| phrases(&[(&read::<Openings>(FILES[2]).leaning, ())]));

/// What sentences are about.
pub(super) static TOPICS: LazyLock<Phrases<Topic>> = LazyLock::new(|| {
    let words: BTreeMap<String, List> = read(FILES[3]);
    phrases(&Topic::ALL.map(|topic| (&words[topic.as_str()], topic)))
});

/// Words by which it is seen whether a sentence asserts what it praises or criticises.
pub(super) static CLAUSES: LazyLock<Clauses> = LazyLock::new(|| read(FILES[4]));

/// Words by which it is seen what a result means for children and families, as the file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Effect {
    pub(super) openers: Phrases<()>,
    pub(super) people: Phrases<()>,
    pub(super) how_many: Phrases<()>,
    pub(super) turns: Phrases<()>,
    pub(super) asides: List,
}

/// See [`Effect`].
pub(super) static EFFECT: LazyLock<Effect> = LazyLock::new(|| read(FILES[5]));

/// Words by which the head of a point is told from the rest, as the file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Short {
    pub(super) openers: Phrases<()>,
    pub(super) purposes: Phrases<()>,
    pub(super) descriptions: Phrases<()>,
}

/// See [`Short`].
pub(super) static SHORT: LazyLock<Short> = LazyLock::new(|| read(FILES[7]));

/// Words by which the theme of a visit is told from the rest of its sentence, as the file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Theme {
    pub(super) whose: Phrases<()>,
    pub(super) before: Phrases<()>,
    pub(super) details: Phrases<()>,
    pub(super) after: Phrases<()>,
}

/// See [`Theme`].
pub(super) static THEME: LazyLock<Theme> = LazyLock::new(|| read(FILES[8]));

/// Whose words a sentence hands on.
pub(super) static VOICES: LazyLock<Phrases<Voice>> = LazyLock::new(|| {
    let lists: BTreeMap<String, List> = read(FILES[6]);
    phrases(&Voice::ALL.map(|voice| (&lists[voice.as_str()], voice)))
});

/// The files.
const FILES: [&str; 9] = [
    include_str!("../../data/quotable/stance.toml"),
    include_str!("../../data/quotable/traits.toml"),
    include_str!("../../data/quotable/openings.toml"),
    include_str!("../../data/quotable/topics.toml"),
    include_str!("../../data/quotable/clauses.toml"),
    include_str!("../../data/quotable/effect.toml"),
    include_str!("../../data/quotable/voices.toml"),
    include_str!("../../data/quotable/short.toml"),
    include_str!("../../data/quotable/theme.toml"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stances {
    strong: List,
    praise: List,
    faint: List,
    criticism: List,
    concern: List,
    reserve: List,
    hedge: List,
    turn: List,
    negation: List,
    remedy: List,
    none: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Traits {
    people: List,
    impact: List,
    voice: List,
    jargon: List,
    grave: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Openings {
    leaning: List,
}

/// The lists of `clauses.toml`, which says what each is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clauses {
    pub(super) scarcity: List,
    pub(super) duties: List,
    pub(super) hardships: List,
    pub(super) subordinators: List,
    pub(super) knowing: List,
    pub(super) more: List,
    pub(super) leaders: List,
    pub(super) others: List,
    pub(super) saying: List,
    pub(super) work: List,
    pub(super) shortfalls: List,
    pub(super) recognising: List,
    pub(super) heads: List,
    pub(super) unaware: List,
    pub(super) reaching: List,
    pub(super) turns: List,
    pub(super) groups: List,
    pub(super) absent: List,
    pub(super) people: List,
    pub(super) belonging: List,
    pub(super) depending: List,
}

fn phrases<T: Copy>(lists: &[(&List, T)]) -> Phrases<T> {
    Phrases::new(lists.iter().flat_map(|(list, meaning)| list.iter().map(|phrase| (phrase, *meaning))))
}

#[cfg(test)]
mod tests {
    use super::FILES;
    use crate::language::{List, mistakes, read};
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_list_does_what_its_examples_say() {
        let wrong: Vec<String> = FILES.iter().flat_map(|file| mistakes(file)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn no_phrase_has_two_meanings() {
        for file in &FILES[..4] {
            let mut seen = BTreeSet::new();
            let lists: BTreeMap<String, List> = read(file);
            for phrase in lists.values().flat_map(List::iter) {
                assert!(seen.insert(phrase.to_owned()), "`{phrase}` stands twice");
            }
        }
    }
}
